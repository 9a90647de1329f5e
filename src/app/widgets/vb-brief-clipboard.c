/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-brief-clipboard.h"

#include <string.h>

/* What KDE's, and other, clipboard managers look for before they keep something. */
#define HINT "x-kde-passwordManagerHint"

/* One for the program: there is one clipboard. */
static struct
{
  GdkClipboard *clipboard;     /* (nullable): nothing of ours is there */
  GdkContentProvider *content;
  GObject *until; /* borrowed, with a weak reference */
  guint wipe_id;
} brief;

static void
gone_cb (gpointer  data,
         GObject  *object)
{
  brief.until = NULL;
  vb_brief_clipboard_wipe ();
}

void
vb_brief_clipboard_wipe (void)
{
  g_clear_handle_id (&brief.wipe_id, g_source_remove);
  if (brief.until != NULL)
    g_object_weak_unref (brief.until, gone_cb, NULL);
  brief.until = NULL;
  if (brief.clipboard != NULL && gdk_clipboard_get_content (brief.clipboard) == brief.content)
    gdk_clipboard_set_content (brief.clipboard, NULL);
  g_clear_object (&brief.content);
  g_clear_object (&brief.clipboard);
}

static gboolean
wipe_cb (gpointer data)
{
  brief.wipe_id = 0;
  vb_brief_clipboard_wipe ();
  return G_SOURCE_REMOVE;
}

void
vb_brief_clipboard_copy (GdkClipboard *clipboard,
                         const char   *text,
                         GObject      *until)
{
  g_autoptr(GBytes) secret = g_bytes_new_static ("secret", strlen ("secret"));
  GdkContentProvider *providers[2];

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard) && text != NULL);

  vb_brief_clipboard_wipe ();
  providers[0] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  providers[1] = gdk_content_provider_new_for_bytes (HINT, secret);
  brief.clipboard = g_object_ref (clipboard);
  brief.content = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  brief.until = until;
  g_object_weak_ref (until, gone_cb, NULL);
  gdk_clipboard_set_content (clipboard, brief.content);
  brief.wipe_id = g_timeout_add_seconds (VB_BRIEF_SECONDS, wipe_cb, NULL);
}
