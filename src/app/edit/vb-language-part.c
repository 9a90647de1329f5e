/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-language-part.h"

#include "app/edit/vb-tick-list.h"
#include "app/vb-words.h"

static const char *const common[] = {
  "nl", "en", "ar", "ary", "tr", "fa", "fr", "de", "es", "pl", "uk", "ru", "ti", "am", "so", "pap",
  "srn", "zh", "pt", "it", "ro", "bg", "hu", "ku", "ps", "prs", "ur", "hi", "vi", "fy", "dse",
};

struct _VbLanguagePart
{
  AdwBin parent_instance;

  VbTickList *list;

  VbEntity *entity;
  GListModel *languages;
  gulong changed_id;
};

static void vb_language_part_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbLanguagePart, vb_language_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART,
                                                      vb_language_part_part_init))

/* A source may give a name and no code: then the name is what we know it by. */
static const char *
get_key (VbEntity *language)
{
  const char *code = vb_entity_get (language, "code");

  return code != NULL ? code : vb_entity_get (language, "name");
}

/* (transfer full) (nullable) */
static VbEntity *
find_language (VbLanguagePart *self,
               const char     *key)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->languages); i++)
    {
      g_autoptr(VbEntity) language = g_list_model_get_item (self->languages, i);

      if (g_strcmp0 (get_key (language), key) == 0)
        return g_steal_pointer (&language);
    }
  return NULL;
}

static void
ticked_cb (VbLanguagePart *self,
           const char     *key,
           gboolean        on)
{
  VbEntity *language = find_language (self, key);

  if (on && language == NULL)
    {
      VbEntity *added = vb_entity_new (VB_TABLE_LANGUAGE);
      g_autofree char *name = vb_words_language (key, NULL);

      vb_entity_set (added, "code", key);
      vb_entity_set (added, "name", name);
      vb_entity_take_child (self->entity, added);
    }
  while (!on && language != NULL)
    {
      vb_entity_remove_child (self->entity, language);
      g_object_unref (language);
      language = find_language (self, key);
    }
  g_clear_object (&language);
}

static void
show_ticks (VbLanguagePart *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      g_autoptr(VbEntity) language = find_language (self, common[i]);

      vb_tick_list_set_ticked (self->list, common[i], language != NULL);
    }
  for (guint i = 0; i < g_list_model_get_n_items (self->languages); i++)
    {
      g_autoptr(VbEntity) language = g_list_model_get_item (self->languages, i);
      const char *key = get_key (language);
      g_autofree char *words = NULL;

      if (key == NULL)
        continue;
      words = vb_words_language (vb_entity_get (language, "code"), vb_entity_get (language, "nam"
                                                                                            "e"));
      if (!vb_tick_list_has (self->list, key))
        vb_tick_list_add (self->list, key, words != NULL ? words : key);
      vb_tick_list_set_ticked (self->list, key, TRUE);
    }
  vb_tick_list_update (self->list);
}

/* ------------------------------------------------------------------ part */

static void
unbind (VbLanguagePart *self)
{
  g_clear_signal_handler (&self->changed_id, self->languages);
  g_clear_object (&self->languages);
  g_clear_object (&self->entity);
}

static void
vb_language_part_bind (VbEditPart *part,
                       VbEditForm *form,
                       VbEntity   *entity)
{
  VbLanguagePart *self = VB_LANGUAGE_PART (part);

  unbind (self);
  self->entity = g_object_ref (entity);
  self->languages = g_object_ref (vb_entity_get_children (entity, VB_TABLE_LANGUAGE));
  self->changed_id = g_signal_connect_swapped (self->languages, "items-changed",
                                               G_CALLBACK (show_ticks), self);
  vb_tick_list_clear (self->list);
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      g_autofree char *words = vb_words_language (common[i], NULL);

      vb_tick_list_add (self->list, common[i], words != NULL ? words : common[i]);
    }
  show_ticks (self);
}

static void
vb_language_part_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_language_part_bind;
}

static void
vb_language_part_dispose (GObject *object)
{
  unbind (VB_LANGUAGE_PART (object));

  G_OBJECT_CLASS (vb_language_part_parent_class)->dispose (object);
}

static void
vb_language_part_class_init (VbLanguagePartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VB_TYPE_TICK_LIST);
  G_OBJECT_CLASS (klass)->dispose = vb_language_part_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-language-part.ui");
  gtk_widget_class_bind_template_child (widget_class, VbLanguagePart, list);
  gtk_widget_class_bind_template_callback (widget_class, ticked_cb);
}

static void
vb_language_part_init (VbLanguagePart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
