/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-conversation.h"
#include "core/model/vb-person.h"

G_BEGIN_DECLS

/**
 * VbWish:
 *
 * What something has to be to fit what a person put first: what it is about, and who it is for. It
 * is made of what was said in a conversation; no name, and nothing of a secret address, is in it.
 */
typedef struct
{
  char **needs;      /* codes of the list of needs, what it is about most first; may be empty */
  char *domain;      /* (nullable): body, mind, society, social */
  char *dimension;   /* (nullable): of the health web, as the taxonomy calls it */
  GPtrArray *words;  /* of char *: the person's own, what was said first at the start */

  int age;           /* in years; -1: not known */
  char *language;    /* (nullable): ISO 639, other than Dutch */
  gboolean interpreter;
  gboolean easy_reading;
  GPtrArray *groups; /* of char *: codes of the target groups that the person is known to be in */
  char *postal_code; /* (nullable): 1234AB; not of a secret address */

  /* Where that is, when the map knows: filled in by who has the map. */
  GPtrArray *areas;  /* of char *: names and codes of what the person lives in */
  gboolean has_point;
  double latitude, longitude; /* degrees */

  char *date;        /* what counts as now: YYYY-MM-DD */
  int minute;        /* since midnight */
} VbWish;

/* Nothing is asked yet. */
VbWish *vb_wish_new  (const char *date, int minute);
VbWish *vb_wish_copy (const VbWish *self);
void    vb_wish_free (VbWish *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbWish, vb_wish_free)

/* @topic: of the four domains */
void    vb_wish_be_about_topic (VbWish *self, const VbTopic *topic);
/* @item: of the health web, an aspect of it too */
void    vb_wish_be_about_item  (VbWish *self, const char *item);
/* @words: (nullable): the person's own: of a priority, a goal or a first step */
void    vb_wish_add_words      (VbWish *self, const char *words);
/* @person: (nullable): somebody without a name */
void    vb_wish_be_for         (VbWish *self, const VbPerson *person);
/* Whether there is anything to look for. */
gboolean vb_wish_is_empty      (const VbWish *self);

G_END_DECLS
