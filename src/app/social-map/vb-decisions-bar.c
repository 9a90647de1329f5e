/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-decisions-bar.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "core/store/vb-trust.h"

struct _VbDecisionsBar
{
  AdwBin parent_instance;

  GtkWidget *button;
  GtkLabel *label;

  VbStore *store;
  GSignalGroup *store_signals;
  GCancellable *counting;
  guint recount;
  guint n_reports;
  guint n_conflicts;
  gboolean wanted;
};

enum
{
  PROP_0,
  PROP_COUNT,
  PROP_WANTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbDecisionsBar, vb_decisions_bar, ADW_TYPE_BIN)

static void
show_counts (VbDecisionsBar *self)
{
  g_autofree char *reports =
    g_strdup_printf (ngettext ("%u report of something wrong", "%u reports of something wrong",
                               self->n_reports), self->n_reports);
  g_autofree char *conflicts =
    g_strdup_printf (ngettext ("%u field on which sources disagree",
                               "%u fields on which sources disagree", self->n_conflicts),
                     self->n_conflicts);
  g_autofree char *text =
    self->n_conflicts == 0 ? g_strdup (reports)
    : self->n_reports == 0 ? g_strdup (conflicts)
                           : g_strdup_printf ("%s, %s", reports, conflicts);

  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->wanted && self->n_reports + self->n_conflicts > 0);
}

static void
set_counts (VbDecisionsBar *self,
            guint           n_reports,
            guint           n_conflicts)
{
  guint before = self->n_reports + self->n_conflicts;

  self->n_reports = n_reports;
  self->n_conflicts = n_conflicts;
  show_counts (self);
  if (before != n_reports + n_conflicts)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/* ------------------------------------------------------------------ counting */

static void
conflicts_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDecisionsBar *self = call->owner;
  g_autoptr(GPtrArray) conflicts = vb_trust_list_conflicts_finish (VB_STORE (source), result, NULL);

  /* Not wanted any more, or trouble that the list below it shows. */
  if (conflicts != NULL && !vb_call_is_over (call))
    set_counts (self, self->n_reports, conflicts->len);
}

static void
reports_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDecisionsBar *self = call->owner;
  g_autoptr(GPtrArray) reports = vb_trust_list_reports_finish (VB_STORE (source), result, NULL);

  if (reports == NULL || vb_call_is_over (call))
    return;
  set_counts (self, reports->len, self->n_conflicts);
  vb_trust_list_conflicts_async (self->store, NULL, self->counting, conflicts_cb,
                                 vb_call_new (self, self->counting));
}

static void
count (VbDecisionsBar *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (self->store == NULL)
    {
      set_counts (self, 0, 0);
      return;
    }
  self->counting = g_cancellable_new ();
  vb_trust_list_reports_async (self->store, NULL, self->counting, reports_cb,
                               vb_call_new (self, self->counting));
}

static gboolean
recount_cb (gpointer user_data)
{
  VbDecisionsBar *self = user_data;

  self->recount = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbDecisionsBar *self)
{
  if (self->recount == 0)
    self->recount = g_timeout_add (200, recount_cb, self);
}

void
vb_decisions_bar_set_store (VbDecisionsBar *self,
                            VbStore        *store)
{
  g_return_if_fail (VB_IS_DECISIONS_BAR (self));

  if (!g_set_object (&self->store, store))
    return;
  g_clear_handle_id (&self->recount, g_source_remove);
  g_signal_group_set_target (self->store_signals, store);
  /* Not while the window opens: the list goes first. */
  if (store != NULL)
    self->recount = g_timeout_add (500, recount_cb, self);
  else
    count (self);
}

guint
vb_decisions_bar_get_count (VbDecisionsBar *self)
{
  g_return_val_if_fail (VB_IS_DECISIONS_BAR (self), 0);

  return self->n_reports + self->n_conflicts;
}

/* ------------------------------------------------------------------ object */

static void
vb_decisions_bar_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  VbDecisionsBar *self = VB_DECISIONS_BAR (object);

  switch (id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, vb_decisions_bar_get_count (self));
      break;
    case PROP_WANTED:
      g_value_set_boolean (value, self->wanted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_decisions_bar_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  VbDecisionsBar *self = VB_DECISIONS_BAR (object);

  switch (id)
    {
    case PROP_WANTED:
      self->wanted = g_value_get_boolean (value);
      show_counts (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_decisions_bar_dispose (GObject *object)
{
  VbDecisionsBar *self = VB_DECISIONS_BAR (object);

  g_clear_handle_id (&self->recount, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_decisions_bar_parent_class)->dispose (object);
}

static void
vb_decisions_bar_class_init (VbDecisionsBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_decisions_bar_get_property;
  object_class->set_property = vb_decisions_bar_set_property;
  object_class->dispose = vb_decisions_bar_dispose;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WANTED] = g_param_spec_boolean ("wanted", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-decisions-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsBar, button);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsBar, label);
}

static void
vb_decisions_bar_init (VbDecisionsBar *self)
{
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
