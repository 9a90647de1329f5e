/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of HSDS data, of any version and from CSV or JSON alike, on its way to the intake. What
 * 1.1 and 2.0 said in another way is said in the way of 3.x here. */

#include "config.h"

#include "interop/vb-hsds-row.h"

#include <string.h>

#include "interop/vb-json.h"
#include "interop/vb-values.h"

static gboolean
folds (VbKind kind)
{
  return kind == VB_KIND_ELIGIBILITY || kind == VB_KIND_PAYMENT_ACCEPTED;
}

void
vb_hsds_row_begin (VbHsdsRow *row,
                   VbIntake  *intake,
                   VbKind     kind,
                   guint      file,
                   guint      n)
{
  memset (row, 0, sizeof *row);
  row->intake = intake;
  row->kind = kind;
  vb_intake_begin (intake, &row->draft, vb_hsds_get_table (kind), file, n);
  row->draft.id_table = vb_hsds_get_id_table (kind);
}

/**
 * vb_hsds_row_set:
 * @field: from vb_hsds_find_field() for @name
 * @text: (nullable): UTF-8
 */
void
vb_hsds_row_set (VbHsdsRow   *row,
                 VbHsdsField  field,
                 const char  *name,
                 const char  *text,
                 gssize       length)
{
  VbDraft *draft = &row->draft;

  switch (field.action)
    {
    case VB_FIELD_COLUMN:
      vb_intake_set (row->intake, draft, field.column, text, length);
      break;
    case VB_FIELD_SPECIAL:
      row->specials[field.column] = vb_intake_clean (row->intake, draft->file, draft->row, name,
                                                     text, length);
      break;
    case VB_FIELD_EXTRA:
    default:
      vb_intake_set_extra (row->intake, draft, name, text, length);
      break;
    }
}

/**
 * vb_hsds_row_set_extras:
 * @object: (nullable): fields that the standard does not know, by name
 */
void
vb_hsds_row_set_extras (VbHsdsRow    *row,
                        const json_t *object)
{
  const char *name;
  json_t *value;

  json_object_foreach ((json_t *) object, name, value)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      vb_json_dump (text, value);
      vb_intake_set_extra_json (row->intake, &row->draft, name, text->str);
    }
}

/**
 * vb_hsds_row_set_parent:
 * @parent: the record below which this one was found
 */
void
vb_hsds_row_set_parent (VbHsdsRow      *row,
                        const VbRecord *parent)
{
  const VbTableSpec *spec = vb_schema_get (row->draft.table);
  const VbLink *link = vb_intake_get_link (row->draft.table);

  if (folds (row->kind))
    {
      if (parent->table == VB_TABLE_SERVICE)
        row->specials[VB_SPECIAL_SERVICE_ID] = parent->values[0];
      return;
    }
  if (link != NULL)
    {
      int id = vb_schema_find_column (row->draft.table, link->id_column);
      int name = vb_schema_find_column (row->draft.table, link->table_column);

      if (row->draft.values[id] == NULL)
        {
          vb_intake_set_soft (row->intake, &row->draft, id, parent->values[0]);
          row->draft.values[name] = vb_schema_get (parent->table)->name;
          row->draft.soft |= 1u << name;
        }
      return;
    }
  for (guint i = 1; i < spec->n_columns; i++)
    if (spec->columns[i].refers_to == parent->table
        && (row->draft.table != parent->table
            || g_str_has_prefix (spec->columns[i].name, "parent")))
      {
        vb_intake_set_soft (row->intake, &row->draft, i, parent->values[0]);
        return;
      }
}

/* A record that the row implies without having a row of its own. */
static void
begin_made (VbHsdsRow      *row,
            VbDraft        *draft,
            VbTable         table,
            const VbRecord *owner,
            const char     *what)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", owner->values[0], what);

  vb_intake_begin (row->intake, draft, table, row->draft.file, row->draft.row);
  draft->made = TRUE;
  draft->id_table = "made";
  draft->raw_id = vb_batch_insert (vb_intake_get_batch (row->intake), key, -1);
}

static void
link_to_owner (VbHsdsRow      *row,
               VbDraft        *draft,
               const VbRecord *owner)
{
  const VbTableSpec *spec = vb_schema_get (draft->table);

  for (guint i = 1; i < spec->n_columns; i++)
    if (spec->columns[i].refers_to == owner->table)
      {
        draft->values[i] = owner->values[0];
        return;
      }
}

static gboolean
is_language_code (const char *text)
{
  gsize n = strlen (text);

  return (n == 2 || n == 3) && strspn (text, "abcdefghijklmnopqrstuvwxyz") == n;
}

static void
make_list (VbHsdsRow      *row,
           const VbRecord *owner,
           VbSpecial       special,
           VbTable         table,
           const char     *column)
{
  g_auto(GStrv) items = NULL;

  if (row->specials[special] == NULL)
    return;
  items = g_strsplit_set (row->specials[special], ",;\n", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *what = NULL;
      VbDraft draft;
      const char *name = column;

      g_strstrip (items[i]);
      if (items[i][0] == '\0')
        continue;
      what = g_strdup_printf ("%s/%s", vb_schema_get (table)->name, items[i]);
      begin_made (row, &draft, table, owner, what);
      link_to_owner (row, &draft, owner);
      if (table == VB_TABLE_LANGUAGE && is_language_code (items[i]))
        name = "code";
      vb_intake_set_name (row->intake, &draft, name, items[i]);
      vb_intake_commit (row->intake, &draft);
    }
}

static void
make_attributes (VbHsdsRow      *row,
                 const VbRecord *owner)
{
  g_auto(GStrv) items = NULL;

  if (row->specials[VB_SPECIAL_TAXONOMY_IDS] == NULL)
    return;
  items = g_strsplit_set (row->specials[VB_SPECIAL_TAXONOMY_IDS], ",;\n", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *what = NULL;
      VbDraft draft;

      g_strstrip (items[i]);
      if (items[i][0] == '\0')
        continue;
      what = g_strdup_printf ("attribute/%s", items[i]);
      begin_made (row, &draft, VB_TABLE_ATTRIBUTE, owner, what);
      vb_intake_set_name (row->intake, &draft, "link_id", owner->values[0]);
      vb_intake_set_name (row->intake, &draft, "link_entity", vb_schema_get (owner->table)->name);
      vb_intake_set_name (row->intake, &draft, "taxonomy_term_id", items[i]);
      vb_intake_commit (row->intake, &draft);
    }
}

/* Vendors put the number of a contact in the contact; here it is a phone of its own. */
static void
make_phone (VbHsdsRow      *row,
            const VbRecord *contact)
{
  const char *number = row->specials[VB_SPECIAL_PHONE_NUMBER];
  const char *area = row->specials[VB_SPECIAL_PHONE_AREACODE];
  const char *extension = row->specials[VB_SPECIAL_PHONE_EXTENSION];
  g_autofree char *whole = NULL;
  g_autofree char *what = NULL;
  guint digits = 0;
  VbDraft draft;

  if (number == NULL && area == NULL && extension == NULL)
    return;
  whole = g_strjoin (number != NULL && area != NULL ? " " : "", area != NULL ? area : "",
                     number != NULL ? number : "", NULL);
  what = g_strdup_printf ("phone/%s/%s", whole, extension != NULL ? extension : "");
  begin_made (row, &draft, VB_TABLE_PHONE, contact, what);
  link_to_owner (row, &draft, contact);
  vb_intake_set_name (row->intake, &draft, "number", whole);
  vb_intake_set_name (row->intake, &draft, "extension", extension);
  vb_intake_commit (row->intake, &draft);
  for (const char *p = whole; *p != '\0'; p++)
    digits += g_ascii_isdigit (*p) != 0;
  if (digits < 8)
    vb_intake_report (row->intake, VB_ISSUE_NOTICE, row->draft.file, row->draft.row, "phone_number",
                      N_("Too short for a whole phone number; kept as it is"), whole);
}

static void
make_service_at_location (VbHsdsRow *row,
                          VbRecord  *service)
{
  const char *raw = row->specials[VB_SPECIAL_LOCATION_ID];
  const char *location_id;
  VbRecord *location;
  VbDraft draft;

  if (raw == NULL)
    return;
  location_id = vb_intake_resolve (row->intake, VB_TABLE_LOCATION, raw);
  location = vb_intake_find (row->intake, VB_TABLE_LOCATION, location_id);
  begin_made (row, &draft, VB_TABLE_SERVICE_AT_LOCATION, service, location_id);
  link_to_owner (row, &draft, service);
  vb_intake_set_name (row->intake, &draft, "location_id", location_id);
  vb_intake_commit (row->intake, &draft);
  if (location != NULL && vb_record_get (service, "organization_id") == NULL)
    service->values[vb_schema_find_column (VB_TABLE_SERVICE, "organization_id")]
      = vb_record_get (location, "organization_id");
}

/* HSDS 1.1 let an address hang on an organisation; 3.x has it on a location only. */
static void
make_location (VbHsdsRow *row)
{
  const char *raw = row->specials[VB_SPECIAL_ORGANIZATION_ID];
  int column = vb_schema_find_column (VB_TABLE_ADDRESS, "location_id");
  VbIntake *intake = row->intake;
  VbRecord *organization, *location;
  VbDraft draft;
  const char *id;

  if (raw == NULL)
    return;
  if (row->draft.values[column] != NULL)
    {
      vb_intake_set_extra (intake, &row->draft, "organization_id", raw, -1);
      return;
    }
  id = vb_intake_resolve (intake, VB_TABLE_ORGANIZATION, raw);
  organization = vb_intake_find (intake, VB_TABLE_ORGANIZATION, id);
  vb_intake_begin (intake, &draft, VB_TABLE_LOCATION, row->draft.file, row->draft.row);
  draft.made = TRUE;
  draft.id_table = "made";
  draft.raw_id = vb_batch_insert (vb_intake_get_batch (intake), id, -1);
  vb_intake_set_name (intake, &draft, "organization_id", id);
  vb_intake_set_name (intake, &draft, "location_type",
                      row->kind == VB_KIND_POSTAL_ADDRESS ? "postal" : "physical");
  if (organization != NULL)
    vb_intake_set_name (intake, &draft, "name", vb_record_get (organization, "name"));
  location = vb_intake_commit (intake, &draft);
  row->draft.values[column] = location->values[0];
  vb_intake_report (intake, VB_ISSUE_REPAIRED, row->draft.file, row->draft.row, "organization_id",
                    N_("An address of an organisation; a location was made to hold it"), raw);
}

static void
set_weekly (VbHsdsRow *row)
{
  const char *weekday = row->specials[VB_SPECIAL_WEEKDAY];
  const char *code;
  int byday = vb_schema_find_column (VB_TABLE_SCHEDULE, "byday");

  if (weekday == NULL)
    return;
  code = vb_value_parse_weekday (weekday);
  if (code == NULL)
    {
      vb_intake_set_extra (row->intake, &row->draft, "_weekday", weekday, -1);
      vb_intake_report (row->intake, VB_ISSUE_REPAIRED, row->draft.file, row->draft.row, "weekday",
                        N_("Not a day of the week; left out and kept beside the record"), weekday);
      return;
    }
  if (row->draft.values[byday] == NULL)
    vb_intake_set (row->intake, &row->draft, byday, code, -1);
  vb_intake_set_name (row->intake, &row->draft, "freq", "WEEKLY");
}

static void
set_closed (VbHsdsRow *row)
{
  const char *closed = row->specials[VB_SPECIAL_CLOSED];
  gboolean yes;

  if (closed == NULL)
    return;
  if (!vb_value_parse_boolean (closed, &yes))
    vb_intake_set_extra (row->intake, &row->draft, "_closed", closed, -1);
  else if (yes)
    vb_intake_set_name (row->intake, &row->draft, "notes", "closed");
}

/* A year 1 stands for every year; the standard cannot say so. */
static void
check_year_one (VbHsdsRow *row)
{
  static const char * const names[] = { "valid_from", "valid_to" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      int column = vb_schema_find_column (VB_TABLE_SCHEDULE, names[i]);
      const char *value = row->draft.values[column];

      if (value == NULL || !g_str_has_prefix (value, "0001-"))
        continue;
      row->draft.values[column] = NULL;
      vb_intake_set_extra (row->intake, &row->draft, i == 0 ? "_valid_from" : "_valid_to", value,
                           -1);
      vb_intake_report (row->intake, VB_ISSUE_REPAIRED, row->draft.file, row->draft.row, names[i],
                        N_("A day of every year, which a date cannot say; kept beside the record"),
                        value);
    }
}

static void
check_hours (VbHsdsRow *row)
{
  const char *from = row->draft.values[vb_schema_find_column (VB_TABLE_SCHEDULE, "opens_at")];
  const char *to = row->draft.values[vb_schema_find_column (VB_TABLE_SCHEDULE, "closes_at")];

  if (from != NULL && to != NULL && strcmp (to, "00:00:00") != 0 && strcmp (from, to) > 0)
    vb_intake_report (row->intake, VB_ISSUE_NOTICE, row->draft.file, row->draft.row, "closes_at",
                      N_("Closes before it opens; kept as it is"), to);
}

static void
prepare (VbHsdsRow *row)
{
  switch (row->draft.table)
    {
    case VB_TABLE_SCHEDULE:
      set_weekly (row);
      set_closed (row);
      check_year_one (row);
      check_hours (row);
      break;
    case VB_TABLE_ADDRESS:
      if (row->kind != VB_TABLE_ADDRESS)
        vb_intake_set_name (row->intake, &row->draft, "address_type",
                            row->kind == VB_KIND_POSTAL_ADDRESS ? "postal" : "physical");
      make_location (row);
      break;
    case VB_TABLE_ATTRIBUTE:
      if (row->kind == VB_KIND_SERVICE_TAXONOMY)
        vb_intake_set_name (row->intake, &row->draft, "link_entity", "service");
      break;
    case VB_TABLE_LOCATION:
      {
        gboolean yes;

        if (row->specials[VB_SPECIAL_VIRTUAL] != NULL
            && vb_value_parse_boolean (row->specials[VB_SPECIAL_VIRTUAL], &yes))
          vb_intake_set_name (row->intake, &row->draft, "location_type",
                              yes ? "virtual" : "physical");
        break;
      }
    case VB_TABLE_TAXONOMY_TERM:
      /* Terms of older packages have their code for an id. */
      if (row->draft.raw_id != NULL && strlen (row->draft.raw_id) != 36
          && row->draft.values[vb_schema_find_column (VB_TABLE_TAXONOMY_TERM, "code")] == NULL)
        vb_intake_set_name (row->intake, &row->draft, "code", row->draft.raw_id);
      break;
    default:
      break;
    }
}

static void
make_children (VbHsdsRow *row,
               VbRecord  *record)
{
  switch (record->table)
    {
    case VB_TABLE_ORGANIZATION:
      make_list (row, record, VB_SPECIAL_FUNDING, VB_TABLE_FUNDING, "source");
      break;
    case VB_TABLE_SERVICE:
      make_list (row, record, VB_SPECIAL_LANGUAGES, VB_TABLE_LANGUAGE, "name");
      make_list (row, record, VB_SPECIAL_SERVICE_AREAS, VB_TABLE_SERVICE_AREA, "name");
      make_list (row, record, VB_SPECIAL_REQUIRED_DOCUMENTS, VB_TABLE_REQUIRED_DOCUMENT,
                 "document");
      make_list (row, record, VB_SPECIAL_FUNDING, VB_TABLE_FUNDING, "source");
      make_attributes (row, record);
      make_service_at_location (row, record);
      break;
    case VB_TABLE_LOCATION:
      make_list (row, record, VB_SPECIAL_LANGUAGES, VB_TABLE_LANGUAGE, "name");
      make_list (row, record, VB_SPECIAL_ACCESSIBILITY, VB_TABLE_ACCESSIBILITY, "description");
      break;
    case VB_TABLE_PHONE:
      make_list (row, record, VB_SPECIAL_LANGUAGES, VB_TABLE_LANGUAGE, "name");
      break;
    case VB_TABLE_CONTACT:
      make_phone (row, record);
      break;
    default:
      break;
    }
}

static void
fold_ages (VbHsdsRow *row,
           VbRecord  *service)
{
  static const char * const columns[] = { "minimum_age", "maximum_age" };

  for (guint i = 0; i < 2; i++)
    {
      const char *age = row->specials[VB_SPECIAL_MINIMUM_AGE + i];

      if (age != NULL && vb_value_is_number (age) && vb_record_get (service, columns[i]) == NULL)
        vb_record_set (vb_intake_get_batch (row->intake), service, columns[i], age);
      else if (age != NULL && g_strcmp0 (age, vb_record_get (service, columns[i])) != 0)
        vb_intake_report (row->intake, VB_ISSUE_NOTICE, row->draft.file, row->draft.row, columns[i],
                          N_("The service has another age already; the first is kept"), age);
    }
}

/* Eligibility and payment are texts of the service in 3.x. */
static VbRecord *
fold (VbHsdsRow *row)
{
  VbIntake *intake = row->intake;
  VbDraft *draft = &row->draft;
  VbFileCounts *counts = vb_intake_get_counts (intake, draft->file);
  const char *raw = row->specials[VB_SPECIAL_SERVICE_ID];
  const char *text = row->specials[VB_SPECIAL_TEXT];
  const char *id = raw != NULL ? vb_intake_resolve (intake, VB_TABLE_SERVICE, raw) : NULL;
  VbRecord *service = id != NULL ? vb_intake_find (intake, VB_TABLE_SERVICE, id) : NULL;

  vb_intake_abandon (intake, draft);
  if (service == NULL)
    {
      counts->refused += !row->nested;
      vb_intake_report (intake, VB_ISSUE_REFUSED, draft->file, draft->row, "service_id",
                        raw == NULL ? N_("Does not say to which service it belongs")
                                    : N_("Belongs to a service that is not in this package"),
                        raw != NULL ? raw : text);
      return NULL;
    }
  counts->folded += !row->nested;
  if (text != NULL)
    vb_intake_fold (intake, service, row->kind == VB_KIND_ELIGIBILITY ? "eligibility_description"
                                                                      : "fees_description", text);
  fold_ages (row, service);
  return service;
}

/**
 * vb_hsds_row_end:
 *
 * Returns: (transfer none) (nullable): the record that the row became, or became part of; %NULL
 *   when it was refused
 */
VbRecord *
vb_hsds_row_end (VbHsdsRow *row)
{
  VbReport *report = vb_intake_get_report (row->intake);
  guint duplicates = report->counts[row->draft.table].duplicate;
  VbRecord *record;

  if (folds (row->kind))
    return fold (row);
  prepare (row);
  record = vb_intake_commit (row->intake, &row->draft);
  if (!row->nested && report->counts[row->draft.table].duplicate > duplicates)
    vb_intake_get_counts (row->intake, row->draft.file)->duplicate++;
  make_children (row, record);
  return record;
}
