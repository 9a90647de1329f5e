/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-place-facts.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-contact-line.h"
#include "app/vb-words.h"

/* ------------------------------------------------------------------ when */

/* @where: (nullable): the place that the hours are of, when there are several */
static void
add_schedules (VbFactGroup *group,
               VbEntity    *parent,
               const char  *where)
{
  GListModel *list = vb_entity_get_children (parent, VB_TABLE_SCHEDULE);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) schedule = g_list_model_get_item (list, i);
      const char *description = vb_entity_get (schedule, "description");
      const char *notes = vb_entity_get (schedule, "notes");
      g_autofree char *words = vb_words_hours (schedule);
      VbFactRow *row = vb_fact_group_add (group, NULL, where, words != NULL ? words : description,
                                          schedule, NULL);

      /* The source's own words say the same, unless the rule could not be read. */
      if (row != NULL)
        vb_fact_row_set_detail (row, notes);
    }
}

void
vb_place_show_hours (VbFactGroup *group,
                     VbEntity    *service)
{
  GListModel *places = vb_entity_get_children (service, VB_TABLE_SERVICE_AT_LOCATION);
  guint n = g_list_model_get_n_items (places);

  vb_fact_group_clear (group);
  add_schedules (group, service, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VbEntity) place = g_list_model_get_item (places, i);
      VbEntity *location = vb_entity_get_reference (place, "location_id");
      const char *where = n > 1 && location != NULL ? vb_entity_get_name (location) : NULL;
      guint before = vb_fact_group_get_n (group);

      add_schedules (group, place, where);
      /* The hours of the building count when the service has none of its own. */
      if (location != NULL && vb_fact_group_get_n (group) == before && before == 0)
        add_schedules (group, location, where);
    }
}

/* ------------------------------------------------------------------ where */

static void
add_accessibility (VbFactGroup *group,
                   VbEntity    *location)
{
  GListModel *list = vb_entity_get_children (location, VB_TABLE_ACCESSIBILITY);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) access = g_list_model_get_item (list, i);
      const char *description = vb_entity_get (access, "description");
      const char *details = vb_entity_get (access, "details");
      VbFactRow *row = vb_fact_group_add (group, "vb-access-symbolic",
                                          _("Accessibility"),
                                          description != NULL ? description : details, access,
                                          description != NULL ? "description" : "details");

      if (row != NULL && description != NULL)
        vb_fact_row_set_detail (row, details);
    }
}

static char *
dup_addresses (VbEntity *location)
{
  GListModel *list = vb_entity_get_children (location, VB_TABLE_ADDRESS);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) address = g_list_model_get_item (list, i);
      g_autofree char *words = vb_words_address (address);

      if (words != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

void
vb_place_add_location (VbFactGroup *group,
                       VbEntity    *location,
                       const char  *description)
{
  gboolean secret = g_strcmp0 (vb_entity_get (location, "vb_confidential"), "1") == 0;
  GListModel *phones = vb_entity_get_children (location, VB_TABLE_PHONE);
  g_autofree char *address = dup_addresses (location);
  const char *name = vb_entity_get (location, "name");
  const char *about = description != NULL ? description : vb_entity_get (location, "description");
  GListModel *addresses = vb_entity_get_children (location, VB_TABLE_ADDRESS);
  g_autoptr(VbEntity) first = g_list_model_get_item (addresses, 0);
  VbFactRow *row = vb_fact_group_add (group, "vb-place-symbolic", name,
                                      address != NULL ? address : name,
                                      first != NULL ? first : location,
                                      first != NULL ? "address_1" : "name");

  if (row == NULL)
    row = vb_fact_group_add (group, "vb-place-symbolic", NULL, about, location,
                             "description");
  else
    vb_fact_row_set_detail (row, about);
  if (row == NULL)
    return;
  if (secret)
    vb_fact_group_add (group, "changes-prevent-symbolic", NULL,
                       _("This place is secret. It is never in an export or on paper."), NULL,
                       NULL);
  for (guint i = 0; i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);

      if (vb_entity_get (phone, "number") != NULL)
        vb_fact_row_add (row, vb_contact_line_new (VB_CONTACT_PHONE,
                                                   vb_entity_get (phone, "number"),
                                                   vb_entity_get (phone, "description")));
    }
  vb_fact_group_add_column (group, "vb-route-symbolic", _("How to Get There"), location,
                            "transportation");
  add_accessibility (group, location);
}

void
vb_place_show_places (VbFactGroup *group,
                      VbEntity    *service)
{
  GListModel *places = vb_entity_get_children (service, VB_TABLE_SERVICE_AT_LOCATION);

  vb_fact_group_clear (group);
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(VbEntity) place = g_list_model_get_item (places, i);
      VbEntity *location = vb_entity_get_reference (place, "location_id");

      if (location != NULL)
        vb_place_add_location (group, location, vb_entity_get (place, "description"));
      else
        vb_fact_group_add_column (group, "vb-place-symbolic", NULL, place, "description");
    }
}

/* ------------------------------------------------------------------ areas and languages */

static void
add_part (GString    *text,
          GHashTable *seen,
          char       *part)
{
  if (part == NULL)
    return;
  if (!g_hash_table_contains (seen, part))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  g_hash_table_add (seen, part);
}

static void
collect (VbEntity   *parent,
         VbTable     table,
         GString    *text,
         GHashTable *seen)
{
  GListModel *list = vb_entity_get_children (parent, table);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) item = g_list_model_get_item (list, i);
      const char *name = vb_entity_get (item, "name");

      if (table == VB_TABLE_LANGUAGE)
        add_part (text, seen, vb_words_language (vb_entity_get (item, "code"), name));
      else
        add_part (text, seen, g_strdup (name != NULL ? name : vb_entity_get (item, "extent")));
    }
}

static char *
dup_collected (VbEntity *service,
               VbTable   table)
{
  GListModel *places = vb_entity_get_children (service, VB_TABLE_SERVICE_AT_LOCATION);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  collect (service, table, text, seen);
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(VbEntity) place = g_list_model_get_item (places, i);

      if (vb_entity_link_column (VB_TABLE_SERVICE_AT_LOCATION, table) != NULL)
        collect (place, table, text, seen);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
vb_place_dup_areas (VbEntity *service)
{
  return dup_collected (service, VB_TABLE_SERVICE_AREA);
}

char *
vb_place_dup_languages (VbEntity *service)
{
  return dup_collected (service, VB_TABLE_LANGUAGE);
}

/* ------------------------------------------------------------------ as text */

static void
append_schedules (GString  *text,
                  VbEntity *parent)
{
  GListModel *list = vb_entity_get_children (parent, VB_TABLE_SCHEDULE);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) schedule = g_list_model_get_item (list, i);
      g_autofree char *words = vb_words_hours (schedule);

      if (words != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
}

char *
vb_place_dup_text (VbEntity *service)
{
  GListModel *places = vb_entity_get_children (service, VB_TABLE_SERVICE_AT_LOCATION);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(VbEntity) place = g_list_model_get_item (places, i);
      VbEntity *location = vb_entity_get_reference (place, "location_id");
      g_autofree char *address = NULL;

      /* What is copied leaves the program: a secret address does not. */
      if (location == NULL || g_strcmp0 (vb_entity_get (location, "vb_confidential"), "1") == 0)
        continue;
      address = dup_addresses (location);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              vb_entity_get_name (location));
      if (address != NULL)
        g_string_append_printf (text, ", %s", address);
    }
  append_schedules (text, service);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
