/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-recovery-sheet.h"

#include <glib/gi18n.h>
#include <qrencode.h>
#include <string.h>

#include "app/vb-words.h"
#include "core/vault/vb-recovery-code.h"

#define MARGIN_MM 25
#define QUIET_ZONE 4 /* modules of white that a reader needs around a QR code */

typedef struct
{
  const char *code;
  const char *vault_id;
} Sheet;

/* ------------------------------------------------------------------ drawing */

/* Draws @text at the current point and moves below it. */
static void
draw_text (cairo_t      *cr,
           PangoContext *context,
           double        width,
           const char   *font,
           const char   *text)
{
  g_autoptr(PangoLayout) layout = pango_layout_new (context);
  g_autoptr(PangoFontDescription) description = pango_font_description_from_string (font);
  int height;

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_cairo_show_layout (cr, layout);
  pango_layout_get_size (layout, NULL, &height);
  cairo_rel_move_to (cr, 0, (double) height / PANGO_SCALE + 12);
}

static void
draw_groups (cairo_t      *cr,
             PangoContext *context,
             double        width,
             const char   *code)
{
  g_auto(GStrv) groups = g_strsplit (code, "-", -1);

  for (guint i = 0; groups[i] != NULL && groups[i + 1] != NULL; i += 2)
    {
      g_autofree char *line =
          g_strdup_printf ("%u  %s      %u  %s", i + 1, groups[i], i + 2, groups[i + 1]);

      draw_text (cr, context, width, "Monospace Bold 20", line);
      memset (line, 0, strlen (line));
      memset (groups[i], 0, strlen (groups[i]));
      memset (groups[i + 1], 0, strlen (groups[i + 1]));
    }
}

static void
draw_qr (cairo_t    *cr,
         double      size,
         const char *code)
{
  QRcode *qr = QRcode_encodeString (code, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  double x, y, module;

  if (qr == NULL)
    return; /* the groups in words stand above; the picture is an extra */
  cairo_get_current_point (cr, &x, &y);
  module = size / (qr->width + 2 * QUIET_ZONE);
  for (int row = 0; row < qr->width; row++)
    for (int column = 0; column < qr->width; column++)
      if (qr->data[row * qr->width + column] & 1)
        cairo_rectangle (cr, x + (column + QUIET_ZONE) * module, y + (row + QUIET_ZONE) * module,
                         module, module);
  cairo_fill (cr);
  cairo_move_to (cr, x, y + size + 12);
  QRcode_free (qr);
}

void
vb_recovery_sheet_draw (cairo_t      *cr,
                        PangoContext *context,
                        double        width,
                        double        height,
                        const char   *code,
                        const char   *vault_id)
{
  g_autofree char *date = vb_words_moment (g_get_real_time ());
  g_autofree char *made = NULL;

  g_return_if_fail (cr != NULL && code != NULL && vault_id != NULL);

  made = g_strdup_printf (_("Made on %s for store %s"), date, vault_id);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_move_to (cr, 0, 0);
  draw_text (cr, context, width, "Sans Bold 22", _("Verbinder: recovery sheet"));
  draw_text (cr, context, width, "Sans 12",
             _("With this sheet you can open your store when the computer does not know the key "
               "any more, or when you restore a backup on another computer."));
  draw_text (cr, context, width, "Sans 12",
             _("Anybody who has this sheet and your file can read everything. Keep it where you "
               "keep other papers that matter, not beside the computer. There is no other copy."));
  cairo_rel_move_to (cr, 0, 12);
  draw_groups (cr, context, width, code);
  cairo_rel_move_to (cr, 0, 6);
  draw_text (cr, context, width, "Sans 11",
             _("Capitals, spaces and hyphens do not matter. The letters O, I and L are not used: "
               "read 0 and 1."));
  draw_qr (cr, MIN (150, height / 4), code);
  draw_text (cr, context, width, "Sans 11", made);
}

/* ------------------------------------------------------------------ printing */

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              gpointer           user_data)
{
  Sheet *sheet = user_data;
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  vb_recovery_sheet_draw (gtk_print_context_get_cairo_context (context), pango,
                          gtk_print_context_get_width (context),
                          gtk_print_context_get_height (context), sheet->code, sheet->vault_id);
  g_object_unref (pango);
}

gboolean
vb_recovery_sheet_print (GtkWindow   *parent,
                         const char  *code,
                         const char  *vault_id,
                         GError     **error)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) page = gtk_page_setup_new ();
  g_autoptr(GtkPaperSize) a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  Sheet sheet = { code, vault_id };

  g_return_val_if_fail (code != NULL && vault_id != NULL, FALSE);

  gtk_page_setup_set_paper_size_and_default_margins (page, a4);
  gtk_page_setup_set_left_margin (page, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (page, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_top_margin (page, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (page, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, _("Recovery sheet"));
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), &sheet);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent,
                                  error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}
