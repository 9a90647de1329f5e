/* SPDX-License-Identifier: GPL-3.0-or-later */

/* To whom something may be referred, as the map and earlier referrals say. */

#include "config.h"

#include "store-fixture.h"

#include "core/store/vb-recipients.h"

#define SERVICE "00000000-0000-7000-8000-0000000005e1"
#define ORGANIZATION "00000000-0000-7000-8000-0000000000e1"

static void
fill (Fixture *f)
{
  fixture_open (f);
  fixture_exec (f,
    "INSERT INTO organization (id, name) VALUES ('" ORGANIZATION "', 'Buurtkracht');"
    "INSERT INTO service (id, organization_id, name) VALUES ('" SERVICE "', '" ORGANIZATION "', "
    "'Koffie');"
    "INSERT INTO contact (id, service_id, title) VALUES ('host', '" SERVICE "', 'Gastvrouw');"
    "INSERT INTO contact (id, organization_id, title, vb_type) VALUES "
    "('door', '" ORGANIZATION "', 'Wijkbalie', 'front-door');"
    "INSERT INTO contact (id, organization_id, title, vb_deputy_id) VALUES "
    "('coach', '" ORGANIZATION "', 'Coach', 'door');"
    "INSERT INTO contact (id, title) VALUES ('wally', 'Wally');"
    "INSERT INTO holder (id, contact_id, name, valid_from, valid_to) VALUES "
    "('h1', 'host', 'Truus', '2020-01-01', NULL), ('h2', 'door', 'Ali', '2020-01-01', NULL), "
    "('h3', 'coach', 'Piet', '2020-01-01', '2021-01-01');"
    "INSERT INTO phone (id, organization_id, number) VALUES ('p', '" ORGANIZATION "', "
    "'030 1234567')");
}

static void
send_earlier (Fixture    *f,
              const char *id,
              const char *to,
              const char *need)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO referral (id, letter_id, side, kind, state, code, recipient_id, need_code, "
    "sender_phone, sent_on, changed_at) VALUES ('%s', 'l%s', 'sender', 'referral', 'sent', 'C', "
    "'%s', '%s', '088 1', '2026-01-01', 1)", id, id, to, need);

  fixture_exec (f, sql);
}

static VbRecipients *
suggest (Fixture               *f,
         const VbRecipientWish *wish)
{
  g_autoptr(GError) error = NULL;
  VbRecipients *found = vb_recipients_suggest_sync (f->store, wish, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static char *
ids_of (const VbRecipients *found)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->recipients->len; i++)
    {
      const VbRecipient *recipient = g_ptr_array_index (found->recipients, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              vb_entity_get_id (recipient->contact));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
those_of_the_offer_come_first_and_each_once (void)
{
  Fixture f = { 0 };
  const VbRecipientWish wish = { .service_id = SERVICE, .need_code = "B17" };
  g_autoptr(VbRecipients) found = NULL;
  g_autofree char *ids = NULL;

  fill (&f);
  send_earlier (&f, "r1", "coach", "B01");
  send_earlier (&f, "r2", "coach", "B01");
  send_earlier (&f, "r3", "wally", "B17");
  found = suggest (&f, &wish);
  ids = ids_of (found);
  g_assert_cmpstr (ids, ==, "host door coach wally");
  g_assert_cmpint (((VbRecipient *) found->recipients->pdata[0])->why, ==, VB_RECIPIENT_SERVICE);
  g_assert_cmpint (((VbRecipient *) found->recipients->pdata[3])->why, ==, VB_RECIPIENT_USED);
  g_assert_cmpstr (found->sender_phone, ==, "088 1");
  fixture_close (&f);
}

static void
where_it_went_for_this_need_goes_before_where_it_went_most (void)
{
  Fixture f = { 0 };
  const VbRecipientWish wish = { .need_code = "B17" };
  g_autoptr(VbRecipients) found = NULL;
  g_autofree char *ids = NULL;

  fill (&f);
  send_earlier (&f, "r1", "coach", "B01");
  send_earlier (&f, "r2", "coach", "B01");
  send_earlier (&f, "r3", "wally", "B17");
  found = suggest (&f, &wish);
  ids = ids_of (found);
  g_assert_cmpstr (ids, ==, "wally coach");
  fixture_close (&f);
}

/* What fits a person comes before where others went, with the service it is for. */
static void
who_is_asked_about_what_fits_goes_before_where_it_went_before (void)
{
  Fixture f = { 0 };
  const VbRecipientWish wish = { .fits = "gone " SERVICE };
  g_autoptr(VbRecipients) found = NULL;
  g_autofree char *ids = NULL;
  const VbRecipient *host;

  fill (&f);
  send_earlier (&f, "r1", "wally", "B17");
  found = suggest (&f, &wish);
  ids = ids_of (found);
  g_assert_cmpstr (ids, ==, "host wally");
  host = found->recipients->pdata[0];
  g_assert_cmpint (host->why, ==, VB_RECIPIENT_FITS);
  g_assert_cmpstr (host->service_id, ==, SERVICE);
  g_assert_cmpstr (host->service_name, ==, "Koffie");
  g_assert_null (((VbRecipient *) found->recipients->pdata[1])->service_id);
  /* Where nobody is asked about it, the front door of the organization is. */
  fixture_exec (&f, "DELETE FROM contact WHERE id = 'host'");
  g_clear_pointer (&found, vb_recipients_free);
  found = suggest (&f, &wish);
  g_assert_cmpstr (vb_entity_get_id (((VbRecipient *) found->recipients->pdata[0])->contact), ==,
                   "door");
  fixture_close (&f);
}

/* A function that somebody left: the deputy, and who opens the door of the organization. */
static void
a_vacant_function_knows_its_way_on (void)
{
  Fixture f = { 0 };
  const VbRecipientWish wish = { .contact_id = "coach" };
  g_autoptr(VbRecipients) found = NULL;
  const VbRecipient *coach;

  fill (&f);
  found = suggest (&f, &wish);
  g_assert_cmpuint (found->recipients->len, ==, 1);
  coach = found->recipients->pdata[0];
  g_assert_cmpint (vb_entity_get_holder (coach->contact, "2026-01-01", NULL), ==,
                   VB_HOLDER_VACANT);
  g_assert_cmpstr (coach->organization_name, ==, "Buurtkracht");
  g_assert_cmpstr (coach->front_door_id, ==, "door");
  g_assert_cmpstr (coach->front_door_phone, ==, "030 1234567");
  g_assert_nonnull (vb_entity_get_reference (coach->contact, "vb_deputy_id"));
  fixture_close (&f);
}

/* Where nobody at all has a function, the number of the organization is what is left. */
static void
without_anybody_the_number_of_the_organization_is_left (void)
{
  Fixture f = { 0 };
  const VbRecipientWish wish = { .contact_id = "coach" };
  g_autoptr(VbRecipients) found = NULL;
  const VbRecipient *coach;

  fill (&f);
  fixture_exec (&f, "UPDATE holder SET valid_to = '2021-01-01'");
  found = suggest (&f, &wish);
  coach = found->recipients->pdata[0];
  g_assert_null (coach->front_door_id);
  g_assert_cmpstr (coach->front_door_phone, ==, "030 1234567");
  fixture_close (&f);
}

static void
what_left_the_map_is_not_offered (void)
{
  Fixture f = { 0 };
  const VbRecipientWish wish = { .contact_id = "gone", .service_id = "gone too" };
  g_autoptr(VbRecipients) found = NULL;

  fill (&f);
  found = suggest (&f, &wish);
  g_assert_cmpuint (found->recipients->len, ==, 0);
  fixture_close (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/recipients/" #name, name)
  ADD (those_of_the_offer_come_first_and_each_once);
  ADD (where_it_went_for_this_need_goes_before_where_it_went_most);
  ADD (who_is_asked_about_what_fits_goes_before_where_it_went_before);
  ADD (a_vacant_function_knows_its_way_on);
  ADD (without_anybody_the_number_of_the_organization_is_left);
  ADD (what_left_the_map_is_not_offered);
  return g_test_run ();
}
