/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* verbinder-carrier: the process that has the network. It is started by Verbinder with a socket for
 * standard input, over which it is asked and answers; it ends when that does. It sees sealed
 * letters and the password of the server, and has neither keys nor a store. */

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "vb-confine.h"
#include "vb-dav.h"

#define SOCKET STDIN_FILENO

static gboolean
receive_all (void  *bytes,
             gsize  length)
{
  char *at = bytes;

  while (length > 0)
    {
      gssize n = recv (SOCKET, at, length, 0);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      length -= n;
    }
  return TRUE;
}

static gboolean
send_all (const void *bytes,
          gsize       length)
{
  const char *at = bytes;

  while (length > 0)
    {
      gssize n = send (SOCKET, at, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      length -= n;
    }
  return TRUE;
}

/* (transfer full) (nullable): what is asked; %NULL at the end */
static GBytes *
receive_question (void)
{
  g_autofree guint8 *bytes = NULL;
  guint32 length;

  if (!receive_all (&length, sizeof length))
    return NULL;
  length = GUINT32_FROM_LE (length);
  if (length < 1 || length > VB_WEBDAV_MOST_FRAME)
    return NULL;
  bytes = g_malloc (length);
  return receive_all (bytes, length) ? g_bytes_new_take (g_steal_pointer (&bytes), length) : NULL;
}

/* ------------------------------------------------------------------ the account */

static gboolean
read_patience (const VbWebdavFrame *frame,
               VbWebdavPatience    *patience)
{
  guint32 seconds[2];

  if (g_bytes_get_size (frame->fields[5]) != sizeof seconds)
    return FALSE;
  memcpy (seconds, g_bytes_get_data (frame->fields[5], NULL), sizeof seconds);
  patience->stall = GUINT32_FROM_LE (seconds[0]);
  patience->total = GUINT32_FROM_LE (seconds[1]);
  return patience->stall > 0 && patience->total > 0 && patience->total < 24 * 3600;
}

static gboolean
read_account (const VbWebdavFrame *frame,
              VbDavAccount        *account)
{
  if (frame->code != VB_WEBDAV_BEGIN || frame->n_fields != 6)
    return FALSE;
  account->address = vb_webdav_frame_text (frame, 0, VB_WEBDAV_MOST_ADDRESS);
  account->user = vb_webdav_frame_text (frame, 1, VB_WEBDAV_MOST_TEXT);
  account->password = vb_webdav_frame_text (frame, 2, VB_WEBDAV_MOST_TEXT);
  account->proxy = vb_webdav_frame_text (frame, 3, VB_WEBDAV_MOST_ADDRESS);
  account->authority = vb_webdav_frame_text (frame, 4, VB_WEBDAV_MOST_TEXT);
  return account->address != NULL && g_str_has_prefix (account->address, "https://")
         && g_str_has_suffix (account->address, "/") && account->user != NULL
         && account->password != NULL && account->proxy != NULL && account->authority != NULL
         && read_patience (frame, &account->patience);
}

/* ------------------------------------------------------------------ answers */

static void
add_page (GByteArray    *answer,
          VbCarrierPage *page,
          guint          n_others)
{
  g_autoptr(GPtrArray) names = vb_carrier_page_finish (page);
  g_autoptr(GString) text = g_string_sized_new (names->len * VB_CARRIER_NAME_LENGTH + 1);
  guint32 others = GUINT32_TO_LE (n_others);

  for (guint i = 0; i < names->len; i++)
    g_string_append (text, names->pdata[i]);
  vb_webdav_frame_add (answer, text->str, text->len);
  vb_webdav_frame_add (answer, &others, sizeof others);
}

static GByteArray *
list (VbDav      *dav,
      const char *box,
      const char *after)
{
  VbCarrierPage page;
  GByteArray *answer;
  guint n_others;
  guint8 code;

  vb_carrier_page_init (&page, *after != '\0' ? after : NULL, VB_CARRIER_MOST_NAMES);
  code = vb_dav_list (dav, box, &page, &n_others);
  answer = vb_webdav_frame_new (code);
  if (code == VB_WEBDAV_DONE)
    add_page (answer, &page, n_others);
  g_clear_pointer (&page.names, g_ptr_array_unref);
  return answer;
}

static GByteArray *
get (VbDav      *dav,
     const char *box,
     const char *name)
{
  g_autoptr(GBytes) bytes = NULL;
  guint8 code = vb_dav_get (dav, box, name, &bytes);
  GByteArray *answer = vb_webdav_frame_new (code);

  if (code == VB_WEBDAV_DONE)
    vb_webdav_frame_add (answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return answer;
}

/* (transfer full) (nullable): %NULL when nobody of ours asks so */
static GByteArray *
answer (VbDav               *dav,
        const VbWebdavFrame *frame)
{
  g_autofree char *box = vb_webdav_frame_text (frame, 0, VB_CARRIER_BOX_LENGTH);
  g_autofree char *name = vb_webdav_frame_text (frame, 1, VB_CARRIER_NAME_LENGTH);
  guint n = frame->code == VB_WEBDAV_PUT ? 3 : 2;

  if (!vb_carrier_is_box (box) || frame->n_fields != n || name == NULL
      || (!vb_carrier_is_name (name) && !(frame->code == VB_WEBDAV_LIST && *name == '\0')))
    return NULL;
  switch (frame->code)
    {
    case VB_WEBDAV_PUT:
      return vb_webdav_frame_new (vb_dav_put (dav, box, name, frame->fields[2]));
    case VB_WEBDAV_LIST:
      return list (dav, box, name);
    case VB_WEBDAV_GET:
      return get (dav, box, name);
    case VB_WEBDAV_DELETE:
      return vb_webdav_frame_new (vb_dav_delete (dav, box, name));
    default:
      return NULL;
    }
}

static gboolean
reply (GByteArray *frame)
{
  gboolean sent = frame != NULL && send_all (frame->data, frame->len);

  if (frame != NULL)
    g_byte_array_unref (frame);
  return sent;
}

static gboolean
serve (VbDav *dav)
{
  g_autoptr(GBytes) bytes = receive_question ();
  g_auto(VbWebdavFrame) frame = { 0 };

  return bytes != NULL && vb_webdav_frame_read (&frame, bytes) && reply (answer (dav, &frame));
}

static void
forget (VbDavAccount *account)
{
  if (account->password != NULL)
    explicit_bzero (account->password, strlen (account->password));
  g_free (account->address);
  g_free (account->user);
  g_free (account->password);
  g_free (account->proxy);
  g_free (account->authority);
}

static gboolean
begin (VbDavAccount *account)
{
  g_autoptr(GBytes) bytes = receive_question ();
  g_auto(VbWebdavFrame) frame = { 0 };

  return bytes != NULL && vb_webdav_frame_read (&frame, bytes) && read_account (&frame, account)
         && reply (vb_webdav_frame_new (VB_WEBDAV_DONE));
}

int
main (int    argc,
      char **argv)
{
  VbDavAccount account = { 0 };
  gboolean begun;

  /* what has to be loaded is, before nothing can be any more */
  curl_global_init (CURL_GLOBAL_DEFAULT);
  vb_confine ();
  begun = begin (&account);
  if (begun)
    {
      g_autoptr(VbDav) dav = vb_dav_new (&account, SOCKET);

      while (serve (dav))
        ;
    }
  else
    fprintf (stderr, "verbinder-carrier is started by Verbinder, and is of no use by itself.\n");
  forget (&account);
  curl_global_cleanup ();
  return begun ? 0 : 1;
}
