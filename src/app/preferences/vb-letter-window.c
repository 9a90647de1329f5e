/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-letter-window.h"

#include <glib/gi18n.h>

#include "app/paper/vb-paper-letter.h"
#include "app/paper/vb-referral-paper.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-letters.h"
#include "interop/vb-letter-shipped.h"

#define WIDTH 595.0 /* points: A4 */
#define HEIGHT 842.0
#define MARGIN 45.0
#define SIZE 11.0

struct _VbLetterWindow
{
  AdwWindow parent_instance;

  GtkTextView *text;
  GtkLabel *fields_label;
  GtkLabel *state_label;
  GtkWidget *picture;
  GtkWidget *save_button;
  GtkWidget *back_button;

  VbStore *store;
  VbLetterKind kind;
  char *language;
  char *kept;       /* as it stands in the store, or was shipped */
  gboolean is_own;
  VbPaper *paper;   /* (nullable): of what can be read */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbLetterWindow, vb_letter_window, ADW_TYPE_WINDOW)

enum { SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static char *
dup_text (VbLetterWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* ------------------------------------------------------------------ what is said */

static void
say (VbLetterWindow *self,
     const char     *text,
     gboolean        wrong)
{
  gtk_label_set_label (self->state_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), text != NULL);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
say_fault (VbLetterWindow      *self,
           const VbLetterFault *fault)
{
  g_autofree char *text = fault->what != NULL && *fault->what != '\0'
    /* Translators: the number of a line, what is wrong with it, and the word it is about */
    ? g_strdup_printf (_("Line %u: %s (%s)"), fault->line, _(fault->reason), fault->what)
    /* Translators: the number of a line, and what is wrong with it */
    : g_strdup_printf (_("Line %u: %s"), fault->line, _(fault->reason));

  say (self, text, TRUE);
}

/* ------------------------------------------------------------------ the preview */

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  VbLetterWindow *self = user_data;

  if (self->paper != NULL)
    vb_paper_draw_sheet (self->paper, cr, WIDTH, HEIGHT, MARGIN, 0);
}

static void
show_paper (VbLetterWindow *self,
            const VbLetter *letter)
{
  g_autoptr(VbLetterValues) values = vb_paper_letter_example (self->kind, self->language);
  g_autofree char *words = NULL;

  g_clear_pointer (&self->paper, vb_paper_free);
  self->paper = vb_paper_letter_new (letter, values, self->language, SIZE,
                                     self->kind == VB_LETTER_ENVELOPE);
  words = vb_paper_dup_text (self->paper);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  vb_letter_kind_words (self->kind),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_queue_draw (self->picture);
}

static void
edited_cb (VbLetterWindow *self)
{
  g_autofree char *text = dup_text (self);
  g_auto(VbLetterFault) fault = { 0, NULL, NULL };
  g_autoptr(VbLetter) letter = vb_letter_parse (self->kind, text, &fault);

  gtk_widget_set_sensitive (self->save_button,
                            letter != NULL && g_strcmp0 (text, self->kept) != 0);
  if (letter == NULL)
    {
      say_fault (self, &fault);
      return;
    }
  say (self, NULL, FALSE);
  show_paper (self, letter);
}

/* ------------------------------------------------------------------ keeping */

static void
set_busy (VbLetterWindow *self,
          gboolean        busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->text), !busy);
  gtk_widget_set_sensitive (self->back_button, !busy && self->is_own);
  if (busy)
    gtk_widget_set_sensitive (self->save_button, FALSE);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbLetterWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_letters_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (saved)
    {
      g_signal_emit (self, signals[SAVED], 0);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  set_busy (self, FALSE);
  edited_cb (self);
  {
    g_autofree char *text = vb_error_dup_text (error);

    say (self, text, TRUE);
  }
}

/* @text: (nullable): back to the shipped version */
static void
keep (VbLetterWindow *self,
      const char     *text)
{
  set_busy (self, TRUE);
  vb_letters_save_async (self->store, self->kind, self->language, text, self->cancellable,
                         saved_cb, vb_call_new (self, self->cancellable));
}

static void
save_cb (VbLetterWindow *self)
{
  g_autofree char *text = dup_text (self);

  keep (self, text);
}

static void
back_confirmed_cb (VbLetterWindow *self)
{
  keep (self, NULL);
}

static void
discard_cb (VbLetterWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* @yes is the label of what cannot be undone. */
static void
ask (VbLetterWindow *self,
     const char     *heading,
     const char     *body,
     const char     *yes,
     GCallback       callback)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "yes",
                                    yes, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "yes",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::yes", callback, self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
back_cb (VbLetterWindow *self)
{
  ask (self, _("Back to the Shipped Version?"),
       _("Your own version of this letter is thrown away. This cannot be undone."),
       _("_Throw Away"), G_CALLBACK (back_confirmed_cb));
}

static gboolean
vb_letter_window_close_request (GtkWindow *window)
{
  VbLetterWindow *self = VB_LETTER_WINDOW (window);
  g_autofree char *text = dup_text (self);

  if (g_strcmp0 (text, self->kept) == 0)
    return GTK_WINDOW_CLASS (vb_letter_window_parent_class)->close_request (window);
  ask (self, _("Throw Away What You Changed?"), _("It was not saved."), _("_Throw Away"),
       G_CALLBACK (discard_cb));
  return GDK_EVENT_STOP;
}

/* ------------------------------------------------------------------ object */

static void
vb_letter_window_dispose (GObject *object)
{
  VbLetterWindow *self = VB_LETTER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_LETTER_WINDOW);

  G_OBJECT_CLASS (vb_letter_window_parent_class)->dispose (object);
}

static void
vb_letter_window_finalize (GObject *object)
{
  VbLetterWindow *self = VB_LETTER_WINDOW (object);

  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->paper, vb_paper_free);
  g_free (self->language);
  g_free (self->kept);

  G_OBJECT_CLASS (vb_letter_window_parent_class)->finalize (object);
}

static void
vb_letter_window_class_init (VbLetterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_letter_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_letter_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_letter_window_close_request;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/preferences/vb-letter-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbLetterWindow, text);
  gtk_widget_class_bind_template_child (widget_class, VbLetterWindow, fields_label);
  gtk_widget_class_bind_template_child (widget_class, VbLetterWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbLetterWindow, picture);
  gtk_widget_class_bind_template_child (widget_class, VbLetterWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbLetterWindow, back_button);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
vb_letter_window_init (VbLetterWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->picture), draw_cb, self, NULL);
}

static void
show_fields (VbLetterWindow *self)
{
  g_autofree const char **fields = vb_letter_list_fields (self->kind);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    g_string_append_printf (text, "%s{%s}", i > 0 ? "  " : "", fields[i]);
  gtk_label_set_label (self->fields_label, text->str);
}

GtkWindow *
vb_letter_window_new (GtkWindow    *parent,
                      VbStore      *store,
                      VbLetterKind  kind,
                      const char   *language,
                      const char   *own)
{
  VbLetterWindow *self = g_object_new (VB_TYPE_LETTER_WINDOW, "transient-for", parent, NULL);
  g_autoptr(GError) error = NULL;

  self->store = g_object_ref (store);
  self->kind = kind;
  self->language = g_strdup (language);
  self->is_own = own != NULL;
  self->kept = own != NULL ? g_strdup (own) : vb_letter_shipped_load (kind, language, &error);
  gtk_window_set_title (GTK_WINDOW (self), vb_letter_kind_words (kind));
  gtk_widget_set_sensitive (self->back_button, self->is_own);
  show_fields (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text),
                            self->kept != NULL ? self->kept : "", -1);
  edited_cb (self);
  if (error != NULL)
    {
      g_autofree char *text = vb_error_dup_text (error);

      say (self, text, TRUE);
    }
  return GTK_WINDOW (self);
}
