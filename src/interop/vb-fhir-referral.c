/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-fhir-referral.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-bsn.h"
#include "interop/vb-fhir-rules.h"

#define URI_SYSTEM "urn:ietf:rfc:3986"
#define ABSENT VB_FHIR_CORE "data-absent-reason"

/* ------------------------------------------------------------------ writing */

/* @resource is taken. */
static void
add_entry (json_t     *entries,
           json_t     *resource,
           const char *id)
{
  g_autofree char *url = g_strconcat (VB_FHIR_UUID, id, NULL);

  json_array_append_new (entries, json_pack ("{ss so}", "fullUrl", url, "resource", resource));
}

static char *
dup_request_id (const VbReferral *referral)
{
  return vb_uuid_from_name (referral->id, "request");
}

static json_t *
reference_to (const char *id)
{
  g_autofree char *url = g_strconcat (VB_FHIR_UUID, id, NULL);

  return json_pack ("{ss}", "reference", url);
}

/* Without a Patient beside it: the code that both sides know it by. */
static json_t *
subject_of (const VbReferral *referral,
            const char       *subject)
{
  if (subject != NULL)
    return json_pack ("{ss}", "reference", subject);
  if (referral->code == NULL || !vb_fhir_is_plain (referral->code))
    return json_pack ("{ss}", "type", "Patient");
  return json_pack ("{s{ssss}}", "identifier", "system", VB_FHIR_BASE "NamingSystem/referral-code",
                    "value", referral->code);
}

/* Where there is a value, the system that it is of. */
static void
put_system (json_t     *resource,
            const char *path,
            const char *system)
{
  g_autofree char *member = g_strconcat (path, "|system", NULL);

  if (vb_fhir_find (resource, path) != NULL)
    vb_fhir_set (resource, member, json_string (system));
}

static const char *
request_status (VbReferralState state)
{
  switch (state)
    {
    case VB_REFERRAL_DRAFT:
      return "draft";
    case VB_REFERRAL_WAITING:
      return "on-hold";
    case VB_REFERRAL_DONE:
      return "completed";
    case VB_REFERRAL_MISTAKEN:
      return "entered-in-error";
    default:
      return vb_referral_state_is_end (state) ? "revoked" : "active";
    }
}

static void
put_request (json_t           *entries,
             const VbReferral *referral,
             const char       *subject)
{
  json_t *request = json_pack ("{ss}", "resourceType", "ServiceRequest");
  g_autofree char *id = dup_request_id (referral);

  json_object_set_new (request, "id", json_string (id));
  vb_fhir_put_record (request, &vb_referral_shape, referral, vb_fhir_request_rules);
  json_object_set_new (request, "status",
                       json_string (request_status (vb_referral_get_state (referral))));
  json_object_set_new (request, "intent", json_string ("order"));
  json_object_set_new (request, "subject", subject_of (referral, subject));
  put_system (request, "requester|identifier", URI_SYSTEM);
  put_system (request, "performer[0]|identifier", URI_SYSTEM);
  if (referral->no_contact)
    vb_fhir_set (request, "orderDetail[0]|coding",
                 json_pack ("[{ssss}]", "system", VB_FHIR_CODES "order-detail", "code",
                            "contacting-subject-prohibited"));
  add_entry (entries, request, id);
}

/* R4 wants something there. */
static void
put_absent (json_t     *element,
            const char *member)
{
  json_object_set_new (element, member,
                       json_pack ("{s[{ssss}]}", "extension", "url", ABSENT, "valueCode",
                                  "unknown"));
}

static void
put_items (json_t           *task,
           const VbReferral *referral)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new ();

  for (guint i = 0; i < referral->items->len; i++)
    {
      VbReferralItem *item = g_ptr_array_index (referral->items, i);
      json_t *input;

      if (!item->included)
        {
          g_ptr_array_add (others, item);
          continue;
        }
      input = json_object ();
      vb_fhir_put_record (input, &vb_referral_item_shape, item, vb_fhir_item_rules);
      put_system (input, "type|coding[0]", VB_FHIR_CODES "data-category");
      if (json_object_get (input, "type") == NULL)
        put_absent (input, "type");
      if (json_object_get (input, "valueString") == NULL)
        put_absent (input, "_valueString");
      vb_fhir_set (task, "input[]", input);
    }
  vb_fhir_put_list (task, &vb_referral_item_shape, others, vb_fhir_item_left_rules);
}

static void
put_state (json_t           *task,
           const VbReferral *referral)
{
  VbReferralState state = vb_referral_get_state (referral);
  const char *detail = vb_referral_state_get_detail (state);

  json_object_set_new (task, "status", json_string (vb_referral_state_get_task (state)));
  json_object_set_new (task, "intent", json_string ("order"));
  if (detail != NULL)
    vb_fhir_set (task, "businessStatus|coding",
                 json_pack ("[{ssss}]", "system", VB_FHIR_CODES "referral-state", "code", detail));
  put_system (task, "statusReason|coding[0]", VB_FHIR_CODES "referral-reason");
  if (json_object_get (task, "output") != NULL)
    {
      vb_fhir_set (task, "output[0]|type|text", json_string ("outcome"));
      put_system (task, "output[0]|valueCodeableConcept|coding[0]",
                  VB_FHIR_CODES "referral-outcome");
    }
}

static void
put_task (json_t           *entries,
          const VbReferral *referral,
          const char       *subject)
{
  json_t *task = json_pack ("{ss}", "resourceType", "Task");
  g_autofree char *request = dup_request_id (referral);

  vb_fhir_put_record (task, &vb_referral_shape, referral, vb_fhir_task_rules);
  put_state (task, referral);
  json_object_set_new (task, "focus", reference_to (request));
  json_object_set_new (task, "for", subject_of (referral, subject));
  put_items (task, referral);
  add_entry (entries, task, referral->id);
}

json_t *
vb_fhir_new_communication (const VbReferralEvent *event)
{
  json_t *said = json_pack ("{ss}", "resourceType", "Communication");

  vb_fhir_put_record (said, &vb_referral_event_shape, event, vb_fhir_event_rules);
  json_object_set_new (said, "status", json_string ("completed"));
  put_system (said, "topic|coding[0]", VB_FHIR_CODES "referral-step");
  put_system (said, "reasonCode[0]|coding[0]", VB_FHIR_CODES "referral-reason");
  return said;
}

static void
put_events (json_t           *entries,
            const VbReferral *referral,
            const char       *subject)
{
  g_autofree char *request = dup_request_id (referral);

  for (guint i = 0; i < referral->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (referral->events, i);
      json_t *said = vb_fhir_new_communication (event);
      g_autofree char *id = vb_uuid_from_name (referral->id, event->id);

      json_object_set_new (said, "id", json_string (id));
      json_object_set_new (said, "subject", subject_of (referral, subject));
      vb_fhir_set (said, "basedOn[]", reference_to (request));
      vb_fhir_set (said, "about[]", reference_to (referral->id));
      add_entry (entries, said, id);
    }
}

void
vb_fhir_put_referral (json_t           *entries,
                      const VbReferral *referral,
                      const char       *subject)
{
  put_request (entries, referral, subject);
  put_task (entries, referral, subject);
  put_events (entries, referral, subject);
}

static void
check_events (const VbReferral *referral,
              GArray           *errors)
{
  for (guint i = 0; i < referral->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (referral->events, i);
      const char *refusal = vb_bsn_get_refusal (event->words);

      if (refusal != NULL)
        vb_shape_errors_add (errors, &vb_referral_event_shape, i, "words", refusal);
    }
}

gboolean
vb_fhir_accept_referral (const VbReferral  *referral,
                         GError           **error)
{
  g_autoptr(GArray) errors = vb_referral_validate (referral);
  const VbShapeError *first;

  check_events (referral, errors);
  if (errors->len == 0)
    return TRUE;
  first = &g_array_index (errors, VbShapeError, 0);
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s.%s: %s", first->shape->table,
               first->column, first->message);
  return FALSE;
}

/* ------------------------------------------------------------------ reading */

typedef struct
{
  char *task; /* the id of what it is about */
  VbReferralEvent *event;
} Said;

struct _VbFhirReferrals
{
  GPtrArray *tasks;     /* of VbReferral */
  GPtrArray *focuses;   /* of char *: the request of each */
  GHashTable *requests; /* id: VbReferral that has the columns of a request only */
  GPtrArray *said;      /* of Said */
};

static void
said_free (gpointer data)
{
  Said *self = data;

  g_free (self->task);
  g_clear_pointer (&self->event, vb_referral_event_free);
  g_free (self);
}

static void
referral_free (gpointer referral)
{
  vb_referral_free (referral);
}

VbFhirReferrals *
vb_fhir_referrals_new (void)
{
  VbFhirReferrals *self = g_new0 (VbFhirReferrals, 1);

  self->tasks = vb_shape_new_list (&vb_referral_shape);
  self->focuses = g_ptr_array_new_with_free_func (g_free);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, referral_free);
  self->said = g_ptr_array_new_with_free_func (said_free);
  return self;
}

void
vb_fhir_referrals_free (VbFhirReferrals *self)
{
  g_ptr_array_unref (self->tasks);
  g_ptr_array_unref (self->focuses);
  g_hash_table_unref (self->requests);
  g_ptr_array_unref (self->said);
  g_free (self);
}

gboolean
vb_fhir_referrals_want (const char *type)
{
  static const char *const types[] = { "ServiceRequest", "Task", "Communication", NULL };

  return g_strv_contains (types, type);
}

const char *
vb_fhir_referrals_get_subject (const char *type)
{
  return g_str_equal (type, "Task") ? "for" : "subject";
}

/* (transfer full) (nullable): the id in a reference of the form urn:uuid: */
static char *
dup_reference (const json_t *resource,
               const char   *path)
{
  const char *text = vb_fhir_find_text (resource, path);

  return text != NULL && g_str_has_prefix (text, VB_FHIR_UUID)
         ? g_strdup (text + strlen (VB_FHIR_UUID)) : NULL;
}

/* Without what a new record has by itself. */
static VbReferral *
new_referral (void)
{
  return vb_referral_adopt (vb_shape_new (&vb_referral_shape));
}

static gboolean
read_request (VbFhirReferrals *self,
              const json_t    *resource,
              VbFhirFault     *fault)
{
  VbReferral *request = new_referral ();

  g_hash_table_insert (self->requests, g_strdup (vb_fhir_find_text (resource, "id")), request);
  if (!vb_fhir_get_record (resource, &vb_referral_shape, request, vb_fhir_request_rules, fault))
    return FALSE;
  if (!vb_uuid_is_valid (request->letter_id != NULL ? request->letter_id : ""))
    return vb_fhir_refuse (fault, "ServiceRequest.identifier",
                           N_("It has no number of the letter that is a UUID"));
  return vb_referral_get_kind (request) < VB_N_KINDS
         || vb_fhir_refuse (fault, "ServiceRequest.category",
                            N_("What kind of referral it is, is not known here"));
}

static gboolean
read_items (const json_t *task,
            VbReferral   *referral,
            VbFhirFault  *fault)
{
  const json_t *list = json_object_get (task, "input");

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      VbReferralItem *item = vb_shape_new (&vb_referral_item_shape);

      g_ptr_array_add (referral->items, item);
      if (!vb_fhir_get_record (json_array_get (list, i), &vb_referral_item_shape, item,
                               vb_fhir_item_rules, fault))
        return FALSE;
      item->included = TRUE;
    }
  return vb_fhir_get_list (task, &vb_referral_item_shape, referral->items,
                           vb_fhir_item_left_rules, fault);
}

static gboolean
read_task (VbFhirReferrals *self,
           const json_t    *resource,
           VbFhirFault     *fault)
{
  VbReferral *referral = new_referral ();
  const char *status = vb_fhir_find_text (resource, "status");
  const char *detail = vb_fhir_find_text (resource, "businessStatus|coding[system=" VB_FHIR_CODES
                                                    "referral-state]|code");
  VbReferralState state;

  g_ptr_array_add (self->tasks, referral);
  g_ptr_array_add (self->focuses, dup_reference (resource, "focus|reference"));
  if (!vb_fhir_get_record (resource, &vb_referral_shape, referral, vb_fhir_task_rules, fault))
    return FALSE;
  if (!vb_referral_state_find_task (status, detail, &state))
    return vb_fhir_refuse (fault, "Task.status", N_("There is no such state of a referral"));
  referral->state = g_strdup (vb_referral_state_get_code (state));
  if (g_strcmp0 (referral->side, "sender") != 0 && g_strcmp0 (referral->side, "receiver") != 0)
    return vb_fhir_refuse (fault, "Task.extension",
                           N_("It does not say of which side it is: sender or receiver"));
  referral->attempts = MAX (referral->attempts, 0);
  return read_items (resource, referral, fault);
}

static gboolean
read_said (VbFhirReferrals *self,
           const json_t    *resource,
           VbFhirFault     *fault)
{
  Said *said = g_new0 (Said, 1);

  said->event = vb_shape_new (&vb_referral_event_shape);
  said->task = dup_reference (resource, "about[0]|reference");
  g_ptr_array_add (self->said, said);
  if (!vb_fhir_get_record (resource, &vb_referral_event_shape, said->event, vb_fhir_event_rules,
                           fault))
    return FALSE;
  return (said->event->id != NULL && said->event->step != NULL && said->event->state != NULL
          && said->event->side != NULL && said->event->number > 0 && said->event->at >= 0)
         || vb_fhir_refuse (fault, "Communication",
                            N_("It does not say what happened, when, and at which side"));
}

gboolean
vb_fhir_referrals_read (VbFhirReferrals *self,
                        const json_t    *resource,
                        VbFhirFault     *fault)
{
  const char *type = vb_fhir_find_text (resource, "resourceType");

  if (g_str_equal (type, "ServiceRequest"))
    return read_request (self, resource, fault);
  return g_str_equal (type, "Task") ? read_task (self, resource, fault)
                                    : read_said (self, resource, fault);
}

/* ------------------------------------------------------------------ bringing it together */

/* Each column stands in one of the two. */
static void
join_request (VbReferral       *referral,
              const VbReferral *request)
{
  for (guint i = 0; i < vb_referral_shape.n_fields; i++)
    {
      g_autofree char *text = vb_shape_dup_text (&vb_referral_shape, request, i);
      gboolean has = text != NULL && vb_referral_shape.fields[i].type != VB_SHAPE_STAMP
                     && !(vb_referral_shape.fields[i].type == VB_SHAPE_FLAG
                          && g_str_equal (text, "0"));

      if (has && i > 0)
        vb_shape_set_text (&vb_referral_shape, referral, i, text);
    }
}

static gboolean
join_requests (VbFhirReferrals *self,
               VbFhirFault     *fault)
{
  for (guint i = 0; i < self->tasks->len; i++)
    {
      const char *focus = g_ptr_array_index (self->focuses, i);
      const VbReferral *request = focus != NULL ? g_hash_table_lookup (self->requests, focus)
                                                : NULL;

      if (request == NULL)
        return vb_fhir_refuse (fault, "Task.focus",
                               N_("What is asked is not there, or belongs to two tasks"));
      join_request (g_ptr_array_index (self->tasks, i), request);
      g_hash_table_remove (self->requests, focus);
    }
  return g_hash_table_size (self->requests) == 0
         || vb_fhir_refuse (fault, "ServiceRequest", N_("What is asked belongs to no task"));
}

static VbReferral *
find_task (const VbFhirReferrals *self,
           const char            *id)
{
  for (guint i = 0; i < self->tasks->len; i++)
    {
      VbReferral *referral = g_ptr_array_index (self->tasks, i);

      if (g_strcmp0 (referral->id, id) == 0)
        return referral;
    }
  return NULL;
}

static gboolean
has_number (const VbReferral *referral,
            const VbReferralEvent *event)
{
  for (guint i = 0; i < referral->events->len; i++)
    {
      const VbReferralEvent *one = g_ptr_array_index (referral->events, i);

      if (one->number == event->number || g_str_equal (one->id, event->id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
join_said (VbFhirReferrals *self,
           VbFhirFault     *fault)
{
  for (guint i = 0; i < self->said->len; i++)
    {
      Said *said = g_ptr_array_index (self->said, i);
      VbReferral *referral = find_task (self, said->task);

      if (referral == NULL)
        return vb_fhir_refuse (fault, "Communication.about", N_("It belongs to no task"));
      if (has_number (referral, said->event))
        return vb_fhir_refuse (fault, "Communication",
                               N_("Something that happened is there twice"));
      said->event->referral_id = g_strdup (referral->id);
      g_ptr_array_add (referral->events, g_steal_pointer (&said->event));
    }
  return TRUE;
}

static int
by_number (gconstpointer a,
           gconstpointer b)
{
  const VbReferralEvent *left = *(VbReferralEvent *const *) a;
  const VbReferralEvent *right = *(VbReferralEvent *const *) b;

  return (left->number > right->number) - (left->number < right->number);
}

static int
by_position (gconstpointer a,
             gconstpointer b)
{
  const VbReferralItem *left = *(VbReferralItem *const *) a;
  const VbReferralItem *right = *(VbReferralItem *const *) b;

  return left->position != right->position
           ? (left->position > right->position) - (left->position < right->position)
           : g_strcmp0 (left->id, right->id);
}

static void
tidy (VbReferral *referral)
{
  g_ptr_array_sort (referral->events, by_number);
  g_ptr_array_sort (referral->items, by_position);
  for (guint i = 0; i < referral->items->len; i++)
    {
      VbReferralItem *item = g_ptr_array_index (referral->items, i);

      g_free (item->referral_id);
      item->referral_id = g_strdup (referral->id);
    }
}

gboolean
vb_fhir_referrals_finish (VbFhirReferrals *self,
                          GPtrArray       *list,
                          VbFhirFault     *fault)
{
  if (!join_requests (self, fault) || !join_said (self, fault))
    return FALSE;
  while (self->tasks->len > 0)
    {
      VbReferral *referral = g_ptr_array_steal_index (self->tasks, 0);

      tidy (referral);
      g_ptr_array_add (list, referral);
    }
  return TRUE;
}
