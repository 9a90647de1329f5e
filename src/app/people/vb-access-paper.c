/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-access-paper.h"

#include <glib/gi18n.h>

#include "app/paper/vb-paper-window.h"
#include "app/people/vb-access-lines.h"

typedef struct
{
  char *intro;
  GPtrArray *records;
} Overview;

static void
overview_free (gpointer data)
{
  Overview *self = data;

  g_free (self->intro);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static void
add_line (const char *what,
          const char *when,
          gpointer    data)
{
  vb_paper_add_fact (data, when, what);
}

static VbPaper *
make_paper (gpointer    data,
            const char *language,
            double      size,
            gboolean    named)
{
  const Overview *overview = data;
  VbPaper *paper = vb_paper_new (language, size);

  vb_paper_add_title (paper, _("Who Saw This Record"));
  vb_paper_add_text (paper, overview->intro);
  vb_access_lines_foreach (overview->records, add_line, paper);
  return paper;
}

GtkWindow *
vb_access_paper_new (GtkWindow  *parent,
                     VbStore    *store,
                     const char *person_id,
                     const char *name,
                     GPtrArray  *records)
{
  /* Translators: the language that the program now speaks, as a code: en */
  const char *languages[] = { C_("language code", "en"), NULL };
  VbPaperSheet sheet = { .name = _("Who Saw This Record"), .make = make_paper,
                         .type = "access_log", .id = person_id, .person_id = person_id };
  Overview *overview;
  GtkWindow *window;

  g_return_val_if_fail (VB_IS_STORE (store) && person_id != NULL && records != NULL, NULL);

  overview = g_new0 (Overview, 1);
  /* Translators: %s is the name of a person. */
  overview->intro = g_strdup_printf (_("This is who saw or changed what is kept of %s on this "
                                       "computer. The newest comes first."), name);
  overview->records = g_ptr_array_ref (records);
  window = vb_paper_window_new (parent, store, languages, languages[0], NULL, overview,
                                overview_free);
  vb_paper_window_add (VB_PAPER_WINDOW (window), &sheet);
  return window;
}
