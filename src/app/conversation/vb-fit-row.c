/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-fit-row.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-fit-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbFitRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *name_label;
  GtkLabel *organization_label;
  GtkLabel *reasons_label;
  GtkWidget *plan_button;
  GtkWidget *refer_button;
  GtkWidget *give_button;

  VbFit *fit;
};

enum
{
  PLANNED,
  GIVEN,
  REFERRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbFitRow, vb_fit_row, ADW_TYPE_PREFERENCES_ROW)

static void
plan_cb (VbFitRow *self)
{
  g_signal_emit (self, signals[PLANNED], 0);
}

static void
give_cb (VbFitRow *self)
{
  g_signal_emit (self, signals[GIVEN], 0);
}

static void
refer_cb (VbFitRow *self)
{
  g_signal_emit (self, signals[REFERRED], 0);
}

static void
vb_fit_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_FIT_ROW);

  G_OBJECT_CLASS (vb_fit_row_parent_class)->dispose (object);
}

static void
vb_fit_row_finalize (GObject *object)
{
  g_clear_pointer (&VB_FIT_ROW (object)->fit, vb_fit_free);

  G_OBJECT_CLASS (vb_fit_row_parent_class)->finalize (object);
}

static void
vb_fit_row_class_init (VbFitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_fit_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_fit_row_finalize;

  signals[PLANNED] = g_signal_new ("planned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[REFERRED] = g_signal_new ("referred", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-fit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFitRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbFitRow, organization_label);
  gtk_widget_class_bind_template_child (widget_class, VbFitRow, reasons_label);
  gtk_widget_class_bind_template_child (widget_class, VbFitRow, plan_button);
  gtk_widget_class_bind_template_child (widget_class, VbFitRow, refer_button);
  gtk_widget_class_bind_template_child (widget_class, VbFitRow, give_button);
  gtk_widget_class_bind_template_callback (widget_class, plan_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_cb);
  gtk_widget_class_bind_template_callback (widget_class, refer_cb);
}

static void
vb_fit_row_init (VbFitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
name_of (VbFitRow *self)
{
  const char *name = vb_entity_get_name (self->fit->service);

  return name != NULL ? name : _("Without a name");
}

static void
show_fit (VbFitRow *self)
{
  VbEntity *organization = vb_entity_get_reference (self->fit->service, "organization_id");
  const char *by = organization != NULL ? vb_entity_get_name (organization) : NULL;
  g_autofree char *reasons = vb_fit_dup_reasons (self->fit);
  /* Translators: %s is something on the social map */
  g_autofree char *give = g_strdup_printf (_("%s on paper"), name_of (self));
  /* Translators: %s is something on the social map */
  g_autofree char *refer = g_strdup_printf (_("Refer to %s"), name_of (self));

  gtk_label_set_label (self->name_label, name_of (self));
  gtk_label_set_label (self->organization_label, by);
  gtk_widget_set_visible (GTK_WIDGET (self->organization_label), by != NULL);
  gtk_label_set_label (self->reasons_label, reasons);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name_of (self));
  vb_accessible_set_label (self->give_button, give);
  vb_accessible_set_label (self->refer_button, refer);
}

GtkWidget *
vb_fit_row_new (VbFit *fit)
{
  VbFitRow *self = g_object_new (VB_TYPE_FIT_ROW, NULL);

  self->fit = fit;
  show_fit (self);
  return GTK_WIDGET (self);
}

const VbFit *
vb_fit_row_get_fit (VbFitRow *self)
{
  g_return_val_if_fail (VB_IS_FIT_ROW (self), NULL);

  return self->fit;
}

void
vb_fit_row_set_planned (VbFitRow *self,
                        gboolean  possible,
                        gboolean  planned)
{
  g_autofree char *label = NULL;

  g_return_if_fail (VB_IS_FIT_ROW (self));

  /* Translators: %s is something on the social map */
  label = g_strdup_printf (planned ? _("%s is in the plan") : _("Add %s to the plan"),
                           name_of (self));
  gtk_button_set_label (GTK_BUTTON (self->plan_button),
                        planned ? _("In the Plan") : _("Add to Plan"));
  gtk_widget_set_visible (self->plan_button, possible);
  gtk_widget_set_sensitive (self->plan_button, !planned);
  vb_accessible_set_label (self->plan_button, label);
}
