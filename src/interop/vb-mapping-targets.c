/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The simple side of mappings, for choosing column by column what goes where: a row becomes at
 * most one record of a kind, and these hang together in the only way that makes sense. */

#include "config.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-mapping-private.h"

static const VbMappingTarget targets[] = {
  { VB_TABLE_ORGANIZATION, "name", N_("Organisation: name") },
  { VB_TABLE_ORGANIZATION, "alternate_name", N_("Organisation: other name") },
  { VB_TABLE_ORGANIZATION, "description", N_("Organisation: description") },
  { VB_TABLE_ORGANIZATION, "email", N_("Organisation: e-mail") },
  { VB_TABLE_ORGANIZATION, "website", N_("Organisation: website") },
  { VB_TABLE_ORGANIZATION, "legal_status", N_("Organisation: legal form") },
  { VB_TABLE_ORGANIZATION, "year_incorporated", N_("Organisation: year of foundation") },
  { VB_TABLE_SERVICE, "name", N_("Service: name") },
  { VB_TABLE_SERVICE, "alternate_name", N_("Service: other name") },
  { VB_TABLE_SERVICE, "description", N_("Service: description") },
  { VB_TABLE_SERVICE, "url", N_("Service: web page") },
  { VB_TABLE_SERVICE, "email", N_("Service: e-mail") },
  { VB_TABLE_SERVICE, "status", N_("Service: status") },
  { VB_TABLE_SERVICE, "application_process", N_("Service: how to apply") },
  { VB_TABLE_SERVICE, "eligibility_description", N_("Service: for whom") },
  { VB_TABLE_SERVICE, "minimum_age", N_("Service: age from") },
  { VB_TABLE_SERVICE, "maximum_age", N_("Service: age to") },
  { VB_TABLE_SERVICE, "fees_description", N_("Service: costs") },
  { VB_TABLE_SERVICE, "interpretation_services", N_("Service: interpreters") },
  { VB_TABLE_SERVICE, "alert", N_("Service: passing notice") },
  { VB_TABLE_SERVICE, "assured_date", N_("Service: last checked on") },
  { VB_TABLE_SERVICE, "last_modified", N_("Service: last changed on") },
  { VB_TABLE_LOCATION, "name", N_("Place: name") },
  { VB_TABLE_LOCATION, "description", N_("Place: description") },
  { VB_TABLE_LOCATION, "transportation", N_("Place: how to get there") },
  { VB_TABLE_LOCATION, "latitude", N_("Place: latitude") },
  { VB_TABLE_LOCATION, "longitude", N_("Place: longitude") },
  { VB_TABLE_ADDRESS, "address_1", N_("Address: street and number") },
  { VB_TABLE_ADDRESS, "address_2", N_("Address: second line") },
  { VB_TABLE_ADDRESS, "postal_code", N_("Address: postcode") },
  { VB_TABLE_ADDRESS, "city", N_("Address: town") },
  { VB_TABLE_ADDRESS, "region", N_("Address: municipality or region") },
  { VB_TABLE_ADDRESS, "state_province", N_("Address: province") },
  { VB_TABLE_ADDRESS, "country", N_("Address: country") },
  { VB_TABLE_PHONE, "number", N_("Phone: number") },
  { VB_TABLE_PHONE, "description", N_("Phone: what it is for") },
  { VB_TABLE_CONTACT, "name", N_("Contact: name") },
  { VB_TABLE_CONTACT, "title", N_("Contact: function") },
  { VB_TABLE_CONTACT, "email", N_("Contact: e-mail") },
  { VB_TABLE_SCHEDULE, "description", N_("Opening hours: as text") },
  { VB_TABLE_SERVICE_AREA, "name", N_("Area served: name") },
  { VB_TABLE_SERVICE_AREA, "extent", N_("Area served: code") },
  { VB_TABLE_LANGUAGE, "name", N_("Languages spoken") },
  { VB_TABLE_ACCESSIBILITY, "description", N_("Accessibility") },
  { VB_TABLE_REQUIRED_DOCUMENT, "document", N_("Papers needed") },
  { VB_TABLE_COST_OPTION, "amount", N_("Price: amount") },
  { VB_TABLE_COST_OPTION, "amount_description", N_("Price: remark") },
  { VB_TABLE_TAXONOMY_TERM, "name", N_("Subjects") },
};

/* Which record another hangs on: the first of these that the mapping has. */
static const struct
{
  VbTable table;
  const char *column;
  VbTable owner;
} links[] = {
  { VB_TABLE_SERVICE, "organization_id", VB_TABLE_ORGANIZATION },
  { VB_TABLE_LOCATION, "organization_id", VB_TABLE_ORGANIZATION },
  { VB_TABLE_SERVICE_AT_LOCATION, "service_id", VB_TABLE_SERVICE },
  { VB_TABLE_SERVICE_AT_LOCATION, "location_id", VB_TABLE_LOCATION },
  { VB_TABLE_ADDRESS, "location_id", VB_TABLE_LOCATION },
  { VB_TABLE_ACCESSIBILITY, "location_id", VB_TABLE_LOCATION },
  { VB_TABLE_PHONE, "service_id", VB_TABLE_SERVICE },
  { VB_TABLE_PHONE, "organization_id", VB_TABLE_ORGANIZATION },
  { VB_TABLE_PHONE, "location_id", VB_TABLE_LOCATION },
  { VB_TABLE_CONTACT, "service_id", VB_TABLE_SERVICE },
  { VB_TABLE_CONTACT, "organization_id", VB_TABLE_ORGANIZATION },
  { VB_TABLE_SCHEDULE, "service_id", VB_TABLE_SERVICE },
  { VB_TABLE_SCHEDULE, "location_id", VB_TABLE_LOCATION },
  { VB_TABLE_SERVICE_AREA, "service_id", VB_TABLE_SERVICE },
  { VB_TABLE_LANGUAGE, "service_id", VB_TABLE_SERVICE },
  { VB_TABLE_LANGUAGE, "location_id", VB_TABLE_LOCATION },
  { VB_TABLE_REQUIRED_DOCUMENT, "service_id", VB_TABLE_SERVICE },
  { VB_TABLE_COST_OPTION, "service_id", VB_TABLE_SERVICE },
};

/* Both ends of a pair have to be there, so all of its links count. */
static gboolean
links_all (VbTable table)
{
  return table == VB_TABLE_SERVICE_AT_LOCATION;
}

/**
 * vb_mapping_list_targets:
 * @n: (out):
 *
 * Returns: (transfer none) (array length=n): the fields that a column can be given to
 */
const VbMappingTarget *
vb_mapping_list_targets (guint *n)
{
  *n = G_N_ELEMENTS (targets);
  return targets;
}

static gboolean
value_uses (const VbMapValue *value,
            const char       *column)
{
  if (value->kind == VB_MAP_COLUMN)
    return strcmp (value->text, column) == 0;
  if (value->kind == VB_MAP_TEMPLATE)
    {
      g_autofree char *mark = g_strdup_printf ("{%s}", column);

      return strstr (value->text, mark) != NULL;
    }
  for (guint i = 0; value->parts != NULL && i < value->parts->len; i++)
    if (value_uses (g_ptr_array_index (value->parts, i), column))
      return TRUE;
  return FALSE;
}

static const VbMappingTarget *
find_target (VbTable     table,
             const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (targets[i].table == table && strcmp (targets[i].column, field) == 0)
      return &targets[i];
  return NULL;
}

/**
 * vb_mapping_get_target:
 * @column: of the file
 *
 * Returns: (transfer none) (nullable): the first field that @column goes to
 */
const VbMappingTarget *
vb_mapping_get_target (const VbMapping *self,
                       const char      *column)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      VbMapRecord *record = g_ptr_array_index (self->records, i);
      const VbTableSpec *spec = vb_schema_get (record->table);

      if (g_strcmp0 (record->each, column) == 0)
        for (guint j = 0; j < record->fields->len; j++)
          {
            VbMapField *field = g_ptr_array_index (record->fields, j);

            if (field->value->kind == VB_MAP_ITEM
                && find_target (record->table, spec->columns[field->column].name) != NULL)
              return find_target (record->table, spec->columns[field->column].name);
          }
      for (guint j = 0; j < record->fields->len; j++)
        {
          VbMapField *field = g_ptr_array_index (record->fields, j);
          const VbMappingTarget *target = find_target (record->table,
                                                       spec->columns[field->column].name);

          if (target != NULL && value_uses (field->value, column))
            return target;
        }
    }
  return NULL;
}

static void
link_records (VbMapping *self)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      VbMapRecord *record = g_ptr_array_index (self->records, i);
      gboolean linked = FALSE;

      for (gsize j = 0; j < G_N_ELEMENTS (links); j++)
        {
          int column = vb_schema_find_column (record->table, links[j].column);
          VbMapField *field;
          VbMapRecord *owner;

          if (links[j].table != record->table)
            continue;
          field = vb_map_record_find (record, column);
          owner = vb_mapping_find_table (self, links[j].owner);
          if (field != NULL && field->value->kind == VB_MAP_RECORD)
            vb_map_record_set (record, column, NULL);
          else if (field != NULL)
            {
              linked = TRUE;
              continue;
            }
          if (owner == NULL || owner->name == NULL || (linked && !links_all (record->table)))
            continue;
          vb_map_record_set (record, column, vb_map_value_new (VB_MAP_RECORD, owner->name));
          linked = TRUE;
        }
    }
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const VbMapRecord * const *x = a;
  const VbMapRecord * const *y = b;

  return (int) (*x)->table - (int) (*y)->table;
}

/* A record that holds nothing of the file any more is taken away. */
static void
drop_empty (VbMapping *self)
{
  for (guint i = self->records->len; i > 0; i--)
    {
      VbMapRecord *record = g_ptr_array_index (self->records, i - 1);
      gboolean filled = record->each != NULL || record->rest
                        || (record->key->len > 0 && !self->by_name);

      for (guint j = 0; j < record->fields->len && !filled; j++)
        {
          VbMapValue *value = ((VbMapField *) g_ptr_array_index (record->fields, j))->value;

          filled = value->kind != VB_MAP_RECORD && value->kind != VB_MAP_TEXT;
        }
      if (!filled)
        g_ptr_array_remove_index (self->records, i - 1);
    }
}

static void
add_text (VbMapRecord *record,
          const char  *column,
          const char  *text)
{
  int i = vb_schema_find_column (record->table, column);

  if (vb_map_record_find (record, i) == NULL)
    vb_map_record_set (record, i, vb_map_value_new (VB_MAP_TEXT, text));
}

static VbMapRecord *
get_record (VbMapping *self,
            VbTable    table)
{
  VbMapRecord *record = vb_mapping_find_table (self, table);

  if (record != NULL)
    return record;
  record = vb_map_record_new (table, vb_schema_get (table)->name);
  g_ptr_array_add (self->records, record);
  if (table == VB_TABLE_LOCATION)
    add_text (record, "location_type", "physical");
  if (table == VB_TABLE_ADDRESS)
    add_text (record, "address_type", "physical");
  if (table == VB_TABLE_COST_OPTION)
    add_text (record, "currency", "EUR");
  return record;
}

/* Records that follow from others: an address wants a place; a service and a place are a pair. */
static void
complete (VbMapping *self)
{
  VbMapRecord *service, *location;

  if ((vb_mapping_find_table (self, VB_TABLE_ADDRESS) != NULL
       || vb_mapping_find_table (self, VB_TABLE_ACCESSIBILITY) != NULL)
      && vb_mapping_find_table (self, VB_TABLE_LOCATION) == NULL)
    get_record (self, VB_TABLE_LOCATION);
  service = vb_mapping_find_table (self, VB_TABLE_SERVICE);
  location = vb_mapping_find_table (self, VB_TABLE_LOCATION);
  if (service != NULL && location != NULL)
    get_record (self, VB_TABLE_SERVICE_AT_LOCATION);
}

static void
set_list (VbMapping  *self,
          VbTable     table,
          const char *field,
          const char *column)
{
  VbMapRecord *record = get_record (self, table);
  VbMapRecord *attribute;

  g_free (record->each);
  g_free (record->split);
  record->each = g_strdup (column);
  record->split = g_strdup (",;\n");
  vb_map_record_set (record, vb_schema_find_column (table, field),
                     vb_map_value_new (VB_MAP_ITEM, NULL));
  if (table != VB_TABLE_TAXONOMY_TERM)
    return;
  g_ptr_array_set_size (record->key, 0);
  g_ptr_array_add (record->key, vb_map_value_new (VB_MAP_ITEM, NULL));
  record->keep_first = TRUE;
  attribute = get_record (self, VB_TABLE_ATTRIBUTE);
  g_free (attribute->each);
  g_free (attribute->split);
  attribute->each = g_strdup (column);
  attribute->split = g_strdup (",;\n");
  vb_map_record_set (attribute, vb_schema_find_column (VB_TABLE_ATTRIBUTE, "taxonomy_term_id"),
                     vb_map_value_new (VB_MAP_ITEM, NULL));
  add_text (attribute, "link_entity", "service");
}

static void
link_attribute (VbMapping *self)
{
  VbMapRecord *attribute = vb_mapping_find_table (self, VB_TABLE_ATTRIBUTE);
  VbMapRecord *owner = vb_mapping_find_table (self, VB_TABLE_SERVICE);

  if (attribute == NULL || attribute->each == NULL)
    return;
  if (owner == NULL)
    owner = vb_mapping_find_table (self, VB_TABLE_ORGANIZATION);
  if (owner == NULL || owner->name == NULL)
    return;
  vb_map_record_set (attribute, vb_schema_find_column (VB_TABLE_ATTRIBUTE, "link_id"),
                     vb_map_value_new (VB_MAP_RECORD, owner->name));
  vb_map_record_set (attribute, vb_schema_find_column (VB_TABLE_ATTRIBUTE, "link_entity"),
                     vb_map_value_new (VB_MAP_TEXT, vb_schema_get (owner->table)->name));
}

/* The column that names the records, when it is one. */
static const char *
get_name_column (const VbMapRecord *record)
{
  const VbMapField *field = NULL;

  if (record != NULL)
    field = vb_map_record_find (record, vb_schema_find_column (record->table, "name"));
  return field != NULL && field->value->kind == VB_MAP_COLUMN ? field->value->text : NULL;
}

static void
set_key (VbMapRecord *record,
         const char  *first,
         const char  *second)
{
  g_ptr_array_set_size (record->key, 0);
  if (first != NULL)
    g_ptr_array_add (record->key, vb_map_value_new (VB_MAP_COLUMN, first));
  if (second != NULL && g_strcmp0 (first, second) != 0)
    g_ptr_array_add (record->key, vb_map_value_new (VB_MAP_COLUMN, second));
}

/* Lists that people keep have no numbers. An organisation is known by its name, however many lines
 * it has, and a service by its name at its organisation: so that the same list is recognised when
 * the rest of a line was changed. */
static void
set_keys (VbMapping *self)
{
  VbMapRecord *organization = vb_mapping_find_table (self, VB_TABLE_ORGANIZATION);
  VbMapRecord *service = vb_mapping_find_table (self, VB_TABLE_SERVICE);

  if (!self->by_name)
    return;
  if (organization != NULL)
    {
      set_key (organization, get_name_column (organization), NULL);
      organization->keep_first = organization->key->len > 0;
    }
  if (service != NULL)
    set_key (service, get_name_column (service),
             get_name_column (service) != NULL ? get_name_column (organization) : NULL);
}

static void
settle (VbMapping *self)
{
  set_keys (self);
  drop_empty (self);
  complete (self);
  g_ptr_array_sort (self->records, compare_records);
  link_records (self);
  link_attribute (self);
}

static gboolean
is_list (VbTable table)
{
  return table == VB_TABLE_LANGUAGE || table == VB_TABLE_TAXONOMY_TERM;
}

/**
 * vb_mapping_set_target:
 * @column: of the file
 * @field: a column of @table that vb_mapping_list_targets() has
 *
 * Gives @column to a field, and takes it from the one it had. A field that has a column already
 * gets both, with a blank between them: street and house number are one line of an address.
 */
gboolean
vb_mapping_set_target (VbMapping   *self,
                       const char  *column,
                       VbTable      table,
                       const char  *field,
                       GError     **error)
{
  VbMapRecord *record;
  VbMapField *old;
  VbMapValue *value = vb_map_value_new (VB_MAP_COLUMN, column);
  int i;

  if (find_target (table, field) == NULL)
    {
      vb_map_value_free (value);
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s.%s cannot be chosen",
                   vb_schema_get (table)->name, field);
      return FALSE;
    }
  vb_mapping_clear_target (self, column);
  if (is_list (table))
    {
      vb_map_value_free (value);
      set_list (self, table, field, column);
      settle (self);
      return TRUE;
    }
  record = get_record (self, table);
  i = vb_schema_find_column (table, field);
  old = vb_map_record_find (record, i);
  if (old != NULL && old->value->kind == VB_MAP_JOIN)
    {
      g_ptr_array_add (old->value->parts, value);
      return TRUE;
    }
  if (old != NULL && old->value->kind == VB_MAP_COLUMN)
    {
      VbMapValue *join = vb_map_value_new (VB_MAP_JOIN, " ");

      join->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_map_value_free);
      g_ptr_array_add (join->parts, vb_map_value_new (VB_MAP_COLUMN, old->value->text));
      g_ptr_array_add (join->parts, value);
      value = join;
    }
  vb_map_record_set (record, i, value);
  settle (self);
  return TRUE;
}

/* Returns whether nothing is left of @value. */
static gboolean
remove_column (VbMapValue *value,
               const char *column)
{
  if (value->parts == NULL)
    return value_uses (value, column);
  for (guint i = value->parts->len; i > 0; i--)
    if (remove_column (g_ptr_array_index (value->parts, i - 1), column))
      g_ptr_array_remove_index (value->parts, i - 1);
  return value->parts->len == 0;
}

/**
 * vb_mapping_clear_target:
 *
 * Leaves @column out.
 */
void
vb_mapping_clear_target (VbMapping  *self,
                         const char *column)
{
  for (guint i = self->records->len; i > 0; i--)
    {
      VbMapRecord *record = g_ptr_array_index (self->records, i - 1);

      if (g_strcmp0 (record->each, column) == 0)
        {
          g_ptr_array_remove_index (self->records, i - 1);
          continue;
        }
      for (guint j = record->fields->len; j > 0; j--)
        {
          VbMapField *field = g_ptr_array_index (record->fields, j - 1);

          if (remove_column (field->value, column))
            g_ptr_array_remove_index (record->fields, j - 1);
        }
    }
  settle (self);
}

static const struct
{
  const char *name; /* lower case, letters and digits only */
  VbTable table;
  const char *field;
} known_headers[] = {
  { "organisatie", VB_TABLE_ORGANIZATION, "name" },
  { "organisatienaam", VB_TABLE_ORGANIZATION, "name" },
  { "naamorganisatie", VB_TABLE_ORGANIZATION, "name" },
  { "aanbieder", VB_TABLE_ORGANIZATION, "name" },
  { "instelling", VB_TABLE_ORGANIZATION, "name" },
  { "organization", VB_TABLE_ORGANIZATION, "name" },
  { "organisation", VB_TABLE_ORGANIZATION, "name" },
  { "organizationname", VB_TABLE_ORGANIZATION, "name" },
  { "organisationname", VB_TABLE_ORGANIZATION, "name" },
  { "provider", VB_TABLE_ORGANIZATION, "name" },
  { "agency", VB_TABLE_ORGANIZATION, "name" },
  { "rechtsvorm", VB_TABLE_ORGANIZATION, "legal_status" },
  { "naam", VB_TABLE_SERVICE, "name" },
  { "titel", VB_TABLE_SERVICE, "name" },
  { "aanbod", VB_TABLE_SERVICE, "name" },
  { "dienst", VB_TABLE_SERVICE, "name" },
  { "activiteit", VB_TABLE_SERVICE, "name" },
  { "voorziening", VB_TABLE_SERVICE, "name" },
  { "name", VB_TABLE_SERVICE, "name" },
  { "title", VB_TABLE_SERVICE, "name" },
  { "service", VB_TABLE_SERVICE, "name" },
  { "servicename", VB_TABLE_SERVICE, "name" },
  { "activity", VB_TABLE_SERVICE, "name" },
  { "omschrijving", VB_TABLE_SERVICE, "description" },
  { "korteomschrijving", VB_TABLE_SERVICE, "description" },
  { "beschrijving", VB_TABLE_SERVICE, "description" },
  { "toelichting", VB_TABLE_SERVICE, "description" },
  { "description", VB_TABLE_SERVICE, "description" },
  { "summary", VB_TABLE_SERVICE, "description" },
  { "website", VB_TABLE_SERVICE, "url" },
  { "internetadres", VB_TABLE_SERVICE, "url" },
  { "webadres", VB_TABLE_SERVICE, "url" },
  { "url", VB_TABLE_SERVICE, "url" },
  { "link", VB_TABLE_SERVICE, "url" },
  { "email", VB_TABLE_SERVICE, "email" },
  { "mail", VB_TABLE_SERVICE, "email" },
  { "emailadres", VB_TABLE_SERVICE, "email" },
  { "mailadres", VB_TABLE_SERVICE, "email" },
  { "emailaddress", VB_TABLE_SERVICE, "email" },
  { "status", VB_TABLE_SERVICE, "status" },
  { "aanmelden", VB_TABLE_SERVICE, "application_process" },
  { "aanmelding", VB_TABLE_SERVICE, "application_process" },
  { "howtoapply", VB_TABLE_SERVICE, "application_process" },
  { "applicationprocess", VB_TABLE_SERVICE, "application_process" },
  { "doelgroep", VB_TABLE_SERVICE, "eligibility_description" },
  { "voorwie", VB_TABLE_SERVICE, "eligibility_description" },
  { "voorwaarden", VB_TABLE_SERVICE, "eligibility_description" },
  { "eligibility", VB_TABLE_SERVICE, "eligibility_description" },
  { "audience", VB_TABLE_SERVICE, "eligibility_description" },
  { "leeftijdvan", VB_TABLE_SERVICE, "minimum_age" },
  { "minimumleeftijd", VB_TABLE_SERVICE, "minimum_age" },
  { "minimumage", VB_TABLE_SERVICE, "minimum_age" },
  { "leeftijdtot", VB_TABLE_SERVICE, "maximum_age" },
  { "maximumleeftijd", VB_TABLE_SERVICE, "maximum_age" },
  { "maximumage", VB_TABLE_SERVICE, "maximum_age" },
  { "kosten", VB_TABLE_SERVICE, "fees_description" },
  { "prijs", VB_TABLE_SERVICE, "fees_description" },
  { "costs", VB_TABLE_SERVICE, "fees_description" },
  { "fees", VB_TABLE_SERVICE, "fees_description" },
  { "locatie", VB_TABLE_LOCATION, "name" },
  { "gebouw", VB_TABLE_LOCATION, "name" },
  { "location", VB_TABLE_LOCATION, "name" },
  { "venue", VB_TABLE_LOCATION, "name" },
  { "latitude", VB_TABLE_LOCATION, "latitude" },
  { "lat", VB_TABLE_LOCATION, "latitude" },
  { "breedtegraad", VB_TABLE_LOCATION, "latitude" },
  { "longitude", VB_TABLE_LOCATION, "longitude" },
  { "lon", VB_TABLE_LOCATION, "longitude" },
  { "lng", VB_TABLE_LOCATION, "longitude" },
  { "lengtegraad", VB_TABLE_LOCATION, "longitude" },
  { "straat", VB_TABLE_ADDRESS, "address_1" },
  { "straatnaam", VB_TABLE_ADDRESS, "address_1" },
  { "adres", VB_TABLE_ADDRESS, "address_1" },
  { "bezoekadres", VB_TABLE_ADDRESS, "address_1" },
  { "huisnummer", VB_TABLE_ADDRESS, "address_1" },
  { "huisnummertoevoeging", VB_TABLE_ADDRESS, "address_1" },
  { "toevoeging", VB_TABLE_ADDRESS, "address_1" },
  { "address", VB_TABLE_ADDRESS, "address_1" },
  { "address1", VB_TABLE_ADDRESS, "address_1" },
  { "street", VB_TABLE_ADDRESS, "address_1" },
  { "housenumber", VB_TABLE_ADDRESS, "address_1" },
  { "address2", VB_TABLE_ADDRESS, "address_2" },
  { "postcode", VB_TABLE_ADDRESS, "postal_code" },
  { "postalcode", VB_TABLE_ADDRESS, "postal_code" },
  { "zip", VB_TABLE_ADDRESS, "postal_code" },
  { "zipcode", VB_TABLE_ADDRESS, "postal_code" },
  { "plaats", VB_TABLE_ADDRESS, "city" },
  { "plaatsnaam", VB_TABLE_ADDRESS, "city" },
  { "woonplaats", VB_TABLE_ADDRESS, "city" },
  { "city", VB_TABLE_ADDRESS, "city" },
  { "town", VB_TABLE_ADDRESS, "city" },
  { "gemeente", VB_TABLE_ADDRESS, "region" },
  { "gemeentenaam", VB_TABLE_ADDRESS, "region" },
  { "county", VB_TABLE_ADDRESS, "region" },
  { "provincie", VB_TABLE_ADDRESS, "state_province" },
  { "province", VB_TABLE_ADDRESS, "state_province" },
  { "state", VB_TABLE_ADDRESS, "state_province" },
  { "land", VB_TABLE_ADDRESS, "country" },
  { "country", VB_TABLE_ADDRESS, "country" },
  { "telefoon", VB_TABLE_PHONE, "number" },
  { "telefoonnummer", VB_TABLE_PHONE, "number" },
  { "tel", VB_TABLE_PHONE, "number" },
  { "phone", VB_TABLE_PHONE, "number" },
  { "phonenumber", VB_TABLE_PHONE, "number" },
  { "telephone", VB_TABLE_PHONE, "number" },
  { "contactpersoon", VB_TABLE_CONTACT, "name" },
  { "contact", VB_TABLE_CONTACT, "name" },
  { "contactperson", VB_TABLE_CONTACT, "name" },
  { "functie", VB_TABLE_CONTACT, "title" },
  { "contacttitle", VB_TABLE_CONTACT, "title" },
  { "openingstijden", VB_TABLE_SCHEDULE, "description" },
  { "tijden", VB_TABLE_SCHEDULE, "description" },
  { "wanneer", VB_TABLE_SCHEDULE, "description" },
  { "openinghours", VB_TABLE_SCHEDULE, "description" },
  { "hours", VB_TABLE_SCHEDULE, "description" },
  { "wijk", VB_TABLE_SERVICE_AREA, "name" },
  { "buurt", VB_TABLE_SERVICE_AREA, "name" },
  { "werkgebied", VB_TABLE_SERVICE_AREA, "name" },
  { "stadsdeel", VB_TABLE_SERVICE_AREA, "name" },
  { "servicearea", VB_TABLE_SERVICE_AREA, "name" },
  { "taal", VB_TABLE_LANGUAGE, "name" },
  { "talen", VB_TABLE_LANGUAGE, "name" },
  { "language", VB_TABLE_LANGUAGE, "name" },
  { "languages", VB_TABLE_LANGUAGE, "name" },
  { "toegankelijkheid", VB_TABLE_ACCESSIBILITY, "description" },
  { "accessibility", VB_TABLE_ACCESSIBILITY, "description" },
  { "categorie", VB_TABLE_TAXONOMY_TERM, "name" },
  { "categorieen", VB_TABLE_TAXONOMY_TERM, "name" },
  { "thema", VB_TABLE_TAXONOMY_TERM, "name" },
  { "onderwerp", VB_TABLE_TAXONOMY_TERM, "name" },
  { "category", VB_TABLE_TAXONOMY_TERM, "name" },
  { "categories", VB_TABLE_TAXONOMY_TERM, "name" },
  { "subject", VB_TABLE_TAXONOMY_TERM, "name" },
};

static char *
plain_header (const char *header)
{
  g_autofree char *folded = g_utf8_casefold (header, -1);
  g_autofree char *ascii = g_str_to_ascii (folded, "C");
  GString *out = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (out, g_ascii_tolower (*p));
  return g_string_free (out, FALSE);
}

/* What is only named as a service is an organisation as well: every service has one. */
static void
complete_organization (VbMapping *self)
{
  const char *name = get_name_column (vb_mapping_find_table (self, VB_TABLE_SERVICE));

  if (name == NULL || vb_mapping_find_table (self, VB_TABLE_ORGANIZATION) != NULL)
    return;
  vb_map_record_set (get_record (self, VB_TABLE_ORGANIZATION),
                     vb_schema_find_column (VB_TABLE_ORGANIZATION, "name"),
                     vb_map_value_new (VB_MAP_COLUMN, name));
}

/**
 * vb_mapping_guess:
 * @columns: of the file
 *
 * Makes a mapping from the names of columns, English or Dutch. The rest is kept beside the service.
 *
 * Returns: (transfer full): a mapping, which vb_mapping_validate() may find incomplete
 */
VbMapping *
vb_mapping_guess (const char * const *columns)
{
  VbMapping *self = vb_mapping_new ();
  VbMapRecord *rest;

  self->by_name = TRUE;
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *plain = plain_header (columns[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (known_headers); j++)
        if (strcmp (known_headers[j].name, plain) == 0)
          {
            if (!vb_mapping_set_target (self, columns[i], known_headers[j].table,
                                        known_headers[j].field, NULL))
              g_assert_not_reached ();
            break;
          }
    }
  complete_organization (self);
  settle (self);
  rest = vb_mapping_find_table (self, VB_TABLE_SERVICE);
  if (rest == NULL)
    rest = vb_mapping_find_table (self, VB_TABLE_ORGANIZATION);
  if (rest != NULL)
    rest->rest = TRUE;
  return self;
}
