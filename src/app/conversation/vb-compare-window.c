/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-compare-window.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-compare-row.h"
#include "app/conversation/vb-helper-words.h"
#include "app/conversation/vb-topic-words.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "core/store/vb-conversations.h"
#include "interop/vb-instrument-reader.h"

struct _VbCompareWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *message_page;
  GtkDropDown *which_drop;
  GtkLabel *now_label;
  GtkListBox *list;

  VbTalk *talk;
  GPtrArray *moments; /* of VbMoment: those it can be put beside */
  VbConversation *earlier;
  GCancellable *cancellable;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbCompareWindow, vb_compare_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ words */

/* What is read here is for the professional, whatever language the card was in. */
static const char *
words_of (VbCompareWindow *self,
          GHashTable      *words)
{
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);

  return vb_instrument_get_words (instrument, words, vb_topic_find_language (instrument));
}

/* (transfer full) */
static char *
dup_topic_name (VbCompareWindow *self,
                const VbTopic   *topic)
{
  const VbInstrumentItem *item = topic->code != NULL
    ? vb_instrument_find_item (vb_talk_get_instrument (self->talk), topic->code) : NULL;

  if (item != NULL)
    return g_strdup (words_of (self, item->title));
  return g_strdup (topic->words != NULL ? topic->words : topic->code);
}

static const char *
domain_name (VbCompareWindow *self,
             const char      *domain)
{
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);

  for (guint i = 0; i < instrument->items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (instrument->items, i);

      if (g_strcmp0 (item->domain, domain) == 0)
        return words_of (self, item->title);
    }
  return domain;
}

/* Takes @part. */
static void
add (char **list,
     char  *part)
{
  g_autofree char *before = g_steal_pointer (list);

  if (before == NULL)
    {
      *list = part;
      return;
    }
  /* Translators: two things that were said, one after the other: burden, in second place */
  *list = g_strdup_printf (C_("list", "%s, %s"), before, part);
  g_free (part);
}

static void
add_rank (char  **list,
          guint   rank)
{
  /* Translators: its place among what comes first, 1 to 3 */
  if (rank > 0)
    add (list, g_strdup_printf (_("in place %u of what comes first"), rank));
}

/* (transfer full) (nullable) */
static char *
dup_answer (const VbAnswer *answer,
            guint           rank)
{
  char *text = NULL;

  if (answer == NULL)
    return NULL;
  if (answer->mark != VB_NO_NUMBER)
    /* Translators: a mark that somebody gave */
    add (&text, g_strdup_printf (_("%d of 10"), (int) answer->mark));
  else if (answer->skipped != NULL)
    add (&text, g_strdup (g_str_equal (answer->skipped, "unknown") ? _("don’t know")
                                                                   : _("rather not say")));
  if (answer->talk)
    add (&text, g_strdup (_("to talk about")));
  add_rank (&text, rank);
  return text != NULL ? text : g_strdup ("");
}

/* (transfer full) (nullable) */
static char *
dup_topic (VbCompareWindow *self,
           const VbTopic   *topic,
           guint            rank)
{
  char *text = NULL;

  if (topic == NULL)
    return NULL;
  add (&text, g_strdup (domain_name (self, topic->domain)));
  if (topic->tone != NULL)
    add (&text, g_strdup (vb_topic_tone_name (topic->tone)));
  add_rank (&text, rank);
  if (topic->code != NULL && topic->words != NULL)
    add (&text, g_strdup (topic->words));
  return text;
}

/* (transfer full): the domain somebody helps with, and the topics */
static char *
dup_helped (VbCompareWindow      *self,
            const VbConversation *talk,
            const VbHelping      *first)
{
  char *text = NULL;

  for (guint i = 0; first != NULL && i < talk->helping->len; i++)
    {
      const VbHelping *helping = g_ptr_array_index (talk->helping, i);
      const VbTopic *topic = vb_conversation_find_topic (talk, helping->topic_id);

      if (g_strcmp0 (helping->helper_id, first->helper_id) != 0)
        continue;
      if (helping->topic_id == NULL)
        add (&text, g_strdup (domain_name (self, helping->domain)));
      else if (topic != NULL)
        add (&text, dup_topic_name (self, topic));
    }
  return text;
}

/* (transfer full): who helps. They may have been taken out of the record since. */
static char *
dup_helper (VbCompareWindow *self,
            const VbHelping *helping)
{
  const VbHelper *helper = vb_helper_find (self->talk, helping->helper_id);

  return helper != NULL ? g_strdup_printf (_("Helps already: %s"), helper->name)
                        : g_strdup (_("Somebody who helped, and is not in the record any more"));
}

/* (transfer full): what it is about */
static char *
dup_subject (VbCompareWindow    *self,
             const VbDifference *difference)
{
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);
  gconstpointer record = difference->after != NULL ? difference->after : difference->before;
  const VbConversation *talk = difference->after != NULL ? vb_talk_get (self->talk)
                                                         : self->earlier;
  g_autofree char *from = NULL, *to = NULL;
  const VbTopicLink *link = record;

  if (difference->shape == &vb_answer_shape)
    {
      const VbAnswer *answer = record;
      const VbInstrumentItem *item = vb_instrument_find_item (instrument, answer->item);

      return g_strdup (item != NULL ? words_of (self, item->title) : answer->item);
    }
  if (difference->shape == &vb_topic_shape)
    return dup_topic_name (self, record);
  if (difference->shape == &vb_helping_shape)
    return dup_helper (self, record);
  from = dup_topic_name (self, vb_conversation_find_topic (talk, link->from_topic_id));
  to = dup_topic_name (self, vb_conversation_find_topic (talk, link->to_topic_id));
  return vb_link_dup_sentence (link->kind, from, to);
}

static void
add_row (VbCompareWindow    *self,
         const VbDifference *difference)
{
  g_autofree char *subject = dup_subject (self, difference);
  g_autofree char *before = NULL, *after = NULL;

  if (difference->shape == &vb_answer_shape)
    {
      before = dup_answer (difference->before, difference->rank_before);
      after = dup_answer (difference->after, difference->rank_after);
    }
  else if (difference->shape == &vb_topic_shape)
    {
      before = dup_topic (self, difference->before, difference->rank_before);
      after = dup_topic (self, difference->after, difference->rank_after);
    }
  else if (difference->shape == &vb_helping_shape)
    {
      before = dup_helped (self, self->earlier, difference->before);
      after = dup_helped (self, vb_talk_get (self->talk), difference->after);
    }
  else
    {
      before = g_strdup (difference->before != NULL ? _("linked") : NULL);
      after = g_strdup (difference->after != NULL ? _("linked") : NULL);
    }
  gtk_list_box_append (self->list, vb_compare_row_new (difference->kind, subject, before, after));
}

/* ------------------------------------------------------------------ showing */

static void
say (VbCompareWindow *self,
     const char      *title,
     const char      *advice)
{
  adw_status_page_set_title (self->message_page, title);
  adw_status_page_set_description (self->message_page, advice);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
show (VbCompareWindow *self)
{
  g_autoptr(GArray) found = vb_conversation_compare (self->earlier, vb_talk_get (self->talk));
  g_autofree char *date = vb_words_date (vb_talk_get (self->talk)->held_on);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_label_set_label (self->now_label, date);
  for (guint i = 0; i < found->len; i++)
    add_row (self, &g_array_index (found, VbDifference, i));
  if (found->len == 0)
    say (self, _("Nothing Was Said Yet"), _("Neither this conversation nor the earlier one."));
  else
    gtk_stack_set_visible_child_name (self->stack, "both");
}

/* The names of who helps are in the record, which may come after the conversation. */
static void
person_cb (VbCompareWindow *self)
{
  if (self->earlier != NULL)
    show (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompareWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbConversation) earlier = vb_conversations_open_finish (VB_STORE (source), result,
                                                                    &error);

  if (vb_call_is_over (call))
    return;
  if (earlier == NULL)
    {
      say (self, vb_error_title (error), vb_error_advice (error));
      return;
    }
  g_clear_pointer (&self->earlier, vb_conversation_free);
  self->earlier = g_steal_pointer (&earlier);
  show (self);
}

static void
open_chosen (VbCompareWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->which_drop);
  const VbMoment *moment;

  if (self->showing || selected >= self->moments->len)
    return;
  moment = g_ptr_array_index (self->moments, selected);
  vb_conversations_open_async (vb_talk_get_store (self->talk), moment->id, self->cancellable,
                               opened_cb, vb_call_new (self, self->cancellable));
}

static gboolean
is_comparable (VbCompareWindow *self,
               const VbMoment  *moment)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (moment->title);

  return !g_str_equal (moment->id, vb_talk_get (self->talk)->id) && instrument != NULL
         && g_str_equal (instrument->kind, vb_talk_get_instrument (self->talk)->kind);
}

static void
fill_choice (VbCompareWindow *self)
{
  g_autoptr(GtkStringList) dates = gtk_string_list_new (NULL);

  for (guint i = self->moments->len; i > 0; i--)
    if (!is_comparable (self, g_ptr_array_index (self->moments, i - 1)))
      g_ptr_array_remove_index (self->moments, i - 1);
  for (guint i = 0; i < self->moments->len; i++)
    {
      g_autofree char *date = vb_words_date (((VbMoment *) self->moments->pdata[i])->date);

      gtk_string_list_append (dates, date);
    }
  self->showing = TRUE;
  gtk_drop_down_set_model (self->which_drop, G_LIST_MODEL (dates));
  self->showing = FALSE;
  if (self->moments->len == 0)
    say (self, _("No Other Conversation"),
         _("There is no other one by the same card yet. After the next one they can stand side by "
           "side."));
  else
    open_chosen (self);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompareWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = vb_conversations_list_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (list == NULL)
    {
      say (self, vb_error_title (error), vb_error_advice (error));
      return;
    }
  self->moments = g_steal_pointer (&list);
  fill_choice (self);
}

/* ------------------------------------------------------------------ object */

static void
vb_compare_window_dispose (GObject *object)
{
  VbCompareWindow *self = VB_COMPARE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (vb_compare_window_parent_class)->dispose (object);
}

static void
vb_compare_window_finalize (GObject *object)
{
  VbCompareWindow *self = VB_COMPARE_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->moments, g_ptr_array_unref);
  g_clear_pointer (&self->earlier, vb_conversation_free);

  G_OBJECT_CLASS (vb_compare_window_parent_class)->finalize (object);
}

static void
vb_compare_window_class_init (VbCompareWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_compare_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_compare_window_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-compare-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCompareWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbCompareWindow, message_page);
  gtk_widget_class_bind_template_child (widget_class, VbCompareWindow, which_drop);
  gtk_widget_class_bind_template_child (widget_class, VbCompareWindow, now_label);
  gtk_widget_class_bind_template_child (widget_class, VbCompareWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, open_chosen);
}

static void
vb_compare_window_init (VbCompareWindow *self)
{
  self->cancellable = g_cancellable_new ();
  /* The drop-down tells of its selection while the template is being made. */
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
}

GtkWindow *
vb_compare_window_new (GtkWindow *parent,
                       VbTalk    *talk)
{
  VbCompareWindow *self = g_object_new (VB_TYPE_COMPARE_WINDOW, "transient-for", parent, NULL);
  const char *person_id = vb_talk_get (talk)->person_id;

  self->talk = g_object_ref (talk);
  g_signal_connect_object (talk, "person", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
  if (person_id == NULL)
    say (self, _("No Other Conversation"), _("A card without a name stands by itself."));
  else
    vb_conversations_list_async (vb_talk_get_store (talk), person_id, self->cancellable, listed_cb,
                                 vb_call_new (self, self->cancellable));
  return GTK_WINDOW (self);
}
