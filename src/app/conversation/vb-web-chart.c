/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-web-chart.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "app/conversation/vb-direction.h"
#include "app/conversation/vb-web-axis.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"

#define MARKS 10
#define GAP 8 /* pixels between the web and the words around it */
#define SMALL 230
#define LARGE 400
#define BETWEEN 80 /* for the web, between the words at its sides */

struct _VbWebChart
{
  GtkWidget parent_instance;

  GtkWidget *legend;
  GPtrArray *axes; /* of VbWebAxis: children */
  VbTalk *talk;
  double x; /* the middle, and how far the web reaches */
  double y;
  double radius;
  gboolean below; /* the words stand below the web, by number */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbWebChart, vb_web_chart, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ what was said */

static const char *
axis_item (VbWebChart *self,
           guint       axis)
{
  return vb_web_axis_get_item (g_ptr_array_index (self->axes, axis));
}

/* (transfer full) (nullable) */
static char *
dup_said (const VbConversation *talk,
          const char           *item)
{
  const VbAnswer *answer = talk != NULL ? vb_conversation_find_answer (talk, item) : NULL;

  if (answer == NULL)
    return NULL;
  if (answer->mark != VB_NO_NUMBER)
    return g_strdup_printf ("%d", (int) answer->mark);
  if (g_strcmp0 (answer->skipped, "unknown") == 0)
    return g_strdup (_("don’t know"));
  return answer->skipped != NULL ? g_strdup (_("rather not say")) : NULL;
}

static void
show_axis (VbWebChart *self,
           guint       axis)
{
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);
  const char *id = axis_item (self, axis), *language = vb_talk_get_language (self->talk);
  const VbInstrumentItem *item = vb_instrument_find_item (instrument, id);
  const VbAnswer *answer = vb_conversation_find_answer (vb_talk_get (self->talk), id);
  g_autofree char *value = dup_said (vb_talk_get (self->talk), id);
  g_autofree char *earlier = dup_said (vb_talk_get_earlier (self->talk), id);

  vb_web_axis_show (g_ptr_array_index (self->axes, axis),
                    vb_instrument_get_words (instrument, item->title, language), value, earlier,
                    answer != NULL && answer->talk
                    ? vb_instrument_get_words (instrument, item->talk_words, language) : NULL);
}

static void
show_legend (VbWebChart *self)
{
  const VbConversation *earlier = vb_talk_get_earlier (self->talk);
  g_autofree char *date = earlier != NULL ? vb_words_date (earlier->held_on) : NULL;
  /* Translators: %s is a date */
  g_autofree char *text = date != NULL
    ? g_strdup_printf (_("Line and dots: now. Dashes and squares: %s."), date) : g_strdup ("");

  gtk_label_set_label (GTK_LABEL (self->legend), text);
  gtk_widget_set_visible (self->legend, date != NULL);
}

static void
said_cb (VbWebChart *self)
{
  for (guint i = 0; i < self->axes->len; i++)
    show_axis (self, i);
  show_legend (self);
  vb_direction_follow (GTK_WIDGET (self), vb_talk_get_language (self->talk));
  vb_direction_set (self->legend, gtk_widget_get_default_direction ());
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ------------------------------------------------------------------ size */

static double
angle_of (VbWebChart *self,
          guint       axis)
{
  double turn = 2 * G_PI * axis / self->axes->len;

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -turn : turn;
}

static int
height_of (GtkWidget *widget,
           int        width)
{
  int height = 0;

  if (gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
size_of (GtkWidget *axis,
         int        limit,
         int       *width,
         int       *height)
{
  int minimum;

  gtk_widget_measure (axis, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, width, NULL, NULL);
  *width = MAX (minimum, MIN (*width, limit));
  *height = height_of (axis, *width);
}

/* The longest word of all, at the size that the text has here. */
static int
longest_word (VbWebChart *self)
{
  int longest = 0;

  for (guint i = 0; i < self->axes->len; i++)
    {
      int minimum;

      gtk_widget_measure (g_ptr_array_index (self->axes, i), GTK_ORIENTATION_HORIZONTAL, -1,
                          &minimum, NULL, NULL, NULL);
      longest = MAX (longest, minimum);
    }
  return longest;
}

/* Large text does not fit around a web: then the words stand below it, in full, and numbers say
 * which spoke is which. */
static gboolean
is_below (VbWebChart *self,
          int         width)
{
  return 2 * longest_word (self) + BETWEEN > width;
}

static PangoLayout *
number_layout (VbWebChart *self,
               guint       axis)
{
  g_autofree char *text = g_strdup_printf ("%u", axis + 1);

  return gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
}

/* What a number takes, with the room behind it. */
static int
number_width (VbWebChart *self)
{
  g_autoptr(PangoLayout) layout = number_layout (self, 7);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width * (self->axes->len > 9 ? 2 : 1) + GAP;
}

static int
number_height (VbWebChart *self)
{
  g_autoptr(PangoLayout) layout = number_layout (self, 7);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* Of the web alone, with its numbers. */
static int
web_height (VbWebChart *self,
            int         width)
{
  return MIN (width, LARGE) * 2 / 3 + 2 * (number_height (self) + GAP);
}

static int
words_height (VbWebChart *self,
              int         width)
{
  int height = 0;

  for (guint i = 0; i < self->axes->len; i++)
    {
      int w, h;

      size_of (g_ptr_array_index (self->axes, i), width - number_width (self), &w, &h);
      height += h + GAP;
    }
  return height;
}

static GtkSizeRequestMode
vb_web_chart_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vb_web_chart_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  VbWebChart *self = VB_WEB_CHART (widget);
  int tallest = 0, width = for_size > 0 ? MIN (for_size, LARGE) : LARGE;

  *minimum = SMALL;
  *natural = LARGE;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (SMALL, longest_word (self) + number_width (self));
      *natural = MAX (*natural, *minimum);
      return;
    }
  if (is_below (self, for_size > 0 ? for_size : LARGE))
    {
      width = for_size > 0 ? for_size : LARGE;
      *minimum = *natural = web_height (self, width) + words_height (self, width)
                            + height_of (self->legend, for_size);
      return;
    }
  for (guint i = 0; i < self->axes->len; i++)
    {
      int min, height;

      gtk_widget_measure (g_ptr_array_index (self->axes, i), GTK_ORIENTATION_HORIZONTAL, -1, &min,
                          NULL, NULL, NULL);
      height = height_of (g_ptr_array_index (self->axes, i), MAX (min, width * 3 / 10));
      tallest = MAX (tallest, height);
    }
  *minimum = *natural = width * 2 / 3 + 2 * tallest + height_of (self->legend, for_size);
}

static void
place (GtkWidget *child,
       double     x,
       double     y,
       int        width,
       int        height)
{
  const GtkAllocation box = { (int) x, (int) y, width, height };

  gtk_widget_size_allocate (child, &box, -1);
}

static void
place_axis (VbWebChart *self,
            guint       axis,
            int         width,
            int         limit)
{
  double turn = angle_of (self, axis), dx = sin (turn), dy = -cos (turn), x, y;
  GtkWidget *child = g_ptr_array_index (self->axes, axis);
  int w, h;

  size_of (child, limit, &w, &h);
  x = self->x + dx * self->radius - w * (fabs (dx) < .1 ? 1 / 2.0 : dx > 0 ? 1 / 3.0 : 2 / 3.0);
  y = self->y + dy * self->radius + (dy > 0 ? GAP : -GAP - h);
  place (child, CLAMP (x, 0, MAX (0, width - w)), MAX (y, 0), w, h);
}

/* One under the other, from where reading begins; the numbers are drawn beside them. */
static void
place_below (VbWebChart *self,
             int         width,
             int         from)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int aside = number_width (self), y = from;

  for (guint i = 0; i < self->axes->len; i++)
    {
      GtkWidget *axis = g_ptr_array_index (self->axes, i);
      int w, h;

      size_of (axis, width - aside, &w, &h);
      place (axis, rtl ? width - aside - w : aside, y, w, h);
      y += h + GAP;
    }
}

static void
place_around (VbWebChart *self,
              int         width,
              int         height)
{
  int limit = width * 3 / 10, wide = 0, tall = 0;

  for (guint i = 0; i < self->axes->len; i++)
    {
      int w, h;

      size_of (g_ptr_array_index (self->axes, i), limit, &w, &h);
      wide = MAX (wide, w);
      tall = MAX (tall, h);
    }
  self->x = width / 2.0;
  self->y = height / 2.0;
  self->radius = MAX (20, MIN ((self->x - wide * 2 / 3.0) / .87, self->y - GAP - tall));
  for (guint i = 0; i < self->axes->len; i++)
    place_axis (self, i, width, limit);
}

static void
vb_web_chart_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  VbWebChart *self = VB_WEB_CHART (widget);
  int foot = height_of (self->legend, width), web = web_height (self, width);

  self->below = is_below (self, width);
  if (self->below)
    {
      self->x = width / 2.0;
      self->y = web / 2.0;
      self->radius = MAX (20, MIN (self->x, self->y) - number_height (self) - GAP);
      place_below (self, width, web);
    }
  else
    place_around (self, width, height - foot);
  if (gtk_widget_should_layout (self->legend))
    place (self->legend, 0, height - foot, width, foot);
}

/* ------------------------------------------------------------------ drawing */

static void
go_to (VbWebChart *self,
       guint       axis,
       double      mark,
       double     *x,
       double     *y)
{
  double turn = angle_of (self, axis), reach = self->radius * mark / MARKS;

  *x = self->x + sin (turn) * reach;
  *y = self->y - cos (turn) * reach;
}

static void
draw_grid (VbWebChart    *self,
           cairo_t       *cr,
           const GdkRGBA *color)
{
  double x, y;

  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * .25);
  cairo_set_line_width (cr, 1);
  for (int ring = 2; ring <= MARKS; ring += 2)
    {
      cairo_new_sub_path (cr);
      for (guint i = 0; i < self->axes->len; i++)
        {
          go_to (self, i, ring, &x, &y);
          cairo_line_to (cr, x, y);
        }
      cairo_close_path (cr);
    }
  for (guint i = 0; i < self->axes->len; i++)
    {
      go_to (self, i, MARKS, &x, &y);
      cairo_move_to (cr, self->x, self->y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
}

static int
mark_of (VbWebChart           *self,
         const VbConversation *talk,
         guint                 axis)
{
  const VbAnswer *answer = vb_conversation_find_answer (talk, axis_item (self, axis));

  return answer != NULL && answer->mark != VB_NO_NUMBER ? (int) answer->mark : -1;
}

/* A line from each mark to its neighbour, where both are there. */
static void
draw_lines (VbWebChart           *self,
            cairo_t              *cr,
            const VbConversation *talk)
{
  for (guint i = 0; i < self->axes->len; i++)
    {
      guint next = (i + 1) % self->axes->len;
      int from = mark_of (self, talk, i), to = mark_of (self, talk, next);
      double x, y;

      if (from < 0 || to < 0)
        continue;
      go_to (self, i, from, &x, &y);
      cairo_move_to (cr, x, y);
      go_to (self, next, to, &x, &y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
}

static void
draw_dots (VbWebChart           *self,
           cairo_t              *cr,
           const VbConversation *talk,
           gboolean              round)
{
  for (guint i = 0; i < self->axes->len; i++)
    {
      int mark = mark_of (self, talk, i);
      double x, y;

      if (mark < 0)
        continue;
      go_to (self, i, mark, &x, &y);
      if (round)
        cairo_arc (cr, x, y, 5, 0, 2 * G_PI);
      else
        cairo_rectangle (cr, x - 4, y - 4, 8, 8);
      cairo_close_path (cr);
    }
  cairo_fill (cr);
}

static void
draw_web (VbWebChart           *self,
          cairo_t              *cr,
          const VbConversation *talk,
          const GdkRGBA        *color,
          gboolean              now)
{
  const double dashes[] = { 6, 4 };

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, now ? 3 : 1.5);
  cairo_set_dash (cr, dashes, now ? 0 : G_N_ELEMENTS (dashes), 0);
  draw_lines (self, cr, talk);
  draw_dots (self, cr, talk, now);
}

static void
draw_number (VbWebChart *self,
             cairo_t    *cr,
             guint       axis,
             double      x,
             double      y)
{
  g_autoptr(PangoLayout) layout = number_layout (self, axis);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x - width / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

/* At the end of each spoke, and before the words below that belong to it. */
static void
draw_numbers (VbWebChart    *self,
              cairo_t       *cr,
              const GdkRGBA *color)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double aside = (number_width (self) - GAP) / 2.0;
  double line = number_height (self);

  gdk_cairo_set_source_rgba (cr, color);
  for (guint i = 0; i < self->axes->len; i++)
    {
      double x, y;
      graphene_rect_t box;

      go_to (self, i, MARKS * (1 + (line / 2 + 2) / self->radius), &x, &y);
      draw_number (self, cr, i, x, y);
      if (gtk_widget_compute_bounds (g_ptr_array_index (self->axes, i), GTK_WIDGET (self), &box))
        draw_number (self, cr, i, rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - aside : aside,
                     box.origin.y + line / 2 + 1);
    }
}

static void
vb_web_chart_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  VbWebChart *self = VB_WEB_CHART (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                            gtk_widget_get_height (widget));
  GdkRGBA color, accent, faint;
  cairo_t *cr;

  if (self->talk != NULL)
    {
      cr = gtk_snapshot_append_cairo (snapshot, &all);
      gtk_style_context_get_color (style, &color);
      if (!gtk_style_context_lookup_color (style, "accent_color", &accent))
        accent = color;
      faint = color;
      faint.alpha *= .65;
      draw_grid (self, cr, &color);
      if (vb_talk_get_earlier (self->talk) != NULL)
        draw_web (self, cr, vb_talk_get_earlier (self->talk), &faint, FALSE);
      draw_web (self, cr, vb_talk_get (self->talk), &accent, TRUE);
      if (self->below)
        draw_numbers (self, cr, &color);
      cairo_destroy (cr);
    }
  GTK_WIDGET_CLASS (vb_web_chart_parent_class)->snapshot (widget, snapshot);
}

/* ------------------------------------------------------------------ walking around it */

static void
walk (VbWebChart *self,
      int         by)
{
  for (guint i = 0; i < self->axes->len; i++)
    if (gtk_widget_has_focus (g_ptr_array_index (self->axes, i)))
      {
        guint next = (i + self->axes->len + by) % self->axes->len;

        gtk_widget_grab_focus (g_ptr_array_index (self->axes, next));
        return;
      }
}

static gboolean
key_cb (VbWebChart      *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean leftwards = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_Left:
      walk (self, (keyval == GDK_KEY_Right) != leftwards ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      walk (self, keyval == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (focus != NULL && VB_IS_WEB_AXIS (focus))
        g_signal_emit (self, signals[CHOSEN], 0, vb_web_axis_get_item (VB_WEB_AXIS (focus)));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
pressed_cb (VbWebChart *self,
            int         n_press,
            double      x,
            double      y)
{
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *axis = under != NULL ? gtk_widget_get_ancestor (under, VB_TYPE_WEB_AXIS) : NULL;

  if (axis != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, vb_web_axis_get_item (VB_WEB_AXIS (axis)));
}

/* ------------------------------------------------------------------ object */

static void
vb_web_chart_dispose (GObject *object)
{
  VbWebChart *self = VB_WEB_CHART (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->axes, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (vb_web_chart_parent_class)->dispose (object);
}

static void
vb_web_chart_finalize (GObject *object)
{
  g_ptr_array_unref (VB_WEB_CHART (object)->axes);

  G_OBJECT_CLASS (vb_web_chart_parent_class)->finalize (object);
}

static void
vb_web_chart_class_init (VbWebChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_web_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_web_chart_finalize;
  widget_class->get_request_mode = vb_web_chart_get_request_mode;
  widget_class->measure = vb_web_chart_measure;
  widget_class->size_allocate = vb_web_chart_size_allocate;
  widget_class->snapshot = vb_web_chart_snapshot;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "vbwebchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
vb_web_chart_init (VbWebChart *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->axes = g_ptr_array_new ();
  self->legend = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->legend), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->legend), 36);
  gtk_widget_add_css_class (self->legend, "dim-label");
  gtk_widget_add_css_class (self->legend, "caption");
  gtk_widget_set_visible (self->legend, FALSE);
  gtk_widget_set_parent (self->legend, GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  vb_accessible_set_label (GTK_WIDGET (self), _("Health web"));
}

/* What stands for a part of life; the aspects under it are only asked. */
static gboolean
is_axis (const VbInstrumentItem *item)
{
  return strchr (item->id, '.') == NULL;
}

void
vb_web_chart_set_talk (VbWebChart *self,
                       VbTalk     *talk)
{
  g_autoptr(GPtrArray) marks = NULL;

  g_return_if_fail (VB_IS_WEB_CHART (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  marks = vb_instrument_list_items (vb_talk_get_instrument (talk), VB_ITEM_MARK);
  for (guint i = 0; i < marks->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (marks, i);
      GtkWidget *axis;

      if (!is_axis (item))
        continue;
      axis = vb_web_axis_new (item->id);
      gtk_widget_insert_before (axis, GTK_WIDGET (self), self->legend);
      g_ptr_array_add (self->axes, axis);
    }
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "earlier", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  said_cb (self);
}
