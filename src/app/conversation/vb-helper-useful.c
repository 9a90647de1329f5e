/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-helper-useful.h"

#include "core/base/vb-error.h"
#include "core/store/vb-people.h"

/* An answer on its way into the store. Answers may be given faster than they are kept: each one is
 * saved on top of those before it, and only itself is put in what is shown. */
typedef struct
{
  VbTalk *talk;
  char *helper_id;
  char *useful; /* (nullable) */
} Answer;

static void
answer_free (Answer *self)
{
  g_object_unref (self->talk);
  g_free (self->helper_id);
  g_free (self->useful);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* (nullable) */
static VbHelper *
find (const VbPerson *person,
      const char     *helper_id)
{
  for (guint i = 0; person != NULL && i < person->helpers->len; i++)
    {
      VbHelper *helper = g_ptr_array_index (person->helpers, i);

      if (g_strcmp0 (helper->id, helper_id) == 0)
        return helper;
    }
  return NULL;
}

static void
put_in (VbPerson     *person,
        const Answer *answer)
{
  VbHelper *helper = find (person, answer->helper_id);

  if (helper == NULL)
    return;
  g_free (helper->useful);
  helper->useful = g_strdup (answer->useful);
}

/* (element-type Answer): those of @talk that are on their way, in the order they were given */
static GPtrArray *
get_on_their_way (VbTalk *talk)
{
  GPtrArray *answers = g_object_get_data (G_OBJECT (talk), "useful-answers");

  if (answers == NULL)
    {
      answers = g_ptr_array_new ();
      g_object_set_data_full (G_OBJECT (talk), "useful-answers", answers,
                              (GDestroyNotify) g_ptr_array_unref);
    }
  return answers;
}

/* ------------------------------------------------------------------ reading */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbTalk) talk = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPersonRecord) record = vb_people_open_finish (VB_STORE (source), result, &error);

  vb_talk_note_person (talk, record != NULL ? record->person : NULL, error);
}

void
vb_helper_read_again (VbTalk *talk)
{
  g_return_if_fail (VB_IS_TALK (talk) && vb_talk_get_person (talk) != NULL);

  vb_people_open_async (vb_talk_get_store (talk), vb_talk_get_person (talk)->id, "conversation",
                        NULL, opened_cb, g_object_ref (talk));
}

/* ------------------------------------------------------------------ answering */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Answer) answer = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPerson) person = vb_person_copy (vb_talk_get_person (answer->talk));

  g_ptr_array_remove (get_on_their_way (answer->talk), answer);
  if (vb_people_save_finish (VB_STORE (source), result, &error))
    {
      put_in (person, answer);
      vb_talk_note_person (answer->talk, person, NULL);
      return;
    }
  vb_talk_note_person (answer->talk, NULL, error);
  /* Somebody else changed it: on top of what stands there now the next answer can be kept. */
  if (g_error_matches (error, VB_ERROR, VB_ERROR_CONFLICT)
      || g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND))
    vb_helper_read_again (answer->talk);
}

void
vb_helper_set_useful (VbTalk     *talk,
                      const char *helper_id,
                      const char *useful)
{
  g_autoptr(VbPerson) base = NULL, mine = NULL;
  GPtrArray *before;
  const VbHelper *helper;
  Answer *answer;

  g_return_if_fail (VB_IS_TALK (talk));

  if (vb_talk_get_person (talk) == NULL)
    return;
  base = vb_person_copy (vb_talk_get_person (talk));
  before = get_on_their_way (talk);
  for (guint i = 0; i < before->len; i++)
    put_in (base, g_ptr_array_index (before, i));
  helper = find (base, helper_id);
  if (helper == NULL || g_strcmp0 (helper->useful, useful) == 0)
    return;
  answer = g_new0 (Answer, 1);
  answer->talk = g_object_ref (talk);
  answer->helper_id = g_strdup (helper_id);
  answer->useful = g_strdup (useful);
  mine = vb_person_copy (base);
  put_in (mine, answer);
  g_ptr_array_add (before, answer);
  vb_people_save_async (vb_talk_get_store (talk), base, mine, NULL, saved_cb, answer);
}
