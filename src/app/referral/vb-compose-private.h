/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/referral/vb-compose.h"
#include "core/store/vb-plans.h"

G_BEGIN_DECLS

struct _VbCompose
{
  GObject parent_instance;

  VbStore *store;
  char *by; /* (nullable) */
  char *today;
  GCancellable *cancellable;
  GCancellable *reading; /* what is about the person, and who is suggested for them */

  VbReferral *draft; /* (nullable) */
  VbReferral *base;  /* (nullable): as it stands in the store */
  VbReferral *sent;  /* (nullable): what is being saved */
  VbReferral *shown; /* (nullable): what is being sent: as it stood there then */
  GError *refusal;   /* (nullable): why what was typed last does not stand in the store */
  VbPerson *person;  /* (nullable) */
  GPtrArray *consents;
  VbConversation *conversation; /* (nullable) */
  VbPlansAtHand *plans;         /* (nullable) */
  VbEntity *service;            /* (nullable) */
  VbFit *fit;                   /* (nullable): the service, held against the person */
  GCancellable *judging;        /* (nullable) */
  VbRecipients *suggestions;    /* (nullable) */
  char *party;                  /* (nullable): what this organization is in law */
  char *need;                   /* (nullable): what comes first for the person */
  char *fits;                   /* (nullable): ids of services, with spaces between them */
  gboolean offered;             /* the service came with who was chosen */
  gboolean need_offered;        /* and what it is needed for with it */
  VbRecipient *chosen;          /* (nullable) */
  GCancellable *choosing;       /* (nullable) */

  guint waiting; /* for so many answers */
  guint keep_id;
  gboolean ready;
  gboolean again;   /* something changed while it was being saved */
  gboolean late;    /* something was typed while it was being sent */
  gboolean sending; /* as soon as it is kept */
  gboolean over;    /* sent or thrown away */
};

static inline void
_vb_compose_replace (char       **text,
                     const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

typedef enum
{
  VB_COMPOSE_READY,
  VB_COMPOSE_FAILED,
  VB_COMPOSE_RECIPIENT,
  VB_COMPOSE_PERSON,
  VB_COMPOSE_CONSENTS,
  VB_COMPOSE_KEPT,
  VB_COMPOSE_NOT_KEPT,
  VB_COMPOSE_SENT,
  VB_COMPOSE_N_SIGNALS
} VbComposeSignal;

/* In vb-compose.c. */
void _vb_compose_tell       (VbCompose *self, VbComposeSignal signal);
void _vb_compose_tell_error (VbCompose *self, VbComposeSignal signal, const GError *error);
/* It cannot be written: "failed". */
void _vb_compose_fail       (VbCompose *self, const GError *error);
/* One of the answers that are waited for is there. */
void _vb_compose_arrived    (VbCompose *self);

/* In vb-compose-read.c. */
void _vb_compose_read_all     (VbCompose *self);
void _vb_compose_read_person  (VbCompose *self);
/* Answers about who was chosen before do not count any more. */
void _vb_compose_stop_reading (VbCompose *self);

/* In vb-compose-choose.c. */
void _vb_compose_choose_first (VbCompose *self);
/* In the draft, as they are called now. */
void _vb_compose_name_chosen  (VbCompose *self);
void _vb_compose_judge        (VbCompose *self);
/* What was only in it because it fits the person that was chosen before. */
void _vb_compose_forget_offer (VbCompose *self);

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

G_END_DECLS
