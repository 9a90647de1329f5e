/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/meeting/vb-case-person.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "core/store/vb-people.h"

#define LIMIT 6

struct _VbCasePerson
{
  GtkBox parent_instance;

  GtkWidget *entry;
  GtkListBox *list;
  GtkLabel *hint_label;

  VbStore *store;
  GPtrArray *found; /* (nullable): of VbPersonLine */
  GCancellable *searching;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbCasePerson, vb_case_person, GTK_TYPE_BOX)

static void
show_hint (VbCasePerson *self,
           const char   *text)
{
  gtk_label_set_label (self->hint_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), text != NULL);
}

static void
clear (VbCasePerson *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  show_hint (self, NULL);
}

static void
add_line (VbCasePerson       *self,
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
  VbCasePerson *self = call->owner;
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
  if (lines->len == 0)
    show_hint (self, _("Nobody has this name. Add the person first, under People."));
  gtk_widget_set_visible (GTK_WIDGET (self->list), lines->len > 0);
  self->found = g_steal_pointer (&lines);
}

static void
search_cb (VbCasePerson *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (
    GTK_EDITABLE (self->entry))));

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  clear (self);
  if (*text == '\0' || self->store == NULL)
    return;
  self->searching = g_cancellable_new ();
  vb_people_find_async (self->store, text, LIMIT, self->searching, found_cb,
                        vb_call_new (self, self->searching));
}

static void
chosen_cb (VbCasePerson  *self,
           GtkListBoxRow *row)
{
  guint position = gtk_list_box_row_get_index (row);
  g_autofree char *id = NULL;

  if (self->found == NULL || position >= self->found->len)
    return;
  id = g_strdup (((VbPersonLine *) g_ptr_array_index (self->found, position))->id);
  clear (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
vb_case_person_dispose (GObject *object)
{
  VbCasePerson *self = VB_CASE_PERSON (object);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_CASE_PERSON);
  g_clear_object (&self->store);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_case_person_parent_class)->dispose (object);
}

static void
vb_case_person_class_init (VbCasePersonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_case_person_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/meeting/vb-case-person.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCasePerson, entry);
  gtk_widget_class_bind_template_child (widget_class, VbCasePerson, list);
  gtk_widget_class_bind_template_child (widget_class, VbCasePerson, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
vb_case_person_init (VbCasePerson *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_case_person_set_store (VbCasePerson *self,
                          VbStore      *store)
{
  g_return_if_fail (VB_IS_CASE_PERSON (self));

  g_set_object (&self->store, store);
}
