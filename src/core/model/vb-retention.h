/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long what is kept of a person stays: per class a term, counted from the day the record was
 * closed or, as long as it is open, from its last change. */

#define VB_RETENTION_DEFAULT "welzijn_2"

typedef struct
{
  const char *code;
  guint years;
  const char *title; /* msgid */
} VbRetentionClass;

const VbRetentionClass *vb_retention_list (guint *n);
/* (nullable): %NULL when there is no such class */
const VbRetentionClass *vb_retention_find (const char *code);

/**
 * vb_retention_compute:
 * @closed_on: (nullable): the day the record was closed
 * @changed_on: the day of the last change
 * @keep_until: (nullable): on the person's wish; counts when it is later
 *
 * Returns: (transfer full) (nullable): the day from which the record must go; %NULL when there is
 *   no such class
 */
char    *vb_retention_compute (const char *code, const char *closed_on, const char *changed_on,
                               const char *keep_until);

G_END_DECLS
