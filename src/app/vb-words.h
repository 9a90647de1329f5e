/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/* How values of the social map read to a person, in their language. All return text that the
 * caller frees; %NULL where there is nothing to say. */

/* @date: YYYY-MM-DD, or longer text that starts so. "3 May 2025"; other text stays as it is. */
char *vb_words_date     (const char *date);
/* @time: microseconds UTC. "3 May 2025", in local time */
char *vb_words_moment   (gint64 time);
/* "3 May 2025, 09:05" */
char *vb_words_moment_exactly (gint64 time);
/* "today", "tomorrow", "on Monday" (within a week) or "on 3 May 2025" */
char *vb_words_day      (const char *date);
/* "13:00" */
char *vb_words_minute   (int minute);
/* @date: YYYY-MM-DD, or longer text that starts so: where there is little room, "3-5-2025" */
char *vb_words_short_date (const char *date);
/* "Checked 3 May 2025", "Checked today", "Never checked" */
char *vb_words_checked  (const char *checked_at);

/* @schedule: a schedule or availability record. "Tuesday, 09:00–17:00, every 2 weeks" */
char *vb_words_hours    (VbEntity *schedule);
/* @entity: a service, location or contact. "Open until 17:00", "Closed, opens Monday at 09:00" */
char *vb_words_open_now (VbEntity *entity, gboolean *is_open);
/* @contact: a function. "Here today 13:00–15:00", "Can be called now until 10:00", or NULL */
char *vb_words_here_today (VbEntity *contact);

/* @service: "From 18 to 65 years" */
char *vb_words_ages     (VbEntity *service);
/* @option: a cost_option. "€ 5.00 per month" */
char *vb_words_cost     (VbEntity *option);
/* @code: ISO 639 ("tr"), @name: (nullable): as the source wrote it. "Turkish" */
char *vb_words_language (const char *code, const char *name);

typedef struct
{
  const char *code;
  const char *name; /* in the language of the program */
} VbLanguageName;

/* (transfer full) (element-type VbLanguageName): all that have a name here, by name */
GArray *vb_words_list_languages (void);
/* @address: on one line: "Kerkstraat 1, 3561 AB Utrecht" */
char *vb_words_address  (VbEntity *address);
/* @status: of a service, other than active: "Closed for good" */
const char *vb_words_status (const char *status);

/* @column: (nullable): %NULL for the whole entry. "Phone number" */
char *vb_words_column   (VbTable table, const char *column);
/* @value: of a column, not NULL. "Closed for good", "3 May 2025", "Yes"; other text as it is */
char *vb_words_value    (VbTable table, const char *column, const char *value);
/* The name of a term in the language of the interface: @name_en (nullable) when that is not Dutch.
 * Borrowed. */
const char *vb_words_term (const char *name, const char *name_en);
/* @method: of a verification. "by phone" */
const char *vb_words_method (const char *method);

G_END_DECLS
