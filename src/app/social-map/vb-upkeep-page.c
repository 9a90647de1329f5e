/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-upkeep-page.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-fact-group.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-wrap-button.h"

/* How long changes are gathered before the lists are read again. */
#define REFRESH_MS 150

typedef struct
{
  GtkStack *stack;
  AdwStatusPage *error_page;
  VbFactGroup *first;
  VbFactGroup *second;
  GtkLabel *more_label;

  char *empty_icon;
  char *empty_title;
  char *empty_description;
  char *first_title;
  char *second_title;

  VbStore *store; /* (nullable) */
  GSignalGroup *store_signals;
  GCancellable *loading;
  guint refresh;
} VbUpkeepPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VbUpkeepPage, vb_upkeep_page, ADW_TYPE_BIN)

#define PRIV(self) ((VbUpkeepPagePrivate *) vb_upkeep_page_get_instance_private (self))

enum
{
  PROP_EMPTY_ICON = 1,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_FIRST_TITLE,
  PROP_SECOND_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* ------------------------------------------------------------------ showing */

static void
show_more (VbUpkeepPage *self,
           guint         n)
{
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u more comes when these are done.",
                               "%u more come when these are done.", n), n);

  gtk_label_set_label (PRIV (self)->more_label, text);
  gtk_widget_set_visible (GTK_WIDGET (PRIV (self)->more_label), n > 0);
}

/* Gives how many did not get a row. */
static guint
show_items (VbFactGroup     *group,
            GPtrArray       *items,
            VbUpkeepRowFunc  make_row)
{
  guint n = MIN (items->len, VB_UPKEEP_PAGE_MAX_ROWS);

  vb_fact_group_clear (group);
  for (guint i = 0; i < n; i++)
    vb_fact_group_append (group, make_row (items->pdata[i]));
  return items->len - n;
}

void
vb_upkeep_page_show (VbUpkeepPage    *self,
                     GPtrArray       *first,
                     VbUpkeepRowFunc  make_first,
                     GPtrArray       *second,
                     VbUpkeepRowFunc  make_second)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  g_return_if_fail (VB_IS_UPKEEP_PAGE (self));

  show_more (self, show_items (priv->first, first, make_first) +
                     show_items (priv->second, second, make_second));
  gtk_stack_set_visible_child_name (priv->stack, first->len + second->len > 0 ? "list" : "none");
}

void
vb_upkeep_page_show_error (VbUpkeepPage *self,
                           const GError *error)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  g_return_if_fail (VB_IS_UPKEEP_PAGE (self));

  vb_error_page_show (priv->error_page, error);
  gtk_stack_set_visible_child_name (priv->stack, "error");
}

static void
clear (VbUpkeepPage *self)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  vb_fact_group_clear (priv->first);
  vb_fact_group_clear (priv->second);
  if (VB_UPKEEP_PAGE_GET_CLASS (self)->clear != NULL)
    VB_UPKEEP_PAGE_GET_CLASS (self)->clear (self);
  gtk_stack_set_visible_child_name (priv->stack, "busy");
}

/* ------------------------------------------------------------------ reading */

static void
cancel (VbUpkeepPage *self)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  g_clear_handle_id (&priv->refresh, g_source_remove);
  g_cancellable_cancel (priv->loading);
  g_clear_object (&priv->loading);
}

static void
load (VbUpkeepPage *self)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  cancel (self);
  priv->loading = g_cancellable_new ();
  if (priv->store != NULL)
    VB_UPKEEP_PAGE_GET_CLASS (self)->load (self, priv->store, priv->loading);
}

static void
retry_cb (VbUpkeepPage *self)
{
  load (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  VbUpkeepPage *self = user_data;

  PRIV (self)->refresh = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbUpkeepPage *self)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  if (priv->refresh == 0)
    priv->refresh = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

void
vb_upkeep_page_set_store (VbUpkeepPage *self,
                          VbStore      *store)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  g_return_if_fail (VB_IS_UPKEEP_PAGE (self));

  if (!g_set_object (&priv->store, store))
    return;
  g_signal_group_set_target (priv->store_signals, store);
  load (self);
  if (store == NULL)
    clear (self);
}

/* ------------------------------------------------------------------ object */

static char **
place_of (VbUpkeepPage *self,
          guint         id)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  switch (id)
    {
    case PROP_EMPTY_ICON:
      return &priv->empty_icon;
    case PROP_EMPTY_TITLE:
      return &priv->empty_title;
    case PROP_EMPTY_DESCRIPTION:
      return &priv->empty_description;
    case PROP_FIRST_TITLE:
      return &priv->first_title;
    case PROP_SECOND_TITLE:
      return &priv->second_title;
    default:
      return NULL;
    }
}

static void
vb_upkeep_page_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  char **place = place_of (VB_UPKEEP_PAGE (object), id);

  if (place != NULL)
    g_value_set_string (value, *place);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vb_upkeep_page_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  char **place = place_of (VB_UPKEEP_PAGE (object), id);

  if (place == NULL)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_free (*place);
  *place = g_value_dup_string (value);
}

static void
vb_upkeep_page_dispose (GObject *object)
{
  VbUpkeepPagePrivate *priv = PRIV (VB_UPKEEP_PAGE (object));

  cancel (VB_UPKEEP_PAGE (object));
  g_clear_object (&priv->store_signals);
  g_clear_object (&priv->store);

  G_OBJECT_CLASS (vb_upkeep_page_parent_class)->dispose (object);
}

static void
vb_upkeep_page_finalize (GObject *object)
{
  for (guint id = 1; id < N_PROPS; id++)
    g_free (*place_of (VB_UPKEEP_PAGE (object), id));

  G_OBJECT_CLASS (vb_upkeep_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  static const char *const names[N_PROPS] = { NULL, "empty-icon", "empty-title",
                                              "empty-description", "first-title",
                                              "second-title" };

  for (guint id = 1; id < N_PROPS; id++)
    props[id] = g_param_spec_string (names[id], NULL, NULL, NULL,
                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (klass, N_PROPS, props);
}

static void
vb_upkeep_page_class_init (VbUpkeepPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_upkeep_page_get_property;
  object_class->set_property = vb_upkeep_page_set_property;
  object_class->dispose = vb_upkeep_page_dispose;
  object_class->finalize = vb_upkeep_page_finalize;
  install_properties (object_class);

  g_type_ensure (VB_TYPE_FACT_GROUP);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-upkeep-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, VbUpkeepPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, VbUpkeepPage, error_page);
  gtk_widget_class_bind_template_child_private (widget_class, VbUpkeepPage, first);
  gtk_widget_class_bind_template_child_private (widget_class, VbUpkeepPage, second);
  gtk_widget_class_bind_template_child_private (widget_class, VbUpkeepPage, more_label);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
vb_upkeep_page_init (VbUpkeepPage *self)
{
  VbUpkeepPagePrivate *priv = PRIV (self);

  priv->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_group_connect_swapped (priv->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
