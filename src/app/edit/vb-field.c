/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-field.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"

typedef struct
{
  GtkLabel *title_label;
  AdwBin *slot;
  GtkWidget *control; /* (nullable): in the slot, or in what holds it there */
  GtkLabel *hint_label;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkWidget *conflict_box;
  GtkLabel *conflict_label;
  GtkWidget *mine_button;
  GtkWidget *theirs_button;
  GtkWidget *source_box;
  GtkLabel *source_label;
  GtkWidget *source_button;

  VbEditForm *form;
  VbEntity *entity;
  char *column;
  char *title;
  char *hint;
  gulong edited_id;
  gulong checked_id;
  gulong point_id;
  gboolean storing; /* the control is ahead of the record */
  gboolean showing; /* the record is ahead of the control */
  gboolean left;    /* someone was here: what is wrong may be said */
} VbFieldPrivate;

enum
{
  PROP_0,
  PROP_COLUMN,
  PROP_TITLE,
  PROP_HINT,
  PROP_CONTROL,
  PROP_HOLDER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_field_part_init (VbEditPartInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (VbField, vb_field, GTK_TYPE_BOX,
                                  G_ADD_PRIVATE (VbField)
                                  G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_field_part_init))

static VbFieldPrivate *
get (VbField *self)
{
  return vb_field_get_instance_private (self);
}

static char *
dup_words (VbField    *self,
           const char *value)
{
  return value == NULL ? g_strdup (_("nothing"))
                       : VB_FIELD_GET_CLASS (self)->dup_words (self, value);
}

/* ------------------------------------------------------------------ what stands beside it */

static void
tell_assistive (VbField    *self,
                const char *error)
{
  VbFieldPrivate *priv = get (self);
  GtkWidget *control = priv->control;
  const char *description = error != NULL ? error : priv->hint != NULL ? priv->hint : "";

  if (control == NULL)
    return;
  /* What is written in it is not its name. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  VB_FIELD_GET_CLASS (self)->name_control (self, control, priv->title != NULL ? priv->title : "");
  gtk_accessible_update_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_error (VbField *self)
{
  VbFieldPrivate *priv = get (self);
  GtkWidget *control = priv->control;
  const char *message = vb_edit_form_find_error (priv->form, priv->entity, priv->column);

  if (!priv->left && !vb_edit_form_is_revealed (priv->form))
    message = NULL;
  message = message != NULL ? _(message) : NULL;
  gtk_label_set_label (priv->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (priv->error_box, message != NULL);
  if (control != NULL && message != NULL)
    gtk_widget_add_css_class (control, "error");
  else if (control != NULL)
    gtk_widget_remove_css_class (control, "error");
  tell_assistive (self, message);
}

static void
name_button (GtkWidget  *button,
             const char *format,
             const char *title)
{
  g_autofree char *label = g_strdup_printf ("%s: %s", title != NULL ? title : "", format);

  vb_accessible_set_label (GTK_WIDGET (button), label);
}

static void
show_conflict (VbField *self)
{
  VbFieldPrivate *priv = get (self);
  const char *theirs;
  gboolean conflict = vb_entity_has_conflict (priv->entity, priv->column, &theirs);

  gtk_widget_set_visible (priv->conflict_box, conflict);
  if (conflict)
    {
      g_autofree char *words = dup_words (self, theirs);
      /* Translators: %s is the value that someone else gave this field */
      g_autofree char *text = g_strdup_printf (_("Changed by someone else in the meantime, to: %s"),
                                               words);

      gtk_label_set_label (priv->conflict_label, text);
      name_button (priv->mine_button, _("Keep Mine"), priv->title);
      name_button (priv->theirs_button, _("Take Theirs"), priv->title);
    }
}

static void
show_source (VbField *self)
{
  VbFieldPrivate *priv = get (self);
  const VbCorrection *correction = vb_entity_get_correction (priv->entity, priv->column);
  const char *now = vb_entity_get (priv->entity, priv->column);
  const char *source = correction != NULL ? correction->source_value
                                          : vb_entity_get_original (priv->entity, priv->column);
  gboolean differs = g_strcmp0 (source, now) != 0;

  /* What is being corrected right now can go back as well. */
  if (correction == NULL && (vb_entity_is_new (priv->entity)
                             || vb_entity_get_source_id (priv->entity) == NULL))
    differs = FALSE;
  gtk_widget_set_visible (priv->source_box, differs);
  if (differs)
    {
      g_autofree char *words = dup_words (self, source);
      /* Translators: %s is the value that a field has in the directory it came from */
      g_autofree char *text = g_strdup_printf (_("The source says: %s"), words);

      gtk_label_set_label (priv->source_label, text);
      name_button (priv->source_button, _("Use What the Source Says"), priv->title);
    }
}

static void
checked_cb (VbField *self)
{
  show_error (self);
  show_conflict (self);
  show_source (self);
}

static void
show_value (VbField *self)
{
  VbFieldPrivate *priv = get (self);

  priv->showing = TRUE;
  VB_FIELD_GET_CLASS (self)->show_value (self, vb_entity_get (priv->entity, priv->column));
  priv->showing = FALSE;
}

static void
edited_cb (VbField    *self,
           const char *column)
{
  VbFieldPrivate *priv = get (self);

  if (!priv->storing && g_strcmp0 (column, priv->column) == 0)
    show_value (self);
}

static void
point_at_cb (VbField    *self,
             VbEntity   *entity,
             const char *column)
{
  VbFieldPrivate *priv = get (self);
  GtkWidget *control = priv->control;

  if (entity == priv->entity && g_strcmp0 (column, priv->column) == 0 && control != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
left_cb (VbField *self)
{
  VbFieldPrivate *priv = get (self);

  priv->left = TRUE;
  if (priv->form != NULL)
    show_error (self);
}

static void
keep_mine_cb (VbField *self)
{
  VbFieldPrivate *priv = get (self);

  vb_entity_settle (priv->entity, priv->column, TRUE);
  vb_edit_form_check (priv->form);
}

static void
take_theirs_cb (VbField *self)
{
  VbFieldPrivate *priv = get (self);

  vb_entity_settle (priv->entity, priv->column, FALSE);
  vb_edit_form_check (priv->form);
}

static void
use_source_cb (VbField *self)
{
  VbFieldPrivate *priv = get (self);
  const VbCorrection *correction = vb_entity_get_correction (priv->entity, priv->column);
  g_autofree char *value =
    g_strdup (correction != NULL ? correction->source_value
                                 : vb_entity_get_original (priv->entity, priv->column));

  vb_entity_set (priv->entity, priv->column, value);
  vb_edit_form_check (priv->form);
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* ------------------------------------------------------------------ part */

static void
unbind (VbFieldPrivate *priv)
{
  g_clear_signal_handler (&priv->edited_id, priv->entity);
  g_clear_signal_handler (&priv->checked_id, priv->form);
  g_clear_signal_handler (&priv->point_id, priv->form);
  g_clear_object (&priv->entity);
  g_clear_object (&priv->form);
}

static void
vb_field_bind (VbEditPart *part,
               VbEditForm *form,
               VbEntity   *entity)
{
  VbField *self = VB_FIELD (part);
  VbFieldPrivate *priv = get (self);

  g_return_if_fail (priv->column != NULL);
  unbind (priv);
  priv->form = g_object_ref (form);
  priv->entity = g_object_ref (entity);
  priv->left = FALSE;
  priv->edited_id = g_signal_connect_swapped (entity, "edited", G_CALLBACK (edited_cb), self);
  priv->checked_id = g_signal_connect_swapped (form, "checked", G_CALLBACK (checked_cb), self);
  priv->point_id = g_signal_connect_swapped (form, "point-at", G_CALLBACK (point_at_cb), self);
  show_value (self);
  checked_cb (self);
}

static void
vb_field_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_field_bind;
}

/* ------------------------------------------------------------------ object */

static char *
vb_field_dup_words (VbField    *self,
                    const char *value)
{
  return g_strdup (value);
}

static void
vb_field_name_control (VbField    *self,
                       GtkWidget  *control,
                       const char *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static void
vb_field_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  VbFieldPrivate *priv = get (VB_FIELD (object));

  switch (prop_id)
    {
    case PROP_COLUMN:
      g_value_set_string (value, priv->column);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_HINT:
      g_value_set_string (value, priv->hint);
      break;
    case PROP_CONTROL:
      g_value_set_object (value, priv->control);
      break;
    case PROP_HOLDER:
      g_value_set_object (value, adw_bin_get_child (priv->slot));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_field_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  VbField *self = VB_FIELD (object);
  VbFieldPrivate *priv = get (self);

  switch (prop_id)
    {
    case PROP_COLUMN:
      g_free (priv->column);
      priv->column = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      g_free (priv->title);
      priv->title = g_value_dup_string (value);
      gtk_label_set_label (priv->title_label, priv->title != NULL ? priv->title : "");
      tell_assistive (self, NULL);
      break;
    case PROP_HINT:
      g_free (priv->hint);
      priv->hint = g_value_dup_string (value);
      gtk_label_set_label (priv->hint_label, priv->hint != NULL ? priv->hint : "");
      gtk_widget_set_visible (GTK_WIDGET (priv->hint_label), priv->hint != NULL);
      tell_assistive (self, NULL);
      break;
    case PROP_CONTROL:
      priv->control = g_value_get_object (value);
      if (priv->control != NULL && gtk_widget_get_parent (priv->control) == NULL)
        adw_bin_set_child (priv->slot, priv->control);
      tell_assistive (self, NULL);
      break;
    case PROP_HOLDER:
      adw_bin_set_child (priv->slot, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
vb_field_dispose (GObject *object)
{
  /* No gtk_widget_dispose_template(): GTK 4.8 trips over a template that inherits another. The box
   * lets go of its children by itself. */
  unbind (get (VB_FIELD (object)));

  G_OBJECT_CLASS (vb_field_parent_class)->dispose (object);
}

static void
vb_field_finalize (GObject *object)
{
  VbFieldPrivate *priv = get (VB_FIELD (object));

  g_free (priv->column);
  g_free (priv->title);
  g_free (priv->hint);

  G_OBJECT_CLASS (vb_field_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child_private (widget_class, VbField, title_label);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, slot);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, hint_label);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, error_box);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, error_label);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, conflict_box);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, conflict_label);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, mine_button);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, theirs_button);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, source_box);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, source_label);
  gtk_widget_class_bind_template_child_private (widget_class, VbField, source_button);
}

static void
vb_field_class_init (VbFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  object_class->get_property = vb_field_get_property;
  object_class->set_property = vb_field_set_property;
  object_class->dispose = vb_field_dispose;
  object_class->finalize = vb_field_finalize;
  klass->dup_words = vb_field_dup_words;
  klass->name_control = vb_field_name_control;

  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  properties[PROP_CONTROL] = g_param_spec_object ("control", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_HOLDER] = g_param_spec_object ("holder", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-field.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_theirs_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_source_cb);
}

static void
vb_field_init (VbField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vb_field_store:
 * @value: (nullable): as the record is to hold it
 */
void
vb_field_store (VbField    *self,
                const char *value)
{
  VbFieldPrivate *priv;

  g_return_if_fail (VB_IS_FIELD (self));

  priv = get (self);
  if (priv->entity == NULL || priv->showing)
    return;
  priv->storing = TRUE;
  vb_entity_set (priv->entity, priv->column, value);
  priv->storing = FALSE;
}

VbEntity *
vb_field_get_entity (VbField *self)
{
  g_return_val_if_fail (VB_IS_FIELD (self), NULL);

  return get (self)->entity;
}

VbEditForm *
vb_field_get_form (VbField *self)
{
  g_return_val_if_fail (VB_IS_FIELD (self), NULL);

  return get (self)->form;
}

const char *
vb_field_get_column (VbField *self)
{
  g_return_val_if_fail (VB_IS_FIELD (self), NULL);

  return get (self)->column;
}

const char *
vb_field_get_error (VbField *self)
{
  VbFieldPrivate *priv;

  g_return_val_if_fail (VB_IS_FIELD (self), NULL);

  priv = get (self);
  return gtk_widget_get_visible (priv->error_box) ? gtk_label_get_label (priv->error_label) : NULL;
}
