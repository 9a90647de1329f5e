/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-plan.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-bsn.h"

#define EVALUATE_DAYS 42

VB_SHAPE_DEFINE_PLAIN (vb_goal, VbGoal, "goal", 1,
  VB_SHAPE_TEXT_OF (VbGoal, id), VB_SHAPE_TEXT_OF (VbGoal, plan_id),
  VB_SHAPE_TEXT_OF (VbGoal, conversation_id), VB_SHAPE_TEXT_OF (VbGoal, priority_id),
  VB_SHAPE_TEXT_OF (VbGoal, words), VB_SHAPE_TEXT_OF (VbGoal, wants),
  VB_SHAPE_TEXT_OF (VbGoal, can), VB_SHAPE_TEXT_OF (VbGoal, needs),
  VB_SHAPE_TEXT_OF (VbGoal, domain), VB_SHAPE_TEXT_OF (VbGoal, dimension),
  VB_SHAPE_TEXT_OF (VbGoal, need_code), VB_SHAPE_TEXT_OF (VbGoal, state),
  VB_SHAPE_FLAG_OF (VbGoal, shared))

VB_SHAPE_DEFINE_PLAIN (vb_action, VbAction, "plan_action", 1,
  VB_SHAPE_TEXT_OF (VbAction, id), VB_SHAPE_TEXT_OF (VbAction, plan_id),
  VB_SHAPE_TEXT_OF (VbAction, goal_id), VB_SHAPE_TEXT_OF (VbAction, what),
  VB_SHAPE_TEXT_OF (VbAction, by), VB_SHAPE_TEXT_OF (VbAction, who),
  VB_SHAPE_TEXT_OF (VbAction, contact_id), VB_SHAPE_TEXT_OF (VbAction, service_id),
  VB_SHAPE_FLAG_OF (VbAction, first_step), VB_SHAPE_TEXT_OF (VbAction, due_on),
  VB_SHAPE_TEXT_OF (VbAction, state), VB_SHAPE_TEXT_OF (VbAction, state_note),
  VB_SHAPE_FLAG_OF (VbAction, shared))

VB_SHAPE_DEFINE (vb_plan, VbPlan, "plan", 1,
  VB_SHAPE_TEXT_OF (VbPlan, id), VB_SHAPE_TEXT_OF (VbPlan, person_id),
  VB_SHAPE_TEXT_OF (VbPlan, household_id), VB_SHAPE_TEXT_OF (VbPlan, state),
  VB_SHAPE_TEXT_OF (VbPlan, director_id), VB_SHAPE_TEXT_OF (VbPlan, director),
  VB_SHAPE_TEXT_OF (VbPlan, started_on), VB_SHAPE_TEXT_OF (VbPlan, evaluate_on),
  VB_SHAPE_TEXT_OF (VbPlan, closed_on), VB_SHAPE_TEXT_OF (VbPlan, directors_note),
  VB_SHAPE_TEXT_OF (VbPlan, own_note),
  VB_SHAPE_STAMP_OF (VbPlan, changed_at))

/* Gives a record as it comes from the store its lists. */
static VbPlan *
plan_alloc (gpointer record)
{
  VbPlan *self = record;

  self->goals = vb_shape_new_list (&vb_goal_shape);
  self->actions = vb_shape_new_list (&vb_action_shape);
  return self;
}

VbPlan *
vb_plan_new (const char *person_id,
             const char *today)
{
  VbPlan *self;
  GDate day;

  g_return_val_if_fail (person_id != NULL && vb_time_read_date (today, &day), NULL);

  g_date_add_days (&day, EVALUATE_DAYS);
  self = plan_alloc (vb_shape_new (&vb_plan_shape));
  self->person_id = g_strdup (person_id);
  self->state = g_strdup ("active");
  self->started_on = g_strdup (today);
  self->evaluate_on = vb_time_write_date (&day);
  return self;
}

VbPlan *
vb_plan_copy (const VbPlan *self)
{
  VbPlan *copy = vb_shape_copy (&vb_plan_shape, self);

  copy->goals = vb_shape_copy_list (&vb_goal_shape, self->goals);
  copy->actions = vb_shape_copy_list (&vb_action_shape, self->actions);
  return copy;
}

void
vb_plan_free (VbPlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->goals, g_ptr_array_unref);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  vb_shape_free (&vb_plan_shape, self);
}

VbGoal *
vb_plan_add_goal (VbPlan     *self,
                  const char *words)
{
  VbGoal *goal = vb_shape_new (&vb_goal_shape);

  goal->plan_id = g_strdup (self->id);
  goal->words = g_strdup (words);
  goal->state = g_strdup ("active");
  g_ptr_array_add (self->goals, goal);
  return goal;
}

VbAction *
vb_plan_add_action (VbPlan       *self,
                    const VbGoal *goal,
                    const char   *what,
                    const char   *by)
{
  VbAction *action = vb_shape_new (&vb_action_shape);

  action->plan_id = g_strdup (self->id);
  action->goal_id = goal != NULL ? g_strdup (goal->id) : NULL;
  action->what = g_strdup (what);
  action->by = g_strdup (by);
  action->state = g_strdup ("open");
  g_ptr_array_add (self->actions, action);
  return action;
}

/* The words of a shared goal are shared, not the talk they come from. */
static void
forget_background (VbGoal *goal)
{
  char **texts[] = { &goal->conversation_id, &goal->priority_id, &goal->wants, &goal->can,
                     &goal->needs };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

VbPlan *
vb_plan_dup_for_household (const VbPlan *self,
                           gboolean      shares)
{
  VbPlan *copy = vb_plan_copy (self);

  g_clear_pointer (&copy->own_note, g_free);
  g_clear_pointer (&copy->directors_note, g_free);
  for (guint i = copy->goals->len; i > 0; i--)
    {
      VbGoal *goal = g_ptr_array_index (copy->goals, i - 1);

      if (!shares || !goal->shared)
        g_ptr_array_remove_index (copy->goals, i - 1);
      else
        forget_background (goal);
    }
  for (guint i = copy->actions->len; i > 0; i--)
    {
      VbAction *action = g_ptr_array_index (copy->actions, i - 1);

      if (!shares || !action->shared)
        g_ptr_array_remove_index (copy->actions, i - 1);
      else
        /* The goal it serves may be one that is not shared. */
        g_clear_pointer (&action->goal_id, g_free);
    }
  return copy;
}

/* ------------------------------------------------------------------ checks */

static void
want (GArray        *errors,
      gboolean       fine,
      const VbShape *shape,
      guint          record,
      const char    *column,
      const char    *message)
{
  if (!fine)
    vb_shape_errors_add (errors, shape, record, column, message);
}

static gboolean
own_side_acts (const VbPlan *self)
{
  for (guint i = 0; i < self->actions->len; i++)
    {
      const VbAction *action = g_ptr_array_index (self->actions, i);

      if (g_strcmp0 (action->by, "professional") != 0
          && g_strcmp0 (action->state, "dropped") != 0)
        return TRUE;
    }
  return self->actions->len == 0;
}

static void
check_action (GArray         *errors,
              guint           index,
              const VbAction *action)
{
  static const char *const by[] = { "person", "network", "professional", NULL };
  static const char *const states[] = { "open", "busy", "done", "dropped", NULL };
  const VbShape *shape = &vb_action_shape;

  want (errors, action->what != NULL, shape, index, "what", N_("Write what will be done"));
  want (errors, action->by != NULL && g_strv_contains (by, action->by), shape, index, "by",
        N_("Choose who does it"));
  want (errors, action->state != NULL && g_strv_contains (states, action->state), shape, index,
        "state", N_("Choose one of the list"));
  want (errors, g_strcmp0 (action->state, "dropped") != 0 || action->state_note != NULL, shape,
        index, "state_note", N_("Write in a few words why"));
  want (errors, action->due_on == NULL || vb_time_is_date (action->due_on), shape, index,
        "due_on", N_("Write the date as 2026-12-31"));
  vb_bsn_check (errors, shape, index, action, NULL);
}

/**
 * vb_plan_validate:
 *
 * Returns: (transfer full) (element-type VbShapeError): what is wrong, empty when nothing is
 */
GArray *
vb_plan_validate (const VbPlan *self)
{
  GArray *errors = vb_shape_errors_new ();

  want (errors, vb_time_is_date (self->started_on), &vb_plan_shape, 0, "started_on",
        N_("Write the date as 2026-12-31"));
  want (errors, vb_time_is_date (self->evaluate_on), &vb_plan_shape, 0, "evaluate_on",
        N_("Choose a day to look back"));
  want (errors, g_strcmp0 (self->started_on, self->evaluate_on) <= 0, &vb_plan_shape, 0,
        "evaluate_on", N_("The end lies before the beginning"));
  want (errors, own_side_acts (self) || self->own_note != NULL, &vb_plan_shape, 0, "own_note",
        N_("Nobody of the person's own side does anything: write why"));
  vb_bsn_check (errors, &vb_plan_shape, 0, self, NULL);
  for (guint i = 0; i < self->goals->len; i++)
    {
      const VbGoal *goal = g_ptr_array_index (self->goals, i);

      want (errors, goal->words != NULL, &vb_goal_shape, i, "words",
            N_("Write the goal in the person's own words"));
      vb_bsn_check (errors, &vb_goal_shape, i, goal, NULL);
    }
  for (guint i = 0; i < self->actions->len; i++)
    check_action (errors, i, g_ptr_array_index (self->actions, i));
  return errors;
}
