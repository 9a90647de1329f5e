/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-edit-draft.h"

#include "core/model/vb-entity-draft.h"
#include "core/store/vb-draft.h"

#define DELAY 1000 /* milliseconds */

struct _VbEditDraft
{
  GObject parent_instance;

  VbStore *store;
  VbEntity *entity;
  char *id; /* (nullable) */
  gulong edited_id;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (VbEditDraft, vb_edit_draft, G_TYPE_OBJECT)

/* A draft that cannot be kept is no reason to stop someone typing: saving will say what is wrong
 * with the store. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!vb_draft_keep_finish (VB_STORE (source), result, &error))
    g_debug ("A draft was not kept: code %d", error != NULL ? error->code : 0);
}

static void
keep (VbEditDraft *self,
      const char  *text)
{
  vb_draft_keep_async (self->store, vb_entity_get_table (self->entity), self->id, text, NULL,
                       kept_cb, NULL);
}

static gboolean
timeout_cb (gpointer user_data)
{
  VbEditDraft *self = user_data;

  self->timeout = 0;
  vb_edit_draft_flush (self);
  return G_SOURCE_REMOVE;
}

/* Not started anew by every keystroke: who types on without a pause is kept too. */
static void
edited_cb (VbEditDraft *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (DELAY, timeout_cb, self);
}

static void
stop (VbEditDraft *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_signal_handler (&self->edited_id, self->entity);
}

static void
vb_edit_draft_dispose (GObject *object)
{
  VbEditDraft *self = VB_EDIT_DRAFT (object);

  stop (self);
  g_clear_object (&self->entity);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_edit_draft_parent_class)->dispose (object);
}

static void
vb_edit_draft_finalize (GObject *object)
{
  g_free (VB_EDIT_DRAFT (object)->id);

  G_OBJECT_CLASS (vb_edit_draft_parent_class)->finalize (object);
}

static void
vb_edit_draft_class_init (VbEditDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vb_edit_draft_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_edit_draft_finalize;
}

static void
vb_edit_draft_init (VbEditDraft *self)
{
}

VbEditDraft *
vb_edit_draft_new (VbStore    *store,
                   VbEntity   *entity,
                   const char *id)
{
  VbEditDraft *self = g_object_new (VB_TYPE_EDIT_DRAFT, NULL);

  self->store = g_object_ref (store);
  self->entity = g_object_ref (entity);
  self->id = g_strdup (id);
  self->edited_id = g_signal_connect_swapped (entity, "edited", G_CALLBACK (edited_cb), self);
  return self;
}

void
vb_edit_draft_flush (VbEditDraft *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (VB_IS_EDIT_DRAFT (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  text = vb_entity_dup_draft (self->entity);
  keep (self, text);
}

void
vb_edit_draft_discard (VbEditDraft *self)
{
  g_return_if_fail (VB_IS_EDIT_DRAFT (self));

  stop (self);
  keep (self, NULL);
}
