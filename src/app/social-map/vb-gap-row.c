/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-gap-row.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-ask-dialog.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"

struct _VbGapRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *question_label;
  GtkLabel *remark_label;
  GtkLabel *noted_label;
  GtkLabel *outcome_label;
  GtkWidget *search_button;
  GtkWidget *close_button;
  GtkWidget *open_button;

  char *id;
  char *search; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbGapRow, vb_gap_row, GTK_TYPE_LIST_BOX_ROW)

/* ------------------------------------------------------------------ doing */

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_personal_close_gap_finish (VB_STORE (source), result, &error);

  if (undo == NULL)
    vb_window_say_error (window, _("The gap was not changed"), error);
  else
    vb_window_say_undo (window, _("Gap changed"), undo);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_personal_remove_gap_finish (VB_STORE (source), result, &error);

  if (undo == NULL)
    vb_window_say_error (window, _("The gap was not removed"), error);
  else
    vb_window_say_undo (window, _("Gap removed"), undo);
}

/* @outcome: (nullable) */
static void
close_gap (VbGapRow   *self,
           const char *outcome)
{
  VbStore *store = vb_window_get_store (vb_window_of (self));

  if (store != NULL)
    vb_personal_close_gap_async (store, self->id, outcome, NULL, closed_cb,
                                 g_object_ref (vb_window_of (self)));
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VbGapRow *self = VB_GAP_ROW (widget);

  if (self->search != NULL)
    gtk_widget_activate_action (widget, "win.open-search", "s", self->search);
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VbAskDialog *dialog;

  dialog = vb_ask_dialog_new (GTK_WINDOW (vb_window_of (widget)), _("What Became of It?"),
                              _("The gap stays in the list of what was solved."),
                              _("What became of it"), _("_Solved"));
  vb_ask_dialog_add_suggestion (dialog, _("There is something now"));
  vb_ask_dialog_add_suggestion (dialog, _("Found elsewhere"));
  vb_ask_dialog_add_suggestion (dialog, _("Not needed any more"));
  g_signal_connect_object (dialog, "answered", G_CALLBACK (close_gap), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  close_gap (VB_GAP_ROW (widget), NULL);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VbGapRow *self = VB_GAP_ROW (widget);
  VbStore *store = vb_window_get_store (vb_window_of (self));

  if (store != NULL)
    vb_personal_remove_gap_async (store, self->id, NULL, removed_cb,
                                  g_object_ref (vb_window_of (self)));
}

/* ------------------------------------------------------------------ object */

static void
vb_gap_row_finalize (GObject *object)
{
  VbGapRow *self = VB_GAP_ROW (object);

  g_free (self->id);
  g_free (self->search);

  G_OBJECT_CLASS (vb_gap_row_parent_class)->finalize (object);
}

static void
vb_gap_row_class_init (VbGapRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_gap_row_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-gap-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbGapRow, question_label);
  gtk_widget_class_bind_template_child (widget_class, VbGapRow, remark_label);
  gtk_widget_class_bind_template_child (widget_class, VbGapRow, noted_label);
  gtk_widget_class_bind_template_child (widget_class, VbGapRow, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, VbGapRow, search_button);
  gtk_widget_class_bind_template_child (widget_class, VbGapRow, close_button);
  gtk_widget_class_bind_template_child (widget_class, VbGapRow, open_button);
  gtk_widget_class_install_action (widget_class, "gap.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "gap.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "gap.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "gap.remove", NULL, remove_action);
}

static void
vb_gap_row_init (VbGapRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_outcome (VbGapRow    *self,
              const VbGap *gap)
{
  g_autofree char *date = vb_words_moment (gap->closed_at);
  /* Translators: what became of it, then who says so, then a date */
  g_autofree char *text = g_strdup_printf (_("Solved: %s (%s, %s)"), gap->outcome,
                                           gap->closed_by != NULL ? gap->closed_by : "?", date);

  gtk_label_set_text (self->outcome_label, text);
}

static char *
dup_noted (const VbGap *gap,
           const char  *date)
{
  if (gap->times == 1)
    /* Translators: who looked, then a date */
    return g_strdup_printf (_("Looked for by %s, %s"), gap->noted_by, date);
  /* Translators: how often, then who looked last, then a date */
  return g_strdup_printf (ngettext ("Looked for %u time, last by %s, %s",
                                    "Looked for %u times, last by %s, %s", gap->times),
                          gap->times, gap->noted_by, date);
}

GtkWidget *
vb_gap_row_new (const VbGap *gap)
{
  VbGapRow *self = g_object_new (VB_TYPE_GAP_ROW, NULL);
  g_autofree char *date = vb_words_moment (gap->noted_at);
  g_autofree char *noted = dup_noted (gap, date);
  const char *question = gap->query != NULL && *gap->query != '\0' ? gap->query
                         : gap->remark != NULL                     ? gap->remark
                                                                   : gap->need_code;
  gboolean closed = gap->outcome != NULL;

  self->id = g_strdup (gap->id);
  self->search = g_strdup (gap->search);
  gtk_label_set_text (self->question_label, question != NULL ? question : "");
  gtk_label_set_text (self->remark_label, gap->remark != NULL ? gap->remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark_label),
                          gap->remark != NULL && gap->remark != question);
  gtk_label_set_text (self->noted_label, noted);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_label), closed);
  if (closed)
    show_outcome (self, gap);
  gtk_widget_set_visible (self->search_button, gap->search != NULL);
  gtk_widget_set_visible (self->close_button, !closed);
  gtk_widget_set_visible (self->open_button, closed);
  vb_accessible_set_label (GTK_WIDGET (self), question != NULL ? question : "");
  return GTK_WIDGET (self);
}
