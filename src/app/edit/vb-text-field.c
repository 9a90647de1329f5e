/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-text-field.h"

#include "core/base/vb-time.h"

struct _VbTextField
{
  VbField parent_instance;

  GtkEntry *entry;

  gboolean clock;
  gboolean showing; /* what stands in the record */
};

enum
{
  PROP_0,
  PROP_PURPOSE,
  PROP_CLOCK,
  PROP_PLACEHOLDER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbTextField, vb_text_field, VB_TYPE_FIELD)

/* 06-12345678, +31 6 12345678 */
static gboolean
is_mobile (const char *number)
{
  return g_regex_match_simple ("^[^0-9+]*(0[^0-9]*6|"
                               "(\\+|0[^0-9]*0)[^0-9]*3[^0-9]*1[^0-9]*(0[^0-9]*)?6)",
                               number, 0, 0);
}

/* A number tells by itself whether it is a mobile one; what was chosen otherwise stays. */
static void
choose_kind (VbTextField *self,
             const char  *number)
{
  VbEntity *phone = vb_field_get_entity (VB_FIELD (self));
  const char *kind;

  if (phone == NULL || vb_entity_get_table (phone) != VB_TABLE_PHONE)
    return;
  kind = vb_entity_get (phone, "type");
  if (is_mobile (number) && (kind == NULL || g_str_equal (kind, "voice")))
    vb_entity_set (phone, "type", "cell");
}

static void
changed_cb (VbTextField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *clock = NULL;
  int minutes;

  if (self->clock && vb_time_read_clock (text, &minutes))
    clock = g_strdup_printf ("%02d:%02d:00", minutes / 60, minutes % 60);
  vb_field_store (VB_FIELD (self), clock != NULL ? clock : text);
  if (!self->showing && gtk_entry_get_input_purpose (self->entry) == GTK_INPUT_PURPOSE_PHONE)
    choose_kind (self, text);
}

static char *
vb_text_field_dup_words (VbField    *field,
                         const char *value)
{
  int minutes;

  if (VB_TEXT_FIELD (field)->clock && vb_time_parse_clock (value, &minutes))
    return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
  return g_strdup (value);
}

static void
vb_text_field_show_value (VbField    *field,
                          const char *value)
{
  VbTextField *self = VB_TEXT_FIELD (field);
  g_autofree char *text = value != NULL ? vb_text_field_dup_words (field, value) : g_strdup ("");

  self->showing = TRUE;
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->showing = FALSE;
}

/* ------------------------------------------------------------------ object */

static void
vb_text_field_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VbTextField *self = VB_TEXT_FIELD (object);

  switch (prop_id)
    {
    case PROP_PURPOSE:
      g_value_set_enum (value, gtk_entry_get_input_purpose (self->entry));
      break;
    case PROP_CLOCK:
      g_value_set_boolean (value, self->clock);
      break;
    case PROP_PLACEHOLDER:
      g_value_set_string (value, gtk_entry_get_placeholder_text (self->entry));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_text_field_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VbTextField *self = VB_TEXT_FIELD (object);

  switch (prop_id)
    {
    case PROP_PURPOSE:
      gtk_entry_set_input_purpose (self->entry, g_value_get_enum (value));
      break;
    case PROP_CLOCK:
      self->clock = g_value_get_boolean (value);
      break;
    case PROP_PLACEHOLDER:
      gtk_entry_set_placeholder_text (self->entry, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
vb_text_field_class_init (VbTextFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VbFieldClass *field_class = VB_FIELD_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_text_field_get_property;
  object_class->set_property = vb_text_field_set_property;
  field_class->show_value = vb_text_field_show_value;
  field_class->dup_words = vb_text_field_dup_words;

  properties[PROP_PURPOSE] = g_param_spec_enum ("purpose", NULL, NULL, GTK_TYPE_INPUT_PURPOSE,
                                                GTK_INPUT_PURPOSE_FREE_FORM, flags);
  properties[PROP_CLOCK] = g_param_spec_boolean ("clock", NULL, NULL, FALSE, flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-text-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTextField, entry);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
vb_text_field_init (VbTextField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
