/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-upkeep-bar.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/widgets/vb-accessible.h"
#include "core/store/vb-duplicates.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-trust.h"

/* Beyond this many pairs, counting on says nothing new. */
#define MANY 99

struct _VbUpkeepBar
{
  AdwBin parent_instance;

  AdwActionRow *decisions_row;
  GtkLabel *decisions_count;
  AdwActionRow *duplicates_row;
  GtkLabel *duplicates_count;
  AdwActionRow *gaps_row;
  GtkLabel *gaps_count;

  VbStore *store;
  GSignalGroup *store_signals;
  GCancellable *counting;
  guint recount;
  guint n_reports;
  guint n_conflicts;
  guint n_services; /* pairs of them that may be the same */
  guint n_duplicates;
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

G_DEFINE_FINAL_TYPE (VbUpkeepBar, vb_upkeep_bar, ADW_TYPE_BIN)

/* ------------------------------------------------------------------ showing */

static void
show_count (AdwActionRow *row,
            GtkLabel     *count_label,
            guint         n,
            const char   *words)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *count = n > MANY ? g_strdup_printf ("%d+", MANY) : g_strdup_printf ("%u", n);
  g_autofree char *label = g_strdup_printf ("%s, %s", title, words);

  gtk_label_set_label (count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (count_label), n > 0);
  adw_action_row_set_subtitle (row, words);
  vb_accessible_set_label (GTK_WIDGET (row), label);
}

static void
show_decisions (VbUpkeepBar *self)
{
  g_autofree char *reports =
    g_strdup_printf (ngettext ("%u report of something wrong", "%u reports of something wrong",
                               self->n_reports), self->n_reports);
  g_autofree char *conflicts =
    g_strdup_printf (ngettext ("%u field on which sources disagree",
                               "%u fields on which sources disagree", self->n_conflicts),
                     self->n_conflicts);
  g_autofree char *both = g_strdup_printf ("%s, %s", reports, conflicts);

  show_count (self->decisions_row, self->decisions_count, self->n_reports + self->n_conflicts,
              self->n_reports + self->n_conflicts == 0
                ? _("Nothing reported wrong, no sources that disagree")
              : self->n_conflicts == 0 ? reports
              : self->n_reports == 0   ? conflicts
                                       : both);
}

static void
show_duplicates (VbUpkeepBar *self)
{
  guint n = self->n_services + self->n_duplicates;
  g_autofree char *pairs =
    g_strdup_printf (n > MANY ? _("More than %u pairs of entries that look alike")
                              : ngettext ("%u pair of entries that look alike",
                                          "%u pairs of entries that look alike", n),
                     MIN (n, MANY));

  show_count (self->duplicates_row, self->duplicates_count, n,
              n == 0 ? _("No entries that look alike") : pairs);
}

static void
show_gaps (VbUpkeepBar *self,
           guint        n)
{
  g_autofree char *open =
    g_strdup_printf (ngettext ("%u gap in what the neighbourhood offers",
                               "%u gaps in what the neighbourhood offers", n), n);

  show_count (self->gaps_row, self->gaps_count, n, n == 0 ? _("No open gaps") : open);
}

static void
set_decisions (VbUpkeepBar *self,
               guint        n_reports,
               guint        n_conflicts)
{
  guint before = vb_upkeep_bar_get_count (self);

  self->n_reports = n_reports;
  self->n_conflicts = n_conflicts;
  show_decisions (self);
  if (before != n_reports + n_conflicts)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/* ------------------------------------------------------------------ counting
 *
 * One after the other, so that a search never waits for more than one of them. What cannot be read
 * keeps its number; the page behind it says what the trouble is. */

static void
organizations_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbUpkeepBar *self = call->owner;
  g_autoptr(GPtrArray) pairs = vb_duplicates_find_finish (VB_STORE (source), result, NULL);

  if (pairs == NULL || vb_call_is_over (call))
    return;
  self->n_duplicates = pairs->len;
  show_duplicates (self);
}

static void
services_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbUpkeepBar *self = call->owner;
  g_autoptr(GPtrArray) pairs = vb_duplicates_find_finish (VB_STORE (source), result, NULL);

  if (pairs == NULL || vb_call_is_over (call))
    return;
  self->n_services = pairs->len;
  show_duplicates (self);
  vb_duplicates_find_async (self->store, VB_TABLE_ORGANIZATION, MANY + 1, self->counting,
                            organizations_cb, vb_call_new (self, self->counting));
}

static void
gaps_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbUpkeepBar *self = call->owner;
  g_autoptr(GPtrArray) gaps = vb_personal_list_gaps_finish (VB_STORE (source), result, NULL);
  guint n = 0;

  if (gaps == NULL || vb_call_is_over (call))
    return;
  for (guint i = 0; i < gaps->len; i++)
    n += ((VbGap *) gaps->pdata[i])->outcome == NULL;
  show_gaps (self, n);
  vb_duplicates_find_async (self->store, VB_TABLE_SERVICE, MANY + 1, self->counting, services_cb,
                            vb_call_new (self, self->counting));
}

static void
conflicts_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbUpkeepBar *self = call->owner;
  g_autoptr(GPtrArray) conflicts = vb_trust_list_conflicts_finish (VB_STORE (source), result, NULL);

  if (conflicts == NULL || vb_call_is_over (call))
    return;
  set_decisions (self, self->n_reports, conflicts->len);
  if (self->wanted)
    vb_personal_list_gaps_async (self->store, self->counting, gaps_cb,
                                 vb_call_new (self, self->counting));
}

static void
reports_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbUpkeepBar *self = call->owner;
  g_autoptr(GPtrArray) reports = vb_trust_list_reports_finish (VB_STORE (source), result, NULL);

  if (reports == NULL || vb_call_is_over (call))
    return;
  set_decisions (self, reports->len, self->n_conflicts);
  vb_trust_list_conflicts_async (self->store, NULL, self->counting, conflicts_cb,
                                 vb_call_new (self, self->counting));
}

static void
count (VbUpkeepBar *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (self->store == NULL)
    {
      self->n_services = self->n_duplicates = 0;
      set_decisions (self, 0, 0);
      show_duplicates (self);
      show_gaps (self, 0);
      return;
    }
  self->counting = g_cancellable_new ();
  vb_trust_list_reports_async (self->store, NULL, self->counting, reports_cb,
                               vb_call_new (self, self->counting));
}

static gboolean
recount_cb (gpointer user_data)
{
  VbUpkeepBar *self = user_data;

  self->recount = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

static void
count_soon (VbUpkeepBar *self,
            guint        milliseconds)
{
  if (self->recount == 0 && self->store != NULL)
    self->recount = g_timeout_add (milliseconds, recount_cb, self);
}

static void
store_changed_cb (VbUpkeepBar *self)
{
  count_soon (self, 200);
}

void
vb_upkeep_bar_set_store (VbUpkeepBar *self,
                         VbStore     *store)
{
  g_return_if_fail (VB_IS_UPKEEP_BAR (self));

  if (!g_set_object (&self->store, store))
    return;
  g_clear_handle_id (&self->recount, g_source_remove);
  g_signal_group_set_target (self->store_signals, store);
  /* Not while the window opens: the list goes first. */
  if (store != NULL)
    count_soon (self, 500);
  else
    count (self);
}

guint
vb_upkeep_bar_get_count (VbUpkeepBar *self)
{
  g_return_val_if_fail (VB_IS_UPKEEP_BAR (self), 0);

  return self->n_reports + self->n_conflicts;
}

/* ------------------------------------------------------------------ object */

static void
set_wanted (VbUpkeepBar *self,
            gboolean     wanted)
{
  self->wanted = wanted;
  gtk_widget_set_visible (GTK_WIDGET (self), wanted);
  if (wanted)
    count_soon (self, 50);
}

static void
vb_upkeep_bar_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VbUpkeepBar *self = VB_UPKEEP_BAR (object);

  switch (id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, vb_upkeep_bar_get_count (self));
      break;
    case PROP_WANTED:
      g_value_set_boolean (value, self->wanted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_upkeep_bar_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_WANTED:
      set_wanted (VB_UPKEEP_BAR (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_upkeep_bar_dispose (GObject *object)
{
  VbUpkeepBar *self = VB_UPKEEP_BAR (object);

  g_clear_handle_id (&self->recount, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_upkeep_bar_parent_class)->dispose (object);
}

static void
vb_upkeep_bar_class_init (VbUpkeepBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_upkeep_bar_get_property;
  object_class->set_property = vb_upkeep_bar_set_property;
  object_class->dispose = vb_upkeep_bar_dispose;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WANTED] = g_param_spec_boolean ("wanted", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-upkeep-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VbUpkeepBar, decisions_row);
  gtk_widget_class_bind_template_child (widget_class, VbUpkeepBar, decisions_count);
  gtk_widget_class_bind_template_child (widget_class, VbUpkeepBar, duplicates_row);
  gtk_widget_class_bind_template_child (widget_class, VbUpkeepBar, duplicates_count);
  gtk_widget_class_bind_template_child (widget_class, VbUpkeepBar, gaps_row);
  gtk_widget_class_bind_template_child (widget_class, VbUpkeepBar, gaps_count);
}

static void
vb_upkeep_bar_init (VbUpkeepBar *self)
{
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_decisions (self);
  show_duplicates (self);
  show_gaps (self, 0);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
