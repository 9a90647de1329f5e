/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-person-choice.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-form-part.h"

struct _VbPersonChoice
{
  GtkBox parent_instance;

  GtkLabel *title_label;
  GtkDropDown *list;
  GtkWidget *hint_label;
  GtkLabel *error_label;

  char *title;
  char *column;
  char *hint;
  char **values;
  gboolean languages;
  gboolean filling;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COLUMN,
  PROP_HINT,
  PROP_VALUES,
  PROP_LABELS,
  PROP_LANGUAGES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_person_choice_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbPersonChoice, vb_person_choice, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART,
                                                      vb_person_choice_part_init))

static void
say_what_is_chosen (VbPersonChoice *self)
{
  vb_accessible_set_drop_down_label (self->list, self->title != NULL ? self->title : "");
}

static void
selected_cb (VbPersonChoice *self)
{
  say_what_is_chosen (self);
  if (self->filling)
    return;
  vb_form_part_set_error (VB_FORM_PART (self), NULL);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

/* ------------------------------------------------------------------ part */

static const char *
get_column (VbFormPart *part)
{
  return VB_PERSON_CHOICE (part)->column;
}

static char *
dup_value (VbFormPart *part)
{
  VbPersonChoice *self = VB_PERSON_CHOICE (part);
  guint selected = gtk_drop_down_get_selected (self->list);

  return g_strdup (self->values != NULL && selected < g_strv_length (self->values)
                   ? self->values[selected] : "");
}

/* What somebody typed elsewhere, as "zh-Hant", stays what it was. */
static void
add_value (VbPersonChoice *self,
           const char     *value)
{
  guint n = g_strv_length (self->values);

  self->values = g_renew (char *, self->values, n + 2);
  self->values[n] = g_strdup (value);
  self->values[n + 1] = NULL;
  self->filling = TRUE;
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (self->list)), value);
  self->filling = FALSE;
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  VbPersonChoice *self = VB_PERSON_CHOICE (part);
  guint i = 0;

  if (self->values == NULL)
    return;
  if (self->languages && !g_strv_contains ((const char *const *) self->values, value))
    add_value (self, value);
  while (self->values[i] != NULL && !g_str_equal (self->values[i], value))
    i++;
  if (self->values[i] != NULL)
    gtk_drop_down_set_selected (self->list, i);
}

static void
set_error (VbFormPart *part,
           const char *message)
{
  VbPersonChoice *self = VB_PERSON_CHOICE (part);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message != NULL ? message : "", -1);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->list), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->list), "error");
}

static void
vb_person_choice_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_error = set_error;
}

/* ------------------------------------------------------------------ object */

static void
vb_person_choice_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  VbPersonChoice *self = VB_PERSON_CHOICE (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_COLUMN:
      g_value_set_string (value, self->column);
      break;
    case PROP_HINT:
      g_value_set_string (value, self->hint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
take_text (char         **member,
           const GValue  *value)
{
  g_free (*member);
  *member = g_value_dup_string (value);
}

static void
set_model (VbPersonChoice *self,
           GListModel     *labels)
{
  self->filling = TRUE;
  gtk_drop_down_set_model (self->list, labels);
  self->filling = FALSE;
  say_what_is_chosen (self);
}

/* Dutch stands on top, because most people speak it. */
static void
list_languages (VbPersonChoice *self)
{
  g_autoptr(GArray) languages = vb_words_list_languages ();
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *dutch = vb_words_language ("nl", NULL);

  g_ptr_array_add (values, (gpointer) "");
  g_ptr_array_add (labels, (gpointer) _("Not known"));
  g_ptr_array_add (values, (gpointer) "nl");
  g_ptr_array_add (labels, dutch);
  for (guint i = 0; i < languages->len; i++)
    {
      const VbLanguageName *language = &g_array_index (languages, VbLanguageName, i);

      if (g_str_equal (language->code, "nl"))
        continue;
      g_ptr_array_add (values, (gpointer) language->code);
      g_ptr_array_add (labels, (gpointer) language->name);
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (labels, NULL);
  vb_person_choice_set_list (self, (const char *const *) values->pdata,
                             (const char *const *) labels->pdata);
  gtk_drop_down_set_enable_search (self->list, TRUE);
}

static void
vb_person_choice_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  VbPersonChoice *self = VB_PERSON_CHOICE (object);

  switch (id)
    {
    case PROP_TITLE:
      take_text (&self->title, value);
      gtk_label_set_label (self->title_label, self->title != NULL ? self->title : "");
      say_what_is_chosen (self);
      break;
    case PROP_COLUMN:
      take_text (&self->column, value);
      break;
    case PROP_HINT:
      take_text (&self->hint, value);
      gtk_widget_set_visible (self->hint_label, self->hint != NULL);
      break;
    case PROP_VALUES:
      g_strfreev (self->values);
      self->values = g_strsplit (g_value_get_string (value), ",", -1);
      break;
    case PROP_LABELS:
      set_model (self, g_value_get_object (value));
      break;
    case PROP_LANGUAGES:
      self->languages = g_value_get_boolean (value);
      if (self->languages)
        list_languages (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
vb_person_choice_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VB_PERSON_CHOICE (widget)->list));
}

static void
vb_person_choice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_PERSON_CHOICE);

  G_OBJECT_CLASS (vb_person_choice_parent_class)->dispose (object);
}

static void
vb_person_choice_finalize (GObject *object)
{
  VbPersonChoice *self = VB_PERSON_CHOICE (object);

  g_free (self->title);
  g_free (self->column);
  g_free (self->hint);
  g_strfreev (self->values);

  G_OBJECT_CLASS (vb_person_choice_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, both);
  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL, both);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, both);
  properties[PROP_VALUES] = g_param_spec_string ("values", NULL, NULL, NULL, write);
  properties[PROP_LABELS] = g_param_spec_object ("labels", NULL, NULL, GTK_TYPE_STRING_LIST, write);
  properties[PROP_LANGUAGES] = g_param_spec_boolean ("languages", NULL, NULL, FALSE, write);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_person_choice_class_init (VbPersonChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_person_choice_get_property;
  object_class->set_property = vb_person_choice_set_property;
  object_class->dispose = vb_person_choice_dispose;
  object_class->finalize = vb_person_choice_finalize;
  widget_class->grab_focus = vb_person_choice_grab_focus;
  install_properties (object_class);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-person-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPersonChoice, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbPersonChoice, list);
  gtk_widget_class_bind_template_child (widget_class, VbPersonChoice, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VbPersonChoice, error_label);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
vb_person_choice_init (VbPersonChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_person_choice_set_list (VbPersonChoice    *self,
                           const char *const *values,
                           const char *const *labels)
{
  g_autoptr(GtkStringList) model = gtk_string_list_new (labels);

  g_return_if_fail (VB_IS_PERSON_CHOICE (self));

  g_strfreev (self->values);
  self->values = g_strdupv ((char **) values);
  set_model (self, G_LIST_MODEL (model));
}
