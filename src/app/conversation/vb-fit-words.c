/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-fit-words.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"

#define FITS "✓"
#define MIND "⚠"
#define KNOW "•"

char *
vb_fit_dup_distance (double metres)
{
  if (metres < 1000)
    /* Translators: a distance in metres */
    return g_strdup_printf (_("%.0f m"), MAX (50, (int) (metres / 50 + 0.5) * 50.0));
  /* Translators: a distance in kilometres */
  return g_strdup_printf (_("%.1f km"), metres / 1000);
}

static char *
dup_near (const VbFitReason *reason)
{
  g_autofree char *distance = vb_fit_dup_distance (g_ascii_strtod (reason->argument, NULL));

  /* Translators: %s is a distance, "400 m" */
  return g_strdup_printf (_("Near: about %s"), distance);
}

/* What is asked of most people stands first. */
static char *
dup_cost (const VbFit *fit)
{
  GListModel *list = vb_entity_get_children (fit->service, VB_TABLE_COST_OPTION);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) option = g_list_model_get_item (list, i);
      g_autofree char *words = vb_words_cost (option);

      if (words != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
    }
  /* Translators: %s is one price or several */
  return text->len > 0 ? g_strdup_printf (_("Costs: %s"), text->str) : NULL;
}

static char *
dup_checked (const VbFitReason *reason)
{
  g_autofree char *checked = vb_words_checked (reason->argument);

  if (reason->kind == VB_FIT_FRESH || reason->argument == NULL)
    return g_steal_pointer (&checked);
  return g_strdup_printf (_("%s, check again"), checked);
}

char *
vb_fit_dup_reason (const VbFit       *fit,
                   const VbFitReason *reason)
{
  const char *name = reason->argument != NULL
                     ? vb_words_term (reason->argument, reason->argument_en) : NULL;
  g_autofree char *language = NULL;
  gboolean open;

  switch (reason->kind)
    {
    case VB_FIT_NEED:
    case VB_FIT_DOMAIN:
    case VB_FIT_DIMENSION:
      /* Translators: why a service fits: %s is a need or a part of life */
      return g_strdup_printf (_("Is about: %s"), name != NULL ? name : "");
    case VB_FIT_WORDS:
      return g_strdup (_("Found by the person’s own words"));
    case VB_FIT_AUDIENCE:
      /* Translators: %s is a target group, as older people */
      return g_strdup_printf (_("For: %s"), name);
    case VB_FIT_AREA:
      /* Translators: %s is a neighbourhood */
      return g_strdup_printf (_("For people in %s"), reason->argument);
    case VB_FIT_NEAR:
      return dup_near (reason);
    case VB_FIT_POSTCODE:
      return g_strdup_printf (_("In the same postal code area: %s"), reason->argument);
    case VB_FIT_LANGUAGE:
      language = vb_words_language (reason->argument, NULL);
      /* Translators: %s is a language */
      return g_strdup_printf (_("Speaks %s"), language);
    case VB_FIT_INTERPRETER:
      return g_strdup (_("With an interpreter"));
    case VB_FIT_EASY:
      return g_strdup (_("Suited when reading is hard"));
    case VB_FIT_FREE:
      return g_strdup (_("Costs nothing"));
    case VB_FIT_COST:
      return dup_cost (fit);
    case VB_FIT_AGE:
      return vb_words_ages (fit->service);
    case VB_FIT_OPEN:
    case VB_FIT_OPENS:
      return vb_words_open_now (fit->service, &open);
    case VB_FIT_OTHER_GROUP:
      /* Translators: %s is a target group that the person is not known to be in */
      return g_strdup_printf (_("Also or first of all for: %s"), name);
    case VB_FIT_OTHER_LANGUAGE:
      language = vb_words_language (reason->argument, NULL);
      /* Translators: %s is a language that the person is not known to speak */
      return g_strdup_printf (_("Language there: %s"), language);
    case VB_FIT_CONDITION:
      /* Translators: %s is who may come, in the words of the source */
      return g_strdup_printf (_("See whether this holds: %s"), reason->argument);
    case VB_FIT_OTHER_AREA:
      return g_strdup_printf (_("Meant for people in %s"), reason->argument);
    case VB_FIT_FRESH:
    case VB_FIT_STALE:
    case VB_N_FIT_REASONS:
    default:
      return dup_checked (reason);
    }
}

/* All needs that it meets, as one: "Is about: Loneliness, Meeting place". */
static char *
dup_needs (const VbFit *fit)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < fit->reasons->len; i++)
    {
      const VbFitReason *reason = &g_array_index (fit->reasons, VbFitReason, i);

      if (reason->kind == VB_FIT_NEED && reason->argument != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                vb_words_term (reason->argument, reason->argument_en));
    }
  return g_strdup_printf (_("Is about: %s"), names->str);
}

/* Whether another reason says the same and more. */
static gboolean
is_said (const VbFit *fit,
         guint        nth)
{
  VbFitReasonKind kind = g_array_index (fit->reasons, VbFitReason, nth).kind;

  switch (kind)
    {
    case VB_FIT_NEED:
      return nth > 0 && g_array_index (fit->reasons, VbFitReason, nth - 1).kind == VB_FIT_NEED;
    case VB_FIT_DOMAIN:
    case VB_FIT_DIMENSION:
      return vb_fit_find_reason (fit, VB_FIT_NEED) != NULL;
    case VB_FIT_POSTCODE:
      return vb_fit_find_reason (fit, VB_FIT_NEAR) != NULL;
    default:
      return FALSE;
    }
}

/* What is only good to know has no tick: it speaks neither for it nor against. */
static const char *
sign_of (VbFitReasonKind kind)
{
  if (vb_fit_reason_is_caution (kind))
    return MIND;
  return kind == VB_FIT_COST || kind == VB_FIT_OPENS || kind == VB_FIT_FRESH ? KNOW : FITS;
}

char *
vb_fit_dup_reasons (const VbFit *fit)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fit->reasons->len; i++)
    {
      const VbFitReason *reason = &g_array_index (fit->reasons, VbFitReason, i);
      g_autofree char *words = is_said (fit, i) ? NULL
                               : reason->kind == VB_FIT_NEED ? dup_needs (fit)
                               : vb_fit_dup_reason (fit, reason);

      if (words != NULL)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? "\n" : "",
                                sign_of (reason->kind), words);
    }
  return g_string_free (text, FALSE);
}
