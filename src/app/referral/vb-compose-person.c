/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-person.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "core/store/vb-people.h"

#define LIMIT 10

struct _VbComposePerson
{
  GtkBox parent_instance;

  GtkLabel *name_label;
  GtkWidget *entry;
  GtkLabel *hint_label;
  GtkListBox *list;
  GtkLabel *error_label;

  VbCompose *compose;
  GPtrArray *found; /* (nullable): of VbPersonLine */
  GCancellable *searching;
};

G_DEFINE_FINAL_TYPE (VbComposePerson, vb_compose_person, GTK_TYPE_BOX)

static void
show_hint (VbComposePerson *self,
           const char      *text)
{
  gtk_label_set_label (self->hint_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), text != NULL);
}

/* ------------------------------------------------------------------ looking */

static void
clear (VbComposePerson *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

static void
add_line (VbComposePerson    *self,
          const VbPersonLine *line)
{
  g_autofree char *birth = line->birth_date != NULL ? vb_words_date (line->birth_date) : NULL;
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", line->name,
                                 "title-lines", 0, "subtitle", birth != NULL ? birth : "",
                                 "activatable", TRUE, NULL);

  gtk_list_box_append (self->list, row);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbComposePerson *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_people_find_finish (VB_STORE (source), result, &error);
  g_autofree char *wrong = NULL;

  if (vb_call_is_over (call))
    return;
  clear (self);
  if (lines == NULL)
    {
      wrong = vb_error_dup_text (error);
      show_hint (self, wrong);
      return;
    }
  for (guint i = 0; i < lines->len; i++)
    add_line (self, g_ptr_array_index (lines, i));
  show_hint (self, lines->len > 0 ? NULL
                   : _("Nobody has this name. Add the person first, under People."));
  gtk_widget_set_visible (GTK_WIDGET (self->list), lines->len > 0);
  self->found = g_steal_pointer (&lines);
}

static void
search_cb (VbComposePerson *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (
                                                  self->entry))));

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  clear (self);
  if (*text == '\0' || self->compose == NULL)
    return;
  self->searching = g_cancellable_new ();
  vb_people_find_async (vb_compose_get_store (self->compose), text, LIMIT, self->searching,
                        found_cb, vb_call_new (self, self->searching));
}

static void
chosen_cb (VbComposePerson *self,
           GtkListBoxRow   *row)
{
  guint position = gtk_list_box_row_get_index (row);
  g_autofree char *id = NULL;

  if (self->found == NULL || position >= self->found->len)
    return;
  id = g_strdup (((VbPersonLine *) g_ptr_array_index (self->found, position))->id);
  clear (self);
  vb_compose_choose_person (self->compose, id);
}

/* ------------------------------------------------------------------ who it is */

static void
update (VbComposePerson *self)
{
  const VbPerson *person = vb_compose_get_person (self->compose);
  g_autofree char *name = person != NULL ? vb_person_dup_name (person) : NULL;

  gtk_label_set_label (self->name_label, name != NULL ? name : _("Nobody is chosen yet"));
  gtk_widget_set_visible (self->entry, person == NULL);
  show_hint (self, NULL);
  vb_compose_person_set_error (self, NULL);
}

static gboolean
vb_compose_person_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VB_COMPOSE_PERSON (widget)->entry);
}

static void
vb_compose_person_dispose (GObject *object)
{
  VbComposePerson *self = VB_COMPOSE_PERSON (object);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_COMPOSE_PERSON);
  g_clear_object (&self->compose);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_compose_person_parent_class)->dispose (object);
}

static void
vb_compose_person_class_init (VbComposePersonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_compose_person_dispose;
  widget_class->grab_focus = vb_compose_person_grab_focus;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-compose-person.ui");
  gtk_widget_class_bind_template_child (widget_class, VbComposePerson, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposePerson, entry);
  gtk_widget_class_bind_template_child (widget_class, VbComposePerson, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposePerson, list);
  gtk_widget_class_bind_template_child (widget_class, VbComposePerson, error_label);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
vb_compose_person_init (VbComposePerson *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_compose_person_set_compose (VbComposePerson *self,
                               VbCompose       *compose)
{
  g_return_if_fail (VB_IS_COMPOSE_PERSON (self) && self->compose == NULL);

  self->compose = g_object_ref (compose);
  g_signal_connect_object (compose, "person", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
vb_compose_person_set_error (VbComposePerson *self,
                             const char      *message)
{
  g_return_if_fail (VB_IS_COMPOSE_PERSON (self));

  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}
