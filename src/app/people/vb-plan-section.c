/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-plan-section.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-after-window.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "core/store/vb-plans.h"

struct _VbPlanSection
{
  GtkBox parent_instance;

  AdwPreferencesGroup *group;
  GtkListBox *list;

  VbStore *store;  /* (nullable) */
  VbPerson *person; /* (nullable) */
  GCancellable *loading;
  char *conversation_id; /* (nullable): in which the plan was made */
};

G_DEFINE_FINAL_TYPE (VbPlanSection, vb_plan_section, GTK_TYPE_BOX)

static void
clear (VbPlanSection *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->conversation_id, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_row (VbPlanSection *self,
         const char    *icon,
         const char    *title,
         const char    *subtitle)
{
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title != NULL ? title : "",
                                 "subtitle", subtitle, "title-lines", 0, "subtitle-lines", 0,
                                 "icon-name", icon, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->list, row);
}

/* ------------------------------------------------------------------ what stands in it */

/* (transfer full): who, by when */
static char *
dup_action_words (const VbAction *action)
{
  g_autofree char *day = action->due_on != NULL ? vb_words_date (action->due_on) : NULL;
  /* Translators: %s is the day by which something is done */
  g_autofree char *by = day != NULL ? g_strdup_printf (_("by %s"), day) : NULL;
  const char *who = action->who != NULL ? action->who
                    : g_strcmp0 (action->by, "person") == 0 ? _("The person") : "";
  const char *state = g_strcmp0 (action->state, "busy") == 0 ? _("under way") : NULL;
  g_autoptr(GString) words = g_string_new (who);

  if (by != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", by);
  if (state != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", state);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static gboolean
is_open (const VbAction *action)
{
  return g_strcmp0 (action->state, "done") != 0 && g_strcmp0 (action->state, "dropped") != 0;
}

static char *
dup_head (const VbPlan *plan)
{
  g_autofree char *day = plan->evaluate_on != NULL ? vb_words_date (plan->evaluate_on) : NULL;
  g_autoptr(GString) head = g_string_new (NULL);

  if (day != NULL)
    /* Translators: %s is a date */
    g_string_append_printf (head, _("Looked back at on %s."), day);
  if (plan->director != NULL)
    {
      g_string_append (head, head->len > 0 ? " " : "");
      /* Translators: %s is a person or a function */
      g_string_append_printf (head, _("%s keeps the overview."), plan->director);
    }
  return g_string_free (g_steal_pointer (&head), FALSE);
}

/* It takes markup: what somebody wrote is text. */
static void
describe (VbPlanSection *self,
          const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_group_set_description (self->group, escaped);
}

static void
show_plan (VbPlanSection *self,
           const VbPlan  *plan)
{
  g_autofree char *head = dup_head (plan);
  guint n = 0;

  for (guint i = 0; i < plan->goals->len && self->conversation_id == NULL; i++)
    self->conversation_id =
      g_strdup (((VbGoal *) g_ptr_array_index (plan->goals, i))->conversation_id);
  describe (self, head);
  for (guint i = 0; i < plan->goals->len; i++)
    {
      const VbGoal *goal = g_ptr_array_index (plan->goals, i);

      if (g_strcmp0 (goal->state, "cancelled") != 0)
        add_row (self, "vb-card-self-symbolic", goal->words, goal->wants);
    }
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const VbAction *action = g_ptr_array_index (plan->actions, i);
      g_autofree char *words = is_open (action) ? dup_action_words (action) : NULL;

      if (words != NULL)
        add_row (self, "vb-card-walk-symbolic", action->what, words);
      n += words != NULL;
    }
  if (n == 0)
    add_row (self, NULL, _("Nothing is left to be done"), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPlanSection *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlansAtHand) found = vb_plans_look_up_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  clear (self);
  if (found == NULL)
    {
      g_autofree char *text = vb_error_dup_text (error);

      describe (self, text);
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
    }
  else if (found->own != NULL)
    show_plan (self, found->own);
}

/* ------------------------------------------------------------------ opening it */

static void
row_cb (VbPlanSection *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->store == NULL)
    return;
  if (self->conversation_id != NULL)
    vb_after_window_open (parent, self->store, self->conversation_id);
  else
    vb_after_window_open_plan (parent, self->store, self->person);
}

/* ------------------------------------------------------------------ object */

static void
forget (VbPlanSection *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->store);
}

static void
vb_plan_section_dispose (GObject *object)
{
  VbPlanSection *self = VB_PLAN_SECTION (object);

  forget (self);
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_pointer (&self->conversation_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_PLAN_SECTION);

  G_OBJECT_CLASS (vb_plan_section_parent_class)->dispose (object);
}

static void
vb_plan_section_class_init (VbPlanSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_plan_section_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-plan-section.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPlanSection, group);
  gtk_widget_class_bind_template_child (widget_class, VbPlanSection, list);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
}

static void
vb_plan_section_init (VbPlanSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_plan_section_show (VbPlanSection  *self,
                      VbStore        *store,
                      const VbPerson *person)
{
  g_return_if_fail (VB_IS_PLAN_SECTION (self));

  forget (self);
  if (self->person == NULL || person == NULL || !g_str_equal (self->person->id, person->id))
    clear (self);
  g_clear_pointer (&self->person, vb_person_free);
  if (person == NULL)
    return;
  self->person = vb_person_copy (person);
  self->store = g_object_ref (store);
  self->loading = g_cancellable_new ();
  vb_plans_look_up_async (store, person->id, self->loading, found_cb,
                          vb_call_new (self, self->loading));
}
