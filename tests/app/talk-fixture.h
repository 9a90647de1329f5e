/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A window on a conversation with somebody in the demo neighbourhood. */

#include "app-fixture.h"

#include "app/conversation/vb-talk-window.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-people.h"

typedef struct
{
  App app;
  VbStore *store;
  VbPerson *person;
  GtkWindow *window; /* (nullable): closed */
  VbTalk *talk;
} Talk;

static inline void
talk_show (Talk      *self,
           GtkWindow *window)
{
  self->window = window;
  g_set_object (&self->talk, vb_talk_window_get_talk (VB_TALK_WINDOW (window)));
  gtk_window_present (window);
  app_draw (window);
}

/* @language: (nullable): that the person speaks */
static inline void
talk_open (Talk       *self,
           const char *instrument,
           const char *language)
{
  g_autoptr(GError) error = NULL;

  self->talk = NULL;
  app_open (&self->app);
  self->store = vb_session_get_store (self->app.session);
  self->person = vb_person_new ();
  self->person->given_name = g_strdup ("Greet");
  self->person->language = g_strdup (language);
  g_assert_true (vb_people_save_sync (self->store, NULL, self->person, NULL, &error));
  g_assert_no_error (error);
  talk_show (self, vb_talk_window_new (GTK_WINDOW (self->app.window), self->store, self->person,
                                       instrument));
}

static inline gboolean
talk_is_kept (gpointer data)
{
  return !vb_talk_is_keeping (((Talk *) data)->talk);
}

/* Ends this one, and begins the next with the same person. */
static inline void
talk_again (Talk       *self,
            const char *instrument)
{
  app_wait (talk_is_kept, self);
  gtk_window_destroy (self->window);
  talk_show (self, vb_talk_window_new (GTK_WINDOW (self->app.window), self->store, self->person,
                                       instrument));
}

static inline void
talk_close (Talk *self)
{
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  app_wait (talk_is_kept, self);
  g_clear_object (&self->talk);
  vb_person_free (self->person);
  app_close (&self->app);
}

/* Whether @widget is where keys go, also while the window itself is not the active one. */
static inline gboolean
talk_is_focus (Talk      *self,
               GtkWidget *widget)
{
  return gtk_root_get_focus (GTK_ROOT (self->window)) == widget;
}

/* A key, as it comes to the first key controller of @widget. */
static inline void
talk_key (GtkWidget       *widget,
          guint            keyval,
          GdkModifierType  state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
      g_assert_true (handled);
      return;
    }
  g_assert_not_reached ();
}
