/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-form.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/widgets/vb-form-part.h"
#include "core/store/vb-draft.h"

#define KEEP_AFTER 500 /* milliseconds */

struct _VbForm
{
  GObject parent_instance;

  VbStore *store;
  char *name;
  char *id; /* (nullable) */
  GPtrArray *parts;    /* of VbFormPart, as they stand */
  GHashTable *initial; /* column: value */
  GHashTable *saving;  /* (nullable): column: value, of what is being saved */
  GCancellable *cancellable;
  GtkWindow *question; /* (nullable): is open */
  guint keep_id;
  gboolean filling;
  gboolean edited;
  gboolean done; /* saved or given up: nothing to keep */
};

enum
{
  EDITED,
  RECALLED,
  SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbForm, vb_form, G_TYPE_OBJECT)

/* ------------------------------------------------------------------ parts */

static VbFormPart *
find_part (VbForm     *self,
           const char *column)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (g_strcmp0 (vb_form_part_get_column (g_ptr_array_index (self->parts, i)), column) == 0)
      return g_ptr_array_index (self->parts, i);
  return NULL;
}

static void
keep (VbForm *self)
{
  GVariantBuilder builder;
  g_autoptr(GVariant) draft = NULL;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->done || !self->edited || self->name == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < self->parts->len; i++)
    {
      VbFormPart *part = g_ptr_array_index (self->parts, i);
      g_autofree char *value = vb_form_part_dup_value (part);

      g_variant_builder_add (&builder, "{ss}", vb_form_part_get_column (part), value);
    }
  draft = g_variant_ref_sink (g_variant_builder_end (&builder));
  text = g_variant_print (draft, FALSE);
  vb_draft_keep_form_async (self->store, self->name, self->id, text, NULL, NULL, NULL);
}

static gboolean
keep_cb (gpointer data)
{
  VbForm *self = data;

  self->keep_id = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static void
edited_cb (VbForm *self)
{
  if (self->filling || self->done)
    return;
  self->edited = TRUE;
  if (self->keep_id == 0 && self->name != NULL)
    self->keep_id = g_timeout_add (KEEP_AFTER, keep_cb, self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
add_parts (VbForm    *self,
           GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!VB_IS_FORM_PART (child))
        add_parts (self, child);
      else if (vb_form_part_get_column (VB_FORM_PART (child)) != NULL)
        {
          g_ptr_array_add (self->parts, g_object_ref (child));
          g_signal_connect_object (child, "edited", G_CALLBACK (edited_cb), self,
                                   G_CONNECT_SWAPPED);
        }
    }
}

static GHashTable *
dup_values (VbForm *self)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->parts->len; i++)
    {
      VbFormPart *part = g_ptr_array_index (self->parts, i);

      g_hash_table_insert (values, g_strdup (vb_form_part_get_column (part)),
                           vb_form_part_dup_value (part));
    }
  return values;
}

static void
take_values (GHashTable **values,
             GHashTable  *taken)
{
  g_clear_pointer (values, g_hash_table_unref);
  *values = taken;
}

void
vb_form_keep (VbForm *self)
{
  g_return_if_fail (VB_IS_FORM (self));

  keep (self);
  take_values (&self->saving, dup_values (self));
}

/* ------------------------------------------------------------------ what was typed before */

static void
recall (VbForm   *self,
        GVariant *draft)
{
  GVariantIter iter;
  const char *column, *value;

  self->filling = TRUE;
  g_variant_iter_init (&iter, draft);
  while (g_variant_iter_next (&iter, "{&s&s}", &column, &value))
    {
      VbFormPart *part = find_part (self, column);

      if (part != NULL)
        vb_form_part_set_value (part, value);
    }
  self->filling = FALSE;
  self->edited = TRUE;
  g_signal_emit (self, signals[RECALLED], 0);
}

static void
draft_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbForm *self = call->owner;
  g_autofree char *text = vb_draft_find_finish (VB_STORE (source), result, NULL);
  g_autoptr(GVariant) draft = NULL;

  if (vb_call_is_over (call) || text == NULL || self->edited || self->done)
    return;
  draft = g_variant_parse (G_VARIANT_TYPE ("a{ss}"), text, NULL, NULL, NULL);
  if (draft != NULL)
    recall (self, draft);
}

/* ------------------------------------------------------------------ closing */

static void
question_gone_cb (VbForm *self)
{
  self->question = NULL;
}

/* The question closes by itself; until then it must not point at a window that is gone. */
static void
discard_cb (GtkWindow  *question,
            const char *response,
            GtkWindow  *window)
{
  gtk_window_set_transient_for (question, NULL);
  gtk_window_destroy (window);
}

static void
save_cb (VbForm *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static void
ask_to_leave (VbForm    *self,
              GtkWindow *window)
{
  GtkWidget *question = adw_message_dialog_new (window, _("Save Your Changes?"),
                                                _("What you typed is not saved yet."));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (question);

  self->question = GTK_WINDOW (question);
  gtk_window_set_destroy_with_parent (self->question, TRUE);
  adw_message_dialog_add_responses (dialog, "keep", _("_Keep Editing"), "discard", _("_Discard"),
                                    "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (question_gone_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::discard", G_CALLBACK (vb_form_forget), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::discard", G_CALLBACK (discard_cb), window, 0);
  g_signal_connect_object (dialog, "response::save", G_CALLBACK (save_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (self->question);
}

/* ------------------------------------------------------------------ object */

static void
vb_form_finalize (GObject *object)
{
  VbForm *self = VB_FORM (object);

  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->store);
  g_ptr_array_unref (self->parts);
  g_hash_table_unref (self->initial);
  g_clear_pointer (&self->saving, g_hash_table_unref);
  g_free (self->name);
  g_free (self->id);

  G_OBJECT_CLASS (vb_form_parent_class)->finalize (object);
}

static void
vb_form_class_init (VbFormClass *klass)
{
  static const char *const names[N_SIGNALS] = { "edited", "recalled", "save" };

  G_OBJECT_CLASS (klass)->finalize = vb_form_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], VB_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
vb_form_init (VbForm *self)
{
  self->parts = g_ptr_array_new_with_free_func (g_object_unref);
  self->initial = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
}

VbForm *
vb_form_new (VbStore    *store,
             const char *name,
             const char *id,
             GtkWidget  *root)
{
  VbForm *self;

  g_return_val_if_fail (VB_IS_STORE (store) && GTK_IS_WIDGET (root), NULL);

  self = g_object_new (VB_TYPE_FORM, NULL);
  self->store = g_object_ref (store);
  self->name = g_strdup (name);
  self->id = g_strdup (id);
  add_parts (self, root);
  return self;
}

void
vb_form_show (VbForm        *self,
              const VbShape *shape,
              gconstpointer  record)
{
  g_return_if_fail (VB_IS_FORM (self));

  self->filling = TRUE;
  for (guint i = 0; i < shape->n_fields; i++)
    {
      VbFormPart *part = find_part (self, shape->fields[i].column);
      g_autofree char *value = part != NULL ? vb_shape_dup_text (shape, record, i) : NULL;

      if (part != NULL)
        vb_form_part_set_value (part, value);
    }
  self->filling = FALSE;
  vb_form_begin (self);
}

void
vb_form_collect (VbForm        *self,
                 const VbShape *shape,
                 gpointer       record)
{
  g_return_if_fail (VB_IS_FORM (self));

  for (guint i = 0; i < shape->n_fields; i++)
    {
      VbFormPart *part = find_part (self, shape->fields[i].column);
      g_autofree char *value = part != NULL ? vb_form_part_dup_value (part) : NULL;

      if (part != NULL)
        vb_shape_set_text (shape, record, i, *value != '\0' ? value : NULL);
    }
}

char *
vb_form_dup_value (VbForm     *self,
                   const char *column)
{
  VbFormPart *part;

  g_return_val_if_fail (VB_IS_FORM (self), NULL);

  part = find_part (self, column);
  return part != NULL ? vb_form_part_dup_value (part) : g_strdup ("");
}

gboolean
vb_form_has_value (VbForm     *self,
                   const char *column,
                   const char *value)
{
  g_autofree char *now = vb_form_dup_value (self, column);

  return g_str_equal (now, value);
}

void
vb_form_set_value (VbForm     *self,
                   const char *column,
                   const char *value)
{
  VbFormPart *part;
  gboolean filling;

  g_return_if_fail (VB_IS_FORM (self));

  part = find_part (self, column);
  g_return_if_fail (part != NULL);
  filling = self->filling;
  self->filling = TRUE;
  vb_form_part_set_value (part, value);
  self->filling = filling;
}

void
vb_form_begin (VbForm *self)
{
  g_return_if_fail (VB_IS_FORM (self));

  take_values (&self->initial, dup_values (self));
}

gboolean
vb_form_has_changes (VbForm *self)
{
  g_return_val_if_fail (VB_IS_FORM (self), FALSE);

  for (guint i = 0; i < self->parts->len; i++)
    {
      VbFormPart *part = g_ptr_array_index (self->parts, i);
      g_autofree char *value = vb_form_part_dup_value (part);

      if (g_strcmp0 (value, g_hash_table_lookup (self->initial,
                                                 vb_form_part_get_column (part))) != 0)
        return TRUE;
    }
  return FALSE;
}

void
vb_form_find_draft (VbForm *self)
{
  g_return_if_fail (VB_IS_FORM (self));

  vb_draft_find_form_async (self->store, self->name, self->id, self->cancellable, draft_found_cb,
                            vb_call_new (self, self->cancellable));
}

gboolean
vb_form_show_errors (VbForm        *self,
                     const VbShape *shape,
                     guint          record,
                     const GArray  *errors)
{
  gboolean focused = FALSE, any = FALSE;

  g_return_val_if_fail (VB_IS_FORM (self), FALSE);

  for (guint i = 0; i < self->parts->len; i++)
    {
      VbFormPart *part = g_ptr_array_index (self->parts, i);
      const char *message = NULL;

      for (guint k = 0; k < errors->len && message == NULL; k++)
        {
          const VbShapeError *error = &g_array_index (errors, VbShapeError, k);

          if (error->shape == shape && error->record == record
              && g_strcmp0 (error->column, vb_form_part_get_column (part)) == 0)
            message = error->message;
        }
      vb_form_part_set_error (part, message != NULL ? _(message) : NULL);
      if (message == NULL)
        continue;
      any = TRUE;
      if (!focused)
        focused = gtk_widget_grab_focus (GTK_WIDGET (part));
    }
  return any;
}

void
vb_form_set_error (VbForm     *self,
                   const char *column,
                   const char *message)
{
  VbFormPart *part;

  g_return_if_fail (VB_IS_FORM (self));

  part = find_part (self, column);
  g_return_if_fail (part != NULL);
  vb_form_part_set_error (part, message);
}

void
vb_form_settle (VbForm *self)
{
  g_return_if_fail (VB_IS_FORM (self));

  take_values (&self->initial, self->saving != NULL ? g_steal_pointer (&self->saving)
                                                    : dup_values (self));
  if (vb_form_has_changes (self))
    {
      keep (self); /* somebody typed on in the meantime */
      return;
    }
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->edited && self->name != NULL)
    vb_draft_keep_form_async (self->store, self->name, self->id, NULL, NULL, NULL, NULL);
  self->edited = FALSE;
}

void
vb_form_forget (VbForm *self)
{
  g_return_if_fail (VB_IS_FORM (self));

  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  self->done = TRUE;
  if (self->edited && self->name != NULL)
    vb_draft_keep_form_async (self->store, self->name, self->id, NULL, NULL, NULL, NULL);
}

void
vb_form_leave (VbForm *self)
{
  g_return_if_fail (VB_IS_FORM (self));

  g_cancellable_cancel (self->cancellable);
  if (self->keep_id != 0)
    keep (self);
  self->done = TRUE;
  g_ptr_array_set_size (self->parts, 0);
}

gboolean
vb_form_may_close (VbForm    *self,
                   GtkWindow *window)
{
  g_return_val_if_fail (VB_IS_FORM (self), TRUE);

  if (self->done || !vb_form_has_changes (self))
    {
      vb_form_forget (self);
      return TRUE;
    }
  if (self->question == NULL)
    ask_to_leave (self, window);
  return FALSE;
}
