/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/vb-cli-maps.h"

#include <glib/gi18n.h>

#include "core/base/vb-error.h"
#include "interop/vb-write-file.h"
#include "post/vb-post-map.h"

#define SHOWN_OF_ID 12
#define MOST_SHOWN 40

/* ---------------------------------------------------------------- what leaves */

static void
tell_records (VbCli         *cli,
              const VbBatch *batch)
{
  vb_cli_json_begin_object (cli->out, "records");
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    if (batch->records[table]->len > 0)
      vb_cli_json_int (cli->out, vb_schema_get (table)->name, batch->records[table]->len);
  vb_cli_json_end_object (cli->out);
}

static void
tell_preview (VbCli           *cli,
              const VbPostMap *map)
{
  GPtrArray *services = map->batch->records[VB_TABLE_SERVICE];

  vb_cli_json_bool (cli->out, "preview", TRUE);
  vb_cli_json_string (cli->out, "title", map->title);
  vb_cli_json_int (cli->out, "bytes", g_bytes_get_size (map->package));
  tell_records (cli, map->batch);
  vb_cli_json_begin_array (cli->out, "services");
  for (guint i = 0; i < services->len; i++)
    {
      const VbRecord *record = g_ptr_array_index (services, i);
      g_autofree char *name = vb_cli_clean (vb_record_get (record, "name"));

      vb_cli_json_begin_object (cli->out, NULL);
      vb_cli_json_string (cli->out, "id", record->values[0]);
      vb_cli_json_string (cli->out, "name", vb_record_get (record, "name"));
      vb_cli_json_end_object (cli->out);
      if (i < MOST_SHOWN)
        vb_cli_say (cli, "  %s", name);
    }
  vb_cli_json_end_array (cli->out);
  vb_cli_say (cli, ngettext ("%u service would go to partners.",
                             "%u services would go to partners.", services->len), services->len);
  vb_cli_say (cli, "%s", _("Left out: who holds a function, with name, mail and telephone; notes; "
                           "confidential locations; who checked or changed an entry. Nothing was "
                           "changed."));
}

static gboolean
preview (VbCli           *cli,
         VbDesk          *desk,
         const VbCliMap  *options,
         const char      *id,
         GError         **error)
{
  g_autoptr(VbPostMap) map = vb_post_map_preview_sync (desk->store, id, NULL, error);

  if (map == NULL)
    return FALSE;
  tell_preview (cli, map);
  if (options->output == NULL)
    return TRUE;
  if (!vb_cli_check_target (cli, options->output, options->overwrite, error))
    return FALSE;
  vb_cli_json_string (cli->out, "file", options->output);
  return vb_write_file (options->output, g_bytes_get_data (map->package, NULL),
                        g_bytes_get_size (map->package), error);
}

/* Of what was wrong with the input, in words for the person; all else as it is. Always %FALSE. */
static gboolean
fail (GError      *failure,
      const char  *words,
      GError     **error)
{
  if (g_error_matches (failure, VB_ERROR, VB_ERROR_INVALID_INPUT))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, words);
      g_error_free (failure);
    }
  else
    g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
publish (VbCli   *cli,
         VbDesk  *desk,
         GError **error)
{
  g_autoptr(VbMapEdition) edition = NULL;
  GError *failure = NULL;
  gboolean is_new;
  guint n = 0;

  if (!vb_post_map_publish_sync (desk->store, g_get_real_time (), &is_new, NULL, &failure))
    return fail (failure, _("Nothing is chosen for partners yet: give the ID of an organization or "
                            "service, or use --checked"), error);
  edition = vb_maps_get_edition_sync (desk->store, NULL, error);
  if (edition == NULL)
    return FALSE;
  for (guint i = 0; i < edition->services->len; i++)
    n += ((const VbMapService *) edition->services->pdata[i])->withdrawn_at == 0;
  vb_cli_json_bool (cli->out, "new", is_new);
  vb_cli_json_int (cli->out, "edition", edition->number);
  vb_cli_json_int (cli->out, "services", n);
  vb_cli_json_int (cli->out, "withdrawn", edition->services->len - n);
  if (is_new)
    vb_cli_say (cli, ngettext ("%u service is in the map for partners. “exchange send” brings it "
                               "to them.",
                               "%u services are in the map for partners. “exchange send” brings "
                               "them.", n), n);
  else
    vb_cli_say (cli, "%s", _("Nothing changed since the last time: partners have it, or get it "
                             "with “exchange send”."));
  return TRUE;
}

gboolean
vb_cli_maps_publish (VbCli           *cli,
                     VbDesk          *desk,
                     const VbCliMap  *map,
                     const char      *id,
                     GError         **error)
{
  g_autoptr(VbMapChoice) choice = NULL;
  GError *failure = NULL;

  if (map->preview)
    return preview (cli, desk, map, id, error);
  choice = vb_maps_read_choice_sync (desk->store, NULL, NULL, error);
  if (choice == NULL)
    return FALSE;
  if ((map->title != NULL || map->checked || map->only_chosen)
      && !vb_post_map_set_sync (desk->store,
                                map->checked || (choice->checked && !map->only_chosen),
                                map->title, NULL, &failure))
    return fail (failure, _("A title is one line of at most 200 bytes"), error);
  return (id == NULL || vb_maps_choose_sync (desk->store, id, TRUE, NULL, error))
         && publish (cli, desk, error);
}

gboolean
vb_cli_maps_withdraw (VbCli       *cli,
                      VbDesk      *desk,
                      const char  *id,
                      GError     **error)
{
  return vb_maps_choose_sync (desk->store, id, FALSE, NULL, error) && publish (cli, desk, error);
}

/* ---------------------------------------------------------------- of partners */

static const char *
name_state (VbMapState state)
{
  static const char *const names[VB_N_MAP_STATES] = {
    [VB_MAP_OFFERED] = N_("offered: “exchange subscribe” brings it in"),
    [VB_MAP_SUBSCRIBED] = N_("on the map here, and kept up to date"),
    [VB_MAP_DECLINED] = N_("not kept up to date any more"),
  };

  return _(names[state]);
}

static void
say_map (VbCli              *cli,
         const VbPartnerMap *map)
{
  g_autofree char *name =
    vb_cli_clean (map->partner_name != NULL ? map->partner_name : map->partner_id);
  g_autofree char *title = vb_cli_clean (map->title != NULL ? map->title : "");
  g_autofree char *made = vb_cli_date (map->made_at);

  vb_cli_say (cli, "%s  %s\n  %s", name, title, name_state (map->state));
  if (map->number > 0)
    /* Translators: a date, and two numbers. */
    vb_cli_say (cli, _("  of %s: %u services here, %u of them withdrawn"), made, map->n_services,
                map->n_withdrawn);
  if (map->n_conflicts > 0)
    vb_cli_say (cli, ngettext ("  %u field differs from what stands here: choose in the window",
                               "  %u fields differ from what stands here: choose in the window",
                               map->n_conflicts), map->n_conflicts);
}

static void
tell_map (VbCli              *cli,
          const VbPartnerMap *map)
{
  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_string (cli->out, "partner", map->partner_id);
  vb_cli_json_string (cli->out, "name", map->partner_name);
  vb_cli_json_string (cli->out, "state", vb_map_state_get_code (map->state));
  vb_cli_json_string (cli->out, "source", map->source_id);
  vb_cli_json_int (cli->out, "edition", map->number);
  vb_cli_json_string (cli->out, "title", map->title);
  vb_cli_json_time (cli->out, "made_at", map->made_at);
  vb_cli_json_time (cli->out, "received_at", map->received_at);
  vb_cli_json_int (cli->out, "services", map->n_services);
  vb_cli_json_int (cli->out, "withdrawn", map->n_withdrawn);
  vb_cli_json_int (cli->out, "conflicts", map->n_conflicts);
  vb_cli_json_end_object (cli->out);
  say_map (cli, map);
}

static void
tell_own (VbCli              *cli,
          const VbMapEdition *edition)
{
  g_autofree char *made = vb_cli_date (edition->made_at);

  vb_cli_json_begin_object (cli->out, "own");
  vb_cli_json_int (cli->out, "edition", edition->number);
  vb_cli_json_string (cli->out, "title", edition->title);
  vb_cli_json_time (cli->out, "made_at", edition->made_at);
  vb_cli_json_begin_array (cli->out, "services");
  for (guint i = 0; i < edition->services->len; i++)
    {
      const VbMapService *service = g_ptr_array_index (edition->services, i);

      vb_cli_json_begin_object (cli->out, NULL);
      vb_cli_json_string (cli->out, "id", service->id);
      vb_cli_json_string (cli->out, "name", service->name);
      vb_cli_json_time (cli->out, "withdrawn_at", service->withdrawn_at);
      vb_cli_json_end_object (cli->out);
    }
  vb_cli_json_end_array (cli->out);
  vb_cli_json_int (cli->out, "receivers", edition->receivers->len);
  vb_cli_json_end_object (cli->out);
  if (edition->number == 0)
    vb_cli_say (cli, "%s", _("Nothing of the map here goes to partners. “exchange publish ID” "
                             "begins with an organization or service."));
  else
    vb_cli_say (cli, ngettext ("The map for partners is of %s; %u partner has it.",
                               "The map for partners is of %s; %u partners have it.",
                               edition->receivers->len), made, edition->receivers->len);
}

gboolean
vb_cli_maps_list (VbCli   *cli,
                  VbDesk  *desk,
                  char   **arguments,
                  GError **error)
{
  g_autoptr(VbMapEdition) edition = vb_maps_get_edition_sync (desk->store, NULL, error);
  g_autoptr(GPtrArray) maps =
    edition != NULL ? vb_maps_list_sync (desk->store, NULL, error) : NULL;

  if (maps == NULL)
    return FALSE;
  tell_own (cli, edition);
  vb_cli_json_begin_array (cli->out, "maps");
  for (guint i = 0; i < maps->len; i++)
    tell_map (cli, g_ptr_array_index (maps, i));
  vb_cli_json_end_array (cli->out);
  return TRUE;
}

static gboolean
tell_after (VbCli           *cli,
            VbDesk          *desk,
            const VbPartner *partner,
            GError         **error)
{
  g_autoptr(GPtrArray) maps = vb_maps_list_sync (desk->store, NULL, error);

  if (maps == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "maps");
  for (guint i = 0; i < maps->len; i++)
    if (g_str_equal (((const VbPartnerMap *) maps->pdata[i])->partner_id, partner->id))
      tell_map (cli, g_ptr_array_index (maps, i));
  vb_cli_json_end_array (cli->out);
  return TRUE;
}

gboolean
vb_cli_maps_subscribe (VbCli            *cli,
                       VbDesk           *desk,
                       const VbPartner  *partner,
                       GError          **error)
{
  GError *failure = NULL;

  if (!vb_post_map_subscribe_sync (desk->store, partner->id, g_get_real_time (), NULL, &failure))
    return fail (failure, _("Nobody compared with this partner: use “exchange partner verify” "
                            "first"), error);
  return tell_after (cli, desk, partner, error);
}

gboolean
vb_cli_maps_unsubscribe (VbCli            *cli,
                         VbDesk           *desk,
                         const VbCliMap   *map,
                         const VbPartner  *partner,
                         GError          **error)
{
  return vb_post_map_unsubscribe_sync (desk->store, partner->id, map->remove, NULL, error)
         && tell_after (cli, desk, partner, error);
}
