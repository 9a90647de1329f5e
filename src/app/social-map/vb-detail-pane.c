/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-detail-pane.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-decisions-page.h"
#include "app/social-map/vb-duplicates-page.h"
#include "app/social-map/vb-gaps-page.h"
#include "app/social-map/vb-organization-page.h"
#include "app/social-map/vb-service-page.h"
#include "app/social-map/vb-star-button.h"
#include "app/vb-call.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/window/vb-window.h"
#include "core/base/vb-error.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-maps.h"
#include "core/store/vb-sources.h"
#include "core/store/vb-trust.h"

/* Where one was: a record, or a page of the upkeep. */
typedef struct
{
  VbUpkeep upkeep; /* or */
  VbTable table;
  char *id;
} Place;

#define N_UPKEEP (VB_UPKEEP_GAPS + 1)

struct _VbDetailPane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkWidget *menu_button;
  GtkWidget *edit_button;
  VbStarButton *star_button;
  GtkStack *stack;
  AdwStatusPage *error_page;

  /* Each is made when it is first shown. */
  VbServicePage *service_page;           /* (nullable) */
  VbOrganizationPage *organization_page; /* (nullable) */
  GtkWidget *upkeep_pages[N_UPKEEP];     /* each (nullable) */

  VbSession *session;
  VbStore *store;
  GSignalGroup *store_signals;
  GCancellable *loading;
  VbEntity *entity;
  guint name_tick; /* 0 for none */
  gboolean heading_is_away;
  GPtrArray *reports;   /* (nullable): read first, shown with the conflicts */
  Place *place;         /* (nullable): what is shown */
  Place *kept;          /* (nullable): what to show again when it is unlocked */
  GPtrArray *trail;     /* of Place, what was shown before */
  char *pointed;        /* (nullable): the function to go to once the page is there */
  guint refresh;
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDED,
  PROP_SERVICE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbDetailPane, vb_detail_pane, GTK_TYPE_WIDGET)

static void load (VbDetailPane *self);
static void go_to (VbDetailPane *self, Place *place);

static Place *
place_new (VbTable     table,
           const char *id)
{
  Place *place = g_new0 (Place, 1);

  place->table = table;
  place->id = g_strdup (id);
  return place;
}

static void
place_free (Place *place)
{
  g_free (place->id);
  g_free (place);
}

static gboolean
is_service (VbDetailPane *self)
{
  return self->place != NULL && self->place->id != NULL
         && self->place->table == VB_TABLE_SERVICE;
}

/* ------------------------------------------------------------------ the head */

static void
update_head (VbDetailPane *self)
{
  gboolean ready = self->entity != NULL && is_service (self);
  VbUpkeep upkeep = self->place != NULL ? self->place->upkeep : VB_UPKEEP_NONE;
  const char *const names[N_UPKEEP] = { "", _("To Decide"), _("Possible Duplicates"),
                                        _("Not Found Here") };

  gtk_widget_set_visible (self->back_button, self->folded || self->trail->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->star_button), ready);
  gtk_widget_set_visible (self->menu_button, self->entity != NULL);
  /* Alone, the page has no room for it beside the way back; the menu has it too. */
  gtk_widget_set_visible (self->edit_button, self->entity != NULL && !self->folded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.checked", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.report", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.copy-contact", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.favourite", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.folder", ready);
  adw_window_title_set_title (self->title, names[upkeep]);
}

static gboolean
name_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  VbDetailPane *self = VB_DETAIL_PANE (widget);

  self->name_tick = 0;
  if (self->entity != NULL)
    adw_window_title_set_title (self->title, self->heading_is_away
                                               ? vb_entity_get_name (self->entity) : "");
  return G_SOURCE_REMOVE;
}

/* The name of what is shown stands in the header once its own heading is scrolled away. The page
 * may be scrolled while everything is given its place, and the header has its own by then. */
static void
scrolled_cb (VbDetailPane  *self,
             GParamSpec    *pspec,
             GtkAdjustment *position)
{
  self->heading_is_away = gtk_adjustment_get_value (position) > 60;
  if (self->name_tick == 0)
    self->name_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), name_cb, NULL, NULL);
}

/* ------------------------------------------------------------------ pages */

static gpointer
make_page (VbDetailPane *self,
           GType         type,
           const char   *name)
{
  GtkWidget *page = g_object_new (type, NULL);

  gtk_stack_add_named (self->stack, page, name);
  return page;
}

static VbServicePage *
get_service_page (VbDetailPane *self)
{
  if (self->service_page == NULL)
    {
      self->service_page = make_page (self, VB_TYPE_SERVICE_PAGE, "service");
      g_signal_connect_object (vb_service_page_get_position (self->service_page), "notify::value",
                               G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
    }
  return self->service_page;
}

static VbOrganizationPage *
get_organization_page (VbDetailPane *self)
{
  if (self->organization_page == NULL)
    {
      self->organization_page = make_page (self, VB_TYPE_ORGANIZATION_PAGE, "organization");
      g_signal_connect_object (vb_organization_page_get_position (self->organization_page),
                               "notify::value", G_CALLBACK (scrolled_cb), self,
                               G_CONNECT_SWAPPED);
    }
  return self->organization_page;
}

/* These pages read what they show, and keep themselves up to date. */
static void
show_upkeep (VbDetailPane *self,
             VbUpkeep      upkeep)
{
  const GType types[N_UPKEEP] = { G_TYPE_INVALID, VB_TYPE_DECISIONS_PAGE,
                                  VB_TYPE_DUPLICATES_PAGE, VB_TYPE_GAPS_PAGE };
  static const char *const names[N_UPKEEP] = { NULL, "decisions", "duplicates", "gaps" };

  if (self->upkeep_pages[upkeep] == NULL)
    self->upkeep_pages[upkeep] = make_page (self, types[upkeep], names[upkeep]);
  vb_upkeep_page_set_store (VB_UPKEEP_PAGE (self->upkeep_pages[upkeep]), self->store);
  gtk_stack_set_visible_child_name (self->stack, names[upkeep]);
  update_head (self);
}

/* ------------------------------------------------------------------ staying up to date */

/* Nothing is pulled away under somebody's hands. */
static gboolean
is_busy (VbDetailPane *self)
{
  return (self->service_page != NULL && vb_service_page_is_busy (self->service_page)) ||
         (self->organization_page != NULL &&
          vb_organization_page_is_busy (self->organization_page));
}

static gboolean
refresh_cb (gpointer user_data)
{
  VbDetailPane *self = user_data;

  if (is_busy (self))
    return G_SOURCE_CONTINUE;
  self->refresh = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_later (VbDetailPane *self)
{
  if (self->refresh == 0 && self->place != NULL)
    self->refresh = g_timeout_add (120, refresh_cb, self);
}

/* ------------------------------------------------------------------ loading */

static void
show_error (VbDetailPane *self,
            const GError *error)
{
  vb_error_page_show (self->error_page, error);
  gtk_stack_set_visible_child_name (self->stack, "error");
  update_head (self);
}

static void
collect_id (gpointer data,
            gpointer user_data)
{
  g_hash_table_add (user_data, g_strdup (vb_entity_get_id (data)));
}

/* Only what is about this record or something under it. */
static GPtrArray *
pick (GPtrArray      *all,
      VbEntity       *entity,
      const char   *(*get_id) (gconstpointer item))
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *picked = g_ptr_array_new ();

  vb_entity_foreach (entity, collect_id, ids);
  for (guint i = 0; i < all->len; i++)
    if (g_hash_table_contains (ids, get_id (all->pdata[i])))
      g_ptr_array_add (picked, all->pdata[i]);
  return picked;
}

static const char *
report_id (gconstpointer item)
{
  return ((const VbFieldReport *) item)->record_id;
}

static const char *
conflict_id (gconstpointer item)
{
  return ((const VbConflict *) item)->record_id;
}

static void
conflicts_listed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDetailPane *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) conflicts = vb_trust_list_conflicts_finish (VB_STORE (source), result,
                                                                   &error);

  if (vb_call_is_over (call))
    return;
  if (conflicts == NULL)
    {
      show_error (self, error);
      return;
    }
  if (is_busy (self))
    refresh_later (self);
  else if (self->entity != NULL)
    {
      g_autoptr(GPtrArray) own_reports = pick (self->reports, self->entity, report_id);
      g_autoptr(GPtrArray) own_conflicts = pick (conflicts, self->entity, conflict_id);

      if (is_service (self))
        vb_service_page_show_decisions (get_service_page (self), own_reports, own_conflicts);
      else
        vb_organization_page_show_decisions (get_organization_page (self), own_reports,
                                             own_conflicts);
    }
}

static void
reports_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDetailPane *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = vb_trust_list_reports_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (reports == NULL)
    {
      show_error (self, error);
      return;
    }
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  self->reports = g_steal_pointer (&reports);
  vb_trust_list_conflicts_async (self->store, NULL, self->loading, conflicts_listed_cb,
                                 vb_call_new (self, self->loading));
}

static void
sources_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDetailPane *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sources = vb_sources_list_finish (VB_STORE (source), result, &error);

  /* Without the list of sources the page is whole but for one line. */
  if (sources != NULL && !vb_call_is_over (call))
    vb_service_page_show_sources (get_service_page (self), sources);
}

static void
withdrawn_found_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbMapService) withdrawn = vb_maps_find_withdrawn_finish (VB_STORE (source), result,
                                                                     &error);

  /* Without it the page says that the service ended. */
  if (withdrawn != NULL && !vb_call_is_over (call))
    vb_service_page_show_withdrawn (get_service_page (call->owner), withdrawn->name,
                                    withdrawn->withdrawn_at);
}

static void
show_entity (VbDetailPane *self)
{
  if (is_service (self))
    {
      vb_service_page_show (get_service_page (self), self->store, self->entity);
      gtk_stack_set_visible_child_name (self->stack, "service");
      vb_star_button_show (self->star_button, self->store, self->place->id);
      vb_sources_list_async (self->store, self->loading, sources_listed_cb,
                             vb_call_new (self, self->loading));
      vb_maps_find_withdrawn_async (self->store, self->place->id, self->loading,
                                    withdrawn_found_cb, vb_call_new (self, self->loading));
    }
  else
    {
      vb_organization_page_show (get_organization_page (self), self->store, self->entity);
      gtk_stack_set_visible_child_name (self->stack, "organization");
    }
  vb_trust_list_reports_async (self->store, NULL, self->loading, reports_listed_cb,
                               vb_call_new (self, self->loading));
  update_head (self);
}

/* Goes to the function that was asked for, once. */
static void
point (VbDetailPane *self)
{
  g_autofree char *id = g_steal_pointer (&self->pointed);

  if (id == NULL)
    return;
  if (is_service (self))
    vb_service_page_point_at (get_service_page (self), id);
  else
    vb_organization_page_point_at (get_organization_page (self), id);
}

/* An entry that was there and is deleted has no page: one is back where one came from. */
static void
leave (VbDetailPane *self,
       const GError *error)
{
  gboolean was_there = self->entity != NULL && self->place != NULL
                       && g_strcmp0 (vb_entity_get_id (self->entity), self->place->id) == 0;

  g_clear_object (&self->entity);
  if (!was_there || !g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND))
    show_error (self, error);
  else if (!vb_detail_pane_go_back (self))
    {
      g_clear_pointer (&self->place, place_free);
      gtk_stack_set_visible_child_name (self->stack, "none");
      update_head (self);
      if (self->folded)
        gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDetailPane *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) entity = vb_directory_load_finish (VB_STORE (source), result, &error);
  gboolean same;

  if (vb_call_is_over (call))
    return;
  if (entity == NULL)
    {
      leave (self, error);
      return;
    }
  same = self->entity != NULL &&
         g_strcmp0 (vb_entity_get_id (self->entity), vb_entity_get_id (entity)) == 0;
  if (same && is_busy (self))
    {
      refresh_later (self);
      return;
    }
  g_set_object (&self->entity, entity);
  show_entity (self);
  if (!same)
    gtk_adjustment_set_value (is_service (self)
                                ? vb_service_page_get_position (get_service_page (self))
                                : vb_organization_page_get_position (get_organization_page (self)),
                              0);
  point (self);
}

static void
load (VbDetailPane *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  if (self->store == NULL || self->place == NULL)
    return;
  if (self->place->upkeep != VB_UPKEEP_NONE)
    show_upkeep (self, self->place->upkeep);
  else
    vb_directory_load_async (self->store, self->place->table, self->place->id, self->loading,
                             loaded_cb, vb_call_new (self, self->loading));
}

static void
retry_cb (VbDetailPane *self)
{
  load (self);
}

/* ------------------------------------------------------------------ coming and going */

static void
drop_page (VbDetailPane *self,
           GtkWidget    *page)
{
  if (page != NULL)
    gtk_stack_remove (self->stack, page);
}

/* Nothing of what was on a page may be left for a screen reader to read, or for anybody else. */
static void
drop_pages (VbDetailPane *self)
{
  drop_page (self, GTK_WIDGET (self->service_page));
  drop_page (self, GTK_WIDGET (self->organization_page));
  self->service_page = NULL;
  self->organization_page = NULL;
  for (VbUpkeep upkeep = VB_UPKEEP_NONE; upkeep < N_UPKEEP; upkeep++)
    {
      drop_page (self, self->upkeep_pages[upkeep]);
      self->upkeep_pages[upkeep] = NULL;
    }
}

static void
clear (VbDetailPane *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->place, place_free);
  g_ptr_array_set_size (self->trail, 0);
  vb_star_button_show (self->star_button, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "none");
  drop_pages (self);
  update_head (self);
}

static void
store_set_cb (VbDetailPane *self)
{
  VbStore *store = vb_session_get_store (self->session);

  if (!g_set_object (&self->store, store))
    return;
  if (store == NULL)
    {
      g_clear_pointer (&self->kept, place_free);
      self->kept = g_steal_pointer (&self->place);
    }
  clear (self);
  g_signal_group_set_target (self->store_signals, store);
  if (store != NULL && self->kept != NULL)
    go_to (self, g_steal_pointer (&self->kept));
}

/* ------------------------------------------------------------------ actions */

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_trust_verify_finish (VB_STORE (source), result, &error);

  if (undo == NULL)
    vb_window_say_error (window, _("The check was not kept"), error);
  else
    vb_window_say_undo (window, _("Marked as checked today"), undo);
}

static void
checked_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VbDetailPane *self = VB_DETAIL_PANE (widget);

  if (self->store != NULL && is_service (self))
    vb_trust_verify_async (self->store, VB_TABLE_SERVICE, self->place->id,
                           g_variant_get_string (parameter, NULL), NULL, NULL, checked_cb,
                           g_object_ref (vb_window_of (self)));
}

static void
report_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VbDetailPane *self = VB_DETAIL_PANE (widget);

  if (self->service_page != NULL && is_service (self))
    vb_service_page_report (self->service_page);
}

static void
copy_contact_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VbDetailPane *self = VB_DETAIL_PANE (widget);
  g_autofree char *text = NULL;

  if (self->entity == NULL || !is_service (self))
    return;
  text = vb_service_dup_contact_text (self->entity);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  vb_window_say (vb_window_of (self), _("Contact copied"));
}

static void
favourite_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  vb_star_button_toggle (VB_DETAIL_PANE (widget)->star_button);
}

static void
folder_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vb_star_button_ask_folder (VB_DETAIL_PANE (widget)->star_button);
}

/* ------------------------------------------------------------------ object */

static void
set_session (VbDetailPane *self,
             VbSession    *session)
{
  if (!g_set_object (&self->session, session))
    return;
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), self,
                               G_CONNECT_SWAPPED);
      store_set_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
vb_detail_pane_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VbDetailPane *self = VB_DETAIL_PANE (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_SERVICE:
      g_value_set_string (value, is_service (self) ? self->place->id : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_detail_pane_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VbDetailPane *self = VB_DETAIL_PANE (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      vb_header_alone (self->header, self->folded);
      update_head (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_detail_pane_dispose (GObject *object)
{
  VbDetailPane *self = VB_DETAIL_PANE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->refresh, g_source_remove);
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_DETAIL_PANE);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->entity);
  g_clear_object (&self->store);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_detail_pane_parent_class)->dispose (object);
}

static void
vb_detail_pane_finalize (GObject *object)
{
  VbDetailPane *self = VB_DETAIL_PANE (object);

  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->place, place_free);
  g_clear_pointer (&self->kept, place_free);
  g_clear_pointer (&self->trail, g_ptr_array_unref);
  g_free (self->pointed);

  G_OBJECT_CLASS (vb_detail_pane_parent_class)->finalize (object);
}

static void
vb_detail_pane_class_init (VbDetailPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_detail_pane_get_property;
  object_class->set_property = vb_detail_pane_set_property;
  object_class->dispose = vb_detail_pane_dispose;
  object_class->finalize = vb_detail_pane_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SERVICE] = g_param_spec_string ("service", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_STAR_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDetailPane, header);
  gtk_widget_class_bind_template_child (widget_class, VbDetailPane, title);
  gtk_widget_class_bind_template_child (widget_class, VbDetailPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, VbDetailPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VbDetailPane, edit_button);
  gtk_widget_class_bind_template_child (widget_class, VbDetailPane, star_button);
  gtk_widget_class_bind_template_child (widget_class, VbDetailPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VbDetailPane, error_page);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);

  gtk_widget_class_install_action (widget_class, "detail.checked", "s", checked_action);
  gtk_widget_class_install_action (widget_class, "detail.report", NULL, report_action);
  gtk_widget_class_install_action (widget_class, "detail.copy-contact", NULL,
                                   copy_contact_action);
  gtk_widget_class_install_action (widget_class, "detail.favourite", NULL, favourite_action);
  gtk_widget_class_install_action (widget_class, "detail.folder", NULL, folder_action);
}

static void
vb_detail_pane_init (VbDetailPane *self)
{
  self->trail = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_accessible_set_label (self->menu_button, _("More"));
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (refresh_later),
                                  self);
  update_head (self);
}

/* ------------------------------------------------------------------ showing things */

static void
go_to (VbDetailPane *self,
       Place        *place)
{
  g_clear_pointer (&self->place, place_free);
  g_clear_pointer (&self->pointed, g_free);
  self->place = place;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICE]);
  if (place->upkeep != VB_UPKEEP_NONE)
    g_clear_object (&self->entity);
  /* What was there stays until the new page can take its place: nothing flickers. */
  load (self);
}

void
vb_detail_pane_show (VbDetailPane *self,
                     VbTable       table,
                     const char   *id,
                     gboolean      push)
{
  g_return_if_fail (VB_IS_DETAIL_PANE (self));
  g_return_if_fail (table == VB_TABLE_SERVICE || table == VB_TABLE_ORGANIZATION);
  g_return_if_fail (id != NULL);

  if (!push)
    g_ptr_array_set_size (self->trail, 0);
  else if (self->place != NULL
           && (self->place->upkeep != VB_UPKEEP_NONE || !g_str_equal (self->place->id, id)))
    g_ptr_array_add (self->trail, g_steal_pointer (&self->place));
  go_to (self, place_new (table, id));
}

void
vb_detail_pane_show_upkeep (VbDetailPane *self,
                            VbUpkeep      what)
{
  Place *place;

  g_return_if_fail (VB_IS_DETAIL_PANE (self));
  g_return_if_fail (what > VB_UPKEEP_NONE && what < N_UPKEEP);

  g_ptr_array_set_size (self->trail, 0);
  place = place_new (VB_N_TABLES, NULL);
  place->upkeep = what;
  go_to (self, place);
}

void
vb_detail_pane_point_at (VbDetailPane *self,
                         const char   *contact_id)
{
  g_return_if_fail (VB_IS_DETAIL_PANE (self));

  g_free (self->pointed);
  self->pointed = g_strdup (contact_id);
}

gboolean
vb_detail_pane_go_back (VbDetailPane *self)
{
  g_return_val_if_fail (VB_IS_DETAIL_PANE (self), FALSE);

  if (self->trail->len == 0)
    return FALSE;
  go_to (self, g_ptr_array_steal_index (self->trail, self->trail->len - 1));
  return TRUE;
}

VbEntity *
vb_detail_pane_get_entity (VbDetailPane *self)
{
  g_return_val_if_fail (VB_IS_DETAIL_PANE (self), NULL);

  return self->entity;
}
