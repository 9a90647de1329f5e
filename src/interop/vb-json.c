/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON from outside. A front scanner without recursion checks the whole text against the grammar
 * and the limits before jansson sees any of it, and jansson gets one record at a time, so that a
 * long list costs no more memory than its longest record.
 *
 * Numbers must stay as the source wrote them (7.0 is not 7, and an id may have twenty digits), but
 * jansson makes doubles and integers of them. So the scanner hands them over as strings that begin
 * with the mark below; a string that begins with it in the source gets it twice. */

#include "config.h"

#include "interop/vb-json.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-json-text.h"

#define MARK '\001'
#define MARK_ESCAPED "\\u0001"
#define MAX_DEPTH 512
/* A record is made whole in memory, several times its size, however large the file may be. */
#define MAX_RECORD_BYTES (25 * 1024 * 1024)
/* Of the root, where each is looked up among all. */
#define MAX_MEMBERS 10000

typedef struct
{
  const char *text;
  const char *p;
  const char *end;
  const VbReadLimits *limits;
  guint tokens;
  GString *out; /* (nullable): the value with its numbers marked */
} Scanner;

static gboolean
fail (Scanner    *self,
      VbError     code,
      const char *what,
      GError    **error)
{
  guint line = 1;

  for (const char *p = self->text; p < self->p; p++)
    line += *p == '\n';
  g_set_error (error, VB_ERROR, code, "JSON, line %u: %s", line, what);
  return FALSE;
}

static void
skip_space (Scanner *self)
{
  while (self->p < self->end && (*self->p == ' ' || *self->p == '\n' || *self->p == '\r'
                                 || *self->p == '\t'))
    self->p++;
}

static gboolean
scan_escape (Scanner *self,
             GError **error)
{
  if (self->end - self->p < 2)
    return fail (self, VB_ERROR_INVALID_INPUT, "the text ends within a string", error);
  if (self->p[1] == 'u')
    {
      if (self->end - self->p < 6)
        return fail (self, VB_ERROR_INVALID_INPUT, "the text ends within a string", error);
      for (int i = 2; i < 6; i++)
        if (!g_ascii_isxdigit (self->p[i]))
          return fail (self, VB_ERROR_INVALID_INPUT, "not an escape", error);
      self->p += 6;
      return TRUE;
    }
  if (self->p[1] == '\0' || strchr ("\"\\/bfnrt", self->p[1]) == NULL)
    return fail (self, VB_ERROR_INVALID_INPUT, "not an escape", error);
  self->p += 2;
  return TRUE;
}

/* p is at the opening quote. Names of members are never numbers, and need no mark. */
static gboolean
scan_string (Scanner *self,
             gboolean is_name,
             GError **error)
{
  const char *start = self->p++;

  for (;;)
    {
      while (self->p < self->end && *self->p != '"' && *self->p != '\\'
             && (guchar) *self->p >= 0x20)
        self->p++;
      if (self->p == self->end)
        return fail (self, VB_ERROR_INVALID_INPUT, "the text ends within a string", error);
      if (*self->p == '"')
        break;
      if (*self->p != '\\')
        return fail (self, VB_ERROR_INVALID_INPUT, "a control character in a string", error);
      if (!scan_escape (self, error))
        return FALSE;
    }
  self->p++;
  if ((gsize) (self->p - start) > self->limits->string_bytes + 2)
    return fail (self, VB_ERROR_TOO_LARGE, "a string is too long", error);
  if (self->out == NULL)
    return TRUE;
  g_string_append_c (self->out, '"');
  if (!is_name && self->p - start > 7 && strncmp (start + 1, MARK_ESCAPED, 6) == 0)
    g_string_append (self->out, MARK_ESCAPED);
  g_string_append_len (self->out, start + 1, self->p - start - 1);
  return TRUE;
}

static gsize
count_digits (const char *p,
              const char *end)
{
  const char *start = p;

  while (p < end && g_ascii_isdigit (*p))
    p++;
  return p - start;
}

static gboolean
scan_number (Scanner *self,
             GError **error)
{
  const char *start = self->p;
  gboolean valid;
  gsize n;

  if (*self->p == '-')
    self->p++;
  n = count_digits (self->p, self->end);
  valid = n == 1 || (n > 1 && *self->p != '0');
  self->p += n;
  if (valid && self->p < self->end && *self->p == '.')
    {
      self->p++;
      n = count_digits (self->p, self->end);
      valid = n > 0;
      self->p += n;
    }
  if (valid && self->p < self->end && (*self->p == 'e' || *self->p == 'E'))
    {
      self->p++;
      if (self->p < self->end && (*self->p == '+' || *self->p == '-'))
        self->p++;
      n = count_digits (self->p, self->end);
      valid = n > 0;
      self->p += n;
    }
  if (!valid)
    return fail (self, VB_ERROR_INVALID_INPUT, "not a number", error);
  if ((gsize) (self->p - start) > self->limits->string_bytes)
    return fail (self, VB_ERROR_TOO_LARGE, "a number is too long", error);
  if (self->out != NULL)
    {
      g_string_append (self->out, "\"" MARK_ESCAPED);
      g_string_append_len (self->out, start, self->p - start);
      g_string_append_c (self->out, '"');
    }
  return TRUE;
}

static gboolean
scan_word (Scanner *self,
           GError **error)
{
  static const char * const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);

      if ((gsize) (self->end - self->p) >= n && strncmp (self->p, words[i], n) == 0)
        {
          self->p += n;
          if (self->out != NULL)
            g_string_append_len (self->out, words[i], n);
          return TRUE;
        }
    }
  return fail (self, VB_ERROR_INVALID_INPUT, "not a value", error);
}

static gboolean
scan_scalar (Scanner *self,
             GError **error)
{
  if (*self->p == '"')
    return scan_string (self, FALSE, error);
  if (*self->p == '-' || g_ascii_isdigit (*self->p))
    return scan_number (self, error);
  return scan_word (self, error);
}

static void
put (Scanner *self,
     char     c)
{
  if (self->out != NULL)
    g_string_append_c (self->out, c);
}

static gboolean
scan_key (Scanner *self,
          GError **error)
{
  skip_space (self);
  if (self->p == self->end || *self->p != '"')
    return fail (self, VB_ERROR_INVALID_INPUT, "the name of a member is missing", error);
  if (!scan_string (self, TRUE, error))
    return FALSE;
  skip_space (self);
  if (self->p == self->end || *self->p != ':')
    return fail (self, VB_ERROR_INVALID_INPUT, "a colon is missing", error);
  self->p++;
  put (self, ':');
  self->tokens++;
  return TRUE;
}

/* Scans one value with all that is in it. @outside is how deep it lies itself. */
static gboolean
scan_value (Scanner *self,
            guint    outside,
            GError **error)
{
  char stack[MAX_DEPTH];
  guint depth = 0;
  guint limit = MIN (self->limits->json_depth, MAX_DEPTH);

  for (;;)
    {
      gboolean opened = FALSE;

      skip_space (self);
      if (self->p == self->end)
        return fail (self, VB_ERROR_INVALID_INPUT, "the text ends too early", error);
      if (++self->tokens > self->limits->json_tokens && self->out != NULL)
        return fail (self, VB_ERROR_TOO_LARGE, "a record has too many values", error);
      if (self->out != NULL && self->out->len > MAX_RECORD_BYTES)
        return fail (self, VB_ERROR_TOO_LARGE, "a record is too large", error);
      if (*self->p == '{' || *self->p == '[')
        {
          if (depth + outside >= limit)
            return fail (self, VB_ERROR_TOO_LARGE, "nested too deeply", error);
          stack[depth++] = *self->p == '{' ? '}' : ']';
          put (self, *self->p++);
          skip_space (self);
          opened = self->p == self->end || *self->p != stack[depth - 1];
          if (opened && stack[depth - 1] == '}' && !scan_key (self, error))
            return FALSE;
        }
      else if (!scan_scalar (self, error))
        return FALSE;
      if (opened)
        continue;
      /* A value is complete: close what it was the last of. */
      for (;;)
        {
          if (depth == 0)
            return TRUE;
          skip_space (self);
          if (self->p == self->end)
            return fail (self, VB_ERROR_INVALID_INPUT, "the text ends too early", error);
          if (*self->p == ',')
            break;
          if (*self->p != stack[depth - 1])
            return fail (self, VB_ERROR_INVALID_INPUT, "a comma or bracket is missing", error);
          depth--;
          put (self, *self->p++);
        }
      put (self, *self->p++);
      if (stack[depth - 1] == '}' && !scan_key (self, error))
        return FALSE;
    }
}

static void
clear_member (gpointer data)
{
  g_free (((VbJsonMember *) data)->name);
}

static json_t *
parse_marked (GString *marked,
              GError **error)
{
  json_error_t why;
  json_t *value = json_loadb (marked->str, marked->len,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);

  if (value == NULL)
    g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "JSON: %s",
                 json_error_code (&why) == json_error_duplicate_key
                   ? "a member stands twice in one object"
                   : "a string holds a character that cannot be");
  return value;
}

static gboolean
index_members (VbJsonIndex *self,
               Scanner     *scanner,
               GError     **error)
{
  scanner->p++;
  skip_space (scanner);
  if (scanner->p < scanner->end && *scanner->p == '}')
    {
      scanner->p++;
      return TRUE;
    }
  for (;;)
    {
      VbJsonMember member = { NULL };
      g_autoptr(GString) key = g_string_new (NULL);
      g_autoptr(json_t) name = NULL;

      skip_space (scanner);
      scanner->out = key;
      if (!scan_key (scanner, error))
        return FALSE;
      scanner->out = NULL;
      g_string_truncate (key, key->len - 1);
      name = parse_marked (key, error);
      if (name == NULL)
        return FALSE;
      skip_space (scanner);
      if (self->members->len >= MAX_MEMBERS)
        return fail (scanner, VB_ERROR_TOO_LARGE, "an object has too many members", error);
      if (vb_json_index_find (self, json_string_value (name)) != NULL)
        return fail (scanner, VB_ERROR_INVALID_INPUT, "a member stands twice in one object", error);
      member.start = scanner->p - scanner->text;
      member.type = scanner->p < scanner->end ? *scanner->p : '\0';
      if (!scan_value (scanner, 1, error))
        return FALSE;
      member.end = scanner->p - scanner->text;
      member.name = g_strdup (json_string_value (name));
      g_array_append_val (self->members, member);
      skip_space (scanner);
      if (scanner->p < scanner->end && *scanner->p == '}')
        break;
      if (scanner->p == scanner->end || *scanner->p != ',')
        return fail (scanner, VB_ERROR_INVALID_INPUT, "a comma or bracket is missing", error);
      scanner->p++;
    }
  scanner->p++;
  return TRUE;
}

/* Objects divided by line ends, after the first of them. */
static gboolean
index_lines (VbJsonIndex *self,
             Scanner     *scanner,
             GError     **error)
{
  const char *after = scanner->p;

  skip_space (scanner);
  while (scanner->p < scanner->end)
    {
      if (*scanner->p != '{' || memchr (after, '\n', scanner->p - after) == NULL)
        return fail (scanner, VB_ERROR_INVALID_INPUT, "something follows the end", error);
      if (!scan_value (scanner, 0, error))
        return FALSE;
      after = scanner->p;
      skip_space (scanner);
    }
  self->end = scanner->p - scanner->text;
  return TRUE;
}

/**
 * vb_json_index_new:
 * @text: UTF-8 without byte order mark; must stay as long as the index
 *
 * Checks the whole text: grammar, depth, length of strings.
 *
 * Returns: (transfer full): %NULL on error
 */
VbJsonIndex *
vb_json_index_new (const char         *text,
                   gsize               length,
                   const VbReadLimits *limits,
                   GError            **error)
{
  Scanner scanner = { text, text, text + length, limits, 0, NULL };
  g_autoptr(VbJsonIndex) self = g_new0 (VbJsonIndex, 1);
  const char *after;

  self->text = text;
  self->limits = *limits;
  self->members = g_array_new (FALSE, FALSE, sizeof (VbJsonMember));
  g_array_set_clear_func (self->members, clear_member);
  skip_space (&scanner);
  if (scanner.p == scanner.end)
    {
      fail (&scanner, VB_ERROR_INVALID_INPUT, "there is nothing in it", error);
      return NULL;
    }
  self->start = scanner.p - text;
  self->type = *scanner.p;
  if (self->type == '{' ? !index_members (self, &scanner, error) : !scan_value (&scanner, 0, error))
    return NULL;
  self->end = scanner.p - text;
  after = scanner.p;
  skip_space (&scanner);
  if (scanner.p == scanner.end)
    return g_steal_pointer (&self);
  if (self->type != '{' || *scanner.p != '{' || memchr (after, '\n', scanner.p - after) == NULL)
    {
      fail (&scanner, VB_ERROR_INVALID_INPUT, "something follows the end", error);
      return NULL;
    }
  self->type = 'l';
  scanner.p = after;
  if (!index_lines (self, &scanner, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
vb_json_index_free (VbJsonIndex *self)
{
  g_array_unref (self->members);
  g_free (self);
}

/**
 * vb_json_index_find:
 *
 * Returns: (transfer none) (nullable): the member @name of the root object
 */
const VbJsonMember *
vb_json_index_find (const VbJsonIndex *self,
                    const char        *name)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      const VbJsonMember *member = &g_array_index (self->members, VbJsonMember, i);

      if (strcmp (member->name, name) == 0)
        return member;
    }
  return NULL;
}

static json_t *
load_at (Scanner *scanner,
         GError **error)
{
  g_autoptr(GString) marked = g_string_sized_new (1024);

  scanner->out = marked;
  scanner->tokens = 0;
  if (!scan_value (scanner, 0, error))
    return NULL;
  scanner->out = NULL;
  return parse_marked (marked, error);
}

/**
 * vb_json_index_load:
 *
 * Returns: (transfer full): the value between @start and @end as a tree
 */
json_t *
vb_json_index_load (const VbJsonIndex *self,
                    gsize              start,
                    gsize              end,
                    GError           **error)
{
  Scanner scanner = { self->text, self->text + start, self->text + end, &self->limits, 0, NULL };

  return load_at (&scanner, error);
}

/**
 * vb_json_list_init:
 * @member: (nullable): a member that is a list, or %NULL when the root is one
 */
void
vb_json_list_init (VbJsonList         *self,
                   const VbJsonIndex  *index,
                   const VbJsonMember *member)
{
  gsize bracket = member != NULL || index->type == '[' ? 1 : 0;

  self->index = index;
  self->position = (member != NULL ? member->start : index->start) + bracket;
  self->end = (member != NULL ? member->end : index->end) - bracket;
  self->record = 0;
}

/**
 * vb_json_list_next:
 *
 * Returns: (transfer full): the next item; %NULL without an error at the end
 */
json_t *
vb_json_list_next (VbJsonList *self,
                   GError    **error)
{
  const char *text = self->index->text;
  Scanner scanner = { text, text + self->position, text + self->end, &self->index->limits, 0,
                      NULL };
  json_t *item;

  skip_space (&scanner);
  if (scanner.p < scanner.end && *scanner.p == ',')
    scanner.p++;
  skip_space (&scanner);
  if (scanner.p == scanner.end)
    return NULL;
  if (++self->record > self->index->limits.rows)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE, "more than %u records",
                   self->index->limits.rows);
      return NULL;
    }
  item = load_at (&scanner, error);
  if (item == NULL)
    g_prefix_error (error, "record %u: ", self->record);
  self->position = scanner.p - text;
  return item;
}

/**
 * vb_json_load:
 *
 * Returns: (transfer full): a whole text as a tree
 */
json_t *
vb_json_load (const char         *text,
              gsize               length,
              const VbReadLimits *limits,
              GError            **error)
{
  g_autoptr(VbJsonIndex) index = NULL;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "the text is not valid UTF-8");
      return NULL;
    }
  index = vb_json_index_new (text, length, limits, error);
  if (index == NULL)
    return NULL;
  if (index->type == 'l')
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "something follows the end");
      return NULL;
    }
  return vb_json_index_load (index, index->start, index->end, error);
}

gboolean
vb_json_is_number (const json_t *value)
{
  const char *text = json_string_value (value);

  return text != NULL && text[0] == MARK && text[1] != MARK && text[1] != '\0';
}

/**
 * vb_json_get_text:
 *
 * Returns: (transfer none) (nullable): a string, or a number or true or false as it was written;
 *   %NULL for null, objects and lists
 */
const char *
vb_json_get_text (const json_t *value)
{
  const char *text = json_string_value (value);

  if (text != NULL)
    return text[0] == MARK ? text + 1 : text;
  if (json_is_true (value))
    return "true";
  if (json_is_false (value))
    return "false";
  return NULL;
}

/**
 * vb_json_dump:
 *
 * Appends @value as compact JSON, members in their order, numbers as they were written.
 */
void
vb_json_dump (GString      *out,
              const json_t *value)
{
  const char *text = vb_json_get_text (value);

  if (json_is_object (value))
    {
      json_t *object = (json_t *) value;
      gboolean first = TRUE;

      g_string_append_c (out, '{');
      for (void *i = json_object_iter (object); i != NULL; i = json_object_iter_next (object, i))
        {
          if (!first)
            g_string_append_c (out, ',');
          first = FALSE;
          vb_json_append_string (out, json_object_iter_key (i));
          g_string_append_c (out, ':');
          vb_json_dump (out, json_object_iter_value (i));
        }
      g_string_append_c (out, '}');
    }
  else if (json_is_array (value))
    {
      g_string_append_c (out, '[');
      for (gsize i = 0; i < json_array_size (value); i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          vb_json_dump (out, json_array_get (value, i));
        }
      g_string_append_c (out, ']');
    }
  else if (text == NULL)
    g_string_append (out, "null");
  else if (json_is_string (value) && !vb_json_is_number (value))
    vb_json_append_string (out, text);
  else
    g_string_append (out, text);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static char *
dump_sorted (json_t *object)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  const char *name;
  json_t *value;

  json_object_foreach (object, name, value)
    {
      g_autoptr(GString) member = g_string_new (NULL);

      vb_json_append_string (member, name);
      g_string_append_c (member, ':');
      vb_json_dump (member, value);
      g_ptr_array_add (members, g_string_free (g_steal_pointer (&member), FALSE));
    }
  g_ptr_array_sort (members, compare_names);
  g_ptr_array_add (members, NULL);
  joined = g_strjoinv (",", (char **) members->pdata);
  return g_strconcat ("{", joined, "}", NULL);
}

/**
 * vb_json_merge_objects:
 *
 * Returns: (transfer full) (nullable): an object with the members of both, sorted by name; %NULL
 *   when they contradict each other or one is no object
 */
char *
vb_json_merge_objects (const char *a,
                       const char *b)
{
  const VbReadLimits *limits = vb_read_limits_default ();
  g_autoptr(json_t) x = vb_json_load (a, strlen (a), limits, NULL);
  g_autoptr(json_t) y = vb_json_load (b, strlen (b), limits, NULL);
  const char *name;
  json_t *value;

  if (!json_is_object (x) || !json_is_object (y))
    return NULL;
  json_object_foreach (y, name, value)
    {
      json_t *other = json_object_get (x, name);

      if (other != NULL && !json_equal (other, value))
        return NULL;
      json_object_set (x, name, value);
    }
  return dump_sorted (x);
}
