/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is done in the program stands in the access log: what it was, who did it, with what and
 * about whom. Each step is one thing that a person does; the table at the end says what is not in
 * the log, and why. */

#include "config.h"

#include "store-fixture.h"

#include "core/store/vb-access-seal.h"
#include "core/store/vb-agreements.h"
#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-destruction.h"
#include "core/store/vb-dossiers.h"
#include "core/store/vb-duplicates.h"
#include "core/store/vb-log-prune.h"
#include "core/store/vb-meetings.h"
#include "core/store/vb-people.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-plans.h"
#include "core/store/vb-profile.h"
#include "core/store/vb-referrals.h"
#include "core/store/vb-rekey.h"
#include "core/store/vb-search.h"
#include "core/store/vb-sources.h"
#include "core/store/vb-synonym.h"
#include "core/store/vb-trust.h"

#define WEB "https://verbinder.nl/fhir/Questionnaire/health-web"
#define TODAY "2026-03-12"

typedef struct
{
  Fixture base;
  gint64 last;    /* entry that was looked at */
  guint n_steps;
  char *person;
  char *other;
} Desk;

/* ------------------------------------------------------------------ what was logged */

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbAccessFilter all = { 0 };

  return vb_access_log_list (db, &all, 50, error);
}

static gboolean
fits (const VbAccessRecord *record,
      const char           *event,
      char                  action,
      const char           *type,
      const char           *person)
{
  return g_str_equal (record->event, event) && record->action == action
         && g_strcmp0 (record->object_type, type) == 0
         && g_strcmp0 (record->person_id, person) == 0;
}

/* One of the entries that came since the last step is this one; each says who it was. */
static void
expect (Desk       *desk,
        const char *what,
        const char *event,
        char        action,
        const char *type,
        const char *person)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = vb_store_run_sync (desk->base.store, VB_LANE_READ, list_job,
                                                    NULL, NULL, &error);
  g_autoptr(GString) seen = g_string_new (NULL);
  gint64 last = desk->last;
  gboolean found = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const VbAccessRecord *record = records->pdata[i];

      if (record->seq <= desk->last)
        break;
      last = MAX (last, record->seq);
      found = found || fits (record, event, action, type, person);
      g_string_append_printf (seen, " [%s %c %s %s]", record->event, record->action,
                              record->object_type, record->person_id);
      g_assert_cmpstr (record->user_id, ==, "awit");
      g_assert_cmpstr (record->user_name, ==, "Anna de Wit");
      g_assert_cmpstr (record->role, ==, "poh");
      g_assert_cmpint (record->at, >, 0);
      g_assert_nonnull (record->device);
    }
  if (!found)
    g_error ("%s is not in the access log as %s %c %s %s, but:%s", what, event, action, type,
             person, seen->str);
  desk->last = last;
  desk->n_steps++;
  g_test_message ("%u. %s:%s", desk->n_steps, what, seen->str);
}

static void
expect_nothing (Desk       *desk,
                const char *what)
{
  gint64 last = fixture_int (&desk->base, "SELECT max (seq) FROM access_log");

  if (last != desk->last)
    g_error ("%s is in the access log", what);
}

static void
desk_open (Desk *desk)
{
  fixture_open (&desk->base);
  vb_store_set_actor (desk->base.store, "awit", "Anna de Wit", "poh");
}

static void
desk_close (Desk *desk)
{
  g_free (desk->person);
  g_free (desk->other);
  fixture_close (&desk->base);
}

/* An action of the store that must work. */
#define DO(call) G_STMT_START {                                                                    \
    g_autoptr(GError) error = NULL;                                                                \
    gboolean done = !!(call);                                                                      \
    g_assert_no_error (error);                                                                     \
    g_assert_true (done);                                                                          \
  } G_STMT_END

/* ------------------------------------------------------------------ people */

static char *
add_person (Desk       *desk,
            const char *name)
{
  g_autoptr(VbPerson) person = vb_person_new ();

  person->given_name = g_strdup (name);
  person->family_name = g_strdup ("Jansen");
  person->birth_date = g_strdup ("1943-04-03");
  DO (vb_people_save_sync (desk->base.store, NULL, person, NULL, &error));
  return g_strdup (person->id);
}

static void
with_people (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(VbPerson) changed = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_autofree char *house = NULL;

  desk->person = add_person (desk, "Greet");
  expect (desk, "Write a person down", VB_EVENT_CREATE, 'C', "person", desk->person);
  desk->other = add_person (desk, "Henk");
  expect (desk, "Write another down", VB_EVENT_CREATE, 'C', "person", desk->other);
  DO (lines = vb_people_find_sync (store, "jansen", 10, NULL, &error));
  expect (desk, "Search for a person", VB_EVENT_SEARCH, 'R', "person", NULL);
  DO (record = vb_people_open_sync (store, desk->person, "care", NULL, &error));
  expect (desk, "Open a record", VB_EVENT_READ, 'R', "person", desk->person);
  changed = vb_person_copy (record->person);
  g_free (changed->given_name);
  changed->given_name = g_strdup ("Greetje");
  DO (vb_people_save_sync (store, record->person, changed, NULL, &error));
  expect (desk, "Change a record", VB_EVENT_CHANGE, 'U', "person", desk->person);
  DO (house = vb_people_join_sync (store, desk->person, NULL, NULL, TRUE, NULL, &error));
  expect (desk, "Make a household", VB_EVENT_CHANGE, 'U', "household", desk->person);
  g_free (vb_people_join_sync (store, desk->other, house, NULL, TRUE, NULL, NULL));
  expect (desk, "Join a household", VB_EVENT_CHANGE, 'U', "household", desk->other);
  DO (vb_people_leave_sync (store, desk->other, NULL, &error));
  expect (desk, "Leave a household", VB_EVENT_CHANGE, 'U', "household", desk->other);
}

static VbConsent *
make_consent (Desk *desk)
{
  VbConsent *consent = vb_consent_new (desk->person, TODAY);

  consent->by_person = TRUE;
  consent->capacity = g_strdup ("yes");
  consent->form = g_strdup ("oral");
  consent->form_note = g_strdup ("Petra");
  consent->purpose = g_strdup ("referral");
  consent->recipient_id = g_strdup ("coach");
  consent->recipient_name = g_strdup ("Welzijnscoach");
  consent->explained = TRUE;
  vb_consent_add_scope (consent, "wish", NULL);
  return consent;
}

static void
with_consents (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autoptr(VbConsent) consent = make_consent (desk);
  g_autoptr(GPtrArray) consents = NULL;

  DO (vb_consents_save_sync (store, consent, NULL, &error));
  expect (desk, "Write a consent down", VB_EVENT_CREATE, 'C', "consent", desk->person);
  DO (consents = vb_consents_list_sync (store, desk->person, NULL, &error));
  expect (desk, "Look at the consents", VB_EVENT_READ, 'R', "consent", desk->person);
  DO (vb_consents_withdraw_sync (store, consent->id, "person", "phone", NULL, &error));
  expect (desk, "Withdraw a consent", VB_EVENT_CHANGE, 'U', "consent", desk->person);
  DO (vb_consents_note_told_sync (store, consent->id, NULL, &error));
  expect (desk, "Tell the recipient of it", VB_EVENT_CHANGE, 'U', "consent", desk->person);
}

static void
with_conversations (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autoptr(VbConversation) talk = vb_conversation_new (desk->person, WEB, "1", TODAY);
  g_autoptr(VbConversation) kept = NULL;
  g_autoptr(VbConversation) changed = NULL;
  g_autoptr(GPtrArray) moments = NULL;

  vb_answer_set_mark (vb_conversation_get_answer (talk, "body"), 5);
  DO (vb_conversations_save_sync (store, NULL, talk, NULL, &error));
  expect (desk, "Begin a conversation", VB_EVENT_CREATE, 'C', "conversation", desk->person);
  DO (moments = vb_conversations_list_sync (store, desk->person, NULL, &error));
  expect (desk, "List the conversations", VB_EVENT_READ, 'R', "person", desk->person);
  DO (kept = vb_conversations_open_sync (store, talk->id, NULL, &error));
  expect (desk, "Open a conversation", VB_EVENT_READ, 'R', "conversation", desk->person);
  changed = vb_conversation_copy (kept);
  vb_answer_set_mark (vb_conversation_get_answer (changed, "body"), 7);
  DO (vb_conversations_save_sync (store, kept, changed, NULL, &error));
  expect (desk, "Change a conversation", VB_EVENT_CHANGE, 'U', "conversation", desk->person);
  DO (vb_plans_log_paper_sync (store, VB_EVENT_PRINT, "conversation", talk->id, desk->person,
                               "person", NULL, &error));
  expect (desk, "Print a conversation", VB_EVENT_PRINT, 'E', "conversation", desk->person);
  DO (vb_conversations_discard_sync (store, talk->id, NULL, &error));
  expect (desk, "Throw a conversation away", VB_EVENT_DELETE, 'D', "conversation", desk->person);
}

static void
with_plans (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autoptr(VbPlan) plan = vb_plan_new (desk->person, TODAY);
  g_autoptr(VbPlan) kept = NULL;
  g_autoptr(VbPlan) changed = NULL;
  g_autoptr(VbPlansAtHand) hand = NULL;

  vb_plan_add_action (plan, vb_plan_add_goal (plan, "Buiten komen"), "Wandelen", "person");
  DO (vb_plans_save_sync (store, NULL, plan, NULL, &error));
  expect (desk, "Make a plan", VB_EVENT_CREATE, 'C', "plan", desk->person);
  DO (hand = vb_plans_look_up_sync (store, desk->person, NULL, &error));
  expect (desk, "Look which plan is at hand", VB_EVENT_READ, 'R', "plan", desk->person);
  DO (kept = vb_plans_open_sync (store, plan->id, NULL, &error));
  expect (desk, "Open a plan", VB_EVENT_READ, 'R', "plan", desk->person);
  changed = vb_plan_copy (kept);
  vb_plan_add_action (changed, vb_plan_add_goal (changed, "Meer slapen"), "Vroeger naar bed",
                      "person");
  DO (vb_plans_save_sync (store, kept, changed, NULL, &error));
  expect (desk, "Change a plan", VB_EVENT_CHANGE, 'U', "plan", desk->person);
  DO (vb_plans_log_paper_sync (store, VB_EVENT_EXPORT, "plan", plan->id, desk->person, "pdf",
                               NULL, &error));
  expect (desk, "Keep a plan as a file", VB_EVENT_EXPORT, 'E', "plan", desk->person);
  DO (vb_plans_log_paper_sync (store, VB_EVENT_COPY, "plan", plan->id, desk->person, "text",
                               NULL, &error));
  expect (desk, "Copy a plan", VB_EVENT_COPY, 'E', "plan", desk->person);
}

static void
with_referrals (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autoptr(VbReferral) letter = vb_referral_new (VB_KIND_REFERRAL, desk->person);
  g_autoptr(VbReferral) kept = NULL;
  g_autoptr(GPtrArray) list = NULL;
  VbReferralQuery query = { 0 };

  DO (vb_referrals_save_sync (store, NULL, letter, NULL, &error));
  expect (desk, "Begin a referral", VB_EVENT_CREATE, 'C', "referral", desk->person);
  DO (kept = vb_referrals_open_sync (store, letter->id, NULL, &error));
  expect (desk, "Open a referral", VB_EVENT_READ, 'R', "referral", desk->person);
  query.today = TODAY;
  DO (list = vb_referrals_list_sync (store, &query, NULL, &error));
  expect (desk, "List the referrals", VB_EVENT_SEARCH, 'E', "referral", NULL);
  DO (vb_referrals_set_own_function_sync (store, id_of ("coach"), TRUE, NULL, &error));
  expect (desk, "Say which letters arrive here", VB_EVENT_CHANGE, 'U', "own_function", NULL);
}

static void
with_meetings (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autoptr(VbMeeting) meeting = vb_meeting_new ("Monthly meeting", TODAY);
  g_autoptr(VbMeeting) kept = NULL, changed = NULL, paper = NULL, report = NULL;
  g_autoptr(VbAgreement) agreement = vb_agreement_new ("Who helps with what");
  g_autoptr(GPtrArray) list = NULL;
  VbMeetingMember *nurse = vb_meeting_add_member (meeting, NULL, "District nurse", "Bea");
  VbMeetingCase *item;

  DO (vb_meetings_save_sync (store, NULL, meeting, NULL, &error));
  expect (desk, "Plan a meeting", VB_EVENT_CREATE, 'C', "meeting", NULL);
  DO (changed = vb_meetings_open_sync (store, meeting->id, NULL, &error));
  expect (desk, "Open a meeting about nobody yet", VB_EVENT_READ, 'R', "meeting", NULL);
  item = vb_meeting_add_case (changed, desk->person, "Who looks in?");
  item->informed = g_strdup ("yes");
  item->presence = g_strdup ("present");
  item->decision = g_strdup ("The nurse does");
  item->director = g_strdup ("District nurse");
  item->evaluate_on = g_strdup ("2999-01-01");
  item->inform_by = g_strdup ("District nurse");
  DO (vb_meetings_save_sync (store, meeting, changed, NULL, &error));
  expect (desk, "Put a case on the agenda", VB_EVENT_CREATE, 'C', "meeting_case", desk->person);
  DO (kept = vb_meetings_open_sync (store, meeting->id, NULL, &error));
  expect (desk, "Open a meeting", VB_EVENT_READ, 'R', "meeting_case", desk->person);
  paper = vb_meeting_dup_agenda (kept);
  DO (vb_meetings_log_paper_sync (store, VB_EVENT_PRINT, paper, NULL, NULL, &error));
  expect (desk, "Print an agenda", VB_EVENT_PRINT, 'E', "meeting_case", desk->person);
  report = vb_meeting_dup_for_member (kept, vb_meeting_find_member (kept, nurse->id), kept->sender,
                                      TODAY);
  DO (vb_meetings_log_paper_sync (store, VB_EVENT_EXPORT, report, nurse->id, NULL, &error));
  expect (desk, "Give a report", VB_EVENT_EXPORT, 'E', "meeting_case", desk->person);
  DO (vb_meetings_close_sync (store, meeting->id, item->id, NULL, &error));
  expect (desk, "Close a case", VB_EVENT_CHANGE, 'U', "meeting_case", desk->person);
  DO (vb_meetings_close_sync (store, meeting->id, NULL, NULL, &error));
  expect (desk, "Close a meeting", VB_EVENT_CHANGE, 'U', "meeting", NULL);
  DO (vb_agreements_save_sync (store, NULL, agreement, NULL, &error));
  expect (desk, "Write down an agreement", VB_EVENT_CREATE, 'C', "agreement", NULL);
  /* a list says nothing about anybody: title, day and how many cases */
  DO (list = vb_meetings_list_sync (store, 10, NULL, &error));
  expect_nothing (desk, "List the meetings");
}

static void
with_leaving (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autoptr(VbDossier) dossier = NULL;
  g_autoptr(GPtrArray) due = NULL;

  DO (dossier = vb_dossiers_export_sync (store, desk->person, "request", NULL, &error));
  expect (desk, "Take out all about a person", VB_EVENT_EXPORT, 'E', "person", desk->person);
  DO (due = vb_destructions_list_sync (store, 30, NULL, &error));
  expect (desk, "Look what must be destroyed", VB_EVENT_SEARCH, 'R', "person", NULL);
  DO (vb_destructions_propose_sync (store, VB_DESTROY_PERSON, desk->other, "request", NULL, NULL,
                                    &error));
  expect (desk, "Propose to destroy a record", VB_EVENT_CHANGE, 'U', "person", desk->other);
  DO (vb_destructions_take_back_sync (store, desk->other, NULL, &error));
  expect (desk, "Take that back", VB_EVENT_CHANGE, 'U', "person", desk->other);
}

static void
test_what_concerns_people (void)
{
  Desk desk = { 0 };
  g_autoptr(VbReport) report = NULL;

  desk_open (&desk);
  report = import_small (&desk.base);
  expect (&desk, "Bring a directory in", VB_EVENT_IMPORT, 'C', "source", NULL);
  with_people (&desk);
  with_consents (&desk);
  with_conversations (&desk);
  with_plans (&desk);
  with_referrals (&desk);
  with_meetings (&desk);
  with_leaving (&desk);
  g_test_message ("%u actions", desk.n_steps);
  g_assert_cmpuint (desk.n_steps, >=, 32);
  desk_close (&desk);
}

/* ------------------------------------------------------------------ the social map */

static void
with_entries (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autoptr(VbEntity) service = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(VbUndo) gone = NULL;

  DO (service = vb_directory_load_sync (store, VB_TABLE_SERVICE, id_of ("eten"), NULL, &error));
  vb_entity_set (service, "name", "Samen aan tafel");
  DO (undo = vb_directory_save_sync (store, service, NULL, &error));
  expect (desk, "Change an entry", VB_EVENT_CHANGE, 'U', "service", NULL);
  DO (redo = vb_directory_revert_sync (store, undo, NULL, &error));
  expect (desk, "Take it back", VB_EVENT_CHANGE, 'U', NULL, NULL);
  DO (gone = vb_directory_delete_sync (store, VB_TABLE_SERVICE, id_of ("koffie"), NULL, &error));
  expect (desk, "Delete an entry", VB_EVENT_DELETE, 'D', "service", NULL);
  fixture_done (vb_trust_verify_sync (store, VB_TABLE_SERVICE, id_of ("post"), "phone", NULL, NULL,
                                      NULL));
  expect (desk, "Check an entry", VB_EVENT_CREATE, 'C', "verification", NULL);
  DO (vb_trust_report_sync (store, VB_TABLE_SERVICE, id_of ("post"), "name", "Posthulp", NULL,
                            NULL, &error));
  expect (desk, "Report what is wrong", VB_EVENT_CREATE, 'C', "field_report", NULL);
}

static void
with_decisions (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autofree char *report = fixture_text (&desk->base, "SELECT id FROM field_report");

  fixture_done (vb_trust_decide_report_sync (store, report, VB_VERDICT_TAKE, NULL, NULL));
  expect (desk, "Decide on a report", VB_EVENT_CHANGE, 'U', "service", NULL);
  fixture_done (vb_duplicates_dismiss_sync (store, id_of ("eten"), id_of ("post"), NULL, NULL));
  expect (desk, "Say that two are different", VB_EVENT_CREATE, 'C', "distinct_pair", NULL);
  fixture_done (vb_duplicates_merge_sync (store, VB_TABLE_ORGANIZATION, id_of ("huis"),
                                          id_of ("steun"), NULL, NULL, NULL));
  expect (desk, "Join two entries", VB_EVENT_MERGE, 'U', "organization", NULL);
}

static void
with_notes (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autofree char *note = NULL;
  g_autofree char *gap = NULL;
  g_autofree char *synonym = NULL;

  DO (vb_personal_save_note_sync (store, VB_TABLE_SERVICE, id_of ("eten"), NULL, "Bel eerst", NULL,
                                  &error));
  expect (desk, "Write a note", VB_EVENT_CREATE, 'C', "note", NULL);
  note = fixture_text (&desk->base, "SELECT id FROM note");
  DO (vb_personal_save_note_sync (store, VB_TABLE_SERVICE, id_of ("eten"), note, "Bel", NULL,
                                  &error));
  expect (desk, "Change a note", VB_EVENT_CHANGE, 'U', "note", NULL);
  DO (vb_personal_save_note_sync (store, VB_TABLE_SERVICE, id_of ("eten"), note, "", NULL,
                                  &error));
  expect (desk, "Empty a note", VB_EVENT_DELETE, 'D', "note", NULL);
  fixture_done (vb_personal_add_gap_sync (store, "rouwgroep", NULL, NULL, NULL, "ver weg", NULL,
                                          NULL));
  expect (desk, "Nothing fits here", VB_EVENT_CREATE, 'C', "gap", NULL);
  gap = fixture_text (&desk->base, "SELECT id FROM gap");
  fixture_done (vb_personal_close_gap_sync (store, gap, "made", NULL, NULL));
  expect (desk, "Say what became of it", VB_EVENT_CHANGE, 'U', "gap", NULL);
  fixture_done (vb_personal_remove_gap_sync (store, gap, NULL, NULL));
  expect (desk, "Remove it", VB_EVENT_DELETE, 'D', "gap", NULL);
  DO (synonym = vb_synonym_add_sync (store, "koffiepraat", "ontmoeting", NULL, &error));
  expect (desk, "Add a synonym", VB_EVENT_CREATE, 'C', "synonym", NULL);
  DO (vb_synonym_remove_sync (store, synonym, NULL, &error));
  expect (desk, "Remove a synonym", VB_EVENT_DELETE, 'D', "synonym", NULL);
}

/* ------------------------------------------------------------------ the store itself */

static gpointer
seal_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbAccessHead head;

  vb_access_log_seal (db, data, &head, error);
  return NULL;
}

static void
with_the_store (Desk *desk)
{
  VbStore *store = desk->base.store;
  g_autofree char *path = g_build_filename (desk->base.folder, "backup.db", NULL);
  g_autofree char *source = fixture_text (&desk->base, "SELECT id FROM source");
  g_autoptr(VbSecret) key = vb_secret_random (VB_KEY_SIZE);
  g_autoptr(VbCheckReport) report = NULL;
  g_autoptr(VbBatch) all = NULL;
  VbRekey rekey = { .key = key };
  VbLogPruned pruned;

  DO (all = vb_directory_read_all_sync (store, NULL, &error));
  expect (desk, "Export the social map", VB_EVENT_EXPORT, 'E', NULL, NULL);
  DO (vb_store_backup_sync (store, path, NULL, NULL, NULL, &error));
  expect (desk, "Make a backup", VB_EVENT_BACKUP, 'E', "store", NULL);
  DO (report = vb_store_check_sync (store, NULL, &error));
  expect (desk, "Check the store", VB_EVENT_CHECK, 'E', "store", NULL);
  DO (vb_store_rekey_sync (store, &rekey, NULL, &error));
  expect (desk, "Change the key", VB_EVENT_REKEY, 'E', "store", NULL);
  vb_store_run_sync (store, VB_LANE_WRITE, seal_job, key, NULL, NULL);
  expect (desk, "Lock the store", VB_EVENT_LOG_SEAL, 'E', "access_log", NULL);
  DO (vb_log_prune_sync (store, key, 7, &pruned, NULL, &error));
  expect (desk, "Say how long the log is kept", VB_EVENT_CHANGE, 'U', "access_log", NULL);
  DO (vb_sources_remove_sync (store, source, NULL, &error));
  expect (desk, "Take a directory out again", VB_EVENT_DELETE, 'D', "source", NULL);
}

static void
test_what_concerns_the_map_and_the_store (void)
{
  Desk desk = { 0 };
  g_autoptr(VbReport) report = NULL;

  desk_open (&desk);
  report = import_small (&desk.base);
  expect (&desk, "Bring a directory in", VB_EVENT_IMPORT, 'C', "source", NULL);
  with_entries (&desk);
  with_decisions (&desk);
  with_notes (&desk);
  with_the_store (&desk);
  g_test_message ("%u actions", desk.n_steps);
  g_assert_cmpuint (desk.n_steps, >=, 24);
  desk_close (&desk);
}

/* ------------------------------------------------------------------ what is not logged */

/* What anybody may read in the social map, and what one keeps for oneself of it, says nothing about
 * a person who is helped. */
static void
test_what_leaves_no_trace (void)
{
  Desk desk = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) service = NULL;
  g_autoptr(GPtrArray) names = NULL;

  desk_open (&desk);
  report = import_small (&desk.base);
  desk.last = fixture_int (&desk.base, "SELECT max (seq) FROM access_log");
  DO (service = vb_directory_load_sync (desk.base.store, VB_TABLE_SERVICE, id_of ("eten"), NULL,
                                        &error));
  expect_nothing (&desk, "Reading an entry of the social map");
  DO (names = vb_directory_find_names_sync (desk.base.store, VB_TABLE_ORGANIZATION, "huis", 5,
                                            NULL, &error));
  expect_nothing (&desk, "Searching the social map");
  fixture_done (vb_personal_set_favourite_sync (desk.base.store, id_of ("eten"), TRUE, NULL, NULL,
                                                NULL));
  expect_nothing (&desk, "Keeping a favourite");
  fixture_done (vb_personal_save_search_sync (desk.base.store, NULL, "Eten", "q=eten", NULL, NULL));
  expect_nothing (&desk, "Keeping a search");
  desk_close (&desk);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/traces/what-concerns-people", test_what_concerns_people);
  g_test_add_func ("/traces/what-concerns-the-map-and-the-store",
                   test_what_concerns_the_map_and_the_store);
  g_test_add_func ("/traces/what-leaves-no-trace", test_what_leaves_no_trace);
  return g_test_run ();
}
