/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* A program in which somebody types about a person, and saves now and then, is killed at a random
 * moment, again and again. What was saved is there; of what was being typed at most the last second
 * is gone. */

#include "form-fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/people/vb-consent-window.h"
#include "app/people/vb-person-window.h"
#include "core/store/vb-people.h"
#include "core/vault/vb-keyring.h"
#include "../harness/kills.h"

#define STROKE 15     /* milliseconds between two of them */
#define SAVE_EVERY 40 /* strokes */

typedef struct
{
  char *folder;
  char *path;
  char *key_path;
  VbSecret *key;
  char *person_id;
} Fixture;

static VbStore *
open_store (Fixture      *f,
            VbStoreFlags  flags)
{
  g_autoptr(GError) error = NULL;
  VbStore *store = vb_store_open_sync (f->path, f->key, flags | VB_STORE_ALLOW_ANY_PLACE, NULL,
                                       &error);

  g_assert_no_error (error);
  return store;
}

static VbPerson *
load_person (VbStore    *store,
             const char *id)
{
  g_autoptr(GError) error = NULL;
  VbPersonRecord *record = vb_people_open_sync (store, id, NULL, NULL, &error);
  VbPerson *person;

  g_assert_no_error (error);
  person = vb_person_copy (record->person);
  vb_person_record_free (record);
  return person;
}

static void
fixture_open (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStore) store = NULL;
  g_autoptr(VbPerson) person = vb_person_new ();

  f->folder = g_dir_make_tmp ("vb-XXXXXX", &error);
  f->path = g_build_filename (f->folder, "store.db", NULL);
  f->key_path = g_build_filename (f->folder, "key", NULL);
  f->key = vb_secret_random (VB_KEY_SIZE);
  f->person_id = g_strdup (person->id);
  g_assert_true (g_file_set_contents (f->key_path, (const char *) vb_secret_peek (f->key),
                                      VB_KEY_SIZE, &error));
  store = open_store (f, VB_STORE_CREATE);
  person->given_name = g_strdup ("n0");
  vb_people_save_sync (store, NULL, person, NULL, &error);
  g_assert_no_error (error);
  vb_store_close_sync (store, &error);
  g_assert_no_error (error);
}

static void
fixture_close (Fixture *f)
{
  g_autoptr(GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->path);
  g_free (f->key_path);
  g_free (f->person_id);
  vb_secret_unref (f->key);
}

/* ------------------------------------------------------------------ the program that is killed */

typedef struct
{
  VbStore *store;
  const char *person_id;
  gboolean consent;
  GtkWindow *window;
  guint n;
  guint n_saved;
  gboolean saving;
} Typist;

static void
tell (char  kind,
      guint n)
{
  g_autofree char *line = g_strdup_printf ("%c%u\n", kind, n);
  gsize length = strlen (line);

  if (write (STDOUT_FILENO, line, length) != (gssize) length)
    _exit (1);
}

static const char *
column_of (gboolean consent)
{
  return consent ? "form_note" : "given_name";
}

static void open_form (Typist *self);

static void
saved_cb (Typist *self)
{
  tell ('s', self->n);
  self->saving = FALSE;
  self->n_saved = self->n;
  open_form (self);
}

static void
open_form (Typist *self)
{
  g_autoptr(VbPerson) person = load_person (self->store, self->person_id);

  self->window = self->consent ? vb_consent_window_new (NULL, self->store, person)
                               : vb_person_window_new (NULL, self->store, person);
  if (!self->consent)
    g_signal_connect_swapped (self->window, "saved", G_CALLBACK (saved_cb), self);
  gtk_window_present (self->window);
}

static gboolean
stroke_cb (gpointer data)
{
  Typist *self = data;
  g_autofree char *last = g_strdup_printf ("n%u", self->n);
  g_autofree char *text = NULL;

  if (self->saving)
    return G_SOURCE_CONTINUE;
  if (!self->consent && self->n % SAVE_EVERY == 0 && self->n != self->n_saved
      && form_has (self->window, "given_name", last))
    {
      self->saving = TRUE;
      g_signal_emit_by_name (app_child (self->window, VB_TYPE_PERSON_WINDOW, "save_button"),
                             "clicked");
      return G_SOURCE_CONTINUE;
    }
  text = g_strdup_printf ("n%u", ++self->n);
  form_set (self->window, column_of (self->consent), text);
  tell ('t', self->n);
  return G_SOURCE_CONTINUE;
}

static void G_GNUC_NORETURN
be_killed (char **argv)
{
  Fixture f = { .path = argv[2], .key_path = argv[3] };
  Typist typist = { .person_id = argv[4], .consent = g_str_equal (argv[5], "consent"),
                    .n = atoi (argv[6]), .n_saved = atoi (argv[6]) };
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  adw_init ();
  g_assert_true (g_file_get_contents (f.key_path, &bytes, &length, &error));
  f.key = vb_secret_new (bytes, length);
  typist.store = open_store (&f, 0);
  open_form (&typist);
  app_idle (100);
  g_timeout_add (STROKE, stroke_cb, &typist);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* ------------------------------------------------------------------ what is left */

typedef struct
{
  GArray *at;   /* of gint64: when stroke number first + i was heard */
  guint first;
  guint typed;
  guint saved;
} Heard;

static void
hear (Heard *heard,
      char  *line)
{
  guint n = atoi (line + 1);
  gint64 now = g_get_monotonic_time ();

  if (*line == 's')
    heard->saved = MAX (heard->saved, n);
  if (*line != 't')
    return;
  if (heard->at->len == 0)
    heard->first = n;
  heard->typed = n;
  g_array_append_val (heard->at, now);
}

/* Takes over what the program says until @until, or it says no more. */
static void
listen (int      fd,
        GString *rest,
        Heard   *heard,
        gint64   until)
{
  char buffer[4096], *end;
  ssize_t n;

  for (;;)
    {
      GPollFD poll = { fd, G_IO_IN, 0 };
      gint64 left = until - g_get_monotonic_time ();

      if (left <= 0 || g_poll (&poll, 1, MIN (left / 1000, 30 * 1000)) <= 0)
        return;
      n = read (fd, buffer, sizeof buffer);
      if (n <= 0)
        return;
      g_string_append_len (rest, buffer, n);
      while ((end = strchr (rest->str, '\n')) != NULL)
        {
          *end = '\0';
          hear (heard, rest->str);
          g_string_erase (rest, 0, end - rest->str + 1);
        }
    }
}

/* The last stroke of more than @microseconds before the end: 0 when there was none. */
static guint
typed_before (Heard  *heard,
              gint64  end,
              gint64  microseconds)
{
  guint n = 0;

  for (guint i = 0; i < heard->at->len; i++)
    if (g_array_index (heard->at, gint64, i) < end - microseconds)
      n = heard->first + i;
  return n;
}

static gint64
kill_once (Fixture    *f,
           gboolean    consent,
           guint       start,
           guint       delay_ms,
           Heard      *heard)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *number = g_strdup_printf ("%u", start);
  const char *argv[] = { self, "--be-killed", f->path, f->key_path, f->person_id,
                         consent ? "consent" : "person", number, NULL };
  g_autoptr(GString) rest = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  GPollFD poll = { .events = G_IO_IN };
  gint64 end;
  GPid pid;
  int status;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &poll.fd, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_poll (&poll, 1, 120 * 1000), ==, 1);
  listen (poll.fd, rest, heard, g_get_monotonic_time () + delay_ms * 1000);
  end = g_get_monotonic_time ();
  kill (pid, SIGKILL);
  listen (poll.fd, rest, heard, G_MAXINT64);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  g_spawn_close_pid (pid);
  close (poll.fd);
  return end;
}

typedef struct
{
  GtkWindow *window;
  const char *column;
  const char *before;
} Recall;

static gboolean
is_recalled (gpointer data)
{
  Recall *recall = data;

  return !form_has (recall->window, recall->column, recall->before);
}

/* The number of what stands in the form when it is opened again, typed or saved; @wanted: what must
 * be there, so there is no waiting when it is less. */
static guint
open_again (Fixture  *f,
            gboolean  consent,
            guint     wanted,
            guint    *saved)
{
  g_autoptr(VbStore) store = open_store (f, 0);
  g_autoptr(VbPerson) person = load_person (store, f->person_id);
  const char *before = consent ? "" : person->given_name;
  GtkWindow *window = consent ? vb_consent_window_new (NULL, store, person)
                              : vb_person_window_new (NULL, store, person);
  Recall recall = { window, column_of (consent), before };
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  *saved = atoi (person->given_name + 1);
  gtk_window_present (window);
  if (wanted > (consent ? 0 : *saved))
    app_wait (is_recalled, &recall);
  app_idle (50);
  text = vb_form_part_dup_value (form_find (GTK_WIDGET (window), column_of (consent)));
  gtk_window_destroy (window);
  app_idle (20);
  vb_store_close_sync (store, &error);
  g_assert_no_error (error);
  return *text == 'n' ? atoi (text + 1) : 0;
}

static void
test_typing (gconstpointer data)
{
  gboolean consent = data != NULL;
  guint rounds = kills_wanted (4);
  /* The figure is for a machine that is not busy; in the daily run others work on it as well. */
  gint64 allowed = (rounds > 4 ? 1 : 2) * G_USEC_PER_SEC;
  guint last = 0, strokes = 0, saves = 0;
  Fixture f = { NULL };

  fixture_open (&f);
  for (guint i = 0; i < rounds; i++)
    {
      Heard heard = { g_array_new (FALSE, FALSE, sizeof (gint64)), 0, 0, 0 };
      /* Long enough to lose something, every other time. */
      guint delay = i % 2 == 0 ? g_test_rand_int_range (allowed / 1000 + 800, allowed / 1000 + 1800)
                               : g_test_rand_int_range (0, 1000);
      gint64 end = kill_once (&f, consent, last, delay, &heard);
      guint wanted = MAX (typed_before (&heard, end, allowed), last);
      guint saved, there = open_again (&f, consent, wanted, &saved);

      if (!consent)
        {
          g_assert_cmpuint (saved, >=, heard.saved);
          saves += heard.saved > 0;
        }
      g_assert_cmpuint (there, >=, wanted);
      g_assert_cmpuint (there, <=, MAX (heard.typed, last));
      strokes += heard.at->len;
      last = there;
      g_array_unref (heard.at);
    }
  g_test_message ("%u kills, %u strokes, %u rounds with something saved: nothing saved was lost, "
                  "and never more than the last %d s of typing", rounds, strokes, saves,
                  (int) (allowed / G_USEC_PER_SEC));
  g_assert_cmpuint (strokes, >, 0);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 7 && g_str_equal (argv[1], "--be-killed"))
    be_killed (argv);
  app_init (&argc, &argv);
  g_test_add_data_func ("/typing/a person's form, killed at any moment", NULL, test_typing);
  g_test_add_data_func ("/typing/a consent, killed at any moment", "consent", test_typing);
  return g_test_run ();
}
