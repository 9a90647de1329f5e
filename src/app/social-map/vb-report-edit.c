/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-report-edit.h"

#include <glib/gi18n.h>

#include "app/edit/vb-edit-window.h"
#include "core/store/vb-owner.h"

/* A report on its way through the form. */
typedef struct
{
  VbWindow *window;
  char *report_id;
  char *record_id;
  char *column; /* (nullable) */
  char *note;
  char *text;   /* (nullable): what there is to say once it is saved */
  VbUndo *undo; /* (nullable): of the saving */
} Edit;

static void
edit_free (gpointer data)
{
  Edit *self = data;

  g_object_unref (self->window);
  g_free (self->report_id);
  g_free (self->record_id);
  g_free (self->column);
  g_free (self->note);
  g_free (self->text);
  g_clear_pointer (&self->undo, vb_undo_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edit, edit_free)

/* A report that somebody else decided in the meantime needs no deciding. */
static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Edit) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_trust_decide_report_finish (VB_STORE (source), result, &error);

  if (undo != NULL)
    vb_undo_join (self->undo, undo);
  vb_window_say_undo (self->window, self->text, self->undo);
}

static void
saved_cb (VbEditWindow *edit,
          const char   *text,
          VbUndo       *undo,
          Edit         *data)
{
  VbStore *store = vb_window_get_store (data->window);
  g_autoptr(Edit) self = NULL;

  if (store == NULL)
    return;
  self = g_new0 (Edit, 1);
  self->window = g_object_ref (data->window);
  self->text = g_strdup (text);
  self->undo = vb_undo_ref (undo);
  vb_trust_decide_report_async (store, data->report_id, VB_VERDICT_DONE, NULL, decided_cb,
                                g_steal_pointer (&self));
}

static void
closure_free (gpointer  data,
              GClosure *closure)
{
  edit_free (data);
}

static void
owner_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Edit) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbOwner) owner = vb_owner_find_finish (VB_STORE (source), result, &error);
  VbStore *store = vb_window_get_store (self->window);
  VbEditWindow *edit;

  if (store == NULL)
    return;
  if (owner == NULL)
    {
      vb_window_say_error (self->window, _("Could not be opened"), error);
      return;
    }
  edit = vb_edit_window_new_for (GTK_WINDOW (self->window), store, owner->table, owner->id);
  vb_edit_window_point_at (edit, self->record_id, self->column, self->note);
  g_signal_connect_data (edit, "finished", G_CALLBACK (saved_cb), g_steal_pointer (&self),
                         closure_free, 0);
  gtk_window_present (GTK_WINDOW (edit));
}

void
vb_report_edit (VbWindow   *window,
                const char *report_id,
                VbTable     table,
                const char *record_id,
                const char *column,
                const char *note)
{
  VbStore *store = vb_window_get_store (window);
  Edit *self;

  g_return_if_fail (report_id != NULL && record_id != NULL && note != NULL);

  if (store == NULL)
    return;
  self = g_new0 (Edit, 1);
  self->window = g_object_ref (window);
  self->report_id = g_strdup (report_id);
  self->record_id = g_strdup (record_id);
  self->column = g_strdup (column);
  self->note = g_strdup (note);
  vb_owner_find_async (store, table, record_id, NULL, owner_cb, self);
}
