/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-instrument-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-json.h"

#define BASE "https://verbinder.nl/fhir/"
#define FHIR "http://hl7.org/fhir/StructureDefinition/"
#define ITEMS_MAX 500
#define TITLE_MAX 120 /* characters */
#define HELP_MAX 300
#define DEPTH_MAX 3

typedef struct
{
  VbInstrument *instrument;
  const json_t *root;
  VbInstrumentFault *fault;
  GHashTable *ids;
} Reader;

void
vb_instrument_fault_clear (VbInstrumentFault *self)
{
  g_clear_pointer (&self->where, g_free);
  self->reason = NULL;
}

static gboolean
refuse (Reader     *self,
        const char *where,
        const char *reason)
{
  if (self->fault->reason == NULL)
    {
      self->fault->where = g_strdup (where);
      self->fault->reason = reason;
    }
  return FALSE;
}

static const char *
text_of (const json_t *object,
         const char   *name)
{
  const json_t *value = json_object_get (object, name);

  return json_is_string (value) && !vb_json_is_number (value) ? vb_json_get_text (value) : NULL;
}

/* Whole numbers only; -1 for anything else. */
static int
number_of (const json_t *value)
{
  const char *text = vb_json_is_number (value) ? vb_json_get_text (value) : NULL;

  if (text == NULL || strlen (text) > 6 || strspn (text, "0123456789") != strlen (text))
    return -1;
  return g_ascii_strtoll (text, NULL, 10);
}

/* (nullable): the extension of @object with @url, from @from on */
static const json_t *
find_extension (const json_t *object,
                const char   *url,
                gsize        *from)
{
  const json_t *list = json_object_get (object, "extension");
  gsize start = 0;

  if (from == NULL)
    from = &start;
  for (; *from < json_array_size (list); (*from)++)
    {
      const json_t *one = json_array_get (list, *from);

      if (g_strcmp0 (text_of (one, "url"), url) == 0)
        {
          (*from)++;
          return one;
        }
    }
  return NULL;
}

static const char *
extension_text (const json_t *extension,
                const char   *url,
                const char   *member)
{
  const json_t *part = find_extension (extension, url, NULL);

  return part != NULL ? text_of (part, member) : NULL;
}

/* ------------------------------------------------------------------ words */

static gboolean
is_readable (const char *text,
             glong       longest)
{
  if (text == NULL || *text == '\0' || g_utf8_strlen (text, -1) > longest)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* The text @name of @object with its translations, into @words. */
static gboolean
read_words (Reader       *self,
            const json_t *object,
            const char   *name,
            const char   *where,
            glong         longest,
            GHashTable   *words)
{
  g_autofree char *sibling = g_strconcat ("_", name, NULL);
  const json_t *more = json_object_get (object, sibling);
  const json_t *one;
  const char *own = text_of (object, name);
  gsize i = 0;

  if (!is_readable (own, longest))
    return refuse (self, where, N_("A text is missing, or longer than fits on a card"));
  g_hash_table_insert (words, g_strdup (self->instrument->language), g_strdup (own));
  while ((one = find_extension (more, FHIR "translation", &i)) != NULL)
    {
      const char *language = extension_text (one, "lang", "valueCode");
      const char *content = extension_text (one, "content", "valueString");

      if (language == NULL || !is_readable (content, longest))
        return refuse (self, where, N_("A translation is empty, or longer than fits on a card"));
      if (g_hash_table_contains (words, language))
        return refuse (self, where, N_("A text is there twice in one language"));
      if (!g_hash_table_contains (self->instrument->states, language))
        g_hash_table_insert (self->instrument->states, g_strdup (language),
                             GINT_TO_POINTER (VB_WORDS_TO_CHECK));
      g_hash_table_insert (words, g_strdup (language), g_strdup (content));
    }
  return TRUE;
}

static gboolean
read_states (Reader *self)
{
  static const char *const codes[] = { "draft", "tested", "approved" };
  const json_t *one;
  gsize i = 0;

  while ((one = find_extension (self->root, BASE "StructureDefinition/translation-state", &i))
         != NULL)
    {
      const char *language = extension_text (one, "lang", "valueCode");
      const char *code = extension_text (one, "state", "valueCode");
      guint state = 0;

      while (state < G_N_ELEMENTS (codes) && g_strcmp0 (codes[state], code) != 0)
        state++;
      if (language == NULL || state == G_N_ELEMENTS (codes))
        return refuse (self, "translation-state", N_("It is not clear who checked a language"));
      g_hash_table_insert (self->instrument->states, g_strdup (language),
                           GINT_TO_POINTER (state));
    }
  return TRUE;
}

/* ------------------------------------------------------------------ what a card must not have */

static const struct
{
  const char *member;
  const char *reason;
} banned_members[] = {
  { "modifierExtension", N_("It says that it means something else than this program knows") },
  { "implicitRules", N_("It says that it means something else than this program knows") },
  { "enableWhen", N_("A question depends on another; a card shows all of them") },
  { "initial", N_("An answer is filled in beforehand; a card begins empty") },
};

static const char *const computing[] = {
  "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
  "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
  "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
  FHIR "ordinalValue",
  FHIR "variable",
  FHIR "cqf-expression",
};

static gboolean
check_banned (Reader       *self,
              const json_t *object,
              const char   *where)
{
  for (guint i = 0; i < G_N_ELEMENTS (banned_members); i++)
    if (json_object_get (object, banned_members[i].member) != NULL)
      return refuse (self, where, banned_members[i].reason);
  for (guint i = 0; i < G_N_ELEMENTS (computing); i++)
    if (find_extension (object, computing[i], NULL) != NULL)
      return refuse (self, where, N_("Something is computed; a conversation is not a measurement"));
  if (json_is_true (json_object_get (object, "required")))
    return refuse (self, where, N_("A question must be answered; on a card each can be skipped"));
  return TRUE;
}

/* ------------------------------------------------------------------ items */

/* (nullable): the code that @object has in our @system */
static const char *
find_code (const json_t *object,
           const char   *system)
{
  const json_t *list = json_object_get (object, "code");

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const json_t *one = json_array_get (list, i);

      if (g_strcmp0 (text_of (one, "system"), system) == 0)
        return text_of (one, "code");
    }
  return NULL;
}

static int
limit_of (const json_t *item,
          const char   *url)
{
  const json_t *extension = find_extension (item, url, NULL);

  return extension != NULL ? number_of (json_object_get (extension, "valueInteger")) : -1;
}

static gboolean
read_marks (Reader           *self,
            const json_t     *json,
            VbInstrumentItem *item)
{
  const json_t *options = json_object_get (json, "answerOption");
  int least = limit_of (json, FHIR "minValue"), most = limit_of (json, FHIR "maxValue");

  if (options == NULL && (least != 0 || most != 10))
    return refuse (self, item->id, N_("A mark goes from 0 to 10, in whole numbers"));
  for (int mark = 0; options == NULL && mark <= 10; mark++)
    item->marks |= 1u << mark;
  for (gsize i = 0; i < json_array_size (options); i++)
    {
      int mark = number_of (json_object_get (json_array_get (options, i), "valueInteger"));

      if (mark < 0 || mark > 10 || (item->marks & 1u << mark) != 0)
        return refuse (self, item->id, N_("A mark goes from 0 to 10, in whole numbers"));
      item->marks |= 1u << mark;
    }
  if (item->marks == 0 || (item->marks & (item->marks - 1)) == 0)
    return refuse (self, item->id, N_("There must be at least two marks to choose from"));
  return TRUE;
}

/* The set of answers that stands inside the questionnaire itself. */
static const json_t *
find_answers (Reader       *self,
              const json_t *json)
{
  const json_t *contained = json_object_get (self->root, "contained");
  const char *address = text_of (json, "answerValueSet");

  for (gsize i = 0; address != NULL && address[0] == '#' && i < json_array_size (contained); i++)
    {
      const json_t *set = json_array_get (contained, i);
      const json_t *compose = json_object_get (set, "compose");
      const json_t *first = json_array_get (json_object_get (compose, "include"), 0);

      if (g_strcmp0 (text_of (set, "id"), address + 1) == 0)
        return json_object_get (first, "concept");
    }
  return NULL;
}

static gboolean
read_tones (Reader           *self,
            const json_t     *json,
            VbInstrumentItem *item)
{
  static const char *const tones[] = { "burden", "so-so", "strength", NULL };
  const json_t *answers = find_answers (self, json);
  guint seen = 0;

  for (gsize i = 0; i < json_array_size (answers); i++)
    {
      const char *code = text_of (json_array_get (answers, i), "code");

      for (guint tone = 0; tones[tone] != NULL; tone++)
        if (g_strcmp0 (code, tones[tone]) == 0)
          seen |= 1u << tone;
    }
  if (json_array_size (answers) != 3 || seen != 7)
    return refuse (self, item->id,
                   N_("A topic is a burden, so-so or a strength; it has other answers"));
  return TRUE;
}

static gboolean read_items (Reader *self, const json_t *list, const VbInstrumentItem *parent,
                            guint depth, GPtrArray *items);

static gboolean
read_group (Reader           *self,
            const json_t     *json,
            guint             depth,
            VbInstrumentItem *item)
{
  static const char *const domains[] = { "body", "mind", "society", "social", NULL };
  const char *domain = find_code (json, BASE "CodeSystem/domain");

  if (domain != NULL && !g_strv_contains (domains, domain))
    return refuse (self, item->id, N_("There are four domains: body, mind, society, social"));
  item->domain = g_strdup (domain);
  if (depth >= DEPTH_MAX)
    return refuse (self, item->id, N_("The groups lie too deep inside each other"));
  return read_items (self, json_object_get (json, "item"), item, depth + 1, item->items);
}

/* What stands under a question: its help, and whether it is to be talked about. */
static gboolean
read_under (Reader           *self,
            const json_t     *json,
            VbInstrumentItem *item)
{
  const json_t *list = json_object_get (json, "item");

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const json_t *one = json_array_get (list, i);
      const char *id = text_of (one, "linkId");
      const char *type = text_of (one, "type");
      g_autofree char *talk = g_strconcat (item->id, ".talk", NULL);

      if (id == NULL || !g_hash_table_add (self->ids, g_strdup (id)))
        return refuse (self, id, N_("Every item needs a linkId of its own"));
      if (!check_banned (self, one, id))
        return FALSE;
      if (g_strcmp0 (type, "boolean") == 0 && g_str_equal (id, talk))
        {
          item->talk = TRUE;
          if (!read_words (self, one, "text", id, TITLE_MAX, item->talk_words))
            return FALSE;
        }
      else if (g_strcmp0 (type, "display") != 0)
        return refuse (self, id, N_("Under a question there can be an explanation and whether to "
                                    "talk about it, nothing else"));
      else if (!read_words (self, one, "text", id, HELP_MAX, item->help))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_kind (Reader       *self,
           const json_t *json,
           const char   *id,
           VbItemKind   *kind)
{
  const char *type = text_of (json, "type");

  if (g_strcmp0 (type, "group") == 0)
    *kind = VB_ITEM_GROUP;
  else if (g_strcmp0 (type, "integer") == 0)
    *kind = VB_ITEM_MARK;
  else if (g_strcmp0 (type, "choice") == 0)
    *kind = VB_ITEM_TOPIC;
  else if (g_strcmp0 (type, "string") == 0 || g_strcmp0 (type, "text") == 0)
    *kind = VB_ITEM_TEXT;
  else
    return refuse (self, id, N_("There is a kind of question that a card cannot show"));
  return TRUE;
}

static gboolean
read_item (Reader                 *self,
           const json_t           *json,
           const VbInstrumentItem *parent,
           guint                   depth,
           GPtrArray              *items)
{
  const char *id = text_of (json, "linkId");
  VbInstrumentItem *item;
  VbItemKind kind;

  if (id == NULL || *id == '\0' || strlen (id) > 64
      || !g_hash_table_add (self->ids, g_strdup (id)))
    return refuse (self, id, N_("Every item needs a linkId of its own"));
  if (g_hash_table_size (self->ids) > ITEMS_MAX)
    return refuse (self, id, N_("There are more questions than fit in a conversation"));
  if (!check_banned (self, json, id) || !find_kind (self, json, id, &kind))
    return FALSE;
  item = vb_instrument_item_new (id, kind);
  g_ptr_array_add (items, item);
  if (!read_words (self, json, "text", id, TITLE_MAX, item->title))
    return FALSE;
  if (kind == VB_ITEM_GROUP)
    return read_group (self, json, depth, item);
  if (kind == VB_ITEM_TOPIC && (parent == NULL || parent->domain == NULL))
    return refuse (self, id, N_("A topic stands in one of the four domains"));
  if (kind == VB_ITEM_MARK && !read_marks (self, json, item))
    return FALSE;
  if (kind == VB_ITEM_TOPIC && !read_tones (self, json, item))
    return FALSE;
  return read_under (self, json, item);
}

static gboolean
read_items (Reader                 *self,
            const json_t           *list,
            const VbInstrumentItem *parent,
            guint                   depth,
            GPtrArray              *items)
{
  if (json_array_size (list) == 0)
    return refuse (self, parent != NULL ? parent->id : "item", N_("There is nothing in it"));
  for (gsize i = 0; i < json_array_size (list); i++)
    if (!read_item (self, json_array_get (list, i), parent, depth, items))
      return FALSE;
  return TRUE;
}

/* ------------------------------------------------------------------ the whole */

static gboolean
read_head (Reader *self)
{
  VbInstrument *instrument = self->instrument;
  const char *url = text_of (self->root, "url");
  const char *version = text_of (self->root, "version");
  const char *language = text_of (self->root, "language");

  if (g_strcmp0 (text_of (self->root, "resourceType"), "Questionnaire") != 0)
    return refuse (self, "resourceType", N_("This is no FHIR Questionnaire"));
  if (url == NULL || !g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL) || strchr (url, '|') != NULL)
    return refuse (self, "url", N_("It has no address by which it is known"));
  if (version == NULL || *version == '\0' || strlen (version) > 64)
    return refuse (self, "version", N_("It has no version, so a changed one could not be told "
                                       "apart"));
  if (g_strcmp0 (text_of (self->root, "status"), "active") != 0)
    return refuse (self, "status", N_("It is not meant to be used: its status is not active"));
  if (language == NULL || *language == '\0')
    return refuse (self, "language", N_("It does not say in which language it is"));
  instrument->url = g_strdup (url);
  instrument->version = g_strdup (version);
  instrument->language = g_strdup (language);
  g_hash_table_insert (instrument->states, g_strdup (language),
                       GINT_TO_POINTER (VB_WORDS_APPROVED));
  return check_banned (self, self->root, "Questionnaire") && read_states (self)
         && read_words (self, self->root, "title", "title", TITLE_MAX, instrument->title)
         && (json_object_get (self->root, "description") == NULL
             || read_words (self, self->root, "description", "description", 2000,
                            instrument->description));
}

static gboolean
read_kind (Reader *self)
{
  g_autoptr(GPtrArray) marks = vb_instrument_list_items (self->instrument, VB_ITEM_MARK);
  g_autoptr(GPtrArray) topics = vb_instrument_list_items (self->instrument, VB_ITEM_TOPIC);

  if (marks->len > 0 && topics->len > 0)
    return refuse (self, "item", N_("It mixes marks and topics; make two of it"));
  if (marks->len == 0 && topics->len == 0)
    return refuse (self, "item", N_("It has no marks and no topics"));
  self->instrument->kind = g_strdup (marks->len > 0 ? "health-web" : "four-domains");
  return TRUE;
}

VbInstrument *
vb_instrument_read (GBytes             *bytes,
                    VbInstrumentFault  *fault,
                    GError            **error)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_new ();
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(VbInstrumentFault) own = { NULL, NULL };
  g_autoptr(json_t) root = NULL;
  Reader reader = { instrument, NULL, fault != NULL ? fault : &own, ids };
  gsize length;
  const char *text;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (fault != NULL)
    *fault = (VbInstrumentFault) { NULL, NULL };
  text = g_bytes_get_data (bytes, &length);
  root = vb_json_load (text != NULL ? text : "", length, vb_read_limits_default (), error);
  if (root == NULL)
    {
      refuse (&reader, NULL, N_("This is no JSON file, or it is damaged"));
      return NULL;
    }
  reader.root = root;
  if (read_head (&reader)
      && read_items (&reader, json_object_get (root, "item"), NULL, 0, instrument->items)
      && read_kind (&reader))
    return g_steal_pointer (&instrument);
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s: %s",
               reader.fault->where != NULL ? reader.fault->where : "Questionnaire",
               reader.fault->reason);
  return NULL;
}
