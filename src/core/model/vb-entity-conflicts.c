/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fields that were corrected here, and fields that somebody else changed in the meantime. */

#include "config.h"

#include "core/model/vb-entity-private.h"

void
vb_correction_free (VbCorrection *self)
{
  g_free (self->source_value);
  g_free (self->corrected_by);
  g_free (self);
}

/**
 * vb_entity_get_correction:
 *
 * Returns: (transfer none) (nullable): what the source said of @column, when it was corrected here
 */
const VbCorrection *
vb_entity_get_correction (VbEntity   *self,
                          const char *column)
{
  int i;

  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);
  i = _vb_entity_find_column (self, column);
  g_return_val_if_fail (i >= 0, NULL);

  return self->corrections != NULL
         ? g_hash_table_lookup (self->corrections, GINT_TO_POINTER (i + 1)) : NULL;
}

void
vb_entity_take_correction (VbEntity     *self,
                           const char   *column,
                           VbCorrection *correction)
{
  int i;

  g_return_if_fail (VB_IS_ENTITY (self));
  i = _vb_entity_find_column (self, column);
  g_return_if_fail (i >= 0);

  if (self->corrections == NULL)
    self->corrections = g_hash_table_new_full (NULL, NULL, NULL,
                                               (GDestroyNotify) vb_correction_free);
  g_hash_table_replace (self->corrections, GINT_TO_POINTER (i + 1), correction);
}

/**
 * vb_entity_has_conflict:
 * @theirs: (out) (optional) (nullable): what @column holds in the store now
 *
 * Returns: whether someone else changed @column since it was loaded
 */
gboolean
vb_entity_has_conflict (VbEntity    *self,
                        const char  *column,
                        const char **theirs)
{
  int i;
  gpointer value = NULL;
  gboolean found;

  g_return_val_if_fail (VB_IS_ENTITY (self), FALSE);
  i = _vb_entity_find_column (self, column);
  g_return_val_if_fail (i >= 0, FALSE);

  found = self->conflicts != NULL
          && g_hash_table_lookup_extended (self->conflicts, GINT_TO_POINTER (i + 1), NULL, &value);
  if (theirs != NULL)
    *theirs = value;
  return found;
}

void
vb_entity_set_conflict (VbEntity   *self,
                        const char *column,
                        const char *theirs)
{
  int i;

  g_return_if_fail (VB_IS_ENTITY (self));
  i = _vb_entity_find_column (self, column);
  g_return_if_fail (i >= 0);

  if (self->conflicts == NULL)
    self->conflicts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_hash_table_replace (self->conflicts, GINT_TO_POINTER (i + 1), g_strdup (theirs));
}

void
vb_entity_settle (VbEntity   *self,
                  const char *column,
                  gboolean    keep_mine)
{
  g_autofree char *value = NULL;
  const char *theirs;
  int i;

  g_return_if_fail (VB_IS_ENTITY (self));
  if (!vb_entity_has_conflict (self, column, &theirs))
    return;

  i = _vb_entity_find_column (self, column);
  value = g_strdup (theirs);
  g_hash_table_remove (self->conflicts, GINT_TO_POINTER (i + 1));
  g_free (self->originals[i]);
  self->originals[i] = g_strdup (value);
  if (keep_mine)
    _vb_entity_emit_edited (self, column);
  else if (i > 0)
    vb_entity_set (self, column, value);
}
