/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* verbinderctl: the social map without a screen. */

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli/vb-cli.h"

static void
print_overview (void)
{
  const VbCliCommand *const *commands = vb_cli_list_commands ();

  g_print ("%s\n  verbinderctl %s\n\n%s\n\n%s\n", _("Usage:"), _("COMMAND [OPTION…] [ARGUMENT…]"),
           _("The social map of a neighbourhood, without a screen."), _("Commands:"));
  for (guint i = 0; commands[i] != NULL; i++)
    g_print ("  %-10s %s\n", commands[i]->name, _(commands[i]->summary));
  g_print ("\n%s\n", _("“verbinderctl COMMAND --help” explains a command and shows an example."));
}

static const VbCliCommand *
find_command (const char *name)
{
  const VbCliCommand *const *commands = vb_cli_list_commands ();

  for (guint i = 0; commands[i] != NULL; i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

/* (transfer full): options before the command count as if they stood after it */
static char **
parse_front (int     argc,
             char  **argv,
             char  **name)
{
  static const char *const with_value[] = {
    "--store", "-s", "--key-file", "-k", "--passphrase-file", "--recovery-file", NULL
  };
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func (g_free);

  *name = NULL;
  g_ptr_array_add (rest, g_strdup (argv[0]));
  for (int i = 1; i < argc; i++)
    {
      gboolean takes_next = *name == NULL && g_strv_contains (with_value, argv[i]);

      if (*name == NULL && argv[i][0] != '-')
        {
          *name = g_strdup (argv[i]);
          continue;
        }
      g_ptr_array_add (rest, g_strdup (argv[i]));
      if (takes_next && i + 1 < argc)
        g_ptr_array_add (rest, g_strdup (argv[++i]));
    }
  g_ptr_array_add (rest, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&rest), FALSE);
}

static GOptionContext *
make_context (const VbCliCommand *command,
              const GOptionEntry *common)
{
  g_autofree char *program = g_strconcat ("verbinderctl ", command->name, NULL);
  g_autofree char *example = g_strdup_printf ("%s\n%s", _("Example:"), command->example);
  GOptionContext *context = g_option_context_new (command->arguments != NULL
                                                  ? _(command->arguments) : NULL);

  g_set_prgname (program); /* begins the line that says how it is used */
  g_option_context_set_summary (context, _(command->summary));
  g_option_context_set_description (context, example);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  return context;
}

static void
begin_answer (VbCli      *cli,
              const char *command)
{
  cli->out = vb_cli_json_new ();
  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_int (cli->out, "verbinderctl", VB_CLI_JSON_VERSION);
  vb_cli_json_string (cli->out, "command", command);
}

/* Whether all of the answer came out: a disk can be full, a pipe closed. */
static gboolean
write_out (VbCli      *cli,
           const char *text)
{
  errno = 0;
  if ((*text == '\0' || fputs (text, stdout) != EOF) && fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  if (cli->write_errno == 0)
    cli->write_errno = errno != 0 ? errno : EIO;
  return FALSE;
}

/* Who stops reading has seen enough: that is no failure, and nothing to say. */
static VbCliStatus
fail_writing (VbCli *cli)
{
  if (cli->write_errno == EPIPE)
    return cli->refused ? VB_CLI_REFUSED : VB_CLI_DONE;
  if (cli->write_errno == ENOSPC || cli->write_errno == EDQUOT || cli->write_errno == EFBIG)
    g_printerr ("verbinderctl: %s\n", _("The disk is full: the answer could not be written. What "
                                        "was asked for is done all the same."));
  else
    g_printerr ("verbinderctl: %s (%s)\n", _("The answer could not be written. What was asked for "
                                             "is done all the same."),
                g_strerror (cli->write_errno));
  return VB_CLI_REFUSED;
}

/* The answer of a command that failed is its error, and nothing of what it had begun to say. */
static void
answer_error (VbCli        *cli,
              const char   *command,
              const GError *error)
{
  g_autofree char *text = vb_cli_error_text (error);
  g_autofree char *detail = vb_cli_error_detail (error);

  g_clear_pointer (&cli->out, vb_cli_json_free);
  begin_answer (cli, command);
  vb_cli_json_begin_object (cli->out, "error");
  vb_cli_json_string (cli->out, "code", vb_cli_error_code (error));
  vb_cli_json_string (cli->out, "message", text);
  vb_cli_json_string (cli->out, "detail", detail);
  vb_cli_json_end_object (cli->out);
  vb_cli_json_end_object (cli->out);
  write_out (cli, vb_cli_json_get_text (cli->out));
}

static void
print_error (const GError *error,
             const char   *command)
{
  g_autofree char *text = vb_cli_error_text (error);
  g_autofree char *detail = vb_cli_error_detail (error);
  g_autofree char *clean = vb_cli_clean (text);
  g_autofree char *clean_detail = vb_cli_clean (detail);

  g_printerr ("verbinderctl: %s\n", clean);
  if (detail != NULL)
    g_printerr ("(%s)\n", clean_detail);
  if (error->domain == G_OPTION_ERROR && command != NULL)
    /* Translators: %s is the name of a command. */
    g_printerr (_("“verbinderctl %s --help” shows how it is used.\n"), command);
  else if (error->domain == G_OPTION_ERROR)
    g_printerr ("%s\n", _("“verbinderctl --help” shows the commands."));
}

/* The options say it only once they were understood. */
static gboolean
wants_json (char **argv)
{
  for (guint i = 0; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--json") || g_str_equal (argv[i], "-j"))
      return TRUE;
  return FALSE;
}

/* @command: (nullable): its name; of no command that is known otherwise */
static VbCliStatus
refuse_use (gboolean      json,
            const char   *command,
            const GError *error)
{
  VbCli cli = { 0 };

  if (json)
    answer_error (&cli, command, error);
  print_error (error, command);
  g_clear_pointer (&cli.out, vb_cli_json_free);
  return VB_CLI_WRONG_USE;
}

static VbCliStatus
run (VbCli              *cli,
     const VbCliCommand *command,
     char              **arguments)
{
  g_autoptr(GError) error = NULL;
  gboolean ok;

  begin_answer (cli, command->name);
  ok = command->run (cli, arguments, &error);
  vb_cli_progress_end (cli);
  if (!ok)
    {
      if (cli->json)
        answer_error (cli, command->name, error);
      print_error (error, command->name);
      return error->domain == G_OPTION_ERROR ? VB_CLI_WRONG_USE : VB_CLI_REFUSED;
    }
  vb_cli_json_end_object (cli->out);
  if (!write_out (cli, cli->json ? vb_cli_json_get_text (cli->out) : ""))
    return fail_writing (cli);
  return cli->refused ? VB_CLI_REFUSED : VB_CLI_DONE;
}

static gboolean
check_arguments (const VbCliCommand  *command,
                 guint                n,
                 GError             **error)
{
  if (n < command->min_arguments)
    vb_cli_set_wrong_use (error, _(command->missing));
  else if (n > command->max_arguments)
    vb_cli_set_wrong_use (error, _("That is one argument too many."));
  return n >= command->min_arguments && n <= command->max_arguments;
}

void
vb_cli_set_wrong_use (GError     **error,
                      const char  *message)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
}

static VbCliStatus
run_command (const VbCliCommand *command,
             char             ***argv)
{
  VbCli cli = { 0 };
  const GOptionEntry common[] = {
    { "store", 's', 0, G_OPTION_ARG_FILENAME, &cli.store,
      N_("The store, instead of your own"), N_("FILE") },
    { "key-file", 'k', 0, G_OPTION_ARG_FILENAME, &cli.key_file,
      N_("Use the key in this file: 64 hexadecimal digits (- for standard input)"), N_("FILE") },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &cli.passphrase_file,
      N_("Open with the passphrase in this file (- for standard input)"), N_("FILE") },
    { "recovery-file", 0, 0, G_OPTION_ARG_FILENAME, &cli.recovery_file,
      N_("Open with the recovery code in this file (- for standard input)"), N_("FILE") },
    { "any-place", 0, 0, G_OPTION_ARG_NONE, &cli.any_place,
      N_("Also use a store on a network drive or in a synchronised folder"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &cli.json,
      N_("Answer in JSON, for programs"), NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = make_context (command, common);
  g_autoptr(GError) error = NULL;
  gboolean json = wants_json (*argv);
  VbCliStatus status;

  if (!g_option_context_parse_strv (context, argv, &error)
      || !check_arguments (command, g_strv_length (*argv) - 1, &error))
    status = refuse_use (json, command->name, error);
  else
    {
      cli.store_given = cli.store != NULL;
      if (cli.store == NULL)
        cli.store = vb_vault_default_store_path ();
      status = run (&cli, command, *argv + 1);
    }
  g_clear_pointer (&cli.out, vb_cli_json_free);
  g_clear_object (&cli.vault);
  g_free (cli.store);
  g_free (cli.key_file);
  g_free (cli.passphrase_file);
  g_free (cli.recovery_file);
  vb_cli_free_secret (cli.secret);
  return status;
}

int
main (int   argc,
      char *argv[])
{
  g_auto(GStrv) rest = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  const struct rlimit none = { 0, 0 };
  const char *translations = g_getenv ("TEXTDOMAINDIR");
  const VbCliCommand *command;

  setlocale (LC_ALL, "");
  /* as gettext's own programs take it: to run before it is installed */
  bindtextdomain (GETTEXT_PACKAGE, translations != NULL ? translations : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("verbinderctl");
  umask (077); /* what is written is for whoever runs this */
  setrlimit (RLIMIT_CORE, &none); /* a picture of the memory would have the key in it */
  signal (SIGPIPE, SIG_IGN); /* the store is closed, whoever stopped reading */
  signal (SIGXFSZ, SIG_IGN); /* a file that may not grow is a full disk, not the end */

  rest = parse_front (argc, argv, &name);
  if (name == NULL && g_strv_contains ((const char *const *) rest, "--version"))
    {
      g_print ("verbinderctl %s\n", PACKAGE_VERSION);
      return VB_CLI_DONE;
    }
  if (name == NULL && (g_strv_contains ((const char *const *) rest, "--help")
                       || g_strv_contains ((const char *const *) rest, "-h")))
    {
      print_overview ();
      return VB_CLI_DONE;
    }
  command = name != NULL ? find_command (name) : NULL;
  if (command != NULL)
    return run_command (command, &rest);
  if (name == NULL)
    vb_cli_set_wrong_use (&error, _("Which command?"));
  else
    g_set_error (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 /* Translators: %s is what was typed as the name of a command. */
                 _("There is no command “%s”."), name);
  return refuse_use (wants_json (rest), NULL, error);
}
