/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-functions.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-check-row.h"
#include "app/widgets/vb-plain-row.h"
#include "core/store/vb-referrals-team.h"

#define LIMIT 50

struct _VbReferralsFunctions
{
  AdwWindow parent_instance;

  GtkEditable *entry;
  GtkLabel *message_label;
  GtkListBox *list;

  VbStore *store;
  GPtrArray *ids; /* of char *: of the rows */
  GCancellable *loading;
  GCancellable *cancellable; /* of what is being changed: ends with the window */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (VbReferralsFunctions, vb_referrals_functions, ADW_TYPE_WINDOW)

/* @message: (nullable) */
static void
say (VbReferralsFunctions *self,
     const char           *message)
{
  gtk_label_set_label (self->message_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL);
}

static void
say_error (VbReferralsFunctions *self,
           const GError         *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  say (self, text);
}

/* ------------------------------------------------------------------ choosing */

static void load (VbReferralsFunctions *self);

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsFunctions *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean set = vb_referrals_set_own_function_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call) || set)
    return;
  load (self);
  say_error (self, error);
}

static void
toggled_cb (VbReferralsFunctions *self,
            GParamSpec           *pspec,
            VbCheckRow           *row)
{
  guint index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  if (!self->filling && index < self->ids->len)
    vb_referrals_set_own_function_async (self->store, g_ptr_array_index (self->ids, index),
                                         vb_check_row_get_active (row), self->cancellable, set_cb,
                                         vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ rows */

/* "Welzijn Zuilen · Fatma Demir" */
static char *
dup_detail (const VbOwnFunction *function)
{
  const char *holder = function->holder != NULL ? function->holder : _("Nobody has it now");

  return function->organization != NULL
           ? g_strdup_printf ("%s · %s", function->organization, holder)
           : g_strdup (holder);
}

static void
add_row (VbReferralsFunctions *self,
         const VbOwnFunction  *function)
{
  g_autofree char *detail = dup_detail (function);
  GtkWidget *row = vb_plain_row (VB_TYPE_CHECK_ROW, "title-lines", 0,
                                 "subtitle-lines", 0, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), function->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  vb_check_row_set_active (VB_CHECK_ROW (row), function->own);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->ids, g_strdup (function->id));
  gtk_list_box_append (self->list, row);
}

static void
fill (VbReferralsFunctions *self,
      GPtrArray            *functions)
{
  GtkWidget *row;

  self->filling = TRUE;
  g_ptr_array_set_size (self->ids, 0);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < functions->len; i++)
    add_row (self, g_ptr_array_index (functions, i));
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->list), functions->len > 0);
  if (functions->len == 0)
    say (self, _("No function is called so. Look on the social map, or add it there."));
  else
    say (self, functions->len == LIMIT
                 ? _("The first of many. Type more to find the right one.") : NULL);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsFunctions *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) functions =
    vb_referrals_list_functions_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (functions != NULL)
    fill (self, functions);
  else
    say_error (self, error);
}

static void
load (VbReferralsFunctions *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  vb_referrals_list_functions_async (self->store, gtk_editable_get_text (self->entry), LIMIT,
                                     self->loading, loaded_cb,
                                     vb_call_new (self, self->loading));
}

static void
stop_search_cb (VbReferralsFunctions *self)
{
  if (*gtk_editable_get_text (self->entry) != '\0')
    gtk_editable_set_text (self->entry, "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* ------------------------------------------------------------------ object */

/* Not before: with the focus in it from the start, a window says nothing to a screen reader. */
static void
vb_referrals_functions_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_referrals_functions_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (VB_REFERRALS_FUNCTIONS (widget)->entry));
}

static void
vb_referrals_functions_dispose (GObject *object)
{
  VbReferralsFunctions *self = VB_REFERRALS_FUNCTIONS (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRALS_FUNCTIONS);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_referrals_functions_parent_class)->dispose (object);
}

static void
vb_referrals_functions_finalize (GObject *object)
{
  VbReferralsFunctions *self = VB_REFERRALS_FUNCTIONS (object);

  g_ptr_array_unref (self->ids);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vb_referrals_functions_parent_class)->finalize (object);
}

static void
vb_referrals_functions_class_init (VbReferralsFunctionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referrals_functions_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_referrals_functions_finalize;
  widget_class->map = vb_referrals_functions_map;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-functions.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsFunctions, entry);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsFunctions, message_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsFunctions, list);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
vb_referrals_functions_init (VbReferralsFunctions *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_referrals_functions_new (GtkWindow *parent,
                            VbStore   *store)
{
  VbReferralsFunctions *self = g_object_new (VB_TYPE_REFERRALS_FUNCTIONS, "transient-for", parent,
                                             NULL);

  self->store = g_object_ref (store);
  load (self);
  return GTK_WINDOW (self);
}
