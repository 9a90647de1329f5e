/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A practice and a team, each with a store of its own, and the post between them. */

#include "../core/store-fixture.h"

#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-destruction.h"
#include "core/store/vb-messages.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals-team.h"
#include "core/store/vb-referrals.h"
#include "interop/vb-fhir-message.h"

#define COACH "00000000-0000-7000-8000-00000000c0ac"
#define WALLY "00000000-0000-7000-8000-00000000a11c"

/* ------------------------------------------------------------------ one side */

/* Something that was handed to the carrier. */
typedef struct
{
  char *id;
  char *kind;
  GBytes *bytes;
} Letter;

typedef struct
{
  Fixture base;
  const char *name; /* what the other side knows it by */
  GPtrArray *out;   /* of Letter: all that ever left, so that it can come again */
} Side;

typedef struct
{
  Side practice;
  Side team;
  char *today;
  char *person_id;
  char *consent_id;
  gint64 now;
} Pair;

static inline void
letter_free (gpointer data)
{
  Letter *self = data;

  g_free (self->id);
  g_free (self->kind);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static inline void
side_open (Side       *self,
           const char *name)
{
  fixture_open_own (&self->base);
  self->name = name;
  self->out = g_ptr_array_new_with_free_func (letter_free);
}

static inline void
side_close (Side *self)
{
  g_ptr_array_unref (self->out);
  fixture_close (&self->base);
}

static inline Side *
other_side (Pair *self,
            Side *side)
{
  return side == &self->practice ? &self->team : &self->practice;
}

static inline void
add_function (Fixture    *f,
              const char *id,
              const char *name)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO contact (id, title) VALUES ('%s', '%s');"
      "INSERT INTO holder (id, contact_id, name, valid_from) VALUES ('h%s', '%s', 'Fatma Demir', "
      "'2020-01-01')", id, name, id, id);

  fixture_exec (f, sql);
}

static inline void
add_person (Pair *self)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(VbConsent) consent = NULL;
  g_autoptr(GError) error = NULL;

  person->given_name = g_strdup ("Greet");
  person->family_name = g_strdup ("Bos");
  person->birth_date = g_strdup ("1943-04-03");
  g_assert_true (vb_people_save_sync (self->practice.base.store, NULL, person, NULL, &error));
  g_assert_no_error (error);
  self->person_id = g_strdup (person->id);
  consent = vb_consent_new (self->person_id, self->today);
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
  g_assert_true (vb_consents_save_sync (self->practice.base.store, consent, NULL, &error));
  g_assert_no_error (error);
  self->consent_id = g_strdup (consent->id);
}

static inline void
pair_open (Pair *self)
{
  g_autoptr(GError) error = NULL;

  side_open (&self->practice, "practice");
  side_open (&self->team, "team");
  self->today = vb_time_today ();
  self->now = g_get_real_time ();
  add_person (self);
  add_function (&self->practice.base, COACH, "Welzijnscoach");
  add_function (&self->team.base, COACH, "Welzijnscoach");
  add_function (&self->team.base, WALLY, "Buurtcoach");
  g_assert_true (vb_messages_set_partner_sync (self->practice.base.store, COACH, "team", NULL,
                                               &error));
  g_assert_no_error (error);
  vb_referrals_set_own_function_sync (self->team.base.store, COACH, TRUE, NULL, &error);
  vb_referrals_set_own_function_sync (self->team.base.store, WALLY, TRUE, NULL, &error);
  g_assert_no_error (error);
}

static inline void
pair_close (Pair *self)
{
  side_close (&self->practice);
  side_close (&self->team);
  g_free (self->today);
  g_free (self->person_id);
  g_free (self->consent_id);
}

/* ------------------------------------------------------------------ referrals */

static inline VbReferral *
make_draft (Pair           *self,
            VbReferralKind  kind)
{
  VbReferral *draft = vb_referral_new (kind, self->person_id);

  draft->subject = g_strdup ("Greet Bos, of the practice");
  draft->worker = g_strdup ("Anneke van Dijk");
  draft->sender_name = g_strdup ("Practice nurse, De Linde");
  draft->sender_party = g_strdup ("care");
  draft->recipient_id = g_strdup (COACH);
  draft->recipient_name = g_strdup ("Welzijnscoach");
  draft->question = g_strdup ("Would you get to know her?\nShe likes coffee — with sugar.");
  draft->handover = g_strdup ("announced");
  draft->safe_contact = g_strdup ("Mornings, never a message on the machine");
  draft->triage_nature = g_strdup ("single");
  draft->triage_words = g_strdup ("UNSHARED thoughts");
  draft->urgency_felt = 3;
  draft->need_code = g_strdup ("UNSHARED-need");
  draft->necessity = g_strdup ("UNSHARED to begin");
  draft->proportionality = g_strdup ("UNSHARED no more than this");
  draft->subsidiarity = g_strdup ("UNSHARED she does not dare to call");
  vb_referral_add_item (draft, VB_DATA_NAME, NULL, "Name", "Greet Bos")->included = TRUE;
  vb_referral_add_item (draft, VB_DATA_CONTACT, NULL, "Phone", "06 12345678")->included = TRUE;
  vb_referral_add_item (draft, VB_DATA_WISH, NULL, "Wish", "Drink coffee with somebody")->included
    = TRUE;
  vb_referral_add_item (draft, VB_DATA_DIAGNOSIS, NULL, "Diagnosis", "UNSHARED diagnosis");
  return draft;
}

/* (transfer full): the id */
static inline char *
save_draft (Pair       *self,
            VbReferral *draft)
{
  g_autoptr(VbReferral) mine = draft;
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_referrals_save_sync (self->practice.base.store, NULL, mine, NULL, &error));
  g_assert_no_error (error);
  return g_strdup (mine->id);
}

/* When steps are taken that say nothing of it; 0: now. */
static gint64 fixture_at G_GNUC_UNUSED;

static inline void
must_take (Side          *side,
           VbReferralAct  act)
{
  g_autoptr(GError) error = NULL;

  if (act.at == 0)
    act.at = fixture_at;
  vb_referrals_take_sync (side->base.store, &act, NULL, &error);
  g_assert_no_error (error);
}

static inline VbReferral *
open_referral (Side       *side,
               const char *id)
{
  g_autoptr(GError) error = NULL;
  VbReferral *referral = vb_referrals_open_sync (side->base.store, id, NULL, &error);

  g_assert_no_error (error);
  return referral;
}

/* (transfer full): the id at the team of the last that came in */
static inline char *
id_at_team (Pair *self)
{
  return fixture_text (&self->team.base, "SELECT id FROM referral WHERE side = 'receiver' "
                                         "ORDER BY rowid DESC LIMIT 1");
}

/* What never left is the affair of one side only. */
#define SHARED                                                                                     \
  "EXISTS (SELECT 1 FROM message AS m WHERE m.letter_id = r.letter_id AND m.kind = 'letter' "      \
  "AND (m.direction = 'in' OR m.handed_at IS NOT NULL))"

/* (transfer full): everything that happened, of all referrals, as both sides have it */
static inline char *
dup_history (Side *side)
{
  char *text = fixture_text (&side->base,
    "SELECT group_concat (line, char (10)) FROM (SELECT r.code || ' ' || e.number || ' ' || "
    "e.step || ' ' || e.state || ' ' || e.side || ' ' || e.day || ' ' || e.id || ' ' || "
    "r.state || ' ' || ifnull (r.ended_on, '-') AS line "
    "FROM referral_event AS e JOIN referral AS r ON r.id = e.referral_id "
    "WHERE " SHARED " ORDER BY r.code, e.number)");

  return text != NULL ? text : g_strdup ("");
}

static inline void
assert_same_history (Pair *self)
{
  g_autofree char *here = dup_history (&self->practice);
  g_autofree char *there = dup_history (&self->team);
  g_auto(GStrv) ours = g_strsplit (here, "\n", -1);
  g_auto(GStrv) theirs = g_strsplit (there, "\n", -1);

  for (guint i = 0; ours[i] != NULL && theirs[i] != NULL; i++)
    g_assert_cmpstr (ours[i], ==, theirs[i]);
  g_assert_cmpuint (g_strv_length (ours), ==, g_strv_length (theirs));
}

/* ------------------------------------------------------------------ the post */

/* (nullable): what a carrier is given next */
static inline VbMessageOut *
take_next (Side   *side,
           gint64  now)
{
  g_autoptr(GError) error = NULL;
  VbMessageOut *out;

  g_assert_true (vb_messages_next_sync (side->base.store, NULL, vb_fhir_write_message, now, &out,
                                        NULL, &error));
  g_assert_no_error (error);
  return out;
}

static inline void
pack (Pair *self,
      Side *side)
{
  g_autoptr(GError) error = NULL;

  self->now++;
  g_assert_cmpint (vb_messages_pack_sync (side->base.store, self->now, NULL, &error), >=, 0);
  g_assert_no_error (error);
}

static inline void
hand_over (Pair               *self,
           Side               *side,
           const VbMessageOut *out)
{
  g_autoptr(GError) error = NULL;
  Letter *letter = g_new0 (Letter, 1);

  letter->id = g_strdup (out->id);
  letter->kind = g_strdup (out->kind);
  letter->bytes = g_bytes_ref (out->bytes);
  g_ptr_array_add (side->out, letter);
  g_assert_true (vb_messages_note_handed_sync (side->base.store, out->partner_id, out->id, "test",
                                               self->now, NULL, &error));
  g_assert_no_error (error);
}

/* All that is due leaves, into side->out; how many. */
static inline guint
post (Pair *self,
      Side *side)
{
  guint before = side->out->len;
  gboolean more = TRUE;

  pack (self, side);
  while (more)
    {
      g_autoptr(VbMessageOut) out = take_next (side, self->now);

      more = out != NULL;
      if (more)
        hand_over (self, side, out);
    }
  return side->out->len - before;
}

/* All that is due is tried, and the carrier is not there; how many. */
static inline guint
fail_to_post (Pair *self,
              Side *side)
{
  gboolean more = TRUE;
  guint n = 0;

  pack (self, side);
  while (more)
    {
      g_autoptr(VbMessageOut) out = take_next (side, self->now);

      more = out != NULL;
      n += more;
      g_assert_true (!more || vb_messages_note_failed_sync (side->base.store, out->partner_id,
                                                            out->id, "carrier-unreachable",
                                                            self->now, NULL, NULL));
    }
  return n;
}

static inline VbArrival
receive_bytes (Pair        *self,
               Side        *to,
               const char  *from,
               GBytes      *bytes,
               char       **reason)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) unreadable = NULL;
  g_autoptr(VbMessage) message = vb_fhir_read_message (bytes, &unreadable);
  VbMessageMail mail = { from, NULL, message,
                         unreadable != NULL ? vb_fhir_message_reason (unreadable) : NULL, bytes };
  VbArrival arrival = VB_ARRIVAL_REFUSED;

  if (unreadable != NULL)
    g_test_message ("not read: %s", unreadable->message);
  g_assert_true (vb_messages_receive_sync (to->base.store, &mail, vb_fhir_read_message, self->now,
                                           &arrival, reason, NULL, &error));
  g_assert_no_error (error);
  return arrival;
}

/* (nullable): the last of a kind that left */
static inline const Letter *
find_out (Side       *side,
          const char *kind)
{
  for (guint i = side->out->len; i > 0; i--)
    {
      const Letter *letter = g_ptr_array_index (side->out, i - 1);

      if (g_str_equal (letter->kind, kind))
        return letter;
    }
  return NULL;
}

/* The how-many-th of all that ever left arrives at the other side. */
static inline VbArrival
receive (Pair  *self,
         Side  *from,
         guint  i)
{
  const Letter *letter = g_ptr_array_index (from->out, i);
  g_autofree char *reason = NULL;
  VbArrival arrival = receive_bytes (self, other_side (self, from), from->name, letter->bytes,
                                     &reason);

  if (arrival == VB_ARRIVAL_REFUSED || arrival == VB_ARRIVAL_HELD)
    g_test_message ("%s from %s: %d, %s", letter->kind, from->name, arrival, reason);
  return arrival;
}

/* Until nobody has anything to say. */
static inline void
exchange (Pair *self)
{
  guint moved = 1;

  while (moved > 0)
    {
      moved = 0;
      for (guint s = 0; s < 2; s++)
        {
          Side *side = s == 0 ? &self->practice : &self->team;
          guint before = side->out->len;

          moved += post (self, side);
          for (guint i = before; i < side->out->len; i++)
            g_assert_cmpint (receive (self, side, i), !=, VB_ARRIVAL_REFUSED);
        }
    }
}

/* (transfer full): a referral that was sent, with nothing on its way */
static inline char *
send_one (Pair *self)
{
  char *id = save_draft (self, make_draft (self, VB_KIND_REFERRAL));

  must_take (&self->practice, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  return id;
}
