/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-mapping-check.h"

#include <string.h>

/* A postcode that is not whole, told about when those beside it are. */
typedef struct
{
  guint row;
  const char *field;
  char *text;
} Odd;

struct _VbListCheck
{
  VbIntake *intake;
  guint file;
  guint n_dutch; /* postcodes as 1234 AB */
  GArray *odd;   /* of Odd */
};

static void
clear_odd (gpointer data)
{
  g_free (((Odd *) data)->text);
}

VbListCheck *
vb_list_check_new (VbIntake *intake,
                   guint     file)
{
  VbListCheck *self = g_new0 (VbListCheck, 1);

  self->intake = intake;
  self->file = file;
  self->odd = g_array_new (FALSE, FALSE, sizeof (Odd));
  g_array_set_clear_func (self->odd, clear_odd);
  return self;
}

void
vb_list_check_free (VbListCheck *self)
{
  g_array_unref (self->odd);
  g_free (self);
}

/* Short numbers are whole by themselves (112, 1345); one that begins with an area code is not. */
static gboolean
is_phone (const char *text)
{
  guint n = 0;
  gboolean area = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      area |= n++ == 0 && *p == '0';
  area |= *text == '+';
  /* beyond fifteen digits it is more than one number, or a number with words: no mistake */
  return n >= (area ? 8 : 3);
}

static gboolean
is_dutch_postcode (const char *text)
{
  guint i = 0;

  while (i < 4 && g_ascii_isdigit (text[i]))
    i++;
  if (i < 4)
    return FALSE;
  text += text[4] == ' ' ? 5 : 4;
  return g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]) && text[2] == '\0';
}

static void
take_postcode (VbListCheck   *self,
               const VbDraft *draft,
               const char    *text)
{
  Odd odd = { draft->row, draft->field, NULL };

  if (is_dutch_postcode (text))
    {
      self->n_dutch++;
      return;
    }
  odd.text = g_strdup (text);
  g_array_append_val (self->odd, odd);
}

/**
 * vb_list_check_value:
 * @draft: the record it goes into, with the name of its column in the list
 * @column: of the table
 */
void
vb_list_check_value (VbListCheck   *self,
                     const VbDraft *draft,
                     int            column,
                     const char    *text)
{
  const char *name = vb_schema_get (draft->table)->columns[column].name;

  if (draft->table == VB_TABLE_PHONE && strcmp (name, "number") == 0 && !is_phone (text))
    vb_intake_report (self->intake, VB_ISSUE_NOTICE, self->file, draft->row, draft->field,
                      N_("Too short for a telephone number; kept as it is. Ask for the right one."),
                      text);
  else if (draft->table == VB_TABLE_ADDRESS && strcmp (name, "postal_code") == 0)
    take_postcode (self, draft, text);
}

/**
 * vb_list_check_names:
 * @column: (nullable): of the list, that should have the name
 * @missing: what has no name: an organization, a service, or %VB_N_TABLES for both
 * @other: (nullable): the name of the one that is there
 */
void
vb_list_check_names (VbListCheck *self,
                     guint        row,
                     const char  *column,
                     VbTable      missing,
                     const char  *other)
{
  if (missing == VB_N_TABLES)
    vb_intake_report (self->intake, VB_ISSUE_REFUSED, self->file, row, NULL,
                      N_("No name of an organisation or service; the row was left out. Fill one in "
                         "and import again."), NULL);
  else if (missing == VB_TABLE_SERVICE)
    vb_intake_report (self->intake, VB_ISSUE_NOTICE, self->file, row, column,
                      N_("No service in this row: only the organisation came in. Fill in what it "
                         "offers and import again."), other);
  else
    vb_intake_report (self->intake, VB_ISSUE_NOTICE, self->file, row, column,
                      N_("No organisation in this row: the service stands by itself. Fill in who "
                         "offers it and import again."), other);
}

/**
 * vb_list_check_finish:
 *
 * After the last row, when it is known what most rows are like.
 */
void
vb_list_check_finish (VbListCheck *self)
{
  for (guint i = 0; self->n_dutch > self->odd->len && i < self->odd->len; i++)
    {
      const Odd *odd = &g_array_index (self->odd, Odd, i);

      vb_intake_report (self->intake, VB_ISSUE_NOTICE, self->file, odd->row, odd->field,
                        N_("Not a whole postcode (1234 AB); kept as it is"), odd->text);
    }
}
