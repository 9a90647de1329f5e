/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "post/vb-post-book.h"

#include "core/base/vb-hex.h"
#include "exchange/desk/vb-desk.h"

#define MOST_OF_ONE 100

static void
post_partner_free (VbPostPartner *self)
{
  vb_partner_free (self->partner);
  g_free (self->phrase);
  g_free (self->digits);
  g_free (self);
}

void
vb_post_book_free (VbPostBook *self)
{
  GPtrArray **lists[] = { &self->partners, &self->places, &self->servers, &self->lines,
                          &self->statuses };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], g_ptr_array_unref);
  g_free (self->id);
  g_free (self->name);
  g_free (self->address);
  g_free (self->phone);
  g_free (self->email);
  g_free (self);
}

const VbPostPartner *
vb_post_book_find_partner (const VbPostBook *self,
                           const char       *id)
{
  for (guint i = 0; i < self->partners->len; i++)
    {
      const VbPostPartner *partner = g_ptr_array_index (self->partners, i);

      if (g_strcmp0 (partner->partner->id, id) == 0)
        return partner;
    }
  return NULL;
}

/* ------------------------------------------------------------------ reading */

static void
note_card (VbPostBook   *self,
           const VbCard *card)
{
  self->id = vb_hex_dup (card->organization, VB_EXCHANGE_KEY_SIZE);
  self->name = g_strdup (card->name);
  self->address = g_strdup (card->address);
  self->phone = g_strdup (card->phone);
  self->email = g_strdup (card->email);
  self->expires_at = card->expires * G_USEC_PER_SEC;
  self->version = card->version;
}

/* Takes @partners. */
static void
note_partners (VbPostBook   *self,
               const VbDesk *desk,
               GPtrArray    *partners)
{
  while (partners->len > 0)
    {
      VbPostPartner *partner = g_new0 (VbPostPartner, 1);

      partner->partner = g_ptr_array_steal_index (partners, 0);
      if (desk->card != NULL)
        {
          partner->phrase = vb_desk_get_phrase (desk, partner->partner);
          partner->digits = vb_desk_get_digits (desk, partner->partner);
        }
      g_ptr_array_add (self->partners, partner);
    }
  g_ptr_array_unref (partners);
}

static gboolean
fill (VbPostBook    *self,
      VbStore       *store,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(VbDesk) desk = vb_desk_load_sync (store, error);
  GPtrArray *partners = desk != NULL ? vb_partners_list_sync (store, cancellable, error) : NULL;

  if (partners == NULL)
    return FALSE;
  if (desk->card != NULL)
    note_card (self, desk->card);
  note_partners (self, desk, partners);
  self->places = vb_partners_list_places_sync (store, cancellable, error);
  if (self->places == NULL)
    return FALSE;
  self->servers = vb_servers_list_sync (store, cancellable, error);
  if (self->servers == NULL)
    return FALSE;
  self->lines = vb_messages_list_sync (store, NULL, VB_POST_BOOK_MOST_LINES, cancellable, error);
  if (self->lines == NULL)
    return FALSE;
  self->statuses = vb_messages_status_sync (store, cancellable, error);
  return self->statuses != NULL;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr(VbPostBook) self = g_new0 (VbPostBook, 1);
  GError *error = NULL;

  self->partners = g_ptr_array_new_with_free_func ((GDestroyNotify) post_partner_free);
  if (fill (self, data, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) vb_post_book_free);
  else
    g_task_return_error (task, error);
}

void
vb_post_book_read_async (VbStore             *store,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (VB_IS_STORE (store));

  g_task_set_source_tag (task, vb_post_book_read_async);
  g_task_set_task_data (task, g_object_ref (store), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

VbPostBook *
vb_post_book_read_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_book_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ------------------------------------------------------------------ one referral */

void
vb_post_trace_free (VbPostTrace *self)
{
  g_clear_pointer (&self->partner, vb_partner_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  VbStore *store;
  char *function_id; /* (nullable) */
  char *letter_id;   /* (nullable) */
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->store);
  g_free (self->function_id);
  g_free (self->letter_id);
  g_free (self);
}

/* Who it went to stays who it went to, also when the map says something else by now. */
static gboolean
find_who (VbPostTrace     *self,
          const Question  *question,
          GCancellable    *cancellable,
          GError         **error)
{
  const VbMessageLine *last = self->lines->len > 0 ? g_ptr_array_index (self->lines, 0) : NULL;
  g_autoptr(GPtrArray) partners = NULL;
  g_autoptr(GError) failure = NULL;

  if (last == NULL)
    {
      if (question->function_id != NULL)
        self->partner = vb_partners_find_for_sync (question->store, question->function_id,
                                                   cancellable, &failure);
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  partners = vb_partners_list_sync (question->store, cancellable, error);
  for (guint i = 0; partners != NULL && i < partners->len; i++)
    if (g_str_equal (((VbPartner *) g_ptr_array_index (partners, i))->id, last->partner_id))
      {
        self->partner = g_ptr_array_steal_index (partners, i);
        break;
      }
  return partners != NULL;
}

static void
trace_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  const Question *question = data;
  g_autoptr(VbPostTrace) self = g_new0 (VbPostTrace, 1);
  GError *error = NULL;

  self->lines = question->letter_id != NULL
                  ? vb_messages_list_sync (question->store, question->letter_id, MOST_OF_ONE,
                                           cancellable, &error)
                  : g_ptr_array_new ();
  if (self->lines != NULL && find_who (self, question, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) vb_post_trace_free);
  else
    g_task_return_error (task, error);
}

void
vb_post_trace_async (VbStore             *store,
                     const char          *function_id,
                     const char          *letter_id,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question;

  g_return_if_fail (VB_IS_STORE (store));

  question = g_new0 (Question, 1);
  question->store = g_object_ref (store);
  question->function_id = g_strdup (function_id);
  question->letter_id = g_strdup (letter_id);
  g_task_set_source_tag (task, vb_post_trace_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, trace_thread);
}

VbPostTrace *
vb_post_trace_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_trace_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
