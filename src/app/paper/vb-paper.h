/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * VbPaper:
 *
 * What goes on paper: a list of pieces, laid out on pages of any size in the direction of its
 * language. The printer, the PDF and the picture on the screen are drawn by the same code, in black
 * on white, so that a copy of a copy still tells what was said.
 */
typedef struct _VbPaper VbPaper;

/* @language: of the card; Arabic goes from right to left. @size: of the text, in points */
VbPaper *vb_paper_new   (const char *language, double size);
void     vb_paper_free  (VbPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPaper, vb_paper_free)

/* Texts may be %NULL, and then there is no such piece. */
void     vb_paper_add_title   (VbPaper *self, const char *text);
void     vb_paper_add_heading (VbPaper *self, const char *text);
void     vb_paper_add_text    (VbPaper *self, const char *text);
/* Small. */
void     vb_paper_add_aside   (VbPaper *self, const char *text);
/* A name in bold and below it what it is; nothing when there is no @value. */
void     vb_paper_add_fact    (VbPaper *self, const char *name, const char *value);
/* A name in bold, and below it @value; without it @n lines to write on. */
void     vb_paper_add_lines   (VbPaper *self, const char *name, const char *value, guint n);
/* Pairs of a name and its value, all on one line; an empty value is a line to write on. */
void     vb_paper_add_blanks  (VbPaper *self, ...) G_GNUC_NULL_TERMINATED;
/* A box, ticked or not, with words behind it. */
void     vb_paper_add_tick    (VbPaper *self, const char *text, gboolean ticked);
/* A thin line from side to side. */
void     vb_paper_add_rule    (VbPaper *self);
/* A web address, as a square that a phone reads. */
void     vb_paper_add_code    (VbPaper *self, const char *address);

/* A question with a mark. Borrowed texts are copied. */
typedef struct
{
  const char *title;
  const char *help;       /* (nullable) */
  guint marks;            /* bit n: the mark n can be given */
  const char *names[3];   /* of three marks; %NULL: the number */
  int mark;               /* -1: none */
  const char *skips[2];   /* words of the two ways to skip it */
  int skipped;            /* which of them; -1: neither */
  const char *talk;       /* (nullable): words of what can be ticked beside it */
  gboolean wants_talk;
  guint rank;             /* 0: not among what comes first */
} VbPaperMark;
void     vb_paper_add_mark    (VbPaper *self, const VbPaperMark *mark);

/* A topic with three boxes: burden, so-so, strength. Two stand beside each other. */
typedef struct
{
  const char *title;
  int tone;   /* 0, 1 or 2; -1: none */
  guint rank; /* 0: not among what comes first */
} VbPaperTopic;
void     vb_paper_add_topics  (VbPaper *self, const VbPaperTopic *topics, guint n);
/* The signs of the three boxes with their words. */
void     vb_paper_add_signs   (VbPaper *self, const char *burden, const char *so_so,
                               const char *strength);

/* (transfer full): all words that are on it, for who cannot see the picture */
char    *vb_paper_dup_text   (const VbPaper *self);

/* ------------------------------------------------------------------ pages */

/* How many pages of @width by @height points it takes. */
guint    vb_paper_lay_out   (VbPaper *self, PangoContext *context, double width, double height);
/* @page: from 0, of what was laid out last; with the number below it when there are several */
void     vb_paper_draw_page (VbPaper *self, cairo_t *cr, PangoContext *context, guint page);
/* (transfer full): a PDF of pages of @width by @height points with @margin on all sides */
GBytes  *vb_paper_to_pdf    (VbPaper *self, double width, double height, double margin);
/* Draws one of those pages at @scale, as on the screen. */
guint    vb_paper_draw_sheet (VbPaper *self, cairo_t *cr, double width, double height,
                              double margin, guint page);

G_END_DECLS
