/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be kept of an agreement, and what must be there before it is in force. */

#include "config.h"

#include "core/model/vb-agreement.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-referral-state.h"

#define TITLE_MAX 120
#define NOTE_MAX 1000

static void
want (GArray        *errors,
      gboolean       fine,
      const VbShape *shape,
      guint          record,
      const char    *column,
      const char    *message)
{
  if (!fine)
    vb_shape_errors_add (errors, shape, record, column, message);
}

static gboolean
fits (const char *text,
      glong       longest)
{
  return text == NULL || g_utf8_strlen (text, -1) <= longest;
}

static gboolean
is_date (const char *text)
{
  return text == NULL || vb_time_is_date (text);
}

/* ------------------------------------------------------------------ the way through */

typedef struct
{
  const VbAgreement *agreement;
  gboolean seen[VB_AGREEMENT_NODES_MAX];
  gboolean on_way[VB_AGREEMENT_NODES_MAX];
  guint deepest[VB_AGREEMENT_NODES_MAX]; /* questions from here on, itself too */
  gboolean circle;
} Walk;

static gboolean
find_place (const VbAgreement *self,
            const char        *id,
            guint             *place)
{
  const VbAgreementNode *node = vb_agreement_find_node (self, id);

  return node != NULL && g_ptr_array_find (self->nodes, node, place);
}

/* Each node once: also a hundred questions that share their branches are walked in a moment. */
static guint
walk (Walk *self,
      guint place)
{
  const VbAgreementNode *node = g_ptr_array_index (self->agreement->nodes, place);

  if (self->on_way[place])
    {
      self->circle = TRUE;
      return 0;
    }
  if (self->seen[place])
    return self->deepest[place];
  self->seen[place] = self->on_way[place] = TRUE;
  for (guint i = 0; i < node->answers->len; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (node->answers, i);
      guint next;

      if (find_place (self->agreement, answer->next_id, &next))
        self->deepest[place] = MAX (self->deepest[place], walk (self, next));
    }
  self->on_way[place] = FALSE;
  self->deepest[place] += !vb_agreement_node_is_outcome (node);
  return self->deepest[place];
}

/* The questions that cannot be answered without coming back to them; in one walk through all. */
static void
check_circles (GArray            *errors,
               const VbAgreement *self)
{
  Walk whole = { .agreement = self };

  for (guint i = 0; i < self->nodes->len; i++)
    {
      walk (&whole, i);
      if (whole.circle)
        {
          vb_shape_errors_add (errors, &vb_agreement_node_shape, i, "answers",
                               N_("These answers come back to a question that was asked already. "
                                  "Let one of them go somewhere else."));
          return;
        }
    }
}

/* ------------------------------------------------------------------ what may be kept */

static gboolean
leads_somewhere (const VbAgreement       *self,
                 const VbAgreementAnswer *answer)
{
  return answer->next_id == NULL || vb_agreement_find_node (self, answer->next_id) != NULL;
}

static void
check_node (GArray                *errors,
            guint                  index,
            const VbAgreement     *self,
            const VbAgreementNode *node)
{
  const VbShape *shape = &vb_agreement_node_shape;
  const char *too_long = N_("This is too long. Say it shorter.");
  gboolean outcome = vb_agreement_node_is_outcome (node);

  want (errors, outcome || g_strcmp0 (node->kind, "question") == 0, shape, index, "kind",
        N_("Choose one of the list"));
  want (errors, node->referral_kind == NULL
                || vb_referral_kind_find (node->referral_kind) < VB_N_KINDS, shape, index,
        "referral_kind", N_("Choose one of the list"));
  want (errors, fits (node->words, VB_AGREEMENT_WORDS_MAX), shape, index, "words", too_long);
  want (errors, fits (node->note, NOTE_MAX), shape, index, "note", too_long);
  want (errors, fits (node->function, VB_AGREEMENT_WORDS_MAX), shape, index, "function", too_long);
  want (errors, !outcome || node->answers->len == 0, shape, index, "answers",
        N_("An outcome has no answers"));
  want (errors, node->answers->len <= VB_AGREEMENT_ANSWERS_MAX, shape, index, "answers",
        N_("At most six answers: make two questions of it."));
  for (guint i = 0; i < node->answers->len; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (node->answers, i);

      want (errors, fits (answer->words, VB_AGREEMENT_WORDS_MAX), shape, index, "answers",
            too_long);
      want (errors, leads_somewhere (self, answer), shape, index, "answers",
            N_("An answer leads to what is not there any more. Choose where it goes."));
      want (errors, answer->words == NULL || vb_bsn_get_refusal (answer->words) == NULL, shape,
            index, "answers", vb_bsn_get_refusal (answer->words));
    }
  vb_bsn_check (errors, shape, index, node, NULL);
}

GArray *
vb_agreement_validate (const VbAgreement *self)
{
  static const char *const states[] = { "draft", "active", "retired", NULL };
  const VbShape *shape = &vb_agreement_shape;
  GArray *errors = vb_shape_errors_new ();

  want (errors, self->title != NULL, shape, 0, "title", N_("Give the agreement a name"));
  want (errors, fits (self->title, TITLE_MAX), shape, 0, "title",
        N_("This is too long. Say it shorter."));
  want (errors, self->state != NULL && g_strv_contains (states, self->state), shape, 0, "state",
        N_("Choose one of the list"));
  want (errors, is_date (self->agreed_on), shape, 0, "agreed_on",
        N_("Write the date as 2026-12-31"));
  want (errors, is_date (self->review_on), shape, 0, "review_on",
        N_("Write the date as 2026-12-31"));
  want (errors, fits (self->owner, TITLE_MAX), shape, 0, "owner",
        N_("This is too long. Say it shorter."));
  want (errors, fits (self->about, TITLE_MAX), shape, 0, "about",
        N_("This is too long. Say it shorter."));
  vb_bsn_check (errors, shape, 0, self, NULL);
  if (self->nodes->len > VB_AGREEMENT_NODES_MAX)
    {
      vb_shape_errors_add (errors, shape, 0, "nodes",
                           N_("At most 200 questions and outcomes: make two agreements of it."));
      return errors;
    }
  for (guint i = 0; i < self->nodes->len; i++)
    check_node (errors, i, self, g_ptr_array_index (self->nodes, i));
  check_circles (errors, self);
  return errors;
}

/* ------------------------------------------------------------------ in force */

static void
check_question (GArray                *errors,
                guint                  index,
                const VbAgreementNode *node)
{
  const VbShape *shape = &vb_agreement_node_shape;

  want (errors, node->words != NULL, shape, index, "words", N_("Write the question"));
  want (errors, node->answers->len >= 2, shape, index, "answers",
        N_("A question has two answers or more."));
  for (guint i = 0; i < node->answers->len; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (node->answers, i);

      want (errors, answer->words != NULL, shape, index, "answers", N_("Write each answer"));
      want (errors, answer->next_id != NULL, shape, index, "answers",
            N_("Choose where each answer goes: every way has to end at an outcome."));
    }
}

static void
check_outcome (GArray                *errors,
               guint                  index,
               const VbAgreementNode *node)
{
  want (errors, node->words != NULL, &vb_agreement_node_shape, index, "words",
        N_("Write what was agreed"));
  want (errors, node->function != NULL || node->contact_id != NULL || node->service_id != NULL
                || node->need_code != NULL, &vb_agreement_node_shape, index, "function",
        N_("Say to whom, or what to look for on the social map."));
}

static void
check_ways (GArray            *errors,
            const VbAgreement *self)
{
  Walk whole = { .agreement = self };
  guint start;

  if (!find_place (self, self->start_id, &start))
    {
      vb_shape_errors_add (errors, &vb_agreement_shape, 0, "start_id",
                           N_("Choose with which question it begins."));
      return;
    }
  want (errors, walk (&whole, start) <= VB_AGREEMENT_DEPTH_MAX, &vb_agreement_shape, 0, "nodes",
        N_("More than 20 questions in a row: nobody gets to the end of that."));
  for (guint i = 0; i < self->nodes->len; i++)
    want (errors, whole.seen[i], &vb_agreement_node_shape, i, "words",
          N_("No answer leads here. Let one do so, or remove it."));
}

GArray *
vb_agreement_check_active (const VbAgreement *self)
{
  const VbShape *shape = &vb_agreement_shape;
  GArray *errors = vb_agreement_validate (self);

  want (errors, self->owner != NULL, shape, 0, "owner", N_("Write who keeps this agreement"));
  want (errors, self->agreed_on != NULL, shape, 0, "agreed_on",
        N_("Write when this was agreed"));
  want (errors, self->review_on == NULL || self->agreed_on == NULL
                || strcmp (self->agreed_on, self->review_on) < 0, shape, 0, "review_on",
        N_("Look at it again on a day after it was agreed."));
  if (self->nodes->len > VB_AGREEMENT_NODES_MAX)
    return errors;
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const VbAgreementNode *node = g_ptr_array_index (self->nodes, i);

      if (vb_agreement_node_is_outcome (node))
        check_outcome (errors, i, node);
      else
        check_question (errors, i, node);
    }
  check_ways (errors, self);
  return errors;
}
