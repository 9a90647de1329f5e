/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-shape.h"

G_BEGIN_DECLS

/* The plan that person and professional make together: goals in the person's own words, actions by
 * the person, their network and professionals, one director, a day to look back. */

typedef struct
{
  char *id;
  char *plan_id;
  char *conversation_id;
  char *priority_id;
  char *words; /* the person's own */
  char *wants; /* the three questions */
  char *can;
  char *needs;
  char *domain;
  char *dimension;
  char *need_code;
  char *state; /* proposed, active, completed, cancelled */
  gboolean shared; /* the household may see it */
} VbGoal;

typedef struct
{
  char *id;
  char *plan_id;
  char *goal_id;
  char *what;
  char *by; /* person, network, professional */
  char *who;
  char *contact_id; /* a function on the social map */
  char *service_id;
  gboolean first_step;
  char *due_on;
  char *state; /* open, busy, done, dropped */
  char *state_note;
  gboolean shared;
} VbAction;

typedef struct
{
  char *id;
  char *person_id;
  char *household_id;
  char *state; /* draft, active, completed, revoked */
  char *director_id; /* a function on the social map */
  char *director;
  char *started_on;
  char *evaluate_on;
  char *closed_on;
  char *directors_note; /* why the household has two directors */
  char *own_note; /* why nobody of the person's own side does anything */
  gint64 changed_at;
  GPtrArray *goals;   /* of VbGoal */
  GPtrArray *actions; /* of VbAction */
} VbPlan;

extern const VbShape vb_plan_shape;
extern const VbShape vb_goal_shape;
extern const VbShape vb_action_shape;

/* To be looked back at in six weeks. */
VbPlan   *vb_plan_new    (const char *person_id, const char *today);
VbPlan   *vb_plan_copy   (const VbPlan *self);
void      vb_plan_free   (VbPlan *self);
void      vb_goal_free   (VbGoal *self);
void      vb_action_free (VbAction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPlan, vb_plan_free)

VbGoal   *vb_plan_add_goal   (VbPlan *self, const char *words);
/* @goal: (nullable); @by: person, network, professional */
VbAction *vb_plan_add_action (VbPlan *self, const VbGoal *goal, const char *what, const char *by);
GArray   *vb_plan_validate   (const VbPlan *self);

/* (transfer full): what another member of the household may see of it: the day, the director, and
 * the goals and actions that were shared, in so far as the person agreed to share */
VbPlan   *vb_plan_dup_for_household (const VbPlan *self, gboolean shares);

G_END_DECLS
