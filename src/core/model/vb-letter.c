/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-letter.h"

#include <glib/gi18n.h>
#include <string.h>

#define LETTERS_MAX 20000 /* bytes */
#define LINES_MAX 20      /* to write on */

#define BIT(Kind) (1u << VB_LETTER_##Kind)
#define EVERY ((1u << VB_N_LETTERS) - 1)
/* These name who it is about, to who may know. */
#define ABOUT (BIT (REFERRAL) | BIT (PERSON) | BIT (CONSENT) | BIT (INFORMATION))
#define BACK (BIT (FEEDBACK) | BIT (ANSWER))

static const struct
{
  const char *name;
  guint kinds;
  gboolean coded; /* not for reading: for ?field=code only */
} fields[] = {
  { "code", EVERY },
  { "today", EVERY },
  { "kind", EVERY, TRUE },
  { "sender", EVERY },
  { "sender_phone", EVERY },
  { "recipient", EVERY },
  { "recipient_address", EVERY },
  { "sent_on", EVERY },
  { "due_on", EVERY },
  { "subject", ABOUT },
  { "named", ABOUT, TRUE },
  { "question", ABOUT | BIT (ANSWER) },
  { "safe_contact", ABOUT },
  { "no_contact", ABOUT, TRUE },
  { "handover", ABOUT, TRUE },
  { "handover_on", ABOUT },
  { "handover_words", BIT (REFERRAL) | BIT (INFORMATION) },
  { "feedback", ABOUT, TRUE },
  { "ground", ABOUT, TRUE },
  { "law", ABOUT },
  { "triage_nature", BIT (REFERRAL) | BIT (INFORMATION), TRUE },
  { "urgency_felt", BIT (REFERRAL) | BIT (INFORMATION) },
  { "urgency_medical", BIT (REFERRAL) | BIT (INFORMATION) },
  { "urgency_social", BIT (REFERRAL) | BIT (INFORMATION) },
  { "state", BACK, TRUE },
  { "outcome", BACK, TRUE },
  { "reason", BACK, TRUE },
  { "words", BACK },
  { "contact_on", BACK },
  { "started_on", BACK },
  { "ended_on", BACK },
  { "attempts", BACK },
};

static const struct
{
  const char *name;
  guint kinds;
} lists[] = {
  { "items", BIT (REFERRAL) | BIT (PERSON) | BIT (INFORMATION) },
  { "labels", ABOUT },
};

static const char *const codes[VB_N_LETTERS] = {
  [VB_LETTER_REFERRAL] = "referral",
  [VB_LETTER_REPLY] = "reply",
  [VB_LETTER_ENVELOPE] = "envelope",
  [VB_LETTER_PERSON] = "person",
  [VB_LETTER_CONSENT] = "consent",
  [VB_LETTER_FEEDBACK] = "feedback",
  [VB_LETTER_INFORMATION] = "information",
  [VB_LETTER_ANSWER] = "answer",
};

const char *
vb_letter_kind_get_code (VbLetterKind kind)
{
  g_return_val_if_fail (kind < VB_N_LETTERS, NULL);

  return codes[kind];
}

VbLetterKind
vb_letter_kind_find (const char *code)
{
  VbLetterKind kind = 0;

  while (kind < VB_N_LETTERS && g_strcmp0 (codes[kind], code) != 0)
    kind++;
  return kind;
}

const char **
vb_letter_list_fields (VbLetterKind kind)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if ((fields[i].kinds & (1u << kind)) != 0)
      g_ptr_array_add (names, (char *) fields[i].name);
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_steal (names, NULL);
}

/* ------------------------------------------------------------------ what it is made of */

/* Whether a line is there at all. */
typedef struct
{
  char *field;
  char *code;    /* (nullable): any */
  gboolean wants; /* or wants it not */
} Condition;

/* A line as it was written. */
typedef struct
{
  VbLetterPart part;
  char *name;
  char *text;
  guint n;
  GPtrArray *conditions; /* of Condition */
} Line;

struct _VbLetter
{
  VbLetterKind kind;
  GPtrArray *lines; /* of Line */
};

static void
condition_free (gpointer data)
{
  Condition *self = data;

  g_free (self->field);
  g_free (self->code);
  g_free (self);
}

static void
line_free (gpointer data)
{
  Line *self = data;

  g_free (self->name);
  g_free (self->text);
  g_ptr_array_unref (self->conditions);
  g_free (self);
}

void
vb_letter_free (VbLetter *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
vb_letter_line_free (VbLetterLine *self)
{
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

void
vb_letter_fault_clear (VbLetterFault *self)
{
  g_clear_pointer (&self->what, g_free);
  self->reason = NULL;
}

/* ------------------------------------------------------------------ reading */

typedef struct
{
  VbLetter *letter;
  VbLetterFault *fault;
  guint number;
} Parser;

/* Always %FALSE. @what: (nullable) */
static gboolean
refuse (Parser     *self,
        const char *what,
        const char *reason)
{
  self->fault->line = self->number;
  self->fault->reason = reason;
  self->fault->what = g_strdup (what);
  return FALSE;
}

/* @reads: it comes on paper as it is */
static gboolean
check_field (Parser     *self,
             const char *name,
             gboolean    reads)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (!g_str_equal (fields[i].name, name))
        continue;
      if ((fields[i].kinds & (1u << self->letter->kind)) == 0)
        return refuse (self, name, N_("This letter may not tell that"));
      return !(reads && fields[i].coded)
             || refuse (self, name,
                        N_("This is a code. Ask after it: ?field=code and your words."));
    }
  return refuse (self, name, N_("There is no such field"));
}

/* Every field between braces is one that this letter may use. */
static gboolean
check_text (Parser     *self,
            const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "{}");
      const char *end;
      g_autofree char *name = NULL;

      text += length;
      if (*text == '\0')
        return TRUE;
      end = *text == '{' ? strpbrk (text + 1, "{}") : NULL;
      if (end == NULL || *end != '}')
        return refuse (self, NULL, N_("A brace stands alone. Write a field as {code}."));
      name = g_strndup (text + 1, end - text - 1);
      if (!check_field (self, name, TRUE))
        return FALSE;
      text = end + 1;
    }
  return TRUE;
}

/* What begins with ? or ! and a field. @text: (inout) */
static gboolean
read_conditions (Parser      *self,
                 const char **text,
                 Line        *line)
{
  while (**text == '?' || **text == '!')
    {
      gsize length = strcspn (*text, " ");
      g_autofree char *word = g_strndup (*text + 1, length - 1);
      char *equals = strchr (word, '=');
      Condition *condition = g_new0 (Condition, 1);

      g_ptr_array_add (line->conditions, condition);
      condition->wants = **text == '?';
      condition->code = equals != NULL ? g_strdup (equals + 1) : NULL;
      condition->field = equals != NULL ? g_strndup (word, equals - word) : g_strdup (word);
      if (!check_field (self, condition->field, FALSE))
        return FALSE;
      *text += length + strspn (*text + length, " ");
    }
  return TRUE;
}

static gboolean
read_list (Parser     *self,
           const char *name,
           Line       *line)
{
  line->part = VB_LETTER_LIST;
  line->name = g_strdup (name);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].name, name))
      return (lists[i].kinds & (1u << self->letter->kind)) != 0
             || refuse (self, name, N_("This letter may not tell that"));
  return refuse (self, name, N_("There is no such list. Write @items or @labels."));
}

static gboolean
read_lines (Parser     *self,
            const char *text,
            Line       *line)
{
  char *end;
  guint64 n = g_ascii_strtoull (text, &end, 10);

  line->part = VB_LETTER_LINES;
  line->n = n;
  line->text = g_strdup (end + strspn (end, " "));
  if (end == text || n < 1 || n > LINES_MAX)
    return refuse (self, NULL, N_("How many lines? Write _3 and then what they are for."));
  return TRUE;
}

/* What a line is, by how it begins. */
static const struct
{
  const char *sign;
  VbLetterPart part;
  guint n;
} signs[] = {
  { "== ", VB_LETTER_HEADING, 0 },
  { "= ", VB_LETTER_TITLE, 0 },
  { "> ", VB_LETTER_SMALL, 0 },
  { "[ ] ", VB_LETTER_TICK, 0 },
  { "[x] ", VB_LETTER_TICK, 1 },
};

static void
read_words (const char *text,
            Line       *line)
{
  const char *apart = strstr (text, " :: ");

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i].sign))
      {
        line->part = signs[i].part;
        line->n = signs[i].n;
        line->text = g_strdup (text + strlen (signs[i].sign));
        return;
      }
  line->part = apart != NULL ? VB_LETTER_FACT : VB_LETTER_TEXT;
  line->name = apart != NULL ? g_strndup (text, apart - text) : NULL;
  line->text = g_strdup (apart != NULL ? apart + 4 : text);
}

static gboolean
read_line (Parser     *self,
           const char *text)
{
  Line *line = g_new0 (Line, 1);

  line->conditions = g_ptr_array_new_with_free_func (condition_free);
  g_ptr_array_add (self->letter->lines, line);
  if (!read_conditions (self, &text, line))
    return FALSE;
  if (g_str_equal (text, "---"))
    {
      line->part = VB_LETTER_RULE;
      return TRUE;
    }
  if (*text == '@')
    return read_list (self, text + 1, line);
  if (*text == '_' && !read_lines (self, text + 1, line))
    return FALSE;
  if (*text != '_')
    read_words (text, line);
  g_strstrip (line->text);
  if (*line->text == '\0')
    return refuse (self, NULL, N_("There are no words on this line"));
  return check_text (self, line->text)
         && (line->name == NULL || check_text (self, line->name));
}

static gboolean
has_title (const VbLetter *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (line->part == VB_LETTER_TITLE)
        return TRUE;
    }
  return FALSE;
}

static gboolean
parse (Parser     *self,
       const char *text)
{
  g_auto(GStrv) lines = NULL;

  if (strlen (text) > LETTERS_MAX)
    return refuse (self, NULL, N_("This letter is too long"));
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (self, NULL, N_("This is not text that can be read"));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      self->number = i + 1;
      if (*lines[i] != '\0' && *lines[i] != '#' && !read_line (self, lines[i]))
        return FALSE;
    }
  self->number = 1;
  return has_title (self->letter)
         || refuse (self, NULL, N_("There is no title. Begin a line with “= ”."));
}

VbLetter *
vb_letter_parse (VbLetterKind   kind,
                 const char    *text,
                 VbLetterFault *fault)
{
  g_autoptr(VbLetter) self = g_new0 (VbLetter, 1);
  Parser parser = { self, fault, 1 };

  g_return_val_if_fail (kind < VB_N_LETTERS && text != NULL, NULL);

  *fault = (VbLetterFault) { 0, NULL, NULL };
  self->kind = kind;
  self->lines = g_ptr_array_new_with_free_func (line_free);
  return parse (&parser, text) ? g_steal_pointer (&self) : NULL;
}

/* ------------------------------------------------------------------ what is filled in */

static void
item_free (gpointer data)
{
  VbLetterItem *self = data;

  g_free (self->label);
  g_free (self->words);
  g_free (self);
}

VbLetterValues *
vb_letter_values_new (void)
{
  VbLetterValues *self = g_new0 (VbLetterValues, 1);

  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->items = g_ptr_array_new_with_free_func (item_free);
  return self;
}

void
vb_letter_values_free (VbLetterValues *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->fields);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
vb_letter_values_set (VbLetterValues *self,
                      const char     *name,
                      const char     *value)
{
  if (value != NULL && *value != '\0')
    g_hash_table_replace (self->fields, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->fields, name);
}

void
vb_letter_values_add_item (VbLetterValues *self,
                           const char     *label,
                           const char     *words)
{
  VbLetterItem *item = g_new0 (VbLetterItem, 1);

  item->label = g_strdup (label != NULL ? label : "");
  item->words = g_strdup (words != NULL ? words : "");
  g_ptr_array_add (self->items, item);
}

/* ------------------------------------------------------------------ filling in */

static gboolean
holds (const Line           *line,
       const VbLetterValues *values)
{
  for (guint i = 0; i < line->conditions->len; i++)
    {
      const Condition *condition = g_ptr_array_index (line->conditions, i);
      const char *value = g_hash_table_lookup (values->fields, condition->field);
      gboolean is = condition->code != NULL ? g_strcmp0 (value, condition->code) == 0
                                            : value != NULL;

      if (is != condition->wants)
        return FALSE;
    }
  return TRUE;
}

/* (transfer full) (nullable): %NULL when a field has nothing to say. A value is not looked into:
 * braces in it are words. */
static char *
fill_text (const char           *text,
           const VbLetterValues *values)
{
  g_autoptr(GString) filled = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "{");
      g_autofree char *name = NULL;
      const char *value;

      g_string_append_len (filled, text, length);
      text += length;
      if (*text == '\0')
        break;
      length = strcspn (text, "}");
      name = g_strndup (text + 1, length - 1);
      value = g_hash_table_lookup (values->fields, name);
      if (value == NULL)
        return NULL;
      g_string_append (filled, value);
      text += length + 1;
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* Takes @name and @text. */
static void
add_line (GPtrArray    *list,
          VbLetterPart  part,
          char         *name,
          char         *text,
          guint         n)
{
  VbLetterLine *line = g_new0 (VbLetterLine, 1);

  line->part = part;
  line->name = name;
  line->text = text;
  line->n = n;
  g_ptr_array_add (list, line);
}

static void
fill_list (GPtrArray            *list,
           const char           *name,
           const VbLetterValues *values)
{
  gboolean only_labels = g_str_equal (name, "labels");

  for (guint i = 0; i < values->items->len; i++)
    {
      const VbLetterItem *item = g_ptr_array_index (values->items, i);

      if (only_labels)
        add_line (list, VB_LETTER_TEXT, NULL, g_strdup_printf ("• %s", item->label), 0);
      else if (*item->words != '\0')
        add_line (list, VB_LETTER_FACT, g_strdup (item->label), g_strdup (item->words), 0);
    }
}

static void
fill_line (GPtrArray            *list,
           const Line           *line,
           const VbLetterValues *values)
{
  char *name, *text;

  if (line->part == VB_LETTER_LIST)
    {
      fill_list (list, line->name, values);
      return;
    }
  if (line->part == VB_LETTER_RULE)
    {
      add_line (list, line->part, NULL, NULL, 0);
      return;
    }
  name = line->name != NULL ? fill_text (line->name, values) : NULL;
  text = fill_text (line->text, values);
  if (text == NULL || (name == NULL && line->name != NULL))
    {
      g_free (name);
      g_free (text);
      return;
    }
  add_line (list, line->part, name, text, line->n);
}

static void
free_line (gpointer line)
{
  vb_letter_line_free (line);
}

static gboolean
is_filled (const GPtrArray *list,
           guint            nth)
{
  const VbLetterLine *next = nth + 1 < list->len ? g_ptr_array_index (list, nth + 1) : NULL;

  return next != NULL && next->part != VB_LETTER_HEADING && next->part != VB_LETTER_RULE;
}

/* A heading with nothing below it says nothing, and a line parts nothing from nothing. */
static void
drop_what_is_empty (GPtrArray *list)
{
  for (guint i = list->len; i > 0; i--)
    {
      const VbLetterLine *line = g_ptr_array_index (list, i - 1);
      const VbLetterLine *next = i < list->len ? g_ptr_array_index (list, i) : NULL;
      gboolean parts_nothing = next == NULL || next->part == VB_LETTER_RULE;

      if ((line->part == VB_LETTER_HEADING && !is_filled (list, i - 1))
          || (line->part == VB_LETTER_RULE && parts_nothing))
        g_ptr_array_remove_index (list, i - 1);
    }
}

GPtrArray *
vb_letter_fill (const VbLetter       *self,
                const VbLetterValues *values)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_line);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (holds (line, values))
        fill_line (list, line, values);
    }
  drop_what_is_empty (list);
  return list;
}
