/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-organization-page.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-contact-line.h"
#include "app/social-map/vb-decision-row.h"
#include "app/social-map/vb-fact-group.h"
#include "app/social-map/vb-function-row.h"
#include "app/social-map/vb-note-section.h"
#include "app/social-map/vb-page-focus.h"
#include "app/social-map/vb-place-facts.h"
#include "app/social-map/vb-report-button.h"
#include "app/vb-words.h"
#include "app/widgets/vb-template.h"

struct _VbOrganizationPage
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkLabel *name_label;
  GtkLabel *other_names_label;
  GtkLabel *description_label;
  VbFactGroup *reach;
  GtkWidget *services_group;
  GtkListBox *services;
  VbFactGroup *people;
  VbFactGroup *places;
  VbFactGroup *more;
  VbFactGroup *decisions;
  VbNoteSection *notes;
  VbReportButton *report;
};

G_DEFINE_FINAL_TYPE (VbOrganizationPage, vb_organization_page, GTK_TYPE_WIDGET)

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
add_address (VbFactGroup   *group,
             VbEntity      *entity,
             const char    *column,
             VbContactKind  kind,
             const char    *title,
             const char    *detail)
{
  const char *address = vb_entity_get (entity, column);
  GtkWidget *row;

  if (address == NULL)
    return;
  row = vb_fact_row_new (NULL, title, NULL);
  vb_fact_row_add (VB_FACT_ROW (row), vb_contact_line_new (kind, address, detail));
  vb_fact_row_set_source (VB_FACT_ROW (row), entity, column);
  vb_fact_group_append (group, row);
}

static void
show_reach (VbOrganizationPage *self,
            VbEntity           *organization)
{
  GListModel *phones = vb_entity_get_children (organization, VB_TABLE_PHONE);

  vb_fact_group_clear (self->reach);
  for (guint i = 0; i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);

      add_address (self->reach, phone, "number", VB_CONTACT_PHONE, _("Phone"),
                   vb_entity_get (phone, "description"));
    }
  add_address (self->reach, organization, "email", VB_CONTACT_MAIL, _("Mail"), NULL);
  add_address (self->reach, organization, "website", VB_CONTACT_WEB, _("Website"), NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (vb_entity_get_name (*(VbEntity **) a),
                         vb_entity_get_name (*(VbEntity **) b));
}

static void
add_service (VbOrganizationPage *self,
             VbEntity           *service)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), vb_entity_get_name (service));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               vb_words_status (vb_entity_get (service, "status")));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", vb_entity_get_id (service));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-service");
  gtk_list_box_append (self->services, row);
}

static void
clear_services (VbOrganizationPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->services))) != NULL)
    gtk_list_box_remove (self->services, row);
  gtk_widget_set_visible (self->services_group, FALSE);
}

static void
show_services (VbOrganizationPage *self,
               VbEntity           *organization)
{
  GListModel *list = vb_entity_get_children (organization, VB_TABLE_SERVICE);
  g_autoptr(GPtrArray) services = g_ptr_array_new_with_free_func (g_object_unref);

  clear_services (self);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (services, g_list_model_get_item (list, i));
  g_ptr_array_sort (services, compare_names);
  for (guint i = 0; i < services->len; i++)
    add_service (self, services->pdata[i]);
  gtk_widget_set_visible (self->services_group, services->len > 0);
}

static void
show_people (VbOrganizationPage *self,
             VbEntity           *organization)
{
  GListModel *list = vb_entity_get_children (organization, VB_TABLE_CONTACT);

  vb_fact_group_clear (self->people);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) contact = g_list_model_get_item (list, i);

      vb_fact_group_append (self->people, vb_function_row_new (contact));
    }
}

static void
show_places (VbOrganizationPage *self,
             VbEntity           *organization)
{
  GListModel *list = vb_entity_get_children (organization, VB_TABLE_LOCATION);

  vb_fact_group_clear (self->places);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) location = g_list_model_get_item (list, i);

      vb_place_add_location (self->places, location, NULL);
    }
}

static void
show_more (VbOrganizationPage *self,
           VbEntity           *organization)
{
  GListModel *list = vb_entity_get_children (organization, VB_TABLE_ORGANIZATION_IDENTIFIER);
  VbEntity *parent = vb_entity_get_reference (organization, "parent_organization_id");

  vb_fact_group_clear (self->more);
  if (parent != NULL)
    vb_fact_group_add (self->more, NULL, _("Part Of"), vb_entity_get_name (parent), organization,
                       "parent_organization_id");
  vb_fact_group_add_column (self->more, NULL, _("Legal Form"), organization, "legal_status");
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) identifier = g_list_model_get_item (list, i);
      const char *type = vb_entity_get (identifier, "identifier_type");

      vb_fact_group_add_column (self->more, NULL, type != NULL ? type : _("Number"), identifier,
                                "identifier");
    }
}

void
vb_organization_page_show (VbOrganizationPage *self,
                           VbStore            *store,
                           VbEntity           *organization)
{
  VbPageFocus *focus;

  g_return_if_fail (VB_IS_ORGANIZATION_PAGE (self));

  if (organization == NULL)
    {
      VbFactGroup *const groups[] = { self->reach, self->people, self->places, self->more,
                                      self->decisions };

      for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
        vb_fact_group_clear (groups[i]);
      clear_services (self);
      gtk_label_set_text (self->name_label, "");
      gtk_label_set_text (self->description_label, "");
      vb_note_section_show (self->notes, NULL, VB_TABLE_ORGANIZATION, NULL);
      return;
    }
  focus = vb_page_focus_keep (GTK_WIDGET (self), self->scrolled);
  gtk_label_set_text (self->name_label, vb_entity_get_name (organization));
  show_text (self->other_names_label, vb_entity_get (organization, "alternate_name"));
  show_text (self->description_label, vb_entity_get (organization, "description"));
  show_reach (self, organization);
  show_services (self, organization);
  show_people (self, organization);
  show_places (self, organization);
  show_more (self, organization);
  vb_report_button_set_target (self->report, organization, NULL,
                               vb_entity_get_name (organization));
  vb_note_section_show (self->notes, store, VB_TABLE_ORGANIZATION,
                        vb_entity_get_id (organization));
  vb_page_focus_restore (focus);
}

/* What is about one of its services stands on the page of that service. */
void
vb_organization_page_show_decisions (VbOrganizationPage *self,
                                     GPtrArray          *reports,
                                     GPtrArray          *conflicts)
{
  VbFactGroup *const marked[] = { self->reach, self->people, self->places, self->more };

  g_return_if_fail (VB_IS_ORGANIZATION_PAGE (self));

  vb_fact_group_clear (self->decisions);
  for (gsize i = 0; i < G_N_ELEMENTS (marked); i++)
    vb_fact_group_mark (marked[i], reports);
  for (guint i = 0; i < reports->len; i++)
    if (((VbFieldReport *) reports->pdata[i])->table != VB_TABLE_SERVICE)
      vb_fact_group_append (self->decisions,
                            vb_decision_row_new_report (reports->pdata[i], FALSE));
  for (guint i = 0; i < conflicts->len; i++)
    if (((VbConflict *) conflicts->pdata[i])->table != VB_TABLE_SERVICE)
      vb_fact_group_append (self->decisions,
                            vb_decision_row_new_conflict (conflicts->pdata[i], FALSE));
}

void
vb_organization_page_point_at (VbOrganizationPage *self,
                               const char         *contact_id)
{
  g_return_if_fail (VB_IS_ORGANIZATION_PAGE (self));

  vb_fact_group_point_at (self->people, contact_id);
}

gboolean
vb_organization_page_is_busy (VbOrganizationPage *self)
{
  g_return_val_if_fail (VB_IS_ORGANIZATION_PAGE (self), FALSE);

  return vb_report_button_is_open (self->report) || vb_fact_group_is_busy (self->reach) ||
         vb_fact_group_is_busy (self->people) || vb_fact_group_is_busy (self->places) ||
         vb_fact_group_is_busy (self->more);
}

GtkAdjustment *
vb_organization_page_get_position (VbOrganizationPage *self)
{
  g_return_val_if_fail (VB_IS_ORGANIZATION_PAGE (self), NULL);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}

static void
vb_organization_page_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_ORGANIZATION_PAGE);

  G_OBJECT_CLASS (vb_organization_page_parent_class)->dispose (object);
}

static void
vb_organization_page_class_init (VbOrganizationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_organization_page_dispose;

  g_type_ensure (VB_TYPE_FACT_GROUP);
  g_type_ensure (VB_TYPE_NOTE_SECTION);
  g_type_ensure (VB_TYPE_REPORT_BUTTON);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-organization-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, other_names_label);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, description_label);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, reach);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, services_group);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, services);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, people);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, places);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, more);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, decisions);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, notes);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationPage, report);
}

static void
vb_organization_page_init (VbOrganizationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_report_button_set_label (self->report, _("Something Is Wrong"));
}
