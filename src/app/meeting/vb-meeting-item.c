/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/meeting/vb-meeting-item.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"

struct _VbMeetingItem
{
  AdwActionRow parent_instance;

  GtkSwitch *toggle;
  GtkWidget *remove_button;

  char *id;
  gboolean filling;
};

enum
{
  SWITCHED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbMeetingItem, vb_meeting_item, ADW_TYPE_ACTION_ROW)

static void
switched_cb (VbMeetingItem *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SWITCHED], 0, gtk_switch_get_active (self->toggle));
}

static void
remove_cb (VbMeetingItem *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
vb_meeting_item_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_MEETING_ITEM);

  G_OBJECT_CLASS (vb_meeting_item_parent_class)->dispose (object);
}

static void
vb_meeting_item_finalize (GObject *object)
{
  g_free (VB_MEETING_ITEM (object)->id);

  G_OBJECT_CLASS (vb_meeting_item_parent_class)->finalize (object);
}

static void
vb_meeting_item_class_init (VbMeetingItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_meeting_item_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_meeting_item_finalize;

  signals[SWITCHED] = g_signal_new ("switched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/meeting/vb-meeting-item.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMeetingItem, toggle);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingItem, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vb_meeting_item_init (VbMeetingItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_meeting_item_new (const char *id,
                     const char *title,
                     const char *subtitle)
{
  VbMeetingItem *self = g_object_new (VB_TYPE_MEETING_ITEM, "title", title, "subtitle",
                                      subtitle != NULL ? subtitle : "", NULL);

  self->id = g_strdup (id);
  return GTK_WIDGET (self);
}

void
vb_meeting_item_set_switch (VbMeetingItem *self,
                            gboolean       on,
                            const char    *label,
                            gboolean       can_change)
{
  g_return_if_fail (VB_IS_MEETING_ITEM (self));

  self->filling = TRUE;
  gtk_switch_set_active (self->toggle, on);
  self->filling = FALSE;
  vb_accessible_set_label (GTK_WIDGET (self->toggle), label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->toggle), label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->toggle), can_change);
  gtk_widget_show (GTK_WIDGET (self->toggle));
}

void
vb_meeting_item_set_removable (VbMeetingItem *self)
{
  g_autofree char *label = NULL;

  g_return_if_fail (VB_IS_MEETING_ITEM (self));

  label = g_strdup_printf (_("Remove %s"),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  vb_accessible_set_label (self->remove_button, label);
  gtk_widget_show (self->remove_button);
}

const char *
vb_meeting_item_get_id (VbMeetingItem *self)
{
  g_return_val_if_fail (VB_IS_MEETING_ITEM (self), NULL);

  return self->id;
}
