/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Letters between two organizations over servers that people have: started for this, on this
 * machine alone. */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include "core/base/vb-error.h"
#include "exchange/webdav/vb-webdav.h"

#include "street.h"
#include "webdav-fixture.h"

static const guint8 team[VB_EXCHANGE_KEY_SIZE] = { 1 };

/* ------------------------------------------------------------------ one server */

typedef struct
{
  Server server;
  VbCarrier *carrier; /* (nullable): this kind is not here */
} Place;

static void
place_open (Place         *self,
            gconstpointer  kind)
{
  const char *const arguments[] = { "webdav-server.py", kind, NULL };

  if (server_open (&self->server, arguments))
    self->carrier = server_carrier (&self->server, self->server.address, PASSWORD);
}

static void
place_close (Place         *self,
             gconstpointer  kind)
{
  g_clear_object (&self->carrier);
  server_close (&self->server);
}

static char *
put (Place      *self,
     const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  char *name = vb_carrier_put (self->carrier, team, bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  return name;
}

static GPtrArray *
list (Place *self)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *names = vb_carrier_list (self->carrier, team, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return names;
}

/* ------------------------------------------------------------------ what it does */

static void
a_letter_is_there_until_it_is_taken_away (Place         *self,
                                          gconstpointer  kind)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GPtrArray) one = NULL;
  g_autofree char *name = NULL;

  if (self->carrier == NULL)
    return;
  none = list (self);
  g_assert_cmpuint (none->len, ==, 0);
  name = put (self, "one");
  one = list (self);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (one->pdata[0], ==, name);
  bytes = vb_carrier_get (self->carrier, team, name, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "one", 3);
  for (guint i = 0; i < 2; i++)
    {
      vb_carrier_delete (self->carrier, team, name, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_null (vb_carrier_get (self->carrier, team, name, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
}

/* As large as mail takes; and in pages. */
static void
large_letters_and_many_are_carried (Place         *self,
                                    gconstpointer  kind)
{
  g_autoptr(GBytes) large = g_bytes_new_take (g_strnfill (26 * 1024 * 1024, 'x'), 26 * 1024 * 1024);
  g_autoptr(GBytes) came = NULL;
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GPtrArray) rest = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  guint others;

  if (self->carrier == NULL)
    return;
  name = vb_carrier_put (self->carrier, team, large, NULL, NULL, &error);
  g_assert_no_error (error);
  came = vb_carrier_get (self->carrier, team, name, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (came, large));
  for (guint i = 0; i < 40; i++)
    g_free (put (self, "small"));
  names = vb_carrier_list (self->carrier, team, NULL, &others, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 41);
  g_assert_cmpuint (others, ==, 0);
  rest = vb_carrier_list (self->carrier, team, names->pdata[30], &others, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rest->len, ==, 10);
  g_assert_cmpstr (rest->pdata[0], ==, names->pdata[31]);
}

static void
what_is_wrong_has_its_own_word (Place         *self,
                                gconstpointer  kind)
{
  g_autoptr(VbCarrier) stranger = NULL;
  g_autoptr(VbCarrier) nowhere = NULL;
  g_autoptr(VbCarrier) unknown = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *address = NULL;
  g_autoptr(GError) error = NULL;

  if (self->carrier == NULL)
    return;
  stranger = server_carrier (&self->server, self->server.address, "guessed");
  g_assert_null (vb_carrier_list (stranger, team, NULL, NULL, NULL, &error));
  g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "carrier-login");
  g_clear_error (&error);
  address = g_strconcat (self->server.address, "none/such/", NULL);
  nowhere = server_carrier (&self->server, address, PASSWORD);
  g_assert_null (vb_carrier_list (nowhere, team, NULL, NULL, NULL, &error));
  g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "carrier-missing");
  g_clear_error (&error);
  g_assert_null (vb_carrier_put (nowhere, team, bytes, NULL, NULL, &error));
  g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "carrier-missing");
  g_clear_error (&error);
  g_clear_pointer (&self->server.authority, g_free);
  unknown = server_carrier (&self->server, self->server.address, PASSWORD);
  g_assert_null (vb_carrier_list (unknown, team, NULL, NULL, NULL, &error));
  g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "carrier-certificate");
}

static void
the_whole_journey_goes_through_it (Place         *self,
                                   gconstpointer  kind)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) ended = NULL;

  if (self->carrier == NULL)
    return;
  street_open (&s, TRUE);
  s.carrier = g_object_ref (self->carrier);
  id = send_one (&s.pair);
  bring_all (&s);
  theirs = id_at_team (&s.pair);
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  bring_all (&s);
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs,
                                             .outcome = "helped", .words = "Coffee" });
  bring_all (&s);
  must_take (&s.pair.practice, (VbReferralAct) { .step = VB_STEP_ACKNOWLEDGE, .id = id });
  bring_all (&s);
  assert_same_history (&s.pair);
  ended = open_referral (&s.pair.practice, id);
  g_assert_cmpstr (ended->state, ==, "done");
  g_assert_cmpint (fixture_int (&s.pair.practice.base, "SELECT count (*) FROM message "
                                "WHERE carrier = 'webdav'"), >, 0);
  street_close (&s);
}

#define ADD(kind, name, function)                                                                  \
  g_test_add ("/webdav/" kind "/" name, Place, kind, place_open, function, place_close)

#define ADD_ALL(kind)                                                                              \
  G_STMT_START {                                                                                   \
    ADD (kind, "a letter is there until it is taken away",                                         \
         a_letter_is_there_until_it_is_taken_away);                                                \
    ADD (kind, "large letters and many are carried", large_letters_and_many_are_carried);          \
    ADD (kind, "what is wrong has its own word", what_is_wrong_has_its_own_word);                  \
    ADD (kind, "the whole journey goes through it", the_whole_journey_goes_through_it);            \
  } G_STMT_END

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ALL ("apache");
  ADD_ALL ("lighttpd");
  ADD_ALL ("nginx");
  return g_test_run ();
}
