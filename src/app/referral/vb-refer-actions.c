/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-refer-actions.h"

#include "app/referral/vb-referral-window.h"
#include "app/window/vb-window.h"

const char *const vb_refer_actions[] = { "win.refer", "win.refer-person", "win.refer-service",
                                         "win.refer-contact", "win.consult",
                                         "win.signal-neighbourhood", NULL };

static void
open_from (GtkWidget             *widget,
           const VbReferralStart *start)
{
  vb_referral_window_open (GTK_WINDOW (widget), vb_window_get_session (VB_WINDOW (widget)), start);
}

static void
refer_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  open_from (widget, &(VbReferralStart) { .kind = VB_KIND_REFERRAL });
}

static void
person_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  open_from (widget, &(VbReferralStart) { .kind = VB_KIND_REFERRAL,
                                          .person_id = g_variant_get_string (parameter, NULL) });
}

static void
service_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  open_from (widget, &(VbReferralStart) { .kind = VB_KIND_REFERRAL,
                                          .service_id = g_variant_get_string (parameter, NULL) });
}

static void
contact_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  open_from (widget, &(VbReferralStart) { .kind = VB_KIND_REFERRAL,
                                          .contact_id = g_variant_get_string (parameter, NULL) });
}

static void
consult_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  open_from (widget, &(VbReferralStart) { .kind = VB_KIND_CONSULTATION });
}

static void
neighbourhood_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  open_from (widget, &(VbReferralStart) { .kind = VB_KIND_COLLECTIVE });
}

void
vb_refer_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.refer", NULL, refer_action);
  gtk_widget_class_install_action (widget_class, "win.refer-person", "s", person_action);
  gtk_widget_class_install_action (widget_class, "win.refer-service", "s", service_action);
  gtk_widget_class_install_action (widget_class, "win.refer-contact", "s", contact_action);
  gtk_widget_class_install_action (widget_class, "win.consult", NULL, consult_action);
  gtk_widget_class_install_action (widget_class, "win.signal-neighbourhood", NULL,
                                   neighbourhood_action);
}
