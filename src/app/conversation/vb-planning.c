/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-planning.h"

#include "app/vb-call.h"
#include "core/base/vb-time.h"
#include "core/store/vb-conversations.h"

#define KEEP_AFTER 400 /* milliseconds after the last key */

struct _VbPlanning
{
  GObject parent_instance;

  VbStore *store;
  char *person_id;
  VbPlansAtHand *at_hand; /* (nullable): not known yet; its own plan is as in the store */
  VbPlan *plan;           /* (nullable) */
  VbPlan *sent;           /* (nullable): what is being saved */
  GError *error;          /* (nullable) */
  GCancellable *cancellable;
  guint keep_id;
  gboolean ready;
  gboolean again; /* something changed while it was being saved */
  gboolean ends_others; /* once it is kept, the others name the same director */
  gboolean ended;       /* that is on its way */
  gboolean failed;
};

enum
{
  READY,
  PLANNED,
  KEPT,
  NOT_KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbPlanning, vb_planning, G_TYPE_OBJECT)

/* ------------------------------------------------------------------ keeping */

static void save (VbPlanning *self);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbPlanning) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vb_plans_save_finish (VB_STORE (source), result, &error))
    {
      g_clear_pointer (&self->sent, vb_plan_free);
      self->failed = TRUE;
      g_signal_emit (self, signals[NOT_KEPT], 0, error);
      return;
    }
  self->failed = FALSE;
  if (self->ended && !self->again)
    self->ends_others = FALSE;
  g_clear_pointer (&self->at_hand->own, vb_plan_free);
  self->at_hand->own = g_steal_pointer (&self->sent);
  if (self->again)
    save (self);
  else
    g_signal_emit (self, signals[KEPT], 0);
}

static void
save (VbPlanning *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->sent != NULL)
    {
      self->again = TRUE;
      return;
    }
  self->again = FALSE;
  self->sent = vb_plan_copy (self->plan);
  if (self->ends_others)
    vb_plans_save_as_one_async (self->store, self->at_hand->own, self->sent, NULL, saved_cb,
                                g_object_ref (self));
  else
    vb_plans_save_async (self->store, self->at_hand->own, self->sent, NULL, saved_cb,
                         g_object_ref (self));
  self->ended = self->ends_others;
}

static gboolean
keep_cb (gpointer data)
{
  VbPlanning *self = data;

  self->keep_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

void
vb_planning_say (VbPlanning *self)
{
  g_return_if_fail (VB_IS_PLANNING (self) && self->plan != NULL);

  g_signal_emit (self, signals[PLANNED], 0);
  save (self);
}

void
vb_planning_type (VbPlanning  *self,
                  char       **text,
                  const char  *value)
{
  g_autofree char *copy = NULL;

  g_return_if_fail (VB_IS_PLANNING (self) && self->plan != NULL);

  copy = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  g_free (*text);
  *text = copy != NULL && *copy != '\0' ? g_steal_pointer (&copy) : NULL;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_AFTER, keep_cb, self);
}

void
vb_planning_keep (VbPlanning *self)
{
  g_return_if_fail (VB_IS_PLANNING (self));

  if (self->keep_id != 0 || self->failed)
    save (self);
}

void
vb_planning_keep_at_once (VbPlanning *self)
{
  g_return_if_fail (VB_IS_PLANNING (self));

  vb_planning_keep (self);
  if (self->sent == NULL || !self->again)
    return;
  self->again = FALSE;
  if (self->ends_others)
    vb_plans_save_as_one_async (self->store, self->sent, self->plan, NULL, NULL, NULL);
  else
    vb_plans_save_async (self->store, self->sent, self->plan, NULL, NULL, NULL);
}

gboolean
vb_planning_is_keeping (VbPlanning *self)
{
  g_return_val_if_fail (VB_IS_PLANNING (self), FALSE);

  return self->keep_id != 0 || self->sent != NULL;
}

gboolean
vb_planning_has_failed (VbPlanning *self)
{
  g_return_val_if_fail (VB_IS_PLANNING (self), FALSE);

  return self->failed;
}

const char *
vb_planning_find_problem (VbPlanning *self)
{
  g_autoptr(GArray) errors = NULL;

  g_return_val_if_fail (VB_IS_PLANNING (self), NULL);

  if (self->plan == NULL)
    return NULL;
  errors = vb_plan_validate (self->plan);
  return errors->len > 0 ? g_array_index (errors, VbShapeError, 0).message : NULL;
}

void
vb_planning_give_up (VbPlanning *self)
{
  g_return_if_fail (VB_IS_PLANNING (self));

  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->again = FALSE;
  self->failed = FALSE;
}

/* ------------------------------------------------------------------ who keeps the overview */

const VbPlan *
vb_planning_find_other_director (VbPlanning *self,
                                 const char *director)
{
  GPtrArray *others = vb_planning_get_others (self);

  for (guint i = 0; director != NULL && others != NULL && i < others->len; i++)
    {
      const VbPlan *other = g_ptr_array_index (others, i);

      if (other->director != NULL && g_utf8_collate (other->director, director) != 0)
        return other;
    }
  return NULL;
}

static void
replace (char       **text,
         const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

static void
name (VbPlan     *plan,
      const char *director,
      const char *director_id,
      const char *note)
{
  replace (&plan->director, director);
  replace (&plan->director_id, director_id);
  replace (&plan->directors_note, note);
}

void
vb_planning_name_director (VbPlanning *self,
                           const char *director,
                           const char *director_id,
                           const char *note)
{
  g_return_if_fail (VB_IS_PLANNING (self) && self->at_hand != NULL);

  name (vb_planning_need (self), director, director_id, note);
  vb_planning_say (self);
}

void
vb_planning_name_one_director (VbPlanning *self,
                               const char *director)
{
  GPtrArray *others = vb_planning_get_others (self);
  const char *id;

  g_return_if_fail (VB_IS_PLANNING (self) && self->at_hand != NULL && director != NULL);

  id = g_strcmp0 (vb_planning_need (self)->director, director) == 0 ? self->plan->director_id
                                                                    : NULL;
  name (self->plan, director, id, NULL);
  for (guint i = 0; others != NULL && i < others->len; i++)
    name (g_ptr_array_index (others, i), director, self->plan->director_id, NULL);
  self->ends_others = TRUE;
  vb_planning_say (self);
}

/* ------------------------------------------------------------------ what is in it */

VbPlan *
vb_planning_need (VbPlanning *self)
{
  g_return_val_if_fail (VB_IS_PLANNING (self) && self->at_hand != NULL, NULL);

  if (self->plan == NULL)
    {
      g_autofree char *today = vb_time_today ();

      self->plan = vb_plan_new (self->person_id, today);
      self->plan->household_id = g_strdup (self->at_hand->household_id);
    }
  return self->plan;
}

VbGoal *
vb_planning_find_goal (VbPlanning *self,
                       const char *conversation_id)
{
  g_return_val_if_fail (VB_IS_PLANNING (self), NULL);

  for (guint i = 0; self->plan != NULL && i < self->plan->goals->len; i++)
    {
      VbGoal *goal = g_ptr_array_index (self->plan->goals, i);

      if (g_strcmp0 (goal->conversation_id, conversation_id) == 0)
        return goal;
    }
  return NULL;
}

VbGoal *
vb_planning_need_goal (VbPlanning *self,
                       const char *conversation_id,
                       const char *words)
{
  VbGoal *goal = vb_planning_find_goal (self, conversation_id);

  if (goal != NULL)
    return goal;
  goal = vb_plan_add_goal (vb_planning_need (self), words);
  goal->conversation_id = g_strdup (conversation_id);
  return goal;
}

gboolean
vb_planning_has_service (VbPlanning *self,
                         const char *service_id)
{
  g_return_val_if_fail (VB_IS_PLANNING (self), FALSE);

  for (guint i = 0; self->plan != NULL && i < self->plan->actions->len; i++)
    {
      const VbAction *action = g_ptr_array_index (self->plan->actions, i);

      if (g_strcmp0 (action->service_id, service_id) == 0)
        return TRUE;
    }
  return FALSE;
}

VbAction *
vb_planning_add_service (VbPlanning *self,
                         VbGoal     *goal,
                         const char *service_id,
                         const char *name,
                         const char *organization)
{
  VbAction *action;

  g_return_val_if_fail (VB_IS_PLANNING (self) && service_id != NULL && name != NULL, NULL);

  action = vb_plan_add_action (vb_planning_need (self), goal, name, "person");
  action->service_id = g_strdup (service_id);
  action->who = g_strdup (organization);
  return action;
}

/* ------------------------------------------------------------------ asking */

gboolean
vb_planning_is_ready (VbPlanning *self)
{
  g_return_val_if_fail (VB_IS_PLANNING (self), FALSE);

  return self->ready;
}

const GError *
vb_planning_get_error (VbPlanning *self)
{
  g_return_val_if_fail (VB_IS_PLANNING (self), NULL);

  return self->error;
}

VbPlan *
vb_planning_get (VbPlanning *self)
{
  g_return_val_if_fail (VB_IS_PLANNING (self), NULL);

  return self->plan;
}

GPtrArray *
vb_planning_get_others (VbPlanning *self)
{
  g_return_val_if_fail (VB_IS_PLANNING (self) && self->at_hand != NULL, NULL);

  return self->at_hand->others;
}

gboolean
vb_planning_has_household (VbPlanning *self)
{
  g_return_val_if_fail (VB_IS_PLANNING (self), FALSE);

  return self->at_hand != NULL && self->at_hand->household_id != NULL;
}

/* ------------------------------------------------------------------ object */

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPlanning *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlansAtHand) at_hand = vb_plans_look_up_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  self->ready = TRUE;
  self->error = g_steal_pointer (&error);
  self->at_hand = g_steal_pointer (&at_hand);
  if (self->at_hand != NULL && self->at_hand->own != NULL)
    self->plan = vb_plan_copy (self->at_hand->own);
  g_signal_emit (self, signals[READY], 0);
}

static void
vb_planning_dispose (GObject *object)
{
  VbPlanning *self = VB_PLANNING (object);

  if (self->keep_id != 0)
    save (self);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (vb_planning_parent_class)->dispose (object);
}

static void
vb_planning_finalize (GObject *object)
{
  VbPlanning *self = VB_PLANNING (object);

  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->person_id);
  g_clear_pointer (&self->at_hand, vb_plans_at_hand_free);
  g_clear_pointer (&self->plan, vb_plan_free);
  g_clear_pointer (&self->sent, vb_plan_free);

  G_OBJECT_CLASS (vb_planning_parent_class)->finalize (object);
}

static void
vb_planning_class_init (VbPlanningClass *klass)
{
  static const char *const names[N_SIGNALS] = {
    [READY] = "ready", [PLANNED] = "planned", [KEPT] = "kept", [NOT_KEPT] = "not-kept",
  };

  G_OBJECT_CLASS (klass)->dispose = vb_planning_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_planning_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = i == NOT_KEPT
                 ? g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR)
                 : g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
vb_planning_init (VbPlanning *self)
{
  self->cancellable = g_cancellable_new ();
}

VbPlanning *
vb_planning_new (VbStore    *store,
                 const char *person_id)
{
  VbPlanning *self = g_object_new (VB_TYPE_PLANNING, NULL);

  self->store = g_object_ref (store);
  self->person_id = g_strdup (person_id);
  vb_plans_look_up_async (store, person_id, self->cancellable, looked_up_cb,
                          vb_call_new (self, self->cancellable));
  return self;
}
