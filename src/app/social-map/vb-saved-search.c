/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-saved-search.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-ask-dialog.h"

/* One thing that is done to a saved search. */
typedef struct
{
  VbWindow *window;
  char *id;         /* (nullable): a new one */
  char *name;       /* (nullable): to delete it */
  char *query;      /* (nullable): as it was */
  const char *done; /* what to say */
} Step;

static void
step_free (Step *self)
{
  g_object_unref (self->window);
  g_free (self->id);
  g_free (self->name);
  g_free (self->query);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static Step *
step_new (VbWindow   *window,
          const char *id,
          const char *name,
          const char *query,
          const char *done)
{
  Step *self = g_new0 (Step, 1);

  self->window = g_object_ref (window);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->query = g_strdup (query);
  self->done = done;
  return self;
}

static void
step_free_closure (gpointer  data,
                   GClosure *closure)
{
  step_free (data);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_personal_save_search_finish (VB_STORE (source), result, &error);

  if (undo == NULL)
    vb_window_say_error (step->window, _("The search was not saved"), error);
  else
    vb_window_say_undo (step->window, step->done, undo);
}

static void
take (Step *step)
{
  VbStore *store = vb_window_get_store (step->window);

  if (store == NULL)
    step_free (step);
  else
    vb_personal_save_search_async (store, step->id, step->name, step->query, NULL, done_cb, step);
}

/* ------------------------------------------------------------------ saving */

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) searches = vb_personal_list_searches_finish (VB_STORE (source), result,
                                                                    &error);

  if (searches == NULL)
    {
      vb_window_say_error (step->window, _("The search was not saved"), error);
      return;
    }
  for (guint i = 0; i < searches->len && step->id == NULL; i++)
    {
      const VbSavedSearch *search = searches->pdata[i];

      if (g_utf8_collate (search->name, step->name) != 0)
        continue;
      step->id = g_strdup (search->id);
      step->done = _("Saved in place of the search of that name");
    }
  take (g_steal_pointer (&step));
}

static void
named_cb (VbAskDialog *dialog,
          const char  *text,
          Step        *asked)
{
  VbStore *store = vb_window_get_store (asked->window);
  Step *step = step_new (asked->window, NULL, text, asked->query, asked->done);

  if (store == NULL)
    step_free (step);
  else
    vb_personal_list_searches_async (store, NULL, listed_cb, step);
}

void
vb_saved_search_ask (VbWindow   *window,
                     const char *name,
                     const char *query)
{
  VbAskDialog *dialog;

  g_return_if_fail (VB_IS_WINDOW (window));
  g_return_if_fail (query != NULL);

  dialog = vb_ask_dialog_new (GTK_WINDOW (window), _("Save This Search"),
                              _("It keeps its words and its filters, and stands in the sidebar. "
                                "Leave out what says something about one person."),
                              _("Name"), _("_Save"));
  vb_ask_dialog_set_text (dialog, name);
  g_signal_connect_data (dialog, "answered", G_CALLBACK (named_cb),
                         step_new (window, NULL, NULL, query, _("Search saved")),
                         step_free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ------------------------------------------------------------------ changing */

static void
renamed_cb (VbAskDialog *dialog,
            const char  *text,
            Step        *asked)
{
  take (step_new (asked->window, asked->id, text, NULL, asked->done));
}

void
vb_saved_search_rename (VbWindow            *window,
                        const VbSavedSearch *search)
{
  VbAskDialog *dialog;

  g_return_if_fail (VB_IS_WINDOW (window));
  g_return_if_fail (search != NULL);

  dialog = vb_ask_dialog_new (GTK_WINDOW (window), _("Rename Search"), NULL, _("Name"),
                              _("_Rename"));
  vb_ask_dialog_set_text (dialog, search->name);
  g_signal_connect_data (dialog, "answered", G_CALLBACK (renamed_cb),
                         step_new (window, search->id, NULL, NULL, _("Search renamed")),
                         step_free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
vb_saved_search_delete (VbWindow            *window,
                        const VbSavedSearch *search)
{
  g_return_if_fail (VB_IS_WINDOW (window));
  g_return_if_fail (search != NULL);

  take (step_new (window, search->id, NULL, NULL, _("Search deleted")));
}
