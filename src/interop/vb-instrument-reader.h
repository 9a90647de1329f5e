/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-instrument.h"

G_BEGIN_DECLS

/**
 * VbInstrumentFault:
 *
 * Why a questionnaire was refused, and where.
 */
typedef struct
{
  char *where;        /* (nullable): the linkId of the item, or the name of the member */
  const char *reason; /* static msgid, translated when shown */
} VbInstrumentFault;

void          vb_instrument_fault_clear (VbInstrumentFault *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbInstrumentFault, vb_instrument_fault_clear)

/**
 * vb_instrument_read:
 * @bytes: a FHIR R4 Questionnaire as JSON
 * @fault: (out) (optional): what is wrong with it
 *
 * Reads an instrument. Refused is what a conversation must not have: a question that has to be
 * answered, an answer that is filled in beforehand, anything that is computed, questions that
 * depend on others; and what this program would not show as it was meant.
 *
 * Errors: %VB_ERROR_INVALID_INPUT with @fault set, %VB_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full) (nullable): the instrument
 */
VbInstrument *vb_instrument_read (GBytes *bytes, VbInstrumentFault *fault, GError **error);

/* (transfer full) (element-type VbInstrument): those that come with the program, by address */
GPtrArray    *vb_instrument_list_shipped (void);
/* (transfer full) (nullable): by canonical address, without the version */
VbInstrument *vb_instrument_find_shipped (const char *url);

G_END_DECLS
