/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding persons. Twenty thousand of them stand in one index that is read through in a few
 * milliseconds, so that there is nothing beside the records to be kept in step. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-name-key.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-people.h"
#include "core/store/vb-shape-rows-private.h"

#define WORDS_MAX 6

void
vb_person_line_free (VbPersonLine *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->birth_date);
  g_free (self->postal_code);
  g_free (self->case_number);
  g_free (self);
}

static gboolean
read_lines (VbDatabase   *db,
            VbStatement  *statement,
            GPtrArray    *lines,
            GError      **error)
{
  int code;

  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbPersonLine *line = g_new0 (VbPersonLine, 1);
      VbPerson person = { NULL };

      person.given_name = (char *) _vb_column_text (statement, 1);
      person.prefix = (char *) _vb_column_text (statement, 2);
      person.family_name = (char *) _vb_column_text (statement, 3);
      person.case_number = (char *) _vb_column_text (statement, 4);
      person.address_secret = sqlite3_column_int (statement, 7) != 0;
      line->id = g_strdup (_vb_column_text (statement, 0));
      line->name = vb_person_dup_name (&person);
      line->case_number = g_strdup (person.case_number);
      line->birth_date = g_strdup (_vb_column_text (statement, 5));
      if (vb_person_shows (&person, VB_PART_ADDRESS, VB_AUDIENCE_LIST) == VB_SHOW_YES)
        line->postal_code = g_strdup (_vb_column_text (statement, 6));
      g_ptr_array_add (lines, line);
    }
  return code == SQLITE_DONE;
}

#define LINE                                                                                       \
  "SELECT id, given_name, prefix, family_name, case_number, birth_date, postal_code, "             \
  "address_secret FROM person "

/* Every word must begin a word of the name; the whole must be the case number otherwise. */
static gboolean
find_by_name (VbDatabase  *db,
              const char  *text,
              guint        limit,
              GPtrArray   *lines,
              GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    LINE "WHERE id IN (SELECT id FROM person INDEXED BY person_name_key "
         "WHERE instr (' ' || name_key, ?1) AND instr (' ' || name_key, ?2) "
         "AND instr (' ' || name_key, ?3) AND instr (' ' || name_key, ?4) "
         "AND instr (' ' || name_key, ?5) AND instr (' ' || name_key, ?6) "
         "UNION SELECT id FROM person WHERE case_number = ?7 COLLATE NOCASE) "
         "ORDER BY name_key, birth_date, id LIMIT ?8", error);
  g_autofree char *folded = vb_name_fold (text);
  g_auto(GStrv) words = g_strsplit (folded, " ", WORDS_MAX);
  guint n = g_strv_length (words);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < WORDS_MAX; i++)
    {
      /* A last piece that still holds several words is found as it stands. */
      g_autofree char *word = g_strconcat (" ", i < n ? words[i] : "", NULL);

      _vb_bind_text (statement, i + 1, n > 0 ? word : "\n");
    }
  _vb_bind_text (statement, 7, text);
  _vb_bind_int (statement, 8, limit);
  return read_lines (db, statement, lines, error);
}

static gboolean
find_by_date (VbDatabase  *db,
              const char  *date,
              const char  *text,
              guint        limit,
              GPtrArray   *lines,
              GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    LINE "WHERE id IN (SELECT id FROM person WHERE birth_date = ?1 "
         "UNION SELECT id FROM person WHERE case_number = ?2 COLLATE NOCASE) "
         "ORDER BY name_key, id LIMIT ?3", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, date);
  _vb_bind_text (statement, 2, text);
  _vb_bind_int (statement, 3, limit);
  return read_lines (db, statement, lines, error);
}

/* 1234 AB, as it stands in the store; %NULL when @text is no postcode. */
static char *
dup_postal_code (const char *text)
{
  g_autoptr(GString) code = g_string_new (NULL);

  if (!g_regex_match_simple ("^[1-9][0-9]{3} ?[A-Za-z]{2}$", text, 0, 0))
    return NULL;
  g_string_append_len (code, text, 4);
  g_string_append_printf (code, " %s", text + strlen (text) - 2);
  return g_ascii_strup (code->str, -1);
}

/* A secret address is not found by what would tell it. */
static gboolean
find_by_postal_code (VbDatabase  *db,
                     const char  *code,
                     guint        limit,
                     GPtrArray   *lines,
                     GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    LINE "WHERE postal_code = ?1 AND NOT coalesce (address_secret, 0) "
         "ORDER BY name_key, birth_date, id LIMIT ?2", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, code);
  _vb_bind_int (statement, 2, limit);
  return read_lines (db, statement, lines, error);
}

static gboolean
list_opened (VbDatabase  *db,
             guint        limit,
             GPtrArray   *lines,
             GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT p.id, given_name, prefix, family_name, case_number, birth_date, postal_code, "
    "address_secret FROM local_person_opened AS o JOIN person AS p ON p.id = o.person_id "
    "ORDER BY o.opened_at DESC LIMIT ?1", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, limit);
  return read_lines (db, statement, lines, error);
}

static gpointer
find_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_person_line_free);
  g_autofree char *text = g_strstrip (g_strdup (args->text[0]));
  g_autofree char *date = vb_time_dup_date (text);
  g_autofree char *code = dup_postal_code (text);
  g_autofree char *detail = NULL;
  gboolean done;

  if (*text == '\0')
    done = list_opened (db, args->number, lines, error);
  else if (date != NULL)
    done = find_by_date (db, date, text, args->number, lines, error);
  else if (code != NULL)
    done = find_by_postal_code (db, code, args->number, lines, error);
  else
    done = find_by_name (db, text, args->number, lines, error);
  if (!done)
    return NULL;
  detail = g_strdup_printf ("by=%s found=%u",
                            *text == '\0' ? "recent" : date != NULL ? "birth-date"
                            : code != NULL ? "postal-code" : "name",
                            lines->len);
  if (!_vb_people_log (db, VB_EVENT_SEARCH, 'R', "person", NULL, NULL, detail, error))
    return NULL;
  return g_steal_pointer (&lines);
}

static VbArgs *
find_args (const char *text,
           guint       limit)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 1, text);

  args->number = limit;
  return args;
}

GPtrArray *
vb_people_find_sync (VbStore       *store,
                     const char    *text,
                     guint          limit,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && text != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, find_job, find_args (text, limit), cancellable,
                       error);
}

void
vb_people_find_async (VbStore             *store,
                      const char          *text,
                      guint                limit,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && text != NULL);

  _vb_args_start (store, VB_LANE_WRITE, find_job, find_args (text, limit),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_people_find_finish (VbStore       *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
