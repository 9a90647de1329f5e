/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line per service, for people with a spreadsheet. */

#include "config.h"

#include <string.h>

#include "interop/vb-intake.h"
#include "interop/vb-write-job.h"

typedef struct
{
  const VbWriteJob *job;
  GHashTable *ids[VB_N_TABLES];
  char separator;
  GHashTable *below[VB_N_TABLES]; /* id of a service or location → GPtrArray of records */
} Sheet;

static const char * const titles[] = {
  N_("Organisation"), N_("Service"), N_("Description"), N_("Status"), N_("For whom"),
  N_("Age from"), N_("Age to"), N_("Costs"), N_("How to apply"), N_("Phone"),
  N_("E-mail"), N_("Website"),
  N_("Address"), N_("Postcode"), N_("Town"), N_("Area served"), N_("Languages"),
  N_("Opening hours"), N_("Subjects"), N_("Last checked"), N_("Identifier"),
};

static void
index_by (Sheet      *sheet,
          VbTable     table,
          const char *column)
{
  GPtrArray *records = sheet->job->batch->records[table];
  int c = vb_schema_find_column (table, column);

  if (sheet->below[table] == NULL)
    sheet->below[table] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                 (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < records->len; i++)
    {
      VbRecord *record = g_ptr_array_index (records, i);
      GPtrArray *list;

      if (record->values[c] == NULL)
        continue;
      list = g_hash_table_lookup (sheet->below[table], record->values[c]);
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (sheet->below[table], (gpointer) record->values[c], list);
        }
      g_ptr_array_add (list, record);
    }
}

static void
index_ids (Sheet   *sheet,
           VbTable  table)
{
  GPtrArray *records = sheet->job->batch->records[table];

  sheet->ids[table] = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < records->len; i++)
    {
      VbRecord *record = g_ptr_array_index (records, i);

      g_hash_table_insert (sheet->ids[table], (gpointer) record->values[0], record);
    }
}

static VbRecord *
find (Sheet      *sheet,
      VbTable     table,
      const char *id)
{
  return id != NULL ? g_hash_table_lookup (sheet->ids[table], id) : NULL;
}

static VbRecord *
nth_below (Sheet      *sheet,
           VbTable     table,
           const char *id,
           guint       n)
{
  GPtrArray *list = id != NULL ? g_hash_table_lookup (sheet->below[table], id) : NULL;

  return list != NULL && n < list->len ? g_ptr_array_index (list, n) : NULL;
}

static void
add_to (GString    *text,
        const char *more)
{
  if (more == NULL || strstr (text->str, more) != NULL)
    return;
  if (text->len > 0)
    g_string_append (text, "; ");
  g_string_append (text, more);
}

static void
put (Sheet      *sheet,
     GString    *out,
     const char *text)
{
  vb_csv_append (out, sheet->separator, text != NULL ? text : "", TRUE);
}

static void
put_list (Sheet      *sheet,
          GString    *out,
          VbTable     table,
          const char *id,
          const char *column,
          const char *other)
{
  g_autoptr(GString) text = g_string_new (NULL);
  VbRecord *record;

  for (guint i = 0; (record = nth_below (sheet, table, id, i)) != NULL; i++)
    add_to (text, vb_record_get (record, column) != NULL || other == NULL
                    ? vb_record_get (record, column) : vb_record_get (record, other));
  put (sheet, out, text->str);
}

static void
put_hours (Sheet      *sheet,
           GString    *out,
           const char *id)
{
  g_autoptr(GString) text = g_string_new (NULL);
  VbRecord *record;

  for (guint i = 0; (record = nth_below (sheet, VB_TABLE_SCHEDULE, id, i)) != NULL; i++)
    {
      const char *day = vb_record_get (record, "byday");
      const char *from = vb_record_get (record, "opens_at");
      const char *to = vb_record_get (record, "closes_at");
      g_autofree char *line = NULL;

      if (day != NULL && from != NULL)
        line = g_strdup_printf ("%s %.5s–%.5s", day, from, to != NULL ? to : "");
      add_to (text, line != NULL ? line : vb_record_get (record, "description"));
    }
  put (sheet, out, text->str);
}

static void
put_subjects (Sheet      *sheet,
              GString    *out,
              const char *id)
{
  g_autoptr(GString) text = g_string_new (NULL);
  VbRecord *record;

  for (guint i = 0; (record = nth_below (sheet, VB_TABLE_ATTRIBUTE, id, i)) != NULL; i++)
    {
      VbRecord *term = find (sheet, VB_TABLE_TAXONOMY_TERM,
                             vb_record_get (record, "taxonomy_term_id"));

      add_to (text, term != NULL ? vb_record_get (term, "name") : vb_record_get (record, "label"));
    }
  put (sheet, out, text->str);
}

static void
put_address (Sheet      *sheet,
             GString    *out,
             const char *id)
{
  VbRecord *pair = nth_below (sheet, VB_TABLE_SERVICE_AT_LOCATION, id, 0);
  VbRecord *address = nth_below (sheet, VB_TABLE_ADDRESS,
                                 pair != NULL ? vb_record_get (pair, "location_id") : NULL, 0);

  put (sheet, out, address != NULL ? vb_record_get (address, "address_1") : NULL);
  put (sheet, out, address != NULL ? vb_record_get (address, "postal_code") : NULL);
  put (sheet, out, address != NULL ? vb_record_get (address, "city") : NULL);
}

static const char *
last_checked (Sheet      *sheet,
              VbRecord   *service)
{
  const char *latest = vb_record_get (service, "assured_date");
  VbRecord *record;

  for (guint i = 0;
       (record = nth_below (sheet, VB_TABLE_VERIFICATION, service->values[0], i)) != NULL; i++)
    if (g_strcmp0 (vb_record_get (record, "checked_at"), latest) > 0)
      latest = vb_record_get (record, "checked_at");
  return latest;
}

static void
put_service (Sheet    *sheet,
             GString  *out,
             VbRecord *service)
{
  const char *id = service->values[0];
  VbRecord *organization = find (sheet, VB_TABLE_ORGANIZATION,
                                 vb_record_get (service, "organization_id"));
  static const char * const plain[] = {
    "name", "description", "status", "eligibility_description", "minimum_age", "maximum_age",
    "fees_description", "application_process",
  };

  put (sheet, out, organization != NULL ? vb_record_get (organization, "name") : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    put (sheet, out, vb_record_get (service, plain[i]));
  put_list (sheet, out, VB_TABLE_PHONE, id, "number", NULL);
  put (sheet, out, vb_record_get (service, "email"));
  put (sheet, out, vb_record_get (service, "url"));
  put_address (sheet, out, id);
  put_list (sheet, out, VB_TABLE_SERVICE_AREA, id, "name", NULL);
  put_list (sheet, out, VB_TABLE_LANGUAGE, id, "name", "code");
  put_hours (sheet, out, id);
  put_subjects (sheet, out, id);
  put (sheet, out, last_checked (sheet, service));
  put (sheet, out, id);
  vb_csv_end (out);
}

static void
prepare (Sheet *sheet)
{
  index_ids (sheet, VB_TABLE_ORGANIZATION);
  index_ids (sheet, VB_TABLE_TAXONOMY_TERM);
  index_by (sheet, VB_TABLE_PHONE, "service_id");
  index_by (sheet, VB_TABLE_SERVICE_AREA, "service_id");
  index_by (sheet, VB_TABLE_LANGUAGE, "service_id");
  index_by (sheet, VB_TABLE_SCHEDULE, "service_id");
  index_by (sheet, VB_TABLE_ATTRIBUTE, "link_id");
  index_by (sheet, VB_TABLE_VERIFICATION, "resource_id");
  index_by (sheet, VB_TABLE_SERVICE_AT_LOCATION, "service_id");
  index_by (sheet, VB_TABLE_ADDRESS, "location_id");
}

/**
 * vb_services_csv_write:
 *
 * Returns: (transfer full): a CSV with a byte order mark, so that every spreadsheet sees that it
 *   is UTF-8; %NULL when cancelled
 */
GBytes *
vb_services_csv_write (const VbWriteJob *job,
                       GError          **error)
{
  Sheet sheet = { job };
  GPtrArray *services = job->batch->records[VB_TABLE_SERVICE];
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean done = TRUE;

  sheet.separator = job->options->separator != '\0' ? job->options->separator : ',';
  prepare (&sheet);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    put (&sheet, out, job->options->translate != NULL ? job->options->translate (titles[i])
                                                      : titles[i]);
  vb_csv_end (out);
  for (guint i = 0; done && i < services->len; i++)
    {
      put_service (&sheet, out, g_ptr_array_index (services, i));
      done = i % 256 != 0 || vb_write_job_tick (job, (double) i / services->len, error);
    }
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      g_clear_pointer (&sheet.ids[table], g_hash_table_unref);
      g_clear_pointer (&sheet.below[table], g_hash_table_unref);
    }
  g_string_prepend (out, "\xef\xbb\xbf");
  return done ? g_string_free_to_bytes (g_steal_pointer (&out)) : NULL;
}
