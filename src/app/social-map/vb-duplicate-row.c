/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-duplicate-row.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-merge-view.h"
#include "app/vb-call.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"

struct _VbDuplicateRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *name_label;
  GtkLabel *detail_label;
  GtkLabel *why_label;
  AdwBin *view_bin;
  GtkWidget *compare_button;
  GtkWidget *merge_button;
  GtkWidget *close_button;

  VbTable table;
  char *first_id;
  char *second_id;
  char *first_detail;  /* (nullable) */
  char *second_detail; /* (nullable) */
  VbMergeView *view;   /* (nullable): while they are compared */
  VbEntity *first;     /* (nullable): read before the second */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbDuplicateRow, vb_duplicate_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_view (VbDuplicateRow *self,
           VbMergeView    *view)
{
  self->view = view;
  adw_bin_set_child (self->view_bin, GTK_WIDGET (view));
  gtk_widget_set_visible (GTK_WIDGET (self->view_bin), view != NULL);
  gtk_widget_set_visible (self->compare_button, view == NULL);
  gtk_widget_set_visible (self->merge_button, view != NULL);
  gtk_widget_set_visible (self->close_button, view != NULL);
}

/* ------------------------------------------------------------------ comparing */

static void
say_unreadable (VbDuplicateRow *self,
                const GError   *error)
{
  if (vb_window_of (self) != NULL)
    vb_window_say_error (vb_window_of (self), _("The entries could not be read"), error);
}

static void
second_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDuplicateRow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) second = vb_directory_load_finish (VB_STORE (source), result, &error);
  g_autoptr(VbEntity) first = NULL;

  if (vb_call_is_over (call))
    return;
  first = g_steal_pointer (&self->first);
  if (second == NULL)
    {
      say_unreadable (self, error);
      return;
    }
  show_view (self, vb_merge_view_new (first, self->first_detail, second, self->second_detail));
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
first_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDuplicateRow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) first = vb_directory_load_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (first == NULL)
    {
      say_unreadable (self, error);
      return;
    }
  g_set_object (&self->first, first);
  vb_directory_load_async (VB_STORE (source), self->table, self->second_id, self->cancellable,
                           second_loaded_cb, vb_call_new (self, self->cancellable));
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VbDuplicateRow *self = VB_DUPLICATE_ROW (widget);
  VbStore *store = vb_window_get_store (vb_window_of (self));

  if (store != NULL)
    vb_directory_load_async (store, self->table, self->first_id, self->cancellable,
                             first_loaded_cb, vb_call_new (self, self->cancellable));
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VbDuplicateRow *self = VB_DUPLICATE_ROW (widget);

  show_view (self, NULL);
  gtk_widget_grab_focus (self->compare_button);
}

/* ------------------------------------------------------------------ deciding */

/* A decision on its way, for a row that may be gone before it is there. */
typedef struct
{
  VbDuplicateRow *row;
  VbWindow *window;
} Decision;

static void
decision_free (Decision *self)
{
  g_object_unref (self->row);
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

static Decision *
decision_new (VbDuplicateRow *row)
{
  Decision *self = g_new0 (Decision, 1);

  self->row = g_object_ref (row);
  self->window = g_object_ref (vb_window_of (row));
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  return self;
}

static void
decided (Decision   *self,
         VbUndo     *undo,
         GError     *error,
         const char *done,
         const char *not_done)
{
  if (undo != NULL)
    {
      vb_window_say_undo (self->window, done, undo);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->row), TRUE);
  vb_window_say_error (self->window, not_done, error);
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Decision) decision = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_duplicates_merge_finish (VB_STORE (source), result, &error);

  decided (decision, undo, error, _("Made one entry of two"), _("They were not merged"));
}

static void
merge_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VbDuplicateRow *self = VB_DUPLICATE_ROW (widget);
  VbStore *store = vb_window_get_store (vb_window_of (self));
  g_auto(GStrv) take = NULL;

  if (store == NULL || self->view == NULL)
    return;
  take = vb_merge_view_dup_take (self->view);
  vb_duplicates_merge_async (store, self->table, self->first_id, self->second_id,
                             (const char *const *) take, NULL, merged_cb, decision_new (self));
}

static void
dismissed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Decision) decision = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_duplicates_dismiss_finish (VB_STORE (source), result, &error);

  decided (decision, undo, error, _("Kept as two entries"), _("That was not kept"));
}

static void
two_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VbDuplicateRow *self = VB_DUPLICATE_ROW (widget);
  VbStore *store = vb_window_get_store (vb_window_of (self));

  if (store != NULL)
    vb_duplicates_dismiss_async (store, self->first_id, self->second_id, NULL, dismissed_cb,
                                 decision_new (self));
}

/* ------------------------------------------------------------------ object */

static void
vb_duplicate_row_dispose (GObject *object)
{
  VbDuplicateRow *self = VB_DUPLICATE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->first);

  G_OBJECT_CLASS (vb_duplicate_row_parent_class)->dispose (object);
}

static void
vb_duplicate_row_finalize (GObject *object)
{
  VbDuplicateRow *self = VB_DUPLICATE_ROW (object);

  g_clear_object (&self->cancellable);
  g_free (self->first_id);
  g_free (self->second_id);
  g_free (self->first_detail);
  g_free (self->second_detail);

  G_OBJECT_CLASS (vb_duplicate_row_parent_class)->finalize (object);
}

static void
vb_duplicate_row_class_init (VbDuplicateRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_duplicate_row_dispose;
  object_class->finalize = vb_duplicate_row_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-duplicate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDuplicateRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicateRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicateRow, why_label);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicateRow, view_bin);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicateRow, compare_button);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicateRow, merge_button);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicateRow, close_button);
  gtk_widget_class_install_action (widget_class, "pair.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "pair.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "pair.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "pair.two", NULL, two_action);
}

static void
vb_duplicate_row_init (VbDuplicateRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
why_words (VbAlike why)
{
  switch (why)
    {
    case VB_ALIKE_NAME_PLACE:
      return _("The same name and the same postcode");
    case VB_ALIKE_NAME_PHONE:
      return _("The same name and the same phone number");
    case VB_ALIKE_NAME_ORGANIZATION:
      return _("The same name at the same organisation");
    }
  return "";
}

static void
show_names (VbDuplicateRow    *self,
            const VbDuplicate *pair)
{
  const char *first = pair->first_detail != NULL ? pair->first_detail : _("Without a place");
  const char *second = pair->second_detail != NULL ? pair->second_detail : _("Without a place");
  g_autofree char *names = NULL;
  g_autofree char *details = NULL;

  names = g_strcmp0 (pair->first_name, pair->second_name) == 0
            ? g_strdup (pair->first_name)
            /* Translators: the names of two entries that may be the same */
            : g_strdup_printf (_("%s and %s"), pair->first_name, pair->second_name);
  details = g_strcmp0 (first, second) == 0
              ? g_strdup (first)
              /* Translators: where two entries that may be the same belong */
              : g_strdup_printf (_("%s and %s"), first, second);
  gtk_label_set_text (self->name_label, names);
  gtk_label_set_text (self->detail_label, details);
  vb_accessible_set_label (GTK_WIDGET (self), names);
}

GtkWidget *
vb_duplicate_row_new (const VbDuplicate *pair)
{
  VbDuplicateRow *self = g_object_new (VB_TYPE_DUPLICATE_ROW, NULL);

  self->table = pair->table;
  self->first_id = g_strdup (pair->first_id);
  self->second_id = g_strdup (pair->second_id);
  self->first_detail = g_strdup (pair->first_detail);
  self->second_detail = g_strdup (pair->second_detail);
  show_names (self, pair);
  gtk_label_set_text (self->why_label, why_words (pair->why));
  return GTK_WIDGET (self);
}
