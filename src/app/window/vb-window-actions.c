/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands of the window. */

#include "config.h"

#include <glib/gi18n.h>

#include "app/access/vb-restore-window.h"
#include "app/agreement/vb-agreements-window.h"
#include "app/edit/vb-edit-window.h"
#include "app/exchange/vb-exchange.h"
#include "app/meeting/vb-meeting-window.h"
#include "app/meeting/vb-meetings-window.h"
#include "app/people/vb-people-view.h"
#include "app/preferences/vb-preferences-window.h"
#include "app/referral/vb-refer-actions.h"
#include "app/rights/vb-retention-window.h"
#include "app/transfer/vb-export-window.h"
#include "app/transfer/vb-import-window.h"
#include "app/window/vb-quick-search.h"
#include "app/window/vb-shortcuts-window.h"
#include "app/window/vb-window-private.h"

/* ------------------------------------------------------------------ moving around */

static void
show_failure_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  if (vb_session_get_state (self->session) == VB_SESSION_FAILED)
    _vb_window_show_failure (self);
}

static void
quick_search_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);
  GtkWidget *search = vb_quick_search_new (self->session, GTK_WINDOW (self));

  gtk_window_present (GTK_WINDOW (search));
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  vb_shell_show_list (self->shell);
  _vb_window_focus_search (self);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  if (!vb_detail_pane_go_back (self->detail))
    vb_shell_go_back (self->shell);
}

static void
lock_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vb_session_lock (VB_WINDOW (widget)->session);
}

static void
view_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  g_object_set (self->sidebar, "view", g_variant_get_string (parameter, NULL), NULL);
  vb_shell_show_list (self->shell);
}

static void
open_search_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  g_object_set (self->sidebar, "view", "all", NULL);
  vb_map_page_open_search (self->map, g_variant_get_string (parameter, NULL));
  vb_shell_show_list (self->shell);
}

static void
show_item_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const char *view, *id;

  g_variant_get (parameter, "(&s&s)", &view, &id);
  vb_window_show_item (VB_WINDOW (widget), view, id);
}

static void
show_part_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const char *view, *part;

  g_variant_get (parameter, "(&s&s)", &view, &part);
  vb_window_show_part (VB_WINDOW (widget), view, part);
}

static void
show_service_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  vb_window_show_service (VB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_organization_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  vb_window_show_organization (VB_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_contact_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  vb_window_show_record (VB_WINDOW (widget), VB_TABLE_CONTACT,
                         g_variant_get_string (parameter, NULL));
}

/* ------------------------------------------------------------------ what is shown */

/* The page that is shown does it; here it only has its key, wherever the focus is. */
static void
favourite_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (VB_WINDOW (widget)->detail), "detail.favourite", NULL);
}

static void
copy_contact_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (VB_WINDOW (widget)->detail), "detail.copy-contact", NULL);
}

static void
checked_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  /* As the button does: nearly everybody asks by phone; the other ways are in its menu. */
  gtk_widget_activate_action (GTK_WIDGET (VB_WINDOW (widget)->detail), "detail.checked", "s",
                              "phone");
}

static void
report_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (VB_WINDOW (widget)->detail), "detail.report", NULL);
}

/* ------------------------------------------------------------------ keeping the map */

static void
show_upkeep (VbWindow *self,
             VbUpkeep  what)
{
  /* It belongs to keeping the map, and the navigation says so. */
  g_object_set (self->sidebar, "view", "recheck", NULL);
  vb_detail_pane_show_upkeep (self->detail, what);
  vb_shell_show_content (self->shell);
}

static void
show_decisions_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  show_upkeep (VB_WINDOW (widget), VB_UPKEEP_DECISIONS);
}

static void
show_duplicates_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  show_upkeep (VB_WINDOW (widget), VB_UPKEEP_DUPLICATES);
}

static void
show_gaps_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  show_upkeep (VB_WINDOW (widget), VB_UPKEEP_GAPS);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  gtk_window_present (vb_import_window_new (GTK_WINDOW (self),
                                            vb_session_get_store (self->session)));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  gtk_window_present (vb_export_window_new (GTK_WINDOW (self),
                                            vb_session_get_store (self->session)));
}

/* ------------------------------------------------------------------ adding and changing */

static void
changed_cb (VbEditWindow *edit,
            const char   *text,
            VbUndo       *undo,
            VbWindow     *self)
{
  vb_window_say_undo (self, text, undo);
}

static void
added_cb (VbEditWindow *edit,
          const char   *text,
          VbUndo       *undo,
          VbWindow     *self)
{
  vb_window_say_undo (self, text, undo);
  vb_window_show_record (self, vb_edit_window_get_table (edit),
                         vb_entity_get_id (vb_edit_window_get_entity (edit)));
}

static void
add_entry (VbWindow *self,
           VbTable   table)
{
  VbEntity *shown = vb_detail_pane_get_entity (self->detail);
  VbEditWindow *edit = vb_edit_window_new_for (GTK_WINDOW (self),
                                               vb_session_get_store (self->session), table, NULL);

  /* Who looks at an organization and adds a service means one of that organization. */
  if (table == VB_TABLE_SERVICE && shown != NULL
      && vb_entity_get_table (shown) == VB_TABLE_ORGANIZATION)
    vb_edit_window_set_organization (edit, vb_entity_get_id (shown), vb_entity_get_name (shown));
  g_signal_connect_object (edit, "finished", G_CALLBACK (added_cb), self, 0);
  gtk_window_present (GTK_WINDOW (edit));
}

static void
add_service_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  add_entry (VB_WINDOW (widget), VB_TABLE_SERVICE);
}

static void
add_organization_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  add_entry (VB_WINDOW (widget), VB_TABLE_ORGANIZATION);
}

static void
add_person_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  g_object_set (self->sidebar, "view", "people", NULL);
  vb_people_view_add_person (VB_PEOPLE_VIEW (vb_views_get_shown (self->views)),
                             GTK_WINDOW (self));
}

static void
retention_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VbStore *store = vb_window_get_store (VB_WINDOW (widget));

  if (store != NULL)
    gtk_window_present (vb_retention_window_new (GTK_WINDOW (widget), store));
}

static void
agreements_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VbStore *store = vb_window_get_store (VB_WINDOW (widget));

  if (store != NULL)
    gtk_window_present (vb_agreements_window_new (GTK_WINDOW (widget), store));
}

static void
meetings_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VbStore *store = vb_window_get_store (VB_WINDOW (widget));

  if (store != NULL)
    gtk_window_present (vb_meetings_window_new (GTK_WINDOW (widget), store));
}

static void
show_meeting_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VbStore *store = vb_window_get_store (VB_WINDOW (widget));

  if (store != NULL)
    gtk_window_present (vb_meeting_window_new (GTK_WINDOW (widget), store,
                                               g_variant_get_string (parameter, NULL)));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);
  VbEntity *shown = vb_detail_pane_get_entity (self->detail);
  VbEditWindow *edit;

  if (shown == NULL)
    return;
  edit = vb_edit_window_new_for (GTK_WINDOW (self), vb_session_get_store (self->session),
                                 vb_entity_get_table (shown), vb_entity_get_id (shown));
  g_signal_connect_object (edit, "finished", G_CALLBACK (changed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (edit));
}

/* ------------------------------------------------------------------ the program */

static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gtk_window_present (vb_shortcuts_window_new (GTK_WINDOW (widget)));
}

static void
preferences_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  gtk_window_present (vb_preferences_window_new (GTK_WINDOW (self), self->session));
}

static void
safety_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);
  GtkWindow *preferences = vb_preferences_window_new (GTK_WINDOW (self), self->session);

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "safety");
  gtk_window_present (preferences);
}

static void
exchange_preferences_action (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  GtkWindow *preferences =
    vb_preferences_window_new (GTK_WINDOW (widget), VB_WINDOW (widget)->session);

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "exchange");
  gtk_window_present (preferences);
}

/* Who never turned it on is helped to. */
static void
exchange_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);
  VbExchange *exchange = vb_session_get_exchange (self->session);

  if (!vb_exchange_get_on (exchange))
    {
      exchange_preferences_action (widget, name, parameter);
      return;
    }
  g_object_set (self->sidebar, "view", "letters", NULL);
  vb_exchange_run (exchange);
}

static void
put_back_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  gtk_window_present (vb_restore_window_new (GTK_WINDOW (widget), VB_WINDOW (widget)->session));
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  vb_shell_show_sidebar (self->shell);
  vb_sidebar_popup_menu (self->sidebar);
}

static void
details_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const char *heading, *body;
  GtkWidget *dialog;

  g_variant_get (parameter, "(&s&s)", &heading, &body);
  dialog = adw_message_dialog_new (GTK_WINDOW (widget), heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_vb_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.quick-search", NULL, quick_search_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.show-failure", NULL, show_failure_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_action);
  gtk_widget_class_install_action (widget_class, "win.favourite", NULL, favourite_action);
  gtk_widget_class_install_action (widget_class, "win.copy-contact", NULL, copy_contact_action);
  gtk_widget_class_install_action (widget_class, "win.checked", NULL, checked_action);
  gtk_widget_class_install_action (widget_class, "win.report", NULL, report_action);
  gtk_widget_class_install_action (widget_class, "win.show-decisions", NULL,
                                   show_decisions_action);
  gtk_widget_class_install_action (widget_class, "win.show-duplicates", NULL,
                                   show_duplicates_action);
  gtk_widget_class_install_action (widget_class, "win.show-gaps", NULL, show_gaps_action);
  gtk_widget_class_install_action (widget_class, "win.add-service", NULL, add_service_action);
  gtk_widget_class_install_action (widget_class, "win.add-organization", NULL,
                                   add_organization_action);
  gtk_widget_class_install_action (widget_class, "win.add-person", NULL, add_person_action);
  gtk_widget_class_install_action (widget_class, "win.retention", NULL, retention_action);
  gtk_widget_class_install_action (widget_class, "win.meetings", NULL, meetings_action);
  gtk_widget_class_install_action (widget_class, "win.show-meeting", "s", show_meeting_action);
  gtk_widget_class_install_action (widget_class, "win.agreements", NULL, agreements_action);
  gtk_widget_class_install_action (widget_class, "win.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.safety", NULL, safety_action);
  gtk_widget_class_install_action (widget_class, "win.exchange", NULL, exchange_action);
  gtk_widget_class_install_action (widget_class, "win.exchange-preferences", NULL,
                                   exchange_preferences_action);
  gtk_widget_class_install_action (widget_class, "win.put-back", NULL, put_back_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.view", "s", view_action);
  gtk_widget_class_install_action (widget_class, "win.show-item", "(ss)", show_item_action);
  gtk_widget_class_install_action (widget_class, "win.show-part", "(ss)", show_part_action);
  gtk_widget_class_install_action (widget_class, "win.open-search", "s", open_search_action);
  gtk_widget_class_install_action (widget_class, "win.show-service", "s", show_service_action);
  gtk_widget_class_install_action (widget_class, "win.show-organization", "s",
                                   show_organization_action);
  gtk_widget_class_install_action (widget_class, "win.show-contact", "s", show_contact_action);
  vb_refer_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.details", "(ss)", details_action);
}
