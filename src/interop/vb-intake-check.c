/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of a value before it is one: cleaned, checked, set aside or told about. */

#include "config.h"

#include "interop/vb-intake-private.h"

#include <string.h>

#include "interop/vb-values.h"

/* Characters that do not belong in a text: control characters other than tab and line end, and
 * those that override the direction of what follows. */
static gsize
unwanted_at (const guchar *p)
{
  if (p[0] < 0x20)
    return p[0] == '\n' || p[0] == '\t' || p[0] == '\r' ? 0 : 1;
  if (p[0] == 0x7f)
    return 1;
  if (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0)
    return 2;
  if (p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0xaa && p[2] <= 0xae)
    return 3;
  if (p[0] == 0xe2 && p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9)
    return 3;
  return 0;
}

static gboolean
needs_cleaning (const char *text,
                gsize       length,
                gboolean   *ascii)
{
  const guchar *p = (const guchar *) text;
  gboolean dirty = FALSE;

  *ascii = TRUE;
  for (gsize i = 0; i < length; i++)
    {
      if (p[i] < 0x20 || p[i] == 0x7f)
        dirty |= unwanted_at (p + i) > 0;
      else if (p[i] >= 0x80)
        {
          *ascii = FALSE;
          if (p[i] == 0xc2 || p[i] == 0xe2)
            dirty |= i + 2 < length ? unwanted_at (p + i) > 0
                                    : p[i] == 0xc2 && i + 1 < length && p[i + 1] < 0xa0;
        }
    }
  return dirty;
}

static const char *
without_unwanted (VbIntake   *self,
                  const char *text,
                  gsize       length)
{
  const char *end;

  g_string_truncate (self->scratch, 0);
  g_string_append_len (self->scratch, text, length);
  text = self->scratch->str;
  end = text + length;
  g_string_truncate (self->key, 0);
  while (text < end)
    {
      gsize skip = unwanted_at ((const guchar *) text);

      if (skip == 0)
        g_string_append_c (self->key, *text++);
      else
        text += skip;
    }
  return vb_batch_insert (self->batch, self->key->str, self->key->len);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/**
 * vb_intake_clean:
 * @field: for the report
 * @length: of @text in bytes, or -1
 *
 * Returns: (transfer none) (nullable): @text without blanks around it and without control and
 *   direction-changing characters, as long-lived as the batch; %NULL when nothing is left
 */
const char *
vb_intake_clean (VbIntake   *self,
                 guint       file,
                 guint       row,
                 const char *field,
                 const char *text,
                 gssize      length)
{
  const char *value;
  gboolean ascii;

  if (text == NULL)
    return NULL;
  if (length < 0)
    length = strlen (text);
  while (length > 0 && is_blank (text[0]))
    {
      text++;
      length--;
    }
  while (length > 0 && is_blank (text[length - 1]))
    length--;
  if (length == 0)
    return NULL;
  if (needs_cleaning (text, length, &ascii))
    {
      value = without_unwanted (self, text, length);
      vb_intake_report (self, VB_ISSUE_REPAIRED, file, row, field,
                        N_("Control or direction characters were taken out"), value);
      if (*value == '\0')
        return NULL;
    }
  else
    value = vb_batch_insert (self->batch, text, length);
  if (!ascii && vb_value_has_mojibake (value))
    vb_intake_report (self, VB_ISSUE_NOTICE, file, row, field,
                      N_("Looks damaged by a wrong character set; kept as it is"), value);
  return value;
}

/* What whoever made the file calls it. */
static const char *
name_of (const VbDraft  *draft,
         const VbColumn *column)
{
  return draft->field != NULL ? draft->field : column->name;
}

/* A value its column cannot hold: kept beside it. */
static void
set_aside (VbIntake       *self,
           VbDraft        *draft,
           const VbColumn *column,
           const char     *value,
           const char     *reason)
{
  g_autofree char *name = g_strconcat ("_", column->name, NULL);

  vb_intake_set_extra (self, draft, name, value, -1);
  vb_intake_report (self, VB_ISSUE_REPAIRED, draft->file, draft->row, name_of (draft, column),
                    reason, value);
}

/* Returns @value in the form of its column; NULL when it was set aside. */
const char *
_vb_intake_check_typed (VbIntake       *self,
                        VbDraft        *draft,
                        const VbColumn *column,
                        const char     *value)
{
  char buffer[MAX (VB_TIME_SIZE, VB_DATE_SIZE)];
  const char *reason = NULL;
  gboolean yes;

  switch (column->type)
    {
    case VB_TYPE_TIME:
      if (vb_value_parse_time (value, buffer))
        return strcmp (buffer, value) == 0 ? value : vb_batch_insert (self->batch, buffer, -1);
      reason = N_("Not a time of day; left out and kept beside the record");
      break;
    case VB_TYPE_DATE:
      if (draft->table == VB_TABLE_METADATA && vb_value_is_date_time (value))
        return value;
      if (vb_value_parse_date (value, buffer))
        return strcmp (buffer, value) == 0 ? value : vb_batch_insert (self->batch, buffer, -1);
      reason = N_("Not a date; left out and kept beside the record");
      break;
    case VB_TYPE_DATETIME:
      if (vb_value_is_date_time (value))
        return value;
      if (vb_value_parse_date (value, buffer) && strlen (value) <= 10)
        return vb_batch_insert (self->batch, buffer, -1);
      reason = N_("Not a date and time; left out and kept beside the record");
      break;
    case VB_TYPE_NUMBER:
      if (vb_value_is_number (value))
        return value;
      reason = N_("Not a number; left out and kept beside the record");
      break;
    case VB_TYPE_BOOLEAN:
      if (vb_value_parse_boolean (value, &yes))
        return yes ? "1" : "0";
      reason = N_("Neither yes nor no; left out and kept beside the record");
      break;
    case VB_TYPE_TEXT:
      return value;
    default:
      g_assert_not_reached ();
    }
  set_aside (self, draft, column, value, reason);
  return NULL;
}

static const char * const *
words_of (VbTable     table,
          const char *column)
{
  static const char * const statuses[] = { "active", "inactive", "defunct", "temporarily closed",
                                           NULL };
  static const char * const types[] = { "physical", "postal", "virtual", NULL };
  static const char * const freqs[] = { "WEEKLY", "MONTHLY", NULL };

  if (table == VB_TABLE_SERVICE && strcmp (column, "status") == 0)
    return statuses;
  if ((table == VB_TABLE_LOCATION && strcmp (column, "location_type") == 0)
      || (table == VB_TABLE_ADDRESS && strcmp (column, "address_type") == 0))
    return types;
  if (table == VB_TABLE_SCHEDULE && strcmp (column, "freq") == 0)
    return freqs;
  return NULL;
}

static gboolean
ends_with (const char *text,
           const char *end)
{
  return g_str_has_suffix (text, end);
}

const char *
_vb_intake_check_text (VbIntake       *self,
                       VbDraft        *draft,
                       const VbColumn *column,
                       const char     *value)
{
  const char * const *words = words_of (draft->table, column->name);
  const char *reason = NULL;

  if (words != NULL)
    {
      for (guint i = 0; words[i] != NULL; i++)
        if (g_ascii_strcasecmp (value, words[i]) == 0)
          return words[i];
      reason = N_("Not one of the words that the standard has here; kept as it is");
    }
  else if (ends_with (column->name, "email") && !vb_value_is_email (value))
    reason = N_("Not an e-mail address; kept as it is");
  else if ((strcmp (column->name, "website") == 0 || ends_with (column->name, "url"))
           && !vb_value_is_url (value))
    reason = N_("Not a web address; kept as it is");
  if (reason != NULL)
    vb_intake_report (self, VB_ISSUE_NOTICE, draft->file, draft->row, name_of (draft, column),
                      reason, value);
  return value;
}

void
_vb_intake_check_range (VbIntake       *self,
                        VbDraft        *draft,
                        const VbColumn *column,
                        const char     *value)
{
  double limit = strcmp (column->name, "latitude") == 0 ? 90
                 : strcmp (column->name, "longitude") == 0 ? 180 : 0;
  double number;

  if (draft->table != VB_TABLE_LOCATION || limit == 0)
    return;
  number = g_ascii_strtod (value, NULL);
  if (number < -limit || number > limit)
    vb_intake_report (self, VB_ISSUE_NOTICE, draft->file, draft->row, name_of (draft, column),
                      N_("No place on earth has this coordinate; kept as it is"), value);
}
