/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-filter-panel.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-facet-row.h"
#include "app/widgets/vb-switch-row.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbFilterPanel
{
  GtkWidget parent_instance;

  VbSwitchRow *open_now;
  VbSwitchRow *reachable;
  VbSwitchRow *room;
  VbSwitchRow *free;
  VbSwitchRow *fresh;
  VbSwitchRow *closed;
  GtkSpinButton *age;
  VbFacetRow *needs;
  VbFacetRow *domains;
  VbFacetRow *dimensions;
  VbFacetRow *audience;
  VbFacetRow *languages;
  VbFacetRow *areas;
  VbFacetRow *access;
  VbFacetRow *kinds;
  GtkWidget *clear_button;
  GtkButton *done_button;

  VbMapFilter *filter;
  GCancellable *cancellable;
  gboolean updating;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbFilterPanel, vb_filter_panel, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ switches */

typedef struct
{
  VbSwitchRow *row;
  VbSearchFlags flag;
} FlagRow;

#define N_FLAG_ROWS 6

static void
list_flag_rows (VbFilterPanel *self,
                FlagRow        rows[N_FLAG_ROWS])
{
  const FlagRow all[N_FLAG_ROWS] = {
    { self->open_now, VB_SEARCH_OPEN_NOW }, { self->reachable, VB_SEARCH_AVAILABLE_NOW },
    { self->room, VB_SEARCH_HAS_ROOM },     { self->free, VB_SEARCH_FREE },
    { self->fresh, VB_SEARCH_FRESH },       { self->closed, VB_SEARCH_CLOSED_TOO },
  };

  memcpy (rows, all, sizeof all);
}

static void
switched_cb (VbFilterPanel *self,
             GParamSpec    *pspec,
             VbSwitchRow   *row)
{
  FlagRow rows[N_FLAG_ROWS];

  if (self->updating || self->filter == NULL)
    return;
  list_flag_rows (self, rows);
  for (int i = 0; i < N_FLAG_ROWS; i++)
    if (rows[i].row == row)
      vb_map_filter_set_flag (self->filter, rows[i].flag, vb_switch_row_get_active (row));
}

static void
age_changed_cb (VbFilterPanel *self)
{
  int age = gtk_spin_button_get_value_as_int (self->age);

  if (!self->updating && self->filter != NULL)
    vb_map_filter_set_age (self->filter, age == 0 ? -1 : age);
}

static void
filter_changed_cb (VbFilterPanel *self)
{
  FlagRow rows[N_FLAG_ROWS];

  self->updating = TRUE;
  list_flag_rows (self, rows);
  for (int i = 0; i < N_FLAG_ROWS; i++)
    vb_switch_row_set_active (rows[i].row, vb_map_filter_get_flag (self->filter, rows[i].flag));
  gtk_spin_button_set_value (self->age, MAX (0, vb_map_filter_get_age (self->filter)));
  gtk_widget_set_sensitive (self->clear_button, !vb_map_filter_is_empty (self->filter));
  self->updating = FALSE;
}

static void
clear_cb (VbFilterPanel *self)
{
  vb_map_filter_clear (self->filter);
}

static void
done_cb (VbFilterPanel *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

/* ------------------------------------------------------------------ object */

static void
vb_filter_panel_dispose (GObject *object)
{
  VbFilterPanel *self = VB_FILTER_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_FILTER_PANEL);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (vb_filter_panel_parent_class)->dispose (object);
}

static void
vb_filter_panel_class_init (VbFilterPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_filter_panel_dispose;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Escape, 0, "done", NULL);

  g_type_ensure (VB_TYPE_FACET_ROW);
  g_type_ensure (VB_TYPE_SWITCH_ROW);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-filter-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, open_now);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, reachable);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, room);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, free);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, fresh);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, closed);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, age);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, needs);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, domains);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, dimensions);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, audience);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, languages);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, areas);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, access);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, kinds);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, clear_button);
  gtk_widget_class_bind_template_child (widget_class, VbFilterPanel, done_button);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, age_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
vb_filter_panel_init (VbFilterPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_filter_panel_new (VbMapFilter *filter)
{
  VbFilterPanel *self = g_object_new (VB_TYPE_FILTER_PANEL, NULL);
  VbFacetRow *const rows[] = { self->needs,     self->domains, self->dimensions, self->audience,
                               self->languages, self->areas,   self->access,     self->kinds };

  self->filter = g_object_ref (filter);
  g_signal_connect_object (filter, "changed", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_object_set (rows[i], "filter", filter, NULL);
  filter_changed_cb (self);
  return GTK_WIDGET (self);
}

void
vb_filter_panel_set_store (VbFilterPanel *self,
                           VbStore       *store)
{
  VbFacetRow *const rows[] = { self->needs,     self->domains, self->dimensions, self->audience,
                               self->languages, self->areas,   self->access,     self->kinds };

  g_return_if_fail (VB_IS_FILTER_PANEL (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    vb_facet_row_load (rows[i], store, self->cancellable);
}

void
vb_filter_panel_set_count (VbFilterPanel *self,
                           const char    *text)
{
  g_return_if_fail (VB_IS_FILTER_PANEL (self));

  gtk_button_set_label (self->done_button, text != NULL ? text : _("Show Services"));
}
