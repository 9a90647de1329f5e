/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How the parts of the search work together; nobody else needs this.
 *
 *   marks     what a write job changed (triggers, in memory)
 *   sweep     queries over a batch of records, read side by side
 *   document  what a record says: its tokens, its card, its hours
 *   index     writes documents; words keeps the vocabulary beside them
 *   plan      what was typed: words, their forms and relatives, as expressions for FTS5
 *   match     how well a card answers, and why
 *   run       candidates from the index, best ones to rows
 */

#include "core/store/vb-connection-private.h"
#include "core/store/vb-search.h"
#include "core/store/vb-tokenizer.h"

G_BEGIN_DECLS

/* Raised whenever the same records give other tokens: every store then makes its index anew. */
#define VB_SEARCH_VERSION "5"

/* Begins a line of a card's tags that is a function or who fills it. */
#define VB_TAG_OF_FUNCTION "\t"

/* The name space of Verbinder's own taxonomies and synonyms. */
#define VB_SEARCH_ID_SPACE "6f1d3a52-7c1e-5b0e-9a53-2f5f0d8a7c11"

/* ------------------------------------------------------------------ docids */

#define VB_DOCID_KIND_SHIFT 56
#define VB_DOCID_DAY_SHIFT 40
#define VB_DOCID_NUMBER_MASK ((G_GINT64_CONSTANT (1) << VB_DOCID_DAY_SHIFT) - 1)
#define VB_DOCID_DAY_MAX 65535

static inline gint64
_vb_docid (VbFoundKind kind, guint day, gint64 number)
{
  return (gint64) kind << VB_DOCID_KIND_SHIFT
         | (gint64) (VB_DOCID_DAY_MAX - MIN (day, VB_DOCID_DAY_MAX)) << VB_DOCID_DAY_SHIFT
         | (number & VB_DOCID_NUMBER_MASK);
}

static inline gint64
_vb_docid_end (VbFoundKind kind)
{
  return (gint64) (kind + 1) << VB_DOCID_KIND_SHIFT;
}

/* Days since 1970 of a date that begins with YYYY-MM-DD; 0 when it does not. */
guint _vb_search_day (const char *date);

/* ------------------------------------------------------------------ state of a connection */

/* What a change in a table has to do with the index. */
typedef enum
{
  VB_MARK_SERVICE,
  VB_MARK_ORGANIZATION, /* itself, and what is under it */
  VB_MARK_CONTACT,
  VB_MARK_LOCATION,
  VB_MARK_SERVICE_AT_LOCATION,
  VB_MARK_AVAILABILITY, /* of a contact */
  VB_MARK_PROGRAM,
  VB_MARK_TERM,
  VB_MARK_PHONE,
  VB_MARK_ANY,          /* a service or a service at a location */
  VB_MARK_SERVICES_OF,  /* an organization, itself left out */
  VB_MARK_SYNONYM,
  VB_MARK_ALL,          /* everything, of a map of which nothing was ever indexed */
  VB_N_MARKS
} VbMark;

typedef struct
{
  VbStemmer *stemmer;
  gboolean watching; /* what changes is noted */
} VbSearchState;

/* (transfer none): lives as long as the connection */
VbSearchState *_vb_search_state (VbDatabase *db);

/* For the writing connection: notes from now on what changes. */
gboolean _vb_search_watch (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean _vb_search_forget_marks (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For a job that fills an empty map: as long as nothing was ever indexed, everything is marked with
 * one mark, and new rows are not noted one by one until they are indexed. Says nothing about a map
 * that was indexed before. Part of the running transaction, and undone with it. */
gboolean _vb_search_mark_all (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ids in the order in which they came, each once. */
typedef struct
{
  GStringChunk *text;
  GHashTable *known;
  GPtrArray *list; /* of const char * */
} VbIds;

void _vb_ids_init  (VbIds *self);
void _vb_ids_clear (VbIds *self);
void _vb_ids_add   (VbIds *self, const char *id);

/* What is to be indexed. */
typedef struct
{
  gboolean all; /* the lists are empty then */
  gboolean synonyms;
  VbIds services, organizations, contacts;
} VbMarked;

/* Turns the marks into ids and forgets them. */
gboolean _vb_search_take_marks (VbDatabase *db, VbMarked *marked,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Brings the index up to date with what is marked, in the running transaction. */
gboolean _vb_search_index_marked (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ------------------------------------------------------------------ tokens */

/* Where a word stands. */
#define VB_TIER_NAME 'n'
#define VB_TIER_MAIN 'm'    /* organization, tags */
#define VB_TIER_ANY 'a'
#define VB_TIER_INITIALS 'p'
#define VB_TIER_WHOLE 'w'   /* a name, its words run together; the digits of a phone number */
#define VB_NUMBER_MIN 6     /* fewer digits are no telephone number */
#define VB_TIER_ENTRY 'e'
#define VB_TIER_FACET 'f'

/* Letters of a name that are indexed by themselves, and first letters of any word. */
#define VB_INITIALS_MAX 3

/* Facets beyond those people choose by value. */
#define VB_TOKEN_LISTED "fs1"   /* open to new people */
#define VB_TOKEN_UNLISTED "fs0" /* inactive, defunct */
#define VB_TOKEN_FREE "fcfree"
#define VB_TOKEN_ROOM "froom"
#define VB_TOKEN_NATIONAL "fxnl"

/* The token of a facet's value; %FALSE when nothing is left of it. Areas have two: of what lies in
 * it, and of exactly it. */
gboolean _vb_facet_append       (GString *tokens, VbFacet facet, const char *value);
gboolean _vb_area_append_in     (GString *tokens, const char *code);
gboolean _vb_area_append_exact  (GString *tokens, const char *code);
/* (out caller-allocates): 16 bytes; upper case. Gives FALSE for what is no CBS code. */
gboolean _vb_area_normalize     (const char *code, char *normal);
/* The area that holds @code, in place: BU… to WK… to GM…; FALSE at the top. */
gboolean _vb_area_widen         (char *code);
char     _vb_facet_letter       (VbFacet facet);

/* Ages as tokens: the least number of blocks of 2^level years that make up the range. */
void     _vb_age_append_range   (GString *tokens, int from, int to);
void     _vb_age_append_blocks  (GString *tokens, int age, const char *before, const char *after);
/* Parts of a week: 0 to 27, Monday night first. */
void     _vb_part_append        (GString *tokens, char kind, int part);
/* Squares of some five kilometres. */
void _vb_cell_append (GString *tokens, double latitude, double longitude, int dx, int dy);

/* A set of tokens in the order they came. Where each stands in the text is kept by its hash. */
typedef struct
{
  GString *text;
  struct { guint32 hash, end; } *slots; /* end in the text; 0 for a free slot */
  guint n_slots;                        /* a power of two */
  guint n;
} VbTokens;

void _vb_tokens_init  (VbTokens *self);
void _vb_tokens_clear (VbTokens *self); /* for the next document */
void _vb_tokens_free  (VbTokens *self);
void _vb_tokens_add   (VbTokens *self, const char *token);
void _vb_tokens_add_n (VbTokens *self, const char *token, gsize n);
/* Appends a word to a name of at most VB_WORD_MAX bytes. */
void _vb_word_run_on  (char *whole, const VbTokenizer *word);
void _vb_tokens_add_word (VbTokens *self, char tier, const char *word);

/* ------------------------------------------------------------------ documents */

/* What is written for a record. Texts are owned. */
typedef struct
{
  gint64 docid;
  char *record_id;
  char *tokens;
  char *name;
  char *also;
  char *organization;
  char *tags;
  char *summary;
  char *area;
  char *status;
  char *checked_at;
  char *places;
  char *opening;
  char *reach;

  gint64 old_docid;  /* 0 when it was not there */
  char *old_tokens;  /* (nullable) */
  gboolean gone;     /* the record is no longer there */
} VbDocument;

void        _vb_document_free (VbDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDocument, _vb_document_free)

/* Reads documents, a batch at a time, as long as one job lasts. */
typedef struct _VbDocumentReader VbDocumentReader;

VbDocumentReader *_vb_document_reader_new  (VbDatabase *db);
void              _vb_document_reader_free (VbDocumentReader *self);
/* (transfer full) (element-type VbDocument): what the records say now, in the order of @ids, and
 * what the index has of them; gone is set where there is no record. NULL is a failure. */
GPtrArray        *_vb_document_reader_read (VbDocumentReader *self, VbFoundKind kind,
                                            const char *const *ids, guint n, GError **error);

/* Hours as one text: rules apart by \036, values apart by \037. */
void        _vb_hours_append_row  (GString *hours, VbStatement *row, guint first, guint n);
/* @now: minutes since local midnight and the date */
gboolean    _vb_hours_are_on      (char *hours, const char *date, int minute);
void        _vb_hours_append_parts (GString *tokens, char kind, const char *hours);

/* ------------------------------------------------------------------ sweeps */

/* A query over the batch: its first column is the number of the record, rising. */
typedef struct
{
  VbDatabase *db;
  VbStatement *statement;
  gint64 at; /* number of the row at hand */
} VbSweep;

typedef void (*VbSweepTake) (VbStatement *row, gpointer data);

/* Makes the tables of a batch in memory, once for a connection. */
gboolean _vb_sweep_prepare (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts a batch there: numbers and ids, and the places of services. */
gboolean _vb_sweep_fill  (VbDatabase *db, VbFoundKind kind, const char *const *ids, guint n,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @today: the value of a query that has one */
gboolean _vb_sweep_start (VbSweep *self, VbDatabase *db, const char *sql, const char *today,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Gives each row of record @n to @take; (nullable) @take: passes over them. */
gboolean _vb_sweep_take  (VbSweep *self, gint64 n, VbSweepTake take, gpointer data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void     _vb_sweep_end   (VbSweep *self);

/* ------------------------------------------------------------------ vocabulary */

/* Changes to the vocabulary, gathered while documents are written. */
typedef struct _VbWordCounts VbWordCounts;

VbWordCounts *_vb_word_counts_new   (void);
void          _vb_word_counts_free  (VbWordCounts *self);
/* @by: 1 for a document that comes, -1 for one that goes */
void          _vb_word_counts_add   (VbWordCounts *self, const char *tokens, int by);
guint         _vb_word_counts_size  (VbWordCounts *self);
gboolean      _vb_word_counts_write (VbWordCounts *self, VbDatabase *db,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbWordCounts, _vb_word_counts_free)

typedef struct
{
  char *word;
  guint names, services, entries; /* documents that have it */
  guint distance;                 /* of what was typed, for similar words */
} VbWordUse;

void     _vb_word_use_clear (VbWordUse *self);

/* Words are added to @found (of VbWordUse). */
gboolean _vb_words_find_stem    (VbDatabase *db, const char *stem, GArray *found, GError **error);
/* What the words that begin with something come to; of no more than the first so many, unless
 * complete. */
typedef struct
{
  guint words;
  guint64 names, services, entries;
  gboolean complete;
} VbPrefixUse;

/* Adds the most used words only. */
gboolean _vb_words_find_prefix  (VbDatabase *db, const char *prefix, GArray *found,
                                 VbPrefixUse *use, GError **error);
gboolean _vb_words_find_part    (VbDatabase *db, const char *part, guint limit, GArray *found,
                                 GError **error);
/* @open: @word may be the beginning of one */
gboolean _vb_words_find_similar (VbDatabase *db, const char *word, gboolean open, guint limit,
                                 GArray *found, GError **error);
gboolean _vb_words_look_up      (VbDatabase *db, const char *word, VbWordUse *use,
                                 gboolean *known, GError **error);

/* ------------------------------------------------------------------ synonyms */

/* Makes the lookup table anew from the synonyms. */
gboolean _vb_synonym_index (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): the stems of the words that count, apart by spaces */
char    *_vb_synonym_key   (VbStemmer *stemmer, const char *text);
/* @no: a word for no stands before it */
void     _vb_synonym_append_key (GString *key, const char *stem, gboolean no);
/* Brings in those that the program ships, when that has not been done. */
gboolean _vb_synonym_ship  (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
