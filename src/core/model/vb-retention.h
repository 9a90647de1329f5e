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

/* What is kept by an organization of this kind, for whoever begins a record: a code. @party: a code
 * as vb_party_get_code() gives it, or %NULL for not known. */
const char             *vb_retention_of_party (const char *party);

/* What a term is counted from. */
typedef enum
{
  VB_TERM_CLOSED,  /* the day the record was closed */
  VB_TERM_CHANGED, /* the last change of a record that is open */
  VB_TERM_WISH     /* no term: kept longer on the person's wish */
} VbTermFrom;

typedef struct
{
  const VbRetentionClass *class; /* (nullable): there is no such class */
  VbTermFrom from;
  char day[11];   /* YYYY-MM-DD: the day that is counted from */
  char until[11]; /* the day from which it must go */
} VbTerm;

/**
 * vb_retention_reckon:
 *
 * As vb_retention_compute(), with the rule by which the day was found.
 *
 * Returns: %FALSE when there is no such class
 */
gboolean vb_retention_reckon (const char *code, const char *closed_on, const char *changed_on,
                              const char *keep_until, VbTerm *term);

/* (transfer none): msgid of the rule, with a %s for the class (its title) and one for the day that
 * is counted from; of a wish, one for the day only. */
const char *vb_retention_get_rule (const VbTerm *term);

/* Why something goes. */
typedef struct
{
  const char *code;
  const char *title; /* msgid */
} VbDestroyReason;

#define VB_DESTROY_TERM "term" /* the term is over */
const VbDestroyReason *vb_destroy_reason_list (guint *n);
/* (nullable) */
const VbDestroyReason *vb_destroy_reason_find (const char *code);

/* How long whoever proposed it waits before they can confirm it themselves. */
#define VB_DESTROY_WAIT_DAYS 7

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
