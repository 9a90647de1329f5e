/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-fhir.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-uuid.h"
#include "interop/vb-fhir-meeting.h"
#include "interop/vb-fhir-referral.h"
#include "interop/vb-fhir-rules.h"
#include "interop/vb-json.h"

#define ENTRIES_MAX 20000
#define DEPTH_MAX 8

typedef struct
{
  VbDossier *dossier;
  GHashTable *ids;   /* of resources */
  GHashTable *goals; /* id: VbGoal, until its plan is there */
  GPtrArray *wanted; /* of char *: per plan, the ids of its goals apart by spaces */
  GPtrArray *representatives;
  GPtrArray *relations;
  GPtrArray *helpers;
  GPtrArray *actions; /* of VbMeetingAction, until their case is there */
  VbFhirReferrals *referrals;
  gboolean alone;    /* one referral, without the person */
  char *subject;     /* (nullable): of whom all of it is said to be */
  VbFhirFault fault;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->dossier, vb_dossier_free);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->goals);
  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->representatives);
  g_ptr_array_unref (self->relations);
  g_ptr_array_unref (self->helpers);
  g_ptr_array_unref (self->actions);
  vb_fhir_referrals_free (self->referrals);
  g_free (self->subject);
  g_free (self->fault.where);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
refuse (Reader     *self,
        const char *where,
        const char *reason)
{
  return vb_fhir_refuse (&self->fault, where, reason);
}

/* (transfer none) (nullable): the id in a reference of the form urn:uuid: */
static const char *
find_reference (const json_t *element,
                const char   *path)
{
  const char *text = vb_fhir_find_text (element, path);

  if (text == NULL || !g_str_has_prefix (text, VB_FHIR_UUID)
      || !vb_uuid_is_valid (text + strlen (VB_FHIR_UUID)))
    return NULL;
  return text + strlen (VB_FHIR_UUID);
}

/* That it is about the one person. */
static gboolean
check_subject (Reader       *self,
               const json_t *resource,
               const char   *member)
{
  g_autofree char *path = g_strconcat (member, "|reference", NULL);
  const char *type = vb_fhir_find_text (resource, "resourceType");
  const char *id = find_reference (resource, path);

  if (id == NULL)
    return refuse (self, type, N_("It does not say in the form urn:uuid: about whom it is"));
  if (self->subject == NULL)
    self->subject = g_strdup (id);
  return g_str_equal (self->subject, id)
         || refuse (self, type, N_("It is about somebody else than the rest"));
}

/* ------------------------------------------------------------------ the person */

static gboolean
read_patient (Reader       *self,
              const json_t *resource)
{
  VbPerson *person;

  if (self->dossier->person != NULL)
    return refuse (self, "Patient", N_("There is more than one person in it"));
  person = vb_person_new ();
  self->dossier->person = person;
  g_clear_pointer (&person->retention_class, g_free);
  if (!vb_fhir_get_record (resource, &vb_person_shape, person, vb_fhir_patient_rules,
                           &self->fault)
      || !vb_fhir_get_list (resource, &vb_membership_shape, self->dossier->memberships,
                            vb_fhir_membership_rules, &self->fault))
    return FALSE;
  /* Of a program that does not take a family name apart. */
  if (person->family_name == NULL && vb_fhir_find (resource, "name[0]|_family") == NULL)
    person->family_name = g_strdup (vb_fhir_find_text (resource, "name[0]|family"));
  return TRUE;
}

static gboolean
read_related (Reader       *self,
              const json_t *resource)
{
  const char *tag = vb_fhir_find_text (resource, "meta|tag[system=" VB_FHIR_CODES "record]|code");
  gboolean represents = g_strcmp0 (tag, vb_representative_shape.table) == 0;
  const VbShape *shape = represents ? &vb_representative_shape : &vb_relation_shape;
  gpointer record = vb_shape_new (shape);

  g_ptr_array_add (represents ? self->representatives : self->relations, record);
  return check_subject (self, resource, "patient")
         && vb_fhir_get_record (resource, shape, record,
                                represents ? vb_fhir_representative_rules
                                           : vb_fhir_relation_rules,
                                &self->fault);
}

static gboolean
read_team (Reader       *self,
           const json_t *resource)
{
  const json_t *list = json_object_get (resource, "participant");

  if (!check_subject (self, resource, "subject"))
    return FALSE;
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      gpointer helper = vb_shape_new (&vb_helper_shape);

      g_ptr_array_add (self->helpers, helper);
      if (!vb_fhir_get_record (json_array_get (list, i), &vb_helper_shape, helper,
                               vb_fhir_helper_rules, &self->fault))
        return FALSE;
    }
  return TRUE;
}

/* ------------------------------------------------------------------ consent */

static gboolean
read_scope (Reader       *self,
            const json_t *resource,
            VbConsent    *consent)
{
  const json_t *list = vb_fhir_find (resource, "provision|class");

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      VbConsentScope *scope = vb_shape_new (&vb_consent_scope_shape);

      g_ptr_array_add (consent->scope, scope);
      scope->consent_id = g_strdup (consent->id);
      if (!vb_fhir_get_record (json_array_get (list, i), &vb_consent_scope_shape, scope,
                               vb_fhir_scope_rules, &self->fault))
        return FALSE;
      if (scope->category == NULL)
        return refuse (self, "Consent.provision.class",
                       N_("A value is not what it should be there"));
      /* In the key an empty text is a value: all of the category. */
      if (scope->detail == NULL)
        scope->detail = g_strdup ("");
    }
  return TRUE;
}

static gboolean
read_consent (Reader       *self,
              const json_t *resource)
{
  VbConsent *consent = vb_shape_new (&vb_consent_shape);
  const char *performer = find_reference (resource, "performer[0]|reference");

  consent->scope = vb_shape_new_list (&vb_consent_scope_shape);
  g_ptr_array_add (self->dossier->consents, consent);
  if (!check_subject (self, resource, "patient")
      || !vb_fhir_get_record (resource, &vb_consent_shape, consent, vb_fhir_consent_rules,
                              &self->fault))
    return FALSE;
  consent->by_person = g_strcmp0 (performer, self->subject) == 0;
  return read_scope (self, resource, consent);
}

/* ------------------------------------------------------------------ conversations */

static gboolean
read_topic_item (Reader         *self,
                 const json_t   *item,
                 VbConversation *conversation)
{
  gpointer topic = vb_shape_new (&vb_topic_shape);

  g_ptr_array_add (conversation->topics, topic);
  return vb_fhir_get_record (item, &vb_topic_shape, topic, vb_fhir_topic_rules, &self->fault);
}

static gboolean
read_answer_item (Reader         *self,
                  const json_t   *item,
                  VbConversation *conversation)
{
  VbAnswer *answer = vb_shape_new (&vb_answer_shape);
  const VbFhirRule *rules = vb_fhir_find (item, "answer[0]|valueString") != NULL
    ? vb_fhir_words_rules : vb_fhir_mark_rules;
  g_autofree char *talk = NULL;

  g_ptr_array_add (conversation->answers, answer);
  if (!vb_fhir_get_record (item, &vb_answer_shape, answer, rules, &self->fault))
    return FALSE;
  if (answer->item == NULL)
    return refuse (self, "QuestionnaireResponse.item", N_("Every item needs a linkId of its own"));
  talk = g_strdup_printf ("answer[0]|item[linkId=%s.talk]|answer[0]|valueBoolean", answer->item);
  if (strpbrk (answer->item, "|[]") == NULL && json_is_true (vb_fhir_find (item, talk)))
    answer->talk = TRUE;
  return TRUE;
}

static gboolean
read_items (Reader         *self,
            const json_t   *element,
            guint           depth,
            VbConversation *conversation)
{
  const json_t *list = json_object_get (element, "item");

  if (depth > DEPTH_MAX)
    return refuse (self, "QuestionnaireResponse.item",
                   N_("The groups lie too deep inside each other"));
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const json_t *item = json_array_get (list, i);
      gboolean ok;

      if (vb_fhir_has_own (item, &vb_topic_shape))
        ok = read_topic_item (self, item, conversation);
      else if (json_object_get (item, "item") != NULL)
        ok = read_items (self, item, depth + 1, conversation);
      else
        ok = read_answer_item (self, item, conversation);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      shape)
{
  const char *left = vb_shape_get_key (shape, *(gconstpointer *) a, 0);
  const char *right = vb_shape_get_key (shape, *(gconstpointer *) b, 0);

  return g_strcmp0 (left, right);
}

static int
compare_answers (gconstpointer a,
                 gconstpointer b)
{
  const VbAnswer *left = *(VbAnswer *const *) a, *right = *(VbAnswer *const *) b;

  return g_strcmp0 (left->item, right->item);
}

static void
set_owner (const VbShape *shape,
           GPtrArray     *records,
           const char    *column,
           const char    *id)
{
  for (guint field = 0; field < shape->n_fields; field++)
    if (g_str_equal (shape->fields[field].column, column))
      for (guint i = 0; i < records->len; i++)
        vb_shape_set_text (shape, g_ptr_array_index (records, i), field, id);
}

/* As the store gives them. */
static void
tidy_parts (VbConversation *self)
{
  g_ptr_array_sort (self->answers, compare_answers);
  g_ptr_array_sort_with_data (self->topics, compare_keys, (gpointer) &vb_topic_shape);
  set_owner (&vb_answer_shape, self->answers, "conversation_id", self->id);
  set_owner (&vb_topic_shape, self->topics, "conversation_id", self->id);
  set_owner (&vb_topic_link_shape, self->links, "conversation_id", self->id);
  set_owner (&vb_helping_shape, self->helping, "conversation_id", self->id);
  set_owner (&vb_priority_shape, self->priorities, "conversation_id", self->id);
  set_owner (&vb_safety_step_shape, self->safety, "conversation_id", self->id);
}

static VbConversation *
new_conversation (void)
{
  VbConversation *self = vb_shape_new (&vb_conversation_shape);

  self->answers = vb_shape_new_list (&vb_answer_shape);
  self->topics = vb_shape_new_list (&vb_topic_shape);
  self->links = vb_shape_new_list (&vb_topic_link_shape);
  self->helping = vb_shape_new_list (&vb_helping_shape);
  self->priorities = vb_shape_new_list (&vb_priority_shape);
  self->safety = vb_shape_new_list (&vb_safety_step_shape);
  return self;
}

static gboolean
read_response (Reader       *self,
               const json_t *resource)
{
  VbConversation *conversation = new_conversation ();
  const char *canonical = vb_fhir_find_text (resource, "questionnaire");
  const char *bar = canonical != NULL ? strchr (canonical, '|') : NULL;
  VbFhirFault *fault = &self->fault;

  g_ptr_array_add (self->dossier->conversations, conversation);
  if (!check_subject (self, resource, "subject")
      || !vb_fhir_get_record (resource, &vb_conversation_shape, conversation,
                              vb_fhir_no_address_rules, fault))
    return FALSE;
  if (bar != NULL)
    {
      g_free (conversation->instrument);
      g_free (conversation->instrument_version);
      conversation->instrument = g_strndup (canonical, bar - canonical);
      conversation->instrument_version = g_strdup (bar + 1);
    }
  if (!read_items (self, resource, 0, conversation)
      || !vb_fhir_get_list (resource, &vb_answer_shape, conversation->answers,
                            vb_fhir_part_rules, fault)
      || !vb_fhir_get_list (resource, &vb_topic_shape, conversation->topics, vb_fhir_part_rules,
                            fault)
      || !vb_fhir_get_list (resource, &vb_topic_link_shape, conversation->links,
                            vb_fhir_part_rules, fault)
      || !vb_fhir_get_list (resource, &vb_helping_shape, conversation->helping,
                            vb_fhir_part_rules, fault)
      || !vb_fhir_get_list (resource, &vb_priority_shape, conversation->priorities,
                            vb_fhir_part_rules, fault)
      || !vb_fhir_get_list (resource, &vb_safety_step_shape, conversation->safety,
                            vb_fhir_part_rules, fault))
    return FALSE;
  tidy_parts (conversation);
  return TRUE;
}

/* ------------------------------------------------------------------ plans */

static gboolean
read_goal (Reader       *self,
           const json_t *resource)
{
  VbGoal *goal = vb_shape_new (&vb_goal_shape);

  if (check_subject (self, resource, "subject")
      && vb_fhir_get_record (resource, &vb_goal_shape, goal, vb_fhir_goal_rules, &self->fault))
    {
      g_hash_table_insert (self->goals, goal->id, goal);
      return TRUE;
    }
  vb_goal_free (goal);
  return FALSE;
}

static gboolean
read_actions (Reader       *self,
              const json_t *resource,
              VbPlan       *plan)
{
  const json_t *list = json_object_get (resource, "activity");

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      gpointer action = vb_shape_new (&vb_action_shape);
      const json_t *detail = json_object_get (json_array_get (list, i), "detail");

      g_ptr_array_add (plan->actions, action);
      if (!vb_fhir_get_record (detail, &vb_action_shape, action, vb_fhir_action_rules,
                               &self->fault))
        return FALSE;
    }
  set_owner (&vb_action_shape, plan->actions, "plan_id", plan->id);
  return TRUE;
}

static gboolean
read_plan (Reader       *self,
           const json_t *resource)
{
  VbPlan *plan = vb_shape_new (&vb_plan_shape);
  const json_t *list = json_object_get (resource, "goal");
  GString *wanted = g_string_new (NULL);

  plan->goals = vb_shape_new_list (&vb_goal_shape);
  plan->actions = vb_shape_new_list (&vb_action_shape);
  g_ptr_array_add (self->dossier->plans, plan);
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const char *id = find_reference (json_array_get (list, i), "reference");

      g_string_append_printf (wanted, " %s", id != NULL ? id : "-");
    }
  g_ptr_array_add (self->wanted, g_string_free (wanted, FALSE));
  return check_subject (self, resource, "subject")
         && vb_fhir_get_record (resource, &vb_plan_shape, plan, vb_fhir_plan_rules, &self->fault)
         && read_actions (self, resource, plan);
}

/* Brings the goals to their plans. */
static gboolean
join_goals (Reader *self)
{
  for (guint i = 0; i < self->dossier->plans->len; i++)
    {
      VbPlan *plan = g_ptr_array_index (self->dossier->plans, i);
      g_auto(GStrv) ids = g_strsplit (g_ptr_array_index (self->wanted, i), " ", -1);

      for (guint n = 1; ids[0] != NULL && ids[n] != NULL; n++)
        {
          VbGoal *goal = g_hash_table_lookup (self->goals, ids[n]);

          if (goal == NULL)
            return refuse (self, "CarePlan.goal", N_("A goal is not there, or in two plans"));
          g_hash_table_steal (self->goals, ids[n]);
          g_ptr_array_add (plan->goals, goal);
        }
      set_owner (&vb_goal_shape, plan->goals, "plan_id", plan->id);
    }
  return g_hash_table_size (self->goals) == 0
         || refuse (self, "Goal", N_("A goal belongs to no plan"));
}

/* ------------------------------------------------------------------ the whole */

static const struct
{
  const char *type;
  gboolean (*read) (Reader *self, const json_t *resource);
} types[] = {
  { "Patient", read_patient },
  { "RelatedPerson", read_related },
  { "CareTeam", read_team },
  { "Consent", read_consent },
  { "QuestionnaireResponse", read_response },
  { "Goal", read_goal },
  { "CarePlan", read_plan },
};

static gboolean
read_entry (Reader       *self,
            const json_t *entry)
{
  const json_t *resource = json_object_get (entry, "resource");
  const char *type = vb_fhir_find_text (resource, "resourceType");
  const char *id = vb_fhir_find_text (resource, "id");

  if (type == NULL)
    return refuse (self, "Bundle.entry", N_("There is no resource in it"));
  if (json_object_get (resource, "modifierExtension") != NULL
      || json_object_get (resource, "implicitRules") != NULL)
    return refuse (self, type, N_("It says that it means something else than this program knows"));
  if (id == NULL || !vb_uuid_is_valid (id))
    return refuse (self, type, N_("Its id is not a UUID"));
  if (!g_hash_table_add (self->ids, g_strdup (id)))
    return refuse (self, type, N_("An id is there twice"));
  if (!self->alone && vb_fhir_cases_want (resource))
    return check_subject (self, resource, vb_fhir_cases_get_subject (type))
           && vb_fhir_cases_read (self->dossier, self->actions, resource, &self->fault);
  if (vb_fhir_referrals_want (type))
    return (self->alone
            || check_subject (self, resource, vb_fhir_referrals_get_subject (type)))
           && vb_fhir_referrals_read (self->referrals, resource, &self->fault);
  for (guint i = 0; i < G_N_ELEMENTS (types) && !self->alone; i++)
    if (g_str_equal (types[i].type, type))
      return types[i].read (self, resource);
  return refuse (self, "Bundle.entry", N_("There is a resource in it that is not read here"));
}

static gboolean
finish_alone (Reader *self)
{
  GPtrArray *list = self->dossier->referrals;

  return vb_fhir_referrals_finish (self->referrals, list, &self->fault)
         && (list->len == 1 || refuse (self, "Bundle", N_("There is not one referral in it")));
}

static gboolean
finish (Reader *self)
{
  VbDossier *dossier = self->dossier;
  VbPerson *person = dossier->person;

  if (person == NULL)
    return refuse (self, "Bundle", N_("There is no person in it"));
  if (self->subject != NULL && !g_str_equal (self->subject, person->id))
    return refuse (self, "Patient", N_("It is about somebody else than the rest"));
  g_ptr_array_extend_and_steal (person->representatives, g_steal_pointer (&self->representatives));
  g_ptr_array_extend_and_steal (person->relations, g_steal_pointer (&self->relations));
  g_ptr_array_extend_and_steal (person->helpers, g_steal_pointer (&self->helpers));
  self->representatives = g_ptr_array_new ();
  self->relations = g_ptr_array_new ();
  self->helpers = g_ptr_array_new ();
  set_owner (&vb_representative_shape, person->representatives, "person_id", person->id);
  set_owner (&vb_relation_shape, person->relations, "person_id", person->id);
  set_owner (&vb_helper_shape, person->helpers, "person_id", person->id);
  set_owner (&vb_membership_shape, dossier->memberships, "person_id", person->id);
  set_owner (&vb_consent_shape, dossier->consents, "person_id", person->id);
  set_owner (&vb_conversation_shape, dossier->conversations, "person_id", person->id);
  set_owner (&vb_plan_shape, dossier->plans, "person_id", person->id);
  if (!vb_fhir_referrals_finish (self->referrals, dossier->referrals, &self->fault))
    return FALSE;
  set_owner (&vb_referral_shape, dossier->referrals, "person_id", person->id);
  set_owner (&vb_meeting_case_shape, dossier->cases, "person_id", person->id);
  if (!vb_fhir_cases_finish (dossier, self->actions, &self->fault))
    return FALSE;
  return join_goals (self);
}

static gboolean
read_entries (Reader             *self,
              const VbJsonIndex  *index,
              GError            **error)
{
  const VbJsonMember *member = vb_json_index_find (index, "entry");
  g_autoptr(GError) failure = NULL;
  VbJsonList list;

  if (member == NULL || member->type != '[')
    return refuse (self, "Bundle", self->alone ? N_("There is not one referral in it")
                                               : N_("There is no person in it"));
  vb_json_list_init (&list, index, member);
  while (TRUE)
    {
      g_autoptr(json_t) entry = vb_json_list_next (&list, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (entry == NULL)
        return self->alone ? finish_alone (self) : finish (self);
      if (!read_entry (self, entry))
        return FALSE;
    }
}

static char *
dup_member (const VbJsonIndex *index,
            const char        *name)
{
  const VbJsonMember *member = vb_json_index_find (index, name);
  g_autoptr(json_t) value = member != NULL
    ? vb_json_index_load (index, member->start, member->end, NULL) : NULL;
  const char *text = value != NULL && json_is_string (value) ? vb_json_get_text (value) : NULL;

  return g_strdup (text);
}

/* The words of each entry, members sorted. */
static GHashTable *
list_entries (const VbJsonIndex *index)
{
  const VbJsonMember *member = vb_json_index_find (index, "entry");
  GHashTable *entries = g_hash_table_new_full (g_str_hash, g_str_equal, free, NULL);
  VbJsonList list;
  json_t *entry;

  vb_json_list_init (&list, index, member);
  while ((entry = vb_json_list_next (&list, NULL)) != NULL)
    {
      g_hash_table_add (entries, json_dumps (entry, JSON_SORT_KEYS | JSON_COMPACT));
      json_decref (entry);
    }
  return entries;
}

/* What was taken in is all there was when writing it again gives the same. @again: (nullable) */
static gboolean
is_complete (GBytes             *again,
             const VbJsonIndex  *index)
{
  static const char *const known[] = { "resourceType", "type", "meta", "timestamp", "entry", NULL };
  g_autoptr(GHashTable) theirs = list_entries (index), ours = NULL;
  g_autoptr(VbJsonIndex) own = NULL;
  GHashTableIter iter;
  gpointer key;
  gsize length;
  const char *text;

  for (guint i = 0; i < index->members->len; i++)
    if (!g_strv_contains (known, g_array_index (index->members, VbJsonMember, i).name))
      return FALSE;
  if (again == NULL)
    return FALSE;
  text = g_bytes_get_data (again, &length);
  own = vb_json_index_new (text, length, &index->limits, NULL);
  if (own == NULL)
    return FALSE;
  ours = list_entries (own);
  g_hash_table_iter_init (&iter, theirs);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (ours, key))
      return FALSE;
  return TRUE;
}

static VbJsonIndex *
open_bundle (GBytes  *bytes,
             GError **error)
{
  VbReadLimits limits = *vb_read_limits_default ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  limits.rows = ENTRIES_MAX;
  if (length > limits.file_bytes)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE, "%s is larger than %u MiB", "Bundle",
                   (guint) (limits.file_bytes >> 20));
      return NULL;
    }
  if (!g_utf8_validate_len (text != NULL ? text : "", length, NULL))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "the text is not valid UTF-8");
      return NULL;
    }
  return vb_json_index_new (text != NULL ? text : "", length, &limits, error);
}

static gboolean
read_bundle (Reader             *self,
             const VbJsonIndex  *index,
             GError            **error)
{
  g_autofree char *resource = NULL, *type = NULL;

  if (index->type != '{')
    return refuse (self, NULL, N_("This is no FHIR Bundle"));
  resource = dup_member (index, "resourceType");
  type = dup_member (index, "type");
  if (g_strcmp0 (resource, "Bundle") != 0 || g_strcmp0 (type, "collection") != 0)
    return refuse (self, NULL, N_("This is no FHIR Bundle of type collection"));
  return read_entries (self, index, error);
}

/* Of what is freed with reader_clear(). */
static void
reader_init (Reader   *self,
             gboolean  alone)
{
  *self = (Reader) {
    .dossier = vb_dossier_new (),
    .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .goals = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) vb_goal_free),
    .wanted = g_ptr_array_new_with_free_func (g_free),
    .representatives = vb_shape_new_list (&vb_representative_shape),
    .relations = vb_shape_new_list (&vb_relation_shape),
    .helpers = vb_shape_new_list (&vb_helper_shape),
    .actions = vb_shape_new_list (&vb_meeting_action_shape),
    .referrals = vb_fhir_referrals_new (),
    .alone = alone,
  };
}

/* (transfer full) (nullable): what was in it, when all of it could be read */
static VbJsonIndex *
read_bytes (Reader  *self,
            GBytes  *bytes,
            GError **error)
{
  g_autoptr(VbJsonIndex) index = open_bundle (bytes, error);

  if (index == NULL || read_bundle (self, index, error))
    return g_steal_pointer (&index);
  if (self->fault.reason != NULL)
    g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s: %s",
                 self->fault.where != NULL ? self->fault.where : "FHIR", self->fault.reason);
  return NULL;
}

VbDossier *
vb_fhir_read (GBytes    *bytes,
              gboolean  *complete,
              GError   **error)
{
  g_auto(Reader) self = { NULL };
  g_autoptr(VbJsonIndex) index = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  reader_init (&self, FALSE);
  index = read_bytes (&self, bytes, error);
  if (index == NULL)
    return NULL;
  if (complete != NULL)
    {
      g_autoptr(GBytes) again = vb_fhir_write (self.dossier, NULL, NULL);

      *complete = is_complete (again, index);
    }
  return g_steal_pointer (&self.dossier);
}

VbReferral *
vb_fhir_read_referral (GBytes    *bytes,
                       gboolean  *complete,
                       GError   **error)
{
  g_auto(Reader) self = { NULL };
  g_autoptr(VbJsonIndex) index = NULL;
  VbReferral *referral;

  g_return_val_if_fail (bytes != NULL, NULL);

  reader_init (&self, TRUE);
  index = read_bytes (&self, bytes, error);
  if (index == NULL)
    return NULL;
  referral = g_ptr_array_index (self.dossier->referrals, 0);
  if (!vb_fhir_accept_referral (referral, error))
    return NULL;
  if (complete != NULL)
    {
      g_autoptr(GBytes) again = vb_fhir_write_referral (referral, NULL, NULL);

      *complete = is_complete (again, index);
    }
  return g_ptr_array_steal_index (self.dossier->referrals, 0);
}
