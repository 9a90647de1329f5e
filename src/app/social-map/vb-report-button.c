/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-report-button.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-popover.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/window/vb-window.h"
#include "core/store/vb-trust.h"

struct _VbReportButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  guint frames; /* since it was asked to open */
  GtkLabel *heading;
  GtkEntry *entry;
  GtkWidget *send_button;

  VbEntity *entity;
  char *column;
  char *topic; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbReportButton, vb_report_button, GTK_TYPE_WIDGET)

static char *
dup_text (VbReportButton *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
changed_cb (VbReportButton *self)
{
  g_autofree char *text = dup_text (self);

  gtk_widget_set_sensitive (self->send_button, text[0] != '\0');
}

static void
shown_cb (VbReportButton *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* The focus does not stay in what is not shown: nothing else asks for it then. */
static void
closed_cb (VbReportButton *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

/* The page around it is filled anew by what others save, and may take the focus with it. GTK does
 * not expect that Return comes then, 4.18 included: it complains. */
static void
return_cb (VbReportButton *self)
{
  if (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) != NULL)
    return;
  g_signal_stop_emission_by_name (self->popover, "activate-default");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
reported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;

  if (vb_trust_report_finish (VB_STORE (source), result, &error))
    vb_window_say (window, _("Reported. It stands under “Keep Up to Date” until someone decides."));
  else
    vb_window_say_error (window, _("The report was not kept"), error);
}

static void
send_cb (VbReportButton *self)
{
  g_autofree char *text = dup_text (self);
  VbWindow *window = vb_window_of (self);
  VbStore *store = vb_window_get_store (window);
  g_autofree char *remark = NULL;
  VbTable table;
  gboolean fits;

  if (text[0] == '\0' || store == NULL || self->entity == NULL)
    return;
  /* Words that the field itself cannot hold are still worth keeping: as a remark. */
  table = vb_entity_get_table (self->entity);
  fits = self->column != NULL && vb_validate_value (table, self->column, text) == NULL;
  remark = self->topic == NULL ? g_strdup (text) : g_strdup_printf ("%s: %s", self->topic, text);
  vb_trust_report_async (store, table, vb_entity_get_id (self->entity), self->column,
                         fits ? text : NULL, fits ? NULL : remark, NULL, reported_cb,
                         g_object_ref (window));
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/* ------------------------------------------------------------------ object */

static void
vb_report_button_dispose (GObject *object)
{
  VbReportButton *self = VB_REPORT_BUTTON (object);

  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_REPORT_BUTTON);
  g_clear_object (&self->entity);

  G_OBJECT_CLASS (vb_report_button_parent_class)->dispose (object);
}

static void
vb_report_button_finalize (GObject *object)
{
  VbReportButton *self = VB_REPORT_BUTTON (object);

  g_free (self->column);
  g_free (self->topic);

  G_OBJECT_CLASS (vb_report_button_parent_class)->finalize (object);
}

static void
vb_report_button_class_init (VbReportButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_report_button_dispose;
  object_class->finalize = vb_report_button_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vbreport");
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-report-button.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReportButton, button);
  gtk_widget_class_bind_template_child (widget_class, VbReportButton, popover);
  gtk_widget_class_bind_template_child (widget_class, VbReportButton, heading);
  gtk_widget_class_bind_template_child (widget_class, VbReportButton, entry);
  gtk_widget_class_bind_template_child (widget_class, VbReportButton, send_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
vb_report_button_init (VbReportButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_popover_keep_narrow (self->popover);
}

void
vb_report_button_set_target (VbReportButton *self,
                             VbEntity       *entity,
                             const char     *column,
                             const char     *what)
{
  g_autofree char *heading = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (VB_IS_REPORT_BUTTON (self));

  g_set_object (&self->entity, entity);
  g_free (self->column);
  self->column = g_strdup (column);
  /* Translators: the name of a field ("Phone") or of an entry */
  heading = g_strdup_printf (_("What is wrong with “%s”?"), what);
  gtk_label_set_label (self->heading, heading);
  /* Translators: the name of a field ("Phone") or of an entry */
  label = g_strdup_printf (_("Report wrong: %s"), what);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  /* One with words on it is called what it says. */
  if (gtk_menu_button_get_label (self->button) == NULL)
    vb_accessible_set_label (GTK_WIDGET (self->button), label);
  vb_accessible_set_label (GTK_WIDGET (self->entry), heading);
}

void
vb_report_button_set_topic (VbReportButton *self,
                            const char     *topic)
{
  g_return_if_fail (VB_IS_REPORT_BUTTON (self));

  g_free (self->topic);
  self->topic = g_strdup (topic);
}

void
vb_report_button_set_label (VbReportButton *self,
                            const char     *label)
{
  g_return_if_fail (VB_IS_REPORT_BUTTON (self));

  gtk_menu_button_set_label (self->button, label);
  vb_accessible_set_label (GTK_WIDGET (self->button), label);
  gtk_widget_remove_css_class (GTK_WIDGET (self->button), "flat");
}

#define MOST_FRAMES 60

/* Whether the page had to be moved for that. */
static gboolean
bring_in_sight (VbReportButton *self)
{
  GtkWidget *button = GTK_WIDGET (self->button);
  GtkWidget *scroller = gtk_widget_get_ancestor (button, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *position;
  graphene_rect_t bounds;
  double below;

  if (scroller == NULL || !gtk_widget_compute_bounds (button, scroller, &bounds))
    return FALSE;
  position = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  below = bounds.origin.y + bounds.size.height - gtk_widget_get_height (scroller);
  if (bounds.origin.y >= 0 && below <= 0)
    return FALSE;
  gtk_adjustment_set_value (position, gtk_adjustment_get_value (position)
                                      + (below > 0 ? below : bounds.origin.y));
  return TRUE;
}

/* The page is moved in the first frame, and once more when it is filled meanwhile. What points at
 * a place outside the screen has no monitor, which GTK 4.8 does not expect. */
static gboolean
open_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  VbReportButton *self = VB_REPORT_BUTTON (widget);

  if (self->frames++ == 0 || (bring_in_sight (self) && self->frames < MOST_FRAMES))
    return G_SOURCE_CONTINUE;
  gtk_menu_button_popup (self->button);
  return G_SOURCE_REMOVE;
}

void
vb_report_button_open (VbReportButton *self)
{
  g_return_if_fail (VB_IS_REPORT_BUTTON (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  self->frames = 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), open_cb, NULL, NULL);
}

gboolean
vb_report_button_is_open (VbReportButton *self)
{
  g_return_val_if_fail (VB_IS_REPORT_BUTTON (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}
