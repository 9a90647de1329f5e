/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-party-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/edit/vb-name-chooser.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-form-part.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbPartyField
{
  GtkBox parent_instance;

  GtkWidget *button;
  GtkLabel *name_label;
  GtkPopover *popover;
  AdwClamp *clamp;
  GtkToggleButton *organizations_button;
  VbNameChooser *chooser;
  GtkWidget *hint_label;
  GtkLabel *error_label;

  VbStore *store;
  char *title;
  char *column;
  char *hint;
  char *id;   /* (nullable) */
  char *name; /* (nullable) */
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

static void vb_party_field_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbPartyField, vb_party_field, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART, vb_party_field_part_init))

static void
show (VbPartyField *self)
{
  const char *name = self->id == NULL ? _("Not chosen")
                     : self->name != NULL ? self->name : _("One that is not in this map");
  g_autofree char *label = g_strdup_printf ("%s: %s", self->title != NULL ? self->title : "",
                                            name);

  gtk_label_set_label (self->name_label, name);
  vb_accessible_set_label (self->button, label);
}

static void
take (VbPartyField *self,
      const char   *id,
      const char   *name)
{
  g_autofree char *mine = g_strdup (id);
  g_autofree char *words = g_strdup (name);

  g_free (self->id);
  g_free (self->name);
  self->id = g_steal_pointer (&mine);
  self->name = g_steal_pointer (&words);
  show (self);
  vb_form_part_set_error (VB_FORM_PART (self), NULL);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

/* ------------------------------------------------------------------ choosing */

static void
look (VbPartyField *self)
{
  if (self->store != NULL)
    vb_name_chooser_open (self->chooser, self->store,
                          gtk_toggle_button_get_active (self->organizations_button)
                          ? VB_TABLE_ORGANIZATION : VB_TABLE_CONTACT, NULL);
}

static void
open_cb (VbPartyField *self)
{
  gtk_popover_popup (self->popover);
  look (self);
}

static void
chosen_cb (VbPartyField *self,
           const VbName *name)
{
  g_autofree char *words = name->detail != NULL && name->name != NULL
                           ? g_strdup_printf ("%s, %s", name->name, name->detail)
                           : g_strdup (name->name);

  take (self, name->id, words);
  gtk_popover_popdown (self->popover);
  gtk_widget_grab_focus (self->button);
}

/* ------------------------------------------------------------------ part */

static const char *
get_column (VbFormPart *part)
{
  return VB_PARTY_FIELD (part)->column;
}

static char *
dup_value (VbFormPart *part)
{
  VbPartyField *self = VB_PARTY_FIELD (part);

  return self->id == NULL ? g_strdup ("")
                          : g_strdup_printf ("%s\t%s", self->id,
                                             self->name != NULL ? self->name : "");
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  g_auto(GStrv) both = g_strsplit (value, "\t", 2);
  const char *name = *value != '\0' && both[1] != NULL && *both[1] != '\0' ? both[1] : NULL;

  take (VB_PARTY_FIELD (part), *value != '\0' ? both[0] : NULL, name);
}

static void
set_error (VbFormPart *part,
           const char *message)
{
  VbPartyField *self = VB_PARTY_FIELD (part);

  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message != NULL ? message : "", -1);
  if (message != NULL)
    gtk_widget_add_css_class (self->button, "error");
  else
    gtk_widget_remove_css_class (self->button, "error");
}

static void
vb_party_field_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_error = set_error;
}

/* ------------------------------------------------------------------ object */

static char **
member_of (VbPartyField *self,
           guint         id)
{
  return id == PROP_TITLE ? &self->title : id == PROP_COLUMN ? &self->column : &self->hint;
}

static void
vb_party_field_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  g_value_set_string (value, *member_of (VB_PARTY_FIELD (object), id));
}

static void
vb_party_field_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VbPartyField *self = VB_PARTY_FIELD (object);
  char **member = member_of (self, id);

  g_free (*member);
  *member = g_value_dup_string (value);
  gtk_widget_set_visible (self->hint_label, self->hint != NULL);
  show (self);
}

static gboolean
vb_party_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VB_PARTY_FIELD (widget)->button);
}

static void
vb_party_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_PARTY_FIELD);
  g_clear_object (&VB_PARTY_FIELD (object)->store);

  G_OBJECT_CLASS (vb_party_field_parent_class)->dispose (object);
}

static void
vb_party_field_finalize (GObject *object)
{
  VbPartyField *self = VB_PARTY_FIELD (object);

  g_free (self->title);
  g_free (self->column);
  g_free (self->hint);
  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (vb_party_field_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (VB_TYPE_NAME_CHOOSER);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/people/vb-party-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPartyField, button);
  gtk_widget_class_bind_template_child (widget_class, VbPartyField, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbPartyField, popover);
  gtk_widget_class_bind_template_child (widget_class, VbPartyField, clamp);
  gtk_widget_class_bind_template_child (widget_class, VbPartyField, organizations_button);
  gtk_widget_class_bind_template_child (widget_class, VbPartyField, chooser);
  gtk_widget_class_bind_template_child (widget_class, VbPartyField, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VbPartyField, error_label);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, look);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
vb_party_field_class_init (VbPartyFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = { NULL, "title", "column", "hint" };

  object_class->get_property = vb_party_field_get_property;
  object_class->set_property = vb_party_field_set_property;
  object_class->dispose = vb_party_field_dispose;
  object_class->finalize = vb_party_field_finalize;
  widget_class->grab_focus = vb_party_field_grab_focus;

  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
}

static void
vb_party_field_init (VbPartyField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Since libadwaita 1.4 it counts in sizes of text (unit 2) and not in pixels (0): with large text
   * that is more than a small window has. */
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self->clamp), "unit") != NULL)
    g_object_set (self->clamp, "unit", 0, NULL);

  show (self);
}

void
vb_party_field_set_store (VbPartyField *self,
                          VbStore      *store)
{
  g_return_if_fail (VB_IS_PARTY_FIELD (self));

  g_set_object (&self->store, store);
}

char *
vb_party_field_dup_id (VbPartyField *self)
{
  g_return_val_if_fail (VB_IS_PARTY_FIELD (self), NULL);

  return g_strdup (self->id);
}

char *
vb_party_field_dup_name (VbPartyField *self)
{
  g_return_val_if_fail (VB_IS_PARTY_FIELD (self), NULL);

  return g_strdup (self->name);
}
