/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-household-window.h"

#include <glib/gi18n.h>

#include "app/people/vb-person-choice.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-close-button.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-switch-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-people.h"

#define LIMIT 20

struct _VbHouseholdWindow
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkWidget *who_group;
  GtkEditable *entry;
  GtkListBox *list;
  GtkLabel *who_label;
  GtkWidget *own_group;
  GtkWidget *leave_button;

  VbStore *store;
  VbForm *form;
  char *person_id;
  char *household_id; /* (nullable) */
  char *other_id;     /* (nullable): who is added */
  gboolean adding;
  GPtrArray *found;   /* (nullable): of VbPersonLine */
  GCancellable *searching;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbHouseholdWindow, vb_household_window, ADW_TYPE_WINDOW)

static void
say (VbHouseholdWindow *self,
     const GError      *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  gtk_label_set_label (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
  gtk_widget_set_sensitive (self->save_button, TRUE);
}

/* ------------------------------------------------------------------ who */

static void
clear_found (VbHouseholdWindow *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

static void
add_found (VbHouseholdWindow  *self,
           const VbPersonLine *line)
{
  g_autofree char *birth = line->birth_date != NULL ? vb_words_date (line->birth_date) : NULL;
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", line->name,
                                 "subtitle", birth != NULL ? birth : "", "activatable", TRUE,
                                 NULL);

  gtk_list_box_append (self->list, row);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbHouseholdWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_people_find_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  clear_found (self);
  if (lines == NULL)
    {
      say (self, error);
      return;
    }
  for (guint i = lines->len; i > 0; i--)
    if (g_strcmp0 (((VbPersonLine *) g_ptr_array_index (lines, i - 1))->id, self->person_id) == 0)
      g_ptr_array_remove_index (lines, i - 1);
  for (guint i = 0; i < lines->len; i++)
    add_found (self, g_ptr_array_index (lines, i));
  gtk_label_set_label (self->who_label, lines->len > 0 ? _("Choose who it is")
                       : _("Nobody has this name. Add the person first, under People."));
  gtk_widget_set_visible (GTK_WIDGET (self->list), lines->len > 0);
  self->found = g_steal_pointer (&lines);
}

static void
search_cb (VbHouseholdWindow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (self->store == NULL)
    return;
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (*text == '\0')
    {
      clear_found (self);
      return;
    }
  self->searching = g_cancellable_new ();
  vb_people_find_async (self->store, text, LIMIT, self->searching, found_cb,
                        vb_call_new (self, self->searching));
}

static void
chosen_cb (VbHouseholdWindow *self,
           GtkListBoxRow     *row)
{
  guint position = gtk_list_box_row_get_index (row);
  const VbPersonLine *line;

  if (self->found == NULL || position >= self->found->len)
    return;
  line = g_ptr_array_index (self->found, position);
  g_free (self->other_id);
  self->other_id = g_strdup (line->id);
  gtk_label_set_label (self->who_label, line->name);
  gtk_widget_remove_css_class (GTK_WIDGET (self->who_label), "error");
  clear_found (self);
}

/* ------------------------------------------------------------------ saving */

static void
joined_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbHouseholdWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autofree char *household = vb_people_join_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (household == NULL)
    {
      say (self, error);
      return;
    }
  vb_form_forget (self->form);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
join (VbHouseholdWindow *self,
      const char        *id)
{
  g_autofree char *role = vb_form_dup_value (self->form, "role");

  vb_people_join_async (self->store, id, self->household_id, *role != '\0' ? role : NULL,
                        vb_form_has_value (self->form, "shares", "1"), self->cancellable,
                        joined_cb, vb_call_new (self, self->cancellable));
}

/* There is a household now; the other comes in. */
static void
founded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbHouseholdWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autofree char *household = vb_people_join_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (household == NULL)
    {
      say (self, error);
      return;
    }
  self->household_id = g_steal_pointer (&household);
  join (self, self->other_id);
}

static void
found_household (VbHouseholdWindow *self)
{
  g_autofree char *role = vb_form_dup_value (self->form, "own_role");

  vb_people_join_async (self->store, self->person_id, NULL, *role != '\0' ? role : NULL,
                        vb_form_has_value (self->form, "own_shares", "1"), self->cancellable,
                        founded_cb, vb_call_new (self, self->cancellable));
}

static void
save_cb (VbHouseholdWindow *self)
{
  if (!gtk_widget_get_sensitive (self->save_button))
    return;
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  if (self->adding && self->other_id == NULL)
    {
      gtk_label_set_label (self->who_label, _("Look for who it is, and choose the name"));
      gtk_widget_add_css_class (GTK_WIDGET (self->who_label), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }
  gtk_widget_set_sensitive (self->save_button, FALSE);
  if (self->adding && self->household_id == NULL)
    found_household (self);
  else
    join (self, self->adding ? self->other_id : self->person_id);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbHouseholdWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean left = vb_people_leave_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (!left)
    {
      say (self, error);
      return;
    }
  vb_form_forget (self->form);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* It can be undone by adding the person again. */
static void
leave_cb (VbHouseholdWindow *self)
{
  if (!gtk_widget_get_sensitive (self->save_button))
    return;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  vb_people_leave_async (self->store, self->person_id, self->cancellable, left_cb,
                         vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_household_window_close_request (GtkWindow *window)
{
  VbHouseholdWindow *self = VB_HOUSEHOLD_WINDOW (window);

  if (!gtk_widget_get_sensitive (self->save_button) || !vb_form_may_close (self->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_household_window_parent_class)->close_request (window);
}

static void
vb_household_window_dispose (GObject *object)
{
  VbHouseholdWindow *self = VB_HOUSEHOLD_WINDOW (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_HOUSEHOLD_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_household_window_parent_class)->dispose (object);
}

static void
vb_household_window_finalize (GObject *object)
{
  VbHouseholdWindow *self = VB_HOUSEHOLD_WINDOW (object);

  g_free (self->person_id);
  g_free (self->household_id);
  g_free (self->other_id);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_household_window_parent_class)->finalize (object);
}

static void
vb_household_window_class_init (VbHouseholdWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_household_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_household_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_household_window_close_request;

  g_type_ensure (VB_TYPE_CLOSE_BUTTON);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-household-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, who_group);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, list);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, who_label);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, own_group);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdWindow, leave_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
vb_household_window_init (VbHouseholdWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static VbHouseholdWindow *
make (GtkWindow  *parent,
      VbStore    *store,
      const char *person_id,
      const char *household_id,
      gboolean    adding)
{
  VbHouseholdWindow *self =
    g_object_new (VB_TYPE_HOUSEHOLD_WINDOW, "transient-for", parent, "title",
                  adding ? _("Somebody in the Household") : _("In the Household"), NULL);

  self->store = g_object_ref (store);
  self->person_id = g_strdup (person_id);
  self->household_id = g_strdup (household_id);
  self->adding = adding;
  gtk_widget_set_visible (self->who_group, adding);
  gtk_widget_set_visible (self->own_group, adding && household_id == NULL);
  gtk_widget_set_visible (self->leave_button, !adding);
  self->form = vb_form_new (store, NULL, NULL, GTK_WIDGET (self));
  g_signal_connect_object (self->form, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  return self;
}

GtkWindow *
vb_household_window_new (GtkWindow  *parent,
                         VbStore    *store,
                         const char *person_id,
                         const char *household_id,
                         const char *role,
                         gboolean    shares)
{
  VbHouseholdWindow *self = make (parent, store, person_id, household_id, FALSE);

  vb_form_set_value (self->form, "role", role != NULL ? role : "");
  vb_form_set_value (self->form, "shares", shares ? "1" : "0");
  vb_form_begin (self->form);
  return GTK_WINDOW (self);
}

GtkWindow *
vb_household_window_new_member (GtkWindow  *parent,
                                VbStore    *store,
                                const char *person_id,
                                const char *household_id)
{
  VbHouseholdWindow *self = make (parent, store, person_id, household_id, TRUE);

  vb_form_begin (self->form);
  return GTK_WINDOW (self);
}
