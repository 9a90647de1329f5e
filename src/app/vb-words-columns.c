/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What people call the fields of a record, and what stands in them. */

#include <glib/gi18n.h>

#include "app/vb-words.h"

static const struct
{
  VbTable table; /* VB_N_TABLES: wherever the column stands */
  const char *column;
  const char *words;
} columns[] = {
  { VB_TABLE_CONTACT, "title", N_("Function") },
  { VB_TABLE_CONTACT, "name", N_("Name of the person") },
  { VB_TABLE_HOLDER, "name", N_("Who fills it") },
  { VB_TABLE_LOCATION, "description", N_("About the place") },
  { VB_TABLE_ACCESSIBILITY, "description", N_("Accessibility") },
  { VB_TABLE_SCHEDULE, "description", N_("Opening hours in words") },
  { VB_TABLE_LANGUAGE, "name", N_("Language") },
  { VB_TABLE_COST_OPTION, "option", N_("Kind of cost") },
  { VB_N_TABLES, "name", N_("Name") },
  { VB_N_TABLES, "alternate_name", N_("Other names") },
  { VB_N_TABLES, "description", N_("Description") },
  { VB_N_TABLES, "url", N_("Website") },
  { VB_N_TABLES, "website", N_("Website") },
  { VB_N_TABLES, "email", N_("Mail") },
  { VB_N_TABLES, "number", N_("Phone number") },
  { VB_N_TABLES, "extension", N_("Extension") },
  { VB_N_TABLES, "status", N_("State") },
  { VB_N_TABLES, "organization_id", N_("Organisation") },
  { VB_N_TABLES, "interpretation_services", N_("Interpreter") },
  { VB_N_TABLES, "application_process", N_("How to apply") },
  { VB_N_TABLES, "fees_description", N_("Costs") },
  { VB_N_TABLES, "wait_time", N_("Waiting time") },
  { VB_N_TABLES, "eligibility_description", N_("For whom") },
  { VB_N_TABLES, "minimum_age", N_("From age") },
  { VB_N_TABLES, "maximum_age", N_("To age") },
  { VB_N_TABLES, "assured_date", N_("Checked by the source") },
  { VB_N_TABLES, "alert", N_("Notice") },
  { VB_N_TABLES, "accreditations", N_("Quality marks") },
  { VB_N_TABLES, "licenses", N_("Licences") },
  { VB_N_TABLES, "department", N_("Department") },
  { VB_N_TABLES, "vb_mandate", N_("Mandate") },
  { VB_N_TABLES, "vb_fixed_contact", N_("Fixed contact") },
  { VB_N_TABLES, "vb_deputy_id", N_("Deputy") },
  { VB_N_TABLES, "valid_from", N_("From") },
  { VB_N_TABLES, "valid_to", N_("Until") },
  { VB_N_TABLES, "opens_at", N_("Opens at") },
  { VB_N_TABLES, "closes_at", N_("Closes at") },
  { VB_N_TABLES, "byday", N_("Days") },
  { VB_N_TABLES, "place", N_("Place") },
  { VB_N_TABLES, "means", N_("How") },
  { VB_N_TABLES, "note", N_("Remark") },
  { VB_N_TABLES, "notes", N_("Remark") },
  { VB_N_TABLES, "transportation", N_("How to get there") },
  { VB_N_TABLES, "address_1", N_("Street and number") },
  { VB_N_TABLES, "address_2", N_("Addition") },
  { VB_N_TABLES, "postal_code", N_("Postcode") },
  { VB_N_TABLES, "city", N_("Town") },
  { VB_N_TABLES, "amount", N_("Amount") },
  { VB_N_TABLES, "document", N_("What to bring") },
  { VB_N_TABLES, "available", N_("Free places") },
  { VB_N_TABLES, "maximum", N_("Places") },
  { VB_N_TABLES, "location_id", N_("Place") },
  { VB_N_TABLES, "country", N_("Country") },
  { VB_N_TABLES, "region", N_("Neighbourhood") },
  { VB_N_TABLES, "fees", N_("Costs") },
  { VB_N_TABLES, "assurer_email", N_("Mail of who checked it") },
  { VB_N_TABLES, "program_id", N_("Programme") },
  { VB_N_TABLES, "parent_organization_id", N_("Part of") },
  { VB_N_TABLES, "uri", N_("Web address of the entry") },
  { VB_N_TABLES, "logo", N_("Logo") },
  { VB_N_TABLES, "tax_id", N_("Tax number") },
  { VB_N_TABLES, "tax_status", N_("Tax status") },
  { VB_N_TABLES, "year_incorporated", N_("Founded in") },
  { VB_N_TABLES, "legal_status", N_("Legal form") },
};

/* What a whole record is, seen from the entry that it belongs to. */
static const struct
{
  VbTable table;
  const char *words;
} records[] = {
  { VB_TABLE_SCHEDULE, N_("When") },        { VB_TABLE_AVAILABILITY, N_("When") },
  { VB_TABLE_CONTACT, N_("Function") },     { VB_TABLE_LOCATION, N_("Where") },
  { VB_TABLE_ADDRESS, N_("Where") },        { VB_TABLE_PHONE, N_("Phone number") },
  { VB_TABLE_COST_OPTION, N_("Costs") },    { VB_TABLE_LANGUAGE, N_("Language") },
  { VB_TABLE_SERVICE_AREA, N_("Area") },
};

char *
vb_words_column (VbTable     table,
                 const char *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if ((columns[i].table == table || columns[i].table == VB_N_TABLES) &&
        g_strcmp0 (columns[i].column, column) == 0)
      return g_strdup (_(columns[i].words));
  for (gsize i = 0; column == NULL && i < G_N_ELEMENTS (records); i++)
    if (records[i].table == table)
      return g_strdup (_(records[i].words));
  return g_strdup (column != NULL ? column : _("The whole entry"));
}

char *
vb_words_value (VbTable     table,
                const char *column,
                const char *value)
{
  int index = vb_schema_find_column (table, column);
  VbColumnType type = index < 0 ? VB_TYPE_TEXT : vb_schema_get (table)->columns[index].type;
  const char *words = NULL;

  g_return_val_if_fail (value != NULL, NULL);

  if (type == VB_TYPE_BOOLEAN)
    return g_strdup (g_ascii_strcasecmp (value, "true") == 0 || g_str_equal (value, "1")
                       ? _("Yes") : _("No"));
  if (type == VB_TYPE_DATE || type == VB_TYPE_DATETIME)
    return vb_words_date (value);
  if (table == VB_TABLE_SERVICE && g_str_equal (column, "status"))
    words = g_str_equal (value, "active") ? _("Is offered") : vb_words_status (value);
  return g_strdup (words != NULL ? words : value);
}

const char *
vb_words_term (const char *name,
               const char *name_en)
{
  /* Translators: the code of the language you translate to: "nl" */
  gboolean dutch = g_str_equal (C_("language of the interface", "en"), "nl");

  return dutch || name_en == NULL ? name : name_en;
}
