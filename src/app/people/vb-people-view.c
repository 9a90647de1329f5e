/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-people-view.h"

#include "app/people/vb-people-page.h"
#include "app/people/vb-person-pane.h"
#include "app/people/vb-person-window.h"

struct _VbPeopleView
{
  VbView parent_instance;

  VbPeoplePage *page; /* (nullable): not needed yet */
  VbPersonPane *pane;
};

G_DEFINE_FINAL_TYPE (VbPeopleView, vb_people_view, VB_TYPE_VIEW)

static void
show_person (VbView     *view,
             const char *id)
{
  vb_person_pane_show (VB_PEOPLE_VIEW (view)->pane, id);
  vb_view_show_content (view);
}

static void
make_panes (VbView     *view,
            VbSession  *session,
            GtkWidget **list,
            GtkWidget **content)
{
  VbPeopleView *self = VB_PEOPLE_VIEW (view);

  self->page = g_object_new (VB_TYPE_PEOPLE_PAGE, "session", session, NULL);
  self->pane = g_object_new (VB_TYPE_PERSON_PANE, "session", session, NULL);
  g_signal_connect_object (self->page, "chosen", G_CALLBACK (show_person), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "opened", G_CALLBACK (vb_people_page_note_opened),
                           self->page, G_CONNECT_SWAPPED);
  *list = GTK_WIDGET (self->page);
  *content = GTK_WIDGET (self->pane);
}

static void
focus_search (VbView *view)
{
  vb_people_page_focus_search (VB_PEOPLE_VIEW (view)->page);
}

static void
vb_people_view_class_init (VbPeopleViewClass *klass)
{
  VbViewClass *view_class = VB_VIEW_CLASS (klass);

  view_class->make_panes = make_panes;
  view_class->focus_search = focus_search;
  view_class->show_item = show_person;
}

static void
vb_people_view_init (VbPeopleView *self)
{
}

static void
added_cb (VbPersonWindow *form,
          const char     *id,
          VbView         *self)
{
  show_person (self, id);
}

void
vb_people_view_add_person (VbPeopleView *self,
                           GtkWindow    *parent)
{
  GtkWindow *form;

  g_return_if_fail (VB_IS_PEOPLE_VIEW (self) && self->page != NULL);

  form = vb_person_window_new (parent, vb_session_get_store (vb_view_get_session (VB_VIEW (self))),
                               NULL);
  g_signal_connect_object (form, "saved", G_CALLBACK (added_cb), self, 0);
  gtk_window_present (form);
}
