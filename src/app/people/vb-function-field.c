/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-function-field.h"

#include <glib/gi18n.h>

#include "app/edit/vb-name-chooser.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-form-part.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-time.h"

struct _VbFunctionField
{
  GtkBox parent_instance;

  GtkWidget *button;
  GtkLabel *name_label;
  GtkPopover *popover;
  VbNameChooser *chooser;
  GtkWidget *none_button;
  GtkLabel *about_label;

  VbStore *store;
  GCancellable *loading;
  char *title;
  char *column;
  char *id; /* (nullable) */
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COLUMN,
  N_PROPS
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void vb_function_field_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbFunctionField, vb_function_field, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART,
                                                      vb_function_field_part_init))

char *
vb_function_dup_about (VbEntity *contact)
{
  g_autofree char *today = vb_time_today ();
  GListModel *phones = vb_entity_get_children (contact, VB_TABLE_PHONE);
  const char *name = NULL;
  gboolean vacant = vb_entity_get_holder (contact, today, &name) == VB_HOLDER_VACANT;
  GString *text = g_string_new (vacant ? _("Nobody has this function now") : name);

  for (guint i = 0; phones != NULL && i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);
      const char *number = vb_entity_get (phone, "number");

      if (number != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", number);
    }
  return g_string_free (text, FALSE);
}

/* ------------------------------------------------------------------ showing */

/* @name, @about: (nullable) */
static void
show (VbFunctionField *self,
      const char      *name,
      const char      *about)
{
  const char *words = self->id == NULL ? _("Not on the social map") : name != NULL ? name : "…";
  g_autofree char *label = g_strdup_printf ("%s: %s", self->title != NULL ? self->title : "",
                                            words);

  gtk_label_set_label (self->name_label, words);
  gtk_label_set_label (self->about_label, about != NULL ? about : "");
  gtk_widget_set_visible (GTK_WIDGET (self->about_label), about != NULL && *about != '\0');
  gtk_widget_set_visible (self->none_button, self->id != NULL);
  vb_accessible_set_label (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  about != NULL ? about : "", -1);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbFunctionField *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) contact = vb_directory_load_finish (VB_STORE (source), result, &error);
  g_autofree char *about = NULL;

  if (vb_call_is_over (call))
    return;
  if (contact == NULL)
    {
      show (self, _("One that is not in this map"), NULL);
      return;
    }
  about = vb_function_dup_about (contact);
  show (self, vb_entity_get_name (contact), about);
}

/* @id: (nullable) */
static void
take (VbFunctionField *self,
      const char      *id)
{
  char *mine = id != NULL && *id != '\0' ? g_strdup (id) : NULL;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_free (self->id);
  self->id = mine;
  show (self, NULL, NULL);
  if (self->id == NULL || self->store == NULL)
    return;
  self->loading = g_cancellable_new ();
  vb_directory_load_async (self->store, VB_TABLE_CONTACT, self->id, self->loading, loaded_cb,
                           vb_call_new (self, self->loading));
}

/* ------------------------------------------------------------------ choosing */

static void
open_cb (VbFunctionField *self)
{
  gtk_popover_popup (self->popover);
  if (self->store != NULL)
    vb_name_chooser_open (self->chooser, self->store, VB_TABLE_CONTACT, NULL);
}

static void
chosen_cb (VbFunctionField *self,
           const VbName    *name)
{
  g_autofree char *words = g_strdup (name->name);

  take (self, name->id);
  vb_form_part_note_edited (VB_FORM_PART (self));
  gtk_popover_popdown (self->popover);
  gtk_widget_grab_focus (self->button);
  g_signal_emit (self, signals[CHOSEN], 0, words);
}

static void
none_cb (VbFunctionField *self)
{
  take (self, NULL);
  vb_form_part_note_edited (VB_FORM_PART (self));
  gtk_widget_grab_focus (self->button);
}

/* ------------------------------------------------------------------ part */

static const char *
get_column (VbFormPart *part)
{
  return VB_FUNCTION_FIELD (part)->column;
}

static char *
dup_value (VbFormPart *part)
{
  VbFunctionField *self = VB_FUNCTION_FIELD (part);

  return g_strdup (self->id != NULL ? self->id : "");
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  take (VB_FUNCTION_FIELD (part), value);
}

static void
vb_function_field_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
}

/* ------------------------------------------------------------------ object */

static void
vb_function_field_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  VbFunctionField *self = VB_FUNCTION_FIELD (object);

  g_value_set_string (value, id == PROP_TITLE ? self->title : self->column);
}

static void
vb_function_field_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VbFunctionField *self = VB_FUNCTION_FIELD (object);
  char **member = id == PROP_TITLE ? &self->title : &self->column;

  g_free (*member);
  *member = g_value_dup_string (value);
  show (self, NULL, NULL);
}

static gboolean
vb_function_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VB_FUNCTION_FIELD (widget)->button);
}

static void
vb_function_field_dispose (GObject *object)
{
  VbFunctionField *self = VB_FUNCTION_FIELD (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_FUNCTION_FIELD);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_function_field_parent_class)->dispose (object);
}

static void
vb_function_field_finalize (GObject *object)
{
  VbFunctionField *self = VB_FUNCTION_FIELD (object);

  g_free (self->title);
  g_free (self->column);
  g_free (self->id);

  G_OBJECT_CLASS (vb_function_field_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (VB_TYPE_NAME_CHOOSER);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-function-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFunctionField, button);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionField, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionField, popover);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionField, chooser);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionField, none_button);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionField, about_label);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, none_cb);
}

static void
vb_function_field_class_init (VbFunctionFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_function_field_get_property;
  object_class->set_property = vb_function_field_set_property;
  object_class->dispose = vb_function_field_dispose;
  object_class->finalize = vb_function_field_finalize;
  widget_class->grab_focus = vb_function_field_grab_focus;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  bind_template (widget_class);
}

static void
vb_function_field_init (VbFunctionField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self, NULL, NULL);
}

void
vb_function_field_set_store (VbFunctionField *self,
                             VbStore         *store)
{
  g_return_if_fail (VB_IS_FUNCTION_FIELD (self));

  g_set_object (&self->store, store);
}
