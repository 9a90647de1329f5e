/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening a list of a million services against opening one of a hundred: until the first rows are
 * there, with the time to any place in it after. Prints one line of JSON; fails when the long list
 * costs more to open than the short one by more than a few milliseconds. */

#include "config.h"

#include "core/store/vb-store-model.h"
#include "many-services.h"

#define FEW 100
#define MANY 1000000
#define ROUNDS 7
#define MORE_MS 3.0

static double
wait_row (VbStoreModel *model,
          guint         position)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(VbServiceRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);

  while (!vb_service_row_get_loaded (row))
    g_main_context_iteration (NULL, TRUE);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static VbStoreModel *
open_list (Place  *place,
           double *milliseconds)
{
  gint64 start = g_get_monotonic_time ();
  VbStoreModel *model = vb_store_model_new (place->store, VB_LIST_ALL, NULL);

  while (!vb_store_model_get_ready (model))
    g_main_context_iteration (NULL, TRUE);
  wait_row (model, 0);
  wait_row (model, 30);
  *milliseconds = (g_get_monotonic_time () - start) / 1000.0;
  return model;
}

/* The quickest of some openings, each of a store that was just started. */
static double
measure_opening (Place *place)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++)
    {
      VbStoreModel *model;
      double time;

      place_start (place);
      model = open_list (place, &time);
      best = MIN (best, time);
      g_object_unref (model);
      place_stop (place);
    }
  return best;
}

int
main (int   argc,
      char *argv[])
{
  Place few, many;
  VbStoreModel *model;
  double few_ms, many_ms, middle_ms, beside_ms, last_ms, quarter_ms;

  place_open (&few, FEW);
  place_open (&many, MANY);
  few_ms = measure_opening (&few);
  many_ms = measure_opening (&many);

  place_start (&many);
  model = open_list (&many, &(double) { 0 });
  middle_ms = wait_row (model, MANY / 2);
  beside_ms = wait_row (model, MANY / 2 + 200);
  last_ms = wait_row (model, MANY - 1);
  quarter_ms = wait_row (model, MANY / 4);
  g_object_unref (model);
  place_stop (&many);
  place_remove (&few);
  place_remove (&many);

  g_print ("{\"benchmark\": \"list\", \"few\": %d, \"many\": %d, \"open_few_ms\": %.2f, "
           "\"open_many_ms\": %.2f, \"jump_to_middle_ms\": %.1f, \"beside_it_ms\": %.2f, "
           "\"jump_to_end_ms\": %.2f, \"jump_to_quarter_after_ms\": %.2f, \"limit_ms\": %.2f, "
           "\"pass\": %s}\n",
           FEW, MANY, few_ms, many_ms, middle_ms, beside_ms, last_ms, quarter_ms, few_ms + MORE_MS,
           many_ms <= few_ms + MORE_MS ? "true" : "false");
  return many_ms <= few_ms + MORE_MS ? 0 : 1;
}
