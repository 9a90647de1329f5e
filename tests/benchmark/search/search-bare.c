/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The same rows and keystrokes with nothing but FTS5: the system's SQLite, no encryption, the
 * default tokenizer, ranked by bm25. A program of its own, since two SQLite libraries do not go
 * together in one.
 *
 *   search-bare FOLDER */

#include "config.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double
read_clock (clockid_t clock)
{
  struct timespec t;

  clock_gettime (clock, &t);
  return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static void
check (int code, sqlite3 *db)
{
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
    return;
  fprintf (stderr, "search-bare: %s\n", sqlite3_errmsg (db));
  exit (1);
}

static FILE *
open_in (const char *folder, const char *name, const char *mode)
{
  char path[4096];
  FILE *file;

  snprintf (path, sizeof path, "%s/%s", folder, name);
  file = fopen (path, mode);
  if (file == NULL)
    {
      perror (path);
      exit (1);
    }
  return file;
}

static void
fill (sqlite3 *db, const char *folder)
{
  static char line[8192];
  FILE *rows = open_in (folder, "rows.tsv", "r");
  sqlite3_stmt *insert;

  check (sqlite3_exec (db, "PRAGMA cache_size = -16384;"
                           "CREATE VIRTUAL TABLE t USING fts5 (name, organization, tags, "
                           "description); BEGIN", NULL, NULL, NULL), db);
  check (sqlite3_prepare_v2 (db, "INSERT INTO t (rowid, name, organization, tags, description) "
                                 "VALUES (?, ?, ?, ?, ?)", -1, &insert, NULL), db);
  while (fgets (line, sizeof line, rows) != NULL)
    {
      char *rest = line;
      int i;

      for (i = 1; i <= 5; i++)
        sqlite3_bind_text (insert, i, strsep (&rest, "\t\n"), -1, SQLITE_TRANSIENT);
      check (sqlite3_step (insert), db);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  check (sqlite3_exec (db, "COMMIT; INSERT INTO t (t) VALUES ('optimize')", NULL, NULL, NULL), db);
  fclose (rows);
}

/* hulp bij schu: "hulp" "bij" "schu"* */
static void
make_match (const char *typed, char *match)
{
  char copy[256];
  char *rest = copy, *word;
  size_t n;

  snprintf (copy, sizeof copy, "%s", typed);
  *match = '\0';
  while ((word = strsep (&rest, " ")) != NULL)
    if (*word != '\0')
      sprintf (match + strlen (match), "\"%s\" ", word);
  n = strlen (typed);
  if (*match != '\0' && typed[n - 1] != ' ')
    strcpy (match + strlen (match) - 1, " *");
}

int
main (int argc, char *argv[])
{
  static char line[512];
  char path[4096], match[1024];
  sqlite3 *db;
  sqlite3_stmt *query;
  FILE *typed, *bare;
  double start, cpu;
  int round;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  snprintf (path, sizeof path, "%s/bare.db", argv[1]);
  check (sqlite3_open (path, &db), db);
  start = read_clock (CLOCK_MONOTONIC);
  fill (db, argv[1]);
  printf ("{\"benchmark\": \"search-fill-bare\", \"ms\": %.0f}\n",
          read_clock (CLOCK_MONOTONIC) - start);
  check (sqlite3_prepare_v2 (db, "SELECT rowid, name FROM t WHERE t MATCH ? ORDER BY rank LIMIT 50",
                             -1, &query, NULL), db);
  for (round = 0; round < 2; round++)
    {
      int done = 0;

      typed = open_in (argv[1], "typed.tsv", "r");
      bare = open_in (argv[1], "bare.tsv", "w");
      while (fgets (line, sizeof line, typed) != NULL && (round > 0 || done < 400))
        {
          char *text = strchr (line, '\t') + 1;
          int rows = 0;

          text[strcspn (text, "\n")] = '\0';
          make_match (text, match);
          cpu = read_clock (CLOCK_PROCESS_CPUTIME_ID);
          start = read_clock (CLOCK_MONOTONIC);
          sqlite3_bind_text (query, 1, match, -1, SQLITE_TRANSIENT);
          while (sqlite3_step (query) == SQLITE_ROW)
            rows += sqlite3_column_text (query, 1) != NULL;
          check (sqlite3_reset (query), db);
          fprintf (bare, "%s\t%.3f\t%d\t%.3f\n", text, read_clock (CLOCK_MONOTONIC) - start, rows,
                   read_clock (CLOCK_PROCESS_CPUTIME_ID) - cpu);
          done++;
        }
      fclose (typed);
      fclose (bare);
    }
  sqlite3_finalize (query);
  sqlite3_close (db);
  return 0;
}
