/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-topics-field.h"

#include <string.h>

#include "app/conversation/vb-talk-window.h"
#include "app/conversation/vb-topic-words.h"
#include "app/edit/vb-tick-list.h"
#include "app/widgets/vb-form-part.h"
#include "interop/vb-instrument-reader.h"

#define COLUMN "topic-names"

struct _VbTopicsField
{
  GtkBox parent_instance;

  VbTickList *list;

  GPtrArray *ticked; /* of char *: codes, in the order in which they were ticked */
};

static void vb_topics_field_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbTopicsField, vb_topics_field, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART,
                                                      vb_topics_field_part_init))

static void
note (VbTopicsField *self,
      const char    *code,
      gboolean       on)
{
  guint position;
  gboolean there = g_ptr_array_find_with_equal_func (self->ticked, code, g_str_equal, &position);

  if (on && !there)
    g_ptr_array_add (self->ticked, g_strdup (code));
  else if (!on && there)
    g_ptr_array_remove_index (self->ticked, position);
}

static void
ticked_cb (VbTopicsField *self,
           const char    *code,
           gboolean       on)
{
  note (self, code, on);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

/* ------------------------------------------------------------------ what there is to tick */

static void
add_group (VbTopicsField          *self,
           const VbInstrument     *instrument,
           const VbInstrumentItem *group,
           VbItemKind              kind)
{
  const char *language = vb_topic_find_language (instrument);

  vb_tick_list_add_heading (self->list,
                            vb_instrument_get_words (instrument, group->title, language));
  for (guint i = 0; i < group->items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (group->items, i);

      if (item->kind == kind)
        vb_tick_list_add (self->list, item->id,
                          vb_instrument_get_words (instrument, item->title, language));
    }
}

static void
fill (VbTopicsField *self)
{
  g_autoptr(VbInstrument) domains = vb_instrument_find_shipped (VB_FOUR_DOMAINS);
  g_autoptr(VbInstrument) web = vb_instrument_find_shipped (VB_HEALTH_WEB);
  g_autoptr(GPtrArray) marks = web != NULL ? vb_instrument_list_items (web, VB_ITEM_MARK) : NULL;

  for (guint i = 0; domains != NULL && i < domains->items->len; i++)
    {
      const VbInstrumentItem *group = g_ptr_array_index (domains->items, i);

      if (group->domain != NULL)
        add_group (self, domains, group, VB_ITEM_TOPIC);
    }
  if (web == NULL)
    return;
  vb_tick_list_add_heading (self->list, vb_instrument_get_words (web, web->title,
                                                                 vb_topic_find_language (web)));
  for (guint i = 0; i < marks->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (marks, i);

      vb_tick_list_add (self->list, item->id,
                        vb_instrument_get_words (web, item->title, vb_topic_find_language (web)));
    }
}

/* ------------------------------------------------------------------ part */

static const char *
get_column (VbFormPart *part)
{
  return COLUMN;
}

static char *
dup_value (VbFormPart *part)
{
  VbTopicsField *self = VB_TOPICS_FIELD (part);
  g_autoptr(GString) value = g_string_new (NULL);

  for (guint i = 0; i < self->ticked->len; i++)
    g_string_append_printf (value, "%s%s", i > 0 ? "," : "",
                            (const char *) g_ptr_array_index (self->ticked, i));
  return g_string_free (g_steal_pointer (&value), FALSE);
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  VbTopicsField *self = VB_TOPICS_FIELD (part);
  g_auto(GStrv) codes = g_strsplit (value, ",", -1);

  for (guint i = 0; i < self->ticked->len; i++)
    vb_tick_list_set_ticked (self->list, g_ptr_array_index (self->ticked, i), FALSE);
  g_ptr_array_set_size (self->ticked, 0);
  for (char **code = codes; *code != NULL; code++)
    {
      if (*g_strstrip (*code) == '\0')
        continue;
      if (!vb_tick_list_has (self->list, *code))
        vb_tick_list_add (self->list, *code, *code);
      vb_tick_list_set_ticked (self->list, *code, TRUE);
      note (self, *code, TRUE);
    }
  vb_tick_list_update (self->list);
}

static void
vb_topics_field_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
}

/* ------------------------------------------------------------------ object */

static void
vb_topics_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_TOPICS_FIELD);

  G_OBJECT_CLASS (vb_topics_field_parent_class)->dispose (object);
}

static void
vb_topics_field_finalize (GObject *object)
{
  g_ptr_array_unref (VB_TOPICS_FIELD (object)->ticked);

  G_OBJECT_CLASS (vb_topics_field_parent_class)->finalize (object);
}

static void
vb_topics_field_class_init (VbTopicsFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_topics_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_topics_field_finalize;

  g_type_ensure (VB_TYPE_TICK_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-topics-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTopicsField, list);
  gtk_widget_class_bind_template_callback (widget_class, ticked_cb);
}

static void
vb_topics_field_init (VbTopicsField *self)
{
  self->ticked = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
  vb_tick_list_update (self->list);
}
