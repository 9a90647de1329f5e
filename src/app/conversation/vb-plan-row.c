/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-plan-row.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-pick-field.h"
#include "app/people/vb-person-field.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"

struct _VbPlanRow
{
  GtkBox parent_instance;

  VbPersonField *what_field;
  VbPickField *by_pick;
  VbPickField *state_pick;
  VbPersonField *who_field;
  VbPersonField *due_field;
  VbPersonField *note_field;
  GtkCheckButton *shared_check;
  GtkWidget *remove_button;

  VbPlanning *planning;
  VbAction *action; /* borrowed from the plan */
  gboolean showing;
};

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbPlanRow, vb_plan_row, GTK_TYPE_BOX)

static char **
member_of (VbAction   *action,
           const char *column)
{
  return g_str_equal (column, "what") ? &action->what
         : g_str_equal (column, "by") ? &action->by
         : g_str_equal (column, "state") ? &action->state
         : g_str_equal (column, "who") ? &action->who : &action->state_note;
}

static void
update (VbPlanRow *self)
{
  gboolean dropped = g_strcmp0 (self->action->state, "dropped") == 0;
  /* Translators: %s is something that was agreed */
  g_autofree char *label = g_strdup_printf (_("Remove %s"), self->action->what != NULL
                                                            ? self->action->what : "");

  gtk_widget_set_visible (GTK_WIDGET (self->note_field), dropped);
  vb_accessible_set_label (self->remove_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->action->what != NULL ? self->action->what
                                                             : _("New action"), -1);
}

static void
text_cb (VbPersonField *field,
         VbPlanRow     *self)
{
  if (self->showing)
    return;
  vb_planning_type (self->planning, member_of (self->action, vb_person_field_get_column (field)),
                    vb_person_field_get_text (field));
  update (self);
}

static void
pick_cb (VbPickField *field,
         VbPlanRow   *self)
{
  if (self->showing || vb_pick_field_get_code (field) == NULL)
    return;
  vb_planning_type (self->planning, member_of (self->action, vb_pick_field_get_column (field)),
                    vb_pick_field_get_code (field));
  update (self);
}

/* What is no date stays out of the plan, and says so. */
static void
due_cb (VbPlanRow *self)
{
  const char *typed = vb_person_field_get_text (self->due_field);
  gboolean empty = typed == NULL || *typed == '\0';
  g_autofree char *date = empty ? NULL : vb_time_dup_date (typed);

  if (self->showing)
    return;
  vb_person_field_set_error (self->due_field, empty || date != NULL
                                              ? NULL : _("Write the date as 31-12-2026"));
  if (empty || date != NULL)
    vb_planning_type (self->planning, &self->action->due_on, date);
}

static void
shared_cb (VbPlanRow *self)
{
  if (self->showing)
    return;
  self->action->shared = gtk_check_button_get_active (self->shared_check);
  vb_planning_say (self->planning);
}

static void
remove_cb (VbPlanRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
vb_plan_row_dispose (GObject *object)
{
  VbPlanRow *self = VB_PLAN_ROW (object);

  g_clear_object (&self->planning);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_PLAN_ROW);

  G_OBJECT_CLASS (vb_plan_row_parent_class)->dispose (object);
}

static void
vb_plan_row_class_init (VbPlanRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_plan_row_dispose;

  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_PICK_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-plan-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPlanRow, what_field);
  gtk_widget_class_bind_template_child (widget_class, VbPlanRow, by_pick);
  gtk_widget_class_bind_template_child (widget_class, VbPlanRow, state_pick);
  gtk_widget_class_bind_template_child (widget_class, VbPlanRow, who_field);
  gtk_widget_class_bind_template_child (widget_class, VbPlanRow, due_field);
  gtk_widget_class_bind_template_child (widget_class, VbPlanRow, note_field);
  gtk_widget_class_bind_template_child (widget_class, VbPlanRow, shared_check);
  gtk_widget_class_bind_template_child (widget_class, VbPlanRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_cb);
  gtk_widget_class_bind_template_callback (widget_class, due_cb);
  gtk_widget_class_bind_template_callback (widget_class, shared_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vb_plan_row_init (VbPlanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_plan_row_new (VbPlanning *planning,
                 VbAction   *action)
{
  VbPlanRow *self = g_object_new (VB_TYPE_PLAN_ROW, NULL);
  g_autofree char *due = action->due_on != NULL ? vb_words_short_date (action->due_on) : NULL;

  self->planning = g_object_ref (planning);
  self->action = action;
  self->showing = TRUE;
  vb_person_field_set_text (self->what_field, action->what);
  vb_pick_field_set_code (self->by_pick, action->by);
  vb_pick_field_set_code (self->state_pick, action->state);
  vb_person_field_set_text (self->who_field, action->who);
  vb_person_field_set_text (self->due_field, due);
  vb_person_field_set_text (self->note_field, action->state_note);
  gtk_check_button_set_active (self->shared_check, action->shared);
  gtk_widget_set_visible (GTK_WIDGET (self->shared_check),
                          vb_planning_has_household (planning));
  self->showing = FALSE;
  update (self);
  return GTK_WIDGET (self);
}

VbAction *
vb_plan_row_get_action (VbPlanRow *self)
{
  g_return_val_if_fail (VB_IS_PLAN_ROW (self), NULL);

  return self->action;
}
