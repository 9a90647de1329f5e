/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-form.h"

G_BEGIN_DECLS

/* @subtitle: (out) (nullable): a second line. (transfer full): what a closed line of a form says of
 * @entity: "Monday 09:00–12:00"; "New phone number" when nothing was filled in yet. */
char *vb_record_words (VbEditForm *form, VbEntity *entity, char **subtitle);

G_END_DECLS
