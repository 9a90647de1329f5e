/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-quick-search.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-one-stop.h"
#include "app/window/vb-quick-item.h"
#include "app/window/vb-quick-row.h"

#define LIMIT 20

#define WIDTH 560
#define HEIGHT 460

struct _VbQuickSearch
{
  AdwWindow parent_instance;

  GtkEditable *entry;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  GListStore *items;
  AdwStatusPage *nothing_page;

  VbSession *session;
  GCancellable *searching; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbQuickSearch, vb_quick_search, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ commands */

/* What can be done by name. Those that the window does not know, or not now, are left out. */
static const struct
{
  const char *label;
  const char *words; /* what people call it as well */
  const char *action;
  const char *target;
} commands[] = {
  /* Translators: of each command, the other words under which somebody may look for it */
  { N_("New Service"), NC_("other words", "add make write"), "win.add-service", NULL },
  { N_("New Organisation"), NC_("other words", "add make partner"), "win.add-organization", NULL },
  { N_("New Person"), NC_("other words", "add make client"), "win.add-person", NULL },
  { N_("Refer Somebody"), NC_("other words", "referral send hand over letter"), "win.refer", NULL },
  { N_("Ask Advice without a Name"), NC_("other words", "consult anonymous question colleague"),
    "win.consult", NULL },
  { N_("Signal about the Neighbourhood"), NC_("other words", "collective nobody area"),
    "win.signal-neighbourhood", NULL },
  { N_("Show Today"), NC_("other words", "now waiting overdue due agenda"), "win.view", "today" },
  { N_("Show Referrals"), NC_("other words", "inbox letters new overdue"), "win.view",
    "referrals" },
  { N_("Show People"), NC_("other words", "persons clients find"), "win.view", "people" },
  { N_("Show Collaboration"), NC_("other words", "together meetings agreements signals"),
    "win.view", "collaboration" },
  { N_("Agreements"), NC_("other words", "decision tree who refers whom when neighbourhood"),
    "win.agreements", NULL },
  { N_("Case Meetings"), NC_("other words", "agenda case discuss together team"), "win.meetings",
    NULL },
  { N_("What Must Go"), NC_("other words", "destroy retention delete term keep"), "win.retention",
    NULL },
  { N_("Show the Social Map"), NC_("other words", "all services list"), "win.view", "all" },
  { N_("Show Favourites"), NC_("other words", "stars bookmarks"), "win.view", "favourites" },
  { N_("Keep Up to Date"), NC_("other words", "check again stale old verify decide"), "win.view",
    "recheck" },
  { N_("Possible Duplicates"), NC_("other words", "double same merge"), "win.show-duplicates",
    NULL },
  { N_("Not Found Here"), NC_("other words", "gaps missing"), "win.show-gaps", NULL },
  { N_("Import"), NC_("other words", "bring in read file directory csv"), "win.import", NULL },
  { N_("Export"), NC_("other words", "take out save file csv"), "win.export", NULL },
  { N_("Make a Backup"), NC_("other words", "safe copy"), "win.safety", NULL },
  { N_("Put a Backup Back"), NC_("other words", "restore undo yesterday older"), "win.put-back",
    NULL },
  { N_("Recovery Sheet"), NC_("other words", "key code print paper passphrase"), "win.safety",
    NULL },
  { N_("Preferences"), NC_("other words", "settings options name"), "win.preferences", NULL },
  { N_("Keyboard Shortcuts"), NC_("other words", "keys help"), "win.shortcuts", NULL },
  { N_("Lock"), NC_("other words", "close away leave"), "win.lock", NULL },
  { N_("About Verbinder"), NC_("other words", "version licence"), "app.about", NULL },
  { N_("Quit"), NC_("other words", "exit stop end"), "app.quit", NULL },
};

static char *
dup_accel (VbQuickSearch *self,
           const char    *action,
           const char    *target)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkApplication *application = parent == NULL ? NULL : gtk_window_get_application (parent);
  g_autofree char *detailed = NULL;
  g_auto(GStrv) accels = NULL;
  GdkModifierType modifiers;
  guint key;

  if (application == NULL)
    return NULL;
  detailed = target == NULL ? g_strdup (action) : g_strdup_printf ("%s::%s", action, target);
  accels = gtk_application_get_accels_for_action (application, detailed);
  if (accels[0] == NULL || !gtk_accelerator_parse (accels[0], &key, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}

/* Whether the window has the action: gtk_widget_activate_action() only tells by doing it. */
static gboolean
has_action (VbQuickSearch *self,
            const char    *action)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkApplication *application = parent == NULL ? NULL : gtk_window_get_application (parent);

  if (g_str_has_prefix (action, "app."))
    return application != NULL && g_action_group_has_action (G_ACTION_GROUP (application),
                                                             action + strlen ("app."));
  if (parent == NULL)
    return FALSE;
  if (g_action_group_has_action (G_ACTION_GROUP (parent), action + strlen ("win.")))
    return TRUE;
  for (guint i = 0;; i++)
    {
      const GVariantType *type;
      const char *name, *property;
      GType owner;

      if (!gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (parent), i, &owner, &name, &type,
                                          &property))
        return FALSE;
      if (g_str_equal (name, action))
        return TRUE;
    }
}

/* Every word that was typed is a part of the command's name or of its other words. */
static gboolean
is_called (gsize       i,
           const char *text)
{
  g_autofree char *names = g_strdup_printf ("%s %s", _(commands[i].label),
                                            g_dpgettext2 (NULL, "other words",
                                                          commands[i].words));
  g_autofree char *all = g_utf8_casefold (names, -1);
  g_autofree char *typed = g_utf8_casefold (text, -1);
  g_auto(GStrv) words = g_strsplit (typed, " ", -1);

  for (gsize w = 0; words[w] != NULL; w++)
    if (strstr (all, words[w]) == NULL)
      return FALSE;
  return TRUE;
}

/* Whether somebody is typing its name out. */
static gboolean
is_begun (gsize       i,
          const char *text)
{
  g_autofree char *name = g_utf8_casefold (_(commands[i].label), -1);
  g_autofree char *typed = g_utf8_casefold (text, -1);

  return g_utf8_strlen (typed, -1) >= 3 && g_str_has_prefix (name, typed);
}

/* Those whose name is begun, or the others. */
static void
add_commands (VbQuickSearch *self,
              const char    *text,
              gboolean       begun)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *accel = NULL;
      g_autoptr(VbQuickItem) item = NULL;

      if (is_begun (i, text) != begun || !is_called (i, text) ||
          !has_action (self, commands[i].action))
        continue;
      accel = dup_accel (self, commands[i].action, commands[i].target);
      item = vb_quick_item_new_command (_(commands[i].label), commands[i].action,
                                        commands[i].target, accel);
      g_list_store_append (self->items, item);
    }
}

/* ------------------------------------------------------------------ searching */

static char *
dup_text (VbQuickSearch *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
show_items (VbQuickSearch *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "nothing");
  if (n > 0)
    gtk_single_selection_set_selected (self->selection, 0);
}

static void
show_found (VbQuickSearch *self,
            GPtrArray     *found)
{
  g_autofree char *text = dup_text (self);

  g_list_store_remove_all (self->items);
  add_commands (self, text, TRUE);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      g_autoptr(VbQuickItem) item = vb_quick_item_new_found (found->pdata[i]);

      g_list_store_append (self->items, item);
    }
  add_commands (self, text, FALSE);
  show_items (self);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbQuickSearch *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = vb_search_everywhere_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  g_clear_object (&self->searching);
  adw_status_page_set_title (self->nothing_page,
                             error == NULL ? _("Nothing Found") : vb_error_title (error));
  adw_status_page_set_description (self->nothing_page, error == NULL
                                                         ? _("Try other or fewer words.")
                                                         : vb_error_advice (error));
  show_found (self, found);
}

static void
text_changed_cb (VbQuickSearch *self)
{
  g_autofree char *text = dup_text (self);
  VbStore *store = vb_session_get_store (self->session);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (text[0] == '\0' || store == NULL)
    {
      show_found (self, NULL);
      return;
    }
  self->searching = g_cancellable_new ();
  vb_search_everywhere_async (store, text, LIMIT, self->searching, found_cb,
                              vb_call_new (self, self->searching));
}

/* ------------------------------------------------------------------ choosing */

static void
activated_cb (VbQuickSearch *self,
              guint          position)
{
  g_autoptr(VbQuickItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr(GtkWindow) keep = NULL;

  if (item == NULL || parent == NULL)
    return;
  keep = g_object_ref (parent);
  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action_variant (GTK_WIDGET (keep), vb_quick_item_get_action (item),
                                      vb_quick_item_get_target (item));
}

static void
entry_activated_cb (VbQuickSearch *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    activated_cb (self, position);
}

static gboolean
entry_key_cb (VbQuickSearch   *self,
              guint            keyval,
              guint            keycode,
              GdkModifierType  state)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint position = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    position = position + 1 < n ? position + 1 : position;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    position = position > 0 ? position - 1 : 0;
  else
    return GDK_EVENT_PROPAGATE;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  return GDK_EVENT_STOP;
}

/* ------------------------------------------------------------------ object */

static void
state_changed_cb (VbQuickSearch *self)
{
  if (vb_session_get_state (self->session) != VB_SESSION_OPEN)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* Not before: a window with a focus that is not there yet has no role on the accessibility bus. */
static void
vb_quick_search_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_quick_search_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (VB_QUICK_SEARCH (widget)->entry));
}

static void
vb_quick_search_dispose (GObject *object)
{
  VbQuickSearch *self = VB_QUICK_SEARCH (object);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_QUICK_SEARCH);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_quick_search_parent_class)->dispose (object);
}

static void
vb_quick_search_class_init (VbQuickSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_quick_search_dispose;
  widget_class->map = vb_quick_search_map;

  g_type_ensure (VB_TYPE_ONE_STOP);
  g_type_ensure (VB_TYPE_QUICK_ITEM);
  g_type_ensure (VB_TYPE_QUICK_ROW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/window/vb-quick-search.ui");
  gtk_widget_class_bind_template_child (widget_class, VbQuickSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, VbQuickSearch, stack);
  gtk_widget_class_bind_template_child (widget_class, VbQuickSearch, list);
  gtk_widget_class_bind_template_child (widget_class, VbQuickSearch, selection);
  gtk_widget_class_bind_template_child (widget_class, VbQuickSearch, items);
  gtk_widget_class_bind_template_child (widget_class, VbQuickSearch, nothing_page);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
vb_quick_search_init (VbQuickSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_quick_search_new (VbSession *session,
                     GtkWindow *parent)
{
  VbQuickSearch *self = g_object_new (VB_TYPE_QUICK_SEARCH, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  /* Where the window is narrow, this one is no wider. */
  if (gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    gtk_window_set_default_size (GTK_WINDOW (self),
                                 MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                                 MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  text_changed_cb (self);
  return GTK_WIDGET (self);
}
