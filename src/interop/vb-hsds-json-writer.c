/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One file of HSDS 3 JSON with lists by table: the organisations with all that hangs on them, and
 * then what hangs on nothing that is in the batch. Every record stands in full in one place; where
 * a reader of the standard expects it once more (the place of a service, the term of an
 * attribute) it stands as a stub or copy with the same id.
 *
 * What the standard demands and a record does not have, or has in a form it does not take, is
 * written in a form that is valid, with the record's own value in "vb_as_written". So the file is
 * valid and nothing is lost. */

#include "config.h"

#include <string.h>

#include "interop/vb-json-text.h"
#include "interop/vb-json.h"
#include "interop/vb-hsds-row.h"
#include "interop/vb-values.h"
#include "interop/vb-write-job.h"

#define MAX_PARENTS 5
/* What hangs on one organisation beyond this stands by itself, with a reference: a reader holds an
 * organisation in memory with all that is in it. */
#define MOST_BELOW 500

/* On which record a record is written: the first of these references that leads to one. */
static const struct
{
  VbTable table;
  const char *columns[MAX_PARENTS];
  const char *member; /* of the parent; NULL when it depends on which */
} places[] = {
  { VB_TABLE_PROGRAM, { "organization_id" }, "programs" },
  { VB_TABLE_SERVICE, { "organization_id" }, "services" },
  { VB_TABLE_LOCATION, { "organization_id" }, "locations" },
  { VB_TABLE_SERVICE_AT_LOCATION, { "service_id" }, "service_at_locations" },
  { VB_TABLE_ADDRESS, { "location_id" }, "addresses" },
  { VB_TABLE_CONTACT, { "service_id", "organization_id", "service_at_location_id", "location_id" },
    "contacts" },
  { VB_TABLE_PHONE, { "contact_id", "service_id", "location_id", "organization_id",
                      "service_at_location_id" }, "phones" },
  { VB_TABLE_SCHEDULE, { "service_id", "service_at_location_id", "location_id" }, "schedules" },
  { VB_TABLE_SERVICE_AREA, { "service_id", "service_at_location_id" }, "service_areas" },
  { VB_TABLE_LANGUAGE, { "service_id", "location_id", "phone_id" }, "languages" },
  { VB_TABLE_ACCESSIBILITY, { "location_id" }, "accessibility" },
  { VB_TABLE_COST_OPTION, { "service_id" }, "cost_options" },
  { VB_TABLE_REQUIRED_DOCUMENT, { "service_id" }, "required_documents" },
  { VB_TABLE_FUNDING, { "service_id", "organization_id" }, "funding" },
  { VB_TABLE_ORGANIZATION_IDENTIFIER, { "organization_id" }, "organization_identifiers" },
  { VB_TABLE_URL, { "organization_id", "service_id" }, NULL },
  { VB_TABLE_SERVICE_CAPACITY, { "service_id" }, "capacities" },
  { VB_TABLE_HOLDER, { "contact_id" }, "holders" },
  { VB_TABLE_AVAILABILITY, { "contact_id" }, "availabilities" },
};

/* What the schemas of the standard want of a value beside being there. */
typedef enum
{
  FORM_TEXT,
  FORM_NUMBER,
  FORM_URI,
  FORM_EMAIL,
  FORM_DATE,
  FORM_DATE_TIME,
  FORM_STATUS,
  FORM_TYPE,
  FORM_FREQ,
  FORM_WEEKDAY
} Form;

typedef struct
{
  const VbWriteJob *job;
  GString *out;
  GHashTable *ids[VB_N_TABLES];  /* id → record */
  GHashTable *children;          /* record → GPtrArray of the records written below it */
  GHashTable *places;            /* location without organisation → where it is written in full */
  GHashTable *known[VB_N_TABLES]; /* names of extra fields → 1 when the standard has them, else 2 */
  guint n_written;
  Form *forms[VB_N_TABLES];
} Writer;

static Form
form_of (VbTable         table,
         const VbColumn *column)
{
  const char *name = column->name;

  if (column->flags & VB_COLUMN_OWN)
    return FORM_TEXT;
  if (column->type == VB_TYPE_NUMBER || strcmp (name, "extension") == 0)
    return FORM_NUMBER;
  if (column->type == VB_TYPE_DATE)
    return FORM_DATE;
  if (column->type == VB_TYPE_DATETIME)
    return FORM_DATE_TIME;
  if (g_str_has_suffix (name, "email"))
    return FORM_EMAIL;
  if (strcmp (name, "url") == 0 || strcmp (name, "website") == 0 || strcmp (name, "term_uri") == 0
      || strcmp (name, "schedule_link") == 0
      || (strcmp (name, "uri") == 0 && table != VB_TABLE_SERVICE_AREA))
    return FORM_URI;
  if (table == VB_TABLE_SERVICE && strcmp (name, "status") == 0)
    return FORM_STATUS;
  if (strcmp (name, "location_type") == 0 || strcmp (name, "address_type") == 0)
    return FORM_TYPE;
  if (strcmp (name, "freq") == 0)
    return FORM_FREQ;
  if (strcmp (name, "wkst") == 0)
    return FORM_WEEKDAY;
  return FORM_TEXT;
}

static gboolean
is_one_of (const char *value,
           const char *words)
{
  g_auto(GStrv) list = g_strsplit (words, "|", -1);

  return g_strv_contains ((const char * const *) list, value);
}

/* Returns: (transfer full) (nullable): @value in the form that the standard takes. */
static char *
fit (Form        form,
     const char *value)
{
  char date[VB_DATE_SIZE];

  switch (form)
    {
    case FORM_NUMBER:
      return vb_value_is_number (value) ? g_strdup (value) : NULL;
    case FORM_URI:
      if (strstr (value, "://") != NULL || g_str_has_prefix (value, "urn:"))
        return strpbrk (value, " \t\n<>\"{}|\\^`") == NULL && g_str_is_ascii (value)
                 ? g_strdup (value) : NULL;
      if (!vb_value_is_url (value) || !g_str_is_ascii (value))
        return NULL;
      return g_strconcat ("https://", value, NULL);
    case FORM_EMAIL:
      return vb_value_is_email (value) && g_str_is_ascii (value) ? g_strdup (value) : NULL;
    case FORM_DATE:
      return vb_value_parse_date (value, date) ? g_strdup (date) : NULL;
    case FORM_DATE_TIME:
      if (!vb_value_is_date_time (value))
        return NULL;
      if (strlen (value) == 10)
        return g_strconcat (value, "T00:00:00Z", NULL);
      if (strchr (value + 10, 'Z') == NULL && strpbrk (value + 10, "+-") == NULL)
        return g_strdup_printf ("%.10sT%s%sZ", value, value + 11,
                                strlen (value + 11) == 5 ? ":00" : "");
      return g_strdup_printf ("%.10sT%s", value, value + 11);
    case FORM_STATUS:
      return is_one_of (value, "active|inactive|defunct|temporarily closed") ? g_strdup (value)
                                                                            : NULL;
    case FORM_TYPE:
      return is_one_of (value, "physical|postal|virtual") ? g_strdup (value) : NULL;
    case FORM_FREQ:
      return is_one_of (value, "WEEKLY|MONTHLY") ? g_strdup (value) : NULL;
    case FORM_WEEKDAY:
      return is_one_of (value, "MO|TU|WE|TH|FR|SA|SU") ? g_strdup (value) : NULL;
    case FORM_TEXT:
    default:
      return g_strdup (value);
    }
}

/* For what the standard demands and the record does not have. */
static const char *
stand_in (Form form)
{
  switch (form)
    {
    case FORM_NUMBER:
      return "0";
    case FORM_URI:
      return "urn:x-unknown:0";
    case FORM_DATE:
      return "1970-01-01";
    case FORM_DATE_TIME:
      return "1970-01-01T00:00:00Z";
    case FORM_STATUS:
      return "active";
    case FORM_TYPE:
      return "physical";
    case FORM_EMAIL:
    case FORM_FREQ:
    case FORM_WEEKDAY:
    case FORM_TEXT:
    default:
      return "";
    }
}

static gboolean
is_demanded (VbTable         table,
             const VbColumn *column)
{
  /* In JSON a reference follows from where the object stands. */
  return (column->flags & VB_COLUMN_REQUIRED) != 0 && (column->flags & VB_COLUMN_OWN) == 0
         && column->refers_to == VB_N_TABLES && vb_intake_get_link (table) == NULL;
}

static void
put_name (GString    *out,
          const char *name)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  vb_json_append_string (out, name);
  g_string_append_c (out, ':');
}

static void
put_value (GString    *out,
           Form        form,
           const char *name,
           const char *value)
{
  put_name (out, name);
  if (form == FORM_NUMBER)
    g_string_append (out, value);
  else
    vb_json_append_string (out, value);
}

static void
put_column (Writer         *self,
            const VbRecord *record,
            guint           i,
            GString        *as_written)
{
  const VbColumn *column = &vb_schema_get (record->table)->columns[i];
  const char *value = record->values[i];
  Form form = self->forms[record->table][i];
  gboolean demanded = is_demanded (record->table, column)
                      || (record->table == VB_TABLE_METADATA
                          && (column->flags & VB_COLUMN_REQUIRED) != 0 && i > 2);
  g_autofree char *fitting = value != NULL ? fit (form, value) : NULL;

  if (fitting == NULL && demanded)
    fitting = g_strdup (stand_in (form));
  if (fitting != NULL)
    put_value (self->out, form, column->name, fitting);
  if (g_strcmp0 (fitting, value) == 0 || (value == NULL && *fitting == '\0'))
    return;
  put_name (as_written, column->name);
  if (value != NULL)
    vb_json_append_string (as_written, value);
  else
    g_string_append (as_written, "null");
}

static gboolean
is_known_member (Writer     *self,
                 VbTable     table,
                 const char *name)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->known[table], name));

  if (known == 0)
    {
      known = vb_hsds_find_field (table, name).action != VB_FIELD_EXTRA
              || vb_hsds_find_kind (name) != VB_N_KINDS || g_str_has_prefix (name, "vb_")
              || strcmp (name, "taxonomy_detail") == 0 ? 1 : 2;
      g_hash_table_insert (self->known[table], g_strdup (name), GUINT_TO_POINTER (known));
    }
  return known == 1;
}

/* The fields that the standard does not know, back where they came from. One that has the name of
 * something that it does know is kept apart. */
static void
put_extra (Writer         *self,
           const VbRecord *record)
{
  g_autoptr(GString) apart = g_string_new ("{");
  g_autoptr(json_t) extra = NULL;
  const char *name;
  json_t *value;

  if (record->extra == NULL)
    return;
  extra = vb_json_load (record->extra, strlen (record->extra), vb_read_limits_default (), NULL);
  json_object_foreach (extra, name, value)
    {
      GString *out = is_known_member (self, record->table, name) ? apart : self->out;

      put_name (out, name);
      vb_json_dump (out, value);
    }
  if (apart->len == 1)
    return;
  put_name (self->out, "vb_extra");
  g_string_append_printf (self->out, "%s}", apart->str);
}

static VbRecord *
find (Writer     *self,
      VbTable     table,
      const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->ids[table], id) : NULL;
}

/* Says no more than what it is; the record stands in full elsewhere. */
static void
put_stub (Writer         *self,
          const char     *name,
          const VbRecord *record)
{
  const VbTableSpec *spec = vb_schema_get (record->table);

  put_name (self->out, name);
  g_string_append_c (self->out, '{');
  put_value (self->out, FORM_TEXT, "id", record->values[0]);
  for (guint i = 1; i < spec->n_columns; i++)
    {
      gboolean telling = strcmp (spec->columns[i].name, "name") == 0
                         || strcmp (spec->columns[i].name, "code") == 0;
      g_autofree char *value = record->values[i] != NULL
                                 ? fit (self->forms[record->table][i], record->values[i]) : NULL;
      gboolean demanded = is_demanded (record->table, &spec->columns[i]);

      if (!demanded && (!telling || value == NULL))
        continue;
      put_value (self->out, self->forms[record->table][i], spec->columns[i].name,
                 value != NULL ? value : stand_in (self->forms[record->table][i]));
    }
  put_name (self->out, "vb_stub");
  g_string_append (self->out, "true}");
}

/* For what the standard demands and the batch does not hold; without an id it is no stub for
 * our own reader, and says nothing. */
static void
put_absent (Writer     *self,
            const char *name,
            const char *id)
{
  if (id == NULL)
    return;
  put_name (self->out, name);
  g_string_append (self->out, "{\"id\":");
  vb_json_append_string (self->out, id);
  g_string_append (self->out, ",\"name\":\"\",\"vb_stub\":true}");
}

static void write_record (Writer *self, const VbRecord *record, const VbRecord *parent);

static const char *
member_of (const VbRecord *record,
           const VbRecord *parent)
{
  if (record->table == VB_TABLE_URL)
    return parent->table == VB_TABLE_SERVICE ? "additional_urls" : "additional_websites";
  if (record->table == VB_TABLE_ATTRIBUTE)
    return "attributes";
  if (record->table == VB_TABLE_METADATA)
    return "metadata";
  if (record->table == VB_TABLE_VERIFICATION)
    return "verifications";
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].table == record->table)
      return places[i].member;
  g_assert_not_reached ();
}

static void
put_children (Writer         *self,
              const VbRecord *record)
{
  GPtrArray *children = g_hash_table_lookup (self->children, record);
  const char *open = NULL;

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      const VbRecord *child = g_ptr_array_index (children, i);
      const char *member = member_of (child, record);

      if (open != member)
        {
          if (open != NULL)
            g_string_append_c (self->out, ']');
          put_name (self->out, member);
          g_string_append_c (self->out, '[');
        }
      else
        g_string_append_c (self->out, ',');
      open = member;
      write_record (self, child, record);
    }
  if (open != NULL)
    g_string_append_c (self->out, ']');
}

static void
put_related (Writer         *self,
             const VbRecord *record)
{
  VbRecord *other;

  if (record->table == VB_TABLE_SERVICE_AT_LOCATION)
    {
      other = find (self, VB_TABLE_LOCATION, vb_record_get (record, "location_id"));
      if (other != NULL && g_hash_table_lookup (self->places, other) == record)
        {
          put_name (self->out, "location");
          write_record (self, other, record);
        }
      else if (other != NULL)
        put_stub (self, "location", other);
    }
  else if (record->table == VB_TABLE_ATTRIBUTE)
    {
      other = find (self, VB_TABLE_TAXONOMY_TERM, vb_record_get (record, "taxonomy_term_id"));
      if (other != NULL)
        put_stub (self, "taxonomy_term", other);
    }
  else if (record->table == VB_TABLE_SERVICE_CAPACITY)
    {
      other = find (self, VB_TABLE_UNIT, vb_record_get (record, "unit_id"));
      if (other != NULL)
        put_stub (self, "unit", other);
      else
        put_absent (self, "unit", vb_record_get (record, "unit_id"));
    }
}

/* Whether put_related() says what column @i says. */
static gboolean
stands_beside (Writer         *self,
               const VbRecord *record,
               guint           i)
{
  const char *name = vb_schema_get (record->table)->columns[i].name;

  if (record->table == VB_TABLE_SERVICE_AT_LOCATION && strcmp (name, "location_id") == 0)
    return find (self, VB_TABLE_LOCATION, record->values[i]) != NULL;
  if (record->table == VB_TABLE_ATTRIBUTE && strcmp (name, "taxonomy_term_id") == 0)
    return find (self, VB_TABLE_TAXONOMY_TERM, record->values[i]) != NULL;
  return record->table == VB_TABLE_SERVICE_CAPACITY && strcmp (name, "unit_id") == 0;
}

/* Whether column @i says nothing but that the record belongs to @parent, below which it stands. */
static gboolean
goes_without_saying (Writer         *self,
                     const VbRecord *record,
                     guint           i,
                     const VbRecord *parent)
{
  const VbTableSpec *spec = vb_schema_get (record->table);
  const VbLink *link = vb_intake_get_link (record->table);

  if (record->values[i] != NULL && stands_beside (self, record, i))
    return TRUE;
  if (parent == NULL || record->values[i] == NULL)
    return FALSE;
  if (link != NULL)
    return strcmp (spec->columns[i].name, link->id_column) == 0
           || strcmp (spec->columns[i].name, link->table_column) == 0;
  /* References to its own kind (deputy, parent) are never told by the place. */
  if (spec->columns[i].refers_to != parent->table || parent->table == record->table)
    return FALSE;
  return strcmp (record->values[i], parent->values[0]) == 0;
}

static void
write_record (Writer         *self,
              const VbRecord *record,
              const VbRecord *parent)
{
  const VbTableSpec *spec = vb_schema_get (record->table);
  g_autoptr(GString) as_written = g_string_new ("{");

  self->n_written++;
  g_string_append_c (self->out, '{');
  put_value (self->out, FORM_TEXT, "id", record->values[0]);
  for (guint i = 1; i < spec->n_columns; i++)
    if (!goes_without_saying (self, record, i, parent))
      put_column (self, record, i, as_written);
  put_extra (self, record);
  if (as_written->len > 1)
    {
      put_name (self->out, "vb_as_written");
      g_string_append_printf (self->out, "%s}", as_written->str);
    }
  put_related (self, record);
  put_children (self, record);
  g_string_append_c (self->out, '}');
}

static VbRecord *
find_linked (Writer         *self,
             const VbRecord *record)
{
  const VbLink *link = vb_intake_get_link (record->table);
  const char *name = vb_record_get (record, link->table_column);
  VbTable table = name != NULL ? vb_schema_find (name) : VB_N_TABLES;

  /* Remarks on remarks stand by themselves: they could go round in circles. */
  if (table == VB_N_TABLES || vb_intake_get_link (table) != NULL)
    return NULL;
  return find (self, table, vb_record_get (record, link->id_column));
}

static VbRecord *
find_parent (Writer         *self,
             const VbRecord *record)
{
  if (vb_intake_get_link (record->table) != NULL)
    return find_linked (self, record);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (places[i].table != record->table)
        continue;
      for (guint j = 0; j < MAX_PARENTS && places[i].columns[j] != NULL; j++)
        {
          int column = vb_schema_find_column (record->table, places[i].columns[j]);
          VbTable table = vb_schema_get (record->table)->columns[column].refers_to;
          VbRecord *parent = find (self, table, record->values[column]);

          if (parent != NULL)
            return parent;
        }
    }
  return NULL;
}

static void
index_records (Writer *self)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbTableSpec *spec = vb_schema_get (table);
      GPtrArray *records = self->job->batch->records[table];

      self->ids[table] = g_hash_table_new (g_str_hash, g_str_equal);
      self->known[table] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->forms[table] = g_new (Form, spec->n_columns);
      for (guint i = 0; i < spec->n_columns; i++)
        self->forms[table][i] = form_of (table, &spec->columns[i]);
      for (guint i = 0; i < records->len; i++)
        {
          VbRecord *record = g_ptr_array_index (records, i);

          g_hash_table_insert (self->ids[table], (gpointer) record->values[0], record);
        }
    }
}

static gboolean
hang (Writer         *self,
      VbRecord       *record,
      const VbRecord *parent)
{
  GPtrArray *children = g_hash_table_lookup (self->children, parent);

  if (children != NULL && children->len >= MOST_BELOW && parent->table == VB_TABLE_ORGANIZATION
      && vb_intake_get_link (record->table) == NULL)
    return FALSE;
  if (children == NULL)
    {
      children = g_ptr_array_new ();
      g_hash_table_insert (self->children, (gpointer) parent, children);
    }
  g_ptr_array_add (children, record);
  return TRUE;
}

/* A place of no organisation stands at the first service that is given there. */
static void
find_places (Writer *self)
{
  GPtrArray *pairs = self->job->batch->records[VB_TABLE_SERVICE_AT_LOCATION];

  for (guint i = 0; i < pairs->len; i++)
    {
      VbRecord *pair = g_ptr_array_index (pairs, i);
      VbRecord *location = find (self, VB_TABLE_LOCATION, vb_record_get (pair, "location_id"));

      if (location != NULL && find_parent (self, location) == NULL
          && !g_hash_table_contains (self->places, location))
        g_hash_table_insert (self->places, location, pair);
    }
}

static void
build_tree (Writer     *self,
            GPtrArray **roots)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      GPtrArray *records = self->job->batch->records[table];

      roots[table] = g_ptr_array_new ();
      for (guint i = 0; i < records->len; i++)
        {
          VbRecord *record = g_ptr_array_index (records, i);
          VbRecord *parent = find_parent (self, record);

          if (parent != NULL && hang (self, record, parent))
            continue;
          if (!g_hash_table_contains (self->places, record))
            g_ptr_array_add (roots[table], record);
        }
    }
}

static gboolean
write_roots (Writer     *self,
             GPtrArray **roots,
             GError    **error)
{
  guint total = MAX (vb_batch_count (self->job->batch), 1);

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      if (roots[table]->len == 0)
        continue;
      put_name (self->out, vb_schema_get (table)->name);
      g_string_append_c (self->out, '[');
      for (guint i = 0; i < roots[table]->len; i++)
        {
          if (i > 0)
            g_string_append_c (self->out, ',');
          g_string_append_c (self->out, '\n');
          write_record (self, g_ptr_array_index (roots[table], i), NULL);
          if (i % 64 == 0
              && !vb_write_job_tick (self->job, (double) self->n_written / total, error))
            return FALSE;
        }
      g_string_append_c (self->out, ']');
    }
  return TRUE;
}

/**
 * vb_hsds_json_write:
 *
 * Returns: (transfer full): the batch as one JSON text; %NULL when cancelled
 */
GBytes *
vb_hsds_json_write (const VbWriteJob *job,
                    GError          **error)
{
  Writer self = { job, g_string_new ("{\"version\":\"3.1\"") };
  GPtrArray *roots[VB_N_TABLES];
  gboolean done;

  self.children = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self.places = g_hash_table_new (NULL, NULL);
  if (job->options->title != NULL)
    put_value (self.out, FORM_TEXT, "title", job->options->title);
  if (job->options->publisher != NULL)
    put_value (self.out, FORM_TEXT, "publisher", job->options->publisher);
  put_value (self.out, FORM_TEXT, "generator", "Verbinder " PACKAGE_VERSION);
  index_records (&self);
  find_places (&self);
  build_tree (&self, roots);
  done = write_roots (&self, roots, error);
  g_string_append (self.out, "}\n");
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      g_ptr_array_unref (roots[table]);
      g_hash_table_unref (self.ids[table]);
      g_hash_table_unref (self.known[table]);
      g_free (self.forms[table]);
    }
  g_hash_table_unref (self.children);
  g_hash_table_unref (self.places);
  if (done)
    return g_string_free_to_bytes (self.out);
  g_string_free (self.out, TRUE);
  return NULL;
}
