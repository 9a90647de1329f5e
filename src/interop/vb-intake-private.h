/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interop/vb-intake.h"

G_BEGIN_DECLS

struct _VbIntake
{
  VbBatch *batch;
  char *space;
  GHashTable *records[VB_N_TABLES]; /* id → VbRecord */
  GHashTable *derived;              /* "table:raw" → UUID, in the batch's text */
  GHashTable *raw_ids;              /* UUID → raw id, in the batch's text */
  GString *scratch;
  GString *key;
};

const char *_vb_intake_check_typed (VbIntake *self, VbDraft *draft, const VbColumn *column,
                                    const char *value);
const char *_vb_intake_check_text  (VbIntake *self, VbDraft *draft, const VbColumn *column,
                                    const char *value);
void        _vb_intake_check_range (VbIntake *self, VbDraft *draft, const VbColumn *column,
                                    const char *value);

G_END_DECLS
