/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/paper/vb-paper.h"
#include "core/store/vb-meetings.h"

G_BEGIN_DECLS

/**
 * VbPaperWindow:
 *
 * What goes on paper, as it will look, on A4 or A5, in one of the languages of the card: to the
 * printer, or in a PDF after it was said that such a file is open to whoever finds it.
 */
#define VB_TYPE_PAPER_WINDOW (vb_paper_window_get_type ())
G_DECLARE_FINAL_TYPE (VbPaperWindow, vb_paper_window, VB, PAPER_WINDOW, AdwWindow)

/* @named: with the name of the person */
typedef VbPaper *(*VbPaperFunc) (gpointer data, const char *language, double size,
                                 gboolean named);

/* One of the sheets that can be chosen. */
typedef struct
{
  const char *name;      /* translated */
  VbPaperFunc make;
  const char *type;      /* (nullable): for the access log: conversation, plan; %NULL: of nobody */
  const char *id;
  const char *person_id; /* (nullable) */
  gboolean has_name;     /* can have the name on it */
  gboolean careful;      /* what there is to mind counts for it */
  const char *note;      /* (nullable): what to know of this one; translated */
  gpointer own_data;     /* (nullable): instead of that of the window; as long as that is there */
  const VbMeeting *meeting; /* (nullable): the log says of whom its cases are */
  const char *member_id;    /* (nullable): whose report it is */
  gboolean travels;         /* what vb_paper_window_set_after() got is shown when it went out */
} VbPaperSheet;

/* @languages: codes; @caution: (nullable): what to mind before it goes out; @data: for the sheets,
 * freed with @free_data */
GtkWindow *vb_paper_window_new (GtkWindow *parent, VbStore *store, const char *const *languages,
                                const char *language, const char *caution, gpointer data,
                                GDestroyNotify free_data);
void       vb_paper_window_add (VbPaperWindow *self, const VbPaperSheet *sheet);

/* What to ask once a sheet that travels went to the printer or into a file; it gets the focus. */
void       vb_paper_window_set_after (VbPaperWindow *self, GtkWidget *after);
/* For tests, which have no printer: as when the chosen sheet went there. */
void       _vb_paper_window_went_out (VbPaperWindow *self);

/* The printer's side of it, as set up for @paper. */
GtkPrintOperation *vb_paper_print_new (VbPaper *paper, gboolean small);

G_END_DECLS
