/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-access-section.h"

#include "app/people/vb-access-window.h"
#include "app/widgets/vb-wrap-button.h"

struct _VbAccessSection
{
  GtkBox parent_instance;

  GtkWidget *button;

  VbStore *store;
  VbPerson *person; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbAccessSection, vb_access_section, GTK_TYPE_BOX)

static void
open_cb (VbAccessSection *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->person != NULL)
    gtk_window_present (vb_access_window_new (parent, self->store, self->person));
}

static void
forget (VbAccessSection *self)
{
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_object (&self->store);
}

static void
vb_access_section_dispose (GObject *object)
{
  forget (VB_ACCESS_SECTION (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_ACCESS_SECTION);

  G_OBJECT_CLASS (vb_access_section_parent_class)->dispose (object);
}

static void
vb_access_section_class_init (VbAccessSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_access_section_dispose;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-access-section.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAccessSection, button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
vb_access_section_init (VbAccessSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_access_section_show (VbAccessSection *self,
                        VbStore         *store,
                        const VbPerson  *person)
{
  g_return_if_fail (VB_IS_ACCESS_SECTION (self));

  forget (self);
  if (person == NULL)
    return;
  self->store = g_object_ref (store);
  self->person = vb_person_copy (person);
}
