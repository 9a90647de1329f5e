/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be typed about a person. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-entity.h"
#include "core/model/vb-person.h"
#include "core/model/vb-retention.h"

static void
check_choice (GArray            *errors,
              const VbShape     *shape,
              guint              record,
              const char        *column,
              const char        *value,
              const char *const *choices)
{
  if (value != NULL && !g_strv_contains (choices, value))
    vb_shape_errors_add (errors, shape, record, column, N_("Choose one of the list"));
}

static void
check_date (GArray        *errors,
            const VbShape *shape,
            guint          record,
            const char    *column,
            const char    *value)
{
  if (value != NULL && !vb_time_is_date (value))
    vb_shape_errors_add (errors, shape, record, column, N_("Write the date as 2026-12-31"));
}

static void
check_period (GArray        *errors,
              const VbShape *shape,
              guint          record,
              const char    *from,
              const char    *to)
{
  check_date (errors, shape, record, "valid_from", from);
  check_date (errors, shape, record, "valid_to", to);
  if (from != NULL && to != NULL && strcmp (from, to) > 0)
    vb_shape_errors_add (errors, shape, record, "valid_to",
                         N_("The end lies before the beginning"));
}

/* A value that the social map knows how to check. */
static void
check_as (GArray        *errors,
          const VbShape *shape,
          guint          record,
          const char    *column,
          const char    *value,
          VbTable        table,
          const char    *like)
{
  const char *message = vb_validate_value (table, like, value);

  if (message != NULL)
    vb_shape_errors_add (errors, shape, record, column, message);
}

/* No text may hold what looks like a citizen service number; telephone numbers are their own. */
static void
check_no_bsn (GArray        *errors,
              const VbShape *shape,
              guint          index,
              gconstpointer  record)
{
  for (guint i = shape->n_key; i < shape->n_fields; i++)
    {
      const VbShapeField *field = &shape->fields[i];
      g_autofree char *text = NULL;
      const char *refusal;

      if (field->type != VB_SHAPE_TEXT || g_str_has_suffix (field->column, "_id")
          || g_str_equal (field->column, "phone"))
        continue;
      text = vb_shape_dup_text (shape, record, i);
      refusal = vb_bsn_get_refusal (text);
      if (refusal != NULL)
        vb_shape_errors_add (errors, shape, index, field->column, refusal);
      if (text != NULL && strlen (text) > 20000)
        vb_shape_errors_add (errors, shape, index, field->column, N_("This text is too long"));
    }
}

/* ------------------------------------------------------------------ the person */

static void
check_birth_date (GArray         *errors,
                  const VbPerson *self,
                  const char     *today)
{
  check_date (errors, &vb_person_shape, 0, "birth_date", self->birth_date);
  if (self->birth_date != NULL && strcmp (self->birth_date, today) > 0)
    vb_shape_errors_add (errors, &vb_person_shape, 0, "birth_date",
                         N_("This day is still to come"));
  if (self->birth_date != NULL && vb_person_get_age (self->birth_date, today) > 125)
    vb_shape_errors_add (errors, &vb_person_shape, 0, "birth_date",
                         N_("Look at the year: nobody is that old"));
}

static void
check_hours (GArray         *errors,
             const VbPerson *self)
{
  int from = 0, until = 24 * 60;

  if (self->contact_from != NULL && !vb_time_parse_clock (self->contact_from, &from))
    vb_shape_errors_add (errors, &vb_person_shape, 0, "contact_from",
                         N_("Write the time as 09:30"));
  if (self->contact_until != NULL && !vb_time_parse_clock (self->contact_until, &until))
    vb_shape_errors_add (errors, &vb_person_shape, 0, "contact_until",
                         N_("Write the time as 09:30"));
  if (from >= until)
    vb_shape_errors_add (errors, &vb_person_shape, 0, "contact_until",
                         N_("The end lies before the beginning"));
}

static void
check_contact (GArray         *errors,
               const VbPerson *self)
{
  static const char *const ways[] = { "phone", "text", "email", "letter", "visit", "through",
                                      NULL };
  const gboolean refused[] = { self->no_phone, self->no_text, self->no_email, self->no_letter,
                               self->no_visit };

  check_choice (errors, &vb_person_shape, 0, "contact_way", self->contact_way, ways);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (g_strcmp0 (self->contact_way, ways[i]) == 0 && refused[i])
      vb_shape_errors_add (errors, &vb_person_shape, 0, "contact_way",
                           N_("This is also marked as not safe: choose another way"));
  if (g_strcmp0 (self->contact_way, "through") == 0 && self->contact_through == NULL)
    vb_shape_errors_add (errors, &vb_person_shape, 0, "contact_through",
                         N_("Fill in by way of whom"));
  check_hours (errors, self);
}

static void
check_person (GArray         *errors,
              const VbPerson *self,
              const char     *today)
{
  if (self->given_name == NULL && self->family_name == NULL && self->case_number == NULL)
    vb_shape_errors_add (errors, &vb_person_shape, 0, "family_name",
                         N_("Fill in a name or a case number"));
  check_birth_date (errors, self, today);
  check_as (errors, &vb_person_shape, 0, "phone", self->phone, VB_TABLE_PHONE, "number");
  check_as (errors, &vb_person_shape, 0, "email", self->email, VB_TABLE_CONTACT, "email");
  check_as (errors, &vb_person_shape, 0, "language", self->language, VB_TABLE_LANGUAGE, "code");
  if (self->postal_code != NULL
      && !g_regex_match_simple ("^[1-9][0-9]{3} [A-Z]{2}$", self->postal_code,
                                G_REGEX_DOLLAR_ENDONLY, 0))
    vb_shape_errors_add (errors, &vb_person_shape, 0, "postal_code",
                         N_("A Dutch postcode looks like 1234 AB"));
  check_contact (errors, self);
  if (vb_retention_find (self->retention_class) == NULL)
    vb_shape_errors_add (errors, &vb_person_shape, 0, "retention_class",
                         N_("Choose one of the list"));
  check_date (errors, &vb_person_shape, 0, "closed_on", self->closed_on);
  check_date (errors, &vb_person_shape, 0, "keep_until", self->keep_until);
  check_no_bsn (errors, &vb_person_shape, 0, self);
}

/* ------------------------------------------------------------------ who stands around */

static void
check_name (GArray        *errors,
            const VbShape *shape,
            guint          record,
            const char    *name)
{
  if (name == NULL)
    vb_shape_errors_add (errors, shape, record, "name", N_("Fill in a name"));
}

static void
check_representatives (GArray         *errors,
                       const VbPerson *self)
{
  static const char *const kinds[] = { "curator", "mentor", "mandatary", "parent", "guardian",
                                       "partner", "family", NULL };

  for (guint i = 0; i < self->representatives->len; i++)
    {
      const VbRepresentative *one = g_ptr_array_index (self->representatives, i);
      const VbShape *shape = &vb_representative_shape;

      check_name (errors, shape, i, one->name);
      if (one->kind == NULL)
        vb_shape_errors_add (errors, shape, i, "kind", N_("Choose one of the list"));
      check_choice (errors, shape, i, "kind", one->kind, kinds);
      check_as (errors, shape, i, "phone", one->phone, VB_TABLE_PHONE, "number");
      check_as (errors, shape, i, "email", one->email, VB_TABLE_CONTACT, "email");
      check_period (errors, shape, i, one->valid_from, one->valid_to);
      check_no_bsn (errors, shape, i, one);
    }
}

static void
check_relations (GArray         *errors,
                 const VbPerson *self)
{
  static const char *const kinds[] = { "partner", "child", "parent", "family", "friend",
                                       "neighbour", "carer", "volunteer", "other", NULL };

  for (guint i = 0; i < self->relations->len; i++)
    {
      const VbRelation *one = g_ptr_array_index (self->relations, i);

      check_name (errors, &vb_relation_shape, i, one->name);
      check_choice (errors, &vb_relation_shape, i, "kind", one->kind, kinds);
      check_as (errors, &vb_relation_shape, i, "phone", one->phone, VB_TABLE_PHONE, "number");
      check_no_bsn (errors, &vb_relation_shape, i, one);
    }
}

static void
check_helpers (GArray         *errors,
               const VbPerson *self)
{
  static const char *const clear[] = { "yes", "no", NULL };
  static const char *const useful[] = { "yes", "sometimes", "no", NULL };

  for (guint i = 0; i < self->helpers->len; i++)
    {
      const VbHelper *one = g_ptr_array_index (self->helpers, i);

      check_name (errors, &vb_helper_shape, i, one->name);
      check_choice (errors, &vb_helper_shape, i, "role_clear", one->role_clear, clear);
      check_choice (errors, &vb_helper_shape, i, "useful", one->useful, useful);
      check_period (errors, &vb_helper_shape, i, one->valid_from, one->valid_to);
      check_no_bsn (errors, &vb_helper_shape, i, one);
    }
}

/**
 * vb_person_validate:
 * @today: YYYY-MM-DD
 *
 * Returns: (transfer full) (element-type VbShapeError): what is wrong, empty when nothing is
 */
GArray *
vb_person_validate (const VbPerson *self,
                    const char     *today)
{
  GArray *errors = vb_shape_errors_new ();

  check_person (errors, self, today);
  check_representatives (errors, self);
  check_relations (errors, self);
  check_helpers (errors, self);
  return errors;
}
