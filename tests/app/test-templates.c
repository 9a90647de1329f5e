/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Every template builds, lets go of all it holds, and dies. */

#include "app-fixture.h"

#include "app/collaboration/vb-collaboration-page.h"
#include "app/collaboration/vb-collaboration-pane.h"
#include "app/conversation/vb-talk-window.h"
#include "app/people/vb-people-page.h"
#include "app/people/vb-person-field.h"
#include "app/people/vb-person-pane.h"
#include "app/people/vb-person-window.h"
#include "app/today/vb-today-page.h"
#include "app/today/vb-today-pane.h"
#include "app/referral/vb-referrals-notes.h"
#include "app/referral/vb-referrals-page.h"
#include "app/referral/vb-referrals-pane.h"
#include "app/referral/vb-referrals-pick.h"
#include "app/referral/vb-referrals-row.h"
#include "app/rights/vb-going-row.h"
#include "app/rights/vb-rights-button.h"
#include "app/social-map/vb-badge.h"
#include "app/social-map/vb-contact-line.h"
#include "app/social-map/vb-decision-row.h"
#include "app/social-map/vb-decisions-page.h"
#include "app/social-map/vb-detail-pane.h"
#include "app/social-map/vb-duplicate-row.h"
#include "app/social-map/vb-duplicates-page.h"
#include "app/social-map/vb-facet-row.h"
#include "app/social-map/vb-fact-group.h"
#include "app/social-map/vb-filter-chip.h"
#include "app/social-map/vb-filter-panel.h"
#include "app/social-map/vb-folder-bar.h"
#include "app/social-map/vb-function-row.h"
#include "app/social-map/vb-gap-row.h"
#include "app/social-map/vb-gaps-page.h"
#include "app/social-map/vb-map-page.h"
#include "app/social-map/vb-map-status.h"
#include "app/social-map/vb-merge-field.h"
#include "app/social-map/vb-merge-view.h"
#include "app/social-map/vb-recheck-item.h"
#include "app/social-map/vb-note-row.h"
#include "app/social-map/vb-note-section.h"
#include "app/social-map/vb-organization-page.h"
#include "app/social-map/vb-report-button.h"
#include "app/social-map/vb-saved-search-row.h"
#include "app/social-map/vb-saved-searches.h"
#include "app/social-map/vb-service-item.h"
#include "app/social-map/vb-service-page.h"
#include "app/social-map/vb-star-button.h"
#include "app/social-map/vb-upkeep-bar.h"
#include "app/widgets/vb-check-row.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-switch-row.h"
#include "app/window/vb-quick-row.h"
#include "app/window/vb-quick-search.h"
#include "app/window/vb-shell.h"
#include "app/window/vb-shortcut-row.h"
#include "app/window/vb-shortcuts-window.h"
#include "app/window/vb-sidebar-row.h"
#include "app/window/vb-sidebar.h"

static void
check_widget (GtkWidget *widget)
{
  gpointer alive = g_object_ref_sink (widget);

  g_object_add_weak_pointer (G_OBJECT (widget), &alive);
  g_object_unref (widget);
  app_until (alive == NULL);
}

static void
test_plain (void)
{
  const GType types[] = {
    VB_TYPE_TODAY_PAGE,      VB_TYPE_TODAY_PANE,
    VB_TYPE_COLLABORATION_PAGE, VB_TYPE_COLLABORATION_PANE,
    VB_TYPE_PEOPLE_PAGE,     VB_TYPE_PERSON_FIELD, VB_TYPE_PERSON_PANE,
    VB_TYPE_SHELL,           VB_TYPE_SIDEBAR,      VB_TYPE_SIDEBAR_ROW,
    VB_TYPE_MAP_PAGE,        VB_TYPE_DETAIL_PANE,
    VB_TYPE_SERVICE_PAGE,    VB_TYPE_ORGANIZATION_PAGE, VB_TYPE_DECISIONS_PAGE,
    VB_TYPE_UPKEEP_BAR,   VB_TYPE_SERVICE_ITEM, VB_TYPE_FACET_ROW,    VB_TYPE_FACT_ROW,
    VB_TYPE_FACT_GROUP,      VB_TYPE_FUNCTION_ROW, VB_TYPE_REPORT_BUTTON, VB_TYPE_NOTE_ROW,
    VB_TYPE_NOTE_SECTION,    VB_TYPE_CONTACT_LINE, VB_TYPE_BADGE,        VB_TYPE_DECISION_ROW,
    VB_TYPE_FOLDER_BAR,      VB_TYPE_MAP_STATUS,   VB_TYPE_SAVED_SEARCHES,
    VB_TYPE_SAVED_SEARCH_ROW, VB_TYPE_STAR_BUTTON, VB_TYPE_DUPLICATE_ROW,
    VB_TYPE_DUPLICATES_PAGE, VB_TYPE_GAP_ROW,      VB_TYPE_GAPS_PAGE,    VB_TYPE_MERGE_FIELD,
    VB_TYPE_MERGE_VIEW,      VB_TYPE_RECHECK_ITEM,
    VB_TYPE_FILTER_CHIP,     VB_TYPE_FILTER_PANEL, VB_TYPE_SWITCH_ROW,   VB_TYPE_CHECK_ROW,
    VB_TYPE_QUICK_ROW,    VB_TYPE_GOING_ROW,    VB_TYPE_RIGHTS_BUTTON,
    VB_TYPE_REFERRALS_PAGE,  VB_TYPE_REFERRALS_PANE, VB_TYPE_REFERRALS_ROW,
    VB_TYPE_REFERRALS_PICK,  VB_TYPE_REFERRALS_NOTES,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_test_message ("%s", g_type_name (types[i]));
      check_widget (g_object_new (types[i], NULL));
    }
}

static GtkWidget *
nth_part (GtkWidget *root,
          guint      nth)
{
  return app_find_nth (root, GTK_TYPE_WIDGET, &nth);
}

/* What is being clicked is held until the click is over, also when the rest goes because of it.
 * What watches the widget from inside has to be gone with the widget all the same. */
static void
test_a_part_outlives_it (void)
{
  const GType types[] = { VB_TYPE_QUICK_ROW, VB_TYPE_SIDEBAR };
  guint n_parts = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++, n_parts = 1)
    for (guint nth = 0; nth < n_parts; nth++)
      {
        gpointer widget = g_object_ref_sink (g_object_new (types[i], NULL));
        GtkWidget *part;

        while (nth_part (widget, n_parts) != NULL)
          n_parts++;
        g_object_add_weak_pointer (widget, &widget);
        part = g_object_ref (nth_part (widget, nth));
        g_test_message ("%s of %s", G_OBJECT_TYPE_NAME (part), g_type_name (types[i]));
        g_object_unref (widget);
        g_object_unref (part);
        g_assert_null (widget);
      }
}

static void
test_filled (void)
{
  g_autoptr(VbMapFilter) filter = vb_map_filter_new ();
  g_autoptr(VbEntity) contact = vb_entity_new (VB_TABLE_CONTACT);
  VbMapFilterPart *part = g_new0 (VbMapFilterPart, 1);
  const VbFieldReport report = { .id = (char *) "r", .record_id = (char *) "s",
                                 .table = VB_TABLE_SERVICE, .reported_by = (char *) "An" };
  const VbConflict conflict = { .table = VB_TABLE_PHONE, .record_id = (char *) "p",
                                .column = (char *) "number", .theirs = (char *) "030" };

  part->label = g_strdup ("Free");
  part->flag = VB_SEARCH_FREE;
  vb_entity_set (contact, "title", "Welzijnscoach");
  vb_entity_add_child (contact, VB_TABLE_PHONE);
  vb_entity_add_child (contact, VB_TABLE_AVAILABILITY);
  check_widget (vb_filter_chip_new (filter, part));
  check_widget (vb_filter_panel_new (filter));
  check_widget (vb_function_row_new (contact));
  check_widget (vb_contact_line_new (VB_CONTACT_PHONE, "030-1234567", "Balie"));
  check_widget (vb_contact_line_new (VB_CONTACT_WEB, "javascript:alert(1)", NULL));
  check_widget (vb_decision_row_new_report (&report, TRUE));
  check_widget (vb_decision_row_new_conflict (&conflict, TRUE));
}

static void
test_windows (void)
{
  g_autoptr(VbSession) session = vb_session_new ();
  gpointer window = vb_window_new (app_get_application (), session);
  gpointer search = vb_quick_search_new (session, window);

  g_object_add_weak_pointer (window, &window);
  g_object_add_weak_pointer (search, &search);
  gtk_window_present (window);
  app_idle (50);
  gtk_window_destroy (search);
  app_until (search == NULL);
  gtk_window_destroy (window);
  app_until (window == NULL);
}

static void
test_help (void)
{
  VbApplication *application = app_get_application ();
  gpointer window = vb_shortcuts_window_new (NULL);
  guint nth = 0;
  GtkWidget *row;

  g_object_add_weak_pointer (window, &window);
  g_assert_true (VB_IS_APPLICATION (application));
  /* Each row has its key. */
  for (guint i = 0; nth = i, (row = app_find_nth (window, VB_TYPE_SHORTCUT_ROW, &nth)) != NULL; i++)
    {
      g_autofree char *keys = NULL;

      g_test_message ("%s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
      g_object_get (app_child (row, VB_TYPE_SHORTCUT_ROW, "keys"), "label", &keys, NULL);
      g_assert_cmpstr (keys, !=, "");
    }
  gtk_window_destroy (window);
  app_until (window == NULL);
}

/* ------------------------------------------------------------------ icons */

static void
icon_ended_cb (gpointer  data,
               GObject  *where)
{
  *(GThread **) data = g_thread_self ();
}

static gpointer
let_go (gpointer icon)
{
  g_object_unref (icon);
  return NULL;
}

static gboolean
is_set (gpointer data)
{
  return *(GThread **) data != NULL;
}

/* Which GTK's threads let go of last, as when it was only just taken into view. */
static void
test_an_icon_ends_where_it_is_looked_up (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  /* Larger than what GTK holds on to. */
  GtkIconPaintable *icon = gtk_icon_theme_lookup_icon (theme, "go-next-symbolic", NULL, 200, 1,
                                                       GTK_TEXT_DIR_LTR, 0);
  GThread *thread, *ended_in = NULL;

  g_object_weak_ref (G_OBJECT (icon), icon_ended_cb, &ended_in);
  thread = g_thread_new ("other", let_go, icon);
  g_thread_join (thread);
  g_assert_null (ended_in);
  app_wait (is_set, &ended_in);
  g_assert_true (ended_in == g_thread_self ());
}

/* ------------------------------------------------------------------ rows */

/* A warning about it would have the words in the log, and ends this program. */
static void
test_what_people_wrote_is_no_markup (void)
{
  AdwActionRow *row = g_object_ref_sink (vb_plain_row (
    ADW_TYPE_ACTION_ROW, "title", "Weer <werken>", "subtitle", "Rust & ruimte < 3", NULL));

  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Weer <werken>");
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "Rust & ruimte < 3");
  g_object_unref (row);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/templates/plain", test_plain);
  g_test_add_func ("/templates/a-part-outlives-it", test_a_part_outlives_it);
  g_test_add_func ("/templates/filled", test_filled);
  g_test_add_func ("/templates/windows", test_windows);
  g_test_add_func ("/templates/help", test_help);
  g_test_add_func ("/rows/what people wrote is no markup", test_what_people_wrote_is_no_markup);
  g_test_add_func ("/icons/an icon ends where it is looked up",
                   test_an_icon_ends_where_it_is_looked_up);
  return g_test_run ();
}
