/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the index. Records are read in batches of bounded size. FTS5 sorts what it is given by
 * docid in memory as long as the docids rise, so the new documents go in at the end, in order;
 * and since taking words out of pages one by one is slow, the word lists are written anew when
 * that is less work. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-private.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/store/vb-taxonomy.h"

#define BATCH 2048
#define MAX_WORD_CHANGES 200000 /* words whose counts are kept in memory at once */
/* Taking a document out costs about as much as putting this many in. */
#define DELETE_COST 40
#define DELETE_FEW 300

typedef struct
{
  VbDatabase *db;
  VbDocumentReader *reader;
  VbWordCounts *counts;
  GArray *fresh;       /* of gint64: docids whose words are to be put in */
  guint n_deleted;
  gint64 n_documents;  /* about */
  gboolean rewrite;    /* the word lists are made anew from all documents */
  gboolean first;      /* there are no documents yet: nothing is replaced */
  gint64 next_contact; /* 0: not known yet */
} Indexing;

static gboolean
indexing_init (Indexing *self, VbDatabase *db, gboolean rewrite, GError **error)
{
  gint64 first;

  memset (self, 0, sizeof *self);
  self->db = db;
  self->rewrite = rewrite;
  self->reader = _vb_document_reader_new (db);
  self->counts = _vb_word_counts_new ();
  self->fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!_vb_database_query_int (db, "SELECT NOT EXISTS (SELECT 1 FROM search_doc)", &first, error))
    return FALSE;
  self->first = first != 0;
  return _vb_database_query_int (db, "SELECT sum (n) FROM tally", &self->n_documents, error);
}

static void
indexing_clear (Indexing *self)
{
  _vb_document_reader_free (self->reader);
  _vb_word_counts_free (self->counts);
  g_array_unref (self->fresh);
}

/* ---------------------------------------------------------------- one document */

/* Contacts have no number of their own in this file. */
static gboolean
next_contact (Indexing *self, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;

  if (self->next_contact != 0)
    return TRUE;
  statement = _vb_database_prepare (self->db, "SELECT max (docid) FROM search_doc WHERE docid >= ?",
                                    error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, _vb_docid_end (VB_FOUND_ORGANIZATION));
  if (_vb_database_step (self->db, statement, error) != SQLITE_ROW)
    return FALSE;
  self->next_contact = (sqlite3_column_int64 (statement, 0) & VB_DOCID_NUMBER_MASK) + 1;
  return TRUE;
}

static gboolean
give_contact_docids (Indexing *self, GPtrArray *documents, GError **error)
{
  guint i;

  if (!next_contact (self, error))
    return FALSE;
  for (i = 0; i < documents->len; i++)
    {
      VbDocument *document = documents->pdata[i];

      if (!document->gone)
        document->docid = document->old_docid != 0
                            ? document->old_docid
                            : _vb_docid (VB_FOUND_FUNCTION, 0, self->next_contact++);
    }
  return TRUE;
}

static gboolean
has_moved (const VbDocument *document)
{
  return document->gone || document->docid != document->old_docid
    || g_strcmp0 (document->tokens, document->old_tokens) != 0;
}

/* ---------------------------------------------------------------- rows */

static gboolean
remove_rows (VbDatabase *db, gint64 docid, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM search_doc WHERE docid = ?",
    "DELETE FROM search_card WHERE docid = ?",
    "DELETE FROM search_hours WHERE docid = ?",
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql[i], error);

      if (statement == NULL)
        return FALSE;
      _vb_bind_int (statement, 1, docid);
      if (!_vb_database_run (db, statement, error))
        return FALSE;
    }
  return TRUE;
}

#define DOC " INTO search_doc (docid, kind, record_id, tokens) VALUES (?1, ?2, ?3, ?4)"

/* To replace, the engine keeps a copy of every page it touches until the statement is done. */
static gboolean
write_doc (Indexing *self, VbFoundKind kind, const VbDocument *document, GError **error)
{
  VbDatabase *db = self->db;
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, self->first ? "INSERT" DOC : "INSERT OR REPLACE" DOC, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, document->docid);
  _vb_bind_int (statement, 2, kind);
  _vb_bind_borrowed (statement, 3, document->record_id);
  _vb_bind_borrowed (statement, 4, document->tokens);
  return _vb_database_run (db, statement, error);
}

#define CARD " INTO search_card (docid, id, name, also, organization, tags, summary, area, " \
             "status, checked_at, places) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"

static gboolean
write_card (Indexing *self, const VbDocument *document, GError **error)
{
  VbDatabase *db = self->db;
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, self->first ? "INSERT" CARD : "INSERT OR REPLACE" CARD, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, document->docid);
  _vb_bind_borrowed (statement, 2, document->record_id);
  _vb_bind_borrowed (statement, 3, document->name != NULL ? document->name : "");
  _vb_bind_borrowed (statement, 4, document->also);
  _vb_bind_borrowed (statement, 5, document->organization);
  _vb_bind_borrowed (statement, 6, document->tags);
  _vb_bind_borrowed (statement, 7, document->summary);
  _vb_bind_borrowed (statement, 8, document->area);
  _vb_bind_borrowed (statement, 9, document->status);
  _vb_bind_borrowed (statement, 10, document->checked_at);
  _vb_bind_borrowed (statement, 11, document->places);
  return _vb_database_run (db, statement, error);
}

static gboolean
write_hours (VbDatabase *db, const VbDocument *document, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;

  if (document->opening == NULL && document->reach == NULL)
    {
      if (document->old_docid == 0)
        return TRUE;
      statement = _vb_database_prepare (db, "DELETE FROM search_hours WHERE docid = ?1", error);
    }
  else
    statement = _vb_database_prepare (db, "INSERT OR REPLACE INTO search_hours "
                                          "(docid, opening, reach) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, document->docid);
  if (document->opening != NULL || document->reach != NULL)
    {
      _vb_bind_borrowed (statement, 2, document->opening);
      _vb_bind_borrowed (statement, 3, document->reach);
    }
  return _vb_database_run (db, statement, error);
}

/* ---------------------------------------------------------------- words */

static gboolean
take_words_out (VbDatabase *db, gint64 docid, const char *tokens, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO search_text (search_text, rowid, tokens) "
                              "VALUES ('delete', ?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, docid);
  _vb_bind_text (statement, 2, tokens);
  return _vb_database_run (db, statement, error);
}

/* FTS5 takes its input in any order, and sorts it best when docids rise. */
static int
compare_old (gconstpointer a, gconstpointer b)
{
  const VbDocument *x = *(VbDocument *const *) a, *y = *(VbDocument *const *) b;

  return x->old_docid < y->old_docid ? -1 : x->old_docid > y->old_docid;
}

static int
compare_new (gconstpointer a, gconstpointer b)
{
  const VbDocument *x = *(VbDocument *const *) a, *y = *(VbDocument *const *) b;

  return x->docid < y->docid ? -1 : x->docid > y->docid;
}

static gboolean
remove_old (Indexing *self, GPtrArray *documents, GError **error)
{
  guint i;

  g_ptr_array_sort (documents, compare_old);
  for (i = 0; i < documents->len; i++)
    {
      VbDocument *document = documents->pdata[i];

      if (document->old_docid == 0 || !has_moved (document))
        continue;
      _vb_word_counts_add (self->counts, document->old_tokens, -1);
      self->n_deleted++;
      if (self->n_deleted > DELETE_FEW && self->n_deleted > self->n_documents / DELETE_COST)
        self->rewrite = TRUE;
      if (!self->rewrite
          && !take_words_out (self->db, document->old_docid, document->old_tokens, error))
        return FALSE;
      if (!remove_rows (self->db, document->old_docid, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_new (Indexing *self, VbFoundKind kind, GPtrArray *documents, GError **error)
{
  guint i;

  g_ptr_array_sort (documents, compare_new);
  for (i = 0; i < documents->len; i++)
    {
      VbDocument *document = documents->pdata[i];

      if (document->gone)
        continue;
      if (has_moved (document))
        {
          if (!write_doc (self, kind, document, error))
            return FALSE;
          _vb_word_counts_add (self->counts, document->tokens, 1);
          g_array_append_val (self->fresh, document->docid);
        }
      if (!write_card (self, document, error) || !write_hours (self->db, document, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
index_batch (Indexing *self, VbFoundKind kind, const char *const *ids, guint n, GError **error)
{
  g_autoptr(GPtrArray) documents = _vb_document_reader_read (self->reader, kind, ids, n, error);

  if (documents == NULL
      || (kind == VB_FOUND_FUNCTION && !give_contact_docids (self, documents, error)))
    return FALSE;
  if (!remove_old (self, documents, error) || !write_new (self, kind, documents, error))
    return FALSE;
  return _vb_word_counts_size (self->counts) < MAX_WORD_CHANGES
    || _vb_word_counts_write (self->counts, self->db, error);
}

static int
compare_docids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static gboolean
put_words_in (VbDatabase *db, VbStatement *read, VbStatement *write, GError **error)
{
  int code;

  while ((code = _vb_database_step (db, read, error)) == SQLITE_ROW)
    {
      sqlite3_bind_int64 (write, 1, sqlite3_column_int64 (read, 0));
      sqlite3_bind_text (write, 2, (const char *) sqlite3_column_text (read, 1),
                         sqlite3_column_bytes (read, 1), SQLITE_STATIC);
      if (!_vb_database_run (db, write, error))
        return FALSE;
      sqlite3_reset (write);
    }
  return code >= 0;
}

static gboolean
write_fresh (Indexing *self, VbStatement *write, GError **error)
{
  g_autoptr(VbStatement) read =
    _vb_database_prepare (self->db, "SELECT docid, tokens FROM search_doc WHERE docid = ?", error);
  guint i;

  if (read == NULL)
    return FALSE;
  g_array_sort (self->fresh, compare_docids);
  for (i = 0; i < self->fresh->len; i++)
    {
      _vb_bind_int (read, 1, g_array_index (self->fresh, gint64, i));
      if (!put_words_in (self->db, read, write, error))
        return FALSE;
      sqlite3_reset (read);
    }
  return TRUE;
}

static gboolean
write_anew (Indexing *self, VbStatement *write, GError **error)
{
  g_autoptr(VbStatement) read = NULL;

  if (!_vb_database_exec (self->db, "INSERT INTO search_text (search_text) VALUES ('delete-all')",
                          error))
    return FALSE;
  read = _vb_database_prepare (self->db, "SELECT docid, tokens FROM search_doc ORDER BY docid",
                               error);
  return read != NULL && put_words_in (self->db, read, write, error);
}

static gboolean
finish_indexing (Indexing *self, GError **error)
{
  g_autoptr(VbStatement) write =
    _vb_database_prepare (self->db, "INSERT INTO search_text (rowid, tokens) VALUES (?1, ?2)",
                          error);

  if (write == NULL || !_vb_word_counts_write (self->counts, self->db, error))
    return FALSE;
  return self->rewrite ? write_anew (self, write, error) : write_fresh (self, write, error);
}

/* ---------------------------------------------------------------- what changed */

static gboolean
index_ids (Indexing *self, VbFoundKind kind, const VbIds *ids, GError **error)
{
  guint n = ids->list->len;
  guint i;

  for (i = 0; i < n; i += BATCH)
    if (!index_batch (self, kind, (const char *const *) ids->list->pdata + i,
                      MIN (BATCH, n - i), error))
      return FALSE;
  return TRUE;
}

static gboolean
index_lists (VbDatabase *db, const VbMarked *marked, GError **error)
{
  Indexing indexing;
  gboolean ok;

  if (marked->services.list->len > BATCH)
    _vb_database_enlarge_cache (db);
  ok = indexing_init (&indexing, db, FALSE, error)
    && index_ids (&indexing, VB_FOUND_SERVICE, &marked->services, error)
    && index_ids (&indexing, VB_FOUND_ORGANIZATION, &marked->organizations, error)
    && index_ids (&indexing, VB_FOUND_FUNCTION, &marked->contacts, error)
    && finish_indexing (&indexing, error);
  indexing_clear (&indexing);
  return ok;
}

/* ---------------------------------------------------------------- everything */

/* In the order of the table, in which what hangs on a record mostly lies as well; a batch at a
 * time: the ids alone of a large map would be large. */
static gboolean
index_all (Indexing *self, VbFoundKind kind, const char *sql, GError **error)
{
  gint64 last = 0;

  for (;;)
    {
      g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(VbStatement) statement = _vb_database_prepare (self->db, sql, error);
      int code;

      if (statement == NULL)
        return FALSE;
      _vb_bind_int (statement, 1, last);
      _vb_bind_int (statement, 2, BATCH);
      while ((code = _vb_database_step (self->db, statement, error)) == SQLITE_ROW)
        {
          last = sqlite3_column_int64 (statement, 0);
          g_ptr_array_add (ids, g_strdup (_vb_column_text (statement, 1)));
        }
      if (code < 0)
        return FALSE;
      if (ids->len == 0)
        return TRUE;
      sqlite3_reset (statement);
      if (!index_batch (self, kind, (const char *const *) ids->pdata, ids->len, error))
        return FALSE;
    }
}

/* Into lists that are empty. */
static gboolean
index_everything (VbDatabase *db, GError **error)
{
  Indexing indexing;
  gboolean ok;

  _vb_database_enlarge_cache (db);
  ok = indexing_init (&indexing, db, TRUE, error)
    && index_all (&indexing, VB_FOUND_SERVICE,
                  "SELECT seq, id FROM service WHERE seq > ?1 ORDER BY seq LIMIT ?2", error)
    && index_all (&indexing, VB_FOUND_ORGANIZATION,
                  "SELECT seq, id FROM organization WHERE seq > ?1 ORDER BY seq LIMIT ?2", error)
    && index_all (&indexing, VB_FOUND_FUNCTION,
                  "SELECT rowid, id FROM contact WHERE rowid > ?1 ORDER BY rowid LIMIT ?2", error)
    && finish_indexing (&indexing, error);
  indexing_clear (&indexing);
  return ok;
}

gboolean
_vb_search_index_marked (VbDatabase *db, GError **error)
{
  VbMarked marked = { 0 };
  gboolean ok;

  _vb_ids_init (&marked.services);
  _vb_ids_init (&marked.organizations);
  _vb_ids_init (&marked.contacts);
  ok = _vb_search_take_marks (db, &marked, error)
    && (marked.all ? index_everything (db, error) : index_lists (db, &marked, error))
    && (!marked.synonyms || _vb_synonym_index (db, error));
  _vb_ids_clear (&marked.services);
  _vb_ids_clear (&marked.organizations);
  _vb_ids_clear (&marked.contacts);
  return ok;
}

static gboolean
rebuild (VbDatabase *db, GError **error)
{
  static const char sql_empty[] =
    "INSERT INTO search_text (search_text) VALUES ('delete-all');"
    "DELETE FROM search_doc; DELETE FROM search_card; DELETE FROM search_hours;"
    "DELETE FROM search_word; DELETE FROM search_gram; DELETE FROM search_synonym;"
    "DELETE FROM setting WHERE name IN ('search_version', 'search_word_id')";

  _vb_database_enlarge_cache (db);
  return _vb_database_exec (db, sql_empty, error)
    && index_everything (db, error)
    && _vb_synonym_index (db, error)
    && _vb_database_set_setting (db, "search_version", VB_SEARCH_VERSION, error)
    && _vb_search_forget_marks (db, error); /* what was noted is contained in everything */
}

static gpointer
rebuild_job (VbDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  if (rebuild (db, error))
    _vb_database_touch (db, VB_CHANGED_LOCAL);
  return NULL;
}

gboolean
vb_search_rebuild_sync (VbStore *store, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;

  vb_store_run_sync (store, VB_LANE_WRITE, rebuild_job, NULL, cancellable, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

void
vb_search_rebuild_async (VbStore *store, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  vb_store_run_async (store, VB_LANE_WRITE, rebuild_job, NULL, NULL, NULL, cancellable, callback,
                      user_data);
}

gboolean
vb_search_rebuild_finish (VbStore *store, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;

  vb_store_run_finish (store, result, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/* ---------------------------------------------------------------- when a store is opened */

/* Who holds a function and what something costs can change because a day begins. */
static gboolean
mark_what_began_or_ended (VbDatabase *db, const char *last, const char *today, GError **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "INSERT INTO temp.search_mark "
    "SELECT ?3, contact_id FROM holder "
    "WHERE (valid_from > ?1 AND valid_from <= ?2) OR (valid_to >= ?1 AND valid_to < ?2) "
    "UNION ALL "
    "SELECT ?4, service_id FROM cost_option WHERE valid_to >= ?1 AND valid_to < ?2", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, last);
  _vb_bind_text (statement, 2, today);
  _vb_bind_int (statement, 3, VB_MARK_CONTACT);
  _vb_bind_int (statement, 4, VB_MARK_SERVICE);
  return _vb_database_run (db, statement, error);
}

static gboolean
follow_the_calendar (VbDatabase *db, GError **error)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *last = NULL;

  if (!_vb_database_get_setting (db, "search_day", &last, error))
    return FALSE;
  if (g_strcmp0 (last, today) == 0)
    return TRUE;
  return (last == NULL || mark_what_began_or_ended (db, last, today, error))
    && _vb_database_set_setting (db, "search_day", today, error);
}

static gboolean
bring_up_to_date (VbDatabase *db, GError **error)
{
  g_autofree char *version = NULL;

  if (!_vb_taxonomy_ship (db, error) || !_vb_synonym_ship (db, error)
      || !_vb_database_get_setting (db, "search_version", &version, error))
    return FALSE;
  if (g_strcmp0 (version, VB_SEARCH_VERSION) != 0 && !rebuild (db, error))
    return FALSE;
  return follow_the_calendar (db, error);
}

gboolean
_vb_search_open (VbDatabase *db, GError **error)
{
  gboolean done;

  if (!_vb_search_watch (db, error) || !_vb_database_begin (db, TRUE, error))
    return FALSE;
  done = bring_up_to_date (db, error) && _vb_database_commit (db, error);
  if (!done)
    _vb_database_rollback (db);
  _vb_database_restore_cache (db);
  return done;
}
