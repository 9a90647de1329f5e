/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-dossier.h"

VB_SHAPE_DEFINE_PLAIN (vb_membership, VbMembership, "household_member", 1,
  VB_SHAPE_TEXT_OF (VbMembership, id), VB_SHAPE_TEXT_OF (VbMembership, household_id),
  VB_SHAPE_TEXT_OF (VbMembership, person_id), VB_SHAPE_TEXT_OF (VbMembership, role),
  VB_SHAPE_FLAG_OF (VbMembership, shares), VB_SHAPE_TEXT_OF (VbMembership, valid_from),
  VB_SHAPE_TEXT_OF (VbMembership, valid_to))

VbDossier *
vb_dossier_new (void)
{
  VbDossier *self = g_new0 (VbDossier, 1);

  self->memberships = vb_shape_new_list (&vb_membership_shape);
  self->consents = vb_shape_new_list (&vb_consent_shape);
  self->conversations = vb_shape_new_list (&vb_conversation_shape);
  self->plans = vb_shape_new_list (&vb_plan_shape);
  return self;
}

void
vb_dossier_free (VbDossier *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_pointer (&self->memberships, g_ptr_array_unref);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_clear_pointer (&self->conversations, g_ptr_array_unref);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_free (self);
}
