/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-wish.h"
#include "core/store/vb-plans.h"

G_BEGIN_DECLS

/**
 * VbPlanning:
 *
 * The plan of a person while it is being made: the one that is not over, or a new one from the
 * first thing that is put in it. What changes is kept at once, what is typed when the typing
 * pauses. What is not complete is not kept until it is, and says what is missing.
 *
 * Signals: "ready", it is known whether there is a plan; "planned", something changed; "kept";
 * "not-kept" (GError).
 */
#define VB_TYPE_PLANNING (vb_planning_get_type ())
G_DECLARE_FINAL_TYPE (VbPlanning, vb_planning, VB, PLANNING, GObject)

VbPlanning   *vb_planning_new       (VbStore *store, const char *person_id);
gboolean      vb_planning_is_ready  (VbPlanning *self);
/* (nullable): why it could not be looked up */
const GError *vb_planning_get_error (VbPlanning *self);
/* (nullable): there is none yet */
VbPlan       *vb_planning_get       (VbPlanning *self);
/* (element-type VbPlan): of the others in the household, as far as they share them */
GPtrArray    *vb_planning_get_others (VbPlanning *self);
gboolean      vb_planning_has_household (VbPlanning *self);

/* The plan, made when there is none. */
VbPlan       *vb_planning_need      (VbPlanning *self);
/* The goal that came from a conversation, made with @words when there is none. After "ready". */
VbGoal       *vb_planning_need_goal (VbPlanning *self, const char *conversation_id,
                                     const char *words);
/* (nullable): %NULL when that conversation has none */
VbGoal       *vb_planning_find_goal (VbPlanning *self, const char *conversation_id);
/* Puts going to something on the social map in the plan. @organization: (nullable) */
VbAction     *vb_planning_add_service (VbPlanning *self, VbGoal *goal, const char *service_id,
                                       const char *name, const char *organization);
/* Whether something on the social map is in the plan already. */
gboolean      vb_planning_has_service (VbPlanning *self, const char *service_id);

/* (nullable): a plan of another in the household that names another than @director */
const VbPlan *vb_planning_find_other_director (VbPlanning *self, const char *director);
/* Who keeps the overview in this plan. @note: (nullable): why another does so in another plan of
 * the household. All (nullable). */
void          vb_planning_name_director (VbPlanning *self, const char *director,
                                         const char *director_id, const char *note);
/* The same for the whole household: whoever did so before does not any more. */
void          vb_planning_name_one_director (VbPlanning *self, const char *director);

/* After a change: keeps it. */
void          vb_planning_say       (VbPlanning *self);
/* Something is being typed into @text, a member of the plan, a goal or an action. */
void          vb_planning_type      (VbPlanning *self, char **text, const char *value);
/* Keeps now what was typed. */
void          vb_planning_keep      (VbPlanning *self);
/* The same for who is not there for the answer: the last thing that is done with it. */
void          vb_planning_keep_at_once (VbPlanning *self);
gboolean      vb_planning_is_keeping (VbPlanning *self);
gboolean      vb_planning_has_failed (VbPlanning *self);
/* (nullable): the msgid of what is missing */
const char   *vb_planning_find_problem (VbPlanning *self);
/* Lets go of what is not in the store. */
void          vb_planning_give_up   (VbPlanning *self);

G_END_DECLS
