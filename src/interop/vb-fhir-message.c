/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-fhir-message.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-uuid.h"
#include "core/base/vb-wiped-bytes.h"
#include "interop/vb-fhir-referral.h"
#include "interop/vb-fhir-rules.h"
#include "interop/vb-json.h"

/* The form of messages: another one is not read. */
#define PROFILE VB_FHIR_OWN "message|1"
#define PROFILE_OF_ANY VB_FHIR_OWN "message|"
#define ENTRIES_MAX 4 /* the header, what is asked, how it stands, what happened */

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

static void
put_header (json_t          *entries,
            const VbMessage *message)
{
  json_t *header = json_pack ("{ss}", "resourceType", "MessageHeader");

  vb_fhir_put_record (header, &vb_message_shape, message, vb_fhir_header_rules);
  vb_fhir_set (header, "eventCoding|system", json_string (VB_FHIR_CODES "message"));
  vb_fhir_set (header, "source|endpoint", json_string ("urn:verbinder"));
  add_entry (entries, header, message->id);
}

static void
put_step (json_t          *entries,
          const VbMessage *message)
{
  json_t *said = vb_fhir_new_communication (message->event);
  g_autofree char *id = vb_uuid_from_name (message->id, "step");
  g_autofree char *letter = g_strconcat (VB_FHIR_UUID, message->letter_id, NULL);

  json_object_set_new (said, "id", json_string (id));
  vb_fhir_set (said, "about[]",
               json_pack ("{s{ssss}}", "identifier", "system", "urn:ietf:rfc:3986", "value",
                          letter));
  add_entry (entries, said, id);
}

/* Restricted: it may be about health and home of somebody who can be named. */
static json_t *
make_bundle (const VbMessage *message)
{
  json_t *entries = json_array ();

  put_header (entries, message);
  if (message->referral != NULL)
    vb_fhir_put_referral (entries, message->referral, NULL);
  if (message->event != NULL)
    put_step (entries, message);
  return json_pack ("{ss s{s[s] s[{ssss}]} ss so}", "resourceType", "Bundle", "meta", "profile",
                    PROFILE, "security", "system",
                    "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code", "R",
                    "type", "message", "entry", entries);
}

/* Written at once into memory that is wiped when it goes: it is about somebody. */
static GBytes *
dump (const VbMessage *message)
{
  const size_t flags = JSON_COMPACT | JSON_SORT_KEYS;
  g_autoptr(json_t) bundle = make_bundle (message);
  gsize length = json_dumpb (bundle, NULL, 0, flags);
  char *text = g_malloc (MAX (length, 1));

  json_dumpb (bundle, text, length, flags);
  return vb_wiped_bytes_new_take (text, length, g_free);
}

GBytes *
vb_fhir_write_message (const VbMessage  *message,
                       GError          **error)
{
  const char *reason;

  g_return_val_if_fail (message != NULL, NULL);

  reason = vb_message_check (message);
  if (reason != NULL)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "A message cannot be made: %s",
                   reason);
      return NULL;
    }
  return dump (message);
}

/* ------------------------------------------------------------------ reading */

static VbMessage *
refuse (VbMessage   *message,
        VbFhirFault *fault,
        GError     **error)
{
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s: %s",
               fault->where != NULL ? fault->where : "Bundle",
               fault->reason != NULL ? fault->reason : "This is no message");
  g_clear_pointer (&fault->where, g_free);
  vb_message_free (message);
  return NULL;
}

static const json_t *
get_resource (const json_t *bundle,
              gsize         i)
{
  return json_object_get (json_array_get (json_object_get (bundle, "entry"), i), "resource");
}

static const char *
type_of (const json_t *resource)
{
  const char *type = vb_fhir_find_text (resource, "resourceType");

  return type != NULL ? type : "";
}

static gboolean
read_header (const json_t *bundle,
             VbMessage    *message,
             VbFhirFault  *fault)
{
  const json_t *header = get_resource (bundle, 0);

  if (!g_str_equal (type_of (header), "MessageHeader"))
    return vb_fhir_refuse (fault, "Bundle.entry", "A message begins with its header");
  return vb_fhir_get_record (header, &vb_message_shape, message, vb_fhir_header_rules, fault)
         && (vb_uuid_is_valid (message->id != NULL ? message->id : "")
             || vb_fhir_refuse (fault, "MessageHeader.id", "Its id is not a UUID"));
}

static gboolean
read_step (const json_t *said,
           VbMessage    *message,
           VbFhirFault  *fault)
{
  message->event = vb_shape_new (&vb_referral_event_shape);
  return vb_fhir_get_record (said, &vb_referral_event_shape, message->event, vb_fhir_event_rules,
                             fault);
}

static gboolean
read_referral (const json_t *bundle,
               VbMessage    *message,
               VbFhirFault  *fault)
{
  VbFhirReferrals *referrals = vb_fhir_referrals_new ();
  g_autoptr(GPtrArray) list = vb_shape_new_list (&vb_referral_shape);
  gsize n = json_array_size (json_object_get (bundle, "entry"));
  gboolean fine = TRUE;

  for (gsize i = 1; fine && i < n; i++)
    {
      const json_t *resource = get_resource (bundle, i);

      fine = vb_fhir_referrals_want (type_of (resource))
             && vb_uuid_is_valid (vb_fhir_find_text (resource, "id") != NULL
                                    ? vb_fhir_find_text (resource, "id") : "")
             && vb_fhir_referrals_read (referrals, resource, fault);
    }
  fine = fine && vb_fhir_referrals_finish (referrals, list, fault) && list->len == 1;
  if (fine)
    message->referral = g_ptr_array_steal_index (list, 0);
  vb_fhir_referrals_free (referrals);
  return fine;
}

static gboolean
read_content (const json_t *bundle,
              VbMessage    *message,
              VbFhirFault  *fault)
{
  gsize n = json_array_size (json_object_get (bundle, "entry"));

  if (n == 1)
    return TRUE;
  if (n == 2 && g_str_equal (type_of (get_resource (bundle, 1)), "Communication"))
    return read_step (get_resource (bundle, 1), message, fault);
  return n == ENTRIES_MAX && read_referral (bundle, message, fault);
}

static json_t *
load (GBytes  *bytes,
      GError **error)
{
  VbReadLimits limits = *vb_read_limits_default ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  limits.json_bytes = limits.file_bytes = VB_MESSAGE_BYTES_MAX;
  limits.string_bytes = VB_MESSAGE_TEXT_MAX;
  limits.json_depth = 16;
  limits.json_tokens = 20000;
  if (length > VB_MESSAGE_BYTES_MAX)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_TOO_LARGE, "The message is too large");
      return NULL;
    }
  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "The message is no text");
      return NULL;
    }
  return vb_json_load (text, length, &limits, error);
}

/* Another form of ours is to be read by a newer program, anything else by none. */
static gboolean
is_ours (const json_t  *bundle,
         GError       **error)
{
  const char *profile = vb_fhir_find_text (bundle, "meta|profile[0]");

  if (g_strcmp0 (profile, PROFILE) == 0)
    return TRUE;
  if (profile != NULL && g_str_has_prefix (profile, PROFILE_OF_ANY))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_UNSUPPORTED,
                         "This message was made by a newer version of the program");
  else
    g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "This is no message");
  return FALSE;
}

/* What was understood is all there was when writing it again gives the same. */
static gboolean
is_complete (const VbMessage  *message,
             GBytes           *bytes,
             GError          **error)
{
  g_autoptr(GBytes) again = dump (message);

  if (g_bytes_equal (again, bytes))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       "There is something in the message that is not read here");
  return FALSE;
}

VbMessage *
vb_fhir_read_message (GBytes  *bytes,
                      GError **error)
{
  g_autoptr(json_t) bundle = NULL;
  g_autoptr(VbMessage) message = NULL;
  VbFhirFault fault = { NULL, NULL };

  g_return_val_if_fail (bytes != NULL, NULL);

  bundle = load (bytes, error);
  if (bundle == NULL || !is_ours (bundle, error))
    return NULL;
  message = vb_message_new (VB_MESSAGE_RECEIPT);
  if (!read_header (bundle, message, &fault) || !read_content (bundle, message, &fault))
    return refuse (g_steal_pointer (&message), &fault, error);
  return is_complete (message, bytes, error) ? g_steal_pointer (&message) : NULL;
}

const char *
vb_fhir_message_reason (const GError *error)
{
  if (g_error_matches (error, VB_ERROR, VB_ERROR_UNSUPPORTED))
    return "newer-version";
  return g_error_matches (error, VB_ERROR, VB_ERROR_TOO_LARGE) ? "too-large" : "unreadable";
}
