/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-reference-field.h"

#include <glib/gi18n.h>

#include "app/edit/vb-name-chooser.h"
#include "app/widgets/vb-wrap-button.h"

struct _VbReferenceField
{
  VbField parent_instance;

  GtkWidget *button;
  GtkLabel *name;
  GtkPopover *popover;
  VbNameChooser *chooser;
  GtkWidget *clear_button;

  VbTable table;
  char *new_label;
  char *empty_label;
  gboolean deep;
  gboolean required;
  GCancellable *loading;
};

enum
{
  PROP_0,
  PROP_TABLE,
  PROP_NEW_LABEL,
  PROP_EMPTY_LABEL,
  PROP_DEEP,
  PROP_REQUIRED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbReferenceField, vb_reference_field, VB_TYPE_FIELD)

static void load_target (VbReferenceField *self, const char *id);

static char *
vb_reference_field_dup_words (VbField    *field,
                              const char *value)
{
  VbEntity *entity = vb_field_get_entity (field);
  VbEntity *target = vb_entity_get_reference (entity, vb_field_get_column (field));
  const char *name = vb_edit_form_find_name (vb_field_get_form (field), value);

  if (target != NULL && g_strcmp0 (vb_entity_get_id (target), value) == 0
      && vb_entity_get_name (target) != NULL)
    return vb_entity_is_new (target)
             /* Translators: what somebody typed as the name of something that is not there yet */
             ? g_strdup_printf (_("%s (new)"), vb_entity_get_name (target))
             : g_strdup (vb_entity_get_name (target));
  return g_strdup (name != NULL ? name : _("One that is not in this map"));
}

static void
vb_reference_field_show_value (VbField    *field,
                               const char *value)
{
  VbReferenceField *self = VB_REFERENCE_FIELD (field);
  VbEntity *target = vb_entity_get_reference (vb_field_get_entity (field),
                                              vb_field_get_column (field));
  g_autofree char *words = value != NULL ? vb_reference_field_dup_words (field, value)
                                         : g_strdup (self->empty_label != NULL ? self->empty_label
                                                                               : _("Not chosen"));

  /* What came with the record has a name that must outlive another choice. */
  if (target != NULL && vb_entity_get_name (target) != NULL)
    vb_edit_form_take_name (vb_field_get_form (field), vb_entity_get_id (target),
                            vb_entity_get_name (target));
  gtk_label_set_label (self->name, words);
  if (value != NULL && target == NULL
      && vb_edit_form_find_name (vb_field_get_form (field), value) == NULL)
    load_target (self, value);
}

static void
vb_reference_field_name_control (VbField    *field,
                                 GtkWidget  *control,
                                 const char *title)
{
  VbReferenceField *self = VB_REFERENCE_FIELD (field);
  const char *name = self->name != NULL ? gtk_label_get_label (self->name) : "";
  g_autofree char *label = g_strdup_printf ("%s: %s", title, name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_tooltip_text (control, label);
}

static void
open_cb (VbReferenceField *self)
{
  VbEditForm *form = vb_field_get_form (VB_FIELD (self));
  VbEntity *entity = vb_field_get_entity (VB_FIELD (self));

  if (form == NULL)
    return;
  gtk_widget_set_visible (self->clear_button, !self->required
                          && vb_entity_get (entity, vb_field_get_column (VB_FIELD (self))) != NULL);
  gtk_popover_popup (self->popover);
  vb_name_chooser_open (self->chooser, vb_edit_form_get_store (form), self->table,
                        self->new_label);
}

static void
close_popover (VbReferenceField *self)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_grab_focus (self->button);
}

/* ------------------------------------------------------------------ choosing */

typedef struct
{
  VbReferenceField *field;
  VbEntity *entity;
  char *id;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->field);
  g_object_unref (load->entity);
  g_free (load->id);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Load) load = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) target = vb_directory_load_finish (VB_STORE (source), result, &error);
  VbField *field = VB_FIELD (load->field);

  /* Without it the choice stands; only its own fields cannot be changed here. */
  if (target == NULL || vb_field_get_entity (field) != load->entity
      || g_strcmp0 (vb_entity_get (load->entity, vb_field_get_column (field)), load->id) != 0)
    return;
  vb_edit_form_take_name (vb_field_get_form (field), load->id,
                          vb_entity_get_name (target) != NULL ? vb_entity_get_name (target) : "");
  if (load->field->deep)
    {
      vb_entity_set_reference (load->entity, vb_field_get_column (field), target);
      g_signal_emit_by_name (load->entity, "edited", vb_field_get_column (field));
    }
  else
    {
      vb_reference_field_show_value (field, load->id);
      vb_edit_form_check (vb_field_get_form (field));
    }
}

static void
load_target (VbReferenceField *self,
             const char       *id)
{
  Load *load = g_new0 (Load, 1);

  load->field = g_object_ref (self);
  load->entity = g_object_ref (vb_field_get_entity (VB_FIELD (self)));
  load->id = g_strdup (id);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  vb_directory_load_async (vb_edit_form_get_store (vb_field_get_form (VB_FIELD (self))),
                           self->table, id, self->loading, loaded_cb, load);
}

static void
chosen_cb (VbReferenceField *self,
           const VbName     *name)
{
  g_autofree char *id = g_strdup (name->id);

  vb_edit_form_take_name (vb_field_get_form (VB_FIELD (self)), id,
                          name->name != NULL ? name->name : "");
  vb_field_store (VB_FIELD (self), id);
  vb_reference_field_show_value (VB_FIELD (self), id);
  if (self->deep)
    load_target (self, id);
  close_popover (self);
}

static void
new_cb (VbReferenceField *self,
        const char       *text)
{
  VbField *field = VB_FIELD (self);
  g_autoptr(VbEntity) target = vb_entity_new (self->table);

  vb_entity_set (target, "name", text);
  vb_entity_set_reference (vb_field_get_entity (field), vb_field_get_column (field), target);
  vb_reference_field_show_value (field, vb_entity_get_id (target));
  close_popover (self);
}

static void
clear_cb (VbReferenceField *self)
{
  vb_field_store (VB_FIELD (self), NULL);
  vb_reference_field_show_value (VB_FIELD (self), NULL);
  close_popover (self);
}

/* ------------------------------------------------------------------ object */

static void
vb_reference_field_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  VbReferenceField *self = VB_REFERENCE_FIELD (object);

  switch (prop_id)
    {
    case PROP_TABLE:
      self->table = vb_schema_find (g_value_get_string (value));
      g_assert (self->table < VB_N_TABLES);
      break;
    case PROP_NEW_LABEL:
      g_free (self->new_label);
      self->new_label = g_value_dup_string (value);
      break;
    case PROP_EMPTY_LABEL:
      g_free (self->empty_label);
      self->empty_label = g_value_dup_string (value);
      break;
    case PROP_DEEP:
      self->deep = g_value_get_boolean (value);
      break;
    case PROP_REQUIRED:
      self->required = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_reference_field_dispose (GObject *object)
{
  VbReferenceField *self = VB_REFERENCE_FIELD (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);

  G_OBJECT_CLASS (vb_reference_field_parent_class)->dispose (object);
}

static void
vb_reference_field_finalize (GObject *object)
{
  VbReferenceField *self = VB_REFERENCE_FIELD (object);

  g_free (self->new_label);
  g_free (self->empty_label);

  G_OBJECT_CLASS (vb_reference_field_parent_class)->finalize (object);
}

static void
vb_reference_field_class_init (VbReferenceFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VbFieldClass *field_class = VB_FIELD_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_type_ensure (VB_TYPE_NAME_CHOOSER);
  object_class->set_property = vb_reference_field_set_property;
  object_class->dispose = vb_reference_field_dispose;
  object_class->finalize = vb_reference_field_finalize;
  field_class->show_value = vb_reference_field_show_value;
  field_class->dup_words = vb_reference_field_dup_words;
  field_class->name_control = vb_reference_field_name_control;

  properties[PROP_TABLE] = g_param_spec_string ("table", NULL, NULL, NULL, flags);
  properties[PROP_NEW_LABEL] = g_param_spec_string ("new-label", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_LABEL] = g_param_spec_string ("empty-label", NULL, NULL, NULL, flags);
  properties[PROP_DEEP] = g_param_spec_boolean ("deep", NULL, NULL, FALSE, flags);
  properties[PROP_REQUIRED] = g_param_spec_boolean ("required", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class, "/nl/verbinder/Verbinder/edit/"
                                                             "vb-reference-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferenceField, button);
  gtk_widget_class_bind_template_child (widget_class, VbReferenceField, name);
  gtk_widget_class_bind_template_child (widget_class, VbReferenceField, popover);
  gtk_widget_class_bind_template_child (widget_class, VbReferenceField, chooser);
  gtk_widget_class_bind_template_child (widget_class, VbReferenceField, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
vb_reference_field_init (VbReferenceField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->table = VB_N_TABLES;
}
