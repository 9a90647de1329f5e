/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-access-overview.h"

#include "core/store/vb-database-private.h"

/* What stands between brackets is translated by whoever shows it. */
#define N_(text) text

/* What happened, with what: the first line that fits both, where %NULL fits anything. */
static const struct
{
  const char *event;
  const char *object;
  const char *text;
} sentences[] = {
  { VB_EVENT_READ, "person", N_("opened the record of a person") },
  { VB_EVENT_READ, "consent", N_("looked at what a person agreed to") },
  { VB_EVENT_READ, "conversation", N_("looked at a conversation") },
  { VB_EVENT_READ, "plan", N_("looked at a plan") },
  { VB_EVENT_READ, "referral", N_("looked at a referral") },
  { VB_EVENT_READ, "meeting_case", N_("looked at a case in a meeting") },
  { VB_EVENT_READ, NULL, N_("looked at something") },
  { VB_EVENT_SEARCH, "person", N_("searched for a person") },
  { VB_EVENT_SEARCH, NULL, N_("searched") },
  { VB_EVENT_CREATE, "person", N_("wrote down a new person") },
  { VB_EVENT_CREATE, "consent", N_("wrote down what a person agreed to") },
  { VB_EVENT_CREATE, "conversation", N_("began a conversation") },
  { VB_EVENT_CREATE, "plan", N_("made a plan") },
  { VB_EVENT_CREATE, "referral", N_("began a referral") },
  { VB_EVENT_CREATE, "meeting_case", N_("put a case on the agenda of a meeting") },
  { VB_EVENT_CREATE, "verification", N_("checked an entry of the social map") },
  { VB_EVENT_CREATE, NULL, N_("added something") },
  { VB_EVENT_CHANGE, "person", N_("changed the record of a person") },
  { VB_EVENT_CHANGE, "household", N_("changed who belongs to a household") },
  { VB_EVENT_CHANGE, "consent", N_("changed what a person agreed to") },
  { VB_EVENT_CHANGE, "conversation", N_("changed a conversation") },
  { VB_EVENT_CHANGE, "plan", N_("changed a plan") },
  { VB_EVENT_CHANGE, "referral", N_("changed a referral") },
  { VB_EVENT_CHANGE, "meeting_case", N_("changed a case of a meeting") },
  { VB_EVENT_CHANGE, NULL, N_("changed something") },
  { VB_EVENT_DELETE, "person", N_("destroyed the record of a person") },
  { VB_EVENT_DELETE, "conversation", N_("destroyed a conversation") },
  { VB_EVENT_DELETE, NULL, N_("deleted something") },
  { VB_EVENT_MERGE, NULL, N_("joined two entries that were the same") },
  { VB_EVENT_IMPORT, "person", N_("brought in all that was kept of a person") },
  { VB_EVENT_IMPORT, NULL, N_("brought a directory in") },
  { VB_EVENT_EXPORT, "person", N_("took out all that is kept of a person") },
  { VB_EVENT_EXPORT, "referral", N_("sent a referral") },
  { VB_EVENT_EXPORT, "meeting_case", N_("gave a report of a case meeting") },
  { VB_EVENT_EXPORT, "access_log", N_("saved this log outside the store") },
  { VB_EVENT_EXPORT, NULL, N_("took data out of the store") },
  { VB_EVENT_PRINT, "conversation", N_("printed a conversation") },
  { VB_EVENT_PRINT, "plan", N_("printed a plan") },
  { VB_EVENT_PRINT, "meeting_case", N_("printed a case meeting") },
  { VB_EVENT_PRINT, "access_log", N_("printed this log") },
  { VB_EVENT_PRINT, NULL, N_("printed something") },
  { VB_EVENT_COPY, NULL, N_("copied something") },
  { VB_EVENT_BACKUP, NULL, N_("made a backup") },
  { VB_EVENT_RESTORE, NULL, N_("put a backup back") },
  { VB_EVENT_CHECK, NULL, N_("checked the store") },
  { VB_EVENT_REKEY, NULL, N_("changed the key of the store") },
  { VB_EVENT_LOG_READ, NULL, N_("read this log") },
  { VB_EVENT_LOG_PRUNE, NULL, N_("removed the oldest part of this log") },
  { VB_EVENT_LOG_SEAL, NULL, N_("signed this log, with the key of the computer") },
  { VB_EVENT_CLOCK_BACK, NULL, N_("the clock of the computer was put back") },
  { VB_EVENT_EMERGENCY, NULL, N_("used the emergency access") },
};

static const struct
{
  const char *purpose;
  const char *text;
} purposes[] = {
  { "care", N_("to give help") },
  { "conversation", N_("for a conversation") },
  { "secret-address", N_("to see the secret address") },
  { "request", N_("because the person asked for it") },
};

const char *
vb_access_record_get_words (const VbAccessRecord *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].event, self->event)
        && (sentences[i].object == NULL
            || g_strcmp0 (sentences[i].object, self->object_type) == 0))
      return sentences[i].text;
  return self->event;
}

const char *
vb_access_record_get_purpose (const VbAccessRecord *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (g_strcmp0 (purposes[i].purpose, self->purpose) == 0)
      return purposes[i].text;
  return NULL;
}

/* ---------------------------------------------------------------- reading */

typedef struct
{
  char *person_id;
  gint64 before_seq;
  guint limit;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->person_id);
  g_free (question);
}

static gpointer
overview_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const Question *question = data;
  VbAccessEntry entry = { VB_EVENT_LOG_READ, 'R', VB_OUTCOME_SUCCESS,
                          .object_type = "access_log", .person_id = question->person_id };
  VbAccessFilter filter = { .person_id = question->person_id,
                            .before_seq = question->before_seq };

  if (!vb_access_log_append (db, &entry, error))
    return NULL;
  return vb_access_log_list (db, &filter, question->limit, error);
}

void
vb_access_overview_async (VbStore             *store,
                          const char          *person_id,
                          gint64               before_seq,
                          guint                limit,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Question *question = g_new0 (Question, 1);

  g_return_if_fail (VB_IS_STORE (store) && person_id != NULL);

  question->person_id = g_strdup (person_id);
  question->before_seq = before_seq;
  question->limit = limit;
  vb_store_run_async (store, VB_LANE_WRITE, overview_job, question, question_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_access_overview_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ when it was used */

/* Entries in which the last signing is looked for: signing is what locking and closing leave. */
#define LOOK_BACK "100000"

gboolean
vb_access_read_use (VbDatabase  *db,
                    char       **device,
                    gint64      *used_at,
                    gint64      *locked_at,
                    GError     **error)
{
  return _vb_database_get_setting (db, "device", device, error)
         && _vb_database_query_int (db, "SELECT ifnull (max (at), 0) FROM access_log", used_at,
                                    error)
         && _vb_database_query_int (db,
                                    "SELECT ifnull (max (at), 0) FROM access_log "
                                    "WHERE event = '" VB_EVENT_LOG_SEAL "' AND seq > "
                                    "(SELECT ifnull (max (seq), 0) FROM access_log) - " LOOK_BACK,
                                    locked_at, error);
}
