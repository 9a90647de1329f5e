/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/model/vb-distance.h"
#include "core/model/vb-extra.h"
#include "core/model/vb-opening.h"

#define CLOSE_BY 3000 /* metres: what most people can walk or cycle */
#define SOON 7        /* days */
#define WEIGHT_FIRST_NEED 40
#define WEIGHT_NEXT_NEED 28

/* What each reason adds. What it is about is worth most, then for whom it is; what it costs and
 * when it is open only decides between what fits alike. */
static const int weights[VB_N_FIT_REASONS] = {
  [VB_FIT_DOMAIN] = 10,     [VB_FIT_DIMENSION] = 14, [VB_FIT_AUDIENCE] = 12,
  [VB_FIT_AREA] = 8,        [VB_FIT_NEAR] = 4,       [VB_FIT_POSTCODE] = 6,
  [VB_FIT_LANGUAGE] = 15,   [VB_FIT_INTERPRETER] = 7, [VB_FIT_EASY] = 5,
  [VB_FIT_FREE] = 1,        [VB_FIT_AGE] = 2,        [VB_FIT_OPEN] = 2,
  [VB_FIT_OPENS] = 1,       [VB_FIT_FRESH] = 2,      [VB_FIT_OTHER_GROUP] = -15,
  [VB_FIT_OTHER_LANGUAGE] = -30, [VB_FIT_CONDITION] = -8, [VB_FIT_OTHER_AREA] = -25,
  [VB_FIT_STALE] = -4,
};

static void
reason_clear (gpointer data)
{
  VbFitReason *self = data;

  g_free (self->argument);
  g_free (self->argument_en);
}

static VbFitReason *
add_full (VbFit           *self,
          VbFitReasonKind  kind,
          const char      *argument,
          const char      *argument_en)
{
  VbFitReason reason = { kind, g_strdup (argument), g_strdup (argument_en) };

  g_array_append_val (self->reasons, reason);
  self->weight += weights[kind];
  return &g_array_index (self->reasons, VbFitReason, self->reasons->len - 1);
}

static void
add (VbFit           *self,
     VbFitReasonKind  kind,
     const char      *argument)
{
  add_full (self, kind, argument, NULL);
}

/* Calls @func on each record of @table under @service. */
typedef void (*Visit) (VbEntity *child, gpointer data);

static void
visit (VbEntity *parent,
       VbTable   table,
       Visit     func,
       gpointer  data)
{
  GListModel *list = vb_entity_get_children (parent, table);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) child = g_list_model_get_item (list, i);

      func (child, data);
    }
}

/* ------------------------------------------------------------------ what it is about */

typedef struct
{
  VbFit *fit;
  const VbWish *wish;
} Judging;

/* 0: the first of the needs; -1: none of them */
static int
find_need (const VbWish *wish,
           const char   *code)
{
  for (int i = 0; wish->needs[i] != NULL; i++)
    if (g_strcmp0 (wish->needs[i], code) == 0)
      return i;
  return -1;
}

static void
add_term (VbFit           *self,
          VbFitReasonKind  kind,
          VbEntity        *term)
{
  g_autofree char *english = vb_extra_dup_text (vb_entity_get_extra (term), "name_en");

  add_full (self, kind, vb_entity_get (term, "name"), english);
}

/* A need belongs to a dimension of health, and to one or two domains. */
static gboolean
need_is_of (VbEntity   *term,
            const char *key,
            const char *code)
{
  g_autofree char *of = vb_extra_dup_text (vb_entity_get_extra (term), key);

  return code != NULL && g_strcmp0 (of, code) == 0;
}

static void
judge_term (VbEntity *attribute,
            gpointer  data)
{
  Judging *judging = data;
  VbEntity *term = vb_entity_get_reference (attribute, "taxonomy_term_id");
  const char *list = term != NULL ? vb_entity_get (term, "taxonomy") : NULL;
  const char *code = term != NULL ? vb_entity_get (term, "code") : NULL;
  const VbWish *wish = judging->wish;
  int nth;

  if (g_strcmp0 (list, "verbinder-need") == 0)
    {
      nth = find_need (wish, code);
      if (nth >= 0)
        judging->fit->weight += nth == 0 ? WEIGHT_FIRST_NEED : WEIGHT_NEXT_NEED;
      if (nth >= 0)
        add_term (judging->fit, VB_FIT_NEED, term);
      else if (need_is_of (term, "vb_health", wish->dimension)
               && vb_fit_find_reason (judging->fit, VB_FIT_DIMENSION) == NULL)
        add_term (judging->fit, VB_FIT_DIMENSION, term);
    }
  else if (g_strcmp0 (list, "verbinder-domain") == 0 && g_strcmp0 (code, wish->domain) == 0)
    add_term (judging->fit, VB_FIT_DOMAIN, term);
  else if (g_strcmp0 (list, "verbinder-health") == 0 && g_strcmp0 (code, wish->dimension) == 0)
    add_term (judging->fit, VB_FIT_DIMENSION, term);
  else if (g_strcmp0 (list, "verbinder-access") == 0 && g_strcmp0 (code, "low-literacy") == 0
           && wish->easy_reading)
    add (judging->fit, VB_FIT_EASY, NULL);
}

/* ------------------------------------------------------------------ where */

static gboolean
read_degrees (const char *text,
              double     *degrees)
{
  char *end;

  if (text == NULL || *text == '\0')
    return FALSE;
  *degrees = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*degrees);
}

static void
judge_address (VbEntity *address,
               gpointer  data)
{
  Judging *judging = data;
  const char *theirs = vb_entity_get (address, "postal_code");
  const char *mine = judging->wish->postal_code;
  g_autofree char *digits = mine != NULL ? g_strndup (mine, 4) : NULL;

  if (digits != NULL && strlen (digits) == 4 && theirs != NULL && g_str_has_prefix (theirs, digits)
      && vb_fit_find_reason (judging->fit, VB_FIT_POSTCODE) == NULL)
    add (judging->fit, VB_FIT_POSTCODE, digits);
}

/* Where a secret place is shows nowhere, also not by how far it is. */
static void
judge_place (VbEntity *at_location,
             gpointer  data)
{
  Judging *judging = data;
  const VbWish *wish = judging->wish;
  VbEntity *place = vb_entity_get_reference (at_location, "location_id");
  double latitude, longitude, metres;

  if (place == NULL || g_strcmp0 (vb_entity_get (place, "vb_confidential"), "1") == 0)
    return;
  visit (place, VB_TABLE_ADDRESS, judge_address, judging);
  if (!wish->has_point || !read_degrees (vb_entity_get (place, "latitude"), &latitude)
      || !read_degrees (vb_entity_get (place, "longitude"), &longitude))
    return;
  metres = vb_distance (wish->latitude, wish->longitude, latitude, longitude);
  if (judging->fit->distance < 0 || metres < judging->fit->distance)
    judging->fit->distance = metres;
}

static void
judge_distance (VbFit *self)
{
  g_autofree char *metres = NULL;

  if (self->distance < 0 || self->distance > CLOSE_BY)
    return;
  metres = g_strdup_printf ("%.0f", self->distance);
  add (self, VB_FIT_NEAR, metres);
  self->weight += (int) ((CLOSE_BY - self->distance) * 6 / CLOSE_BY);
}

typedef struct
{
  const VbWish *wish;
  char *mine;   /* of the areas it is for, one that the person lives in */
  char *theirs; /* another */
} Areas;

static gboolean
lives_in (const VbWish *wish,
          const char   *name)
{
  for (guint i = 0; name != NULL && i < wish->areas->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (wish->areas, i), name) == 0)
      return TRUE;
  return FALSE;
}

static void
judge_area (VbEntity *area,
            gpointer  data)
{
  Areas *areas = data;
  const char *name = vb_entity_get (area, "name");
  const char *code = vb_entity_get (area, "extent");
  const char *type = vb_entity_get (area, "extent_type");
  gboolean everywhere = g_strcmp0 (type, "nationwide") == 0 || g_strcmp0 (code, "NL") == 0
                        || g_strcmp0 (name, "Nederland") == 0;

  if (lives_in (areas->wish, code) || lives_in (areas->wish, name) || everywhere)
    {
      if (areas->mine == NULL)
        areas->mine = g_strdup (name != NULL ? name : code);
    }
  else if (areas->theirs == NULL)
    areas->theirs = g_strdup (name != NULL ? name : code);
}

static void
judge_areas (VbFit        *self,
             const VbWish *wish)
{
  Areas areas = { wish, NULL, NULL };

  visit (self->service, VB_TABLE_SERVICE_AREA, judge_area, &areas);
  if (wish->areas->len > 0 && areas.mine != NULL)
    add (self, VB_FIT_AREA, areas.mine);
  else if (wish->areas->len > 0 && areas.theirs != NULL)
    add (self, VB_FIT_OTHER_AREA, areas.theirs);
  g_free (areas.mine);
  g_free (areas.theirs);
}

/* ------------------------------------------------------------------ for whom, at what price */

typedef struct
{
  const VbWish *wish;
  VbEntity *general; /* (nullable): that the person is in: of an age */
  VbEntity *mine;    /* (nullable): the same, and not everybody is in it */
  VbEntity *theirs;  /* (nullable): that the person is not known in */
  guint others;
} Groups;

static void
judge_group (VbEntity *attribute,
             gpointer  data)
{
  Groups *groups = data;
  VbEntity *term = vb_entity_get_reference (attribute, "taxonomy_term_id");
  const char *code = term != NULL ? vb_entity_get (term, "code") : NULL;

  if (code == NULL || g_strcmp0 (vb_entity_get (term, "taxonomy"), "verbinder-audience") != 0)
    return;
  if (!g_ptr_array_find_with_equal_func (groups->wish->groups, code, g_str_equal, NULL))
    {
      groups->theirs = groups->theirs != NULL ? groups->theirs : term;
      groups->others++;
    }
  else if (g_str_equal (code, "adults"))
    groups->general = term;
  else if (groups->mine == NULL)
    groups->mine = term;
}

/* Of somebody of whom nothing is known, nothing is said. What is for all adults, and for newcomers
 * and parents besides, is meant for those most. */
static void
judge_groups (VbFit        *self,
              const VbWish *wish)
{
  Groups groups = { wish, NULL, NULL, NULL, 0 };

  if (wish->groups->len == 0)
    return;
  visit (self->service, VB_TABLE_ATTRIBUTE, judge_group, &groups);
  if (groups.mine != NULL)
    add_term (self, VB_FIT_AUDIENCE, groups.mine);
  else if (groups.theirs != NULL)
    add_term (self, VB_FIT_OTHER_GROUP, groups.theirs);
  if (groups.mine == NULL && groups.theirs != NULL && groups.general == NULL)
    self->weight += weights[VB_FIT_OTHER_GROUP];
}

/* Who may come, where that cannot be seen from what is known of the person. */
static void
judge_condition (VbFit *self)
{
  const char *condition = vb_entity_get (self->service, "eligibility_description");

  if (condition != NULL && *condition != '\0')
    add (self, VB_FIT_CONDITION, condition);
}

typedef struct
{
  VbFit *fit;
  const VbWish *wish;
  guint n;
  gboolean dutch;
  gboolean mine;
  const char *other; /* (nullable): the code of one that the person is not known to speak */
  const char *named; /* (nullable): the same, which the name of the service has in it */
} Languages;

/* "Poolse koffie", and "Ouderenochtend in het Turks". */
static gboolean
has_in_name (VbFit      *self,
             const char *language)
{
  const char *name = vb_entity_get_name (self->service);
  g_autofree char *low = name != NULL ? g_utf8_casefold (name, -1) : NULL;
  g_autofree char *word = language != NULL ? g_utf8_casefold (language, -1) : NULL;

  return low != NULL && word != NULL && g_utf8_strlen (word, -1) >= 4
         && strstr (low, word) != NULL;
}

static void
judge_language (VbEntity *language,
                gpointer  data)
{
  Languages *found = data;
  const char *code = vb_entity_get (language, "code");
  const char *mine = found->wish->language != NULL ? found->wish->language : "nl";

  if (code == NULL || *code == '\0')
    return;
  found->n++;
  found->dutch |= g_ascii_strcasecmp (code, "nl") == 0;
  if (g_ascii_strcasecmp (code, mine) == 0)
    {
      found->mine = TRUE;
      return;
    }
  if (g_ascii_strcasecmp (code, "nl") == 0)
    return;
  if (found->other == NULL)
    found->other = code;
  if (found->named == NULL && has_in_name (found->fit, vb_entity_get (language, "name")))
    found->named = code;
}

static void
judge_words (VbFit        *self,
             const VbWish *wish)
{
  Languages found = { self, wish, 0, FALSE, FALSE, NULL, NULL };
  const char *interpreter = vb_entity_get (self->service, "interpretation_services");

  visit (self->service, VB_TABLE_LANGUAGE, judge_language, &found);
  if (found.mine && wish->language != NULL)
    add (self, VB_FIT_LANGUAGE, wish->language);
  else if ((wish->interpreter || wish->language != NULL) && interpreter != NULL)
    add (self, VB_FIT_INTERPRETER, NULL);
  else if (found.named != NULL)
    add (self, VB_FIT_OTHER_LANGUAGE, found.named);
  else if (found.other != NULL && !found.mine && !found.dutch)
    add (self, VB_FIT_OTHER_LANGUAGE, found.other);
}

typedef struct
{
  guint n;
  guint free;
} Costs;

static void
count_cost (VbEntity *option,
            gpointer  data)
{
  Costs *costs = data;
  const char *amount = vb_entity_get (option, "amount");

  if (amount == NULL)
    return;
  costs->n++;
  costs->free += g_ascii_strtod (amount, NULL) == 0;
}

/* One price of several that is nothing may be for who has a card; then it is not free. */
static void
judge_cost (VbFit *self)
{
  Costs costs = { 0, 0 };

  visit (self->service, VB_TABLE_COST_OPTION, count_cost, &costs);
  if (costs.n > 0 && costs.free == costs.n)
    add (self, VB_FIT_FREE, NULL);
  else if (costs.n > 0)
    add (self, VB_FIT_COST, NULL);
}

/* Years, or -1 where there is no bound that can be read. */
static double
read_age (VbEntity   *service,
          const char *column)
{
  double years;

  return read_degrees (vb_entity_get (service, column), &years) ? years : -1;
}

static void
judge_age (VbFit        *self,
           const VbWish *wish)
{
  double from = read_age (self->service, "minimum_age");
  double until = read_age (self->service, "maximum_age");

  if (wish->age < 0 || (from <= 0 && until < 0))
    return;
  if (from > wish->age)
    self->outcome = VB_FIT_TOO_YOUNG;
  /* Somebody is 65 until the day they are 66. */
  else if (until >= 0 && wish->age > until)
    self->outcome = VB_FIT_TOO_OLD;
  else
    add (self, VB_FIT_AGE, NULL);
}

/* ------------------------------------------------------------------ when, and how sure */

static void
judge_hours (VbFit        *self,
             const VbWish *wish)
{
  char date[11], *until;
  int minute;
  gboolean has_next;
  VbOpeningState state = vb_opening_of_entity (self->service, wish->date, wish->minute, &has_next,
                                               date, &minute);
  GDate day;

  if (state == VB_OPENING_OPEN)
    {
      add (self, VB_FIT_OPEN, NULL);
      return;
    }
  if (state != VB_OPENING_CLOSED || !has_next)
    return;
  g_date_clear (&day, 1);
  g_date_set_parse (&day, wish->date);
  if (!g_date_valid (&day))
    return;
  g_date_add_days (&day, SOON);
  until = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&day), g_date_get_month (&day),
                           g_date_get_day (&day));
  if (strcmp (date, until) <= 0)
    add (self, VB_FIT_OPENS, NULL);
  g_free (until);
}

static void
judge_freshness (VbFit        *self,
                 const VbWish *wish)
{
  g_autofree char *checked_at = vb_entity_dup_checked_at (self->service);

  add (self, vb_checked_is_stale (checked_at, wish->date) ? VB_FIT_STALE : VB_FIT_FRESH,
       checked_at);
}

typedef struct
{
  guint n;
  guint with_room;
} Room;

static void
count_room (VbEntity *capacity,
            gpointer  data)
{
  Room *room = data;
  const char *available = vb_entity_get (capacity, "available");

  if (available == NULL)
    return;
  room->n++;
  room->with_room += g_ascii_strtod (available, NULL) > 0;
}

static void
judge_access (VbFit *self)
{
  const char *status = vb_entity_get (self->service, "status");
  Room room = { 0, 0 };

  visit (self->service, VB_TABLE_SERVICE_CAPACITY, count_room, &room);
  if (status != NULL && !g_str_equal (status, "active"))
    self->outcome = VB_FIT_CLOSED;
  else if (room.n > 0 && room.with_room == 0)
    self->outcome = VB_FIT_FULL;
}

/* ------------------------------------------------------------------ all of it */

static int
compare_reasons (gconstpointer a,
                 gconstpointer b)
{
  return (int) ((const VbFitReason *) a)->kind - (int) ((const VbFitReason *) b)->kind;
}

/* The words of a topic that points at needs only tell which of those is meant. */
static gboolean
is_about_it (const VbFit  *self,
             const VbWish *wish)
{
  static const VbFitReasonKind kinds[] = { VB_FIT_NEED, VB_FIT_DOMAIN, VB_FIT_DIMENSION };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (vb_fit_find_reason (self, kinds[i]) != NULL)
      return TRUE;
  return wish->needs[0] == NULL && vb_fit_find_reason (self, VB_FIT_WORDS) != NULL;
}

VbFit *
vb_fit_judge (const VbWish *wish,
              VbEntity     *service,
              int           by_words)
{
  VbFit *self;
  Judging judging = { NULL, wish };

  g_return_val_if_fail (wish != NULL && VB_IS_ENTITY (service), NULL);

  self = g_new0 (VbFit, 1);
  judging.fit = self;
  self->service = g_object_ref (service);
  self->reasons = g_array_new (FALSE, TRUE, sizeof (VbFitReason));
  g_array_set_clear_func (self->reasons, reason_clear);
  self->distance = -1;
  visit (service, VB_TABLE_ATTRIBUTE, judge_term, &judging);
  if (by_words > 0)
    add (self, VB_FIT_WORDS, NULL);
  self->weight += CLAMP (by_words, 0, VB_FIT_ALL_WORDS);
  if (!is_about_it (self, wish))
    self->outcome = VB_FIT_BESIDE;
  judge_groups (self, wish);
  judge_condition (self);
  judge_areas (self, wish);
  visit (service, VB_TABLE_SERVICE_AT_LOCATION, judge_place, &judging);
  judge_distance (self);
  judge_words (self, wish);
  judge_cost (self);
  judge_age (self, wish);
  judge_hours (self, wish);
  judge_freshness (self, wish);
  judge_access (self);
  g_array_sort (self->reasons, compare_reasons);
  return self;
}

void
vb_fit_free (VbFit *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->service);
  g_array_unref (self->reasons);
  g_free (self);
}

const VbFitReason *
vb_fit_find_reason (const VbFit     *self,
                    VbFitReasonKind  kind)
{
  for (guint i = 0; i < self->reasons->len; i++)
    {
      const VbFitReason *reason = &g_array_index (self->reasons, VbFitReason, i);

      if (reason->kind == kind)
        return reason;
    }
  return NULL;
}

gboolean
vb_fit_reason_is_caution (VbFitReasonKind kind)
{
  return kind >= VB_FIT_OTHER_AREA;
}

int
vb_fit_compare (gconstpointer a,
                gconstpointer b)
{
  const VbFit *one = *(VbFit *const *) a, *other = *(VbFit *const *) b;

  if (one->weight != other->weight)
    return one->weight > other->weight ? -1 : 1;
  if (one->distance != other->distance && one->distance >= 0 && other->distance >= 0)
    return one->distance < other->distance ? -1 : 1;
  return g_strcmp0 (vb_entity_get_name (one->service), vb_entity_get_name (other->service));
}
