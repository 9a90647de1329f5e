/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A case meeting: who may hear what, in the room and on paper, and what must be there before it is
 * closed. */

#include "config.h"

#include "store-fixture.h"

#include "core/base/vb-time.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-dossiers.h"
#include "core/store/vb-meetings.h"
#include "core/store/vb-people.h"

#define NURSE "00000000-0000-7000-8000-0000000000a1"
#define COACH "00000000-0000-7000-8000-0000000000a2"
#define HOUSING "00000000-0000-7000-8000-0000000000a3"

typedef struct
{
  Fixture base;
  char *today;
  char *greet;
  VbMeeting *meeting;
  VbMeetingCase *item;
  VbMeetingMember *own;
  VbMeetingMember *nurse;   /* Greet agreed that she hears it */
  VbMeetingMember *coach;   /* was never asked */
  VbMeetingMember *housing; /* Greet refused */
} Table;

static void
add_consent (Table      *self,
             const char *kind,
             const char *recipient)
{
  g_autoptr(VbConsent) consent = vb_consent_new (self->greet, self->today);
  g_autoptr(GError) error = NULL;

  g_free (consent->kind);
  consent->kind = g_strdup (kind);
  consent->by_person = TRUE;
  consent->capacity = g_strdup ("yes");
  consent->form = g_strdup ("oral");
  consent->form_note = g_strdup ("the practice nurse");
  consent->purpose = g_strdup ("meeting");
  consent->recipient_id = g_strdup (recipient);
  consent->explained = TRUE;
  if (g_str_equal (kind, "consent"))
    {
      vb_consent_add_scope (consent, "name", NULL);
      vb_consent_add_scope (consent, "wish", NULL);
      vb_consent_add_scope (consent, "plan", NULL);
    }
  g_assert_true (vb_consents_save_sync (self->base.store, consent, NULL, &error));
  g_assert_no_error (error);
}

static void
reopen (Table *self)
{
  g_autoptr(GError) error = NULL;
  VbMeeting *meeting = vb_meetings_open_sync (self->base.store, self->meeting->id, NULL, &error);

  g_assert_no_error (error);
  g_clear_pointer (&self->meeting, vb_meeting_free);
  self->meeting = meeting;
  self->own = g_ptr_array_index (meeting->members, 0);
  self->nurse = g_ptr_array_index (meeting->members, 1);
  self->coach = g_ptr_array_index (meeting->members, 2);
  self->housing = g_ptr_array_index (meeting->members, 3);
  self->item = meeting->cases->len > 0 ? g_ptr_array_index (meeting->cases, 0) : NULL;
}

/* What was changed in the members of @self is kept. */
static void
keep (Table *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbMeeting) base = vb_meetings_open_sync (self->base.store, self->meeting->id, NULL,
                                                     NULL);

  g_assert_true (vb_meetings_save_sync (self->base.store, base, self->meeting, NULL, &error));
  g_assert_no_error (error);
  reopen (self);
}

static void
set (char       **text,
     const char  *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
table_open (Table *self)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  fixture_open (&self->base);
  self->today = vb_time_today ();
  set (&person->given_name, "Greet");
  set (&person->prefix, "van der");
  set (&person->family_name, "Bos");
  set (&person->birth_date, "1943-04-03");
  g_assert_true (vb_people_save_sync (self->base.store, NULL, person, NULL, &error));
  g_assert_no_error (error);
  self->greet = g_strdup (person->id);
  add_consent (self, "consent", NURSE);
  add_consent (self, "refusal", HOUSING);

  self->meeting = vb_meeting_new ("Monthly meeting", self->today);
  vb_meeting_add_member (self->meeting, NULL, "GP", "Anna")->own = TRUE;
  vb_meeting_add_member (self->meeting, NURSE, "District nurse", "Bea");
  vb_meeting_add_member (self->meeting, COACH, "Wellbeing coach", "Cas");
  vb_meeting_add_member (self->meeting, HOUSING, "Housing", "Dirk");
  fixture_exec (&self->base, "INSERT INTO setting (name, value) VALUES ('profile-party', 'care')");
  vb_meeting_add_case (self->meeting, self->greet, "Who can look in more often?");
  g_assert_true (vb_meetings_save_sync (self->base.store, NULL, self->meeting, NULL, &error));
  g_assert_no_error (error);
  reopen (self);
}

static void
table_close (Table *self)
{
  g_clear_pointer (&self->meeting, vb_meeting_free);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->greet, g_free);
  fixture_close (&self->base);
}

/* With a name, and the four questions answered. */
static void
name_it (Table *self)
{
  set (&self->item->mode, "named");
  set (&self->item->necessity, "the nurse is there already");
  set (&self->item->proportionality, "no more than this");
  set (&self->item->subsidiarity, "she cannot do it herself");
}

/* Everything that closing asks for. */
static void
agree (Table *self)
{
  set (&self->item->informed, "yes");
  set (&self->item->presence, "represented");
  set (&self->item->decision, "The nurse looks in on Mondays");
  vb_meeting_add_action (self->item, "Call the daughter", "District nurse", self->today);
  set (&self->item->director, "District nurse");
  set (&self->item->evaluate_on, "2999-01-04");
  set (&self->item->inform_by, "District nurse");
}

static void
assert_standing (const Table           *self,
                 const VbMeetingMember *member,
                 VbStanding             expected)
{
  g_assert_cmpint (vb_meeting_decide_seat (self->item, member, VB_PARTY_CARE, self->today, NULL),
                   ==, expected);
}

/* ------------------------------------------------------------------ the schema */

static void
every_column_has_its_member (void)
{
  const VbShape *shapes[] = { &vb_meeting_shape, &vb_meeting_member_shape, &vb_meeting_case_shape,
                              &vb_meeting_seat_shape, &vb_meeting_action_shape };
  Table t = { 0 };

  table_open (&t);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s')",
                                              shapes[i]->table);

      g_assert_cmpint (fixture_int (&t.base, sql), ==, shapes[i]->n_fields);
    }
  table_close (&t);
}

/* ------------------------------------------------------------------ who may hear what */

static void
each_participant_hears_what_was_agreed_to (void)
{
  Table t = { 0 };
  VbDisclosure why;

  table_open (&t);
  /* without a name, for everybody */
  assert_standing (&t, t.nurse, VB_STANDING_ANONYMOUS);
  assert_standing (&t, t.coach, VB_STANDING_ANONYMOUS);

  set (&t.item->mode, "named");
  assert_standing (&t, t.own, VB_STANDING_COVERED);
  /* the four questions come first */
  g_assert_cmpint (vb_meeting_decide_seat (t.item, t.nurse, VB_PARTY_CARE, t.today, &why), ==,
                   VB_STANDING_ANONYMOUS);
  g_assert_cmpint (why.reason, ==, VB_REASON_CHECK_INCOMPLETE);
  name_it (&t);
  assert_standing (&t, t.nurse, VB_STANDING_COVERED);
  assert_standing (&t, t.coach, VB_STANDING_ANONYMOUS);
  assert_standing (&t, t.housing, VB_STANDING_LEAVES);

  /* a choice makes it stricter, and never looser */
  vb_meeting_choose_seat (t.item, t.nurse, "leaves");
  assert_standing (&t, t.nurse, VB_STANDING_LEAVES);
  vb_meeting_choose_seat (t.item, t.nurse, NULL);
  assert_standing (&t, t.nurse, VB_STANDING_COVERED);
  vb_meeting_choose_seat (t.item, t.housing, "anonymous");
  assert_standing (&t, t.housing, VB_STANDING_LEAVES);
  t.nurse->present = FALSE;
  assert_standing (&t, t.nurse, VB_STANDING_LEAVES);
  table_close (&t);
}

static void
who_takes_consent_back_is_not_discussed_by_name_any_more (void)
{
  Table t = { 0 };
  g_autofree char *consent = NULL;

  table_open (&t);
  name_it (&t);
  keep (&t);
  assert_standing (&t, t.nurse, VB_STANDING_COVERED);
  consent = fixture_text (&t.base, "SELECT id FROM consent WHERE kind = 'consent'");
  g_assert_true (vb_consents_withdraw_sync (t.base.store, consent, "person", NULL, NULL, NULL));
  reopen (&t);
  assert_standing (&t, t.nurse, VB_STANDING_LEAVES);
  table_close (&t);
}

/* ------------------------------------------------------------------ never a name */

static gboolean
has_error (GArray     *errors,
           const char *column)
{
  for (guint i = 0; i < errors->len; i++)
    if (g_str_equal (g_array_index (errors, VbShapeError, i).column, column))
      return TRUE;
  return FALSE;
}

static void
assert_refused (const Table *self,
                const char  *column)
{
  g_autoptr(GArray) errors = vb_meeting_validate (self->meeting);

  g_assert_true (has_error (errors, column));
}

static void
an_agenda_has_numbers_and_no_names (void)
{
  static const char *const names[] = { "GREET", "Mw. Bos-2", "", "-", "A B1", "ab-1" };
  Table t = { 0 };
  g_autoptr(VbMeeting) agenda = NULL;
  const VbMeetingCase *shown;

  table_open (&t);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      set (&t.item->number, names[i]);
      assert_refused (&t, "number");
    }
  set (&t.item->number, "BK-12");
  set (&t.item->question, "Can someone visit mrs. BÓS?");
  assert_refused (&t, "question");
  set (&t.item->question, "Can someone visit, Greet?");
  assert_refused (&t, "question");
  set (&t.item->question, "A walk in the bosses' garden for a greeting"); /* parts of words */
  keep (&t);

  vb_meeting_add_case (t.meeting, NULL, "And this one?");
  set (&((VbMeetingCase *) g_ptr_array_index (t.meeting->cases, 1))->number, "BK-12");
  assert_refused (&t, "number"); /* twice */

  reopen (&t);
  agree (&t);
  agenda = vb_meeting_dup_agenda (t.meeting);
  shown = g_ptr_array_index (agenda->cases, 0);
  g_assert_null (shown->person_id);
  g_assert_null (shown->person);
  g_assert_null (shown->decision);
  g_assert_cmpuint (shown->actions->len, ==, 0);
  g_assert_cmpstr (shown->number, ==, "BK-12");
  g_assert_cmpint (vb_meeting_case_get_decade (t.item, "2026-11-22"), ==, 80);
  table_close (&t);
}

static void
a_case_without_a_person_has_no_name_to_say (void)
{
  Table t = { 0 };
  VbMeetingCase *nobody;

  table_open (&t);
  nobody = vb_meeting_add_case (t.meeting, NULL, "What would you do?");
  set (&nobody->mode, "named");
  assert_refused (&t, "mode");
  set (&nobody->mode, "anonymous");
  keep (&t);
  g_assert_cmpuint (t.meeting->cases->len, ==, 2);
  table_close (&t);
}

/* ------------------------------------------------------------------ closing */

static gboolean
try_close (Table      *self,
           const char *case_id,
           const char *expected)
{
  g_autoptr(GError) error = NULL;
  gboolean closed = vb_meetings_close_sync (self->base.store, self->meeting->id, case_id, NULL,
                                            &error);

  if (expected == NULL)
    {
      g_assert_no_error (error);
      return closed;
    }
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, expected));
  return closed;
}

static void
a_case_is_not_closed_without_what_belongs_to_it (void)
{
  static const char *const columns[] = { "informed", "presence", "decision", "director",
                                         "evaluate_on", "inform_by" };
  Table t = { 0 };

  table_open (&t);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GArray) errors = vb_meeting_check_close_case (t.meeting, t.item, VB_PARTY_CARE,
                                                              t.today);

      g_assert_true (has_error (errors, columns[i]));
    }
  g_assert_false (try_close (&t, t.item->id, "informed"));
  agree (&t);
  set (&t.item->evaluate_on, t.today); /* not the same day */
  keep (&t);
  g_assert_false (try_close (&t, t.item->id, "evaluate_on"));
  set (&t.item->evaluate_on, "2999-01-04");
  set (&t.item->informed, "no"); /* and why not? */
  keep (&t);
  g_assert_false (try_close (&t, t.item->id, "informed_note"));
  set (&t.item->informed, "yes");
  keep (&t);
  g_assert_false (try_close (&t, NULL, "state")); /* the meeting: a case is open */
  g_assert_true (try_close (&t, t.item->id, NULL));
  g_assert_false (try_close (&t, t.item->id, "state")); /* once */
  g_assert_true (try_close (&t, NULL, NULL));
  reopen (&t);
  g_assert_cmpstr (t.meeting->state, ==, "held");
  g_assert_cmpstr (t.item->state, ==, "closed");
  table_close (&t);
}

static void
by_name_everybody_in_the_room_is_covered (void)
{
  Table t = { 0 };

  table_open (&t);
  agree (&t);
  name_it (&t);
  g_clear_pointer (&t.item->necessity, g_free);
  keep (&t);
  g_assert_false (try_close (&t, t.item->id, "necessity"));
  name_it (&t);
  keep (&t);
  g_assert_false (try_close (&t, t.item->id, "mode")); /* the coach was never asked */
  vb_meeting_choose_seat (t.item, t.coach, "leaves");
  keep (&t);
  g_assert_true (try_close (&t, t.item->id, NULL));

  /* who heard it on what ground stays with it */
  g_assert_cmpint (fixture_int (&t.base, "SELECT count(*) FROM meeting_seat WHERE standing = "
                                         "'covered' AND consent_id IS NOT NULL"), ==, 1);
  g_assert_cmpint (fixture_int (&t.base, "SELECT count(*) FROM meeting_seat WHERE standing = "
                                         "'leaves'"), ==, 2);
  table_close (&t);
}

static void
a_meeting_of_a_later_day_cannot_be_closed (void)
{
  Table t = { 0 };

  table_open (&t);
  agree (&t);
  set (&t.meeting->held_on, "2998-01-01");
  keep (&t);
  g_assert_false (try_close (&t, t.item->id, "state"));
  table_close (&t);
}

static void
what_was_closed_changes_only_by_what_is_done_since (void)
{
  Table t = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbMeeting) base = NULL;
  g_autoptr(VbMeeting) before = NULL;

  table_open (&t);
  agree (&t);
  keep (&t);
  before = vb_meeting_copy (t.meeting);
  g_assert_true (try_close (&t, t.item->id, NULL));

  /* who had it open does not write over it */
  set (&t.item->decision, "Something else");
  g_assert_false (vb_meetings_save_sync (t.base.store, before, t.meeting, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  g_clear_error (&error);

  reopen (&t);
  base = vb_meeting_copy (t.meeting);
  set (&t.item->decision, "Something else");
  g_assert_false (vb_meetings_save_sync (t.base.store, base, t.meeting, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  set (&t.item->state, "open"); /* nor opened again */
  set (&t.item->decision, "The nurse looks in on Mondays");
  g_assert_false (vb_meetings_save_sync (t.base.store, base, t.meeting, NULL, &error));
  g_clear_error (&error);

  reopen (&t);
  set (&t.item->informed_on, t.today);
  set (&t.item->evaluated_on, t.today);
  set (&((VbMeetingAction *) g_ptr_array_index (t.item->actions, 0))->state, "done");
  keep (&t);
  g_assert_cmpstr (t.item->informed_on, ==, t.today);
  g_assert_cmpstr (t.item->evaluated_on, ==, t.today);
  g_assert_cmpint (fixture_int (&t.base, "SELECT count(*) FROM meeting_action WHERE state = "
                                         "'done'"), ==, 1);
  table_close (&t);
}

static void
closing_goes_by_its_own_button_only (void)
{
  Table t = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbMeeting) base = NULL;

  table_open (&t);
  agree (&t);
  base = vb_meetings_open_sync (t.base.store, t.meeting->id, NULL, NULL);
  set (&t.item->state, "closed");
  g_assert_false (vb_meetings_save_sync (t.base.store, base, t.meeting, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_cmpint (fixture_int (&t.base, "SELECT count(*) FROM meeting_case WHERE state <> "
                                         "'open'"), ==, 0);
  table_close (&t);
}

/* ------------------------------------------------------------------ on paper */

static void
a_report_holds_what_its_reader_may_see (void)
{
  Table t = { 0 };
  g_autoptr(VbMeeting) nurse = NULL, coach = NULL, housing = NULL;
  const VbMeetingCase *item;

  table_open (&t);
  agree (&t);
  name_it (&t);
  set (&t.item->medical_view, "Her balance is poor");
  set (&t.item->social_view, "The daughter comes on Fridays");
  vb_meeting_add_action (t.item, "Visit Greet with a stick", "Physiotherapist", t.today);
  keep (&t);

  nurse = vb_meeting_dup_for_member (t.meeting, t.nurse, VB_PARTY_CARE, t.today);
  item = g_ptr_array_index (nurse->cases, 0);
  g_assert_cmpstr (item->person->family_name, ==, "Bos");
  g_assert_cmpuint (item->actions->len, ==, 2);
  g_assert_null (item->medical_view); /* she agreed to name, wish and plan */
  g_assert_null (item->social_view);
  g_assert_null (item->necessity);
  g_assert_cmpuint (item->seats->len, ==, 0);
  g_assert_null (item->person->consents);

  coach = vb_meeting_dup_for_member (t.meeting, t.coach, VB_PARTY_CARE, t.today);
  item = g_ptr_array_index (coach->cases, 0);
  g_assert_null (item->person);
  g_assert_null (item->person_id);
  g_assert_cmpstr (item->decision, ==, "The nurse looks in on Mondays");
  g_assert_cmpuint (item->actions->len, ==, 1); /* the other one says who it is */

  housing = vb_meeting_dup_for_member (t.meeting, t.housing, VB_PARTY_CARE, t.today);
  g_assert_cmpuint (housing->cases->len, ==, 0);
  table_close (&t);
}

static void
what_was_not_discussed_is_a_number_on_paper (void)
{
  Table t = { 0 };
  g_autoptr(VbMeeting) nurse = NULL, agenda = NULL, off = NULL;
  const VbMeetingCase *item;

  table_open (&t);
  agree (&t);
  name_it (&t);
  set (&t.item->state, "dropped");
  set (&t.item->drop_note, "Greet does not want it");
  nurse = vb_meeting_dup_for_member (t.meeting, t.nurse, VB_PARTY_CARE, t.today);
  item = g_ptr_array_index (nurse->cases, 0);
  g_assert_nonnull (item->number);
  g_assert_null (item->person);
  g_assert_null (item->question);
  g_assert_null (item->decision);
  g_assert_cmpuint (item->actions->len, ==, 0);
  agenda = vb_meeting_dup_agenda (t.meeting);
  g_assert_null (((VbMeetingCase *) g_ptr_array_index (agenda->cases, 0))->question);

  set (&t.item->state, "open");
  set (&t.meeting->state, "cancelled");
  off = vb_meeting_dup_for_member (t.meeting, t.nurse, VB_PARTY_CARE, t.today);
  g_assert_null (((VbMeetingCase *) g_ptr_array_index (off->cases, 0))->person);
  table_close (&t);
}

static void
a_case_knows_whether_it_tells_the_name (void)
{
  Table t = { 0 };

  table_open (&t);
  agree (&t);
  name_it (&t);
  g_assert_false (vb_meeting_case_tells_name (t.item));
  vb_meeting_add_action (t.item, "Visit Greet with a stick", "Physiotherapist", t.today);
  g_assert_true (vb_meeting_case_tells_name (t.item));
  g_ptr_array_set_size (t.item->actions, 0);
  set (&t.item->inform_by, "The daughter of mrs. Bos");
  g_assert_true (vb_meeting_case_tells_name (t.item));
  table_close (&t);
}

static void
what_goes_out_stands_in_the_log_of_the_person (void)
{
  Table t = { 0 };
  g_autoptr(VbMeeting) agenda = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;

  table_open (&t);
  agenda = vb_meeting_dup_agenda (t.meeting); /* says nothing about Greet; the log does */
  g_assert_true (vb_meetings_log_paper_sync (t.base.store, VB_EVENT_PRINT, agenda, NULL, NULL,
                                             &error));
  g_assert_no_error (error);
  sql = g_strdup_printf ("SELECT count(*) FROM access_log WHERE event = 'print' AND "
                         "object_type = 'meeting_case' AND person_id = '%s'", t.greet);
  g_assert_cmpint (fixture_int (&t.base, sql), ==, 1);
  table_close (&t);
}

/* What somebody may have on paper is decided when it goes out, not when it was shown. */
static void
paper_does_not_go_out_after_consent_was_taken_back (void)
{
  Table t = { 0 };
  g_autoptr(VbMeeting) report = NULL, now = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *consent = NULL;

  table_open (&t);
  name_it (&t);
  keep (&t);
  report = vb_meeting_dup_for_member (t.meeting, t.nurse, VB_PARTY_CARE, t.today);
  g_assert_true (vb_meetings_log_paper_sync (t.base.store, VB_EVENT_PRINT, report, t.nurse->id,
                                             NULL, &error));
  g_assert_no_error (error);

  consent = fixture_text (&t.base, "SELECT id FROM consent WHERE kind = 'consent'");
  g_assert_true (vb_consents_withdraw_sync (t.base.store, consent, "person", NULL, NULL, NULL));
  g_assert_false (vb_meetings_log_paper_sync (t.base.store, VB_EVENT_PRINT, report, t.nurse->id,
                                              NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (fixture_int (&t.base, "SELECT count(*) FROM access_log WHERE event = 'print'"),
                   ==, 1);

  reopen (&t);
  now = vb_meeting_dup_for_member (t.meeting, t.nurse, VB_PARTY_CARE, t.today);
  g_assert_cmpuint (now->cases->len, ==, 0);
  g_assert_true (vb_meetings_log_paper_sync (t.base.store, VB_EVENT_PRINT, now, t.nurse->id, NULL,
                                             &error));
  g_assert_no_error (error);
  table_close (&t);
}

static void
an_agenda_that_was_changed_does_not_go_out_as_it_was (void)
{
  Table t = { 0 };
  g_autoptr(VbMeeting) agenda = NULL;
  g_autoptr(GError) error = NULL;

  table_open (&t);
  agenda = vb_meeting_dup_agenda (t.meeting);
  set (&t.item->question, "Something else");
  keep (&t);
  g_assert_false (vb_meetings_log_paper_sync (t.base.store, VB_EVENT_PRINT, agenda, NULL, NULL,
                                              &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  table_close (&t);
}

/* Who may know who it is about needs the name for it, and no more. */
static void
a_covered_report_holds_the_name_and_not_the_birth_date (void)
{
  Table t = { 0 };
  g_autoptr(VbMeeting) report = NULL;
  const VbMeetingPerson *person;

  table_open (&t);
  fixture_exec (&t.base, "UPDATE person SET postal_code = '1234 AB', address_secret = 1");
  name_it (&t);
  keep (&t);
  report = vb_meeting_dup_for_member (t.meeting, t.nurse, VB_PARTY_CARE, t.today);
  person = ((VbMeetingCase *) g_ptr_array_index (report->cases, 0))->person;
  g_assert_cmpstr (person->family_name, ==, "Bos");
  g_assert_null (person->birth_date);
  g_assert_null (person->postal_code);
  g_assert_null (person->consents);
  table_close (&t);
}

static void
what_was_discussed_is_in_the_copy_of_everything (void)
{
  Table t = { 0 };
  g_autoptr(VbDossier) dossier = NULL;
  const VbMeetingCase *item;

  table_open (&t);
  agree (&t);
  keep (&t);
  dossier = vb_dossiers_export_sync (t.base.store, t.greet, "request", NULL, NULL);
  g_assert_cmpuint (dossier->cases->len, ==, 1);
  item = g_ptr_array_index (dossier->cases, 0);
  g_assert_cmpstr (item->held_on, ==, t.today);
  g_assert_cmpstr (item->decision, ==, "The nurse looks in on Mondays");
  g_assert_cmpuint (item->actions->len, ==, 1);
  table_close (&t);
}

/* From one store to another: what was discussed is history there, what was not is left behind. */
static void
what_was_discussed_goes_along_to_another_store (void)
{
  Table t = { 0 };
  Fixture other;
  VbDossier *dossier;
  const VbMeeting *meeting;
  g_autoptr(GError) error = NULL;

  table_open (&t);
  agree (&t);
  vb_meeting_add_case (t.meeting, t.greet, "Something for next time");
  keep (&t);
  g_assert_true (vb_meetings_close_sync (t.base.store, t.meeting->id, t.item->id, NULL, &error));
  g_assert_no_error (error);
  dossier = vb_dossiers_export_sync (t.base.store, t.greet, "request", NULL, NULL);
  g_assert_cmpuint (dossier->cases->len, ==, 2);
  meeting = vb_dossier_find_meeting (dossier, t.meeting->id);
  g_assert_cmpuint (meeting->members->len, ==, 4);
  g_assert_cmpuint (vb_dossier_leave_open_cases (dossier), ==, 1);

  fixture_open (&other);
  g_assert_true (vb_dossiers_import_sync (other.store, dossier, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&other, "SELECT count(*) FROM meeting WHERE state = 'held'"), ==,
                   1);
  g_assert_cmpint (fixture_int (&other, "SELECT count(*) FROM meeting_seat WHERE standing IS NOT "
                                        "NULL"), ==, 4);
  g_assert_cmpint (fixture_int (&other, "SELECT count(*) FROM meeting_case AS c JOIN "
                                        "meeting_action AS a ON a.case_id = c.id WHERE c.state = "
                                        "'closed' AND a.what = 'Call the daughter'"), ==, 1);
  fixture_close (&other);
  table_close (&t);
}

static void
what_is_closed_without_a_decision_is_not_taken_in (void)
{
  Table t = { 0 };
  Fixture other;
  VbDossier *dossier;
  g_autoptr(GError) error = NULL;

  table_open (&t);
  dossier = vb_dossiers_export_sync (t.base.store, t.greet, "request", NULL, NULL);
  set (&((VbMeetingCase *) g_ptr_array_index (dossier->cases, 0))->state, "closed");
  fixture_open (&other);
  g_assert_false (vb_dossiers_import_sync (other.store, dossier, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_cmpint (fixture_int (&other, "SELECT count(*) FROM person"), ==, 0);
  fixture_close (&other);
  table_close (&t);
}

static void
meetings_are_listed_the_next_one_first (void)
{
  Table t = { 0 };
  g_autoptr(VbMeeting) later = vb_meeting_new ("Next year", "2998-01-01");
  g_autoptr(VbMeeting) off = vb_meeting_new ("Did not happen", "2997-01-01");
  g_autoptr(GPtrArray) lines = NULL;
  const VbMeetingLine *first;

  table_open (&t);
  set (&off->state, "cancelled");
  g_assert_true (vb_meetings_save_sync (t.base.store, NULL, later, NULL, NULL));
  g_assert_true (vb_meetings_save_sync (t.base.store, NULL, off, NULL, NULL));
  lines = vb_meetings_list_sync (t.base.store, 10, NULL, NULL);
  g_assert_cmpuint (lines->len, ==, 3);
  first = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (first->title, ==, "Monthly meeting");
  g_assert_cmpuint (first->n_cases, ==, 1);
  g_assert_cmpuint (first->n_open, ==, 1);
  g_assert_cmpstr (((VbMeetingLine *) g_ptr_array_index (lines, 2))->title, ==, "Did not happen");
  table_close (&t);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/meetings/" #name, name)
  ADD (every_column_has_its_member);
  ADD (each_participant_hears_what_was_agreed_to);
  ADD (who_takes_consent_back_is_not_discussed_by_name_any_more);
  ADD (an_agenda_has_numbers_and_no_names);
  ADD (a_case_without_a_person_has_no_name_to_say);
  ADD (a_case_is_not_closed_without_what_belongs_to_it);
  ADD (by_name_everybody_in_the_room_is_covered);
  ADD (a_meeting_of_a_later_day_cannot_be_closed);
  ADD (what_was_closed_changes_only_by_what_is_done_since);
  ADD (closing_goes_by_its_own_button_only);
  ADD (a_report_holds_what_its_reader_may_see);
  ADD (what_was_not_discussed_is_a_number_on_paper);
  ADD (a_case_knows_whether_it_tells_the_name);
  ADD (what_goes_out_stands_in_the_log_of_the_person);
  ADD (paper_does_not_go_out_after_consent_was_taken_back);
  ADD (an_agenda_that_was_changed_does_not_go_out_as_it_was);
  ADD (a_covered_report_holds_the_name_and_not_the_birth_date);
  ADD (what_was_discussed_is_in_the_copy_of_everything);
  ADD (what_was_discussed_goes_along_to_another_store);
  ADD (what_is_closed_without_a_decision_is_not_taken_in);
  ADD (meetings_are_listed_the_next_one_first);
  return g_test_run ();
}
