/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-person.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-name-key.h"
#include "core/model/vb-retention.h"

VB_SHAPE_DEFINE_PLAIN (vb_representative, VbRepresentative, "representative", 1,
  VB_SHAPE_TEXT_OF (VbRepresentative, id), VB_SHAPE_TEXT_OF (VbRepresentative, person_id),
  VB_SHAPE_TEXT_OF (VbRepresentative, kind), VB_SHAPE_TEXT_OF (VbRepresentative, name),
  VB_SHAPE_TEXT_OF (VbRepresentative, phone), VB_SHAPE_TEXT_OF (VbRepresentative, email),
  VB_SHAPE_FLAG_OF (VbRepresentative, authority), VB_SHAPE_TEXT_OF (VbRepresentative, mandate),
  VB_SHAPE_TEXT_OF (VbRepresentative, valid_from), VB_SHAPE_TEXT_OF (VbRepresentative, valid_to))

VB_SHAPE_DEFINE_PLAIN (vb_relation, VbRelation, "relation", 1,
  VB_SHAPE_TEXT_OF (VbRelation, id), VB_SHAPE_TEXT_OF (VbRelation, person_id),
  VB_SHAPE_TEXT_OF (VbRelation, name), VB_SHAPE_TEXT_OF (VbRelation, kind),
  VB_SHAPE_TEXT_OF (VbRelation, phone), VB_SHAPE_TEXT_OF (VbRelation, means))

VB_SHAPE_DEFINE_PLAIN (vb_helper, VbHelper, "helper", 1,
  VB_SHAPE_TEXT_OF (VbHelper, id), VB_SHAPE_TEXT_OF (VbHelper, person_id),
  VB_SHAPE_TEXT_OF (VbHelper, name), VB_SHAPE_TEXT_OF (VbHelper, contact_id),
  VB_SHAPE_TEXT_OF (VbHelper, purpose), VB_SHAPE_TEXT_OF (VbHelper, frequency),
  VB_SHAPE_TEXT_OF (VbHelper, role_clear), VB_SHAPE_TEXT_OF (VbHelper, useful),
  VB_SHAPE_TEXT_OF (VbHelper, valid_from), VB_SHAPE_TEXT_OF (VbHelper, valid_to))

VB_SHAPE_DEFINE (vb_person, VbPerson, "person", 1,
  VB_SHAPE_TEXT_OF (VbPerson, id), VB_SHAPE_TEXT_OF (VbPerson, case_number),
  VB_SHAPE_TEXT_OF (VbPerson, given_name), VB_SHAPE_TEXT_OF (VbPerson, prefix),
  VB_SHAPE_TEXT_OF (VbPerson, family_name), VB_SHAPE_TEXT_OF (VbPerson, birth_date),
  VB_SHAPE_TEXT_OF (VbPerson, address_1), VB_SHAPE_TEXT_OF (VbPerson, postal_code),
  VB_SHAPE_TEXT_OF (VbPerson, city), VB_SHAPE_FLAG_OF (VbPerson, address_secret),
  VB_SHAPE_TEXT_OF (VbPerson, phone), VB_SHAPE_TEXT_OF (VbPerson, email),
  VB_SHAPE_TEXT_OF (VbPerson, contact_way), VB_SHAPE_TEXT_OF (VbPerson, contact_from),
  VB_SHAPE_TEXT_OF (VbPerson, contact_until), VB_SHAPE_TEXT_OF (VbPerson, contact_through),
  VB_SHAPE_FLAG_OF (VbPerson, no_phone), VB_SHAPE_FLAG_OF (VbPerson, no_voicemail),
  VB_SHAPE_FLAG_OF (VbPerson, no_text), VB_SHAPE_FLAG_OF (VbPerson, no_email),
  VB_SHAPE_FLAG_OF (VbPerson, no_letter), VB_SHAPE_FLAG_OF (VbPerson, no_visit),
  VB_SHAPE_TEXT_OF (VbPerson, contact_note), VB_SHAPE_TEXT_OF (VbPerson, language),
  VB_SHAPE_FLAG_OF (VbPerson, interpreter), VB_SHAPE_FLAG_OF (VbPerson, easy_reading),
  VB_SHAPE_FLAG_OF (VbPerson, unsafe), VB_SHAPE_TEXT_OF (VbPerson, retention_class),
  VB_SHAPE_TEXT_OF (VbPerson, closed_on), VB_SHAPE_TEXT_OF (VbPerson, keep_until),
  VB_SHAPE_STAMP_OF (VbPerson, created_at), VB_SHAPE_AUTHOR_OF (VbPerson, created_by),
  VB_SHAPE_STAMP_OF (VbPerson, changed_at))

VbPerson *
vb_person_new (void)
{
  VbPerson *self = vb_shape_new (&vb_person_shape);

  self->retention_class = g_strdup (VB_RETENTION_DEFAULT);
  self->representatives = vb_shape_new_list (&vb_representative_shape);
  self->relations = vb_shape_new_list (&vb_relation_shape);
  self->helpers = vb_shape_new_list (&vb_helper_shape);
  return self;
}

VbPerson *
vb_person_copy (const VbPerson *self)
{
  VbPerson *copy = vb_shape_copy (&vb_person_shape, self);

  copy->representatives = vb_shape_copy_list (&vb_representative_shape, self->representatives);
  copy->relations = vb_shape_copy_list (&vb_relation_shape, self->relations);
  copy->helpers = vb_shape_copy_list (&vb_helper_shape, self->helpers);
  return copy;
}

void
vb_person_free (VbPerson *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->representatives, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_clear_pointer (&self->helpers, g_ptr_array_unref);
  vb_shape_free (&vb_person_shape, self);
}

VbRepresentative *
vb_person_add_representative (VbPerson *self)
{
  VbRepresentative *added = vb_shape_new (&vb_representative_shape);

  added->person_id = g_strdup (self->id);
  g_ptr_array_add (self->representatives, added);
  return added;
}

VbRelation *
vb_person_add_relation (VbPerson *self)
{
  VbRelation *added = vb_shape_new (&vb_relation_shape);

  added->person_id = g_strdup (self->id);
  g_ptr_array_add (self->relations, added);
  return added;
}

VbHelper *
vb_person_add_helper (VbPerson *self)
{
  VbHelper *added = vb_shape_new (&vb_helper_shape);

  added->person_id = g_strdup (self->id);
  g_ptr_array_add (self->helpers, added);
  return added;
}

/* ------------------------------------------------------------------ what is typed */

static void
tidy_postcode (VbPerson *self)
{
  const char *p = self->postal_code;
  g_autofree char *tidy = NULL;

  if (p == NULL || !g_regex_match_simple ("^[1-9][0-9]{3} ?[A-Za-z]{2}$", p, G_REGEX_DOLLAR_ENDONLY,
                                          0))
    return;
  tidy = g_strdup_printf ("%.4s %c%c", p, g_ascii_toupper (p[strlen (p) - 2]),
                          g_ascii_toupper (p[strlen (p) - 1]));
  g_free (self->postal_code);
  self->postal_code = g_steal_pointer (&tidy);
}

static void
tidy_time (char **time)
{
  int minutes;

  if (*time == NULL || !vb_time_parse_clock (*time, &minutes))
    return;
  g_free (*time);
  *time = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

/* As people write it: 3-4-1943. */
static void
tidy_date (char **date)
{
  char *tidy = *date != NULL ? vb_time_dup_date (*date) : NULL;

  if (tidy == NULL)
    return;
  g_free (*date);
  *date = tidy;
}

static void
tidy_list (const VbShape   *shape,
           const GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    vb_shape_tidy (shape, g_ptr_array_index (records, i));
}

void
vb_person_tidy (VbPerson *self)
{
  vb_shape_tidy (&vb_person_shape, self);
  tidy_postcode (self);
  tidy_date (&self->birth_date);
  tidy_time (&self->contact_from);
  tidy_time (&self->contact_until);
  tidy_list (&vb_representative_shape, self->representatives);
  tidy_list (&vb_relation_shape, self->relations);
  tidy_list (&vb_helper_shape, self->helpers);
  for (guint i = 0; i < self->representatives->len; i++)
    {
      VbRepresentative *one = g_ptr_array_index (self->representatives, i);

      tidy_date (&one->valid_from);
      tidy_date (&one->valid_to);
    }
  for (guint i = 0; i < self->helpers->len; i++)
    {
      VbHelper *one = g_ptr_array_index (self->helpers, i);

      tidy_date (&one->valid_from);
      tidy_date (&one->valid_to);
    }
}

/* ------------------------------------------------------------------ names and numbers */

static void
append_word (GString    *text,
             const char *word)
{
  if (word == NULL || *word == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

char *
vb_person_dup_name (const VbPerson *self)
{
  GString *name = g_string_new (NULL);

  append_word (name, self->given_name);
  append_word (name, self->prefix);
  append_word (name, self->family_name);
  if (name->len == 0)
    append_word (name, self->case_number);
  return g_string_free (name, FALSE);
}

char *
vb_person_dup_key (const VbPerson *self)
{
  g_autoptr(GString) name = g_string_new (NULL);

  append_word (name, self->family_name);
  append_word (name, self->prefix);
  append_word (name, self->given_name);
  if (name->len == 0)
    append_word (name, self->case_number);
  return vb_name_fold (name->str);
}

int
vb_person_get_age (const char *birth_date,
                   const char *today)
{
  int age;

  if (!vb_time_is_date (birth_date) || !vb_time_is_date (today) || strcmp (birth_date, today) > 0)
    return -1;
  age = atoi (today) - atoi (birth_date);
  /* Born on 29 February, somebody becomes a year older on 1 March. */
  return strcmp (today + 5, birth_date + 5) < 0 ? age - 1 : age;
}

/* The check by eleven of nine digits. */
static gboolean
is_bsn (const char *digits)
{
  int sum = 0;

  for (int i = 0; i < 8; i++)
    sum += (digits[i] - '0') * (9 - i);
  sum -= digits[8] - '0';
  return sum % 11 == 0 && strncmp (digits, "000000000", 9) != 0;
}

/* Nine digits in a row, or in the groups in which people write them: 111.222.333, 1112.22.333. */
#define NINE_DIGITS                                                                                \
  "(?<![0-9])(?:[0-9]{9}|[0-9]{3}([ .-])[0-9]{3}\\1[0-9]{3}|"                                      \
  "[0-9]{4}[.][0-9]{2}[.][0-9]{3})(?![0-9])"

gboolean
vb_text_has_bsn (const char *text)
{
  static GRegex *regex;
  g_autoptr(GMatchInfo) match = NULL;

  if (text == NULL)
    return FALSE;
  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new (NINE_DIGITS, G_REGEX_OPTIMIZE, 0, NULL));
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);
      char digits[9];
      guint n = 0;

      for (const char *p = found; *p != '\0'; p++)
        if (g_ascii_isdigit (*p))
          digits[n++] = *p;
      if (is_bsn (digits))
        return TRUE;
    }
  return FALSE;
}

/* ------------------------------------------------------------------ safe contact */

static gboolean
is_refused (const VbPerson *self,
            VbWay           way)
{
  switch (way)
    {
    case VB_WAY_PHONE: return self->no_phone;
    case VB_WAY_VOICEMAIL: return self->no_voicemail || self->no_phone;
    case VB_WAY_TEXT: return self->no_text;
    case VB_WAY_EMAIL: return self->no_email;
    case VB_WAY_LETTER: return self->no_letter;
    case VB_WAY_VISIT: return self->no_visit;
    default: g_return_val_if_reached (TRUE);
    }
}

static gboolean
is_known (const VbPerson *self,
          VbWay           way)
{
  if (way == VB_WAY_EMAIL)
    return self->email != NULL;
  if (way == VB_WAY_LETTER || way == VB_WAY_VISIT)
    return self->address_1 != NULL;
  return self->phone != NULL;
}

static gboolean
is_outside_hours (const VbPerson *self,
                  int             minutes)
{
  int from, until;

  if (self->contact_from != NULL && vb_time_parse_clock (self->contact_from, &from)
      && minutes < from)
    return TRUE;
  return self->contact_until != NULL && vb_time_parse_clock (self->contact_until, &until)
         && minutes >= until;
}

VbContactAnswer
vb_person_may_contact (const VbPerson *self,
                       VbWay           way,
                       int             minutes)
{
  gboolean at_once = way != VB_WAY_EMAIL && way != VB_WAY_LETTER;

  g_return_val_if_fail (way < VB_N_WAYS, VB_CONTACT_NOT_THIS_WAY);

  if (is_refused (self, way))
    return VB_CONTACT_NOT_THIS_WAY;
  if (g_strcmp0 (self->contact_way, "through") == 0)
    return VB_CONTACT_ONLY_THROUGH;
  if (!is_known (self, way))
    return VB_CONTACT_NOTHING_KNOWN;
  if (minutes >= 0 && at_once && is_outside_hours (self, minutes))
    return VB_CONTACT_NOT_NOW;
  return VB_CONTACT_FINE;
}

/* ------------------------------------------------------------------ what shows where */

VbShow
vb_person_shows (const VbPerson *self,
                 VbPersonPart    part,
                 VbAudience      audience)
{
  static const gboolean ordinary[VB_N_PARTS][VB_N_AUDIENCES] = {
    /*                       record list   card household print export */
    [VB_PART_NAME] =       { TRUE,  TRUE,  FALSE, TRUE,  TRUE,  TRUE },
    [VB_PART_BIRTH_DATE] = { TRUE,  TRUE,  FALSE, FALSE, TRUE,  TRUE },
    [VB_PART_ADDRESS] =    { TRUE,  TRUE,  FALSE, FALSE, TRUE,  TRUE },
    [VB_PART_CONTACT] =    { TRUE,  FALSE, FALSE, FALSE, TRUE,  TRUE },
    [VB_PART_SAFETY] =     { TRUE,  FALSE, FALSE, FALSE, FALSE, FALSE },
  };

  g_return_val_if_fail (part < VB_N_PARTS && audience < VB_N_AUDIENCES, VB_SHOW_NOT);

  if (part == VB_PART_ADDRESS && self->address_secret)
    return audience == VB_AUDIENCE_RECORD ? VB_SHOW_ON_REQUEST : VB_SHOW_NOT;
  /* Where somebody can be reached is what the other must not find. */
  if (part == VB_PART_CONTACT && self->unsafe && audience != VB_AUDIENCE_RECORD)
    return VB_SHOW_NOT;
  return ordinary[part][audience] ? VB_SHOW_YES : VB_SHOW_NOT;
}
