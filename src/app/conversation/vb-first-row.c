/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-first-row.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"

struct _VbFirstRow
{
  AdwActionRow parent_instance;

  GtkLabel *rank_label;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *remove_button;

  char *about;
};

enum
{
  MOVED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbFirstRow, vb_first_row, ADW_TYPE_ACTION_ROW)

static void
up_cb (VbFirstRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
down_cb (VbFirstRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

static void
remove_cb (VbFirstRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
vb_first_row_finalize (GObject *object)
{
  g_free (VB_FIRST_ROW (object)->about);

  G_OBJECT_CLASS (vb_first_row_parent_class)->finalize (object);
}

static void
vb_first_row_class_init (VbFirstRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_first_row_finalize;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-first-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFirstRow, rank_label);
  gtk_widget_class_bind_template_child (widget_class, VbFirstRow, up_button);
  gtk_widget_class_bind_template_child (widget_class, VbFirstRow, down_button);
  gtk_widget_class_bind_template_child (widget_class, VbFirstRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, up_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vb_first_row_init (VbFirstRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
take_label (GtkWidget *button,
            char      *label)
{
  vb_accessible_set_label (button, label);
  g_free (label);
}

GtkWidget *
vb_first_row_new (const char *about,
                  const char *name,
                  guint       rank,
                  guint       n)
{
  VbFirstRow *self = g_object_new (VB_TYPE_FIRST_ROW, "title", name, NULL);
  g_autofree char *text = g_strdup_printf ("%u", rank);

  self->about = g_strdup (about);
  gtk_label_set_label (self->rank_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->rank_label), rank > 0);
  gtk_widget_set_visible (self->up_button, rank > 1);
  gtk_widget_set_visible (self->down_button, rank > 0 && rank < n);
  /* Translators: %s is what comes first */
  take_label (self->up_button, g_strdup_printf (_("Put %s earlier"), name));
  take_label (self->down_button, g_strdup_printf (_("Put %s later"), name));
  take_label (self->remove_button, g_strdup_printf (_("Take %s off"), name));
  return GTK_WIDGET (self);
}

const char *
vb_first_row_get_about (VbFirstRow *self)
{
  g_return_val_if_fail (VB_IS_FIRST_ROW (self), NULL);

  return self->about;
}

/* Of the buttons, in this order: what is at the top or the bottom lacks one of the first two. */
static GtkWidget *
button_of (VbFirstRow *self,
           guint       n)
{
  return n == 0 ? self->up_button : n == 1 ? self->down_button : self->remove_button;
}

int
vb_first_row_get_focus (VbFirstRow *self)
{
  g_return_val_if_fail (VB_IS_FIRST_ROW (self), -1);

  for (guint n = 0; n < 3; n++)
    if (gtk_widget_has_focus (button_of (self, n)))
      return n;
  return -1;
}

void
vb_first_row_grab_focus (VbFirstRow *self,
                         int         button)
{
  g_return_if_fail (VB_IS_FIRST_ROW (self));
  g_return_if_fail (button >= 0 && button < 3);

  /* Once it is first it cannot go earlier; the other way is beside it. */
  if (!gtk_widget_get_visible (button_of (self, button)))
    button = button == 0 ? 1 : 0;
  if (!gtk_widget_get_visible (button_of (self, button)))
    button = 2;
  gtk_widget_grab_focus (button_of (self, button));
}
