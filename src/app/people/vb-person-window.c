/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-person-window.h"

#include <glib/gi18n.h>

#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-switch-row.h"
#include "core/base/vb-time.h"
#include "core/store/vb-draft.h"
#include "core/store/vb-people.h"

#define KEEP_AFTER 500 /* milliseconds */
#define N_FIELDS 14
#define N_ROWS 10

/* The columns of the template's fields and rows, in the order in which they stand. */
static const char *const field_columns[N_FIELDS] = {
  "given_name", "prefix", "family_name", "birth_date", "case_number", "phone", "email",
  "address_1", "postal_code", "city", "contact_from", "contact_until", "contact_note", "language"
};
static const char *const row_columns[N_ROWS] = {
  "address_secret", "unsafe", "no_phone", "no_voicemail", "no_text", "no_email", "no_letter",
  "no_visit", "interpreter", "easy_reading"
};

struct _VbPersonWindow
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  VbPersonField *fields[N_FIELDS];
  VbSwitchRow *rows[N_ROWS];

  VbStore *store;
  VbPerson *base; /* (nullable): a new person */
  VbPerson *person;
  GCancellable *cancellable;
  guint keep_id;
  gboolean filling;
  gboolean edited;
  gboolean done; /* saved or given up: nothing to keep */
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbPersonWindow, vb_person_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ form and record */

static guint
index_of (const char *column)
{
  guint i = 0;

  while (i < vb_person_shape.n_fields && !g_str_equal (vb_person_shape.fields[i].column, column))
    i++;
  g_assert (i < vb_person_shape.n_fields);
  return i;
}

static void
fill (VbPersonWindow *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *text =
        vb_shape_dup_text (&vb_person_shape, self->person, index_of (field_columns[i]));

      vb_person_field_set_text (self->fields[i], text);
    }
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *text =
        vb_shape_dup_text (&vb_person_shape, self->person, index_of (row_columns[i]));

      vb_switch_row_set_active (self->rows[i], g_str_equal (text, "1"));
    }
  self->filling = FALSE;
}

static void
collect (VbPersonWindow *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      const char *text = vb_person_field_get_text (self->fields[i]);

      vb_shape_set_text (&vb_person_shape, self->person, index_of (field_columns[i]),
                         *text != '\0' ? text : NULL);
    }
  for (guint i = 0; i < N_ROWS; i++)
    vb_shape_set_text (&vb_person_shape, self->person, index_of (row_columns[i]),
                       vb_switch_row_get_active (self->rows[i]) ? "1" : "0");
}

/* ------------------------------------------------------------------ draft */

static const char *
draft_id (VbPersonWindow *self)
{
  return self->base != NULL ? self->base->id : NULL;
}

static char *
dup_draft (VbPersonWindow *self)
{
  GVariantBuilder builder;
  g_autoptr(GVariant) draft = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < N_FIELDS; i++)
    g_variant_builder_add (&builder, "{ss}", field_columns[i],
                           vb_person_field_get_text (self->fields[i]));
  for (guint i = 0; i < N_ROWS; i++)
    g_variant_builder_add (&builder, "{ss}", row_columns[i],
                           vb_switch_row_get_active (self->rows[i]) ? "1" : "0");
  draft = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (draft, FALSE);
}

static void
keep (VbPersonWindow *self)
{
  g_autofree char *draft = NULL;

  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->done || !self->edited)
    return;
  draft = dup_draft (self);
  vb_draft_keep_form_async (self->store, "person", draft_id (self), draft, NULL, NULL, NULL);
}

static gboolean
keep_cb (gpointer data)
{
  VbPersonWindow *self = data;

  self->keep_id = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static void
forget_draft (VbPersonWindow *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->done = TRUE;
  vb_draft_keep_form_async (self->store, "person", draft_id (self), NULL, NULL, NULL, NULL);
}

static void
edited_cb (VbPersonWindow *self)
{
  if (self->filling)
    return;
  self->edited = TRUE;
  if (self->keep_id == 0)
    self->keep_id = g_timeout_add (KEEP_AFTER, keep_cb, self);
}

static void
say (VbPersonWindow *self,
     const char     *text)
{
  gtk_label_set_label (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

static void
take_draft (VbPersonWindow *self,
            GVariant       *draft)
{
  GVariantIter iter;
  const char *column, *text;

  collect (self);
  g_variant_iter_init (&iter, draft);
  while (g_variant_iter_next (&iter, "{&s&s}", &column, &text))
    if (g_strv_contains (field_columns, column) || g_strv_contains (row_columns, column))
      vb_shape_set_text (&vb_person_shape, self->person, index_of (column),
                         *text != '\0' ? text : NULL);
  fill (self);
  self->edited = TRUE;
  say (self, _("What you typed before is here again. Cancel throws it away."));
}

static void
draft_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPersonWindow *self = call->owner;
  g_autofree char *text = vb_draft_find_finish (VB_STORE (source), result, NULL);
  g_autoptr(GVariant) draft = NULL;

  if (vb_call_is_over (call) || text == NULL || self->edited)
    return;
  draft = g_variant_parse (G_VARIANT_TYPE ("a{ss}"), text, NULL, NULL, NULL);
  if (draft != NULL)
    take_draft (self, draft);
}

/* ------------------------------------------------------------------ saving */

static gboolean
show_errors (VbPersonWindow *self)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(GArray) errors = vb_person_validate (self->person, today);
  gboolean focused = FALSE;

  for (guint i = 0; i < N_FIELDS; i++)
    {
      const char *message = NULL;

      for (guint k = 0; k < errors->len && message == NULL; k++)
        if (g_str_equal (g_array_index (errors, VbShapeError, k).column, field_columns[i]))
          message = g_array_index (errors, VbShapeError, k).message;
      vb_person_field_set_error (self->fields[i], message != NULL ? _(message) : NULL);
      if (message != NULL && !focused)
        focused = gtk_widget_grab_focus (GTK_WIDGET (self->fields[i]));
    }
  return errors->len > 0;
}

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
  forget_draft (self);
  g_signal_emit (self, signals[SAVED], 0, self->person->id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_cb (VbPersonWindow *self)
{
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  collect (self);
  vb_person_tidy (self->person);
  if (show_errors (self))
    return;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  vb_people_save_async (self->store, self->base, self->person, self->cancellable, saved_cb,
                        vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

/* Cancel, Esc or the window's own button: what was typed is given up. Locking does not come by
 * here, and keeps it. */
static gboolean
vb_person_window_close_request (GtkWindow *window)
{
  VbPersonWindow *self = VB_PERSON_WINDOW (window);

  if (self->edited)
    forget_draft (self);
  return GTK_WINDOW_CLASS (vb_person_window_parent_class)->close_request (window);
}

static void
vb_person_window_dispose (GObject *object)
{
  VbPersonWindow *self = VB_PERSON_WINDOW (object);

  if (self->store != NULL && self->keep_id != 0)
    keep (self);
  g_clear_handle_id (&self->keep_id, g_source_remove);
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

static void
bind_children (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *name = g_strconcat (field_columns[i], "_field", NULL);

      gtk_widget_class_bind_template_child_full (
        widget_class, g_intern_string (name), FALSE,
        G_STRUCT_OFFSET (VbPersonWindow, fields) + i * sizeof (gpointer));
    }
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = g_strconcat (row_columns[i], "_row", NULL);

      gtk_widget_class_bind_template_child_full (
        widget_class, g_intern_string (name), FALSE,
        G_STRUCT_OFFSET (VbPersonWindow, rows) + i * sizeof (gpointer));
    }
}

/* Not before: with the focus in it from the start, a window says nothing to a screen reader. */
static void
vb_person_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_person_window_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (VB_PERSON_WINDOW (widget)->fields[0]));
}

static void
vb_person_window_class_init (VbPersonWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_person_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_person_window_finalize;
  widget_class->map = vb_person_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = vb_person_window_close_request;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-person-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPersonWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbPersonWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbPersonWindow, banner_label);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
vb_person_window_init (VbPersonWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_person_window_new (GtkWindow      *parent,
                      VbStore        *store,
                      const VbPerson *person)
{
  VbPersonWindow *self = g_object_new (VB_TYPE_PERSON_WINDOW, "transient-for", parent, "title",
                                       person == NULL ? _("New Person") : _("Change Person"),
                                       NULL);

  self->store = g_object_ref (store);
  self->base = person != NULL ? vb_person_copy (person) : NULL;
  self->person = person != NULL ? vb_person_copy (person) : vb_person_new ();
  fill (self);
  vb_draft_find_form_async (store, "person", draft_id (self), self->cancellable, draft_found_cb,
                            vb_call_new (self, self->cancellable));
  return GTK_WINDOW (self);
}
