/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-person-field.h"

#include "app/widgets/vb-form-part.h"

struct _VbPersonField
{
  GtkBox parent_instance;

  GtkLabel *title_label;
  GtkWidget *entry;
  GtkWidget *hint_label;
  GtkLabel *error_label;

  char *title;
  char *column;
  char *hint;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COLUMN,
  PROP_HINT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_person_field_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbPersonField, vb_person_field, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART,
                                                      vb_person_field_part_init))

static void
changed_cb (VbPersonField *self)
{
  vb_person_field_set_error (self, NULL);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

static const char *
get_column (VbFormPart *part)
{
  return VB_PERSON_FIELD (part)->column;
}

static char *
dup_value (VbFormPart *part)
{
  return g_strdup (vb_person_field_get_text (VB_PERSON_FIELD (part)));
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  vb_person_field_set_text (VB_PERSON_FIELD (part), value);
}

static void
set_error (VbFormPart *part,
           const char *message)
{
  vb_person_field_set_error (VB_PERSON_FIELD (part), message);
}

static void
vb_person_field_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_error = set_error;
}

static char **
member_of (VbPersonField *self,
           guint          id)
{
  return id == PROP_TITLE ? &self->title : id == PROP_COLUMN ? &self->column : &self->hint;
}

static void
vb_person_field_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  g_value_set_string (value, *member_of (VB_PERSON_FIELD (object), id));
}

static void
vb_person_field_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VbPersonField *self = VB_PERSON_FIELD (object);
  char **member = member_of (self, id);

  g_free (*member);
  *member = g_value_dup_string (value);
  if (id == PROP_HINT)
    gtk_widget_set_visible (self->hint_label, self->hint != NULL);
}

static gboolean
vb_person_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VB_PERSON_FIELD (widget)->entry);
}

static void
vb_person_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_PERSON_FIELD);

  G_OBJECT_CLASS (vb_person_field_parent_class)->dispose (object);
}

static void
vb_person_field_finalize (GObject *object)
{
  VbPersonField *self = VB_PERSON_FIELD (object);

  g_free (self->title);
  g_free (self->column);
  g_free (self->hint);

  G_OBJECT_CLASS (vb_person_field_parent_class)->finalize (object);
}

static void
vb_person_field_class_init (VbPersonFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = { NULL, "title", "column", "hint" };

  object_class->get_property = vb_person_field_get_property;
  object_class->set_property = vb_person_field_set_property;
  object_class->dispose = vb_person_field_dispose;
  object_class->finalize = vb_person_field_finalize;
  widget_class->grab_focus = vb_person_field_grab_focus;

  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/people/vb-person-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPersonField, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbPersonField, entry);
  gtk_widget_class_bind_template_child (widget_class, VbPersonField, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VbPersonField, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
vb_person_field_init (VbPersonField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
vb_person_field_get_column (VbPersonField *self)
{
  return self->column;
}

const char *
vb_person_field_get_text (VbPersonField *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
vb_person_field_set_text (VbPersonField *self,
                          const char    *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

void
vb_person_field_set_error (VbPersonField *self,
                           const char    *message)
{
  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (message != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
}
