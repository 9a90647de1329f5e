/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-consent-words.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-topic-words.h"
#include "interop/vb-instrument-reader.h"
#include <string.h>

#include "app/vb-words.h"
#include "core/model/vb-person.h"

const char *
vb_data_category_words (VbDataCategory category)
{
  static const char *const words[VB_N_DATA] = {
    [VB_DATA_NAME] = N_("Name"),
    [VB_DATA_BIRTH_DATE] = N_("Birth date"),
    [VB_DATA_CONTACT] = N_("Phone and e-mail"),
    [VB_DATA_ADDRESS] = N_("Address"),
    [VB_DATA_LANGUAGE] = N_("Language and interpreter"),
    [VB_DATA_WISH] = N_("Reason and wish"),
    [VB_DATA_TRIAGE] = N_("Triage"),
    [VB_DATA_TOPIC] = N_("Topics of conversations"),
    [VB_DATA_LIMITS] = N_("What the person can and cannot do"),
    [VB_DATA_DIAGNOSIS] = N_("Diagnosis"),
    [VB_DATA_MEDICATION] = N_("Medication"),
    [VB_DATA_PLAN] = N_("Plan"),
    [VB_DATA_PROGRESS] = N_("Progress"),
    [VB_DATA_OUTCOME] = N_("Outcome"),
    [VB_DATA_SAFETY] = N_("Safety"),
  };

  g_return_val_if_fail (category < VB_N_DATA, "");
  return _(words[category]);
}

const char *
vb_purpose_words (VbPurpose purpose)
{
  static const char *const words[VB_N_PURPOSES] = {
    [VB_PURPOSE_REFERRAL] = N_("Referral"),
    [VB_PURPOSE_FEEDBACK] = N_("Feedback"),
    [VB_PURPOSE_PLAN] = N_("One plan together"),
    [VB_PURPOSE_MEETING] = N_("Case meeting"),
    [VB_PURPOSE_INFORMATION] = N_("Questions of fact"),
    [VB_PURPOSE_PROVISION] = N_("Support by the municipality"),
    [VB_PURPOSE_INCOME] = N_("Income"),
    [VB_PURPOSE_DEBT] = N_("Debts"),
    [VB_PURPOSE_REPORT] = N_("Report of violence or abuse"),
    [VB_PURPOSE_OTHER] = N_("Another purpose"),
  };

  g_return_val_if_fail (purpose < VB_N_PURPOSES, "");
  return _(words[purpose]);
}

const char *
vb_ground_words (VbGround ground)
{
  static const char *const words[VB_N_GROUNDS] = {
    [VB_GROUND_CONSENT] = N_("Consent"),
    [VB_GROUND_PRESUMED] = N_("Presumed consent between care providers"),
    [VB_GROUND_DUTY] = N_("Duty by law"),
    [VB_GROUND_REPORT] = N_("Right to report by law"),
    [VB_GROUND_CONFLICT] = N_("Conflict of duties"),
    [VB_GROUND_PUBLIC_TASK] = N_("Task of the municipality"),
    [VB_GROUND_WAMS] = N_("Wams (not in force)"),
    [VB_GROUND_ANONYMOUS] = N_("Anonymous"),
  };

  g_return_val_if_fail (ground < VB_N_GROUNDS, "");
  return _(words[ground]);
}

const char *
vb_party_words (VbParty party)
{
  static const char *const words[VB_N_PARTIES] = {
    [VB_PARTY_CARE] = N_("Care provider"),
    [VB_PARTY_SOCIAL_WORK] = N_("Social work"),
    [VB_PARTY_MUNICIPALITY] = N_("Municipality"),
    [VB_PARTY_VOLUNTEERS] = N_("Volunteers"),
    [VB_PARTY_OTHER] = N_("Somebody else"),
    [VB_PARTY_PERSON] = N_("The person carries it"),
  };

  g_return_val_if_fail (party < VB_N_PARTIES, "");
  return _(words[party]);
}

const char *
vb_law_words (const char *law)
{
  static const struct
  {
    const char *code;
    const char *words;
  } names[] = {
    { "wmo2015", N_("Social Support Act (Wmo 2015)") },
    { "jeugdwet", N_("Youth Act (Jeugdwet)") },
    { "participatiewet", N_("Participation Act (Participatiewet)") },
    { "wgs", N_("Municipal Debt Counselling Act (Wgs)") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].code, law))
      return _(names[i].words);
  return law;
}

/* ------------------------------------------------------------------ one consent */

char *
vb_consent_dup_purpose (const VbConsent *self)
{
  VbPurpose purpose = vb_purpose_find (self->purpose);

  if (self->purpose_note != NULL && purpose == VB_PURPOSE_OTHER)
    return g_strdup (self->purpose_note);
  if (purpose == VB_N_PURPOSES)
    return g_strdup (self->purpose);
  if (self->purpose_note != NULL)
    return g_strdup_printf ("%s: %s", vb_purpose_words (purpose), self->purpose_note);
  return g_strdup (vb_purpose_words (purpose));
}

static const char *
representative_words (const char *kind)
{
  static const struct
  {
    const char *code;
    const char *words;
  } names[] = {
    { "curator", N_("The guardian appointed by the court (curator)") },
    { "mentor", N_("The mentor appointed by the court") },
    { "mandatary", N_("Somebody with a written mandate") },
    { "partner", N_("The partner") },
    { "family", N_("Family") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].code, kind) == 0)
      return _(names[i].words);
  return kind;
}

char *
vb_consent_dup_giver (const VbConsent *self)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  if (self->by_person)
    g_strv_builder_add (parts, _("The person"));
  if (self->by_parents == 1)
    g_strv_builder_add (parts, _("One parent"));
  if (self->by_parents > 1)
    g_strv_builder_add (parts, _("Both parents"));
  if (self->by_representative != NULL)
    g_strv_builder_add (parts, representative_words (self->by_representative));
  all = g_strv_builder_end (parts);
  return g_strjoinv (" + ", all);
}

/* (nullable): what the cards that come with the program call a topic or a question */
static const char *
find_topic (const char *code)
{
  g_autoptr(GPtrArray) instruments = vb_instrument_list_shipped ();

  for (guint i = 0; i < instruments->len; i++)
    {
      const VbInstrument *instrument = g_ptr_array_index (instruments, i);
      const VbInstrumentItem *item = vb_instrument_find_item (instrument, code);

      if (item != NULL)
        return vb_instrument_get_words (instrument, item->title,
                                        vb_topic_find_language (instrument));
    }
  return NULL;
}

char *
vb_data_detail_dup_words (VbDataCategory  category,
                          const char     *detail)
{
  const char *words = category == VB_DATA_TOPIC ? find_topic (detail) : NULL;

  return g_strdup (words != NULL ? words : detail);
}

static char *
dup_one_scope (const VbConsentScope *scope)
{
  VbDataCategory category = vb_data_category_find (scope->category);
  g_autofree char *detail = vb_data_detail_dup_words (category, scope->detail);

  if (category == VB_N_DATA)
    return g_strdup (scope->category);
  if (*scope->detail == '\0')
    return g_strdup (vb_data_category_words (category));
  return g_strdup_printf ("%s (%s)", vb_data_category_words (category),
                          category == VB_DATA_ADDRESS ? _("secret") : detail);
}

char *
vb_consent_dup_scope (const VbConsent *self)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  if (self->scope->len == 0)
    return g_strdup (_("Everything"));
  for (guint i = 0; i < self->scope->len; i++)
    {
      g_autofree char *one = dup_one_scope (g_ptr_array_index (self->scope, i));

      g_strv_builder_add (parts, one);
    }
  all = g_strv_builder_end (parts);
  return g_strjoinv (", ", all);
}

const char *
vb_consent_by_words (const char *by)
{
  if (g_strcmp0 (by, "person") == 0)
    return _("the person");
  if (g_strcmp0 (by, "parent") == 0)
    return _("a parent");
  if (g_strcmp0 (by, "representative") == 0)
    return _("the representative");
  return by != NULL ? by : "";
}

char *
vb_consent_dup_state (const VbConsent *self,
                      const char      *birth_date,
                      const char      *today)
{
  gboolean withdrawn = self->withdrawn_on != NULL && strcmp (self->withdrawn_on, today) <= 0;
  gboolean later = g_strcmp0 (self->valid_from, today) > 0;
  g_autofree char *day = vb_words_date (withdrawn ? self->withdrawn_on
                                        : later ? self->valid_from : self->valid_until);
  VbReason reason;

  if (withdrawn)
    /* Translators: %s is a date */
    return g_strdup_printf (_("Withdrawn on %s."), day);
  if (g_strcmp0 (self->kind, "refusal") == 0)
    return g_strdup (_("It holds until it is withdrawn."));
  if (g_strcmp0 (self->valid_until, today) < 0)
    /* Translators: %s is a date */
    return g_strdup_printf (_("It ended on %s."), day);
  if (later)
    /* Translators: %s is a date */
    return g_strdup_printf (_("It begins on %s."), day);
  reason = self->explained ? vb_disclosure_check_giver (self,
                                                        vb_person_get_age (birth_date, today))
                           : VB_REASON_NOT_EXPLAINED;
  if (reason != VB_REASON_CONSENT)
    return g_strdup (_(vb_reason_get_message (reason)));
  /* Translators: %s is a date */
  return g_strdup_printf (_("It holds until %s."), day);
}

const char *
vb_consent_age_rule (int age)
{
  if (age < 0)
    return _("The birth date is not known, so nobody can tell who must agree. A consent counts "
             "once it is filled in.");
  if (age < 12)
    return _("Younger than 12: every parent with authority decides.");
  if (age < 16)
    return _("From 12 to 15: the child and every parent with authority decide together.");
  return _("From 16 on the person decides, or somebody with a written mandate; who cannot decide "
           "about this is represented.");
}
