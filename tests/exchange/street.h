/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A practice and a team, each with a store and keys of its own, and something between them that
 * carries letters: real ones, sealed and signed. */

#include "core/base/vb-hex.h"
#include "two-stores.h"

#include "exchange-fixture.h"

#include "core/store/vb-exchange-keys.h"
#include "core/store/vb-partners.h"
#include "exchange/vb-drop-folder.h"
#include "post/vb-post.h"

/* ------------------------------------------------------------------ two organizations */

typedef struct
{
  Pair pair;
  FixtureOffice *offices[2]; /* of the practice, of the team */
  char *ids[2];
  char *folder;
  VbCarrier *carrier; /* (nullable): in the place of the folder */
  gint64 now;
} Street;

static inline void
add_key (GPtrArray         *keys,
         VbExchangeKeyKind  kind,
         VbSecret          *secret,
         const guint8      *public,
         GBytes            *certificate,
         gint64             now)
{
  g_autofree char *id = vb_hex_dup (public, VB_EXCHANGE_KEY_SIZE);
  VbExchangeKey *key = vb_exchange_key_new (kind, id, secret,
                                            now - G_TIME_SPAN_DAY, now + 100 * G_TIME_SPAN_DAY);

  key->certificate = certificate;
  g_ptr_array_add (keys, key);
}

static inline void
keep_identity (Side          *side,
               FixtureOffice *office,
               gint64         now)
{
  g_autoptr(GPtrArray) keys =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_exchange_key_free);
  g_autoptr(GError) error = NULL;

  add_key (keys, VB_EXCHANGE_KEY_ROOT, office->root, vb_card_get_root (office->card), NULL, now);
  add_key (keys, VB_EXCHANGE_KEY_DEVICE, office->device, office->certificate.device,
           g_bytes_new (office->certificate.bytes, VB_CERTIFICATE_SIZE), now);
  add_key (keys, VB_EXCHANGE_KEY_ENCRYPTION, office->identity, office->recipient, NULL, now);
  g_assert_true (vb_exchange_keys_save_sync (side->base.store, keys, office->card->bytes, 1, NULL,
                                             &error));
  g_assert_no_error (error);
}

static inline void
know (Side                *side,
      const FixtureOffice *office,
      gboolean             compared)
{
  g_autoptr(VbPartnerCard) card = g_new0 (VbPartnerCard, 1);
  g_autoptr(VbPartner) partner = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *root = vb_hex_dup (vb_card_get_root (office->card), VB_EXCHANGE_KEY_SIZE);
  const char *roots[] = { root, NULL };
  VbCardVerdict verdict;

  card->id = vb_hex_dup (office->card->organization, VB_EXCHANGE_KEY_SIZE);
  card->name = g_strdup (office->card->name);
  card->roots = g_strdupv ((char **) roots);
  card->version = office->card->version;
  card->hash = vb_hex_dup (office->card->hash, VB_EXCHANGE_KEY_SIZE);
  card->expires = office->card->expires * G_USEC_PER_SEC;
  card->bytes = g_bytes_ref (office->card->bytes);
  partner = vb_partners_take_card_sync (side->base.store, card, &verdict, NULL, &error);
  g_assert_no_error (error);
  if (compared)
    vb_partners_decide_sync (side->base.store, card->id, VB_PARTNER_COMPARED, root, "phone", NULL,
                             &error);
  g_assert_no_error (error);
}

static inline void
street_open (Street   *self,
             gboolean  compared)
{
  static const char *const names[] = { "practice", "team" };
  Side *sides[] = { &self->pair.practice, &self->pair.team };
  g_autoptr(GError) error = NULL;

  pair_open (&self->pair);
  self->now = fixture_at = FIXTURE_NOW * G_USEC_PER_SEC;
  fixture_exec (&self->pair.practice.base, "UPDATE consent SET valid_from = '2026-01-01'");
  self->folder = g_dir_make_tmp ("vb-XXXXXX", NULL);
  for (guint i = 0; i < 2; i++)
    {
      self->offices[i] = fixture_office_new (names[i]);
      self->ids[i] = vb_hex_dup (self->offices[i]->card->organization, VB_EXCHANGE_KEY_SIZE);
      keep_identity (sides[i], self->offices[i], self->now);
    }
  know (sides[0], self->offices[1], compared);
  know (sides[1], self->offices[0], TRUE);
  vb_messages_set_partner_sync (sides[0]->base.store, COACH, self->ids[1], NULL, &error);
  g_assert_no_error (error);
}

static inline void
remove_letters (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_letters (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static inline void
street_close (Street *self)
{
  remove_letters (self->folder);
  g_free (self->folder);
  g_clear_object (&self->carrier);
  for (guint i = 0; i < 2; i++)
    {
      fixture_office_free (self->offices[i]);
      g_free (self->ids[i]);
    }
  pair_close (&self->pair);
}

/* A desk, and what is done at it. */
typedef gboolean (*AtPost) (VbPost *post, VbPostReport *report, GError **error);

static inline VbPostReport
at_post (Street  *self,
         Side    *side,
         AtPost   func)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDesk) desk = vb_desk_load_sync (side->base.store, &error);
  g_autoptr(VbCarrier) carrier = NULL;
  g_autoptr(VbPost) post = NULL;
  VbPostReport report = { 0 };

  g_assert_no_error (error);
  ++self->now;
  carrier = self->carrier != NULL ? g_object_ref (self->carrier)
                                  : vb_drop_folder_new (self->folder);
  post = vb_post_new (desk, carrier, self->now, &error);
  g_assert_no_error (error);
  func (post, &report, &error);
  g_assert_no_error (error);
  return report;
}

static inline VbPostReport
send_from (Street *self,
           Side   *side)
{
  return at_post (self, side, vb_post_send);
}

static inline VbPostReport
receive_at (Street *self,
            Side   *side)
{
  return at_post (self, side, vb_post_receive);
}

static inline void
bring_all (Street *self)
{
  guint moved = 1;

  while (moved > 0)
    {
      g_auto(VbPostReport) here = send_from (self, &self->pair.practice);
      g_auto(VbPostReport) there = receive_at (self, &self->pair.team);
      g_auto(VbPostReport) back = send_from (self, &self->pair.team);
      g_auto(VbPostReport) home = receive_at (self, &self->pair.practice);

      moved = here.sent + back.sent;
      g_assert_cmpuint (there.refused + there.unopened + home.refused + home.unopened, ==, 0);
    }
}
