/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-decision-row.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-report-edit.h"
#include "app/social-map/vb-report-mark.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"

struct _VbDecisionRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *detail_label;
  GtkWidget *here_title;
  GtkLabel *here_label;
  GtkLabel *other_title;
  GtkLabel *other_label;
  GtkWidget *show_button;
  GtkButton *keep_button;
  GtkWidget *done_button;
  GtkWidget *change_button;
  GtkButton *take_button;

  char *report_id;      /* a report, or */
  char *column;         /* (nullable): of the report */
  char *note;           /* of the report, in words */
  VbConflict *conflict; /* a conflict */
  VbTable table;
  char *record_id;
};

G_DEFINE_FINAL_TYPE (VbDecisionRow, vb_decision_row, GTK_TYPE_LIST_BOX_ROW)

/* ------------------------------------------------------------------ deciding */

/* A decision on its way, for a row that may be gone before it is there. */
typedef struct
{
  VbDecisionRow *row;
  VbWindow *window;
} Decision;

static void
decision_free (Decision *self)
{
  g_object_unref (self->row);
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

/* What was not kept can be tried again. */
static void
finish (Decision *self,
        VbUndo   *undo,
        GError   *error)
{
  if (undo != NULL)
    {
      vb_window_say_undo (self->window, _("Decided"), undo);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->row), TRUE);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vb_window_say_error (self->window, _("The decision was not kept"), error);
}

static void
report_decided_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(Decision) decision = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_trust_decide_report_finish (VB_STORE (source), result, &error);

  finish (decision, undo, error);
}

static void
conflict_decided_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(Decision) decision = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_trust_choose_finish (VB_STORE (source), result, &error);

  finish (decision, undo, error);
}

static void
decide (VbDecisionRow *self,
        VbVerdict      verdict)
{
  VbWindow *window = vb_window_of (self);
  VbStore *store = vb_window_get_store (window);
  Decision *decision;

  if (store == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  decision = g_new0 (Decision, 1);
  decision->row = g_object_ref (self);
  decision->window = g_object_ref (window);
  if (self->conflict != NULL)
    vb_trust_choose_async (store, self->conflict, verdict == VB_VERDICT_TAKE, NULL,
                           conflict_decided_cb, decision);
  else
    vb_trust_decide_report_async (store, self->report_id, verdict, NULL, report_decided_cb,
                                  decision);
}

static void
keep_cb (VbDecisionRow *self)
{
  decide (self, VB_VERDICT_KEEP);
}

static void
take_cb (VbDecisionRow *self)
{
  decide (self, VB_VERDICT_TAKE);
}

static void
done_cb (VbDecisionRow *self)
{
  decide (self, VB_VERDICT_DONE);
}

static void
change_cb (VbDecisionRow *self)
{
  vb_report_edit (vb_window_of (self), self->report_id, self->table, self->record_id,
                  self->column, self->note);
}

static void
show_cb (VbDecisionRow *self)
{
  VbWindow *window = vb_window_of (self);

  vb_window_show_record (window, self->table, self->record_id);
}

/* ------------------------------------------------------------------ object */

static void
vb_decision_row_finalize (GObject *object)
{
  VbDecisionRow *self = VB_DECISION_ROW (object);

  g_free (self->report_id);
  g_free (self->record_id);
  g_free (self->column);
  g_free (self->note);
  g_clear_pointer (&self->conflict, vb_conflict_free);

  G_OBJECT_CLASS (vb_decision_row_parent_class)->finalize (object);
}

static void
vb_decision_row_class_init (VbDecisionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_decision_row_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-decision-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, here_title);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, here_label);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, other_title);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, other_label);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, show_button);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, done_button);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, change_button);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionRow, take_button);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
}

static void
vb_decision_row_init (VbDecisionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @name: (nullable): of what a reference points at */
static char *
dup_value (VbTable     table,
           const char *column,
           const char *value,
           const char *name)
{
  if (value == NULL)
    return g_strdup (_("Nothing"));
  if (name != NULL || column == NULL)
    return g_strdup (name != NULL ? name : value);
  return vb_words_value (table, column, value);
}

/* (nullable): what stands there now; of a whole entry there is nothing short to say. */
static char *
dup_here (const VbFieldReport *report)
{
  char *hours;

  if (report->column != NULL)
    return dup_value (report->table, report->column, report->current, NULL);
  if (report->record == NULL)
    return g_strdup (_("It is not there any more"));
  if (report->table != VB_TABLE_SCHEDULE && report->table != VB_TABLE_AVAILABILITY)
    return NULL;
  hours = vb_words_hours (report->record);
  return hours != NULL ? hours : g_strdup (vb_entity_get_name (report->record));
}

/* @field: (nullable) */
static void
set_words (VbDecisionRow *self,
           const char    *name,
           const char    *field,
           const char    *here,
           const char    *other_title,
           const char    *other)
{
  g_autofree char *title = name == NULL || field == NULL
                             ? g_strdup (name != NULL ? name : field)
                             /* Translators: an entry, then one of its fields: "Walking group:
                              * Phone number" */
                             : g_strdup_printf (_("%s: %s"), name, field);

  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->here_label, here != NULL ? here : "");
  gtk_widget_set_visible (GTK_WIDGET (self->here_label), here != NULL);
  gtk_widget_set_visible (self->here_title, here != NULL);
  gtk_label_set_text (self->other_title, other_title);
  gtk_label_set_text (self->other_label, other);
  vb_accessible_set_label (GTK_WIDGET (self), title);
}

/* What can be taken over as it is, is; anything else somebody has to put in. */
static void
show_buttons (VbDecisionRow *self,
              gboolean       can_take)
{
  gtk_button_set_label (self->keep_button, _("Leave as It Is"));
  gtk_button_set_label (self->take_button, _("Use This"));
  gtk_widget_set_visible (GTK_WIDGET (self->take_button), can_take);
  gtk_widget_set_visible (self->done_button, !can_take);
  gtk_widget_set_visible (self->change_button, TRUE);
  if (!can_take)
    gtk_widget_add_css_class (self->change_button, "suggested-action");
}

/* (nullable): where the form opens; of an entry as a whole that is its first field */
static const char *
find_column (const VbFieldReport *report)
{
  if (report->column != NULL)
    return report->column;
  if (report->table == VB_TABLE_SCHEDULE || report->table == VB_TABLE_AVAILABILITY)
    return "byday";
  return report->table == VB_TABLE_CONTACT ? "title" : NULL;
}

GtkWidget *
vb_decision_row_new_report (const VbFieldReport *report,
                            gboolean             with_name)
{
  VbDecisionRow *self = g_object_new (VB_TYPE_DECISION_ROW, NULL);
  gboolean can_take = report->suggestion != NULL && report->column != NULL;
  gboolean whole = report->column == NULL && (report->table == VB_TABLE_SERVICE
                                              || report->table == VB_TABLE_ORGANIZATION);
  g_autofree char *date = vb_words_moment (report->reported_at);
  g_autofree char *here = dup_here (report);
  g_autofree char *field = NULL;
  g_autofree char *other =
    can_take ? dup_value (report->table, report->column, report->suggestion, NULL)
             : dup_value (report->table, NULL, report->remark, NULL);
  g_autofree char *detail = NULL;

  self->report_id = g_strdup (report->id);
  self->record_id = g_strdup (report->record_id);
  self->column = g_strdup (find_column (report));
  self->note = vb_report_mark_dup_words (report);
  self->table = report->table;
  if (!whole || !with_name || report->record_name == NULL)
    field = vb_words_column (report->table, report->column);
  set_words (self, with_name ? report->record_name : NULL, field, here, _("Reported"), other);
  /* Translators: who, then a date */
  detail = g_strdup_printf (_("Reported as wrong by %s, %s"), report->reported_by, date);
  gtk_label_set_text (self->detail_label, detail);
  gtk_image_set_from_icon_name (self->icon, "vb-flag-symbolic");
  show_buttons (self, can_take);
  gtk_widget_set_visible (self->change_button, report->record != NULL);
  gtk_widget_set_visible (self->show_button, with_name && report->record != NULL);
  return GTK_WIDGET (self);
}

static VbConflict *
copy_conflict (const VbConflict *conflict)
{
  VbConflict *copy = g_new0 (VbConflict, 1);

  copy->table = conflict->table;
  copy->record_id = g_strdup (conflict->record_id);
  copy->record_name = g_strdup (conflict->record_name);
  copy->column = g_strdup (conflict->column);
  copy->here = g_strdup (conflict->here);
  copy->theirs = g_strdup (conflict->theirs);
  copy->source_id = g_strdup (conflict->source_id);
  copy->source_name = g_strdup (conflict->source_name);
  return copy;
}

GtkWidget *
vb_decision_row_new_conflict (const VbConflict *conflict,
                              gboolean          with_name)
{
  VbDecisionRow *self = g_object_new (VB_TYPE_DECISION_ROW, NULL);
  g_autofree char *here = dup_value (conflict->table, conflict->column, conflict->here,
                                     conflict->here_name);
  g_autofree char *theirs = dup_value (conflict->table, conflict->column, conflict->theirs,
                                       conflict->theirs_name);
  g_autofree char *field = NULL;

  self->conflict = copy_conflict (conflict);
  self->record_id = g_strdup (conflict->record_id);
  self->table = conflict->table;
  field = vb_words_column (conflict->table, conflict->column);
  set_words (self, with_name ? conflict->record_name : NULL, field, here,
             conflict->source_name != NULL ? conflict->source_name : _("Source"), theirs);
  gtk_label_set_text (self->detail_label, _("Two sources say different things"));
  gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
  gtk_button_set_label (self->keep_button, _("Keep What Is Here"));
  gtk_button_set_label (self->take_button, _("Use the Other"));
  gtk_widget_set_visible (self->show_button, with_name);
  return GTK_WIDGET (self);
}
