/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A person with a consent, a coach who can get referrals, and ways to take a step. */

#include "store-fixture.h"

#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals.h"

#define COACH "00000000-0000-7000-8000-00000000c0ac"
#define WELFARE "00000000-0000-7000-8000-00000000e1fa"
#define WALLY "00000000-0000-7000-8000-00000000a11c"

typedef struct
{
  Fixture base;
  char *today;
  char *person_id;
  char *consent_id;
} Case;

static inline void
add_function (Fixture    *f,
              const char *id,
              const char *name,
              const char *days)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO contact (id, title) VALUES ('%s', '%s');"
      "INSERT INTO holder (id, contact_id, name, valid_from) VALUES ('h%s', '%s', 'Fatma Demir', "
      "'2020-01-01');"
      "INSERT INTO availability (id, contact_id, kind, freq, byday) VALUES ('a%s', '%s', "
      "'present', 'WEEKLY', '%s')", id, name, id, id, id, id, days);

  fixture_exec (f, sql);
}

static inline void
add_consent (Case *self)
{
  g_autoptr(VbConsent) consent = vb_consent_new (self->person_id, self->today);
  g_autoptr(GError) error = NULL;

  consent->by_person = TRUE;
  consent->capacity = g_strdup ("yes");
  consent->form = g_strdup ("oral");
  consent->form_note = g_strdup ("the practice nurse");
  consent->purpose = g_strdup ("referral");
  consent->recipient_id = g_strdup (COACH);
  consent->explained = TRUE;
  vb_consent_add_scope (consent, "name", NULL);
  vb_consent_add_scope (consent, "contact", NULL);
  vb_consent_add_scope (consent, "wish", NULL);
  g_assert_true (vb_consents_save_sync (self->base.store, consent, NULL, &error));
  g_assert_no_error (error);
  self->consent_id = g_strdup (consent->id);
}

static inline void
case_open (Case *self)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  fixture_open (&self->base);
  self->today = vb_time_today ();
  person->given_name = g_strdup ("Greet");
  person->family_name = g_strdup ("Bos");
  person->birth_date = g_strdup ("1943-04-03");
  g_assert_true (vb_people_save_sync (self->base.store, NULL, person, NULL, &error));
  g_assert_no_error (error);
  self->person_id = g_strdup (person->id);
  add_function (&self->base, COACH, "Welzijnscoach", "TU,TH");
  add_consent (self);
}

static inline void
case_close (Case *self)
{
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->person_id, g_free);
  g_clear_pointer (&self->consent_id, g_free);
  fixture_close (&self->base);
}

static inline void
own (Case       *self,
     const char *function)
{
  g_assert_true (vb_referrals_set_own_function_sync (self->base.store, function, TRUE, NULL, NULL));
}

/* Everything that is asked for, with one item that stays at home. */
static inline VbReferral *
make_draft (Case           *self,
            VbReferralKind  kind)
{
  VbReferral *draft = vb_referral_new (kind, self->person_id);

  draft->subject = g_strdup ("Greet Bos");
  draft->sender_name = g_strdup ("Practice nurse, De Linde");
  draft->sender_party = g_strdup ("care");
  draft->recipient_id = g_strdup (COACH);
  draft->recipient_name = g_strdup ("Welzijnscoach");
  draft->question = g_strdup ("Would you get to know her?");
  draft->handover = g_strdup ("announced");
  draft->safe_contact = g_strdup ("Mornings, never a message on the machine");
  draft->triage_nature = g_strdup ("single");
  draft->triage_words = g_strdup ("my own thoughts about it");
  draft->urgency_felt = 3;
  draft->necessity = g_strdup ("to begin");
  draft->proportionality = g_strdup ("no more than this");
  draft->subsidiarity = g_strdup ("she does not dare to call");
  vb_referral_add_item (draft, VB_DATA_NAME, NULL, "Name", "Greet Bos")->included = TRUE;
  vb_referral_add_item (draft, VB_DATA_CONTACT, NULL, "Phone", "06 12345678")->included = TRUE;
  vb_referral_add_item (draft, VB_DATA_WISH, NULL, "Wish", "Drink coffee with somebody")->included
    = TRUE;
  vb_referral_add_item (draft, VB_DATA_DIAGNOSIS, NULL, "Diagnosis", "stays at the practice");
  return draft;
}

static inline char *
save_draft (Case       *self,
            VbReferral *draft)
{
  g_autoptr(VbReferral) mine = draft;
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_referrals_save_sync (self->base.store, NULL, mine, NULL, &error));
  g_assert_no_error (error);
  return g_strdup (mine->id);
}

static inline void
must_take (Case          *self,
           VbReferralAct  act)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_referrals_take_sync (self->base.store, &act, NULL, &error));
  g_assert_no_error (error);
}

static inline void
must_refuse (Case          *self,
             VbReferralAct  act)
{
  g_autoptr(GError) error = NULL;
  gint64 events = fixture_int (&self->base, "SELECT count (*) FROM referral_event");

  g_assert_false (vb_referrals_take_sync (self->base.store, &act, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_test_message ("refused: %s", error->message);
  g_assert_cmpint (fixture_int (&self->base, "SELECT count (*) FROM referral_event"), ==, events);
}

static inline VbReferral *
open_referral (Case       *self,
               const char *id)
{
  g_autoptr(GError) error = NULL;
  VbReferral *referral = vb_referrals_open_sync (self->base.store, id, NULL, &error);

  g_assert_no_error (error);
  return referral;
}

static inline char *
id_at_receiver (Case *self)
{
  return fixture_text (&self->base, "SELECT id FROM referral WHERE side = 'receiver'");
}
