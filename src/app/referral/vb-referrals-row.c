/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-row.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referrals-item.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "core/base/vb-time.h"

struct _VbReferralsRow
{
  GtkBox parent_instance;

  GtkLabel *who_label;
  GtkLabel *other_label;
  GtkLabel *question_label;
  GtkLabel *state_label;
  GtkWidget *due_box;
  GtkImage *due_icon;
  GtkLabel *due_label;

  VbReferralsItem *item;
  GSignalGroup *item_signals;
};

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbReferralsRow, vb_referrals_row, GTK_TYPE_BOX)

static void
show_text (GtkLabel   *label,
           const char *text)
{
  g_autofree char *line = text != NULL ? g_strdelimit (g_strdup (text), "\r\n", ' ') : NULL;

  gtk_label_set_label (label, line != NULL ? line : "");
  gtk_widget_set_visible (GTK_WIDGET (label), line != NULL);
}

/* "Accepted, no contact yet · Fatma Demir" */
static char *
dup_state (const VbReferralLine *line)
{
  g_autofree char *state = vb_referrals_words_state (line->kind, line->side, line->state,
                                                     line->outcome, line->reason);
  g_autofree char *day = NULL;
  GString *text = g_string_new (state);

  if (line->kind != VB_KIND_REFERRAL)
    {
      g_string_prepend (text, " · ");
      g_string_prepend (text, vb_referrals_words_kind (line->kind));
    }
  if (line->worker != NULL)
    g_string_append_printf (text, " · %s", line->worker);
  if (line->ended_on != NULL)
    {
      day = vb_words_date (line->ended_on);
      g_string_append_printf (text, " · %s", day);
    }
  return g_string_free (text, FALSE);
}

/* What is due by agreement, or the day that somebody chose to look again when that comes first. */
static char *
dup_due (const VbReferralLine *line,
         const char           *today)
{
  g_autofree char *day = NULL;
  gboolean reminds = line->remind_on != NULL && line->ended_on == NULL
                     && (line->due_on == NULL
                         || (g_strcmp0 (line->due_on, today) >= 0
                             && g_strcmp0 (line->remind_on, line->due_on) < 0));

  if (!reminds && (line->ended_on == NULL || line->my_turn))
    return vb_referrals_words_due (line->due_on, line->my_turn, today);
  if (!reminds)
    return NULL;
  day = vb_words_day (line->remind_on);
  /* Translators: %s is "today", "tomorrow", "on Monday" or "on 3 May 2025" */
  return g_strdup_printf (_("To look at again %s"), day);
}

/* A screen reader reads the list item. */
static void
update_label (VbReferralsRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  const GtkLabel *labels[] = { self->who_label, self->other_label, self->question_label,
                               self->state_label, self->due_label };
  g_autoptr(GString) text = g_string_new (NULL);

  if (item == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *label = gtk_label_get_label ((GtkLabel *) labels[i]);

      if (*label != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", label);
    }
  vb_accessible_set_label (item, text->str);
}

static void
show_item (VbReferralsRow *self)
{
  const VbReferralLine *line = self->item != NULL ? vb_referrals_item_get_line (self->item) : NULL;
  g_autofree char *today = vb_time_today ();
  g_autofree char *other = NULL, *state = NULL, *due = NULL;
  gboolean overdue;

  if (line == NULL)
    return;
  other = vb_referrals_words_other (line->side, line->other);
  state = dup_state (line);
  due = dup_due (line, today);
  overdue = line->due_on != NULL && g_strcmp0 (line->due_on, today) < 0;
  show_text (self->who_label, line->subject != NULL ? line->subject : line->code);
  show_text (self->other_label, other);
  show_text (self->question_label, line->question);
  show_text (self->state_label, state);
  gtk_label_set_label (self->due_label, due != NULL ? due : "");
  gtk_widget_set_visible (self->due_box, due != NULL);
  gtk_image_set_from_icon_name (self->due_icon, overdue ? "dialog-warning-symbolic"
                                                        : "x-office-calendar-symbolic");
  update_label (self);
}

static void
set_item (VbReferralsRow  *self,
          VbReferralsItem *item)
{
  if (!g_set_object (&self->item, item))
    return;
  g_signal_group_set_target (self->item_signals, item);
  show_item (self);
}

static void
vb_referrals_row_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ITEM:
      g_value_set_object (value, VB_REFERRALS_ROW (object)->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_referrals_row_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_ITEM:
      set_item (VB_REFERRALS_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* The list item is not there before it is put in the list. */
static void
vb_referrals_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_referrals_row_parent_class)->root (widget);
  update_label (VB_REFERRALS_ROW (widget));
}

static void
vb_referrals_row_dispose (GObject *object)
{
  VbReferralsRow *self = VB_REFERRALS_ROW (object);

  g_clear_object (&self->item_signals);
  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRALS_ROW);

  G_OBJECT_CLASS (vb_referrals_row_parent_class)->dispose (object);
}

static void
vb_referrals_row_class_init (VbReferralsRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_referrals_row_get_property;
  object_class->set_property = vb_referrals_row_set_property;
  object_class->dispose = vb_referrals_row_dispose;
  widget_class->root = vb_referrals_row_root;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, VB_TYPE_REFERRALS_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsRow, who_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsRow, other_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsRow, question_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsRow, due_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsRow, due_icon);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsRow, due_label);
}

static void
vb_referrals_row_init (VbReferralsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->item_signals = g_signal_group_new (VB_TYPE_REFERRALS_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "changed", G_CALLBACK (show_item), self);
}
