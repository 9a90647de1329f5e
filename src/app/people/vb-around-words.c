/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-around-words.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"

typedef struct
{
  const char *code;
  const char *words;
} Word;

static const char *
find (const Word *words,
      const char *code)
{
  for (const Word *word = words; word->code != NULL; word++)
    if (g_strcmp0 (word->code, code) == 0)
      return _(word->words);
  return code;
}

static const char *
representative_words (const char *kind)
{
  static const Word words[] = {
    { "curator", N_("Guardian appointed by the court (curator)") },
    { "mentor", N_("Mentor appointed by the court") },
    { "mandatary", N_("Has a written mandate") }, { "parent", N_("Parent") },
    { "guardian", N_("Guardian of a child") }, { "partner", N_("Partner") },
    { "family", N_("Family") }, { NULL, NULL }
  };

  return find (words, kind);
}

static const char *
relation_words (const char *kind)
{
  static const Word words[] = {
    { "partner", N_("Partner") }, { "child", N_("Child") }, { "parent", N_("Parent") },
    { "family", N_("Family") }, { "friend", N_("Friend") }, { "neighbour", N_("Neighbour") },
    { "carer", N_("Family carer") }, { "volunteer", N_("Volunteer") },
    { "other", N_("Somebody else") }, { NULL, NULL }
  };

  return find (words, kind);
}

const char *
vb_around_role_words (const char *role)
{
  static const Word words[] = {
    { "adult", N_("Adult") }, { "partner", N_("Partner") }, { "parent", N_("Parent") },
    { "child", N_("Child") }, { "other", N_("Somebody else") }, { NULL, NULL }
  };

  return role != NULL ? find (words, role) : "";
}

/* ------------------------------------------------------------------ one line */

static void
add (GStrvBuilder *parts,
     const char   *text)
{
  if (text != NULL && *text != '\0')
    g_strv_builder_add (parts, text);
}

static void
add_end (GStrvBuilder *parts,
         const char   *to,
         const char   *today)
{
  g_autofree char *day = to != NULL ? vb_words_date (to) : NULL;
  g_autofree char *words = NULL;

  if (to == NULL)
    return;
  words = g_strcmp0 (to, today) <= 0
          /* Translators: %s is a date */
          ? g_strdup_printf (_("ended on %s"), day)
          /* Translators: %s is a date */
          : g_strdup_printf (_("until %s"), day);
  add (parts, words);
}

static void
add_representative (GStrvBuilder           *parts,
                    const VbRepresentative *one,
                    const char             *today)
{
  add (parts, representative_words (one->kind));
  add (parts, one->authority ? _("has authority") : NULL);
  add (parts, one->phone);
  add (parts, one->email);
  add_end (parts, one->valid_to, today);
}

static void
add_relation (GStrvBuilder     *parts,
              const VbRelation *one)
{
  add (parts, one->kind != NULL ? relation_words (one->kind) : NULL);
  add (parts, one->means);
  add (parts, one->phone);
}

static void
add_helper (GStrvBuilder   *parts,
            const VbHelper *one,
            const char     *today)
{
  static const Word useful[] = {
    { "yes", N_("useful") }, { "sometimes", N_("sometimes useful") }, { "no", N_("not useful") },
    { NULL, NULL }
  };

  add (parts, one->purpose);
  add (parts, one->frequency);
  if (g_strcmp0 (one->role_clear, "yes") == 0)
    add (parts, _("role is clear"));
  else if (g_strcmp0 (one->role_clear, "no") == 0)
    add (parts, _("role is not clear"));
  add (parts, one->useful != NULL ? find (useful, one->useful) : NULL);
  add_end (parts, one->valid_to, today);
}

char *
vb_around_dup_name (VbAround      kind,
                    gconstpointer record)
{
  const char *name = kind == VB_AROUND_REPRESENTATIVE ? ((const VbRepresentative *) record)->name
                     : kind == VB_AROUND_RELATION ? ((const VbRelation *) record)->name
                                                  : ((const VbHelper *) record)->name;

  return g_strdup (name != NULL ? name : "");
}

char *
vb_around_dup_words (VbAround       kind,
                     gconstpointer  record,
                     const char    *today)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  if (kind == VB_AROUND_REPRESENTATIVE)
    add_representative (parts, record, today);
  else if (kind == VB_AROUND_RELATION)
    add_relation (parts, record);
  else
    add_helper (parts, record, today);
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}
