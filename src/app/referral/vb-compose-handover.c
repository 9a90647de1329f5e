/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-handover.h"

#include "app/widgets/vb-form-part.h"

#define N_WAYS 4

static const char *const ways[N_WAYS] = { "together", "called", "announced", "cold" };

struct _VbComposeHandover
{
  GtkBox parent_instance;

  GtkCheckButton *together_check;
  GtkCheckButton *called_check;
  GtkCheckButton *announced_check;
  GtkCheckButton *cold_check;
  GtkLabel *error_label;

  char *column;
};

enum
{
  PROP_0,
  PROP_COLUMN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_compose_handover_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbComposeHandover, vb_compose_handover, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART,
                                                      vb_compose_handover_part_init))

static GtkCheckButton *
check_of (VbComposeHandover *self,
          guint              i)
{
  GtkCheckButton *checks[N_WAYS] = { self->together_check, self->called_check,
                                     self->announced_check, self->cold_check };

  return checks[i];
}

/* One that is let go of says nothing: the other one does. */
static void
toggled_cb (VbComposeHandover *self,
            GtkCheckButton    *check)
{
  if (!gtk_check_button_get_active (check))
    return;
  vb_form_part_set_error (VB_FORM_PART (self), NULL);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

/* ------------------------------------------------------------------ part */

static const char *
get_column (VbFormPart *part)
{
  return VB_COMPOSE_HANDOVER (part)->column;
}

static char *
dup_value (VbFormPart *part)
{
  for (guint i = 0; i < N_WAYS; i++)
    if (gtk_check_button_get_active (check_of (VB_COMPOSE_HANDOVER (part), i)))
      return g_strdup (ways[i]);
  return g_strdup ("");
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  for (guint i = 0; i < N_WAYS; i++)
    gtk_check_button_set_active (check_of (VB_COMPOSE_HANDOVER (part), i),
                                 g_strcmp0 (ways[i], value) == 0);
}

static void
set_error (VbFormPart *part,
           const char *message)
{
  VbComposeHandover *self = VB_COMPOSE_HANDOVER (part);

  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}

static void
vb_compose_handover_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_error = set_error;
}

/* ------------------------------------------------------------------ object */

static void
vb_compose_handover_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  g_value_set_string (value, VB_COMPOSE_HANDOVER (object)->column);
}

static void
vb_compose_handover_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  VbComposeHandover *self = VB_COMPOSE_HANDOVER (object);

  g_free (self->column);
  self->column = g_value_dup_string (value);
}

static gboolean
vb_compose_handover_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VB_COMPOSE_HANDOVER (widget)->together_check));
}

static void
vb_compose_handover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_COMPOSE_HANDOVER);

  G_OBJECT_CLASS (vb_compose_handover_parent_class)->dispose (object);
}

static void
vb_compose_handover_finalize (GObject *object)
{
  g_free (VB_COMPOSE_HANDOVER (object)->column);

  G_OBJECT_CLASS (vb_compose_handover_parent_class)->finalize (object);
}

static void
vb_compose_handover_class_init (VbComposeHandoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_compose_handover_get_property;
  object_class->set_property = vb_compose_handover_set_property;
  object_class->dispose = vb_compose_handover_dispose;
  object_class->finalize = vb_compose_handover_finalize;
  widget_class->grab_focus = vb_compose_handover_grab_focus;

  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-compose-handover.ui");
  gtk_widget_class_bind_template_child (widget_class, VbComposeHandover, together_check);
  gtk_widget_class_bind_template_child (widget_class, VbComposeHandover, called_check);
  gtk_widget_class_bind_template_child (widget_class, VbComposeHandover, announced_check);
  gtk_widget_class_bind_template_child (widget_class, VbComposeHandover, cold_check);
  gtk_widget_class_bind_template_child (widget_class, VbComposeHandover, error_label);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
vb_compose_handover_init (VbComposeHandover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
