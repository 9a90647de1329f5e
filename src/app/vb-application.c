/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-application.h"

#include <glib/gi18n.h>

#include "app/access/vb-auto-lock.h"
#include "app/vb-icon-guard.h"
#include "app/vb-settings.h"
#include "app/vb-spool.h"
#include "app/widgets/vb-menu-names.h"
#include "app/widgets/vb-whole-titles.h"
#include "app/window/vb-window.h"

struct _VbApplication
{
  AdwApplication parent_instance;

  VbSession *session;
  VbAutoLock *auto_lock;
  GtkCssProvider *large_text;
  char *store_path;
  char *key_file;
  gboolean demo;
};

G_DEFINE_FINAL_TYPE (VbApplication, vb_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "store", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Open this store instead of your own"),
    N_("FILE") },
  { "key-file", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_("Take the key of the store from a file with 64 hexadecimal digits"), N_("FILE") },
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Show a fictional neighbourhood; nothing is kept"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
  { NULL }
};

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkApplication *application = user_data;
  GList *windows = g_list_copy (gtk_application_get_windows (application));

  /* Closing them one by one lets each window ask about what is not saved. */
  for (GList *w = windows; w != NULL; w = w->next)
    gtk_window_close (w->data);
  g_list_free (windows);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  const char *const developers[] = { "The Verbinder contributors", NULL };

  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", _("Verbinder"),
                         "application-icon", APP_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The Verbinder contributors"),
                         "developers", developers,
                         "copyright", "© 2026 The Verbinder contributors",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Who can help here: the social map of a neighbourhood, "
                                       "for the people who have to find each other around one "
                                       "resident."),
                         /* Translators: put your own names here, one per line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

/* The demonstration runs as a program of its own, so that nothing of it can end up in the store
 * that is open here. */
static void
demo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) demo =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--demo", NULL);

  if (demo == NULL && VB_IS_WINDOW (window))
    vb_window_say_error (VB_WINDOW (window), _("The demonstration did not start"), error);
}

static const GActionEntry actions[] = {
  { "about", about_cb },
  { "demo", demo_cb },
  { "quit", quit_cb },
};

static void
set_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[4];
  } accels[] = {
    { "app.quit", { "<Primary>q" } },
    { "window.close", { "<Primary>w" } },
    { "win.shortcuts", { "<Primary>question", "F1" } },
    { "win.quick-search", { "<Primary>k" } },
    { "win.find", { "<Primary>f" } },
    { "win.back", { "<Alt>Left", "Back" } },
    { "win.lock", { "<Primary>l" } },
    { "win.favourite", { "<Primary>d" } },
    { "win.copy-contact", { "<Primary><Shift>c" } },
    { "win.add-service", { "<Primary>n" } },
    { "win.add-organization", { "<Primary><Shift>n" } },
    { "win.edit", { "F2" } },
    { "win.checked", { "<Primary>t" } },
    { "win.report", { "<Primary>r" } },
    { "win.import", { "<Primary>i" } },
    { "win.export", { "<Primary>e" } },
    { "win.exchange", { "<Primary><Shift>e" } },
    { "win.preferences", { "<Primary>comma" } },
    { "win.menu", { "F10" } },
    { "win.view('all')", { "<Alt>1" } },
    { "win.view('favourites')", { "<Alt>2" } },
    { "win.view('recheck')", { "<Alt>3" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action, accels[i].keys);
}

static void
open_store (VbApplication *self)
{
  if (vb_session_get_state (self->session) != VB_SESSION_CLOSED)
    return;
  if (self->demo)
    vb_session_open_demo (self->session);
  else if (self->store_path != NULL && self->key_file != NULL)
    vb_session_open_with_key_file (self->session, self->store_path, self->key_file);
  else
    vb_session_open_own (self->session);
}

static void
vb_application_activate (GApplication *application)
{
  VbApplication *self = VB_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (vb_window_new (self, self->session));
  gtk_window_present (window);
  open_store (self);
}

static int
vb_application_handle_local_options (GApplication *application,
                                     GVariantDict *dict)
{
  VbApplication *self = VB_APPLICATION (application);

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("%s %s\n", g_get_prgname (), PACKAGE_VERSION);
      return 0;
    }
  g_variant_dict_lookup (dict, "store", "^ay", &self->store_path);
  g_variant_dict_lookup (dict, "key-file", "^ay", &self->key_file);
  self->demo = g_variant_dict_contains (dict, "demo");

  if ((self->store_path == NULL) != (self->key_file == NULL) ||
      (self->demo && self->store_path != NULL))
    {
      g_printerr ("%s\n", _("--store and --key-file go together, and not with --demo."));
      return 2;
    }
  if (self->demo)
    vb_settings_keep_nothing ();
  /* A store or demonstration of its own must not end up in the window that is already there. */
  if (self->demo || self->store_path != NULL)
    g_application_set_flags (application, g_application_get_flags (application) |
                                            G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* Half as large again as the platform's own: a resolution of 96, in 1024ths. */
#define LARGE_TEXT (144 * 1024)

static void
text_size_cb (VbApplication *self,
              GParamSpec    *pspec,
              GtkSettings   *settings)
{
  GdkDisplay *display = gdk_display_get_default ();
  GtkStyleProvider *provider = GTK_STYLE_PROVIDER (self->large_text);
  int resolution;

  g_object_get (settings, "gtk-xft-dpi", &resolution, NULL);
  gtk_style_context_remove_provider_for_display (display, provider);
  if (resolution >= LARGE_TEXT)
    gtk_style_context_add_provider_for_display (display, provider,
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* The platform takes the colours and the contrast into account by itself, but not the text. */
static void
follow_text_size (VbApplication *self)
{
  GtkSettings *settings = gtk_settings_get_default ();

  self->large_text = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (self->large_text,
                                       "/nl/verbinder/Verbinder/style-large-text.css");
  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (text_size_cb), self,
                           G_CONNECT_SWAPPED);
  text_size_cb (self, NULL, settings);
}

static gboolean
lock_cb (GtkWidget *widget,
         GVariant  *parameter,
         gpointer   user_data)
{
  GtkWindow *window = GTK_WINDOW (widget);

  while (window != NULL && !VB_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window != NULL && gtk_widget_activate_action (GTK_WIDGET (window), "win.lock", NULL);
}

/* Keys of the application work in its main window only, while a form or a conversation with
 * somebody is what one walks away from. What is in a window comes first: the same keys ask for a
 * path where a file is chosen. */
static void
windows_changed_cb (GListModel *windows,
                    guint       position,
                    guint       removed,
                    guint       added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);
      GtkEventController *keys;

      if (VB_IS_WINDOW (window))
        continue;
      keys = gtk_shortcut_controller_new ();
      gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_l, GDK_CONTROL_MASK),
                          gtk_callback_action_new (lock_cb, NULL, NULL)));
      gtk_widget_add_controller (window, keys);
    }
}

static void
vb_application_startup (GApplication *application)
{
  VbApplication *self = VB_APPLICATION (application);

  G_APPLICATION_CLASS (vb_application_parent_class)->startup (application);

  /* One that runs beside another leaves what is not its own. */
  if (!(g_application_get_flags (application) & G_APPLICATION_NON_UNIQUE))
    vb_spool_sweep ();
  vb_icon_guard_start ();
  gtk_window_set_default_icon_name (APP_ID);
  vb_menu_names_install ();
  vb_whole_titles_install ();
  follow_text_size (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (GTK_APPLICATION (self));
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (windows_changed_cb), self, 0);
  self->auto_lock = vb_auto_lock_new (GTK_APPLICATION (self), self->session, NULL);
}

static void
vb_application_shutdown (GApplication *application)
{
  VbApplication *self = VB_APPLICATION (application);

  G_APPLICATION_CLASS (vb_application_parent_class)->shutdown (application);

  vb_session_close (self->session);
  if (!(g_application_get_flags (application) & G_APPLICATION_NON_UNIQUE))
    vb_spool_sweep ();
}

static void
vb_application_finalize (GObject *object)
{
  VbApplication *self = VB_APPLICATION (object);

  g_clear_object (&self->large_text);
  g_clear_object (&self->auto_lock);
  g_clear_object (&self->session);
  g_free (self->store_path);
  g_free (self->key_file);

  G_OBJECT_CLASS (vb_application_parent_class)->finalize (object);
}

static void
vb_application_class_init (VbApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = vb_application_finalize;
  application_class->activate = vb_application_activate;
  application_class->startup = vb_application_startup;
  application_class->shutdown = vb_application_shutdown;
  application_class->handle_local_options = vb_application_handle_local_options;
}

static void
vb_application_init (VbApplication *self)
{
  self->session = vb_session_new ();
  g_application_set_option_context_summary (
    G_APPLICATION (self), _("Find who can help in the neighbourhood, and keep that up to date."));
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

VbApplication *
vb_application_new (void)
{
  return g_object_new (VB_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "register-session", TRUE,
                       "resource-base-path", "/nl/verbinder/Verbinder",
                       NULL);
}

/**
 * vb_application_get_session:
 *
 * Returns: (transfer none): what all windows share
 */
VbSession *
vb_application_get_session (VbApplication *self)
{
  g_return_val_if_fail (VB_IS_APPLICATION (self), NULL);

  return self->session;
}
