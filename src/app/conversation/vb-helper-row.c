/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-helper-row.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-helper-actions.h"
#include "app/conversation/vb-helper-useful.h"
#include "app/conversation/vb-helper-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbHelperRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkDropDown *useful_drop;
  GtkMenuButton *menu_button;

  VbTalk *talk;
  char *id;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbHelperRow, vb_helper_row, GTK_TYPE_LIST_BOX_ROW)

/* In the order of the drop-down. */
static const char *const answers[] = { NULL, "yes", "sometimes", "no" };

static void
useful_cb (VbHelperRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->useful_drop);

  if (!self->showing && self->talk != NULL && selected < G_N_ELEMENTS (answers))
    vb_helper_set_useful (self->talk, self->id, answers[selected]);
}

static void
vb_helper_row_dispose (GObject *object)
{
  VbHelperRow *self = VB_HELPER_ROW (object);

  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_HELPER_ROW);

  G_OBJECT_CLASS (vb_helper_row_parent_class)->dispose (object);
}

static void
vb_helper_row_finalize (GObject *object)
{
  g_free (VB_HELPER_ROW (object)->id);

  G_OBJECT_CLASS (vb_helper_row_parent_class)->finalize (object);
}

static void
vb_helper_row_class_init (VbHelperRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_helper_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_helper_row_finalize;

  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-helper-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbHelperRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbHelperRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbHelperRow, useful_drop);
  gtk_widget_class_bind_template_child (widget_class, VbHelperRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, useful_cb);
}

static void
vb_helper_row_init (VbHelperRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_helper_row_new (VbTalk     *talk,
                   const char *helper_id)
{
  VbHelperRow *self = g_object_new (VB_TYPE_HELPER_ROW, NULL);

  self->talk = g_object_ref (talk);
  self->id = g_strdup (helper_id);
  return GTK_WIDGET (self);
}

const char *
vb_helper_row_get_id (VbHelperRow *self)
{
  g_return_val_if_fail (VB_IS_HELPER_ROW (self), NULL);

  return self->id;
}

static guint
find_answer (const char *useful)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_strcmp0 (answers[i], useful) == 0)
      return i;
  return 0;
}

void
vb_helper_row_show (VbHelperRow    *self,
                    const VbHelper *helper)
{
  g_autofree char *state = vb_helper_dup_state (self->talk, helper);
  g_autoptr(GMenuModel) menu = vb_helper_menu_new (self->talk, helper);
  /* Translators: %s is somebody who helps */
  g_autofree char *useful = g_strdup_printf (_("Does the person find %s useful?"), helper->name);
  g_autofree char *more = g_strdup_printf (_("More about %s"), helper->name);

  g_return_if_fail (VB_IS_HELPER_ROW (self));

  self->showing = TRUE;
  gtk_label_set_label (self->name_label, helper->name);
  gtk_label_set_label (self->state_label, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), *state != '\0');
  gtk_drop_down_set_selected (self->useful_drop, find_answer (helper->useful));
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  vb_accessible_set_drop_down_label (self->useful_drop, useful);
  vb_accessible_set_label (GTK_WIDGET (self->menu_button), more);
  self->showing = FALSE;
}
