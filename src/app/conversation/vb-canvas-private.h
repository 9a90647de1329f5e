/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/conversation/vb-canvas.h"
#include "app/conversation/vb-domain-head.h"
#include "app/conversation/vb-helper-chip.h"
#include "app/conversation/vb-topic-card.h"
#include "app/conversation/vb-topic-words.h"

G_BEGIN_DECLS

/* A card, and where it lies. */
typedef struct
{
  VbTopicCard *card;
  GdkRectangle box;
} VbCanvasCard;

/* Somebody who helps already, and where they stand. */
typedef struct
{
  VbHelperChip *chip;
  GdkRectangle box;
  guint strip; /* beside which domain; VB_N_DOMAINS: around the person */
} VbCanvasHelper;

struct _VbCanvas
{
  GtkWidget parent_instance;

  VbDomainHead *heads[VB_N_DOMAINS];
  GtkWidget *popover;
  GHashTable *cards; /* id of a topic: VbCanvasCard */
  GHashTable *lines; /* id of a link: what was drawn */
  GskRenderNode *ground; /* (nullable): what does not move */

  GPtrArray *helpers;           /* of VbCanvasHelper */
  int strips[VB_N_DOMAINS + 1]; /* how high each is; the last is around the person */
  int helper_height;

  VbTalk *talk;
  VbCanvasCard *held; /* (nullable): being dragged */
  VbCanvasHelper *held_helper; /* (nullable) */
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
void          _vb_canvas_open_menu (VbCanvas *self, const GdkRectangle *box, GMenuModel *menu);
/* The focus, from @widget at @box to what is nearest that way; gives whether there is anything. */
gboolean      _vb_canvas_go        (VbCanvas *self, GtkWidget *widget, const GdkRectangle *box,
                                    int dx, int dy);

void            _vb_canvas_place_helpers   (VbCanvas *self, int width, int height);
/* How much height they take from the domains. */
int             _vb_canvas_measure_helpers (VbCanvas *self);
void            _vb_canvas_show_helpers    (VbCanvas *self);
void            _vb_canvas_free_helper     (gpointer helper);
/* (nullable), all three */
VbCanvasHelper *_vb_canvas_find_helper     (VbCanvas *self, const char *helper_id);
VbCanvasHelper *_vb_canvas_helper_at       (VbCanvas *self, double x, double y);
VbCanvasHelper *_vb_canvas_helper_focus    (VbCanvas *self);
void            _vb_canvas_open_helper     (VbCanvas *self, VbCanvasHelper *helper);
/* @x, @y: where the hand is; @by_x, @by_y: how far it went */
void            _vb_canvas_drag_helper     (VbCanvas *self, double x, double y, double by_x,
                                            double by_y);
void            _vb_canvas_drop_helper     (VbCanvas *self, VbCanvasHelper *helper, double x,
                                            double y);
void            _vb_canvas_let_go_of_helper (VbCanvas *self);
gboolean        _vb_canvas_helper_key      (VbCanvas *self, VbCanvasHelper *helper, guint keyval,
                                            GdkModifierType held);

void          _vb_canvas_draw      (VbCanvas *self, GtkSnapshot *snapshot);
void          _vb_canvas_forget_drawn (VbCanvas *self);
void          _vb_canvas_add_controllers (VbCanvas *self);

G_END_DECLS
