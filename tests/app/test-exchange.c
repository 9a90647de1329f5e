/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Letters between organizations, in the window: off until somebody wants it; then by itself. */

#include "app-fixture.h"

#include "app/exchange/vb-exchange-page.h"
#include "app/exchange/vb-exchange.h"
#include "app/exchange/vb-letter-words.h"
#include "app/exchange/vb-mail-page.h"
#include "app/exchange/vb-map-group.h"
#include "app/exchange/vb-partner-row.h"
#include "app/exchange/vb-verify-window.h"
#include "app/preferences/vb-preferences-window.h"
#include "app/vb-settings.h"
#include "app/widgets/vb-switch-row.h"
#include "app/window/vb-sidebar-row.h"
#include "app/window/vb-sidebar.h"
#include "core/base/vb-error.h"
#include "core/crypto/vb-secret.h"
#include "core/store/vb-database-private.h"
#include "exchange/vb-drop-folder.h"
#include "post/vb-post-map.h"

typedef struct
{
  App app;
  VbExchange *exchange;
  VbStore *store;
  char *folder; /* that letters are carried in */
  char *other;  /* folder of the store of another organization */
  VbStore *other_store;
  VbDesk *other_desk;
  guint edition; /* of the book that was seen */
} Street;

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
street_open (Street *self)
{
  g_autoptr(GSettings) settings = vb_settings_new ();

  g_settings_reset (settings, "exchange-on");
  g_settings_reset (settings, "exchange-folder");
  g_settings_reset (settings, "exchange-last");
  *self = (Street) { 0 };
  app_open (&self->app);
  self->store = vb_session_get_store (self->app.session);
  self->exchange = vb_session_get_exchange (self->app.session);
  _vb_exchange_set_pace (self->exchange, 0, 1);
  self->folder = g_dir_make_tmp ("vb-XXXXXX", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

static void
street_close (Street *self)
{
  app_close (&self->app);
  g_clear_pointer (&self->other_desk, vb_desk_free);
  if (self->other_store != NULL)
    vb_store_close_sync (self->other_store, NULL);
  g_clear_object (&self->other_store);
  if (self->other != NULL)
    remove_folder (self->other);
  g_free (self->other);
  remove_folder (self->folder);
  g_free (self->folder);
}

/* What is asked for is answered in a thread. */
static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_post_change_finish (result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
make_card (Street *self)
{
  const VbDeskAbout about = { .name = "Praktijk De Linde" };
  gboolean done = FALSE;

  vb_post_name_async (self->store, &about, NULL, done_cb, &done);
  app_wait (app_is_true, &done);
}

static void
open_other (Street *self)
{
  const VbDeskAbout about = { .name = "Buurtteam Oost" };
  g_autoptr(VbSecret) key = vb_secret_random (VB_KEY_SIZE);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  self->other = g_dir_make_tmp ("vb-XXXXXX", NULL);
  path = g_build_filename (self->other, "b.db", NULL);
  self->other_store = vb_store_open_sync (path, key, VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE,
                                          NULL, &error);
  g_assert_no_error (error);
  self->other_desk = vb_desk_load_sync (self->other_store, &error);
  g_assert_no_error (error);
  g_assert_true (vb_desk_start_sync (self->other_desk, &about, now (), &error));
}

/* (transfer full): the card of the other one, as it is here */
static VbPartner *
take_card (Street *self)
{
  g_autoptr(VbDesk) desk = vb_desk_load_sync (self->store, NULL);
  g_autoptr(GError) error = NULL;
  VbCardVerdict verdict;
  VbPartner *partner = vb_desk_take_card_sync (desk, self->other_desk->card->bytes, &verdict,
                                               &error);

  g_assert_no_error (error);
  return partner;
}

static void
turn_on (Street *self)
{
  vb_exchange_set_folder (self->exchange, self->folder);
  vb_exchange_set_on (self->exchange, TRUE);
}

static gboolean
has_exchanged (gpointer exchange)
{
  gint64 at;

  return vb_exchange_get_report (exchange, &at) != NULL;
}

static gboolean
is_gone (gpointer exchange)
{
  return vb_exchange_get_trouble (exchange) == VB_EXCHANGE_FOLDER_GONE
         && !vb_exchange_get_busy (exchange);
}

static gboolean
is_fine (gpointer exchange)
{
  return vb_exchange_get_trouble (exchange) == VB_EXCHANGE_FINE
         && !vb_exchange_get_busy (exchange);
}

static gboolean
has_no_card (gpointer exchange)
{
  return vb_exchange_get_trouble (exchange) == VB_EXCHANGE_NO_CARD;
}

static gboolean
has_book (gpointer exchange)
{
  return vb_exchange_get_book (exchange) != NULL;
}

static GtkWidget *
letters_row (Street *self)
{
  GtkWidget *sidebar = app_find (GTK_WIDGET (self->app.window), VB_TYPE_SIDEBAR);

  return GTK_WIDGET (app_child (sidebar, VB_TYPE_SIDEBAR, "letters_row"));
}

/* ------------------------------------------------------------------ tests */

static void
nothing_is_exchanged_until_somebody_wants_it (void)
{
  Street street;
  gint64 at;

  street_open (&street);
  make_card (&street);
  vb_exchange_set_folder (street.exchange, street.folder);
  app_idle (1500);
  g_assert_null (vb_exchange_get_report (street.exchange, &at));
  g_assert_cmpint (at, ==, 0);
  g_assert_false (gtk_widget_get_visible (letters_row (&street)));
  street_close (&street);
}

static void
it_goes_by_itself_once_it_is_on (void)
{
  Street street;
  gint64 at;

  street_open (&street);
  make_card (&street);
  turn_on (&street);
  app_wait (has_exchanged, street.exchange);
  vb_exchange_get_report (street.exchange, &at);
  g_assert_cmpint (at, >, 0);
  g_assert_true (gtk_widget_get_visible (letters_row (&street)));
  street_close (&street);
}

static void
a_folder_that_is_gone_is_told_and_tried_again (void)
{
  Street street;
  g_autofree char *glance = NULL;

  street_open (&street);
  make_card (&street);
  g_rmdir (street.folder);
  turn_on (&street);
  app_wait (is_gone, street.exchange);
  glance = vb_exchange_dup_glance (street.exchange);
  g_assert_cmpstr (glance, ==, "Something needs you");

  g_assert_cmpint (g_mkdir (street.folder, 0700), ==, 0);
  vb_exchange_run (street.exchange);
  g_assert_true (vb_exchange_get_busy (street.exchange));
  app_wait (is_fine, street.exchange);
  g_assert_true (has_exchanged (street.exchange));
  street_close (&street);
}

static void
without_a_card_it_says_what_to_do (void)
{
  Street street;

  street_open (&street);
  turn_on (&street);
  app_wait (has_no_card, street.exchange);
  g_assert_cmpstr (vb_exchange_trouble_advice (VB_EXCHANGE_NO_CARD), ==,
                   "Give the name of your organisation under Preferences, Exchange.");
  make_card (&street);
  vb_exchange_refresh (street.exchange);
  app_wait (has_exchanged, street.exchange);
  street_close (&street);
}

static void
it_ends_with_the_store (void)
{
  Street street;

  street_open (&street);
  make_card (&street);
  turn_on (&street);
  app_wait (has_exchanged, street.exchange);
  vb_exchange_run (street.exchange);
  vb_session_lock (street.app.session);
  app_until (vb_exchange_get_store (street.exchange) == NULL
             && vb_exchange_get_book (street.exchange) == NULL
             && !vb_exchange_get_busy (street.exchange));
  app_idle (300);
  g_assert_null (vb_exchange_get_book (street.exchange));
  g_assert_false (vb_exchange_get_busy (street.exchange));
  street_close (&street);
}

typedef struct
{
  gboolean answered;
  GError *error;
} Answer;

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Answer *answer = user_data;
  g_auto(VbPostReport) report = { 0 };

  vb_post_exchange_finish (result, &report, &answer->error);
  answer->answered = TRUE;
}

static void
only_one_exchange_at_a_time (void)
{
  Street street;
  Answer first = { FALSE }, second = { FALSE }, third = { FALSE };
  VbCarrier *carriers[3];

  street_open (&street);
  for (guint i = 0; i < G_N_ELEMENTS (carriers); i++)
    carriers[i] = vb_drop_folder_new (street.folder);
  make_card (&street);
  vb_post_exchange_async (street.store, carriers[0], NULL, refused_cb, &first);
  vb_post_exchange_async (street.store, carriers[1], NULL, refused_cb, &second);
  app_wait (app_is_true, &second.answered);
  app_wait (app_is_true, &first.answered);
  g_assert_no_error (first.error);
  g_assert_error (second.error, VB_ERROR, VB_ERROR_IN_USE);
  vb_post_exchange_async (street.store, carriers[2], NULL, refused_cb, &third);
  app_wait (app_is_true, &third.answered);
  g_assert_no_error (third.error);
  g_clear_error (&second.error);
  for (guint i = 0; i < G_N_ELEMENTS (carriers); i++)
    g_object_unref (carriers[i]);
  street_close (&street);
}

static gboolean
says_no (gpointer label)
{
  return gtk_widget_get_visible (label);
}

static gboolean
is_verified (gpointer data)
{
  const VbPostBook *book = vb_exchange_get_book (data);

  return book != NULL && book->partners->len == 1
         && ((VbPostPartner *) book->partners->pdata[0])->partner->state == VB_PARTNER_VERIFIED;
}

/* Who hears other words does not verify; who hears the same does, and it stands with a name. */
static void
a_partner_is_verified_by_the_words_of_the_other_side (void)
{
  Street street;
  g_autoptr(VbPartner) partner = NULL;
  g_autoptr(GtkWindow) window = NULL;
  const VbPostPartner *shown;
  GtkEditable *heard;
  GObject *verdict, *button;

  street_open (&street);
  make_card (&street);
  open_other (&street);
  partner = take_card (&street);
  vb_exchange_refresh (street.exchange);
  app_wait (has_book, street.exchange);
  shown = vb_exchange_get_book (street.exchange)->partners->pdata[0];
  g_assert_cmpint (shown->partner->state, ==, VB_PARTNER_NEW);
  window = g_object_ref (vb_verify_window_new (GTK_WINDOW (street.app.window), street.app.session,
                                               shown));
  gtk_window_present (window);
  heard = GTK_EDITABLE (app_child (window, VB_TYPE_VERIFY_WINDOW, "heard_row"));
  verdict = app_child (window, VB_TYPE_VERIFY_WINDOW, "verdict_label");
  button = app_child (window, VB_TYPE_VERIFY_WINDOW, "verify_button");

  gtk_editable_set_text (heard, "these are not the words that are there at all");
  g_signal_emit_by_name (button, "clicked");
  app_wait (says_no, verdict);
  vb_exchange_refresh (street.exchange);
  app_idle (200);
  g_assert_false (is_verified (street.exchange));

  gtk_editable_set_text (heard, gtk_label_get_label (GTK_LABEL (app_child (
    window, VB_TYPE_VERIFY_WINDOW, "words_label"))));
  g_signal_emit_by_name (button, "clicked");
  app_idle (100);
  while (!is_verified (street.exchange))
    {
      vb_exchange_refresh (street.exchange);
      app_idle (50);
    }
  street_close (&street);
}

/* People compared “Buurtteam Oost”; its newer card says something else. */
static void
another_name_is_told_until_people_compare_again (void)
{
  const VbDeskAbout about = { .name = "Ziekenhuis <X>" };
  Street street;
  g_autoptr(VbPartner) compared = NULL;
  g_autoptr(VbPartner) renamed = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GtkWidget) row = NULL;
  const char *advice;

  street_open (&street);
  make_card (&street);
  open_other (&street);
  compared = take_card (&street);
  vb_partners_decide_sync (street.store, compared->id, VB_PARTNER_COMPARED, compared->root, "phone",
                           NULL, &error);
  g_assert_no_error (error);
  vb_desk_renew_sync (street.other_desk, &about, now (), &error);
  g_assert_no_error (error);
  renamed = take_card (&street);
  vb_exchange_refresh (street.exchange);
  app_wait (has_book, street.exchange);
  row = g_object_ref_sink (vb_partner_row_new (street.store));
  vb_partner_row_show (VB_PARTNER_ROW (row), vb_exchange_get_book (street.exchange),
                       vb_exchange_get_book (street.exchange)->partners->pdata[0], now ());
  advice = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (
    app_child (row, VB_TYPE_PARTNER_ROW, "advice_row")));
  g_assert_nonnull (strstr (advice, "Buurtteam Oost"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Ziekenhuis <X>");
  street_close (&street);
}

/* One that waits, one that is held and two that ask for somebody. */
static gpointer
letters_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return _vb_database_exec (
           db, "INSERT INTO message (direction, partner_id, id, kind, state, reason, made_at) "
               "VALUES ('out', 'a', '1', 'event', 'waiting', NULL, 4), "
               "('in', 'a', '2', 'event', 'held', NULL, 3), "
               "('in', 'a', '3', 'letter', 'refused', 'partner-unknown', 2), "
               "('out', 'a', '4', 'letter', 'given-up', NULL, 1)", error)
           ? db : NULL;
}

static GtkListBox *
letters_list (Street *self)
{
  GtkWidget *page = app_find (GTK_WIDGET (self->app.window), VB_TYPE_MAIL_PAGE);

  return GTK_LIST_BOX (app_child (page, VB_TYPE_MAIL_PAGE, "list"));
}

static gboolean
has_four_letters (gpointer list)
{
  return gtk_list_box_get_row_at_index (list, 3) != NULL;
}

static gboolean
has_new_edition (gpointer data)
{
  Street *self = data;

  return vb_exchange_get_edition (self->exchange) != self->edition;
}

/* The list asks for headings while the rows of what stood there before are taken away. */
static void
letters_come_and_go_under_their_headings (void)
{
  Street street;
  g_autoptr(GError) error = NULL;

  street_open (&street);
  make_card (&street);
  vb_store_run_sync (street.store, VB_LANE_WRITE, letters_job, NULL, NULL, &error);
  g_assert_no_error (error);
  turn_on (&street);
  gtk_widget_activate_action (GTK_WIDGET (street.app.window), "win.view", "s", "letters");
  app_wait (has_four_letters, letters_list (&street));
  for (guint i = 0; i < 3; i++)
    {
      street.edition = vb_exchange_get_edition (street.exchange);
      vb_exchange_refresh (street.exchange);
      app_wait (has_new_edition, &street);
    }
  g_assert_true (has_four_letters (letters_list (&street)));
  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *header = gtk_list_box_row_get_header (
        gtk_list_box_get_row_at_index (letters_list (&street), i));

      g_test_message ("%u: %s", i, header != NULL ? gtk_label_get_label (GTK_LABEL (header)) : "-");
      g_assert_cmpint (header != NULL, ==, i != 1);
    }
  street_close (&street);
}

static void
each_reason_says_what_to_do (void)
{
  static const char *const codes[] = {
    "partner-unknown", "partner-not-trusted", "card-expired", "carrier-unreachable",
    "unknown-sender", "blocked", "version", "kind", "length", "citizen-number", "letter-missing",
    "step-missing", "letter-gone", "server-unreachable", "carrier-login", "carrier-certificate",
    "carrier-full", "carrier-not-kept", "carrier-helper", "consent-withdrawn", "consent-missing",
    "person-refused",
  };
  const char *other = vb_letter_reason_words ("age-mac");

  g_assert_nonnull (other);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (vb_letter_reason_words (codes[i]), !=, other);
}

static VbLetterGroup
group_of (const char *state,
          const char *reason)
{
  VbMessageLine line = { .state = (char *) state, .reason = (char *) reason };

  return vb_letter_get_group (&line);
}

static void
what_goes_by_itself_does_not_ask_for_anybody (void)
{
  g_assert_cmpint (group_of ("new", NULL), ==, VB_LETTER_WAITS);
  g_assert_cmpint (group_of ("failed", "carrier-unreachable"), ==, VB_LETTER_WAITS);
  g_assert_cmpint (group_of ("failed", "partner-not-trusted"), ==, VB_LETTER_ASKS);
  g_assert_cmpint (group_of ("handed", NULL), ==, VB_LETTER_GONE);
  g_assert_cmpint (group_of ("held", "step-missing"), ==, VB_LETTER_HELD);
  g_assert_cmpint (group_of ("refused", "citizen-number"), ==, VB_LETTER_ASKS);
  g_assert_cmpint (group_of ("given-up", NULL), ==, VB_LETTER_ASKS);
  g_assert_cmpint (group_of ("receipted", NULL), ==, VB_LETTER_DONE);
}

/* ------------------------------------------------------------------ the social map */

#define HOUSE "5e000000-0000-4000-8000-0000000000f1"

static gpointer
house_job (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return _vb_database_exec (
           db, "INSERT INTO organization (id, name, description) VALUES ('" HOUSE "', 'Buurthuis', "
               "'Voor de buurt'); INSERT INTO service (id, organization_id, name, status) VALUES "
               "('5e000000-0000-4000-8000-000000000001', '" HOUSE "', 'Koffie', 'active')", error)
           ? db : NULL;
}

static gboolean
has_one_service (gpointer row)
{
  return g_strcmp0 (adw_expander_row_get_subtitle (row), "1 service goes") == 0;
}

static gboolean
is_published (gpointer row)
{
  return g_strcmp0 (adw_action_row_get_subtitle (row), "Not yet") != 0
         && adw_action_row_get_subtitle (row) != NULL;
}

static GtkWidget *
last_switch (GtkWidget *root)
{
  GtkWidget *found = VB_IS_SWITCH_ROW (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *deeper = last_switch (child);

      found = deeper != NULL ? deeper : found;
    }
  return found;
}

/* (nullable): of the map of a partner */
static GtkWidget *
map_row (gpointer group)
{
  GtkWidget *row = last_switch (group);

  return row == GTK_WIDGET (app_child (group, VB_TYPE_MAP_GROUP, "checked_row")) ? NULL : row;
}

static gboolean
has_map (gpointer group)
{
  return map_row (group) != NULL;
}

static gboolean
says_one_service (gpointer group)
{
  GtkWidget *row = map_row (group);
  const char *text = row != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : "";

  return strstr (text, "1 service here") != NULL;
}

/* A map of the other one comes in. */
static void
receive_map (Street          *self,
             const VbPartner *partner)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPostMap) map = NULL;
  static const char text[] = "{\"number\":1,\"title\":\"Oost\",\"withdrawn\":[]}";
  g_autoptr(GBytes) head = g_bytes_new_static (text, strlen (text));
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  VbArrival arrival;

  vb_store_run_sync (self->other_store, VB_LANE_WRITE, house_job, NULL, NULL, &error);
  vb_maps_choose_sync (self->other_store, HOUSE, TRUE, NULL, &error);
  map = vb_post_map_preview_sync (self->other_store, NULL, NULL, &error);
  g_assert_no_error (error);
  vb_maps_take_sync (self->store, &(VbMapMail) { .partner_id = partner->id, .number = 1,
                                                 .title = "Oost", .made_at = 1, .withdrawn = none,
                                                 .head = head, .package = map->package,
                                                 .batch = map->batch },
                     g_get_real_time (), &arrival, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (arrival, ==, VB_ARRIVAL_APPLIED);
}

/* What is chosen goes into an edition, and what a partner offers stands here once somebody wants
 * it. */
static void
maps_are_published_and_subscribed_to (void)
{
  Street street;
  g_autoptr(VbPartner) partner = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbMapEdition) edition = NULL;
  g_autoptr(GtkWidget) group = NULL;

  street_open (&street);
  make_card (&street);
  open_other (&street);
  partner = take_card (&street);
  vb_partners_decide_sync (street.store, partner->id, VB_PARTNER_COMPARED, partner->root, "phone",
                           NULL, &error);
  g_assert_no_error (error);
  receive_map (&street, partner);
  group = g_object_ref_sink (g_object_new (VB_TYPE_MAP_GROUP, NULL));
  vb_map_group_set_session (VB_MAP_GROUP (group), street.app.session);
  app_wait (has_map, group);
  vb_switch_row_set_active (VB_SWITCH_ROW (map_row (group)), TRUE);
  app_wait (says_one_service, group);
  /* what came of a partner may be chosen too */
  vb_maps_choose_sync (street.store, HOUSE, TRUE, NULL, &error);
  g_assert_no_error (error);
  vb_exchange_refresh (street.exchange);
  app_wait (has_one_service, app_child (group, VB_TYPE_MAP_GROUP, "services_row"));
  g_signal_emit_by_name (app_child (group, VB_TYPE_MAP_GROUP, "publish_button"), "clicked");
  app_wait (is_published, app_child (group, VB_TYPE_MAP_GROUP, "publish_row"));
  edition = vb_maps_get_edition_sync (street.store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edition->services->len, ==, 1);
  street_close (&street);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/exchange/off", nothing_is_exchanged_until_somebody_wants_it);
  g_test_add_func ("/exchange/on", it_goes_by_itself_once_it_is_on);
  g_test_add_func ("/exchange/folder-gone", a_folder_that_is_gone_is_told_and_tried_again);
  g_test_add_func ("/exchange/no-card", without_a_card_it_says_what_to_do);
  g_test_add_func ("/exchange/lock", it_ends_with_the_store);
  g_test_add_func ("/exchange/one-at-a-time", only_one_exchange_at_a_time);
  g_test_add_func ("/exchange/verify", a_partner_is_verified_by_the_words_of_the_other_side);
  g_test_add_func ("/exchange/another name is told until people compare again",
                   another_name_is_told_until_people_compare_again);
  g_test_add_func ("/exchange/letters come and go under their headings",
                   letters_come_and_go_under_their_headings);
  g_test_add_func ("/exchange/reasons", each_reason_says_what_to_do);
  g_test_add_func ("/exchange/maps", maps_are_published_and_subscribed_to);
  g_test_add_func ("/exchange/groups", what_goes_by_itself_does_not_ask_for_anybody);
  return g_test_run ();
}
