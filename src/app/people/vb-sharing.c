/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-sharing.h"

#include <glib/gi18n.h>

#include "app/people/vb-consent-words.h"
#include "core/base/vb-time.h"

void
vb_sharing_free (VbSharing *self)
{
  g_free (self->recipient_id);
  g_free (self->recipient_name);
  g_free (self->recipient_organization_id);
  g_free (self);
}

void
vb_shared_free (VbShared *self)
{
  g_free (self->detail);
  g_free (self);
}

gboolean
vb_sharing_is_about (const VbSharing *self,
                     const VbConsent *consent)
{
  return g_strcmp0 (self->recipient_id, consent->recipient_id) == 0
         && self->purpose == vb_purpose_find (consent->purpose);
}

static gboolean
has (const GPtrArray *sharings,
     const VbConsent *consent)
{
  for (guint i = 0; i < sharings->len; i++)
    if (vb_sharing_is_about (g_ptr_array_index (sharings, i), consent))
      return TRUE;
  return FALSE;
}

GPtrArray *
vb_sharing_list (const GPtrArray *consents)
{
  GPtrArray *sharings = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_sharing_free);

  for (guint i = 0; i < consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (consents, i);
      VbSharing *sharing;

      if (has (sharings, consent) || vb_purpose_find (consent->purpose) == VB_N_PURPOSES)
        continue;
      sharing = g_new0 (VbSharing, 1);
      sharing->recipient_id = g_strdup (consent->recipient_id);
      sharing->recipient_name = g_strdup (consent->recipient_name);
      sharing->recipient_organization_id = g_strdup (consent->recipient_organization_id);
      sharing->purpose = vb_purpose_find (consent->purpose);
      g_ptr_array_add (sharings, sharing);
    }
  return sharings;
}

/* ------------------------------------------------------------------ deciding */

static void
decide (GPtrArray              *answers,
        const VbDisclosureCase *question,
        VbDataCategory          category,
        const char             *detail)
{
  VbDisclosureCase one = *question;
  VbShared *answer = g_new0 (VbShared, 1);

  one.category = category;
  one.detail = detail;
  answer->category = category;
  answer->detail = g_strdup (detail);
  answer->decision = vb_disclosure_decide (&one);
  g_ptr_array_add (answers, answer);
}

static gboolean
was_asked (const GPtrArray *answers,
           VbDataCategory   category,
           const char      *detail)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const VbShared *answer = g_ptr_array_index (answers, i);

      if (answer->category == category && g_strcmp0 (answer->detail, detail) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What was named of a category by name. That an address is secret is for the deciding itself. */
static void
decide_named (GPtrArray              *answers,
              const VbSharing        *self,
              const VbDisclosureCase *question,
              VbDataCategory          category)
{
  for (guint i = 0; i < question->consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (question->consents, i);

      for (guint k = 0; vb_sharing_is_about (self, consent) && k < consent->scope->len; k++)
        {
          const VbConsentScope *scope = g_ptr_array_index (consent->scope, k);

          if (vb_data_category_find (scope->category) == category && *scope->detail != '\0'
              && category != VB_DATA_ADDRESS && !was_asked (answers, category, scope->detail))
            decide (answers, question, category, scope->detail);
        }
    }
}

GPtrArray *
vb_sharing_decide (const VbSharing        *self,
                   const VbPerson         *person,
                   const GPtrArray        *consents,
                   const VbDisclosureCase *question)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_shared_free);
  g_autofree char *today = vb_time_today ();
  VbDisclosureCase whole = *question;

  whole.purpose = self->purpose;
  whole.recipient_id = self->recipient_id;
  whole.recipient_organization_id = self->recipient_organization_id;
  whole.today = today;
  whole.birth_date = person->birth_date;
  whole.address_secret = person->address_secret;
  whole.consents = consents;
  whole.question = whole.necessity = whole.proportionality = whole.subsidiarity = "-";
  for (guint i = 0; i < VB_N_DATA; i++)
    {
      decide (answers, &whole, i, NULL);
      decide_named (answers, self, &whole, i);
    }
  return answers;
}

char *
vb_shared_dup_words (const VbShared *self)
{
  g_autofree char *detail = self->detail != NULL
                            ? vb_data_detail_dup_words (self->category, self->detail) : NULL;

  return detail == NULL
         ? g_strdup (vb_data_category_words (self->category))
         : g_strdup_printf ("%s (%s)", vb_data_category_words (self->category), detail);
}

char *
vb_sharing_dup_words (const VbSharing *self,
                      VbParty          sender,
                      const VbPerson  *person,
                      const GPtrArray *consents)
{
  const VbDisclosureCase question = { .sender = sender, .recipient = VB_PARTY_OTHER,
                                      .ground = VB_GROUND_CONSENT };
  g_autoptr(GPtrArray) answers = vb_sharing_decide (self, person, consents, &question);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree char *all = NULL;
  VbReason nearest = VB_REASON_NO_CONSENT;

  for (guint i = 0; i < answers->len; i++)
    {
      const VbShared *answer = g_ptr_array_index (answers, i);
      g_autofree char *words = vb_shared_dup_words (answer);

      if (answer->decision.allowed)
        g_strv_builder_add (builder, words);
      else if (answer->decision.reason > nearest)
        nearest = answer->decision.reason;
    }
  parts = g_strv_builder_end (builder);
  if (parts[0] == NULL)
    /* Translators: %s is a sentence that says why */
    return g_strdup_printf (_("Nothing may be told now. %s"), _(vb_reason_get_message (nearest)));
  all = g_strjoinv (", ", parts);
  /* Translators: %s is a list of kinds of data */
  return g_strdup_printf (_("May be told now: %s."), all);
}
