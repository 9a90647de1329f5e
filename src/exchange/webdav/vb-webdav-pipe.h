/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The process that has the network, from the side of the program: whatever it does (stop, hang,
 * write rubbish or too much), asking it has an end, with an error that says so. */

#include "exchange/vb-carrier-error.h"
#include "exchange/webdav/vb-webdav-wire.h"

G_BEGIN_DECLS

typedef struct _VbWebdavPipe VbWebdavPipe;

/* @program: the path of it. Errors: %VB_CARRIER_ERROR_HELPER */
VbWebdavPipe *_vb_webdav_pipe_new  (const char *program, GError **error);
/* Ends it, whatever it is doing. */
void          _vb_webdav_pipe_free (VbWebdavPipe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbWebdavPipe, _vb_webdav_pipe_free)

/**
 * _vb_webdav_pipe_ask:
 * @frame: what is asked
 * @most: bytes that the answer may have
 * @seconds: that it may take
 *
 * After an error nothing can be asked any more: free it then.
 *
 * Errors: %VB_CARRIER_ERROR_HELPER; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): what was answered, without the length
 */
GBytes       *_vb_webdav_pipe_ask  (VbWebdavPipe *self, GByteArray *frame, gsize most,
                                    guint seconds, GCancellable *cancellable, GError **error);

G_END_DECLS
