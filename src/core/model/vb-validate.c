/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person may type into a field of the social map. Checked is what was changed: a record
 * that came in with an odd telephone number can still get a new description. */

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-entity.h"

#define TEXT_MAX 20000 /* bytes */

/* ------------------------------------------------------------------ single values */

static gboolean
matches (const char *pattern,
         const char *value)
{
  return g_regex_match_simple (pattern, value, G_REGEX_DOLLAR_ENDONLY, 0);
}

static const char *
check_email (const char *value)
{
  return matches ("^[^\\s@<>,;:()\\[\\]\"]+@[^\\s@<>,;:()\\[\\]\".]+(\\.[^\\s@<>,;:()\\[\\]\".]+)+"
                  "$",
                  value)
             ? NULL
             : N_ ("This is not an e-mail address");
}

static const char *
check_url (const char *value)
{
  return matches ("^(https?://)?[^\\s/@:?#.]+(\\.[^\\s/@:?#.]+)+(:[0-9]{1,5})?([/?#][^\\s]*)?$",
                  value)
             ? NULL
             : N_ ("This is not a web address");
}

/* With an area code or a country in front it is a whole number, and those have a length: ten digits
 * here, and 0800 and 0900 may have eight. A short one by itself (112, 14030) is a number too. */
static gboolean
is_short_phone (const char *value,
                guint       digits)
{
  if (matches ("^[^0-9+]*0[^0-9]*0", value))
    return digits < 10;
  if (matches ("^\\s*\\+\\s*3[^0-9]*1", value))
    return digits < 11;
  if (matches ("^\\s*\\+", value))
    return digits < 8;
  if (matches ("^[^0-9+]*0[^0-9]*[89][^0-9]*0[^0-9]*[0-9]", value))
    return digits < 8;
  return matches ("^[^0-9+]*0", value) && digits < 10;
}

static const char *
check_phone (const char *value)
{
  guint digits = 0;

  for (const char *p = value; *p != '\0'; p++)
    digits += g_ascii_isdigit (*p) != 0;
  if (!matches ("^\\+?[0-9 ().\\-/]+$", value) || digits < 3 || digits > 15)
    return N_("A phone number has 3 to 15 digits; a remark goes in its description");
  return is_short_phone (value, digits) ? N_("This number looks too short") : NULL;
}

static const char *
check_time (const char *value)
{
  int minutes;

  return vb_time_parse_clock (value, &minutes) ? NULL : N_("Write the time as 09:30");
}

static const char *
check_datetime (const char *value)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) moment = NULL;

  if (vb_time_is_date (value))
    return NULL;
  moment = g_date_time_new_from_iso8601 (value, utc);
  return moment != NULL ? NULL : N_("Write the date as 2026-12-31");
}

static const char *
check_byday (const char *value)
{
  return matches ("^[+-]?[0-9]{0,2}(MO|TU|WE|TH|FR|SA|SU)"
                  "( ?, ?[+-]?[0-9]{0,2}(MO|TU|WE|TH|FR|SA|SU))*$", value)
         ? NULL : N_("Choose days of the week");
}

static const char *
check_numbers (const char *value,
               int         max)
{
  g_auto(GStrv) parts = g_strsplit (value, ",", -1);

  for (char **p = parts; *p != NULL; p++)
    {
      gint64 n;

      if (!g_ascii_string_to_signed (g_strstrip (*p), 10, -max, max, &n, NULL) || n == 0)
        return N_("Write whole numbers with commas between them");
    }
  return NULL;
}

static const char *
check_range (const char *value,
             double      min,
             double      max,
             const char *message)
{
  char *end;
  double n = g_ascii_strtod (value, &end);

  return end != value && *end == '\0' && n >= min && n <= max ? NULL : message;
}

static const char *
check_whole (const char *value,
             gint64      min,
             gint64      max,
             const char *message)
{
  gint64 n;

  return g_ascii_string_to_signed (value, 10, min, max, &n, NULL) ? NULL : message;
}

static const char *
check_one_of (const char        *value,
              const char *const *choices)
{
  return g_strv_contains (choices, value) ? NULL : N_("Choose one of the list");
}

static const char *
check_choice (VbTable     table,
              const char *column,
              const char *value)
{
  static const char *const status[] = { "active", "inactive", "defunct", "temporarily closed",
                                        NULL };
  static const char *const place[] = { "physical", "postal", "virtual", NULL };
  static const char *const freq[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY", NULL };
  static const char *const kind[] = { "availability", "presence", NULL };
  static const char *const means[] = { "phone", "video", "room", NULL };
  static const char *const method[] = { "phone", "visit", "website", "mail", "source", NULL };
  static const struct
  {
    VbTable table;
    const char *column;
    const char *const *choices;
  } rules[] = {
    { VB_TABLE_SERVICE, "status", status },
    { VB_TABLE_LOCATION, "location_type", place },
    { VB_TABLE_ADDRESS, "address_type", place },
    { VB_TABLE_SCHEDULE, "freq", freq },
    { VB_TABLE_AVAILABILITY, "freq", freq },
    { VB_TABLE_AVAILABILITY, "kind", kind },
    { VB_TABLE_AVAILABILITY, "means", means },
    { VB_TABLE_VERIFICATION, "method", method },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].table == table && g_str_equal (rules[i].column, column))
      return check_one_of (value, rules[i].choices);
  return NULL;
}

static const char *
check_number (const char *column,
              const char *value)
{
  if (strstr (column, "_age") != NULL)
    return check_range (value, 0, 120, N_("An age is a number from 0 to 120"));
  if (g_str_equal (column, "latitude"))
    return check_range (value, -90, 90, N_("A latitude is a number from -90 to 90"));
  if (g_str_equal (column, "longitude"))
    return check_range (value, -180, 180, N_("A longitude is a number from -180 to 180"));
  if (g_str_equal (column, "amount"))
    return matches ("^[0-9]{1,9}([.,][0-9]{1,2})?$", value)
           ? NULL : N_("Write the amount as 2.50");
  if (g_str_equal (column, "year_incorporated"))
    return check_whole (value, 1000, 2999, N_("Write the year in four digits"));
  if (g_str_equal (column, "interval") || g_str_equal (column, "count"))
    return check_whole (value, 1, 999, N_("Write a whole number from 1"));
  if (g_str_equal (column, "available") || g_str_equal (column, "maximum"))
    return check_whole (value, 0, 1000000, N_("Write a whole number"));
  return check_range (value, -G_MAXDOUBLE, G_MAXDOUBLE, N_("Write a number"));
}

static const char *
check_by_type (const VbColumn *column,
               const char     *value)
{
  switch (column->type)
    {
    case VB_TYPE_NUMBER:
      return check_number (column->name, value);
    case VB_TYPE_BOOLEAN:
      return g_str_equal (value, "0") || g_str_equal (value, "1")
             ? NULL : N_("Choose yes or no");
    case VB_TYPE_DATE:
      return vb_time_is_date (value) ? NULL : N_("Write the date as 2026-12-31");
    case VB_TYPE_DATETIME:
      return check_datetime (value);
    case VB_TYPE_TIME:
      return check_time (value);
    case VB_TYPE_TEXT:
    default:
      return NULL;
    }
}

static const char *
check_by_name (VbTable     table,
               const char *column,
               const char *value)
{
  if (g_str_equal (column, "email") || g_str_equal (column, "assurer_email"))
    return check_email (value);
  if (g_str_equal (column, "url") || g_str_equal (column, "website")
      || g_str_equal (column, "logo") || g_str_equal (column, "schedule_link"))
    return check_url (value);
  if (table == VB_TABLE_PHONE && g_str_equal (column, "number"))
    return check_phone (value);
  if (g_str_equal (column, "byday"))
    return check_byday (value);
  if (g_str_equal (column, "bymonthday"))
    return check_numbers (value, 31);
  if (g_str_equal (column, "byweekno"))
    return check_numbers (value, 53);
  if (g_str_equal (column, "byyearday"))
    return check_numbers (value, 366);
  if (table == VB_TABLE_LANGUAGE && g_str_equal (column, "code"))
    return matches ("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", value)
           ? NULL : N_("A language code has two or three letters, as nl");
  return check_choice (table, column, value);
}

/**
 * vb_validate_value:
 * @value: (nullable): what was typed; spaces around it do not count
 *
 * Checks one value by itself. Whether it is required, and how it goes with others, is for
 * vb_entity_validate().
 *
 * Returns: (nullable): the msgid of what is wrong
 */
const char *
vb_validate_value (VbTable     table,
                   const char *column,
                   const char *value)
{
  g_autofree char *clean = NULL;
  const char *message;
  int i = vb_schema_find_column (table, column);

  g_return_val_if_fail (i >= 0, NULL);

  if (value == NULL)
    return NULL;
  if (strlen (value) > TEXT_MAX)
    return N_("This text is too long");
  clean = g_strstrip (g_strdup (value));
  if (*clean == '\0')
    return NULL;
  message = check_by_type (&vb_schema_get (table)->columns[i], clean);
  return message != NULL ? message : check_by_name (table, column, clean);
}

/* ------------------------------------------------------------------ whole records */

static void
add_error (GPtrArray  *errors,
           VbEntity   *entity,
           const char *column,
           const char *message)
{
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (entity));
  VbFieldError *error;

  for (guint i = 0; i < errors->len; i++)
    {
      VbFieldError *other = g_ptr_array_index (errors, i);

      if (other->entity == entity && g_str_equal (other->column, column))
        return;
    }
  error = g_new0 (VbFieldError, 1);
  error->entity = g_object_ref (entity);
  error->column = spec->columns[vb_schema_find_column (vb_entity_get_table (entity), column)].name;
  error->message = message;
  g_ptr_array_add (errors, error);
}

void
vb_field_error_free (VbFieldError *self)
{
  g_object_unref (self->entity);
  g_free (self);
}

/* What must be filled in, whatever else is; any one of the columns will do. */
static const struct
{
  VbTable table;
  const char *columns[4];
  const char *message;
} required[] = {
  { VB_TABLE_ORGANIZATION, { "name" }, N_("Give the organization a name") },
  { VB_TABLE_SERVICE, { "name" }, N_("Give the service a name") },
  { VB_TABLE_SERVICE, { "organization_id" }, N_("Choose the organization that provides it") },
  { VB_TABLE_SERVICE, { "status" }, N_("Choose one of the list") },
  { VB_TABLE_PROGRAM, { "name" }, N_("Give the program a name") },
  { VB_TABLE_ADDRESS, { "address_1" }, N_("Fill in the street and number") },
  { VB_TABLE_ADDRESS, { "city" }, N_("Fill in the town") },
  { VB_TABLE_CONTACT, { "title", "name" }, N_("Give the function a name") },
  { VB_TABLE_HOLDER, { "name" }, N_("Fill in who holds the function") },
  { VB_TABLE_PHONE, { "number" }, N_("Fill in the phone number") },
  { VB_TABLE_URL, { "url" }, N_("Fill in the web address") },
  { VB_TABLE_LANGUAGE, { "code", "name" }, N_("Choose a language") },
  { VB_TABLE_SERVICE_AREA, { "name", "extent" }, N_("Choose an area") },
  { VB_TABLE_COST_OPTION, { "amount", "option", "amount_description" },
    N_("Fill in the amount or what it costs") },
  { VB_TABLE_REQUIRED_DOCUMENT, { "document", "uri" }, N_("Fill in what to bring") },
  { VB_TABLE_FUNDING, { "source" }, N_("Fill in who pays") },
  { VB_TABLE_ORGANIZATION_IDENTIFIER, { "identifier" }, N_("Fill in the number") },
  { VB_TABLE_ORGANIZATION_IDENTIFIER, { "identifier_type", "identifier_scheme" },
    N_("Choose what kind of number this is") },
  { VB_TABLE_ATTRIBUTE, { "taxonomy_term_id" }, N_("Choose a tag") },
  { VB_TABLE_UNIT, { "name" }, N_("Give the unit a name") },
  { VB_TABLE_SERVICE_CAPACITY, { "unit_id" }, N_("Choose what is counted") },
  { VB_TABLE_SERVICE_CAPACITY, { "available" }, N_("Fill in how many are free") },
  { VB_TABLE_AVAILABILITY, { "byday", "dtstart" }, N_("Choose days of the week") },
};

static gboolean
was_filled (VbEntity          *self,
            const char *const *columns,
            gboolean           original)
{
  for (guint i = 0; i < 4 && columns[i] != NULL; i++)
    if ((original ? vb_entity_get_original (self, columns[i])
                  : vb_entity_get (self, columns[i])) != NULL)
      return TRUE;
  return FALSE;
}

static void
check_required (VbEntity  *self,
                GPtrArray *errors)
{
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    if (required[i].table == vb_entity_get_table (self)
        && !was_filled (self, required[i].columns, FALSE)
        && (vb_entity_is_new (self) || was_filled (self, required[i].columns, TRUE)))
      add_error (errors, self, required[i].columns[0], required[i].message);
}

static gboolean
has_column (VbEntity   *self,
            const char *column)
{
  return vb_schema_find_column (vb_entity_get_table (self), column) >= 0;
}

/* Both filled in, and at least one of the two just changed. */
static gboolean
pair_changed (VbEntity   *self,
              const char *first,
              const char *second)
{
  return has_column (self, first) && has_column (self, second)
         && vb_entity_get (self, first) != NULL && vb_entity_get (self, second) != NULL
         && (vb_entity_is_new (self) || vb_entity_is_set_changed (self, first)
             || vb_entity_is_set_changed (self, second));
}

static void
check_dates (VbEntity  *self,
             GPtrArray *errors)
{
  static const char *const pairs[][2] = { { "valid_from", "valid_to" }, { "dtstart", "until" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pair_changed (self, pairs[i][0], pairs[i][1])
        && strcmp (vb_entity_get (self, pairs[i][0]), vb_entity_get (self, pairs[i][1])) > 0)
      add_error (errors, self, pairs[i][1], N_("The end lies before the beginning"));
}

/* What opens in the evening may close the next morning; anything else was mistyped. */
static gboolean
is_backwards (VbEntity *self)
{
  const int evening = 16 * 60, noon = 12 * 60;
  int opens, closes;

  if (!vb_time_parse_clock (vb_entity_get (self, "opens_at"), &opens)
      || !vb_time_parse_clock (vb_entity_get (self, "closes_at"), &closes))
    return FALSE;
  return closes <= opens && !(opens >= evening && closes <= noon);
}

static void
check_times (VbEntity  *self,
             GPtrArray *errors)
{
  gboolean opens, closes;

  if (!has_column (self, "opens_at"))
    return;
  opens = vb_entity_get (self, "opens_at") != NULL;
  closes = vb_entity_get (self, "closes_at") != NULL;
  if (opens != closes && (vb_entity_is_new (self) || vb_entity_is_set_changed (self, "opens_at")
                          || vb_entity_is_set_changed (self, "closes_at")))
    add_error (errors, self, opens ? "closes_at" : "opens_at",
               N_("Fill in both times, or neither"));
  else if (opens && is_backwards (self)
           && (vb_entity_is_new (self) || vb_entity_is_set_changed (self, "opens_at")
               || vb_entity_is_set_changed (self, "closes_at")))
    add_error (errors, self, "closes_at", N_("This is before it opens"));
}

/* "2MO" is the second Monday of the month; a week has only one. */
static void
check_ordinals (VbEntity  *self,
                GPtrArray *errors)
{
  const char *freq;

  if (!has_column (self, "byday") || !pair_changed (self, "byday", "freq"))
    return;
  freq = vb_entity_get (self, "freq");
  if ((g_str_equal (freq, "WEEKLY") || g_str_equal (freq, "DAILY"))
      && strpbrk (vb_entity_get (self, "byday"), "0123456789") != NULL)
    add_error (errors, self, "byday",
               N_ ("The second or last day of that name needs a monthly rhythm"));
}

/* Every week: on which day? A first date answers that too, as do the days of a month or year. */
static void
check_days (VbEntity  *self,
            GPtrArray *errors)
{
  static const char *const answers[] = { "byday", "dtstart", "bymonthday", "byyearday",
                                         "byweekno" };
  const char *freq;

  if (vb_entity_get_table (self) != VB_TABLE_SCHEDULE)
    return;
  freq = vb_entity_get (self, "freq");
  if (freq == NULL || !(g_str_equal (freq, "WEEKLY") || g_str_equal (freq, "MONTHLY")))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (vb_entity_get (self, answers[i]) != NULL)
      return;
  if (vb_entity_is_new (self) || vb_entity_is_set_changed (self, "freq")
      || vb_entity_is_set_changed (self, "byday"))
    add_error (errors, self, "byday", N_("Choose days of the week"));
}

static void
check_ages (VbEntity  *self,
            GPtrArray *errors)
{
  if (pair_changed (self, "minimum_age", "maximum_age")
      && g_ascii_strtod (vb_entity_get (self, "minimum_age"), NULL)
         > g_ascii_strtod (vb_entity_get (self, "maximum_age"), NULL))
    add_error (errors, self, "maximum_age", N_("The highest age lies below the lowest"));
}

static void
check_postcode (VbEntity  *self,
                GPtrArray *errors)
{
  const char *code, *country;

  if (vb_entity_get_table (self) != VB_TABLE_ADDRESS)
    return;
  code = vb_entity_get (self, "postal_code");
  country = vb_entity_get (self, "country");
  if (code == NULL || (country != NULL && g_ascii_strcasecmp (country, "NL") != 0)
      || (!vb_entity_is_new (self) && !vb_entity_is_set_changed (self, "postal_code")
          && !vb_entity_is_set_changed (self, "country")))
    return;
  if (!matches ("^\\s*[1-9][0-9]{3}\\s*(?!SA|SD|SS|sa|sd|ss)[A-Za-z]{2}\\s*$", code))
    add_error (errors, self, "postal_code", N_("A Dutch postcode looks like 1234 AB"));
}

/* A capacity that is more than there is. */
static void
check_capacity (VbEntity  *self,
                GPtrArray *errors)
{
  if (pair_changed (self, "available", "maximum")
      && g_ascii_strtod (vb_entity_get (self, "available"), NULL)
         > g_ascii_strtod (vb_entity_get (self, "maximum"), NULL))
    add_error (errors, self, "available", N_("More places are free than there are"));
}

static void
check_values (VbEntity  *self,
              GPtrArray *errors)
{
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (self));

  for (guint i = 1; i < spec->n_columns; i++)
    {
      const char *column = spec->columns[i].name;
      const char *message;

      if (!vb_entity_is_new (self) && !vb_entity_is_set_changed (self, column))
        continue;
      message =
          vb_validate_value (vb_entity_get_table (self), column, vb_entity_get (self, column));
      if (message != NULL)
        add_error (errors, self, column, message);
    }
}

static void
check_record (gpointer data,
              gpointer user_data)
{
  VbEntity *self = data;
  GPtrArray *errors = user_data;

  if (vb_entity_get_parent (self) != NULL && vb_entity_is_untouched (self))
    return;
  check_required (self, errors);
  check_values (self, errors);
  check_dates (self, errors);
  check_times (self, errors);
  check_days (self, errors);
  check_ordinals (self, errors);
  check_ages (self, errors);
  check_postcode (self, errors);
  check_capacity (self, errors);
}

/**
 * vb_entity_validate:
 *
 * Checks @self and all under it: what is new or was changed, and what must be there.
 *
 * Returns: (transfer full) (element-type VbFieldError): what is wrong, at most once per field;
 *   empty when nothing is
 */
GPtrArray *
vb_entity_validate (VbEntity *self)
{
  GPtrArray *errors = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_field_error_free);

  g_return_val_if_fail (VB_IS_ENTITY (self), errors);

  vb_entity_foreach (self, check_record, errors);
  return errors;
}

/* ------------------------------------------------------------------ tidying */

static char *
tidy_value (VbEntity       *self,
            const VbColumn *column,
            const char     *value)
{
  char *clean = g_strstrip (g_strdup (value));
  int minutes;

  if (column->type == VB_TYPE_TIME && vb_time_parse_clock (clean, &minutes))
    {
      g_free (clean);
      return g_strdup_printf ("%02d:%02d:00", minutes / 60, minutes % 60);
    }
  if (g_str_equal (column->name, "amount"))
    return g_strdelimit (clean, ",", '.');
  if (g_str_equal (column->name, "postal_code")
      && matches ("^[1-9][0-9]{3}\\s*[A-Za-z]{2}$", clean))
    {
      gsize length = strlen (clean);
      char *code = g_strdup_printf ("%.4s %c%c", clean, g_ascii_toupper (clean[length - 2]),
                                    g_ascii_toupper (clean[length - 1]));

      g_free (clean);
      return code;
    }
  return clean;
}

static void
tidy_record (gpointer data,
             gpointer user_data)
{
  VbEntity *self = data;
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (self));

  for (guint i = 1; i < spec->n_columns; i++)
    {
      const VbColumn *column = &spec->columns[i];
      const char *value = vb_entity_get (self, column->name);
      g_autofree char *clean = NULL;

      if (value == NULL
          || (!vb_entity_is_new (self) && !vb_entity_is_set_changed (self, column->name)))
        continue;
      clean = tidy_value (self, column, value);
      vb_entity_set (self, column->name, clean);
    }
}

void
vb_entity_tidy (VbEntity *self)
{
  g_return_if_fail (VB_IS_ENTITY (self));

  vb_entity_foreach (self, tidy_record, NULL);
}
