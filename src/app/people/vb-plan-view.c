/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-plan-view.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-conversations.h"

struct _VbPlanView
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkLabel *state_label;
  GtkListBox *facts;

  VbStore *store;
  char *plan_id;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbPlanView, vb_plan_view, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ words */

static const char *
goal_words (const char *state)
{
  return g_strcmp0 (state, "completed") == 0 ? _("Reached")
         : g_strcmp0 (state, "cancelled") == 0 ? _("Dropped") : NULL;
}

static const char *
action_words (const char *state)
{
  return g_strcmp0 (state, "done") == 0      ? _("Done")
         : g_strcmp0 (state, "dropped") == 0 ? _("Dropped")
         : g_strcmp0 (state, "busy") == 0    ? _("Under way")
                                             : _("Still to do");
}

static const char *
by_words (const char *by)
{
  return g_strcmp0 (by, "person") == 0    ? _("The person")
         : g_strcmp0 (by, "network") == 0 ? _("Somebody the person knows")
                                          : _("A professional");
}

/* (transfer full): since when it is over, and who kept the overview */
static char *
dup_state (const VbPlan *plan)
{
  g_autofree char *started = vb_words_date (plan->started_on);
  g_autofree char *closed = plan->closed_on != NULL ? vb_words_date (plan->closed_on) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (closed != NULL)
    /* Translators: two dates */
    g_string_append_printf (text, _("From %s until %s."), started, closed);
  else
    /* Translators: %s is a date */
    g_string_append_printf (text, _("Begun on %s."), started);
  g_string_append_printf (text, " %s", g_strcmp0 (plan->state, "revoked") == 0
                                       ? _("It was stopped.") : _("It is over."));
  if (plan->director != NULL)
    {
      g_string_append (text, " ");
      /* Translators: %s is a person or a function */
      g_string_append_printf (text, _("%s kept the overview."), plan->director);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ------------------------------------------------------------------ what stood in it */

static void
add_part (GString    *text,
          const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
add_fact (VbPlanView *self,
          const char *icon,
          const char *title,
          const char *subtitle)
{
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title != NULL ? title : "",
                                 "subtitle", subtitle, "title-lines", 0, "subtitle-lines", 0,
                                 "icon-name", icon, NULL);

  gtk_list_box_append (self->facts, row);
}

static void
add_goal (VbPlanView   *self,
          const VbGoal *goal)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_part (text, goal_words (goal->state));
  add_part (text, goal->wants);
  add_part (text, goal->can);
  add_part (text, goal->needs);
  add_fact (self, "vb-card-self-symbolic", goal->words, text->str);
}

static void
add_action (VbPlanView     *self,
            const VbAction *action)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_part (text, action_words (action->state));
  add_part (text, action->who != NULL ? action->who : by_words (action->by));
  add_part (text, action->state_note);
  add_fact (self, "vb-card-walk-symbolic", action->what, text->str);
}

static void
show (VbPlanView   *self,
      const VbPlan *plan)
{
  g_autofree char *state = dup_state (plan);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_list_box_remove (self->facts, row);
  gtk_label_set_label (self->state_label, state);
  for (guint i = 0; i < plan->goals->len; i++)
    add_goal (self, g_ptr_array_index (plan->goals, i));
  for (guint i = 0; i < plan->actions->len; i++)
    add_action (self, g_ptr_array_index (plan->actions, i));
  if (plan->own_note != NULL)
    add_fact (self, NULL, _("Why nobody of the person’s own side did anything"), plan->own_note);
  gtk_widget_set_visible (GTK_WIDGET (self->facts),
                          gtk_widget_get_first_child (GTK_WIDGET (self->facts)) != NULL);
  gtk_stack_set_visible_child_name (self->stack, "plan");
}

/* ------------------------------------------------------------------ loading */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPlanView *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlan) plan = vb_plans_open_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (plan != NULL)
    {
      show (self, plan);
      return;
    }
  adw_status_page_set_title (self->failed_page, vb_error_title (error));
  adw_status_page_set_description (self->failed_page, vb_error_advice (error));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
load (VbPlanView *self)
{
  vb_plans_open_async (self->store, self->plan_id, self->cancellable, opened_cb,
                       vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static void
vb_plan_view_dispose (GObject *object)
{
  VbPlanView *self = VB_PLAN_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_PLAN_VIEW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_plan_view_parent_class)->dispose (object);
}

static void
vb_plan_view_finalize (GObject *object)
{
  VbPlanView *self = VB_PLAN_VIEW (object);

  g_object_unref (self->cancellable);
  g_free (self->plan_id);

  G_OBJECT_CLASS (vb_plan_view_parent_class)->finalize (object);
}

static void
vb_plan_view_class_init (VbPlanViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_plan_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_plan_view_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-plan-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPlanView, stack);
  gtk_widget_class_bind_template_child (widget_class, VbPlanView, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbPlanView, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbPlanView, facts);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
vb_plan_view_init (VbPlanView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_plan_view_new (GtkWindow  *parent,
                  VbStore    *store,
                  const char *plan_id)
{
  VbPlanView *self = g_object_new (VB_TYPE_PLAN_VIEW, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  self->plan_id = g_strdup (plan_id);
  load (self);
  return GTK_WINDOW (self);
}
