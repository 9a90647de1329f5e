/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-shape.h"

G_BEGIN_DECLS

/* A conversation about what matters to somebody: the marks of a health web or the topics of the
 * four domains, with what the person puts first. It is no measuring instrument: nothing here adds
 * up, averages or compares with others. */

/* What was said to one item of the questionnaire. */
typedef struct
{
  char *conversation_id;
  char *item;
  gint64 mark;   /* 0 to 10, VB_NO_NUMBER: none */
  char *skipped; /* unknown, rather-not; NULL: was not asked yet */
  gboolean talk; /* "I want to talk about this" */
  char *words;
} VbAnswer;

/* A card on the four domains. */
typedef struct
{
  char *id;
  char *conversation_id;
  char *domain; /* body, mind, society, social */
  char *code;   /* NULL: in the person's own words */
  char *words;
  char *tone;   /* burden, so-so, strength */
  gint64 weight; /* 0 to 3 */
  char *since;
  char *involved;
  char *source; /* person, professional */
  gint64 place_x; /* 0 to 1000, inside its domain */
  gint64 place_y;
} VbTopic;

typedef struct
{
  char *id;
  char *conversation_id;
  char *from_topic_id;
  char *to_topic_id;
  char *kind; /* worsens, caused-by, sustains, helps */
  char *source;
} VbTopicLink;

/* What somebody who helps already helps with: a domain, or one topic. */
typedef struct
{
  char *id;
  char *conversation_id;
  char *helper_id; /* of the person */
  char *domain;    /* body, mind, society, social; NULL: a topic */
  char *topic_id;
} VbHelping;

/* What comes first; with a rank it is the person's choice, without one it is the professional's
 * worry, which stands beside it. */
typedef struct
{
  char *id;
  char *conversation_id;
  gint64 rank; /* 1 to 3 */
  char *item;
  char *topic_id;
  char *words;
  char *chosen_by; /* person, representative, professional */
} VbPriority;

/* What was asked when life or safety was at stake, and which step was taken. */
typedef struct
{
  char *id;
  char *conversation_id;
  char *kind; /* life, violence, capacity */
  char *step;
  char *taken_on;
  char *note;
} VbSafetyStep;

typedef struct
{
  char *id;
  char *person_id; /* NULL: without a name, and not kept */
  char *previous_id;
  char *instrument; /* canonical address of the questionnaire */
  char *instrument_version;
  char *state; /* in-progress, completed, amended, entered-in-error */
  char *held_on;
  gint64 minutes;
  char *setting; /* practice, home, neighbourhood, phone, other */
  char *function_id; /* of the professional */
  char *professional;
  char *present; /* codes apart by spaces */
  char *card_language;
  char *spoken_language;
  char *interpreter; /* professional, colleague, relative, app */
  char *reason;
  char *expects_of_me;
  char *expects_of_person;
  char *stands_out;
  char *glad_about;
  char *wants_different;
  char *first_step; /* what the person will do first */
  char *teach_back; /* done, not-done */
  char *teach_back_words;
  char *copy_given; /* none, print, by-person */
  char *poverty;    /* yes, no, rather-not */
  gint64 created_at;
  char *created_by;
  gint64 changed_at;
  GPtrArray *answers;    /* of VbAnswer */
  GPtrArray *topics;     /* of VbTopic */
  GPtrArray *links;      /* of VbTopicLink */
  GPtrArray *helping;    /* of VbHelping */
  GPtrArray *priorities; /* of VbPriority */
  GPtrArray *safety;     /* of VbSafetyStep */
} VbConversation;

extern const VbShape vb_conversation_shape;
extern const VbShape vb_answer_shape;
extern const VbShape vb_topic_shape;
extern const VbShape vb_topic_link_shape;
extern const VbShape vb_helping_shape;
extern const VbShape vb_priority_shape;
extern const VbShape vb_safety_step_shape;

VbConversation *vb_conversation_new  (const char *person_id, const char *instrument,
                                      const char *version, const char *today);
VbConversation *vb_conversation_copy (const VbConversation *self);
void            vb_conversation_free (VbConversation *self);
void            vb_answer_free       (VbAnswer *self);
void            vb_topic_free        (VbTopic *self);
void            vb_topic_link_free   (VbTopicLink *self);
void            vb_helping_free      (VbHelping *self);
void            vb_priority_free     (VbPriority *self);
void            vb_safety_step_free  (VbSafetyStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbConversation, vb_conversation_free)

/* The answer to @item, made when there is none. */
VbAnswer   *vb_conversation_get_answer  (VbConversation *self, const char *item);
/* (nullable): %NULL when nothing was said to it */
VbAnswer   *vb_conversation_find_answer (const VbConversation *self, const char *item);
/* A mark takes the place of a skip, and the other way round. @mark: 0 to 10, or VB_NO_NUMBER. */
void        vb_answer_set_mark (VbAnswer *self, int mark);
/* @why: unknown, rather-not; %NULL: it was not skipped after all */
void        vb_answer_skip     (VbAnswer *self, const char *why);

VbTopic    *vb_conversation_add_topic    (VbConversation *self, const char *domain,
                                          const char *code);
/* With all that points at it. */
void        vb_conversation_remove_topic (VbConversation *self, const char *topic_id);
/* (nullable): %NULL when they are linked that way already, or are the same */
VbTopicLink *vb_conversation_link_topics (VbConversation *self, const char *from_id,
                                          const char *to_id, const char *kind);

/**
 * vb_conversation_prefer:
 * @item: (nullable): of the questionnaire
 * @topic_id: (nullable): a topic
 * @rank: 1 to 3; 0 takes it off the list
 *
 * Puts something at a place of the person's own list; what stands there and below moves down, and
 * what falls off the end is gone. There are no holes.
 */
void        vb_conversation_prefer (VbConversation *self, const char *item, const char *topic_id,
                                    guint rank);
/* 0: not on the list */
guint       vb_conversation_get_rank (const VbConversation *self, const char *item,
                                      const char *topic_id);


/* ------------------------------------------------------------------ topics, links */

/* (nullable): %NULL when it is not there any more */
VbTopic     *vb_conversation_find_topic (const VbConversation *self, const char *topic_id);
/* (nullable): the first topic with @code */
VbTopic     *vb_conversation_find_code  (const VbConversation *self, const char *code);
void         vb_topic_set_tone   (VbTopic *self, const char *tone);
/* (nullable) @text: without spaces around it; an empty one is none */
void         vb_topic_set_words  (VbTopic *self, const char *text);
void         vb_topic_place      (VbTopic *self, const char *domain, int x, int y);
/* A place in @domain, away from what lies there already; topics without a place do not count. */
void         vb_conversation_find_place (const VbConversation *self, const char *domain, int *x,
                                         int *y);
gboolean     vb_conversation_unlink (VbConversation *self, const char *link_id);

/* The professional's worry about a topic stands beside the person's list, and never on it. */
void         vb_conversation_set_worry (VbConversation *self, const char *topic_id,
                                        gboolean worry);
gboolean     vb_conversation_is_worry  (const VbConversation *self, const char *topic_id);

/* ------------------------------------------------------------------ who helps already */

/**
 * vb_conversation_set_helped_domain:
 * @helper_id: somebody who helps the person
 * @domain: (nullable): %NULL: none in particular
 *
 * A helper stands beside one domain at most; topics stay as they are.
 */
void        vb_conversation_set_helped_domain (VbConversation *self, const char *helper_id,
                                               const char *domain);
/* (nullable): the domain that was chosen, or that of the first topic they help with */
const char *vb_conversation_get_helped_domain (const VbConversation *self, const char *helper_id);
gboolean    vb_conversation_has_helped_domain (const VbConversation *self, const char *helper_id);
/* Gives whether anything changed. */
gboolean    vb_conversation_set_helped_topic  (VbConversation *self, const char *helper_id,
                                               const char *topic_id, gboolean helps);
gboolean    vb_conversation_is_helped_topic   (const VbConversation *self, const char *helper_id,
                                               const char *topic_id);

/* Takes over what was said in @from, its answers and topics, and leaves the rest as it is. */
void         vb_conversation_take_said (VbConversation *self, const VbConversation *from);

GArray     *vb_conversation_validate (const VbConversation *self);

/* ------------------------------------------------------------------ life and safety */

/* @kind: life, violence, capacity. Whether there is something to ask: a topic that is a burden, or
 * a step that was taken before. */
gboolean      vb_conversation_asks_for_safety (const VbConversation *self, const char *kind);
/* (nullable): %NULL when that step was not taken */
VbSafetyStep *vb_conversation_find_safety (const VbConversation *self, const char *kind,
                                           const char *step);
/* @taken_on: (nullable): YYYY-MM-DD; %NULL: it was not taken after all */
void          vb_conversation_set_safety  (VbConversation *self, const char *kind,
                                           const char *step, const char *taken_on);

/* ------------------------------------------------------------------ two beside each other */

typedef enum
{
  VB_DIFFERENCE_SAME,
  VB_DIFFERENCE_ADDED,
  VB_DIFFERENCE_GONE,
  VB_DIFFERENCE_CHANGED
} VbDifferenceKind;

/* What became of one answer, topic or link, or of all that one helper helps with, from one
 * conversation to the next. It tells what is different, never that it is better or worse. */
typedef struct
{
  VbDifferenceKind kind;
  const VbShape *shape; /* of an answer, topic, link, or of the first helping of a helper */
  gconstpointer before; /* (nullable): borrowed */
  gconstpointer after;  /* (nullable): borrowed */
  guint rank_before;    /* of the person's choice; 0: none */
  guint rank_after;
} VbDifference;

/**
 * vb_conversation_compare:
 *
 * Topics are the same by their code, or by the same own words; links by what they join and how.
 * Where a card lay does not count.
 *
 * Returns: (transfer full) (element-type VbDifference): answers, topics, links and who helps, each
 * in the order of @after, then what is gone; both conversations must stay
 */
GArray     *vb_conversation_compare (const VbConversation *before, const VbConversation *after);

G_END_DECLS
