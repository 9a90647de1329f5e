/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-map-page-private.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-filter-chip.h"
#include "app/social-map/vb-recheck-item.h"
#include "app/social-map/vb-service-item.h"
#include "app/vb-call.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-one-stop.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"

/* Rows asked for at first and again each time the end is reached. */
#define PAGE 100
/* Shorter waits than this are not worth a spinner, which would only flicker. */
#define PATIENCE_MS 400

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDED,
  PROP_SIDEBAR_FOLDED,
  PROP_N_DECISIONS,
  PROP_SHOWN,
  N_PROPS
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbMapPage, vb_map_page, GTK_TYPE_WIDGET)

static void update (VbMapPage *self);

/* ------------------------------------------------------------------ what is shown */

static gboolean
is_searching (VbMapPage *self)
{
  g_autofree char *text = _vb_map_page_dup_text (self);

  return text[0] != '\0' || !vb_map_filter_is_empty (self->filter);
}

/* Goes to a page of the stack; while the filters are open, when they close. */
static void
show_place (VbMapPage  *self,
            const char *place)
{
  self->place = place;
  if (!gtk_toggle_button_get_active (self->filter_button))
    gtk_stack_set_visible_child_name (self->stack, place);
  gtk_revealer_set_reveal_child (self->gap_revealer,
                                 g_str_equal (place, "list") && is_searching (self) &&
                                   !gtk_toggle_button_get_active (self->filter_button));
}

/* What comes first in the list, and why: it is another thing with a search than without. */
static const char *
order_words (VbMapPage *self)
{
  g_autofree char *text = _vb_map_page_dup_text (self);

  return text[0] != '\0'                           ? _("best match first")
         : !vb_map_filter_is_empty (self->filter) ? _("last checked first")
                                                  : _("by name");
}

static void
show_order (VbMapPage  *self,
            const char *count)
{
  /* Translators: how many services there are, then in which order: 194 services, by name */
  g_autofree char *text = g_strdup_printf (_("%s, %s"), count, order_words (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  /* Alone on a narrow window, the number is already all there is room for. */
  adw_window_title_set_subtitle (self->title, self->folded ? count : text);
}

static void
show_count (VbMapPage *self,
            guint      n,
            gboolean   at_least)
{
  g_autofree char *text = NULL;
  g_autofree char *button = NULL;

  text = g_strdup_printf (at_least ? ngettext ("At least %u service", "At least %u services", n)
                                   : ngettext ("%u service", "%u services", n),
                          n);
  show_order (self, text);
  if (self->panel != NULL)
    {
      button = g_strdup_printf (ngettext ("Show %u Service", "Show %u Services", n), n);
      vb_filter_panel_set_count (self->panel, button);
    }
}

static void
show_error (VbMapPage    *self,
            const GError *error)
{
  vb_map_status_show_error (self->status, error);
  adw_window_title_set_subtitle (self->title, NULL);
  show_place (self, "status");
}

static void
show_empty (VbMapPage *self)
{
  vb_map_status_show_empty (self->status, self->view);
  show_place (self, "status");
}

static void
show_nothing (VbMapPage *self)
{
  g_autofree char *text = _vb_map_page_dup_text (self);

  vb_map_status_show_nothing (self->status, text, !vb_map_filter_is_empty (self->filter),
                              g_str_equal (self->view, "all"));
  show_place (self, "status");
}

/* ------------------------------------------------------------------ waiting */

static gboolean
patience_cb (gpointer user_data)
{
  VbMapPage *self = user_data;

  self->patience = 0;
  vb_map_status_set_turning (self->status, TRUE);
  gtk_widget_set_visible (self->spinner, self->searching != NULL);
  return G_SOURCE_REMOVE;
}

static void
begin_wait (VbMapPage *self)
{
  if (self->patience == 0)
    self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
}

static void
end_wait (VbMapPage *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  vb_map_status_set_turning (self->status, FALSE);
  gtk_widget_set_visible (self->spinner, FALSE);
}

static void
show_busy (VbMapPage *self)
{
  vb_map_status_show_busy (self->status, vb_session_get_progress (self->session));
  adw_window_title_set_subtitle (self->title, NULL);
  show_place (self, "status");
  begin_wait (self);
}

/* ------------------------------------------------------------------ the whole view */

static void
show_everything (VbMapPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->everything));

  if (is_searching (self))
    return;
  if (vb_store_model_get_error (self->everything) != NULL && n == 0)
    {
      end_wait (self);
      show_error (self, vb_store_model_get_error (self->everything));
    }
  else if (!vb_store_model_get_ready (self->everything))
    begin_wait (self);
  else
    {
      end_wait (self);
      show_count (self, n, FALSE);
      if (n == 0)
        show_empty (self);
      else
        show_place (self, "list");
    }
}

static void
use_everything (VbMapPage *self)
{
  VbListKind kind = g_str_equal (self->view, "favourites") ? VB_LIST_FAVOURITES
                    : g_str_equal (self->view, "recheck")  ? VB_LIST_STALE
                                                           : VB_LIST_OFFERED;

  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), FALSE);
  if (self->everything == NULL)
    {
      self->everything = vb_store_model_new (self->store, kind,
                                             vb_folder_bar_get_folder (self->folders));
      g_signal_group_set_target (self->model_signals, self->everything);
    }
  if (gtk_single_selection_get_model (self->selection) != G_LIST_MODEL (self->everything))
    gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->everything));
  show_everything (self);
}

/* ------------------------------------------------------------------ searching */

static void
show_left_out (VbMapPage *self,
               GPtrArray *words)
{
  g_autoptr(GString) list = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; words != NULL && i < words->len; i++)
    g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", (char *) words->pdata[i]);
  /* Translators: one or more of the words somebody searched for */
  text = g_strdup_printf (_("Nothing has all of these words; shown without %s."), list->str);
  gtk_label_set_label (self->hint_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), list->len > 0);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbMapPage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSearchResult) found = vb_search_finish (VB_STORE (source), result, &error);

  /* An answer to an earlier question, or to a page that is gone. */
  if (vb_call_is_over (call))
    return;
  g_clear_object (&self->searching);
  end_wait (self);
  if (found == NULL)
    {
      show_error (self, error);
      return;
    }
  self->total = found->total;
  self->more = found->more;
  vb_row_list_set_rows (self->found, found->rows);
  if (gtk_single_selection_get_model (self->selection) != G_LIST_MODEL (self->found))
    gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->found));
  show_count (self, found->total, found->more);
  show_left_out (self, found->left_out);
  if (found->rows->len == 0)
    show_nothing (self);
  else
    show_place (self, "list");
}

static void
stop_search (VbMapPage *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

static void
search (VbMapPage *self)
{
  g_autoptr(VbSearchQuery) query = _vb_map_page_dup_query (self);

  query->limit = self->limit;
  stop_search (self);
  self->searching = g_cancellable_new ();
  begin_wait (self);
  vb_search_async (self->store, query, self->searching, found_cb,
                   vb_call_new (self, self->searching));
}

/* The one place that decides what the list holds. */
static void
update (VbMapPage *self)
{
  gboolean searching = self->store != NULL && is_searching (self);

  gtk_widget_set_visible (self->save_button, searching);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.save-search", searching);
  if (self->store == NULL)
    {
      stop_search (self);
      if (self->session != NULL)
        show_busy (self);
    }
  else if (searching)
    search (self);
  else
    {
      stop_search (self);
      end_wait (self);
      use_everything (self);
    }
}

/* A new question starts at the top again. */
static void
restart (VbMapPage *self)
{
  GtkAdjustment *position =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  self->limit = PAGE;
  gtk_adjustment_set_value (position, 0);
  update (self);
}

static void
forget_everything (VbMapPage *self)
{
  gtk_single_selection_set_model (self->selection, NULL);
  g_signal_group_set_target (self->model_signals, NULL);
  g_clear_object (&self->everything);
}

static void
folder_chosen_cb (VbMapPage *self)
{
  forget_everything (self);
  restart (self);
}

static void
text_changed_cb (VbMapPage *self)
{
  restart (self);
}

static void
edge_reached_cb (VbMapPage       *self,
                 GtkPositionType  edge)
{
  if (edge != GTK_POS_BOTTOM || !is_searching (self) || self->searching != NULL)
    return;
  if (self->more || self->total > self->limit)
    {
      self->limit += PAGE;
      update (self);
    }
}

static gboolean
refresh_cb (gpointer user_data)
{
  VbMapPage *self = user_data;

  self->refresh = 0;
  if (self->store != NULL && is_searching (self))
    search (self);
  if (self->panel != NULL)
    vb_filter_panel_set_store (self->panel, self->store);
  return G_SOURCE_REMOVE;
}

/* The view keeps itself up to date; results of a search are asked for again, and a burst of
 * changes once. */
static void
store_changed_cb (VbMapPage *self)
{
  if (self->refresh == 0)
    self->refresh = g_timeout_add (150, refresh_cb, self);
}

static void
retry_cb (VbMapPage *self)
{
  if (self->everything != NULL && !is_searching (self))
    vb_store_model_retry (self->everything);
  update (self);
}

/* ------------------------------------------------------------------ filters */

static void
show_chips (VbMapPage *self)
{
  g_autoptr(GPtrArray) parts = vb_map_filter_list_parts (self->filter);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  for (guint i = 0; i < parts->len; i++)
    gtk_box_append (self->chips, vb_filter_chip_new (self->filter,
                                                     g_steal_pointer (&parts->pdata[i])));
  gtk_widget_set_visible (GTK_WIDGET (self->chips), parts->len > 0);
}

static void
filter_changed_cb (VbMapPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.clear-filters",
                                 !vb_map_filter_is_empty (self->filter));
  show_chips (self);
  restart (self);
}

static void
filters_done_cb (VbMapPage *self)
{
  gtk_toggle_button_set_active (self->filter_button, FALSE);
}

static void
filter_toggled_cb (VbMapPage *self)
{
  if (!gtk_toggle_button_get_active (self->filter_button))
    {
      show_place (self, self->place);
      return;
    }
  if (self->panel == NULL)
    {
      self->panel = VB_FILTER_PANEL (vb_filter_panel_new (self->filter));
      g_signal_connect_object (self->panel, "done", G_CALLBACK (filters_done_cb), self,
                               G_CONNECT_SWAPPED);
      adw_bin_set_child (self->filters_bin, GTK_WIDGET (self->panel));
      vb_filter_panel_set_store (self->panel, self->store);
      /* It says how many there are. */
      update (self);
    }
  gtk_stack_set_visible_child_name (self->stack, "filters");
  gtk_revealer_set_reveal_child (self->gap_revealer, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (self->panel), GTK_DIR_TAB_FORWARD);
}

static void
filters_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VbMapPage *self = VB_MAP_PAGE (widget);

  gtk_toggle_button_set_active (self->filter_button,
                                !gtk_toggle_button_get_active (self->filter_button));
}

static void
clear_filters_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  vb_map_filter_clear (VB_MAP_PAGE (widget)->filter);
}

/* ------------------------------------------------------------------ choosing */

static void
choose (VbMapPage    *self,
        VbServiceRow *row)
{
  const char *id = vb_service_row_get_id (row);

  if (id == NULL)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  g_signal_emit (self, signals[CHOSEN], 0, id);
}

/* Beside the list, the service follows the selection; alone, the list waits for a press. */
static void
selected_cb (VbMapPage *self)
{
  VbServiceRow *row = gtk_single_selection_get_selected_item (self->selection);

  if (row == NULL || self->folded ||
      g_strcmp0 (vb_service_row_get_id (row), self->chosen) == 0)
    return;
  choose (self, row);
}

/* The row of what is not shown any more can be chosen anew, and is marked again on the way back. */
static void
set_shown (VbMapPage  *self,
           const char *id)
{
  g_autoptr(VbServiceRow) row = NULL;

  if (g_strcmp0 (id, self->chosen) == 0)
    return;
  if (self->chosen != NULL)
    self->left = gtk_single_selection_get_selected (self->selection);
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  row = g_list_model_get_item (G_LIST_MODEL (self->selection), self->left);
  gtk_single_selection_set_selected (self->selection, row != NULL && id != NULL
                                     && g_strcmp0 (vb_service_row_get_id (row), id) == 0
                                     ? self->left : GTK_INVALID_LIST_POSITION);
}

static void
activated_cb (VbMapPage *self,
              guint      position)
{
  g_autoptr(VbServiceRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row == NULL)
    return;
  choose (self, row);
  /* Which one is open shows in the list, however it was opened. */
  gtk_single_selection_set_selected (self->selection, position);
}

static void
entry_activated_cb (VbMapPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0 ||
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") != 0)
    return;
  gtk_single_selection_set_selected (self->selection, 0);
  activated_cb (self, 0);
}

static void
stop_search_cb (VbMapPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

/* Typing in the list starts a search; the rest of the word belongs in the entry too. */
static void
search_started_cb (VbMapPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

static gboolean
entry_key_cb (VbMapPage       *self,
              guint            keyval,
              guint            keycode,
              GdkModifierType  state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

/* ------------------------------------------------------------------ object */

static void
clear_lists (VbMapPage *self)
{
  stop_search (self);
  g_clear_handle_id (&self->refresh, g_source_remove);
  forget_everything (self);
  vb_row_list_set_rows (self->found, NULL);
  g_clear_pointer (&self->chosen, g_free);
}

/* Who unlocks it again goes on where they were. */
static void
keep_question (VbMapPage *self)
{
  g_autofree char *text = _vb_map_page_dup_text (self);
  g_autoptr(VbSearchQuery) query = vb_map_filter_dup_query (self->filter, text);

  g_free (self->kept);
  self->kept = is_searching (self) ? vb_search_query_to_string (query) : NULL;
}

static void
store_set_cb (VbMapPage *self)
{
  VbStore *store = vb_session_get_store (self->session);

  if (!g_set_object (&self->store, store))
    return;
  if (store == NULL)
    keep_question (self);
  clear_lists (self);
  if (store == NULL)
    {
      /* Locked: what was typed may say something about a person. */
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
      vb_map_filter_clear (self->filter);
    }
  g_signal_group_set_target (self->store_signals, store);
  vb_folder_bar_set_store (self->folders, store);
  vb_upkeep_bar_set_store (self->upkeep, store);
  if (self->panel != NULL)
    vb_filter_panel_set_store (self->panel, store);
  restart (self);
  if (store != NULL && self->kept != NULL)
    {
      g_autofree char *question = g_steal_pointer (&self->kept);

      vb_map_page_open_search (self, question);
    }
}

static void
decisions_counted_cb (VbMapPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DECISIONS]);
}

static void
progress_cb (VbMapPage *self)
{
  if (self->store == NULL)
    update (self);
}

static void
set_session (VbMapPage *self,
             VbSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::progress", G_CALLBACK (progress_cb), self,
                               G_CONNECT_SWAPPED);
      store_set_cb (self);
      update (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
vb_map_page_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  VbMapPage *self = VB_MAP_PAGE (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_SIDEBAR_FOLDED:
      g_value_set_boolean (value, self->sidebar_folded);
      break;
    case PROP_N_DECISIONS:
      g_value_set_uint (value, vb_upkeep_bar_get_count (self->upkeep));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_map_page_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  VbMapPage *self = VB_MAP_PAGE (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      vb_header_alone (self->header, self->folded);
      break;
    case PROP_SIDEBAR_FOLDED:
      self->sidebar_folded = g_value_get_boolean (value);
      break;
    case PROP_SHOWN:
      set_shown (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_map_page_dispose (GObject *object)
{
  VbMapPage *self = VB_MAP_PAGE (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->refresh, g_source_remove);
  stop_search (self);
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_MAP_PAGE);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->everything);
  g_clear_object (&self->found);
  g_clear_object (&self->plain_factory);
  g_clear_object (&self->filter);
  g_clear_object (&self->store);
  g_clear_object (&self->session);
  self->panel = NULL;

  G_OBJECT_CLASS (vb_map_page_parent_class)->dispose (object);
}

static void
vb_map_page_finalize (GObject *object)
{
  VbMapPage *self = VB_MAP_PAGE (object);

  g_free (self->view);
  g_free (self->chosen);
  g_free (self->kept);

  G_OBJECT_CLASS (vb_map_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (VB_TYPE_ONE_STOP);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, header);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, title);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, chips);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, folders);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, upkeep);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, status);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, list);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, recheck_factory);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, selection);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, filters_bin);
  gtk_widget_class_bind_template_child (widget_class, VbMapPage, gap_revealer);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_chosen_cb);
}

static void
vb_map_page_class_init (VbMapPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_map_page_get_property;
  object_class->set_property = vb_map_page_set_property;
  object_class->dispose = vb_map_page_dispose;
  object_class->finalize = vb_map_page_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDEBAR_FOLDED] =
    g_param_spec_boolean ("sidebar-folded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_DECISIONS] = g_param_spec_uint ("n-decisions", NULL, NULL, 0, G_MAXUINT, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWN] = g_param_spec_string ("shown", NULL, NULL, NULL,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VB_TYPE_SERVICE_ITEM);
  g_type_ensure (VB_TYPE_RECHECK_ITEM);
  g_type_ensure (VB_TYPE_UPKEEP_BAR);
  g_type_ensure (VB_TYPE_FOLDER_BAR);
  g_type_ensure (VB_TYPE_MAP_STATUS);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "map.filters", NULL, filters_action);
  gtk_widget_class_install_action (widget_class, "map.clear-filters", NULL, clear_filters_action);
  _vb_map_page_install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "map.filters", NULL);
}

static void
vb_map_page_init (VbMapPage *self)
{
  self->view = g_strdup ("all");
  self->place = "status";
  self->limit = PAGE;
  self->found = vb_row_list_new ();
  self->filter = vb_map_filter_new ();
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  self->model_signals = g_signal_group_new (VB_TYPE_STORE_MODEL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->plain_factory = g_object_ref (gtk_list_view_get_factory (self->list));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self->list));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.clear-filters", FALSE);

  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "named", G_CALLBACK (show_chips), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->upkeep, "notify::count", G_CALLBACK (decisions_counted_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->model_signals, "notify::ready",
                                  G_CALLBACK (show_everything), self);
  g_signal_group_connect_swapped (self->model_signals, "notify::error",
                                  G_CALLBACK (show_everything), self);
  g_signal_group_connect_swapped (self->model_signals, "items-changed",
                                  G_CALLBACK (show_everything), self);
}

void
vb_map_page_set_view (VbMapPage  *self,
                      const char *view)
{
  g_return_if_fail (VB_IS_MAP_PAGE (self));
  g_return_if_fail (view != NULL);

  if (g_str_equal (self->view, view))
    return;
  g_free (self->view);
  self->view = g_strdup (view);
  adw_window_title_set_title (self->title, g_str_equal (view, "favourites") ? _("Favourites")
                                           : g_str_equal (view, "recheck")  ? _("Keep Up to Date")
                                                                            : _("Social Map"));
  g_object_set (self->upkeep, "wanted", g_str_equal (view, "recheck"), NULL);
  g_object_set (self->folders, "wanted", g_str_equal (view, "favourites"), NULL);
  gtk_toggle_button_set_active (self->filter_button, FALSE);
  /* What was looked for in another section does not narrow this one. */
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  vb_map_filter_clear (self->filter);
  forget_everything (self);
  gtk_list_view_set_factory (self->list, g_str_equal (view, "recheck") ? self->recheck_factory
                                                                       : self->plain_factory);
  restart (self);
}

void
vb_map_page_focus_search (VbMapPage *self)
{
  g_return_if_fail (VB_IS_MAP_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}
