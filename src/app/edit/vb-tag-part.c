/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-tag-part.h"

#include <string.h>

#include "app/edit/vb-tick-list.h"
#include "app/vb-words.h"
#include "core/store/vb-directory.h"

struct _VbTagPart
{
  AdwBin parent_instance;

  VbTickList *list;

  VbEditForm *form;
  VbEntity *entity;
  GListModel *attributes;
  gulong terms_id;
  gulong changed_id;
  char *taxonomy;
  char *title;
};

enum
{
  PROP_0,
  PROP_TAXONOMY,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_tag_part_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbTagPart, vb_tag_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_tag_part_part_init))

/* (transfer full) (nullable): the tag that ties the service to @term */
static VbEntity *
find_attribute (VbTagPart  *self,
                const char *term)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->attributes); i++)
    {
      g_autoptr(VbEntity) attribute = g_list_model_get_item (self->attributes, i);

      if (g_strcmp0 (vb_entity_get (attribute, "taxonomy_term_id"), term) == 0)
        return g_steal_pointer (&attribute);
    }
  return NULL;
}

static void
ticked_cb (VbTagPart  *self,
           const char *term,
           gboolean    on)
{
  VbEntity *attribute = find_attribute (self, term);

  if (on && attribute == NULL)
    {
      VbEntity *added = vb_entity_new (VB_TABLE_ATTRIBUTE);

      vb_entity_set (added, "taxonomy_term_id", term);
      /* "verbinder-need" is a "need" to the standard. */
      vb_entity_set (added, "link_type", strrchr (self->taxonomy, '-') + 1);
      vb_entity_take_child (self->entity, added);
    }
  while (!on && attribute != NULL)
    {
      vb_entity_remove_child (self->entity, attribute);
      g_object_unref (attribute);
      attribute = find_attribute (self, term);
    }
  g_clear_object (&attribute);
}

static void
show_ticks (VbTagPart *self)
{
  g_autoptr(GPtrArray) terms = vb_edit_form_list_terms (self->form, self->taxonomy);

  for (guint i = 0; i < terms->len; i++)
    {
      VbName *term = g_ptr_array_index (terms, i);
      g_autoptr(VbEntity) attribute = find_attribute (self, term->id);

      vb_tick_list_set_ticked (self->list, term->id, attribute != NULL);
    }
  vb_tick_list_update (self->list);
}

static void
add_under (VbTagPart    *self,
           GPtrArray    *terms,
           const VbName *parent)
{
  gboolean headed = FALSE;

  for (guint i = 0; i < terms->len; i++)
    {
      VbName *term = g_ptr_array_index (terms, i);

      if (g_strcmp0 (term->parent_id, parent->id) != 0)
        continue;
      if (!headed)
        vb_tick_list_add_heading (self->list, vb_words_term (parent->name, parent->name_en));
      headed = TRUE;
      vb_tick_list_add (self->list, term->id, vb_words_term (term->name, term->name_en));
    }
}

static void
fill (VbTagPart *self)
{
  g_autoptr(GPtrArray) terms = vb_edit_form_list_terms (self->form, self->taxonomy);
  g_autoptr(GPtrArray) parents = vb_edit_form_list_terms (self->form, "verbinder-domain");

  vb_tick_list_clear (self->list);
  for (guint i = 0; i < parents->len; i++)
    add_under (self, terms, g_ptr_array_index (parents, i));
  for (guint i = 0; i < terms->len; i++)
    {
      VbName *term = g_ptr_array_index (terms, i);

      if (!vb_tick_list_has (self->list, term->id))
        vb_tick_list_add (self->list, term->id, vb_words_term (term->name, term->name_en));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), terms->len > 0);
  show_ticks (self);
}

/* ------------------------------------------------------------------ part */

static void
unbind (VbTagPart *self)
{
  g_clear_signal_handler (&self->terms_id, self->form);
  g_clear_signal_handler (&self->changed_id, self->attributes);
  g_clear_object (&self->attributes);
  g_clear_object (&self->entity);
  g_clear_object (&self->form);
}

static void
vb_tag_part_bind (VbEditPart *part,
                  VbEditForm *form,
                  VbEntity   *entity)
{
  VbTagPart *self = VB_TAG_PART (part);

  g_return_if_fail (self->taxonomy != NULL);
  unbind (self);
  self->form = g_object_ref (form);
  self->entity = g_object_ref (entity);
  self->attributes = g_object_ref (vb_entity_get_children (entity, VB_TABLE_ATTRIBUTE));
  self->terms_id = g_signal_connect_swapped (form, "terms", G_CALLBACK (fill), self);
  self->changed_id = g_signal_connect_swapped (self->attributes, "items-changed",
                                               G_CALLBACK (show_ticks), self);
  fill (self);
}

static void
vb_tag_part_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_tag_part_bind;
}

/* ------------------------------------------------------------------ object */

static void
vb_tag_part_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  VbTagPart *self = VB_TAG_PART (object);

  switch (prop_id)
    {
    case PROP_TAXONOMY:
      g_value_set_string (value, self->taxonomy);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_tag_part_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  VbTagPart *self = VB_TAG_PART (object);

  switch (prop_id)
    {
    case PROP_TAXONOMY:
      g_free (self->taxonomy);
      self->taxonomy = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
vb_tag_part_dispose (GObject *object)
{
  unbind (VB_TAG_PART (object));

  G_OBJECT_CLASS (vb_tag_part_parent_class)->dispose (object);
}

static void
vb_tag_part_finalize (GObject *object)
{
  VbTagPart *self = VB_TAG_PART (object);

  g_free (self->taxonomy);
  g_free (self->title);

  G_OBJECT_CLASS (vb_tag_part_parent_class)->finalize (object);
}

static void
vb_tag_part_class_init (VbTagPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_type_ensure (VB_TYPE_TICK_LIST);
  object_class->get_property = vb_tag_part_get_property;
  object_class->set_property = vb_tag_part_set_property;
  object_class->dispose = vb_tag_part_dispose;
  object_class->finalize = vb_tag_part_finalize;

  properties[PROP_TAXONOMY] = g_param_spec_string ("taxonomy", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-tag-part.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTagPart, list);
  gtk_widget_class_bind_template_callback (widget_class, ticked_cb);
}

static void
vb_tag_part_init (VbTagPart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
