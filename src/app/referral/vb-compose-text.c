/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-text.h"

#include "app/widgets/vb-form-part.h"

struct _VbComposeText
{
  GtkBox parent_instance;

  GtkWidget *view;
  GtkTextBuffer *buffer;
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

static void vb_compose_text_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbComposeText, vb_compose_text, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART,
                                                      vb_compose_text_part_init))

/* ------------------------------------------------------------------ part */

static void
changed_cb (VbComposeText *self)
{
  vb_form_part_set_error (VB_FORM_PART (self), NULL);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

static const char *
get_column (VbFormPart *part)
{
  return VB_COMPOSE_TEXT (part)->column;
}

/* Without the spaces and empty lines around it. */
static char *
dup_value (VbFormPart *part)
{
  GtkTextBuffer *buffer = VB_COMPOSE_TEXT (part)->buffer;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, TRUE));
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  g_autofree char *now = dup_value (part);

  if (g_strcmp0 (now, value != NULL ? value : "") != 0)
    gtk_text_buffer_set_text (VB_COMPOSE_TEXT (part)->buffer, value != NULL ? value : "", -1);
}

static void
set_error (VbFormPart *part,
           const char *message)
{
  VbComposeText *self = VB_COMPOSE_TEXT (part);

  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (message != NULL)
    gtk_widget_add_css_class (self->view, "error");
  else
    gtk_widget_remove_css_class (self->view, "error");
}

static void
vb_compose_text_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_error = set_error;
}

/* ------------------------------------------------------------------ object */

static char **
member_of (VbComposeText *self,
           guint          id)
{
  return id == PROP_TITLE ? &self->title : id == PROP_COLUMN ? &self->column : &self->hint;
}

static void
vb_compose_text_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  g_value_set_string (value, *member_of (VB_COMPOSE_TEXT (object), id));
}

static void
vb_compose_text_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VbComposeText *self = VB_COMPOSE_TEXT (object);
  char **member = member_of (self, id);

  g_free (*member);
  *member = g_value_dup_string (value);
  gtk_widget_set_visible (self->hint_label, self->hint != NULL);
}

static gboolean
vb_compose_text_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VB_COMPOSE_TEXT (widget)->view);
}

static void
vb_compose_text_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_COMPOSE_TEXT);

  G_OBJECT_CLASS (vb_compose_text_parent_class)->dispose (object);
}

static void
vb_compose_text_finalize (GObject *object)
{
  VbComposeText *self = VB_COMPOSE_TEXT (object);

  g_free (self->title);
  g_free (self->column);
  g_free (self->hint);

  G_OBJECT_CLASS (vb_compose_text_parent_class)->finalize (object);
}

static void
vb_compose_text_class_init (VbComposeTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = { NULL, "title", "column", "hint" };

  object_class->get_property = vb_compose_text_get_property;
  object_class->set_property = vb_compose_text_set_property;
  object_class->dispose = vb_compose_text_dispose;
  object_class->finalize = vb_compose_text_finalize;
  widget_class->grab_focus = vb_compose_text_grab_focus;

  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-compose-text.ui");
  gtk_widget_class_bind_template_child (widget_class, VbComposeText, view);
  gtk_widget_class_bind_template_child (widget_class, VbComposeText, buffer);
  gtk_widget_class_bind_template_child (widget_class, VbComposeText, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeText, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
vb_compose_text_init (VbComposeText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
