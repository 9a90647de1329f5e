/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-removable-row.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-plain-row.h"

struct _VbRemovableRow
{
  AdwActionRow parent_instance;

  GtkWidget *button;
  char *id;
};

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbRemovableRow, vb_removable_row, ADW_TYPE_ACTION_ROW)

static void
clicked_cb (VbRemovableRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
vb_removable_row_dispose (GObject *object)
{
  VbRemovableRow *self = VB_REMOVABLE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REMOVABLE_ROW);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (vb_removable_row_parent_class)->dispose (object);
}

static void
vb_removable_row_class_init (VbRemovableRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_removable_row_dispose;
  signals[REMOVE] = g_signal_new ("remove", VB_TYPE_REMOVABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/preferences/vb-removable-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRemovableRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
vb_removable_row_init (VbRemovableRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_removable_row_new (const char *id,
                      const char *title,
                      const char *subtitle)
{
  VbRemovableRow *self = vb_plain_row (VB_TYPE_REMOVABLE_ROW, "title", title, "subtitle",
                                       subtitle, NULL);
  /* Translators: %s is what the button removes */
  g_autofree char *name = g_strdup_printf (_("Remove %s"), title);

  self->id = g_strdup (id);
  vb_accessible_set_label (GTK_WIDGET (self->button), name);
  return GTK_WIDGET (self);
}

const char *
vb_removable_row_get_id (VbRemovableRow *self)
{
  g_return_val_if_fail (VB_IS_REMOVABLE_ROW (self), NULL);

  return self->id;
}
