/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/agreement/vb-agreement-words.h"

#include <glib/gi18n.h>

static guint
place_of (const VbAgreement     *self,
          const VbAgreementNode *node)
{
  guint place = 0;

  g_ptr_array_find (self->nodes, node, &place);
  return place + 1;
}

char *
vb_agreement_node_dup_name (const VbAgreement     *self,
                            const VbAgreementNode *node)
{
  const char *words = node->words != NULL                   ? node->words
                      : vb_agreement_node_is_outcome (node) ? _("An outcome, still empty")
                                                            : _("A question, still empty");

  return g_strdup_printf ("%u. %s", place_of (self, node), words);
}

char *
vb_agreement_node_dup_words (const VbAgreement     *self,
                             const VbAgreementNode *node)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (vb_agreement_node_is_outcome (node))
    return node->function != NULL ? g_strdup_printf (_("Outcome. To: %s"), node->function)
                                  : g_strdup (_("Outcome"));
  for (guint i = 0; i < node->answers->len; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (node->answers, i);
      const VbAgreementNode *next = vb_agreement_find_node (self, answer->next_id);

      g_string_append_printf (text, "%s%s → ", i > 0 ? "; " : "",
                              answer->words != NULL ? answer->words : "…");
      if (next != NULL)
        g_string_append_printf (text, "%u", place_of (self, next));
      else
        g_string_append (text, "?");
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_("No answers yet"));
}

char *
vb_agreement_change_dup_words (const VbAgreementChange *change)
{
  static const char *const names[][2] = {
    { "made", N_("Made") },           { "title", N_("Name") },
    { "about", N_("About") },         { "owner", N_("Who keeps it") },
    { "agreed-on", N_("Agreed on") }, { "review-on", N_("To look at again on") },
    { "state", N_("State") },         { "start", N_("Begins with") },
    { "added", N_("Added") },         { "removed", N_("Removed") },
    { "words", N_("Words") },         { "note", N_("Explanation") },
    { "outcome", N_("Outcome") },     { "answers", N_("Answers") },
  };
  const char *name = change->what;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i][0], change->what) == 0)
      name = _(names[i][1]);
  if (change->before == NULL || change->after == NULL)
    return g_strdup_printf ("%s: %s", name, change->before != NULL  ? change->before
                                            : change->after != NULL ? change->after
                                                                    : "–");
  return g_strdup_printf ("%s: %s → %s", name, change->before, change->after);
}
