/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-person-window.h"

#include <glib/gi18n.h>

#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-close-button.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-switch-row.h"
#include "core/base/vb-time.h"
#include "core/model/vb-retention.h"
#include "core/store/vb-people.h"
#include "core/store/vb-profile.h"

struct _VbPersonWindow
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  VbPersonField *given_name_field;
  VbPersonChoice *retention_choice;

  VbStore *store;
  VbForm *form;
  VbPerson *base; /* (nullable): a new person */
  VbPerson *person;
  GCancellable *cancellable;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbPersonWindow, vb_person_window, ADW_TYPE_WINDOW)

static void
say (VbPersonWindow *self,
     const char     *text)
{
  gtk_label_set_label (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

static void
recalled_cb (VbPersonWindow *self)
{
  say (self, _("What you typed before is here again. Cancel throws it away."));
}

/* ------------------------------------------------------------------ how long it is kept */

static void
list_classes (VbPersonWindow *self)
{
  guint n;
  const VbRetentionClass *classes = vb_retention_list (&n);
  g_autofree const char **values = g_new0 (const char *, n + 1);
  g_autofree const char **labels = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      values[i] = classes[i].code;
      labels[i] = _(classes[i].title);
    }
  vb_person_choice_set_list (self->retention_choice, values, labels);
}

/* Of somebody new, as the organization keeps its records. What was typed before comes after it. */
static void
profile_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPersonWindow *self = call->owner;
  g_autoptr(VbProfile) profile = vb_profile_load_finish (VB_STORE (source), result, NULL);

  if (vb_call_is_over (call))
    return;
  if (profile != NULL
      && vb_form_has_value (self->form, "retention_class", VB_RETENTION_DEFAULT))
    {
      gboolean changed = vb_form_has_changes (self->form);

      vb_form_set_value (self->form, "retention_class", vb_retention_of_party (profile->party));
      if (!changed)
        vb_form_begin (self->form);
    }
  vb_form_find_draft (self->form);
}

/* ------------------------------------------------------------------ saving */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPersonWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_people_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (!saved)
    {
      g_autofree char *text = g_strdup_printf ("%s. %s", vb_error_title (error),
                                               vb_error_advice (error));

      say (self, text);
      return;
    }
  vb_form_forget (self->form);
  g_signal_emit (self, signals[SAVED], 0, self->person->id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_cb (VbPersonWindow *self)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(GArray) errors = NULL;

  gtk_revealer_set_reveal_child (self->banner, FALSE);
  vb_form_collect (self->form, &vb_person_shape, self->person);
  vb_person_tidy (self->person);
  errors = vb_person_validate (self->person, today);
  if (vb_form_show_errors (self->form, &vb_person_shape, 0, errors)
      || !gtk_widget_get_sensitive (self->save_button))
    return;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  vb_form_keep (self->form);
  vb_people_save_async (self->store, self->base, self->person, self->cancellable, saved_cb,
                        vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

/* Cancel, Esc or the window's own button. Locking does not come by here, and keeps what was typed
 * without asking. */
static gboolean
vb_person_window_close_request (GtkWindow *window)
{
  VbPersonWindow *self = VB_PERSON_WINDOW (window);

  if (!vb_form_may_close (self->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_person_window_parent_class)->close_request (window);
}

static void
vb_person_window_dispose (GObject *object)
{
  VbPersonWindow *self = VB_PERSON_WINDOW (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_PERSON_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_person_window_parent_class)->dispose (object);
}

static void
vb_person_window_finalize (GObject *object)
{
  VbPersonWindow *self = VB_PERSON_WINDOW (object);

  g_clear_pointer (&self->base, vb_person_free);
  g_clear_pointer (&self->person, vb_person_free);

  G_OBJECT_CLASS (vb_person_window_parent_class)->finalize (object);
}

/* Not before: with the focus in it from the start, a window says nothing to a screen reader. */
static void
vb_person_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_person_window_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (VB_PERSON_WINDOW (widget)->given_name_field));
}

/* The window goes. An answer that is under way may keep the object longer than the window behind
 * it lives. */
static void
vb_person_window_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vb_person_window_parent_class)->unrealize (widget);
}

static void
vb_person_window_class_init (VbPersonWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_person_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_person_window_finalize;
  widget_class->map = vb_person_window_map;
  widget_class->unrealize = vb_person_window_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_person_window_close_request;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VB_TYPE_CLOSE_BUTTON);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-person-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPersonWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbPersonWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbPersonWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbPersonWindow, given_name_field);
  gtk_widget_class_bind_template_child (widget_class, VbPersonWindow, retention_choice);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
vb_person_window_init (VbPersonWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @draft: (nullable) */
static VbPersonWindow *
make (GtkWindow  *parent,
      VbStore    *store,
      const char *title,
      VbPerson   *person,
      const char *draft)
{
  VbPersonWindow *self = g_object_new (VB_TYPE_PERSON_WINDOW, "transient-for", parent, "title",
                                       title, NULL);

  self->store = g_object_ref (store);
  self->person = person;
  self->form = vb_form_new (store, "person", draft, GTK_WIDGET (self));
  g_signal_connect_object (self->form, "recalled", G_CALLBACK (recalled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  list_classes (self);
  vb_form_show (self->form, &vb_person_shape, self->person);
  return self;
}

static GtkWindow *
make_new (GtkWindow  *parent,
          VbStore    *store,
          VbPerson   *person,
          const char *draft)
{
  VbPersonWindow *self = make (parent, store, _("New Person"), person, draft);

  vb_profile_load_async (store, self->cancellable, profile_cb,
                         vb_call_new (self, self->cancellable));
  return GTK_WINDOW (self);
}

GtkWindow *
vb_person_window_new (GtkWindow      *parent,
                      VbStore        *store,
                      const VbPerson *person)
{
  VbPersonWindow *self;

  if (person == NULL)
    return make_new (parent, store, vb_person_new (), NULL);
  self = make (parent, store, _("Change Person"), vb_person_copy (person), person->id);
  self->base = vb_person_copy (person);
  vb_form_find_draft (self->form);
  return GTK_WINDOW (self);
}

GtkWindow *
vb_person_window_new_like (GtkWindow      *parent,
                           VbStore        *store,
                           const VbPerson *like,
                           const char     *draft)
{
  g_return_val_if_fail (VB_IS_STORE (store) && like != NULL && draft != NULL, NULL);

  return make_new (parent, store, vb_person_copy (like), draft);
}
