/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names that HSDS 1.1, 2.0 and 3.x, Open Referral UK and common vendors use for the same
 * things. What a file is, is decided by these and never by a version number: the official package
 * of 3.2.3 says that it is 3.0.0. */

#include "config.h"

#include "interop/vb-hsds-row.h"

#include <string.h>

static const struct
{
  const char *name;
  VbKind kind;
} kind_names[] = {
  { "additional_url", VB_TABLE_URL },
  { "additional_urls", VB_TABLE_URL },
  { "additional_website", VB_TABLE_URL },
  { "additional_websites", VB_TABLE_URL },
  { "accessibility_for_disabilities", VB_TABLE_ACCESSIBILITY },
  { "accessibilities", VB_TABLE_ACCESSIBILITY },
  { "address", VB_TABLE_ADDRESS },
  { "availability", VB_TABLE_AVAILABILITY },
  { "availabilities", VB_TABLE_AVAILABILITY },
  { "capacities", VB_TABLE_SERVICE_CAPACITY },
  { "eligibility", VB_KIND_ELIGIBILITY },
  { "eligibilities", VB_KIND_ELIGIBILITY },
  { "eligibilitys", VB_KIND_ELIGIBILITY },
  { "fundings", VB_TABLE_FUNDING },
  { "holders", VB_TABLE_HOLDER },
  { "holiday_schedule", VB_KIND_HOLIDAY_SCHEDULE },
  { "holiday_schedules", VB_KIND_HOLIDAY_SCHEDULE },
  { "link_taxonomies", VB_KIND_OTHER_ATTRIBUTE },
  { "link_taxonomy", VB_KIND_OTHER_ATTRIBUTE },
  { "mail_address", VB_KIND_POSTAL_ADDRESS },
  { "mail_addresses", VB_KIND_POSTAL_ADDRESS },
  { "meta_table_descriptions", VB_TABLE_META_TABLE_DESCRIPTION },
  { "organisation", VB_TABLE_ORGANIZATION },
  { "organisations", VB_TABLE_ORGANIZATION },
  { "organization_identifiers", VB_TABLE_ORGANIZATION_IDENTIFIER },
  { "other_attribute", VB_KIND_OTHER_ATTRIBUTE },
  { "other_attributes", VB_KIND_OTHER_ATTRIBUTE },
  { "payment_accepted", VB_KIND_PAYMENT_ACCEPTED },
  { "payments_accepted", VB_KIND_PAYMENT_ACCEPTED },
  { "physical_address", VB_KIND_PHYSICAL_ADDRESS },
  { "physical_addresses", VB_KIND_PHYSICAL_ADDRESS },
  { "postal_address", VB_KIND_POSTAL_ADDRESS },
  { "postal_addresses", VB_KIND_POSTAL_ADDRESS },
  { "regular_schedule", VB_KIND_REGULAR_SCHEDULE },
  { "regular_schedules", VB_KIND_REGULAR_SCHEDULE },
  { "required_documents", VB_TABLE_REQUIRED_DOCUMENT },
  { "service_at_locations", VB_TABLE_SERVICE_AT_LOCATION },
  { "service_attribute", VB_KIND_SERVICE_TAXONOMY },
  { "service_attributes", VB_KIND_SERVICE_TAXONOMY },
  { "service_capacities", VB_TABLE_SERVICE_CAPACITY },
  { "service_taxonomies", VB_KIND_SERVICE_TAXONOMY },
  { "service_taxonomy", VB_KIND_SERVICE_TAXONOMY },
  { "service_taxonomys", VB_KIND_SERVICE_TAXONOMY },
  { "services_at_location", VB_TABLE_SERVICE_AT_LOCATION },
  { "services_taxonomy", VB_KIND_SERVICE_TAXONOMY },
  { "urls", VB_TABLE_URL },
  { "verbinder_availabilities", VB_TABLE_AVAILABILITY },
  { "verbinder_holders", VB_TABLE_HOLDER },
  { "verbinder_verifications", VB_TABLE_VERIFICATION },
  { "verifications", VB_TABLE_VERIFICATION },
};

static const struct
{
  VbTable table;
  const char *name;
} legacy_kinds[VB_N_KINDS - VB_N_TABLES] = {
  [VB_KIND_PHYSICAL_ADDRESS - VB_N_TABLES] = { VB_TABLE_ADDRESS, "physical_address" },
  [VB_KIND_POSTAL_ADDRESS - VB_N_TABLES] = { VB_TABLE_ADDRESS, "postal_address" },
  [VB_KIND_REGULAR_SCHEDULE - VB_N_TABLES] = { VB_TABLE_SCHEDULE, "regular_schedule" },
  [VB_KIND_HOLIDAY_SCHEDULE - VB_N_TABLES] = { VB_TABLE_SCHEDULE, "holiday_schedule" },
  [VB_KIND_SERVICE_TAXONOMY - VB_N_TABLES] = { VB_TABLE_ATTRIBUTE, "service_taxonomy" },
  [VB_KIND_OTHER_ATTRIBUTE - VB_N_TABLES] = { VB_TABLE_ATTRIBUTE, "other_attribute" },
  [VB_KIND_ELIGIBILITY - VB_N_TABLES] = { VB_TABLE_SERVICE, "eligibility" },
  [VB_KIND_PAYMENT_ACCEPTED - VB_N_TABLES] = { VB_TABLE_SERVICE, "payment_accepted" },
};

static const struct
{
  VbKind kind;
  const char *name;
  const char *column;
} column_names[] = {
  { VB_TABLE_ORGANIZATION, "url", "website" },
  { VB_TABLE_SERVICE, "website", "url" },
  { VB_TABLE_SERVICE, "eligibility", "eligibility_description" },
  { VB_TABLE_LOCATION, "website", "url" },
  { VB_TABLE_ACCESSIBILITY, "accessibility", "description" },
  { VB_TABLE_LANGUAGE, "language", "name" },
  { VB_TABLE_PHONE, "number_type", "type" },
  { VB_TABLE_SERVICE_AREA, "service_area", "name" },
  { VB_TABLE_TAXONOMY_TERM, "vocabulary", "taxonomy" },
  { VB_TABLE_TAXONOMY_TERM, "term", "code" },
  { VB_TABLE_ORGANIZATION_IDENTIFIER, "type", "identifier_type" },
  { VB_KIND_REGULAR_SCHEDULE, "original_text", "description" },
  { VB_KIND_HOLIDAY_SCHEDULE, "start_date", "valid_from" },
  { VB_KIND_HOLIDAY_SCHEDULE, "end_date", "valid_to" },
  { VB_KIND_SERVICE_TAXONOMY, "service_id", "link_id" },
  { VB_KIND_SERVICE_TAXONOMY, "taxonomy_id", "taxonomy_term_id" },
  { VB_KIND_SERVICE_TAXONOMY, "taxonomy_detail", "value" },
  { VB_KIND_OTHER_ATTRIBUTE, "taxonomy_id", "taxonomy_term_id" },
};

static const struct
{
  VbKind kind;
  const char *name;
  VbSpecial special;
} special_names[] = {
  { VB_TABLE_ORGANIZATION, "funding_sources", VB_SPECIAL_FUNDING },
  { VB_TABLE_SERVICE, "languages", VB_SPECIAL_LANGUAGES },
  { VB_TABLE_SERVICE, "service_areas", VB_SPECIAL_SERVICE_AREAS },
  { VB_TABLE_SERVICE, "required_documents", VB_SPECIAL_REQUIRED_DOCUMENTS },
  { VB_TABLE_SERVICE, "funding_sources", VB_SPECIAL_FUNDING },
  { VB_TABLE_SERVICE, "taxonomy_ids", VB_SPECIAL_TAXONOMY_IDS },
  { VB_TABLE_SERVICE, "location_id", VB_SPECIAL_LOCATION_ID },
  { VB_TABLE_LOCATION, "languages", VB_SPECIAL_LANGUAGES },
  { VB_TABLE_LOCATION, "accessibility", VB_SPECIAL_ACCESSIBILITY },
  { VB_TABLE_LOCATION, "virtual", VB_SPECIAL_VIRTUAL },
  { VB_TABLE_PHONE, "language", VB_SPECIAL_LANGUAGES },
  { VB_TABLE_CONTACT, "phone_number", VB_SPECIAL_PHONE_NUMBER },
  { VB_TABLE_CONTACT, "phone_areacode", VB_SPECIAL_PHONE_AREACODE },
  { VB_TABLE_CONTACT, "phone_extension", VB_SPECIAL_PHONE_EXTENSION },
  { VB_TABLE_ADDRESS, "organization_id", VB_SPECIAL_ORGANIZATION_ID },
  { VB_KIND_PHYSICAL_ADDRESS, "organization_id", VB_SPECIAL_ORGANIZATION_ID },
  { VB_KIND_POSTAL_ADDRESS, "organization_id", VB_SPECIAL_ORGANIZATION_ID },
  { VB_KIND_REGULAR_SCHEDULE, "weekday", VB_SPECIAL_WEEKDAY },
  { VB_TABLE_SCHEDULE, "weekday", VB_SPECIAL_WEEKDAY },
  { VB_KIND_HOLIDAY_SCHEDULE, "closed", VB_SPECIAL_CLOSED },
  { VB_KIND_ELIGIBILITY, "service_id", VB_SPECIAL_SERVICE_ID },
  { VB_KIND_ELIGIBILITY, "eligibility", VB_SPECIAL_TEXT },
  { VB_KIND_ELIGIBILITY, "minimum_age", VB_SPECIAL_MINIMUM_AGE },
  { VB_KIND_ELIGIBILITY, "maximum_age", VB_SPECIAL_MAXIMUM_AGE },
  { VB_KIND_PAYMENT_ACCEPTED, "service_id", VB_SPECIAL_SERVICE_ID },
  { VB_KIND_PAYMENT_ACCEPTED, "payment", VB_SPECIAL_TEXT },
};

/* Lower case, without folder and .csv, blanks and hyphens as underscores. */
static char *
normalise (const char *name)
{
  const char *slash = strrchr (name, '/');
  g_autofree char *lower = g_ascii_strdown (slash != NULL ? slash + 1 : name, -1);
  gsize length = strlen (lower);

  if (length > 4 && (strcmp (lower + length - 4, ".csv") == 0
                     || strcmp (lower + length - 4, ".tsv") == 0))
    lower[length - 4] = '\0';
  g_strdelimit (lower, " -", '_');
  return g_steal_pointer (&lower);
}

/**
 * vb_hsds_find_kind:
 * @name: a file, a resource of a data package or a member of a JSON object
 *
 * Returns: the kind of its rows, or %VB_N_KINDS
 */
VbKind
vb_hsds_find_kind (const char *name)
{
  g_autofree char *plain = normalise (name);
  gsize length = strlen (plain);

  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (strcmp (kind_names[i].name, plain) == 0)
      return kind_names[i].kind;
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbTableSpec *spec = vb_schema_get (table);

      if (strcmp (spec->name, plain) == 0
          || (strncmp (spec->file, plain, length) == 0
              && strcmp (spec->file + length, ".csv") == 0))
        return table;
    }
  return VB_N_KINDS;
}

VbTable
vb_hsds_get_table (VbKind kind)
{
  return kind < VB_N_TABLES ? kind : legacy_kinds[kind - VB_N_TABLES].table;
}

/**
 * vb_hsds_get_order:
 *
 * Returns: when files of this kind are read; what others are folded into comes first
 */
guint
vb_hsds_get_order (VbKind kind)
{
  switch (kind)
    {
    case VB_TABLE_LOCATION:
      return VB_TABLE_SERVICE;
    case VB_TABLE_SERVICE:
      return VB_TABLE_LOCATION;
    case VB_TABLE_SCHEDULE:
    case VB_KIND_REGULAR_SCHEDULE:
    case VB_KIND_HOLIDAY_SCHEDULE:
      return VB_TABLE_SCHEDULE;
    default:
      return kind;
    }
}

/**
 * vb_hsds_find_field:
 * @name: of a column or member, as the source has it
 *
 * Returns: what to do with its values
 */
VbHsdsField
vb_hsds_find_field (VbKind      kind,
                    const char *name)
{
  g_autofree char *plain = normalise (name);
  VbTable table = vb_hsds_get_table (kind);
  VbHsdsField field = { VB_FIELD_EXTRA, -1 };
  const char *column = plain;
  gboolean folds = kind == VB_KIND_ELIGIBILITY || kind == VB_KIND_PAYMENT_ACCEPTED;

  for (gsize i = 0; i < G_N_ELEMENTS (special_names); i++)
    if ((special_names[i].kind == kind) && strcmp (special_names[i].name, plain) == 0)
      return (VbHsdsField) { VB_FIELD_SPECIAL, special_names[i].special };
  for (gsize i = 0; i < G_N_ELEMENTS (column_names); i++)
    if ((column_names[i].kind == kind || (!folds && column_names[i].kind == table))
        && strcmp (column_names[i].name, plain) == 0)
      column = column_names[i].column;
  if (!folds)
    field.column = vb_schema_find_column (table, column);
  if (field.column >= 0)
    field.action = VB_FIELD_COLUMN;
  return field;
}

/* What ids of an older kind are unique in: regular and holiday schedules are both numbered
 * from 1. */
const char *
vb_hsds_get_id_table (VbKind kind)
{
  return kind < VB_N_TABLES ? NULL : legacy_kinds[kind - VB_N_TABLES].name;
}
