/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules of the field: who holds a function on a day, and how long a check counts. */

#include "config.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-entity.h"

static gboolean
holds_on (VbEntity   *holder,
          const char *date)
{
  const char *from = vb_entity_get (holder, "valid_from");
  const char *to = vb_entity_get (holder, "valid_to");

  return (from == NULL || strcmp (from, date) <= 0) && (to == NULL || strcmp (date, to) <= 0);
}

/* The holder on @date; when several overlap, the one who began last. */
static VbEntity *
find_holder (VbEntity   *contact,
             const char *date)
{
  GListModel *holders = vb_entity_get_children (contact, VB_TABLE_HOLDER);
  VbEntity *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (holders); i++)
    {
      g_autoptr(VbEntity) holder = g_list_model_get_item (holders, i);

      if (vb_entity_is_untouched (holder) || !holds_on (holder, date))
        continue;
      if (found == NULL || g_strcmp0 (vb_entity_get (holder, "valid_from"),
                                      vb_entity_get (found, "valid_from")) > 0)
        found = holder;
    }
  return found;
}

/**
 * vb_entity_get_holder:
 * @contact: a function
 * @date: YYYY-MM-DD
 * @name: (out) (nullable) (optional): who it is, when known
 *
 * Returns: whether someone fills the function on @date. Holders go before the name that a source
 *   gave, which counts only when nobody was ever named here.
 */
VbHolderState
vb_entity_get_holder (VbEntity    *contact,
                      const char  *date,
                      const char **name)
{
  VbEntity *holder;
  const char *found;

  g_return_val_if_fail (VB_IS_ENTITY (contact), VB_HOLDER_VACANT);
  g_return_val_if_fail (vb_entity_get_table (contact) == VB_TABLE_CONTACT, VB_HOLDER_VACANT);
  g_return_val_if_fail (date != NULL, VB_HOLDER_VACANT);

  holder = find_holder (contact, date);
  if (holder != NULL)
    found = vb_entity_get (holder, "name");
  else if (g_list_model_get_n_items (vb_entity_get_children (contact, VB_TABLE_HOLDER)) == 0)
    found = vb_entity_get (contact, "name");
  else
    found = NULL;
  if (name != NULL)
    *name = found;
  return found != NULL ? VB_HOLDER_PRESENT : VB_HOLDER_VACANT;
}

/**
 * vb_entity_end_holder:
 * @contact: a function
 * @date: YYYY-MM-DD: the last day
 *
 * Ends whoever holds the function on @date; the function is vacant from the next day until
 * someone else begins. A name that only the source gave becomes a holder who has left.
 *
 * Returns: whether there was anyone to end
 */
gboolean
vb_entity_end_holder (VbEntity   *contact,
                      const char *date)
{
  VbEntity *holder;
  g_autofree char *name = NULL;

  g_return_val_if_fail (VB_IS_ENTITY (contact), FALSE);
  g_return_val_if_fail (vb_entity_get_table (contact) == VB_TABLE_CONTACT, FALSE);
  g_return_val_if_fail (vb_time_is_date (date), FALSE);

  holder = find_holder (contact, date);
  if (holder == NULL
      && g_list_model_get_n_items (vb_entity_get_children (contact, VB_TABLE_HOLDER)) == 0
      && vb_entity_get (contact, "name") != NULL)
    {
      name = g_strdup (vb_entity_get (contact, "name"));
      holder = vb_entity_add_child (contact, VB_TABLE_HOLDER);
      vb_entity_set (holder, "name", name);
    }
  if (holder == NULL)
    return FALSE;
  vb_entity_set (holder, "valid_to", date);
  return TRUE;
}

/**
 * vb_entity_dup_checked_at:
 * @self: a service, organization, location or contact
 *
 * Returns: (transfer full) (nullable): the date of the latest check, YYYY-MM-DD; for a service the
 *   date that its source gives counts too
 */
char *
vb_entity_dup_checked_at (VbEntity *self)
{
  GListModel *checks;
  g_autofree char *latest = NULL;

  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);

  if (vb_entity_get_table (self) == VB_TABLE_SERVICE
      && vb_entity_get (self, "assured_date") != NULL)
    latest = g_strndup (vb_entity_get (self, "assured_date"), strlen ("YYYY-MM-DD"));
  if (latest != NULL && !vb_time_is_date (latest))
    g_clear_pointer (&latest, g_free);

  checks = vb_entity_get_children (self, VB_TABLE_VERIFICATION);
  for (guint i = 0; i < g_list_model_get_n_items (checks); i++)
    {
      g_autoptr(VbEntity) check = g_list_model_get_item (checks, i);
      const char *at = vb_entity_get (check, "checked_at");
      g_autofree char *date = at != NULL ? g_strndup (at, strlen ("YYYY-MM-DD")) : NULL;

      if (date != NULL && vb_time_is_date (date) && g_strcmp0 (date, latest) > 0)
        {
          g_free (latest);
          latest = g_steal_pointer (&date);
        }
    }
  return g_steal_pointer (&latest);
}

/**
 * vb_checked_is_stale:
 * @checked_at: (nullable): YYYY-MM-DD
 * @today: YYYY-MM-DD
 *
 * Returns: whether an entry that was last checked at @checked_at should be checked again
 */
gboolean
vb_checked_is_stale (const char *checked_at,
                     const char *today)
{
  g_autofree char *limit = vb_fresh_limit (today);

  return checked_at == NULL || strcmp (checked_at, limit) < 0;
}

/**
 * vb_fresh_limit:
 * @today: YYYY-MM-DD
 *
 * Returns: (transfer full): the day from which a check still counts
 */
char *
vb_fresh_limit (const char *today)
{
  GDate date;

  g_return_val_if_fail (vb_time_read_date (today, &date), g_strdup (today));

  g_date_subtract_months (&date, VB_FRESH_MONTHS);
  return vb_time_write_date (&date);
}
