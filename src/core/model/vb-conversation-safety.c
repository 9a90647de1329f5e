/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What to ask when life or safety may be at stake. It asks and keeps which step was taken; it
 * decides nothing, and no mark or number ever leads to it. */

#include "core/model/vb-conversation.h"

static const struct
{
  const char *kind;
  const char *code; /* of a topic that is a burden */
} signs[] = {
  { "life", "G08" },     { "violence", "S08" }, { "violence", "G05" },
  { "capacity", "G04" },
};

gboolean
vb_conversation_asks_for_safety (const VbConversation *self,
                                 const char           *kind)
{
  g_return_val_if_fail (self != NULL && kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      const VbTopic *topic = g_str_equal (signs[i].kind, kind)
                             ? vb_conversation_find_code (self, signs[i].code) : NULL;

      if (topic != NULL && g_strcmp0 (topic->tone, "burden") == 0)
        return TRUE;
    }
  for (guint i = 0; i < self->safety->len; i++)
    if (g_strcmp0 (((VbSafetyStep *) g_ptr_array_index (self->safety, i))->kind, kind) == 0)
      return TRUE;
  return FALSE;
}

VbSafetyStep *
vb_conversation_find_safety (const VbConversation *self,
                             const char           *kind,
                             const char           *step)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->safety->len; i++)
    {
      VbSafetyStep *taken = g_ptr_array_index (self->safety, i);

      if (g_strcmp0 (taken->kind, kind) == 0 && g_strcmp0 (taken->step, step) == 0)
        return taken;
    }
  return NULL;
}

void
vb_conversation_set_safety (VbConversation *self,
                            const char     *kind,
                            const char     *step,
                            const char     *taken_on)
{
  VbSafetyStep *taken = vb_conversation_find_safety (self, kind, step);

  g_return_if_fail (self != NULL && kind != NULL && step != NULL);

  if (taken_on == NULL && taken != NULL)
    g_ptr_array_remove (self->safety, taken);
  if (taken_on == NULL || taken != NULL)
    return;
  taken = vb_shape_new (&vb_safety_step_shape);
  taken->conversation_id = g_strdup (self->id);
  taken->kind = g_strdup (kind);
  taken->step = g_strdup (step);
  taken->taken_on = g_strdup (taken_on);
  g_ptr_array_add (self->safety, taken);
}
