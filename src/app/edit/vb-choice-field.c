/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-choice-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "core/store/vb-directory.h"

struct _VbChoiceField
{
  VbField parent_instance;

  GtkDropDown *list;

  char *value_text;      /* as set: "a,b,c" */
  GtkStringList *labels; /* (nullable): as set */
  char *taxonomy;        /* (nullable) */
  GPtrArray *values;     /* what the list holds now */
  gulong terms_id;
  VbEditForm *waiting;   /* (nullable): for its terms */
  gboolean filling;
};

enum
{
  PROP_0,
  PROP_VALUES,
  PROP_LABELS,
  PROP_TAXONOMY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static VbEditPartInterface *parent_part;

static void vb_choice_field_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbChoiceField, vb_choice_field, VB_TYPE_FIELD,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_choice_field_part_init))

static gboolean
find_value (VbChoiceField *self,
            const char    *value,
            guint         *position)
{
  return g_ptr_array_find_with_equal_func (self->values, value != NULL ? value : "", g_str_equal,
                                           position);
}

static void
add (VbChoiceField *self,
     GtkStringList *shown,
     const char    *value,
     const char    *label)
{
  g_ptr_array_add (self->values, g_strdup (value));
  gtk_string_list_append (shown, label);
}

static void
add_terms (VbChoiceField *self,
           GtkStringList *shown)
{
  VbEditForm *form = vb_field_get_form (VB_FIELD (self));
  g_autoptr(GPtrArray) terms = vb_edit_form_list_terms (form, self->taxonomy);

  add (self, shown, "", _("Not chosen"));
  for (guint i = 0; i < terms->len; i++)
    {
      VbName *term = g_ptr_array_index (terms, i);

      if (term->detail != NULL)
        add (self, shown, term->detail, vb_words_term (term->name, term->name_en));
    }
}

static void
fill (VbChoiceField *self,
      const char    *current)
{
  g_autoptr(GtkStringList) shown = gtk_string_list_new (NULL);
  g_auto(GStrv) values = g_strsplit (self->value_text != NULL ? self->value_text : "", ",", -1);
  guint position;

  self->filling = TRUE;
  g_ptr_array_set_size (self->values, 0);
  if (self->taxonomy != NULL && vb_field_get_form (VB_FIELD (self)) != NULL)
    add_terms (self, shown);
  for (guint i = 0; self->labels != NULL && values[i] != NULL
                    && i < g_list_model_get_n_items (G_LIST_MODEL (self->labels)); i++)
    add (self, shown, values[i], gtk_string_list_get_string (self->labels, i));
  if (!find_value (self, current, &position))
    {
      position = self->values->len;
      add (self, shown, current != NULL ? current : "",
           current != NULL ? current : _("Not chosen"));
    }
  gtk_drop_down_set_enable_search (self->list, self->values->len > 12);
  gtk_drop_down_set_model (self->list, G_LIST_MODEL (shown));
  gtk_drop_down_set_selected (self->list, position);
  self->filling = FALSE;
}

static void
selected_cb (VbChoiceField *self)
{
  guint selected;

  if (self->filling)
    return;
  selected = gtk_drop_down_get_selected (self->list);
  if (selected < self->values->len)
    vb_field_store (VB_FIELD (self), g_ptr_array_index (self->values, selected));
}

static void
vb_choice_field_show_value (VbField    *field,
                            const char *value)
{
  VbChoiceField *self = VB_CHOICE_FIELD (field);
  guint position;

  if (find_value (self, value, &position))
    gtk_drop_down_set_selected (self->list, position);
  else
    fill (self, value);
}

static char *
vb_choice_field_dup_words (VbField    *field,
                           const char *value)
{
  VbChoiceField *self = VB_CHOICE_FIELD (field);
  GListModel *shown = gtk_drop_down_get_model (self->list);
  guint position;

  if (shown == NULL || !find_value (self, value, &position))
    return g_strdup (value);
  return g_strdup (gtk_string_list_get_string (GTK_STRING_LIST (shown), position));
}

static void
vb_choice_field_name_control (VbField    *field,
                              GtkWidget  *control,
                              const char *title)
{
  vb_accessible_set_drop_down_label (GTK_DROP_DOWN (control), title);
}

/* ------------------------------------------------------------------ part */

static void
terms_cb (VbChoiceField *self)
{
  VbEntity *entity = vb_field_get_entity (VB_FIELD (self));

  fill (self, vb_entity_get (entity, vb_field_get_column (VB_FIELD (self))));
}

static void
stop_waiting (VbChoiceField *self)
{
  g_clear_signal_handler (&self->terms_id, self->waiting);
  g_clear_object (&self->waiting);
}

static void
vb_choice_field_bind (VbEditPart *part,
                      VbEditForm *form,
                      VbEntity   *entity)
{
  VbChoiceField *self = VB_CHOICE_FIELD (part);

  stop_waiting (self);
  g_ptr_array_set_size (self->values, 0);
  parent_part->bind (part, form, entity);
  if (self->taxonomy == NULL || vb_edit_form_has_terms (form))
    return;
  self->waiting = g_object_ref (form);
  self->terms_id = g_signal_connect_swapped (form, "terms", G_CALLBACK (terms_cb), self);
}

static void
vb_choice_field_part_init (VbEditPartInterface *iface)
{
  parent_part = g_type_interface_peek_parent (iface);
  iface->bind = vb_choice_field_bind;
}

/* ------------------------------------------------------------------ object */

static void
vb_choice_field_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VbChoiceField *self = VB_CHOICE_FIELD (object);

  switch (prop_id)
    {
    case PROP_VALUES:
      g_value_set_string (value, self->value_text);
      break;
    case PROP_LABELS:
      g_value_set_object (value, self->labels);
      break;
    case PROP_TAXONOMY:
      g_value_set_string (value, self->taxonomy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_choice_field_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VbChoiceField *self = VB_CHOICE_FIELD (object);

  switch (prop_id)
    {
    case PROP_VALUES:
      g_free (self->value_text);
      self->value_text = g_value_dup_string (value);
      break;
    case PROP_LABELS:
      g_set_object (&self->labels, g_value_get_object (value));
      break;
    case PROP_TAXONOMY:
      g_free (self->taxonomy);
      self->taxonomy = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
vb_choice_field_dispose (GObject *object)
{
  VbChoiceField *self = VB_CHOICE_FIELD (object);

  self->filling = TRUE;
  stop_waiting (self);
  g_clear_object (&self->labels);

  G_OBJECT_CLASS (vb_choice_field_parent_class)->dispose (object);
}

static void
vb_choice_field_finalize (GObject *object)
{
  VbChoiceField *self = VB_CHOICE_FIELD (object);

  g_free (self->value_text);
  g_free (self->taxonomy);
  g_ptr_array_unref (self->values);

  G_OBJECT_CLASS (vb_choice_field_parent_class)->finalize (object);
}

static void
vb_choice_field_class_init (VbChoiceFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VbFieldClass *field_class = VB_FIELD_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_choice_field_get_property;
  object_class->set_property = vb_choice_field_set_property;
  object_class->dispose = vb_choice_field_dispose;
  object_class->finalize = vb_choice_field_finalize;
  field_class->show_value = vb_choice_field_show_value;
  field_class->dup_words = vb_choice_field_dup_words;
  field_class->name_control = vb_choice_field_name_control;

  properties[PROP_VALUES] = g_param_spec_string ("values", NULL, NULL, NULL, flags);
  properties[PROP_LABELS] = g_param_spec_object ("labels", NULL, NULL, GTK_TYPE_STRING_LIST, flags);
  properties[PROP_TAXONOMY] = g_param_spec_string ("taxonomy", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-choice-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbChoiceField, list);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
vb_choice_field_init (VbChoiceField *self)
{
  self->values = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
