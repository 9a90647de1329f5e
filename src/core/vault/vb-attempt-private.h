/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* An answer that is waited for no longer than a fixed time. A keyring service can hang, or die
 * with its question on the screen, and then neither answers nor can be cancelled. An attempt
 * finishes its task once: with what comes first of the answer, the end of the time, or the
 * person's cancelling. What comes later is dropped. */

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VbAttempt VbAttempt;

/* Takes @task. @timeout_ms of 0 waits for ever. */
VbAttempt    *_vb_attempt_new             (GTask *task, guint timeout_ms, const char *late);
VbAttempt    *_vb_attempt_ref             (VbAttempt *self);
void          _vb_attempt_unref           (VbAttempt *self);
/* For the calls inside; cancelled as soon as the attempt is over. */
GCancellable *_vb_attempt_get_cancellable (VbAttempt *self);
gpointer      _vb_attempt_get_data        (VbAttempt *self);
gboolean      _vb_attempt_is_over         (VbAttempt *self);
void          _vb_attempt_set_timeout     (VbAttempt *self, guint timeout_ms);
/* Ends the attempt. The pointer (transfer full) is dropped with @free when it is over already. */
void          _vb_attempt_return          (VbAttempt *self, gpointer result, GDestroyNotify free);
void          _vb_attempt_return_error    (VbAttempt *self, GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbAttempt, _vb_attempt_unref)

G_END_DECLS
