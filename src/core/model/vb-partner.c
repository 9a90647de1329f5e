/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-partner.h"

#define NONE VB_N_PARTNER_STATES /* it cannot happen */

static const char *const states[VB_N_PARTNER_STATES] = {
  [VB_PARTNER_NEW] = "new",
  [VB_PARTNER_VERIFIED] = "verified",
  [VB_PARTNER_CHANGED] = "changed",
  [VB_PARTNER_REVOKED] = "revoked",
};

static const char *const events[VB_N_PARTNER_EVENTS] = {
  [VB_PARTNER_COMPARED] = "compared",
  [VB_PARTNER_NEWER_CARD] = "newer-card",
  [VB_PARTNER_NEXT_ROOT] = "next-root",
  [VB_PARTNER_CONTRADICTED] = "contradicted",
  [VB_PARTNER_STOPPED] = "stopped",
  [VB_PARTNER_ENDED] = "ended",
  [VB_PARTNER_RESUMED] = "resumed",
};

/* As in the table of src/exchange/FORMAT.md. */
static const VbPartnerState next[VB_N_PARTNER_EVENTS][VB_N_PARTNER_STATES] = {
  /* of one that is new, verified, changed, revoked */
  [VB_PARTNER_COMPARED] =     { VB_PARTNER_VERIFIED, VB_PARTNER_VERIFIED, VB_PARTNER_VERIFIED,
                                NONE },
  [VB_PARTNER_NEWER_CARD] =   { VB_PARTNER_NEW, VB_PARTNER_VERIFIED, VB_PARTNER_CHANGED,
                                VB_PARTNER_REVOKED },
  [VB_PARTNER_NEXT_ROOT] =    { VB_PARTNER_NEW, VB_PARTNER_CHANGED, VB_PARTNER_CHANGED,
                                VB_PARTNER_REVOKED },
  [VB_PARTNER_CONTRADICTED] = { VB_PARTNER_CHANGED, VB_PARTNER_CHANGED, VB_PARTNER_CHANGED,
                                VB_PARTNER_REVOKED },
  [VB_PARTNER_STOPPED] =      { VB_PARTNER_REVOKED, VB_PARTNER_REVOKED, VB_PARTNER_REVOKED, NONE },
  [VB_PARTNER_ENDED] =        { VB_PARTNER_REVOKED, VB_PARTNER_REVOKED, VB_PARTNER_REVOKED,
                                VB_PARTNER_REVOKED },
  [VB_PARTNER_RESUMED] =      { NONE, NONE, NONE, VB_PARTNER_NEW },
};

const char *
vb_partner_state_get_code (VbPartnerState state)
{
  g_return_val_if_fail (state < VB_N_PARTNER_STATES, NULL);

  return states[state];
}

/* %VB_N_PARTNER_STATES when there is none with this code. */
VbPartnerState
vb_partner_state_find (const char *code)
{
  VbPartnerState state = 0;

  while (state < VB_N_PARTNER_STATES && g_strcmp0 (states[state], code) != 0)
    state++;
  return state;
}

const char *
vb_partner_event_get_code (VbPartnerEvent event)
{
  g_return_val_if_fail (event < VB_N_PARTNER_EVENTS, NULL);

  return events[event];
}

/**
 * vb_partner_state_next:
 *
 * Returns: what comes of it; %VB_N_PARTNER_STATES when @event cannot happen in @state
 */
VbPartnerState
vb_partner_state_next (VbPartnerState state,
                       VbPartnerEvent event)
{
  g_return_val_if_fail (state < VB_N_PARTNER_STATES && event < VB_N_PARTNER_EVENTS, NONE);

  return next[event][state];
}

gboolean
vb_partner_may_send (VbPartnerState state)
{
  return state == VB_PARTNER_VERIFIED;
}

gboolean
vb_partner_may_receive (VbPartnerState state)
{
  return state == VB_PARTNER_NEW || state == VB_PARTNER_VERIFIED;
}

/* Whether @how is a way in which people compare. */
gboolean
vb_partner_is_way (const char *how)
{
  static const char *const ways[] = { "phone", "meeting", "video", NULL };

  return how != NULL && g_strv_contains (ways, how);
}

void
vb_partner_card_free (VbPartnerCard *self)
{
  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->roots);
  g_free (self->hash);
  g_free (self->previous);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* (transfer none): the root key that counts now */
const char *
vb_partner_card_get_root (const VbPartnerCard *self)
{
  guint n = g_strv_length (self->roots);

  g_return_val_if_fail (n > 0, NULL);

  return self->roots[n - 1];
}

void
vb_partner_free (VbPartner *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->root);
  g_free (self->card_hash);
  g_clear_pointer (&self->card, g_bytes_unref);
  g_free (self->added_by);
  g_free (self->verified_by);
  g_free (self->verified_how);
  g_free (self->former_name);
  g_free (self);
}

/**
 * vb_partner_judge:
 * @known: (nullable): the same organization, when its card is here
 * @card: whose signature fits
 */
VbCardVerdict
vb_partner_judge (const VbPartner     *known,
                  const VbPartnerCard *card)
{
  if (known == NULL)
    return card->ended ? VB_CARD_ENDED : VB_CARD_FIRST;
  if (g_str_equal (known->card_hash, card->hash))
    return VB_CARD_SAME;
  /* A root key that is not in the row of theirs: somebody else has one of the keys. */
  if (!g_strv_contains ((const char *const *) card->roots, known->root))
    return card->version < known->card_version ? VB_CARD_OLDER : VB_CARD_CONTRADICTS;
  if (card->version < known->card_version)
    return VB_CARD_OLDER;
  if (card->version == known->card_version
      || (card->version == known->card_version + 1
          && g_strcmp0 (card->previous, known->card_hash) != 0))
    return VB_CARD_CONTRADICTS;
  if (card->ended)
    return VB_CARD_ENDED;
  return g_str_equal (vb_partner_card_get_root (card), known->root) ? VB_CARD_NEWER
                                                                    : VB_CARD_NEXT_ROOT;
}
