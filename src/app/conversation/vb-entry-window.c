/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-entry-window.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-topic-words.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-plain-row.h"

struct _VbEntryWindow
{
  AdwWindow parent_instance;

  GtkLabel *keys_label;
  GtkListBox *list;
  GtkLabel *state_label;

  VbTalk *talk;
  GPtrArray *items; /* of VbInstrumentItem, borrowed from the instrument; one for each row */
};

G_DEFINE_FINAL_TYPE (VbEntryWindow, vb_entry_window, ADW_TYPE_WINDOW)

static const char *const tones[] = { "burden", "so-so", "strength" };

/* ------------------------------------------------------------------ the row at hand */

/* (nullable) */
static GtkListBoxRow *
get_row (VbEntryWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? row : gtk_list_box_get_row_at_index (self->list, 0);
}

static const VbInstrumentItem *
item_of (VbEntryWindow *self,
         GtkListBoxRow *row)
{
  return g_ptr_array_index (self->items, gtk_list_box_row_get_index (row));
}

static const char *
words_of (VbEntryWindow          *self,
          const VbInstrumentItem *item)
{
  return vb_instrument_get_words (vb_talk_get_instrument (self->talk), item->title,
                                  vb_talk_get_language (self->talk));
}

static void
join (GString    *text,
      const char *part)
{
  if (part != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

/* (transfer full): "5, wants to talk about it, first" */
static char *
dup_value (VbEntryWindow          *self,
           const VbInstrumentItem *item)
{
  VbConversation *talk = vb_talk_get (self->talk);
  const VbAnswer *answer = vb_conversation_find_answer (talk, item->id);
  const VbTopic *topic = vb_conversation_find_code (talk, item->id);
  guint rank = vb_conversation_get_rank (talk, topic == NULL ? item->id : NULL,
                                         topic != NULL ? topic->id : NULL);
  g_autofree char *mark = answer != NULL && answer->mark != VB_NO_NUMBER
                          ? g_strdup_printf ("%d", (int) answer->mark) : NULL;
  /* Translators: place 1, 2 or 3 of what comes first */
  g_autofree char *first = rank > 0 ? g_strdup_printf (_("comes at place %u"), rank) : NULL;
  GString *text = g_string_new (NULL);

  join (text, mark);
  if (answer != NULL && answer->skipped != NULL)
    join (text, g_str_equal (answer->skipped, "unknown") ? _("don’t know")
                                                         : _("rather not say"));
  if (answer != NULL && answer->talk)
    join (text, _("wants to talk about it"));
  if (topic != NULL)
    join (text, topic->tone != NULL ? vb_topic_tone_name (topic->tone) : _("chosen"));
  join (text, first);
  return g_string_free (text, FALSE);
}

static void
show_row (VbEntryWindow *self,
          GtkListBoxRow *row)
{
  const VbInstrumentItem *item = item_of (self, row);
  g_autofree char *value = dup_value (self, item);
  g_autofree char *label = *value != '\0'
                           ? g_strdup_printf ("%s: %s", words_of (self, item), value)
                           : g_strdup (words_of (self, item));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  vb_accessible_set_label (GTK_WIDGET (row), label);
}

static void
show_rows (VbEntryWindow *self)
{
  for (guint i = 0; i < self->items->len; i++)
    show_row (self, gtk_list_box_get_row_at_index (self->list, i));
}

static void
go_to (VbEntryWindow *self,
       int            index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
move (VbEntryWindow *self,
      int            by)
{
  go_to (self, gtk_list_box_row_get_index (get_row (self)) + by);
}

/* ------------------------------------------------------------------ what a key says */

static guint
count_marks (const VbInstrumentItem *item)
{
  guint n = 0;

  for (guint mark = 0; mark <= 10; mark++)
    n += (item->marks & 1u << mark) != 0;
  return n;
}

/* -1: this key gives no mark */
static int
mark_of (const VbInstrumentItem *item,
         int                     nth,
         guint                   keyval)
{
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    return keyval - GDK_KEY_0;
  if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    return keyval - GDK_KEY_KP_0;
  if (keyval == GDK_KEY_t)
    return 10;
  /* Three faces stand on the paper as the three signs. */
  for (int mark = 0; nth >= 0 && count_marks (item) == 3 && mark <= 10; mark++)
    if ((item->marks & 1u << mark) != 0 && nth-- == 0)
      return mark;
  return -1;
}

/* -1: this key is none of the three signs */
static int
sign_of (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      return 0;
    case GDK_KEY_o:
    case GDK_KEY_slash:
    case GDK_KEY_KP_Divide:
      return 1;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      return 2;
    default:
      return -1;
    }
}

static void
say (VbEntryWindow *self,
     const char    *text)
{
  gtk_label_set_label (self->state_label, text);
}

static gboolean
give_mark (VbEntryWindow          *self,
           const VbInstrumentItem *item,
           guint                   keyval)
{
  VbAnswer *answer;
  int mark = mark_of (item, sign_of (keyval), keyval);

  if (mark < 0)
    return FALSE;
  if ((item->marks & 1u << mark) == 0)
    {
      say (self, _("This mark is not on the card."));
      return TRUE;
    }
  vb_talk_will_say (self->talk);
  answer = vb_conversation_get_answer (vb_talk_get (self->talk), item->id);
  vb_answer_set_mark (answer, mark);
  vb_talk_say (self->talk);
  move (self, 1);
  return TRUE;
}

static gboolean
skip (VbEntryWindow          *self,
      const VbInstrumentItem *item,
      guint                   keyval)
{
  const char *why = keyval == GDK_KEY_question ? "unknown"
                    : keyval == GDK_KEY_x ? "rather-not" : NULL;

  if (why == NULL)
    return FALSE;
  vb_talk_will_say (self->talk);
  vb_answer_skip (vb_conversation_get_answer (vb_talk_get (self->talk), item->id), why);
  vb_talk_say (self->talk);
  move (self, 1);
  return TRUE;
}

static gboolean
toggle_talk (VbEntryWindow          *self,
             const VbInstrumentItem *item,
             guint                   keyval)
{
  VbAnswer *answer;

  if (keyval != GDK_KEY_p || !item->talk)
    return FALSE;
  vb_talk_will_say (self->talk);
  answer = vb_conversation_get_answer (vb_talk_get (self->talk), item->id);
  answer->talk = !answer->talk;
  vb_talk_say (self->talk);
  return TRUE;
}

static const char *
domain_of (VbEntryWindow          *self,
           const VbInstrumentItem *item)
{
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);

  for (guint i = 0; i < instrument->items->len; i++)
    {
      const VbInstrumentItem *group = g_ptr_array_index (instrument->items, i);

      if (g_ptr_array_find (group->items, item, NULL))
        return group->domain;
    }
  return "social";
}

/* The topic of @item, put on the card when it is not there. */
static VbTopic *
need_topic (VbEntryWindow          *self,
            const VbInstrumentItem *item)
{
  VbConversation *talk = vb_talk_get (self->talk);
  VbTopic *topic = vb_conversation_find_code (talk, item->id);
  int x, y;

  if (topic != NULL)
    return topic;
  vb_conversation_find_place (talk, domain_of (self, item), &x, &y);
  topic = vb_conversation_add_topic (talk, domain_of (self, item), item->id);
  vb_topic_place (topic, topic->domain, x, y);
  return topic;
}

static gboolean
give_tone (VbEntryWindow          *self,
           const VbInstrumentItem *item,
           guint                   keyval)
{
  int sign = sign_of (keyval);

  if (sign < 0)
    return FALSE;
  vb_talk_will_say (self->talk);
  vb_topic_set_tone (need_topic (self, item), tones[sign]);
  vb_talk_say (self->talk);
  move (self, 1);
  return TRUE;
}

static gboolean
prefer (VbEntryWindow          *self,
        const VbInstrumentItem *item,
        guint                   rank)
{
  gboolean topic = item->kind == VB_ITEM_TOPIC;

  vb_talk_will_say (self->talk);
  vb_conversation_prefer (vb_talk_get (self->talk), topic ? NULL : item->id,
                          topic ? need_topic (self, item)->id : NULL, rank);
  vb_talk_say (self->talk);
  return TRUE;
}

/* Takes off what was typed, and goes back to it. */
static gboolean
take_back (VbEntryWindow          *self,
           const VbInstrumentItem *item)
{
  VbConversation *talk = vb_talk_get (self->talk);
  const VbTopic *topic = vb_conversation_find_code (talk, item->id);
  VbAnswer *answer = topic == NULL && vb_conversation_find_answer (talk, item->id) != NULL
                     ? vb_conversation_get_answer (talk, item->id) : NULL;

  if (topic == NULL && (answer == NULL || (answer->mark == VB_NO_NUMBER
                                           && answer->skipped == NULL)))
    {
      move (self, -1);
      return TRUE;
    }
  vb_talk_will_say (self->talk);
  if (topic != NULL)
    vb_conversation_remove_topic (talk, topic->id);
  else
    {
      vb_answer_skip (answer, NULL);
      vb_answer_set_mark (answer, VB_NO_NUMBER);
    }
  vb_talk_say (self->talk);
  return TRUE;
}

static gboolean
key_cb (VbEntryWindow   *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  state)
{
  GtkListBoxRow *row = get_row (self);
  const VbInstrumentItem *item = row != NULL ? item_of (self, row) : NULL;

  if (keyval == GDK_KEY_Escape)
    {
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    }
  if (item == NULL || (state & (GDK_CONTROL_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  say (self, "");
  if ((state & GDK_ALT_MASK) != 0)
    return keyval >= GDK_KEY_1 && keyval <= GDK_KEY_3
           && prefer (self, item, keyval - GDK_KEY_0);
  if (keyval == GDK_KEY_BackSpace)
    return take_back (self, item);
  if (keyval == GDK_KEY_space || keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    {
      move (self, 1);
      return TRUE;
    }
  if (item->kind == VB_ITEM_TOPIC)
    return give_tone (self, item, keyval);
  return give_mark (self, item, keyval) || skip (self, item, keyval)
         || toggle_talk (self, item, keyval);
}

/* ------------------------------------------------------------------ object */

static void
not_kept_cb (VbEntryWindow *self,
             const GError  *error)
{
  g_autofree char *text = g_strdup_printf ("%s. %s", vb_error_title (error),
                                           vb_error_advice (error));

  say (self, text);
}

static void
vb_entry_window_dispose (GObject *object)
{
  VbEntryWindow *self = VB_ENTRY_WINDOW (object);

  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_ENTRY_WINDOW);

  G_OBJECT_CLASS (vb_entry_window_parent_class)->dispose (object);
}

static void
vb_entry_window_finalize (GObject *object)
{
  g_clear_pointer (&VB_ENTRY_WINDOW (object)->items, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_entry_window_parent_class)->finalize (object);
}

static void
vb_entry_window_class_init (VbEntryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_entry_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_entry_window_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-entry-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbEntryWindow, keys_label);
  gtk_widget_class_bind_template_child (widget_class, VbEntryWindow, list);
  gtk_widget_class_bind_template_child (widget_class, VbEntryWindow, state_label);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
vb_entry_window_init (VbEntryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_entry_window_new (GtkWindow *parent,
                     VbTalk    *talk)
{
  VbEntryWindow *self = g_object_new (VB_TYPE_ENTRY_WINDOW, "transient-for", parent, NULL);
  const VbInstrument *instrument = vb_talk_get_instrument (talk);
  gboolean web = g_strcmp0 (instrument->kind, "health-web") == 0;

  self->talk = g_object_ref (talk);
  self->items = vb_instrument_list_items (instrument, web ? VB_ITEM_MARK : VB_ITEM_TOPIC);
  for (guint i = 0; i < self->items->len; i++)
    gtk_list_box_append (self->list,
                         vb_plain_row (ADW_TYPE_ACTION_ROW, "title",
                                       words_of (self, g_ptr_array_index (self->items, i)),
                                       "title-lines", 0, NULL));
  gtk_label_set_label (self->keys_label, web
    ? _("0 to 9: the mark, t: ten, ?: don’t know, x: rather not say. p: wants to talk about it. "
        "Alt+1, 2, 3: what comes first. Space: on to the next, Backspace: back.")
    : _("−: burden, o: so-so, +: strength. Alt+1, 2, 3: what comes first. Space: on to the next, "
        "Backspace: back."));
  g_signal_connect_object (talk, "said", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "not-kept", G_CALLBACK (not_kept_cb), self, G_CONNECT_SWAPPED);
  show_rows (self);
  go_to (self, 0);
  return GTK_WINDOW (self);
}
