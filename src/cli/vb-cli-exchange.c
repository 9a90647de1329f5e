/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Who exchanges letters with whom: the card of this organization, those of others, and whether
 * people compared them; and the letters themselves. */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "cli/vb-cli-maps.h"
#include "cli/vb-cli-post.h"
#include "cli/vb-cli-server.h"
#include "core/base/vb-hex.h"
#include "exchange/desk/vb-desk.h"
#include "exchange/vb-wire.h"
#include "interop/vb-write-file.h"

#define LEAST_OF_ID 6
#define SHOWN_OF_ID 12
#define USAGE \
  N_("It is “exchange identity”, “exchange card FILE”, “exchange partner list”, “exchange " \
     "partner add FILE”, “exchange partner verify”, “stop” or “resume” with a PARTNER, “exchange " \
     "partner link PARTNER ID”, “exchange webdav set ADDRESS --user NAME”, “exchange webdav " \
     "list”, “exchange webdav remove ADDRESS”, “exchange send” or “receive” with a FOLDER or " \
     "with --webdav ADDRESS, “exchange save LETTER FILE”, “exchange open FILE…”, “exchange " \
     "status”, “exchange maps”, “exchange publish” alone or with the ID of an organization or " \
     "service, “exchange withdraw ID”, or “exchange subscribe” or “unsubscribe” with a PARTNER.")
#define MANY G_MAXUINT
#define MOST_FILES 10000

static VbDeskAbout about;
static char *how;
static char *heard;
static gboolean overwrite;
static VbCliPlace place;
static VbCliMap map;

static const GOptionEntry options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &about.name,
    N_("With identity: what the organization is called"), N_("NAME") },
  { "address", 0, 0, G_OPTION_ARG_STRING, &about.address,
    N_("With identity: where it is"), N_("TEXT") },
  { "phone", 0, 0, G_OPTION_ARG_STRING, &about.phone,
    N_("With identity: its telephone"), N_("TEXT") },
  { "email", 0, 0, G_OPTION_ARG_STRING, &about.email,
    N_("With identity: its mail address"), N_("TEXT") },
  { "kvk", 0, 0, G_OPTION_ARG_STRING, &about.kvk,
    N_("With identity: its number at the chamber of commerce"), N_("TEXT") },
  { "agb", 0, 0, G_OPTION_ARG_STRING, &about.agb,
    N_("With identity: its AGB code"), N_("TEXT") },
  { "heard", 0, 0, G_OPTION_ARG_STRING, &heard,
    N_("With partner verify: the words or digits that the other side read out"), N_("TEXT") },
  { "how", 0, 0, G_OPTION_ARG_STRING, &how,
    N_("With partner verify: phone, meeting or video"), N_("WAY") },
  { "folder", 0, 0, G_OPTION_ARG_FILENAME, &place.folder,
    N_("With send and receive: the folder that letters are carried in"), N_("FOLDER") },
  { "webdav", 0, 0, G_OPTION_ARG_STRING, &place.address,
    N_("With send and receive: the server that letters are carried by"), N_("ADDRESS") },
  { "user", 0, 0, G_OPTION_ARG_STRING, &place.user,
    N_("With webdav set: the name to use there"), N_("NAME") },
  { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &place.password_file,
    N_("The password of the server is in this file (- for standard input)"), N_("FILE") },
  { "authority", 0, 0, G_OPTION_ARG_FILENAME, &place.authority,
    N_("With webdav set: trust the certificates in this file for it"), N_("FILE") },
  { "title", 0, 0, G_OPTION_ARG_STRING, &map.title,
    N_("With publish: what the map is called"), N_("TEXT") },
  { "checked", 0, 0, G_OPTION_ARG_NONE, &map.checked,
    N_("With publish: everything that was checked here goes too, from now on"), NULL },
  { "only-chosen", 0, 0, G_OPTION_ARG_NONE, &map.only_chosen,
    N_("With publish: only what was chosen goes, from now on"), NULL },
  { "preview", 0, 0, G_OPTION_ARG_NONE, &map.preview,
    N_("With publish: tell what would go, and change nothing"), NULL },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &map.output,
    N_("With publish and --preview: write what would go to this file"), N_("FILE") },
  { "remove", 0, 0, G_OPTION_ARG_NONE, &map.remove,
    N_("With unsubscribe: take away what came, but for what was touched here"), NULL },
  { "overwrite", 0, 0, G_OPTION_ARG_NONE, &overwrite,
    N_("Put it in the place of a file that is there"), NULL },
  { NULL }
};

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
refuse (const char  *message,
        GError     **error)
{
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, message);
  return FALSE;
}

/* ---------------------------------------------------------------- this organization */

static gboolean
require_card (const VbDesk  *desk,
              GError       **error)
{
  return desk->card != NULL
         || refuse (_("This organization has no card yet: make one with “verbinderctl exchange "
                      "identity --name NAME”"), error);
}

static gboolean
has_news (void)
{
  return about.name != NULL || about.address != NULL || about.phone != NULL || about.email != NULL
         || about.kvk != NULL || about.agb != NULL;
}

static void
tell_identity (VbCli        *cli,
               const VbDesk *desk)
{
  g_autofree char *id = vb_hex_dup (desk->card->organization, VB_EXCHANGE_KEY_SIZE);
  g_autofree char *name = vb_cli_clean (desk->card->name);
  g_autofree char *until = vb_cli_date (desk->card->expires * G_USEC_PER_SEC);

  vb_cli_json_string (cli->out, "organization", id);
  vb_cli_json_string (cli->out, "name", desk->card->name);
  vb_cli_json_int (cli->out, "card_version", desk->card->version);
  vb_cli_json_time (cli->out, "card_expires_at", desk->card->expires * G_USEC_PER_SEC);
  vb_cli_say (cli, "%s\n  %.*s", name, SHOWN_OF_ID, id);
  /* Translators: the number of a card, and a date. */
  vb_cli_say (cli, _("  Card %d, good until %s"), (int) desk->card->version, until);
}

static gboolean
identity (VbCli    *cli,
          VbDesk   *desk,
          char    **arguments,
          GError  **error)
{
  gboolean done = TRUE;

  if (desk->card == NULL)
    {
      if (about.name == NULL)
        return require_card (desk, error);
      done = vb_desk_start_sync (desk, &about, now (), error);
    }
  else if (has_news ())
    done = vb_desk_renew_sync (desk, &about, now (), error);
  if (done)
    tell_identity (cli, desk);
  return done;
}

static gboolean
card (VbCli    *cli,
      VbDesk   *desk,
      char    **arguments,
      GError  **error)
{
  static const VbDeskAbout nothing = { NULL };
  const char *path = arguments[0];
  g_autofree char *clean = vb_cli_clean (path);

  if (!require_card (desk, error) || !vb_cli_check_target (cli, path, overwrite, error))
    return FALSE;
  if (vb_desk_needs_renewal (desk, now ()) && !vb_desk_renew_sync (desk, &nothing, now (), error))
    return FALSE;
  if (!vb_write_file (path, g_bytes_get_data (desk->card->bytes, NULL),
                      g_bytes_get_size (desk->card->bytes), error))
    return FALSE;
  vb_cli_json_string (cli->out, "file", path);
  vb_cli_json_int (cli->out, "card_version", desk->card->version);
  vb_cli_say (cli, _("The card is in %s. Give it to the other organization, and let it give you "
                     "its own; then compare by telephone: “verbinderctl exchange partner verify”."),
              clean);
  return TRUE;
}

/* ---------------------------------------------------------------- partners */

static const char *
name_state (VbPartnerState state)
{
  static const char *const names[VB_N_PARTNER_STATES] = {
    [VB_PARTNER_NEW] = N_("not verified yet: no letters are sent"),
    [VB_PARTNER_VERIFIED] = N_("verified"),
    [VB_PARTNER_CHANGED] = N_("changed: compare again before anything is sent"),
    [VB_PARTNER_REVOKED] = N_("stopped: no letters are sent or taken"),
  };

  return _(names[state]);
}

static void
tell_partner (VbCli           *cli,
              const VbPartner *partner)
{
  g_autofree char *name = vb_cli_clean (partner->name);
  g_autofree char *until = vb_cli_date (partner->expires_at);
  g_autofree char *at = vb_cli_date (partner->verified_at);
  g_autofree char *by = vb_cli_clean (partner->verified_by != NULL ? partner->verified_by : "");
  g_autofree char *former = vb_cli_clean (partner->former_name != NULL ? partner->former_name : "");

  vb_cli_json_string (cli->out, "id", partner->id);
  vb_cli_json_string (cli->out, "name", partner->name);
  vb_cli_json_string (cli->out, "state", vb_partner_state_get_code (partner->state));
  vb_cli_json_int (cli->out, "card_version", partner->card_version);
  vb_cli_json_time (cli->out, "card_expires_at", partner->expires_at);
  vb_cli_json_time (cli->out, "verified_at", partner->verified_at);
  vb_cli_json_string (cli->out, "verified_by", partner->verified_by);
  vb_cli_json_string (cli->out, "verified_how", partner->verified_how);
  vb_cli_json_string (cli->out, "former_name", partner->former_name);
  vb_cli_say (cli, "%s\n  %.*s", name, SHOWN_OF_ID, partner->id);
  if (at != NULL)
    /* Translators: of an organization: on which day, by whom its card was verified. */
    vb_cli_say (cli, _("  verified on %s by %s"), at, by);
  else
    vb_cli_say (cli, "  %s", name_state (partner->state));
  if (partner->former_name != NULL)
    /* Translators: %s is the name that an organization had. */
    vb_cli_say (cli, _("  It was called “%s” when it was verified. Is that right? Call them with a "
                       "number that is not from the card, and verify again; or stop them."),
                former);
  /* Translators: the number of a card, and a date. */
  vb_cli_say (cli, _("  Card %d, good until %s"), (int) partner->card_version, until);
}

static gboolean
list_partners (VbCli    *cli,
               VbDesk   *desk,
               char    **arguments,
               GError  **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (desk->store, NULL, error);

  if (partners == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "partners");
  for (guint i = 0; i < partners->len; i++)
    {
      vb_cli_json_begin_object (cli->out, NULL);
      tell_partner (cli, partners->pdata[i]);
      vb_cli_json_end_object (cli->out);
    }
  vb_cli_json_end_array (cli->out);
  if (partners->len == 0)
    vb_cli_say (cli, "%s", _("There are no partners yet. “verbinderctl exchange partner add” takes "
                             "the card of one."));
  return TRUE;
}

/* Why a card was not taken; %NULL: it was. */
static const char *
name_refusal (VbCardVerdict verdict)
{
  if (verdict == VB_CARD_OLDER)
    return _("The card is older than the one that is here, and was not taken. Ask for the "
             "newest");
  if (verdict == VB_CARD_CONTRADICTS)
    return _("The card contradicts the one that is here, and was not taken. Nothing is sent to "
             "this organization now: call them, with a number that is not from the card");
  return NULL;
}

static gboolean
add_partner (VbCli    *cli,
             VbDesk   *desk,
             char    **arguments,
             GError  **error)
{
  g_autofree char *contents = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(VbPartner) partner = NULL;
  VbCardVerdict verdict;
  gsize length;

  if (!g_file_get_contents (arguments[0], &contents, &length, error))
    return FALSE;
  bytes = g_bytes_new (contents, length);
  partner = vb_desk_take_card_sync (desk, bytes, &verdict, error);
  if (partner == NULL)
    return FALSE;
  if (name_refusal (verdict) != NULL)
    return refuse (name_refusal (verdict), error);
  tell_partner (cli, partner);
  if (partner->state == VB_PARTNER_NEW)
    vb_cli_say (cli, _("Now compare: call them with a number that is not from the card, and use "
                       "“verbinderctl exchange partner verify %.*s”."),
                SHOWN_OF_ID, partner->id);
  return TRUE;
}

static gboolean
is_called (const VbPartner *partner,
           const char      *text)
{
  g_autofree char *name = g_utf8_casefold (partner->name, -1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *asked = g_utf8_casefold (valid, -1);

  return g_str_equal (name, asked)
         || (strlen (text) >= LEAST_OF_ID && g_str_has_prefix (partner->id, text));
}

/* (transfer none) (nullable): the only one that is called so */
static const VbPartner *
find_partner (GPtrArray   *partners,
              const char  *text,
              GError     **error)
{
  const VbPartner *found = NULL;

  for (guint i = 0; i < partners->len; i++)
    {
      if (!is_called (partners->pdata[i], text))
        continue;
      if (found != NULL)
        {
          refuse (_("More than one partner is called so: give its id"), error);
          return NULL;
        }
      found = partners->pdata[i];
    }
  if (found == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such partner");
  return found;
}

static void
show_words (VbCli           *cli,
            const VbDesk    *desk,
            const VbPartner *partner)
{
  g_autofree char *phrase = vb_desk_get_phrase (desk, partner);
  g_autofree char *digits = vb_desk_get_digits (desk, partner);
  g_autofree char *name = vb_cli_clean (partner->name);

  vb_cli_json_string (cli->out, "id", partner->id);
  vb_cli_json_string (cli->out, "words", phrase);
  vb_cli_json_string (cli->out, "digits", digits);
  /* Translators: the name of an organization, twelve words, and sixty digits. */
  vb_cli_say (cli, _("Call %s with a number that is not from the card. Read these words out, or "
                     "these digits; they see the same:\n\n  %s\n\n  %s\n\n"
                     "Then let them read theirs, and type what you hear:\n  "
                     "verbinderctl exchange partner verify %.*s --how phone --heard \"…\""),
              name, phrase, digits, SHOWN_OF_ID, partner->id);
}

static gboolean
decide (VbCli           *cli,
        VbDesk          *desk,
        const VbPartner *partner,
        VbPartnerEvent   event,
        GError         **error)
{
  g_autoptr(GPtrArray) partners = NULL;
  const VbPartner *after;

  if (!vb_partners_decide_sync (desk->store, partner->id, event, partner->root, how, NULL, error))
    return FALSE;
  partners = vb_partners_list_sync (desk->store, NULL, error);
  after = partners != NULL ? find_partner (partners, partner->id, error) : NULL;
  if (after != NULL)
    tell_partner (cli, after);
  return after != NULL;
}

static gboolean
verify_partner (VbCli    *cli,
                VbDesk   *desk,
                char    **arguments,
                GError  **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (desk->store, NULL, error);
  const VbPartner *partner = partners != NULL ? find_partner (partners, arguments[0], error) : NULL;

  if (partner == NULL || !require_card (desk, error))
    return FALSE;
  if (heard == NULL)
    {
      show_words (cli, desk, partner);
      return TRUE;
    }
  if (!vb_desk_compare (desk, partner, heard))
    return refuse (_("That is not what stands here, so nothing was verified. Let them read it once "
                     "more; if it stays different, somebody is in between: send nothing"), error);
  return decide (cli, desk, partner, VB_PARTNER_COMPARED, error);
}

static gboolean
stop_partner (VbCli    *cli,
              VbDesk   *desk,
              char    **arguments,
              GError  **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (desk->store, NULL, error);
  const VbPartner *partner = partners != NULL ? find_partner (partners, arguments[0], error) : NULL;

  return partner != NULL && decide (cli, desk, partner, VB_PARTNER_STOPPED, error);
}

static gboolean
resume_partner (VbCli    *cli,
                VbDesk   *desk,
                char    **arguments,
                GError  **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (desk->store, NULL, error);
  const VbPartner *partner = partners != NULL ? find_partner (partners, arguments[0], error) : NULL;

  return partner != NULL && decide (cli, desk, partner, VB_PARTNER_RESUMED, error);
}

static gboolean
link_partner (VbCli    *cli,
              VbDesk   *desk,
              char    **arguments,
              GError  **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (desk->store, NULL, error);
  const VbPartner *partner = partners != NULL ? find_partner (partners, arguments[0], error) : NULL;

  return partner != NULL && vb_cli_post_link (cli, desk, partner, arguments[1], error);
}

/* ---------------------------------------------------------------- what carries them */

static gboolean
send_letters (VbCli    *cli,
              VbDesk   *desk,
              char    **arguments,
              GError  **error)
{
  g_autoptr(VbCarrier) carrier = vb_cli_find_carrier (cli, desk, &place, arguments[0], error);

  return carrier != NULL && vb_cli_post_send (cli, desk, carrier, error);
}

static gboolean
receive_letters (VbCli    *cli,
                 VbDesk   *desk,
                 char    **arguments,
                 GError  **error)
{
  g_autoptr(VbCarrier) carrier = vb_cli_find_carrier (cli, desk, &place, arguments[0], error);

  return carrier != NULL && vb_cli_post_receive (cli, desk, carrier, error);
}

static gboolean
save_letter (VbCli    *cli,
             VbDesk   *desk,
             char    **arguments,
             GError  **error)
{
  return vb_cli_check_target (cli, arguments[1], overwrite, error)
         && vb_cli_post_save (cli, desk, arguments[0], arguments[1], error);
}

static gboolean
set_server (VbCli    *cli,
            VbDesk   *desk,
            char    **arguments,
            GError  **error)
{
  return vb_cli_server_set (cli, desk, &place, arguments[0], error);
}

static gboolean
list_servers (VbCli    *cli,
              VbDesk   *desk,
              char    **arguments,
              GError  **error)
{
  return vb_cli_server_list (cli, desk, error);
}

static gboolean
remove_server (VbCli    *cli,
               VbDesk   *desk,
               char    **arguments,
               GError  **error)
{
  return vb_cli_server_remove (cli, desk, arguments[0], error);
}

/* ---------------------------------------------------------------- the social map */

static gboolean
publish (VbCli    *cli,
         VbDesk   *desk,
         char    **arguments,
         GError  **error)
{
  map.overwrite = overwrite;
  return vb_cli_maps_publish (cli, desk, &map, arguments[0], error);
}

static gboolean
withdraw (VbCli    *cli,
          VbDesk   *desk,
          char    **arguments,
          GError  **error)
{
  return vb_cli_maps_withdraw (cli, desk, arguments[0], error);
}

static gboolean
subscribe (VbCli    *cli,
           VbDesk   *desk,
           char    **arguments,
           GError  **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (desk->store, NULL, error);
  const VbPartner *partner = partners != NULL ? find_partner (partners, arguments[0], error) : NULL;

  return partner != NULL && vb_cli_maps_subscribe (cli, desk, partner, error);
}

static gboolean
unsubscribe (VbCli    *cli,
             VbDesk   *desk,
             char    **arguments,
             GError  **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (desk->store, NULL, error);
  const VbPartner *partner = partners != NULL ? find_partner (partners, arguments[0], error) : NULL;

  return partner != NULL && vb_cli_maps_unsubscribe (cli, desk, &map, partner, error);
}

/* ---------------------------------------------------------------- which of them */

static const struct
{
  const char *first;
  const char *second; /* (nullable) */
  guint n_more;       /* MANY: one at least */
  gboolean (*run) (VbCli *cli, VbDesk *desk, char **arguments, GError **error);
} verbs[] = {
  { "identity", NULL, 0, identity },
  { "card", NULL, 1, card },
  { "partner", "list", 0, list_partners },
  { "partner", "add", 1, add_partner },
  { "partner", "verify", 1, verify_partner },
  { "partner", "stop", 1, stop_partner },
  { "partner", "resume", 1, resume_partner },
  { "partner", "link", 2, link_partner },
  { "webdav", "set", 1, set_server },
  { "webdav", "list", 0, list_servers },
  { "webdav", "remove", 1, remove_server },
  { "send", NULL, 0, send_letters },
  { "send", NULL, 1, send_letters },
  { "receive", NULL, 0, receive_letters },
  { "receive", NULL, 1, receive_letters },
  { "save", NULL, 2, save_letter },
  { "open", NULL, MANY, vb_cli_post_open },
  { "status", NULL, 0, vb_cli_post_status },
  { "maps", NULL, 0, vb_cli_maps_list },
  { "publish", NULL, 0, publish },
  { "publish", NULL, 1, publish },
  { "withdraw", NULL, 1, withdraw },
  { "subscribe", NULL, 1, subscribe },
  { "unsubscribe", NULL, 1, unsubscribe },
};

static int
find_verb (char  **arguments,
           guint  *n_words)
{
  guint n = g_strv_length (arguments);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      *n_words = verbs[i].second != NULL ? 2 : 1;
      if ((verbs[i].n_more == MANY ? n > *n_words : n == *n_words + verbs[i].n_more)
          && g_str_equal (arguments[0], verbs[i].first)
          && (verbs[i].second == NULL || g_str_equal (arguments[1], verbs[i].second)))
        return i;
    }
  return -1;
}

static gboolean
exchange (VbCli   *cli,
          char   **arguments,
          GError **error)
{
  g_autoptr(VbDesk) desk = NULL;
  guint n_words;
  int verb = find_verb (arguments, &n_words);
  VbStore *store;
  gboolean done;

  if (verb < 0)
    {
      vb_cli_set_wrong_use (error, _(USAGE));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  desk = vb_desk_load_sync (store, error);
  done = desk != NULL && verbs[verb].run (cli, desk, arguments + n_words, error);
  g_clear_pointer (&desk, vb_desk_free);
  return vb_cli_close_store (cli, store, done ? error : NULL) && done;
}

const VbCliCommand vb_cli_exchange = {
  .name = "exchange",
  .arguments = N_("identity | card FILE | partner list | partner add FILE | "
                  "partner verify PARTNER | partner link PARTNER ID | webdav set ADDRESS | "
                  "webdav list | webdav remove ADDRESS | send [FOLDER] | receive [FOLDER] | "
                  "save LETTER FILE | open FILE… | status | maps | publish [ID] | withdraw ID | "
                  "subscribe PARTNER | unsubscribe PARTNER"),
  .summary = N_("Exchange letters with other organizations, and verify who they are"),
  .missing = USAGE,
  .example = "  verbinderctl exchange identity --name \"Praktijk De Linde\"\n"
             "  verbinderctl exchange card linde.vbcard\n"
             "  verbinderctl exchange partner add buurtteam.vbcard\n"
             "  verbinderctl exchange partner verify Buurtteam\n"
             "  verbinderctl exchange send /media/shared/verbinder\n"
             "  verbinderctl exchange receive /media/shared/verbinder\n"
             "  verbinderctl exchange webdav set https://dav.example.org/verbinder --user linde\n"
             "  verbinderctl exchange send --webdav https://dav.example.org/verbinder\n"
             "  verbinderctl exchange save 0192f0c1 /media/stick/letter.vbz\n"
             "  verbinderctl exchange open ~/Downloads/*.vbz\n"
             "  verbinderctl exchange publish --checked --preview\n"
             "  verbinderctl exchange subscribe Buurtteam",
  .options = options,
  .min_arguments = 1,
  .max_arguments = MOST_FILES,
  .run = exchange,
};
