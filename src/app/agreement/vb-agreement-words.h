/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-agreement.h"

G_BEGIN_DECLS

/* All return text that the caller frees. */

/* "3. Is it money?" */
char *vb_agreement_node_dup_name    (const VbAgreement *self, const VbAgreementNode *node);
/* "Yes → 4; No → 5", or to whom an outcome goes */
char *vb_agreement_node_dup_words   (const VbAgreement *self, const VbAgreementNode *node);
/* "Words: Is it money? → Is it about money?" */
char *vb_agreement_change_dup_words (const VbAgreementChange *change);

G_END_DECLS
