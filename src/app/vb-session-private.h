/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The session is one object in six files: what is open (vb-session.c), how its key comes
 * (vb-session-access.c), whether it is as it was left (vb-session-anchor.c) and sound
 * (vb-session-health.c), and the backups that are made of it by themselves
 * (vb-session-backup.c), and how its key changes (vb-session-key.c). */

#include "app/vb-session.h"

G_BEGIN_DECLS

struct _VbSession
{
  GObject parent_instance;

  VbStore *store;
  GError *error;
  char *progress;
  GCancellable *cancellable;

  char *path;
  char *key_file;       /* (nullable): unattended use */
  VbSecret *demo_key;   /* (nullable): of a store that is thrown away with the session */
  char *demo_folder;
  VbVault *vault;       /* (nullable): where the key of the person's own store is kept */
  VbStoreFlags flags;

  VbExchange *exchange; /* (nullable): nobody asked for it yet */

  char *user_name;
  char *user_role;

  VbSessionState state;
  guint opening;        /* number of the latest attempt; answers to earlier ones are dropped */
  gboolean closing;
  gboolean retry_when_closed;
  VbSecret *waiting_key; /* (nullable): came while the store was still closing */
  gboolean starting;
  gboolean lock_when_open; /* somebody locked, or went away, while it was being opened */
  guint n_key_changes; /* under way: until they are done nobody can say what opens the store */
  VbSecret *damaged_key; /* (nullable): of the store that is damaged, and is to be replaced */
  gboolean put_back; /* the store is older than this device remembers */
  gboolean restored; /* a backup was put in the place of the store that is being opened */
  gint64 restored_at; /* microseconds UTC: when that backup was last written in */
  guint backup_source;
  guint health_source;
  guint note_source;
  gboolean told_no_backup; /* that today's could not be made */
};

void _vb_session_set_state (VbSession *self, VbSessionState state);
void _vb_session_set_store (VbSession *self, VbStore *store);
void _vb_session_fail      (VbSession *self, const GError *error);
void _vb_session_tell_put_back (VbSession *self);
void _vb_session_tell_damaged (VbSession *self);
void _vb_session_tell_no_backup (VbSession *self, const GError *error);

/* vb-session-anchor.c */
void _vb_session_check_anchor     (VbSession *self);
void _vb_session_note_anchor      (VbSession *self);
void _vb_session_note_anchor_sync (VbSession *self);
void _vb_session_start_notes      (VbSession *self);
void _vb_session_stop_notes       (VbSession *self);

/* vb-session-backup.c */
void _vb_session_start_backups    (VbSession *self);
void _vb_session_stop_backups     (VbSession *self);

/* vb-session-health.c */
void _vb_session_start_health     (VbSession *self);
void _vb_session_stop_health      (VbSession *self);

G_END_DECLS
