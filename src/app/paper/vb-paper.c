/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paper/vb-paper.h"

#include <cairo-pdf.h>
#include <math.h>
#include <qrencode.h>
#include <stdarg.h>
#include <string.h>

#define MARKS 11
#define QUIET_ZONE 4 /* modules of white that a reader needs around a code */
#define CODE_SIZE 7  /* times the text */
#define LONG 60      /* letters */
#define SHRINK 0.86  /* of the size, at most, where that saves a page; but never below */
#define SMALLEST 8.5 /* points */

typedef enum
{
  PIECE_TEXT,
  PIECE_LINES,
  PIECE_BLANKS,
  PIECE_TICK,
  PIECE_RULE,
  PIECE_CODE,
  PIECE_MARK,
  PIECE_TOPICS,
  PIECE_SIGNS
} PieceKind;

#define TEXTS 8

typedef struct
{
  PieceKind kind;
  char *texts[TEXTS]; /* each nullable */
  double scale;       /* of the text */
  gboolean bold;
  gboolean stays;     /* with what comes after it */
  double above;       /* white space, times the text */
  guint n;
  guint marks;
  int chosen;
  int skipped;
  guint rank;
  gboolean ticked;
  int tones[2];
  guint ranks[2];
} Piece;

typedef struct
{
  guint first; /* piece */
  guint n;
} Page;

struct _VbPaper
{
  char *language;
  gboolean mirrored;
  double wanted_size;
  double size; /* of what was laid out last */
  GPtrArray *pieces;
  GArray *pages;
  double width, height; /* of a page, without its margins */
};

/* Where a piece is drawn, or only measured. */
typedef struct
{
  const VbPaper *paper;
  cairo_t *cr; /* (nullable): only measured */
  PangoContext *context;
  double x, y, width;
} Pen;

static void
piece_free (gpointer data)
{
  Piece *self = data;

  for (guint i = 0; i < TEXTS; i++)
    g_free (self->texts[i]);
  g_free (self);
}

VbPaper *
vb_paper_new (const char *language,
              double      size)
{
  VbPaper *self = g_new0 (VbPaper, 1);

  self->language = g_strdup (language);
  self->mirrored = g_strcmp0 (language, "ar") == 0;
  self->wanted_size = self->size = size;
  self->pieces = g_ptr_array_new_with_free_func (piece_free);
  self->pages = g_array_new (FALSE, TRUE, sizeof (Page));
  return self;
}

void
vb_paper_free (VbPaper *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_ptr_array_unref (self->pieces);
  g_array_unref (self->pages);
  g_free (self);
}

/* ------------------------------------------------------------------ adding */

static Piece *
add (VbPaper    *self,
     PieceKind   kind,
     const char *text)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->kind = kind;
  piece->texts[0] = g_strdup (text);
  piece->scale = 1;
  piece->above = 0.4;
  piece->chosen = piece->skipped = -1;
  g_ptr_array_add (self->pieces, piece);
  return piece;
}

void
vb_paper_add_title (VbPaper    *self,
                    const char *text)
{
  Piece *piece;

  if (text == NULL)
    return;
  piece = add (self, PIECE_TEXT, text);
  piece->scale = 1.7;
  piece->bold = piece->stays = TRUE;
}

void
vb_paper_add_heading (VbPaper    *self,
                      const char *text)
{
  Piece *piece;

  if (text == NULL)
    return;
  piece = add (self, PIECE_TEXT, text);
  piece->scale = 1.2;
  piece->above = 1;
  piece->bold = piece->stays = TRUE;
}

void
vb_paper_add_text (VbPaper    *self,
                   const char *text)
{
  if (text != NULL)
    add (self, PIECE_TEXT, text);
}

void
vb_paper_add_aside (VbPaper    *self,
                    const char *text)
{
  if (text != NULL)
    add (self, PIECE_TEXT, text)->scale = 0.85;
}

static void
add_name (VbPaper    *self,
          const char *name)
{
  Piece *piece = add (self, PIECE_TEXT, name);

  piece->bold = piece->stays = TRUE;
  piece->above = 0.7;
}

void
vb_paper_add_fact (VbPaper    *self,
                   const char *name,
                   const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  add_name (self, name);
  add (self, PIECE_TEXT, value)->above = 0.1;
}

void
vb_paper_add_lines (VbPaper    *self,
                    const char *name,
                    const char *value,
                    guint       n)
{
  if (value != NULL && *value != '\0')
    {
      vb_paper_add_fact (self, name, value);
      return;
    }
  add_name (self, name);
  add (self, PIECE_LINES, NULL)->n = n;
}

void
vb_paper_add_blanks (VbPaper *self,
                     ...)
{
  Piece *piece = add (self, PIECE_BLANKS, NULL);
  const char *name;
  va_list list;

  va_start (list, self);
  while (piece->n + 1 < TEXTS && (name = va_arg (list, const char *)) != NULL)
    {
      piece->texts[piece->n++] = g_strdup (name);
      /* An empty text, since NULL ends the list, stands for a line. */
      piece->texts[piece->n++] = g_strdup (va_arg (list, const char *));
    }
  va_end (list);
}

void
vb_paper_add_tick (VbPaper    *self,
                   const char *text,
                   gboolean    ticked)
{
  if (text != NULL)
    add (self, PIECE_TICK, text)->ticked = ticked;
}

void
vb_paper_add_rule (VbPaper *self)
{
  add (self, PIECE_RULE, NULL)->above = 0.8;
}

void
vb_paper_add_code (VbPaper    *self,
                   const char *address)
{
  if (address != NULL && *address != '\0')
    add (self, PIECE_CODE, address);
}

void
vb_paper_add_mark (VbPaper           *self,
                   const VbPaperMark *mark)
{
  Piece *piece = add (self, PIECE_MARK, mark->title);

  piece->above = 0.9;
  piece->texts[1] = g_strdup (mark->help);
  for (guint i = 0; i < 3; i++)
    piece->texts[2 + i] = g_strdup (mark->names[i]);
  piece->texts[5] = g_strdup (mark->skips[0]);
  piece->texts[6] = g_strdup (mark->skips[1]);
  piece->texts[7] = g_strdup (mark->talk);
  piece->marks = mark->marks;
  piece->chosen = mark->mark;
  piece->skipped = mark->skipped;
  piece->ticked = mark->wants_talk;
  piece->rank = mark->rank;
}

void
vb_paper_add_topics (VbPaper            *self,
                     const VbPaperTopic *topics,
                     guint               n)
{
  for (guint i = 0; i < n; i += 2)
    {
      Piece *piece = add (self, PIECE_TOPICS, topics[i].title);

      piece->above = 0.25;
      piece->stays = i + 2 < n;
      piece->texts[1] = i + 1 < n ? g_strdup (topics[i + 1].title) : NULL;
      for (guint j = 0; j < 2 && i + j < n; j++)
        {
          piece->tones[j] = topics[i + j].tone;
          piece->ranks[j] = topics[i + j].rank;
        }
    }
}

void
vb_paper_add_signs (VbPaper    *self,
                    const char *burden,
                    const char *so_so,
                    const char *strength)
{
  Piece *piece = add (self, PIECE_SIGNS, burden);

  piece->texts[1] = g_strdup (so_so);
  piece->texts[2] = g_strdup (strength);
}

static void
append_words (GString    *text,
              const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
}

char *
vb_paper_dup_text (const VbPaper *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = g_ptr_array_index (self->pieces, i);

      for (guint j = 0; j < TEXTS; j++)
        append_words (text, piece->texts[j]);
    }
  return g_string_free (text, FALSE);
}

/* ------------------------------------------------------------------ drawing in words */

static gboolean
begins_with_latin (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return g_unichar_get_script (g_utf8_get_char (text)) != G_UNICODE_SCRIPT_ARABIC;
  return FALSE;
}

/* Whether it takes more than a line: read from its own side, also on a page from right to left. */
static gboolean
is_long (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_utf8_strlen (lines[i], -1) > LONG)
      return TRUE;
  return FALSE;
}

/* On a page from right to left a line in Latin letters keeps its own order, full stop and all, and
 * stands where the other lines do. */
static char *
dup_isolated (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (begins_with_latin (lines[i]))
      {
        char *line = g_strdup_printf ("\u2066%s\u2069", lines[i]);

        g_free (lines[i]);
        lines[i] = line;
      }
  return g_strjoinv ("\n", lines);
}

static PangoLayout *
create_layout (const Pen  *pen,
               const char *text,
               double      width,
               double      scale,
               gboolean    bold)
{
  PangoLayout *layout = pango_layout_new (pen->context);
  g_autofree char *isolated = pen->paper->mirrored ? dup_isolated (text) : NULL;
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string ("Sans");

  pango_font_description_set_size (font, pen->paper->size * scale * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (pen->paper->mirrored && !(begins_with_latin (text) && is_long (text)))
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  if (width > 0)
    pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_text (layout, isolated != NULL ? isolated : text, -1);
  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static double
width_of (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/* Where something of @width begins that lies @from the side where reading starts. */
static double
place (const Pen *pen,
       double     from,
       double     width)
{
  return pen->paper->mirrored ? pen->x + pen->width - from - width : pen->x + from;
}

/* Draws @text at @from over @width. Gives how high it is. */
static double
put_text (const Pen  *pen,
          const char *text,
          double      from,
          double      width,
          double      scale,
          gboolean    bold)
{
  g_autoptr(PangoLayout) layout = create_layout (pen, text, width, scale, bold);

  if (pen->cr != NULL)
    {
      cairo_move_to (pen->cr, place (pen, from, width), pen->y);
      pango_cairo_show_layout (pen->cr, layout);
    }
  return height_of (layout);
}

static double
line_height (const Pen *pen)
{
  return pen->paper->size * 1.45;
}

/* A square box at @from, ticked with a cross or empty. */
static void
put_box (const Pen *pen,
         double     from,
         double     top,
         gboolean   ticked)
{
  double size = pen->paper->size * 0.95;
  double x = place (pen, from, size), y = pen->y + top;

  if (pen->cr == NULL)
    return;
  cairo_set_line_width (pen->cr, 0.9);
  cairo_rectangle (pen->cr, x, y, size, size);
  cairo_stroke (pen->cr);
  if (!ticked)
    return;
  cairo_set_line_width (pen->cr, 2);
  cairo_move_to (pen->cr, x + 1.5, y + 1.5);
  cairo_line_to (pen->cr, x + size - 1.5, y + size - 1.5);
  cairo_move_to (pen->cr, x + size - 1.5, y + 1.5);
  cairo_line_to (pen->cr, x + 1.5, y + size - 1.5);
  cairo_stroke (pen->cr);
}

static void
put_centred (const Pen  *pen,
             const char *text,
             double      x,
             double      y,
             double      scale,
             gboolean    bold)
{
  g_autoptr(PangoLayout) layout = create_layout (pen, text, -1, scale, bold);

  cairo_move_to (pen->cr, x - width_of (layout) / 2, y - height_of (layout) / 2);
  pango_cairo_show_layout (pen->cr, layout);
}

/* A mark or a place in a circle; the chosen one is black with white in it. */
static void
put_circle (const Pen  *pen,
            const char *text,
            double      from,
            double      top,
            double      radius,
            gboolean    chosen)
{
  double x = place (pen, from, 2 * radius) + radius, y = pen->y + top + radius;

  if (pen->cr == NULL)
    return;
  cairo_new_path (pen->cr);
  cairo_arc (pen->cr, x, y, radius, 0, 2 * G_PI);
  cairo_set_line_width (pen->cr, 0.9);
  if (chosen)
    cairo_fill_preserve (pen->cr);
  cairo_stroke (pen->cr);
  if (chosen)
    cairo_set_source_rgb (pen->cr, 1, 1, 1);
  put_centred (pen, text, x, y, 0.9, chosen);
  cairo_set_source_rgb (pen->cr, 0, 0, 0);
}

static void
put_line (const Pen *pen,
          double     from,
          double     top,
          double     width)
{
  double x = place (pen, from, width);

  if (pen->cr == NULL)
    return;
  cairo_set_line_width (pen->cr, 0.7);
  cairo_move_to (pen->cr, x, pen->y + top);
  cairo_line_to (pen->cr, x + width, pen->y + top);
  cairo_stroke (pen->cr);
}

/* ------------------------------------------------------------------ pieces */

static double
draw_text (const Pen   *pen,
           const Piece *piece)
{
  return put_text (pen, piece->texts[0], 0, pen->width, piece->scale, piece->bold);
}

static double
draw_lines (const Pen   *pen,
            const Piece *piece)
{
  double step = pen->paper->size * 2.1;

  for (guint i = 0; i < piece->n; i++)
    put_line (pen, 0, (i + 1) * step, pen->width);
  return piece->n * step;
}

static double
draw_blanks (const Pen   *pen,
             const Piece *piece)
{
  double column = pen->width / (piece->n / 2), highest = line_height (pen) * 1.3;

  for (guint i = 0; i < piece->n; i += 2)
    {
      g_autofree char *name = g_strdup_printf ("%s:", piece->texts[i]);
      g_autoptr(PangoLayout) layout = create_layout (pen, name, -1, 1, TRUE);
      double from = i / 2 * column, used = width_of (layout) + pen->paper->size * 0.5;
      double rest = column - used - pen->paper->size;

      put_text (pen, name, from, width_of (layout) + 1, 1, TRUE);
      if (*piece->texts[i + 1] != '\0')
        {
          double height = put_text (pen, piece->texts[i + 1], from + used, rest, 1, FALSE);

          highest = MAX (highest, height);
        }
      else
        put_line (pen, from + used, line_height (pen), rest);
    }
  return highest;
}

static double
draw_tick (const Pen   *pen,
           const Piece *piece)
{
  double indent = pen->paper->size * 1.7;

  put_box (pen, 0, pen->paper->size * 0.3, piece->ticked);
  return put_text (pen, piece->texts[0], indent, pen->width - indent, 1, FALSE);
}

static double
draw_rule (const Pen *pen)
{
  put_line (pen, 0, 0, pen->width);
  return pen->paper->size * 0.3;
}

static double
draw_code (const Pen   *pen,
           const Piece *piece)
{
  double size = pen->paper->size * CODE_SIZE, module, x;
  QRcode *code = QRcode_encodeString (piece->texts[0], 0, QR_ECLEVEL_M, QR_MODE_8, 1);

  if (code == NULL)
    return 0; /* the address stands there in words; the square is an extra */
  module = size / (code->width + 2 * QUIET_ZONE);
  x = place (pen, 0, size);
  for (int i = 0; pen->cr != NULL && i < code->width * code->width; i++)
    if (code->data[i] & 1)
      cairo_rectangle (pen->cr, x + (i % code->width + QUIET_ZONE) * module,
                       pen->y + (i / code->width + QUIET_ZONE) * module, module, module);
  if (pen->cr != NULL)
    cairo_fill (pen->cr);
  QRcode_free (code);
  return size;
}

/* The marks in a row, or three with their names. Gives how high they are. */
static double
draw_marks (const Pen   *pen,
            const Piece *piece)
{
  double radius = MIN (pen->paper->size * 0.95, pen->width / MARKS / 2 * 0.85);
  double step = MIN (pen->width / MARKS, radius * 2.9);
  gboolean named = piece->texts[2] != NULL;
  guint nth = 0;

  for (int mark = 0; mark < MARKS; mark++)
    {
      g_autofree char *text = g_strdup_printf ("%d", mark);

      if ((piece->marks & 1u << mark) == 0)
        continue;
      if (named && nth < 3)
        {
          double from = nth * pen->width / 3;

          put_circle (pen, "", from, 0, radius * 0.8, piece->chosen == mark);
          put_text (pen, piece->texts[2 + nth], from + radius * 2.2, pen->width / 3 - radius * 2.4,
                    1, piece->chosen == mark);
        }
      else if (!named)
        put_circle (pen, text, nth * step, 0, radius, piece->chosen == mark);
      nth++;
    }
  return radius * 2;
}

/* Boxes with words, one after another. */
static double
draw_choices (const Pen   *pen,
              const Piece *piece)
{
  double indent = pen->paper->size * 1.5, gap = pen->paper->size * 1.2, from = 0, top = 0;

  for (guint i = 5; i < TEXTS; i++)
    {
      g_autoptr(PangoLayout) layout = NULL;
      double width;
      Pen line = *pen;

      if (piece->texts[i] == NULL)
        continue;
      layout = create_layout (pen, piece->texts[i], -1, 0.9, FALSE);
      width = MIN (width_of (layout) + 1, pen->width - indent);
      if (from > 0 && from + indent + width > pen->width)
        {
          from = 0;
          top += line_height (pen);
        }
      line.y += top;
      put_box (&line, from, pen->paper->size * 0.2,
               i == 7 ? piece->ticked : piece->skipped == (int) i - 5);
      put_text (&line, piece->texts[i], from + indent, width, 0.9, FALSE);
      from += indent + width + gap;
    }
  return top + line_height (pen);
}

static double
draw_mark (const Pen   *pen,
           const Piece *piece)
{
  Pen line = *pen;
  double indent = piece->rank > 0 ? pen->paper->size * 2.2 : 0;

  if (piece->rank > 0)
    {
      g_autofree char *rank = g_strdup_printf ("%u", piece->rank);

      put_circle (pen, rank, 0, 0, pen->paper->size * 0.8, TRUE);
    }
  line.y += put_text (&line, piece->texts[0], indent, line.width - indent, 1.1, TRUE);
  if (piece->texts[1] != NULL)
    line.y += put_text (&line, piece->texts[1], 0, line.width, 0.9, FALSE);
  line.y += pen->paper->size * 0.3;
  line.y += draw_marks (&line, piece) + pen->paper->size * 0.3;
  line.y += draw_choices (&line, piece);
  return line.y - pen->y;
}

static const char *const signs[3] = { "−", "○", "+" };

/* A box with its sign in it; the chosen one is black with white in it. */
static void
put_sign (const Pen *pen,
          guint      nth,
          double     from,
          gboolean   chosen)
{
  double size = pen->paper->size * 1.2, x = place (pen, from, size);
  double y = pen->y + pen->paper->size * 0.15;

  if (pen->cr == NULL)
    return;
  cairo_set_line_width (pen->cr, 0.9);
  cairo_rectangle (pen->cr, x, y, size, size);
  if (chosen)
    cairo_fill_preserve (pen->cr);
  cairo_stroke (pen->cr);
  if (chosen)
    cairo_set_source_rgb (pen->cr, 1, 1, 1);
  put_centred (pen, signs[nth], x + size / 2, y + size / 2, 0.9, chosen);
  cairo_set_source_rgb (pen->cr, 0, 0, 0);
}

static double
draw_topic (const Pen   *pen,
            const Piece *piece,
            guint        nth)
{
  double column = pen->width / 2, size = pen->paper->size, from = nth * column;
  double boxes = size * 5, rank_width = piece->ranks[nth] > 0 ? size * 1.8 : 0;

  for (guint i = 0; i < 3; i++)
    put_sign (pen, i, from + i * size * 1.55, piece->tones[nth] == (int) i);
  if (piece->ranks[nth] > 0)
    {
      g_autofree char *rank = g_strdup_printf ("%u", piece->ranks[nth]);

      put_circle (pen, rank, from + boxes, size * 0.05, size * 0.7, TRUE);
    }
  return put_text (pen, piece->texts[nth], from + boxes + rank_width,
                   column - boxes - rank_width - size * 0.6, 0.95,
                   piece->tones[nth] >= 0 || piece->ranks[nth] > 0);
}

static double
draw_topics (const Pen   *pen,
             const Piece *piece)
{
  double height = draw_topic (pen, piece, 0);
  double other = piece->texts[1] != NULL ? draw_topic (pen, piece, 1) : 0;

  return MAX (MAX (height, other), pen->paper->size * 1.5);
}

static double
draw_signs (const Pen   *pen,
            const Piece *piece)
{
  g_autofree char *text = g_strdup_printf ("%s %s      %s %s      %s %s", signs[0],
                                           piece->texts[0], signs[1], piece->texts[1], signs[2],
                                           piece->texts[2]);

  return put_text (pen, text, 0, pen->width, 1, FALSE);
}

/* Gives how high it is. */
static double
draw_piece (const Pen   *pen,
            const Piece *piece)
{
  switch (piece->kind)
    {
    case PIECE_LINES:
      return draw_lines (pen, piece);
    case PIECE_BLANKS:
      return draw_blanks (pen, piece);
    case PIECE_TICK:
      return draw_tick (pen, piece);
    case PIECE_RULE:
      return draw_rule (pen);
    case PIECE_CODE:
      return draw_code (pen, piece);
    case PIECE_MARK:
      return draw_mark (pen, piece);
    case PIECE_TOPICS:
      return draw_topics (pen, piece);
    case PIECE_SIGNS:
      return draw_signs (pen, piece);
    case PIECE_TEXT:
    default:
      return draw_text (pen, piece);
    }
}

/* ------------------------------------------------------------------ pages */

static void
prepare (VbPaper      *self,
         PangoContext *context)
{
  pango_context_set_base_dir (context, self->mirrored ? PANGO_DIRECTION_RTL
                                                      : PANGO_DIRECTION_LTR);
  if (self->language != NULL)
    pango_context_set_language (context, pango_language_from_string (self->language));
}

static double
foot_height (const VbPaper *self)
{
  return self->size * 2;
}

/* A heading at the foot of a page, without what it is the heading of, moves to the next one. */
static guint
find_break (const VbPaper *self,
            guint          first,
            guint          end)
{
  guint at = end;

  while (at > first + 1 && ((Piece *) g_ptr_array_index (self->pieces, at - 1))->stays)
    at--;
  return at > first + 1 ? at : end;
}

static void
lay_out (VbPaper      *self,
         PangoContext *context)
{
  Pen pen = { self, NULL, context, 0, 0, self->width };
  Page page = { 0, 0 };
  double used = 0;
  guint i = 0;

  g_array_set_size (self->pages, 0);
  while (i < self->pieces->len)
    {
      const Piece *piece = g_ptr_array_index (self->pieces, i);
      double needed = (page.n > 0 ? piece->above * self->size : 0) + draw_piece (&pen, piece);

      if (page.n > 0 && used + needed > self->height - foot_height (self))
        {
          guint end = find_break (self, page.first, i);

          page.n = end - page.first;
          g_array_append_val (self->pages, page);
          page = (Page) { end, 0 };
          used = 0;
          i = end;
          continue;
        }
      used += needed;
      page.n++;
      i++;
    }
  g_array_append_val (self->pages, page);
}

/* A page for one last line gets lost: somewhat smaller text is worth it. */
guint
vb_paper_lay_out (VbPaper      *self,
                  PangoContext *context,
                  double        width,
                  double        height)
{
  guint n;

  g_return_val_if_fail (self != NULL && context != NULL && width > 0 && height > 0, 0);

  prepare (self, context);
  self->width = width;
  self->height = height;
  self->size = self->wanted_size;
  lay_out (self, context);
  n = self->pages->len;
  while (n > 1 && self->pages->len == n && self->size * 0.97 >= self->wanted_size * SHRINK
         && self->size * 0.97 >= SMALLEST)
    {
      self->size *= 0.97;
      lay_out (self, context);
    }
  if (self->pages->len < n || n == 1)
    return self->pages->len;
  self->size = self->wanted_size;
  lay_out (self, context);
  return self->pages->len;
}

static void
draw_number (const Pen *pen,
             guint      page)
{
  g_autofree char *text = g_strdup_printf ("\u200e%u / %u\u200e", page + 1, pen->paper->pages->len);

  put_centred (pen, text, pen->x + pen->width / 2, pen->paper->height - pen->paper->size, 0.8,
               FALSE);
}

void
vb_paper_draw_page (VbPaper      *self,
                    cairo_t      *cr,
                    PangoContext *context,
                    guint         page)
{
  const Page *at;
  Pen pen = { self, cr, context, 0, 0, self->width };

  g_return_if_fail (page < self->pages->len);

  prepare (self, context);
  at = &g_array_index (self->pages, Page, page);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = at->first; i < at->first + at->n; i++)
    {
      const Piece *piece = g_ptr_array_index (self->pieces, i);

      pen.y += i > at->first ? piece->above * self->size : 0;
      pen.y += draw_piece (&pen, piece);
    }
  if (self->pages->len > 1)
    draw_number (&pen, page);
}

static PangoContext *
create_context (cairo_t *cr)
{
  PangoContext *context = pango_cairo_create_context (cr);

  pango_cairo_context_set_resolution (context, 72);
  return context;
}

guint
vb_paper_draw_sheet (VbPaper *self,
                     cairo_t *cr,
                     double   width,
                     double   height,
                     double   margin,
                     guint    page)
{
  PangoContext *context = create_context (cr);
  guint n = vb_paper_lay_out (self, context, width - 2 * margin, height - 2 * margin);

  cairo_save (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  cairo_translate (cr, margin, margin);
  vb_paper_draw_page (self, cr, context, MIN (page, n - 1));
  cairo_restore (cr);
  g_object_unref (context);
  return n;
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
vb_paper_to_pdf (VbPaper *self,
                 double   width,
                 double   height,
                 double   margin)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  PangoContext *context = create_context (cr);
  guint n = vb_paper_lay_out (self, context, width - 2 * margin, height - 2 * margin);

  for (guint i = 0; i < n; i++)
    {
      cairo_save (cr);
      cairo_translate (cr, margin, margin);
      vb_paper_draw_page (self, cr, context, i);
      cairo_restore (cr);
      cairo_show_page (cr);
    }
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
