/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-card-window.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "app/conversation/vb-card-tile.h"
#include "app/conversation/vb-card-words.h"
#include "app/conversation/vb-direction.h"
#include "app/conversation/vb-topic-actions.h"
#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"

#define TILES 9 /* on one screen */
#define MARKS 10

typedef enum
{
  ASK_MARK,  /* of an item */
  ASK_PICK,  /* topics of a domain */
  ASK_TONE,  /* of a topic */
  ASK_FIRST, /* what comes first */
  ASK_STEP   /* the first small step */
} Ask;

typedef struct
{
  Ask ask;
  char *code; /* (nullable): an item, a domain or the id of a topic */
  guint page; /* of the topics */
} Screen;

struct _VbCardWindow
{
  GtkWindow parent_instance;

  GtkImage *picture;
  GtkWidget *question;
  GtkLabel *title_label;
  GtkLabel *help_label;
  GtkBox *tiles;
  GtkBox *skips;
  GtkCheckButton *talk_check;
  GtkLabel *talk_label;
  GtkEntry *step_entry;
  GtkButton *back_button;
  GtkButton *next_button;
  GtkButton *close_button;
  GtkLabel *step_label;
  GtkWidget *scroller;

  VbTalk *talk;
  GArray *screens; /* of Screen */
  guint now;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbCardWindow, vb_card_window, GTK_TYPE_WINDOW)

static const char *
word (VbCardWindow *self,
      VbCardWord    which)
{
  return vb_card_word (vb_talk_get_language (self->talk), which);
}

static Screen *
screen_of (VbCardWindow *self)
{
  return &g_array_index (self->screens, Screen, self->now);
}

static const VbInstrumentItem *
item_of (VbCardWindow *self,
         const char   *code)
{
  return code != NULL ? vb_instrument_find_item (vb_talk_get_instrument (self->talk), code) : NULL;
}

static const char *
title_of (VbCardWindow           *self,
          const VbInstrumentItem *item)
{
  return vb_instrument_get_words (vb_talk_get_instrument (self->talk), item->title,
                                  vb_talk_get_language (self->talk));
}

/* ------------------------------------------------------------------ the screens */

static void
screen_clear (gpointer data)
{
  g_free (((Screen *) data)->code);
}

static void
add_screen (VbCardWindow *self,
            Ask           ask,
            const char   *code,
            guint         page)
{
  Screen screen = { ask, g_strdup (code), page };

  g_array_append_val (self->screens, screen);
}

/* What the card offers of a domain. What is private to most people is not on it by itself. */
static GPtrArray *
list_topics (VbCardWindow *self,
             const char   *domain)
{
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);
  GPtrArray *topics = g_ptr_array_new ();

  for (guint i = 0; i < instrument->items->len; i++)
    {
      const VbInstrumentItem *group = g_ptr_array_index (instrument->items, i);

      for (guint j = 0; g_strcmp0 (group->domain, domain) == 0 && j < group->items->len; j++)
        {
          VbInstrumentItem *item = g_ptr_array_index (group->items, j);

          if (item->kind == VB_ITEM_TOPIC && !g_str_equal (item->id, "L09"))
            g_ptr_array_add (topics, item);
        }
    }
  return topics;
}

static void
add_domains (VbCardWindow *self)
{
  const GPtrArray *topics = vb_talk_get (self->talk)->topics;

  for (guint i = 0; i < VB_N_DOMAINS; i++)
    {
      g_autoptr(GPtrArray) offered = list_topics (self, vb_domains[i]);

      for (guint page = 0; page * TILES < offered->len; page++)
        add_screen (self, ASK_PICK, vb_domains[i], page);
    }
  for (guint i = 0; i < topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (topics, i);

      /* What the professional brought in is not for the card. */
      if (g_strcmp0 (topic->source, "professional") != 0)
        add_screen (self, ASK_TONE, topic->id, 0);
    }
}

/* The screens there are now: topics that are chosen add some. */
static void
find_screens (VbCardWindow *self)
{
  g_autoptr(GPtrArray) marks = vb_instrument_list_items (vb_talk_get_instrument (self->talk),
                                                         VB_ITEM_MARK);

  g_array_set_size (self->screens, 0);
  for (guint i = 0; i < marks->len; i++)
    add_screen (self, ASK_MARK, ((VbInstrumentItem *) marks->pdata[i])->id, 0);
  if (marks->len == 0)
    add_domains (self);
  add_screen (self, ASK_FIRST, NULL, 0);
  add_screen (self, ASK_STEP, NULL, 0);
  self->now = MIN (self->now, self->screens->len - 1);
}

static void show_screen (VbCardWindow *self);
static void focus_code (VbCardWindow *self, const char *code);

static void
go_on (VbCardWindow *self)
{
  if (self->now + 1 < self->screens->len)
    {
      self->now++;
      show_screen (self);
    }
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* ------------------------------------------------------------------ answering */

/* What was said before and is said otherwise now stays on the screen, to be seen: whoever only
 * wanted to look at it notices. */
static void
answer_mark (VbCardWindow *self,
             const char   *value)
{
  VbAnswer *answer;
  gboolean anew;

  vb_talk_will_say (self->talk);
  answer = vb_conversation_get_answer (vb_talk_get (self->talk), screen_of (self)->code);
  if (g_ascii_isdigit (*value))
    {
      int mark = CLAMP ((int) g_ascii_strtoll (value, NULL, 10), 0, MARKS);

      anew = (answer->mark == VB_NO_NUMBER && answer->skipped == NULL) || answer->mark == mark;
      vb_answer_set_mark (answer, mark);
    }
  else
    {
      anew = (answer->mark == VB_NO_NUMBER && answer->skipped == NULL)
             || g_strcmp0 (answer->skipped, value) == 0;
      vb_answer_skip (answer, value);
    }
  vb_talk_say (self->talk);
  if (anew)
    go_on (self);
  else
    show_screen (self);
}

static void
answer_pick (VbCardWindow *self,
             const char   *code)
{
  const VbTopic *topic = vb_conversation_find_code (vb_talk_get (self->talk), code);

  if (topic != NULL)
    vb_topic_remove (self->talk, topic->id);
  else
    vb_topic_add (self->talk, screen_of (self)->code, code, NULL);
}

/* Nothing goes on by itself: there may be a second and a third. */
static void
answer_first (VbCardWindow *self,
              const char   *code)
{
  VbConversation *talk = vb_talk_get (self->talk);
  gboolean topic = vb_conversation_find_topic (talk, code) != NULL;
  const char *item = topic ? NULL : code, *topic_id = topic ? code : NULL;
  guint rank = vb_conversation_get_rank (talk, item, topic_id), n = 0;

  for (guint i = 0; i < talk->priorities->len; i++)
    n += ((VbPriority *) talk->priorities->pdata[i])->rank != VB_NO_NUMBER;
  vb_talk_will_say (self->talk);
  vb_conversation_prefer (talk, item, topic_id, rank > 0 ? 0 : MIN (n + 1, 3));
  vb_talk_say (self->talk);
  show_screen (self);
  focus_code (self, code);
}

static void
tile_cb (VbCardTile   *tile,
         VbCardWindow *self)
{
  g_autofree char *code = g_strdup (vb_card_tile_get_code (tile));

  if (self->showing)
    return;
  switch (screen_of (self)->ask)
    {
    case ASK_MARK:
      answer_mark (self, code);
      break;
    case ASK_PICK:
      answer_pick (self, code);
      break;
    case ASK_TONE:
      vb_topic_set_tone_of (self->talk, screen_of (self)->code, code);
      go_on (self);
      break;
    case ASK_FIRST:
      answer_first (self, code);
      break;
    case ASK_STEP:
    default:
      break;
    }
}

static void
talk_cb (VbCardWindow *self)
{
  VbAnswer *answer;

  if (self->showing)
    return;
  vb_talk_will_say (self->talk);
  answer = vb_conversation_get_answer (vb_talk_get (self->talk), screen_of (self)->code);
  answer->talk = gtk_check_button_get_active (self->talk_check);
  vb_talk_say (self->talk);
}

static void
step_cb (VbCardWindow *self)
{
  VbConversation *talk = vb_talk_get (self->talk);

  if (!self->showing)
    vb_talk_type (self->talk, &talk->first_step,
                  gtk_editable_get_text (GTK_EDITABLE (self->step_entry)));
}

/* ------------------------------------------------------------------ showing */

static VbCardTile *
add_tile (VbCardWindow *self,
          GtkBox       *box,
          const char   *code,
          const char   *icon,
          const char   *text,
          gboolean      active)
{
  GtkWidget *tile = vb_card_tile_new (code, icon, text);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile), active);
  g_signal_connect_object (tile, "clicked", G_CALLBACK (tile_cb), self, 0);
  gtk_box_append (box, tile);
  return VB_CARD_TILE (tile);
}

static void
add_mark (VbCardWindow           *self,
          const VbInstrumentItem *item,
          const VbAnswer         *answer,
          int                     mark)
{
  const char *icon = mark == 0 ? "vb-card-sad-symbolic" : mark == 5 ? "vb-card-neutral-symbolic"
                     : mark == MARKS ? "vb-card-glad-symbolic" : NULL;
  const char *words = mark == 0 ? word (self, VB_CARD_BAD) : mark == 5 ? word (self, VB_CARD_SO_SO)
                      : mark == MARKS ? word (self, VB_CARD_GOOD) : NULL;
  g_autofree char *code = g_strdup_printf ("%d", mark);
  g_autofree char *text = words != NULL ? g_strdup_printf ("%s\n%s", code, words)
                                        : g_strdup (code);
  g_autofree char *of_ten = vb_card_dup_mark (vb_talk_get_language (self->talk), mark);
  /* A number alone says nothing to who does not see the others beside it. */
  g_autofree char *label = g_strconcat (title_of (self, item), ": ", of_ten,
                                        words != NULL ? ", " : NULL, words, NULL);
  VbCardTile *tile = add_tile (self, self->tiles, code, icon, text,
                               answer != NULL && answer->mark == mark);

  gtk_widget_add_css_class (GTK_WIDGET (tile), "mark");
  vb_accessible_set_label (GTK_WIDGET (tile), label);
}

static void
show_mark (VbCardWindow *self)
{
  const VbInstrumentItem *item = item_of (self, screen_of (self)->code);
  const VbAnswer *answer = vb_conversation_find_answer (vb_talk_get (self->talk), item->id);
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);
  const char *language = vb_talk_get_language (self->talk);
  const char *help = vb_instrument_get_words (instrument, item->help, language);

  gtk_image_set_from_icon_name (self->picture, vb_topic_icon (item->id));
  gtk_label_set_label (self->title_label, title_of (self, item));
  gtk_label_set_label (self->help_label, help != NULL ? help : "");
  for (int mark = 0; mark <= MARKS; mark++)
    if ((item->marks & 1u << mark) != 0)
      add_mark (self, item, answer, mark);
  add_tile (self, self->skips, "unknown", NULL, word (self, VB_CARD_UNKNOWN),
            answer != NULL && g_strcmp0 (answer->skipped, "unknown") == 0);
  add_tile (self, self->skips, "rather-not", NULL, word (self, VB_CARD_RATHER_NOT),
            answer != NULL && g_strcmp0 (answer->skipped, "rather-not") == 0);
  if (item->talk)
    gtk_label_set_label (self->talk_label,
                         vb_instrument_get_words (instrument, item->talk_words, language));
  gtk_widget_set_visible (GTK_WIDGET (self->talk_check), item->talk);
  gtk_check_button_set_active (self->talk_check, answer != NULL && answer->talk);
}

static void
show_pick (VbCardWindow *self)
{
  const Screen *screen = screen_of (self);
  g_autoptr(GPtrArray) topics = list_topics (self, screen->code);

  gtk_image_set_from_icon_name (self->picture, vb_topic_domain_icon (screen->code));
  gtk_label_set_label (self->title_label, vb_topic_domain_name (self->talk, screen->code));
  gtk_label_set_label (self->help_label, word (self, VB_CARD_PICK));
  for (guint i = screen->page * TILES; i < MIN (topics->len, (screen->page + 1) * TILES); i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (topics, i);

      add_tile (self, self->tiles, item->id, vb_topic_icon (item->id), title_of (self, item),
                vb_conversation_find_code (vb_talk_get (self->talk), item->id) != NULL);
    }
}

static void
show_tone (VbCardWindow *self)
{
  const VbTopic *topic = vb_conversation_find_topic (vb_talk_get (self->talk),
                                                     screen_of (self)->code);
  g_autofree char *name = vb_talk_dup_topic_name (self->talk, topic);
  static const struct
  {
    const char *tone;
    VbCardWord word;
  } tones[] = { { "burden", VB_CARD_BURDEN }, { "so-so", VB_CARD_OKAY },
                { "strength", VB_CARD_STRENGTH } };

  gtk_image_set_from_icon_name (self->picture, vb_topic_icon (topic->code));
  gtk_label_set_label (self->title_label, name);
  gtk_label_set_label (self->help_label, word (self, VB_CARD_HOW));
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    add_tile (self, self->tiles, tones[i].tone, vb_topic_tone_icon (tones[i].tone),
              word (self, tones[i].word), g_strcmp0 (topic->tone, tones[i].tone) == 0);
}

static void
add_first (VbCardWindow *self,
           const char   *code,
           const char   *icon,
           const char   *name,
           guint         rank)
{
  vb_card_tile_set_rank (add_tile (self, self->tiles, code, icon, name, rank > 0), rank);
}

/* Of the parts of life, those under which there are aspects stand for them. */
static void
show_first (VbCardWindow *self)
{
  const VbConversation *talk = vb_talk_get (self->talk);
  g_autoptr(GPtrArray) marks = vb_instrument_list_items (vb_talk_get_instrument (self->talk),
                                                         VB_ITEM_MARK);

  gtk_image_set_from_icon_name (self->picture, "vb-card-self-symbolic");
  gtk_label_set_label (self->title_label, word (self, VB_CARD_FIRST));
  gtk_label_set_label (self->help_label, "");
  for (guint i = 0; i < marks->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (marks, i);

      if (strchr (item->id, '.') == NULL)
        add_first (self, item->id, vb_topic_icon (item->id), title_of (self, item),
                   vb_conversation_get_rank (talk, item->id, NULL));
    }
  for (guint i = 0; i < talk->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (talk->topics, i);
      g_autofree char *name = vb_talk_dup_topic_name (self->talk, topic);

      if (g_strcmp0 (topic->source, "professional") != 0)
        add_first (self, topic->id, vb_topic_icon (topic->code), name,
                   vb_conversation_get_rank (talk, NULL, topic->id));
    }
}

static void
show_step (VbCardWindow *self)
{
  const char *step = vb_talk_get (self->talk)->first_step;

  gtk_image_set_from_icon_name (self->picture, "vb-card-walk-symbolic");
  gtk_label_set_label (self->title_label, word (self, VB_CARD_STEP));
  gtk_label_set_label (self->help_label, "");
  gtk_editable_set_text (GTK_EDITABLE (self->step_entry), step != NULL ? step : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->step_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, word (self, VB_CARD_STEP), -1);
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
show_frame (VbCardWindow *self)
{
  const char *language = vb_talk_get_language (self->talk);
  g_autofree char *step = vb_card_dup_step (language, self->now + 1, self->screens->len);
  gboolean last = self->now + 1 == self->screens->len;

  gtk_label_set_label (self->step_label, step);
  gtk_button_set_label (self->back_button, word (self, VB_CARD_BACK));
  gtk_button_set_label (self->next_button, word (self, last ? VB_CARD_DONE : VB_CARD_NEXT));
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), self->now > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->close_button), word (self, VB_CARD_CLOSE));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, word (self, VB_CARD_CLOSE), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->help_label),
                          *gtk_label_get_label (self->help_label) != '\0');
  vb_direction_follow (GTK_WIDGET (self), language);
}

/* (nullable): the one that was chosen, or with @code that one */
static GtkWidget *
find_tile (GtkBox     *box,
           const char *code)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (box)); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    if (code != NULL ? g_str_equal (vb_card_tile_get_code (VB_CARD_TILE (tile)), code)
                     : gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tile)))
      return tile;
  return NULL;
}

/* Keys begin where the answer is, and without one at the question: a digit turns the page, and
 * whoever presses Return after it must not have answered the next question with that. */
static void
focus_answer (VbCardWindow *self,
              Ask           ask)
{
  GtkWidget *focus = ask == ASK_STEP ? GTK_WIDGET (self->step_entry) : NULL;

  if (focus == NULL && (ask == ASK_MARK || ask == ASK_TONE))
    focus = find_tile (self->tiles, NULL);
  if (focus == NULL && ask == ASK_MARK)
    focus = find_tile (self->skips, NULL);
  gtk_widget_grab_focus (focus != NULL ? focus : self->question);
}

static void
focus_code (VbCardWindow *self,
            const char   *code)
{
  GtkWidget *tile = find_tile (self->tiles, code);

  if (tile != NULL)
    gtk_widget_grab_focus (tile);
}

static void
show_screen (VbCardWindow *self)
{
  Ask ask;

  self->showing = TRUE;
  find_screens (self);
  ask = screen_of (self)->ask;
  clear (self->tiles);
  clear (self->skips);
  gtk_widget_set_visible (GTK_WIDGET (self->talk_check), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->step_entry), ask == ASK_STEP);
  if (ask == ASK_MARK)
    show_mark (self);
  else if (ask == ASK_PICK)
    show_pick (self);
  else if (ask == ASK_TONE)
    show_tone (self);
  else if (ask == ASK_FIRST)
    show_first (self);
  else
    show_step (self);
  show_frame (self);
  focus_answer (self, ask);
  self->showing = FALSE;
}

/* ------------------------------------------------------------------ keys and buttons */

static void
next_cb (VbCardWindow *self)
{
  go_on (self);
}

static void
back_cb (VbCardWindow *self)
{
  if (self->now == 0)
    return;
  self->now--;
  show_screen (self);
}

static gboolean
key_cb (VbCardWindow    *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  state)
{
  g_autofree char *mark = NULL;

  if (keyval == GDK_KEY_Page_Down)
    next_cb (self);
  else if (keyval == GDK_KEY_Page_Up)
    back_cb (self);
  else if (screen_of (self)->ask != ASK_MARK)
    return GDK_EVENT_PROPAGATE;
  else if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    mark = g_strdup_printf ("%u", keyval - GDK_KEY_0);
  else if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    mark = g_strdup_printf ("%u", keyval - GDK_KEY_KP_0);
  else if (keyval == GDK_KEY_End)
    mark = g_strdup_printf ("%d", MARKS);
  else
    return GDK_EVENT_PROPAGATE;
  if (mark != NULL
      && (item_of (self, screen_of (self)->code)->marks & 1u << atoi (mark)) != 0)
    answer_mark (self, mark);
  return GDK_EVENT_STOP;
}

/* ------------------------------------------------------------------ object */

static void
vb_card_window_dispose (GObject *object)
{
  VbCardWindow *self = VB_CARD_WINDOW (object);

  if (self->talk != NULL)
    vb_talk_keep (self->talk);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (vb_card_window_parent_class)->dispose (object);
}

static void
vb_card_window_finalize (GObject *object)
{
  g_array_unref (VB_CARD_WINDOW (object)->screens);

  G_OBJECT_CLASS (vb_card_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, picture);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, question);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, help_label);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, tiles);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, skips);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, talk_check);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, talk_label);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, step_entry);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, step_label);
  gtk_widget_class_bind_template_child (widget_class, VbCardWindow, scroller);
}

static void
vb_card_window_class_init (VbCardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_card_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_card_window_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-card-window.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_WINDOW);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, talk_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
vb_card_window_init (VbCardWindow *self)
{
  self->screens = g_array_new (FALSE, TRUE, sizeof (Screen));
  g_array_set_clear_func (self->screens, screen_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The whole screen, also where nothing manages the windows. */
static void
fill_screen (VbCardWindow *self)
{
  g_autoptr(GdkMonitor) monitor =
    g_list_model_get_item (gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self))),
                           0);
  GdkRectangle area = { 0, 0, 1024, 768 };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
  gtk_window_set_default_size (GTK_WINDOW (self), area.width, area.height);
  gtk_window_fullscreen (GTK_WINDOW (self));
}

GtkWindow *
vb_card_window_new (GtkWindow *parent,
                    VbTalk    *talk)
{
  VbCardWindow *self = g_object_new (VB_TYPE_CARD_WINDOW, "transient-for", parent, NULL);

  self->talk = g_object_ref (talk);
  fill_screen (self);
  show_screen (self);
  return GTK_WINDOW (self);
}
