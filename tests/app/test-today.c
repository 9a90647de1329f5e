/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Today says what needs somebody, and follows what changes. */

#include "app-fixture.h"

#include "app/people/vb-people-page.h"
#include "app/referral/vb-referrals-words.h"
#include "app/today/vb-today-page.h"
#include "app/today/vb-today-view.h"
#include "app/today/vb-today-words.h"
#include "app/window/vb-sidebar-row.h"
#include "app/window/vb-sidebar.h"
#include "core/base/vb-time.h"
#include "core/crypto/vb-secret.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-referrals.h"

static VbTodayPage *
find_page (App *app)
{
  return VB_TODAY_PAGE (app_find (GTK_WIDGET (app->window), VB_TYPE_TODAY_PAGE));
}

static gboolean
has_today (gpointer page)
{
  return vb_today_page_get_today (page) != NULL;
}

static void
show (App *app)
{
  GtkWidget *sidebar = app_find (GTK_WIDGET (app->window), VB_TYPE_SIDEBAR);

  g_object_set (sidebar, "view", "today", NULL);
  app_wait (has_today, find_page (app));
}

static GtkListBoxRow *
row_of (VbTodayPage *page,
        int          n)
{
  GtkListBox *list = GTK_LIST_BOX (app_child (page, VB_TYPE_TODAY_PAGE, "list"));

  return gtk_list_box_get_row_at_index (list, n);
}

/* (nullable): the row with this name and these words under it */
static GtkListBoxRow *
find_row (VbTodayPage *page,
          const char  *title,
          const char  *words)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = row_of (page, i)) != NULL; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0
        && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), words) != NULL)
      return row;
  return NULL;
}

static char *
dup_state (VbTodayPage *page)
{
  return g_strdup (gtk_stack_get_visible_child_name (
    GTK_STACK (app_child (page, VB_TYPE_TODAY_PAGE, "stack"))));
}

static void
what_is_most_urgent_stands_first_under_its_heading (void)
{
  App app;
  VbTodayPage *page;
  const VbToday *today;
  GtkWidget *heading;
  VbTodayGroup last = 0;

  app_open (&app);
  show (&app);
  page = find_page (&app);
  today = vb_today_page_get_today (page);
  g_assert_cmpuint (today->n[VB_TODAY_OVERDUE], >=, 1);
  heading = gtk_list_box_row_get_header (row_of (page, 0));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (heading)), ==, "Overdue");
  for (guint i = 0; i < today->items->len; i++)
    {
      const VbTodayItem *item = g_ptr_array_index (today->items, i);

      g_assert_cmpint (item->group, >=, last);
      last = item->group;
    }
  g_assert_nonnull (find_row (page, "Samira Tesfay", "From "));
  g_assert_nonnull (find_row (page, "Ron Wiersma", "Planned today"));
  app_close (&app);
}

static gboolean
shows_ron (gpointer window)
{
  GtkWidget *page = app_find (window, VB_TYPE_PEOPLE_PAGE);

  return page != NULL && gtk_widget_get_mapped (page);
}

static void
a_row_opens_what_it_is_about (void)
{
  App app;

  app_open (&app);
  show (&app);
  g_signal_emit_by_name (find_row (find_page (&app), "Ron Wiersma", "Planned today"), "activate");
  app_wait (shows_ron, app.window);
  app_close (&app);
}

typedef struct
{
  VbTodayPage *page;
  VbTodayGroup group;
  guint n;
} Wanted;

static gboolean
has_as_many (gpointer data)
{
  const Wanted *wanted = data;

  return vb_today_page_get_today (wanted->page)->n[wanted->group] == wanted->n;
}

static void
what_was_read_goes_by_itself (void)
{
  App app;
  VbStore *store;
  VbTodayPage *page;
  g_autofree char *day = vb_time_today ();
  VbReferralQuery query = { .box = VB_BOX_ENDED_UNREAD, .today = day, .limit = 1 };
  VbReferralAct read = { .step = VB_STEP_ACKNOWLEDGE };
  g_autoptr(GPtrArray) unread = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  Wanted wanted;

  app_open (&app);
  show (&app);
  page = find_page (&app);
  store = vb_session_get_store (app.session);
  g_object_get (page, "summary", &before, NULL);
  wanted = (Wanted) { page, VB_TODAY_UNREAD,
                      vb_today_page_get_today (page)->n[VB_TODAY_UNREAD] - 1 };
  unread = vb_referrals_list_sync (store, &query, NULL, NULL);
  read.id = ((VbReferralLine *) g_ptr_array_index (unread, 0))->id;
  g_assert_true (vb_referrals_take_sync (store, &read, NULL, NULL));
  app_wait (has_as_many, &wanted);
  g_object_get (page, "summary", &after, NULL);
  g_assert_cmpstr (before, !=, after);
  app_close (&app);
}

/* Takes back what Ron agreed to. (transfer full): its id. */
static char *
withdraw_of_ron (App *app)
{
  VbStore *store = vb_session_get_store (app->session);
  const VbToday *today = vb_today_page_get_today (find_page (app));
  g_autoptr(GPtrArray) consents = NULL;
  const VbConsent *consent;

  for (guint i = 0; i < today->items->len && consents == NULL; i++)
    {
      const VbTodayItem *item = g_ptr_array_index (today->items, i);

      if (item->group == VB_TODAY_EVALUATION && g_strcmp0 (item->title, "Ron Wiersma") == 0)
        consents = vb_consents_list_sync (store, item->id, NULL, NULL);
    }
  g_assert_nonnull (consents);
  g_assert_cmpuint (consents->len, >, 0);
  consent = g_ptr_array_index (consents, 0);
  g_assert_cmpstr (consent->kind, ==, "consent");
  g_assert_true (vb_consents_withdraw_sync (store, consent->id, "person", NULL, NULL, NULL));
  return g_strdup (consent->id);
}

static void
who_must_hear_that_consent_was_withdrawn_is_named_until_told (void)
{
  App app;
  VbTodayPage *page;
  g_autofree char *id = NULL;
  Wanted wanted;

  app_open (&app);
  show (&app);
  page = find_page (&app);
  id = withdraw_of_ron (&app);
  wanted = (Wanted) { page, VB_TODAY_WITHDRAWN, 1 };
  app_wait (has_as_many, &wanted);
  g_assert_nonnull (find_row (page, "Ron Wiersma", "Withdrawn today · Tell "));
  g_assert_true (vb_consents_note_told_sync (vb_session_get_store (app.session), id, NULL, NULL));
  wanted.n = 0;
  app_wait (has_as_many, &wanted);
  g_assert_null (find_row (page, "Ron Wiersma", "Withdrawn today"));
  app_close (&app);
}

static void
what_was_withdrawn_opens_the_person (void)
{
  App app;
  g_autofree char *id = NULL;
  Wanted wanted;

  app_open (&app);
  show (&app);
  id = withdraw_of_ron (&app);
  wanted = (Wanted) { find_page (&app), VB_TODAY_WITHDRAWN, 1 };
  app_wait (has_as_many, &wanted);
  g_signal_emit_by_name (find_row (find_page (&app), "Ron Wiersma", "Withdrawn today"),
                         "activate");
  app_wait (shows_ron, app.window);
  app_close (&app);
}

static gboolean
is_later (gpointer data)
{
  const Wanted *wanted = data;

  return vb_today_page_get_today (wanted->page)->n[wanted->group] > wanted->n;
}

static void
at_midnight_it_is_read_anew (void)
{
  App app;
  VbTodayPage *page;
  GDateTime *now = g_date_time_new_now_local ();
  GDateTime *then = g_date_time_add_days (now, 60);
  g_autofree char *day = g_date_time_format (then, "%Y-%m-%d");
  g_autofree char *words = vb_today_date_words (day);
  g_autofree char *more = NULL;
  Wanted wanted;

  app_open (&app);
  show (&app);
  page = find_page (&app);
  wanted = (Wanted) { page, VB_TODAY_OVERDUE,
                      vb_today_page_get_today (page)->n[VB_TODAY_OVERDUE] };
  vb_today_page_set_day (page, day);
  app_wait (is_later, &wanted);
  /* more than five have a list of their own, and a row that leads there */
  g_assert_cmpuint (vb_today_page_get_today (page)->n[VB_TODAY_OVERDUE], >, 5);
  more = vb_today_more_words (vb_today_page_get_today (page)->n[VB_TODAY_OVERDUE]);
  g_assert_nonnull (find_row (page, more, ""));
  g_assert_cmpstr (adw_window_title_get_subtitle (ADW_WINDOW_TITLE (
                     app_child (page, VB_TYPE_TODAY_PAGE, "title"))), ==, words);
  app_close (&app);
  g_date_time_unref (now);
  g_date_time_unref (then);
}

static gboolean
is_emptied (gpointer page)
{
  g_autofree char *state = dup_state (page);

  return g_str_equal (state, "nothing");
}

static void
a_locked_window_names_nobody (void)
{
  App app;
  VbTodayPage *page;

  app_open (&app);
  show (&app);
  page = find_page (&app);
  g_assert_nonnull (row_of (page, 0));
  vb_session_lock (app.session);
  app_wait (is_emptied, page);
  g_assert_null (row_of (page, 0));
  g_assert_null (vb_today_page_get_today (page));
  app_close (&app);
}

static gboolean
says_something (gpointer page)
{
  return !is_emptied (page);
}

static void
a_day_without_anything_is_friendly (void)
{
  VbSession *session = vb_session_new ();
  g_autofree char *folder = g_dir_make_tmp ("verbinder-today-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "empty.db", NULL);
  VbSecret *key = vb_secret_random (32);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (VB_TYPE_TODAY_PAGE, "session", session, NULL);
  g_autofree char *state = NULL;
  g_autofree char *summary = NULL;

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  vb_session_open (session, path, key, VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE);
  app_wait (app_is_open, session);
  app_wait (says_something, page);
  state = dup_state (VB_TODAY_PAGE (page));
  g_object_get (page, "summary", &summary, NULL);
  g_assert_cmpstr (state, ==, "empty");
  g_assert_cmpstr (summary, ==, "Nobody is waiting for you.");
  gtk_window_destroy (GTK_WINDOW (window));
  vb_session_close (session);
  app_idle (20);
  g_object_unref (session);
  vb_secret_unref (key);
}

static void
what_came_in_without_a_name_says_what_it_is (void)
{
  VbTodayItem item = { .group = VB_TODAY_NEW, .title = (char *) "4FS-FF4R",
                       .code = (char *) "4FS-FF4R", .kind = VB_KIND_SIGNAL,
                       .side = VB_SIDE_RECEIVER, .state = VB_REFERRAL_SENT,
                       .other = (char *) "Nurse" };
  g_autofree char *title = vb_today_title_words (&item);
  g_autofree char *words = vb_today_item_words (&item);
  g_autofree char *more = vb_today_more_words (VB_TODAY_MOST + 1);

  g_assert_cmpstr (title, ==, "Signal 4FS-FF4R");
  g_assert_cmpstr (words, ==, "From Nurse");
  g_assert_cmpstr (more, ==, "Show all, more than 999");
}

/* The same referral is called the same on both pages, from either side. */
static void
a_state_has_the_words_of_the_inbox (void)
{
  const guint n = VB_N_KINDS * VB_N_REFERRAL_STATES;

  for (guint side = VB_SIDE_SENDER; side <= VB_SIDE_RECEIVER; side++)
    for (guint i = 0; i < n; i++)
      {
        VbReferralKind kind = i / VB_N_REFERRAL_STATES;
        VbReferralState state = i % VB_N_REFERRAL_STATES;
        VbTodayItem item = { .group = VB_TODAY_OVERDUE, .kind = kind, .side = side,
                             .state = state };
        g_autofree char *words = vb_today_item_words (&item);
        g_autofree char *inbox = vb_referrals_words_state (kind, side, state, NULL, NULL);

        g_assert_cmpstr (words, ==, inbox);
      }
}

/* Contact is only missing where there is somebody to have it with. */
static void
what_is_about_nobody_waits_for_no_contact (void)
{
  static const struct
  {
    VbReferralKind kind;
    const char *words;
  } cases[] = {
    { VB_KIND_COLLECTIVE, "Accepted, not finished yet" },
    { VB_KIND_CONSULTATION, "Accepted, not finished yet" },
    { VB_KIND_INFORMATION, "Accepted, not finished yet" },
    { VB_KIND_REFERRAL, "Accepted, no contact yet" },
    { VB_KIND_SIGNAL, "Accepted, no contact yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VbTodayItem item = { .group = VB_TODAY_DUE, .kind = cases[i].kind, .side = VB_SIDE_RECEIVER,
                           .state = VB_REFERRAL_ACCEPTED };
      g_autoptr(VbReferral) referral = vb_referral_new (cases[i].kind, NULL);
      g_autofree char *words = vb_today_item_words (&item);
      gboolean contact;

      g_free (referral->state);
      referral->state = g_strdup ("accepted");
      g_free (referral->side);
      referral->side = g_strdup ("receiver");
      contact = g_str_has_prefix (vb_referrals_words_turn (referral), "Make contact");
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpint (contact, ==, g_str_has_suffix (words, "contact yet"));
    }
}

int
main (int    argc,
      char **argv)
{
  app_init (&argc, &argv);
#define ADD(name) g_test_add_func ("/today/" #name, name)
  ADD (what_is_most_urgent_stands_first_under_its_heading);
  ADD (a_row_opens_what_it_is_about);
  ADD (what_was_read_goes_by_itself);
  ADD (who_must_hear_that_consent_was_withdrawn_is_named_until_told);
  ADD (what_was_withdrawn_opens_the_person);
  ADD (at_midnight_it_is_read_anew);
  ADD (a_locked_window_names_nobody);
  ADD (a_day_without_anything_is_friendly);
  ADD (what_came_in_without_a_name_says_what_it_is);
  ADD (a_state_has_the_words_of_the_inbox);
  ADD (what_is_about_nobody_waits_for_no_contact);
  return g_test_run ();
}
