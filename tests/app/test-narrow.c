/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Text at twice its size, in a window of 360 by 640: nothing asks for more room than there is. */

#include "app-fixture.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "app/access/vb-confirm-window.h"
#include "app/access/vb-recovery-view.h"
#include "app/access/vb-restore-view.h"
#include "app/access/vb-unlock-view.h"
#include "app/access/vb-welcome-view.h"
#include "app/conversation/vb-after-window.h"
#include "app/conversation/vb-compare-window.h"
#include "app/conversation/vb-director-box.h"
#include "app/conversation/vb-talk-window.h"
#include "app/conversation/vb-topic-actions.h"
#include "app/exchange/vb-exchange.h"
#include "app/exchange/vb-server-group.h"
#include "app/exchange/vb-server-words.h"
#include "app/social-map/vb-detail-pane.h"
#include "app/social-map/vb-filter-panel.h"
#include "app/social-map/vb-map-page.h"
#include "app/social-map/vb-report-button.h"
#include "app/social-map/vb-service-page.h"
#include "app/transfer/vb-import-window.h"
#include "app/window/vb-quick-search.h"
#include "app/people/vb-around-window.h"
#include "app/people/vb-consent-view.h"
#include "app/people/vb-consent-window.h"
#include "app/people/vb-household-window.h"
#include "app/people/vb-people-page.h"
#include "app/people/vb-person-pane.h"
#include "app/people/vb-person-window.h"
#include "app/people/vb-plan-view.h"
#include "app/people/vb-sharing-window.h"
#include "app/referral/vb-referrals-caseload.h"
#include "app/referral/vb-referrals-pane.h"
#include "app/rights/vb-bring-in-window.h"
#include "app/rights/vb-copy-window.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals.h"

#define WIDTH 360
#define HEIGHT 640

static int
get_least (GtkWidget      *widget,
           GtkOrientation  orientation,
           int             width)
{
  int least;

  gtk_widget_measure (widget, orientation, width, &least, NULL, NULL, NULL);
  return least;
}

/* The innermost widget that is too wide, to name in the message. Closer than 40 to the edge is
 * where only a margin of something around it is too much. */
static GtkWidget *
find_culprit (GtkWidget *widget,
              int        width)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child)
        && get_least (child, GTK_ORIENTATION_HORIZONTAL, -1) > width)
      return find_culprit (child, width);
  return widget;
}

static char *
describe (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);
  g_autofree char *label = NULL;

  for (GtkWidget *each = widget; each != NULL; each = gtk_widget_get_parent (each))
    {
      const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (each));

      g_string_append_printf (text, " < %s %s", G_OBJECT_TYPE_NAME (each), id != NULL ? id : "");
    }
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "label") != NULL)
    g_object_get (widget, "label", &label, NULL);
  if (label != NULL)
    g_string_append_printf (text, " “%s”", label);
  return g_string_free (text, FALSE);
}

static void
check_fits (GtkWidget *widget)
{
  int width = get_least (widget, GTK_ORIENTATION_HORIZONTAL, -1);
  int height;

  if (width > WIDTH)
    {
      g_autofree char *culprit = describe (find_culprit (widget, WIDTH - 40));

      g_test_message ("%d wide:%s", width, culprit);
      g_test_fail ();
      return;
    }
  height = get_least (widget, GTK_ORIENTATION_VERTICAL, WIDTH);
  if (height > HEIGHT)
    {
      g_test_message ("%s is %d high", G_OBJECT_TYPE_NAME (widget), height);
      g_test_fail ();
    }
}

/* A popover comes up at the size it likes best, with a frame around it. */
static void
check_popovers (GtkWidget *widget)
{
  GtkWidget *inside = GTK_IS_POPOVER (widget) ? gtk_popover_get_child (GTK_POPOVER (widget)) : NULL;

  /* Menus and calendars are the platform's, and the desktop lets them stand out of the window. */
  if (inside != NULL && !GTK_IS_POPOVER_MENU (widget) && !GTK_IS_CALENDAR (inside))
    {
      int width;

      /* One that is closed measures nothing itself. */
      gtk_widget_measure (inside, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      if (width > WIDTH - 32)
        {
          g_autofree char *path = describe (widget);

          g_test_message ("a popover is %d wide:%s", width, path);
          g_test_fail ();
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_popovers (child);
}

static gboolean
is_heading (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) && (gtk_widget_has_css_class (widget, "title-1")
                                   || gtk_widget_has_css_class (widget, "title-2"));
}

/* A page that is not shown yet gets the width of the window, less its margins. */
static PangoLayout *
dup_layout (GtkWidget *heading)
{
  PangoLayout *layout = pango_layout_copy (gtk_label_get_layout (GTK_LABEL (heading)));

  if (!gtk_widget_get_mapped (heading))
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_width (layout, (WIDTH - 24) * PANGO_SCALE);
    }
  return layout;
}

/* The words of a heading go on in the next line as a whole, or where their parts are joined. */
static void
check_headings (GtkWidget *widget)
{
  g_autoptr(PangoLayout) layout = is_heading (widget) ? dup_layout (widget) : NULL;
  const char *text = layout != NULL ? pango_layout_get_text (layout) : NULL;
  const PangoLogAttr *attrs = NULL;
  int n;

  if (layout != NULL)
    attrs = pango_layout_get_log_attrs_readonly (layout, &n);
  for (GSList *l = layout != NULL ? pango_layout_get_lines_readonly (layout)->next : NULL;
       l != NULL; l = l->next)
    {
      const PangoLayoutLine *line = l->data;

      if (!attrs[g_utf8_pointer_to_offset (text, text + line->start_index)].is_line_break)
        {
          g_test_message ("“%s” breaks before “%s”", text, text + line->start_index);
          g_test_fail ();
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_headings (child);
}

/* The title of a group of rows is all there. */
static void
check_titles (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "heading")
      && gtk_widget_get_mapped (widget)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    {
      g_autofree char *path = describe (widget);

      g_test_message ("a title is cut:%s", path);
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_titles (child);
}

static void
check_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      /* The frame and shadow around it are the desktop's; how it shows the credits as well. */
      if (GTK_IS_WINDOW (window) && !ADW_IS_ABOUT_WINDOW (window) &&
          gtk_window_get_child (GTK_WINDOW (window)) != NULL)
        check_fits (gtk_window_get_child (GTK_WINDOW (window)));
      check_popovers (window);
      check_titles (window);
      if (gtk_widget_get_mapped (window))
        check_headings (window);
    }
}

/* "An…" and "Op…" tell nobody what they do. What is chosen in a list is whole where it opens. */
static void
check_buttons (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    {
      g_autofree char *path = describe (widget);

      g_test_message ("a button is cut:%s", path);
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_DROP_DOWN (child))
      check_buttons (child);
}

/* A text that goes past its button goes past the window as well. */
static void
check_button_widths (GtkWidget *widget)
{
  GtkWidget *button = gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);
  graphene_rect_t place;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && button != NULL &&
      gtk_widget_compute_bounds (widget, button, &place) &&
      (place.origin.x < 0 || place.origin.x + place.size.width > gtk_widget_get_width (button)))
    {
      g_autofree char *path = describe (widget);

      g_test_message ("past its button, %g of %d wide:%s", place.size.width,
                      gtk_widget_get_width (button), path);
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_button_widths (child);
}

static void
close_others (App *app)
{
  g_autolist(GtkWidget) windows = gtk_window_list_toplevels ();

  for (GList *w = windows; w != NULL; w = w->next)
    g_object_ref (w->data);
  for (GList *w = windows; w != NULL; w = w->next)
    if (w->data != app->window)
      gtk_window_destroy (w->data);
}

static gboolean
shows_service (gpointer data)
{
  VbEntity *entity = vb_detail_pane_get_entity (data);

  return entity != NULL && vb_entity_get_table (entity) == VB_TABLE_SERVICE;
}

static gboolean
shows_organization (gpointer data)
{
  VbEntity *entity = vb_detail_pane_get_entity (data);

  return entity != NULL && vb_entity_get_table (entity) == VB_TABLE_ORGANIZATION;
}

static void
open_it (App           *self,
         gconstpointer  data)
{
  gboolean animate = FALSE;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024,
                "gtk-enable-animations", animate, NULL);
  app_open (self);
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  app_idle (300);
}

static void
close_it (App           *self,
          gconstpointer  data)
{
  close_others (self);
  app_close (self);
}

/* Every service of the demo neighbourhood would take a minute; these have something of all. */
static void
test_pages (App           *self,
            gconstpointer  data)
{
  static const char *const names[] = { "Sociaal werker in de huisartsenpraktijk", "Alzheimeravond",
                                       "Aangifte doen met steun" };
  VbStore *store = vb_session_get_store (self->session);
  GtkWidget *pane = app_find (GTK_WIDGET (self->window), VB_TYPE_DETAIL_PANE);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) found = vb_directory_find_names_sync (store, VB_TABLE_SERVICE, names[i],
                                                                 1, NULL, &error);
      g_autofree char *organization = NULL;

      g_assert_no_error (error);
      vb_window_show_service (self->window, ((VbName *) found->pdata[0])->id);
      app_wait (shows_service, pane);
      app_idle (100);
      check_windows ();
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.edit", NULL);
      app_idle (400);
      check_windows ();
      close_others (self);
      organization = g_strdup (vb_entity_get (vb_detail_pane_get_entity (VB_DETAIL_PANE (pane)),
                                              "organization_id"));
      vb_window_show_organization (self->window, organization);
      app_wait (shows_organization, pane);
      app_idle (100);
      check_windows ();
    }
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-decisions", NULL);
  app_idle (100);
  check_windows ();
}

static void
test_list (App           *self,
           gconstpointer  data)
{
  GtkWidget *map = app_find (GTK_WIDGET (self->window), VB_TYPE_MAP_PAGE);
  GtkEditable *entry = GTK_EDITABLE (app_child (map, VB_TYPE_MAP_PAGE, "search_entry"));
  static const char *const views[] = { "referrals", "collaboration", "favourites",
                                       "recheck", "all" };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.view", "s", views[i]);
      app_idle (150);
      check_windows ();
    }
  gtk_editable_set_text (entry, "schulden");
  app_idle (400);
  check_windows ();
  gtk_editable_set_text (entry, "qzxwvy");
  app_idle (400);
  check_windows ();
  gtk_widget_activate_action (map, "map.filters", NULL);
  app_until (app_find (map, VB_TYPE_FILTER_PANEL) != NULL);
  app_idle (300);
  check_windows ();
}

static gboolean
shows_referral (gpointer pane)
{
  GtkWidget *button = GTK_WIDGET (app_child (pane, VB_TYPE_REFERRALS_PANE, "behalf_button"));

  return gtk_widget_get_mapped (button) && gtk_widget_get_width (button) > 0;
}

/* What came in, and what was sent: each has a button with many words. */
static void
test_referrals (App           *self,
                gconstpointer  data)
{
  static const VbReferralBox boxes[] = { VB_BOX_NEW, VB_BOX_SENT };
  g_autofree char *today = vb_time_today ();

  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      VbReferralQuery query = { .box = boxes[i], .today = today, .limit = 1 };
      g_autoptr(GPtrArray) lines =
        vb_referrals_list_sync (vb_session_get_store (self->session), &query, NULL, NULL);

      g_assert_cmpuint (lines->len, ==, 1);
      vb_window_show_item (self->window, "referrals", ((VbReferralLine *) lines->pdata[0])->id);
      app_idle (600);
      app_wait (shows_referral, app_find (GTK_WIDGET (self->window), VB_TYPE_REFERRALS_PANE));
      app_draw (GTK_WINDOW (self->window));
      check_windows ();
      check_button_widths (GTK_WIDGET (self->window));
    }
  gtk_window_present (vb_referrals_caseload_new (GTK_WINDOW (self->window),
                                                 vb_session_get_store (self->session)));
  app_idle (400);
  check_windows ();
}

/* The windows that a command opens. */
static void
test_dialogs (App           *self,
              gconstpointer  data)
{
  static const char *const actions[] = { "win.quick-search", "win.add-service",
                                         "win.add-organization", "win.import", "win.export",
                                         "win.preferences", "win.shortcuts", "win.edit",
                                         "app.about" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_test_message ("%s", actions[i]);
      gtk_widget_activate_action (GTK_WIDGET (self->window), actions[i], NULL);
      app_idle (400);
      check_windows ();
      close_others (self);
    }
}

static gboolean
asks_for_columns (gpointer steps)
{
  return g_str_equal (gtk_stack_get_visible_child_name (steps), "mapping");
}

static gboolean
shows_report (gpointer steps)
{
  return g_str_equal (gtk_stack_get_visible_child_name (steps), "report");
}

static char *
write_list (const char *folder)
{
  char *path = g_build_filename (folder, "lijst van de gemeente en de wijken.csv", NULL);

  g_assert_true (g_file_set_contents (path,
                                      "Organisatie,Aanbod,Website,Einddatum\n"
                                      "Buurthuis,Koffie,geen adres,31 februari\n", -1, NULL));
  return path;
}

/* Its questions and its report only come with a file. */
static void
test_import (App           *self,
             gconstpointer  data)
{
  VbImportWindow *window = VB_IMPORT_WINDOW (
    vb_import_window_new (GTK_WINDOW (self->window), vb_session_get_store (self->session)));
  GtkStack *steps = GTK_STACK (app_child (window, VB_TYPE_IMPORT_WINDOW, "steps"));
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = write_list (folder);
  GObject *like = app_child (window, VB_TYPE_IMPORT_WINDOW, "like_row");

  gtk_window_present (GTK_WINDOW (window));
  vb_import_window_open (window, path);
  app_wait (asks_for_columns, steps);
  app_idle (400);
  check_windows ();
  g_signal_emit_by_name (app_child (window, VB_TYPE_IMPORT_WINDOW, "mapping_button"), "clicked");
  app_wait (shows_report, steps);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (like), "Lijkt op “Gemeentegids” van maandag");
  gtk_widget_set_visible (GTK_WIDGET (app_child (window, VB_TYPE_IMPORT_WINDOW, "like_group")),
                          TRUE);
  app_idle (400);
  check_windows ();
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (app_child (window, VB_TYPE_IMPORT_WINDOW,
                                                                "source_row"))));
  close_others (self);
  g_unlink (path);
  g_rmdir (folder);
}

/* Fails for every label that is cut, and gives how many labels were shown. */
static guint
check_labels (GtkWidget *widget)
{
  guint n = 0;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    {
      n++;
      if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
        {
          g_autofree char *path = describe (widget);

          g_test_message ("cut:%s", path);
          g_test_fail ();
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_labels (child);
  return n;
}

/* Two names that begin alike are told apart by their ends. */
static void
test_what_is_found_stands_there_whole (App           *self,
                                       gconstpointer  data)
{
  g_autolist(GtkWidget) windows = NULL;
  guint n = 0;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.quick-search", NULL);
  app_idle (400);
  windows = gtk_window_list_toplevels ();
  for (GList *w = windows; w != NULL; w = w->next)
    g_object_ref (w->data);
  for (GList *w = windows; w != NULL; w = w->next)
    if (VB_IS_QUICK_SEARCH (w->data))
      {
        gtk_window_set_default_size (w->data, WIDTH, HEIGHT);
        gtk_editable_set_text (GTK_EDITABLE (app_child (w->data, VB_TYPE_QUICK_SEARCH, "entry")),
                               "sociaal");
        app_idle (600);
        n += check_labels (GTK_WIDGET (app_child (w->data, VB_TYPE_QUICK_SEARCH, "list")));
      }
  g_assert_cmpuint (n, >=, 6);
  check_windows ();
}

static GtkWindow *
find_preferences (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_PREFERENCES_WINDOW (window))
        return window; /* it keeps itself */
    }
  g_assert_not_reached ();
}

/* The rows of a server only show when one carries the letters; with the longest of what it says. */
static void
test_server (App           *self,
             gconstpointer  data)
{
  VbExchange *exchange = vb_session_get_exchange (self->session);
  GtkWindow *window;
  GtkWidget *group;

  vb_exchange_set_by_server (exchange, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.preferences", NULL);
  app_idle (400);
  window = find_preferences ();
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), "exchange");
  group = app_find (GTK_WIDGET (window), VB_TYPE_SERVER_GROUP);
  g_assert_true (gtk_widget_get_visible (group));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (app_child (group, VB_TYPE_SERVER_GROUP, "try_row")),
                               vb_server_words ("carrier-certificate"));
  app_idle (300);
  check_windows ();
  g_assert_cmpint (get_least (group, GTK_ORIENTATION_HORIZONTAL, -1), <=, WIDTH);
  close_others (self);
  vb_exchange_set_by_server (exchange, FALSE);
}

/* As it asks when the household has another one, with the longest of the answers. */
static void
ask_about_director (GtkWindow *after)
{
  GtkWidget *box = app_find (GTK_WIDGET (after), VB_TYPE_DIRECTOR_BOX);

  gtk_window_present (after);
  gtk_label_set_label (GTK_LABEL (app_child (box, VB_TYPE_DIRECTOR_BOX, "mine_label")),
                       "Wijkverpleegkundige Ouderenzorg");
  gtk_widget_set_visible (GTK_WIDGET (app_child (box, VB_TYPE_DIRECTOR_BOX, "reason_field")), TRUE);
  gtk_widget_set_visible (box, TRUE);
  app_idle (300);
}

/* With somebody, and what is laid on the table with them. */
static void
test_conversations (App           *self,
                    gconstpointer  data)
{
  static const char *const cards[] = { VB_HEALTH_WEB, VB_FOUR_DOMAINS };
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;
  VbStore *store = vb_session_get_store (self->session);

  person->given_name = g_strdup ("Greet");
  g_assert_true (vb_people_save_sync (store, NULL, person, NULL, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      GtkWindow *window = GTK_WINDOW (vb_talk_window_new (GTK_WINDOW (self->window), store, person,
                                                          cards[i]));
      VbTalk *talk = vb_talk_window_get_talk (VB_TALK_WINDOW (window));

      g_test_message ("%s", cards[i]);
      gtk_window_set_default_size (window, WIDTH, HEIGHT);
      gtk_window_present (window);
      app_idle (300);
      if (i == 1)
        vb_topic_add (talk, "society", "M06", NULL);
      gtk_window_present (vb_compare_window_new (window, talk));
      app_idle (300);
      check_windows ();
      ask_about_director (vb_after_window_new (window, talk));
      check_windows ();
      close_others (self);
      app_idle (300);
    }
}

#define SAID "Everything that was typed since this morning stays in the store"

/* The label that says what was said, whichever lines it got. */
static GtkWidget *
find_said (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      /* A word that is wider than the room goes on in the next line. */
      g_auto(GStrv) words = g_strsplit_set (gtk_label_get_text (GTK_LABEL (widget)), " \n", -1);
      g_auto(GStrv) said = g_strsplit (SAID, " ", -1);
      g_autofree char *text = g_strjoinv ("", words);
      g_autofree char *expected = g_strjoinv ("", said);

      return strcmp (text, expected) == 0 ? widget : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_said (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_said (gpointer data)
{
  App *self = data;
  GtkWidget *label = find_said (GTK_WIDGET (self->window));

  return label != NULL && gtk_widget_get_mapped (label) && gtk_widget_get_width (label) > 0;
}

static void
take_no_offer (VbWindow   *window,
               VbStore    *store,
               const char *subject)
{
  g_assert_not_reached ();
}

/* A long notice is said in full, and inside the window. */
static void
test_notices (App           *self,
              gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (self->window);

  for (guint with_button = 0; with_button < 2; with_button++)
    {
      graphene_rect_t bounds;
      GtkWidget *label;

      if (with_button)
        vb_window_say_action (self->window, SAID, "Undo", take_no_offer, "nothing");
      else
        vb_window_say (self->window, SAID);
      app_wait (is_said, self);
      label = find_said (window);
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
      g_assert_true (gtk_widget_compute_bounds (label, window, &bounds));
      g_test_message ("from %g, %g wide, %g high", bounds.origin.x, bounds.size.width,
                      bounds.size.height);
      g_assert_cmpfloat (bounds.origin.x, >=, 0);
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (window));
      check_fits (gtk_window_get_child (GTK_WINDOW (window)));
    }
}

static gboolean
shows_person (gpointer page)
{
  return gtk_widget_get_visible (GTK_WIDGET (app_child (app_find (page, VB_TYPE_PERSON_PANE),
                                                        VB_TYPE_PERSON_PANE, "edit_button")));
}

static void
check_window (App       *self,
              GtkWindow *window)
{
  g_test_message ("%s", G_OBJECT_TYPE_NAME (window));
  gtk_window_set_default_size (window, WIDTH, HEIGHT);
  gtk_window_present (window);
  app_idle (300);
  check_windows ();
  check_buttons (GTK_WIDGET (window));
  close_others (self);
}

/* Somebody's page, with a plan, conversations and consents, and the windows that it opens. */
static void
test_people (App           *self,
             gconstpointer  data)
{
  const VbConfirmQuestion question = {
    "Gegevens vernietigen?", "Verantwoordelijkheidsverklaring", "Vernietigen", TRUE
  };
  VbStore *store = vb_session_get_store (self->session);
  GtkWindow *parent = GTK_WINDOW (self->window);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = vb_people_find_sync (store, "Greet Boersma", 1, NULL, &error);
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(GPtrArray) consents = NULL;
  GtkWidget *page;

  g_assert_no_error (error);
  record = vb_people_open_sync (store, ((VbPersonLine *) found->pdata[0])->id, NULL, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.view", "s", "people");
  page = app_find (GTK_WIDGET (self->window), VB_TYPE_PEOPLE_PAGE);
  app_idle (200);
  check_windows ();
  vb_person_pane_show (VB_PERSON_PANE (app_find (GTK_WIDGET (self->window), VB_TYPE_PERSON_PANE)),
                       record->person->id);
  app_wait (shows_person, self->window);
  app_idle (400);
  g_assert_nonnull (page);
  check_windows ();
  consents = vb_consents_list_sync (store, record->person->id, NULL, &error);
  g_assert_no_error (error);
  check_window (self, vb_person_window_new (parent, store, record->person));
  check_window (self, vb_consent_window_new (parent, store, record->person));
  check_window (self, vb_sharing_window_new (parent, store, record->person, consents, 0));
  check_window (self, vb_consent_view_new (parent, store, record->person->id, NULL,
                                           ((VbConsent *) consents->pdata[0])->id));
  check_window (self, vb_household_window_new_member (parent, store, record->person->id, NULL));
  for (guint kind = 0; kind < VB_N_AROUND; kind++)
    check_window (self, vb_around_window_new (parent, store, record->person, kind, NULL));
  check_window (self, vb_bring_in_window_new (parent, store));
  check_window (self, vb_copy_window_new (parent, store, record->person->id, "Greet"));
  check_window (self, vb_plan_view_new (parent, store, record->person->id));
  check_window (self, vb_confirm_window_new (parent, NULL, &question));
}

#define CODE "WWWWW-WWWWW-WWWWW-WWWWW-WWWWW-WWWWW-WWWWW-WWWWW"

/* What stands in the window before the map does. */
static void
test_before_the_map (App           *self,
                     gconstpointer  data)
{
  const GType types[] = { VB_TYPE_WELCOME_VIEW, VB_TYPE_UNLOCK_VIEW, VB_TYPE_RESTORE_VIEW };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *view = g_object_ref_sink (g_object_new (types[i], "session", self->session, NULL));
      GtkWidget *sheet = app_find (view, VB_TYPE_RECOVERY_VIEW);

      if (sheet != NULL)
        vb_recovery_view_set_code (VB_RECOVERY_VIEW (sheet), CODE, "vault");
      g_test_message ("%s", g_type_name (types[i]));
      check_fits (view);
      g_object_unref (view);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("TEXTDOMAINDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, App, NULL, open_it, func, close_it)
  ADD ("/narrow/list", test_list);
  ADD ("/narrow/pages", test_pages);
  ADD ("/narrow/referrals", test_referrals);
  ADD ("/narrow/dialogs", test_dialogs);
  ADD ("/narrow/import", test_import);
  ADD ("/narrow/what-is-found-stands-there-whole", test_what_is_found_stands_there_whole);
  ADD ("/narrow/server", test_server);
  ADD ("/narrow/conversations", test_conversations);
  ADD ("/narrow/notices", test_notices);
  ADD ("/narrow/people", test_people);
  ADD ("/narrow/before-the-map", test_before_the_map);
#undef ADD
  return g_test_run ();
}
