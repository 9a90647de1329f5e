/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-recovery-code.h"

#include <sodium.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/crypto/vb-secret.h"

/* Crockford's alphabet leaves out I, L, O and U, which are misread. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define DATA_CHARS (VB_RECOVERY_GROUP_CHARS - 1)

/* Multiplies in the field of 32 elements, reduced by x^5 + x^2 + 1. */
static int
multiply (int a,
          int b)
{
  int product = 0;

  for (int bit = 0; bit < 5; bit++)
    if (b & (1 << bit))
      product ^= a << bit;
  for (int bit = 9; bit >= 5; bit--)
    if (product & (1 << bit))
      product ^= 0x25 << (bit - 5);
  return product;
}

/* The check is a weighted sum in that field. The weights (powers of two, the last one 1 for the
 * check character itself) differ from each other and from zero, so that one wrong character and
 * two exchanged ones always change it. The group's number is mixed in, so that whole groups that
 * changed places are noticed too. */
static int
check_value (const int *values,
             int        group)
{
  int sum = group + 1;
  int weight = 1;

  for (int i = DATA_CHARS - 1; i >= 0; i--)
    {
      weight = multiply (weight, 2);
      sum ^= multiply (values[i], weight);
    }
  return sum;
}

static int
char_value (char c)
{
  const char *found;

  c = g_ascii_toupper (c);
  if (c == 'O')
    c = '0';
  else if (c == 'I' || c == 'L')
    c = '1';
  found = c != '\0' ? strchr (alphabet, c) : NULL;
  return found != NULL ? (int) (found - alphabet) : -1;
}

static gboolean
is_separator (char c)
{
  return g_ascii_isspace (c) || c == '-' || c == '.' || c == '_';
}

/* Reads up to @n characters; how many there were, or -1 for one outside the alphabet. */
static int
read_values (const char *text,
             int        *values,
             int         n)
{
  int count = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (is_separator (*p))
        continue;
      if (count == n)
        return n + 1;
      values[count] = char_value (*p);
      if (values[count++] < 0)
        return -1;
    }
  return count;
}

char *
vb_recovery_code_new (void)
{
  g_autoptr(VbSecret) bytes = vb_secret_random (VB_RECOVERY_SIZE);

  return vb_recovery_code_format (vb_secret_peek (bytes));
}

char *
vb_recovery_code_format (const guint8 *bytes)
{
  g_autoptr(GString) text = g_string_sized_new (64);
  guint32 bits = 0;
  int n_bits = 0, at = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  for (int group = 0; group < VB_RECOVERY_GROUPS; group++)
    {
      int values[DATA_CHARS];

      if (group > 0)
        g_string_append_c (text, '-');
      for (int i = 0; i < DATA_CHARS; i++)
        {
          if (n_bits < 5)
            {
              bits = bits << 8 | bytes[at++];
              n_bits += 8;
            }
          n_bits -= 5;
          values[i] = bits >> n_bits & 31;
          g_string_append_c (text, alphabet[values[i]]);
        }
      g_string_append_c (text, alphabet[check_value (values, group)]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
unpack (const int *values,
        guint8    *bytes)
{
  guint32 bits = 0;
  int n_bits = 0, at = 0;

  for (int group = 0; group < VB_RECOVERY_GROUPS; group++)
    for (int i = 0; i < DATA_CHARS; i++)
      {
        bits = bits << 5 | (guint32) values[group * VB_RECOVERY_GROUP_CHARS + i];
        n_bits += 5;
        if (n_bits >= 8)
          {
            n_bits -= 8;
            bytes[at++] = bits >> n_bits & 0xff;
          }
      }
}

gboolean
vb_recovery_code_parse (const char  *text,
                        guint8      *bytes,
                        int         *bad_group,
                        GError     **error)
{
  int values[VB_RECOVERY_GROUPS * VB_RECOVERY_GROUP_CHARS];
  int count;
  gboolean ok = TRUE;

  g_return_val_if_fail (text != NULL && bytes != NULL, FALSE);

  if (bad_group != NULL)
    *bad_group = -1;
  count = read_values (text, values, G_N_ELEMENTS (values));
  if (count < 0)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE,
                           "The code has a character that is never used in one");
      ok = FALSE;
    }
  else if (count != G_N_ELEMENTS (values))
    {
      g_set_error (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE,
                   "A recovery code has %d groups of %d characters",
                   VB_RECOVERY_GROUPS, VB_RECOVERY_GROUP_CHARS);
      ok = FALSE;
    }
  for (int group = 0; ok && group < VB_RECOVERY_GROUPS; group++)
    {
      const int *g = values + group * VB_RECOVERY_GROUP_CHARS;

      if (check_value (g, group) != g[DATA_CHARS])
        {
          g_set_error (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE,
                       "There is a mistake in group %d of the code", group + 1);
          if (bad_group != NULL)
            *bad_group = group;
          ok = FALSE;
        }
    }
  if (ok)
    unpack (values, bytes);
  sodium_memzero (values, sizeof values);
  return ok;
}

gboolean
vb_recovery_code_is_whole (const char *text)
{
  guint8 bytes[VB_RECOVERY_SIZE];
  gboolean whole = vb_recovery_code_parse (text, bytes, NULL, NULL);

  sodium_memzero (bytes, sizeof bytes);
  return whole;
}

gboolean
vb_recovery_code_check_group (const char *text,
                              int         index)
{
  int values[VB_RECOVERY_GROUP_CHARS];

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (index >= 0 && index < VB_RECOVERY_GROUPS, FALSE);

  return read_values (text, values, VB_RECOVERY_GROUP_CHARS) == VB_RECOVERY_GROUP_CHARS
    && check_value (values, index) == values[DATA_CHARS];
}

void
vb_recovery_code_free (char *text)
{
  if (text == NULL)
    return;
  sodium_memzero (text, strlen (text));
  g_free (text);
}
