/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-directory.h"

/* What an id may be of. */
static const VbTable tables[] = {
  VB_TABLE_SERVICE, VB_TABLE_ORGANIZATION, VB_TABLE_LOCATION, VB_TABLE_CONTACT
};

static VbEntity *
load (VbStore     *store,
      const char  *id,
      GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(GError) failure = NULL;
      VbEntity *entity = vb_directory_load_sync (store, tables[i], id, NULL, &failure);

      if (entity != NULL)
        return entity;
      if (!g_error_matches (failure, VB_ERROR, VB_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                       _("There is no service, organization, place or function with this id."));
  return NULL;
}

/* Walks through a record and all that hangs under it, writing both answers. */

static void show_record (VbCli *cli, VbEntity *entity, const char *key, guint depth,
                         GHashTable *seen);

static void
say_value (VbCli      *cli,
           guint       depth,
           const char *name,
           const char *value)
{
  g_autofree char *clean = vb_cli_clean (value);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (clean), "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    vb_cli_say (cli, "%*s%s%s", (int) (2 * depth) + (i > 0 ? 2 : 0), "",
                i == 0 ? name : "", lines[i]);
}

static void
show_columns (VbCli    *cli,
              VbEntity *entity,
              guint     depth)
{
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (entity));

  for (guint i = 0; i < spec->n_columns; i++)
    {
      const VbColumn *column = &spec->columns[i];
      const char *value = vb_entity_get (entity, column->name);
      g_autofree char *name = g_strconcat (column->name, ": ", NULL);

      if (value == NULL)
        continue;
      vb_cli_json_string (cli->out, column->name, value);
      if (column->refers_to == VB_N_TABLES)
        say_value (cli, depth, name, value);
    }
}

static void
show_references (VbCli      *cli,
                 VbEntity   *entity,
                 guint       depth,
                 GHashTable *seen)
{
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (entity));

  for (guint i = 0; i < spec->n_columns; i++)
    {
      const VbColumn *column = &spec->columns[i];
      VbEntity *target = column->refers_to != VB_N_TABLES
        ? vb_entity_get_reference (entity, column->name) : NULL;
      g_autofree char *key = NULL;

      if (target == NULL)
        continue;
      /* organization_id leads to "organization" */
      key = g_str_has_suffix (column->name, "_id")
        ? g_strndup (column->name, strlen (column->name) - strlen ("_id"))
        : g_strconcat (column->name, "_record", NULL);
      say_value (cli, depth, "", vb_schema_get (column->refers_to)->name);
      show_record (cli, target, key, depth + 1, seen);
    }
}

static void
show_children (VbCli      *cli,
               VbEntity   *entity,
               guint       depth,
               GHashTable *seen)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      GListModel *children;

      if (vb_entity_link_column (vb_entity_get_table (entity), table) == NULL)
        continue;
      children = vb_entity_get_children (entity, table);
      if (children == NULL || g_list_model_get_n_items (children) == 0)
        continue;
      vb_cli_json_begin_array (cli->out, vb_schema_get (table)->name);
      for (guint i = 0; i < g_list_model_get_n_items (children); i++)
        {
          g_autoptr(VbEntity) child = g_list_model_get_item (children, i);

          say_value (cli, depth, "", vb_schema_get (table)->name);
          show_record (cli, child, NULL, depth + 1, seen);
        }
      vb_cli_json_end_array (cli->out);
    }
}

static void
show_record (VbCli      *cli,
             VbEntity   *entity,
             const char *key,
             guint       depth,
             GHashTable *seen)
{
  vb_cli_json_begin_object (cli->out, key);
  show_columns (cli, entity, depth);
  if (g_hash_table_add (seen, entity))
    {
      show_references (cli, entity, depth, seen);
      show_children (cli, entity, depth, seen);
    }
  vb_cli_json_end_object (cli->out);
}

static void
tell (VbCli    *cli,
      VbEntity *entity)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autofree char *checked = vb_entity_dup_checked_at (entity);

  vb_cli_json_string (cli->out, "table", vb_schema_get (vb_entity_get_table (entity))->name);
  vb_cli_json_string (cli->out, "checked_at", checked);
  show_record (cli, entity, "record", 0, seen);
}

static gboolean
show (VbCli   *cli,
      char   **arguments,
      GError **error)
{
  g_autofree char *id = g_ascii_strdown (arguments[0], -1);
  g_autoptr(VbEntity) entity = NULL;
  VbStore *store;

  if (!vb_uuid_is_valid (id))
    {
      vb_cli_set_wrong_use (error, _("An id is written as 01234567-89ab-cdef-0123-456789abcdef; "
                                     "“verbinderctl search” shows them."));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  entity = load (store, id, error);
  if (entity != NULL)
    tell (cli, entity);
  return vb_cli_close_store (cli, store, entity != NULL ? error : NULL) && entity != NULL;
}

const VbCliCommand vb_cli_show = {
  .name = "show",
  .arguments = N_("ID"),
  .summary = N_("Show a service, organization, place or function with all that belongs to it"),
  .missing = N_("Which record? Give an id; “verbinderctl search” shows them."),
  .example = "  verbinderctl show 6f1d3a52-7c1e-5b0e-9a53-2f5f0d8a7c11",
  .min_arguments = 1,
  .max_arguments = 1,
  .run = show,
};
