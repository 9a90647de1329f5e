/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-mail-view.h"

#include "app/exchange/vb-mail-page.h"
#include "app/exchange/vb-mail-pane.h"

struct _VbMailView
{
  VbView parent_instance;

  VbMailPage *page; /* (nullable): not needed yet */
  VbMailPane *pane;
};

G_DEFINE_FINAL_TYPE (VbMailView, vb_mail_view, VB_TYPE_VIEW)

static void
chosen_cb (VbMailView *self,
           gpointer    line)
{
  vb_mail_pane_show (self->pane, line);
  vb_view_show_content (VB_VIEW (self));
}

static void
make_panes (VbView     *view,
            VbSession  *session,
            GtkWidget **list,
            GtkWidget **content)
{
  VbMailView *self = VB_MAIL_VIEW (view);

  self->page = g_object_new (VB_TYPE_MAIL_PAGE, "session", session, NULL);
  self->pane = g_object_new (VB_TYPE_MAIL_PANE, "session", session, NULL);
  g_signal_connect_object (self->page, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  *list = GTK_WIDGET (self->page);
  *content = GTK_WIDGET (self->pane);
}

static void
focus_search (VbView *view)
{
  vb_mail_page_focus_first (VB_MAIL_VIEW (view)->page);
}

static void
vb_mail_view_class_init (VbMailViewClass *klass)
{
  VbViewClass *view_class = VB_VIEW_CLASS (klass);

  view_class->make_panes = make_panes;
  view_class->focus_search = focus_search;
}

static void
vb_mail_view_init (VbMailView *self)
{
}
