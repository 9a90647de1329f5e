/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards and their places; drawing is in vb-canvas-draw.c, mouse and keys in
 * vb-canvas-hands.c. */

#include "config.h"

#include "app/conversation/vb-canvas-private.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-direction.h"
#include "app/conversation/vb-helper-actions.h"
#include "app/conversation/vb-topic-actions.h"

#define PAD 8
/* In characters and lines of text: less, and the cards lie on top of each other. */
#define WIDTH_CHARS 76
#define HEIGHT_LINES 28

G_DEFINE_FINAL_TYPE (VbCanvas, vb_canvas, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ places */

static gboolean
is_rtl (VbCanvas *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static int
head_height (VbCanvas *self,
             guint     domain)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (self->heads[domain]), GTK_ORIENTATION_VERTICAL, -1, NULL,
                      &height, NULL, NULL);
  return height;
}

/* Body and mind above, society and social below; the first of each where reading begins. */
static void
get_quadrant (VbCanvas     *self,
              guint         domain,
              GdkRectangle *box)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int ring = (self->strips[VB_N_DOMAINS] + 1) / 2;
  gboolean right = (domain % 2 == 1) != is_rtl (self);

  box->x = right ? width / 2 : 0;
  box->width = right ? width - width / 2 : width / 2;
  box->y = domain < 2 ? 0 : height / 2 + ring;
  box->height = (domain < 2 ? height / 2 : height - height / 2) - ring;
}

void
_vb_canvas_get_area (VbCanvas     *self,
                     guint         domain,
                     GdkRectangle *area)
{
  int head = head_height (self, domain);

  get_quadrant (self, domain, area);
  area->x += PAD;
  area->width -= 2 * PAD;
  area->y += domain < 2 ? head + PAD : PAD + self->strips[domain];
  area->height -= head + 2 * PAD + self->strips[domain];
}

static guint
domain_index (const char *domain)
{
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    if (g_strcmp0 (vb_domains[i], domain) == 0)
      return i;
  return 0;
}

guint
_vb_canvas_get_domain (VbCanvas     *self,
                       VbCanvasCard *card)
{
  const VbTopic *topic = vb_conversation_find_topic (vb_talk_get (self->talk),
                                                     vb_topic_card_get_id (card->card));

  return topic != NULL ? domain_index (topic->domain) : 0;
}

static void
size_of (VbCanvasCard *card,
         int           limit,
         int          *width,
         int          *height)
{
  GtkWidget *widget = GTK_WIDGET (card->card);
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, width, NULL, NULL);
  *width = MAX (minimum, MIN (*width, limit));
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, *width, NULL, height, NULL, NULL);
}

/* Where the topic's card lies; a card that is held is where the hand is. */
static void
find_box (VbCanvas      *self,
          VbCanvasCard  *card,
          const VbTopic *topic)
{
  GdkRectangle area;
  int x = topic->place_x, y = topic->place_y;

  if (card == self->held && self->moved && !self->linking)
    return;
  if (x < 0 || y < 0)
    vb_conversation_find_place (vb_talk_get (self->talk), topic->domain, &x, &y);
  if (is_rtl (self))
    x = 1000 - x;
  _vb_canvas_get_area (self, domain_index (topic->domain), &area);
  size_of (card, area.width, &card->box.width, &card->box.height);
  card->box.x = area.x + (x * MAX (0, area.width - card->box.width) + 500) / 1000;
  card->box.y = area.y + (y * MAX (0, area.height - card->box.height) + 500) / 1000;
}

/* Rounded, as find_box() does: what lies there already gets the same place. */
static int
place_in (int at,
          int from,
          int room)
{
  return room <= 0 ? 500 : CLAMP (((at - from) * 1000 + room / 2) / room, 0, 1000);
}

void
_vb_canvas_lay_down (VbCanvas     *self,
                     VbCanvasCard *card,
                     int           x,
                     int           y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean right = x + card->box.width / 2 >= gtk_widget_get_width (widget) / 2;
  gboolean below = y + card->box.height / 2 >= gtk_widget_get_height (widget) / 2;
  guint domain = (below ? 2 : 0) + (right != is_rtl (self) ? 1 : 0);
  g_autofree char *id = g_strdup (vb_topic_card_get_id (card->card));
  GdkRectangle area;
  int place_x;

  _vb_canvas_get_area (self, domain, &area);
  place_x = place_in (x, area.x, area.width - card->box.width);
  vb_topic_move (self->talk, id, vb_domains[domain], is_rtl (self) ? 1000 - place_x : place_x,
                 place_in (y, area.y, area.height - card->box.height));
}

VbCanvasCard *
_vb_canvas_card_at (VbCanvas *self,
                    double    x,
                    double    y)
{
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = under != NULL ? gtk_widget_get_ancestor (under, VB_TYPE_TOPIC_CARD) : NULL;

  return card == NULL ? NULL
                      : g_hash_table_lookup (self->cards,
                                             vb_topic_card_get_id (VB_TOPIC_CARD (card)));
}

VbCanvasCard *
_vb_canvas_focus (VbCanvas *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return focus == NULL || !VB_IS_TOPIC_CARD (focus)
         ? NULL : g_hash_table_lookup (self->cards, vb_topic_card_get_id (VB_TOPIC_CARD (focus)));
}

void
_vb_canvas_open_menu (VbCanvas           *self,
                      const GdkRectangle *box,
                      GMenuModel         *menu)
{
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), box);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* ------------------------------------------------------------------ cards */

static void
card_free (gpointer data)
{
  VbCanvasCard *self = data;

  gtk_widget_unparent (GTK_WIDGET (self->card));
  g_free (self);
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer user_data)
{
  VbCanvas *self = user_data;

  if (vb_conversation_find_topic (vb_talk_get (self->talk), key) != NULL)
    return FALSE;
  if (self->held == value)
    self->held = NULL;
  return TRUE;
}

static void
show_card (VbCanvas      *self,
           const VbTopic *topic)
{
  VbCanvasCard *card = g_hash_table_lookup (self->cards, topic->id);

  if (card == NULL)
    {
      card = g_new0 (VbCanvasCard, 1);
      card->card = VB_TOPIC_CARD (vb_topic_card_new (topic->id));
      gtk_widget_insert_before (GTK_WIDGET (card->card), GTK_WIDGET (self), self->popover);
      g_hash_table_insert (self->cards, g_strdup (topic->id), card);
    }
  vb_topic_card_show (card->card, self->talk, topic);
}

static void
said_cb (VbCanvas *self)
{
  const GPtrArray *topics = vb_talk_get (self->talk)->topics;

  g_hash_table_foreach_remove (self->cards, is_gone, self);
  for (guint i = 0; i < topics->len; i++)
    show_card (self, g_ptr_array_index (topics, i));
  _vb_canvas_show_helpers (self);
  vb_direction_follow (GTK_WIDGET (self), vb_talk_get_language (self->talk));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ------------------------------------------------------------------ widget */

static void
vb_canvas_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL
             ? WIDTH_CHARS * PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics))
             : HEIGHT_LINES * PANGO_PIXELS (pango_font_metrics_get_height (metrics));
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum += _vb_canvas_measure_helpers (VB_CANVAS (widget));
  *natural = *minimum;
  pango_font_metrics_unref (metrics);
}

static void
place_head (VbCanvas *self,
            guint     domain)
{
  GtkWidget *head = GTK_WIDGET (self->heads[domain]);
  GtkAllocation box;
  GdkRectangle quadrant;

  get_quadrant (self, domain, &quadrant);
  gtk_widget_measure (head, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &box.width, NULL, NULL);
  box.width = MIN (box.width, quadrant.width - 2 * PAD);
  box.height = head_height (self, domain);
  box.x = quadrant.x == 0 ? PAD : quadrant.x + quadrant.width - PAD - box.width;
  box.y = domain < 2 ? PAD / 2 : quadrant.y + quadrant.height - box.height - PAD / 2;
  gtk_widget_size_allocate (head, &box, -1);
}

static void
vb_canvas_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  VbCanvas *self = VB_CANVAS (widget);
  const GPtrArray *topics = self->talk != NULL ? vb_talk_get (self->talk)->topics : NULL;

  _vb_canvas_place_helpers (self, width, height);
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    place_head (self, i);
  for (guint i = 0; i < self->helpers->len; i++)
    {
      VbCanvasHelper *helper = g_ptr_array_index (self->helpers, i);

      gtk_widget_size_allocate (GTK_WIDGET (helper->chip), &helper->box, -1);
    }
  for (guint i = 0; topics != NULL && i < topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (topics, i);
      VbCanvasCard *card = g_hash_table_lookup (self->cards, topic->id);

      if (card == NULL)
        continue;
      find_box (self, card, topic);
      gtk_widget_size_allocate (GTK_WIDGET (card->card), &card->box, -1);
    }
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
vb_canvas_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  VbCanvas *self = VB_CANVAS (widget);
  GtkWidget *held = self->held != NULL          ? GTK_WIDGET (self->held->card)
                    : self->held_helper != NULL ? GTK_WIDGET (self->held_helper->chip)
                                                : NULL;

  _vb_canvas_draw (self, snapshot);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != self->popover && child != held)
      gtk_widget_snapshot_child (widget, child, snapshot);
  /* What is in the hand lies on top. */
  if (held != NULL)
    gtk_widget_snapshot_child (widget, held, snapshot);
}

static void
vb_canvas_css_changed (GtkWidget         *widget,
                       GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vb_canvas_parent_class)->css_changed (widget, change);

  _vb_canvas_forget_drawn (VB_CANVAS (widget));
}

/* What is drawn once has the domains at their sides. */
static void
vb_canvas_direction_changed (GtkWidget        *widget,
                             GtkTextDirection  before)
{
  GTK_WIDGET_CLASS (vb_canvas_parent_class)->direction_changed (widget, before);

  _vb_canvas_forget_drawn (VB_CANVAS (widget));
  gtk_widget_queue_draw (widget);
}

static void
vb_canvas_dispose (GObject *object)
{
  VbCanvas *self = VB_CANVAS (object);
  GtkWidget *child;

  self->held = NULL;
  self->held_helper = NULL;
  g_hash_table_remove_all (self->cards);
  g_ptr_array_set_size (self->helpers, 0);
  _vb_canvas_forget_drawn (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (vb_canvas_parent_class)->dispose (object);
}

static void
vb_canvas_finalize (GObject *object)
{
  VbCanvas *self = VB_CANVAS (object);

  g_hash_table_unref (self->cards);
  g_hash_table_unref (self->lines);
  g_ptr_array_unref (self->helpers);

  G_OBJECT_CLASS (vb_canvas_parent_class)->finalize (object);
}

static void
vb_canvas_class_init (VbCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_canvas_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_canvas_finalize;
  widget_class->measure = vb_canvas_measure;
  widget_class->size_allocate = vb_canvas_size_allocate;
  widget_class->snapshot = vb_canvas_snapshot;
  widget_class->css_changed = vb_canvas_css_changed;
  widget_class->direction_changed = vb_canvas_direction_changed;

  gtk_widget_class_set_css_name (widget_class, "vbcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
vb_canvas_init (VbCanvas *self)
{
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, card_free);
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->helpers = g_ptr_array_new_with_free_func (_vb_canvas_free_helper);
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    {
      self->heads[i] = g_object_new (VB_TYPE_DOMAIN_HEAD, NULL);
      gtk_widget_set_parent (GTK_WIDGET (self->heads[i]), GTK_WIDGET (self));
    }
  self->popover = gtk_popover_menu_new_from_model (NULL);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Four domains"), -1);
  _vb_canvas_add_controllers (self);
}

void
vb_canvas_set_talk (VbCanvas *self,
                    VbTalk   *talk)
{
  g_return_if_fail (VB_IS_CANVAS (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  vb_topic_actions_install (GTK_WIDGET (self), talk);
  vb_helper_actions_install (GTK_WIDGET (self), talk);
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    vb_domain_head_set_talk (self->heads[i], talk, vb_domains[i]);
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "person", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  said_cb (self);
}

GtkWidget *
vb_canvas_find_card (VbCanvas   *self,
                     const char *topic_id)
{
  VbCanvasCard *card;

  g_return_val_if_fail (VB_IS_CANVAS (self), NULL);

  card = g_hash_table_lookup (self->cards, topic_id);
  return card != NULL ? GTK_WIDGET (card->card) : NULL;
}

GtkWidget *
vb_canvas_find_helper (VbCanvas   *self,
                       const char *helper_id)
{
  VbCanvasHelper *helper;

  g_return_val_if_fail (VB_IS_CANVAS (self), NULL);

  helper = _vb_canvas_find_helper (self, helper_id);
  return helper != NULL ? GTK_WIDGET (helper->chip) : NULL;
}
