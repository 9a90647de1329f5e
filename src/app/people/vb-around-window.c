/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-around-window.h"

#include <glib/gi18n.h>

#include "app/people/vb-function-field.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-close-button.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-switch-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"
#include "core/store/vb-people.h"

static const struct
{
  const VbShape *shape;
  gsize list;
  const char *form; /* of the draft and of the template */
  const char *new_title;
  const char *title;
} kinds[VB_N_AROUND] = {
  [VB_AROUND_REPRESENTATIVE] = { &vb_representative_shape,
                                 G_STRUCT_OFFSET (VbPerson, representatives), "representative",
                                 N_("New Representative"), N_("Change Representative") },
  [VB_AROUND_RELATION] = { &vb_relation_shape, G_STRUCT_OFFSET (VbPerson, relations), "relation",
                           N_("Somebody New in the Network"), N_("Somebody in the Network") },
  [VB_AROUND_HELPER] = { &vb_helper_shape, G_STRUCT_OFFSET (VbPerson, helpers), "helper",
                         N_("Somebody New Who Helps"), N_("Somebody Who Helps") },
};

struct _VbAroundWindow
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  AdwBin *slot;
  GtkWidget *actions;
  GtkWidget *end_button;
  GtkWidget *remove_button;

  VbStore *store;
  VbForm *form;
  VbAround kind;
  VbPerson *base;
  VbPerson *person;
  guint index; /* of whom it is about in the list of @person */
  gboolean saving;
  GCancellable *cancellable;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbAroundWindow, vb_around_window, ADW_TYPE_WINDOW)

const VbShape *
vb_around_shape (VbAround kind)
{
  g_return_val_if_fail (kind < VB_N_AROUND, NULL);

  return kinds[kind].shape;
}

GPtrArray *
vb_around_list (const VbPerson *person,
                VbAround        kind)
{
  g_return_val_if_fail (person != NULL && kind < VB_N_AROUND, NULL);

  return G_STRUCT_MEMBER (GPtrArray *, person, kinds[kind].list);
}

static gpointer
get_record (VbAroundWindow *self)
{
  return g_ptr_array_index (vb_around_list (self->person, self->kind), self->index);
}

static void
say (VbAroundWindow *self,
     const char     *text)
{
  gtk_label_set_label (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

static void
recalled_cb (VbAroundWindow *self)
{
  say (self, _("What you typed before is here again. Cancel throws it away."));
}

/* ------------------------------------------------------------------ saving */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAroundWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_people_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (!saved)
    {
      g_autofree char *text = vb_error_dup_text (error);

      say (self, text);
      return;
    }
  vb_form_forget (self->form);
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start_saving (VbAroundWindow *self)
{
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  vb_form_keep (self->form);
  vb_people_save_async (self->store, self->base, self->person, self->cancellable, saved_cb,
                        vb_call_new (self, self->cancellable));
}

static void
save_cb (VbAroundWindow *self)
{
  const VbShape *shape = vb_around_shape (self->kind);
  g_autofree char *today = vb_time_today ();
  g_autoptr(GArray) errors = NULL;

  if (self->saving)
    return;
  vb_form_collect (self->form, shape, get_record (self));
  vb_person_tidy (self->person);
  errors = vb_person_validate (self->person, today);
  if (!vb_form_show_errors (self->form, shape, self->index, errors))
    start_saving (self);
}

static void
end_cb (VbAroundWindow *self)
{
  g_autofree char *today = vb_time_today ();

  vb_form_set_value (self->form, "valid_to", today);
  save_cb (self);
}

static void
remove_confirmed_cb (VbAroundWindow *self)
{
  if (self->saving)
    return;
  g_ptr_array_remove_index (vb_around_list (self->person, self->kind), self->index);
  start_saving (self);
  /* What is on its way cannot be saved as well. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->slot), FALSE);
}

static void
remove_cb (VbAroundWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Remove This?"),
                                              _("As if it had never been written. Who helped and "
                                                "stopped is better ended. It cannot be undone."));

  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove",
                                    _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (remove_confirmed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_around_window_close_request (GtkWindow *window)
{
  VbAroundWindow *self = VB_AROUND_WINDOW (window);

  if (self->saving || !vb_form_may_close (self->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_around_window_parent_class)->close_request (window);
}

static void
vb_around_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_around_window_parent_class)->map (widget);

  gtk_widget_child_focus (GTK_WIDGET (VB_AROUND_WINDOW (widget)->slot), GTK_DIR_TAB_FORWARD);
}

static void
vb_around_window_dispose (GObject *object)
{
  VbAroundWindow *self = VB_AROUND_WINDOW (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_AROUND_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_around_window_parent_class)->dispose (object);
}

static void
vb_around_window_finalize (GObject *object)
{
  VbAroundWindow *self = VB_AROUND_WINDOW (object);

  g_clear_pointer (&self->base, vb_person_free);
  g_clear_pointer (&self->person, vb_person_free);

  G_OBJECT_CLASS (vb_around_window_parent_class)->finalize (object);
}

static void
vb_around_window_class_init (VbAroundWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_around_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_around_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_around_window_close_request;
  widget_class->map = vb_around_window_map;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_CLOSE_BUTTON);
  g_type_ensure (VB_TYPE_FUNCTION_FIELD);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-around-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAroundWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbAroundWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbAroundWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbAroundWindow, slot);
  gtk_widget_class_bind_template_child (widget_class, VbAroundWindow, actions);
  gtk_widget_class_bind_template_child (widget_class, VbAroundWindow, end_button);
  gtk_widget_class_bind_template_child (widget_class, VbAroundWindow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vb_around_window_init (VbAroundWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_record (VbAroundWindow *self)
{
  self->index = vb_around_list (self->person, self->kind)->len;
  switch (self->kind)
    {
    case VB_AROUND_REPRESENTATIVE:
      vb_person_add_representative (self->person);
      break;
    case VB_AROUND_RELATION:
      vb_person_add_relation (self->person);
      break;
    case VB_AROUND_HELPER:
    default:
      vb_person_add_helper (self->person);
      break;
    }
}

/* Gives whether @id is there; it may have been removed in the meantime. */
static gboolean
find_record (VbAroundWindow *self,
             const char     *id)
{
  const VbShape *shape = vb_around_shape (self->kind);
  const GPtrArray *list = vb_around_list (self->person, self->kind);

  for (self->index = 0; self->index < list->len; self->index++)
    if (g_strcmp0 (vb_shape_get_key (shape, g_ptr_array_index (list, self->index), 0), id) == 0)
      return TRUE;
  return FALSE;
}

/* Who was not named yet is the function. */
static void
function_cb (VbAroundWindow *self,
             const char     *name)
{
  if (name != NULL && vb_form_has_value (self->form, "name", ""))
    vb_form_set_value (self->form, "name", name);
}

static void
add_form (VbAroundWindow *self,
          const char     *id)
{
  g_autofree char *path = g_strdup_printf ("/nl/verbinder/Verbinder/people/vb-%s-form.ui",
                                           kinds[self->kind].form);
  g_autofree char *name = g_strconcat (kinds[self->kind].form, id != NULL ? "" : "-new", NULL);
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (path);
  GObject *function = gtk_builder_get_object (builder, "function_field");

  adw_bin_set_child (self->slot, GTK_WIDGET (gtk_builder_get_object (builder, "form")));
  if (function != NULL)
    {
      vb_function_field_set_store (VB_FUNCTION_FIELD (function), self->store);
      g_signal_connect_object (function, "chosen", G_CALLBACK (function_cb), self,
                               G_CONNECT_SWAPPED);
    }
  self->form = vb_form_new (self->store, name, id != NULL ? id : self->person->id,
                            GTK_WIDGET (self->slot));
  g_signal_connect_object (self->form, "recalled", G_CALLBACK (recalled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  vb_form_show (self->form, vb_around_shape (self->kind), get_record (self));
  vb_form_find_draft (self->form);
}

GtkWindow *
vb_around_window_new (GtkWindow      *parent,
                      VbStore        *store,
                      const VbPerson *person,
                      VbAround        kind,
                      const char     *id)
{
  VbAroundWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store) && person != NULL && kind < VB_N_AROUND, NULL);

  self = g_object_new (VB_TYPE_AROUND_WINDOW, "transient-for", parent, "title",
                       id == NULL ? _(kinds[kind].new_title) : _(kinds[kind].title), NULL);
  self->store = g_object_ref (store);
  self->kind = kind;
  self->base = vb_person_copy (person);
  self->person = vb_person_copy (person);
  if (id == NULL || !find_record (self, id))
    {
      id = NULL;
      add_record (self);
    }
  gtk_widget_set_visible (self->actions, id != NULL);
  gtk_widget_set_visible (self->end_button, kind != VB_AROUND_RELATION);
  add_form (self, id);
  return GTK_WINDOW (self);
}
