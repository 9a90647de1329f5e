/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* The access log: who did what to whose data, when (NEN 7513). Entries hold codes, ids and counts,
 * never content. They cannot be changed or removed, and each carries the hash of the one before:
 * whoever keeps the head of the chain elsewhere sees that nothing was taken out since.
 *
 * All functions run inside a job; append and prune inside a write job. */

#define VB_ACCESS_HASH_SIZE 32 /* bytes, BLAKE2b-256 */

/* What happened, for the column "event". */
#define VB_EVENT_CREATE "create"
#define VB_EVENT_READ "read"
#define VB_EVENT_SEARCH "search"
#define VB_EVENT_CHANGE "change"
#define VB_EVENT_DELETE "delete"
#define VB_EVENT_MERGE "merge"
#define VB_EVENT_IMPORT "import"
#define VB_EVENT_EXPORT "export"
#define VB_EVENT_PRINT "print"
#define VB_EVENT_COPY "copy"
#define VB_EVENT_BACKUP "backup"
#define VB_EVENT_RESTORE "restore"
#define VB_EVENT_CHECK "check"
#define VB_EVENT_REKEY "rekey"
#define VB_EVENT_LOG_READ "log-read"
#define VB_EVENT_LOG_PRUNE "log-prune"
#define VB_EVENT_LOG_SEAL "log-seal" /* a device signed the head; see vb-access-seal.h */
#define VB_EVENT_CLOCK_BACK "clock-back"
#define VB_EVENT_EMERGENCY "emergency"

typedef enum
{
  VB_OUTCOME_SUCCESS = 0,
  VB_OUTCOME_MINOR = 4,
  VB_OUTCOME_SERIOUS = 8,
  VB_OUTCOME_MAJOR = 12
} VbOutcome;

/**
 * VbAccessEntry:
 *
 * What the caller knows of an event; the rest (time, person at the keyboard, device, hash) is
 * added. Fields may be %NULL except @event.
 */
typedef struct
{
  const char *event;     /* a VB_EVENT_ code */
  char action;           /* 'C'reate, 'R'ead, 'U'pdate, 'D'elete, 'E'xecute */
  VbOutcome outcome;
  const char *purpose;
  const char *on_behalf_of;
  const char *object_type; /* table name */
  const char *object_id;
  const char *person_id; /* pseudonymous id of the person the data is about */
  const char *basis;     /* treatment relation or consent that allows it */
  const char *detail;    /* codes, ids and counts only */
} VbAccessEntry;

/**
 * VbAccessRecord:
 *
 * An entry as it stands in the log.
 */
typedef struct
{
  gint64 seq;
  gint64 at; /* microseconds UTC */
  char *event;
  char action;
  int outcome;
  char *user_id;
  char *user_name;
  char *role;
  char *purpose;
  char *on_behalf_of;
  char *device;
  char *object_type;
  char *object_id;
  char *person_id;
  char *basis;
  char *detail;
  guint8 hash[VB_ACCESS_HASH_SIZE];
} VbAccessRecord;

void vb_access_record_free (VbAccessRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbAccessRecord, vb_access_record_free)

/**
 * VbAccessFilter:
 *
 * Which entries; everything zero or %NULL: all of them.
 */
typedef struct
{
  gint64 from;           /* microseconds UTC, inclusive; 0: no bound */
  gint64 until;          /* exclusive; 0: no bound */
  const char *person_id; /* (nullable) */
  const char *user_id;   /* (nullable) */
  gint64 before_seq;     /* the next page: the seq of the last record of this one; 0: the newest */
} VbAccessFilter;

/**
 * VbAccessHead:
 *
 * The last entry. Kept outside the file (keyring, another device), it shows later whether the file
 * still contains everything it did.
 */
typedef struct
{
  gint64 seq; /* 0: the log is empty */
  guint8 hash[VB_ACCESS_HASH_SIZE];
} VbAccessHead;

typedef struct
{
  gint64 n_entries;
  gint64 first_seq;  /* of what is left after pruning */
  gint64 bad_seq;    /* 0: the chain is whole; else the first entry that does not fit */
  const char *why;   /* (nullable) untranslated message */
  gint64 n_seals;    /* how often a device signed; all of them fit */
  gint64 sealed_seq; /* the last time: which entry that is, */
  gint64 sealed_at;  /* microseconds UTC, */
  guint8 sealed_by[32]; /* and the public key of the device */
} VbAccessVerdict;

gboolean   vb_access_log_append   (VbDatabase *db, const VbAccessEntry *entry, GError **error);
GPtrArray *vb_access_log_list (VbDatabase *db, const VbAccessFilter *filter, guint limit,
                               GError **error);
gboolean   vb_access_log_get_head (VbDatabase *db, VbAccessHead *head, GError **error);
gboolean   vb_access_log_verify   (VbDatabase *db, VbAccessVerdict *verdict, GError **error);
gboolean   vb_access_log_contains (VbDatabase *db, const VbAccessHead *anchor, gboolean *contains,
                                   GError **error);
/* See vb-log-prune.h for all of it. */
gboolean vb_access_log_prune (VbDatabase *db, gint64 before, VbSecret *device_key,
                              gint64 *n_removed, GError **error);

/* VbAccessHead as text, to be kept elsewhere: "<seq>:<64 hexadecimal digits>". */
char      *vb_access_head_to_text   (const VbAccessHead *head);
gboolean   vb_access_head_from_text (const char *text, VbAccessHead *head);

G_END_DECLS
