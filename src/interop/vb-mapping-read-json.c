/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Applies a mapping to the items of a JSON list. */

#include "config.h"

#include "core/base/vb-error.h"
#include "interop/vb-mapping-applier.h"

static gboolean
read_items (Applier     *self,
            VbJsonList  *list,
            GError     **error)
{
  for (;;)
    {
      g_autoptr(GError) local = NULL;
      g_autoptr(json_t) item = vb_json_list_next (list, &local);
      const char *name;
      json_t *value;

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (item == NULL)
        return TRUE;
      self->row = list->record;
      vb_intake_get_counts (self->job->intake, self->file)->rows = self->row;
      if (!vb_read_job_tick (self->job, list->position, self->row, error))
        return FALSE;
      if (!json_is_object (item))
        {
          vb_intake_get_counts (self->job->intake, self->file)->refused++;
          vb_intake_report (self->job->intake, VB_ISSUE_REFUSED, self->file, self->row, NULL,
                            N_("Not an object"), NULL);
          continue;
        }
      json_object_foreach (item, name, value)
        vb_applier_note_unknown (self, name);
      self->object = item;
      vb_applier_apply (self);
      self->object = NULL;
    }
}

/* A list that lies deeper than the root has to be loaded as a whole. */
static gboolean
read_deep_list (Applier            *self,
                const VbJsonIndex  *index,
                GError            **error)
{
  g_autoptr(json_t) root = vb_json_index_load (index, index->start, index->end, error);
  json_t *list;

  if (root == NULL)
    return FALSE;
  list = vb_applier_json_at (root, self->mapping->records_path);
  if (!json_is_array (list))
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                   "there is no list called “%s” in it", self->mapping->records_path);
      return FALSE;
    }
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      json_t *item = json_array_get (list, i);

      self->row = i + 1;
      vb_intake_get_counts (self->job->intake, self->file)->rows = self->row;
      if (!vb_read_job_tick (self->job, 0, self->row, error))
        return FALSE;
      self->object = item;
      if (json_is_object (item))
        vb_applier_apply (self);
      else
        vb_intake_get_counts (self->job->intake, self->file)->refused++;
      self->object = NULL;
    }
  return TRUE;
}

static gboolean
read_document (Applier            *self,
               const VbJsonIndex  *index,
               GError            **error)
{
  const char *path = self->mapping->records_path;
  const VbJsonMember *member = NULL;
  VbJsonList list;

  if (index->type == '{' && path != NULL)
    {
      member = vb_json_index_find (index, path);
      if (member == NULL || member->type != '[')
        return read_deep_list (self, index, error);
    }
  else if (index->type == '{' || (index->type != '[' && index->type != 'l'))
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                   "it is no list, and the mapping does not say where the list is");
      return FALSE;
    }
  vb_json_list_init (&list, index, member);
  return read_items (self, &list, error);
}

/**
 * vb_mapping_read_json:
 *
 * Reads a list of JSON records the way @mapping says.
 */
gboolean
vb_mapping_read_json (VbReadJob        *job,
                      const VbMapping  *mapping,
                      const char       *name,
                      GBytes           *bytes,
                      GError          **error)
{
  g_auto(Applier) self = { NULL };
  g_autoptr(GBytes) text = NULL;
  g_autoptr(VbJsonIndex) index = NULL;
  const char *data;
  gsize size;

  if (!vb_applier_init (&self, job, mapping, name, error))
    return FALSE;
  text = vb_read_job_decode (job, self.file, bytes, "utf-8", error);
  if (text == NULL)
    return FALSE;
  data = g_bytes_get_data (text, &size);
  index = vb_json_index_new (data != NULL ? data : "", size, job->limits, error);
  if (index == NULL || !read_document (&self, index, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  job->done += size;
  return TRUE;
}
