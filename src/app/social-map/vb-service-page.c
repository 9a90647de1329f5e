/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-service-page.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-badge.h"
#include "app/social-map/vb-contact-line.h"
#include "app/social-map/vb-decision-row.h"
#include "app/social-map/vb-fact-group.h"
#include "app/social-map/vb-function-row.h"
#include "app/social-map/vb-map-filter.h"
#include "app/social-map/vb-note-section.h"
#include "app/social-map/vb-page-focus.h"
#include "app/social-map/vb-place-facts.h"
#include "app/social-map/vb-report-button.h"
#include "app/social-map/vb-tags.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"
#include "core/store/vb-sources.h"

struct _VbServicePage
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkLabel *name_label;
  GtkWidget *organization_button;
  GtkWidget *refer_button;
  GtkLabel *organization_label;
  GtkLabel *other_names_label;
  GtkWidget *alert_box;
  GtkLabel *alert_label;
  GtkLabel *description_label;
  GtkBox *badges;
  VbFactGroup *people;
  VbFactGroup *hours;
  VbFactGroup *places;
  VbFactGroup *audience;
  VbFactGroup *terms;
  VbFactGroup *themes;
  VbNoteSection *notes;
  VbFactGroup *decisions;
  VbFactGroup *trust;
  AdwSplitButton *checked_button;
  VbReportButton *report;

  VbEntity *service;
  GtkWidget *reported_badge; /* (nullable), borrowed */
};

G_DEFINE_FINAL_TYPE (VbServicePage, vb_service_page, GTK_TYPE_WIDGET)

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* ------------------------------------------------------------------ at a glance */

static void
add_badge (VbServicePage *self,
           const char    *icon_name,
           const char    *text)
{
  gtk_box_append (self->badges, vb_badge_new (icon_name, text));
}

static gboolean
is_free (VbEntity *service)
{
  GListModel *costs = vb_entity_get_children (service, VB_TABLE_COST_OPTION);
  guint n = g_list_model_get_n_items (costs);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VbEntity) cost = g_list_model_get_item (costs, i);
      g_autofree char *words = vb_words_cost (cost);
      const char *amount = vb_entity_get (cost, "amount");

      if (g_strcmp0 (words, _("Free")) != 0 &&
          (amount == NULL || g_ascii_strtod (amount, NULL) != 0))
        return FALSE;
    }
  return n > 0;
}

static void
show_badges (VbServicePage *self)
{
  static const char *const access[] = { "walk-in", "no-indication", "wheelchair", "low-literacy" };
  static const char *const icons[] = { "vb-door-symbolic", "object-select-symbolic",
                                       "vb-access-symbolic",
                                       "vb-plain-symbolic" };
  g_autofree char *open = NULL;
  g_autofree char *checked = NULL;
  g_autofree char *checked_at = vb_entity_dup_checked_at (self->service);
  g_autofree char *today = vb_time_today ();
  GtkWidget *child;
  gboolean is_open;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->badges))) != NULL)
    gtk_box_remove (self->badges, child);
  self->reported_badge = NULL;
  open = vb_words_open_now (self->service, &is_open);
  if (open != NULL)
    add_badge (self, "vb-clock-symbolic", open);
  if (is_free (self->service))
    add_badge (self, "vb-coin-symbolic", _("Free"));
  for (gsize i = 0; i < G_N_ELEMENTS (access); i++)
    if (vb_tags_has (self->service, "verbinder-access", access[i]))
      {
        g_autofree char *words = vb_facet_value_words (VB_FACET_ACCESS, access[i], NULL);

        add_badge (self, icons[i], words);
      }
  checked = vb_words_checked (checked_at);
  add_badge (self, vb_checked_is_stale (checked_at, today) ? "dialog-warning-symbolic"
                                                          : "object-select-symbolic", checked);
}

/* ------------------------------------------------------------------ who */

static void
add_phones (VbFactGroup *group,
            VbEntity    *parent,
            const char  *title)
{
  GListModel *phones = vb_entity_get_children (parent, VB_TABLE_PHONE);

  for (guint i = 0; i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);
      const char *number = vb_entity_get (phone, "number");
      GtkWidget *row;

      if (number == NULL)
        continue;
      row = vb_fact_row_new (NULL, title, NULL);
      vb_fact_row_add (VB_FACT_ROW (row),
                       vb_contact_line_new (VB_CONTACT_PHONE, number,
                                            vb_entity_get (phone, "description")));
      vb_fact_row_set_source (VB_FACT_ROW (row), phone, "number");
      vb_fact_group_append (group, row);
    }
}

static void
add_address (VbFactGroup   *group,
             VbEntity      *entity,
             const char    *column,
             VbContactKind  kind,
             const char    *title)
{
  const char *address = vb_entity_get (entity, column);
  GtkWidget *row;

  if (address == NULL)
    return;
  row = vb_fact_row_new (NULL, title, NULL);
  vb_fact_row_add (VB_FACT_ROW (row), vb_contact_line_new (kind, address, NULL));
  vb_fact_row_set_source (VB_FACT_ROW (row), entity, column);
  vb_fact_group_append (group, row);
}

static void
add_functions (VbFactGroup *group,
               VbEntity    *parent,
               GHashTable  *seen)
{
  GListModel *contacts = vb_entity_get_children (parent, VB_TABLE_CONTACT);

  for (guint i = 0; i < g_list_model_get_n_items (contacts); i++)
    {
      g_autoptr(VbEntity) contact = g_list_model_get_item (contacts, i);

      if (g_hash_table_add (seen, (gpointer) vb_entity_get_id (contact)))
        vb_fact_group_append (group, vb_function_row_new (contact));
    }
}

/* Whether one can call or write to somebody under @parent. */
static gboolean
can_be_reached (VbEntity *parent)
{
  GListModel *contacts = vb_entity_get_children (parent, VB_TABLE_CONTACT);
  GListModel *phones = vb_entity_get_children (parent, VB_TABLE_PHONE);

  for (guint i = 0; i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);

      if (vb_entity_get (phone, "number") != NULL)
        return TRUE;
    }
  if (vb_schema_find_column (vb_entity_get_table (parent), "email") >= 0
      && vb_entity_get (parent, "email") != NULL)
    return TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (contacts); i++)
    {
      g_autoptr(VbEntity) contact = g_list_model_get_item (contacts, i);

      if (can_be_reached (contact))
        return TRUE;
    }
  return FALSE;
}

static gboolean
service_can_be_reached (VbEntity *service)
{
  GListModel *places = vb_entity_get_children (service, VB_TABLE_SERVICE_AT_LOCATION);

  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(VbEntity) place = g_list_model_get_item (places, i);

      if (can_be_reached (place))
        return TRUE;
    }
  return can_be_reached (service);
}

/* First who is asked about this service, then the numbers of the service, then, when there is
 * no way to reach anybody, the front door of the organization. */
static void
show_people (VbServicePage *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  VbEntity *organization = vb_entity_get_reference (self->service, "organization_id");
  GListModel *places = vb_entity_get_children (self->service, VB_TABLE_SERVICE_AT_LOCATION);

  vb_fact_group_clear (self->people);
  add_functions (self->people, self->service, seen);
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(VbEntity) place = g_list_model_get_item (places, i);

      add_functions (self->people, place, seen);
      add_phones (self->people, place, _("Phone on Site"));
    }
  add_phones (self->people, self->service, _("Phone"));
  if (organization != NULL && !service_can_be_reached (self->service))
    {
      if (vb_fact_group_get_n (self->people) == 0)
        add_functions (self->people, organization, seen);
      add_phones (self->people, organization, _("Phone of the Organisation"));
      add_address (self->people, organization, "email", VB_CONTACT_MAIL,
                   _("Mail of the Organisation"));
    }
  add_address (self->people, self->service, "email", VB_CONTACT_MAIL, _("Mail"));
  add_address (self->people, self->service, "url", VB_CONTACT_WEB, _("Website"));
}

/* ------------------------------------------------------------------ for whom, costs, about */

static void
show_audience (VbServicePage *self)
{
  g_autofree char *ages = vb_words_ages (self->service);
  g_autofree char *groups = vb_tags_words (self->service, "verbinder-audience");
  g_autofree char *areas = vb_place_dup_areas (self->service);
  g_autofree char *languages = vb_place_dup_languages (self->service);

  vb_fact_group_clear (self->audience);
  vb_fact_group_add (self->audience, NULL, _("Groups"), groups, self->service, NULL);
  vb_fact_group_add_column (self->audience, NULL, _("For Whom"), self->service,
                            "eligibility_description");
  vb_fact_group_add (self->audience, NULL, _("Age"), ages, self->service, "minimum_age");
  vb_fact_group_add (self->audience, NULL, _("Area"), areas, self->service, NULL);
  vb_fact_group_add (self->audience, NULL, _("Languages"), languages, self->service, NULL);
  vb_fact_group_add_column (self->audience, NULL, _("Interpreter"), self->service,
                            "interpretation_services");
}

static void
add_costs (VbServicePage *self)
{
  GListModel *costs = vb_entity_get_children (self->service, VB_TABLE_COST_OPTION);

  for (guint i = 0; i < g_list_model_get_n_items (costs); i++)
    {
      g_autoptr(VbEntity) cost = g_list_model_get_item (costs, i);
      g_autofree char *words = vb_words_cost (cost);

      vb_fact_group_add (self->terms, NULL, _("Costs"), words, cost, "amount");
    }
  vb_fact_group_add_column (self->terms, NULL, _("About the Costs"), self->service,
                            "fees_description");
}

static void
add_documents (VbServicePage *self)
{
  GListModel *documents = vb_entity_get_children (self->service, VB_TABLE_REQUIRED_DOCUMENT);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr(VbEntity) document = g_list_model_get_item (documents, i);

      vb_fact_group_add_column (self->terms, NULL, _("Bring Along"), document, "document");
    }
}

static void
add_capacity (VbServicePage *self)
{
  GListModel *list = vb_entity_get_children (self->service, VB_TABLE_SERVICE_CAPACITY);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) capacity = g_list_model_get_item (list, i);
      const char *available = vb_entity_get (capacity, "available");
      const char *maximum = vb_entity_get (capacity, "maximum");
      g_autofree char *date = vb_words_date (vb_entity_get (capacity, "updated"));
      g_autofree char *words = NULL;
      g_autofree char *as_of = NULL;
      VbFactRow *row;

      if (available == NULL)
        continue;
      words = maximum == NULL ? g_strdup (available)
                              /* Translators: free places, then places in all: 3 of 12 */
                              : g_strdup_printf (_("%s of %s"), available, maximum);
      row = vb_fact_group_add (self->terms, NULL, _("Free Places"), words, capacity, "available");
      if (date != NULL)
        /* Translators: a date */
        as_of = g_strdup_printf (_("Reported %s"), date);
      vb_fact_row_set_detail (row, as_of);
    }
}

static void
show_terms (VbServicePage *self)
{
  vb_fact_group_clear (self->terms);
  add_costs (self);
  vb_fact_group_add_column (self->terms, NULL, _("How to Apply"), self->service,
                            "application_process");
  add_documents (self);
  vb_fact_group_add_column (self->terms, NULL, _("Waiting Time"), self->service, "wait_time");
  add_capacity (self);
}

static void
show_themes (VbServicePage *self)
{
  static const struct
  {
    const char *taxonomy;
    const char *title;
  } taxonomies[] = {
    { "verbinder-need", N_("Needs") },
    { "verbinder-domain", N_("Life Domains") },
    { "verbinder-health", N_("Positive Health") },
    { "verbinder-kind", N_("Offered By") },
    { "verbinder-access", N_("Access") },
    { NULL, N_("Other Labels") },
  };

  vb_fact_group_clear (self->themes);
  for (gsize i = 0; i < G_N_ELEMENTS (taxonomies); i++)
    {
      g_autofree char *words = vb_tags_words (self->service, taxonomies[i].taxonomy);

      vb_fact_group_add (self->themes, NULL, _(taxonomies[i].title), words, self->service, NULL);
    }
}

/* ------------------------------------------------------------------ trust */

/* The latest check: when, how and by whom. */
static void
add_check (VbServicePage *self)
{
  g_autofree char *checked_at = vb_entity_dup_checked_at (self->service);
  g_autofree char *today = vb_time_today ();
  g_autofree char *words = vb_words_checked (checked_at);
  GListModel *checks = vb_entity_get_children (self->service, VB_TABLE_VERIFICATION);
  g_autoptr(VbEntity) latest = NULL;
  g_autofree char *detail = NULL;
  VbFactRow *row;

  for (guint i = 0; i < g_list_model_get_n_items (checks); i++)
    {
      g_autoptr(VbEntity) check = g_list_model_get_item (checks, i);

      if (latest == NULL || g_strcmp0 (vb_entity_get (check, "checked_at"),
                                       vb_entity_get (latest, "checked_at")) > 0)
        g_set_object (&latest, check);
    }
  row = vb_fact_group_add (self->trust,
                           vb_checked_is_stale (checked_at, today) ? "dialog-warning-symbolic"
                                                                   : "object-select-symbolic",
                           NULL, words, NULL, NULL);
  if (latest != NULL && vb_entity_get (latest, "checked_by") != NULL)
    detail = g_strdup_printf ("%s, %s", vb_entity_get (latest, "checked_by"),
                              vb_words_method (vb_entity_get (latest, "method")));
  vb_fact_row_set_detail (row, detail);
}

static void
show_trust (VbServicePage *self)
{
  vb_fact_group_clear (self->trust);
  add_check (self);
  vb_fact_group_add_column (self->trust, NULL, _("Quality Marks"), self->service,
                            "accreditations");
}

void
vb_service_page_show_sources (VbServicePage *self,
                              GPtrArray     *sources)
{
  const char *id;

  g_return_if_fail (VB_IS_SERVICE_PAGE (self));

  if (self->service == NULL)
    return;
  id = vb_entity_get_source_id (self->service);
  if (id == NULL)
    {
      vb_fact_group_add (self->trust, NULL, _("Source"), _("Made here"), NULL, NULL);
      return;
    }
  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      VbSource *source = sources->pdata[i];
      g_autofree char *date = NULL;
      g_autofree char *detail = NULL;
      VbFactRow *row;

      if (g_strcmp0 (source->id, id) != 0)
        continue;
      date = vb_words_moment (source->last_imported_at);
      /* Translators: a date */
      detail = g_strdup_printf (_("Brought in %s"), date);
      row = vb_fact_group_add (self->trust, NULL, _("Source"), source->name, NULL, NULL);
      vb_fact_row_set_detail (row, detail);
    }
}

void
vb_service_page_show_withdrawn (VbServicePage *self,
                                const char    *name,
                                gint64         at)
{
  g_autofree char *date = vb_words_moment (at);
  g_autofree char *text = NULL;

  g_return_if_fail (VB_IS_SERVICE_PAGE (self));

  /* Translators: an organisation, and a date */
  text = g_strdup_printf (_("Withdrawn by %s, %s. What you noted about it stays."), name, date);
  gtk_label_set_text (self->alert_label, text);
  gtk_widget_set_visible (self->alert_box, TRUE);
}

void
vb_service_page_show_decisions (VbServicePage *self,
                                GPtrArray     *reports,
                                GPtrArray     *conflicts)
{
  VbFactGroup *const marked[] = { self->people, self->hours,  self->places, self->audience,
                                  self->terms,  self->themes, self->trust };

  g_return_if_fail (VB_IS_SERVICE_PAGE (self));

  vb_fact_group_clear (self->decisions);
  for (gsize i = 0; i < G_N_ELEMENTS (marked); i++)
    vb_fact_group_mark (marked[i], reports);
  if (self->reported_badge != NULL)
    gtk_box_remove (self->badges, self->reported_badge);
  self->reported_badge = NULL;
  if (reports->len > 0)
    {
      g_autofree char *words =
        g_strdup_printf (ngettext ("%u report to decide", "%u reports to decide", reports->len),
                         reports->len);

      self->reported_badge = vb_badge_new ("vb-flag-symbolic", words);
      gtk_box_append (self->badges, self->reported_badge);
    }
  for (guint i = 0; i < reports->len; i++)
    vb_fact_group_append (self->decisions, vb_decision_row_new_report (reports->pdata[i], FALSE));
  for (guint i = 0; i < conflicts->len; i++)
    vb_fact_group_append (self->decisions,
                          vb_decision_row_new_conflict (conflicts->pdata[i], FALSE));
}

/* ------------------------------------------------------------------ the page */

static void
show_head (VbServicePage *self)
{
  VbEntity *organization = vb_entity_get_reference (self->service, "organization_id");
  const char *name = vb_entity_get (self->service, "name");
  const char *status = vb_words_status (vb_entity_get (self->service, "status"));
  const char *alert = vb_entity_get (self->service, "alert");
  const char *other_name = vb_entity_get (self->service, "alternate_name");
  g_autofree char *also = NULL;
  g_autofree char *notice = NULL;

  gtk_label_set_text (self->name_label, name != NULL ? name : _("Without a name"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->refer_button), "s",
                                    vb_entity_get_id (self->service));
  gtk_widget_set_visible (self->organization_button, organization != NULL);
  if (organization != NULL)
    {
      gtk_label_set_text (self->organization_label, vb_entity_get_name (organization));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->organization_button), "s",
                                        vb_entity_get_id (organization));
    }
  /* Translators: other names of a service */
  also = other_name == NULL ? NULL : g_strdup_printf (_("Also called: %s"), other_name);
  show_text (self->other_names_label, also);
  show_text (self->description_label, vb_entity_get (self->service, "description"));
  if (status != NULL && alert != NULL)
    notice = g_strdup_printf ("%s. %s", status, alert);
  gtk_label_set_text (self->alert_label, notice != NULL ? notice
                                         : status != NULL ? status
                                         : alert != NULL ? alert : "");
  gtk_widget_set_visible (self->alert_box, status != NULL || alert != NULL);
}

void
vb_service_page_show (VbServicePage *self,
                      VbStore       *store,
                      VbEntity      *service)
{
  VbPageFocus *focus;

  g_return_if_fail (VB_IS_SERVICE_PAGE (self));

  g_set_object (&self->service, service);
  if (service == NULL)
    {
      VbFactGroup *const groups[] = { self->people, self->hours,  self->places,    self->audience,
                                      self->terms,  self->themes, self->decisions, self->trust };

      for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
        vb_fact_group_clear (groups[i]);
      gtk_label_set_text (self->name_label, "");
      gtk_label_set_text (self->description_label, "");
      vb_note_section_show (self->notes, NULL, VB_TABLE_SERVICE, NULL);
      return;
    }
  focus = vb_page_focus_keep (GTK_WIDGET (self), self->scrolled);
  show_head (self);
  show_badges (self);
  show_people (self);
  vb_place_show_hours (self->hours, service);
  vb_place_show_places (self->places, service);
  show_audience (self);
  show_terms (self);
  show_themes (self);
  show_trust (self);
  vb_report_button_set_target (self->report, service, NULL, vb_entity_get_name (service));
  vb_note_section_show (self->notes, store, VB_TABLE_SERVICE, vb_entity_get_id (service));
  vb_page_focus_restore (focus);
}

void
vb_service_page_point_at (VbServicePage *self,
                          const char    *contact_id)
{
  g_return_if_fail (VB_IS_SERVICE_PAGE (self));

  vb_fact_group_point_at (self->people, contact_id);
}

gboolean
vb_service_page_is_busy (VbServicePage *self)
{
  g_return_val_if_fail (VB_IS_SERVICE_PAGE (self), FALSE);

  return vb_report_button_is_open (self->report) || vb_fact_group_is_busy (self->people) ||
         vb_fact_group_is_busy (self->hours) || vb_fact_group_is_busy (self->places) ||
         vb_fact_group_is_busy (self->audience) || vb_fact_group_is_busy (self->terms) ||
         vb_fact_group_is_busy (self->themes);
}

GtkAdjustment *
vb_service_page_get_position (VbServicePage *self)
{
  g_return_val_if_fail (VB_IS_SERVICE_PAGE (self), NULL);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}

static void
append_functions (GString  *text,
                  VbEntity *parent)
{
  GListModel *contacts = vb_entity_get_children (parent, VB_TABLE_CONTACT);
  GListModel *phones = vb_entity_get_children (parent, VB_TABLE_PHONE);

  for (guint i = 0; i < g_list_model_get_n_items (contacts); i++)
    {
      g_autoptr(VbEntity) contact = g_list_model_get_item (contacts, i);
      g_autofree char *words = vb_function_dup_text (contact);

      g_string_append_printf (text, "\n\n%s", words);
    }
  for (guint i = 0; i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);

      if (vb_entity_get (phone, "number") != NULL)
        g_string_append_printf (text, "\n%s", vb_entity_get (phone, "number"));
    }
}

char *
vb_service_dup_contact_text (VbEntity *service)
{
  VbEntity *organization = vb_entity_get_reference (service, "organization_id");
  g_autoptr(GString) text = g_string_new (vb_entity_get_name (service));
  g_autofree char *places = vb_place_dup_text (service);

  if (organization != NULL)
    g_string_append_printf (text, "\n%s", vb_entity_get_name (organization));
  if (places != NULL)
    g_string_append_printf (text, "\n%s", places);
  append_functions (text, service);
  if (vb_entity_get (service, "email") != NULL)
    g_string_append_printf (text, "\n%s", vb_entity_get (service, "email"));
  if (vb_entity_get (service, "url") != NULL)
    g_string_append_printf (text, "\n%s", vb_entity_get (service, "url"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ------------------------------------------------------------------ object */

static void
vb_service_page_dispose (GObject *object)
{
  VbServicePage *self = VB_SERVICE_PAGE (object);

  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_SERVICE_PAGE);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (vb_service_page_parent_class)->dispose (object);
}

static void
vb_service_page_class_init (VbServicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_service_page_dispose;

  g_type_ensure (VB_TYPE_FACT_GROUP);
  g_type_ensure (VB_TYPE_NOTE_SECTION);
  g_type_ensure (VB_TYPE_REPORT_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-service-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, organization_button);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, refer_button);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, organization_label);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, other_names_label);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, alert_box);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, alert_label);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, description_label);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, badges);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, people);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, hours);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, places);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, audience);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, terms);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, themes);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, notes);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, decisions);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, trust);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, checked_button);
  gtk_widget_class_bind_template_child (widget_class, VbServicePage, report);
}

static void
vb_service_page_init (VbServicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_report_button_set_label (self->report, _("Something Is Wrong"));
  vb_accessible_set_dropdown_label (self->checked_button, _("Checked in another way"));
  vb_wrap_button_wrap (GTK_BUTTON (gtk_widget_get_first_child (GTK_WIDGET (self->checked_button))));
}

void
vb_service_page_report (VbServicePage *self)
{
  g_return_if_fail (VB_IS_SERVICE_PAGE (self));

  vb_report_button_open (self->report);
}
