/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/today/vb-today-page.h"

#include <glib/gi18n.h>

#include "app/today/vb-today-words.h"
#include "app/vb-call.h"
#include "app/vb-session.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-time.h"
#include "core/store/vb-store-model.h"

#define SHOWN 5       /* of a group that has a list of its own; the rest is a row away */
#define MOST 25       /* of the others */
#define SETTLE_MS 300 /* what changes together is read once */

struct _VbTodayPage
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *failed_page;

  VbSession *session;
  GSignalGroup *store_signals;
  VbStoreModel *stale; /* (nullable): entries of the map to check again */
  GCancellable *reading;
  VbToday *today;      /* (nullable): not read yet */
  GArray *rows;        /* of Row */
  char *day;
  char *summary;
  guint settling;
  gboolean folded;
  gboolean sidebar_folded;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDED,
  PROP_SIDEBAR_FOLDED,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbTodayPage, vb_today_page, GTK_TYPE_WIDGET)

/* What a row opens. */
typedef struct
{
  VbTodayGroup group;
  const VbTodayItem *item; /* (nullable): all of the group */
  gboolean stale;          /* the entries of the map to check again */
} Row;

/* The part of the referrals that a group is. */
static const char *const parts[VB_N_TODAY] = {
  [VB_TODAY_OVERDUE] = "overdue",
  [VB_TODAY_NEW] = "new",
  [VB_TODAY_REMINDER] = "reminders",
  [VB_TODAY_SILENT] = "silent",
  [VB_TODAY_UNREAD] = "unread",
};

/* ------------------------------------------------------------------ opening */

static void
open_item (VbTodayPage       *self,
           const VbTodayItem *item)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (item->group == VB_TODAY_VACANT)
    gtk_widget_activate_action (widget, "win.show-contact", "s", item->id);
  else if (item->group == VB_TODAY_CASES || item->group == VB_TODAY_AGREED
           || item->group == VB_TODAY_LOOK_BACK || item->group == VB_TODAY_COMING)
    gtk_widget_activate_action (widget, "win.show-meeting", "s", item->id);
  else if (item->group == VB_TODAY_EVALUATION || item->group == VB_TODAY_CONSENT
           || item->group == VB_TODAY_WITHDRAWN)
    gtk_widget_activate_action (widget, "win.show-item", "(ss)", "people", item->id);
  else
    gtk_widget_activate_action (widget, "win.show-item", "(ss)", "referrals", item->id);
}

static void
row_activated_cb (VbTodayPage   *self,
                  GtkListBoxRow *row)
{
  const Row *what = &g_array_index (self->rows, Row, gtk_list_box_row_get_index (row));
  GtkWidget *widget = GTK_WIDGET (self);

  if (what->item != NULL)
    open_item (self, what->item);
  else if (what->stale)
    gtk_widget_activate_action (widget, "win.view", "s", "recheck");
  else if (what->group == VB_TODAY_RETENTION)
    gtk_widget_activate_action (widget, "win.retention", NULL);
  else if (parts[what->group] != NULL)
    gtk_widget_activate_action (widget, "win.show-part", "(ss)", "referrals", parts[what->group]);
}

/* ------------------------------------------------------------------ rows */

static void
add_row (VbTodayPage *self,
         Row          what,
         const char  *title,
         const char  *subtitle)
{
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "activatable", TRUE,
                                 "title", title, "subtitle", subtitle != NULL ? subtitle : "",
                                 NULL);
  g_autofree char *said = g_strjoin (", ", title, vb_today_group_words (what.group), subtitle,
                                     NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);

  /* The list asks for its heading as soon as it is there. */
  g_array_append_val (self->rows, what);
  gtk_list_box_append (self->list, row);
}

static void
add_item (VbTodayPage       *self,
          const VbTodayItem *item)
{
  g_autofree char *title = vb_today_title_words (item);
  g_autofree char *words = vb_today_item_words (item);

  add_row (self, (Row) { item->group, item, FALSE }, title, words);
}

/* That there is more, and where it is when it has a list of its own. */
static void
add_more (VbTodayPage  *self,
          VbTodayGroup  group,
          guint         shown)
{
  guint n = self->today->n[group];
  g_autofree char *words = parts[group] != NULL ? vb_today_more_words (n)
                                                : vb_today_rest_words (n - shown);

  add_row (self, (Row) { group, NULL, FALSE }, words, NULL);
  if (parts[group] == NULL)
    g_object_set (gtk_widget_get_last_child (GTK_WIDGET (self->list)), "activatable", FALSE, NULL);
}

static void
add_group (VbTodayPage  *self,
           VbTodayGroup  group)
{
  guint most = parts[group] != NULL ? SHOWN : MOST;
  guint shown = 0;

  for (guint i = 0; i < self->today->items->len; i++)
    {
      const VbTodayItem *item = g_ptr_array_index (self->today->items, i);

      if (item->group != group || shown == most)
        continue;
      add_item (self, item);
      shown++;
    }
  if (self->today->n[group] > shown)
    add_more (self, group, shown);
}

/* What is not about one thing: it leads to a list of its own. */
static void
add_upkeep (VbTodayPage *self)
{
  guint stale = self->stale != NULL && vb_store_model_get_ready (self->stale)
                  ? g_list_model_get_n_items (G_LIST_MODEL (self->stale))
                  : 0;
  guint going = self->today->n[VB_TODAY_RETENTION];

  if (stale > 0)
    {
      g_autofree char *words = g_strdup_printf (
        ngettext ("Check %u entry of the social map again",
                  "Check %u entries of the social map again", stale), stale);

      add_row (self, (Row) { VB_TODAY_RETENTION, NULL, TRUE }, words, NULL);
    }
  if (going > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u record must go", "%u records must go",
                                                          going), going);

      add_row (self, (Row) { VB_TODAY_RETENTION, NULL, FALSE }, words,
               _("The time for keeping it is over, or somebody proposed it"));
    }
}

static void
clear_rows (VbTodayPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_array_set_size (self->rows, 0);
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  VbTodayPage *self = user_data;
  const Row *what = &g_array_index (self->rows, Row, gtk_list_box_row_get_index (row));
  GtkWidget *label;

  if (before != NULL
      && g_array_index (self->rows, Row, gtk_list_box_row_get_index (before)).group == what->group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = g_object_new (GTK_TYPE_LABEL, "label", vb_today_group_words (what->group), "xalign", 0.0,
                        "wrap", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_widget_add_css_class (label, "today-heading");
  if (what->group == VB_TODAY_OVERDUE)
    gtk_widget_add_css_class (label, "overdue");
  gtk_list_box_row_set_header (row, label);
}

static void
set_summary (VbTodayPage *self,
             char        *summary)
{
  g_free (self->summary);
  self->summary = summary;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

/* Whoever stands on a row stays at that height of the list. */
static void
show_today (VbTodayPage *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  int at = focus != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;

  clear_rows (self);
  for (VbTodayGroup group = 0; group < VB_TODAY_RETENTION; group++)
    add_group (self, group);
  add_upkeep (self);
  gtk_list_box_invalidate_headers (self->list);
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "list" : "empty");
  set_summary (self, vb_today_summary_words (self->today));
  if (at >= 0 && self->rows->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (
      gtk_list_box_get_row_at_index (self->list, MIN (at, (int) self->rows->len - 1))));
}

/* ------------------------------------------------------------------ reading */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbTodayPage *self = call->owner;
  g_autoptr(GError) error = NULL;
  VbToday *today = vb_today_read_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    {
      vb_today_free (today);
      return;
    }
  g_clear_object (&self->reading);
  if (today == NULL)
    {
      vb_error_page_show (self->failed_page, error);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  clear_rows (self); /* they point into what was */
  g_clear_pointer (&self->today, vb_today_free);
  self->today = today;
  show_today (self);
}

static void
read_again (VbTodayPage *self)
{
  VbStore *store = self->session != NULL ? vb_session_get_store (self->session) : NULL;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  /* Who does not look at it reads nobody's name: that would stand in the log. */
  if (store == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->reading = g_cancellable_new ();
  vb_today_read_async (store, self->day, MOST, self->reading, read_cb,
                       vb_call_new (self, self->reading));
}

static gboolean
settled_cb (gpointer data)
{
  VbTodayPage *self = data;

  self->settling = 0;
  read_again (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbTodayPage *self)
{
  if (self->settling == 0)
    self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
stale_changed_cb (VbTodayPage *self)
{
  if (self->today != NULL)
    show_today (self);
}

static void
watch_stale (VbTodayPage *self,
             VbStore     *store)
{
  if (self->stale != NULL)
    g_signal_handlers_disconnect_by_data (self->stale, self);
  g_clear_object (&self->stale);
  if (store == NULL)
    return;
  self->stale = vb_store_model_new (store, VB_LIST_STALE, NULL);
  g_signal_connect_object (self->stale, "items-changed", G_CALLBACK (stale_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
store_set_cb (VbTodayPage *self)
{
  VbStore *store = vb_session_get_store (self->session);

  g_signal_group_set_target (self->store_signals, store);
  watch_stale (self, store);
  if (store != NULL)
    {
      read_again (self);
      return;
    }
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  clear_rows (self);
  g_clear_pointer (&self->today, vb_today_free);
  set_summary (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/* ------------------------------------------------------------------ object */

static void
vb_today_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_today_page_parent_class)->map (widget);
  read_again (VB_TODAY_PAGE (widget));
}

static void
vb_today_page_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VbTodayPage *self = VB_TODAY_PAGE (object);

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
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_session (VbTodayPage *self,
             VbSession   *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), self,
                           G_CONNECT_SWAPPED);
  store_set_cb (self);
}

static void
vb_today_page_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VbTodayPage *self = VB_TODAY_PAGE (object);

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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_today_page_dispose (GObject *object)
{
  VbTodayPage *self = VB_TODAY_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->store_signals);
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  g_clear_object (&self->stale);
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_TODAY_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_today_page_parent_class)->dispose (object);
}

static void
vb_today_page_finalize (GObject *object)
{
  VbTodayPage *self = VB_TODAY_PAGE (object);

  vb_today_free (self->today);
  g_array_unref (self->rows);
  g_free (self->day);
  g_free (self->summary);

  G_OBJECT_CLASS (vb_today_page_parent_class)->finalize (object);
}

static void
vb_today_page_class_init (VbTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_today_page_get_property;
  object_class->set_property = vb_today_page_set_property;
  object_class->dispose = vb_today_page_dispose;
  object_class->finalize = vb_today_page_finalize;
  widget_class->map = vb_today_page_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDEBAR_FOLDED] =
    g_param_spec_boolean ("sidebar-folded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/today/vb-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTodayPage, header);
  gtk_widget_class_bind_template_child (widget_class, VbTodayPage, title);
  gtk_widget_class_bind_template_child (widget_class, VbTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbTodayPage, list);
  gtk_widget_class_bind_template_child (widget_class, VbTodayPage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_again);
}

static void
vb_today_page_init (VbTodayPage *self)
{
  g_autofree char *today = vb_time_today ();

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->stack, "nothing");
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
  vb_today_page_set_day (self, today);
}

void
vb_today_page_set_day (VbTodayPage *self,
                       const char  *day)
{
  g_autofree char *words = NULL;

  g_return_if_fail (VB_IS_TODAY_PAGE (self) && vb_time_is_date (day));

  if (g_strcmp0 (self->day, day) == 0)
    return;
  g_free (self->day);
  self->day = g_strdup (day);
  words = vb_today_date_words (day);
  adw_window_title_set_subtitle (self->title, words);
  read_again (self);
}

void
vb_today_page_focus_first (VbTodayPage *self)
{
  GtkListBoxRow *first;

  g_return_if_fail (VB_IS_TODAY_PAGE (self));

  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

const VbToday *
vb_today_page_get_today (VbTodayPage *self)
{
  g_return_val_if_fail (VB_IS_TODAY_PAGE (self), NULL);

  return self->today;
}
