/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-source-part.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"
#include "core/store/vb-sources.h"

struct _VbSourcePart
{
  AdwBin parent_instance;

  GtkLabel *text;

  VbEntity *entity;
  GCancellable *cancellable;
};

static void vb_source_part_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbSourcePart, vb_source_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_source_part_part_init))

static void
count_corrections (gpointer data,
                   gpointer user_data)
{
  VbEntity *entity = data;
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (entity));
  guint *n = user_data;

  for (guint i = 0; i < spec->n_columns; i++)
    *n += vb_entity_get_correction (entity, spec->columns[i].name) != NULL;
}

static void
show (VbSourcePart   *self,
      const VbSource *source)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *checked_at = vb_entity_dup_checked_at (self->entity);
  g_autofree char *checked = vb_words_checked (checked_at);
  guint corrections = 0;

  if (vb_entity_get_source_id (self->entity) == NULL)
    g_string_append (text, _("Made here."));
  else if (source != NULL)
    {
      g_autofree char *date = vb_words_moment (source->last_imported_at);

      /* Translators: the name of a directory, and a date */
      g_string_append_printf (text, _("From %s, brought in on %s."), source->name, date);
    }
  else
    g_string_append (text, _("From a directory."));
  g_string_append_printf (text, "\n%s.", checked);
  vb_entity_foreach (self->entity, count_corrections, &corrections);
  if (corrections > 0)
    g_string_append_printf (text, ngettext ("\n%u field was corrected here. It keeps its "
                                            "correction when the source comes in again.",
                                            "\n%u fields were corrected here. They keep their "
                                            "corrections when the source comes in again.",
                                            corrections), corrections);
  gtk_label_set_label (self->text, text->str);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbSourcePart) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sources = vb_sources_list_finish (VB_STORE (object), result, &error);

  /* Without the list the name of the source stays away. */
  for (guint i = 0; sources != NULL && self->entity != NULL && i < sources->len; i++)
    {
      VbSource *source = g_ptr_array_index (sources, i);

      if (g_strcmp0 (source->id, vb_entity_get_source_id (self->entity)) == 0)
        show (self, source);
    }
}

static void
vb_source_part_bind (VbEditPart *part,
                     VbEditForm *form,
                     VbEntity   *entity)
{
  VbSourcePart *self = VB_SOURCE_PART (part);

  g_set_object (&self->entity, entity);
  show (self, NULL);
  if (vb_entity_get_source_id (entity) != NULL)
    vb_sources_list_async (vb_edit_form_get_store (form), self->cancellable, listed_cb,
                           g_object_ref (self));
}

static void
vb_source_part_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_source_part_bind;
}

static void
vb_source_part_dispose (GObject *object)
{
  VbSourcePart *self = VB_SOURCE_PART (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->entity);

  G_OBJECT_CLASS (vb_source_part_parent_class)->dispose (object);
}

static void
vb_source_part_finalize (GObject *object)
{
  g_object_unref (VB_SOURCE_PART (object)->cancellable);

  G_OBJECT_CLASS (vb_source_part_parent_class)->finalize (object);
}

static void
vb_source_part_class_init (VbSourcePartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_source_part_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_source_part_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-source-part.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSourcePart, text);
}

static void
vb_source_part_init (VbSourcePart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}
