/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a conversation goes by: the marks of a health web or the topics of the four domains, with
 * their words in the languages of the card. It comes from a FHIR Questionnaire. */

typedef enum
{
  VB_ITEM_GROUP,
  VB_ITEM_MARK,  /* 0 to 10, or some of those */
  VB_ITEM_TOPIC, /* burden, so-so or strength */
  VB_ITEM_TEXT   /* own words */
} VbItemKind;

typedef enum
{
  VB_WORDS_TO_CHECK, /* somebody who speaks the language still has to look at them */
  VB_WORDS_TESTED,
  VB_WORDS_APPROVED
} VbWordsState;

typedef struct
{
  char *id;
  VbItemKind kind;
  char *domain;   /* of a group of topics: body, mind, society, social */
  gboolean talk;  /* asks "I want to talk about this" */
  guint marks;    /* bit n: the mark n can be given */
  GHashTable *title; /* language: words */
  GHashTable *help;  /* the same; empty when there is none */
  GHashTable *talk_words; /* the same, of "I want to talk about this" */
  GPtrArray *items;  /* of VbInstrumentItem */
} VbInstrumentItem;

typedef struct
{
  gatomicrefcount refs;
  char *url;
  char *version;
  char *kind;     /* health-web, four-domains */
  char *language; /* in which every text is there */
  GHashTable *title;
  GHashTable *description;
  GHashTable *states; /* language: GINT of VbWordsState; the languages there are */
  GPtrArray *items;   /* of VbInstrumentItem */
} VbInstrument;

VbInstrument *vb_instrument_new   (void);
VbInstrument *vb_instrument_ref   (VbInstrument *self);
void          vb_instrument_unref (VbInstrument *self);
static inline void
vb_instrument_free (VbInstrument *self)
{
  vb_instrument_unref (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbInstrument, vb_instrument_free)

VbInstrumentItem *vb_instrument_item_new  (const char *id, VbItemKind kind);
void              vb_instrument_item_free (VbInstrumentItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbInstrumentItem, vb_instrument_item_free)

/* (nullable): %NULL when there is no such item, in any group */
const VbInstrumentItem *vb_instrument_find_item (const VbInstrument *self, const char *id);
/* (transfer container) (element-type VbInstrumentItem): all of @kind, in their order */
GPtrArray   *vb_instrument_list_items (const VbInstrument *self, VbItemKind kind);
/* (transfer full): the languages there are: the own one first, then by code */
char       **vb_instrument_list_languages (const VbInstrument *self);
VbWordsState vb_instrument_get_state  (const VbInstrument *self, const char *language);
/* (nullable): @words in @language, or else in the instrument's own */
const char  *vb_instrument_get_words  (const VbInstrument *self, GHashTable *words,
                                       const char *language);

G_END_DECLS
