/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/people/vb-around-window.h"

G_BEGIN_DECLS

/* How those who stand around a person read, in the language of who reads. All (transfer full). */

char *vb_around_dup_name  (VbAround kind, gconstpointer record);
/* What there is to say of them on one line: "Mentor · 030 123 · until 3 May 2026" */
char *vb_around_dup_words (VbAround kind, gconstpointer record, const char *today);
/* (transfer none): of a member of a household; "" when it is not known */
const char *vb_around_role_words (const char *role);

G_END_DECLS
