/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens a person with 50 conversations in the real window, on a real store of 20,000 persons and
 * 600,000 topics: from the click on a line of the list until the first frame with that person in
 * it was painted. The entry in the access log and its way to the disk are part of that. In turn
 * with it another person is opened, so that there is always something new to show. The very first
 * one counts by itself: what a start puts off is done there. Prints one line of JSON; fails when
 * one of 100 openings, or the first, is over the limit. */

#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "../app/app-fixture.h"
#include "app/people/vb-people-page.h"
#include "app/people/vb-person-pane.h"
#include "app/window/vb-sidebar.h"
#include "core/store/vb-people.h"
#include "many-services.h"

#define PERSONS 20000
#define CONVERSATIONS 50 /* of the first person; the others have one each */
#define TOPICS 30        /* of each conversation */
#define ROUNDS 100
#define LIMIT_MS 50.0

#define PERSON "'00000000-0000-4000-8000-' || printf ('%%012d', "
#define TALK "'00000000-0000-4000-9000-' || printf ('%%012d', "

static const char *const urls[] = {
  "https://verbinder.nl/fhir/Questionnaire/health-web",
  "https://verbinder.nl/fhir/Questionnaire/four-domains",
};

typedef struct
{
  GtkWidget *page;
  double opened; /* milliseconds, when the store had answered; 0: not yet */
  gboolean painted;
} Opening;

/* Of one opening, in milliseconds. */
typedef struct
{
  double all;
  double store; /* of which until the store had answered, its log safe on the disk */
  double own;   /* time of the processor in the window's own thread */
} Times;

/* ------------------------------------------------------------------ the store */

static gboolean
drop_triggers (VbDatabase  *db,
               GError     **error)
{
  g_autofree char *name = NULL;

  while (_vb_database_query_text (db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' "
                                      "AND tbl_name IN ('person', 'conversation', "
                                      "'conversation_topic') LIMIT 1", &name, error)
         && name != NULL)
    {
      g_autofree char *drop = g_strdup_printf ("DROP TRIGGER \"%s\"", name);

      if (!_vb_database_exec (db, drop, error))
        return FALSE;
      g_clear_pointer (&name, g_free);
    }
  return TRUE;
}

/* The opening is measured, not the writing: nothing listens while the rows go in. */
static gpointer
fill_people_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO person (id, case_number, given_name, family_name, birth_date, address_1, "
    "postal_code, city, phone, language, created_at, created_by, changed_at, name_key) "
    "SELECT " PERSON "i), i, 'Voornaam' || i, 'Achternaam' || (i %% 997), "
    "date ('1930-01-01', (i %% 28000) || ' days'), 'Dorpsstraat ' || (i %% 90), '1234 AB', "
    "'Waardermonde', '0199-' || printf ('%%06d', i), 'nl', 1780000000000, 'benchmark', "
    "1780000000000, 'achternaam' || (i %% 997) || ' voornaam' || i FROM n;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO conversation (id, person_id, instrument, instrument_version, state, held_on, "
    "reason, created_at, created_by, changed_at) "
    "SELECT " TALK "i), " PERSON "max (i - %d, 1)), iif (i %% 2, '%s', '%s'), '1', 'completed', "
    "date ('2020-01-01', (i * 41 %% 2400) || ' days'), 'Een gesprek over hoe het gaat', "
    "1780000000000, 'benchmark', 1780000000000 FROM n;"
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO conversation_topic (id, conversation_id, domain, words, tone, weight) "
    "SELECT '00000000-0000-4000-a000-' || printf ('%%012d', i), " TALK "i / %d + 1), "
    "iif (i %% 2, 'body', 'social'), 'Slecht slapen en veel alleen zijn', 'burden', 2 FROM n;",
    PERSONS, PERSONS + CONVERSATIONS - 1, CONVERSATIONS - 1, urls[0], urls[1],
    (PERSONS + CONVERSATIONS - 1) * TOPICS - 1, TOPICS);

  if (drop_triggers (db, error))
    (void) !_vb_database_exec (db, sql, error);
  return NULL;
}

static gpointer
count_job (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  (void) !_vb_database_query_int (db, "SELECT count(*) FROM conversation_topic", data, error);
  return NULL;
}

static gint64
fill (Place *place)
{
  g_autoptr(GError) error = NULL;
  gint64 topics = 0;

  place_open (place, 1000);
  place_start (place);
  vb_store_run_sync (place->store, VB_LANE_WRITE, fill_people_job, NULL, NULL, &error);
  g_assert_no_error (error);
  vb_store_run_sync (place->store, VB_LANE_READ, count_job, &topics, NULL, &error);
  g_assert_no_error (error);
  place_stop (place);
  return topics;
}

/* ------------------------------------------------------------------ the window */

static double
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1000000.0;
}

static void
opened_cb (Opening *opening)
{
  opening->opened = read_clock (CLOCK_MONOTONIC);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Opening       *opening)
{
  opening->painted = opening->opened != 0;
}

/* What the list does when a line is clicked. */
static Times
open_person (Opening *self,
             guint    number)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  double own = read_clock (CLOCK_THREAD_CPUTIME_ID);
  double start = read_clock (CLOCK_MONOTONIC);

  self->opened = 0;
  self->painted = FALSE;
  g_signal_emit_by_name (self->page, "chosen", id);
  while (!self->painted)
    g_main_context_iteration (NULL, TRUE);
  return (Times) { read_clock (CLOCK_MONOTONIC) - start, self->opened - start,
                   read_clock (CLOCK_THREAD_CPUTIME_ID) - own };
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
open_window (App         *app,
             const Place *place)
{
  app->session = vb_session_new ();
  app->window = vb_window_new (app_get_application (), app->session);
  gtk_window_present (GTK_WINDOW (app->window));
  vb_session_open (app->session, place->path, place->key, VB_STORE_ALLOW_ANY_PLACE);
  app_wait (app_is_open, app->session);
  g_object_set (app_find (GTK_WIDGET (app->window), VB_TYPE_SIDEBAR), "view", "people", NULL);
  app_idle (1000);
}

/* Sorts @values, and prints what half and what 99 of 100 are below. */
static double
print_share (const char *name,
             double      values[ROUNDS])
{
  qsort (values, ROUNDS, sizeof values[0], compare);
  g_print ("\"%s\": {\"p50\": %.1f, \"p99\": %.1f}, ", name, values[ROUNDS / 2],
           values[ROUNDS * 99 / 100 - 1]);
  return values[ROUNDS * 99 / 100 - 1];
}

static gboolean
measure (Opening *self,
         gint64   topics)
{
  double all[ROUNDS], store[ROUNDS], own[ROUNDS];
  Times first = open_person (self, 1);
  gboolean pass = first.all < LIMIT_MS;

  for (guint i = 0; i < ROUNDS; i++)
    {
      Times times;

      open_person (self, 2 + i);
      app_idle (50);
      times = open_person (self, 1);
      all[i] = times.all;
      store[i] = times.store;
      own[i] = times.own;
      app_idle (50);
    }
  g_print ("{\"benchmark\": \"person\", \"persons\": %d, \"topics\": %" G_GINT64_FORMAT ", "
           "\"conversations\": %d, \"first_ms\": %.1f, ", PERSONS, topics, CONVERSATIONS,
           first.all);
  pass = print_share ("click_to_frame_ms", all) < LIMIT_MS && pass;
  print_share ("of_which_store_ms", store);
  print_share ("window_thread_cpu_ms", own);
  g_print ("\"limit_ms\": %.0f, \"pass\": %s}\n", LIMIT_MS, pass ? "true" : "false");
  return pass;
}

int
main (int   argc,
      char *argv[])
{
  App app = { NULL };
  Place place;
  Opening opening = { NULL };
  gint64 topics;
  gboolean pass;

  app_init (&argc, &argv);
  topics = fill (&place);
  open_window (&app, &place);
  opening.page = app_find (GTK_WIDGET (app.window), VB_TYPE_PEOPLE_PAGE);
  g_signal_connect_swapped (app_find (GTK_WIDGET (app.window), VB_TYPE_PERSON_PANE), "opened",
                            G_CALLBACK (opened_cb), &opening);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (app.window)), "after-paint",
                    G_CALLBACK (after_paint_cb), &opening);
  pass = measure (&opening, topics);
  app_close (&app);
  place_remove (&place);
  return pass ? 0 : 1;
}
