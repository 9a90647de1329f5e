/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @what: who did what, and why; @when: the day and time, and how often on that day */
typedef void (*VbAccessLineFunc) (const char *what, const char *when, gpointer data);

/**
 * vb_access_lines_foreach:
 * @records: (element-type VbAccessRecord): the newest first
 *
 * In words that the person can read. What somebody did more than once in a row on one day is one
 * line.
 */
void vb_access_lines_foreach (GPtrArray *records, VbAccessLineFunc func, gpointer data);

G_END_DECLS
