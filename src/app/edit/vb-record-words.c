/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-record-words.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"
#include "core/base/vb-time.h"

/* ------------------------------------------------------------------ one kind each */

static char *
place_words (VbEditForm  *form,
             VbEntity    *at,
             char       **subtitle)
{
  VbEntity *location = vb_entity_get_reference (at, "location_id");
  GListModel *addresses;
  g_autoptr(VbEntity) address = NULL;
  const char *name;

  if (location == NULL)
    return g_strdup (vb_edit_form_find_name (form, vb_entity_get (at, "location_id")));
  addresses = vb_entity_get_children (location, VB_TABLE_ADDRESS);
  address = g_list_model_get_item (addresses, 0);
  *subtitle = address != NULL ? vb_words_address (address) : NULL;
  name = vb_entity_get (location, "name");
  if (name == NULL)
    return g_steal_pointer (subtitle);
  return g_strdup (name);
}

static char *
function_words (VbEntity  *contact,
                char     **subtitle)
{
  g_autofree char *today = vb_time_today ();
  const char *holder = NULL;

  if (vb_entity_is_untouched (contact))
    return NULL;
  if (vb_entity_get_holder (contact, today, &holder) == VB_HOLDER_VACANT)
    *subtitle = g_strdup (_("Vacant"));
  else
    *subtitle = g_strdup (holder);
  return g_strdup (vb_entity_get_name (contact));
}

static char *
holder_words (VbEntity  *holder,
              char     **subtitle)
{
  g_autofree char *from = vb_words_date (vb_entity_get (holder, "valid_from"));
  g_autofree char *to = vb_words_date (vb_entity_get (holder, "valid_to"));

  if (from != NULL && to != NULL)
    /* Translators: two dates */
    *subtitle = g_strdup_printf (_("From %s to %s"), from, to);
  else if (from != NULL)
    /* Translators: a date */
    *subtitle = g_strdup_printf (_("From %s"), from);
  else if (to != NULL)
    /* Translators: a date */
    *subtitle = g_strdup_printf (_("Until %s"), to);
  return g_strdup (vb_entity_get (holder, "name"));
}

static char *
availability_words (VbEntity  *availability,
                    char     **subtitle)
{
  const char *means = vb_entity_get (availability, "means");

  if (g_strcmp0 (vb_entity_get (availability, "kind"), "presence") == 0)
    *subtitle = g_strdup (vb_entity_get (availability, "place") != NULL
                          ? vb_entity_get (availability, "place") : _("Is there in person"));
  else if (g_strcmp0 (means, "phone") == 0)
    *subtitle = g_strdup (_("By phone"));
  else if (g_strcmp0 (means, "video") == 0)
    *subtitle = g_strdup (_("By video"));
  else if (g_strcmp0 (means, "room") == 0)
    *subtitle = g_strdup (_("Walk in"));
  return vb_words_hours (availability);
}

static char *
schedule_words (VbEntity  *schedule,
                char     **subtitle)
{
  VbEntity *parent = vb_entity_get_parent (schedule);
  const char *note = vb_entity_get (schedule, "description");
  char *hours = vb_entity_is_untouched (schedule) && parent != NULL ? NULL
                                                                    : vb_words_hours (schedule);

  if (hours == NULL)
    return g_strdup (note);
  *subtitle = g_strdup (note);
  return hours;
}

static char *
capacity_words (VbEditForm  *form,
                VbEntity    *capacity,
                char       **subtitle)
{
  const char *available = vb_entity_get (capacity, "available");
  const char *maximum = vb_entity_get (capacity, "maximum");
  VbEntity *unit = vb_entity_get_reference (capacity, "unit_id");
  const char *name = unit != NULL ? vb_entity_get (unit, "name")
                                  : vb_edit_form_find_name (form, vb_entity_get (capacity, "unit_"
                                                                                           "id"));
  g_autofree char *date = vb_words_date (vb_entity_get (capacity, "updated"));

  if (available == NULL)
    return NULL;
  if (date != NULL)
    /* Translators: a date */
    *subtitle = g_strdup_printf (_("Counted on %s"), date);
  if (maximum != NULL)
    /* Translators: number free, number in all, what is counted ("places") */
    return g_strdup_printf (_("%s of %s free (%s)"), available, maximum,
                            name != NULL ? name : _("places"));
  /* Translators: number free, what is counted ("places") */
  return g_strdup_printf (_("%s free (%s)"), available, name != NULL ? name : _("places"));
}

static char *
area_words (VbEntity  *area,
            char     **subtitle)
{
  const char *name = vb_entity_get (area, "name");
  const char *code = vb_entity_get (area, "extent");

  if (name == NULL)
    return g_strdup (code);
  *subtitle = g_strdup (code);
  return g_strdup (name);
}

static char *
phone_words (VbEntity  *phone,
             char     **subtitle)
{
  *subtitle = g_strdup (vb_entity_get (phone, "description"));
  return g_strdup (vb_entity_get (phone, "number"));
}

static char *
cost_words (VbEntity  *cost,
            char     **subtitle)
{
  if (vb_entity_is_untouched (cost))
    return NULL;
  return vb_words_cost (cost);
}

static char *
address_words (VbEntity *address)
{
  return vb_entity_get (address, "address_1") != NULL ? vb_words_address (address) : NULL;
}

static char *
url_words (VbEntity  *url,
           char     **subtitle)
{
  const char *label = vb_entity_get (url, "label");
  const char *address = vb_entity_get (url, "url");

  if (label == NULL)
    return g_strdup (address);
  *subtitle = g_strdup (address);
  return g_strdup (label);
}

/* ------------------------------------------------------------------ all */

static const char *
new_words (VbTable table)
{
  switch (table)
    {
    case VB_TABLE_PHONE:
      return _("New phone number");
    case VB_TABLE_CONTACT:
      return _("New function");
    case VB_TABLE_HOLDER:
      return _("Somebody new");
    case VB_TABLE_SCHEDULE:
      return _("New opening hours");
    case VB_TABLE_AVAILABILITY:
      return _("New moment");
    case VB_TABLE_SERVICE_AT_LOCATION:
      return _("New place");
    case VB_TABLE_COST_OPTION:
      return _("New cost");
    case VB_TABLE_REQUIRED_DOCUMENT:
      return _("Something to bring");
    case VB_TABLE_SERVICE_AREA:
      return _("New area");
    case VB_TABLE_SERVICE_CAPACITY:
      return _("New count");
    case VB_TABLE_ACCESSIBILITY:
      return _("New remark on accessibility");
    case VB_TABLE_ADDRESS:
      return _("New address");
    case VB_TABLE_PROGRAM:
      return _("New programme");
    case VB_TABLE_FUNDING:
      return _("Who pays");
    case VB_TABLE_URL:
      return _("New web address");
    default:
      return _("New");
    }
}

char *
vb_record_words (VbEditForm  *form,
                 VbEntity    *entity,
                 char       **subtitle)
{
  char *words;

  g_return_val_if_fail (VB_IS_ENTITY (entity), NULL);

  *subtitle = NULL;
  switch (vb_entity_get_table (entity))
    {
    case VB_TABLE_SERVICE_AT_LOCATION:
      words = place_words (form, entity, subtitle);
      break;
    case VB_TABLE_CONTACT:
      words = function_words (entity, subtitle);
      break;
    case VB_TABLE_HOLDER:
      words = holder_words (entity, subtitle);
      break;
    case VB_TABLE_AVAILABILITY:
      words = availability_words (entity, subtitle);
      break;
    case VB_TABLE_SCHEDULE:
      words = schedule_words (entity, subtitle);
      break;
    case VB_TABLE_SERVICE_CAPACITY:
      words = capacity_words (form, entity, subtitle);
      break;
    case VB_TABLE_SERVICE_AREA:
      words = area_words (entity, subtitle);
      break;
    case VB_TABLE_PHONE:
      words = phone_words (entity, subtitle);
      break;
    case VB_TABLE_COST_OPTION:
      words = cost_words (entity, subtitle);
      break;
    case VB_TABLE_ADDRESS:
      words = address_words (entity);
      break;
    case VB_TABLE_URL:
      words = url_words (entity, subtitle);
      break;
    case VB_TABLE_FUNDING:
      words = g_strdup (vb_entity_get (entity, "source"));
      break;
    default:
      words = g_strdup (vb_entity_get_name (entity));
      break;
    }
  return words != NULL ? words : g_strdup (new_words (vb_entity_get_table (entity)));
}
