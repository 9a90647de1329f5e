/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-view.h"

typedef struct
{
  VbSession *session;
  VbShell *shell;
  GtkStack *lists;
  GtkStack *contents;
  GtkWidget *list; /* (nullable): not needed yet */
  GtkWidget *content;
} VbViewPrivate;

enum
{
  WAITING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VbView, vb_view, G_TYPE_OBJECT)

#define PRIVATE(self) ((VbViewPrivate *) vb_view_get_instance_private (self))

static void
make_panes (VbView *self)
{
  VbViewPrivate *priv = PRIVATE (self);

  VB_VIEW_GET_CLASS (self)->make_panes (self, priv->session, &priv->list, &priv->content);
  g_object_bind_property (priv->shell, "sidebar-folded", priv->list, "sidebar-folded",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (priv->shell, "folded", priv->list, "folded", G_BINDING_SYNC_CREATE);
  g_object_bind_property (priv->shell, "folded", priv->content, "folded", G_BINDING_SYNC_CREATE);
  gtk_stack_add_child (priv->lists, priv->list);
  gtk_stack_add_child (priv->contents, priv->content);
}

static void
vb_view_finalize (GObject *object)
{
  g_clear_object (&PRIVATE (VB_VIEW (object))->session);

  G_OBJECT_CLASS (vb_view_parent_class)->finalize (object);
}

static void
vb_view_class_init (VbViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vb_view_finalize;

  signals[WAITING] = g_signal_new ("waiting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
vb_view_init (VbView *self)
{
}

void
vb_view_attach (VbView    *self,
                VbSession *session,
                VbShell   *shell,
                GtkStack  *lists,
                GtkStack  *contents)
{
  VbViewPrivate *priv;

  g_return_if_fail (VB_IS_VIEW (self) && VB_IS_SESSION (session));

  priv = PRIVATE (self);
  priv->session = g_object_ref (session);
  priv->shell = shell;
  priv->lists = lists;
  priv->contents = contents;
  if (VB_VIEW_GET_CLASS (self)->attached != NULL)
    VB_VIEW_GET_CLASS (self)->attached (self);
}

void
vb_view_show (VbView *self)
{
  VbViewPrivate *priv;

  g_return_if_fail (VB_IS_VIEW (self));

  priv = PRIVATE (self);
  if (priv->list == NULL)
    make_panes (self);
  gtk_stack_set_visible_child (priv->lists, priv->list);
  gtk_stack_set_visible_child (priv->contents, priv->content);
}

void
vb_view_focus_search (VbView *self)
{
  g_return_if_fail (VB_IS_VIEW (self) && PRIVATE (self)->list != NULL);

  VB_VIEW_GET_CLASS (self)->focus_search (self);
}

void
vb_view_show_item (VbView     *self,
                   const char *id)
{
  g_return_if_fail (VB_IS_VIEW (self) && PRIVATE (self)->list != NULL && id != NULL);

  if (VB_VIEW_GET_CLASS (self)->show_item != NULL)
    VB_VIEW_GET_CLASS (self)->show_item (self, id);
}

void
vb_view_show_part (VbView     *self,
                   const char *name)
{
  g_return_if_fail (VB_IS_VIEW (self) && PRIVATE (self)->list != NULL && name != NULL);

  if (VB_VIEW_GET_CLASS (self)->show_part != NULL)
    VB_VIEW_GET_CLASS (self)->show_part (self, name);
  vb_shell_show_list (PRIVATE (self)->shell);
}

VbSession *
vb_view_get_session (VbView *self)
{
  g_return_val_if_fail (VB_IS_VIEW (self), NULL);

  return PRIVATE (self)->session;
}

void
vb_view_show_content (VbView *self)
{
  g_return_if_fail (VB_IS_VIEW (self));

  vb_shell_show_content (PRIVATE (self)->shell);
}

void
vb_view_set_waiting (VbView     *self,
                     guint       n,
                     const char *words)
{
  g_return_if_fail (VB_IS_VIEW (self));

  g_signal_emit (self, signals[WAITING], 0, n, words);
}
