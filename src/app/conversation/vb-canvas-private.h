/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/conversation/vb-canvas.h"
#include "app/conversation/vb-domain-head.h"
#include "app/conversation/vb-topic-card.h"
#include "app/conversation/vb-topic-words.h"

G_BEGIN_DECLS

/* A card, and where it lies. */
typedef struct
{
  VbTopicCard *card;
  GdkRectangle box;
} VbCanvasCard;

struct _VbCanvas
{
  GtkWidget parent_instance;

  VbDomainHead *heads[VB_N_DOMAINS];
  GtkWidget *popover;
  GHashTable *cards; /* id of a topic: VbCanvasCard */
  GHashTable *lines; /* id of a link: what was drawn */
  GskRenderNode *ground; /* (nullable): what does not move */

  VbTalk *talk;
  VbCanvasCard *held; /* (nullable): being dragged */
  gboolean moved;     /* it was dragged, not only clicked */
  gboolean linking;   /* a link is drawn from it */
  double hold_x;      /* where it was taken, from its corner */
  double hold_y;
  double end_x; /* of the link that is drawn */
  double end_y;
};

/* The part of the canvas where the cards of a domain lie. */
void          _vb_canvas_get_area  (VbCanvas *self, guint domain, GdkRectangle *area);
guint         _vb_canvas_get_domain (VbCanvas *self, VbCanvasCard *card);
/* (nullable): which card is there */
VbCanvasCard *_vb_canvas_card_at   (VbCanvas *self, double x, double y);
/* (nullable): which card has the focus */
VbCanvasCard *_vb_canvas_focus     (VbCanvas *self);
/* Lays the held card down at that corner: keeps where it is now. */
void          _vb_canvas_lay_down  (VbCanvas *self, VbCanvasCard *card, int x, int y);
void          _vb_canvas_open_menu (VbCanvas *self, VbCanvasCard *card, GMenuModel *menu);

void          _vb_canvas_draw      (VbCanvas *self, GtkSnapshot *snapshot);
void          _vb_canvas_forget_drawn (VbCanvas *self);
void          _vb_canvas_add_controllers (VbCanvas *self);

G_END_DECLS
