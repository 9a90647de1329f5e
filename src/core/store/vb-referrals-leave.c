/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lets a step leave: looked at again at the moment that it does. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/base/vb-time.h"
#include "core/store/vb-referrals-private.h"

/* A code, as it is shown with what waits. */
static const char *
why_of (const VbReferral      *self,
        const VbReferralItem  *item,
        const VbReferralFacts *facts)
{
  VbReason reason = vb_referral_decide_item (self, item, facts).reason;

  if (reason == VB_REASON_REFUSED)
    return "person-refused";
  if (facts->address_secret && vb_data_category_find (item->category) == VB_DATA_ADDRESS)
    return "address-secret";
  return reason >= VB_REASON_NO_CONSENT && reason <= VB_REASON_NOT_FREE ? "consent-missing"
                                                                        : "ground-missing";
}

static const char *
find_why (const VbReferral      *self,
          const VbReferralFacts *facts,
          gboolean               sends)
{
  g_autoptr(GArray) errors = vb_referral_check_send (self, facts);

  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *found = &g_array_index (errors, VbShapeError, i);

      if (found->shape == &vb_referral_item_shape)
        return why_of (self, self->items->pdata[found->record], facts);
      if (sends && g_strcmp0 (found->column, "safe_contact") == 0)
        return "tells-safety";
    }
  return NULL;
}

/* Of a letter and an answer: who it is for, and what goes along. */
static gboolean
decide_sent (VbDatabase        *db,
             const VbReferral  *self,
             const char        *recipient_id,
             gboolean           sends,
             const char       **why,
             GError           **error)
{
  VbReferral now = *self;
  g_autofree char *today = vb_time_today ();
  VbStepCase step = { .self = &now, .today = today };
  g_auto(VbStepKnown) known = { { NULL } };
  gboolean done;

  now.recipient_id = (char *) recipient_id;
  if (!_vb_step_recipient_find (db, recipient_id, today, &step.recipient, error))
    return FALSE;
  done = _vb_step_known_load (db, &step, self->person_id, &known, error);
  if (done)
    *why = find_why (&now, &known.facts, sends);
  _vb_step_recipient_clear (&step.recipient);
  return done;
}

/* ------------------------------------------------------------------ what comes back */

/* What the person did not want told when it was written down stays untold. */
static guint
find_untold (const VbReferralEvent *event,
             guint                  withheld)
{
  g_autoptr(VbReferralEvent) told = vb_referral_event_dup_told (event, withheld);

  return (event->words != NULL && told->words == NULL ? VB_NEEDS_WORDS : 0)
         | (event->reason != NULL && told->reason == NULL ? VB_NEEDS_REASON : 0)
         | (event->outcome != NULL && told->outcome == NULL ? VB_NEEDS_OUTCOME : 0);
}

static gboolean
keep_withheld (VbDatabase             *db,
               const VbReferral       *self,
               const VbReferralPlace  *place,
               GError                **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE referral_event_place SET withheld = ?3 WHERE referral_id = ?1 AND event_id = ?2",
    error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->id);
  _vb_bind_text (statement, 2, place->event->id);
  _vb_bind_int (statement, 3, place->withheld);
  return _vb_database_run (db, statement, error);
}

static gboolean
withhold (VbDatabase        *db,
          const VbReferral  *self,
          VbReferralPlace   *place,
          GError           **error)
{
  g_autofree char *today = vb_time_today ();
  VbReferralAct act = { .step = vb_referral_step_find (place->event->step) };
  VbStepCase step = { .self = self, .act = &act, .today = today, .side = VB_SIDE_RECEIVER };
  guint withheld;

  if (!_vb_step_find_withheld (db, &step, &withheld, error))
    return FALSE;
  withheld = place->withheld | find_untold (place->event, withheld);
  if (withheld == place->withheld)
    return TRUE;
  place->withheld = withheld;
  return keep_withheld (db, self, place, error);
}

gboolean
_vb_step_decide_leaving (VbDatabase        *db,
                         const VbReferral  *self,
                         VbReferralPlace   *place,
                         const char       **why,
                         GError           **error)
{
  VbReferralStep which = vb_referral_step_find (place->event->step);

  *why = NULL;
  if (g_str_equal (self->side, "receiver"))
    return withhold (db, self, place, error);
  if (which == VB_STEP_SEND)
    return decide_sent (db, self, place->recipient_id, TRUE, why, error);
  if (which == VB_STEP_ANSWER && !place->gone)
    return decide_sent (db, self, self->recipient_id, FALSE, why, error);
  return TRUE;
}
