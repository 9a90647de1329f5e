/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drags a card over the canvas of a conversation with 40 topics and 60 links, on the renderer that
 * needs no graphics card. What counts is the processor time that the main thread takes from one
 * frame to the next: placing the card, drawing its links, and painting what they cover. Prints one
 * line of JSON; fails when the 99th percentile is over a frame's time. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "../app/talk-fixture.h"
#include "app/conversation/vb-canvas-private.h"
#include "app/conversation/vb-topic-actions.h"

#define TOPICS 40
#define LINKS 60
#define FRAMES 600
#define LIMIT_MS 16.7

typedef struct
{
  VbCanvas *canvas;
  GtkGesture *drag;
  double from_x;
  double from_y;
  guint frame;
  double last;
  double spent[FRAMES];
} Ride;

/* Processor time of this thread, in milliseconds. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1000000.0;
}

/* Around the person, through all four domains, as fast as a hand goes. */
static void
update_cb (GdkFrameClock *clock,
           Ride          *ride)
{
  double turn = ride->frame * 2 * G_PI / 90;
  int width = gtk_widget_get_width (GTK_WIDGET (ride->canvas));
  int height = gtk_widget_get_height (GTK_WIDGET (ride->canvas));

  ride->canvas->moved = TRUE;
  ride->canvas->held->box.x = width * (.5 + .35 * sin (turn)) - 60;
  ride->canvas->held->box.y = height * (.5 + .35 * cos (turn)) - 20;
  gtk_widget_queue_allocate (GTK_WIDGET (ride->canvas));
}

static void
after_paint_cb (GdkFrameClock *clock,
                Ride          *ride)
{
  double time = now ();

  if (ride->last > 0 && ride->frame < FRAMES)
    ride->spent[ride->frame++] = time - ride->last;
  ride->last = time;
}

static void
fill (VbTalk *talk)
{
  g_autoptr(GPtrArray) items = vb_instrument_list_items (vb_talk_get_instrument (talk),
                                                         VB_ITEM_TOPIC);
  VbConversation *conversation = vb_talk_get (talk);

  for (guint i = 0; i < TOPICS; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (items, i);
      static const char *const tones[] = { "burden", "so-so", "strength" };
      static const char domains[] = "LGMS";
      static const char *const names[] = { "body", "mind", "society", "social" };
      VbTopic *topic = vb_conversation_add_topic (
        conversation, names[strchr (domains, item->id[0]) - domains], item->id);

      vb_topic_set_tone (topic, tones[i % 3]);
      vb_topic_place (topic, topic->domain, (i * 370) % 1000, (i * 230) % 1000);
    }
  for (guint i = 0; conversation->links->len < LINKS; i++)
    {
      const VbTopic *from = g_ptr_array_index (conversation->topics, i % TOPICS);
      const VbTopic *to = g_ptr_array_index (conversation->topics, (i * 7 + 3) % TOPICS);
      static const char *const kinds[] = { "worsens", "caused-by", "sustains", "helps" };

      vb_conversation_link_topics (conversation, from->id, to->id, kinds[i / TOPICS % 4]);
    }
  vb_talk_say (talk);
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
hold (Ride *ride,
      Talk *talk)
{
  const VbTopic *topic = g_ptr_array_index (vb_talk_get (talk->talk)->topics, 0);

  ride->canvas = VB_CANVAS (app_find (GTK_WIDGET (talk->window), VB_TYPE_CANVAS));
  ride->canvas->held = g_hash_table_lookup (ride->canvas->cards, topic->id);
}

static void
let_go (Ride *ride)
{
  ride->canvas->held = NULL;
  ride->canvas->moved = FALSE;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree Ride *ride = g_new0 (Ride, 1);
  Talk talk;
  GdkFrameClock *clock;
  gulong handlers[2];
  double p50, p99;

  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  app_init (&argc, &argv);
  talk_open (&talk, VB_FOUR_DOMAINS, NULL);
  fill (talk.talk);
  app_wait (talk_is_kept, &talk);
  app_idle (500);
  hold (ride, &talk);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (ride->canvas));
  handlers[0] = g_signal_connect (clock, "update", G_CALLBACK (update_cb), ride);
  handlers[1] = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), ride);
  gdk_frame_clock_begin_updating (clock);
  while (ride->frame < FRAMES)
    g_main_context_iteration (NULL, TRUE);
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, handlers[0]);
  g_signal_handler_disconnect (clock, handlers[1]);
  let_go (ride);

  qsort (ride->spent, FRAMES, sizeof ride->spent[0], compare);
  p50 = ride->spent[FRAMES / 2];
  p99 = ride->spent[(FRAMES - 1) * 99 / 100];
  g_print ("{\"benchmark\": \"canvas\", \"topics\": %d, \"links\": %d, \"frames\": %d, "
           "\"width\": %d, \"height\": %d, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f, "
           "\"limit_p99_ms\": %.1f, \"pass\": %s}\n",
           TOPICS, LINKS, FRAMES, gtk_widget_get_width (GTK_WIDGET (ride->canvas)),
           gtk_widget_get_height (GTK_WIDGET (ride->canvas)), p50, p99,
           ride->spent[FRAMES - 1], LIMIT_MS, p99 <= LIMIT_MS ? "true" : "false");
  talk_close (&talk);
  return p99 <= LIMIT_MS ? 0 : 1;
}
