/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Puts a person with a conversation, a plan and a letter that was not sent in a store,
 * and prints the id.
 *
 *     add-person STORE KEY-AS-HEX */

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/crypto/vb-secret.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-database-private.h"
#include "core/store/vb-referrals.h"

static void
add_conversation (VbStore    *store,
                  const char *person_id,
                  const char *today)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbConversation) conversation = vb_conversation_new (
    person_id, "https://verbinder.nl/fhir/Questionnaire/health-web", "1", today);

  vb_answer_set_mark (vb_conversation_get_answer (conversation, "body"), 7);
  conversation->first_step = g_strdup ("naar de Geheimenstein-markt");
  vb_conversations_save_sync (store, NULL, conversation, NULL, &error);
  g_assert_no_error (error);
}

static void
add_plan (VbStore    *store,
          const char *person_id,
          const char *today)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlan) plan = vb_plan_new (person_id, today);

  vb_plan_add_action (plan, vb_plan_add_goal (plan, "Weer fietsen"), "De fiets laten maken",
                      "person");
  vb_plans_save_sync (store, NULL, plan, NULL, &error);
  g_assert_no_error (error);
}

/* As earlier versions kept what was withdrawn before it went. */
static gpointer
end_referral (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const char *id = data;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  g_autofree char *today = vb_time_today ();
  g_autofree char *event = vb_uuid_new ();
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO referral_event (referral_id, id, number, step, state, side, at, actor, day) "
      "VALUES ('%s', '%s', 1, 'withdraw', 'withdrawn', 'sender', %s, 'me', '%s');"
      "UPDATE referral SET state = 'withdrawn', ended_on = '%s' WHERE id = '%s'", id, event, now,
      today, today, id);

  return GINT_TO_POINTER (_vb_database_exec (db, sql, error));
}

static void
add_referral (VbStore    *store,
              const char *person_id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_REFERRAL, person_id);

  referral->question = g_strdup ("Kunt u met haar naar de Geheimenstein-markt?");
  vb_referral_add_item (referral, VB_DATA_WISH, NULL, "Wish", "Weer fietsen")->included = TRUE;
  vb_referral_add_item (referral, VB_DATA_LIMITS, NULL, "Limits", "Slecht ter been");
  vb_referrals_save_sync (store, NULL, referral, NULL, &error);
  g_assert_no_error (error);
  vb_store_run_sync (store, VB_LANE_WRITE, end_referral, referral->id, NULL, &error);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *today = vb_time_today ();
  g_autoptr(VbPerson) person = vb_person_new ();
  VbSecret *key;
  VbStore *store;

  if (argc != 3)
    return 2;
  key = vb_secret_from_hex (argv[2], 32, &error);
  g_assert_no_error (error);
  store = vb_store_open_sync (argv[1], key, 0, NULL, &error);
  g_assert_no_error (error);
  person->given_name = g_strdup ("Greet");
  person->prefix = g_strdup ("van");
  person->family_name = g_strdup ("Geheimenstein");
  person->birth_date = g_strdup ("1943-04-03");
  person->address_1 = g_strdup ("Geheimlaan 12");
  person->city = g_strdup ("Geheimdorp");
  person->address_secret = TRUE;
  vb_people_save_sync (store, NULL, person, NULL, &error);
  g_assert_no_error (error);
  add_conversation (store, person->id, today);
  add_plan (store, person->id, today);
  add_referral (store, person->id);
  g_print ("%s\n", person->id);
  vb_store_close_sync (store, &error);
  g_assert_no_error (error);
  g_object_unref (store);
  vb_secret_unref (key);
  return 0;
}
