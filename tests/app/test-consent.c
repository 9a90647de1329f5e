/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What is agreed is recorded as it was said, refused where it could never count, shown as it
 * stands today, and taken back with one button. */

#include "form-fixture.h"

#include "app/people/vb-consent-section.h"
#include "app/people/vb-consent-view.h"
#include "app/people/vb-consent-window.h"
#include "app/people/vb-consent-words.h"
#include "app/people/vb-sharing.h"
#include "app/people/vb-sharing-window.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-people.h"
#include "core/store/vb-profile.h"

#define WALLY "a0000000-0000-4000-8000-000000000001"

/* The social worker of the demo neighbourhood. */
#define DEMO_WALLY "89fe5d8a-f558-5431-8ba8-f22b5cb370ad"

typedef struct
{
  App app;
  VbStore *store;
  VbPerson *person;
  GtkWindow *window;
} Fixture;

/* @years: how old the person is; -1 when nobody knows */
static void
fixture_open (Fixture *f,
              int      years)
{
  g_autoptr(GError) error = NULL;

  memset (f, 0, sizeof *f);
  app_open (&f->app);
  f->store = vb_session_get_store (f->app.session);
  f->person = vb_person_new ();
  f->person->given_name = g_strdup ("Greet");
  if (years >= 0)
    {
      g_autofree char *today = vb_time_today ();

      f->person->birth_date = g_strdup_printf ("%04d%s", atoi (today) - years, "-01-01");
    }
  vb_people_save_sync (f->store, NULL, f->person, NULL, &error);
  g_assert_no_error (error);
}

static void
fixture_close (Fixture *f)
{
  if (f->window != NULL)
    gtk_window_destroy (f->window);
  vb_person_free (f->person);
  app_close (&f->app);
}

static void
open_form (Fixture *f)
{
  f->window = vb_consent_window_new (GTK_WINDOW (f->app.window), f->store, f->person);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  gtk_window_present (f->window);
  app_idle (50);
}

static void
press (gpointer    window,
       GType       type,
       const char *name)
{
  g_signal_emit_by_name (app_child (window, type, name), "clicked");
}

static void
save (Fixture *f)
{
  press (f->window, VB_TYPE_CONSENT_WINDOW, "save_button");
}

static void
fill_all (Fixture *f)
{
  form_set (f->window, "capacity", "yes");
  form_set (f->window, "form", "oral");
  form_set (f->window, "form_note", "POH");
  form_set (f->window, "purpose", "referral");
  form_set (f->window, "recipient", WALLY "\tFatma, buurtteam");
  form_set (f->window, "scope-name", "1");
  form_set (f->window, "scope-wish", "1");
  form_set (f->window, "explained", "1");
  form_set (f->window, "teach_back", "1");
}

static gboolean
is_gone (gpointer window)
{
  return *(GtkWindow **) window == NULL;
}

static VbConsent *
get_only (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) consents = vb_consents_list_sync (f->store, f->person->id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (consents->len, ==, 1);
  return vb_consent_copy (g_ptr_array_index (consents, 0));
}

static guint
count (Fixture *f)
{
  g_autoptr(GPtrArray) consents = vb_consents_list_sync (f->store, f->person->id, NULL, NULL);

  return consents->len;
}

static void
test_it_is_kept_as_it_was_said (void)
{
  Fixture f;
  g_autofree char *words = NULL;
  g_autoptr(VbConsent) consent = NULL;

  fixture_open (&f, 83);
  open_form (&f);
  fill_all (&f);
  form_set (f.window, "scope-topic", "1");
  /* What was written before there was a list stays beside what is ticked. */
  form_set (f.window, "topic-names", "M02, , day");
  form_set (f.window, "valid_until", "31-12-2099");
  save (&f);
  app_wait (is_gone, &f.window);
  consent = get_only (&f);
  g_assert_true (consent->by_person);
  g_assert_cmpint (consent->by_parents, ==, 0);
  g_assert_cmpstr (consent->recipient_id, ==, WALLY);
  g_assert_cmpstr (consent->recipient_name, ==, "Fatma, buurtteam");
  g_assert_cmpstr (consent->valid_until, ==, "2099-12-31");
  g_assert_true (consent->explained);
  g_assert_cmpuint (consent->scope->len, ==, 4);
  words = vb_consent_dup_scope (consent);
  g_assert_nonnull (strstr (words, "Debts"));
  g_assert_nonnull (strstr (words, "day"));
  g_assert_null (strstr (words, "M02"));
  fixture_close (&f);
}

static void
test_what_is_missing_is_said_beside_its_field (void)
{
  Fixture f;

  fixture_open (&f, 83);
  open_form (&f);
  form_set (f.window, "scope-diagnosis", "1");
  form_set (f.window, "valid_until", "never");
  save (&f);
  form_assert_error (f.window, "capacity", "decide");
  form_assert_error (f.window, "form", "how it was said");
  form_assert_error (f.window, "form_note", "paper");
  form_assert_error (f.window, "purpose", "what it is for");
  form_assert_error (f.window, "recipient", "who may get it");
  form_assert_error (f.window, "diagnosis-names", "each diagnosis");
  form_assert_error (f.window, "valid_until", "date");
  form_assert_error (f.window, "explained", "does not count");
  form_assert_error (f.window, "teach_back", "told it back");
  g_assert_cmpuint (count (&f), ==, 0);
  form_set (f.window, "scope-diagnosis", "0");
  save (&f);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (app_child (f.window, VB_TYPE_CONSENT_WINDOW,
                                                                "scope_error"))));
  fixture_close (&f);
}

/* 12 to 15: the child and every parent with authority. */
static void
test_a_child_and_both_parents_agree (void)
{
  Fixture f;
  g_autoptr(VbConsent) consent = NULL;

  fixture_open (&f, 14);
  open_form (&f);
  g_assert_true (form_has (f.window, "giver", "both"));
  fill_all (&f);
  save (&f);
  form_assert_error (f.window, "by_parents", "how many");
  form_set (f.window, "by_parents", "1");
  save (&f);
  form_assert_error (f.window, "by_parents", "Every parent");
  form_set (f.window, "giver", "parents");
  form_set (f.window, "by_parents", "2");
  save (&f);
  form_assert_error (f.window, "giver", "12");
  g_assert_cmpuint (count (&f), ==, 0);
  form_set (f.window, "giver", "both");
  save (&f);
  app_wait (is_gone, &f.window);
  consent = get_only (&f);
  g_assert_true (consent->by_person);
  g_assert_cmpint (consent->by_parents, ==, 2);
  fixture_close (&f);
}

static void
test_younger_than_twelve_the_parents_decide (void)
{
  Fixture f;

  fixture_open (&f, 8);
  open_form (&f);
  g_assert_true (form_has (f.window, "giver", "parents"));
  form_set (f.window, "giver", "person");
  fill_all (&f);
  save (&f);
  form_assert_error (f.window, "giver", "Every parent");
  form_set (f.window, "giver", "parents");
  form_set (f.window, "parents_with_authority", "1");
  form_set (f.window, "by_parents", "1");
  save (&f);
  app_wait (is_gone, &f.window);
  fixture_close (&f);
}

static void
test_who_cannot_decide_is_represented (void)
{
  Fixture f;
  g_autoptr(VbConsent) consent = NULL;

  fixture_open (&f, 83);
  open_form (&f);
  fill_all (&f);
  form_set (f.window, "capacity", "no");
  save (&f);
  form_assert_error (f.window, "capacity_note", "why");
  form_set (f.window, "capacity_note", "dementia");
  save (&f);
  form_assert_error (f.window, "giver", "representative");
  form_set (f.window, "giver", "mentor");
  save (&f);
  app_wait (is_gone, &f.window);
  consent = get_only (&f);
  g_assert_false (consent->by_person);
  g_assert_cmpstr (consent->by_representative, ==, "mentor");
  fixture_close (&f);
}

/* Anybody may refuse, without a scope and without an explanation. */
static void
test_a_refusal_is_kept_and_stops_everything (void)
{
  Fixture f;
  g_autoptr(VbConsent) refusal = NULL;
  g_autoptr(GPtrArray) consents = NULL;
  g_autoptr(GPtrArray) sharings = NULL;
  g_autofree char *words = NULL;

  fixture_open (&f, 14);
  open_form (&f);
  form_set (f.window, "kind", "refusal");
  form_set (f.window, "giver", "person");
  form_set (f.window, "capacity", "yes");
  form_set (f.window, "form", "digital");
  form_set (f.window, "purpose", "referral");
  form_set (f.window, "recipient", WALLY "\tFatma");
  form_set (f.window, "alternative", "calls herself");
  save (&f);
  app_wait (is_gone, &f.window);
  refusal = get_only (&f);
  g_assert_cmpstr (refusal->kind, ==, "refusal");
  g_assert_cmpstr (refusal->alternative, ==, "calls herself");
  consents = vb_consents_list_sync (f.store, f.person->id, NULL, NULL);
  sharings = vb_sharing_list (consents);
  words = vb_sharing_dup_words (g_ptr_array_index (sharings, 0), VB_PARTY_CARE, f.person,
                                consents);
  g_assert_nonnull (strstr (words, "Nothing may be told now. The person refused this."));
  fixture_close (&f);
}

static void
test_a_secret_address_goes_only_when_it_was_ticked (void)
{
  Fixture f;
  g_autoptr(GPtrArray) consents = NULL;
  g_autoptr(GPtrArray) sharings = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_open (&f, 58);
  open_form (&f);
  fill_all (&f);
  form_set (f.window, "scope-address", "1");
  save (&f);
  app_wait (is_gone, &f.window);
  consents = vb_consents_list_sync (f.store, f.person->id, NULL, NULL);
  sharings = vb_sharing_list (consents);
  before = vb_sharing_dup_words (g_ptr_array_index (sharings, 0), VB_PARTY_CARE, f.person,
                                consents);
  g_assert_nonnull (strstr (before, "Address"));
  /* Made secret later, the general tick is not enough any more. */
  f.person->address_secret = TRUE;
  after = vb_sharing_dup_words (g_ptr_array_index (sharings, 0), VB_PARTY_CARE, f.person,
                                consents);
  g_assert_null (strstr (after, "Address"));
  g_assert_nonnull (strstr (after, "Name"));
  fixture_close (&f);
}

/* ------------------------------------------------------------------ taking back */

static void
add_consent (Fixture *f)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(VbConsent) consent = vb_consent_new (f->person->id, today);
  g_autoptr(GError) error = NULL;

  consent->by_person = TRUE;
  consent->capacity = g_strdup ("yes");
  consent->form = g_strdup ("digital");
  consent->purpose = g_strdup ("referral");
  consent->recipient_id = g_strdup (WALLY);
  consent->recipient_name = g_strdup ("Fatma");
  consent->explained = TRUE;
  vb_consent_add_scope (consent, "name", NULL);
  vb_consents_save_sync (f->store, consent, NULL, &error);
  g_assert_no_error (error);
}

static const char *
state_of (gpointer view)
{
  return gtk_label_get_label (GTK_LABEL (app_child (view, VB_TYPE_CONSENT_VIEW, "state_label")));
}

static gboolean
holds (gpointer view)
{
  return strstr (state_of (view), "It holds until") != NULL;
}

static gboolean
was_withdrawn (gpointer view)
{
  return strstr (state_of (view), "Withdrawn on") != NULL;
}

static gboolean
was_told (gpointer view)
{
  return strstr (gtk_label_get_label (GTK_LABEL (app_child (view, VB_TYPE_CONSENT_VIEW,
                                                            "told_label"))),
                 "was told") != NULL;
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;
  return NULL;
}

static void
test_taking_back_is_one_button_and_says_what_it_does (void)
{
  Fixture f;
  g_autoptr(VbConsent) consent = NULL;
  AdwMessageDialog *dialog;

  fixture_open (&f, 83);
  add_consent (&f);
  consent = get_only (&f);
  f.window = vb_consent_view_new (GTK_WINDOW (f.app.window), f.store, f.person->id,
                                  f.person->birth_date, consent->id);
  gtk_window_present (f.window);
  app_wait (holds, f.window);
  press (f.window, VB_TYPE_CONSENT_VIEW, "withdraw_button");
  dialog = g_object_ref (find_dialog ());
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "nothing goes to Fatma"));
  adw_message_dialog_response (dialog, "withdraw");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
  app_wait (was_withdrawn, f.window);
  press (f.window, VB_TYPE_CONSENT_VIEW, "told_button");
  app_wait (was_told, f.window);
  g_clear_pointer (&consent, vb_consent_free);
  consent = get_only (&f);
  g_assert_cmpstr (consent->withdrawn_by, ==, "person");
  g_assert_nonnull (consent->withdrawal_told_on);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ who may be told what */

static guint
count_answers (gpointer    window,
               const char *part)
{
  GtkWidget *list = GTK_WIDGET (app_child (window, VB_TYPE_SHARING_WINDOW, "answers"));
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), part) != NULL)
      n++;
  return n;
}

static void
party_kept_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  vb_profile_save_finish (VB_STORE (source), result, &error);
  g_assert_no_error (error);
  if (user_data != NULL)
    *(gboolean *) user_data = TRUE;
}

static gboolean
is_known (gpointer window)
{
  return form_has (window, "sender", "1") && form_has (window, "recipient", "1");
}

/* The preferences know what we are, and the social map what a function is. */
static void
test_who_tells_whom_is_not_asked_each_time (void)
{
  Fixture f;
  g_autoptr(GPtrArray) consents = NULL;
  VbConsent *consent;

  g_assert_cmpint (vb_party_of_function ("gp"), ==, VB_PARTY_CARE);
  g_assert_cmpint (vb_party_of_function ("bridge"), ==, VB_PARTY_SOCIAL_WORK);
  g_assert_cmpint (vb_party_of_function ("coordinator"), ==, VB_N_PARTIES);
  g_assert_cmpint (vb_party_of_function (NULL), ==, VB_N_PARTIES);
  fixture_open (&f, 83);
  vb_profile_save_party_async (f.store, "social-work", NULL, party_kept_cb, NULL);
  add_consent (&f);
  consents = vb_consents_list_sync (f.store, f.person->id, NULL, NULL);
  consent = g_ptr_array_index (consents, 0);
  g_free (consent->recipient_id);
  consent->recipient_id = g_strdup (DEMO_WALLY);
  f.window = vb_sharing_window_new (GTK_WINDOW (f.app.window), f.store, f.person, consents, 0);
  gtk_window_present (f.window);
  app_wait (is_known, f.window);
  fixture_close (&f);
}

static gboolean
is_asked (gpointer window)
{
  return form_has (window, "sender", "") && form_has (window, "recipient", "1");
}

/* Whoever did not say what we are is not taken for a care provider. */
static void
test_what_nobody_said_of_us_is_asked (void)
{
  Fixture f;
  g_autoptr(GPtrArray) consents = NULL;
  VbConsent *consent;
  gboolean kept = FALSE;

  fixture_open (&f, 83);
  vb_profile_save_party_async (f.store, NULL, NULL, party_kept_cb, &kept);
  app_wait (app_is_true, &kept);
  add_consent (&f);
  consents = vb_consents_list_sync (f.store, f.person->id, NULL, NULL);
  consent = g_ptr_array_index (consents, 0);
  g_free (consent->recipient_id);
  consent->recipient_id = g_strdup (DEMO_WALLY);
  f.window = vb_sharing_window_new (GTK_WINDOW (f.app.window), f.store, f.person, consents, 0);
  gtk_window_present (f.window);
  app_wait (is_asked, f.window);
  app_idle (200); /* what the preferences do not say comes later too */
  g_assert_true (is_asked (f.window));
  form_set (f.window, "recipient", "0");
  form_set (f.window, "ground", "1");
  g_assert_cmpuint (count_answers (f.window, "May be told."), ==, 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (app_child (f.window, VB_TYPE_SHARING_WINDOW,
                                                                "choose_label"))));
  form_set (f.window, "sender", "0");
  g_assert_cmpuint (count_answers (f.window, "May be told."), ==, VB_N_DATA - 1);
  fixture_close (&f);
}

/* A municipality does not just ask, and who never said what they are may be one. */
static void
test_what_may_be_told_hangs_on_what_we_are (void)
{
  static const struct
  {
    VbParty sender;
    gboolean told;
  } cases[] = { { VB_PARTY_CARE, TRUE }, { VB_PARTY_MUNICIPALITY, FALSE },
                { VB_PARTY_UNKNOWN, FALSE } };
  Fixture f;
  g_autoptr(GPtrArray) consents = NULL;
  g_autoptr(GPtrArray) sharings = NULL;

  fixture_open (&f, 58);
  add_consent (&f);
  consents = vb_consents_list_sync (f.store, f.person->id, NULL, NULL);
  sharings = vb_sharing_list (consents);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = vb_sharing_dup_words (g_ptr_array_index (sharings, 0),
                                                     cases[i].sender, f.person, consents);

      g_assert_cmpint (strstr (words, "May be told now") != NULL, ==, cases[i].told);
    }
  fixture_close (&f);
}

static gboolean
shows_nothing_may_be_told (gpointer section)
{
  GtkWidget *list = GTK_WIDGET (app_child (section, VB_TYPE_CONSENT_SECTION, "list"));
  GtkWidget *row = gtk_widget_get_first_child (list);

  return row != NULL
         && g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                              "Nothing may be told");
}

/* What the organisation is stands in its own settings, and the record goes by it. */
static void
test_the_record_goes_by_what_we_are (void)
{
  Fixture f;
  GtkWidget *section;
  gboolean kept = FALSE;

  fixture_open (&f, 58);
  add_consent (&f);
  vb_profile_save_party_async (f.store, "municipality", NULL, party_kept_cb, &kept);
  app_wait (app_is_true, &kept);
  section = g_object_ref_sink (g_object_new (VB_TYPE_CONSENT_SECTION, NULL));
  vb_consent_section_show (VB_CONSENT_SECTION (section), f.store, f.person);
  app_wait (shows_nothing_may_be_told, section);
  g_object_unref (section);
  fixture_close (&f);
}

static void
test_each_ground_answers_with_its_reason (void)
{
  Fixture f;
  g_autoptr(GPtrArray) consents = NULL;

  fixture_open (&f, 83);
  add_consent (&f);
  consents = vb_consents_list_sync (f.store, f.person->id, NULL, NULL);
  f.window = vb_sharing_window_new (GTK_WINDOW (f.app.window), f.store, f.person, consents, 0);
  gtk_window_present (f.window);
  form_set (f.window, "sender", "0");
  g_assert_cmpuint (count_answers (f.window, "May be told. There is consent"), ==, 1);
  g_assert_cmpuint (count_answers (f.window, "does not cover this"), ==, VB_N_DATA - 1);
  /* Wams is there, and off. */
  form_set (f.window, "ground", "6");
  g_assert_cmpuint (count_answers (f.window, "May not be told. This law is not in force"), ==,
                    VB_N_DATA);
  form_set (f.window, "ground", "2");
  g_assert_cmpuint (count_answers (f.window, "Name the law"), ==, VB_N_DATA);
  form_set (f.window, "law", "Jeugdwet 4.1.8");
  g_assert_cmpuint (count_answers (f.window, "The law requires it"), ==, VB_N_DATA);
  form_set (f.window, "ground", "4");
  g_assert_cmpuint (count_answers (f.window, "needs every step"), ==, VB_N_DATA);
  for (guint i = 0; i < 4; i++)
    form_set (f.window, ((const char *[]) { "emergency", "no_other_way", "colleague_consulted",
                                            "minimum_only" })[i], "1");
  form_set (f.window, "consent_tried", "asleep");
  form_set (f.window, "person_informed", "tomorrow");
  g_assert_cmpuint (count_answers (f.window, "every step was taken"), ==, VB_N_DATA);
  /* Between care providers consent is presumed for a referral, but not about safety. */
  form_set (f.window, "ground", "1");
  g_assert_cmpuint (count_answers (f.window, "May be told."), ==, 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (app_child (f.window, VB_TYPE_SHARING_WINDOW,
                                                                "choose_label"))));
  form_set (f.window, "recipient", "0");
  g_assert_cmpuint (count_answers (f.window, "May be told."), ==, VB_N_DATA - 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (app_child (f.window, VB_TYPE_SHARING_WINDOW,
                                                                 "choose_label"))));
  form_set (f.window, "recipient", "1");
  g_assert_cmpuint (count_answers (f.window, "only between care providers"), ==, VB_N_DATA);
  fixture_close (&f);
}

static gboolean
has_row (gpointer section)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (app_child (section, VB_TYPE_CONSENT_SECTION,
                                                                 "list")), 0) != NULL;
}

/* The answer about one person never comes to stand with another. */
static void
test_what_was_agreed_stays_with_its_person (void)
{
  Fixture f;
  GtkWidget *section;
  g_autoptr(VbPerson) other = vb_person_new ();

  fixture_open (&f, 83);
  add_consent (&f);
  other->given_name = g_strdup ("Ron");
  vb_people_save_sync (f.store, NULL, other, NULL, NULL);
  section = g_object_ref_sink (g_object_new (VB_TYPE_CONSENT_SECTION, NULL));
  vb_consent_section_show (VB_CONSENT_SECTION (section), f.store, f.person);
  app_wait (has_row, section);
  vb_consent_section_show (VB_CONSENT_SECTION (section), f.store, other);
  g_assert_false (has_row (section));
  vb_consent_section_show (VB_CONSENT_SECTION (section), f.store, f.person);
  vb_consent_section_show (VB_CONSENT_SECTION (section), f.store, other);
  app_idle (200);
  g_assert_false (has_row (section));
  g_object_unref (section);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define ADD(name, test) g_test_add_func ("/consent/" name, test)
  ADD ("it is kept as it was said", test_it_is_kept_as_it_was_said);
  ADD ("what is missing is said beside its field", test_what_is_missing_is_said_beside_its_field);
  ADD ("a child and both parents agree", test_a_child_and_both_parents_agree);
  ADD ("younger than twelve the parents decide", test_younger_than_twelve_the_parents_decide);
  ADD ("who cannot decide is represented", test_who_cannot_decide_is_represented);
  ADD ("a refusal is kept and stops everything", test_a_refusal_is_kept_and_stops_everything);
  ADD ("a secret address goes only when it was ticked",
       test_a_secret_address_goes_only_when_it_was_ticked);
  ADD ("taking back is one button and says what it does",
       test_taking_back_is_one_button_and_says_what_it_does);
  ADD ("what may be told hangs on what we are", test_what_may_be_told_hangs_on_what_we_are);
  ADD ("the record goes by what we are", test_the_record_goes_by_what_we_are);
  ADD ("each ground answers with its reason", test_each_ground_answers_with_its_reason);
  ADD ("what was agreed stays with its person", test_what_was_agreed_stays_with_its_person);
#undef ADD
  g_test_add_func ("/consent/who tells whom is not asked each time",
                   test_who_tells_whom_is_not_asked_each_time);
  g_test_add_func ("/consent/what nobody said of us is asked",
                   test_what_nobody_said_of_us_is_asked);
  return g_test_run ();
}
