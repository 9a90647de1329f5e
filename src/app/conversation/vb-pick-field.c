/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-pick-field.h"

#include "app/widgets/vb-accessible.h"

struct _VbPickField
{
  GtkBox parent_instance;

  GtkLabel *title_label;
  GtkDropDown *drop;

  char *title;
  char *column;
  char **codes; /* (nullable) */
  gboolean showing;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COLUMN,
  PROP_CODES,
  PROP_NAMES,
  N_PROPS
};

enum
{
  EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbPickField, vb_pick_field, GTK_TYPE_BOX)

static void
name_drop (VbPickField *self)
{
  if (self->title != NULL)
    vb_accessible_set_drop_down_label (self->drop, self->title);
}

static void
selected_cb (VbPickField *self)
{
  name_drop (self);
  if (!self->showing)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
vb_pick_field_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VbPickField *self = VB_PICK_FIELD (object);

  self->showing = TRUE;
  switch (id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      gtk_label_set_label (self->title_label, self->title);
      break;
    case PROP_COLUMN:
      g_free (self->column);
      self->column = g_value_dup_string (value);
      break;
    case PROP_CODES:
      g_strfreev (self->codes);
      self->codes = g_strsplit (g_value_get_string (value), " ", -1);
      break;
    case PROP_NAMES:
      gtk_drop_down_set_model (self->drop, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  name_drop (self);
  self->showing = FALSE;
}

static gboolean
vb_pick_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VB_PICK_FIELD (widget)->drop));
}

static void
vb_pick_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_PICK_FIELD);

  G_OBJECT_CLASS (vb_pick_field_parent_class)->dispose (object);
}

static void
vb_pick_field_finalize (GObject *object)
{
  VbPickField *self = VB_PICK_FIELD (object);

  g_free (self->title);
  g_free (self->column);
  g_strfreev (self->codes);

  G_OBJECT_CLASS (vb_pick_field_parent_class)->finalize (object);
}

static void
vb_pick_field_class_init (VbPickFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = vb_pick_field_dispose;
  object_class->finalize = vb_pick_field_finalize;
  object_class->set_property = vb_pick_field_set_property;
  widget_class->grab_focus = vb_pick_field_grab_focus;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL, flags);
  properties[PROP_CODES] = g_param_spec_string ("codes", NULL, NULL, NULL, flags);
  properties[PROP_NAMES] = g_param_spec_object ("names", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-pick-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPickField, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbPickField, drop);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
vb_pick_field_init (VbPickField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
vb_pick_field_get_column (VbPickField *self)
{
  g_return_val_if_fail (VB_IS_PICK_FIELD (self), NULL);

  return self->column;
}

const char *
vb_pick_field_get_code (VbPickField *self)
{
  guint selected;

  g_return_val_if_fail (VB_IS_PICK_FIELD (self), NULL);

  selected = gtk_drop_down_get_selected (self->drop);
  return selected > 0 && self->codes != NULL && selected <= g_strv_length (self->codes)
         ? self->codes[selected - 1] : NULL;
}

void
vb_pick_field_set_code (VbPickField *self,
                        const char  *code)
{
  guint selected = 0;

  g_return_if_fail (VB_IS_PICK_FIELD (self));

  for (guint i = 0; self->codes != NULL && self->codes[i] != NULL; i++)
    if (g_strcmp0 (self->codes[i], code) == 0)
      selected = i + 1;
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->drop, selected);
  self->showing = FALSE;
}
