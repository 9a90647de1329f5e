/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The vocabulary: every word in the index once, with how many documents have it. It answers what
 * an index of documents cannot: which words are forms of a word, begin with it, hold it as a
 * part, or look like it. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-private.h"

#include <string.h>

/* ---------------------------------------------------------------- counting */

typedef struct
{
  int names, services, entries;
} Change;

struct _VbWordCounts
{
  GHashTable *changes; /* word in chunk to Change in array, by index + 1 */
  GStringChunk *chunk;
  GArray *all;
};

VbWordCounts *
_vb_word_counts_new (void)
{
  VbWordCounts *self = g_new0 (VbWordCounts, 1);

  self->changes = g_hash_table_new (g_str_hash, g_str_equal);
  self->chunk = g_string_chunk_new (65536);
  self->all = g_array_new (FALSE, TRUE, sizeof (Change));
  return self;
}

void
_vb_word_counts_free (VbWordCounts *self)
{
  g_hash_table_unref (self->changes);
  g_string_chunk_free (self->chunk);
  g_array_unref (self->all);
  g_free (self);
}

guint
_vb_word_counts_size (VbWordCounts *self)
{
  return g_hash_table_size (self->changes);
}

static Change *
find_change (VbWordCounts *self, const char *word)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->changes, word));

  if (index == 0)
    {
      g_array_set_size (self->all, self->all->len + 1);
      index = self->all->len;
      g_hash_table_insert (self->changes, g_string_chunk_insert (self->chunk, word),
                           GUINT_TO_POINTER (index));
    }
  return &g_array_index (self->all, Change, index - 1);
}

void
_vb_word_counts_add (VbWordCounts *self, const char *tokens, int by)
{
  char word[VB_WORD_MAX + 18];
  const char *p = tokens;

  while (*p != '\0')
    {
      const char *end = p + strcspn (p, " ");
      gsize n = MIN ((gsize) (end - p), sizeof word - 1);

      if (n > 1 && (*p == VB_TIER_NAME || *p == VB_TIER_ANY || *p == VB_TIER_ENTRY))
        {
          Change *change;

          memcpy (word, p + 1, n - 1);
          word[n - 1] = '\0';
          change = find_change (self, word);
          if (*p == VB_TIER_NAME)
            change->names += by;
          else if (*p == VB_TIER_ANY)
            change->services += by;
          else
            change->entries += by;
        }
      p = *end != '\0' ? end + 1 : end;
    }
}

/* ---------------------------------------------------------------- three letters in a row */

/* @word decoded, with a mark before it and one behind, so that its first and last letters count. */
static guint
decode (const char *word, gunichar *letters, gboolean marks)
{
  guint n = 0;

  if (marks)
    letters[n++] = '^';
  for (; *word != '\0' && n < VB_WORD_MAX + 1; word = g_utf8_next_char (word))
    letters[n++] = g_utf8_get_char (word);
  if (marks)
    letters[n++] = '$';
  return n;
}

static gint64
gram_at (const gunichar *letters)
{
  return (gint64) letters[0] << 42 | (gint64) letters[1] << 21 | (gint64) letters[2];
}

static void
append_number (GByteArray *bytes, guint64 number)
{
  guint8 out[10];
  guint n = 0;

  do
    {
      out[n] = number & 0x7f;
      number >>= 7;
      if (number != 0)
        out[n] |= 0x80;
      n++;
    }
  while (number != 0);
  g_byte_array_append (bytes, out, n);
}

/* Reads the next id behind @last; 0 at the end or when the bytes make no sense. */
static guint64
read_number (const guint8 **p, const guint8 *end, guint64 last)
{
  guint64 number = 0;
  guint shift = 0;

  while (*p < end && shift < 63)
    {
      guint8 byte = *(*p)++;

      number |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return number != 0 ? last + number : 0;
      shift += 7;
    }
  return 0;
}

typedef struct
{
  guint64 first, last;
  GByteArray *bytes; /* differences after the first */
} NewIds;

static void
new_ids_free (gpointer data)
{
  NewIds *self = data;

  g_byte_array_unref (self->bytes);
  g_free (self);
}

static void
note_grams (GHashTable *grams, const char *word, guint64 id)
{
  gunichar letters[VB_WORD_MAX + 3];
  guint n = decode (word, letters, TRUE);
  guint i;

  for (i = 0; i + 2 < n; i++)
    {
      gint64 gram = gram_at (letters + i);
      NewIds *ids = g_hash_table_lookup (grams, &gram);

      if (ids == NULL)
        {
          gint64 *key = g_new (gint64, 1);

          *key = gram;
          ids = g_new0 (NewIds, 1);
          ids->bytes = g_byte_array_new ();
          ids->first = ids->last = id;
          g_hash_table_insert (grams, key, ids);
        }
      else if (ids->last != id)
        {
          append_number (ids->bytes, id - ids->last);
          ids->last = id;
        }
    }
}

/* What is there already of the words that have these letters. */
static gboolean
read_gram (VbDatabase *db, gint64 gram, guint64 *last, GByteArray *words, GError **error)
{
  g_autoptr(VbStatement) select = NULL;
  int code;

  select = _vb_database_prepare (db, "SELECT last, words FROM search_gram WHERE gram = ?", error);
  if (select == NULL)
    return FALSE;
  _vb_bind_int (select, 1, gram);
  code = _vb_database_step (db, select, error);
  if (code == SQLITE_ROW)
    {
      *last = sqlite3_column_int64 (select, 0);
      g_byte_array_append (words, sqlite3_column_blob (select, 1),
                           sqlite3_column_bytes (select, 1));
    }
  return code >= 0;
}

#define GRAM " INTO search_gram (gram, last, words) VALUES (?1, ?2, ?3)"

static gboolean
write_gram (VbDatabase *db, gint64 gram, const NewIds *ids, gboolean first, GError **error)
{
  g_autoptr(VbStatement) replace = NULL;
  g_autoptr(GByteArray) words = g_byte_array_new ();
  guint64 last = 0;

  if (!first && !read_gram (db, gram, &last, words, error))
    return FALSE;
  append_number (words, ids->first - last);
  g_byte_array_append (words, ids->bytes->data, ids->bytes->len);
  replace = _vb_database_prepare (db, first ? "INSERT" GRAM : "INSERT" GRAM " ON CONFLICT (gram) "
                                      "DO UPDATE SET last = excluded.last, "
                                      "words = excluded.words", error);
  if (replace == NULL)
    return FALSE;
  _vb_bind_int (replace, 1, gram);
  _vb_bind_int (replace, 2, ids->last);
  sqlite3_bind_blob64 (replace, 3, words->data, words->len, SQLITE_STATIC);
  return _vb_database_run (db, replace, error);
}

/* ---------------------------------------------------------------- writing */

typedef struct
{
  VbDatabase *db;
  VbStatement *update, *insert, *prune;
  GHashTable *grams;
  guint64 next_id;
  gboolean first; /* there is no vocabulary yet */
} Writing;

static int
compare_grams (gconstpointer a, gconstpointer b)
{
  gint64 x = **(const gint64 *const *) a, y = **(const gint64 *const *) b;

  return x < y ? -1 : x > y;
}

static gboolean
write_grams (Writing *self, GError **error)
{
  g_autofree gpointer *grams = NULL;
  guint n, i;

  grams = g_hash_table_get_keys_as_array (self->grams, &n);
  if (n > 0)
    qsort (grams, n, sizeof *grams, compare_grams);
  for (i = 0; i < n; i++)
    if (!write_gram (self->db, *(gint64 *) grams[i],
                     g_hash_table_lookup (self->grams, grams[i]), self->first, error))
      return FALSE;
  return TRUE;
}

static gboolean
update_word (Writing *self, const char *word, const Change *change, gboolean *known,
             GError **error)
{
  _vb_bind_borrowed (self->update, 1, word);
  _vb_bind_int (self->update, 2, change->names);
  _vb_bind_int (self->update, 3, change->services);
  _vb_bind_int (self->update, 4, change->entries);
  if (!_vb_database_run (self->db, self->update, error))
    return FALSE;
  sqlite3_reset (self->update);
  *known = _vb_database_changes (self->db) > 0;
  if (!*known || (change->names >= 0 && change->services >= 0 && change->entries >= 0))
    return TRUE;

  /* What no document has any more is not kept either. */
  _vb_bind_borrowed (self->prune, 1, word);
  if (!_vb_database_run (self->db, self->prune, error))
    return FALSE;
  sqlite3_reset (self->prune);
  return TRUE;
}

static gboolean
write_word (Writing *self, const char *word, const Change *change, GError **error)
{
  gboolean known = FALSE;

  if (!self->first && !update_word (self, word, change, &known, error))
    return FALSE;
  if (known || (change->names <= 0 && change->services <= 0 && change->entries <= 0))
    return TRUE;
  _vb_bind_borrowed (self->insert, 1, word);
  _vb_bind_int (self->insert, 2, self->next_id);
  _vb_bind_text (self->insert, 3, vb_stemmer_stem (_vb_search_state (self->db)->stemmer, word));
  _vb_bind_int (self->insert, 4, MAX (change->names, 0));
  _vb_bind_int (self->insert, 5, MAX (change->services, 0));
  _vb_bind_int (self->insert, 6, MAX (change->entries, 0));
  if (!_vb_database_run (self->db, self->insert, error))
    return FALSE;
  sqlite3_reset (self->insert);
  note_grams (self->grams, word, self->next_id++);
  return TRUE;
}

typedef struct
{
  const char *word;
  const Change *change;
} Entry;

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Entry *) a)->word, ((const Entry *) b)->word);
}

static gboolean
write_all (VbWordCounts *self, Writing *writing, GError **error)
{
  guint n = g_hash_table_size (self->changes);
  g_autofree Entry *entries = g_new (Entry, n);
  GHashTableIter iter;
  gpointer word, index;
  guint i;

  g_hash_table_iter_init (&iter, self->changes);
  for (i = 0; g_hash_table_iter_next (&iter, &word, &index); i++)
    entries[i] = (Entry) { word,
                           &g_array_index (self->all, Change, GPOINTER_TO_UINT (index) - 1) };
  /* In the order of the table, which then is written from front to back. */
  if (n > 0)
    qsort (entries, n, sizeof *entries, compare_words);
  for (i = 0; i < n; i++)
    if (!write_word (writing, entries[i].word, entries[i].change, error))
      return FALSE;
  return write_grams (writing, error);
}

/* Ids are never used again, since the lists of three letters keep those of words that went. */
static gboolean
next_id (VbDatabase *db, guint64 *id, GError **error)
{
  g_autofree char *stored = NULL;

  if (!_vb_database_get_setting (db, "search_word_id", &stored, error))
    return FALSE;
  *id = stored != NULL ? g_ascii_strtoull (stored, NULL, 10) : 1;
  return TRUE;
}

gboolean
_vb_word_counts_write (VbWordCounts *self, VbDatabase *db, GError **error)
{
  g_autoptr(VbStatement) update = NULL;
  g_autoptr(VbStatement) insert = NULL;
  g_autoptr(VbStatement) prune = NULL;
  g_autoptr(GHashTable) grams = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                       new_ids_free);
  Writing writing = { .db = db, .grams = grams };
  guint64 first;
  char id[24];

  if (!next_id (db, &first, error))
    return FALSE;
  writing.next_id = first;
  writing.first = first == 1; /* nothing ever had an id */
  update = _vb_database_prepare (db, "UPDATE search_word SET names = max (names + ?2, 0), "
                                     "services = max (services + ?3, 0), "
                                     "entries = max (entries + ?4, 0) WHERE word = ?1", error);
  insert = update == NULL ? NULL
    : _vb_database_prepare (db, "INSERT INTO search_word (word, id, stem, names, services, entries)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  prune = insert == NULL ? NULL
    : _vb_database_prepare (db, "DELETE FROM search_word WHERE word = ?1 AND names = 0 "
                                "AND services = 0 AND entries = 0", error);
  if (prune == NULL)
    return FALSE;
  writing.update = update;
  writing.insert = insert;
  writing.prune = prune;
  if (!write_all (self, &writing, error))
    return FALSE;

  g_hash_table_remove_all (self->changes);
  g_string_chunk_clear (self->chunk);
  g_array_set_size (self->all, 0);
  if (writing.next_id == first)
    return TRUE;
  g_snprintf (id, sizeof id, "%" G_GUINT64_FORMAT, writing.next_id);
  return _vb_database_set_setting (db, "search_word_id", id, error);
}

/* ---------------------------------------------------------------- finding */

void
_vb_word_use_clear (VbWordUse *self)
{
  g_clear_pointer (&self->word, g_free);
}

#define USE "word, names, services, entries"

static void
read_use (VbStatement *row, VbWordUse *use)
{
  use->word = g_strdup (_vb_column_text (row, 0));
  use->names = sqlite3_column_int (row, 1);
  use->services = sqlite3_column_int (row, 2);
  use->entries = sqlite3_column_int (row, 3);
  use->distance = 0;
}

gboolean
_vb_words_look_up (VbDatabase *db, const char *word, VbWordUse *use, gboolean *known,
                   GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT " USE " FROM search_word WHERE word = ?", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, word);
  code = _vb_database_step (db, statement, error);
  *known = code == SQLITE_ROW;
  if (*known)
    read_use (statement, use);
  return code >= 0;
}

gboolean
_vb_words_find_stem (VbDatabase *db, const char *stem, GArray *found, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT " USE " FROM search_word WHERE stem = ? LIMIT 64", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, stem);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbWordUse use;

      read_use (statement, &use);
      g_array_append_val (found, use);
    }
  return code >= 0;
}

/* The most used words of a long list, the others not even copied. */
typedef struct
{
  GArray *found;
  guint from;
  guint least;      /* index of the one that goes first */
  int least_used;
} MostUsed;

static void
find_least (MostUsed *self)
{
  guint i;

  self->least_used = G_MAXINT;
  for (i = self->from; i < self->found->len; i++)
    {
      const VbWordUse *use = &g_array_index (self->found, VbWordUse, i);

      if ((int) (use->services + use->entries) < self->least_used)
        {
          self->least = i;
          self->least_used = (int) (use->services + use->entries);
        }
    }
}

#define MOST_USED 24
#define MAX_PREFIX_WORDS 3000

static void
keep_if_used (MostUsed *self, VbStatement *row)
{
  VbWordUse use;

  if (self->found->len - self->from < MOST_USED)
    {
      read_use (row, &use);
      g_array_append_val (self->found, use);
      if (self->found->len - self->from == MOST_USED)
        find_least (self);
    }
  else if (sqlite3_column_int (row, 2) + sqlite3_column_int (row, 3) > self->least_used)
    {
      _vb_word_use_clear (&g_array_index (self->found, VbWordUse, self->least));
      read_use (row, &g_array_index (self->found, VbWordUse, self->least));
      find_least (self);
    }
}

gboolean
_vb_words_find_prefix (VbDatabase *db, const char *prefix, GArray *found, VbPrefixUse *use,
                       GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT " USE " FROM search_word WHERE word >= ?1 AND word < ?2",
                          error);
  g_autofree char *end = g_strconcat (prefix, "\xf4\x8f\xbf\xbf", NULL);
  MostUsed most_used = { found, found->len, 0, 0 };
  int code;

  memset (use, 0, sizeof *use);
  use->complete = TRUE;
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, prefix);
  _vb_bind_text (statement, 2, end);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (use->words >= MAX_PREFIX_WORDS)
        {
          use->complete = FALSE;
          break;
        }
      use->words++;
      use->names += sqlite3_column_int (statement, 1);
      use->services += sqlite3_column_int (statement, 2);
      use->entries += sqlite3_column_int (statement, 3);
      keep_if_used (&most_used, statement);
    }
  return code >= 0;
}

/* ---------------------------------------------------------------- parts and likenesses */

typedef struct
{
  GBytes *bytes;
  guint n; /* at most: every id takes a byte or more */
} GramList;

static void
gram_list_clear (gpointer data)
{
  g_clear_pointer (&((GramList *) data)->bytes, g_bytes_unref);
}

static int
compare_lists (gconstpointer a, gconstpointer b)
{
  const GramList *x = a, *y = b;

  return x->n < y->n ? -1 : x->n > y->n;
}

/* The lists of the grams of @letters, shortest first; a gram that no word has gives an empty one.
 */
static gboolean
read_lists (VbDatabase *db, const gunichar *letters, guint n, GArray *lists, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT words FROM search_gram WHERE gram = ?", error);
  guint i;

  if (statement == NULL)
    return FALSE;
  for (i = 0; i + 2 < n; i++)
    {
      GramList list = { NULL, 0 };
      int code;

      _vb_bind_int (statement, 1, gram_at (letters + i));
      code = _vb_database_step (db, statement, error);
      if (code < 0)
        return FALSE;
      if (code == SQLITE_ROW)
        {
          list.n = sqlite3_column_bytes (statement, 0);
          list.bytes = g_bytes_new (sqlite3_column_blob (statement, 0), list.n);
        }
      else
        list.bytes = g_bytes_new (NULL, 0);
      g_array_append_val (lists, list);
      sqlite3_reset (statement);
    }
  g_array_sort (lists, compare_lists);
  return TRUE;
}

static gboolean
read_word (VbDatabase *db, guint64 id, VbWordUse *use, gboolean *known, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT " USE " FROM search_word WHERE id = ?", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, id);
  code = _vb_database_step (db, statement, error);
  *known = code == SQLITE_ROW;
  if (*known)
    read_use (statement, use);
  return code >= 0;
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const VbWordUse *x = a, *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  if (x->services + x->entries != y->services + y->entries)
    return x->services + x->entries > y->services + y->entries ? -1 : 1;
  return strcmp (x->word, y->word);
}

static void
keep_best (GArray *found, guint from, guint limit)
{
  guint i;

  if (found->len > from)
    qsort (&g_array_index (found, VbWordUse, from), found->len - from, sizeof (VbWordUse),
           compare_use);
  for (i = from + limit; i < found->len; i++)
    _vb_word_use_clear (&g_array_index (found, VbWordUse, i));
  if (found->len > from + limit)
    g_array_set_size (found, from + limit);
}

/* Whether @part stands in @word the way one word stands in another: not at the front (that is a
 * prefix), and behind something that can be a word. */
static gboolean
is_part (const char *word, const char *part)
{
  const char *at = strstr (word + 1, part);
  gsize n = strlen (part);

  for (; at != NULL; at = strstr (at + 1, part))
    {
      glong before = g_utf8_strlen (word, at - word);

      if (before >= 3 && (n >= 6 || at[n] == '\0'))
        return TRUE;
    }
  return FALSE;
}

#define MAX_LOOKS 240 /* words read by id */

gboolean
_vb_words_find_part (VbDatabase *db, const char *part, guint limit, GArray *found, GError **error)
{
  g_autoptr(GArray) lists = g_array_new (FALSE, FALSE, sizeof (GramList));
  gunichar letters[VB_WORD_MAX + 3];
  guint n = decode (part, letters, FALSE);
  guint from = found->len;
  const guint8 *p, *q, *p_end, *q_end;
  guint64 id = 0, other = 0;
  guint looks = 0;
  gsize size;

  if (n < 4)
    return TRUE;
  g_array_set_clear_func (lists, gram_list_clear);
  if (!read_lists (db, letters, n, lists, error))
    return FALSE;

  /* The two shortest lists together say nearly as much as all of them. */
  p = g_bytes_get_data (g_array_index (lists, GramList, 0).bytes, &size);
  p_end = p + size;
  q = g_bytes_get_data (g_array_index (lists, GramList, 1).bytes, &size);
  q_end = q + size;
  while ((id = read_number (&p, p_end, id)) != 0 && looks < MAX_LOOKS)
    {
      VbWordUse use;
      gboolean known;

      while (other < id && (other = read_number (&q, q_end, other)) != 0)
        ;
      if (other == 0)
        break;
      if (other != id)
        continue;
      looks++;
      if (!read_word (db, id, &use, &known, error))
        return FALSE;
      if (known && is_part (use.word, part))
        g_array_append_val (found, use);
      else if (known)
        _vb_word_use_clear (&use);
    }
  keep_best (found, from, limit);
  return TRUE;
}

/* How many errors are forgiven: short words are too close to each other. */
static guint
forgiven (guint letters)
{
  return letters < 4 ? 0 : letters < 8 ? 1 : 2;
}

typedef struct
{
  guint64 id;
  guint shared;
} Likeness;

static int
compare_likeness (gconstpointer a, gconstpointer b)
{
  const Likeness *x = a, *y = b;

  if (x->shared != y->shared)
    return x->shared > y->shared ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

static guint64
last_id (GArray *lists, guint n_lists)
{
  guint64 last = 0;
  guint i;

  for (i = 0; i < n_lists; i++)
    {
      gsize size;
      const guint8 *p = g_bytes_get_data (g_array_index (lists, GramList, i).bytes, &size);
      const guint8 *end = p + size;
      guint64 id = 0, next;

      while ((next = read_number (&p, end, id)) > id)
        id = next;
      last = MAX (last, id);
    }
  return last;
}

/* Ids are given one after the other, and a vocabulary of so many is larger than any language's. */
#define MAX_COUNTED (G_GUINT64_CONSTANT (1) << 24)

/* The words that are in @at_least of @lists; those in most come first. One count for every id there
 * is, side by side, is several times faster than a set of those that turn up. */
static GArray *
count_shared (GArray *lists, guint n_lists, guint at_least)
{
  guint64 last = MIN (last_id (lists, n_lists), MAX_COUNTED);
  g_autofree guint8 *counts = g_malloc0 (last + 1);
  GArray *likely = g_array_new (FALSE, FALSE, sizeof (Likeness));
  guint i;

  for (i = 0; i < n_lists; i++)
    {
      gsize size;
      const guint8 *p = g_bytes_get_data (g_array_index (lists, GramList, i).bytes, &size);
      const guint8 *end = p + size;
      guint64 id = 0, next;

      while ((next = read_number (&p, end, id)) > id && next <= last)
        {
          id = next;
          if (++counts[id] == at_least)
            {
              Likeness likeness = { id, 0 };

              g_array_append_val (likely, likeness);
            }
        }
    }
  for (i = 0; i < likely->len; i++)
    {
      Likeness *likeness = &g_array_index (likely, Likeness, i);

      likeness->shared = counts[likeness->id];
    }
  g_array_sort (likely, compare_likeness);
  return likely;
}

/* Three letters in a row that are in very many words cost much and say little. */
#define MAX_LIST_BYTES 6000
#define MAX_LISTS_BYTES 16000

gboolean
_vb_words_find_similar (VbDatabase *db, const char *word, gboolean open, guint limit,
                        GArray *found, GError **error)
{
  g_autoptr(GArray) lists = g_array_new (FALSE, FALSE, sizeof (GramList));
  g_autoptr(GArray) likely = NULL;
  gunichar letters[VB_WORD_MAX + 3];
  guint n = decode (word, letters, TRUE) - (open ? 1 : 0);
  guint errors = forgiven (n - (open ? 1 : 2));
  guint from = found->len;
  guint used = 0, bytes = 0, lost, i;

  if (errors == 0)
    return TRUE;
  g_array_set_clear_func (lists, gram_list_clear);
  if (!read_lists (db, letters, n, lists, error))
    return FALSE;
  for (used = 0; used < lists->len; used++)
    {
      guint size = g_array_index (lists, GramList, used).n;

      if (used >= 2 && (size > MAX_LIST_BYTES || bytes + size > MAX_LISTS_BYTES))
        break;
      bytes += size;
    }

  /* An error touches three of them, or four when letters are swapped. */
  lost = errors * 3 + (lists->len - used);
  likely = count_shared (lists, used, lists->len > lost ? MAX (lists->len - lost, 1) : 1);
  for (i = 0; i < likely->len && i < MAX_LOOKS; i++)
    {
      VbWordUse use;
      gboolean known;

      if (!read_word (db, g_array_index (likely, Likeness, i).id, &use, &known, error))
        return FALSE;
      if (!known)
        continue;
      use.distance = vb_word_distance (word, use.word, open, errors);
      if (use.distance > 0 && use.distance <= errors)
        g_array_append_val (found, use);
      else
        _vb_word_use_clear (&use);
    }
  keep_best (found, from, limit);
  return TRUE;
}
