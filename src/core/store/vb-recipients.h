/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* To whom something may be referred: functions of the social map, never a mailbox. */

#include "core/model/vb-entity.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Why a function is offered. */
typedef enum
{
  VB_RECIPIENT_CHOSEN,
  VB_RECIPIENT_SERVICE,      /* is asked about the service */
  VB_RECIPIENT_ORGANIZATION, /* of the organization of the service */
  VB_RECIPIENT_FITS,         /* is asked about a service that fits */
  VB_RECIPIENT_USED,         /* something went there before */
  VB_RECIPIENT_NEED          /* is asked about a service for this need */
} VbRecipientWhy;

typedef struct
{
  VbEntity *contact; /* with holders, phones, hours, deputy */
  VbRecipientWhy why;
  char *service_id;        /* (nullable): of what fits, as is its name */
  char *service_name;
  char *organization_id;   /* (nullable): as are all below */
  char *organization_name;
  char *front_door_id;     /* another function of the organization that somebody has today */
  char *front_door_name;
  char *front_door_phone;  /* of the organization itself */
} VbRecipient;

void vb_recipient_free (VbRecipient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbRecipient, vb_recipient_free)

/**
 * VbRecipientWish:
 *
 * What is known of whom to look for; texts are borrowed and nullable.
 */
typedef struct
{
  const char *contact_id; /* chosen already */
  const char *service_id;
  const char *need_code;
  const char *fits; /* ids of services with spaces between them, what fits best first */
} VbRecipientWish;

/* Who sends, as it was the last time. */
typedef struct
{
  GPtrArray *recipients; /* of VbRecipient: what fits best first */
  char *sender_id;       /* (nullable): a function whose letters arrive here */
  char *sender_phone;    /* (nullable) */
} VbRecipients;

void vb_recipients_free (VbRecipients *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbRecipients, vb_recipients_free)

/**
 * vb_recipients_suggest:
 *
 * Looks for functions to refer to: the one that is chosen, those of the service and of its
 * organization, those that are asked about what fits, those something went to before (for the same
 * need first), and those that are asked about services for the need. Each stands there once.
 *
 * Returns: (transfer full): the suggestions
 */
VbRecipients *vb_recipients_suggest_sync   (VbStore *store, const VbRecipientWish *wish,
                                            GCancellable *cancellable, GError **error);
void          vb_recipients_suggest_async  (VbStore *store, const VbRecipientWish *wish,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
VbRecipients *vb_recipients_suggest_finish (VbStore *store, GAsyncResult *result,
                                            GError **error);

G_END_DECLS
