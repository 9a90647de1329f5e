/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-talk.h"

#include <string.h>

#include "app/vb-call.h"
#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-people.h"
#include "interop/vb-instrument-reader.h"

#define KEEP_AFTER 400 /* milliseconds after the last key */
#define UNDO_MAX 100

struct _VbTalk
{
  GObject parent_instance;

  VbStore *store;
  VbInstrument *instrument;
  VbConversation *base; /* (nullable): as it stands in the store */
  VbConversation *talk;
  VbConversation *sent; /* (nullable): what is being saved */
  VbConversation *earlier;
  VbPerson *person;     /* (nullable) */
  VbPlanning *planning; /* (nullable) */
  GPtrArray *undo; /* of VbConversation: how it was */
  GPtrArray *redo;
  GCancellable *cancellable;
  guint keep_id;
  gboolean again;     /* something changed while it was being saved */
  gboolean failed;    /* what was said last did not get into the store */
  gboolean finishing; /* once all is kept */
  gboolean planning_first; /* finishing, as soon as the plan is kept */
};

enum
{
  READY,
  FAILED,
  SAID,
  EARLIER,
  PERSON,
  KEPT,
  NOT_KEPT,
  OVER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbTalk, vb_talk, G_TYPE_OBJECT)

static void
emit (VbTalk *self,
      guint   signal)
{
  g_signal_emit (self, signals[signal], 0);
}

static void
replace (char       **text,
         const char  *value)
{
  char *copy = value != NULL ? g_strstrip (g_strdup (value)) : NULL;

  if (copy != NULL && *copy == '\0')
    g_clear_pointer (&copy, g_free);
  g_free (*text);
  *text = copy;
}

/* ------------------------------------------------------------------ keeping */

static void
not_kept (VbTalk       *self,
          const GError *error)
{
  self->finishing = FALSE;
  self->planning_first = FALSE;
  g_signal_emit (self, signals[NOT_KEPT], 0, error);
}

static void save (VbTalk *self);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbTalk) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vb_conversations_save_finish (VB_STORE (source), result, &error))
    {
      g_clear_pointer (&self->sent, vb_conversation_free);
      self->failed = TRUE;
      not_kept (self, error);
      return;
    }
  self->failed = FALSE;
  g_clear_pointer (&self->base, vb_conversation_free);
  self->base = g_steal_pointer (&self->sent);
  if (self->again)
    {
      save (self);
      return;
    }
  emit (self, KEPT);
  if (self->finishing && self->keep_id == 0)
    emit (self, OVER);
}

static void
save (VbTalk *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->sent != NULL)
    {
      self->again = TRUE;
      return;
    }
  self->again = FALSE;
  self->sent = vb_conversation_copy (self->talk);
  /* Nothing stops it: who closes the window wants the answers kept. */
  vb_conversations_save_async (self->store, self->base, self->sent, NULL, saved_cb,
                               g_object_ref (self));
}

static gboolean
keep_cb (gpointer data)
{
  VbTalk *self = data;

  self->keep_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

void
vb_talk_keep (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self));

  if (self->keep_id != 0 || self->failed)
    save (self);
  if (self->planning != NULL)
    vb_planning_keep (self->planning);
}

gboolean
vb_talk_has_failed (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), FALSE);

  return self->failed || (self->planning != NULL && vb_planning_has_failed (self->planning));
}

void
vb_talk_give_up (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self));

  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->again = FALSE;
  self->failed = FALSE;
  if (self->planning != NULL)
    vb_planning_give_up (self->planning);
}

/* The store takes what it is given in turn, also what it is given before it is closed. Nobody has
 * to be there for the answer to the first save to send the second. */
void
vb_talk_keep_at_once (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self));

  vb_talk_keep (self);
  if (self->planning != NULL)
    vb_planning_keep_at_once (self->planning);
  if (self->sent == NULL || !self->again)
    return;
  self->again = FALSE;
  vb_conversations_save_async (self->store, self->sent, self->talk, NULL, NULL, NULL);
}

gboolean
vb_talk_is_keeping (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), FALSE);

  return self->keep_id != 0 || self->sent != NULL
         || (self->planning != NULL && vb_planning_is_keeping (self->planning));
}

/* What was finished and is changed afterwards says so. */
static void
touch (VbTalk *self)
{
  if (g_str_equal (self->talk->state, "completed"))
    replace (&self->talk->state, "amended");
}

/* ------------------------------------------------------------------ saying and taking back */

void
vb_talk_will_say (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk != NULL);

  g_ptr_array_set_size (self->redo, 0);
  if (self->undo->len == UNDO_MAX)
    g_ptr_array_remove_index (self->undo, 0);
  g_ptr_array_add (self->undo, vb_conversation_copy (self->talk));
}

void
vb_talk_say (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk != NULL);

  touch (self);
  emit (self, SAID);
  save (self);
}

void
vb_talk_type (VbTalk      *self,
              char       **text,
              const char  *value)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk != NULL);

  touch (self);
  replace (text, value);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_AFTER, keep_cb, self);
}

gboolean
vb_talk_can_undo (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), FALSE);

  return self->undo->len > 0;
}

gboolean
vb_talk_can_redo (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), FALSE);

  return self->redo->len > 0;
}

/* Goes back to the last of @from; how it is now goes on @to. */
static void
step (VbTalk    *self,
      GPtrArray *from,
      GPtrArray *to)
{
  g_autoptr(VbConversation) copy = NULL;

  if (from->len == 0)
    return;
  copy = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, vb_conversation_copy (self->talk));
  vb_conversation_take_said (self->talk, copy);
  vb_talk_say (self);
}

void
vb_talk_undo (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self));

  step (self, self->undo, self->redo);
}

void
vb_talk_redo (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self));

  step (self, self->redo, self->undo);
}

/* ------------------------------------------------------------------ the end */

const VbPriority *
vb_talk_find_priority (VbTalk *self,
                       guint   rank)
{
  g_return_val_if_fail (VB_IS_TALK (self) && self->talk != NULL, NULL);

  for (guint i = 0; i < self->talk->priorities->len; i++)
    {
      const VbPriority *priority = g_ptr_array_index (self->talk->priorities, i);

      if (priority->rank == rank)
        return priority;
    }
  return NULL;
}

VbWish *
vb_talk_make_wish (VbTalk           *self,
                   const VbPriority *priority)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  VbWish *wish = vb_wish_new (today, g_date_time_get_hour (now) * 60
                                     + g_date_time_get_minute (now));
  const VbTopic *topic = priority->topic_id != NULL
                         ? vb_conversation_find_topic (self->talk, priority->topic_id) : NULL;

  if (topic != NULL)
    vb_wish_be_about_topic (wish, topic);
  else if (priority->item != NULL)
    vb_wish_be_about_item (wish, priority->item);
  vb_wish_add_words (wish, priority->words);
  /* What is wanted and done first is about what comes first. */
  if (priority == vb_talk_find_priority (self, 1))
    {
      vb_wish_add_words (wish, self->talk->first_step);
      vb_wish_add_words (wish, self->talk->wants_different);
    }
  vb_wish_be_for (wish, self->person);
  return wish;
}

/* What the goal is about, so that what was asked for can be counted by need. */
static void
describe_goal (VbTalk *self,
               VbGoal *goal)
{
  const VbPriority *first = vb_talk_find_priority (self, 1);
  g_autoptr(VbWish) wish = first != NULL ? vb_talk_make_wish (self, first) : NULL;

  if (wish == NULL)
    return;
  replace (&goal->priority_id, first->id);
  replace (&goal->domain, wish->domain);
  replace (&goal->dimension, wish->dimension);
  replace (&goal->need_code, wish->needs[0]);
}

VbGoal *
vb_talk_need_goal (VbTalk *self)
{
  const char *want, *step;
  g_autofree char *name = NULL;
  const VbPriority *first;
  VbGoal *goal;

  g_return_val_if_fail (VB_IS_TALK (self) && self->planning != NULL, NULL);

  goal = vb_planning_find_goal (self->planning, self->talk->id);
  if (goal != NULL)
    return goal;
  want = self->talk->wants_different;
  step = self->talk->first_step;
  first = vb_talk_find_priority (self, 1);
  name = first != NULL ? vb_talk_dup_priority_name (self, first) : NULL;
  goal = vb_planning_need_goal (self->planning, self->talk->id,
                                want != NULL ? want : name != NULL ? name : step);
  describe_goal (self, goal);
  /* The store knows no goal of a conversation that it does not have. */
  if (self->base == NULL && self->sent == NULL)
    save (self);
  return goal;
}

static void
finish (VbTalk *self)
{
  replace (&self->talk->state, "completed");
  self->planning_first = FALSE;
  self->finishing = TRUE;
  save (self);
}

/* The first step of this conversation, where the plan does not have it yet. */
static void
plan_step (VbTalk *self,
           VbGoal *goal)
{
  VbPlan *plan = vb_planning_get (self->planning);

  if (self->talk->first_step == NULL)
    return;
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const VbAction *action = g_ptr_array_index (plan->actions, i);

      if (action->first_step && g_strcmp0 (action->goal_id, goal->id) == 0)
        return;
    }
  vb_plan_add_action (plan, goal, self->talk->first_step, "person")->first_step = TRUE;
}

/* The plan comes first: a conversation that says it is finished has its plan. */
static void
plan_first (VbTalk *self)
{
  const GError *error = vb_planning_get_error (self->planning);

  self->planning_first = TRUE;
  if (error != NULL)
    not_kept (self, error);
  else if (vb_planning_is_ready (self->planning))
    {
      plan_step (self, vb_talk_need_goal (self));
      vb_planning_say (self->planning);
    }
}

static void
planning_ready_cb (VbTalk *self)
{
  if (self->planning_first)
    plan_first (self);
}

static void
planned_cb (VbTalk *self)
{
  if (vb_planning_is_keeping (self->planning))
    return;
  if (self->planning_first)
    finish (self);
  else if (self->sent == NULL)
    emit (self, KEPT);
}

static void
not_planned_cb (VbTalk       *self,
                const GError *error)
{
  not_kept (self, error);
}

static void
begin_planning (VbTalk *self)
{
  if (self->talk->person_id == NULL)
    return;
  self->planning = vb_planning_new (self->store, self->talk->person_id);
  g_signal_connect_object (self->planning, "ready", G_CALLBACK (planning_ready_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->planning, "kept", G_CALLBACK (planned_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->planning, "not-kept", G_CALLBACK (not_planned_cb), self,
                           G_CONNECT_SWAPPED);
}

void
vb_talk_finish (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk != NULL);

  if (!g_str_equal (self->talk->state, "in-progress"))
    {
      self->finishing = TRUE;
      save (self);
    }
  else if (self->planning == NULL
           || (self->talk->wants_different == NULL && self->talk->first_step == NULL))
    finish (self);
  else
    plan_first (self);
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbTalk *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_conversations_discard_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (done)
    emit (self, OVER);
  else
    not_kept (self, error);
}

void
vb_talk_discard (VbTalk *self)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk != NULL);

  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->again = FALSE;
  self->failed = FALSE;
  /* What nobody said anything in is not in the store. */
  if (self->base == NULL && self->sent == NULL)
    emit (self, OVER);
  else
    vb_conversations_discard_async (self->store, self->talk->id, self->cancellable, discarded_cb,
                                    vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ the one before it */

static void
earlier_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbTalk *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbConversation) earlier = vb_conversations_open_finish (VB_STORE (source), result,
                                                                    &error);

  /* Without it the conversation is as good: it only stands in the background. */
  if (vb_call_is_over (call) || earlier == NULL)
    return;
  self->earlier = g_steal_pointer (&earlier);
  emit (self, EARLIER);
}

static gboolean
is_of_same_kind (VbTalk     *self,
                 const char *url)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (url);

  return instrument != NULL && g_str_equal (instrument->kind, self->instrument->kind);
}

/* (nullable): which of @list, the newest first, was held before this one */
static const VbMoment *
find_earlier (VbTalk    *self,
              GPtrArray *list)
{
  /* One that is not in the list yet comes after all of them. */
  gboolean passed = self->base == NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const VbMoment *moment = g_ptr_array_index (list, i);

      if (g_str_equal (moment->id, self->talk->id))
        passed = TRUE;
      else if (passed && is_of_same_kind (self, moment->title))
        return moment;
    }
  return NULL;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbTalk *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = vb_conversations_list_finish (VB_STORE (source), result, &error);
  const VbMoment *earlier;

  if (vb_call_is_over (call) || list == NULL)
    return;
  earlier = find_earlier (self, list);
  if (earlier == NULL)
    return;
  if (self->base == NULL)
    replace (&self->talk->previous_id, earlier->id);
  vb_conversations_open_async (self->store, earlier->id, self->cancellable, earlier_cb,
                               vb_call_new (self, self->cancellable));
}

static void
look_back (VbTalk *self)
{
  if (self->talk->person_id != NULL)
    vb_conversations_list_async (self->store, self->talk->person_id, self->cancellable, listed_cb,
                                 vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ beginning */

static void
fail (VbTalk       *self,
      const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
find_instrument (VbTalk     *self,
                 const char *url)
{
  g_autoptr(GError) error = NULL;

  self->instrument = vb_instrument_find_shipped (url);
  if (self->instrument != NULL)
    return TRUE;
  g_set_error_literal (&error, VB_ERROR, VB_ERROR_NOT_FOUND, "The card is missing");
  fail (self, error);
  return FALSE;
}

static void
choose_language (VbTalk         *self,
                 const VbPerson *person)
{
  const char *language = person != NULL ? person->language : NULL;

  if (language == NULL || g_str_equal (language, "nl"))
    language = person != NULL && person->easy_reading ? "nl-x-a2" : "nl";
  /* Without a card in their language it is in Dutch. */
  if (!g_hash_table_contains (self->instrument->states, language))
    language = self->instrument->language;
  replace (&self->talk->card_language, language);
}

static gboolean
begin (VbTalk         *self,
       const VbPerson *person,
       const char     *instrument)
{
  g_autofree char *today = vb_time_today ();

  if (!find_instrument (self, instrument))
    return FALSE;
  self->talk = vb_conversation_new (person != NULL ? person->id : NULL, self->instrument->url,
                                    self->instrument->version, today);
  self->person = person != NULL ? vb_person_copy (person) : NULL;
  choose_language (self, person);
  begin_planning (self);
  emit (self, READY);
  return TRUE;
}

void
vb_talk_begin (VbTalk         *self,
               const VbPerson *person,
               const char     *instrument)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk == NULL);

  if (begin (self, person, instrument))
    look_back (self);
}

void
vb_talk_begin_plan (VbTalk         *self,
                    const VbPerson *person,
                    const char     *instrument)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk == NULL && person != NULL);

  begin (self, person, instrument);
}

static void
person_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbTalk *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPersonRecord) record = vb_people_open_finish (VB_STORE (source), result, &error);

  /* Without it the conversation is as good: what fits is not held against age and language. */
  if (vb_call_is_over (call) || record == NULL)
    return;
  vb_talk_note_person (self, record->person, NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbTalk *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbConversation) talk = vb_conversations_open_finish (VB_STORE (source), result,
                                                                 &error);

  if (vb_call_is_over (call))
    return;
  if (talk == NULL)
    {
      fail (self, error);
      return;
    }
  if (!find_instrument (self, talk->instrument))
    return;
  self->base = vb_conversation_copy (talk);
  self->talk = g_steal_pointer (&talk);
  if (self->talk->card_language == NULL)
    choose_language (self, NULL);
  begin_planning (self);
  emit (self, READY);
  look_back (self);
  if (self->talk->person_id != NULL)
    vb_people_open_async (self->store, self->talk->person_id, "conversation", self->cancellable,
                          person_cb, vb_call_new (self, self->cancellable));
}

void
vb_talk_open (VbTalk     *self,
              const char *id)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk == NULL && id != NULL);

  vb_conversations_open_async (self->store, id, self->cancellable, opened_cb,
                               vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ asking */

VbStore *
vb_talk_get_store (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), NULL);

  return self->store;
}

VbConversation *
vb_talk_get (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), NULL);

  return self->talk;
}

const VbInstrument *
vb_talk_get_instrument (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), NULL);

  return self->instrument;
}

const VbConversation *
vb_talk_get_earlier (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), NULL);

  return self->earlier;
}

const VbPerson *
vb_talk_get_person (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), NULL);

  return self->person;
}

void
vb_talk_note_person (VbTalk         *self,
                     const VbPerson *person,
                     const GError   *error)
{
  if (person == NULL)
    not_kept (self, error);
  else
    {
      g_clear_pointer (&self->person, vb_person_free);
      self->person = vb_person_copy (person);
      emit (self, PERSON);
    }
}

VbPlanning *
vb_talk_get_planning (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), NULL);

  return self->planning;
}

const char *
vb_talk_get_language (VbTalk *self)
{
  g_return_val_if_fail (VB_IS_TALK (self), NULL);

  return self->talk != NULL ? self->talk->card_language : NULL;
}

void
vb_talk_set_language (VbTalk     *self,
                      const char *language)
{
  g_return_if_fail (VB_IS_TALK (self) && self->talk != NULL);

  if (g_strcmp0 (self->talk->card_language, language) == 0)
    return;
  replace (&self->talk->card_language, language);
  emit (self, SAID);
  /* Only looked at, it is not a conversation yet. */
  if (self->base != NULL || self->sent != NULL)
    save (self);
}

/* ------------------------------------------------------------------ object */

static void
vb_talk_dispose (GObject *object)
{
  VbTalk *self = VB_TALK (object);

  if (self->keep_id != 0)
    save (self);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (vb_talk_parent_class)->dispose (object);
}

static void
vb_talk_finalize (GObject *object)
{
  VbTalk *self = VB_TALK (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->instrument, vb_instrument_unref);
  g_clear_pointer (&self->base, vb_conversation_free);
  g_clear_pointer (&self->talk, vb_conversation_free);
  g_clear_pointer (&self->sent, vb_conversation_free);
  g_clear_pointer (&self->earlier, vb_conversation_free);
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_object (&self->planning);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);

  G_OBJECT_CLASS (vb_talk_parent_class)->finalize (object);
}

static void
vb_talk_class_init (VbTalkClass *klass)
{
  static const struct
  {
    const char *name;
    gboolean has_error;
  } names[N_SIGNALS] = {
    [READY] = { "ready", FALSE },     [FAILED] = { "failed", TRUE }, [SAID] = { "said", FALSE },
    [EARLIER] = { "earlier", FALSE }, [PERSON] = { "person", FALSE }, [KEPT] = { "kept", FALSE },
    [NOT_KEPT] = { "not-kept", TRUE }, [OVER] = { "over", FALSE },
  };

  G_OBJECT_CLASS (klass)->dispose = vb_talk_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_talk_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = names[i].has_error
                 ? g_signal_new (names[i].name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR)
                 : g_signal_new (names[i].name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vb_talk_init (VbTalk *self)
{
  self->cancellable = g_cancellable_new ();
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_conversation_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_conversation_free);
}

VbTalk *
vb_talk_new (VbStore *store)
{
  VbTalk *self = g_object_new (VB_TYPE_TALK, NULL);

  self->store = g_object_ref (store);
  return self;
}
