/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/**
 * VbOpeningRule:
 *
 * One line of opening hours, as a schedule or availability record has it. All text borrowed; NULL
 * where the record has nothing. Times are local.
 */
typedef struct
{
  const char *valid_from; /* YYYY-MM-DD */
  const char *valid_to;
  const char *dtstart;
  const char *until;
  const char *count;
  const char *wkst;
  const char *freq;       /* WEEKLY, MONTHLY; DAILY and YEARLY work too */
  const char *interval;
  const char *byday;
  const char *byweekno;
  const char *bymonthday;
  const char *byyearday;
  const char *opens_at;
  const char *closes_at;
  gboolean closed;        /* the rule says when it is shut (a holiday), not when it is open */
} VbOpeningRule;

typedef enum
{
  VB_OPENING_UNKNOWN, /* there are no hours, or none that can be read */
  VB_OPENING_CLOSED,
  VB_OPENING_OPEN
} VbOpeningState;

/**
 * vb_opening_at:
 * @rules: @n_rules lines that hold together
 * @date: local date, YYYY-MM-DD
 * @minute: minutes since local midnight, 0 to 1439
 *
 * Hours past midnight (22:00 to 02:00) belong to the day they start on; a closing time equal to
 * the opening time, or 00:00, is the end of the day.
 *
 * Returns: whether it is open then
 */
VbOpeningState vb_opening_at (const VbOpeningRule *rules, guint n_rules, const char *date,
                              int minute);

/**
 * vb_opening_next:
 * @date: (out caller-allocates): 11 bytes, the local date of the moment
 * @minute: (out): minutes since midnight on that date
 *
 * Finds the next moment, within a year, at which @rules go from closed to open (or from open to
 * closed when they are open at the start).
 *
 * Returns: whether there is one
 */
gboolean       vb_opening_next (const VbOpeningRule *rules, guint n_rules, const char *from_date,
                                int from_minute, char *date, int *minute);

/* Reads a rule out of a schedule or availability record; the texts belong to @entity. */
void           vb_opening_rule_from_entity (VbOpeningRule *rule, VbEntity *entity);
/* For rules filled in elsewhere: whether it is a closure. */
void           vb_opening_rule_find_closed (VbOpeningRule *rule);

/**
 * vb_opening_of_entity:
 * @entity: a service (its own schedules, else those of its places), a location, or a contact
 *
 * @has_next: (out) (optional): whether @next_date (11 bytes) and @next_minute were filled in
 *
 * The convenience for detail pages: state now, and when that changes.
 *
 * Returns: the state at @date and @minute
 */
VbOpeningState vb_opening_of_entity (VbEntity *entity, const char *date, int minute,
                                     gboolean *has_next, char *next_date, int *next_minute);

G_END_DECLS
