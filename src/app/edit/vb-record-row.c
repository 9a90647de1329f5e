/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-record-row.h"

#include <glib/gi18n.h>

#include "app/edit/vb-record-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"

struct _VbRecordRow
{
  GtkBox parent_instance;

  GtkToggleButton *head;
  GtkWidget *warning;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkImage *arrow;
  GtkRevealer *revealer;
  AdwBin *slot;
  GtkWidget *remove_button;

  VbEditForm *form;
  VbEntity *entity;
  gulong edited_id;
  gulong checked_id;
  gulong point_id;
  gboolean bound; /* the parts inside: done when they are first seen */
};

enum
{
  PROP_0,
  PROP_CONTENT,
  PROP_EXPANDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_record_row_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbRecordRow, vb_record_row, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_record_row_part_init))

/* ------------------------------------------------------------------ the line */

static void
update_head (VbRecordRow *self)
{
  g_autofree char *subtitle = NULL;
  g_autofree char *title = vb_record_words (self->form, self->entity, &subtitle);
  /* Translators: the accessible name of a button that takes a part (%s) out of an entry */
  g_autofree char *remove = g_strdup_printf (_("Remove: %s"), title);
  g_autofree char *label = g_strdup_printf ("%s %s", title, subtitle != NULL ? subtitle : "");

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
  vb_accessible_set_label (GTK_WIDGET (self->head), label);
  vb_accessible_set_label (GTK_WIDGET (self->remove_button), remove);
}

static gboolean
is_inside (VbRecordRow *self,
           VbEntity    *entity)
{
  while (entity != NULL && entity != self->entity)
    entity = vb_entity_get_parent (entity);
  return entity != NULL;
}

/* A closed line must not hide that something in it is wrong. */
static void
checked_cb (VbRecordRow *self)
{
  gboolean wrong = FALSE;

  update_head (self);
  if (vb_edit_form_is_revealed (self->form))
    wrong = vb_edit_form_has_error_under (self->form, self->entity);
  gtk_widget_set_visible (self->warning, wrong);
}

static void
bind_inside (VbRecordRow *self)
{
  if (self->bound || self->entity == NULL)
    return;
  self->bound = TRUE;
  vb_edit_part_bind_all (GTK_WIDGET (self->slot), self->form, self->entity);
}

static void
toggled_cb (VbRecordRow *self)
{
  gboolean open = gtk_toggle_button_get_active (self->head);

  if (open)
    bind_inside (self);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), open);
  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

static void
point_at_cb (VbRecordRow *self,
             VbEntity    *entity,
             const char  *column)
{
  gboolean was_bound = self->bound;

  if (!is_inside (self, entity))
    return;
  gtk_toggle_button_set_active (self->head, TRUE);
  /* The parts just made did not hear the call yet. */
  if (!was_bound)
    g_signal_emit_by_name (self->form, "point-at", entity, column);
  if (column == NULL && entity == self->entity)
    gtk_widget_child_focus (GTK_WIDGET (self->slot), GTK_DIR_TAB_FORWARD);
}

static void
remove_cb (VbRecordRow *self)
{
  VbEntity *parent = vb_entity_get_parent (self->entity);
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (self));

  /* The focus goes to a neighbour before this line goes. */
  if (list != NULL)
    gtk_widget_child_focus (list, GTK_DIR_TAB_BACKWARD);
  if (parent != NULL)
    vb_entity_remove_child (parent, self->entity);
}

/* ------------------------------------------------------------------ part */

static void
unbind (VbRecordRow *self)
{
  g_clear_signal_handler (&self->edited_id, self->entity);
  g_clear_signal_handler (&self->checked_id, self->form);
  g_clear_signal_handler (&self->point_id, self->form);
  g_clear_object (&self->entity);
  g_clear_object (&self->form);
}

static void
vb_record_row_bind (VbEditPart *part,
                    VbEditForm *form,
                    VbEntity   *entity)
{
  VbRecordRow *self = VB_RECORD_ROW (part);

  unbind (self);
  self->bound = FALSE;
  self->form = g_object_ref (form);
  self->entity = g_object_ref (entity);
  self->edited_id = g_signal_connect_swapped (entity, "edited", G_CALLBACK (update_head), self);
  self->checked_id = g_signal_connect_swapped (form, "checked", G_CALLBACK (checked_cb), self);
  self->point_id = g_signal_connect_swapped (form, "point-at", G_CALLBACK (point_at_cb), self);
  checked_cb (self);
  if (gtk_toggle_button_get_active (self->head))
    bind_inside (self);
}

static void
vb_record_row_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_record_row_bind;
}

/* ------------------------------------------------------------------ object */

static void
vb_record_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VbRecordRow *self = VB_RECORD_ROW (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->slot));
      break;
    case PROP_EXPANDED:
      g_value_set_boolean (value, gtk_toggle_button_get_active (self->head));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_record_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VbRecordRow *self = VB_RECORD_ROW (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      adw_bin_set_child (self->slot, g_value_get_object (value));
      break;
    case PROP_EXPANDED:
      vb_record_row_set_expanded (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_record_row_dispose (GObject *object)
{
  unbind (VB_RECORD_ROW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_RECORD_ROW);

  G_OBJECT_CLASS (vb_record_row_parent_class)->dispose (object);
}

static void
vb_record_row_class_init (VbRecordRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_record_row_get_property;
  object_class->set_property = vb_record_row_set_property;
  object_class->dispose = vb_record_row_dispose;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-record-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRecordRow, head);
  gtk_widget_class_bind_template_child (widget_class, VbRecordRow, warning);
  gtk_widget_class_bind_template_child (widget_class, VbRecordRow, title);
  gtk_widget_class_bind_template_child (widget_class, VbRecordRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, VbRecordRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, VbRecordRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, VbRecordRow, slot);
  gtk_widget_class_bind_template_child (widget_class, VbRecordRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vb_record_row_init (VbRecordRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_accessible_set_label (GTK_WIDGET (self->warning), _("Something here needs attention"));
}

VbEntity *
vb_record_row_get_entity (VbRecordRow *self)
{
  g_return_val_if_fail (VB_IS_RECORD_ROW (self), NULL);

  return self->entity;
}

void
vb_record_row_set_expanded (VbRecordRow *self,
                            gboolean     expanded)
{
  g_return_if_fail (VB_IS_RECORD_ROW (self));

  gtk_toggle_button_set_active (self->head, expanded);
}
