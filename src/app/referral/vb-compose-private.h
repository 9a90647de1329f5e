/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/referral/vb-compose.h"

G_BEGIN_DECLS

/* What is known already, as it would be written (vb-compose-fill.c). Nothing that stands there is
 * overwritten. */
void _vb_compose_fill         (VbCompose *self);
/* Gives whether it is another question now. */
gboolean _vb_compose_fill_question (VbCompose *self);
/* What may go along, each thing once, the texts as the record says now. */
void _vb_compose_fill_items   (VbCompose *self);

/* What fits what was put first in a conversation (vb-compose-fits.c). (transfer full): the need,
 * and the ids of the services with spaces between them, what fits best first; either may be
 * empty. */
void   _vb_compose_fits_async  (VbStore *store, const VbPerson *person,
                                const char *conversation_id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
char **_vb_compose_fits_finish (GAsyncResult *result, GError **error);

/* What came from a record goes, what somebody typed here stays (vb-compose-typed.c). */
void _vb_compose_forget_known    (VbReferral *draft);
/* What may go along about one topic or service. */
void _vb_compose_forget_topic    (VbReferral *draft, const char *detail);
void _vb_compose_forget_handover (VbReferral *draft);
/* The kind is one that is asked without a name, or is about nobody. */
void _vb_compose_forget_who      (VbReferral *draft);
void _vb_compose_name_recipient  (VbReferral *draft, const VbRecipient *recipient);

const char *_vb_compose_get_today (VbCompose *self);

G_END_DECLS
