/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The social map between organizations: which part of ours partners get, in editions with a number,
 * and what came of theirs. These block: for the command line and for threads. Times are
 * microseconds UTC. */

#include "core/model/vb-record.h"
#include "core/store/vb-messages.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* ------------------------------------------------------------------ what leaves */

/**
 * VbMapChoice:
 *
 * What may leave: each id is of a record that is there now.
 */
typedef struct
{
  GHashTable *services;      /* id to name */
  GHashTable *organizations; /* the same: those that were chosen whole */
  gboolean checked;          /* everything that was checked here comes along */
  char *title;               /* (nullable): what the map is called */
} VbMapChoice;

void         vb_map_choice_free       (VbMapChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMapChoice, vb_map_choice_free)

/**
 * vb_maps_choose:
 * @id: of an organization, with all it offers, or of a service
 * @in: whether partners get it with the next edition; %FALSE keeps a service at home whatever else
 *   would take it along
 *
 * Errors: %VB_ERROR_NOT_FOUND.
 */
gboolean     vb_maps_choose_sync      (VbStore *store, const char *id, gboolean in,
                                       GCancellable *cancellable, GError **error);
/* Whether everything that was checked here comes along, and what the map is called. @title:
 * (nullable): as it was */
gboolean     vb_maps_set_sync         (VbStore *store, gboolean checked, const char *title,
                                       GCancellable *cancellable, GError **error);
/* @extra: (nullable): as if this were chosen too */
VbMapChoice *vb_maps_read_choice_sync (VbStore *store, const char *extra,
                                       GCancellable *cancellable, GError **error);

/* A service that stands in an edition, or stood in one before. */
typedef struct
{
  char *id;
  char *name;          /* (nullable) of one that a partner withdrew */
  gint64 withdrawn_at; /* 0: it stands in it */
} VbMapService;

VbMapService *vb_map_service_new      (const char *id, const char *name, gint64 withdrawn_at);
void         vb_map_service_free      (VbMapService *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMapService, vb_map_service_free)

typedef struct
{
  gint64 number;       /* 0: nothing was ever published */
  char *title;         /* (nullable) */
  gint64 made_at;
  GBytes *package;     /* (nullable) */
  GPtrArray *services; /* of VbMapService, by id */
  GPtrArray *receivers; /* (element-type utf8): partners that have this edition */
} VbMapEdition;

void         vb_map_edition_free      (VbMapEdition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMapEdition, vb_map_edition_free)

VbMapEdition *vb_maps_get_edition_sync (VbStore *store, GCancellable *cancellable,
                                        GError **error);
/**
 * vb_maps_publish:
 * @package: the bytes that leave
 * @services: (element-type VbMapService): that stand in it
 * @is_new: (out): %FALSE: it is the same as the last edition, which stays
 *
 * Makes an edition of it. What stood in the one before and does not stand in this one is withdrawn.
 */
gboolean     vb_maps_publish_sync     (VbStore *store, const char *title, GBytes *package,
                                       GPtrArray *services, gint64 now, gboolean *is_new,
                                       GCancellable *cancellable, GError **error);
gboolean     vb_maps_note_sent_sync   (VbStore *store, const char *partner_id, gint64 number,
                                       gint64 now, GCancellable *cancellable, GError **error);

/* ------------------------------------------------------------------ what came in */

typedef enum
{
  VB_MAP_OFFERED,    /* it came, and nobody asked for it */
  VB_MAP_SUBSCRIBED, /* it stands on the map here, and is kept up to date */
  VB_MAP_DECLINED,   /* it is not kept up to date any more */
  VB_N_MAP_STATES
} VbMapState;

const char  *vb_map_state_get_code    (VbMapState state);

typedef struct
{
  char *partner_id;
  char *partner_name;  /* (nullable): their card is not here any more */
  VbMapState state;
  char *source_id;     /* what their entries stand under here */
  gint64 number;       /* 0: none came yet */
  char *title;         /* (nullable) */
  gint64 made_at;      /* 0: none came yet; so too the next */
  gint64 received_at;
  guint n_services;    /* that are on the map here */
  guint n_withdrawn;   /* of those */
  guint n_conflicts;   /* fields on which they say something else */
} VbPartnerMap;

void         vb_partner_map_free      (VbPartnerMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPartnerMap, vb_partner_map_free)

/* (transfer full) (element-type VbPartnerMap): by name; one that came, or was asked for */
GPtrArray   *vb_maps_list_sync        (VbStore *store, GCancellable *cancellable, GError **error);

/* A map that somebody known sent. */
typedef struct
{
  const char *partner_id;
  gint64 number;
  const char *title;    /* (nullable) */
  gint64 made_at;
  GPtrArray *withdrawn; /* of VbMapService */
  GBytes *head;
  GBytes *package;
  VbBatch *batch;       /* what is in it: changed by this */
  gboolean subscribe;   /* somebody here asked for it now: it is taken also when it was there */
} VbMapMail;

/**
 * vb_maps_take:
 * @arrival: (out): applied (also when it is kept for when somebody subscribes), known, refused (it
 *   contradicts one that came), or held: the partner is not verified
 *
 * Keeps a map, and when it is subscribed to brings it in as a source of its own: all of it, or
 * nothing. An edition that is not newer changes nothing. What somebody else brought, or was made
 * here, stays as it is: where they say something else it stands beside it, and nothing is hung
 * under it.
 */
gboolean     vb_maps_take_sync        (VbStore *store, const VbMapMail *mail, gint64 now,
                                       VbArrival *arrival, GCancellable *cancellable,
                                       GError **error);
/* @head, @package: (out) (nullable): as they came. @number: (out): of the edition; 0: none came */
gboolean     vb_maps_get_kept_sync    (VbStore *store, const char *partner_id, gint64 *number,
                                       gint64 *made_at, GBytes **head, GBytes **package,
                                       GCancellable *cancellable, GError **error);
/* Whether the partner that a service is of withdrew it.
 *
 * Returns: (transfer full) (nullable): it, with the name of the partner and when; %NULL without an
 *   error: no */
void         vb_maps_find_withdrawn_async  (VbStore *store, const char *service_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
VbMapService *vb_maps_find_withdrawn_finish (VbStore *store, GAsyncResult *result,
                                             GError **error);

/* Before anything came, too: it is brought in when it comes. Or not any more: what is here stays.
 * Errors: %VB_ERROR_NOT_FOUND. */
gboolean     vb_maps_subscribe_sync   (VbStore *store, const char *partner_id, gboolean subscribe,
                                       GCancellable *cancellable, GError **error);

G_END_DECLS
