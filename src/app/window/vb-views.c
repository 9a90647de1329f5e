/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-views.h"

#include "app/collaboration/vb-collaboration-view.h"
#include "app/exchange/vb-mail-view.h"
#include "app/people/vb-people-view.h"
#include "app/referral/vb-referrals-view.h"
#include "app/today/vb-today-view.h"

/* The name of the row in the navigation, and what it shows. */
static const struct
{
  const char *name;
  GType (*get_type) (void);
} kinds[] = {
  { "today", vb_today_view_get_type },
  { "referrals", vb_referrals_view_get_type },
  { "people", vb_people_view_get_type },
  { "collaboration", vb_collaboration_view_get_type },
  { "letters", vb_mail_view_get_type },
};

struct _VbViews
{
  GObject parent_instance;

  VbSidebar *sidebar;
  GtkStack *lists;
  GtkStack *contents;
  GtkWidget *first_list; /* of the social map */
  GtkWidget *first_content;
  VbView *views[G_N_ELEMENTS (kinds)];
  VbView *shown; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbViews, vb_views, G_TYPE_OBJECT)

static void
waiting_cb (VbView     *view,
            guint       n,
            const char *words,
            VbViews    *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (self->views[i] == view)
      vb_sidebar_set_waiting (self->sidebar, kinds[i].name, n, words);
}

static void
vb_views_dispose (GObject *object)
{
  VbViews *self = VB_VIEWS (object);

  self->shown = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_clear_object (&self->views[i]);

  G_OBJECT_CLASS (vb_views_parent_class)->dispose (object);
}

static void
vb_views_class_init (VbViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vb_views_dispose;
}

static void
vb_views_init (VbViews *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      self->views[i] = g_object_new (kinds[i].get_type (), NULL);
      g_signal_connect_object (self->views[i], "waiting", G_CALLBACK (waiting_cb), self, 0);
    }
}

VbViews *
vb_views_new (VbSession *session,
              VbShell   *shell,
              VbSidebar *sidebar,
              GtkStack  *lists,
              GtkStack  *contents)
{
  VbViews *self = g_object_new (VB_TYPE_VIEWS, NULL);

  self->sidebar = sidebar;
  self->lists = lists;
  self->contents = contents;
  self->first_list = gtk_stack_get_visible_child (lists);
  self->first_content = gtk_stack_get_visible_child (contents);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    vb_view_attach (self->views[i], session, shell, lists, contents);
  return self;
}

gboolean
vb_views_show (VbViews    *self,
               const char *name)
{
  g_return_val_if_fail (VB_IS_VIEWS (self), FALSE);

  self->shown = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      self->shown = self->views[i];
  if (self->shown != NULL)
    {
      vb_view_show (self->shown);
      return TRUE;
    }
  gtk_stack_set_visible_child (self->lists, self->first_list);
  gtk_stack_set_visible_child (self->contents, self->first_content);
  return FALSE;
}

VbView *
vb_views_get_shown (VbViews *self)
{
  g_return_val_if_fail (VB_IS_VIEWS (self), NULL);

  return self->shown;
}
