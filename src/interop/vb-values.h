/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VB_TIME_SIZE 9  /* HH:MM:SS and NUL */
#define VB_DATE_SIZE 11 /* YYYY-MM-DD and NUL */

gboolean    vb_value_parse_time    (const char *text, char out[VB_TIME_SIZE]);
gboolean    vb_value_parse_date    (const char *text, char out[VB_DATE_SIZE]);
gboolean    vb_value_is_date_time  (const char *text);
gboolean    vb_value_is_number     (const char *text);
gboolean    vb_value_parse_boolean (const char *text, gboolean *out);
gboolean    vb_value_is_email      (const char *text);
gboolean    vb_value_is_url        (const char *text);
gboolean    vb_value_has_mojibake  (const char *text);
const char *vb_value_parse_weekday (const char *text);

G_END_DECLS
