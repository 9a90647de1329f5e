/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-personal.h"

G_BEGIN_DECLS

/**
 * VbNoteSection:
 *
 * What the team wrote about an entry, for itself.
 */
#define VB_TYPE_NOTE_SECTION (vb_note_section_get_type ())
G_DECLARE_FINAL_TYPE (VbNoteSection, vb_note_section, VB, NOTE_SECTION, AdwBin)

/* @store: (nullable): %NULL empties it. Called again for the same record, it takes over what
 * changed and leaves alone what is being written. */
void vb_note_section_show (VbNoteSection *self, VbStore *store, VbTable table,
                           const char *record_id);

G_END_DECLS
