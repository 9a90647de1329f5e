/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-agreement-json.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-json.h"

#define FORMAT "verbinder-agreement"
#define VERSION 1
#define LARGEST (512 * 1024)

typedef struct
{
  VbAgreement *agreement;
  GHashTable *nodes; /* of the file's ids to VbAgreementNode */
} Reader;

static gboolean
refuse (GError     **error,
        const char  *where,
        const char  *why)
{
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s: %s", where, why);
  return FALSE;
}

/* (nullable): FALSE when there is something else than a text */
static gboolean
read_text (const json_t  *object,
           const char    *name,
           char         **text,
           GError       **error)
{
  const json_t *value = json_object_get (object, name);

  *text = NULL;
  if (value == NULL || json_is_null (value))
    return TRUE;
  if (!json_is_string (value) || vb_json_is_number (value))
    return refuse (error, name, "is not a text");
  *text = g_strdup (vb_json_get_text (value));
  return TRUE;
}

static gboolean
is_known (const json_t       *object,
          const char *const  *names,
          const char         *where,
          GError            **error)
{
  const char *name;
  json_t *value;

  if (!json_is_object (object))
    return refuse (error, where, "is not an object");
  json_object_foreach ((json_t *) object, name, value)
    if (!g_strv_contains (names, name))
      return refuse (error, name, "is not known");
  return TRUE;
}

/* ------------------------------------------------------------------ reading */

static gboolean
read_about (Reader        *self,
            const json_t  *root,
            GError       **error)
{
  const json_t *list = json_object_get (root, "about");
  g_autoptr(GString) codes = g_string_new (NULL);

  if (list == NULL)
    return TRUE;
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const json_t *code = json_array_get (list, i);
      const char *text = json_is_string (code) ? vb_json_get_text (code) : NULL;

      if (text == NULL || strpbrk (text, " \t\n") != NULL)
        return refuse (error, "about", "is not a list of codes");
      g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", text);
    }
  if (!json_is_array (list))
    return refuse (error, "about", "is not a list of codes");
  if (codes->len > 0)
    self->agreement->about = g_strdup (codes->str);
  return TRUE;
}

static gboolean
read_node (Reader        *self,
           const json_t  *object,
           GError       **error)
{
  static const char *const known[] = { "id", "question", "outcome", "note", "function", "need",
                                       "kind", "answers", NULL };
  g_autofree char *id = NULL, *question = NULL, *outcome = NULL;
  VbAgreementNode *node;

  if (!is_known (object, known, "nodes", error) || !read_text (object, "id", &id, error)
      || !read_text (object, "question", &question, error)
      || !read_text (object, "outcome", &outcome, error))
    return FALSE;
  if (id == NULL || g_hash_table_contains (self->nodes, id))
    return refuse (error, "id", "is missing, or there twice");
  if ((question == NULL) == (outcome == NULL))
    return refuse (error, id, "is neither a question nor an outcome, or both");
  if (self->agreement->nodes->len == VB_AGREEMENT_NODES_MAX)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_TOO_LARGE, "too many questions");
      return FALSE;
    }
  node = vb_agreement_add_node (self->agreement, question != NULL ? "question" : "outcome",
                                question != NULL ? question : outcome);
  g_hash_table_insert (self->nodes, g_steal_pointer (&id), node);
  return read_text (object, "note", &node->note, error)
         && read_text (object, "function", &node->function, error)
         && read_text (object, "need", &node->need_code, error)
         && read_text (object, "kind", &node->referral_kind, error);
}

static gboolean
read_answer (Reader           *self,
             VbAgreementNode  *node,
             const json_t     *object,
             GError          **error)
{
  static const char *const known[] = { "words", "next", NULL };
  g_autofree char *words = NULL, *next = NULL;
  const VbAgreementNode *to = NULL;

  if (!is_known (object, known, "answers", error) || !read_text (object, "words", &words, error)
      || !read_text (object, "next", &next, error))
    return FALSE;
  if (next != NULL)
    to = g_hash_table_lookup (self->nodes, next);
  if (next != NULL && to == NULL)
    return refuse (error, next, "leads to what is not there");
  vb_agreement_add_answer (node, words, to);
  return TRUE;
}

/* When all nodes are known: an answer may lead to one that stands further on. */
static gboolean
read_answers (Reader        *self,
              const json_t  *nodes,
              GError       **error)
{
  for (gsize i = 0; i < json_array_size (nodes); i++)
    {
      const json_t *answers = json_object_get (json_array_get (nodes, i), "answers");

      if (answers == NULL)
        continue;
      if (!json_is_array (answers) || json_array_size (answers) > VB_AGREEMENT_ANSWERS_MAX)
        return refuse (error, "answers", "is no list of at most six");
      for (gsize k = 0; k < json_array_size (answers); k++)
        if (!read_answer (self, g_ptr_array_index (self->agreement->nodes, i),
                          json_array_get (answers, k), error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
read_nodes (Reader        *self,
            const json_t  *root,
            GError       **error)
{
  const json_t *nodes = json_object_get (root, "nodes");
  g_autofree char *start = NULL;
  const VbAgreementNode *first = NULL;

  if (!json_is_array (nodes))
    return refuse (error, "nodes", "is not a list");
  for (gsize i = 0; i < json_array_size (nodes); i++)
    if (!read_node (self, json_array_get (nodes, i), error))
      return FALSE;
  if (!read_answers (self, nodes, error) || !read_text (root, "start", &start, error))
    return FALSE;
  if (start != NULL)
    first = g_hash_table_lookup (self->nodes, start);
  if (first == NULL)
    return refuse (error, "start", "does not say with which question it begins");
  g_free (self->agreement->start_id);
  self->agreement->start_id = g_strdup (first->id);
  return TRUE;
}

static gboolean
read_root (Reader        *self,
           const json_t  *root,
           GError       **error)
{
  static const char *const known[] = { "format", "version", "title", "owner", "agreed_on",
                                       "review_on", "about", "start", "nodes", NULL };
  g_autofree char *format = NULL;
  const json_t *version;

  if (!json_is_object (root) || !read_text (root, "format", &format, error)
      || g_strcmp0 (format, FORMAT) != 0)
    {
      g_clear_error (error);
      return refuse (error, "format", "is not an agreement of this program");
    }
  version = json_object_get (root, "version");
  if (!vb_json_is_number (version) || g_strcmp0 (vb_json_get_text (version), "1") != 0)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NEWER_SCHEMA,
                           "written by a newer version of this program");
      return FALSE;
    }
  return is_known (root, known, "the file", error)
         && read_text (root, "title", &self->agreement->title, error)
         && read_text (root, "owner", &self->agreement->owner, error)
         && read_text (root, "agreed_on", &self->agreement->agreed_on, error)
         && read_text (root, "review_on", &self->agreement->review_on, error)
         && read_about (self, root, error) && read_nodes (self, root, error);
}

static gboolean
is_valid (const VbAgreement  *agreement,
          GError            **error)
{
  g_autoptr(GArray) errors = vb_agreement_validate (agreement);
  const VbShapeError *first;

  if (errors->len == 0)
    return TRUE;
  first = &g_array_index (errors, VbShapeError, 0);
  return refuse (error, first->column, first->message);
}

VbAgreement *
vb_agreement_read (GBytes  *bytes,
                   GError **error)
{
  g_autoptr(VbAgreement) agreement = vb_agreement_new (NULL);
  g_autoptr(GHashTable) nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(json_t) root = NULL;
  Reader reader = { agreement, nodes };
  VbReadLimits limits = *vb_read_limits_default ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length > LARGEST)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_TOO_LARGE, "the file is too large");
      return NULL;
    }
  limits.json_depth = 8;
  limits.json_tokens = 20000;
  root = vb_json_load (text, length, &limits, error);
  return root != NULL && read_root (&reader, root, error) && is_valid (agreement, error)
           ? g_steal_pointer (&agreement)
           : NULL;
}

/* ------------------------------------------------------------------ writing */

static void
put (json_t     *object,
     const char *name,
     const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

static char *
dup_local_id (const VbAgreement *self,
              const char        *id)
{
  const VbAgreementNode *node = vb_agreement_find_node (self, id);
  guint place;

  return node != NULL && g_ptr_array_find (self->nodes, node, &place)
           ? g_strdup_printf ("n%u", place + 1)
           : NULL;
}

static json_t *
make_answers (const VbAgreement     *self,
              const VbAgreementNode *node)
{
  json_t *answers = json_array ();

  for (guint i = 0; i < node->answers->len; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (node->answers, i);
      g_autofree char *next = dup_local_id (self, answer->next_id);
      json_t *object = json_object ();

      put (object, "words", answer->words);
      put (object, "next", next);
      json_array_append_new (answers, object);
    }
  return answers;
}

static json_t *
make_node (const VbAgreement     *self,
           const VbAgreementNode *node)
{
  g_autofree char *id = dup_local_id (self, node->id);
  gboolean outcome = vb_agreement_node_is_outcome (node);
  json_t *object = json_object ();

  put (object, "id", id);
  put (object, outcome ? "outcome" : "question", node->words != NULL ? node->words : "");
  put (object, "note", node->note);
  put (object, "function", node->function);
  put (object, "need", node->need_code);
  put (object, "kind", node->referral_kind);
  if (!outcome)
    json_object_set_new (object, "answers", make_answers (self, node));
  return object;
}

static json_t *
make_about (const VbAgreement *self)
{
  g_auto(GStrv) codes = g_strsplit (self->about != NULL ? self->about : "", " ", -1);
  json_t *list = json_array ();

  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0')
      json_array_append_new (list, json_string (codes[i]));
  return list;
}

GBytes *
vb_agreement_write (const VbAgreement *self)
{
  g_autoptr(json_t) root = json_object ();
  g_autofree char *start = dup_local_id (self, self->start_id);
  json_t *nodes = json_array ();
  char *text;

  put (root, "format", FORMAT);
  json_object_set_new (root, "version", json_integer (VERSION));
  put (root, "title", self->title);
  put (root, "owner", self->owner);
  put (root, "agreed_on", self->agreed_on);
  put (root, "review_on", self->review_on);
  json_object_set_new (root, "about", make_about (self));
  put (root, "start", start);
  for (guint i = 0; i < self->nodes->len; i++)
    json_array_append_new (nodes, make_node (self, g_ptr_array_index (self->nodes, i)));
  json_object_set_new (root, "nodes", nodes);
  text = json_dumps (root, JSON_INDENT (2) | JSON_PRESERVE_ORDER);
  return g_bytes_new_with_free_func (text, strlen (text), free, text);
}

/* ------------------------------------------------------------------ shipped */

/* Beside the sources when it runs from the build folder, else where it was installed. */
static char *
find_folder (void)
{
  g_autofree char *installed = g_build_filename (PKGDATADIR, "agreements", NULL);

  return g_file_test (installed, G_FILE_TEST_IS_DIR)
           ? g_steal_pointer (&installed)
           : g_build_filename (SOURCE_DATADIR, "agreements", NULL);
}

GPtrArray *
vb_agreement_list_shipped (void)
{
  GPtrArray *shipped = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_agreement_free);
  g_autofree char *folder = find_folder ();
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      VbAgreement *agreement;
      char *text;
      gsize length;

      if (!g_str_has_suffix (name, ".json") || !g_file_get_contents (path, &text, &length, NULL))
        continue;
      bytes = g_bytes_new_take (text, length);
      agreement = vb_agreement_read (bytes, &error);
      if (agreement != NULL)
        g_ptr_array_add (shipped, agreement);
      else
        g_warning ("%s: %s", name, error->message);
    }
  return shipped;
}
