/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/crypto/vb-secret.h"
#include "core/store/vb-dossiers.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-meetings-story.h"
#include "core/store/vb-referrals-story.h"
#include "interop/vb-demo-people.h"

/* Where the demo neighbourhood was installed, or, from the build folder, where its source is. */
static char *
find_data (void)
{
  g_autofree char *installed = g_build_filename (PKGDATADIR, "demo", NULL);

  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return g_build_filename (SOURCE_DATADIR, "demo", NULL);
}

static gboolean
write_key (const char  *path,
           VbSecret    *key,
           GError     **error)
{
  g_autoptr(GString) text = g_string_sized_new (2 * VB_KEY_SIZE + 2);

  for (gsize i = 0; i < vb_secret_get_length (key); i++)
    g_string_append_printf (text, "%02x", vb_secret_peek (key)[i]);
  g_string_append_c (text, '\n');
  return g_file_set_contents_full (path, text->str, text->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

/* A store to throw away: in a folder of its own, with the key in a file beside it. There is
 * nothing in it that anybody has to hide. */
static VbSecret *
make_place (VbCli   *cli,
            GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("verbinder-demo-XXXXXX", error);
  g_autoptr(VbSecret) key = NULL;

  if (folder == NULL)
    return NULL;
  g_free (cli->store);
  cli->store = g_build_filename (folder, "demo.db", NULL);
  cli->key_file = g_build_filename (folder, "demo.key", NULL);
  cli->any_place = TRUE;
  key = vb_secret_random (VB_KEY_SIZE);
  return write_key (cli->key_file, key, error) ? g_steal_pointer (&key) : NULL;
}

static VbSecret *
find_key (VbCli   *cli,
          GError **error)
{
  if (!cli->store_given && cli->key_file == NULL)
    return make_place (cli, error);
  if (!cli->store_given || cli->key_file == NULL)
    {
      vb_cli_set_wrong_use (error, _("Give both --store and --key-file, or neither."));
      return NULL;
    }
  return vb_cli_read_key (cli, error);
}

/* The neighbourhood's invented people, and what a group of them misses. */
static gboolean
add_people (VbStore  *store,
            GError  **error)
{
  g_autoptr(VbDemoPeople) people = vb_demo_people_read_shipped (error);

  if (people == NULL)
    return FALSE;
  while (people->dossiers->len > 0)
    if (!vb_dossiers_import_sync (store, g_ptr_array_steal_index (people->dossiers, 0), NULL,
                                  error))
      return FALSE;
  for (guint i = 0; i < people->gaps->len; i++)
    {
      const VbDemoGap *gap = g_ptr_array_index (people->gaps, i);
      VbUndo *undo = vb_personal_add_gap_sync (store, gap->query, NULL, NULL, NULL, gap->remark,
                                               NULL, error);

      if (undo == NULL)
        return FALSE;
      vb_undo_unref (undo);
    }
  return vb_referrals_retell_sync (store, people->own, people->referrals, NULL, error)
         && vb_meetings_retell_sync (store, people->meetings, NULL, error);
}

static gboolean
demo (VbCli   *cli,
      char   **arguments,
      GError **error)
{
  g_autofree char *data = find_data ();
  g_autoptr(VbSecret) key = find_key (cli, error);
  VbStore *store;
  gboolean ok;

  if (key == NULL)
    return FALSE;
  store = vb_cli_create_store (cli, key, error);
  if (store == NULL)
    return FALSE;
  ok = vb_cli_import_package (cli, store, data, NULL, "Verbinder demo", FALSE, FALSE, error)
       && add_people (store, error);
  if (!vb_cli_close_store (cli, store, ok ? error : NULL) || !ok)
    return FALSE;
  vb_cli_json_string (cli->out, "store", cli->store);
  vb_cli_json_string (cli->out, "key_file", cli->key_file);
  /* Translators: %s is the path of a file. */
  vb_cli_say (cli, _("The demo neighbourhood is in %s"), cli->store);
  vb_cli_say (cli, "  verbinderctl search --store %s --key-file %s schulden", cli->store,
              cli->key_file);
  return TRUE;
}

const VbCliCommand vb_cli_demo = {
  .name = "demo",
  .summary = N_("Make a store with the demo neighbourhood, to throw away or at --store"),
  .example = "  verbinderctl demo\n"
             "  verbinderctl demo --store demo.db --key-file demo.key",
  .run = demo,
};
