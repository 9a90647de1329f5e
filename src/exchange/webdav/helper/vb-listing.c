/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vb-listing.h"

#include <expat.h>
#include <string.h>

#define MOST_DEPTH 32
#define MOST_TEXT 4096 /* bytes of a reference or a status */
#define DAV "DAV:|"

struct _VbListing
{
  XML_Parser parser;
  const char *box;
  VbCarrierPage *page;
  guint depth;
  gboolean is_listing; /* it begins as one */
  gboolean broken;
  guint n_others;
  /* of the entry that is being read */
  GString *href; /* only the first */
  gboolean has_href;
  gboolean is_folder;
  gboolean is_gone;
  GString *status;
  GString *into; /* (nullable): where text goes */
};

/* ------------------------------------------------------------------ references */

/* Servers write it with and without themselves in front, and as they like it in between: behind a
 * proxy it can begin with anything. What counts is the box and the name. */
char *
vb_listing_find_name (const char *href,
                      const char *box,
                      gboolean   *is_box)
{
  g_autofree char *path = g_strndup (href, strcspn (href, "?#"));
  g_auto(GStrv) parts = NULL;
  g_autofree char *name = NULL;
  g_autofree char *parent = NULL;
  guint n;

  *is_box = FALSE;
  g_strstrip (path);
  while (g_str_has_suffix (path, "/"))
    {
      *is_box = TRUE; /* a folder, at least */
      path[strlen (path) - 1] = '\0';
    }
  parts = g_strsplit (path, "/", -1);
  n = g_strv_length (parts);
  name = n > 0 ? g_uri_unescape_string (parts[n - 1], "/") : NULL;
  parent = n > 1 ? g_uri_unescape_string (parts[n - 2], "/") : NULL;
  if (*is_box || name == NULL || g_strcmp0 (name, box) == 0)
    {
      *is_box = name != NULL && g_str_equal (name, box);
      return NULL;
    }
  if (!vb_carrier_is_name (name) || (n > 1 && g_strcmp0 (parent, box) != 0
                                     && !(n == 2 && g_strcmp0 (parent, ".") == 0)))
    return NULL;
  return g_steal_pointer (&name);
}

/* ------------------------------------------------------------------ what is read */

static void
stop (VbListing *self)
{
  self->broken = TRUE;
  XML_StopParser (self->parser, XML_FALSE);
}

static void
begin_entry (VbListing *self)
{
  g_string_truncate (self->href, 0);
  g_string_truncate (self->status, 0);
  self->has_href = FALSE;
  self->is_folder = FALSE;
  self->is_gone = FALSE;
}

static void
end_entry (VbListing *self)
{
  gboolean is_box;
  g_autofree char *name = vb_listing_find_name (self->href->str, self->box, &is_box);

  if (self->is_gone || is_box)
    return;
  if (name != NULL && !self->is_folder)
    vb_carrier_page_add (self->page, name);
  else
    self->n_others++;
}

/* Depth 1 is the list, 2 an entry, 3 what is said of it; a status below that is of a property. */
static void
started (void        *data,
         const char  *name,
         const char **attributes)
{
  VbListing *self = data;

  if (self->depth == 0)
    self->is_listing = g_str_equal (name, DAV "multistatus");
  if (!self->is_listing || ++self->depth > MOST_DEPTH)
    {
      stop (self);
      return;
    }
  self->into = NULL;
  if (self->depth == 2 && g_str_equal (name, DAV "response"))
    begin_entry (self);
  else if (self->depth == 3 && g_str_equal (name, DAV "href") && !self->has_href)
    {
      self->has_href = TRUE;
      self->into = self->href;
    }
  else if (self->depth == 3 && g_str_equal (name, DAV "status"))
    self->into = self->status;
  else if (self->depth > 3 && g_str_equal (name, DAV "collection"))
    self->is_folder = TRUE;
}

static void
ended (void       *data,
       const char *name)
{
  VbListing *self = data;
  const char *number;

  self->into = NULL;
  if (self->depth == 3 && g_str_equal (name, DAV "status"))
    {
      number = strchr (self->status->str, ' ');
      self->is_gone = number != NULL && (number[1] == '4' || number[1] == '5');
    }
  else if (self->depth == 2 && g_str_equal (name, DAV "response") && self->has_href)
    end_entry (self);
  self->depth--;
}

static void
said (void       *data,
      const char *text,
      int         length)
{
  VbListing *self = data;

  if (self->into == NULL)
    return;
  if (self->into->len + length > MOST_TEXT)
    {
      stop (self);
      return;
    }
  g_string_append_len (self->into, text, length);
}

/* Where types are declared entities are, and those grow without end. */
static void
declared (void       *data,
          const char *name,
          const char *system_id,
          const char *public_id,
          int         has_subset)
{
  stop (data);
}

/* ------------------------------------------------------------------ the object */

VbListing *
vb_listing_new (const char    *box,
                VbCarrierPage *page)
{
  VbListing *self = g_new0 (VbListing, 1);

  self->parser = XML_ParserCreateNS (NULL, '|');
  self->box = box;
  self->page = page;
  self->href = g_string_new (NULL);
  self->status = g_string_new (NULL);
  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, started, ended);
  XML_SetCharacterDataHandler (self->parser, said);
  XML_SetStartDoctypeDeclHandler (self->parser, declared);
  return self;
}

void
vb_listing_free (VbListing *self)
{
  if (self == NULL)
    return;
  XML_ParserFree (self->parser);
  g_string_free (self->href, TRUE);
  g_string_free (self->status, TRUE);
  g_free (self);
}

gboolean
vb_listing_feed (VbListing  *self,
                 const char *bytes,
                 gsize       length)
{
  if (!self->broken && XML_Parse (self->parser, bytes, length, XML_FALSE) != XML_STATUS_OK)
    self->broken = TRUE;
  return !self->broken;
}

gboolean
vb_listing_finish (VbListing *self,
                   guint     *n_others)
{
  if (!self->broken && XML_Parse (self->parser, "", 0, XML_TRUE) != XML_STATUS_OK)
    self->broken = TRUE;
  *n_others = self->n_others;
  return !self->broken && self->is_listing;
}
