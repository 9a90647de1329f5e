/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words that people use, and the words of the field that they mean. They widen what is asked, not
 * what is indexed, so that a change is seen with the next keystroke. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-synonym.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"
#include "core/store/vb-search-private.h"
#include "vb-store-resources.h"

#define SHIPPED "/nl/verbinder/Verbinder/search/synonyms-nl.csv"
#define MAX_LENGTH 120

void
vb_synonym_free (VbSynonym *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->term);
  g_free (self->meaning);
  g_free (self);
}

/* ---------------------------------------------------------------- lookup table */

/* The stems of the words that count, apart by spaces; of all words when none counts. "Geen geld" is
 * something else than "geld", whatever the word for no. */
char *
_vb_synonym_key (VbStemmer *stemmer, const char *text)
{
  GString *key = g_string_new (NULL);
  int round;

  for (round = 0; round < 2 && key->len == 0; round++)
    {
      gboolean no = FALSE;
      VbTokenizer word;

      vb_tokenizer_init (&word, text, -1);
      while (vb_tokenizer_next (&word))
        if (round == 0 && vb_word_is_no (word.word))
          no = TRUE;
        else if (word.n > 0 && (round == 1 || !vb_word_is_stop (word.word)))
          {
            _vb_synonym_append_key (key, vb_stemmer_stem (stemmer, word.word), no);
            no = FALSE;
          }
    }
  return g_string_free (key, FALSE);
}

void
_vb_synonym_append_key (GString *key, const char *stem, gboolean no)
{
  g_string_append_printf (key, "%s%s%s", key->len > 0 ? " " : "", no ? "niet " : "", stem);
}

gboolean
_vb_synonym_index (VbDatabase *db, GError **error)
{
  g_autoptr(VbStatement) select = NULL;
  g_autoptr(VbStatement) insert = NULL;
  VbStemmer *stemmer = _vb_search_state (db)->stemmer;
  int code;

  if (!_vb_database_exec (db, "DELETE FROM search_synonym", error))
    return FALSE;
  select = _vb_database_prepare (db, "SELECT term, meaning FROM synonym WHERE removed = 0", error);
  insert = select == NULL ? NULL
    : _vb_database_prepare (db, "INSERT OR IGNORE INTO search_synonym (key, term, meaning) "
                                "VALUES (?1, ?2, ?3)", error);
  if (insert == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, select, error)) == SQLITE_ROW)
    {
      g_autofree char *key = _vb_synonym_key (stemmer, _vb_column_text (select, 0));

      if (*key == '\0')
        continue;
      _vb_bind_text (insert, 1, key);
      _vb_bind_text (insert, 2, _vb_column_text (select, 0));
      _vb_bind_text (insert, 3, _vb_column_text (select, 1));
      if (!_vb_database_run (db, insert, error))
        return FALSE;
      sqlite3_reset (insert);
    }
  return code >= 0;
}

/* ---------------------------------------------------------------- what the program ships */

static gboolean
ship_one (VbDatabase *db, const char *term, const char *meaning, GError **error)
{
  g_autoptr(VbStatement) insert =
    _vb_database_prepare (db, "INSERT OR IGNORE INTO synonym (id, term, meaning, shipped) "
                              "VALUES (?1, ?2, ?3, 1)", error);
  g_autofree char *name = g_strconcat ("synonym:", term, "=", meaning, NULL);
  g_autofree char *id = vb_uuid_from_name (VB_SEARCH_ID_SPACE, name);

  if (insert == NULL)
    return FALSE;
  _vb_bind_text (insert, 1, id);
  _vb_bind_text (insert, 2, term);
  _vb_bind_text (insert, 3, meaning);
  return _vb_database_run (db, insert, error);
}

/* One line: term;meaning|meaning. A # at the front makes it a remark. */
static gboolean
ship_line (VbDatabase *db, const char *line, GError **error)
{
  g_auto(GStrv) halves = g_strsplit (line, ";", 2);
  g_auto(GStrv) meanings = NULL;
  char **meaning;

  if (line[0] == '#' || halves[0] == NULL || halves[1] == NULL)
    return TRUE;
  g_strstrip (halves[0]);
  if (*halves[0] == '\0')
    return TRUE;
  meanings = g_strsplit (halves[1], "|", -1);
  for (meaning = meanings; *meaning != NULL; meaning++)
    if (*g_strstrip (*meaning) != '\0' && !ship_one (db, halves[0], *meaning, error))
      return FALSE;
  return TRUE;
}

gboolean
_vb_synonym_ship (VbDatabase *db, GError **error)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (_vb_store_get_resource (), SHIPPED, 0, error);
  g_autofree char *text = NULL;
  g_autofree char *revision = NULL;
  g_autofree char *stored = NULL;
  g_auto(GStrv) lines = NULL;
  char **line;

  if (bytes == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  revision = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  if (!_vb_database_get_setting (db, "synonyms", &stored, error))
    return FALSE;
  if (g_strcmp0 (stored, revision) == 0)
    return TRUE;

  /* What a newer list left out goes, unless someone made it their own. */
  if (!_vb_database_exec (db, "DELETE FROM synonym WHERE shipped = 1 AND removed = 0", error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (line = lines + 1; lines[0] != NULL && *line != NULL; line++) /* the first names columns */
    if (!ship_line (db, g_strchomp (*line), error))
      return FALSE;
  return _vb_synonym_index (db, error) &&
         _vb_database_set_setting (db, "synonyms", revision, error);
}

/* ---------------------------------------------------------------- list, add, remove */

static gpointer
list_job (VbDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT id, term, meaning, shipped FROM synonym WHERE removed = 0 "
                              "ORDER BY term, meaning", error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_synonym_free);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbSynonym *synonym = g_new0 (VbSynonym, 1);

      synonym->id = g_strdup (_vb_column_text (statement, 0));
      synonym->term = g_strdup (_vb_column_text (statement, 1));
      synonym->meaning = g_strdup (_vb_column_text (statement, 2));
      synonym->shipped = sqlite3_column_int (statement, 3) != 0;
      g_ptr_array_add (list, synonym);
    }
  return code < 0 ? NULL : g_steal_pointer (&list);
}

GPtrArray *
vb_synonym_list_sync (VbStore *store, GCancellable *cancellable, GError **error)
{
  return vb_store_run_sync (store, VB_LANE_READ, list_job, NULL, cancellable, error);
}

void
vb_synonym_list_async (VbStore *store, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  vb_store_run_async (store, VB_LANE_READ, list_job, NULL, NULL,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_synonym_list_finish (VbStore *store, GAsyncResult *result, GError **error)
{
  return vb_store_run_finish (store, result, error);
}

static char *
tidy (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t\r\n", -1);
  GString *line = g_string_new (NULL);
  char **word;

  for (word = words; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", *word);
  return g_string_free (line, FALSE);
}

static gboolean
check (VbDatabase *db, const char *text, const char *field, GError **error)
{
  g_autofree char *key = NULL;

  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > MAX_LENGTH)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s: not a text of at most %d letters",
                   field, MAX_LENGTH);
      return FALSE;
    }
  key = _vb_synonym_key (_vb_search_state (db)->stemmer, text);
  if (*key != '\0')
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s: there is no word in it", field);
  return FALSE;
}

/* "#B17" means the need with that code; one that nobody knows would find nothing, ever. */
static gboolean
check_code (VbDatabase *db, const char *meaning, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (meaning[0] != '#')
    return TRUE;
  statement = _vb_database_prepare (db, "SELECT 1 FROM taxonomy_term WHERE taxonomy = "
                                        "'verbinder-need' AND upper (code) = upper (?1)", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, meaning + 1);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_DONE)
    g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "There is no need with this code: %s",
                 meaning + 1);
  return code == SQLITE_ROW;
}

/* An existing row, also one that came with the program and was removed. */
static gboolean
find_existing (VbDatabase *db, char **pair, char **id, gboolean *removed, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT id, removed FROM synonym WHERE term = ?1 AND meaning = ?2",
                          error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, pair[0]);
  _vb_bind_text (statement, 2, pair[1]);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      *id = g_strdup (_vb_column_text (statement, 0));
      *removed = sqlite3_column_int (statement, 1) != 0;
    }
  return code >= 0;
}

static gboolean
write_synonym (VbDatabase *db, const char *sql, const char *id, char **pair, GError **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  if (pair != NULL)
    {
      _vb_bind_text (statement, 2, pair[0]);
      _vb_bind_text (statement, 3, pair[1]);
    }
  if (!_vb_database_run (db, statement, error))
    return FALSE;
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return TRUE;
}

static gpointer
add_job (VbDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  char **given = data;
  g_autofree char *term = tidy (given[0]);
  g_autofree char *meaning = tidy (given[1]);
  char *pair[] = { term, meaning };
  g_autofree char *id = NULL;
  gboolean removed = FALSE;

  if (!check (db, term, "term", error) || !check (db, meaning, "meaning", error)
      || !check_code (db, meaning, error)
      || !find_existing (db, pair, &id, &removed, error))
    return NULL;
  if (id != NULL && !removed)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS, "This synonym is there already");
      return NULL;
    }
  if (id != NULL)
    return write_synonym (db, "UPDATE synonym SET removed = 0 WHERE id = ?1", id, NULL, error)
           && _vb_rows_log (db, VB_EVENT_CREATE, 'C', "synonym", id, NULL, error)
      ? g_steal_pointer (&id) : NULL;

  id = vb_uuid_new ();
  return write_synonym (db, "INSERT INTO synonym (id, term, meaning) VALUES (?1, ?2, ?3)", id, pair,
                        error)
         && _vb_rows_log (db, VB_EVENT_CREATE, 'C', "synonym", id, NULL, error)
         ? g_steal_pointer (&id) : NULL;
}

static char **
make_pair (const char *term, const char *meaning)
{
  const char *pair[] = { term, meaning, NULL };

  return g_strdupv ((char **) pair);
}

char *
vb_synonym_add_sync (VbStore *store, const char *term, const char *meaning,
                     GCancellable *cancellable, GError **error)
{
  g_auto(GStrv) pair = NULL;

  g_return_val_if_fail (term != NULL && meaning != NULL, NULL);

  pair = make_pair (term, meaning);
  return vb_store_run_sync (store, VB_LANE_WRITE, add_job, pair, cancellable, error);
}

void
vb_synonym_add_async (VbStore *store, const char *term, const char *meaning,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (term != NULL && meaning != NULL);

  vb_store_run_async (store, VB_LANE_WRITE, add_job, make_pair (term, meaning),
                      (GDestroyNotify) g_strfreev, g_free, cancellable, callback, user_data);
}

char *
vb_synonym_add_finish (VbStore *store, GAsyncResult *result, GError **error)
{
  return vb_store_run_finish (store, result, error);
}

static gpointer
remove_job (VbDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *id = data;

  if (!write_synonym (db, "UPDATE synonym SET removed = 1 "
                          "WHERE id = ?1 AND shipped = 1 AND removed = 0", id, NULL, error))
    return NULL;
  if (_vb_database_changes (db) == 0
      && !write_synonym (db, "DELETE FROM synonym WHERE id = ?1 AND shipped = 0", id, NULL, error))
    return NULL;
  if (_vb_database_changes (db) == 0)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such synonym");
  else if (!_vb_rows_log (db, VB_EVENT_DELETE, 'D', "synonym", id, NULL, error))
    g_debug ("A synonym was not taken away");
  return NULL;
}

gboolean
vb_synonym_remove_sync (VbStore *store, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *copy = g_strdup (id);
  GError *failure = NULL;

  g_return_val_if_fail (id != NULL, FALSE);

  vb_store_run_sync (store, VB_LANE_WRITE, remove_job, copy, cancellable, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

void
vb_synonym_remove_async (VbStore *store, const char *id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (id != NULL);

  vb_store_run_async (store, VB_LANE_WRITE, remove_job, g_strdup (id), g_free, NULL, cancellable,
                      callback, user_data);
}

gboolean
vb_synonym_remove_finish (VbStore *store, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;

  vb_store_run_finish (store, result, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
