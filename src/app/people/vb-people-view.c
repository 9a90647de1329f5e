/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-people-view.h"

#include "app/people/vb-people-page.h"
#include "app/people/vb-person-pane.h"
#include "app/people/vb-person-window.h"

struct _VbPeopleView
{
  GObject parent_instance;

  VbSession *session;
  VbShell *shell;
  GtkStack *lists;
  GtkStack *contents;
  GtkWidget *first_list;
  GtkWidget *first_content;
  VbPeoplePage *page; /* (nullable): not needed yet */
  VbPersonPane *pane;
};

G_DEFINE_FINAL_TYPE (VbPeopleView, vb_people_view, G_TYPE_OBJECT)

static void
show_person (VbPeopleView *self,
             const char   *id)
{
  vb_person_pane_show (self->pane, id);
  vb_shell_show_content (self->shell);
}

static void
make_panes (VbPeopleView *self)
{
  self->page = g_object_new (VB_TYPE_PEOPLE_PAGE, "session", self->session, NULL);
  self->pane = g_object_new (VB_TYPE_PERSON_PANE, "session", self->session, NULL);
  g_object_bind_property (self->shell, "sidebar-folded", self->page, "sidebar-folded",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->shell, "folded", self->page, "folded", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->shell, "folded", self->pane, "folded", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->page, "chosen", G_CALLBACK (show_person), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "opened", G_CALLBACK (vb_people_page_note_opened),
                           self->page, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->lists, GTK_WIDGET (self->page));
  gtk_stack_add_child (self->contents, GTK_WIDGET (self->pane));
}

static void
vb_people_view_finalize (GObject *object)
{
  g_object_unref (VB_PEOPLE_VIEW (object)->session);

  G_OBJECT_CLASS (vb_people_view_parent_class)->finalize (object);
}

static void
vb_people_view_class_init (VbPeopleViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vb_people_view_finalize;
}

static void
vb_people_view_init (VbPeopleView *self)
{
}

VbPeopleView *
vb_people_view_new (VbSession *session,
                    VbShell   *shell,
                    GtkStack  *lists,
                    GtkStack  *contents)
{
  VbPeopleView *self = g_object_new (VB_TYPE_PEOPLE_VIEW, NULL);

  self->session = g_object_ref (session);
  self->shell = shell;
  self->lists = lists;
  self->contents = contents;
  self->first_list = gtk_stack_get_visible_child (lists);
  self->first_content = gtk_stack_get_visible_child (contents);
  return self;
}

void
vb_people_view_set_shown (VbPeopleView *self,
                          gboolean      shown)
{
  g_return_if_fail (VB_IS_PEOPLE_VIEW (self));

  if (shown && self->page == NULL)
    make_panes (self);
  gtk_stack_set_visible_child (self->lists, shown ? GTK_WIDGET (self->page) : self->first_list);
  gtk_stack_set_visible_child (self->contents,
                               shown ? GTK_WIDGET (self->pane) : self->first_content);
}

gboolean
vb_people_view_get_shown (VbPeopleView *self)
{
  g_return_val_if_fail (VB_IS_PEOPLE_VIEW (self), FALSE);

  return self->page != NULL
         && gtk_stack_get_visible_child (self->lists) == GTK_WIDGET (self->page);
}

void
vb_people_view_focus_search (VbPeopleView *self)
{
  g_return_if_fail (VB_IS_PEOPLE_VIEW (self) && self->page != NULL);

  vb_people_page_focus_search (self->page);
}

static void
added_cb (VbPersonWindow *form,
          const char     *id,
          VbPeopleView   *self)
{
  show_person (self, id);
}

void
vb_people_view_add_person (VbPeopleView *self,
                           GtkWindow    *parent)
{
  GtkWindow *form;

  g_return_if_fail (VB_IS_PEOPLE_VIEW (self) && self->page != NULL);

  form = vb_person_window_new (parent, vb_session_get_store (self->session), NULL);
  g_signal_connect_object (form, "saved", G_CALLBACK (added_cb), self, 0);
  gtk_window_present (form);
}
