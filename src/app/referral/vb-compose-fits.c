/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What fits what a person put first in a conversation. */

#include "config.h"

#include "app/referral/vb-compose-private.h"

#include "core/base/vb-time.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-fits.h"

#define FITS 5 /* so many services are asked about */

/* (nullable) */
static const VbPriority *
find_first (const VbConversation *said)
{
  for (guint i = 0; i < said->priorities->len; i++)
    {
      const VbPriority *priority = g_ptr_array_index (said->priorities, i);

      if (priority->rank == 1)
        return priority;
    }
  return NULL;
}

/* As What Fits looks after the conversation. */
static VbWish *
make_wish (const VbPerson       *person,
           const VbConversation *said,
           const VbPriority     *priority)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  VbWish *wish = vb_wish_new (today, g_date_time_get_hour (now) * 60
                                     + g_date_time_get_minute (now));
  const VbTopic *topic = priority->topic_id != NULL
                         ? vb_conversation_find_topic (said, priority->topic_id) : NULL;

  if (topic != NULL)
    vb_wish_be_about_topic (wish, topic);
  else if (priority->item != NULL)
    vb_wish_be_about_item (wish, priority->item);
  vb_wish_add_words (wish, priority->words);
  vb_wish_add_words (wish, said->first_step);
  vb_wish_add_words (wish, said->wants_different);
  vb_wish_be_for (wish, person);
  return wish;
}

typedef struct
{
  VbPerson *person;
  char *need;
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  vb_person_free (self->person);
  g_free (self->need);
  g_free (self);
}

/* Takes @ids. */
static void
answer (GTask      *task,
        const char *need,
        char       *ids)
{
  const char *const both[] = { need != NULL ? need : "", ids, NULL };

  g_task_return_pointer (task, g_strdupv ((char **) both), (GDestroyNotify) g_strfreev);
  g_free (ids);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const Look *look = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbFits) fits = vb_fits_find_finish (VB_STORE (source), result, &error);
  GString *ids;

  if (fits == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  ids = g_string_new (NULL);
  for (guint i = 0; i < fits->fits->len; i++)
    {
      const VbFit *fit = g_ptr_array_index (fits->fits, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", vb_entity_get_id (fit->service));
    }
  answer (task, look->need, g_string_free (ids, FALSE));
}

static void
said_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbConversation) said = vb_conversations_open_finish (VB_STORE (source), result, &error);
  const VbPriority *first = said != NULL ? find_first (said) : NULL;
  g_autoptr(VbWish) wish = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (said == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (first == NULL)
    {
      answer (task, NULL, g_strdup (""));
      return;
    }
  wish = make_wish (look->person, said, first);
  look->need = g_strdup (wish->needs[0]);
  vb_fits_find_async (VB_STORE (source), wish, FITS, cancellable, found_cb,
                      g_steal_pointer (&task));
}

void
_vb_compose_fits_async (VbStore             *store,
                        const VbPerson      *person,
                        const char          *conversation_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);

  g_task_set_source_tag (task, _vb_compose_fits_async);
  look->person = vb_person_copy (person);
  g_task_set_task_data (task, look, look_free);
  vb_conversations_open_async (store, conversation_id, cancellable, said_cb, task);
}

char **
_vb_compose_fits_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
