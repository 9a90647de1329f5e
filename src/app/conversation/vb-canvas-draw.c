/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lies under the cards. What was drawn once is kept until it changes: while one card is being
 * dragged, only its own links are drawn anew, and only what they covered is painted again. */

#include "config.h"

#include "app/conversation/vb-canvas-private.h"

#include <math.h>

#define PERSON 34 /* radius */
#define HEAD 10   /* of an arrow */
#define SIGN 9    /* radius of the sign on a line */

typedef struct
{
  GskRenderNode *node;
  GdkRectangle from;
  GdkRectangle to;
} Line;

void
_vb_canvas_forget_drawn (VbCanvas *self)
{
  GHashTableIter iter;
  gpointer line;

  g_clear_pointer (&self->ground, gsk_render_node_unref);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    gsk_render_node_unref (((Line *) line)->node);
  g_hash_table_remove_all (self->lines);
}

static void
find_color (VbCanvas   *self,
            const char *name,
            GdkRGBA    *color)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (!gtk_style_context_lookup_color (style, name, color))
    gtk_style_context_get_color (style, color);
}

/* ------------------------------------------------------------------ the ground */

/* Domains differ by place, name, pictogram, colour and the line around them. */
static const struct
{
  const char *color;
  double dashes[4];
  int n_dashes;
} grounds[VB_N_DOMAINS] = {
  { "blue_3", { 0 }, 0 },
  { "purple_3", { 12, 5 }, 2 },
  { "orange_3", { 2, 5 }, 2 },
  { "green_4", { 12, 4, 2, 4 }, 4 },
};

static void
draw_quadrant (VbCanvas *self,
               cairo_t  *cr,
               guint     domain)
{
  GdkRectangle area;
  GdkRGBA color;

  _vb_canvas_get_area (self, domain, &area);
  find_color (self, grounds[domain].color, &color);
  cairo_rectangle (cr, area.x - 4.5, area.y - 4.5, area.width + 9, area.height + 9);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, .12);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, 1);
  cairo_set_dash (cr, grounds[domain].dashes, grounds[domain].n_dashes, 0);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

/* The person, in the middle. */
static void
draw_person (VbCanvas *self,
             cairo_t  *cr,
             double    x,
             double    y)
{
  GdkRGBA color, back;

  find_color (self, "theme_fg_color", &color);
  find_color (self, "window_bg_color", &back);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_arc (cr, x, y, PERSON, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &back);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, .5);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, x, y - 9, 8, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_arc (cr, x, y + 18, 16, G_PI, 2 * G_PI);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static GskRenderNode *
make_ground (VbCanvas *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, width, height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &all);

  for (guint i = 0; i < VB_N_DOMAINS; i++)
    draw_quadrant (self, cr, i);
  draw_person (self, cr, width / 2.0, height / 2.0);
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
draw_ground (VbCanvas    *self,
             GtkSnapshot *snapshot)
{
  graphene_rect_t bounds;

  if (self->ground != NULL)
    {
      gsk_render_node_get_bounds (self->ground, &bounds);
      if ((int) bounds.size.width != gtk_widget_get_width (GTK_WIDGET (self))
          || (int) bounds.size.height != gtk_widget_get_height (GTK_WIDGET (self)))
        _vb_canvas_forget_drawn (self);
    }
  if (self->ground == NULL)
    self->ground = make_ground (self);
  gtk_snapshot_append_node (snapshot, self->ground);
}

/* ------------------------------------------------------------------ lines */

static const struct
{
  const char *kind;
  const char *color;
  double width;
  double dashes[2];
  int n_dashes;
} styles[] = {
  { "worsens", "error_color", 3, { 0 }, 0 },
  { "caused-by", "theme_fg_color", 1.5, { 0 }, 0 },
  { "sustains", "purple_3", 2.5, { 10, 5 }, 2 },
  { "helps", "success_color", 2.5, { 2, 4 }, 2 },
  /* From who helps already to what they help with: thin, and without an arrow. */
  { "involved", "theme_fg_color", 1.2, { 3, 3 }, 2 },
};

static guint
style_of (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (styles[i].kind, kind) == 0)
      return i;
  return 0;
}

/* How far from the middle of @box its edge is, along a line with that direction. */
static double
reach (const GdkRectangle *box,
       double              dx,
       double              dy)
{
  double x = fabs (dx) < .001 ? G_MAXDOUBLE : (box->width / 2.0 + 3) / fabs (dx);
  double y = fabs (dy) < .001 ? G_MAXDOUBLE : (box->height / 2.0 + 3) / fabs (dy);

  return MIN (x, y);
}

static void
draw_arrow (cairo_t *cr,
            double   x,
            double   y,
            double   dx,
            double   dy)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - dx * HEAD - dy * HEAD / 2, y - dy * HEAD + dx * HEAD / 2);
  cairo_line_to (cr, x - dx * HEAD + dy * HEAD / 2, y - dy * HEAD - dx * HEAD / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_sign (VbCanvas      *self,
           cairo_t       *cr,
           double         x,
           double         y,
           const char    *sign,
           const GdkRGBA *color)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), sign);
  GdkRGBA back;
  int width, height;

  find_color (self, "window_bg_color", &back);
  cairo_arc (cr, x, y, SIGN, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &back);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x - width / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_link (VbCanvas           *self,
           cairo_t            *cr,
           const GdkRectangle *from,
           const GdkRectangle *to,
           const char         *kind)
{
  double x = from->x + from->width / 2.0, y = from->y + from->height / 2.0;
  double end_x = to->x + to->width / 2.0, end_y = to->y + to->height / 2.0;
  double length = hypot (end_x - x, end_y - y), dx, dy, start, end;
  guint style = style_of (kind);
  GdkRGBA color;

  if (length < 1)
    return;
  dx = (end_x - x) / length;
  dy = (end_y - y) / length;
  start = reach (from, dx, dy);
  end = length - reach (to, dx, dy);
  if (end <= start)
    return;
  find_color (self, styles[style].color, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, styles[style].width);
  cairo_set_dash (cr, styles[style].dashes, styles[style].n_dashes, 0);
  cairo_move_to (cr, x + dx * start, y + dy * start);
  cairo_line_to (cr, x + dx * (end - HEAD / 2.0), y + dy * (end - HEAD / 2.0));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (g_str_equal (kind, "involved"))
    return;
  draw_arrow (cr, x + dx * end, y + dy * end, dx, dy);
  if (end - start > 4 * SIGN)
    draw_sign (self, cr, x + dx * (start + end) / 2, y + dy * (start + end) / 2,
               vb_link_kind_sign (kind), &color);
}

static GskRenderNode *
make_line (VbCanvas           *self,
           const GdkRectangle *from,
           const GdkRectangle *to,
           const char         *kind)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GdkRectangle both;
  graphene_rect_t bounds;
  cairo_t *cr;

  gdk_rectangle_union (from, to, &both);
  bounds = GRAPHENE_RECT_INIT (both.x - SIGN, both.y - SIGN, both.width + 2 * SIGN,
                               both.height + 2 * SIGN);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  draw_link (self, cr, from, to, kind);
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
append_line (VbCanvas           *self,
             GtkSnapshot        *snapshot,
             const char         *id,
             const char         *kind,
             const GdkRectangle *from,
             const GdkRectangle *to)
{
  Line *line = g_hash_table_lookup (self->lines, id);

  if (line == NULL)
    {
      line = g_new0 (Line, 1);
      g_hash_table_insert (self->lines, g_strdup (id), line);
    }
  if (line->node == NULL || !gdk_rectangle_equal (&line->from, from)
      || !gdk_rectangle_equal (&line->to, to))
    {
      g_clear_pointer (&line->node, gsk_render_node_unref);
      line->node = make_line (self, from, to, kind);
      line->from = *from;
      line->to = *to;
    }
  if (line->node != NULL)
    gtk_snapshot_append_node (snapshot, line->node);
}

static void
append_link (VbCanvas          *self,
             GtkSnapshot       *snapshot,
             const VbTopicLink *link)
{
  const VbCanvasCard *from = g_hash_table_lookup (self->cards, link->from_topic_id);
  const VbCanvasCard *to = g_hash_table_lookup (self->cards, link->to_topic_id);

  if (from != NULL && to != NULL)
    append_line (self, snapshot, link->id, link->kind, &from->box, &to->box);
}

static void
append_helping (VbCanvas        *self,
                GtkSnapshot     *snapshot,
                const VbHelping *helping)
{
  const VbCanvasHelper *from = _vb_canvas_find_helper (self, helping->helper_id);
  const VbCanvasCard *to = helping->topic_id != NULL
                           ? g_hash_table_lookup (self->cards, helping->topic_id) : NULL;

  if (from != NULL && to != NULL)
    append_line (self, snapshot, helping->id, "involved", &from->box, &to->box);
}

/* The link that is being drawn, to where the hand is. */
static void
draw_rubber (VbCanvas    *self,
             GtkSnapshot *snapshot)
{
  const GdkRectangle *box = &self->held->box;
  double x = box->x + box->width / 2.0, y = box->y + box->height / 2.0;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (
    MIN (x, self->end_x) - 4, MIN (y, self->end_y) - 4, fabs (x - self->end_x) + 8,
    fabs (y - self->end_y) + 8);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  GdkRGBA color;

  find_color (self, "accent_color", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 3);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, self->end_x, self->end_y);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

void
_vb_canvas_draw (VbCanvas    *self,
                 GtkSnapshot *snapshot)
{
  const VbConversation *talk = self->talk != NULL ? vb_talk_get (self->talk) : NULL;

  draw_ground (self, snapshot);
  for (guint i = 0; talk != NULL && i < talk->links->len; i++)
    append_link (self, snapshot, g_ptr_array_index (talk->links, i));
  for (guint i = 0; talk != NULL && i < talk->helping->len; i++)
    append_helping (self, snapshot, g_ptr_array_index (talk->helping, i));
  if (self->held != NULL && self->linking && self->moved)
    draw_rubber (self, snapshot);
}
