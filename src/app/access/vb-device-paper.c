/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-device-paper.h"

#include <glib/gi18n.h>

#include "app/paper/vb-paper-window.h"
#include "app/vb-settings.h"

#define LINES 2 /* to write on */

static void
add_piece (VbSheetKind kind,
           const char *name,
           const char *value,
           gpointer    data)
{
  VbPaper *paper = data;

  switch (kind)
    {
    case VB_SHEET_TITLE:
      vb_paper_add_title (paper, value);
      break;
    case VB_SHEET_HEADING:
      vb_paper_add_heading (paper, value);
      break;
    case VB_SHEET_FACT:
      vb_paper_add_fact (paper, name, value);
      break;
    case VB_SHEET_BLANK:
      vb_paper_add_lines (paper, name, NULL, LINES);
      break;
    case VB_SHEET_TEXT:
    default:
      vb_paper_add_text (paper, value);
      break;
    }
}

static VbPaper *
make_paper (gpointer    data,
            const char *language,
            double      size,
            gboolean    named)
{
  VbPaper *paper = vb_paper_new (language, size);

  vb_device_sheet_foreach (data, add_piece, paper);
  return paper;
}

/**
 * vb_device_paper_new:
 * @sheet: (transfer full):
 *
 * Returns: the window; it is in the language of the program, and in no other
 */
GtkWindow *
vb_device_paper_new (GtkWindow     *parent,
                     VbStore       *store,
                     VbDeviceSheet *sheet)
{
  /* Translators: the language that the program now speaks, as a code: en */
  const char *languages[] = { C_("language code", "en"), NULL };
  VbPaperSheet offer = { .name = _("If This Computer Is Lost"), .make = make_paper };
  GtkWindow *window;

  g_return_val_if_fail (VB_IS_STORE (store) && sheet != NULL, NULL);

  window = vb_paper_window_new (parent, store, languages, languages[0], NULL, sheet,
                                (GDestroyNotify) vb_device_sheet_free);
  vb_paper_window_add (VB_PAPER_WINDOW (window), &offer);
  return window;
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree char *folder = user_data;
  g_autoptr(VbDeviceSheet) sheet = vb_device_sheet_make_finish (result, NULL);

  if (sheet != NULL)
    vb_device_sheet_save (sheet, folder, NULL);
}

void
vb_device_paper_keep (VbSession  *session,
                      const char *folder)
{
  g_autoptr(GSettings) settings = vb_settings_new ();

  g_return_if_fail (VB_IS_SESSION (session) && folder != NULL);

  if (vb_session_get_store (session) == NULL)
    return;
  vb_device_sheet_make_async (vb_session_get_store (session), vb_session_get_vault (session),
                              g_settings_get_uint (settings, "auto-lock-minutes"), NULL, made_cb,
                              g_strdup (folder));
}
