/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Letters over a server, set up in the window: what is typed there is kept, tried and used, and
 * what is wrong is said there. */

#include "../exchange/two-stores.h"
#include "../exchange/webdav-fixture.h"
#include "app-fixture.h"

#include "app/exchange/vb-exchange-page.h"
#include "app/exchange/vb-exchange.h"
#include "app/exchange/vb-letter-words.h"
#include "app/exchange/vb-server-group.h"
#include "app/exchange/vb-server-words.h"
#include "app/vb-settings.h"
#include "core/base/vb-error.h"
#include "core/store/vb-servers.h"
#include "post/vb-post.h"

typedef struct
{
  App app;
  Server server;
  gboolean served;
  VbExchange *exchange;
  VbStore *store;
  Pair pair;          /* of which the practice writes to the window */
  VbDesk *practice;
  GtkWidget *parent;  /* of the page */
  GtkWidget *page;
  GtkWidget *group;
} Street;

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static VbDesk *
open_desk (VbStore    *store,
           const char *name)
{
  const VbDeskAbout about = { .name = name };
  g_autoptr(GError) error = NULL;
  VbDesk *desk = vb_desk_load_sync (store, &error);

  g_assert_no_error (error);
  g_assert_true (vb_desk_start_sync (desk, &about, now (), &error));
  return desk;
}

/* (transfer full): the id of @whose, which @desk has the card of and compared */
static char *
know (VbDesk       *desk,
      const VbDesk *whose)
{
  g_autoptr(GError) error = NULL;
  VbCardVerdict verdict;
  g_autoptr(VbPartner) partner = vb_desk_take_card_sync (desk, whose->card->bytes, &verdict,
                                                         &error);

  g_assert_no_error (error);
  g_assert_true (vb_partners_decide_sync (desk->store, partner->id, VB_PARTNER_COMPARED,
                                          partner->root, "phone", NULL, &error));
  return g_strdup (partner->id);
}

static void
introduce (Street *self)
{
  g_autoptr(VbDesk) desk = open_desk (self->store, "Buurtteam Oost");
  g_autoptr(GError) error = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  self->practice = open_desk (self->pair.practice.base.store, "Praktijk De Linde");
  there = know (desk, self->practice);
  here = know (self->practice, desk);
  g_assert_true (vb_messages_set_partner_sync (self->practice->store, COACH, here, NULL, &error));
}

/* Its certificate is of an authority that only this test trusts. */
static void
trust (Street *self)
{
  VbServer server = { self->server.address, (char *) "nobody", self->server.authority };
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_servers_keep_sync (self->store, &server, NULL, &error));
  g_assert_no_error (error);
}

static void
street_open (Street        *self,
             gconstpointer  kind)
{
  static const char *const keys[] = { "exchange-on", "exchange-folder", "exchange-last",
                                      "exchange-by-server", "exchange-server" };
  const char *const arguments[] = { "webdav-server.py", kind, NULL };
  g_autoptr(GSettings) settings = vb_settings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
  app_open (&self->app);
  self->store = vb_session_get_store (self->app.session);
  self->exchange = vb_session_get_exchange (self->app.session);
  _vb_exchange_set_pace (self->exchange, 0, 1);
  self->served = server_open (&self->server, arguments);
  pair_open (&self->pair);
  introduce (self);
  self->parent = gtk_window_new ();
  self->page = g_object_new (VB_TYPE_EXCHANGE_PAGE, NULL);
  gtk_window_set_child (GTK_WINDOW (self->parent), self->page);
  vb_exchange_page_set_session (VB_EXCHANGE_PAGE (self->page), self->app.session);
  self->group = GTK_WIDGET (app_child (self->page, VB_TYPE_EXCHANGE_PAGE, "server_group"));
}

static void
street_close (Street        *self,
              gconstpointer  kind)
{
  gtk_window_destroy (GTK_WINDOW (self->parent));
  app_close (&self->app);
  g_clear_pointer (&self->practice, vb_desk_free); /* before the store */
  pair_close (&self->pair);
  server_close (&self->server);
}

static GObject *
child (Street     *self,
       const char *name)
{
  return app_child (self->group, VB_TYPE_SERVER_GROUP, name);
}

static void
type (Street     *self,
      const char *name,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (child (self, name)), text);
}

static gboolean
is_tried (gpointer data)
{
  return !gtk_spinner_get_spinning (GTK_SPINNER (child (data, "spinner")));
}

/* What it says after “Save and Try”. */
static const char *
try_it (Street *self)
{
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (child (self, "try_button"))));
  g_signal_emit_by_name (child (self, "try_button"), "clicked");
  g_assert_false (is_tried (self));
  app_wait (is_tried, self);
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (child (self, "try_row")));
}

static void
choose_server (Street *self)
{
  g_assert_false (gtk_widget_get_visible (self->group));
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (app_child (self->page, VB_TYPE_EXCHANGE_PAGE, "by_server")), TRUE);
  g_assert_true (gtk_widget_get_visible (self->group));
}

/* The practice, over the same server. */
static VbPostReport
at_practice (Street    *self,
             gboolean (*func) (VbPost *post, VbPostReport *report, GError **error))
{
  g_autoptr(VbCarrier) carrier = server_carrier (&self->server, self->server.address, PASSWORD);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPost) post = vb_post_new (self->practice, carrier, g_get_real_time (), &error);
  VbPostReport report = { 0 };

  g_assert_no_error (error);
  func (post, &report, &error);
  g_assert_no_error (error);
  return report;
}

static gboolean
has_come (gpointer data)
{
  gint64 at;
  const VbPostReport *report = vb_exchange_get_report (data, &at);

  return report != NULL && report->sent > 0;
}

static gboolean
has_trouble (gpointer data)
{
  return vb_exchange_get_trouble (data) == VB_EXCHANGE_SERVER && !vb_exchange_get_busy (data);
}

/* ------------------------------------------------------------------ tests */

static void
a_letter_comes_over_the_server_that_was_set_in_the_window (Street        *self,
                                                           gconstpointer  kind)
{
  g_autofree char *id = NULL;

  if (!self->served)
    return;
  trust (self);
  id = send_one (&self->pair);
  g_assert_cmpuint (at_practice (self, vb_post_send).sent, ==, 1);

  choose_server (self);
  type (self, "address_row", self->server.address);
  type (self, "user_row", USER);
  type (self, "password_row", PASSWORD);
  g_assert_cmpstr (try_it (self), ==, "It works.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (child (self, "password_row"))), ==, "");
  g_assert_cmpstr (vb_exchange_get_server (self->exchange), ==, self->server.address);

  vb_exchange_set_on (self->exchange, TRUE);
  app_wait (has_come, self->exchange);
  g_assert_cmpint (vb_exchange_get_trouble (self->exchange), ==, VB_EXCHANGE_FINE);
  g_assert_cmpuint (at_practice (self, vb_post_receive).applied, ==, 1); /* the receipt */
  g_assert_cmpint (fixture_int (&self->pair.practice.base, "SELECT count (*) FROM message "
                                "WHERE kind = 'letter' AND state = 'receipted'"), ==, 1);
}

static void
what_is_wrong_is_said_where_it_is_set (Street        *self,
                                       gconstpointer  kind)
{
  if (!self->served)
    return;
  choose_server (self);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (child (self, "try_button"))));
  type (self, "address_row", "http://localhost/letters");
  type (self, "user_row", USER);
  type (self, "password_row", PASSWORD);
  g_assert_true (g_str_has_prefix (try_it (self), "This is not the address of a folder."));
  g_assert_null (vb_exchange_get_server (self->exchange));

  type (self, "address_row", self->server.address);
  g_assert_cmpstr (try_it (self), ==, vb_server_words ("carrier-certificate"));
  trust (self);
  type (self, "password_row", "guess");
  g_assert_cmpstr (try_it (self), ==, vb_server_words ("carrier-login"));

  /* the same words stand with the letters */
  vb_exchange_set_on (self->exchange, TRUE);
  app_wait (has_trouble, self->exchange);
  g_assert_cmpstr (vb_exchange_get_advice (self->exchange), ==, vb_server_words ("carrier-login"));

  type (self, "address_row", "https://localhost:1/");
  type (self, "password_row", PASSWORD);
  g_assert_cmpstr (try_it (self), ==, vb_server_words ("server-unreachable"));
}

static void
the_password_that_is_known_stays_when_none_is_typed (Street        *self,
                                                     gconstpointer  kind)
{
  if (!self->served)
    return;
  trust (self);
  choose_server (self);
  type (self, "address_row", self->server.address);
  type (self, "user_row", "stranger");
  g_assert_true (g_str_has_prefix (try_it (self), "Give the password:"));
  type (self, "user_row", USER);
  type (self, "password_row", PASSWORD);
  g_assert_cmpstr (try_it (self), ==, "It works.");
  g_assert_cmpstr (try_it (self), ==, "It works.");
}

static void
without_the_part_that_has_the_network_it_says_so (Street        *self,
                                                  gconstpointer  kind)
{
  const char *helper = g_getenv ("VERBINDER_CARRIER");
  g_autofree char *before = g_strdup (helper);

  if (!self->served)
    return;
  trust (self);
  choose_server (self);
  type (self, "address_row", self->server.address);
  type (self, "user_row", USER);
  type (self, "password_row", PASSWORD);
  g_setenv ("VERBINDER_CARRIER", "/nowhere/verbinder-carrier", TRUE);
  g_assert_cmpstr (try_it (self), ==, vb_server_words ("carrier-helper"));
  g_setenv ("VERBINDER_CARRIER", before, TRUE);
  g_assert_cmpstr (try_it (self), ==, "It works.");
}

#define ADD(kind, name, function)                                                                  \
  g_test_add ("/exchange-server/" kind "/" name, Street, kind, street_open, function, street_close)

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  ADD ("apache", "a letter comes over the server that was set in the window",
       a_letter_comes_over_the_server_that_was_set_in_the_window);
  ADD ("lighttpd", "a letter comes over the server that was set in the window",
       a_letter_comes_over_the_server_that_was_set_in_the_window);
  ADD ("lighttpd", "what is wrong is said where it is set", what_is_wrong_is_said_where_it_is_set);
  ADD ("lighttpd", "the password that is known stays when none is typed",
       the_password_that_is_known_stays_when_none_is_typed);
  ADD ("lighttpd", "without the part that has the network it says so",
       without_the_part_that_has_the_network_it_says_so);
  return g_test_run ();
}
