/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What the layers below say in English, for a person who reads another language. They know
 * nothing of languages themselves; what they say that a person gets to see is listed here. A %s
 * stands for whatever they filled in. */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli.h"

#define MOST_PARTS 5

static const char *const reasons[] = {
  /* keys */
  N_("There is no such key file"),
  N_("The key file cannot be read"),
  N_("The key file is not a file"),
  N_("Others can read the key file; chmod 600 makes it yours alone"),
  N_("The key file is not one: A key is exactly %s hexadecimal digits"),
  N_("A passphrase has at least ten characters"),
  N_("Without the keyring there must be a passphrase"),
  N_("The last way to open the store cannot be taken away"),
  N_("This store cannot be opened in that way"),
  N_("A recovery code has %s groups of %s characters"),
  N_("There is a mistake in group %s of the code"),
  N_("The code has a character that is never used in one"),
  /* the vault file */
  N_("There is a vault file already"),
  N_("The vault file is damaged: %s"),
  N_("The vault file was written by a newer version of the program"),
  N_("Checking the passphrase needs %s MiB of free memory"),
  N_("The vault file cannot be opened: %s"),
  N_("The vault file cannot be put in its place: %s"),
  N_("The vault file cannot be read: %s"),
  N_("The vault file cannot be written: %s"),
  N_("The folder of the vault file cannot be opened: %s"),
  N_("The folder of the vault file cannot be written: %s"),
  N_("Another program is changing the vault file"),
  N_("The vault file was replaced by that of another store"),
  /* the store and its backups */
  N_("The store is missing: there is no file at this place"),
  N_("There is no file but something else where the store should be"),
  N_("The file where the store should be is empty"),
  N_("The file where the store should be is too short to be one"),
  N_("The file where the store should be cannot be read"),
  N_("The file where the store should be is a database without encryption"),
  N_("The key opens this file, but it is no store of this program"),
  N_("The store cannot be read: %s"),
  N_("The file of the store cannot be written: %s"),
  N_("The folder of the store cannot be written: %s"),
  N_("The folder of the store cannot be made: %s"),
  N_("There is a file already where the store would be made"),
  N_("There is a file already where the backup would be written"),
  N_("The folder for the backup does not exist"),
  N_("The folder for the backup cannot be written: %s"),
  N_("There is too little space left for the backup of today"),
  N_("The backup is the store itself"),
  N_("The backup is damaged; nothing was changed: %s"),
  N_("The old store cannot be put aside: %s"),
  /* the social map of partners */
  N_("There is no such organization or service"),
  /* the access log */
  N_("The beginning of the access log is missing"),
  N_("Entries of the access log are missing before this one"),
  N_("This entry of the access log was changed, or the one before it"),
  N_("The signature under the access log does not fit it"),
  N_("What was removed of the access log was not signed for"),
  N_("The access log is not whole, so nothing of it is removed"),
  N_("The access log is kept for at least five years, and at most twenty"),
  /* records */
  N_("This synonym is there already"),
  N_("There is no such synonym"),
  N_("There is no need with this code: %s"),
  N_("%s: not a text of at most %s letters"),
  N_("%s: there is no word in it"),
  N_("There is no such source any more"),
  N_("There is no such person any more"),
  N_("There is no such conversation or plan any more"),
  N_("There is no such referral any more"),
  N_("This was sent already"),
  N_("The time for keeping it is not over"),
  N_("There is no person in it"),
  N_("This person is here already"),
  N_("This person was here, and the record was destroyed"),
  N_("One of the records is here already, with somebody else"),
  N_("It was proposed already"),
  N_("Nobody proposed to destroy it"),
  N_("You proposed it yourself: somebody else can confirm it now, you after %s days"),
  /* packages */
  N_("%s is larger than %s MiB"),
  N_("the folder is larger than %s MiB"),
  N_("more than %s files in the folder"),
  N_("more than %s rows"),
  N_("more than %s records"),
  N_("the file could not be written: %s"),
  N_("the folder could not be written: %s"),
  N_("%s: no organisations or services in a form that is known; it needs a mapping"),
  N_("%s: there is no file in it that can be read"),
  N_("zip: %s"),
  N_("%s: the mapping wants a column “%s”, which the file does not have"),
  N_("%s: there is nothing in it"),
  N_("%s: the file is not text"),
  N_("%s: JSON, line %s: %s"),
  N_("%s: record %s, field %s: the quote is never closed"),
  N_("%s: record %s, field %s: holds a zero byte"),
  N_("%s: record %s, field %s: more than %s bytes"),
  N_("%s: record %s: more than %s columns"),
  /* cards and partners */
  N_("The card is too large"),
  N_("This is not a partner card"),
  N_("The card is not complete"),
  N_("The card is cut off, or something was added"),
  N_("The card was made by a newer version of the program"),
  N_("The card is signed in a way that this version does not know"),
  N_("The card has a mark that this version does not know"),
  N_("The signature under the card does not fit it"),
  N_("A root key of the card was not signed by the one before it"),
  N_("The card is not signed with the last of its root keys"),
  N_("It is not a JSON object: %s"),
  N_("The JSON is not written in the one way it can be"),
  N_("There is a member that version 1 does not have"),
  N_("The member “%s” is missing"),
  N_("The member “%s” holds what it cannot"),
  N_("The card needs the name of the organization"),
  N_("This organization has a card already"),
  N_("This is the card of your own organization"),
  N_("There is no such partner"),
  N_("That cannot be done with a partner in this state"),
  N_("Partners compare by phone, in a meeting or by video"),
  N_("The address of a folder for letters begins with https:// and has no name, password or "
     "question mark in it"),
  N_("A name for a server has no colon in it, and is not empty"),
  N_("There is no such server here: say first which name to use there"),
  N_("A password for a server has at most %s bytes"),
  N_("Their card says that nothing of them counts any more: take a newer card first"),
  N_("A sealed key does not open"),
  /* parts of those */
  N_("it is damaged; fetch it again"),
  N_("a file in it is damaged; fetch it again"),
  N_("it is too large when unpacked"),
  N_("it is locked with a password"),
  N_("it holds a link or another special file"),
  N_("there are too many files in it"),
  N_("there is another archive in it"),
  N_("a file in it unpacks to far more than it says"),
  N_("a file in it has a name that is not allowed"),
  N_("it is packed in a way that is not read"),
  N_("two files in it have the same name"),
  N_("the text ends too early"),
  N_("the text ends within a string"),
  N_("a control character in a string"),
  N_("a comma or bracket is missing"),
  N_("a colon is missing"),
  N_("the name of a member is missing"),
  N_("a member stands twice in one object"),
  N_("something follows the end"),
  N_("nested too deeply"),
  N_("not a value"),
  N_("not a number"),
};

/* Whether @text is @pattern with something in the place of each %s. The parts are of @text. */
static gboolean
matches (const char *pattern,
         const char *text,
         char      **parts)
{
  g_auto(GStrv) fixed = g_strsplit (pattern, "%s", MOST_PARTS);
  guint n = g_strv_length (fixed);

  if (!g_str_has_prefix (text, fixed[0]))
    return FALSE;
  text += strlen (fixed[0]);
  for (guint i = 1; i < n; i++)
    {
      gboolean last = i + 1 == n;
      const char *end = last && *fixed[i] == '\0' ? text + strlen (text) : strstr (text, fixed[i]);

      if (last && *fixed[i] != '\0' && !g_str_has_suffix (text, fixed[i]))
        return FALSE;
      if (last && *fixed[i] != '\0')
        end = text + strlen (text) - strlen (fixed[i]);
      if (end == NULL || end == text)
        return FALSE;
      parts[i - 1] = g_strndup (text, end - text);
      text = end + strlen (fixed[i]);
    }
  return *text == '\0';
}

static char *
fill (const char *translated,
      char      **parts)
{
  g_auto(GStrv) fixed = g_strsplit (translated, "%s", MOST_PARTS);
  GString *out = g_string_new (fixed[0]);

  for (guint i = 1; fixed[0] != NULL && fixed[i] != NULL; i++)
    {
      g_autofree char *part = vb_cli_reason (parts[i - 1] != NULL ? parts[i - 1] : "");

      g_string_append (out, part);
      g_string_append (out, fixed[i]);
    }
  return g_string_free (out, FALSE);
}

static void
clear (char **parts)
{
  for (guint i = 0; i < MOST_PARTS; i++)
    g_clear_pointer (&parts[i], g_free);
}

/**
 * vb_cli_reason:
 * @message: of an error
 *
 * Returns: (transfer full): the same in the person's language, when it is one that is listed
 */
char *
vb_cli_reason (const char *message)
{
  char *parts[MOST_PARTS] = { NULL };
  char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (reasons) && found == NULL; i++)
    {
      if (matches (reasons[i], message, parts))
        found = fill (_(reasons[i]), parts);
      clear (parts);
    }
  if (found != NULL)
    return found;
  /* What the rules of the field say is a msgid as it is; of nothing gettext gives its header. */
  return g_strdup (*message != '\0' ? _(message) : message);
}
