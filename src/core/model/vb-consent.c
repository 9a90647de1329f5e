/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-consent.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-disclosure.h"

#define VALID_MONTHS 6

VB_SHAPE_DEFINE_PLAIN (vb_consent_scope, VbConsentScope, "consent_scope", 3,
  VB_SHAPE_TEXT_OF (VbConsentScope, consent_id), VB_SHAPE_TEXT_OF (VbConsentScope, category),
  VB_SHAPE_TEXT_OF (VbConsentScope, detail))

VB_SHAPE_DEFINE (vb_consent, VbConsent, "consent", 1,
  VB_SHAPE_TEXT_OF (VbConsent, id), VB_SHAPE_TEXT_OF (VbConsent, person_id),
  VB_SHAPE_TEXT_OF (VbConsent, kind), VB_SHAPE_TEXT_OF (VbConsent, given_on),
  VB_SHAPE_FLAG_OF (VbConsent, by_person), VB_SHAPE_NUMBER_OF (VbConsent, by_parents),
  VB_SHAPE_NUMBER_OF (VbConsent, parents_with_authority),
  VB_SHAPE_TEXT_OF (VbConsent, by_representative), VB_SHAPE_TEXT_OF (VbConsent, capacity),
  VB_SHAPE_TEXT_OF (VbConsent, capacity_note), VB_SHAPE_TEXT_OF (VbConsent, form),
  VB_SHAPE_TEXT_OF (VbConsent, form_note), VB_SHAPE_TEXT_OF (VbConsent, purpose),
  VB_SHAPE_TEXT_OF (VbConsent, purpose_note), VB_SHAPE_TEXT_OF (VbConsent, sender_id),
  VB_SHAPE_TEXT_OF (VbConsent, recipient_id), VB_SHAPE_TEXT_OF (VbConsent, recipient_name),
  VB_SHAPE_TEXT_OF (VbConsent, direction), VB_SHAPE_FLAG_OF (VbConsent, explained),
  VB_SHAPE_TEXT_OF (VbConsent, explained_language), VB_SHAPE_TEXT_OF (VbConsent, explained_by),
  VB_SHAPE_FLAG_OF (VbConsent, teach_back), VB_SHAPE_FLAG_OF (VbConsent, given_freely),
  VB_SHAPE_TEXT_OF (VbConsent, valid_from), VB_SHAPE_TEXT_OF (VbConsent, valid_until),
  VB_SHAPE_TEXT_OF (VbConsent, withdrawn_on), VB_SHAPE_TEXT_OF (VbConsent, withdrawn_by),
  VB_SHAPE_TEXT_OF (VbConsent, withdrawn_how), VB_SHAPE_TEXT_OF (VbConsent, withdrawal_told_on),
  VB_SHAPE_TEXT_OF (VbConsent, alternative), VB_SHAPE_STAMP_OF (VbConsent, recorded_at),
  VB_SHAPE_AUTHOR_OF (VbConsent, recorded_by))

static char *
months_later (const char *date,
              guint       months)
{
  GDate day;

  g_return_val_if_fail (vb_time_read_date (date, &day), NULL);

  g_date_add_months (&day, months);
  return vb_time_write_date (&day);
}

/**
 * vb_consent_new:
 * @today: YYYY-MM-DD
 *
 * A consent that nobody gave yet, for six months.
 */
VbConsent *
vb_consent_new (const char *person_id,
                const char *today)
{
  VbConsent *self;

  g_return_val_if_fail (vb_time_is_date (today), NULL);

  self = vb_shape_new (&vb_consent_shape);
  self->person_id = g_strdup (person_id);
  self->kind = g_strdup ("consent");
  self->direction = g_strdup ("send");
  self->by_parents = 0;
  self->parents_with_authority = 2;
  self->given_on = g_strdup (today);
  self->valid_from = g_strdup (today);
  self->valid_until = months_later (today, VALID_MONTHS);
  self->scope = vb_shape_new_list (&vb_consent_scope_shape);
  return self;
}

VbConsent *
vb_consent_copy (const VbConsent *self)
{
  VbConsent *copy = vb_shape_copy (&vb_consent_shape, self);

  copy->scope = vb_shape_copy_list (&vb_consent_scope_shape, self->scope);
  copy->recipient_organization_id = g_strdup (self->recipient_organization_id);
  return copy;
}

void
vb_consent_free (VbConsent *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->scope, g_ptr_array_unref);
  g_clear_pointer (&self->recipient_organization_id, g_free);
  vb_shape_free (&vb_consent_shape, self);
}

void
vb_consent_add_scope (VbConsent  *self,
                      const char *category,
                      const char *detail)
{
  VbConsentScope *scope = vb_shape_new (&vb_consent_scope_shape);

  scope->consent_id = g_strdup (self->id);
  scope->category = g_strdup (category);
  scope->detail = g_strdup (detail != NULL ? detail : "");
  g_ptr_array_add (self->scope, scope);
}

static void
tidy_date (char **member)
{
  char *date = *member != NULL ? vb_time_dup_date (*member) : NULL;

  if (date == NULL)
    return;
  g_free (*member);
  *member = date;
}

void
vb_consent_tidy (VbConsent *self)
{
  g_return_if_fail (self != NULL);

  vb_shape_tidy (&vb_consent_shape, self);
  tidy_date (&self->given_on);
  tidy_date (&self->valid_from);
  tidy_date (&self->valid_until);
}

/* ------------------------------------------------------------------ checks */

static void
want (GArray     *errors,
      gboolean    fine,
      const char *column,
      const char *message)
{
  if (!fine)
    vb_shape_errors_add (errors, &vb_consent_shape, 0, column, message);
}

static gboolean
is_one_of (const char *value,
           const char *first,
           ...)
{
  va_list args;
  gboolean found = FALSE;

  va_start (args, first);
  for (const char *one = first; one != NULL && !found; one = va_arg (args, const char *))
    found = g_strcmp0 (value, one) == 0;
  va_end (args);
  return found;
}

static void
check_who (GArray          *errors,
           const VbConsent *self)
{
  want (errors, self->by_person || self->by_parents > 0 || self->by_representative != NULL,
        "by_person", N_("Choose who said so"));
  want (errors, self->by_parents >= 0 && self->by_parents <= 2
                && self->parents_with_authority >= 1 && self->parents_with_authority <= 2
                && self->by_parents <= self->parents_with_authority,
        "by_parents", N_("More parents agreed than have authority"));
  want (errors, is_one_of (self->capacity, "yes", "no", "doubt", NULL), "capacity",
        N_("Choose whether the person can decide about this"));
  want (errors, !is_one_of (self->capacity, "no", "doubt", NULL) || self->capacity_note != NULL,
        "capacity_note", N_("Write in a few words why"));
  want (errors, is_one_of (self->form, "oral", "written", "digital", NULL), "form",
        N_("Choose how it was said"));
  want (errors, g_strcmp0 (self->form, "digital") == 0 || self->form_note != NULL, "form_note",
        N_("Write who heard it or where the paper is"));
}

static void
check_what (GArray          *errors,
            const VbConsent *self)
{
  VbDataCategory category;

  want (errors, vb_purpose_find (self->purpose) != VB_N_PURPOSES, "purpose",
        N_("Choose what it is for"));
  want (errors, self->purpose == NULL || strcmp (self->purpose, "other") != 0
                || self->purpose_note != NULL,
        "purpose_note", N_("Write in one sentence what it is for"));
  want (errors, self->recipient_id != NULL, "recipient_id", N_("Choose who may get it"));
  want (errors, is_one_of (self->direction, "send", "receive", "both", NULL), "direction",
        N_("Choose one of the list"));
  want (errors, self->scope->len > 0 || g_strcmp0 (self->kind, "refusal") == 0, "scope",
        N_("Choose what may be told"));
  for (guint i = 0; i < self->scope->len; i++)
    {
      const VbConsentScope *scope = g_ptr_array_index (self->scope, i);

      category = vb_data_category_find (scope->category);
      if (category == VB_N_DATA)
        vb_shape_errors_add (errors, &vb_consent_scope_shape, i, "category",
                             N_("Choose one of the list"));
    }
}

static void
check_when (GArray          *errors,
            const VbConsent *self)
{
  const char *dates[][2] = { { "given_on", self->given_on }, { "valid_from", self->valid_from },
                             { "valid_until", self->valid_until } };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    want (errors, vb_time_is_date (dates[i][1]), dates[i][0], N_("Write the date as 2026-12-31"));
  want (errors, g_strcmp0 (self->valid_from, self->valid_until) <= 0, "valid_until",
        N_("The end lies before the beginning"));
  want (errors, self->withdrawn_on == NULL || vb_time_is_date (self->withdrawn_on),
        "withdrawn_on", N_("Write the date as 2026-12-31"));
  want (errors, self->withdrawn_on == NULL || g_strcmp0 (self->given_on, self->withdrawn_on) <= 0,
        "withdrawn_on", N_("The end lies before the beginning"));
  want (errors, self->withdrawn_on == NULL || self->withdrawn_by != NULL, "withdrawn_by",
        N_("Choose who said so"));
}

/**
 * vb_consent_validate:
 *
 * Whether it says all it must say. Whether it was given by those who may give it depends on the
 * day it is used: vb_disclosure_decide().
 *
 * Returns: (transfer full) (element-type VbShapeError): what is wrong, empty when nothing is
 */
GArray *
vb_consent_validate (const VbConsent *self)
{
  GArray *errors = vb_shape_errors_new ();

  want (errors, is_one_of (self->kind, "consent", "refusal", NULL), "kind",
        N_("Choose one of the list"));
  check_who (errors, self);
  check_what (errors, self);
  check_when (errors, self);
  vb_bsn_check (errors, &vb_consent_shape, 0, self, NULL);
  for (guint i = 0; i < self->scope->len; i++)
    {
      const VbConsentScope *scope = g_ptr_array_index (self->scope, i);
      const char *refusal = vb_bsn_get_refusal (scope->detail);

      if (refusal != NULL)
        vb_shape_errors_add (errors, &vb_consent_scope_shape, i, "detail", refusal);
    }
  return errors;
}
