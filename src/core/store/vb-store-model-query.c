/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists are read by key, not by number: from a row that is known, the index goes on in either
 * direction. Getting to a place far from any known row counts along the index once, and leaves
 * anchors behind for the next time. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-entity.h"
#include "core/store/vb-database-private.h"
#include "core/store/vb-rows-private.h"
#include "core/store/vb-store-model-private.h"

#define HOP 8192 /* rows between two anchors */
#define SUMMARY_MAX 160 /* characters */

/* Before and after every key there is. */
#define FIRST_KEY ""
#define LAST_KEY "\xff"

/* ------------------------------------------------------------------ plain values */

void
vb_anchor_clear (gpointer data)
{
  VbAnchor *anchor = data;

  g_clear_pointer (&anchor->name_key, g_free);
}

static void
row_free (gpointer data)
{
  VbRowRead *row = data;

  if (row == NULL)
    return;
  g_free (row->name_key);
  g_free ((char *) row->data.id);
  g_free ((char *) row->data.name);
  g_free ((char *) row->data.organization_name);
  g_free ((char *) row->data.summary);
  g_free ((char *) row->data.area);
  g_free ((char *) row->data.checked_at);
  g_free ((char *) row->data.status);
  g_free (row);
}

static void
spec_copy (VbListSpec       *self,
           const VbListSpec *other)
{
  self->kind = other->kind;
  self->argument = g_strdup (other->argument);
}

VbPageAsk *
_vb_page_ask_new (const VbListSpec *spec,
                  guint             position,
                  guint             n_items)
{
  VbPageAsk *ask = g_new0 (VbPageAsk, 1);

  spec_copy (&ask->spec, spec);
  ask->position = position;
  ask->n_items = n_items;
  return ask;
}

void
_vb_page_ask_free (gpointer data)
{
  VbPageAsk *ask = data;

  g_free (ask->spec.argument);
  vb_anchor_clear (&ask->from);
  vb_anchor_clear (&ask->back);
  g_free (ask);
}

void
_vb_page_answer_free (gpointer data)
{
  VbPageAnswer *answer = data;

  g_ptr_array_unref (answer->rows);
  g_array_unref (answer->anchors);
  g_free (answer);
}

VbLookAsk *
_vb_look_ask_new (const VbListSpec *spec,
                  gint64            stamp,
                  guint             n_items)
{
  VbLookAsk *ask = g_new0 (VbLookAsk, 1);

  spec_copy (&ask->spec, spec);
  ask->stamp = stamp;
  ask->n_items = n_items;
  ask->ids = g_ptr_array_new_with_free_func (g_free);
  return ask;
}

void
_vb_look_ask_free (gpointer data)
{
  VbLookAsk *ask = data;

  g_free (ask->spec.argument);
  g_ptr_array_unref (ask->ids);
  g_free (ask);
}

void
_vb_look_answer_free (gpointer data)
{
  VbLookAnswer *answer = data;

  g_ptr_array_unref (answer->rows);
  g_array_unref (answer->positions);
  g_clear_pointer (&answer->first, g_ptr_array_unref);
  g_free (answer);
}

/* ------------------------------------------------------------------ SQL */

#define CHECKED \
  "max (CASE WHEN s.assured_date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*' " \
  "THEN substr (s.assured_date, 1, 10) ELSE '' END, " \
  "coalesce ((SELECT max (substr (v.checked_at, 1, 10)) FROM verification v " \
  "WHERE v.resource_id = s.id), ''))"

/* Every statement names its service s and its list's argument ?3. */
static const char *
filter_of (VbListKind kind)
{
  switch (kind)
    {
    case VB_LIST_FAVOURITES:
      return " AND s.id IN (SELECT service_id FROM favourite WHERE ?3 IS NULL OR folder = ?3)";
    case VB_LIST_STALE:
      return " AND s.status IS NOT 'defunct' AND " CHECKED " < ?3";
    case VB_LIST_ORGANIZATION:
      return " AND s.organization_id = ?3";
    case VB_LIST_SOURCE:
      return " AND s.source_id = ?3";
    case VB_LIST_OFFERED:
      return " AND ?3 IS NULL AND s.status IS NOT 'defunct'";
    case VB_LIST_ALL:
    default:
      return " AND ?3 IS NULL";
    }
}

#define ROW_COLUMNS \
  "s.seq, s.name_key, s.id, s.name, o.name, substr (s.description, 1, 400), " \
  "coalesce ((SELECT a.name FROM service_area a WHERE a.service_id = s.id AND a.name IS NOT NULL " \
  "ORDER BY a.rowid LIMIT 1), (SELECT d.city FROM service_at_location p " \
  "JOIN location l ON l.id = p.location_id AND l.vb_confidential IS NOT '1' " \
  "JOIN address d ON d.location_id = l.id WHERE p.service_id = s.id ORDER BY p.rowid LIMIT 1)), " \
  CHECKED ", s.status, EXISTS (SELECT 1 FROM favourite f WHERE f.service_id = s.id)"
#define ROW_TABLES "FROM service s LEFT JOIN organization o ON o.id = s.organization_id"

static const char *
page_sql (VbListKind kind)
{
  return _vb_rows_sql ("SELECT " ROW_COLUMNS " " ROW_TABLES " WHERE (s.name_key, s.seq) >= (?1, "
                                                            "?2)%s "
                       "ORDER BY s.name_key, s.seq LIMIT ?4",
                       filter_of (kind));
}

static const char *
hop_sql (VbListKind kind,
         gboolean   back)
{
  if (back)
    return _vb_rows_sql ("SELECT s.name_key, s.seq FROM service s WHERE (s.name_key, s.seq) <= "
                         "(?1, ?2)%s "
                         "ORDER BY s.name_key DESC, s.seq DESC LIMIT 1 OFFSET ?4",
                         filter_of (kind));
  return _vb_rows_sql ("SELECT s.name_key, s.seq FROM service s WHERE (s.name_key, s.seq) >= (?1, "
                       "?2)%s "
                       "ORDER BY s.name_key, s.seq LIMIT 1 OFFSET ?4",
                       filter_of (kind));
}

static const char *
row_sql (VbListKind kind)
{
  return _vb_rows_sql ("SELECT " ROW_COLUMNS " " ROW_TABLES " WHERE s.id = ?1%s", filter_of (kind));
}

static const char *
between_sql (VbListKind kind)
{
  return _vb_rows_sql ("SELECT count(*) FROM service s WHERE (s.name_key, s.seq) >= (?1, ?2) "
                       "AND (s.name_key, s.seq) < (?4, ?5)%s", filter_of (kind));
}

/* The argument of the list; of stale ones the day from which a check counts. */
static void
bind_argument (VbStatement      *statement,
               const VbListSpec *spec,
               const char       *limit)
{
  if (spec->kind == VB_LIST_STALE)
    _vb_bind_text (statement, 3, limit);
  else if (spec->kind != VB_LIST_ALL && spec->kind != VB_LIST_OFFERED)
    _vb_bind_text (statement, 3, spec->argument);
}

static char *
fresh_limit (void)
{
  g_autofree char *today = vb_time_today ();

  return vb_fresh_limit (today);
}

/* ------------------------------------------------------------------ rows */

/* One line out of a description. */
static char *
make_summary (const char *text)
{
  g_autofree char *valid = NULL;
  char *end;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_isspace (*p))
      *p = ' ';
  g_strstrip (valid);
  if (*valid == '\0')
    return NULL;
  if (g_utf8_strlen (valid, -1) <= SUMMARY_MAX)
    return g_steal_pointer (&valid);
  end = g_utf8_offset_to_pointer (valid, SUMMARY_MAX);
  *end = '\0';
  return g_strconcat (valid, "…", NULL);
}

static VbRowRead *
read_row (VbStatement *statement,
          const char  *limit)
{
  VbRowRead *row = g_new0 (VbRowRead, 1);
  const char *checked = _vb_column_text (statement, 7);

  row->seq = sqlite3_column_int64 (statement, 0);
  row->name_key = g_strdup (_vb_column_text (statement, 1));
  row->data = (VbServiceRowData) {
    .seq = row->seq,
    .id = g_strdup (_vb_column_text (statement, 2)),
    .name = g_strdup (_vb_column_text (statement, 3)),
    .organization_name = g_strdup (_vb_column_text (statement, 4)),
    .summary = make_summary (_vb_column_text (statement, 5)),
    .area = g_strdup (_vb_column_text (statement, 6)),
    .checked_at = checked != NULL && *checked != '\0' ? g_strdup (checked) : NULL,
    .status = g_strdup (_vb_column_text (statement, 8)),
    .favourite = sqlite3_column_int (statement, 9),
    .distance = -1.0,
  };
  row->data.stale = row->data.checked_at == NULL || strcmp (row->data.checked_at, limit) < 0;
  return row;
}

static gboolean
read_page (VbDatabase        *db,
           const VbListSpec  *spec,
           const char        *name_key,
           gint64             seq,
           GPtrArray         *rows,
           GError           **error)
{
  g_autofree char *limit = fresh_limit ();
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, page_sql (spec->kind), error);
  int code;

  if (statement == NULL)
    return FALSE;
  /* The list keeps its rows, and in a large store each of them is on pages of its own. */
  _vb_database_forget_pages (db);
  _vb_bind_text (statement, 1, name_key);
  _vb_bind_int (statement, 2, seq);
  bind_argument (statement, spec, limit);
  _vb_bind_int (statement, 4, VB_PAGE_SIZE);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (rows, read_row (statement, limit));
  return code == SQLITE_DONE;
}

/* Every change of anything replicated moves it on: the state of the store that a list shows. */
static gboolean
read_stamp (VbDatabase  *db,
            gint64      *stamp,
            GError     **error)
{
  return _vb_database_query_int (db, "SELECT ifnull (max (seq), 0) FROM change", stamp, error);
}

/* ------------------------------------------------------------------ a page */

/* Goes @n rows on from @at, or back. FALSE without @error: there are not that many. */
static gboolean
hop (VbDatabase        *db,
     const VbListSpec  *spec,
     const char        *limit,
     gboolean           back,
     VbAnchor          *at,
     guint              n,
     GError           **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, hop_sql (spec->kind, back), error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, at->name_key);
  _vb_bind_int (statement, 2, at->seq);
  bind_argument (statement, spec, limit);
  _vb_bind_int (statement, 4, n);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  g_free (at->name_key);
  at->name_key = g_strdup (_vb_column_text (statement, 0));
  at->seq = sqlite3_column_int64 (statement, 1);
  at->position = back ? at->position - n : at->position + n;
  return TRUE;
}

/* Picks the nearest place to begin: a known row on either side, or an end of the list. */
static gboolean
choose_start (const VbPageAsk *ask,
              VbAnchor        *at)
{
  const VbAnchor *from = &ask->from;
  const VbAnchor *back = &ask->back;
  guint forward = from->name_key != NULL ? ask->position - from->position : ask->position;
  guint backward = back->name_key != NULL ? back->position - ask->position
                                          : ask->n_items - 1 - ask->position;

  if (forward <= backward)
    {
      *at = (VbAnchor) { from->name_key != NULL ? from->position : 0, from->seq,
                         g_strdup (from->name_key != NULL ? from->name_key : FIRST_KEY) };
      if (from->name_key == NULL)
        at->seq = G_MININT64;
      return FALSE;
    }
  *at = (VbAnchor) { back->name_key != NULL ? back->position : ask->n_items - 1,
                     back->name_key != NULL ? back->seq : G_MAXINT64,
                     g_strdup (back->name_key != NULL ? back->name_key : LAST_KEY) };
  return TRUE;
}

/* Goes to the row at ask->position, leaving anchors. */
static gboolean
go_to (VbDatabase  *db,
       VbPageAsk   *ask,
       VbAnchor    *at,
       GArray      *anchors,
       GError     **error)
{
  g_autofree char *limit = fresh_limit ();
  gboolean back = choose_start (ask, at);

  for (;;)
    {
      guint left = back ? at->position - ask->position : ask->position - at->position;
      guint n = MIN (left, HOP);
      VbAnchor copy;

      if (!hop (db, &ask->spec, limit, back, at, n, error))
        return FALSE;
      if (n == left)
        return TRUE;
      copy = (VbAnchor) { at->position, at->seq, g_strdup (at->name_key) };
      g_array_append_val (anchors, copy);
    }
}

gpointer
_vb_page_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  VbPageAsk *ask = data;
  VbPageAnswer *answer = g_new0 (VbPageAnswer, 1);
  VbAnchor at = { 0 };
  GError *failure = NULL;

  answer->position = ask->position;
  answer->rows = g_ptr_array_new_with_free_func (row_free);
  answer->anchors = g_array_new (FALSE, FALSE, sizeof (VbAnchor));
  g_array_set_clear_func (answer->anchors, vb_anchor_clear);
  if (read_stamp (db, &answer->stamp, &failure)
      && go_to (db, ask, &at, answer->anchors, &failure))
    (void) !read_page (db, &ask->spec, at.name_key, at.seq, answer->rows, &failure);
  vb_anchor_clear (&at);
  if (failure == NULL)
    return answer;
  _vb_page_answer_free (answer);
  g_propagate_error (error, failure);
  return NULL;
}

/* ------------------------------------------------------------------ a look at the whole */

static gboolean
count_all (VbDatabase        *db,
           const VbListSpec  *spec,
           guint             *n,
           GError           **error)
{
  g_autofree char *limit = fresh_limit ();
  g_autoptr(VbStatement) statement = NULL;

  if (spec->kind == VB_LIST_ALL)
    statement =
        _vb_database_prepare (db, "SELECT n FROM tally WHERE table_name = 'service'", error);
  else if (spec->kind == VB_LIST_OFFERED)
    statement = _vb_database_prepare (db,
                                      "SELECT n - (SELECT count(*) FROM service "
                                      "WHERE status = 'defunct') "
                                      "FROM tally WHERE table_name = 'service'",
                                      error);
  else
    statement = _vb_database_prepare (db, _vb_rows_sql ("SELECT count(*) FROM service s WHERE 1%s",
                                                        filter_of (spec->kind)), error);
  if (statement == NULL)
    return FALSE;
  bind_argument (statement, spec, limit);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Whether a row may have come, gone or moved since @stamp. Of lists that leave out more than what
 * closed for good only the store itself knows, so there the answer is always yes. */
static gboolean
may_have_moved (VbDatabase       *db,
                const VbLookAsk  *ask,
                gboolean         *moved,
                GError          **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  *moved = TRUE;
  if ((ask->spec.kind != VB_LIST_ALL && ask->spec.kind != VB_LIST_OFFERED) || ask->stamp < 0)
    return TRUE;
  statement = _vb_database_prepare (db,
                                    "SELECT 1 FROM change WHERE seq > ?1 AND table_name = "
                                    "'service' "
                                    "AND (action <> 'update' "
                                    "OR column_name IN ('name', 'status')) LIMIT 1",
                                    error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, ask->stamp);
  code = _vb_database_step (db, statement, error);
  *moved = code == SQLITE_ROW;
  return code >= 0;
}

static gboolean
read_known (VbDatabase    *db,
            VbLookAsk     *ask,
            VbLookAnswer  *answer,
            GError       **error)
{
  g_autofree char *limit = fresh_limit ();

  for (guint i = 0; i < ask->ids->len; i++)
    {
      g_autoptr(VbStatement) statement =
        _vb_database_prepare (db, row_sql (ask->spec.kind), error);
      int code;

      if (statement == NULL)
        return FALSE;
      _vb_bind_text (statement, 1, ask->ids->pdata[i]);
      bind_argument (statement, &ask->spec, limit);
      code = _vb_database_step (db, statement, error);
      if (code < 0)
        return FALSE;
      g_ptr_array_add (answer->rows, code == SQLITE_ROW ? read_row (statement, limit) : NULL);
    }
  return TRUE;
}

typedef struct
{
  guint index; /* in the order of ids */
  const VbRowRead *row;
} Ranked;

static int
by_key (gconstpointer a,
        gconstpointer b)
{
  const VbRowRead *first = ((const Ranked *) a)->row;
  const VbRowRead *second = ((const Ranked *) b)->row;
  int order = strcmp (first->name_key, second->name_key);

  return order != 0 ? order : (first->seq > second->seq) - (first->seq < second->seq);
}

static gboolean
count_between (VbDatabase       *db,
               const VbListSpec *spec,
               const char       *limit,
               const VbRowRead  *after, /* (nullable): from the beginning */
               const VbRowRead  *before,
               guint            *n,
               GError          **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, between_sql (spec->kind), error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, after != NULL ? after->name_key : FIRST_KEY);
  _vb_bind_int (statement, 2, after != NULL ? after->seq : G_MININT64);
  bind_argument (statement, spec, limit);
  _vb_bind_text (statement, 4, before->name_key);
  _vb_bind_int (statement, 5, before->seq);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Counts along the index from each known row to the next: one pass, however many there are. */
static gboolean
rank_known (VbDatabase    *db,
            VbLookAsk     *ask,
            VbLookAnswer  *answer,
            GError       **error)
{
  g_autofree char *limit = fresh_limit ();
  g_autoptr(GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  const VbRowRead *last = NULL;
  guint position = 0;

  for (guint i = 0; i < answer->rows->len; i++)
    {
      Ranked one = { i, answer->rows->pdata[i] };

      if (one.row != NULL)
        g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, by_key);
  for (guint i = 0; i < ranked->len; i++)
    {
      Ranked *one = &g_array_index (ranked, Ranked, i);
      guint n;

      if (!count_between (db, &ask->spec, limit, last, one->row, &n, error))
        return FALSE;
      position += n;
      g_array_index (answer->positions, guint, one->index) = position;
      last = one->row;
    }
  return TRUE;
}

static gboolean
look (VbDatabase    *db,
      VbLookAsk     *ask,
      VbLookAnswer  *answer,
      GError       **error)
{
  gboolean moved;

  if (!read_stamp (db, &answer->stamp, error)
      || !may_have_moved (db, ask, &moved, error)
      || !count_all (db, &ask->spec, &answer->n_items, error))
    return FALSE;
  if (ask->stamp < 0)
    {
      answer->first = g_ptr_array_new_with_free_func (row_free);
      return read_page (db, &ask->spec, FIRST_KEY, G_MININT64, answer->first, error);
    }
  if (!read_known (db, ask, answer, error))
    return FALSE;
  answer->moved = moved || answer->n_items != ask->n_items;
  if (!answer->moved)
    return TRUE;
  for (guint i = 0; i < ask->ids->len; i++)
    {
      guint gone = G_MAXUINT;

      g_array_append_val (answer->positions, gone);
    }
  return rank_known (db, ask, answer, error);
}

gpointer
_vb_look_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  VbLookAnswer *answer = g_new0 (VbLookAnswer, 1);

  answer->rows = g_ptr_array_new_with_free_func (row_free);
  answer->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  if (look (db, data, answer, error))
    return answer;
  _vb_look_answer_free (answer);
  return NULL;
}
