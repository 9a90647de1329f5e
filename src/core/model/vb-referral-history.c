/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-referral-history.h"

VbReferralPlace *
vb_referral_place_new (VbReferralEvent *event)
{
  VbReferralPlace *self = g_new0 (VbReferralPlace, 1);

  self->event = event;
  return self;
}

void
vb_referral_place_free (VbReferralPlace *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->event, vb_referral_event_free);
  g_free (self->recipient_id);
  g_free (self->recipient_name);
  g_free (self);
}

/* How far it is, and what is still to come of each side. */
typedef struct
{
  VbReferralKind kind;
  VbReferralState state;
  GPtrArray *of[2]; /* the sender's, the receiver's; in their order */
  guint next[2];
  gboolean gone;    /* the receiver passed it on to somebody else */
} Telling;

#define SENDER 0
#define RECEIVER 1

static VbReferralSide
side_of (const VbReferralEvent *event)
{
  if (g_strcmp0 (event->side, "clock") == 0)
    return VB_SIDE_CLOCK;
  return g_strcmp0 (event->side, "sender") == 0 ? VB_SIDE_SENDER : VB_SIDE_RECEIVER;
}

/* @heard: how many steps of the receiver come before it */
static gboolean
may_say (const Telling         *self,
         const VbReferralPlace *place,
         guint                  heard)
{
  VbReferralSide side = side_of (place->event);
  VbReferralStep step = vb_referral_step_find (place->event->step);

  if (side == VB_SIDE_CLOCK || side == place->author)
    return TRUE;
  return place->author == VB_SIDE_SENDER
         && (self->gone || (heard == 0 && step != VB_STEP_FORWARD && step != VB_STEP_FINISH));
}

/* Whether the table has it. What a step says was looked at where it was taken, and the other side
 * may not hear all of it: it must not change the order. */
static gboolean
can_take (const Telling         *self,
          VbReferralState        state,
          const VbReferralPlace *place,
          guint                  heard,
          VbReferralState       *to)
{
  const VbReferralMove *move =
    vb_referral_move_find (self->kind, state, vb_referral_step_find (place->event->step));

  if (move == NULL || (move->sides & side_of (place->event)) == 0
      || !may_say (self, place, heard))
    return FALSE;
  *to = move->to;
  return TRUE;
}

static gboolean
both_count (const Telling         *self,
            const VbReferralPlace *first,
            const VbReferralPlace *second)
{
  guint heard = self->next[RECEIVER];
  VbReferralState between, after;

  return can_take (self, self->state, first, heard, &between)
         && can_take (self, between, second, heard + (first->author == VB_SIDE_RECEIVER), &after);
}

/* (nullable) */
static VbReferralPlace *
peek (const Telling *self,
      guint          side)
{
  return self->next[side] < self->of[side]->len
           ? g_ptr_array_index (self->of[side], self->next[side]) : NULL;
}

/* Whether all that was known when it was taken was told by now. */
static gboolean
may_come (const Telling *self,
          guint          side)
{
  const VbReferralPlace *place = peek (self, side);
  guint other = 1 - side;

  return place != NULL
         && (place->seen <= self->next[other] || self->next[other] >= self->of[other]->len);
}

static guint
choose (const Telling *self)
{
  gboolean sender = may_come (self, SENDER);

  if (!sender || !may_come (self, RECEIVER))
    return sender ? SENDER : peek (self, RECEIVER) != NULL ? RECEIVER : SENDER;
  if (both_count (self, peek (self, RECEIVER), peek (self, SENDER)))
    return RECEIVER;
  return both_count (self, peek (self, SENDER), peek (self, RECEIVER)) ? SENDER : RECEIVER;
}

static void
tell (Telling         *self,
      VbReferralPlace *place)
{
  VbReferralState to;

  place->counts = can_take (self, self->state, place, self->next[RECEIVER], &to);
  if (place->counts)
    self->state = to;
  if (place->counts && place->author == VB_SIDE_RECEIVER && place->gone)
    self->gone = TRUE;
  place->state = self->state;
}

static int
by_number (gconstpointer a,
           gconstpointer b)
{
  const VbReferralPlace *left = *(VbReferralPlace *const *) a;
  const VbReferralPlace *right = *(VbReferralPlace *const *) b;

  return (left->number > right->number) - (left->number < right->number);
}

static void
divide (Telling   *self,
        GPtrArray *places)
{
  while (places->len > 0)
    {
      VbReferralPlace *place = g_ptr_array_steal_index (places, places->len - 1);

      g_ptr_array_add (self->of[place->author == VB_SIDE_SENDER ? SENDER : RECEIVER], place);
    }
  g_ptr_array_sort (self->of[SENDER], by_number);
  g_ptr_array_sort (self->of[RECEIVER], by_number);
}

void
vb_referral_history_order (VbReferralKind  kind,
                           GPtrArray      *places)
{
  Telling self = { kind, VB_REFERRAL_DRAFT, { g_ptr_array_new (), g_ptr_array_new () },
                   { 0, 0 }, FALSE };
  guint n = places->len;

  divide (&self, places);
  while (places->len < n)
    {
      guint side = choose (&self);
      VbReferralPlace *place = peek (&self, side);

      self.next[side]++;
      tell (&self, place);
      g_ptr_array_add (places, place);
    }
  g_ptr_array_unref (self.of[SENDER]);
  g_ptr_array_unref (self.of[RECEIVER]);
}
