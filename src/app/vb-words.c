/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"

/* ------------------------------------------------------------------ dates */

static GDateTime *
parse_date (const char *date)
{
  g_autofree char *day = date == NULL ? NULL : g_strndup (date, 10);
  int year, month, dom;

  if (!vb_time_is_date (day))
    return NULL;
  year = (int) g_ascii_strtoll (day, NULL, 10);
  month = (int) g_ascii_strtoll (day + 5, NULL, 10);
  dom = (int) g_ascii_strtoll (day + 8, NULL, 10);
  return g_date_time_new_local (year, month, dom, 12, 0, 0);
}

char *
vb_words_date (const char *date)
{
  g_autoptr(GDateTime) time = parse_date (date);

  if (time == NULL)
    return g_strdup (date);
  /* Translators: a date, as g_date_time_format() takes it: 3 May 2025 */
  return g_date_time_format (time, _("%-e %B %Y"));
}

char *
vb_words_short_date (const char *date)
{
  g_autoptr(GDateTime) time = parse_date (date);

  if (time == NULL)
    return g_strdup (date);
  /* Translators: a date where there is little room, as g_date_time_format() takes it: 2025-05-03 */
  return g_date_time_format (time, C_("short", "%Y-%m-%d"));
}

char *
vb_words_moment (gint64 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);

  return local == NULL ? NULL : g_date_time_format (local, _("%-e %B %Y"));
}

char *
vb_words_moment_exactly (gint64 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);

  /* Translators: a date and a time, as g_date_time_format() takes it: 3 May 2025, 09:05 */
  return local == NULL ? NULL : g_date_time_format (local, _("%-e %B %Y, %H:%M"));
}

/* Whole days from today to @time; negative for the past. */
static int
days_from_today (GDateTime *time)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) noon =
    g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                           g_date_time_get_day_of_month (now), 12, 0, 0);
  gint64 difference = g_date_time_difference (time, noon);

  /* A day of the change to summer time has 23 hours. */
  return (int) ((difference + (difference < 0 ? -1 : 1) * 2 * G_TIME_SPAN_HOUR) / G_TIME_SPAN_DAY);
}

char *
vb_words_day (const char *date)
{
  g_autoptr(GDateTime) time = parse_date (date);
  int days;

  if (time == NULL)
    return g_strdup (date);
  days = days_from_today (time);
  if (days == 0)
    return g_strdup (_("today"));
  if (days == 1)
    return g_strdup (_("tomorrow"));
  if (days > 1 && days < 7)
    /* Translators: a day within a week, as g_date_time_format() takes it: on Monday */
    return g_date_time_format (time, _("on %A"));
  /* Translators: a date in a sentence, as g_date_time_format() takes it: on 3 May 2025 */
  return g_date_time_format (time, _("on %-e %B %Y"));
}

char *
vb_words_minute (int minute)
{
  return g_strdup_printf ("%02d:%02d", minute / 60 % 24, minute % 60);
}

char *
vb_words_checked (const char *checked_at)
{
  g_autoptr(GDateTime) time = parse_date (checked_at);
  g_autofree char *date = NULL;

  if (time == NULL)
    return g_strdup (_("Never checked"));
  if (days_from_today (time) == 0)
    return g_strdup (_("Checked today"));
  date = vb_words_date (checked_at);
  /* Translators: a date: Checked 3 May 2025 */
  return g_strdup_printf (_("Checked %s"), date);
}

/* ------------------------------------------------------------------ terms */

static int
age_of (VbEntity   *service,
        const char *column)
{
  const char *text = vb_entity_get (service, column);
  double age = text == NULL ? 0 : g_ascii_strtod (text, NULL);

  /* Sources write 0 and 999 for "no limit". */
  return age > 0 && age < 120 ? (int) age : -1;
}

char *
vb_words_ages (VbEntity *service)
{
  int from = age_of (service, "minimum_age");
  int to = age_of (service, "maximum_age");

  if (from >= 0 && to >= 0)
    return g_strdup_printf (_("From %d to %d years"), from, to);
  if (from >= 0)
    return g_strdup_printf (ngettext ("From %d year", "From %d years", from), from);
  if (to >= 0)
    return g_strdup_printf (ngettext ("Up to %d year", "Up to %d years", to), to);
  return NULL;
}

static char *
amount_words (const char *amount,
              const char *currency)
{
  double value;
  char *end;

  if (amount == NULL)
    return NULL;
  value = g_ascii_strtod (amount, &end);
  if (end == amount || *end != '\0')
    return g_strdup (amount);
  if (value == 0)
    return g_strdup (_("Free"));
  if (currency == NULL || g_ascii_strcasecmp (currency, "EUR") == 0)
    /* Translators: an amount in euros */
    return g_strdup_printf (_("€ %.2f"), value);
  return g_strdup_printf ("%s %.2f", currency, value);
}

char *
vb_words_cost (VbEntity *option)
{
  g_autofree char *amount = amount_words (vb_entity_get (option, "amount"),
                                          vb_entity_get (option, "currency"));
  const char *label = vb_entity_get (option, "option");
  const char *detail = vb_entity_get (option, "amount_description");
  g_autoptr(GString) text = g_string_new (NULL);

  if (label != NULL && (amount == NULL || g_str_equal (amount, _("Free"))) &&
      (g_ascii_strcasecmp (label, "free") == 0 || g_ascii_strcasecmp (label, "gratis") == 0))
    {
      g_clear_pointer (&amount, g_free);
      label = _("Free");
    }
  if (label != NULL)
    g_string_append (text, label);
  if (amount != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ": " : "", amount);
  if (detail != NULL)
    g_string_append_printf (text, text->len > 0 ? " (%s)" : "%s", detail);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static const struct
{
  const char *code;
  const char *name;
} languages[] = {
  { "nl", N_("Dutch") }, { "en", N_("English") }, { "de", N_("German") }, { "fr", N_("French") },
  { "es", N_("Spanish") }, { "pt", N_("Portuguese") }, { "it", N_("Italian") },
  { "pl", N_("Polish") }, { "ro", N_("Romanian") }, { "bg", N_("Bulgarian") },
  { "ru", N_("Russian") }, { "uk", N_("Ukrainian") }, { "tr", N_("Turkish") },
  { "ar", N_("Arabic") }, { "ary", N_("Moroccan Arabic") }, { "ber", N_("Berber") },
  { "zgh", N_("Tamazight") }, { "rif", N_("Tarifit") }, { "ku", N_("Kurdish") },
  { "fa", N_("Persian") }, { "prs", N_("Dari") }, { "ps", N_("Pashto") }, { "ur", N_("Urdu") },
  { "hi", N_("Hindi") }, { "hns", N_("Sarnami Hindi") }, { "srn", N_("Sranan") },
  { "pap", N_("Papiamento") }, { "so", N_("Somali") }, { "ti", N_("Tigrinya") },
  { "am", N_("Amharic") }, { "sw", N_("Swahili") }, { "zh", N_("Chinese") },
  { "yue", N_("Cantonese") }, { "vi", N_("Vietnamese") }, { "id", N_("Indonesian") },
  { "fy", N_("Frisian") }, { "dse", N_("Dutch Sign Language") }, { "sq", N_("Albanian") },
  { "sr", N_("Serbian") }, { "hr", N_("Croatian") }, { "bs", N_("Bosnian") },
  { "el", N_("Greek") }, { "hu", N_("Hungarian") }, { "cs", N_("Czech") },
  { "hy", N_("Armenian") }, { "az", N_("Azerbaijani") }, { "be", N_("Belarusian") },
  { "bn", N_("Bengali") }, { "my", N_("Burmese") }, { "da", N_("Danish") },
  { "et", N_("Estonian") }, { "fi", N_("Finnish") }, { "ff", N_("Fula") },
  { "ka", N_("Georgian") }, { "ha", N_("Hausa") }, { "he", N_("Hebrew") }, { "ig", N_("Igbo") },
  { "ja", N_("Japanese") }, { "jv", N_("Javanese") }, { "rw", N_("Kinyarwanda") },
  { "rn", N_("Kirundi") }, { "ko", N_("Korean") }, { "ckb", N_("Sorani Kurdish") },
  { "kmr", N_("Kurmanji Kurdish") }, { "lv", N_("Latvian") }, { "ln", N_("Lingala") },
  { "lt", N_("Lithuanian") }, { "mk", N_("Macedonian") }, { "ms", N_("Malay") },
  { "mn", N_("Mongolian") }, { "ne", N_("Nepali") }, { "no", N_("Norwegian") },
  { "om", N_("Oromo") }, { "pa", N_("Punjabi") }, { "rom", N_("Romani") }, { "si", N_("Sinhala") },
  { "sk", N_("Slovak") }, { "sl", N_("Slovenian") }, { "sv", N_("Swedish") },
  { "syr", N_("Syriac (Aramaic)") }, { "tl", N_("Tagalog") }, { "ta", N_("Tamil") },
  { "te", N_("Telugu") }, { "th", N_("Thai") }, { "tw", N_("Twi") }, { "uz", N_("Uzbek") },
  { "wo", N_("Wolof") }, { "yo", N_("Yoruba") },
};

char *
vb_words_language (const char *code,
                   const char *name)
{
  g_autofree char *base = NULL;

  if (code != NULL)
    {
      base = g_strndup (code, strcspn (code, "-_"));
      for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
        if (g_ascii_strcasecmp (languages[i].code, base) == 0)
          return g_strdup (_(languages[i].name));
    }
  return g_strdup (name != NULL ? name : code);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const VbLanguageName *one = a, *other = b;

  return g_utf8_collate (one->name, other->name);
}

GArray *
vb_words_list_languages (void)
{
  GArray *names = g_array_sized_new (FALSE, FALSE, sizeof (VbLanguageName),
                                     G_N_ELEMENTS (languages));

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const VbLanguageName name = { languages[i].code, _(languages[i].name) };

      g_array_append_val (names, name);
    }
  g_array_sort (names, compare_names);
  return names;
}

char *
vb_words_address (VbEntity *address)
{
  const char *street = vb_entity_get (address, "address_1");
  const char *more = vb_entity_get (address, "address_2");
  const char *postcode = vb_entity_get (address, "postal_code");
  const char *city = vb_entity_get (address, "city");
  g_autoptr(GString) text = g_string_new (street);

  if (more != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", more);
  if ((postcode != NULL || city != NULL) && text->len > 0)
    g_string_append (text, ", ");
  if (postcode != NULL)
    g_string_append (text, postcode);
  if (postcode != NULL && city != NULL)
    g_string_append_c (text, ' ');
  if (city != NULL)
    g_string_append (text, city);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

const char *
vb_words_status (const char *status)
{
  if (status == NULL || strcmp (status, "active") == 0)
    return NULL;
  if (strcmp (status, "inactive") == 0)
    return _("Not offered at the moment");
  if (strcmp (status, "defunct") == 0)
    return _("Closed for good");
  if (strcmp (status, "temporarily closed") == 0)
    return _("Closed for the time being");
  return status;
}

const char *
vb_words_method (const char *method)
{
  static const struct
  {
    const char *method;
    const char *words;
  } methods[] = {
    { "phone", N_("by phone") },     { "visit", N_("by visiting") },
    { "website", N_("on the website") }, { "mail", N_("by mail") },
    { "source", N_("by the source") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (method, methods[i].method) == 0)
      return _(methods[i].words);
  return method;
}
