/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vb-dav.h"

#include <curl/curl.h>
#include <poll.h>
#include <string.h>

#include "vb-listing.h"

#define MOST_LETTER (64 * 1024 * 1024)
#define MOST_LISTING (64 * 1024 * 1024) /* some two hundred thousand names; a page is kept */
#define MOST_IGNORED (1024 * 1024)      /* of what is not looked at */
#define MOST_HEADERS (256 * 1024)
#define LEAST_SPEED 1024                /* bytes a second: less is a stall */
#define LEAST_ASKED_FIRST (1024 * 1024)  /* bytes that are not sent before the server wants them */
#define CONNECT_SECONDS 20

#define FAILED(error) (VB_CARRIER_ERROR_ ## error + 1)

struct _VbDav
{
  const VbDavAccount *account;
  int parent;
  CURL *curl;
  char *box;       /* (nullable): the last one that was made or found */
  gint64 deadline; /* of what is asked now; monotonic */
};

/* One request, and what came of it. */
typedef struct
{
  VbDav *dav;
  const char *method;
  const char *url;
  const char *depth;    /* (nullable): a header */
  GBytes *upload;       /* (nullable) */
  gsize n_sent;
  gboolean no_body;     /* HEAD */
  GByteArray *into;     /* (nullable): a body that is kept */
  VbListing *listing;   /* (nullable): a body that is read */
  gsize most;
  gsize n_received;
  gsize n_headers;
  gboolean too_much;
  gboolean not_read;
  long status;
  curl_off_t length;    /* that it says it has; -1: it does not say */
} Request;

/* ------------------------------------------------------------------ what curl calls */

/* Only of what we asked for; of all else just so much that the connection can be used again. */
static gboolean
is_wanted (const Request *self)
{
  long status = 0;

  curl_easy_getinfo (self->dav->curl, CURLINFO_RESPONSE_CODE, &status);
  return self->listing != NULL ? status == 207 : status == 200;
}

static size_t
received (char   *bytes,
          size_t  size,
          size_t  n,
          void   *data)
{
  Request *self = data;
  gsize length = size * n;
  gboolean wanted = is_wanted (self);

  self->n_received += length;
  if (self->n_received > (wanted ? self->most : MOST_IGNORED))
    {
      self->too_much = TRUE;
      return CURL_WRITEFUNC_ERROR;
    }
  if (wanted && self->into != NULL)
    g_byte_array_append (self->into, (const guint8 *) bytes, length);
  if (wanted && self->listing != NULL && !vb_listing_feed (self->listing, bytes, length))
    {
      self->not_read = TRUE;
      return CURL_WRITEFUNC_ERROR;
    }
  return length;
}

static size_t
received_header (char   *bytes,
                 size_t  size,
                 size_t  n,
                 void   *data)
{
  Request *self = data;

  self->n_headers += size * n;
  if (self->n_headers <= MOST_HEADERS)
    return size * n;
  self->too_much = TRUE;
  return 0;
}

static size_t
give (char   *into,
      size_t  size,
      size_t  n,
      void   *data)
{
  Request *self = data;
  gsize length;
  const char *bytes = g_bytes_get_data (self->upload, &length);
  gsize some = MIN (size * n, length - self->n_sent);

  if (some > 0)
    memcpy (into, bytes + self->n_sent, some);
  self->n_sent += some;
  return some;
}

static int
rewind_upload (void       *data,
               curl_off_t  offset,
               int         origin)
{
  Request *self = data;

  if (origin != SEEK_SET || offset < 0 || offset > (curl_off_t) g_bytes_get_size (self->upload))
    return CURL_SEEKFUNC_CANTSEEK;
  self->n_sent = offset;
  return CURL_SEEKFUNC_OK;
}

/* Who asked says nothing more until it is answered: anything there is its end. */
static int
progressed (void       *data,
            curl_off_t  to_get,
            curl_off_t  got,
            curl_off_t  to_put,
            curl_off_t  given)
{
  const Request *self = data;
  struct pollfd fd = { self->dav->parent, POLLIN, 0 };

  return poll (&fd, 1, 0) > 0;
}

/* ------------------------------------------------------------------ one request */

static void
set_account (CURL               *curl,
             const VbDavAccount *account)
{
  curl_easy_setopt (curl, CURLOPT_USERNAME, account->user);
  curl_easy_setopt (curl, CURLOPT_PASSWORD, account->password);
  curl_easy_setopt (curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC); /* inside TLS, and never asked twice */
  if (*account->proxy != '\0')
    curl_easy_setopt (curl, CURLOPT_PROXY, account->proxy);
  if (*account->authority != '\0')
    {
      struct curl_blob blob = { account->authority, strlen (account->authority), CURL_BLOB_NOCOPY };

      curl_easy_setopt (curl, CURLOPT_CAINFO_BLOB, &blob);
      curl_easy_setopt (curl, CURLOPT_CAPATH, NULL);
    }
}

/* To one server, by TLS alone, and wherever that points we do not go. */
static void
set_limits (VbDav *self)
{
  const VbWebdavPatience *patience = &self->account->patience;
  gint64 left = MAX ((self->deadline - g_get_monotonic_time ()) / 1000, 1);

  curl_easy_setopt (self->curl, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt (self->curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (self->curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (self->curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt (self->curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (self->curl, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (self->curl, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt (self->curl, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (self->curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (self->curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt (self->curl, CURLOPT_CONNECTTIMEOUT, (long) MIN (CONNECT_SECONDS,
                                                                    patience->total));
  curl_easy_setopt (self->curl, CURLOPT_TIMEOUT_MS, (long) left);
  curl_easy_setopt (self->curl, CURLOPT_LOW_SPEED_LIMIT, (long) LEAST_SPEED);
  curl_easy_setopt (self->curl, CURLOPT_LOW_SPEED_TIME, (long) patience->stall);
  curl_easy_setopt (self->curl, CURLOPT_EXPECT_100_TIMEOUT_MS, 1000L);
}

static void
set_callbacks (Request *self)
{
  CURL *curl = self->dav->curl;

  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, received);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, self);
  curl_easy_setopt (curl, CURLOPT_HEADERFUNCTION, received_header);
  curl_easy_setopt (curl, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, progressed);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, self);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  if (self->upload == NULL)
    return;
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt (curl, CURLOPT_READDATA, self);
  curl_easy_setopt (curl, CURLOPT_SEEKFUNCTION, rewind_upload);
  curl_easy_setopt (curl, CURLOPT_SEEKDATA, self);
  curl_easy_setopt (curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t) g_bytes_get_size (self->upload));
}

static guint8
explain_timeout (CURL *curl)
{
  long asked = 0; /* bytes; none before there is a safe connection */

  curl_easy_getinfo (curl, CURLINFO_REQUEST_SIZE, &asked);
  return asked > 0 ? FAILED (SLOW) : FAILED (UNREACHABLE);
}

/* What came between us and an answer. */
static guint8
explain (const Request *self,
         CURLcode       code)
{
  long proxy_status = 0;

  curl_easy_getinfo (self->dav->curl, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
  if (proxy_status >= 300)
    return FAILED (PROXY);
  switch (code)
    {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return FAILED (PROXY);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return FAILED (UNREACHABLE);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CACERT_BADFILE:
      return FAILED (CERTIFICATE);
    case CURLE_OPERATION_TIMEDOUT:
      return explain_timeout (self->dav->curl);
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_FAIL_REWIND:
    case CURLE_ABORTED_BY_CALLBACK:
      return FAILED (BROKEN_OFF);
    case CURLE_OUT_OF_MEMORY:
      return FAILED (HELPER);
    default:
      return self->too_much ? FAILED (TOO_MUCH) : FAILED (NONSENSE);
    }
}

/* What an answer means that is not the one we want. */
static guint8
explain_status (long status)
{
  switch (status)
    {
    case 401:
      return FAILED (LOGIN);
    case 400:
    case 403:
    case 405:
    case 406:
    case 415:
    case 501:
      return FAILED (REFUSED);
    case 404:
    case 409:
    case 410:
      return FAILED (MISSING);
    case 407:
      return FAILED (PROXY);
    case 413:
    case 507:
      return FAILED (FULL);
    case 423:
      return FAILED (LOCKED);
    case 408:
    case 412:
    case 425:
    case 429:
      return FAILED (BUSY);
    default:
      if (status >= 300 && status < 400)
        return FAILED (ELSEWHERE);
      return status >= 500 && status < 600 ? FAILED (BUSY) : FAILED (NONSENSE);
    }
}

static struct curl_slist *
make_headers (const Request *self)
{
  struct curl_slist *headers = curl_slist_append (NULL, "Accept:");

  if (self->depth != NULL)
    {
      headers = curl_slist_append (headers, self->depth);
      headers = curl_slist_append (headers, "Content-Type: application/xml; charset=utf-8");
    }
  else if (self->upload != NULL)
    headers = curl_slist_append (headers, "Content-Type: application/octet-stream");
  if (self->upload != NULL && g_bytes_get_size (self->upload) < LEAST_ASKED_FIRST)
    headers = curl_slist_append (headers, "Expect:"); /* is not worth a question */
  return headers;
}

/* %VB_WEBDAV_DONE when there was an answer, whatever it is. */
static guint8
run (Request *self)
{
  VbDav *dav = self->dav;
  struct curl_slist *headers = make_headers (self);
  CURLcode code;

  curl_easy_reset (dav->curl);
  set_account (dav->curl, dav->account);
  set_limits (dav);
  set_callbacks (self);
  curl_easy_setopt (dav->curl, CURLOPT_URL, self->url);
  curl_easy_setopt (dav->curl, CURLOPT_USERAGENT, "Verbinder");
  curl_easy_setopt (dav->curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (dav->curl, CURLOPT_NOBODY, (long) self->no_body);
  curl_easy_setopt (dav->curl, CURLOPT_CUSTOMREQUEST, self->method);
  code = curl_easy_perform (dav->curl);
  curl_easy_getinfo (dav->curl, CURLINFO_RESPONSE_CODE, &self->status);
  curl_easy_getinfo (dav->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &self->length);
  curl_slist_free_all (headers);
  if (code == CURLE_OK || (self->too_much && self->status >= 300))
    return VB_WEBDAV_DONE; /* of a refusal the number is enough */
  return self->not_read ? FAILED (NONSENSE) : explain (self, code);
}

static char *
make_url (const VbDav *self,
          const char  *box,
          const char  *name)
{
  return g_strconcat (self->account->address, box, "/", name, NULL);
}

static void
begin (VbDav *self)
{
  self->deadline = g_get_monotonic_time ()
                   + self->account->patience.total * G_TIME_SPAN_SECOND;
}

/* ------------------------------------------------------------------ putting */

/* A box that is there already is answered in many ways; whether it is shows when something is put
 * in it. @status: (out): what was answered; 0 when nothing was asked */
static guint8
make_box (VbDav      *self,
          const char *box,
          long       *status)
{
  g_autofree char *url = make_url (self, box, "");
  Request request = { .dav = self, .method = "MKCOL", .url = url };
  guint8 result;

  *status = 0;
  if (g_strcmp0 (self->box, box) == 0)
    return VB_WEBDAV_DONE;
  result = run (&request);
  *status = request.status;
  if (result != VB_WEBDAV_DONE)
    return result;
  return request.status == 401 || request.status == 407 ? explain_status (request.status)
                                                        : VB_WEBDAV_DONE;
}

/* It says that it has it: has it? Some cannot tell how long it is, or that it is there. */
static guint8
check_kept (VbDav      *self,
            const char *url,
            gsize       length)
{
  Request request = { .dav = self, .method = "HEAD", .url = url, .no_body = TRUE };
  guint8 result = run (&request);

  if (result != VB_WEBDAV_DONE)
    return result;
  if (request.status == 404 || request.status == 410)
    return FAILED (NOT_KEPT);
  if (request.status == 405 || request.status == 501)
    return VB_WEBDAV_DONE;
  if (request.status != 200 && request.status != 204)
    return explain_status (request.status);
  return request.length < 0 || request.status == 204 || (gsize) request.length == length
         ? VB_WEBDAV_DONE : FAILED (NOT_KEPT);
}

guint8
vb_dav_put (VbDav      *self,
            const char *box,
            const char *name,
            GBytes     *bytes)
{
  g_autofree char *url = make_url (self, box, name);
  Request request = { .dav = self, .method = "PUT", .url = url, .upload = bytes };
  long made;
  guint8 result;

  begin (self);
  result = make_box (self, box, &made);
  if (result == VB_WEBDAV_DONE)
    result = run (&request);
  if (result == VB_WEBDAV_DONE && request.status >= 200 && request.status < 300)
    result = check_kept (self, url, g_bytes_get_size (bytes));
  else if (result == VB_WEBDAV_DONE && (made == 404 || made == 409))
    result = FAILED (MISSING); /* what the box was to be made in */
  else if (result == VB_WEBDAV_DONE)
    result = explain_status (request.status);
  g_free (self->box);
  self->box = result == VB_WEBDAV_DONE ? g_strdup (box) : NULL;
  return result;
}

/* ------------------------------------------------------------------ what lies there */

static const char question[] =
  "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
  "<propfind xmlns=\"DAV:\"><prop><resourcetype/></prop></propfind>";

/* A box is made by whoever first puts something in it: that it is not there is no error, where the
 * folder it would be in is. */
static guint8
check_folder (VbDav *self)
{
  g_autoptr(GBytes) body = g_bytes_new_static (question, sizeof question - 1);
  Request request = { .dav = self, .method = "PROPFIND", .url = self->account->address,
                      .depth = "Depth: 0", .upload = body, .most = MOST_IGNORED };
  guint8 result = run (&request);

  if (result != VB_WEBDAV_DONE)
    return result;
  return request.status == 207 ? VB_WEBDAV_DONE : explain_status (request.status);
}

guint8
vb_dav_list (VbDav         *self,
             const char    *box,
             VbCarrierPage *page,
             guint         *n_others)
{
  g_autofree char *url = make_url (self, box, "");
  g_autoptr(GBytes) body = g_bytes_new_static (question, sizeof question - 1);
  g_autoptr(VbListing) listing = vb_listing_new (box, page);
  Request request = { .dav = self, .method = "PROPFIND", .url = url, .depth = "Depth: 1",
                      .upload = body, .listing = listing, .most = MOST_LISTING };
  guint8 result;

  *n_others = 0;
  begin (self);
  result = run (&request);
  if (result != VB_WEBDAV_DONE)
    return result;
  if (request.status == 404)
    return check_folder (self);
  if (request.status != 207)
    return explain_status (request.status);
  return vb_listing_finish (listing, n_others) ? VB_WEBDAV_DONE : FAILED (NONSENSE);
}

/* ------------------------------------------------------------------ taking */

guint8
vb_dav_get (VbDav       *self,
            const char  *box,
            const char  *name,
            GBytes     **bytes)
{
  g_autofree char *url = make_url (self, box, name);
  g_autoptr(GByteArray) into = g_byte_array_new ();
  Request request = { .dav = self, .method = "GET", .url = url, .into = into,
                      .most = MOST_LETTER };
  guint8 result;

  begin (self);
  result = run (&request);
  if (result != VB_WEBDAV_DONE)
    return result;
  if (request.status == 404 || request.status == 410)
    return VB_WEBDAV_GONE;
  if (request.status != 200)
    return explain_status (request.status);
  *bytes = g_byte_array_free_to_bytes (g_steal_pointer (&into));
  return VB_WEBDAV_DONE;
}

guint8
vb_dav_delete (VbDav      *self,
               const char *box,
               const char *name)
{
  g_autofree char *url = make_url (self, box, name);
  Request request = { .dav = self, .method = "DELETE", .url = url };
  guint8 result;

  begin (self);
  result = run (&request);
  if (result != VB_WEBDAV_DONE)
    return result;
  switch (request.status)
    {
    case 200:
    case 202:
    case 204:
    case 404:
    case 410:
      return VB_WEBDAV_DONE;
    case 207: /* of a part of it; there are no parts */
      return FAILED (BUSY);
    default:
      return explain_status (request.status);
    }
}

/* ------------------------------------------------------------------ the object */

VbDav *
vb_dav_new (const VbDavAccount *account,
            int                 parent)
{
  VbDav *self = g_new0 (VbDav, 1);

  self->account = account;
  self->parent = parent;
  self->curl = curl_easy_init ();
  g_assert (self->curl != NULL);
  return self;
}

void
vb_dav_free (VbDav *self)
{
  if (self == NULL)
    return;
  curl_easy_cleanup (self->curl);
  g_free (self->box);
  g_free (self);
}
