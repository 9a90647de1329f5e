/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lets a step be taken: what the map, the person and the organization say at that moment. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/model/vb-working-days.h"
#include "core/store/vb-referrals-private.h"

/* ------------------------------------------------------------------ who it goes to */

void
_vb_step_recipient_clear (VbStepRecipient *recipient)
{
  g_free (recipient->organization_id);
}

static void
read_hours (VbStepRecipient *recipient,
            VbEntity        *contact)
{
  GListModel *hours = vb_entity_get_children (contact, VB_TABLE_AVAILABILITY);

  for (guint i = 0; i < g_list_model_get_n_items (hours); i++)
    {
      g_autoptr(VbEntity) hour = g_list_model_get_item (hours, i);

      recipient->weekdays |= vb_working_days_read (vb_entity_get (hour, "byday"));
    }
}

gboolean
_vb_step_recipient_find (VbDatabase       *db,
                         const char       *contact_id,
                         const char       *today,
                         VbStepRecipient  *recipient,
                         GError          **error)
{
  g_autoptr(GError) missing = NULL;
  g_autoptr(VbEntity) contact = NULL;
  g_autofree char *since = NULL;
  VbCell key = { "contact_id", contact_id };

  *recipient = (VbStepRecipient) { FALSE };
  if (contact_id == NULL)
    return TRUE;
  contact = _vb_directory_load (db, VB_TABLE_CONTACT, contact_id, &missing);
  if (g_error_matches (missing, VB_ERROR, VB_ERROR_NOT_FOUND))
    return TRUE;
  if (contact == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  recipient->present = vb_entity_get_holder (contact, today, NULL) == VB_HOLDER_PRESENT;
  read_hours (recipient, contact);
  return _vb_rows_read (db, "own_function", &key, 1, "since", &recipient->own, &since, error)
         && _vb_function_find_organization (db, contact_id, &recipient->organization_id, error);
}

/* ------------------------------------------------------------------ what the person said */

void
_vb_step_known_clear (VbStepKnown *self)
{
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_free (self->birth_date);
  g_free (self->secret);
  g_free (self->note);
  g_free (self->through);
}

/* What the record says of the person. */
static gboolean
read_person (VbDatabase   *db,
             const char   *id,
             VbStepKnown  *self,
             GError      **error)
{
  const struct
  {
    const char *column;
    char **value;
  } columns[] = { { "birth_date", &self->birth_date }, { "address_secret", &self->secret },
                  { "contact_note", &self->note }, { "contact_through", &self->through } };
  VbCell key = { "id", id };
  gboolean found;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!_vb_rows_read (db, "person", &key, 1, columns[i].column, &found, columns[i].value, error))
      return FALSE;
  return TRUE;
}

gboolean
_vb_step_known_load (VbDatabase        *db,
                     const VbStepCase  *step,
                     const char        *person_id,
                     VbStepKnown       *self,
                     GError           **error)
{
  self->consents = vb_shape_new_list (&vb_consent_shape);
  if (person_id != NULL
      && (!_vb_consents_load (db, person_id, self->consents, error)
          || !read_person (db, person_id, self, error)))
    return FALSE;
  self->facts = (VbReferralFacts) {
    .today = step->today, .recipient_present = step->recipient.present,
    .recipient_organization_id = step->recipient.organization_id,
    .birth_date = self->birth_date, .address_secret = g_strcmp0 (self->secret, "1") == 0,
    .contact_note = self->note, .contact_through = self->through,
    .consents = self->consents,
  };
  return TRUE;
}

/* ------------------------------------------------------------------ may it go */

static gboolean
refuse (const char  *msgid,
        GError     **error)
{
  if (msgid != NULL)
    _vb_refuse_input (msgid, error);
  return msgid == NULL;
}

/* Of an answer only what goes along counts: the rest was sent before. */
static gboolean
check_sent (VbDatabase        *db,
            const VbStepCase  *step,
            GError           **error)
{
  g_auto(VbStepKnown) known = { { NULL } };
  g_autoptr(GArray) errors = NULL;

  if (!_vb_step_known_load (db, step, step->self->person_id, &known, error))
    return FALSE;
  errors = vb_referral_check_send (step->self, &known.facts);
  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *found = &g_array_index (errors, VbShapeError, i);

      if (step->act->step == VB_STEP_SEND || found->shape == &vb_referral_item_shape)
        return refuse (found->message, error);
    }
  return TRUE;
}

static gboolean
check_passed_on (VbDatabase        *db,
                 const VbStepCase  *step,
                 const VbReferral  *from,
                 GError           **error)
{
  g_auto(VbStepKnown) known = { { NULL } };
  g_autofree char *organization = NULL;
  gboolean inside;

  if (!_vb_step_known_load (db, step, from->person_id, &known, error)
      || !_vb_function_find_organization (db, from->recipient_id, &organization, error))
    return FALSE;
  inside = step->recipient.own
           || (organization != NULL
               && g_strcmp0 (organization, step->recipient.organization_id) == 0);
  return refuse (vb_referral_check_forward (from, step->act->recipient_id, inside, &known.facts),
                 error);
}

/* Of what the receiver elsewhere passed on, nothing leaves here. */
static gboolean
check_forward (VbDatabase        *db,
               const VbStepCase  *step,
               GError           **error)
{
  g_autoptr(VbReferral) twin = NULL;
  const VbReferral *from = step->self;

  if (g_str_equal (from->side, "sender"))
    {
      if (!_vb_referrals_find_twin (db, from, &twin, error))
        return FALSE;
      from = twin != NULL && !_vb_referrals_has_left (from, twin) ? twin : NULL;
    }
  return from == NULL || check_passed_on (db, step, from, error);
}

gboolean
_vb_step_check_ground (VbDatabase        *db,
                       const VbStepCase  *step,
                       gboolean          *grounded,
                       GError           **error)
{
  VbReferralStep which = step->act->step;

  *grounded = step->act->agreed;
  if (which == VB_STEP_FORWARD)
    return !*grounded || !step->recipient.present || check_forward (db, step, error);
  if (which != VB_STEP_SEND && which != VB_STEP_ANSWER)
    return TRUE;
  *grounded = TRUE;
  return check_sent (db, step, error);
}

gboolean
_vb_step_find_withheld (VbDatabase        *db,
                        const VbStepCase  *step,
                        guint             *withheld,
                        GError           **error)
{
  gboolean receives = g_str_equal (step->self->side, "receiver");
  g_auto(VbStepKnown) known = { { NULL } };

  *withheld = VB_NEEDS_NOTHING;
  if (step->side != VB_SIDE_RECEIVER)
    return TRUE;
  if (!_vb_step_known_load (db, step, receives ? step->self->person_id : NULL, &known, error))
    return FALSE;
  *withheld = vb_referral_find_withheld (step->self, step->act->step, &known.facts);
  return TRUE;
}
