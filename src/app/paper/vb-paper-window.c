/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paper/vb-paper-window.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/vb-save-file.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-error.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-plans.h"

#define MM (72.0 / 25.4)
#define SCREEN 1.0 /* pixels to a point: all of the width is in sight */

/* Points of the page, its margin and its text. */
static const struct
{
  double width, height, margin, text;
} sizes[] = {
  { 210 * MM, 297 * MM, 16 * MM, 11 },
  { 148 * MM, 210 * MM, 10 * MM, 8.7 },
};

typedef struct
{
  VbPaperSheet sheet; /* texts are owned */
} Offer;

struct _VbPaperWindow
{
  AdwWindow parent_instance;

  GtkDropDown *sheet_drop;
  GtkDropDown *size_drop;
  GtkDropDown *language_drop;
  GtkCheckButton *name_check;
  GtkLabel *caution_label;
  GtkWidget *picture;
  GtkWidget *pages_box;
  GtkWidget *back_button;
  GtkWidget *next_button;
  GtkLabel *page_label;
  GtkLabel *state_label;
  AdwBin *after_bin;

  VbStore *store;
  char *caution; /* (nullable): of the careful ones */
  char **languages;
  GPtrArray *offers; /* of Offer */
  gpointer data;
  GDestroyNotify free_data;
  VbPaper *paper; /* (nullable) */
  GtkFileChooserNative *chooser;
  GFile *file; /* (nullable): where the PDF goes */
  GCancellable *cancellable;
  guint page;
  guint n_pages;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbPaperWindow, vb_paper_window, ADW_TYPE_WINDOW)

static void
offer_free (gpointer data)
{
  Offer *self = data;

  g_free ((char *) self->sheet.name);
  g_free ((char *) self->sheet.type);
  g_free ((char *) self->sheet.id);
  g_free ((char *) self->sheet.person_id);
  g_free ((char *) self->sheet.note);
  g_free (self);
}

/* (nullable): nothing can be chosen yet */
static const VbPaperSheet *
get_sheet (VbPaperWindow *self)
{
  guint nth = gtk_drop_down_get_selected (self->sheet_drop);

  return nth < self->offers->len ? &((Offer *) g_ptr_array_index (self->offers, nth))->sheet
                                 : NULL;
}

static guint
get_size (VbPaperWindow *self)
{
  return MIN (gtk_drop_down_get_selected (self->size_drop), G_N_ELEMENTS (sizes) - 1);
}

static const char *
get_language (VbPaperWindow *self)
{
  guint nth = gtk_drop_down_get_selected (self->language_drop);

  return nth < g_strv_length (self->languages) ? self->languages[nth] : "nl";
}

/* ------------------------------------------------------------------ the picture */

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  VbPaperWindow *self = user_data;
  guint size = get_size (self);

  if (self->paper == NULL)
    return;
  cairo_scale (cr, SCREEN, SCREEN);
  vb_paper_draw_sheet (self->paper, cr, sizes[size].width, sizes[size].height,
                       sizes[size].margin, self->page);
}

static guint
count_pages (VbPaperWindow *self)
{
  guint size = get_size (self);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  guint n = vb_paper_draw_sheet (self->paper, cr, sizes[size].width, sizes[size].height,
                                 sizes[size].margin, 0);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

static void
show_page (VbPaperWindow *self)
{
  /* Translators: of the pages of a paper */
  g_autofree char *text = g_strdup_printf (_("Page %u of %u"), self->page + 1, self->n_pages);

  gtk_label_set_label (self->page_label, text);
  gtk_widget_set_visible (self->pages_box, self->n_pages > 1);
  gtk_widget_set_sensitive (self->back_button, self->page > 0);
  gtk_widget_set_sensitive (self->next_button, self->page + 1 < self->n_pages);
  gtk_widget_queue_draw (self->picture);
}

static void
name_drop_downs (VbPaperWindow *self)
{
  vb_accessible_set_drop_down_label (self->sheet_drop, _("What"));
  vb_accessible_set_drop_down_label (self->size_drop, _("Size of the paper"));
  vb_accessible_set_drop_down_label (self->language_drop, _("Language of the card"));
}

/* (transfer full): of what is chosen now */
static VbPaper *
make_paper (VbPaperWindow *self)
{
  const VbPaperSheet *sheet = get_sheet (self);

  return sheet->make (sheet->own_data != NULL ? sheet->own_data : self->data,
                      get_language (self), sizes[get_size (self)].text,
                      sheet->has_name && gtk_check_button_get_active (self->name_check));
}

static void
show_caution (VbPaperWindow      *self,
              const VbPaperSheet *sheet)
{
  const char *parts[] = { sheet->careful ? self->caution : NULL, sheet->note };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);
  gtk_label_set_label (self->caution_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->caution_label), text->len > 0);
}

static void
show_paper (VbPaperWindow *self)
{
  const VbPaperSheet *sheet = get_sheet (self);
  guint size = get_size (self);
  g_autofree char *words = NULL;

  if (sheet == NULL)
    return;
  g_clear_pointer (&self->paper, vb_paper_free);
  self->paper = make_paper (self);
  self->n_pages = count_pages (self);
  self->page = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->name_check), sheet->has_name);
  show_caution (self, sheet);
  gtk_widget_set_size_request (self->picture, sizes[size].width * SCREEN,
                               sizes[size].height * SCREEN);
  words = vb_paper_dup_text (self->paper);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sheet->name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  name_drop_downs (self);
  show_page (self);
}

static void
chosen_cb (VbPaperWindow *self)
{
  if (!self->showing)
    show_paper (self);
}

static void
back_cb (VbPaperWindow *self)
{
  self->page--;
  show_page (self);
}

static void
next_cb (VbPaperWindow *self)
{
  self->page++;
  show_page (self);
}

/* @text: (nullable) */
static void
say (VbPaperWindow *self,
     const char    *text,
     gboolean       wrong)
{
  gtk_label_set_label (self->state_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), text != NULL);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "error");
}

static void
say_error (VbPaperWindow *self,
           const GError  *error)
{
  g_autofree char *text = g_strdup_printf ("%s. %s", vb_error_title (error),
                                           vb_error_advice (error));

  say (self, text, TRUE);
}

/* What is asked when it went out. */
static void
ask_after (VbPaperWindow *self)
{
  GtkWidget *after = adw_bin_get_child (self->after_bin);

  if (after == NULL || !get_sheet (self)->travels)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->after_bin), TRUE);
  gtk_widget_grab_focus (after);
}

/* ------------------------------------------------------------------ printing */

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                VbPaper           *paper)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  gtk_print_operation_set_n_pages (operation,
                                   vb_paper_lay_out (paper, pango,
                                                     gtk_print_context_get_width (context),
                                                     gtk_print_context_get_height (context)));
  g_object_unref (pango);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              VbPaper           *paper)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  vb_paper_draw_page (paper, gtk_print_context_get_cairo_context (context), pango, page);
  g_object_unref (pango);
}

GtkPrintOperation *
vb_paper_print_new (VbPaper  *paper,
                    gboolean  small)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) page = gtk_page_setup_new ();
  g_autoptr(GtkPaperSize) size = gtk_paper_size_new (small ? GTK_PAPER_NAME_A5
                                                           : GTK_PAPER_NAME_A4);
  double margin = sizes[small ? 1 : 0].margin;

  gtk_page_setup_set_paper_size_and_default_margins (page, size);
  gtk_page_setup_set_left_margin (page, margin, GTK_UNIT_POINTS);
  gtk_page_setup_set_right_margin (page, margin, GTK_UNIT_POINTS);
  gtk_page_setup_set_top_margin (page, margin, GTK_UNIT_POINTS);
  gtk_page_setup_set_bottom_margin (page, margin, GTK_UNIT_POINTS);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  /* Nothing of what is on it: jobs stand in lists that others see. */
  gtk_print_operation_set_job_name (operation, "Verbinder");
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), paper);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), paper);
  return operation;
}

static void
print (VbPaperWindow *self)
{
  g_autoptr(VbPaperWindow) held = g_object_ref (self);
  /* Its own: what is chosen in the window while the pages are drawn makes another paper. */
  g_autoptr(VbPaper) paper = make_paper (self);
  g_autoptr(GtkPrintOperation) operation = vb_paper_print_new (paper, get_size (self) == 1);
  g_autoptr(GError) error = NULL;
  GtkPrintOperationResult result =
    gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                             GTK_WINDOW (self), &error);

  if (g_cancellable_is_cancelled (held->cancellable))
    return;
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    say_error (self, error);
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      say (self, _("Sent to the printer."), FALSE);
      ask_after (self);
    }
}

/* ------------------------------------------------------------------ a PDF */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPaperWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean written = vb_save_file_finish (G_FILE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (written)
    {
      say (self, _("The PDF is there. Delete it when you do not need it any more."), FALSE);
      ask_after (self);
    }
  else
    say_error (self, error);
}

/* Only who is logged in may read it; that is all the protection there is. */
static void
write_file (VbPaperWindow *self)
{
  guint size = get_size (self);
  g_autoptr(GBytes) bytes = vb_paper_to_pdf (self->paper, sizes[size].width, sizes[size].height,
                                             sizes[size].margin);

  vb_save_file_async (self->file, bytes, G_FILE_CREATE_PRIVATE, self->cancellable, written_cb,
                      vb_call_new (self, self->cancellable));
  g_clear_object (&self->file);
}

/* ------------------------------------------------------------------ the log comes first */

static void
go_out (VbPaperWindow *self)
{
  if (self->file != NULL)
    write_file (self);
  else
    print (self);
}

static void
logged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPaperWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean logged = vb_plans_log_paper_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (logged)
    go_out (self);
  else if (g_error_matches (error, VB_ERROR, VB_ERROR_CONFLICT))
    say (self, _("What may be on this paper has changed in the meantime, so it did not go out. "
                 "Close this window and open it again."), TRUE);
  else
    say_error (self, error);
}

/* What is about somebody goes out only when the access log says so. */
static void
log_and_go_out (VbPaperWindow *self)
{
  const VbPaperSheet *sheet = get_sheet (self);

  say (self, NULL, FALSE);
  if (sheet->meeting != NULL)
    vb_meetings_log_paper_async (self->store,
                                 self->file != NULL ? VB_EVENT_EXPORT : VB_EVENT_PRINT,
                                 sheet->meeting, sheet->member_id, self->cancellable,
                                 logged_cb, vb_call_new (self, self->cancellable));
  else if (sheet->type == NULL)
    go_out (self);
  else
    vb_plans_log_paper_async (self->store,
                              self->file != NULL ? VB_EVENT_EXPORT : VB_EVENT_PRINT, sheet->type,
                              sheet->id, sheet->person_id,
                              self->file != NULL ? "pdf" : "paper", self->cancellable, logged_cb,
                              vb_call_new (self, self->cancellable));
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VbPaperWindow *self = VB_PAPER_WINDOW (widget);

  g_clear_object (&self->file);
  if (self->paper != NULL)
    log_and_go_out (self);
}

static void
file_chosen_cb (VbPaperWindow *self,
                int            response)
{
  g_clear_object (&self->file);
  if (response == GTK_RESPONSE_ACCEPT)
    self->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (self->file != NULL)
    log_and_go_out (self);
}

static void
choose_file (VbPaperWindow *self)
{
  vb_recent_keep_out ();
  /* Translators: the title of a window to choose a file in */
  self->chooser = gtk_file_chooser_native_new (_("Save as PDF"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  /* Translators: a file name, without anything of the person in it */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("paper.pdf"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbPaperWindow *self = VB_PAPER_WINDOW (widget);
  const VbPaperSheet *sheet = get_sheet (self);
  GtkWidget *dialog;

  if (self->paper == NULL || self->chooser != NULL)
    return;
  if (sheet->type == NULL)
    {
      choose_file (self);
      return;
    }
  dialog = adw_message_dialog_new (
    GTK_WINDOW (self), _("A PDF Is Not Protected"),
    _("In Verbinder everything is locked away; a PDF is not. Whoever comes to the folder can read "
      "what this person said. Save it only where that is all right, and delete it when you do not "
      "need it any more. Paper from a printer is safer; the preview in the print window and “Print "
      "to File” make an unprotected file as well."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "save",
                                    _("_Save Unprotected…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::save", G_CALLBACK (choose_file), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ------------------------------------------------------------------ object */

static void
vb_paper_window_dispose (GObject *object)
{
  VbPaperWindow *self = VB_PAPER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_PAPER_WINDOW);

  G_OBJECT_CLASS (vb_paper_window_parent_class)->dispose (object);
}

static void
vb_paper_window_finalize (GObject *object)
{
  VbPaperWindow *self = VB_PAPER_WINDOW (object);

  g_clear_object (&self->store);
  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_strfreev (self->languages);
  g_free (self->caution);
  g_ptr_array_unref (self->offers);
  g_clear_pointer (&self->paper, vb_paper_free);
  if (self->free_data != NULL)
    self->free_data (self->data);

  G_OBJECT_CLASS (vb_paper_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, sheet_drop);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, size_drop);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, language_drop);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, name_check);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, caution_label);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, picture);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, pages_box);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, page_label);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbPaperWindow, after_bin);
}

static void
vb_paper_window_class_init (VbPaperWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_paper_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_paper_window_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/paper/vb-paper-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save_action);
}

static void
vb_paper_window_init (VbPaperWindow *self)
{
  self->offers = g_ptr_array_new_with_free_func (offer_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->picture), draw_cb, self, NULL);
}

static void
fill_languages (VbPaperWindow *self,
                const char    *language)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      g_autofree char *name = g_str_equal (self->languages[i], "nl-x-a2")
                              ? g_strdup (_("Dutch, easy words"))
                              : vb_words_language (self->languages[i], NULL);

      gtk_string_list_append (names, name);
      if (g_strcmp0 (self->languages[i], language) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->language_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->language_drop, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->language_drop), self->languages[1] != NULL);
}

GtkWindow *
vb_paper_window_new (GtkWindow         *parent,
                     VbStore           *store,
                     const char *const *languages,
                     const char        *language,
                     const char        *caution,
                     gpointer           data,
                     GDestroyNotify     free_data)
{
  VbPaperWindow *self = g_object_new (VB_TYPE_PAPER_WINDOW, "transient-for", parent, NULL);
  g_autoptr(GtkStringList) sheets = gtk_string_list_new (NULL);

  self->showing = TRUE;
  self->store = g_object_ref (store);
  self->languages = g_strdupv ((char **) languages);
  self->data = data;
  self->free_data = free_data;
  self->caution = g_strdup (caution);
  gtk_drop_down_set_model (self->sheet_drop, G_LIST_MODEL (sheets));
  fill_languages (self, language);
  self->showing = FALSE;
  return GTK_WINDOW (self);
}

void
vb_paper_window_add (VbPaperWindow      *self,
                     const VbPaperSheet *sheet)
{
  Offer *offer = g_new0 (Offer, 1);
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->sheet_drop));

  g_return_if_fail (VB_IS_PAPER_WINDOW (self) && sheet->make != NULL);

  offer->sheet = *sheet;
  offer->sheet.name = g_strdup (sheet->name);
  offer->sheet.type = g_strdup (sheet->type);
  offer->sheet.id = g_strdup (sheet->id);
  offer->sheet.person_id = g_strdup (sheet->person_id);
  offer->sheet.note = g_strdup (sheet->note);
  g_ptr_array_add (self->offers, offer);
  gtk_string_list_append (names, sheet->name);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_drop), self->offers->len > 1);
  show_paper (self);
}

void
vb_paper_window_set_after (VbPaperWindow *self,
                           GtkWidget     *after)
{
  g_return_if_fail (VB_IS_PAPER_WINDOW (self) && GTK_IS_WIDGET (after));

  adw_bin_set_child (self->after_bin, after);
}

void
_vb_paper_window_went_out (VbPaperWindow *self)
{
  g_return_if_fail (VB_IS_PAPER_WINDOW (self));

  ask_after (self);
}
