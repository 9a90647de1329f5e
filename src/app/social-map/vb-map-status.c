/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-map-status.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-wrap-button.h"

struct _VbMapStatus
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *busy_box;
  GtkLabel *busy_label;
  AdwStatusPage *empty_page;
  GtkWidget *empty_buttons;
  AdwStatusPage *nothing_page;
  GtkWidget *clear_button;
  GtkWidget *all_button;
  AdwStatusPage *error_page;
};

enum
{
  RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbMapStatus, vb_map_status, ADW_TYPE_BIN)

static void
retry_cb (VbMapStatus *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
vb_map_status_class_init (VbMapStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-map-status.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, stack);
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, busy_box);
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, busy_label);
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, empty_page);
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, empty_buttons);
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, clear_button);
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, all_button);
  gtk_widget_class_bind_template_child (widget_class, VbMapStatus, error_page);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
vb_map_status_init (VbMapStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ------------------------------------------------------------------ showing */

void
vb_map_status_show_busy (VbMapStatus *self,
                         const char  *progress)
{
  g_return_if_fail (VB_IS_MAP_STATUS (self));

  gtk_label_set_label (self->busy_label, progress == NULL ? _("Opening…") : progress);
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

void
vb_map_status_set_turning (VbMapStatus *self,
                           gboolean     turning)
{
  g_return_if_fail (VB_IS_MAP_STATUS (self));

  gtk_widget_set_visible (self->busy_box, turning);
}

static void
fill_empty (VbMapStatus *self,
            const char  *icon,
            const char  *title,
            const char  *description)
{
  adw_status_page_set_icon_name (self->empty_page, icon);
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
}

void
vb_map_status_show_empty (VbMapStatus *self,
                          const char  *view)
{
  g_return_if_fail (VB_IS_MAP_STATUS (self));

  gtk_widget_set_visible (self->empty_buttons, g_str_equal (view, "all"));
  if (g_str_equal (view, "all"))
    fill_empty (self, "vb-map-symbolic", _("The Map Is Empty"),
                _("Bring in the directory of your area, begin with one service, or look around in "
                  "a fictional neighbourhood first."));
  else if (g_str_equal (view, "favourites"))
    fill_empty (self, "starred-symbolic", _("No Favourites Yet"),
                _("Press the star on a service and it stands here."));
  else
    fill_empty (self, "object-select-symbolic", _("Nothing to Check"),
                _("Every entry was checked in the past year."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

void
vb_map_status_show_nothing (VbMapStatus *self,
                            const char  *text,
                            gboolean     filtered,
                            gboolean     whole_map)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *description = NULL;

  g_return_if_fail (VB_IS_MAP_STATUS (self));

  if (text[0] != '\0')
    /* Translators: what somebody searched for */
    description = g_strdup_printf (_("No entry fits “%s”. Try other or fewer words."), escaped);
  adw_status_page_set_description (self->nothing_page,
                                   description != NULL ? description
                                                       : _("No entry fits all of these filters."));
  gtk_widget_set_visible (self->clear_button, filtered);
  gtk_widget_set_visible (self->all_button, !whole_map);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

void
vb_map_status_show_error (VbMapStatus  *self,
                          const GError *error)
{
  g_return_if_fail (VB_IS_MAP_STATUS (self));

  vb_error_page_show (self->error_page, error);
  gtk_stack_set_visible_child_name (self->stack, "error");
}
