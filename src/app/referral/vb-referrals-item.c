/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-item.h"

struct _VbReferralsItem
{
  GObject parent_instance;

  VbReferralLine *line;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbReferralsItem, vb_referrals_item, G_TYPE_OBJECT)

static void
vb_referrals_item_finalize (GObject *object)
{
  g_clear_pointer (&VB_REFERRALS_ITEM (object)->line, vb_referral_line_free);

  G_OBJECT_CLASS (vb_referrals_item_parent_class)->finalize (object);
}

static void
vb_referrals_item_class_init (VbReferralsItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vb_referrals_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vb_referrals_item_init (VbReferralsItem *self)
{
}

VbReferralsItem *
vb_referrals_item_new (VbReferralLine *line)
{
  VbReferralsItem *self = g_object_new (VB_TYPE_REFERRALS_ITEM, NULL);

  self->line = line;
  return self;
}

void
vb_referrals_item_set_line (VbReferralsItem *self,
                            VbReferralLine  *line)
{
  g_return_if_fail (VB_IS_REFERRALS_ITEM (self) && line != NULL);

  vb_referral_line_free (self->line);
  self->line = line;
  g_signal_emit (self, signals[CHANGED], 0);
}

const VbReferralLine *
vb_referrals_item_get_line (VbReferralsItem *self)
{
  g_return_val_if_fail (VB_IS_REFERRALS_ITEM (self), NULL);

  return self->line;
}
