/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VbCliJson:
 *
 * Writes one JSON document (RFC 8259) into memory, member by member. Numbers are written the same
 * in every language. @key is %NULL inside an array.
 */
typedef struct _VbCliJson VbCliJson;

VbCliJson  *vb_cli_json_new          (void);
void        vb_cli_json_free         (VbCliJson *self);
void        vb_cli_json_begin_object (VbCliJson *self, const char *key);
void        vb_cli_json_end_object   (VbCliJson *self);
void        vb_cli_json_begin_array  (VbCliJson *self, const char *key);
void        vb_cli_json_end_array    (VbCliJson *self);
/* @text: (nullable): null then */
void        vb_cli_json_string       (VbCliJson *self, const char *key, const char *text);
void        vb_cli_json_int          (VbCliJson *self, const char *key, gint64 value);
/* What is no number (infinite, not a number) becomes null. */
void        vb_cli_json_double       (VbCliJson *self, const char *key, double value);
void        vb_cli_json_bool         (VbCliJson *self, const char *key, gboolean value);
/* Microseconds since 1970 UTC as RFC 3339 text; null for 0. */
void        vb_cli_json_time         (VbCliJson *self, const char *key, gint64 microseconds);
/* (transfer none): the whole document, once everything that was begun has ended */
const char *vb_cli_json_get_text     (VbCliJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbCliJson, vb_cli_json_free)

G_END_DECLS
