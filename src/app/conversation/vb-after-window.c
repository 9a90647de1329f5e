/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-after-window.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-director-box.h"
#include "app/conversation/vb-pick-field.h"
#include "app/conversation/vb-plan-row.h"
#include "app/conversation/vb-summary.h"
#include "app/conversation/vb-talk-paper.h"
#include "app/conversation/vb-talk-window.h"
#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-brief-clipboard.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"
#include "core/store/vb-access-log.h"

struct _VbAfterWindow
{
  AdwWindow parent_instance;

  GtkWidget *column;
  GtkWidget *life_box;
  GtkWidget *violence_box;
  GtkWidget *capacity_box;
  GtkWidget *plan_box;
  GtkWidget *no_plan_label;
  GtkWidget *actions;
  GtkCheckButton *goal_check;
  VbPersonField *evaluate_field;
  GtkLabel *earlier_label;
  GtkLabel *others_label;
  GtkLabel *state_label;

  VbDirectorBox *director_box;
  GtkWidget *running_box;
  GtkWidget *going_out;

  VbTalk *talk;
  GCancellable *cancellable;
  gboolean plan_only; /* it came from no conversation */
  gboolean alone;    /* no window of the conversation keeps what is typed here */
  gboolean new_goal; /* was asked for, beside the one that runs */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbAfterWindow, vb_after_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ which value is which */

typedef struct
{
  const char *column;
  gsize offset;
} Member;

#define TALK(column) { #column, G_STRUCT_OFFSET (VbConversation, column) }
#define GOAL(column) { #column, G_STRUCT_OFFSET (VbGoal, column) }
#define PLAN(column) { #column, G_STRUCT_OFFSET (VbPlan, column) }

static const Member talk_members[] = {
  TALK (stands_out), TALK (glad_about), TALK (wants_different), TALK (first_step),
  TALK (teach_back), TALK (teach_back_words), TALK (spoken_language), TALK (interpreter),
  TALK (poverty), TALK (copy_given), { NULL, 0 },
};

static const Member goal_members[] = {
  GOAL (words), GOAL (wants), GOAL (can), GOAL (needs), { NULL, 0 },
};

static const Member plan_members[] = {
  PLAN (own_note), PLAN (director), { NULL, 0 },
};

/* (nullable): %NULL when @column is none of them */
static char **
find_member (gpointer      record,
             const Member *members,
             const char   *column)
{
  for (guint i = 0; record != NULL && members[i].column != NULL; i++)
    if (g_strcmp0 (members[i].column, column) == 0)
      return G_STRUCT_MEMBER_P (record, members[i].offset);
  return NULL;
}

static gboolean
is_running (const VbGoal *goal)
{
  return g_strcmp0 (goal->state, "completed") != 0 && g_strcmp0 (goal->state, "cancelled") != 0;
}

/* (nullable): the last one that is not over */
static VbGoal *
find_running_goal (VbPlanning *planning)
{
  VbPlan *plan = vb_planning_get (planning);

  for (guint i = plan != NULL ? plan->goals->len : 0; i > 0; i--)
    {
      VbGoal *goal = g_ptr_array_index (plan->goals, i - 1);

      if (is_running (goal))
        return goal;
    }
  return NULL;
}

/* (nullable): that of this conversation; else the one that runs, so that nobody types it twice */
static VbGoal *
find_goal (VbAfterWindow *self)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  VbGoal *goal = planning != NULL
                 ? vb_planning_find_goal (planning, vb_talk_get (self->talk)->id) : NULL;

  if (goal != NULL || planning == NULL || self->new_goal)
    return goal;
  return find_running_goal (planning);
}

static VbGoal *
need_goal (VbAfterWindow *self)
{
  VbGoal *goal = find_goal (self);

  if (goal != NULL)
    return goal;
  if (self->plan_only)
    return vb_plan_add_goal (vb_planning_need (vb_talk_get_planning (self->talk)), NULL);
  return vb_talk_need_goal (self->talk);
}

/* ------------------------------------------------------------------ typing */

static void
talk_text_cb (VbPersonField *field,
              VbAfterWindow *self)
{
  char **text = find_member (vb_talk_get (self->talk), talk_members,
                             vb_person_field_get_column (field));

  if (!self->showing && text != NULL)
    vb_talk_type (self->talk, text, vb_person_field_get_text (field));
}

static void
talk_pick_cb (VbPickField   *field,
              VbAfterWindow *self)
{
  char **text = find_member (vb_talk_get (self->talk), talk_members,
                             vb_pick_field_get_column (field));

  if (!self->showing && text != NULL)
    vb_talk_type (self->talk, text, vb_pick_field_get_code (field));
}

static void
goal_text_cb (VbPersonField *field,
              VbAfterWindow *self)
{
  char **text;

  if (self->showing)
    return;
  text = find_member (need_goal (self), goal_members,
                      vb_person_field_get_column (field));
  vb_planning_type (vb_talk_get_planning (self->talk), text, vb_person_field_get_text (field));
}

static void
goal_shared_cb (VbAfterWindow *self)
{
  if (self->showing)
    return;
  need_goal (self)->shared = gtk_check_button_get_active (self->goal_check);
  vb_planning_say (vb_talk_get_planning (self->talk));
}

static void
plan_text_cb (VbPersonField *field,
              VbAfterWindow *self)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);

  if (!self->showing)
    vb_planning_type (planning, find_member (vb_planning_need (planning), plan_members,
                                             vb_person_field_get_column (field)),
                      vb_person_field_get_text (field));
}

/* A household has one who keeps the overview: where another is named elsewhere, it is asked first
 * who it is from now on, and nothing is in the plan until then. */
static void
director_cb (VbPersonField *field,
             VbAfterWindow *self)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  const char *typed = vb_person_field_get_text (field);
  VbPlan *plan;

  if (self->showing)
    return;
  vb_director_box_ask (self->director_box, planning, typed);
  if (vb_director_box_is_asking (self->director_box))
    return;
  plan = vb_planning_need (planning);
  if (g_strcmp0 (plan->director, typed) != 0)
    {
      g_clear_pointer (&plan->director_id, g_free);
      g_clear_pointer (&plan->directors_note, g_free);
    }
  vb_planning_type (planning, &plan->director, typed);
}

static void
evaluate_cb (VbPersonField *field,
             VbAfterWindow *self)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  const char *typed = vb_person_field_get_text (field);
  g_autofree char *date = typed != NULL ? vb_time_dup_date (typed) : NULL;

  if (self->showing)
    return;
  vb_person_field_set_error (field, date != NULL ? NULL : _("Write the date as 31-12-2026"));
  if (date != NULL)
    vb_planning_type (planning, &vb_planning_need (planning)->evaluate_on, date);
}

/* The name of the button says which step it is: "life doctor". */
static void
safety_cb (GtkCheckButton *button,
           VbAfterWindow  *self)
{
  g_auto(GStrv) parts = g_strsplit (gtk_widget_get_name (GTK_WIDGET (button)), " ", 2);
  g_autofree char *today = vb_time_today ();

  if (self->showing)
    return;
  vb_conversation_set_safety (vb_talk_get (self->talk), parts[0], parts[1],
                              gtk_check_button_get_active (button) ? today : NULL);
  vb_talk_say (self->talk);
}

/* ------------------------------------------------------------------ the actions */

static void
removed_cb (VbAfterWindow *self,
            VbPlanRow     *row)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  VbAction *action = vb_plan_row_get_action (row);

  gtk_box_remove (GTK_BOX (self->actions), GTK_WIDGET (row));
  g_ptr_array_remove (vb_planning_get (planning)->actions, action);
  vb_planning_say (planning);
}

static GtkWidget *
add_row (VbAfterWindow *self,
         VbAction      *action)
{
  GtkWidget *row = vb_plan_row_new (vb_talk_get_planning (self->talk), action);

  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->actions), row);
  return row;
}

/* It is kept as soon as it says what will be done. */
static void
add_cb (VbAfterWindow *self)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);

  if (!vb_planning_is_ready (planning) || vb_planning_get_error (planning) != NULL)
    return;
  gtk_widget_child_focus (add_row (self, vb_plan_add_action (vb_planning_need (planning),
                                                             find_goal (self), NULL, "person")),
                          GTK_DIR_TAB_FORWARD);
}

/* ------------------------------------------------------------------ showing */

static void
show_field (VbAfterWindow *self,
            GtkWidget     *widget)
{
  VbConversation *talk = vb_talk_get (self->talk);
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  VbPlan *plan = planning != NULL ? vb_planning_get (planning) : NULL;

  if (VB_IS_PICK_FIELD (widget))
    {
      char **code = find_member (talk, talk_members,
                                 vb_pick_field_get_column (VB_PICK_FIELD (widget)));

      if (code != NULL)
        vb_pick_field_set_code (VB_PICK_FIELD (widget), *code);
    }
  else if (VB_IS_PERSON_FIELD (widget))
    {
      const char *column = vb_person_field_get_column (VB_PERSON_FIELD (widget));
      char **text = find_member (talk, talk_members, column);

      if (text == NULL)
        text = find_member (find_goal (self), goal_members, column);
      if (text == NULL)
        text = find_member (plan, plan_members, column);
      vb_person_field_set_text (VB_PERSON_FIELD (widget), text != NULL ? *text : NULL);
    }
}

static void
show_step (VbAfterWindow *self,
           GtkWidget     *widget)
{
  g_auto(GStrv) parts = g_strsplit (gtk_widget_get_name (widget), " ", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget),
                                 vb_conversation_find_safety (vb_talk_get (self->talk), parts[0],
                                                              parts[1]) != NULL);
}

/* Every field under @parent but those of the actions, which show themselves. */
static void
show_fields (VbAfterWindow *self,
             GtkWidget     *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (child == self->actions || child == GTK_WIDGET (self->evaluate_field)
          || child == GTK_WIDGET (self->director_box))
        continue;
      if (VB_IS_PERSON_FIELD (child) || VB_IS_PICK_FIELD (child))
        show_field (self, child);
      else if (GTK_IS_CHECK_BUTTON (child) && child != GTK_WIDGET (self->goal_check))
        show_step (self, child);
      else
        show_fields (self, child);
    }
}

static void
show_others (VbAfterWindow *self)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  GPtrArray *others = vb_planning_get_others (planning);
  const VbPlan *own = vb_planning_get (planning);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      const VbPlan *plan = g_ptr_array_index (others, i);

      if (plan->director != NULL)
        g_string_append_printf (text, "\n%s: %s", _("Who keeps the overview"), plan->director);
      if (own != NULL && own->directors_note != NULL
          && g_strcmp0 (plan->director, own->director) != 0)
        g_string_append_printf (text, "\n%s: %s", _("Why two keep the overview"),
                                own->directors_note);
      for (guint j = 0; j < plan->goals->len; j++)
        g_string_append_printf (text, "\n• %s",
                                ((VbGoal *) g_ptr_array_index (plan->goals, j))->words);
      for (guint j = 0; j < plan->actions->len; j++)
        g_string_append_printf (text, "\n– %s",
                                ((VbAction *) g_ptr_array_index (plan->actions, j))->what);
    }
  if (text->len > 0)
    g_string_prepend (text, _("In the same household, as far as the others share it:"));
  gtk_label_set_label (self->others_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->others_label), text->len > 0);
}

/* What goes on besides @shown is told apart from it, and behind it. */
static void
show_earlier (VbAfterWindow *self,
              const VbPlan  *plan,
              const VbGoal  *shown)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; plan != NULL && i < plan->goals->len; i++)
    {
      const VbGoal *goal = g_ptr_array_index (plan->goals, i);

      if (goal != shown && is_running (goal) && goal->words != NULL && *goal->words != '\0')
        g_string_append_printf (text, "\n• %s", goal->words);
    }
  if (text->len > 0)
    g_string_prepend (text, _("Goals from an earlier talk, which go on:"));
  gtk_label_set_label (self->earlier_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->earlier_label), text->len > 0);
}

static void
show_plan (VbAfterWindow *self)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  gboolean possible = planning != NULL && vb_planning_is_ready (planning)
                      && vb_planning_get_error (planning) == NULL;
  const VbPlan *plan = possible ? vb_planning_get (planning) : NULL;
  g_autofree char *day = plan != NULL ? vb_words_short_date (plan->evaluate_on) : NULL;
  const VbGoal *goal = find_goal (self);

  gtk_widget_set_visible (self->running_box,
                          !self->plan_only && goal != NULL && g_strcmp0 (goal->conversation_id,
                                                     vb_talk_get (self->talk)->id) != 0);
  gtk_widget_set_visible (self->plan_box, possible);
  gtk_widget_set_visible (self->no_plan_label, planning == NULL);
  if (!possible)
    return;
  vb_person_field_set_text (self->evaluate_field, day);
  gtk_check_button_set_active (self->goal_check, goal != NULL && goal->shared);
  gtk_widget_set_visible (GTK_WIDGET (self->goal_check), vb_planning_has_household (planning));
  show_earlier (self, plan, goal);
  show_others (self);
  vb_director_box_ask (self->director_box, planning,
                       plan != NULL && plan->directors_note == NULL ? plan->director : NULL);
  for (guint i = 0; plan != NULL && i < plan->actions->len; i++)
    add_row (self, g_ptr_array_index (plan->actions, i));
}

static void
show (VbAfterWindow *self)
{
  const VbConversation *talk = vb_talk_get (self->talk);
  GtkWidget *row;

  self->showing = TRUE;
  while ((row = gtk_widget_get_first_child (self->actions)) != NULL)
    gtk_box_remove (GTK_BOX (self->actions), row);
  show_plan (self);
  show_fields (self, self->column);
  gtk_widget_set_visible (self->life_box, vb_conversation_asks_for_safety (talk, "life"));
  gtk_widget_set_visible (self->violence_box, vb_conversation_asks_for_safety (talk, "violence"));
  gtk_widget_set_visible (self->capacity_box, vb_conversation_asks_for_safety (talk, "capacity"));
  self->showing = FALSE;
}

static void
settled_cb (VbAfterWindow *self)
{
  show (self);
}

static void
new_goal_cb (VbAfterWindow *self)
{
  self->new_goal = TRUE;
  show (self);
  gtk_widget_child_focus (self->plan_box, GTK_DIR_TAB_FORWARD);
}

/* ------------------------------------------------------------------ going out */

static void
say (VbAfterWindow *self,
     const char    *text,
     gboolean       wrong)
{
  gtk_label_set_label (self->state_label, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "error");
}

static void
say_error (VbAfterWindow *self,
           const GError  *error)
{
  g_autofree char *text = g_strdup_printf ("%s. %s", vb_error_title (error),
                                           vb_error_advice (error));

  say (self, text, TRUE);
}

static void
logged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAfterWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean logged = vb_plans_log_paper_finish (VB_STORE (source), result, &error);
  g_autofree char *summary = NULL;
  g_autofree char *text = NULL;

  if (vb_call_is_over (call))
    return;
  if (!logged)
    {
      say_error (self, error);
      return;
    }
  summary = vb_summary_new (self->talk);
  vb_brief_clipboard_copy (gtk_widget_get_clipboard (GTK_WIDGET (self)), summary, source);
  text = g_strdup_printf (_("Copied. Paste it within %d seconds: then it is wiped."),
                          VB_BRIEF_SECONDS);
  say (self, text, FALSE);
}

static void
copy_cb (VbAfterWindow *self)
{
  const VbConversation *talk = vb_talk_get (self->talk);

  vb_plans_log_paper_async (vb_talk_get_store (self->talk), VB_EVENT_COPY, "conversation",
                            talk->id, talk->person_id, "summary", self->cancellable, logged_cb,
                            vb_call_new (self, self->cancellable));
}

static void
paper_cb (VbAfterWindow *self)
{
  gtk_window_present (vb_talk_paper_new (GTK_WINDOW (self), self->talk));
}

/* ------------------------------------------------------------------ what became of it */

static void
kept_cb (VbAfterWindow *self)
{
  if (!vb_talk_has_failed (self->talk))
    say (self, _("Everything is kept."), FALSE);
}

static void
not_kept_cb (VbAfterWindow *self,
             const GError  *error)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  const char *problem = planning != NULL && vb_planning_has_failed (planning)
                        ? vb_planning_find_problem (planning) : NULL;
  g_autofree char *text = NULL;

  if (problem == NULL)
    {
      say_error (self, error);
      return;
    }
  text = g_strdup_printf (_("The plan is not complete, and not kept yet. %s."), _(problem));
  say (self, text, TRUE);
}

static gboolean
vb_after_window_close_request (GtkWindow *window)
{
  VbAfterWindow *self = VB_AFTER_WINDOW (window);

  if (vb_director_box_is_asking (self->director_box))
    {
      say (self, _("Say first who keeps the overview from now on, or empty that field."), TRUE);
      gtk_widget_child_focus (GTK_WIDGET (self->director_box), GTK_DIR_TAB_FORWARD);
      return GDK_EVENT_STOP;
    }
  vb_talk_keep (self->talk);
  return GTK_WINDOW_CLASS (vb_after_window_parent_class)->close_request (window);
}

static void
vb_after_window_dispose (GObject *object)
{
  VbAfterWindow *self = VB_AFTER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->alone && self->talk != NULL)
    vb_talk_keep_at_once (self->talk);
  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_AFTER_WINDOW);

  G_OBJECT_CLASS (vb_after_window_parent_class)->dispose (object);
}

static void
vb_after_window_finalize (GObject *object)
{
  g_clear_object (&VB_AFTER_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (vb_after_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, column);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, life_box);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, violence_box);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, capacity_box);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, plan_box);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, no_plan_label);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, actions);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, goal_check);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, evaluate_field);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, others_label);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, earlier_label);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, state_label);
}

static void
vb_after_window_class_init (VbAfterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_after_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_after_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_after_window_close_request;

  g_type_ensure (VB_TYPE_DIRECTOR_BOX);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_PICK_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-after-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, talk_text_cb);
  gtk_widget_class_bind_template_callback (widget_class, talk_pick_cb);
  gtk_widget_class_bind_template_callback (widget_class, goal_text_cb);
  gtk_widget_class_bind_template_callback (widget_class, goal_shared_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_text_cb);
  gtk_widget_class_bind_template_callback (widget_class, evaluate_cb);
  gtk_widget_class_bind_template_callback (widget_class, safety_cb);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, running_box);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, director_box);
  gtk_widget_class_bind_template_callback (widget_class, director_cb);
  gtk_widget_class_bind_template_callback (widget_class, settled_cb);
  gtk_widget_class_bind_template_child (widget_class, VbAfterWindow, going_out);
  gtk_widget_class_bind_template_callback (widget_class, new_goal_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, paper_cb);
}

static void
vb_after_window_init (VbAfterWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_after_window_new (GtkWindow *parent,
                     VbTalk    *talk)
{
  VbAfterWindow *self = g_object_new (VB_TYPE_AFTER_WINDOW, "transient-for", parent, NULL);
  VbPlanning *planning = vb_talk_get_planning (talk);

  self->talk = g_object_ref (talk);
  g_signal_connect_object (talk, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "not-kept", G_CALLBACK (not_kept_cb), self, G_CONNECT_SWAPPED);
  if (planning != NULL)
    g_signal_connect_object (planning, "ready", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WINDOW (self);
}

/* ------------------------------------------------------------------ without its conversation */

/* Nothing was talked about: there is no looking back, and nothing to copy or to take home of it. */
static void
show_plan_only (VbAfterWindow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (self->plan_box);

  self->plan_only = self->alone = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == self->plan_box);
  gtk_widget_set_visible (self->going_out, FALSE);
  gtk_window_set_title (GTK_WINDOW (self), _("Plan"));
  show (self);
}

void
vb_after_window_open_plan (GtkWindow      *parent,
                           VbStore        *store,
                           const VbPerson *person)
{
  g_autoptr(VbTalk) talk = vb_talk_new (store);
  GtkWindow *window;

  vb_talk_begin_plan (talk, person, VB_FOUR_DOMAINS);
  if (vb_talk_get (talk) == NULL)
    return;
  window = vb_after_window_new (parent, talk);
  show_plan_only (VB_AFTER_WINDOW (window));
  gtk_window_present (window);
}

typedef struct
{
  VbTalk *talk;
  GWeakRef parent;
} Opening;

/* (transfer full) (nullable): whose window it comes above; %NULL when that is gone */
static GtkWindow *
opening_end (Opening *self)
{
  GtkWindow *parent = g_weak_ref_get (&self->parent);

  g_signal_handlers_disconnect_by_data (self->talk, self);
  g_weak_ref_clear (&self->parent);
  g_object_unref (self->talk);
  g_free (self);
  return parent;
}

static void
opened_cb (VbTalk  *talk,
           Opening *opening)
{
  g_autoptr(VbTalk) kept = g_object_ref (talk);
  g_autoptr(GtkWindow) parent = opening_end (opening);
  GtkWindow *window;

  if (parent == NULL || !gtk_widget_get_mapped (GTK_WIDGET (parent)))
    return;
  window = vb_after_window_new (parent, talk);
  VB_AFTER_WINDOW (window)->alone = TRUE;
  gtk_window_present (window);
}

static void
not_opened_cb (VbTalk       *talk,
               const GError *error,
               Opening      *opening)
{
  g_autoptr(VbTalk) kept = g_object_ref (talk);
  g_autoptr(GtkWindow) parent = opening_end (opening);
  GtkWidget *dialog;

  if (parent == NULL || !gtk_widget_get_mapped (GTK_WIDGET (parent)))
    return;
  dialog = adw_message_dialog_new (parent, vb_error_title (error), vb_error_advice (error));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
vb_after_window_open (GtkWindow  *parent,
                      VbStore    *store,
                      const char *conversation_id)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->talk = vb_talk_new (store);
  g_weak_ref_init (&opening->parent, parent);
  g_signal_connect (opening->talk, "ready", G_CALLBACK (opened_cb), opening);
  g_signal_connect (opening->talk, "failed", G_CALLBACK (not_opened_cb), opening);
  vb_talk_open (opening->talk, conversation_id);
}
