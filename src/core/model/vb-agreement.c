/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-agreement.h"

#include <string.h>

#include "core/base/vb-time.h"

VB_SHAPE_DEFINE_PLAIN (vb_agreement_answer, VbAgreementAnswer, "agreement_answer", 1,
  VB_SHAPE_TEXT_OF (VbAgreementAnswer, id), VB_SHAPE_TEXT_OF (VbAgreementAnswer, node_id),
  VB_SHAPE_NUMBER_OF (VbAgreementAnswer, position), VB_SHAPE_TEXT_OF (VbAgreementAnswer, words),
  VB_SHAPE_TEXT_OF (VbAgreementAnswer, next_id))

#define NODE_TEXT(column) VB_SHAPE_TEXT_OF (VbAgreementNode, column)

VB_SHAPE_DEFINE (vb_agreement_node, VbAgreementNode, "agreement_node", 1,
  NODE_TEXT (id), NODE_TEXT (agreement_id), VB_SHAPE_NUMBER_OF (VbAgreementNode, position),
  NODE_TEXT (kind), NODE_TEXT (words), NODE_TEXT (note), NODE_TEXT (function),
  NODE_TEXT (contact_id), NODE_TEXT (service_id), NODE_TEXT (need_code),
  NODE_TEXT (referral_kind))

#define AGREEMENT_TEXT(column) VB_SHAPE_TEXT_OF (VbAgreement, column)

VB_SHAPE_DEFINE (vb_agreement, VbAgreement, "agreement", 1,
  AGREEMENT_TEXT (id), AGREEMENT_TEXT (title), AGREEMENT_TEXT (about), AGREEMENT_TEXT (owner),
  AGREEMENT_TEXT (agreed_on), AGREEMENT_TEXT (review_on), AGREEMENT_TEXT (state),
  AGREEMENT_TEXT (start_id), VB_SHAPE_STAMP_OF (VbAgreement, changed_at))

VB_SHAPE_DEFINE_PLAIN (vb_agreement_change, VbAgreementChange, "agreement_change", 1,
  VB_SHAPE_TEXT_OF (VbAgreementChange, id), VB_SHAPE_TEXT_OF (VbAgreementChange, agreement_id),
  VB_SHAPE_NUMBER_OF (VbAgreementChange, at), VB_SHAPE_TEXT_OF (VbAgreementChange, actor),
  VB_SHAPE_TEXT_OF (VbAgreementChange, what), VB_SHAPE_TEXT_OF (VbAgreementChange, before),
  VB_SHAPE_TEXT_OF (VbAgreementChange, after))

VbAgreementNode *
vb_agreement_node_adopt (gpointer record)
{
  VbAgreementNode *self = record;

  self->answers = vb_shape_new_list (&vb_agreement_answer_shape);
  return self;
}

void
vb_agreement_node_free (VbAgreementNode *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  vb_shape_free (&vb_agreement_node_shape, self);
}

VbAgreement *
vb_agreement_adopt (gpointer record)
{
  VbAgreement *self = record;

  self->nodes = vb_shape_new_list (&vb_agreement_node_shape);
  return self;
}

VbAgreement *
vb_agreement_new (const char *title)
{
  VbAgreement *self = vb_agreement_adopt (vb_shape_new (&vb_agreement_shape));

  self->title = g_strdup (title);
  self->state = g_strdup ("draft");
  return self;
}

VbAgreement *
vb_agreement_copy (const VbAgreement *self)
{
  VbAgreement *copy = vb_agreement_adopt (vb_shape_copy (&vb_agreement_shape, self));

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const VbAgreementNode *node = g_ptr_array_index (self->nodes, i);
      VbAgreementNode *other = vb_shape_copy (&vb_agreement_node_shape, node);

      other->answers = vb_shape_copy_list (&vb_agreement_answer_shape, node->answers);
      g_ptr_array_add (copy->nodes, other);
    }
  return copy;
}

void
vb_agreement_free (VbAgreement *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  vb_shape_free (&vb_agreement_shape, self);
}

VbAgreementNode *
vb_agreement_add_node (VbAgreement *self,
                       const char  *kind,
                       const char  *words)
{
  VbAgreementNode *node = vb_agreement_node_adopt (vb_shape_new (&vb_agreement_node_shape));

  node->agreement_id = g_strdup (self->id);
  node->position = self->nodes->len;
  node->kind = g_strdup (kind);
  node->words = g_strdup (words);
  if (self->start_id == NULL)
    self->start_id = g_strdup (node->id);
  g_ptr_array_add (self->nodes, node);
  return node;
}

VbAgreementAnswer *
vb_agreement_add_answer (VbAgreementNode       *self,
                         const char            *words,
                         const VbAgreementNode *next)
{
  VbAgreementAnswer *answer = vb_shape_new (&vb_agreement_answer_shape);

  answer->node_id = g_strdup (self->id);
  answer->position = self->answers->len;
  answer->words = g_strdup (words);
  answer->next_id = next != NULL ? g_strdup (next->id) : NULL;
  g_ptr_array_add (self->answers, answer);
  return answer;
}

VbAgreementNode *
vb_agreement_find_node (const VbAgreement *self,
                        const char        *id)
{
  for (guint i = 0; id != NULL && i < self->nodes->len; i++)
    {
      VbAgreementNode *node = g_ptr_array_index (self->nodes, i);

      if (g_strcmp0 (node->id, id) == 0)
        return node;
    }
  return NULL;
}

void
vb_agreement_remove_node (VbAgreement     *self,
                          VbAgreementNode *node)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const VbAgreementNode *other = g_ptr_array_index (self->nodes, i);

      for (guint k = 0; k < other->answers->len; k++)
        {
          VbAgreementAnswer *answer = g_ptr_array_index (other->answers, k);

          if (g_strcmp0 (answer->next_id, node->id) == 0)
            g_clear_pointer (&answer->next_id, g_free);
        }
    }
  if (g_strcmp0 (self->start_id, node->id) == 0)
    g_clear_pointer (&self->start_id, g_free);
  g_ptr_array_remove (self->nodes, node);
}

/* What is no date stays, and is refused where it stands. */
static void
tidy_date (char **text)
{
  char *date = *text != NULL ? vb_time_dup_date (*text) : NULL;

  if (date != NULL)
    {
      g_free (*text);
      *text = date;
    }
}

void
vb_agreement_tidy (VbAgreement *self)
{
  vb_shape_tidy (&vb_agreement_shape, self);
  tidy_date (&self->agreed_on);
  tidy_date (&self->review_on);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      VbAgreementNode *node = g_ptr_array_index (self->nodes, i);

      vb_shape_tidy (&vb_agreement_node_shape, node);
      for (guint k = 0; k < node->answers->len; k++)
        vb_shape_tidy (&vb_agreement_answer_shape, g_ptr_array_index (node->answers, k));
    }
}

gboolean
vb_agreement_node_is_outcome (const VbAgreementNode *self)
{
  return g_strcmp0 (self->kind, "outcome") == 0;
}

gboolean
vb_agreement_is_about (const VbAgreement *self,
                       const char        *need)
{
  g_auto(GStrv) codes = self->about != NULL ? g_strsplit (self->about, " ", -1) : NULL;

  return codes == NULL || (need != NULL && g_strv_contains ((const char *const *) codes, need));
}

/* ------------------------------------------------------------------ who changed what */

static void
note (GPtrArray  *changes,
      const char *what,
      const char *before,
      const char *after)
{
  VbAgreementChange *change = vb_shape_new (&vb_agreement_change_shape);

  change->what = g_strdup (what);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (changes, change);
}

static void
compare (GPtrArray  *changes,
         const char *what,
         const char *before,
         const char *after)
{
  if (g_strcmp0 (before, after) != 0)
    note (changes, what, before, after);
}

static const char *
words_of (const VbAgreement *self,
          const char        *id)
{
  const VbAgreementNode *node = vb_agreement_find_node (self, id);

  return node != NULL ? node->words : NULL;
}

/* "Yes → Debts?; No → Wellbeing coach" */
static char *
dup_answers (const VbAgreement     *self,
             const VbAgreementNode *node)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < node->answers->len; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (node->answers, i);
      const char *next = words_of (self, answer->next_id);

      g_string_append_printf (text, "%s%s → %s", i > 0 ? "; " : "",
                              answer->words != NULL ? answer->words : "…",
                              next != NULL ? next : "…");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_outcome (const VbAgreementNode *node)
{
  const char *parts[] = { node->function, node->contact_id, node->service_id, node->need_code,
                          node->referral_kind };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
compare_node (GPtrArray             *changes,
              const VbAgreement     *base,
              const VbAgreementNode *was,
              const VbAgreement     *mine,
              const VbAgreementNode *is)
{
  g_autofree char *old_answers = dup_answers (base, was), *answers = dup_answers (mine, is);
  g_autofree char *old_outcome = dup_outcome (was), *outcome = dup_outcome (is);

  compare (changes, "words", was->words, is->words);
  compare (changes, "note", was->note, is->note);
  compare (changes, "outcome", old_outcome, outcome);
  compare (changes, "answers", old_answers, answers);
}

static void
compare_nodes (GPtrArray         *changes,
               const VbAgreement *base,
               const VbAgreement *mine)
{
  for (guint i = 0; i < base->nodes->len; i++)
    {
      const VbAgreementNode *was = g_ptr_array_index (base->nodes, i);
      const VbAgreementNode *is = vb_agreement_find_node (mine, was->id);

      if (is == NULL)
        note (changes, "removed", was->words, NULL);
      else
        compare_node (changes, base, was, mine, is);
    }
  for (guint i = 0; i < mine->nodes->len; i++)
    {
      const VbAgreementNode *is = g_ptr_array_index (mine->nodes, i);

      if (vb_agreement_find_node (base, is->id) == NULL)
        note (changes, "added", NULL, is->words);
    }
}

GPtrArray *
vb_agreement_list_changes (const VbAgreement *base,
                           const VbAgreement *mine)
{
  GPtrArray *changes = vb_shape_new_list (&vb_agreement_change_shape);

  if (base == NULL)
    {
      note (changes, "made", NULL, mine->title);
      return changes;
    }
  compare (changes, "title", base->title, mine->title);
  compare (changes, "about", base->about, mine->about);
  compare (changes, "owner", base->owner, mine->owner);
  compare (changes, "agreed-on", base->agreed_on, mine->agreed_on);
  compare (changes, "review-on", base->review_on, mine->review_on);
  compare (changes, "state", base->state, mine->state);
  if (g_strcmp0 (base->start_id, mine->start_id) != 0)
    note (changes, "start", words_of (base, base->start_id), words_of (mine, mine->start_id));
  compare_nodes (changes, base, mine);
  return changes;
}
