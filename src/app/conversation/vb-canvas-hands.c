/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mouse, finger and keys on the canvas: whatever one does, the others do as well. */

#include "config.h"

#include "app/conversation/vb-canvas-private.h"

#include <math.h>

#include "app/conversation/vb-topic-actions.h"

#define STILL 6  /* pixels that a click may move */
#define STEP 24  /* pixels that a card moves for a key */

static const char *
id_of (VbCanvasCard *card)
{
  return vb_topic_card_get_id (card->card);
}

static void
open_own_menu (VbCanvas     *self,
               VbCanvasCard *card)
{
  const VbTopic *topic = vb_conversation_find_topic (vb_talk_get (self->talk), id_of (card));
  g_autoptr(GMenuModel) menu = topic != NULL ? vb_topic_menu_new (self->talk, topic) : NULL;

  if (menu != NULL)
    _vb_canvas_open_menu (self, &card->box, menu);
}

/* ------------------------------------------------------------------ dragging */

static void
drag_begin_cb (VbCanvas       *self,
               double          x,
               double          y,
               GtkGestureDrag *drag)
{
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  self->moved = FALSE;
  self->held_helper = _vb_canvas_helper_at (self, x, y);
  if (self->held_helper != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->held_helper->chip));
      self->hold_x = x - self->held_helper->box.x;
      self->hold_y = y - self->held_helper->box.y;
      return;
    }
  self->held = _vb_canvas_card_at (self, x, y);
  if (self->held == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->held->card));
  self->linking = vb_topic_card_is_handle (self->held->card, under);
  self->hold_x = x - self->held->box.x;
  self->hold_y = y - self->held->box.y;
}

static void
drag_update_cb (VbCanvas       *self,
                double          by_x,
                double          by_y,
                GtkGestureDrag *drag)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double x, y;

  if (self->held_helper != NULL)
    {
      gtk_gesture_drag_get_start_point (drag, &x, &y);
      _vb_canvas_drag_helper (self, x + by_x, y + by_y, by_x, by_y);
      if (self->moved)
        gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  if (self->held == NULL || (!self->moved && hypot (by_x, by_y) < STILL))
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_gesture_drag_get_start_point (drag, &x, &y);
  self->moved = TRUE;
  if (self->linking)
    {
      self->end_x = x + by_x;
      self->end_y = y + by_y;
      gtk_widget_queue_draw (widget);
      return;
    }
  self->held->box.x = CLAMP (x + by_x - self->hold_x, 0,
                             MAX (0, gtk_widget_get_width (widget) - self->held->box.width));
  self->held->box.y = CLAMP (y + by_y - self->hold_y, 0,
                             MAX (0, gtk_widget_get_height (widget) - self->held->box.height));
  gtk_widget_queue_allocate (widget);
}

/* A link that ends on a card asks what kind it is. */
static void
end_link (VbCanvas     *self,
          VbCanvasCard *from,
          VbCanvasCard *to)
{
  g_autoptr(GMenuModel) menu = NULL;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (to == NULL || to == from)
    return;
  menu = vb_topic_link_menu_new (id_of (from), id_of (to));
  _vb_canvas_open_menu (self, &to->box, menu);
}

static void
end_helper (VbCanvas       *self,
            double          by_x,
            double          by_y,
            GtkGestureDrag *drag)
{
  VbCanvasHelper *held = self->held_helper;
  gboolean moved = self->moved;
  double x = 0, y = 0;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  _vb_canvas_let_go_of_helper (self);
  self->moved = FALSE;
  if (moved)
    _vb_canvas_drop_helper (self, held, x + by_x, y + by_y);
  else
    _vb_canvas_open_helper (self, held);
}

static void
drag_end_cb (VbCanvas       *self,
             double          by_x,
             double          by_y,
             GtkGestureDrag *drag)
{
  VbCanvasCard *held = self->held;
  gboolean moved = self->moved, linking = self->linking;

  if (self->held_helper != NULL)
    {
      end_helper (self, by_x, by_y, drag);
      return;
    }
  self->held = NULL;
  self->moved = self->linking = FALSE;
  if (held == NULL)
    return;
  if (!moved)
    open_own_menu (self, held);
  else if (linking)
    end_link (self, held, _vb_canvas_card_at (self, self->end_x, self->end_y));
  else
    _vb_canvas_lay_down (self, held, held->box.x, held->box.y);
}

static void
drag_cancel_cb (VbCanvas *self)
{
  self->held = NULL;
  _vb_canvas_let_go_of_helper (self);
  self->moved = self->linking = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
second_button_cb (VbCanvas *self,
                  int       n_press,
                  double    x,
                  double    y)
{
  VbCanvasCard *card = _vb_canvas_card_at (self, x, y);
  VbCanvasHelper *helper = _vb_canvas_helper_at (self, x, y);

  if (helper != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (helper->chip));
      _vb_canvas_open_helper (self, helper);
    }
  if (card == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (card->card));
  open_own_menu (self, card);
}

/* ------------------------------------------------------------------ keys */

typedef struct
{
  GtkWidget *widget; /* from which one goes */
  const GdkRectangle *box;
  int dx;
  int dy;
  GtkWidget *best; /* (nullable) */
  double nearest;
} Search;

/* What lies aside counts double. */
static void
consider (Search             *search,
          GtkWidget          *widget,
          const GdkRectangle *box)
{
  double x = box->x - search->box->x, y = box->y - search->box->y;
  double ahead = x * search->dx + y * search->dy;
  double aside = fabs (x * search->dy) + fabs (y * search->dx);

  if (widget == search->widget || ahead <= 0 || ahead + 2 * aside >= search->nearest)
    return;
  search->nearest = ahead + 2 * aside;
  search->best = widget;
}

/* (nullable): the nearest card, or somebody who helps, that way */
static GtkWidget *
find_next (VbCanvas           *self,
           GtkWidget          *widget,
           const GdkRectangle *box,
           int                 dx,
           int                 dy)
{
  Search search = { widget, box, dx, dy, NULL, G_MAXDOUBLE };
  GHashTableIter iter;
  gpointer each;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &each))
    consider (&search, GTK_WIDGET (((VbCanvasCard *) each)->card), &((VbCanvasCard *) each)->box);
  for (guint i = 0; i < self->helpers->len; i++)
    {
      const VbCanvasHelper *helper = g_ptr_array_index (self->helpers, i);

      consider (&search, GTK_WIDGET (helper->chip), &helper->box);
    }
  return search.best;
}

gboolean
_vb_canvas_go (VbCanvas           *self,
               GtkWidget          *widget,
               const GdkRectangle *box,
               int                 dx,
               int                 dy)
{
  GtkWidget *next = find_next (self, widget, box, dx, dy);

  return next != NULL && gtk_widget_grab_focus (next);
}

/* Where a card comes that goes @by further along one axis, from @at: to the end of its domain, and
 * then to the beginning of the next. */
static int
go_on (int at,
       int size,
       int by,
       int from,
       int length,
       int whole)
{
  int to = at + by, first = from, last = from + length - size;

  if (to < first)
    to = at > first ? first : from > whole / 2 ? whole / 2 - size : first;
  else if (to > last)
    to = at < last ? last : from + length < whole / 2 ? whole / 2 + 1 : last;
  return to;
}

static void
arrow (VbCanvas     *self,
       VbCanvasCard *card,
       int           dx,
       int           dy,
       gboolean      move)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRectangle area;

  if (!move)
    {
      _vb_canvas_go (self, GTK_WIDGET (card->card), &card->box, dx, dy);
      return;
    }
  _vb_canvas_get_area (self, _vb_canvas_get_domain (self, card), &area);
  _vb_canvas_lay_down (self, card,
                       go_on (card->box.x, card->box.width, dx * STEP, area.x, area.width,
                              gtk_widget_get_width (widget)),
                       go_on (card->box.y, card->box.height, dy * STEP, area.y, area.height,
                              gtk_widget_get_height (widget)));
}

/* Takes the card away, and goes on at one that is near. */
static void
remove_card (VbCanvas     *self,
             VbCanvasCard *card)
{
  GtkWidget *next = find_next (self, GTK_WIDGET (card->card), &card->box, 1, 0);

  if (next == NULL)
    next = find_next (self, GTK_WIDGET (card->card), &card->box, -1, 0);
  vb_topic_remove (self->talk, id_of (card));
  if (next != NULL)
    gtk_widget_grab_focus (next);
}

static gboolean
arrow_key (VbCanvas     *self,
           VbCanvasCard *card,
           guint         keyval,
           gboolean      move)
{
  static const struct
  {
    guint key;
    int dx;
    int dy;
  } arrows[] = { { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 },
                 { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    if (arrows[i].key == keyval)
      {
        arrow (self, card, arrows[i].dx, arrows[i].dy, move);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
plain_key (VbCanvas     *self,
           VbCanvasCard *card,
           guint         keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
    case GDK_KEY_Menu:
      open_own_menu (self, card);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      vb_topic_set_tone_of (self->talk, id_of (card), "burden");
      return GDK_EVENT_STOP;
    case GDK_KEY_equal:
    case GDK_KEY_KP_Equal:
      vb_topic_set_tone_of (self->talk, id_of (card), "so-so");
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      vb_topic_set_tone_of (self->talk, id_of (card), "strength");
      return GDK_EVENT_STOP;
    case GDK_KEY_l:
    case GDK_KEY_L:
      vb_topic_ask_link (GTK_WIDGET (self), self->talk, id_of (card));
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      remove_card (self, card);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_cb (VbCanvas        *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  state)
{
  VbCanvasCard *card = _vb_canvas_focus (self);
  VbCanvasHelper *helper = _vb_canvas_helper_focus (self);
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);

  if (helper != NULL)
    return _vb_canvas_helper_key (self, helper, keyval, held);
  if (card == NULL)
    return GDK_EVENT_PROPAGATE;
  if (held == GDK_ALT_MASK && keyval >= GDK_KEY_0 && keyval <= GDK_KEY_3)
    {
      vb_topic_set_rank_of (self->talk, id_of (card), keyval - GDK_KEY_0);
      return GDK_EVENT_STOP;
    }
  if ((held == 0 || held == GDK_CONTROL_MASK)
      && arrow_key (self, card, keyval, held == GDK_CONTROL_MASK))
    return GDK_EVENT_STOP;
  return held == 0 && plain_key (self, card, keyval);
}

void
_vb_canvas_add_controllers (VbCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (second_button_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
