/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-demo-people.h"

#include <jansson.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"

#define SPACE "6f1d3a52-7c1e-5b0e-9a53-2f5f0d8a7c11"
#define INSTRUMENTS "https://verbinder.nl/fhir/Questionnaire/"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

typedef struct
{
  GDate today;
  char today_text[16];
  GError **error;
} Reader;

static void
gap_free (gpointer data)
{
  VbDemoGap *self = data;

  g_free (self->query);
  g_free (self->remark);
  g_free (self);
}

void
vb_demo_people_free (VbDemoPeople *self)
{
  g_ptr_array_unref (self->dossiers);
  g_ptr_array_unref (self->gaps);
  g_ptr_array_unref (self->own);
  g_ptr_array_unref (self->referrals);
  g_ptr_array_unref (self->meetings);
  g_free (self);
}

static VbDemoPeople *
people_new (void)
{
  VbDemoPeople *self = g_new0 (VbDemoPeople, 1);

  self->dossiers = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_dossier_free);
  self->gaps = g_ptr_array_new_with_free_func (gap_free);
  self->own = g_ptr_array_new_with_free_func (g_free);
  self->referrals = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_referral_free);
  self->meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_meeting_free);
  return self;
}

static gboolean
refuse (Reader     *reader,
        const char *where,
        const char *what)
{
  if (*reader->error == NULL)
    g_set_error (reader->error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s: %s", where, what);
  return FALSE;
}

/* ------------------------------------------------------------------ values */

/* "-30d" is thirty days before today. */
static char *
dup_day (const Reader *reader,
         const char   *text)
{
  GDate day = reader->today;
  char *end = NULL;
  long days = strtol (text, &end, 10);
  char written[16];

  if ((*text != '-' && *text != '+') || end == text || strcmp (end, "d") != 0
      || days < -20000 || days > 20000)
    return NULL;
  if (days < 0)
    g_date_subtract_days (&day, -days);
  else
    g_date_add_days (&day, days);
  g_date_strftime (written, sizeof written, "%Y-%m-%d", &day);
  return g_strdup (written);
}

static char *
dup_value (const Reader *reader,
           const char   *text)
{
  char *day = dup_day (reader, text);

  if (day != NULL)
    return day;
  return *text == '@' ? vb_uuid_from_name (SPACE, text) : g_strdup (text);
}

/* What happened in the course of a day: at nine in the morning, and later what came later. What
 * happened today happened just now. */
static char *
dup_moment (const char *day,
            const char *today,
            gint64      number)
{
  g_autofree char *text = g_strdup_printf ("%sT09:00:00", day);
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) moment = NULL;

  if (g_strcmp0 (day, today) >= 0)
    return g_strdup ("0");
  moment = g_date_time_new_from_iso8601 (text, zone);
  return moment == NULL ? NULL
         : g_strdup_printf ("%" G_GINT64_FORMAT, (g_date_time_to_unix (moment) + number * 1020)
                                                   * G_USEC_PER_SEC);
}

static int
find_column (const VbShape *shape,
             const char    *name)
{
  for (guint i = 0; i < shape->n_fields; i++)
    if (g_str_equal (shape->fields[i].column, name))
      return i;
  return -1;
}

static gboolean
read_value (Reader        *reader,
            const VbShape *shape,
            gpointer       record,
            const char    *name,
            const json_t  *value)
{
  int field = find_column (shape, name);
  g_autofree char *text = NULL;

  if (field < 0)
    return refuse (reader, shape->table, name);
  if (json_is_string (value))
    text = dup_value (reader, json_string_value (value));
  else if (json_is_integer (value))
    text = g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (value));
  else if (json_is_boolean (value))
    text = g_strdup (json_is_true (value) ? "1" : "0");
  else
    return refuse (reader, shape->table, name);
  vb_shape_set_text (shape, record, field, text);
  return TRUE;
}

/* ------------------------------------------------------------------ records */

/* What hangs under a record: by which member it stands in the file, and where in the struct. */
typedef struct
{
  const char *member;
  const VbShape *shape;
  const char *owner;
  gsize offset;
} Part;

static const Part person_parts[] = {
  { "representatives", &vb_representative_shape, "person_id",
    G_STRUCT_OFFSET (VbPerson, representatives) },
  { "relations", &vb_relation_shape, "person_id", G_STRUCT_OFFSET (VbPerson, relations) },
  { "helpers", &vb_helper_shape, "person_id", G_STRUCT_OFFSET (VbPerson, helpers) },
  { NULL }
};

static const Part consent_parts[] = {
  { "scope", &vb_consent_scope_shape, "consent_id", G_STRUCT_OFFSET (VbConsent, scope) },
  { NULL }
};

static const Part conversation_parts[] = {
  { "answers", &vb_answer_shape, "conversation_id", G_STRUCT_OFFSET (VbConversation, answers) },
  { "topics", &vb_topic_shape, "conversation_id", G_STRUCT_OFFSET (VbConversation, topics) },
  { "links", &vb_topic_link_shape, "conversation_id", G_STRUCT_OFFSET (VbConversation, links) },
  { "helping", &vb_helping_shape, "conversation_id", G_STRUCT_OFFSET (VbConversation, helping) },
  { "priorities", &vb_priority_shape, "conversation_id",
    G_STRUCT_OFFSET (VbConversation, priorities) },
  { "safety", &vb_safety_step_shape, "conversation_id",
    G_STRUCT_OFFSET (VbConversation, safety) },
  { NULL }
};

static const Part plan_parts[] = {
  { "goals", &vb_goal_shape, "plan_id", G_STRUCT_OFFSET (VbPlan, goals) },
  { "actions", &vb_action_shape, "plan_id", G_STRUCT_OFFSET (VbPlan, actions) },
  { NULL }
};

/* What a record of this kind is when nothing else is said. */
static void
set_usual (const VbShape *shape,
           gpointer       record)
{
  static const struct
  {
    const VbShape *shape;
    const char *column;
    const char *value;
  } usual[] = {
    { &vb_topic_shape, "source", "person" },
    { &vb_topic_link_shape, "source", "person" },
    { &vb_consent_scope_shape, "detail", "" },
    { &vb_goal_shape, "state", "active" },
    { &vb_action_shape, "state", "open" },
    { &vb_meeting_member_shape, "present", "1" },
    { &vb_meeting_action_shape, "state", "open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i].shape == shape)
      vb_shape_set_text (shape, record, find_column (shape, usual[i].column), usual[i].value);
}

static const Part referral_parts[] = {
  { "items", &vb_referral_item_shape, "referral_id", G_STRUCT_OFFSET (VbReferral, items) },
  { "events", &vb_referral_event_shape, "referral_id", G_STRUCT_OFFSET (VbReferral, events) },
  { NULL }
};

static const Part meeting_parts[] = {
  { "members", &vb_meeting_member_shape, "meeting_id", G_STRUCT_OFFSET (VbMeeting, members) },
  { NULL }
};

static const Part case_parts[] = {
  { "actions", &vb_meeting_action_shape, "case_id", G_STRUCT_OFFSET (VbMeetingCase, actions) },
  { NULL }
};

static const Part *
find_part (const Part *parts,
           const char *member)
{
  for (; parts->member != NULL; parts++)
    if (g_str_equal (parts->member, member))
      return parts;
  return NULL;
}

static const Part no_parts[] = { { NULL } };

static gboolean read_record (Reader *reader, const VbShape *shape, const Part *parts,
                             gpointer record, json_t *object);

static gboolean
read_part (Reader     *reader,
           const Part *part,
           const char *owner,
           GPtrArray  *records,
           json_t     *list)
{
  json_t *object;
  size_t i;

  if (!json_is_array (list))
    return refuse (reader, part->member, "not a list");
  json_array_foreach (list, i, object)
    {
      gpointer record = vb_shape_new (part->shape);

      g_ptr_array_add (records, record);
      set_usual (part->shape, record);
      vb_shape_set_text (part->shape, record, find_column (part->shape, part->owner), owner);
      if (!read_record (reader, part->shape, no_parts, record, object))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_record (Reader        *reader,
             const VbShape *shape,
             const Part    *parts,
             gpointer       record,
             json_t        *object)
{
  const char *name;
  json_t *value;

  if (!json_is_object (object))
    return refuse (reader, shape->table, "not an object");
  json_object_foreach (object, name, value)
    if (find_part (parts, name) == NULL && !read_value (reader, shape, record, name, value))
      return FALSE;
  json_object_foreach (object, name, value)
    {
      const Part *part = find_part (parts, name);

      if (part != NULL
          && !read_part (reader, part, vb_shape_get_key (shape, record, 0),
                         G_STRUCT_MEMBER (GPtrArray *, record, part->offset), value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_consents (Reader    *reader,
               VbDossier *dossier,
               json_t    *list)
{
  json_t *object;
  size_t i;

  json_array_foreach (list, i, object)
    {
      VbConsent *consent = vb_consent_new (dossier->person->id, reader->today_text);

      g_ptr_array_add (dossier->consents, consent);
      if (!read_record (reader, &vb_consent_shape, consent_parts, consent, object))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_conversations (Reader    *reader,
                    VbDossier *dossier,
                    json_t    *list)
{
  json_t *object;
  size_t i;

  json_array_foreach (list, i, object)
    {
      VbConversation *conversation = vb_conversation_new (dossier->person->id, "", "1",
                                                          reader->today_text);
      g_autofree char *url = NULL;

      g_ptr_array_add (dossier->conversations, conversation);
      if (!read_record (reader, &vb_conversation_shape, conversation_parts, conversation, object))
        return FALSE;
      url = g_strconcat (INSTRUMENTS, conversation->instrument, NULL);
      g_free (conversation->instrument);
      conversation->instrument = g_steal_pointer (&url);
    }
  return TRUE;
}

static gboolean
read_plans (Reader    *reader,
            VbDossier *dossier,
            json_t    *list)
{
  json_t *object;
  size_t i;

  json_array_foreach (list, i, object)
    {
      VbPlan *plan = vb_plan_new (dossier->person->id, reader->today_text);

      g_ptr_array_add (dossier->plans, plan);
      if (!read_record (reader, &vb_plan_shape, plan_parts, plan, object))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_person (Reader    *reader,
             GPtrArray *dossiers,
             json_t    *object)
{
  VbDossier *dossier = vb_dossier_new ();

  g_ptr_array_add (dossiers, dossier);
  dossier->person = vb_person_new ();
  return read_record (reader, &vb_person_shape, person_parts, dossier->person,
                      json_object_get (object, "person"))
         && read_consents (reader, dossier, json_object_get (object, "consents"))
         && read_conversations (reader, dossier, json_object_get (object, "conversations"))
         && read_plans (reader, dossier, json_object_get (object, "plans"));
}

/* (transfer full) (element-type utf8): on which day each step was taken; it is no column, and is
 * taken out of @events */
static GPtrArray *
take_days (const Reader *reader,
           json_t       *events)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (g_free);
  json_t *event;
  size_t i;

  json_array_foreach (events, i, event)
    {
      const char *on = json_string_value (json_object_get (event, "on"));

      g_ptr_array_add (days, on != NULL ? dup_day (reader, on) : NULL);
      json_object_del (event, "on");
    }
  return days;
}

/* The days of its steps become moments, and what may go along gets its place. */
static gboolean
finish_referral (Reader          *reader,
                 VbReferral      *referral,
                 const GPtrArray *days)
{
  /* The demonstration is that of a practice. */
  if (referral->sender_party == NULL)
    referral->sender_party = g_strdup (vb_party_get_code (VB_PARTY_CARE));
  for (guint i = 0; i < referral->items->len; i++)
    ((VbReferralItem *) g_ptr_array_index (referral->items, i))->position = i;
  for (guint i = 0; i < referral->events->len; i++)
    {
      VbReferralEvent *event = g_ptr_array_index (referral->events, i);
      const char *day = g_ptr_array_index (days, i);
      g_autofree char *moment = day != NULL ? dup_moment (day, reader->today_text, i) : NULL;

      if (moment == NULL)
        return refuse (reader, "referral_event", "on");
      event->at = g_ascii_strtoll (moment, NULL, 10);
      if (event->day == NULL)
        event->day = g_strdup (day);
    }
  return TRUE;
}

static gboolean
read_referral (Reader    *reader,
               GPtrArray *referrals,
               json_t    *object)
{
  VbReferralKind kind = vb_referral_kind_find (json_string_value (json_object_get (object,
                                                                                   "kind")));
  g_autoptr(GPtrArray) days = NULL;
  VbReferral *referral;

  if (kind >= VB_N_KINDS)
    return refuse (reader, "referral", "kind");
  days = take_days (reader, json_object_get (object, "events"));
  referral = vb_referral_new (kind, NULL);
  g_ptr_array_add (referrals, referral);
  return read_record (reader, &vb_referral_shape, referral_parts, referral, object)
         && finish_referral (reader, referral, days);
}

/* Their cases have lists of their own: they are taken out of @object. */
static gboolean
read_meeting (Reader    *reader,
              GPtrArray *meetings,
              json_t    *object)
{
  g_autoptr(json_t) cases = json_incref (json_object_get (object, "cases"));
  VbMeeting *meeting = vb_meeting_new ("", reader->today_text);
  json_t *value;
  size_t i;

  g_ptr_array_add (meetings, meeting);
  json_object_del (object, "cases");
  if (!read_record (reader, &vb_meeting_shape, meeting_parts, meeting, object))
    return FALSE;
  for (i = 0; i < meeting->members->len; i++)
    ((VbMeetingMember *) g_ptr_array_index (meeting->members, i))->position = i;
  json_array_foreach (cases, i, value)
    {
      VbMeetingCase *item = vb_meeting_add_case (meeting, NULL, NULL);

      if (!read_record (reader, &vb_meeting_case_shape, case_parts, item, value))
        return FALSE;
      for (guint k = 0; k < item->actions->len; k++)
        ((VbMeetingAction *) g_ptr_array_index (item->actions, k))->position = k;
    }
  return TRUE;
}

/* ------------------------------------------------------------------ the file */

static gboolean
read_all (Reader       *reader,
          VbDemoPeople *people,
          json_t       *root)
{
  json_t *object;
  size_t i;

  json_array_foreach (json_object_get (root, "persons"), i, object)
    if (!read_person (reader, people->dossiers, object))
      return FALSE;
  json_array_foreach (json_object_get (root, "gaps"), i, object)
    {
      VbDemoGap *gap = g_new0 (VbDemoGap, 1);

      gap->query = g_strdup (json_string_value (json_object_get (object, "query")));
      gap->remark = g_strdup (json_string_value (json_object_get (object, "remark")));
      g_ptr_array_add (people->gaps, gap);
    }
  return people->dossiers->len > 0 || refuse (reader, "persons", "nobody");
}

static gboolean
read_all_referrals (Reader       *reader,
                    VbDemoPeople *people,
                    json_t       *root)
{
  json_t *value;
  size_t i;

  json_array_foreach (json_object_get (root, "own_functions"), i, value)
    {
      if (!json_is_string (value))
        return refuse (reader, "own_functions", "not a text");
      g_ptr_array_add (people->own, g_strdup (json_string_value (value)));
    }
  json_array_foreach (json_object_get (root, "referrals"), i, value)
    if (!read_referral (reader, people->referrals, value))
      return FALSE;
  return people->referrals->len > 0 || refuse (reader, "referrals", "none");
}

static gboolean
read_all_meetings (Reader       *reader,
                   VbDemoPeople *people,
                   json_t       *root)
{
  json_t *value;
  size_t i;

  json_array_foreach (json_object_get (root, "meetings"), i, value)
    if (!read_meeting (reader, people->meetings, value))
      return FALSE;
  return people->meetings->len > 0 || refuse (reader, "meetings", "none");
}

static gboolean
read_file (VbDemoPeople  *people,
           GBytes        *bytes,
           const char    *today,
           gboolean     (*read) (Reader *reader, VbDemoPeople *people, json_t *root),
           GError       **error)
{
  g_autoptr(GError) fault = NULL;
  Reader reader = { .error = &fault };
  g_autoptr(json_t) root = NULL;
  json_error_t where;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  vb_time_read_date (today, &reader.today);
  g_strlcpy (reader.today_text, today, sizeof reader.today_text);
  root = json_loadb (text != NULL ? text : "", size, JSON_REJECT_DUPLICATES, &where);
  if (root == NULL)
    refuse (&reader, "JSON", where.text);
  else if (read (&reader, people, root))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

VbDemoPeople *
vb_demo_people_read (GBytes      *bytes,
                     const char  *today,
                     GError     **error)
{
  g_autoptr(VbDemoPeople) people = people_new ();

  g_return_val_if_fail (vb_time_is_date (today), NULL);

  return read_file (people, bytes, today, read_all, error) ? g_steal_pointer (&people) : NULL;
}

gboolean
vb_demo_people_read_referrals (VbDemoPeople *self,
                               GBytes       *bytes,
                               const char   *today,
                               GError      **error)
{
  g_return_val_if_fail (vb_time_is_date (today), FALSE);

  return read_file (self, bytes, today, read_all_referrals, error);
}

gboolean
vb_demo_people_read_meetings (VbDemoPeople *self,
                              GBytes       *bytes,
                              const char   *today,
                              GError      **error)
{
  g_return_val_if_fail (vb_time_is_date (today), FALSE);

  return read_file (self, bytes, today, read_all_meetings, error);
}

/* (transfer full) (nullable): installed, or beside the source it was built from */
static GBytes *
load_shipped (const char  *name,
              GError     **error)
{
  g_autofree char *installed = g_build_filename (PKGDATADIR, "demo-people", name, NULL);
  g_autofree char *beside = g_build_filename (SOURCE_DATADIR, "demo-people", name, NULL);
  char *text;
  gsize length;

  if (!g_file_get_contents (g_file_test (installed, G_FILE_TEST_EXISTS) ? installed : beside,
                            &text, &length, error))
    return NULL;
  return g_bytes_new_take (text, length);
}

VbDemoPeople *
vb_demo_people_read_shipped (GError **error)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(GBytes) bytes = load_shipped ("people.json", error);
  g_autoptr(GBytes) sent = bytes != NULL ? load_shipped ("referrals.json", error) : NULL;
  g_autoptr(GBytes) held = sent != NULL ? load_shipped ("meetings.json", error) : NULL;
  g_autoptr(VbDemoPeople) people = NULL;

  if (held == NULL)
    return NULL;
  people = vb_demo_people_read (bytes, today, error);
  if (people == NULL || !vb_demo_people_read_referrals (people, sent, today, error)
      || !vb_demo_people_read_meetings (people, held, today, error))
    return NULL;
  return g_steal_pointer (&people);
}
