/* SPDX-License-Identifier: GPL-3.0-or-later */

/* HSDS 3 and Open Referral UK JSON: one object with all that hangs on it, a list, a page of an
 * API, lines of objects, or lists by table. The same record may stand in many places of one file,
 * here in full and there as a stub; the intake makes one of them. */

#include "config.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-hsds-row.h"
#include "interop/vb-json.h"
#include "interop/vb-read-job.h"

/* Members that our own exports have: see vb-hsds-json-writer.c. */
#define AS_WRITTEN "vb_as_written"
#define EXTRA "vb_extra"
#define STUB "vb_stub"

/* What a member of an object is, by the kind of the object and its name. */
typedef struct
{
  VbHsdsField field;
  VbKind child; /* when its value is an object or a list of them; or VB_N_KINDS */
} Use;

typedef struct
{
  VbReadJob *job;
  guint file;
  guint row;
  guint depth; /* of objects within the item being read */
  GHashTable *uses[VB_N_KINDS]; /* name → Use */
} Reader;

static VbKind
find_child (VbKind      kind,
            const char *name)
{
  VbTable table = vb_hsds_get_table (kind);

  if (table == VB_TABLE_ATTRIBUTE && (strcmp (name, "taxonomy") == 0
                                      || strcmp (name, "taxonomy_term") == 0))
    return VB_TABLE_TAXONOMY_TERM;
  if (table == VB_TABLE_TAXONOMY_TERM
      && (strcmp (name, "taxonomy_detail") == 0 || strcmp (name, "taxonomy") == 0))
    return VB_TABLE_TAXONOMY;
  return vb_hsds_find_kind (name);
}

static const Use *
get_use (Reader     *reader,
         VbKind      kind,
         const char *name)
{
  Use *use;

  if (reader->uses[kind] == NULL)
    reader->uses[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  use = g_hash_table_lookup (reader->uses[kind], name);
  if (use == NULL)
    {
      use = g_new (Use, 1);
      use->field = vb_hsds_find_field (kind, name);
      use->child = find_child (kind, name);
      g_hash_table_insert (reader->uses[kind], g_strdup (name), use);
    }
  return use;
}

static int
find_reference (VbTable from,
                VbTable to)
{
  const VbTableSpec *spec = vb_schema_get (from);

  for (guint i = 1; i < spec->n_columns; i++)
    if (spec->columns[i].refers_to == to)
      return i;
  return -1;
}

/* A single object that this one points at, such as the organisation of a service. */
static gboolean
is_parent (VbKind        kind,
           const Use    *use,
           const json_t *value)
{
  return use->child < VB_N_TABLES && json_is_object (value)
         && find_reference (vb_hsds_get_table (kind), use->child) >= 0;
}

static gboolean
is_list_of_objects (const json_t *value)
{
  if (!json_is_array (value))
    return FALSE;
  for (gsize i = 0; i < json_array_size (value); i++)
    if (!json_is_object (json_array_get (value, i)))
      return FALSE;
  return TRUE;
}

/* Records that hang on this one. */
static gboolean
is_children (VbKind        kind,
             const Use    *use,
             const json_t *value)
{
  VbTable child;

  if (use->child == VB_N_KINDS || !(is_list_of_objects (value) || json_is_object (value)))
    return FALSE;
  child = vb_hsds_get_table (use->child);
  return find_reference (child, vb_hsds_get_table (kind)) >= 0
         || vb_intake_get_link (child) != NULL
         || use->child == VB_KIND_ELIGIBILITY || use->child == VB_KIND_PAYMENT_ACCEPTED
         || (kind == VB_TABLE_SERVICE && child == VB_TABLE_LOCATION);
}

static VbRecord *read_object (Reader *reader, VbKind kind, json_t *object, const VbRecord *parent);

static void
set_list (VbHsdsRow   *row,
          const Use   *use,
          const char  *name,
          json_t      *list)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const char *item = vb_json_get_text (json_array_get (list, i));

      if (item == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, item);
    }
  vb_hsds_row_set (row, use->field, name, text->str, text->len);
}

static void
set_odd (VbHsdsRow  *row,
         const Use  *use,
         const char *name,
         json_t     *value)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *aside = NULL;

  if ((json_is_array (value) && json_array_size (value) == 0)
      || (json_is_object (value) && json_object_size (value) == 0))
    return;
  vb_json_dump (text, value);
  if (use->field.action == VB_FIELD_EXTRA && use->child == VB_N_KINDS)
    {
      vb_intake_set_extra_json (row->intake, &row->draft, name, text->str);
      return;
    }
  aside = g_strconcat ("_", name, NULL);
  vb_intake_set_extra_json (row->intake, &row->draft, aside, text->str);
  vb_intake_report (row->intake, VB_ISSUE_REPAIRED, row->draft.file, row->draft.row,
                    g_intern_string (name),
                    N_("Not in the form that belongs here; kept beside the record"), text->str);
}

static void
set_member (VbHsdsRow  *row,
            const Use  *use,
            const char *name,
            json_t     *value)
{
  const char *text = vb_json_get_text (value);

  if (json_is_null (value))
    return;
  if (text != NULL && use->field.action == VB_FIELD_EXTRA && *text != '\0'
      && (!json_is_string (value) || vb_json_is_number (value)))
    vb_intake_set_extra_json (row->intake, &row->draft, name, text);
  else if (text != NULL)
    vb_hsds_row_set (row, use->field, name, text, -1);
  else if (json_is_array (value) && use->field.action != VB_FIELD_EXTRA
           && json_array_size (value) > 0 && vb_json_get_text (json_array_get (value, 0)) != NULL)
    set_list (row, use, name, value);
  else
    set_odd (row, use, name, value);
}

/* Our own exports fill what the standard demands and the record does not have, or has in a form
 * that the standard does not take; this member has the record as it was. */
static void
set_as_written (VbHsdsRow *row,
                json_t    *values)
{
  const char *name;
  json_t *value;

  json_object_foreach (values, name, value)
    {
      int column = vb_schema_find_column (row->draft.table, name);

      if (column < 1)
        continue;
      row->draft.values[column] = NULL;
      if (vb_json_get_text (value) != NULL)
        vb_intake_set (row->intake, &row->draft, column, vb_json_get_text (value), -1);
    }
}

/* Of a stub only the id counts: the record stands in full elsewhere, or is not in the file. */
static const char *
read_parent (Reader *reader,
             VbKind  kind,
             json_t *object)
{
  const char *id = vb_json_get_text (json_object_get (object, "id"));
  VbRecord *parent;

  if (json_is_true (json_object_get (object, STUB)) && id != NULL)
    {
      id = vb_batch_insert (vb_intake_get_batch (reader->job->intake), id, -1);
      return vb_intake_resolve (reader->job->intake, vb_hsds_get_table (kind), id);
    }
  parent = read_object (reader, kind, object, NULL);
  return parent != NULL ? parent->values[0] : NULL;
}

static void
read_parents (Reader    *reader,
              VbHsdsRow *row,
              json_t    *object)
{
  const char *name;
  json_t *value;

  json_object_foreach (object, name, value)
    {
      const Use *use = get_use (reader, row->kind, name);
      const char *id;

      if (!is_parent (row->kind, use, value) || json_object_size (value) == 0)
        continue;
      id = read_parent (reader, use->child, value);
      if (id != NULL)
        vb_intake_set_soft (row->intake, &row->draft,
                            find_reference (row->draft.table, use->child), id);
    }
}

static void
read_children (Reader    *reader,
               VbKind     kind,
               json_t    *object,
               VbRecord  *record)
{
  const char *name;
  json_t *value;

  json_object_foreach (object, name, value)
    {
      const Use *use = get_use (reader, kind, name);

      if (is_parent (kind, use, value) || !is_children (kind, use, value))
        continue;
      if (json_is_object (value))
        read_object (reader, use->child, value, record);
      for (gsize i = 0; i < json_array_size (value); i++)
        read_object (reader, use->child, json_array_get (value, i), record);
    }
}

static void
set_members (Reader    *reader,
             VbHsdsRow *row,
             json_t    *object)
{
  const char *name;
  json_t *value;

  json_object_foreach (object, name, value)
    {
      const Use *use = get_use (reader, row->kind, name);

      if (is_parent (row->kind, use, value) || is_children (row->kind, use, value)
          || strcmp (name, AS_WRITTEN) == 0 || strcmp (name, EXTRA) == 0)
        continue;
      set_member (row, use, name, value);
    }
  vb_hsds_row_set_extras (row, json_object_get (object, EXTRA));
  set_as_written (row, json_object_get (object, AS_WRITTEN));
}

/* A place below a service: the pair of the two is a record of its own. */
static void
pair_with_service (Reader         *reader,
                   const VbRecord *service,
                   const VbRecord *location)
{
  VbIntake *intake = reader->job->intake;
  g_autofree char *key = g_strdup_printf ("%s/%s", service->values[0], location->values[0]);
  VbDraft draft;

  vb_intake_begin (intake, &draft, VB_TABLE_SERVICE_AT_LOCATION, reader->file, reader->row);
  draft.made = TRUE;
  draft.id_table = "made";
  draft.raw_id = vb_batch_insert (vb_intake_get_batch (intake), key, -1);
  vb_intake_set_name (intake, &draft, "service_id", service->values[0]);
  vb_intake_set_name (intake, &draft, "location_id", location->values[0]);
  vb_intake_commit (intake, &draft);
}

static VbRecord *
read_object (Reader         *reader,
             VbKind          kind,
             json_t         *object,
             const VbRecord *parent)
{
  VbHsdsRow row;
  VbRecord *record;

  vb_hsds_row_begin (&row, reader->job->intake, kind, reader->file, reader->row);
  row.nested = reader->depth++ > 0;
  set_members (reader, &row, object);
  read_parents (reader, &row, object);
  if (parent != NULL)
    vb_hsds_row_set_parent (&row, parent);
  record = vb_hsds_row_end (&row);
  if (record != NULL && parent != NULL && parent->table == VB_TABLE_SERVICE
      && record->table == VB_TABLE_LOCATION)
    pair_with_service (reader, parent, record);
  if (record != NULL)
    read_children (reader, kind, object, record);
  reader->depth--;
  return record;
}

/* How well an object fits a table: how many of its members the table knows, its own names counting
 * more than those of vendors. What everything has (id, name, description) tells nothing. */
static int
score (Reader  *reader,
       VbTable  table,
       json_t  *object,
       int     *telling)
{
  int points = 0;
  const char *name;
  json_t *value;

  *telling = 0;
  json_object_foreach (object, name, value)
    {
      const Use *use = get_use (reader, table, name);
      gboolean common = strcmp (name, "id") == 0 || strcmp (name, "name") == 0
                        || strcmp (name, "description") == 0;
      int more = 0;

      if (is_parent (table, use, value)
          || (use->child != VB_N_KINDS && is_children (table, use, value)))
        more = 2;
      else if (vb_schema_find_column (table, name) >= 0)
        more = json_is_object (value) || json_is_array (value) ? 0 : 2;
      else if (use->field.action != VB_FIELD_EXTRA)
        more = 1;
      points += more;
      if (!common)
        *telling += more;
    }
  return points;
}

static gboolean
is_hinted (const char *hint,
           const char *name)
{
  gsize length = strlen (name);

  return strncmp (hint, name, length) == 0 && hint[length] != '\0'
         && !g_ascii_isalpha (hint[length]);
}

static VbKind
guess_table (Reader     *reader,
             const char *hint,
             json_t     *object)
{
  static const VbTable candidates[] = {
    VB_TABLE_SERVICE, VB_TABLE_ORGANIZATION, VB_TABLE_SERVICE_AT_LOCATION, VB_TABLE_LOCATION,
    VB_TABLE_TAXONOMY_TERM, VB_TABLE_TAXONOMY, VB_TABLE_CONTACT, VB_TABLE_PROGRAM,
  };
  VbKind best = VB_N_KINDS;
  int most = 0;

  if (json_object_get (object, "id") == NULL && json_object_get (object, "name") == NULL)
    return VB_N_KINDS;
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      gboolean hinted = is_hinted (hint, vb_schema_get (candidates[i])->name);
      int telling;
      int points = 2 * score (reader, candidates[i], object, &telling) + hinted;

      if (points > most && (telling > 0 || hinted))
        {
          most = points;
          best = candidates[i];
        }
    }
  return best;
}

static void
refuse (Reader     *reader,
        const char *reason,
        json_t     *value)
{
  g_autoptr(GString) text = g_string_new (NULL);

  vb_json_dump (text, value);
  vb_intake_get_counts (reader->job->intake, reader->file)->refused++;
  vb_intake_report (reader->job->intake, VB_ISSUE_REFUSED, reader->file, reader->row, NULL, reason,
                    text->str);
}

/* Terms of a taxonomy stood in a table called taxonomy before 3.0. */
static VbKind
settle_kind (VbKind  kind,
             json_t *object)
{
  static const char * const marks[] = { "parent_id", "parent_name", "vocabulary", "taxonomy_id",
                                        "term", "code" };

  for (guint i = 0; i < G_N_ELEMENTS (marks) && kind == VB_TABLE_TAXONOMY; i++)
    if (json_object_get (object, marks[i]) != NULL)
      return VB_TABLE_TAXONOMY_TERM;
  return kind;
}

static void
read_item (Reader     *reader,
           VbKind      kind,
           const char *hint,
           json_t     *item,
           guint      *n_read)
{
  vb_intake_get_counts (reader->job->intake, reader->file)->rows++;
  if (!json_is_object (item))
    {
      refuse (reader, N_("Not an object"), item);
      return;
    }
  kind = kind != VB_N_KINDS ? settle_kind (kind, item) : guess_table (reader, hint, item);
  if (kind == VB_N_KINDS)
    {
      refuse (reader, N_("Not a record of the standard"), item);
      return;
    }
  read_object (reader, kind, item, NULL);
  (*n_read)++;
}

static gboolean
read_list (Reader             *reader,
           const VbJsonIndex  *index,
           const VbJsonMember *member,
           VbKind              kind,
           const char         *hint,
           guint              *n_read,
           GError            **error)
{
  VbJsonList list;

  vb_json_list_init (&list, index, member);
  for (;;)
    {
      g_autoptr(GError) local = NULL;
      g_autoptr(json_t) item = vb_json_list_next (&list, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (item == NULL)
        return TRUE;
      reader->row = list.record;
      /* One item can be as large as a whole table of CSV: look up more often. */
      if (!vb_read_job_tick (reader->job, list.position,
                             list.record % 16 == 0 ? 0 : MAX (list.record, 1), error))
        return FALSE;
      read_item (reader, kind, hint, item, n_read);
    }
}

static void
check_page (Reader            *reader,
            const VbJsonIndex *index,
            guint              n)
{
  static const char * const names[] = { "total_items", "totalElements" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const VbJsonMember *member = vb_json_index_find (index, names[i]);
      g_autofree char *text = NULL;

      if (member == NULL)
        continue;
      text = g_strndup (index->text + member->start, member->end - member->start);
      if (g_ascii_strtoull (text, NULL, 10) > n)
        vb_intake_report (reader->job->intake, VB_ISSUE_NOTICE, reader->file, 0, names[i],
                          N_("One page of a longer list; the other pages are not in this file"),
                          text);
    }
}

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  const VbJsonMember * const *x = a;
  const VbJsonMember * const *y = b;
  int order = (int) vb_hsds_get_order (vb_hsds_find_kind ((*x)->name))
              - (int) vb_hsds_get_order (vb_hsds_find_kind ((*y)->name));

  return order != 0 ? order : (*x)->start < (*y)->start ? -1 : 1;
}

/* Lists by table: {"organization": […], "service": […]}. */
static gboolean
read_tables (Reader            *reader,
             const VbJsonIndex *index,
             guint             *n_read,
             GError           **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new ();

  for (guint i = 0; i < index->members->len; i++)
    {
      VbJsonMember *member = &g_array_index (index->members, VbJsonMember, i);

      if (member->type == '[' && vb_hsds_find_kind (member->name) != VB_N_KINDS)
        g_ptr_array_add (tables, member);
    }
  g_ptr_array_sort (tables, compare_members);
  for (guint i = 0; i < tables->len; i++)
    {
      const VbJsonMember *member = g_ptr_array_index (tables, i);

      if (!read_list (reader, index, member, vb_hsds_find_kind (member->name), "", n_read, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_root (Reader            *reader,
           const VbJsonIndex *index,
           const char        *hint,
           guint             *n_read,
           GError           **error)
{
  const VbJsonMember *page = vb_json_index_find (index, "contents");

  if (index->type != '{' && index->type != '[' && index->type != 'l')
    return TRUE;
  if (index->type != '{')
    return read_list (reader, index, NULL, VB_N_KINDS, hint, n_read, error);
  if (page == NULL)
    page = vb_json_index_find (index, "content");
  if (page != NULL && page->type == '[')
    {
      if (!read_list (reader, index, page, VB_N_KINDS, hint, n_read, error))
        return FALSE;
      check_page (reader, index, *n_read);
      return TRUE;
    }
  if (vb_json_index_find (index, "id") == NULL && vb_json_index_find (index, "name") == NULL)
    return read_tables (reader, index, n_read, error);
  else
    {
      g_autoptr(json_t) item = vb_json_index_load (index, index->start, index->end, error);

      if (item == NULL)
        return FALSE;
      reader->row = 1;
      read_item (reader, VB_N_KINDS, hint, item, n_read);
      return TRUE;
    }
}

/**
 * vb_hsds_json_read:
 * @understood: (out): whether there was any record in it; an empty page of an API is understood
 */
gboolean
vb_hsds_json_read (VbReadJob   *job,
                   const char  *name,
                   GBytes      *bytes,
                   gboolean    *understood,
                   GError     **error)
{
  Reader reader = { job, vb_report_add_file (vb_intake_get_report (job->intake), name), 0 };
  g_autoptr(GBytes) text = vb_read_job_decode (job, reader.file, bytes, "utf-8", error);
  g_autofree char *hint = g_path_get_basename (name);
  g_autoptr(VbJsonIndex) index = NULL;
  const char *data;
  guint n_read = 0;
  gboolean done;
  gsize size;

  *understood = FALSE;
  if (text == NULL)
    return FALSE;
  data = g_bytes_get_data (text, &size);
  index = vb_json_index_new (data != NULL ? data : "", size, job->limits, error);
  done = index != NULL && read_root (&reader, index, hint, &n_read, error);
  for (guint i = 0; i < VB_N_KINDS; i++)
    g_clear_pointer (&reader.uses[i], g_hash_table_unref);
  job->done += size;
  if (!done)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  *understood = n_read > 0 || vb_json_index_find (index, "contents") != NULL
                || vb_json_index_find (index, "content") != NULL;
  return TRUE;
}
