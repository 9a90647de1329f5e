/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/webdav/vb-webdav.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "exchange/vb-carrier-names.h"
#include "exchange/webdav/vb-webdav-pipe.h"

#define GRACE 10             /* seconds that it may take to say that it took too long */
#define MOST_ANSWER 64       /* bytes, of an answer that is only a word */
#define MOST_LIST (64 + VB_CARRIER_MOST_NAMES * VB_CARRIER_NAME_LENGTH)
#define MOST_LETTER (64 + VB_CARRIER_MOST_BYTES)

struct _VbWebdav
{
  GObject parent_instance;

  char *address;
  char *user;
  VbSecret *password;
  char *authority; /* (nullable) */
  char *helper;
  VbWebdavPatience patience;
  VbWebdavPipe *pipe; /* (nullable): not begun */
};

static void carrier_iface_init (VbCarrierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbWebdav, vb_webdav, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_CARRIER, carrier_iface_init))

/* ------------------------------------------------------------------ the address */

static gboolean
is_folder (GUri *uri)
{
  return g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0
         && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL
         && g_uri_get_fragment (uri) == NULL;
}

char *
vb_webdav_check_address (const char  *address,
                         GError     **error)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *text = NULL;

  if (strlen (address) < VB_WEBDAV_MOST_ADDRESS && g_str_is_ascii (address)
      && strpbrk (address, " \"<>\\^`{|}\t\r\n") == NULL)
    uri = g_uri_parse (address, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL || !is_folder (uri))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "The address of a folder for letters begins with https:// and has no "
                           "name, password or question mark in it");
      return NULL;
    }
  text = g_uri_to_string (uri);
  return g_str_has_suffix (text, "/") ? g_steal_pointer (&text) : g_strconcat (text, "/", NULL);
}

/* ------------------------------------------------------------------ the process */

/* (transfer full): what the desktop says is the way out; empty when it says nothing, and what the
 * surroundings say counts */
static char *
find_proxy (const char   *address,
            GCancellable *cancellable)
{
  g_auto(GStrv) proxies =
    g_proxy_resolver_lookup (g_proxy_resolver_get_default (), address, cancellable, NULL);

  if (proxies == NULL || proxies[0] == NULL || g_str_has_prefix (proxies[0], "direct"))
    return g_strdup ("");
  return g_strdup (proxies[0]);
}

static void
add_text (GByteArray *frame,
          const char *text)
{
  vb_webdav_frame_add (frame, text, text != NULL ? strlen (text) : 0);
}

static void
end (VbWebdav *self)
{
  g_clear_pointer (&self->pipe, _vb_webdav_pipe_free);
}

/* Always FALSE: the process keeps to what was agreed, or it ends here. */
static gboolean
refuse_answer (VbWebdav  *self,
               GError   **error)
{
  end (self);
  g_set_error_literal (error, VB_CARRIER_ERROR, VB_CARRIER_ERROR_HELPER,
                       "The program that has the network says something else");
  return FALSE;
}

/* What was answered, when it was done: FALSE with an error for all else. */
static gboolean
take_answer (VbWebdav       *self,
             GBytes         *answer,
             VbWebdavFrame  *frame,
             GError        **error)
{
  static const char *const words[VB_N_CARRIER_ERRORS] = {
    [VB_CARRIER_ERROR_UNREACHABLE] = "The server cannot be reached",
    [VB_CARRIER_ERROR_CERTIFICATE] = "The server does not prove that it is the right one",
    [VB_CARRIER_ERROR_LOGIN] = "The server does not take the name or the password",
    [VB_CARRIER_ERROR_PROXY] = "The proxy of this network does not let it through",
    [VB_CARRIER_ERROR_REFUSED] = "The server does not allow it",
    [VB_CARRIER_ERROR_MISSING] = "The folder is not on the server",
    [VB_CARRIER_ERROR_ELSEWHERE] = "The server points to another address",
    [VB_CARRIER_ERROR_FULL] = "The server is full",
    [VB_CARRIER_ERROR_LOCKED] = "Somebody locked it on the server",
    [VB_CARRIER_ERROR_BUSY] = "The server cannot do it now",
    [VB_CARRIER_ERROR_SLOW] = "The server takes too long",
    [VB_CARRIER_ERROR_BROKEN_OFF] = "The connection broke off",
    [VB_CARRIER_ERROR_NONSENSE] = "The server answers something else",
    [VB_CARRIER_ERROR_TOO_MUCH] = "The server answers too much",
    [VB_CARRIER_ERROR_NOT_KEPT] = "The server did not keep the letter",
    [VB_CARRIER_ERROR_HELPER] = "The program that has the network has no memory left",
  };

  if (!vb_webdav_frame_read (frame, answer))
    return refuse_answer (self, error);
  if (frame->code == VB_WEBDAV_DONE)
    return TRUE;
  if (frame->code == VB_WEBDAV_GONE)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "The letter is not there any more");
  else if (frame->code <= VB_N_CARRIER_ERRORS)
    g_set_error_literal (error, VB_CARRIER_ERROR, frame->code - 1, words[frame->code - 1]);
  else
    return refuse_answer (self, error);
  return FALSE;
}

static gboolean
ask_begun (VbWebdav       *self,
           GByteArray     *question,
           gsize           most,
           VbWebdavFrame  *frame,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr(GBytes) answer = _vb_webdav_pipe_ask (self->pipe, question, most,
                                                  self->patience.total + GRACE, cancellable,
                                                  error);

  if (answer != NULL)
    return take_answer (self, answer, frame, error);
  end (self);
  return FALSE;
}

static GByteArray *
make_beginning (VbWebdav     *self,
                GCancellable *cancellable)
{
  GByteArray *frame = vb_webdav_frame_new (VB_WEBDAV_BEGIN);
  g_autofree char *proxy = find_proxy (self->address, cancellable);
  const guint32 patience[] = { GUINT32_TO_LE (self->patience.stall),
                               GUINT32_TO_LE (self->patience.total) };

  add_text (frame, self->address);
  add_text (frame, self->user);
  vb_webdav_frame_add (frame, vb_secret_peek (self->password),
                       vb_secret_get_length (self->password));
  add_text (frame, proxy);
  add_text (frame, self->authority);
  vb_webdav_frame_add (frame, patience, sizeof patience);
  return frame;
}

static gboolean
begin (VbWebdav      *self,
       GCancellable  *cancellable,
       GError       **error)
{
  g_auto(VbWebdavFrame) frame = { 0 };
  GByteArray *question;
  gboolean begun;

  if (self->pipe != NULL)
    return TRUE;
  self->pipe = _vb_webdav_pipe_new (self->helper, error);
  if (self->pipe == NULL)
    return FALSE;
  question = make_beginning (self, cancellable);
  begun = ask_begun (self, question, MOST_ANSWER, &frame, cancellable, error);
  vb_webdav_frame_free (question);
  if (!begun)
    end (self);
  return begun;
}

static gboolean
ask (VbWebdav       *self,
     GByteArray     *question,
     gsize           most,
     VbWebdavFrame  *frame,
     GCancellable   *cancellable,
     GError        **error)
{
  gboolean done = begin (self, cancellable, error)
                  && ask_begun (self, question, most, frame, cancellable, error);

  vb_webdav_frame_free (question);
  return done;
}

/* ------------------------------------------------------------------ what is carried */

static GByteArray *
make_question (VbWebdavVerb  verb,
               const char   *box,
               const char   *name)
{
  GByteArray *frame = vb_webdav_frame_new (verb);

  add_text (frame, box);
  add_text (frame, name);
  return frame;
}

static char *
put (VbCarrier     *carrier,
     const char    *box,
     GBytes        *bytes,
     VbRandom      *random,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autofree char *name = vb_carrier_make_name (random);
  GByteArray *question;
  g_auto(VbWebdavFrame) frame = { 0 };

  if (g_bytes_get_size (bytes) > VB_CARRIER_MOST_BYTES)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_TOO_LARGE, "A letter is too large");
      return NULL;
    }
  question = make_question (VB_WEBDAV_PUT, box, name);
  vb_webdav_frame_add (question, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return ask (VB_WEBDAV (carrier), question, MOST_ANSWER, &frame, cancellable, error)
         ? g_steal_pointer (&name) : NULL;
}

/* (transfer full) (nullable): %NULL when it is not a list of names, each behind the one before */
static GPtrArray *
read_names (GBytes     *field,
            const char *after)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gsize length;
  const char *text = g_bytes_get_data (field, &length);

  if (length % VB_CARRIER_NAME_LENGTH != 0)
    return NULL;
  for (gsize at = 0; at < length; at += VB_CARRIER_NAME_LENGTH)
    {
      char *name = g_strndup (text + at, VB_CARRIER_NAME_LENGTH);

      g_ptr_array_add (names, name);
      if (!vb_carrier_is_name (name) || (after != NULL && strcmp (name, after) <= 0))
        return NULL;
      after = name;
    }
  return g_steal_pointer (&names);
}

static GPtrArray *
list (VbCarrier     *carrier,
      const char    *box,
      const char    *after,
      guint         *n_others,
      GCancellable  *cancellable,
      GError       **error)
{
  VbWebdav *self = VB_WEBDAV (carrier);
  g_auto(VbWebdavFrame) frame = { 0 };
  GPtrArray *names = NULL;
  guint32 others;

  *n_others = 0;
  if (!ask (self, make_question (VB_WEBDAV_LIST, box, after), MOST_LIST, &frame, cancellable,
            error))
    return NULL;
  if (frame.n_fields == 2 && g_bytes_get_size (frame.fields[1]) == sizeof others)
    names = read_names (frame.fields[0], after);
  if (names == NULL)
    {
      refuse_answer (self, error);
      return NULL;
    }
  memcpy (&others, g_bytes_get_data (frame.fields[1], NULL), sizeof others);
  *n_others = GUINT32_FROM_LE (others);
  return names;
}

static GBytes *
get (VbCarrier     *carrier,
     const char    *box,
     const char    *name,
     GCancellable  *cancellable,
     GError       **error)
{
  VbWebdav *self = VB_WEBDAV (carrier);
  g_auto(VbWebdavFrame) frame = { 0 };

  if (!ask (self, make_question (VB_WEBDAV_GET, box, name), MOST_LETTER, &frame, cancellable,
            error))
    return NULL;
  if (frame.n_fields == 1)
    return g_bytes_ref (frame.fields[0]);
  refuse_answer (self, error);
  return NULL;
}

static gboolean
delete (VbCarrier     *carrier,
        const char    *box,
        const char    *name,
        GCancellable  *cancellable,
        GError       **error)
{
  g_auto(VbWebdavFrame) frame = { 0 };

  return ask (VB_WEBDAV (carrier), make_question (VB_WEBDAV_DELETE, box, name), MOST_ANSWER, &frame,
              cancellable, error);
}

/* ------------------------------------------------------------------ the object */

static void
carrier_iface_init (VbCarrierInterface *iface)
{
  iface->code = "webdav";
  iface->put = put;
  iface->list = list;
  iface->get = get;
  iface->delete = delete;
}

static void
vb_webdav_finalize (GObject *object)
{
  VbWebdav *self = VB_WEBDAV (object);

  end (self);
  g_free (self->address);
  g_free (self->user);
  g_free (self->authority);
  g_free (self->helper);
  g_clear_pointer (&self->password, vb_secret_unref);
  G_OBJECT_CLASS (vb_webdav_parent_class)->finalize (object);
}

static void
vb_webdav_class_init (VbWebdavClass *class)
{
  G_OBJECT_CLASS (class)->finalize = vb_webdav_finalize;
}

/* As gettext's own programs take their folder: to run before it is installed. */
static void
vb_webdav_init (VbWebdav *self)
{
  const char *helper = g_getenv ("VERBINDER_CARRIER");

  self->helper = g_strdup (helper != NULL ? helper : LIBEXECDIR "/verbinder-carrier");
  self->patience = (VbWebdavPatience) VB_WEBDAV_PATIENCE;
}

VbCarrier *
vb_webdav_new (const char *address,
               const char *user,
               VbSecret   *password,
               const char *authority)
{
  VbWebdav *self = g_object_new (VB_TYPE_WEBDAV, NULL);

  self->address = g_strdup (address);
  self->user = g_strdup (user);
  self->password = vb_secret_ref (password);
  self->authority = g_strdup (authority);
  return VB_CARRIER (self);
}

void
vb_webdav_set_patience (VbWebdav         *self,
                        VbWebdavPatience  patience)
{
  g_return_if_fail (VB_IS_WEBDAV (self));

  self->patience = patience;
}

void
vb_webdav_set_helper (VbWebdav   *self,
                      const char *program)
{
  g_return_if_fail (VB_IS_WEBDAV (self));

  g_free (self->helper);
  self->helper = g_strdup (program);
}
