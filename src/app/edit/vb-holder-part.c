/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-holder-part.h"

#include <glib/gi18n.h>

#include "app/edit/vb-record-list.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"

struct _VbHolderPart
{
  GtkBox parent_instance;

  GtkLabel *status;
  GtkWidget *end_button;
  GtkButton *next_button;
  GtkWidget *holders;

  VbEditForm *form;
  VbEntity *entity;
  gulong edited_id;
};

static void vb_holder_part_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbHolderPart, vb_holder_part, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_holder_part_part_init))

static char *
dup_tomorrow (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (now, 1);

  return g_date_time_format (tomorrow, "%Y-%m-%d");
}

static void
update (VbHolderPart *self)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *tomorrow = dup_tomorrow ();
  g_autofree char *text = NULL;
  const char *name = NULL;
  gboolean present = vb_entity_get_holder (self->entity, today, &name) == VB_HOLDER_PRESENT;
  gboolean ends = present
                  && vb_entity_get_holder (self->entity, tomorrow, NULL) == VB_HOLDER_VACANT;

  if (ends)
    /* Translators: the name of who fills a function */
    text = g_strdup_printf (_("Now filled by %s, until today"), name);
  else if (present)
    /* Translators: the name of who fills a function */
    text = g_strdup_printf (_("Now filled by %s"), name);
  else
    text = g_strdup (_("Vacant: nobody fills this function now. Whoever wants to send something "
                       "here is shown the deputy."));
  gtk_label_set_label (self->status, text);
  gtk_widget_set_visible (self->end_button, present && !ends);
  gtk_button_set_label (self->next_button, present ? _("Add Successor") : _("Add Somebody"));
}

static void
end_cb (VbHolderPart *self)
{
  g_autofree char *today = vb_time_today ();

  vb_entity_end_holder (self->entity, today);
  gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

/* The successor begins when the present holder has ended, or else tomorrow, and that ends it. */
static void
next_cb (VbHolderPart *self)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *tomorrow = dup_tomorrow ();
  gboolean present = vb_entity_get_holder (self->entity, today, NULL) == VB_HOLDER_PRESENT;
  VbEntity *holder;

  if (present)
    vb_entity_end_holder (self->entity, today);
  holder = vb_entity_add_child (self->entity, VB_TABLE_HOLDER);
  vb_entity_set (holder, "valid_from", present ? tomorrow : today);
  g_signal_emit_by_name (self->form, "point-at", holder, "name");
}

/* ------------------------------------------------------------------ part */

static void
unbind (VbHolderPart *self)
{
  g_clear_signal_handler (&self->edited_id, self->entity);
  g_clear_object (&self->entity);
  g_clear_object (&self->form);
}

static void
vb_holder_part_bind (VbEditPart *part,
                     VbEditForm *form,
                     VbEntity   *entity)
{
  VbHolderPart *self = VB_HOLDER_PART (part);

  unbind (self);
  self->form = g_object_ref (form);
  self->entity = g_object_ref (entity);
  self->edited_id = g_signal_connect_swapped (entity, "edited", G_CALLBACK (update), self);
  update (self);
  vb_edit_part_bind (VB_EDIT_PART (self->holders), form, entity);
}

static void
vb_holder_part_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_holder_part_bind;
}

static void
vb_holder_part_dispose (GObject *object)
{
  unbind (VB_HOLDER_PART (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_HOLDER_PART);

  G_OBJECT_CLASS (vb_holder_part_parent_class)->dispose (object);
}

static void
vb_holder_part_class_init (VbHolderPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VB_TYPE_RECORD_LIST);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  G_OBJECT_CLASS (klass)->dispose = vb_holder_part_dispose;
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-holder-part.ui");
  gtk_widget_class_bind_template_child (widget_class, VbHolderPart, status);
  gtk_widget_class_bind_template_child (widget_class, VbHolderPart, end_button);
  gtk_widget_class_bind_template_child (widget_class, VbHolderPart, next_button);
  gtk_widget_class_bind_template_child (widget_class, VbHolderPart, holders);
  gtk_widget_class_bind_template_callback (widget_class, end_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
vb_holder_part_init (VbHolderPart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
