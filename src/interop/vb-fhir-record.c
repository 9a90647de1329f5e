/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-fhir-record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "interop/vb-json.h"

#define EMPTY "empty"
#define NOTHING "nothing" /* where R4 wants something */

gboolean
vb_fhir_refuse (VbFhirFault *fault,
                const char  *where,
                const char  *reason)
{
  if (fault->reason == NULL)
    {
      fault->where = g_strdup (where);
      fault->reason = reason;
    }
  return FALSE;
}

/* ------------------------------------------------------------------ paths */

/* One member of a path: name, name[0], name[key=value]. */
typedef struct
{
  char *name;
  char *key;   /* (nullable) */
  char *value; /* (nullable) */
  gboolean is_list;
} Step;

static void
step_clear (Step *self)
{
  g_free (self->name);
  g_free (self->key);
  g_free (self->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

static Step
step_parse (const char *text)
{
  const char *bracket = strchr (text, '[');
  const char *equals = bracket != NULL ? strchr (bracket, '=') : NULL;
  Step step = { NULL, NULL, NULL, bracket != NULL };

  step.name = bracket != NULL ? g_strndup (text, bracket - text) : g_strdup (text);
  if (equals != NULL)
    {
      step.key = g_strndup (bracket + 1, equals - bracket - 1);
      step.value = g_strndup (equals + 1, strlen (equals + 1) - 1);
    }
  return step;
}

static const char *
string_of (const json_t *value)
{
  return json_is_string (value) && !vb_json_is_number (value) ? vb_json_get_text (value) : NULL;
}

static gboolean
step_matches (const Step   *step,
              const json_t *element)
{
  const json_t *coding;

  if (step->key == NULL)
    return TRUE;
  if (!g_str_equal (step->key, "coding"))
    return g_strcmp0 (string_of (json_object_get (element, step->key)), step->value) == 0;
  coding = json_array_get (json_object_get (element, "coding"), 0);
  return g_strcmp0 (string_of (json_object_get (coding, "system")), step->value) == 0;
}

static json_t *
step_find (const Step   *step,
           const json_t *element)
{
  json_t *member = json_object_get (element, step->name);

  if (!step->is_list)
    return member;
  for (gsize i = 0; i < json_array_size (member); i++)
    if (step_matches (step, json_array_get (member, i)))
      return json_array_get (member, i);
  return NULL;
}

/* What a list gets when there is nothing yet that matches. */
static json_t *
step_make (const Step *step)
{
  json_t *made = json_object ();

  if (step->key != NULL && g_str_equal (step->key, "coding"))
    json_object_set_new (made, "coding", json_pack ("[{ss}]", "system", step->value));
  else if (step->key != NULL)
    json_object_set_new (made, step->key, json_string (step->value));
  return made;
}

static void
step_add (const Step *step,
          json_t     *element,
          json_t     *value)
{
  json_t *list = json_object_get (element, step->name);

  if (!step->is_list)
    {
      json_object_set_new (element, step->name, value);
      return;
    }
  if (list == NULL)
    {
      list = json_array ();
      json_object_set_new (element, step->name, list);
    }
  json_array_append_new (list, value);
}

void
vb_fhir_set (json_t     *element,
             const char *path,
             json_t     *value)
{
  g_auto(GStrv) parts = g_strsplit (path, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto(Step) step = step_parse (parts[i]);
      json_t *next;

      if (parts[i + 1] == NULL)
        {
          step_add (&step, element, value);
          return;
        }
      next = step_find (&step, element);
      if (next == NULL)
        {
          next = step_make (&step);
          step_add (&step, element, next);
        }
      element = next;
    }
}

const json_t *
vb_fhir_find (const json_t *element,
              const char   *path)
{
  g_auto(GStrv) parts = g_strsplit (path, "|", -1);

  for (guint i = 0; parts[i] != NULL && element != NULL; i++)
    {
      g_auto(Step) step = step_parse (parts[i]);

      element = step_find (&step, element);
    }
  return element;
}

const char *
vb_fhir_find_text (const json_t *element,
                   const char   *path)
{
  return string_of (vb_fhir_find (element, path));
}

/* ------------------------------------------------------------------ values */

gboolean
vb_fhir_is_plain (const char *text)
{
  gboolean says_something = FALSE;

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        continue;
      if (g_unichar_iscntrl (c) || g_unichar_isspace (c) || c == 0xfeff)
        return FALSE;
      says_something = TRUE;
    }
  return says_something;
}

/* The same, as well as it can be said in a FHIR string. */
static json_t *
approximate (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || g_unichar_isspace (c) || c == 0xfeff)
        c = ' ';
      g_string_append_unichar (plain, c);
    }
  return vb_fhir_is_plain (plain->str) ? json_string (plain->str) : NULL;
}

static gboolean
is_code (const char *text)
{
  if (!vb_fhir_is_plain (text))
    return FALSE;
  return strpbrk (text, " \t\r\n") == NULL;
}

static char *
instant_to_text (const char *microseconds)
{
  gint64 at = g_ascii_strtoll (microseconds, NULL, 10);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autofree char *seconds = NULL;

  if (time == NULL || at <= 0 || g_date_time_get_year (time) > 9999)
    return NULL;
  seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%06dZ", seconds, (int) (at % G_USEC_PER_SEC));
}

static char *
instant_from_text (const char *text)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  if (time == NULL)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT,
                          g_date_time_to_unix (time) * G_USEC_PER_SEC
                          + g_date_time_get_microsecond (time));
}

static const char *
translate_code (const VbFhirCode *codes,
                const char       *code,
                gboolean          to_ours)
{
  if (codes == NULL)
    return is_code (code) ? code : NULL;
  for (; codes->ours != NULL; codes++)
    if (g_str_equal (to_ours ? codes->theirs : codes->ours, code))
      return to_ours ? codes->ours : codes->theirs;
  return NULL;
}

static gboolean
is_small_number (const char *text)
{
  gint64 number;

  return g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &number, NULL);
}

/* (nullable): @text as @rule wants it; %NULL when it cannot stand there */
static json_t *
to_json (const VbFhirRule *rule,
         const char       *text)
{
  const char *code;
  g_autofree char *made = NULL;

  switch (rule->kind)
    {
    case VB_FHIR_TEXT:
      return vb_fhir_is_plain (text) ? json_string (text) : NULL;
    case VB_FHIR_CODE:
      code = translate_code (rule->codes, text, FALSE);
      return code != NULL ? json_string (code) : NULL;
    case VB_FHIR_DATE:
      return vb_time_is_date (text) ? json_string (text) : NULL;
    case VB_FHIR_INSTANT:
      made = instant_to_text (text);
      return made != NULL ? json_string (made) : NULL;
    case VB_FHIR_INTEGER:
      return is_small_number (text) ? json_integer (g_ascii_strtoll (text, NULL, 10)) : NULL;
    case VB_FHIR_BOOLEAN:
      return json_boolean (g_str_equal (text, "1"));
    case VB_FHIR_UUID_URI:
      made = g_strconcat (VB_FHIR_UUID, text, NULL);
      return vb_uuid_is_valid (text) ? json_string (made) : NULL;
    case VB_FHIR_ELSEWHERE:
      return NULL;
    default:
      g_assert_not_reached ();
    }
}

/* (transfer full) (nullable): as the record has it; %NULL when it is not what it should be */
static char *
from_json (const VbFhirRule *rule,
           const json_t     *value)
{
  const char *text = string_of (value);

  if (rule->kind == VB_FHIR_BOOLEAN)
    return json_is_boolean (value) ? g_strdup (json_is_true (value) ? "1" : "0") : NULL;
  if (rule->kind == VB_FHIR_INTEGER)
    return vb_json_is_number (value) && is_small_number (vb_json_get_text (value))
           ? g_strdup (vb_json_get_text (value)) : NULL;
  if (text == NULL)
    return NULL;
  if (rule->kind == VB_FHIR_CODE)
    return g_strdup (translate_code (rule->codes, text, TRUE));
  if (rule->kind == VB_FHIR_INSTANT)
    return instant_from_text (text);
  if (rule->kind == VB_FHIR_UUID_URI)
    return g_str_has_prefix (text, VB_FHIR_UUID)
           && vb_uuid_is_valid (text + strlen (VB_FHIR_UUID))
           ? g_strdup (text + strlen (VB_FHIR_UUID)) : NULL;
  if (rule->kind == VB_FHIR_DATE && !vb_time_is_date (text))
    return NULL;
  return g_strdup (text);
}

/* ------------------------------------------------------------------ our own extension */

static char *
own_url (const VbShape *shape)
{
  return g_strconcat (VB_FHIR_OWN, shape->table, NULL);
}

static void
add_to_list (json_t     *object,
             const char *name,
             json_t     *value)
{
  json_t *list = json_object_get (object, name);

  if (list == NULL)
    {
      list = json_array ();
      json_object_set_new (object, name, list);
    }
  json_array_append_new (list, value);
}

static const json_t *
find_own (const json_t  *element,
          const VbShape *shape)
{
  g_autofree char *url = own_url (shape);
  g_autofree char *path = g_strconcat ("extension[url=", url, "]", NULL);

  return vb_fhir_find (element, path);
}

gboolean
vb_fhir_has_own (const json_t  *element,
                 const VbShape *shape)
{
  return find_own (element, shape) != NULL;
}

/* @value is taken. */
static void
put_own (json_t        *element,
         const VbShape *shape,
         const char    *column,
         const char    *member,
         json_t        *value)
{
  json_t *own = (json_t *) find_own (element, shape);
  json_t *part = json_object ();

  if (own == NULL)
    {
      g_autofree char *url = own_url (shape);

      own = json_pack ("{ss}", "url", url);
      add_to_list (element, "extension", own);
    }
  json_object_set_new (part, "url", json_string (column));
  json_object_set_new (part, member, value);
  add_to_list (own, "extension", part);
}

void
vb_fhir_put_flag (json_t        *element,
                  const VbShape *shape,
                  const char    *column)
{
  put_own (element, shape, column, "valueBoolean", json_true ());
}

static void
put_own_text (json_t             *element,
              const VbShape      *shape,
              const VbShapeField *field,
              const char         *text)
{
  g_autofree char *coded = NULL;

  if (*text == '\0')
    put_own (element, shape, field->column, "valueCode", json_string (EMPTY));
  else if (vb_time_is_date (text))
    put_own (element, shape, field->column, "valueDate", json_string (text));
  else if (vb_fhir_is_plain (text))
    put_own (element, shape, field->column, "valueString", json_string (text));
  else
    {
      coded = g_base64_encode ((const guchar *) text, strlen (text));
      put_own (element, shape, field->column, "valueBase64Binary", json_string (coded));
    }
}

static void
put_own_value (json_t             *element,
               const VbShape      *shape,
               const VbShapeField *field,
               const char         *text)
{
  g_autofree char *instant = NULL;

  if (field->type == VB_SHAPE_FLAG)
    put_own (element, shape, field->column, "valueBoolean",
             json_boolean (g_str_equal (text, "1")));
  else if (field->type == VB_SHAPE_NUMBER && is_small_number (text))
    put_own (element, shape, field->column, "valueInteger",
             json_integer (g_ascii_strtoll (text, NULL, 10)));
  else if (field->type == VB_SHAPE_STAMP && (instant = instant_to_text (text)) != NULL)
    put_own (element, shape, field->column, "valueInstant", json_string (instant));
  else
    put_own_text (element, shape, field, text);
}

void
vb_fhir_put_state (json_t        *element,
                   const VbShape *shape,
                   const char    *column,
                   const char    *path,
                   const char    *instead)
{
  g_autofree char *part = g_strconcat ("extension[url=", column, "]", NULL);
  const json_t *own = find_own (element, shape);

  if (vb_fhir_find (element, path) != NULL)
    return;
  vb_fhir_set (element, path, json_string (instead));
  if (own == NULL || vb_fhir_find (own, part) == NULL)
    put_own (element, shape, column, "valueCode", json_string (NOTHING));
}

/* (transfer full) (nullable) */
static char *
decode (const char *coded)
{
  gsize length;
  g_autofree guchar *bytes = coded != NULL ? g_base64_decode (coded, &length) : NULL;

  if (bytes == NULL || !g_utf8_validate ((char *) bytes, length, NULL))
    return NULL;
  return g_strndup ((char *) bytes, length);
}

static gboolean
is_number (const char *text)
{
  gint64 number;

  return text != NULL
         && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL);
}

static char *
own_to_text (const json_t       *part,
             const VbShapeField *field)
{
  static const VbFhirRule number = { NULL, VB_FHIR_INTEGER, NULL, NULL };
  static const VbFhirRule flag = { NULL, VB_FHIR_BOOLEAN, NULL, NULL };
  static const VbFhirRule instant = { NULL, VB_FHIR_INSTANT, NULL, NULL };
  const char *text = vb_fhir_find_text (part, "valueString");

  if (field->type == VB_SHAPE_FLAG)
    return from_json (&flag, json_object_get (part, "valueBoolean"));
  if (json_object_get (part, "valueInstant") != NULL)
    return from_json (&instant, json_object_get (part, "valueInstant"));
  if (json_object_get (part, "valueInteger") != NULL)
    return from_json (&number, json_object_get (part, "valueInteger"));
  if (field->type == VB_SHAPE_NUMBER || field->type == VB_SHAPE_STAMP)
    return is_number (text) ? g_strdup (text) : NULL;
  if (g_strcmp0 (vb_fhir_find_text (part, "valueCode"), EMPTY) == 0)
    return g_strdup ("");
  if (text == NULL)
    text = vb_fhir_find_text (part, "valueDate");
  return text != NULL ? g_strdup (text)
                      : decode (vb_fhir_find_text (part, "valueBase64Binary"));
}

/* ------------------------------------------------------------------ a record */

static const VbFhirRule *
find_rule (const VbFhirRule *rules,
           const char       *column)
{
  for (; rules->column != NULL; rules++)
    if (g_str_equal (rules->column, column))
      return rules;
  return NULL;
}

/* Whether it is what is there when nothing is written. */
static gboolean
is_nothing (const VbShapeField *field,
            const char         *text)
{
  return text == NULL
         || ((field->type == VB_SHAPE_FLAG || field->type == VB_SHAPE_STAMP)
             && g_str_equal (text, "0"));
}

void
vb_fhir_put_record (json_t           *element,
                    const VbShape    *shape,
                    gconstpointer     record,
                    const VbFhirRule *rules)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      const VbShapeField *field = &shape->fields[i];
      const VbFhirRule *rule = find_rule (rules, field->column);
      g_autofree char *text = vb_shape_dup_text (shape, record, i);
      json_t *value;

      if (is_nothing (field, text) || (rule != NULL && rule->kind == VB_FHIR_ELSEWHERE))
        continue;
      value = rule != NULL ? to_json (rule, text) : NULL;
      if (value == NULL)
        put_own_value (element, shape, field, text);
      if (value == NULL && rule != NULL && rule->kind == VB_FHIR_TEXT)
        value = approximate (text);
      if (value != NULL)
        vb_fhir_set (element, rule->path, value);
    }
}

static gboolean
get_field (const json_t     *element,
           const json_t     *own,
           const VbShape    *shape,
           gpointer          record,
           guint             field,
           const VbFhirRule *rule,
           VbFhirFault      *fault)
{
  const char *column = shape->fields[field].column;
  g_autofree char *path = g_strconcat ("extension[url=", column, "]", NULL);
  g_autofree char *text = NULL;
  gboolean is_id = rule != NULL && g_strcmp0 (rule->path, "id") == 0;
  /* What a resource is called is said in one place only. */
  const json_t *value = own != NULL && !is_id ? vb_fhir_find (own, path) : NULL;

  if (value != NULL && g_strcmp0 (vb_fhir_find_text (value, "valueCode"), NOTHING) == 0)
    return TRUE;
  if (value != NULL)
    text = own_to_text (value, &shape->fields[field]);
  else if (rule != NULL && rule->kind != VB_FHIR_ELSEWHERE
           && (value = vb_fhir_find (element, rule->path)) != NULL)
    text = from_json (rule, value);
  if (value == NULL)
    return TRUE;
  if (text == NULL)
    {
      g_autofree char *where = g_strdup_printf ("%s.%s", shape->table, column);

      return vb_fhir_refuse (fault, where, N_("A value is not what it should be there"));
    }
  vb_shape_set_text (shape, record, field, text);
  return TRUE;
}

/* @own: (nullable): our extension; for a record that is nothing else, @element too */
static gboolean
get_fields (const json_t     *element,
            const json_t     *own,
            const VbShape    *shape,
            gpointer          record,
            const VbFhirRule *rules,
            VbFhirFault      *fault)
{
  for (guint i = 0; i < shape->n_fields; i++)
    if (!get_field (element, own, shape, record, i, find_rule (rules, shape->fields[i].column),
                    fault))
      return FALSE;
  return TRUE;
}

gboolean
vb_fhir_get_record (const json_t     *element,
                    const VbShape    *shape,
                    gpointer          record,
                    const VbFhirRule *rules,
                    VbFhirFault      *fault)
{
  return get_fields (element, find_own (element, shape), shape, record, rules, fault);
}

/* Each is written as if it were an element by itself, of which only the extension counts. */
void
vb_fhir_put_list (json_t           *element,
                  const VbShape    *shape,
                  const GPtrArray  *records,
                  const VbFhirRule *rules)
{
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(json_t) holder = json_object ();
      json_t *own;

      vb_fhir_put_record (holder, shape, g_ptr_array_index (records, i), rules);
      own = json_array_get (json_object_get (holder, "extension"), 0);
      if (own != NULL)
        add_to_list (element, "extension", json_incref (own));
    }
}

gboolean
vb_fhir_get_list (const json_t     *element,
                  const VbShape    *shape,
                  GPtrArray        *records,
                  const VbFhirRule *rules,
                  VbFhirFault      *fault)
{
  const json_t *list = json_object_get (element, "extension");
  g_autofree char *url = own_url (shape);

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const json_t *own = json_array_get (list, i);
      gpointer record;

      if (g_strcmp0 (vb_fhir_find_text (own, "url"), url) != 0)
        continue;
      record = vb_shape_new (shape);
      g_ptr_array_add (records, record);
      if (!get_fields (own, own, shape, record, rules, fault))
        return FALSE;
    }
  return TRUE;
}
