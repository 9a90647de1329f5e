/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Finding in the social map: services while one types, and the search entry that finds everything.
 * What is typed is matched against names, organizations, tags and descriptions; word forms,
 * accents, parts of compounds, typing errors and the synonyms of vb-synonym.h count too. */

#include "core/model/vb-service-row.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbFacet:
 *
 * What results can be narrowed by. Values are the codes of the taxonomies that Verbinder brings
 * ("B17", "society", "walk-in") unless said otherwise. Several values of one facet mean any of
 * them, except for %VB_FACET_ACCESS, where a service must have them all.
 */
typedef enum
{
  VB_FACET_NEED,      /* B01 … B30 and what a practice adds */
  VB_FACET_DOMAIN,    /* body, mind, society, social */
  VB_FACET_DIMENSION, /* bodily-functions … daily-functioning */
  VB_FACET_AUDIENCE,  /* children, youth, adults, older-people, carers, … */
  VB_FACET_KIND,      /* formal, informal, residents-initiative */
  VB_FACET_ACCESS,    /* walk-in, no-indication, low-literacy, wheelchair, group, peer */
  VB_FACET_LANGUAGE,  /* ISO 639 code in lower case */
  VB_FACET_AREA,      /* CBS code: GM…, WK… or BU…; finds what serves it, lies in it or covers it */
  VB_FACET_STATUS,    /* active, inactive, defunct, temporarily closed */
  VB_FACET_TERM,      /* id of any taxonomy term */
  VB_N_FACETS
} VbFacet;

typedef enum
{
  VB_SEARCH_FREE = 1 << 0,          /* costs nothing */
  VB_SEARCH_OPEN_NOW = 1 << 1,
  VB_SEARCH_AVAILABLE_NOW = 1 << 2, /* one of its functions can be reached or visited now */
  VB_SEARCH_HAS_ROOM = 1 << 3,      /* reports free places */
  VB_SEARCH_FAVOURITES = 1 << 4,
  VB_SEARCH_STALE = 1 << 5,         /* not checked for a year, or never */
  VB_SEARCH_FRESH = 1 << 6,         /* the opposite */
  VB_SEARCH_CLOSED_TOO = 1 << 7     /* inactive and defunct services as well */
} VbSearchFlags;

typedef enum
{
  VB_SEARCH_BY_FIT, /* mixed with distance and freshness; without text: by freshness */
  VB_SEARCH_BY_DISTANCE,
  VB_SEARCH_BY_FRESHNESS,
  VB_SEARCH_BY_NAME
} VbSearchOrder;

/**
 * VbSearchQuery:
 *
 * A question. Make it with vb_search_query_new(), set the plain fields directly (texts are owned)
 * and the facets with vb_search_query_add(). It is copied when a search starts.
 */
typedef struct
{
  char *text;                    /* "" for no words */
  GPtrArray *facets[VB_N_FACETS]; /* (nullable): of char * */
  VbSearchFlags flags;
  VbSearchOrder order;
  char *folder;                  /* (nullable): only favourites in this folder */
  int age;                       /* in years; -1 for any */
  gboolean closer;               /* among equals what names it first, or describes it, goes first */
  gboolean has_point;            /* where the person is: */
  double latitude, longitude;    /* degrees */
  double within;                 /* metres from there at most; 0 for any */
  guint limit;                   /* rows wanted; 100 unless set */
  gint64 moment;                 /* seconds UTC that count as now; 0 for the clock */
} VbSearchQuery;

VbSearchQuery *vb_search_query_new   (const char *text);
VbSearchQuery *vb_search_query_copy  (const VbSearchQuery *self);
void           vb_search_query_free  (VbSearchQuery *self);
gboolean       vb_search_query_equal (const VbSearchQuery *self, const VbSearchQuery *other);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbSearchQuery, vb_search_query_free)

void           vb_search_query_add      (VbSearchQuery *self, VbFacet facet, const char *value);
void           vb_search_query_remove   (VbSearchQuery *self, VbFacet facet, const char *value);
gboolean       vb_search_query_has      (const VbSearchQuery *self, VbFacet facet,
                                         const char *value);
/* Whether there is anything but text. */
gboolean       vb_search_query_has_filter (const VbSearchQuery *self);

/**
 * vb_search_query_to_string:
 *
 * Writes text, filters and order as one line, for a saved search. The point where a person is
 * stays out.
 *
 * Returns: (transfer full): what vb_search_query_from_string() reads
 */
char          *vb_search_query_to_string   (const VbSearchQuery *self);
/* Errors: %VB_ERROR_INVALID_INPUT. Facets and flags of a later version are passed over. */
VbSearchQuery *vb_search_query_from_string (const char *text, GError **error);

/**
 * VbSearchResult:
 *
 * An answer. Each row's "reason" is one of the msgids of vb_search_list_reasons().
 */
typedef struct
{
  GPtrArray *rows;        /* of VbServiceRow, best first */
  guint total;            /* how many services fit */
  gboolean more;          /* @total is "at least": counting further was not worth the time */
  GPtrArray *left_out; /* of char *: words typed that were passed over, because nothing has all */
  double milliseconds;    /* what the search itself took */
} VbSearchResult;

void vb_search_result_free (VbSearchResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbSearchResult, vb_search_result_free)

/**
 * vb_search:
 *
 * Finds services. Runs in the store's reading lane. Cancel the search of the keystroke before when
 * starting the next one: it stops within a millisecond or so, with %G_IO_ERROR_CANCELLED.
 *
 * Any text is a valid question; nothing in it has a special meaning.
 *
 * Returns: (transfer full): the answer
 */
VbSearchResult *vb_search_sync   (VbStore *store, const VbSearchQuery *query,
                                  GCancellable *cancellable, GError **error);
void            vb_search_async  (VbStore *store, const VbSearchQuery *query,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
VbSearchResult *vb_search_finish (VbStore *store, GAsyncResult *result, GError **error);

/* (transfer none): NULL-terminated msgids of all reasons, each with at most one %s (reason-arg). */
const char *const *vb_search_list_reasons (void);

/* ------------------------------------------------------------------ everything */

typedef enum
{
  VB_FOUND_SERVICE,
  VB_FOUND_ORGANIZATION,
  VB_FOUND_FUNCTION /* a contact; by its function, its holder or the name a source gave */
} VbFoundKind;

typedef struct
{
  VbFoundKind kind;
  char *id;
  char *title;    /* plain text */
  char *subtitle; /* (nullable): plain text: organization, holder */
  char *markup;   /* @title as Pango markup, matched words in <b> */
} VbFound;

void vb_found_free (VbFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbFound, vb_found_free)

/**
 * vb_search_everywhere:
 * @text: as typed
 * @limit: 20 is a good number
 *
 * Finds services, organizations and functions with their holders.
 *
 * Returns: (transfer full) (element-type VbFound): best first
 */
GPtrArray *vb_search_everywhere_sync   (VbStore *store, const char *text, guint limit,
                                        GCancellable *cancellable, GError **error);
void       vb_search_everywhere_async  (VbStore *store, const char *text, guint limit,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_search_everywhere_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ what there is to choose */

typedef struct
{
  char *value; /* as vb_search_query_add() takes it */
  char *name;  /* (nullable): of the term or the area, as the source wrote it */
  char *name_en; /* (nullable): of a term, in English */
  guint count; /* services that carry it */
} VbFacetValue;

void vb_facet_value_free (VbFacetValue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbFacetValue, vb_facet_value_free)

/**
 * vb_search_list_facet:
 *
 * Returns: (transfer full) (element-type VbFacetValue): the values in use, by value
 */
GPtrArray *vb_search_list_facet_sync   (VbStore *store, VbFacet facet,
                                        GCancellable *cancellable, GError **error);
void       vb_search_list_facet_async  (VbStore *store, VbFacet facet,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_search_list_facet_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_search_list_known:
 *
 * Returns: (transfer full) (element-type VbFacetValue): the values that the lists of the store
 *   have, those that no service carries too, by value
 */
GPtrArray *vb_search_list_known_sync   (VbStore *store, VbFacet facet,
                                        GCancellable *cancellable, GError **error);
/* Ends with vb_search_list_facet_finish(). */
void       vb_search_list_known_async  (VbStore *store, VbFacet facet,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);

/* ------------------------------------------------------------------ the index */

/**
 * vb_search_rebuild:
 *
 * Makes the index anew from the records.
 *
 * Returns: whether it was made
 */
gboolean vb_search_rebuild_sync   (VbStore *store, GCancellable *cancellable, GError **error);
void     vb_search_rebuild_async  (VbStore *store, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean vb_search_rebuild_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
