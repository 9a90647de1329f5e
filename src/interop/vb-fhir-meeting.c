/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-fhir-meeting.h"

#include <glib/gi18n.h>

#include "core/base/vb-time.h"
#include "interop/vb-fhir-rules.h"

#define TAG "meta|tag[system=" VB_FHIR_CODES "record]|code"

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

static json_t *
new_resource (const char       *type,
              const VbShape    *shape,
              gconstpointer     record,
              const VbFhirRule *rules)
{
  json_t *resource = json_pack ("{ss}", "resourceType", type);

  vb_fhir_put_record (resource, shape, record, rules);
  vb_fhir_set (resource, TAG, json_string (shape->table));
  vb_fhir_put_state (resource, shape, "state", "status", "unknown");
  return resource;
}

static void
put_meeting (json_t              *said,
             const VbMeeting     *meeting,
             const VbMeetingCase *item)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer) meeting);
  vb_fhir_put_list (said, &vb_meeting_shape, one, vb_fhir_meeting_rules);
  vb_fhir_put_list (said, &vb_meeting_member_shape, meeting->members, vb_fhir_member_rules);
  vb_fhir_put_list (said, &vb_meeting_seat_shape, item->seats, vb_fhir_seat_rules);
  if (meeting->held_on != NULL && vb_time_is_date (meeting->held_on))
    json_object_set_new (said, "sent", json_string (meeting->held_on));
}

static void
put_actions (json_t              *entries,
             const VbMeetingCase *item,
             const char          *subject)
{
  for (guint i = 0; i < item->actions->len; i++)
    {
      const VbMeetingAction *action = g_ptr_array_index (item->actions, i);
      json_t *task = new_resource ("Task", &vb_meeting_action_shape, action,
                                   vb_fhir_meeting_action_rules);

      if (g_str_equal (vb_fhir_find_text (task, "status"), "unknown"))
        json_object_set_new (task, "status", json_string ("requested"));
      json_object_set_new (task, "intent", json_string ("order"));
      json_object_set_new (task, "for", json_pack ("{ss}", "reference", subject));
      add_entry (entries, task, action->id);
    }
}

void
vb_fhir_put_cases (json_t          *entries,
                   const VbDossier *dossier,
                   const char      *subject)
{
  for (guint i = 0; i < dossier->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (dossier->cases, i);
      const VbMeeting *meeting = vb_dossier_find_meeting (dossier, item->meeting_id);
      json_t *said = new_resource ("Communication", &vb_meeting_case_shape, item,
                                   vb_fhir_case_rules);

      vb_fhir_set (said, "category[0]|coding",
                   json_pack ("[{ssss}]", "system", VB_FHIR_CODES "communication", "code",
                              "case-meeting"));
      if (meeting != NULL)
        put_meeting (said, meeting, item);
      json_object_set_new (said, "subject", json_pack ("{ss}", "reference", subject));
      add_entry (entries, said, item->id);
      put_actions (entries, item, subject);
    }
}

/* ------------------------------------------------------------------ reading */

static gboolean
has_tag (const json_t  *resource,
         const VbShape *shape)
{
  return g_strcmp0 (vb_fhir_find_text (resource, TAG), shape->table) == 0;
}

gboolean
vb_fhir_cases_want (const json_t *resource)
{
  return has_tag (resource, &vb_meeting_case_shape) || has_tag (resource, &vb_meeting_action_shape);
}

const char *
vb_fhir_cases_get_subject (const char *type)
{
  return g_str_equal (type, "Task") ? "for" : "subject";
}

static void
set_owner (const VbShape *shape,
           GPtrArray     *records,
           guint          column,
           const char    *id)
{
  for (guint i = 0; i < records->len; i++)
    vb_shape_set_text (shape, g_ptr_array_index (records, i), column, id);
}

/* The meeting stands with each of its cases, and is one. */
static gboolean
take_meeting (VbDossier     *dossier,
              const json_t  *resource,
              VbMeetingCase *item,
              VbFhirFault   *fault)
{
  g_autoptr(GPtrArray) found = vb_shape_new_list (&vb_meeting_shape);
  VbMeeting *meeting;

  if (!vb_fhir_get_list (resource, &vb_meeting_shape, found, vb_fhir_meeting_rules, fault))
    return FALSE;
  if (found->len != 1
      || g_strcmp0 (((VbMeeting *) g_ptr_array_index (found, 0))->id, item->meeting_id) != 0)
    return vb_fhir_refuse (fault, "Communication",
                           N_("It does not say in which meeting it was discussed"));
  if (vb_dossier_find_meeting (dossier, item->meeting_id) != NULL)
    return TRUE;
  meeting = vb_meeting_adopt (g_ptr_array_steal_index (found, 0));
  g_ptr_array_add (dossier->meetings, meeting);
  if (!vb_fhir_get_list (resource, &vb_meeting_member_shape, meeting->members,
                         vb_fhir_member_rules, fault))
    return FALSE;
  set_owner (&vb_meeting_member_shape, meeting->members, 1, meeting->id);
  return TRUE;
}

static gboolean
read_case (VbDossier    *dossier,
           const json_t *resource,
           VbFhirFault  *fault)
{
  VbMeetingCase *item = vb_meeting_case_adopt (vb_shape_new (&vb_meeting_case_shape));

  g_ptr_array_add (dossier->cases, item);
  if (!vb_fhir_get_record (resource, &vb_meeting_case_shape, item, vb_fhir_case_rules, fault)
      || !vb_fhir_get_list (resource, &vb_meeting_seat_shape, item->seats, vb_fhir_seat_rules,
                            fault)
      || !take_meeting (dossier, resource, item, fault))
    return FALSE;
  set_owner (&vb_meeting_seat_shape, item->seats, 1, item->id);
  item->held_on = g_strdup (vb_dossier_find_meeting (dossier, item->meeting_id)->held_on);
  return TRUE;
}

gboolean
vb_fhir_cases_read (VbDossier    *dossier,
                    GPtrArray    *actions,
                    const json_t *resource,
                    VbFhirFault  *fault)
{
  VbMeetingAction *action;

  if (has_tag (resource, &vb_meeting_case_shape))
    return read_case (dossier, resource, fault);
  action = vb_shape_new (&vb_meeting_action_shape);
  g_ptr_array_add (actions, action);
  return vb_fhir_get_record (resource, &vb_meeting_action_shape, action,
                             vb_fhir_meeting_action_rules, fault);
}

static VbMeetingCase *
find_case (const VbDossier *dossier,
           const char      *id)
{
  for (guint i = 0; i < dossier->cases->len; i++)
    {
      VbMeetingCase *item = g_ptr_array_index (dossier->cases, i);

      if (g_strcmp0 (item->id, id) == 0)
        return item;
    }
  return NULL;
}

gboolean
vb_fhir_cases_finish (VbDossier   *dossier,
                      GPtrArray   *actions,
                      VbFhirFault *fault)
{
  while (actions->len > 0)
    {
      VbMeetingAction *action = g_ptr_array_index (actions, 0);
      VbMeetingCase *item = find_case (dossier, action->case_id);

      if (item == NULL)
        return vb_fhir_refuse (fault, "Task.focus", N_("It belongs to no case"));
      g_ptr_array_add (item->actions, g_ptr_array_steal_index (actions, 0));
    }
  return TRUE;
}
