/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-window.h"

#include <glib/gi18n.h>

#include "app/access/vb-rescue-view.h"
#include "app/access/vb-restore-window.h"
#include "app/access/vb-unlock-view.h"
#include "app/access/vb-welcome-view.h"
#include "app/preferences/vb-preferences-window.h"
#include "app/edit/vb-edit-window.h"
#include "app/people/vb-people-view.h"
#include "app/rights/vb-retention-window.h"
#include "app/social-map/vb-detail-pane.h"
#include "app/social-map/vb-map-page.h"
#include "app/transfer/vb-export-window.h"
#include "app/transfer/vb-import-window.h"
#include "app/vb-call.h"
#include "app/vb-settings.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/window/vb-quick-search.h"
#include "app/window/vb-shell.h"
#include "app/window/vb-shortcuts-window.h"
#include "app/window/vb-sidebar.h"
#include "app/window/vb-toasts.h"
#include "app/window/vb-window-warnings.h"
#include "core/store/vb-owner.h"

struct _VbWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *overlay;
  GtkStack *pages;
  VbShell *shell;
  VbSidebar *sidebar;
  GtkStack *lists;
  GtkStack *contents;
  VbMapPage *map;
  VbDetailPane *detail;
  AdwStatusPage *failed_page;
  GtkLabel *failed_details;
  GtkWidget *retry_button;
  GtkWidget *rescue_button;

  GSettings *settings;
  VbSession *session;
  VbPeopleView *people;
  VbToasts *toasts;
  GCancellable *cancellable; /* of looking things up: ends with the window */
  char *pointed;             /* (nullable): the function that was asked for last */
  gboolean remembers_view;
  gboolean was_open; /* at some time since the window is there */
  gboolean recovered; /* opened with the sheet: the passphrase may be forgotten */
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void new_passphrase_cb (VbWindow *self);

G_DEFINE_FINAL_TYPE (VbWindow, vb_window, ADW_TYPE_APPLICATION_WINDOW)

/* ------------------------------------------------------------------ what is open */

static void
show_failure (VbWindow *self)
{
  const GError *error = vb_session_get_error (self->session);

  vb_error_page_show (self->failed_page, error);
  gtk_label_set_label (self->failed_details, error == NULL ? "" : error->message);
  gtk_widget_set_visible (self->rescue_button, vb_session_can_restore (self->session));
  gtk_stack_set_visible_child_name (self->pages, "failed");
  gtk_widget_grab_focus (self->retry_button);
}

static void
show_failure_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VbWindow *self = VB_WINDOW (widget);

  if (vb_session_get_state (self->session) == VB_SESSION_FAILED)
    show_failure (self);
}

static void
update_actions (VbWindow *self)
{
  gboolean open = vb_session_get_state (self->session) == VB_SESSION_OPEN;
  static const char *const actions[] = { "win.quick-search", "win.find", "win.back",
                                         "win.lock", "win.view", "win.favourite",
                                         "win.copy-contact", "win.checked", "win.report",
                                         "win.show-decisions",
                                         "win.show-duplicates", "win.show-gaps",
                                         "win.open-search",
                                         "win.show-service", "win.show-organization",
                                         "win.show-contact", "win.import", "win.export",
                                         "win.preferences", "win.safety", "win.add-service",
                                         "win.add-person", "win.retention",
                                         "win.add-organization", "win.edit" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.put-back",
                                 open && vb_session_get_vault (self->session) != NULL);
}

/* What a dialog shows is as private as the window behind it. What was typed in a form stays as
 * its draft. Closing one may close others that stand above it, hence the references. */
static void
close_dialogs (VbWindow *self)
{
  g_autolist(GtkWidget) windows = gtk_window_list_toplevels ();

  for (GList *w = windows; w != NULL; w = w->next)
    g_object_ref (w->data);
  for (GList *w = windows; w != NULL; w = w->next)
    {
      if (!GTK_IS_WINDOW (w->data) || VB_IS_WINDOW (w->data) || vb_window_of (w->data) != self)
        continue;
      if (VB_IS_EDIT_WINDOW (w->data))
        vb_edit_window_put_away (w->data);
      else
        gtk_window_destroy (w->data);
    }
}

/* The views before the map are made when they are needed, which for most starts is never. */
static GtkWidget *
show_view (VbWindow   *self,
           const char *name,
           GType       type)
{
  GtkWidget *view = gtk_stack_get_child_by_name (self->pages, name);

  if (view == NULL)
    {
      view = g_object_new (type, "session", self->session, NULL);
      gtk_stack_add_named (self->pages, view, name);
    }
  gtk_stack_set_visible_child (self->pages, view);
  return view;
}

/* A demonstration begins with the map, whatever was looked at the last time. */
static void
remember_view (VbWindow *self)
{
  if (self->remembers_view || vb_session_is_demo (self->session))
    return;
  g_settings_bind (self->settings, "last-view", self->sidebar, "view", G_SETTINGS_BIND_DEFAULT);
  self->remembers_view = TRUE;
}

static void
focus_search (VbWindow *self)
{
  if (vb_people_view_get_shown (self->people))
    vb_people_view_focus_search (self->people);
  else
    vb_map_page_focus_search (self->map);
}

/* The paper is for once: tomorrow it would be needed again. */
static void
offer_passphrase (VbWindow *self)
{
  VbVault *vault = vb_session_get_vault (self->session);
  GtkWidget *dialog;

  self->recovered = FALSE;
  if (vault == NULL || (vb_vault_has_keyring (vault)
                        && !vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE)))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Set a New Passphrase?"),
                                   _("It was opened with the recovery sheet. If the passphrase is "
                                     "forgotten, set a new one now; otherwise the sheet is needed "
                                     "again the next time."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("Not Now"), "set",
                                    _("New Passphrase…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "set",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "set");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_signal_connect_object (dialog, "response::set", G_CALLBACK (new_passphrase_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
recovered_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VB_WINDOW (widget)->recovered = TRUE;
}

static void
state_changed_cb (VbWindow *self)
{
  GtkWidget *view;

  switch (vb_session_get_state (self->session))
    {
    case VB_SESSION_FAILED:
      show_failure (self);
      break;
    case VB_SESSION_LOCKED:
      close_dialogs (self);
      vb_toasts_dismiss_all (self->toasts);
      view = show_view (self, "locked", VB_TYPE_UNLOCK_VIEW);
      /* What cannot be seen is not there for a screen reader either. */
      gtk_widget_set_visible (GTK_WIDGET (self->shell), FALSE);
      vb_unlock_view_focus (VB_UNLOCK_VIEW (view));
      break;
    case VB_SESSION_WELCOME:
      show_view (self, "welcome", VB_TYPE_WELCOME_VIEW);
      break;
    case VB_SESSION_OPENING:
      /* What was open is being replaced: half of it is nothing to look at. At the start the window
       * is shown as it will be. */
      gtk_widget_set_visible (GTK_WIDGET (self->shell), !self->was_open);
      break;
    case VB_SESSION_CLOSED:
      break;
    case VB_SESSION_OPEN:
      self->was_open = TRUE;
      remember_view (self);
      gtk_widget_set_visible (GTK_WIDGET (self->shell), TRUE);
      gtk_stack_set_visible_child_name (self->pages, "main");
      focus_search (self);
      if (self->recovered)
        offer_passphrase (self);
      break;
    }
  update_actions (self);
}

static void
rescue_cb (VbWindow *self)
{
  show_view (self, "rescue", VB_TYPE_RESCUE_VIEW);
}

static void
retry_cb (VbWindow *self)
{
  vb_session_retry (self->session);
}

/* ------------------------------------------------------------------ moving around */

static void
view_changed_cb (VbWindow *self)
{
  g_autofree char *view = NULL;

  g_object_get (self->sidebar, "view", &view, NULL);
  vb_people_view_set_shown (self->people, g_str_equal (view, "people"));
  if (!vb_people_view_get_shown (self->people))
    vb_map_page_set_view (self->map, view);
}

static void
sidebar_activated_cb (VbWindow *self)
{
  vb_shell_show_list (self->shell);
}

static void
decisions_cb (VbWindow *self)
{
  guint n;

  g_object_get (self->map, "n-decisions", &n, NULL);
  vb_sidebar_set_recheck (self->sidebar, n);
}

static void
chosen_cb (VbWindow   *self,
           const char *id)
{
  vb_detail_pane_show (self->detail, VB_TABLE_SERVICE, id, FALSE);
  vb_shell_show_content (self->shell);
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
  focus_search (self);
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

static void
show_upkeep (VbWindow *self,
             VbUpkeep  what)
{
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
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gtk_window_present (vb_shortcuts_window_new (GTK_WINDOW (widget)));
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
  vb_people_view_add_person (self->people, GTK_WINDOW (self));
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
put_back_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  gtk_window_present (vb_restore_window_new (GTK_WINDOW (widget), VB_WINDOW (widget)->session));
}

static void
new_passphrase_cb (VbWindow *self)
{
  GtkWindow *preferences;

  if (vb_session_get_state (self->session) != VB_SESSION_OPEN)
    return;
  preferences = vb_preferences_window_new (GTK_WINDOW (self), self->session);
  vb_preferences_window_show_passphrase (VB_PREFERENCES_WINDOW (preferences));
  gtk_window_present (preferences);
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

static void
owner_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbOwner) owner = vb_owner_find_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (owner == NULL)
    vb_window_say_error (self, _("Could not be opened"), error);
  else if (owner->table == VB_TABLE_SERVICE)
    vb_window_show_service (self, owner->id);
  else
    vb_window_show_organization (self, owner->id);
  if (owner != NULL && self->pointed != NULL)
    vb_detail_pane_point_at (self->detail, self->pointed);
}

static void
show_contact_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  vb_window_show_record (VB_WINDOW (widget), VB_TABLE_CONTACT,
                         g_variant_get_string (parameter, NULL));
}

/* ------------------------------------------------------------------ object */

static void
set_session (VbWindow  *self,
             VbSession *session)
{
  g_assert (self->session == NULL && session != NULL);

  self->session = g_object_ref (session);
  self->people = vb_people_view_new (session, self->shell, self->lists, self->contents);
  _vb_window_watch_warnings (self, session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  state_changed_cb (self);
}

static void
vb_window_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  VbWindow *self = VB_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_window_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  VbWindow *self = VB_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_window_dispose (GObject *object)
{
  VbWindow *self = VB_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  /* What is still being done may speak of it later; there is nobody to hear it any more. */
  g_object_run_dispose (G_OBJECT (self->toasts));
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_WINDOW);
  g_clear_object (&self->people);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vb_window_parent_class)->dispose (object);
}

static void
vb_window_finalize (GObject *object)
{
  VbWindow *self = VB_WINDOW (object);

  g_object_unref (self->toasts);
  g_free (self->pointed);

  G_OBJECT_CLASS (vb_window_parent_class)->finalize (object);
}

static void
vb_window_class_init (VbWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_window_get_property;
  object_class->set_property = vb_window_set_property;
  object_class->dispose = vb_window_dispose;
  object_class->finalize = vb_window_finalize;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_SHELL);
  g_type_ensure (VB_TYPE_SIDEBAR);
  g_type_ensure (VB_TYPE_MAP_PAGE);
  g_type_ensure (VB_TYPE_DETAIL_PANE);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/window/vb-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, lists);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, map);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, detail);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, failed_details);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, VbWindow, rescue_button);
  gtk_widget_class_bind_template_callback (widget_class, rescue_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, decisions_cb);

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
  gtk_widget_class_install_action (widget_class, "win.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.recovered", NULL, recovered_action);
  gtk_widget_class_install_action (widget_class, "win.safety", NULL, safety_action);
  gtk_widget_class_install_action (widget_class, "win.put-back", NULL, put_back_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.view", "s", view_action);
  gtk_widget_class_install_action (widget_class, "win.open-search", "s", open_search_action);
  gtk_widget_class_install_action (widget_class, "win.show-service", "s", show_service_action);
  gtk_widget_class_install_action (widget_class, "win.show-organization", "s",
                                   show_organization_action);
  gtk_widget_class_install_action (widget_class, "win.show-contact", "s", show_contact_action);
  gtk_widget_class_install_action (widget_class, "win.details", "(ss)", details_action);
}

static void
vb_window_init (VbWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->toasts = vb_toasts_new (self->overlay);
  self->settings = vb_settings_new ();
  g_settings_bind (self->settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
}

VbWindow *
vb_window_new (VbApplication *application,
               VbSession     *session)
{
  return g_object_new (VB_TYPE_WINDOW, "application", application, "session", session, NULL);
}

/**
 * vb_window_of:
 * @widget: a widget inside a window, or in a dialog above one
 *
 * Returns: (transfer none) (nullable): the window
 */
VbWindow *
vb_window_of (gpointer widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (widget));

  while (root != NULL && !VB_IS_WINDOW (root) && GTK_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  return VB_IS_WINDOW (root) ? VB_WINDOW (root) : NULL;
}

VbSession *
vb_window_get_session (VbWindow *self)
{
  g_return_val_if_fail (VB_IS_WINDOW (self), NULL);

  return self->session;
}

VbStore *
vb_window_get_store (VbWindow *self)
{
  g_return_val_if_fail (self == NULL || VB_IS_WINDOW (self), NULL);

  if (self == NULL || self->session == NULL)
    return NULL;
  return vb_session_get_store (self->session);
}

/* ------------------------------------------------------------------ saying things */

void
vb_window_say (VbWindow   *self,
               const char *text)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_toasts_say (self->toasts, text);
}

void
vb_window_say_action (VbWindow    *self,
                      const char  *text,
                      const char  *button,
                      VbToastFunc  func,
                      const char  *subject)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_toasts_say_action (self->toasts, text, button, func, subject);
}

void
vb_window_say_undo (VbWindow   *self,
                    const char *text,
                    VbUndo     *undo)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_toasts_say_undo (self->toasts, text, undo);
}

void
vb_window_say_error (VbWindow     *self,
                     const char   *what,
                     const GError *error)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_toasts_say_error (self->toasts, what, error);
}

/* ------------------------------------------------------------------ showing things */

void
vb_window_show_service (VbWindow   *self,
                        const char *id)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_detail_pane_show (self->detail, VB_TABLE_SERVICE, id, TRUE);
  vb_shell_show_content (self->shell);
}

void
vb_window_show_organization (VbWindow   *self,
                             const char *id)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_detail_pane_show (self->detail, VB_TABLE_ORGANIZATION, id, TRUE);
  vb_shell_show_content (self->shell);
}

void
vb_window_show_record (VbWindow   *self,
                       VbTable     table,
                       const char *id)
{
  VbStore *store;

  g_return_if_fail (VB_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  g_free (self->pointed);
  self->pointed = table == VB_TABLE_CONTACT ? g_strdup (id) : NULL;
  store = vb_session_get_store (self->session);
  if (store != NULL)
    vb_owner_find_async (store, table, id, self->cancellable, owner_found_cb,
                         vb_call_new (self, self->cancellable));
}
