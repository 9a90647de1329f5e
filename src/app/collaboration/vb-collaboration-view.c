/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/collaboration/vb-collaboration-view.h"

#include "app/collaboration/vb-collaboration-page.h"
#include "app/collaboration/vb-collaboration-pane.h"

struct _VbCollaborationView
{
  VbView parent_instance;

  GtkWidget *page; /* (nullable): not needed yet */
};

G_DEFINE_FINAL_TYPE (VbCollaborationView, vb_collaboration_view, VB_TYPE_VIEW)

static void
make_panes (VbView     *view,
            VbSession  *session,
            GtkWidget **list,
            GtkWidget **content)
{
  VbCollaborationView *self = VB_COLLABORATION_VIEW (view);

  self->page = g_object_new (VB_TYPE_COLLABORATION_PAGE, NULL);
  *list = self->page;
  *content = g_object_new (VB_TYPE_COLLABORATION_PANE, NULL);
}

/* There is nothing to search in: the first of what there is. */
static void
focus_search (VbView *view)
{
  gtk_widget_child_focus (VB_COLLABORATION_VIEW (view)->page, GTK_DIR_TAB_FORWARD);
}

static void
vb_collaboration_view_class_init (VbCollaborationViewClass *klass)
{
  VbViewClass *view_class = VB_VIEW_CLASS (klass);

  view_class->make_panes = make_panes;
  view_class->focus_search = focus_search;
}

static void
vb_collaboration_view_init (VbCollaborationView *self)
{
}
