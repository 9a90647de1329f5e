/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-window-private.h"

#include <glib/gi18n.h>

#include "app/access/vb-rescue-view.h"
#include "app/access/vb-unlock-view.h"
#include "app/access/vb-welcome-view.h"
#include "app/conversation/vb-talk-window.h"
#include "app/preferences/vb-preferences-window.h"
#include "app/edit/vb-edit-window.h"
#include "app/referral/vb-refer-actions.h"
#include "app/vb-call.h"
#include "app/vb-settings.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/window/vb-window-warnings.h"
#include "core/store/vb-owner.h"

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

void
_vb_window_show_failure (VbWindow *self)
{
  const GError *error = vb_session_get_error (self->session);

  vb_error_page_show (self->failed_page, error);
  gtk_label_set_label (self->failed_details, error == NULL ? "" : error->message);
  gtk_widget_set_visible (self->rescue_button, vb_session_can_restore (self->session));
  gtk_stack_set_visible_child_name (self->pages, "failed");
  gtk_widget_grab_focus (self->retry_button);
}

static void
update_actions (VbWindow *self)
{
  gboolean open = vb_session_get_state (self->session) == VB_SESSION_OPEN;
  static const char *const actions[] = { "win.quick-search", "win.find", "win.back",
                                         "win.lock", "win.view", "win.show-item",
                                         "win.show-part", "win.favourite",
                                         "win.copy-contact", "win.checked", "win.report",
                                         "win.show-decisions",
                                         "win.show-duplicates", "win.show-gaps",
                                         "win.open-search",
                                         "win.show-service", "win.show-organization",
                                         "win.show-contact", "win.import", "win.export",
                                         "win.preferences", "win.safety", "win.exchange",
                                         "win.exchange-preferences", "win.add-service",
                                         "win.add-person", "win.retention", "win.meetings",
                                         "win.show-meeting",
                                         "win.agreements",
                                         "win.add-organization", "win.edit" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], open);
  for (gsize i = 0; vb_refer_actions[i] != NULL; i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), vb_refer_actions[i], open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.put-back",
                                 open && vb_session_get_vault (self->session) != NULL);
}

/* Which conversation was going on is known again when the store is opened. */
static void
remember_talk (VbWindow     *self,
               VbTalkWindow *window)
{
  VbTalk *talk = vb_talk_window_get_talk (window);

  if (talk == NULL || vb_talk_get (talk) == NULL)
    return;
  g_free (self->talk_id);
  self->talk_id = g_strdup (vb_talk_get (talk)->id);
}

static void
return_to_talk (VbWindow *self)
{
  g_autofree char *id = g_steal_pointer (&self->talk_id);

  if (id != NULL)
    vb_talk_window_return (GTK_WINDOW (self), vb_session_get_store (self->session), id);
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
      if (VB_IS_TALK_WINDOW (w->data))
        remember_talk (self, w->data);
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

void
_vb_window_focus_search (VbWindow *self)
{
  VbView *view = vb_views_get_shown (self->views);

  if (view != NULL)
    vb_view_focus_search (view);
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
      _vb_window_show_failure (self);
      break;
    case VB_SESSION_LOCKED:
      close_dialogs (self);
      vb_toasts_dismiss_all (self->toasts);
      vb_window_say_over (self, NULL);
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
      _vb_window_focus_search (self);
      return_to_talk (self);
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
  if (!vb_views_show (self->views, view))
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

/* ------------------------------------------------------------------ object */

static void
set_session (VbWindow  *self,
             VbSession *session)
{
  g_assert (self->session == NULL && session != NULL);

  self->session = g_object_ref (session);
  self->views = vb_views_new (session, self->shell, self->sidebar, self->lists, self->contents);
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
  vb_window_say_over (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_WINDOW);
  g_clear_object (&self->views);
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
  g_free (self->talk_id);

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

  _vb_window_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.recovered", NULL, recovered_action);
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
vb_window_say_over (VbWindow        *self,
                    AdwToastOverlay *overlay)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  if (self->over != NULL)
    g_object_run_dispose (G_OBJECT (self->over));
  g_clear_object (&self->over);
  if (overlay != NULL)
    self->over = vb_toasts_new (overlay);
}

static VbToasts *
toasts_in_front (VbWindow *self)
{
  return self->over != NULL ? self->over : self->toasts;
}

void
vb_window_say (VbWindow   *self,
               const char *text)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_toasts_say (toasts_in_front (self), text);
}

void
vb_window_say_action (VbWindow    *self,
                      const char  *text,
                      const char  *button,
                      VbToastFunc  func,
                      const char  *subject)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_toasts_say_action (toasts_in_front (self), text, button, func, subject);
}

void
vb_window_say_undo (VbWindow   *self,
                    const char *text,
                    VbUndo     *undo)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  vb_toasts_say_undo (toasts_in_front (self), text, undo);
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

/* (nullable): %NULL when there is no such view */
static VbView *
go_to (VbWindow   *self,
       const char *view)
{
  g_object_set (self->sidebar, "view", view, NULL);
  return vb_views_get_shown (self->views);
}

void
vb_window_show_item (VbWindow   *self,
                     const char *view,
                     const char *id)
{
  VbView *shown;

  g_return_if_fail (VB_IS_WINDOW (self) && view != NULL && id != NULL);

  shown = go_to (self, view);
  if (shown != NULL)
    vb_view_show_item (shown, id);
}

void
vb_window_show_part (VbWindow   *self,
                     const char *view,
                     const char *part)
{
  VbView *shown;

  g_return_if_fail (VB_IS_WINDOW (self) && view != NULL && part != NULL);

  shown = go_to (self, view);
  if (shown != NULL)
    vb_view_show_part (shown, part);
}

void
_vb_window_leave_views (VbWindow *self)
{
  if (vb_views_get_shown (self->views) != NULL)
    g_object_set (self->sidebar, "view", "all", NULL);
}

void
vb_window_show_service (VbWindow   *self,
                        const char *id)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  _vb_window_leave_views (self);
  vb_detail_pane_show (self->detail, VB_TABLE_SERVICE, id, TRUE);
  vb_shell_show_content (self->shell);
}

void
vb_window_show_organization (VbWindow   *self,
                             const char *id)
{
  g_return_if_fail (VB_IS_WINDOW (self));

  _vb_window_leave_views (self);
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
