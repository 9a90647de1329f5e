/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-wish.h"

#include <string.h>

/* A topic, or an aspect of the health web, and the needs it points at: the ones that it is about
 * most first. */
static const struct
{
  const char *item;
  const char *needs; /* apart by spaces */
} pointers[] = {
  { "L01", "B03 B30" },     { "L02", "B30 B04" },     { "L03", "B03 B01" },
  { "L04", "B03 B06" },     { "L05", "B02 B19" },     { "L06", "B01 B05" },
  { "L07", "B30 B05" },     { "L08", "B07" },         { "L09", "B13" },
  { "L10", "B04 B05" },     { "G01", "B06" },         { "G02", "B06" },
  { "G03", "B06" },         { "G04", "B10 B30" },     { "G05", "B06 B16" },
  { "G06", "B08" },         { "G07", "B06 B25" },     { "G08", "B09 B06" },
  { "G09", "B09" },         { "M01", "B17 B18 B19" }, { "M02", "B17 B18" },
  { "M03", "B23 B24" },     { "M04", "B18" },         { "M05", "B21 B22" },
  { "M06", "B12 B25" },     { "M07", "B26 B23" },     { "M08", "B26 B27" },
  { "M09", "B26" },         { "M10", "B28" },         { "M11", "B29" },
  { "M12", "B04 B05" },     { "M13", "B28" },         { "S01", "B11 B12" },
  { "S02", "B13" },         { "S03", "B14" },         { "S04", "B13" },
  { "S05", "B11 B12" },     { "S06", "B15" },         { "S07", "B11 B15" },
  { "S08", "B16" },         { "S09", "B12 B25" },     { "S10", "B12 B11" },
  { "body.well", "B01 B30" },       { "body.fit", "B01" },
  { "body.pain", "B03" },           { "body.sleep", "B03" },
  { "body.food", "B02 B19" },       { "body.stamina", "B01 B03" },
  { "body.moving", "B01" },         { "mind.memory", "B10" },
  { "mind.focus", "B06" },          { "mind.talking", "B26 B06" },
  { "mind.cheerful", "B06" },       { "mind.myself", "B06" },
  { "mind.change", "B06 B08" },     { "mind.grip", "B10 B06" },
  { "meaning.sense", "B09 B25" },   { "meaning.zest", "B09 B12" },
  { "meaning.dreams", "B09 B25" },  { "meaning.trust", "B09" },
  { "meaning.peace", "B09 B08" },   { "meaning.learning", "B26 B25" },
  { "good-life.enjoy", "B12" },     { "good-life.balance", "B06 B15" },
  { "good-life.safe", "B16" },      { "good-life.home", "B21" },
  { "good-life.money", "B17 B18" }, { "taking-part.contacts", "B11 B12" },
  { "taking-part.fun", "B12" },     { "taking-part.support", "B11 B15" },
  { "taking-part.belong", "B11 B12" }, { "taking-part.useful", "B25" },
  { "daily-life.care", "B04" },     { "daily-life.health", "B30 B01" },
  { "daily-life.time", "B10" },     { "daily-life.budget", "B17 B18" },
  { "daily-life.work", "B23 B24" }, { "daily-life.asking", "B30 B10" },
};

/* What the six questions of the health web are in the taxonomy. */
static const struct
{
  const char *item;
  const char *dimension;
} dimensions[] = {
  { "body", "bodily-functions" },      { "mind", "mental-wellbeing" },
  { "meaning", "meaning" },            { "good-life", "quality-of-life" },
  { "taking-part", "participation" },  { "daily-life", "daily-functioning" },
};

VbWish *
vb_wish_new (const char *date,
             int         minute)
{
  VbWish *self = g_new0 (VbWish, 1);

  self->needs = g_new0 (char *, 1);
  self->age = -1;
  self->areas = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_ptr_array_new_with_free_func (g_free);
  self->date = g_strdup (date);
  self->minute = minute;
  return self;
}

static GPtrArray *
copy_texts (const GPtrArray *texts)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (copy, g_strdup (g_ptr_array_index (texts, i)));
  return copy;
}

VbWish *
vb_wish_copy (const VbWish *self)
{
  VbWish *copy = g_memdup2 (self, sizeof *self);

  copy->needs = g_strdupv (self->needs);
  copy->domain = g_strdup (self->domain);
  copy->dimension = g_strdup (self->dimension);
  copy->words = copy_texts (self->words);
  copy->language = g_strdup (self->language);
  copy->postal_code = g_strdup (self->postal_code);
  copy->groups = copy_texts (self->groups);
  copy->areas = copy_texts (self->areas);
  copy->date = g_strdup (self->date);
  return copy;
}

void
vb_wish_free (VbWish *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->needs);
  g_free (self->domain);
  g_free (self->dimension);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->groups);
  g_free (self->language);
  g_free (self->postal_code);
  g_ptr_array_unref (self->areas);
  g_free (self->date);
  g_free (self);
}

static void
point_at_needs (VbWish     *self,
                const char *item)
{
  for (guint i = 0; i < G_N_ELEMENTS (pointers); i++)
    if (g_str_equal (pointers[i].item, item))
      {
        g_strfreev (self->needs);
        self->needs = g_strsplit (pointers[i].needs, " ", -1);
        return;
      }
}

static void
add_group (VbWish     *self,
           const char *code)
{
  if (!g_ptr_array_find_with_equal_func (self->groups, code, g_str_equal, NULL))
    g_ptr_array_add (self->groups, g_strdup (code));
}

/* What is talked about tells what somebody is: who cares for another is a carer. */
static void
add_groups_of_topic (VbWish     *self,
                     const char *code)
{
  static const struct
  {
    const char *topic;
    const char *group;
  } groups[] = {
    { "S06", "carers" }, { "S03", "parents" },
    { "M01", "low-income" }, { "M02", "low-income" }, { "M04", "low-income" },
    { "M09", "newcomers" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].topic, code))
      add_group (self, groups[i].group);
}

void
vb_wish_add_words (VbWish     *self,
                   const char *words)
{
  g_autofree char *tidy = NULL;

  g_return_if_fail (self != NULL);

  tidy = g_strstrip (g_strdup (words != NULL ? words : ""));
  if (*tidy != '\0'
      && !g_ptr_array_find_with_equal_func (self->words, tidy, g_str_equal, NULL))
    g_ptr_array_add (self->words, g_steal_pointer (&tidy));
}

void
vb_wish_be_about_topic (VbWish        *self,
                        const VbTopic *topic)
{
  g_return_if_fail (self != NULL && topic != NULL);

  g_free (self->domain);
  self->domain = g_strdup (topic->domain);
  if (topic->code != NULL)
    {
      point_at_needs (self, topic->code);
      add_groups_of_topic (self, topic->code);
    }
  vb_wish_add_words (self, topic->words);
}

void
vb_wish_be_about_item (VbWish     *self,
                       const char *item)
{
  gsize length;

  g_return_if_fail (self != NULL && item != NULL);

  length = strcspn (item, ".");
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    if (strlen (dimensions[i].item) == length && strncmp (dimensions[i].item, item, length) == 0)
      {
        g_free (self->dimension);
        self->dimension = g_strdup (dimensions[i].dimension);
      }
  point_at_needs (self, item);
}

/* 1234AB, as it is compared. */
static char *
dup_postal_code (const char *text)
{
  GString *code = g_string_new (NULL);

  for (; text != NULL && *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (code, g_ascii_toupper (*text));
  return g_string_free (code, code->len == 0);
}

/* As the list of target groups has them: bounds that lie about there. */
static void
add_groups_of_age (VbWish *self)
{
  if (self->age < 0)
    return;
  if (self->age <= 12)
    add_group (self, "children");
  if (self->age >= 12 && self->age <= 27)
    add_group (self, "youth");
  if (self->age >= 18)
    add_group (self, "adults");
  if (self->age >= 60)
    add_group (self, "older-people");
}

void
vb_wish_be_for (VbWish         *self,
                const VbPerson *person)
{
  g_return_if_fail (self != NULL);

  if (person == NULL)
    return;
  self->age = person->birth_date != NULL ? vb_person_get_age (person->birth_date, self->date) : -1;
  add_groups_of_age (self);
  g_free (self->language);
  self->language = person->language != NULL && !g_str_has_prefix (person->language, "nl")
                   ? g_strdup (person->language) : NULL;
  if (self->language != NULL)
    add_group (self, "newcomers");
  self->interpreter = person->interpreter;
  self->easy_reading = person->easy_reading;
  g_free (self->postal_code);
  /* How far somebody lives from a place tells where they live. */
  self->postal_code = person->address_secret ? NULL : dup_postal_code (person->postal_code);
}

gboolean
vb_wish_is_empty (const VbWish *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->needs[0] == NULL && self->domain == NULL && self->dimension == NULL
         && self->words->len == 0;
}
