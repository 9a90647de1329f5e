/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who helps already: beside the domain they help with, on the side of the person; around the
 * person as long as that was not said. They are dragged to a domain, a card or back to the person,
 * and keys do the same. */

#include "config.h"

#include "app/conversation/vb-canvas-private.h"

#include <math.h>

#include "app/conversation/vb-helper-actions.h"
#include "app/conversation/vb-helper-useful.h"
#include "app/conversation/vb-helper-words.h"

#define RING VB_N_DOMAINS /* the strip around the person */
#define ROOM 42           /* for the person, at each side */
#define GAP 4
#define STILL 6           /* pixels that a click may move */

static guint
find_strip (VbCanvas         *self,
            VbCanvasHelper   *helper)
{
  const char *domain = vb_conversation_get_helped_domain (
    vb_talk_get (self->talk), vb_helper_chip_get_id (helper->chip));

  for (guint i = 0; i < VB_N_DOMAINS; i++)
    if (g_strcmp0 (vb_domains[i], domain) == 0)
      return i;
  return RING;
}

/* ------------------------------------------------------------------ places */

/* What lies in a row of chips, at one side of the person. */
typedef struct
{
  guint strip;
  int side;   /* 1: to the right of the person, -1: to the left */
  int room;
  int first;  /* where the first row begins, from above */
  int step;   /* from one row to the next */
} Flow;

/* Gives how many rows it takes. */
static int
flow (VbCanvas   *self,
      const Flow *way)
{
  int middle = gtk_widget_get_width (GTK_WIDGET (self)) / 2;
  int used = 0, row = 0;
  guint n = 0;

  for (guint i = 0; i < self->helpers->len; i++)
    {
      VbCanvasHelper *helper = g_ptr_array_index (self->helpers, i);
      GtkWidget *chip = GTK_WIDGET (helper->chip);
      int minimum, width;

      /* Around the person they stand at both sides in turn. */
      if (helper->strip != way->strip
          || (way->strip == RING && (n++ % 2 == 0) != (way->side > 0)))
        continue;
      gtk_widget_measure (chip, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &width, NULL, NULL);
      width = MAX (minimum, MIN (width, way->room));
      if (used > 0 && used + width > way->room)
        {
          row++;
          used = 0;
        }
      if (helper != self->held_helper || !self->moved)
        helper->box = (GdkRectangle) { way->side > 0 ? middle + ROOM + used
                                                     : middle - ROOM - used - width,
                                       way->first + row * way->step, width,
                                       self->helper_height };
      used += width + GAP;
    }
  return used > 0 ? row + 1 : 0;
}

static int
measure_height (VbCanvas *self)
{
  VbCanvasHelper *first;
  int height;

  if (self->helpers->len == 0)
    return 0;
  first = g_ptr_array_index (self->helpers, 0);
  gtk_widget_measure (GTK_WIDGET (first->chip), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL,
                      NULL);
  return height;
}

static int
count_in (VbCanvas *self,
          guint     strip)
{
  int n = 0;

  for (guint i = 0; i < self->helpers->len; i++)
    n += ((VbCanvasHelper *) g_ptr_array_index (self->helpers, i))->strip == strip;
  return n;
}

int
_vb_canvas_measure_helpers (VbCanvas *self)
{
  /* Two stand beside each other, at the least. */
  int upper = (MAX (count_in (self, 0), count_in (self, 1)) + 1) / 2;
  int lower = (MAX (count_in (self, 2), count_in (self, 3)) + 1) / 2;
  int ring = (count_in (self, RING) + 3) / 4;

  return (upper + lower + ring) * (measure_height (self) + GAP);
}

/* Around the person, before the domains share what is left. */
static int
place_ring (VbCanvas *self,
            int       width,
            int       height)
{
  int step = self->helper_height + GAP;
  Flow way = { RING, 1, width / 2 - ROOM - GAP, 0, step };
  int rows = flow (self, &way);

  way.side = -1;
  rows = MAX (rows, flow (self, &way));
  way.first = (height - rows * step + GAP) / 2;
  flow (self, &way);
  way.side = 1;
  flow (self, &way);
  return rows > 0 ? rows * step + GAP : 0;
}

static int
place_strip (VbCanvas *self,
             guint     domain,
             int       width,
             int       height)
{
  int step = self->helper_height + GAP, rows, edge;
  gboolean right = (domain % 2 == 1)
                   != (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  Flow way = { domain, right ? 1 : -1, width / 2 - ROOM - 2 * GAP, 0, step };

  edge = (self->strips[RING] + 1) / 2;
  if (domain < 2)
    {
      way.first = height / 2 - edge - step;
      way.step = -step;
    }
  else
    way.first = height / 2 + edge + GAP;
  rows = flow (self, &way);
  return rows > 0 ? rows * step + GAP : 0;
}

void
_vb_canvas_place_helpers (VbCanvas *self,
                          int       width,
                          int       height)
{
  int before[RING + 1];
  gboolean same = TRUE;

  memcpy (before, self->strips, sizeof before);
  self->helper_height = measure_height (self);
  self->strips[RING] = place_ring (self, width, height);
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    self->strips[i] = place_strip (self, i, width, height);
  for (guint i = 0; i <= RING; i++)
    same = same && before[i] == self->strips[i];
  if (!same)
    _vb_canvas_forget_drawn (self);
}

/* ------------------------------------------------------------------ showing */

void
_vb_canvas_free_helper (gpointer data)
{
  VbCanvasHelper *self = data;

  gtk_widget_unparent (GTK_WIDGET (self->chip));
  g_free (self);
}

VbCanvasHelper *
_vb_canvas_find_helper (VbCanvas   *self,
                        const char *helper_id)
{
  for (guint i = 0; i < self->helpers->len; i++)
    {
      VbCanvasHelper *helper = g_ptr_array_index (self->helpers, i);

      if (g_strcmp0 (vb_helper_chip_get_id (helper->chip), helper_id) == 0)
        return helper;
    }
  return NULL;
}

static gboolean
is_among (const GPtrArray *list,
          const char      *helper_id)
{
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (((const VbHelper *) g_ptr_array_index (list, i))->id, helper_id) == 0)
      return TRUE;
  return FALSE;
}

void
_vb_canvas_show_helpers (VbCanvas *self)
{
  g_autoptr(GPtrArray) list = vb_helper_list (self->talk);

  for (guint i = self->helpers->len; i > 0; i--)
    {
      VbCanvasHelper *helper = g_ptr_array_index (self->helpers, i - 1);

      if (is_among (list, vb_helper_chip_get_id (helper->chip)))
        continue;
      if (self->held_helper == helper)
        self->held_helper = NULL;
      g_ptr_array_remove_index (self->helpers, i - 1);
    }
  for (guint i = 0; i < list->len; i++)
    {
      const VbHelper *one = g_ptr_array_index (list, i);
      VbCanvasHelper *helper = _vb_canvas_find_helper (self, one->id);

      if (helper == NULL)
        {
          helper = g_new0 (VbCanvasHelper, 1);
          helper->chip = VB_HELPER_CHIP (vb_helper_chip_new (one->id));
          gtk_widget_insert_before (GTK_WIDGET (helper->chip), GTK_WIDGET (self), self->popover);
          g_ptr_array_add (self->helpers, helper);
        }
      helper->strip = find_strip (self, helper);
      vb_helper_chip_show (helper->chip, self->talk, one);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

VbCanvasHelper *
_vb_canvas_helper_at (VbCanvas *self,
                      double    x,
                      double    y)
{
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *chip = under != NULL ? gtk_widget_get_ancestor (under, VB_TYPE_HELPER_CHIP) : NULL;

  return chip == NULL ? NULL
                      : _vb_canvas_find_helper (self,
                                                vb_helper_chip_get_id (VB_HELPER_CHIP (chip)));
}

VbCanvasHelper *
_vb_canvas_helper_focus (VbCanvas *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return focus == NULL || !VB_IS_HELPER_CHIP (focus)
         ? NULL
         : _vb_canvas_find_helper (self, vb_helper_chip_get_id (VB_HELPER_CHIP (focus)));
}

void
_vb_canvas_open_helper (VbCanvas       *self,
                        VbCanvasHelper *helper)
{
  const VbHelper *one = vb_helper_find (self->talk, vb_helper_chip_get_id (helper->chip));
  g_autoptr(GMenuModel) menu = one != NULL ? vb_helper_menu_new (self->talk, one) : NULL;

  if (menu != NULL)
    _vb_canvas_open_menu (self, &helper->box, menu);
}

/* ------------------------------------------------------------------ dragging */

/* (nullable): which card lies there, also under what is in the hand */
static VbCanvasCard *
card_under (VbCanvas *self,
            double    x,
            double    y)
{
  GHashTableIter iter;
  gpointer each;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &each))
    {
      const GdkRectangle *box = &((VbCanvasCard *) each)->box;

      if (x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height)
        return each;
    }
  return NULL;
}

static void
mark_target (VbCanvas     *self,
             VbCanvasCard *target)
{
  GHashTableIter iter;
  gpointer each;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &each))
    if (each == target)
      gtk_widget_add_css_class (GTK_WIDGET (((VbCanvasCard *) each)->card), "target");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (((VbCanvasCard *) each)->card), "target");
}

void
_vb_canvas_drag_helper (VbCanvas *self,
                        double    x,
                        double    y,
                        double    by_x,
                        double    by_y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRectangle *box = &self->held_helper->box;

  if (!self->moved && hypot (by_x, by_y) < STILL)
    return;
  self->moved = TRUE;
  box->x = CLAMP (x - self->hold_x, 0, MAX (0, gtk_widget_get_width (widget) - box->width));
  box->y = CLAMP (y - self->hold_y, 0, MAX (0, gtk_widget_get_height (widget) - box->height));
  mark_target (self, card_under (self, x, y));
  gtk_widget_queue_allocate (widget);
}

void
_vb_canvas_drop_helper (VbCanvas       *self,
                        VbCanvasHelper *helper,
                        double          x,
                        double          y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double middle_x = gtk_widget_get_width (widget) / 2.0;
  double middle_y = gtk_widget_get_height (widget) / 2.0;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  VbCanvasCard *card = card_under (self, x, y);
  g_autofree char *id = g_strdup (vb_helper_chip_get_id (helper->chip));

  mark_target (self, NULL);
  gtk_widget_queue_allocate (widget);
  if (card != NULL)
    vb_helper_set_topic (self->talk, id, vb_topic_card_get_id (card->card), TRUE);
  else if (hypot (x - middle_x, y - middle_y) <= ROOM
           || fabs (y - middle_y) < self->strips[RING] / 2.0)
    vb_helper_release (self->talk, id);
  else
    vb_helper_set_domain (self->talk, id,
                          vb_domains[(y > middle_y ? 2 : 0) + ((x > middle_x) != rtl ? 1 : 0)]);
}

void
_vb_canvas_let_go_of_helper (VbCanvas *self)
{
  self->held_helper = NULL;
  mark_target (self, NULL);
}

/* ------------------------------------------------------------------ keys */

/* From the person to a domain, from a domain to the next one that way. */
static void
move_by_key (VbCanvas       *self,
             VbCanvasHelper *helper,
             int             dx,
             int             dy)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint column = helper->strip % 2, row = helper->strip / 2;

  if (helper->strip == RING)
    column = row = 0;
  if (dx != 0)
    column = (dx > 0) != rtl ? 1 : 0;
  if (dy != 0)
    row = dy > 0 ? 1 : 0;
  vb_helper_set_domain (self->talk, vb_helper_chip_get_id (helper->chip),
                        vb_domains[2 * row + column]);
}

static gboolean
plain_key (VbCanvas       *self,
           VbCanvasHelper *helper,
           guint           keyval)
{
  const char *id = vb_helper_chip_get_id (helper->chip);

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
    case GDK_KEY_Menu:
      _vb_canvas_open_helper (self, helper);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      vb_helper_set_useful (self->talk, id, "no");
      return GDK_EVENT_STOP;
    case GDK_KEY_equal:
    case GDK_KEY_KP_Equal:
      vb_helper_set_useful (self->talk, id, "sometimes");
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      vb_helper_set_useful (self->talk, id, "yes");
      return GDK_EVENT_STOP;
    case GDK_KEY_l:
    case GDK_KEY_L:
      vb_helper_ask_topics (GTK_WIDGET (self), self->talk, id);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      vb_helper_release (self->talk, id);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

gboolean
_vb_canvas_helper_key (VbCanvas        *self,
                       VbCanvasHelper  *helper,
                       guint            keyval,
                       GdkModifierType  held)
{
  int dx = keyval == GDK_KEY_Right ? 1 : keyval == GDK_KEY_Left ? -1 : 0;
  int dy = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;

  if ((dx != 0 || dy != 0) && held == GDK_CONTROL_MASK)
    {
      move_by_key (self, helper, dx, dy);
      return GDK_EVENT_STOP;
    }
  if ((dx != 0 || dy != 0) && held == 0)
    {
      _vb_canvas_go (self, GTK_WIDGET (helper->chip), &helper->box, dx, dy);
      return GDK_EVENT_STOP;
    }
  return held == 0 && plain_key (self, helper, keyval);
}
