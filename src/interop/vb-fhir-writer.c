/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-fhir.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-uuid.h"
#include "interop/vb-fhir-meeting.h"
#include "interop/vb-fhir-referral.h"
#include "interop/vb-fhir-rules.h"
#include "interop/vb-instrument-reader.h"
#include "interop/vb-json.h"

#define TERMS "http://terminology.hl7.org/CodeSystem/"

typedef struct
{
  json_t *entries;
  char *subject; /* urn:uuid: of the person */
  VbInstrument *instrument; /* (nullable): of the last conversation */
} Writer;

static json_t *
subject_of (const Writer *self)
{
  return json_pack ("{ss}", "reference", self->subject);
}

/* @resource is taken. */
static void
add_entry (Writer     *self,
           json_t     *resource,
           const char *id)
{
  g_autofree char *url = g_strconcat (VB_FHIR_UUID, id, NULL);

  json_array_append_new (self->entries,
                         json_pack ("{ss so}", "fullUrl", url, "resource", resource));
}

static json_t *
new_resource (const char *type)
{
  return json_pack ("{ss}", "resourceType", type);
}

/* ------------------------------------------------------------------ the person */

static void
put_family_name (json_t         *patient,
                 const VbPerson *person)
{
  g_autofree char *family = NULL;

  if (person->family_name == NULL || !vb_fhir_is_plain (person->family_name))
    return;
  family = person->prefix != NULL && vb_fhir_is_plain (person->prefix)
    ? g_strconcat (person->prefix, " ", person->family_name, NULL)
    : g_strdup (person->family_name);
  vb_fhir_set (patient, "name[0]|family", json_string (family));
}

static void
write_patient (Writer          *self,
               const VbDossier *dossier)
{
  json_t *patient = new_resource ("Patient");

  vb_fhir_put_record (patient, &vb_person_shape, dossier->person, vb_fhir_patient_rules);
  put_family_name (patient, dossier->person);
  vb_fhir_put_list (patient, &vb_membership_shape, dossier->memberships,
                    vb_fhir_membership_rules);
  add_entry (self, patient, dossier->person->id);
}

static void
write_related (Writer           *self,
               const VbShape    *shape,
               const GPtrArray  *records,
               const VbFhirRule *rules)
{
  for (guint i = 0; i < records->len; i++)
    {
      json_t *related = new_resource ("RelatedPerson");
      gconstpointer record = g_ptr_array_index (records, i);

      vb_fhir_put_record (related, shape, record, rules);
      vb_fhir_set (related, "meta|tag[system=" VB_FHIR_CODES "record]|code",
                   json_string (shape->table));
      json_object_set_new (related, "patient", subject_of (self));
      add_entry (self, related, vb_shape_get_key (shape, record, 0));
    }
}

static void
write_helpers (Writer         *self,
               const VbPerson *person)
{
  json_t *team, *list;
  g_autofree char *id = NULL;

  if (person->helpers->len == 0)
    return;
  id = vb_uuid_from_name (person->id, "helpers");
  team = new_resource ("CareTeam");
  list = json_array ();
  json_object_set_new (team, "id", json_string (id));
  json_object_set_new (team, "status", json_string ("active"));
  json_object_set_new (team, "subject", subject_of (self));
  for (guint i = 0; i < person->helpers->len; i++)
    {
      json_t *one = json_object ();

      vb_fhir_put_record (one, &vb_helper_shape, g_ptr_array_index (person->helpers, i),
                          vb_fhir_helper_rules);
      json_array_append_new (list, one);
    }
  json_object_set_new (team, "participant", list);
  add_entry (self, team, id);
}

/* ------------------------------------------------------------------ consent */

static void
put_scope (json_t          *resource,
           const GPtrArray *scope)
{
  json_t *list;

  if (scope->len == 0)
    return;
  list = json_array ();
  for (guint i = 0; i < scope->len; i++)
    {
      json_t *coding = json_pack ("{ss}", "system", VB_FHIR_CODES "data-category");

      vb_fhir_put_record (coding, &vb_consent_scope_shape, g_ptr_array_index (scope, i),
                          vb_fhir_scope_rules);
      json_array_append_new (list, coding);
    }
  vb_fhir_set (resource, "provision|class", list);
}

static void
put_consent_frame (json_t          *resource,
                   const VbConsent *consent)
{
  gboolean refused = g_strcmp0 (consent->kind, "refusal") == 0;
  const char *status = refused ? "rejected"
                       : consent->withdrawn_on != NULL ? "inactive" : "active";

  json_object_set_new (resource, "status", json_string (status));
  vb_fhir_set (resource, "scope|coding",
               json_pack ("[{ssss}]", "system", TERMS "consentscope", "code", "patient-privacy"));
  vb_fhir_set (resource, "category",
               json_pack ("[{s[{ssss}]}]", "coding", "system", "http://loinc.org", "code",
                          "59284-0"));
  vb_fhir_set (resource, "policyRule|coding",
               json_pack ("[{ssss}]", "system", TERMS "v3-ActCode", "code",
                          refused ? "OPTOUT" : "OPTIN"));
}

static void
put_consent_parties (Writer          *self,
                     json_t          *resource,
                     const VbConsent *consent)
{
  static const char actor[] = "provision|actor[0]";
  static const char *const ids[] = { "organization[0]|identifier",
                                     "provision|actor[0]|reference|identifier" };

  json_object_set_new (resource, "patient", subject_of (self));
  if (consent->by_person)
    json_object_set_new (resource, "performer", json_pack ("[o]", subject_of (self)));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (vb_fhir_find (resource, ids[i]) != NULL)
      {
        g_autofree char *path = g_strconcat (ids[i], "|system", NULL);

        vb_fhir_set (resource, path, json_string ("urn:ietf:rfc:3986"));
      }
  if (vb_fhir_find (resource, actor) != NULL)
    vb_fhir_set (resource, "provision|actor[0]|role|coding",
                 json_pack ("[{ssss}]", "system", TERMS "v3-ParticipationType", "code", "IRCP"));
}

static void
write_consents (Writer          *self,
                const GPtrArray *consents)
{
  for (guint i = 0; i < consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (consents, i);
      json_t *resource = new_resource ("Consent");

      vb_fhir_put_record (resource, &vb_consent_shape, consent, vb_fhir_consent_rules);
      put_consent_frame (resource, consent);
      put_consent_parties (self, resource, consent);
      put_scope (resource, consent->scope);
      add_entry (self, resource, consent->id);
    }
}

/* ------------------------------------------------------------------ conversations */

static void
find_instrument (Writer     *self,
                 const char *url)
{
  if (self->instrument != NULL && g_strcmp0 (self->instrument->url, url) == 0)
    return;
  g_clear_pointer (&self->instrument, vb_instrument_unref);
  if (url != NULL)
    self->instrument = vb_instrument_find_shipped (url);
}

static const VbInstrumentItem *
find_item (const Writer *self,
           const char   *id)
{
  return self->instrument != NULL && id != NULL ? vb_instrument_find_item (self->instrument, id)
                                                : NULL;
}

/* @path: (out): from the top to the group that holds @id */
static gboolean
find_groups (const GPtrArray *items,
             const char      *id,
             GPtrArray       *path)
{
  for (guint i = 0; i < items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (items, i);

      if (g_str_equal (item->id, id))
        return TRUE;
      g_ptr_array_add (path, item->id);
      if (find_groups (item->items, id, path))
        return TRUE;
      g_ptr_array_set_size (path, path->len - 1);
    }
  return FALSE;
}

/* The list that holds the items of the group in which @id stands, as the questionnaire has it. */
static json_t *
list_for (Writer     *self,
          json_t     *response,
          const char *id)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();
  json_t *element = response, *list;

  if (self->instrument != NULL)
    find_groups (self->instrument->items, id, groups);
  for (guint i = 0; i < groups->len; i++)
    {
      g_autofree char *step = g_strdup_printf ("item[linkId=%s]",
                                               (char *) g_ptr_array_index (groups, i));
      json_t *group = (json_t *) vb_fhir_find (element, step);

      if (group == NULL)
        {
          group = json_pack ("{ss}", "linkId", (char *) g_ptr_array_index (groups, i));
          vb_fhir_set (element, "item[]", group);
        }
      element = group;
    }
  list = json_object_get (element, "item");
  if (list == NULL)
    {
      list = json_array ();
      json_object_set_new (element, "item", list);
    }
  return list;
}

static void
put_talk (json_t         *item,
          const VbAnswer *answer)
{
  g_autofree char *id = g_strconcat (answer->item, ".talk", NULL);
  json_t *given = (json_t *) vb_fhir_find (item, "answer[0]");

  if (!answer->talk)
    return;
  /* An item stands under an answer; where there is none, there is no place for it. */
  if (given == NULL)
    vb_fhir_put_flag (item, &vb_answer_shape, "talk");
  else
    json_object_set_new (given, "item",
                         json_pack ("[{sss[{so}]}]", "linkId", id, "answer", "valueBoolean",
                                    json_true ()));
}

/* Returns: whether it is an item of the questionnaire, or may be one */
static gboolean
put_answer (Writer         *self,
            json_t         *response,
            const VbAnswer *answer)
{
  const VbInstrumentItem *known = find_item (self, answer->item);
  gboolean words = known != NULL && known->kind == VB_ITEM_TEXT;
  json_t *item;

  if (answer->item == NULL || !vb_fhir_is_plain (answer->item)
      || (self->instrument != NULL
          && (known == NULL || (known->kind != VB_ITEM_MARK && !words))))
    return FALSE;
  item = json_object ();
  vb_fhir_put_record (item, &vb_answer_shape, answer,
                      words ? vb_fhir_words_rules : vb_fhir_mark_rules);
  put_talk (item, answer);
  json_array_append_new (list_for (self, response, answer->item), item);
  return TRUE;
}

/* @seen: codes that have their item already */
static gboolean
put_topic (Writer        *self,
           json_t        *response,
           const VbTopic *topic,
           GHashTable    *seen)
{
  const VbInstrumentItem *known = find_item (self, topic->code);
  json_t *item;

  if (known == NULL || known->kind != VB_ITEM_TOPIC || !g_hash_table_add (seen, topic->code))
    return FALSE;
  item = json_object ();
  vb_fhir_put_record (item, &vb_topic_shape, topic, vb_fhir_topic_rules);
  if (vb_fhir_find (item, "answer[0]|valueCoding") != NULL)
    vb_fhir_set (item, "answer[0]|valueCoding|system", json_string (VB_FHIR_CODES "tone"));
  json_array_append_new (list_for (self, response, topic->code), item);
  return TRUE;
}

static void
put_said (Writer               *self,
          json_t               *response,
          const VbConversation *conversation)
{
  g_autoptr(GPtrArray) answers = g_ptr_array_new (), topics = g_ptr_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < conversation->answers->len; i++)
    if (!put_answer (self, response, g_ptr_array_index (conversation->answers, i)))
      g_ptr_array_add (answers, g_ptr_array_index (conversation->answers, i));
  for (guint i = 0; i < conversation->topics->len; i++)
    if (!put_topic (self, response, g_ptr_array_index (conversation->topics, i), seen))
      g_ptr_array_add (topics, g_ptr_array_index (conversation->topics, i));
  vb_fhir_put_list (response, &vb_answer_shape, answers, vb_fhir_part_rules);
  vb_fhir_put_list (response, &vb_topic_shape, topics, vb_fhir_part_rules);
  vb_fhir_put_list (response, &vb_topic_link_shape, conversation->links, vb_fhir_part_rules);
  vb_fhir_put_list (response, &vb_helping_shape, conversation->helping, vb_fhir_part_rules);
  vb_fhir_put_list (response, &vb_priority_shape, conversation->priorities, vb_fhir_part_rules);
  vb_fhir_put_list (response, &vb_safety_step_shape, conversation->safety, vb_fhir_part_rules);
}

/* (transfer full) (nullable): url|version, when it can be written so that both come back */
static char *
canonical_of (const VbConversation *conversation)
{
  const char *url = conversation->instrument, *version = conversation->instrument_version;

  if (url == NULL || version == NULL || *version == '\0' || strchr (url, '|') != NULL
      || strpbrk (url, " \r\n\t") != NULL || strpbrk (version, " \r\n\t") != NULL
      || !vb_fhir_is_plain (url) || !vb_fhir_is_plain (version))
    return NULL;
  return g_strconcat (url, "|", version, NULL);
}

static void
write_conversations (Writer          *self,
                     const GPtrArray *conversations)
{
  for (guint i = 0; i < conversations->len; i++)
    {
      const VbConversation *conversation = g_ptr_array_index (conversations, i);
      json_t *response = new_resource ("QuestionnaireResponse");
      g_autofree char *canonical = canonical_of (conversation);

      find_instrument (self, conversation->instrument);
      vb_fhir_put_record (response, &vb_conversation_shape, conversation,
                          canonical != NULL ? vb_fhir_conversation_rules
                                            : vb_fhir_no_address_rules);
      if (canonical != NULL)
        json_object_set_new (response, "questionnaire", json_string (canonical));
      vb_fhir_put_state (response, &vb_conversation_shape, "state", "status", "in-progress");
      json_object_set_new (response, "subject", subject_of (self));
      put_said (self, response, conversation);
      add_entry (self, response, conversation->id);
    }
}

/* ------------------------------------------------------------------ plans */

static void
write_goal (Writer       *self,
            const VbGoal *goal)
{
  json_t *resource = new_resource ("Goal");

  vb_fhir_put_record (resource, &vb_goal_shape, goal, vb_fhir_goal_rules);
  vb_fhir_put_state (resource, &vb_goal_shape, "state", "lifecycleStatus", "proposed");
  if (vb_fhir_find (resource, "description") == NULL)
    json_object_set_new (resource, "description",
                         json_pack ("{s[{ssss}]}", "extension", "url",
                                    VB_FHIR_CORE "data-absent-reason", "valueCode", "unknown"));
  json_object_set_new (resource, "subject", subject_of (self));
  add_entry (self, resource, goal->id);
}

static void
put_goals (json_t          *resource,
           const GPtrArray *goals)
{
  for (guint i = 0; i < goals->len; i++)
    {
      const VbGoal *goal = g_ptr_array_index (goals, i);
      g_autofree char *url = g_strconcat (VB_FHIR_UUID, goal->id, NULL);

      vb_fhir_set (resource, "goal[]", json_pack ("{ss}", "reference", url));
    }
}

static void
put_actions (json_t          *resource,
             const GPtrArray *actions)
{
  for (guint i = 0; i < actions->len; i++)
    {
      json_t *detail = json_object ();

      vb_fhir_put_record (detail, &vb_action_shape, g_ptr_array_index (actions, i),
                          vb_fhir_action_rules);
      vb_fhir_put_state (detail, &vb_action_shape, "state", "status", "unknown");
      vb_fhir_set (resource, "activity[]", json_pack ("{so}", "detail", detail));
    }
}

static void
write_plans (Writer          *self,
             const GPtrArray *plans)
{
  for (guint i = 0; i < plans->len; i++)
    {
      const VbPlan *plan = g_ptr_array_index (plans, i);
      json_t *resource = new_resource ("CarePlan");

      vb_fhir_put_record (resource, &vb_plan_shape, plan, vb_fhir_plan_rules);
      vb_fhir_put_state (resource, &vb_plan_shape, "state", "status", "unknown");
      json_object_set_new (resource, "intent", json_string ("plan"));
      json_object_set_new (resource, "subject", subject_of (self));
      put_goals (resource, plan->goals);
      put_actions (resource, plan->actions);
      for (guint g = 0; g < plan->goals->len; g++)
        write_goal (self, g_ptr_array_index (plan->goals, g));
      add_entry (self, resource, plan->id);
    }
}

/* ------------------------------------------------------------------ the whole */

static gboolean
check_ids (const VbShape    *shape,
           const GPtrArray  *records,
           GError          **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      const char *id = vb_shape_get_key (shape, g_ptr_array_index (records, i), 0);

      if (id != NULL && vb_uuid_is_valid (id))
        continue;
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s: an id is not a UUID",
                   shape->table);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_referral (const VbReferral  *referral,
                GError           **error)
{
  const char *reason = NULL;

  if (referral->id == NULL || !vb_uuid_is_valid (referral->id))
    reason = "an id is not a UUID";
  else if (vb_referral_get_state (referral) >= VB_N_REFERRAL_STATES
           || vb_referral_get_kind (referral) >= VB_N_KINDS)
    reason = "there is no such state or kind";
  if (reason != NULL)
    g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "referral: %s", reason);
  return reason == NULL;
}

static gboolean
check (const VbDossier  *dossier,
       GError          **error)
{
  g_autoptr(GPtrArray) persons = g_ptr_array_new ();

  g_ptr_array_add (persons, dossier->person);
  for (guint i = 0; i < dossier->plans->len; i++)
    {
      const VbPlan *plan = g_ptr_array_index (dossier->plans, i);

      if (!check_ids (&vb_goal_shape, plan->goals, error))
        return FALSE;
    }
  for (guint i = 0; i < dossier->referrals->len; i++)
    if (!check_referral (g_ptr_array_index (dossier->referrals, i), error))
      return FALSE;
  for (guint i = 0; i < dossier->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (dossier->cases, i);

      if (!check_ids (&vb_meeting_action_shape, item->actions, error))
        return FALSE;
    }
  return check_ids (&vb_person_shape, persons, error)
         && check_ids (&vb_representative_shape, dossier->person->representatives, error)
         && check_ids (&vb_relation_shape, dossier->person->relations, error)
         && check_ids (&vb_consent_shape, dossier->consents, error)
         && check_ids (&vb_conversation_shape, dossier->conversations, error)
         && check_ids (&vb_plan_shape, dossier->plans, error)
         && check_ids (&vb_meeting_case_shape, dossier->cases, error);
}

/* Restricted: it is about health and home of somebody who can be named. */
static json_t *
new_bundle (GDateTime *written_at)
{
  json_t *bundle = json_pack ("{ss s{s[{ssss}]} ss}", "resourceType", "Bundle", "meta", "security",
                              "system", TERMS "v3-Confidentiality", "code", "R", "type",
                              "collection");

  if (written_at != NULL)
    {
      g_autoptr(GDateTime) utc = g_date_time_to_utc (written_at);
      g_autofree char *text = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");

      json_object_set_new (bundle, "timestamp", json_string (text));
    }
  return bundle;
}

static GBytes *
dump (const json_t *bundle)
{
  char *dumped = json_dumps (bundle, JSON_INDENT (2));
  GString *text = g_string_new (dumped);

  g_string_append_c (text, '\n');
  free (dumped);
  return g_string_free_to_bytes (text);
}

GBytes *
vb_fhir_write (const VbDossier  *dossier,
               GDateTime        *written_at,
               GError          **error)
{
  const VbPerson *person = dossier->person;
  g_autoptr(json_t) bundle = NULL;
  Writer self = { NULL, NULL, NULL };

  g_return_val_if_fail (person != NULL, NULL);

  if (!check (dossier, error))
    return NULL;
  bundle = new_bundle (written_at);
  self.entries = json_array ();
  json_object_set_new (bundle, "entry", self.entries);
  self.subject = g_strconcat (VB_FHIR_UUID, person->id, NULL);
  write_patient (&self, dossier);
  write_related (&self, &vb_representative_shape, person->representatives,
                 vb_fhir_representative_rules);
  write_related (&self, &vb_relation_shape, person->relations, vb_fhir_relation_rules);
  write_helpers (&self, person);
  write_consents (&self, dossier->consents);
  write_conversations (&self, dossier->conversations);
  write_plans (&self, dossier->plans);
  for (guint i = 0; i < dossier->referrals->len; i++)
    vb_fhir_put_referral (self.entries, g_ptr_array_index (dossier->referrals, i), self.subject);
  vb_fhir_put_cases (self.entries, dossier, self.subject);
  g_free (self.subject);
  g_clear_pointer (&self.instrument, vb_instrument_unref);
  return dump (bundle);
}

GBytes *
vb_fhir_write_referral (const VbReferral  *referral,
                        GDateTime         *written_at,
                        GError           **error)
{
  g_autoptr(json_t) bundle = NULL;
  g_autoptr(VbReferral) shared = NULL;
  json_t *entries = json_array ();

  g_return_val_if_fail (referral != NULL, NULL);

  bundle = new_bundle (written_at);
  json_object_set_new (bundle, "entry", entries);
  if (!check_referral (referral, error))
    return NULL;
  shared = vb_referral_dup_shared (referral);
  if (!vb_fhir_accept_referral (shared, error))
    return NULL;
  vb_fhir_put_referral (entries, shared, NULL);
  return dump (bundle);
}
