/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-sidebar.h"

#include <glib/gi18n.h>

#include "app/exchange/vb-letter-words.h"
#include "app/social-map/vb-saved-searches.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-one-stop.h"
#include "app/widgets/vb-popover.h"
#include "app/widgets/vb-template.h"
#include "app/window/vb-sidebar-row.h"

struct _VbSidebar
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkListBox *list;
  VbSidebarRow *letters_row;
  VbSavedSearches *searches;
  GtkMenuButton *menu_button;
  GtkWidget *user_bin;
  GtkWidget *user_button;
  AdwAvatar *user_avatar;
  GtkLabel *user_name;
  GtkLabel *user_role;
  GtkPopover *user_popover;
  AdwEntryRow *name_row;
  AdwEntryRow *role_row;

  VbSession *session;
  char *view;
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_VIEW,
  PROP_FOLDED,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbSidebar, vb_sidebar, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ views */

/* What is remembered from another version may not be there. */
static VbSidebarRow *
row_of (VbSidebar  *self,
        const char *view)
{
  VbSidebarRow *all = NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      const char *name = gtk_widget_get_name (GTK_WIDGET (row));

      if (g_strcmp0 (name, view) == 0)
        return VB_SIDEBAR_ROW (row);
      if (g_str_equal (name, "all"))
        all = VB_SIDEBAR_ROW (row);
    }
  return all;
}

static void
set_view (VbSidebar  *self,
          const char *view)
{
  if (g_strcmp0 (self->view, view) == 0)
    return;
  g_free (self->view);
  self->view = g_strdup (view);
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row_of (self, view)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
row_selected_cb (VbSidebar     *self,
                 GtkListBoxRow *row)
{
  if (row != NULL)
    set_view (self, gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
row_activated_cb (VbSidebar     *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

void
vb_sidebar_set_waiting (VbSidebar  *self,
                        const char *view,
                        guint       n,
                        const char *words)
{
  g_return_if_fail (VB_IS_SIDEBAR (self));

  vb_sidebar_row_set_waiting (row_of (self, view), n, words);
}

void
vb_sidebar_set_recheck (VbSidebar *self,
                        guint      n)
{
  g_autofree char *words = NULL;

  words = n == 0 ? g_strdup (_("Keep up to date"))
                 /* Translators: how much waits for a choice */
                 : g_strdup_printf (ngettext ("Keep up to date, %u to decide",
                                              "Keep up to date, %u to decide", n), n);
  vb_sidebar_set_waiting (self, "recheck", n, words);
}

/* ------------------------------------------------------------------ the exchange */

/* With one glance: nothing waits, something does, or somebody has to do something. */
static void
show_exchange (VbSidebar *self)
{
  VbExchange *exchange = vb_session_get_exchange (self->session);
  g_autofree char *glance = vb_exchange_dup_glance (exchange);
  /* Translators: the row of the navigation, and how it stands: "Letters: 2 letters wait" */
  g_autofree char *words = g_strdup_printf (_("Letters: %s"), glance);
  guint waiting, asking;

  vb_exchange_count (exchange, &waiting, &asking);
  gtk_widget_set_visible (GTK_WIDGET (self->letters_row), vb_exchange_get_on (exchange));
  g_object_set (self->letters_row, "icon-name", asking > 0 ? "dialog-warning-symbolic"
                                                           : "mail-send-receive-symbolic", NULL);
  vb_sidebar_row_set_glance (self->letters_row, glance, words);
}

/* ------------------------------------------------------------------ who is working */

static void
user_clicked_cb (VbSidebar *self)
{
  gtk_popover_popup (self->user_popover);
}

static void
user_shown_cb (VbSidebar *self)
{
  const char *role;

  if (self->session == NULL)
    return;
  role = vb_session_get_user_role (self->session);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), vb_session_get_user_name (self->session));
  gtk_editable_set_text (GTK_EDITABLE (self->role_row), role == NULL ? "" : role);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
user_closed_cb (VbSidebar *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  g_autofree char *role = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->role_row)));

  g_strstrip (name);
  g_strstrip (role);
  if (self->session != NULL && name[0] != '\0')
    vb_session_set_user (self->session, name, role[0] == '\0' ? NULL : role);
}

static void
user_entered_cb (VbSidebar *self)
{
  gtk_popover_popdown (self->user_popover);
}

static void
user_changed_cb (VbSidebar *self)
{
  const char *name = vb_session_get_user_name (self->session);
  const char *role = vb_session_get_user_role (self->session);
  g_autofree char *label = NULL;

  /* Translators: the name, then the role of who is working */
  label = role == NULL ? g_strdup_printf (_("Working now: %s"), name)
                       : g_strdup_printf (_("Working now: %s, %s"), name, role);
  vb_accessible_set_label (GTK_WIDGET (self->user_button), label);
  adw_avatar_set_text (self->user_avatar, name);
  gtk_label_set_label (self->user_name, name);
  gtk_label_set_label (self->user_role, role != NULL ? role : "");
  gtk_widget_set_visible (GTK_WIDGET (self->user_role), role != NULL);
}

/* ------------------------------------------------------------------ object */

static void
store_set_cb (VbSidebar *self)
{
  vb_saved_searches_set_store (self->searches, vb_session_get_store (self->session));
}

static void
set_session (VbSidebar *self,
             VbSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::user-name", G_CALLBACK (user_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::user-role", G_CALLBACK (user_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (vb_session_get_exchange (session), "changed",
                               G_CALLBACK (show_exchange), self, G_CONNECT_SWAPPED);
      user_changed_cb (self);
      store_set_cb (self);
      show_exchange (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
vb_sidebar_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  VbSidebar *self = VB_SIDEBAR (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_VIEW:
      g_value_set_string (value, self->view);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_sidebar_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  VbSidebar *self = VB_SIDEBAR (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_VIEW:
      set_view (self, g_value_get_string (value));
      break;
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      vb_header_alone (self->header, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_sidebar_dispose (GObject *object)
{
  VbSidebar *self = VB_SIDEBAR (object);

  if (self->user_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->user_popover));
  self->user_popover = NULL;
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_SIDEBAR);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_sidebar_parent_class)->dispose (object);
}

static void
vb_sidebar_finalize (GObject *object)
{
  VbSidebar *self = VB_SIDEBAR (object);

  g_free (self->view);

  G_OBJECT_CLASS (vb_sidebar_parent_class)->finalize (object);
}

static void
vb_sidebar_class_init (VbSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_sidebar_get_property;
  object_class->set_property = vb_sidebar_set_property;
  object_class->dispose = vb_sidebar_dispose;
  object_class->finalize = vb_sidebar_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "all",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                 G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vbsidebar");
  g_type_ensure (VB_TYPE_ONE_STOP);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/window/vb-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, letters_row);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, searches);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, user_bin);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, user_button);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, user_avatar);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, user_name);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, user_role);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, user_popover);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, name_row);
  gtk_widget_class_bind_template_child (widget_class, VbSidebar, role_row);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, user_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, user_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, user_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, user_entered_cb);
}

static void
vb_sidebar_init (VbSidebar *self)
{
  g_type_ensure (VB_TYPE_SESSION);
  g_type_ensure (VB_TYPE_SAVED_SEARCHES);
  g_type_ensure (VB_TYPE_SIDEBAR_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_entry_focus_tell (GTK_WIDGET (self));
  vb_popover_keep_narrow (self->user_popover);
  gtk_widget_set_parent (GTK_WIDGET (self->user_popover), self->user_bin);
  vb_accessible_set_label (GTK_WIDGET (self->menu_button), _("Main menu"));
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row_of (self, "all")));
  vb_sidebar_set_recheck (self, 0);
}

/**
 * vb_sidebar_popup_menu:
 *
 * Opens the main menu.
 */
void
vb_sidebar_popup_menu (VbSidebar *self)
{
  g_return_if_fail (VB_IS_SIDEBAR (self));

  gtk_menu_button_popup (self->menu_button);
}
