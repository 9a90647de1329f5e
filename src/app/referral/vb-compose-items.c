/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-items.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-check-row.h"
#include "app/widgets/vb-plain-row.h"

struct _VbComposeItems
{
  GtkBox parent_instance;

  GtkLabel *shared_label;
  GtkListBox *list;
  GtkLabel *error_label;

  VbCompose *compose;
  gboolean filling;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbComposeItems, vb_compose_items, GTK_TYPE_BOX)

static GPtrArray *
items_of (VbComposeItems *self)
{
  return vb_compose_get (self->compose)->items;
}

/* To whom is not said yet: then nothing can be said of whether it may go. */
static gboolean
knows_recipient (VbComposeItems *self)
{
  return vb_compose_get (self->compose)->recipient_id != NULL;
}

/* ------------------------------------------------------------------ one thing */

static void
ticked_cb (VbComposeItems *self,
           GParamSpec     *pspec,
           VbCheckRow     *row)
{
  guint position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  VbReferralItem *item;

  if (self->filling || position >= items_of (self)->len)
    return;
  item = g_ptr_array_index (items_of (self), position);
  item->included = vb_check_row_get_active (row);
  vb_compose_items_set_error (self, NULL);
  g_signal_emit (self, signals[EDITED], 0);
}

/* What it says, and when it is ticked, whether it may go. Of what is not ticked only what would be
 * refused is said. What holds for more of them (@shared) stands above the list already. */
static char *
dup_subtitle (const VbReferralItem *item,
              const VbDisclosure   *decision,
              VbReason              shared)
{
  const char *why = _(vb_reason_get_message (decision->reason));
  gboolean said = !decision->allowed && decision->reason == shared;

  if (said)
    return item->included
             ? g_strdup_printf ("%s\n⚠ %s", item->words, _("May not go along, see above"))
             : g_strdup (item->words);
  if (item->included)
    return g_strdup_printf ("%s\n%s %s%s%s", item->words, decision->allowed ? "✓" : "⚠", why,
                            decision->despite_refusal ? " " : "",
                            decision->despite_refusal
                            ? _("The person refused it: say to them that it goes.") : "");
  if (decision->allowed)
    return g_strdup (item->words);
  return g_strdup_printf ("%s\n%s", item->words, why);
}

/* @shared: what is said above the list, or VB_N_REASONS */
static void
show_item (VbComposeItems        *self,
           VbCheckRow            *row,
           const VbReferralItem  *item,
           const VbReferralFacts *facts,
           VbReason               shared)
{
  VbDisclosure decision = vb_referral_decide_item (vb_compose_get (self->compose), item, facts);
  gboolean known = knows_recipient (self);
  g_autofree char *subtitle = known ? dup_subtitle (item, &decision, shared)
                                    : g_strdup (item->words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->label != NULL ? item->label : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  vb_check_row_set_active (row, item->included);
  if (known && item->included && !decision.allowed)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

/* What keeps the most of them here, when that is more than one; VB_N_REASONS: nothing does. Said
 * under each, the same sentence would hide what is different. */
static VbReason
find_shared (VbComposeItems        *self,
             const VbReferralFacts *facts)
{
  guint n[VB_N_REASONS] = { 0 };
  VbReason most = VB_N_REASONS;

  for (guint i = 0; knows_recipient (self) && i < items_of (self)->len; i++)
    {
      VbDisclosure decision = vb_referral_decide_item (vb_compose_get (self->compose),
                                                       g_ptr_array_index (items_of (self), i),
                                                       facts);

      if (!decision.allowed && ++n[decision.reason] > 1
          && (most == VB_N_REASONS || n[decision.reason] > n[most]))
        most = decision.reason;
    }
  return most;
}

static void
show_shared (VbComposeItems *self,
             VbReason        shared)
{
  gboolean any = shared < VB_N_REASONS;

  gtk_label_set_label (self->shared_label, any ? _(vb_reason_get_message (shared)) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->shared_label), any);
}

/* ------------------------------------------------------------------ all of them */

static void
add_row (VbComposeItems *self)
{
  GtkWidget *row = vb_plain_row (VB_TYPE_CHECK_ROW, "title-lines", 0,
                                 "subtitle-lines", 0, NULL);

  g_signal_connect_object (row, "notify::active", G_CALLBACK (ticked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

/* Rows stay as long as they can: whoever is among them with the keyboard stays where they are. */
static void
fit_rows (VbComposeItems *self)
{
  guint n = items_of (self)->len;
  GtkListBoxRow *row;

  for (guint i = 0; i < n; i++)
    if (gtk_list_box_get_row_at_index (self->list, i) == NULL)
      add_row (self);
  while ((row = gtk_list_box_get_row_at_index (self->list, n)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
}

void
vb_compose_items_update (VbComposeItems *self)
{
  VbReferralFacts facts;
  VbReason shared;

  g_return_if_fail (VB_IS_COMPOSE_ITEMS (self) && self->compose != NULL);

  facts = vb_compose_get_facts (self->compose);
  self->filling = TRUE;
  fit_rows (self);
  shared = find_shared (self, &facts);
  show_shared (self, shared);
  for (guint i = 0; i < items_of (self)->len; i++)
    show_item (self, VB_CHECK_ROW (gtk_list_box_get_row_at_index (self->list, i)),
               g_ptr_array_index (items_of (self), i), &facts, shared);
  self->filling = FALSE;
}

void
vb_compose_items_set_error (VbComposeItems *self,
                            const char     *message)
{
  g_return_if_fail (VB_IS_COMPOSE_ITEMS (self));

  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_compose_items_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (VB_COMPOSE_ITEMS (widget)->list),
                                 GTK_DIR_TAB_FORWARD);
}

static void
vb_compose_items_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_COMPOSE_ITEMS);
  g_clear_object (&VB_COMPOSE_ITEMS (object)->compose);

  G_OBJECT_CLASS (vb_compose_items_parent_class)->dispose (object);
}

static void
vb_compose_items_class_init (VbComposeItemsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_compose_items_dispose;
  widget_class->grab_focus = vb_compose_items_grab_focus;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-compose-items.ui");
  gtk_widget_class_bind_template_child (widget_class, VbComposeItems, shared_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeItems, list);
  gtk_widget_class_bind_template_child (widget_class, VbComposeItems, error_label);
}

static void
vb_compose_items_init (VbComposeItems *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_compose_items_set_compose (VbComposeItems *self,
                              VbCompose      *compose)
{
  g_return_if_fail (VB_IS_COMPOSE_ITEMS (self) && self->compose == NULL);

  self->compose = g_object_ref (compose);
  vb_compose_items_update (self);
}
