/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-notes.h"

#include <glib/gi18n.h>

#include "app/referral/vb-compose-text.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-form-part.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/store/vb-referrals-team.h"

struct _VbReferralsNotes
{
  GtkBox parent_instance;

  VbComposeText *text;
  GtkWidget *add_button;
  GtkListBox *list;

  VbStore *store; /* (nullable) */
  char *id;       /* (nullable) */
  VbForm *form;   /* (nullable): keeps what is being typed */
  GCancellable *cancellable; /* of this referral */
};

G_DEFINE_FINAL_TYPE (VbReferralsNotes, vb_referrals_notes, GTK_TYPE_BOX)

static void
clear (VbReferralsNotes *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
}

static void
add_row (VbReferralsNotes     *self,
         const VbReferralNote *note)
{
  g_autofree char *moment = vb_words_moment_exactly (note->at);
  g_autofree char *by = note->actor != NULL ? g_strdup_printf ("%s, %s", note->actor, moment)
                                            : g_strdup (moment);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title-lines", 0,
                                 "subtitle-lines", 0, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note->words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), by);
  gtk_list_box_append (self->list, row);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsNotes *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) notes = vb_referrals_list_notes_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (notes == NULL)
    {
      vb_form_part_set_error (VB_FORM_PART (self->text), vb_error_title (error));
      return;
    }
  clear (self);
  for (guint i = 0; i < notes->len; i++)
    add_row (self, g_ptr_array_index (notes, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), notes->len > 0);
}

static void
load (VbReferralsNotes *self)
{
  vb_referrals_list_notes_async (self->store, self->id, self->cancellable, loaded_cb,
                                 vb_call_new (self, self->cancellable));
}

/* An empty one, for the next note. */
static void
begin_form (VbReferralsNotes *self)
{
  g_clear_object (&self->form);
  vb_form_part_set_value (VB_FORM_PART (self->text), "");
  vb_form_part_set_error (VB_FORM_PART (self->text), NULL);
  self->form = vb_form_new (self->store, "referral-note", self->id, GTK_WIDGET (self));
  vb_form_begin (self->form);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsNotes *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean added = vb_referrals_add_note_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  gtk_widget_set_sensitive (self->add_button, TRUE);
  if (!added)
    {
      vb_form_part_set_error (VB_FORM_PART (self->text),
                              g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT)
                                ? _(error->message) : vb_error_title (error));
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }
  vb_form_forget (self->form);
  begin_form (self);
  load (self);
}

static void
add_cb (VbReferralsNotes *self)
{
  g_autofree char *words = vb_form_part_dup_value (VB_FORM_PART (self->text));

  if (self->id == NULL)
    return;
  gtk_widget_set_sensitive (self->add_button, FALSE);
  vb_referrals_add_note_async (self->store, self->id, words, self->cancellable, added_cb,
                               vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static void
leave (VbReferralsNotes *self)
{
  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->id, g_free);
}

static void
vb_referrals_notes_dispose (GObject *object)
{
  leave (VB_REFERRALS_NOTES (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_REFERRALS_NOTES);

  G_OBJECT_CLASS (vb_referrals_notes_parent_class)->dispose (object);
}

static void
vb_referrals_notes_class_init (VbReferralsNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referrals_notes_dispose;

  g_type_ensure (VB_TYPE_COMPOSE_TEXT);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-notes.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsNotes, text);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsNotes, add_button);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsNotes, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
vb_referrals_notes_init (VbReferralsNotes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_referrals_notes_show (VbReferralsNotes *self,
                         VbStore          *store,
                         const char       *id)
{
  g_return_if_fail (VB_IS_REFERRALS_NOTES (self));

  if (id != NULL && g_strcmp0 (id, self->id) == 0 && store == self->store)
    {
      load (self);
      return;
    }
  leave (self);
  clear (self);
  if (store == NULL || id == NULL)
    return;
  self->store = g_object_ref (store);
  self->id = g_strdup (id);
  self->cancellable = g_cancellable_new ();
  begin_form (self);
  vb_form_find_draft (self->form);
  load (self);
}
