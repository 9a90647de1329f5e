/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-disclosure.h"
#include "core/model/vb-person.h"

G_BEGIN_DECLS

/**
 * VbSharing:
 *
 * A recipient and a purpose about which something was agreed or refused. What may go there is asked
 * of vb_disclosure_decide(), and of nothing else.
 */
typedef struct
{
  char *recipient_id;
  char *recipient_name;
  char *recipient_organization_id; /* (nullable) */ /* (nullable) */
  VbPurpose purpose;
} VbSharing;

void       vb_sharing_free (VbSharing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbSharing, vb_sharing_free)

/* Whether @consent is for the same purpose, to the same recipient. */
gboolean   vb_sharing_is_about (const VbSharing *self, const VbConsent *consent);

/* (transfer full) (element-type VbSharing): each once, the latest first */
GPtrArray *vb_sharing_list (const GPtrArray *consents);

/* One kind of data, or one thing of it, and what was decided. */
typedef struct
{
  VbDataCategory category;
  char *detail; /* (nullable) */
  VbDisclosure decision;
} VbShared;

void       vb_shared_free (VbShared *self);

/* (transfer full) (element-type VbShared): every category, and what was named of one.
 * @question: purpose, parties, ground and what goes with it; the rest is filled in. The questions
 * that are asked before something goes count as answered. */
GPtrArray *vb_sharing_decide (const VbSharing *self, const VbPerson *person,
                              const GPtrArray *consents, const VbDisclosureCase *question);

/* (transfer full): what consent lets go there now, in one sentence, or why nothing may */
char      *vb_sharing_dup_words (const VbSharing *self, VbParty sender, const VbPerson *person,
                                 const GPtrArray *consents);
/* (transfer full): "Diagnosis (diabetes)" */
char      *vb_shared_dup_words  (const VbShared *self);

G_END_DECLS
