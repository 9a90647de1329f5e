/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rights/vb-retention-window.h"

#include <glib/gi18n.h>

#include "app/access/vb-confirm-window.h"
#include "app/rights/vb-destroy-dialog.h"
#include "app/rights/vb-going-row.h"
#include "app/rights/vb-working.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-destruction.h"

#define WITHIN 31 /* days */

struct _VbRetentionWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *proposed_group;
  GtkListBox *proposed;
  GtkWidget *due_group;
  GtkListBox *due;

  VbStore *store;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbRetentionWindow, vb_retention_window, ADW_TYPE_WINDOW)

static void load (VbRetentionWindow *self);

static void
say_failure (VbRetentionWindow *self,
             const GError      *error)
{
  adw_status_page_set_title (self->failed_page, vb_error_title (error));
  adw_status_page_set_description (self->failed_page, vb_error_advice (error));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* ------------------------------------------------------------------ the steps */

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_destructions_confirm_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (done)
    load (call->owner);
  else
    say_failure (call->owner, error);
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_destructions_take_back_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (done)
    load (call->owner);
  else
    say_failure (call->owner, error);
}

static void
unnamed_proposed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_destructions_propose_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (done)
    load (call->owner);
  else
    say_failure (call->owner, error);
}

static void
destroy (VbRetentionWindow *self,
         VbGoingRow        *row)
{
  gboolean proposed = gtk_widget_get_parent (GTK_WIDGET (row)) == GTK_WIDGET (self->proposed);

  if (proposed)
    vb_destructions_confirm_async (self->store, vb_going_row_get_id (row), self->cancellable,
                                   confirmed_cb, vb_call_new (self, self->cancellable));
  else
    /* What is nobody's goes in one step. */
    vb_destructions_propose_async (self->store, vb_going_row_get_type_name (row),
                                   vb_going_row_get_id (row), VB_DESTROY_TERM, NULL,
                                   self->cancellable, unnamed_proposed_cb,
                                   vb_call_new (self, self->cancellable));
}

static void
sure_cb (VbGoingRow      *row,
         VbConfirmWindow *question)
{
  GtkWindow *self = gtk_window_get_transient_for (GTK_WINDOW (question));

  /* The list may have been filled anew meanwhile. */
  if (VB_IS_RETENTION_WINDOW (self) && gtk_widget_get_parent (GTK_WIDGET (row)) != NULL)
    destroy (VB_RETENTION_WINDOW (self), row);
}

/* Whoever is at the screen is asked who they are: it cannot be undone. */
static void
confirm_cb (VbGoingRow *row,
            gpointer    user_data)
{
  VbRetentionWindow *self = user_data;
  g_autofree char *heading = g_strdup_printf (_("Destroy “%s”?"), vb_going_row_get_name (row));
  g_autofree char *working =
    vb_working_dup_words (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autofree char *body = g_strdup_printf ("%s%s%s",
                                           _("It is gone at once, and cannot be brought back."),
                                           *working != '\0' ? "\n\n" : "", working);
  VbConfirmQuestion question = { heading, body, _("Destroy"), TRUE };

  vb_confirm (GTK_WINDOW (self), &question, G_CALLBACK (sure_cb), row);
}

static void
take_back_cb (VbGoingRow *row,
              gpointer    user_data)
{
  VbRetentionWindow *self = user_data;

  vb_destructions_take_back_async (self->store, vb_going_row_get_id (row), self->cancellable,
                                   taken_back_cb, vb_call_new (self, self->cancellable));
}

static void
propose_cb (VbGoingRow *row,
            gpointer    user_data)
{
  VbRetentionWindow *self = user_data;
  VbDestroyDialog *dialog = vb_destroy_dialog_new (GTK_WINDOW (self), self->store,
                                                   vb_going_row_get_id (row),
                                                   vb_going_row_get_name (row),
                                                   vb_going_row_get_due (row));

  g_signal_connect_object (dialog, "proposed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ------------------------------------------------------------------ the list */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
show_list (VbRetentionWindow *self,
           const GPtrArray   *list)
{
  clear_list (self->proposed);
  clear_list (self->due);
  for (guint i = 0; i < list->len; i++)
    {
      const VbGoing *going = g_ptr_array_index (list, i);
      GtkWidget *row = vb_going_row_new (going);

      g_signal_connect_object (row, "propose", G_CALLBACK (propose_cb), self, 0);
      g_signal_connect_object (row, "confirm", G_CALLBACK (confirm_cb), self, 0);
      g_signal_connect_object (row, "take-back", G_CALLBACK (take_back_cb), self, 0);
      gtk_list_box_append (going->reason != NULL ? self->proposed : self->due, row);
    }
  gtk_widget_set_visible (self->proposed_group,
                          gtk_widget_get_first_child (GTK_WIDGET (self->proposed)) != NULL);
  gtk_widget_set_visible (self->due_group,
                          gtk_widget_get_first_child (GTK_WIDGET (self->due)) != NULL);
  gtk_stack_set_visible_child_name (self->stack, list->len > 0 ? "list" : "nothing");
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = vb_destructions_list_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (list != NULL)
    show_list (call->owner, list);
  else
    say_failure (call->owner, error);
}

static void
load (VbRetentionWindow *self)
{
  vb_destructions_list_async (self->store, WITHIN, self->cancellable, listed_cb,
                              vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static void
vb_retention_window_dispose (GObject *object)
{
  VbRetentionWindow *self = VB_RETENTION_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_RETENTION_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_retention_window_parent_class)->dispose (object);
}

static void
vb_retention_window_finalize (GObject *object)
{
  g_object_unref (VB_RETENTION_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (vb_retention_window_parent_class)->finalize (object);
}

static void
vb_retention_window_class_init (VbRetentionWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_retention_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_retention_window_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/rights/vb-retention-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRetentionWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbRetentionWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbRetentionWindow, proposed_group);
  gtk_widget_class_bind_template_child (widget_class, VbRetentionWindow, proposed);
  gtk_widget_class_bind_template_child (widget_class, VbRetentionWindow, due_group);
  gtk_widget_class_bind_template_child (widget_class, VbRetentionWindow, due);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
vb_retention_window_init (VbRetentionWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_retention_window_new (GtkWindow *parent,
                         VbStore   *store)
{
  VbRetentionWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_RETENTION_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  load (self);
  return GTK_WINDOW (self);
}
