/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/meeting/vb-seat-row.h"

#include <glib/gi18n.h>

#include "app/meeting/vb-meeting-words.h"
#include "app/widgets/vb-accessible.h"

static const char *const choices[] = { "", "anonymous", "leaves" };

struct _VbSeatRow
{
  GtkBox parent_instance;

  GtkLabel *name_label;
  GtkLabel *words_label;
  GtkDropDown *choice;

  char *id;
  gboolean filling;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbSeatRow, vb_seat_row, GTK_TYPE_BOX)

static void
chosen_cb (VbSeatRow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->choice);

  if (!self->filling && chosen < G_N_ELEMENTS (choices))
    g_signal_emit (self, signals[CHOSEN], 0, choices[chosen]);
}

static void
vb_seat_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_SEAT_ROW);

  G_OBJECT_CLASS (vb_seat_row_parent_class)->dispose (object);
}

static void
vb_seat_row_finalize (GObject *object)
{
  g_free (VB_SEAT_ROW (object)->id);

  G_OBJECT_CLASS (vb_seat_row_parent_class)->finalize (object);
}

static void
vb_seat_row_class_init (VbSeatRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_seat_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_seat_row_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/meeting/vb-seat-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSeatRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbSeatRow, words_label);
  gtk_widget_class_bind_template_child (widget_class, VbSeatRow, choice);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
vb_seat_row_init (VbSeatRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_seat_row_new (const VbMeetingCase   *item,
                 const VbMeetingMember *member,
                 VbParty                sender,
                 const char            *today)
{
  VbSeatRow *self = g_object_new (VB_TYPE_SEAT_ROW, NULL);
  const VbMeetingSeat *seat = vb_meeting_find_seat (item, member);
  g_autofree char *name = vb_meeting_member_dup_words (member);
  g_autofree char *words = vb_meeting_seat_dup_words (item, member, sender, today);

  self->id = g_strdup (member->id);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->words_label, words);
  self->filling = TRUE;
  for (guint i = 1; i < G_N_ELEMENTS (choices); i++)
    if (seat != NULL && g_strcmp0 (seat->choice, choices[i]) == 0)
      gtk_drop_down_set_selected (self->choice, i);
  self->filling = FALSE;
  vb_accessible_set_drop_down_label (self->choice, name);
  gtk_widget_set_visible (GTK_WIDGET (self->choice),
                          member->present && g_strcmp0 (item->state, "open") == 0);
  return GTK_WIDGET (self);
}

const char *
vb_seat_row_get_id (VbSeatRow *self)
{
  g_return_val_if_fail (VB_IS_SEAT_ROW (self), NULL);

  return self->id;
}
