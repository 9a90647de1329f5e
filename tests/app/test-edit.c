/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Adding and changing entries: forms on a real store with the demo neighbourhood in it. */

#include "config.h"

#include "edit-fixture.h"

#include "app/edit/vb-area-part.h"
#include "app/edit/vb-edit-window.h"
#include "app/edit/vb-field.h"
#include "app/edit/vb-holder-part.h"
#include "app/edit/vb-organization-form.h"
#include "app/edit/vb-record-row.h"
#include "app/edit/vb-rhythm.h"
#include "app/edit/vb-service-form.h"
#include "core/base/vb-time.h"

static char *
pick_service (Fixture *f)
{
  return fixture_text (f, "SELECT s.id FROM service s JOIN service_at_location l ON l.service_id = "
                          "s.id "
                          "JOIN contact c ON c.service_id = s.id JOIN holder h ON h.contact_id = "
                          "c.id "
                          "JOIN service_capacity y ON y.service_id = s.id ORDER BY s.name LIMIT 1");
}

/* ------------------------------------------------------------------ a window to look at */

static gboolean
shows_name (GtkWidget     *widget,
            gconstpointer  entity)
{
  return VB_IS_FIELD (widget) && vb_field_get_entity (VB_FIELD (widget)) == entity
         && g_str_equal (vb_field_get_column (VB_FIELD (widget)), "name");
}

static gboolean
is_ready (gpointer window)
{
  VbEntity *entity = vb_edit_window_get_entity (window);

  return entity != NULL && gtk_window_get_focus (window) != NULL
         && edit_fixture_find (window, shows_name, entity) != NULL;
}

static VbEditWindow *
open_window (Fixture    *f,
             VbTable     table,
             const char *id)
{
  VbEditWindow *window = vb_edit_window_new_for (NULL, f->store, table, id);

  gtk_window_present (GTK_WINDOW (window));
  edit_fixture_wait (is_ready, window);
  edit_fixture_settle (50);
  return window;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
wait_gone (VbEditWindow **window)
{
  edit_fixture_wait (is_gone, window);
}

typedef struct
{
  VbEntity *entity;
  const char *column;
} Wanted;

static gboolean
fits_field (GtkWidget     *widget,
            gconstpointer  data)
{
  const Wanted *wanted = data;

  return VB_IS_FIELD (widget) && vb_field_get_entity (VB_FIELD (widget)) == wanted->entity
         && g_str_equal (vb_field_get_column (VB_FIELD (widget)), wanted->column);
}

static VbField *
find_field (VbEditWindow *window,
            VbEntity     *entity,
            const char   *column)
{
  Wanted wanted = { entity, column };
  GtkWidget *field = edit_fixture_find (GTK_WIDGET (window), fits_field, &wanted);

  g_assert_nonnull (field);
  return VB_FIELD (field);
}

static void
type (VbEditWindow *window,
      const char   *column,
      const char   *text)
{
  VbField *field = find_field (window, vb_edit_window_get_entity (window), column);
  GtkWidget *control;

  g_object_get (field, "control", &control, NULL);
  if (GTK_IS_TEXT_VIEW (control))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (control), text);
  g_object_unref (control);
}

static void
save (VbEditWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
}

static void
finished_cb (VbEditWindow  *window,
             const char    *text,
             gpointer       undo,
             VbUndo       **kept)
{
  g_assert_nonnull (text);
  *kept = vb_undo_ref (undo);
}

/* ------------------------------------------------------------------ tests */

/* (transfer full): what a screen reader calls it */
static char *
dup_label (GtkWidget *widget)
{
  g_autofree char *message =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        "\001");

  /* The check answers with what it found instead. */
  return message == NULL ? NULL : g_strdup (message);
}

static void
check_labels (GtkWidget *widget,
              guint     *n)
{
  if (VB_IS_FIELD (widget))
    {
      g_autoptr(GtkWidget) control = NULL;
      g_autofree char *title = NULL;
      g_autofree char *label = NULL;

      g_object_get (widget, "control", &control, "title", &title, NULL);
      g_assert_nonnull (title);
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (control),
                                                       GTK_ACCESSIBLE_PROPERTY_LABEL));
      /* What does not tell by itself what was chosen says it behind the title. */
      label = dup_label (control);
      g_assert_true (g_str_has_prefix (label, title));
      if (GTK_IS_BUTTON (control) || GTK_IS_DROP_DOWN (control))
        g_assert_nonnull (strchr (label, ':'));
      (*n)++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_labels (child, n);
}

/* Opens what is closed, all the way down. */
static void
expand_all (GtkWidget *widget)
{
  if (VB_IS_RECORD_ROW (widget))
    vb_record_row_set_expanded (VB_RECORD_ROW (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    expand_all (child);
}

static void
test_form_lives_and_dies (gconstpointer data)
{
  VbTable table = GPOINTER_TO_UINT (data);
  Fixture f;
  g_autofree char *id = NULL;
  VbEditWindow *window;
  guint n = 0;

  edit_fixture_open (&f);
  id = table == VB_TABLE_SERVICE ? pick_service (&f)
                                 : fixture_text (&f, "SELECT organization_id FROM location "
                                                     "WHERE organization_id IS NOT NULL LIMIT 1");
  window = open_window (&f, table, id);
  g_assert_false (vb_edit_window_has_changes (window));
  edit_fixture_snap (GTK_WIDGET (window), table == VB_TABLE_SERVICE ? "service" : "organization");
  expand_all (GTK_WIDGET (window));
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 5200);
  edit_fixture_snap (GTK_WIDGET (window), table == VB_TABLE_SERVICE ? "service-narrow"
                                                                    : "organization-narrow");
  check_labels (GTK_WIDGET (window), &n);
  g_test_message ("%u fields", n);
  g_assert_cmpuint (n, >, 20);
  /* Looking is no change. */
  g_assert_false (vb_edit_window_has_changes (window));

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  wait_gone (&window);
  fixture_close (&f);
}

static void
test_new_service_is_saved_and_undone (void)
{
  Fixture f;
  g_autofree char *organization = NULL;
  g_autofree char *found = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;
  VbEditWindow *window;

  edit_fixture_open (&f);
  organization = fixture_text (&f, "SELECT id FROM organization ORDER BY name LIMIT 1");
  window = open_window (&f, VB_TABLE_SERVICE, NULL);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_connect (window, "finished", G_CALLBACK (finished_cb), &undo);
  type (window, "name", "  Koken voor één ");
  vb_entity_set (vb_edit_window_get_entity (window), "organization_id", organization);
  type (window, "description", "Samen koken.\nElke vrijdag.");
  save (window);
  wait_gone (&window);

  g_assert_nonnull (undo);
  found = fixture_text (&f, "SELECT description FROM service WHERE name = 'Koken voor één'");
  g_assert_cmpstr (found, ==, "Samen koken.\nElke vrijdag.");
  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service WHERE name = 'Koken voor één'"),
                   ==, 0);
  fixture_close (&f);
}

static void
test_errors_stand_beside_the_field (void)
{
  Fixture f;
  VbEditWindow *window;
  VbField *name, *email;
  g_autoptr(GtkWidget) control = NULL;

  edit_fixture_open (&f);
  window = open_window (&f, VB_TABLE_SERVICE, NULL);
  name = find_field (window, vb_edit_window_get_entity (window), "name");
  email = find_field (window, vb_edit_window_get_entity (window), "email");
  g_object_get (email, "control", &control, NULL);
  /* Nobody is told off for what they did not come to yet. */
  g_assert_null (vb_field_get_error (name));
  type (window, "email", "geen adres");
  edit_fixture_settle (20);
  save (window);
  edit_fixture_settle (20);

  g_assert_nonnull (vb_field_get_error (name));
  g_assert_cmpstr (vb_field_get_error (email), ==, "This is not an e-mail address");
  g_assert_true (gtk_widget_has_css_class (control, "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (control),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "This is not an e-mail address");
  /* The first of them has the focus. */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                         GTK_WIDGET (name)));
  edit_fixture_snap (GTK_WIDGET (window), "errors");
  type (window, "email", "kook@huis.example");
  edit_fixture_settle (20);
  g_assert_null (vb_field_get_error (email));
  g_assert_false (gtk_widget_has_css_class (control, "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);

  gtk_window_destroy (GTK_WINDOW (window));
  fixture_close (&f);
}

/* Under a service or an organization: @table gets a record more, with its fields open. */
static VbEntity *
add_open (VbEditWindow *window,
          VbEntity     *above,
          VbTable       table)
{
  VbEntity *record = vb_entity_add_child (above, table);

  edit_fixture_settle (20);
  expand_all (GTK_WIDGET (window));
  return record;
}

static void
type_in (VbEditWindow *window,
         VbEntity     *record,
         const char   *column,
         const char   *text)
{
  g_autoptr(GtkWidget) control = NULL;

  g_object_get (find_field (window, record, column), "control", &control, NULL);
  if (GTK_IS_TEXT_VIEW (control))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (control), text);
}

/* A place has the address to visit, and one for the post; who pays and other web addresses. */
static void
test_more_than_one_address (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  g_autofree char *kinds = NULL;
  g_autofree char *kept = NULL;
  VbEditWindow *window;
  VbEntity *organization, *post, *record;
  g_autoptr(VbEntity) place = NULL;

  edit_fixture_open (&f);
  id = fixture_text (&f, "SELECT organization_id FROM location l WHERE organization_id IS NOT NULL "
                         "AND EXISTS (SELECT 1 FROM address WHERE location_id = l.id) LIMIT 1");
  window = open_window (&f, VB_TABLE_ORGANIZATION, id);
  organization = vb_edit_window_get_entity (window);
  place = g_list_model_get_item (vb_entity_get_children (organization, VB_TABLE_LOCATION), 0);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  post = add_open (window, place, VB_TABLE_ADDRESS);
  vb_entity_set (post, "address_type", "postal");
  type_in (window, post, "address_1", "Postbus 12");
  type_in (window, post, "city", "Waardermonde");
  record = add_open (window, organization, VB_TABLE_FUNDING);
  type_in (window, record, "source", "Gemeente");
  record = add_open (window, organization, VB_TABLE_URL);
  type_in (window, record, "label", "Folder");
  type_in (window, record, "url", "folder.example/nl.pdf");
  record = add_open (window, organization, VB_TABLE_PROGRAM);
  type_in (window, record, "name", "Samen oud");
  save (window);
  wait_gone (&window);

  kinds = fixture_text (&f, "SELECT group_concat (address_type) FROM (SELECT address_type FROM "
                            "address WHERE location_id = (SELECT location_id FROM address WHERE "
                            "address_1 = 'Postbus 12') ORDER BY rowid)");
  g_assert_cmpstr (kinds, ==, "physical,postal");
  kept = fixture_text (&f, "SELECT f.source || ' ' || u.label || ' ' || p.name FROM funding f "
                           "JOIN url u ON u.organization_id = f.organization_id JOIN program p ON "
                           "p.organization_id = f.organization_id WHERE p.name = 'Samen oud'");
  g_assert_cmpstr (kept, ==, "Gemeente Folder Samen oud");
  fixture_close (&f);
}

/* "Every week" says nothing without a day. */
static void
test_every_week_needs_a_day (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  VbEditWindow *window;
  VbEntity *hours;

  edit_fixture_open (&f);
  id = pick_service (&f);
  window = open_window (&f, VB_TABLE_SERVICE, id);
  hours = add_open (window, vb_edit_window_get_entity (window), VB_TABLE_SCHEDULE);
  type_in (window, hours, "opens_at", "10:00");
  type_in (window, hours, "closes_at", "12:00");
  save (window);
  edit_fixture_settle (50);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_cmpstr (vb_edit_form_find_error (vb_field_get_form (find_field (window, hours,
                                                                           "opens_at")),
                                            hours, "byday"), ==,
                   "Choose days of the week");
  /* The first of the days has the focus. */
  g_assert_true (GTK_IS_TOGGLE_BUTTON (gtk_window_get_focus (GTK_WINDOW (window))));
  edit_fixture_snap (GTK_WIDGET (window), "no-day");
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  vb_entity_set (hours, "byday", "TU");
  save (window);
  wait_gone (&window);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM schedule WHERE byday = 'TU' AND "
                                    "opens_at = '10:00:00' AND closes_at = '12:00:00'"), >, 0);
  fixture_close (&f);
}

static void
test_times_and_dates_as_people_write_them (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  VbEditWindow *window;
  VbEntity *hours;
  g_autoptr(GtkWidget) control = NULL;

  edit_fixture_open (&f);
  id = pick_service (&f);
  window = open_window (&f, VB_TABLE_SERVICE, id);
  hours = add_open (window, vb_edit_window_get_entity (window), VB_TABLE_SCHEDULE);
  vb_entity_set (hours, "byday", "TU");
  type_in (window, hours, "opens_at", "9.30");
  type_in (window, hours, "closes_at", "8");
  g_assert_cmpstr (vb_entity_get (hours, "opens_at"), ==, "09:30:00");
  g_assert_cmpstr (vb_entity_get (hours, "closes_at"), ==, "08:00:00");
  type_in (window, hours, "valid_from", "22-11-2026");
  type_in (window, hours, "valid_to", "1/12/26");
  g_assert_cmpstr (vb_entity_get (hours, "valid_from"), ==, "2026-11-22");
  g_assert_cmpstr (vb_entity_get (hours, "valid_to"), ==, "2026-12-01");
  /* What one types stays as it was typed; what comes from elsewhere is written out. */
  g_object_get (find_field (window, hours, "valid_from"), "control", &control, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control)), ==, "22-11-2026");
  save (window);
  edit_fixture_settle (50);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_cmpstr (vb_field_get_error (find_field (window, hours, "closes_at")), ==,
                   "This is before it opens");
  edit_fixture_snap (GTK_WIDGET (window), "backwards");
  type_in (window, hours, "closes_at", "17 uur");
  edit_fixture_settle (50);
  g_assert_null (vb_field_get_error (find_field (window, hours, "closes_at")));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_close (&f);
}

static void
test_phone_numbers (void)
{
  Fixture f;
  VbEditWindow *window;
  VbEntity *phone;

  edit_fixture_open (&f);
  window = open_window (&f, VB_TABLE_SERVICE, NULL);
  phone = add_open (window, vb_edit_window_get_entity (window), VB_TABLE_PHONE);
  type_in (window, phone, "number", "06 12");
  g_assert_cmpstr (vb_entity_get (phone, "type"), ==, "cell");
  save (window);
  edit_fixture_settle (50);
  g_assert_cmpstr (vb_field_get_error (find_field (window, phone, "number")), ==,
                   "This number looks too short");
  type_in (window, phone, "number", "06 12345678");
  edit_fixture_settle (50);
  g_assert_null (vb_field_get_error (find_field (window, phone, "number")));
  /* What was chosen otherwise stays. */
  vb_entity_set (phone, "type", "sms");
  type_in (window, phone, "number", "+31 6 12345678");
  g_assert_cmpstr (vb_entity_get (phone, "type"), ==, "sms");
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_close (&f);
}

static const char *
find_banner (VbEditWindow *window)
{
  GtkWidget *banner = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window),
                                                                 VB_TYPE_EDIT_WINDOW, "banner"));
  GObject *label = gtk_widget_get_template_child (GTK_WIDGET (window), VB_TYPE_EDIT_WINDOW,
                                                  "banner_label");

  return gtk_widget_get_visible (banner) ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

static void
press_banner (VbEditWindow *window)
{
  g_signal_emit_by_name (gtk_widget_get_template_child (GTK_WIDGET (window), VB_TYPE_EDIT_WINDOW,
                                                        "banner_button"), "clicked");
  edit_fixture_wait (is_ready, window);
  edit_fixture_settle (200);
}

static gboolean
names_the_organization (gpointer data)
{
  VbEditWindow *window = data;
  g_autoptr(GtkWidget) control = NULL;
  g_autofree char *label = NULL;

  g_object_get (find_field (window, vb_edit_window_get_entity (window), "organization_id"),
                "control", &control, NULL);
  label = dup_label (control);
  return strstr (label, "Welzijn Waardermonde") != NULL;
}

/* A draft names what was chosen, and throwing it away can be taken back. */
static void
test_draft_is_thrown_away_and_taken_back (void)
{
  Fixture f;
  g_autofree char *organization = NULL;
  VbEditWindow *window;

  edit_fixture_open (&f);
  organization = fixture_text (&f, "SELECT id FROM organization WHERE name = 'Welzijn "
                                   "Waardermonde'");
  window = open_window (&f, VB_TABLE_SERVICE, NULL);
  type (window, "name", "Kaartclub");
  vb_entity_set (vb_edit_window_get_entity (window), "organization_id", organization);
  vb_edit_window_put_away (window);
  edit_fixture_settle (200);

  window = open_window (&f, VB_TABLE_SERVICE, NULL);
  edit_fixture_wait (names_the_organization, window);
  g_assert_nonnull (find_banner (window));
  press_banner (window);
  g_assert_false (vb_edit_window_has_changes (window));
  g_assert_cmpstr (find_banner (window), ==, "What you typed last time was thrown away.");
  press_banner (window);
  g_assert_cmpstr (vb_entity_get (vb_edit_window_get_entity (window), "name"), ==, "Kaartclub");
  edit_fixture_wait (names_the_organization, window);
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_close (&f);
}

static void
test_conflict_keeps_both_values (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *query = NULL;
  g_autofree char *alert = NULL;
  const char *theirs;
  VbEditWindow *window;

  edit_fixture_open (&f);
  id = pick_service (&f);
  window = open_window (&f, VB_TABLE_SERVICE, id);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  sql = g_strdup_printf ("UPDATE service SET alert = 'Van hen' WHERE id = '%s'", id);
  fixture_exec (&f, sql);
  type (window, "alert", "Van mij");
  save (window);
  edit_fixture_settle (400);

  g_assert_nonnull (window);
  g_assert_true (vb_entity_has_conflict (vb_edit_window_get_entity (window), "alert", &theirs));
  g_assert_cmpstr (theirs, ==, "Van hen");
  g_assert_cmpstr (vb_entity_get (vb_edit_window_get_entity (window), "alert"), ==, "Van mij");
  edit_fixture_snap (GTK_WIDGET (window), "conflict");
  /* A choice has to be made first. */
  save (window);
  edit_fixture_settle (200);
  g_assert_nonnull (window);
  vb_entity_settle (vb_edit_window_get_entity (window), "alert", TRUE);
  save (window);
  wait_gone (&window);
  query = g_strdup_printf ("SELECT alert FROM service WHERE id = '%s'", id);
  alert = fixture_text (&f, query);
  g_assert_cmpstr (alert, ==, "Van mij");
  fixture_close (&f);
}

static void
test_draft_survives (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  VbEditWindow *window;

  edit_fixture_open (&f);
  id = pick_service (&f);
  window = open_window (&f, VB_TABLE_SERVICE, id);
  type (window, "alert", "Nog niet af");
  vb_entity_set (vb_entity_add_child (vb_edit_window_get_entity (window), VB_TABLE_PHONE), "number",
                 "030 1234567");
  /* As if the program stopped: no goodbye. */
  edit_fixture_settle (1300);
  gtk_window_destroy (GTK_WINDOW (window));
  edit_fixture_settle (50);

  window = open_window (&f, VB_TABLE_SERVICE, id);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_assert_true (vb_edit_window_has_changes (window));
  g_assert_cmpstr (vb_entity_get (vb_edit_window_get_entity (window), "alert"), ==, "Nog niet af");
  edit_fixture_snap (GTK_WIDGET (window), "draft");
  save (window);
  wait_gone (&window);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM phone WHERE number = '030 1234567'"), ==,
                   1);
  edit_fixture_settle (100);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM setting WHERE name LIKE 'draft/%'"), ==,
                   0);
  fixture_close (&f);
}

static gboolean
fits_dialog (GListModel *windows,
             guint      *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      *position = i;
      if (ADW_IS_MESSAGE_DIALOG (window))
        return TRUE;
    }
  return FALSE;
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint position = 0;
  AdwMessageDialog *dialog;

  g_assert_true (fits_dialog (windows, &position));
  dialog = g_list_model_get_item (windows, position);
  g_object_unref (dialog);
  return dialog;
}

static void
test_leaving_asks (void)
{
  Fixture f;
  VbEditWindow *window;

  edit_fixture_open (&f);
  window = open_window (&f, VB_TABLE_ORGANIZATION, NULL);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  type (window, "name", "Nieuwe buren");
  gtk_window_close (GTK_WINDOW (window));
  edit_fixture_settle (50);
  g_assert_nonnull (window);
  adw_message_dialog_response (find_dialog (), "keep");
  edit_fixture_settle (50);
  g_assert_nonnull (window);
  gtk_window_close (GTK_WINDOW (window));
  edit_fixture_settle (50);
  adw_message_dialog_response (find_dialog (), "save");
  wait_gone (&window);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM organization WHERE name = 'Nieuwe "
                                    "buren'"),
                   ==, 1);
  fixture_close (&f);
}

static void
test_deleting_asks_and_can_be_undone (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;
  gint64 before;
  VbEditWindow *window;

  edit_fixture_open (&f);
  id = pick_service (&f);
  before = fixture_int (&f, "SELECT count(*) FROM service");
  window = open_window (&f, VB_TABLE_SERVICE, id);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_connect (window, "finished", G_CALLBACK (finished_cb), &undo);
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.delete", NULL);
  edit_fixture_settle (50);
  adw_message_dialog_response (find_dialog (), "delete");
  wait_gone (&window);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service"), ==, before - 1);
  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service"), ==, before);
  fixture_close (&f);
}

static void
test_correction_goes_back_to_the_source (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *query = NULL;
  VbEditWindow *window;
  VbField *field;

  edit_fixture_open (&f);
  id = pick_service (&f);
  query = g_strdup_printf ("SELECT name FROM service WHERE id = '%s'", id);
  name = fixture_text (&f, query);
  window = open_window (&f, VB_TABLE_SERVICE, id);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  type (window, "name", "Anders");
  save (window);
  wait_gone (&window);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 1);

  window = open_window (&f, VB_TABLE_SERVICE, id);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  field = find_field (window, vb_edit_window_get_entity (window), "name");
  edit_fixture_snap (GTK_WIDGET (window), "correction");
  g_assert_cmpstr (vb_entity_get_correction (vb_field_get_entity (field), "name")->source_value, ==,
                   name);
  vb_entity_set (vb_field_get_entity (field), "name", name);
  save (window);
  wait_gone (&window);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 0);
  fixture_close (&f);
}

static void
check_rhythm (const char *freq,
              const char *interval,
              const char *byday,
              VbRhythmKind kind)
{
  g_autoptr(VbEntity) schedule = vb_entity_new (VB_TABLE_SCHEDULE);
  VbRhythm rhythm;

  vb_entity_set (schedule, "freq", freq);
  vb_entity_set (schedule, "interval", interval);
  vb_entity_set (schedule, "byday", byday);
  vb_entity_set (schedule, "opens_at", "09:00:00");
  rhythm = vb_rhythm_read (schedule);
  g_assert_cmpint (rhythm.kind, ==, kind);
  /* Writing what was read changes nothing. */
  vb_rhythm_write (&rhythm, schedule);
  g_assert_cmpstr (vb_entity_get (schedule, "freq"), ==, freq);
  g_assert_cmpstr (vb_entity_get (schedule, "interval"), ==, interval);
  g_assert_cmpstr (vb_entity_get (schedule, "byday"), ==, byday);
}

static void
test_rhythms (void)
{
  g_autoptr(VbEntity) closure = vb_entity_new (VB_TABLE_SCHEDULE);
  VbRhythm closed = { VB_RHYTHM_CLOSED, 0, 0, 1 };

  check_rhythm ("WEEKLY", "1", "MO,TU", VB_RHYTHM_WEEKLY);
  check_rhythm ("WEEKLY", NULL, "SU", VB_RHYTHM_WEEKLY);
  check_rhythm ("WEEKLY", "2", "WE", VB_RHYTHM_EVERY_WEEKS);
  check_rhythm ("MONTHLY", "1", "1TU,3TU", VB_RHYTHM_MONTHLY);
  check_rhythm ("MONTHLY", NULL, "-1FR", VB_RHYTHM_MONTHLY);
  check_rhythm ("MONTHLY", "1", "1TU,2WE", VB_RHYTHM_OTHER);
  check_rhythm ("MONTHLY", "2", "1TU", VB_RHYTHM_OTHER);
  check_rhythm ("YEARLY", "1", "MO", VB_RHYTHM_OTHER);
  check_rhythm ("WEEKLY", "1", "XX", VB_RHYTHM_OTHER);

  vb_entity_set (closure, "valid_from", "2026-12-24");
  vb_entity_set (closure, "opens_at", "09:00:00");
  vb_rhythm_write (&closed, closure);
  g_assert_null (vb_entity_get (closure, "opens_at"));
  g_assert_cmpint (vb_rhythm_read (closure).kind, ==, VB_RHYTHM_CLOSED);
}

static void
test_area_codes (void)
{
  g_assert_true (vb_area_is_code ("GM0344"));
  g_assert_true (vb_area_is_code ("wk034410"));
  g_assert_true (vb_area_is_code ("BU03441001"));
  g_assert_false (vb_area_is_code ("GM034"));
  g_assert_false (vb_area_is_code ("WK0344101"));
  g_assert_false (vb_area_is_code ("BU0344100\n"));
  g_assert_false (vb_area_is_code ("Utrecht"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* As in app-fixture.h. */
  if (gtk_get_minor_version () >= 14)
    g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  gtk_init ();
  adw_init ();
  if (g_getenv ("SCREENSHOTS") != NULL)
    {
      g_autoptr(GtkCssProvider) css = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (css, "/nl/verbinder/Verbinder/style.css");
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (css),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }
  g_test_add_func ("/edit/rhythms", test_rhythms);
  g_test_add_func ("/edit/area-codes", test_area_codes);
  g_test_add_data_func ("/edit/service-form-lives-and-dies", GUINT_TO_POINTER (VB_TABLE_SERVICE),
                        test_form_lives_and_dies);
  g_test_add_data_func ("/edit/organization-form-lives-and-dies",
                        GUINT_TO_POINTER (VB_TABLE_ORGANIZATION), test_form_lives_and_dies);
  g_test_add_func ("/edit/new-service-is-saved-and-undone", test_new_service_is_saved_and_undone);
  g_test_add_func ("/edit/errors-stand-beside-the-field", test_errors_stand_beside_the_field);
  g_test_add_func ("/edit/more-than-one-address", test_more_than_one_address);
  g_test_add_func ("/edit/every-week-needs-a-day", test_every_week_needs_a_day);
  g_test_add_func ("/edit/times-and-dates-as-people-write-them",
                   test_times_and_dates_as_people_write_them);
  g_test_add_func ("/edit/phone-numbers", test_phone_numbers);
  g_test_add_func ("/edit/draft-is-thrown-away-and-taken-back",
                   test_draft_is_thrown_away_and_taken_back);
  g_test_add_func ("/edit/conflict-keeps-both-values", test_conflict_keeps_both_values);
  g_test_add_func ("/edit/draft-survives", test_draft_survives);
  g_test_add_func ("/edit/leaving-asks", test_leaving_asks);
  g_test_add_func ("/edit/deleting-asks-and-can-be-undone", test_deleting_asks_and_can_be_undone);
  g_test_add_func ("/edit/correction-goes-back-to-the-source",
                   test_correction_goes_back_to_the_source);
  return g_test_run ();
}
