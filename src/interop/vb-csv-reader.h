/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "interop/vb-read-limits.h"

G_BEGIN_DECLS

/**
 * VbCsvReader:
 *
 * RFC 4180 over a buffer of UTF-8, a record at a time. Lenient where real files are: lines may end
 * in LF, CRLF or CR, records may differ in length, text may follow a closing quote. Strict where
 * guessing would lose data: a quote that is never closed is an error.
 */
typedef struct _VbCsvReader VbCsvReader;

VbCsvReader *vb_csv_reader_new   (const char *text, gsize length, char delimiter,
                                  const VbReadLimits *limits);
void         vb_csv_reader_free  (VbCsvReader *self);
gboolean     vb_csv_reader_next  (VbCsvReader *self, GError **error);
guint        vb_csv_reader_get_n_fields (VbCsvReader *self);
char        *vb_csv_reader_get   (VbCsvReader *self, guint i);
gsize        vb_csv_reader_get_length (VbCsvReader *self, guint i);
guint        vb_csv_reader_get_record (VbCsvReader *self);
gboolean     vb_csv_reader_get_irregular (VbCsvReader *self);
gsize        vb_csv_reader_get_position (VbCsvReader *self);
char         vb_csv_guess_delimiter (const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbCsvReader, vb_csv_reader_free)

G_END_DECLS
