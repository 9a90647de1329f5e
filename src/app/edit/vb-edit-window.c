/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-edit-window.h"

#include <glib/gi18n.h>

#include "app/edit/vb-edit-draft.h"
#include "app/edit/vb-edit-part.h"
#include "app/edit/vb-organization-form.h"
#include "app/edit/vb-service-form.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-close-button.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/model/vb-entity-draft.h"
#include "core/store/vb-draft.h"

/* What pressing the button of the banner does. */
typedef enum
{
  BANNER_NONE,
  BANNER_SHOW_FIRST,   /* goes to the first field that needs attention */
  BANNER_DROP_DRAFT,   /* throws the draft away that was put back */
  BANNER_TAKE_DRAFT,   /* takes that back */
  BANNER_SAVE          /* tries once more */
} Banner;

struct _VbEditWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *save_button;
  GtkWidget *menu_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkButton *banner_button;
  GtkWidget *note_box;
  GtkLabel *note_label;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkScrolledWindow *scroller;
  AdwBin *slot;

  VbStore *store;
  VbTable table;
  char *id; /* (nullable): of the record as it is in the store */
  char *organization_id;   /* (nullable) */
  char *organization_name; /* (nullable) */
  char *pointed_id;        /* (nullable): where it starts */
  char *pointed_column;    /* (nullable) */
  VbEntity *entity;
  VbEditForm *form;
  VbEditDraft *draft;
  GCancellable *cancellable;
  GtkWindow *question; /* (nullable): the one that is open, borrowed */
  gulong checked_id;
  gulong edited_id;
  gulong focus_id;
  Banner banner_does;
  gboolean saving;
  gboolean afresh; /* the draft is not wanted */
  char *dropped;   /* (nullable): the draft that was thrown away last */
};

G_DEFINE_FINAL_TYPE (VbEditWindow, vb_edit_window, ADW_TYPE_WINDOW)

enum
{
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void save (VbEditWindow *self);
static void start (VbEditWindow *self);

/* ------------------------------------------------------------------ what the window says */

gboolean
vb_edit_window_has_changes (VbEditWindow *self)
{
  g_return_val_if_fail (VB_IS_EDIT_WINDOW (self), FALSE);

  if (self->entity == NULL)
    return FALSE;
  return vb_entity_is_new (self->entity) ? !vb_entity_is_untouched (self->entity)
                                         : vb_entity_is_changed (self->entity);
}

static void
update_head (VbEditWindow *self)
{
  gboolean changes = vb_edit_window_has_changes (self);
  const char *name = self->entity != NULL ? vb_entity_get_name (self->entity) : NULL;
  const char *state;

  if (self->id == NULL)
    name = self->table == VB_TABLE_SERVICE ? _("New Service") : _("New Organisation");
  if (self->saving)
    state = _("Saving…");
  else if (self->entity == NULL)
    state = "";
  else if (!changes)
    state = self->id == NULL ? _("Nothing filled in yet") : _("Nothing changed yet");
  else
    state = _("Not saved yet");
  adw_window_title_set_title (self->title, name != NULL ? name : _("Without a name"));
  adw_window_title_set_subtitle (self->title, state);
  gtk_window_set_title (GTK_WINDOW (self), name != NULL ? name : _("Without a name"));
  gtk_widget_set_visible (self->menu_button, self->id != NULL && self->entity != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "edit.save", changes && !self->saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "edit.delete",
                                 self->id != NULL && self->entity != NULL && !self->saving);
  /* Who wonders why the button cannot be pressed finds the reason on it. */
  gtk_widget_set_tooltip_text (self->save_button, changes ? _("Save (Ctrl+S)") : state);
}

static void
show_banner (VbEditWindow *self,
             Banner        does,
             const char   *text,
             const char   *button)
{
  self->banner_does = does;
  gtk_label_set_label (self->banner_label, text != NULL ? text : "");
  gtk_button_set_label (self->banner_button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (self->banner_button), button != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->banner), text != NULL);
  gtk_revealer_set_reveal_child (self->banner, text != NULL);
}

/* While something is wrong that was pointed out, the banner counts along. */
static void
checked_cb (VbEditWindow *self)
{
  guint conflicts = vb_edit_form_count_conflicts (self->form);
  guint errors = vb_edit_form_count_errors (self->form);
  g_autofree char *text = NULL;

  update_head (self);
  if (conflicts > 0)
    text = g_strdup_printf (ngettext ("%u field was changed by someone else in the meantime. "
                                      "Choose which value to keep.",
                                      "%u fields were changed by someone else in the meantime. "
                                      "Choose which values to keep.", conflicts), conflicts);
  else if (errors > 0 && vb_edit_form_is_revealed (self->form))
    text = g_strdup_printf (ngettext ("%u field needs attention before this can be saved.",
                                      "%u fields need attention before this can be saved.",
                                      errors), errors);
  if (text != NULL)
    show_banner (self, BANNER_SHOW_FIRST, text, _("Show"));
  else if (self->banner_does == BANNER_SHOW_FIRST)
    show_banner (self, BANNER_NONE, NULL, NULL);
}

static void
banner_cb (VbEditWindow *self)
{
  Banner does = self->banner_does;

  switch (does)
    {
    case BANNER_SHOW_FIRST:
      vb_edit_form_point_at_first (self->form);
      break;
    case BANNER_DROP_DRAFT:
      show_banner (self, BANNER_NONE, NULL, NULL);
      g_free (self->dropped);
      self->dropped = vb_entity_dup_draft (self->entity);
      vb_edit_draft_discard (self->draft);
      self->afresh = TRUE;
      start (self);
      break;
    case BANNER_TAKE_DRAFT:
      show_banner (self, BANNER_NONE, NULL, NULL);
      self->afresh = FALSE;
      start (self);
      break;
    case BANNER_SAVE:
      save (self);
      break;
    case BANNER_NONE:
    default:
      break;
    }
}

/* The field with the focus is brought into view: forms are long and windows small. */
static void
focus_cb (VbEditWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;
  double top, bottom, page;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->slot))
      || !gtk_widget_compute_bounds (focus, GTK_WIDGET (self->slot), &bounds))
    return;
  top = bounds.origin.y - 48;
  bottom = bounds.origin.y + MIN (bounds.size.height, 120) + 48;
  page = gtk_adjustment_get_page_size (position);
  if (top < gtk_adjustment_get_value (position))
    gtk_adjustment_set_value (position, top);
  else if (bottom > gtk_adjustment_get_value (position) + page)
    gtk_adjustment_set_value (position, bottom - page);
}

/* What is typed now must not be lost to what was typed before. */
static void
edited_cb (VbEditWindow *self)
{
  if (self->banner_does == BANNER_TAKE_DRAFT && vb_edit_window_has_changes (self))
    show_banner (self, BANNER_NONE, NULL, NULL);
  update_head (self);
}

/* ------------------------------------------------------------------ reading */

static void
show_error (VbEditWindow *self,
            const GError *error)
{
  vb_error_page_show (self->error_page, error);
  gtk_stack_set_visible_child_name (self->stack, "error");
  update_head (self);
}

static void
forget_entity (VbEditWindow *self)
{
  g_clear_signal_handler (&self->checked_id, self->form);
  g_clear_signal_handler (&self->edited_id, self->entity);
  g_clear_object (&self->form);
  g_clear_object (&self->draft);
  g_clear_object (&self->entity);
}

static void
show_form (VbEditWindow *self)
{
  GtkWidget *widget = g_object_new (self->table == VB_TABLE_SERVICE ? VB_TYPE_SERVICE_FORM
                                                                    : VB_TYPE_ORGANIZATION_FORM,
                                    NULL);

  self->form = vb_edit_form_new (self->store, self->entity);
  if (self->organization_id != NULL)
    vb_edit_form_take_name (self->form, self->organization_id, self->organization_name);
  self->draft = vb_edit_draft_new (self->store, self->entity, self->id);
  self->checked_id = g_signal_connect_swapped (self->form, "checked", G_CALLBACK (checked_cb),
                                               self);
  self->edited_id = g_signal_connect_swapped (self->entity, "edited", G_CALLBACK (edited_cb),
                                              self);
  adw_bin_set_child (self->slot, widget);
  vb_edit_part_bind_all (widget, self->form, self->entity);
  gtk_stack_set_visible_child_name (self->stack, "form");
  vb_edit_form_check (self->form);
  if (self->pointed_id == NULL
      || !vb_edit_form_point_at (self->form, self->pointed_id, self->pointed_column))
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
show_draft_banner (VbEditWindow *self)
{
  show_banner (self, BANNER_DROP_DRAFT,
               _("This is what you typed last time. It was not saved."), _("Start Afresh"));
}

static void
draft_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(VbEditWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = vb_draft_find_finish (VB_STORE (source), result, &error);
  gboolean kept;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->slot == NULL)
    return;
  kept = text != NULL && vb_entity_apply_draft (self->entity, text, NULL);
  show_form (self);
  if (kept && self->banner_does == BANNER_NONE)
    show_draft_banner (self);
}

static void
find_draft (VbEditWindow *self)
{
  if (self->afresh)
    {
      show_form (self);
      show_banner (self, BANNER_TAKE_DRAFT, _("What you typed last time was thrown away."),
                   _("Undo"));
      return;
    }
  if (self->dropped != NULL)
    {
      g_autofree char *text = g_steal_pointer (&self->dropped);
      gboolean kept = vb_entity_apply_draft (self->entity, text, NULL);

      show_form (self);
      if (kept)
        {
          vb_edit_draft_flush (self->draft);
          show_draft_banner (self);
        }
      return;
    }
  vb_draft_find_async (self->store, self->table, self->id, self->cancellable, draft_found_cb,
                       g_object_ref (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbEditWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) entity = vb_directory_load_finish (VB_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entity == NULL)
    {
      show_error (self, error);
      return;
    }
  g_set_object (&self->entity, entity);
  find_draft (self);
}

static void
start (VbEditWindow *self)
{
  forget_entity (self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  update_head (self);
  if (self->id != NULL)
    {
      vb_directory_load_async (self->store, self->table, self->id, self->cancellable, loaded_cb,
                               g_object_ref (self));
      return;
    }
  self->entity = vb_entity_new (self->table);
  if (self->organization_id != NULL)
    vb_entity_set (self->entity, "organization_id", self->organization_id);
  find_draft (self);
}

/* ------------------------------------------------------------------ writing */

static void
finish (VbEditWindow *self,
        const char   *text,
        VbUndo       *undo)
{
  vb_edit_draft_discard (self->draft);
  g_signal_emit (self, signals[FINISHED], 0, text, undo);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
say_failed (VbEditWindow *self,
            const char   *what,
            const GError *error,
            Banner        does)
{
  /* Translators: what was not done ("Not saved"), why, and what to do about it */
  g_autofree char *text = g_strdup_printf (_("%s. %s. %s"), what, vb_error_title (error),
                                           vb_error_advice (error));

  show_banner (self, does, text, does == BANNER_SAVE ? _("Try Again") : NULL);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbEditWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_directory_save_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  self->saving = FALSE;
  if (self->form == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->slot), TRUE);
  if (undo == NULL)
    {
      vb_edit_form_reveal (self->form);
      if (!vb_edit_form_point_at_first (self->form))
        say_failed (self, _("Not saved"), error, BANNER_SAVE);
      update_head (self);
      return;
    }
  /* Translators: the name of an entry */
  text = g_strdup_printf (_("“%s” was saved"), vb_entity_get_name (self->entity));
  finish (self, text, undo);
}

static void
save (VbEditWindow *self)
{
  if (self->form == NULL || self->saving || !vb_edit_window_has_changes (self))
    return;
  show_banner (self, BANNER_NONE, NULL, NULL);
  vb_entity_tidy (self->entity);
  vb_edit_form_complete (self->form);
  vb_edit_form_reveal (self->form);
  if (vb_edit_form_point_at_first (self->form))
    return;
  self->saving = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->slot), FALSE);
  update_head (self);
  vb_directory_save_async (self->store, self->entity, NULL, saved_cb, g_object_ref (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  save (VB_EDIT_WINDOW (widget));
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbEditWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_directory_delete_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  self->saving = FALSE;
  if (self->form == NULL)
    return;
  update_head (self);
  if (undo != NULL)
    {
      /* Translators: the name of an entry */
      text = g_strdup_printf (_("“%s” was deleted"), vb_entity_get_name (self->entity));
      finish (self, text, undo);
    }
  else if (g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT))
    show_banner (self, BANNER_NONE, _("Not deleted: this organisation still has services. Delete "
                                      "those first, or move them to another organisation."), NULL);
  else
    say_failed (self, _("Not deleted"), error, BANNER_NONE);
}

/* ------------------------------------------------------------------ questions */

static void
question_gone_cb (VbEditWindow *self)
{
  self->question = NULL;
}

static AdwMessageDialog *
ask (VbEditWindow *self,
     const char   *heading,
     const char   *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  self->question = GTK_WINDOW (dialog);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (question_gone_cb), self,
                           G_CONNECT_SWAPPED);
  return ADW_MESSAGE_DIALOG (dialog);
}

static void
delete_confirmed_cb (VbEditWindow *self)
{
  self->saving = TRUE;
  update_head (self);
  vb_directory_delete_async (self->store, self->table, self->id, NULL, deleted_cb,
                             g_object_ref (self));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VbEditWindow *self = VB_EDIT_WINDOW (widget);
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;

  if (self->entity == NULL || self->id == NULL || self->question != NULL)
    return;
  /* Translators: the name of an entry */
  heading = g_strdup_printf (_("Delete “%s”?"), vb_entity_get_name (self->entity));
  dialog = ask (self, heading,
                _ ("All that hangs under it goes with it: hours, functions, notes. It "
                   "does not come back when its source is brought in again."));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Keep"), "delete", _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response::delete", G_CALLBACK (delete_confirmed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
discard_cb (VbEditWindow *self)
{
  vb_edit_draft_discard (self->draft);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
ask_to_leave (VbEditWindow *self)
{
  AdwMessageDialog *dialog = ask (self, _("Save Your Changes?"),
                                  _("What you typed is not saved yet."));

  adw_message_dialog_add_responses (dialog, "keep", _("_Keep Editing"), "discard", _("_Discard"),
                                    "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "response::discard", G_CALLBACK (discard_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::save", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
vb_edit_window_close_request (GtkWindow *window)
{
  VbEditWindow *self = VB_EDIT_WINDOW (window);

  if (self->saving)
    return GDK_EVENT_STOP;
  if (!vb_edit_window_has_changes (self))
    {
      if (self->draft != NULL)
        vb_edit_draft_discard (self->draft);
      return GTK_WINDOW_CLASS (vb_edit_window_parent_class)->close_request (window);
    }
  if (self->question == NULL)
    ask_to_leave (self);
  return GDK_EVENT_STOP;
}

/* ------------------------------------------------------------------ object */

static void
vb_edit_window_dispose (GObject *object)
{
  VbEditWindow *self = VB_EDIT_WINDOW (object);

  g_clear_signal_handler (&self->focus_id, self);
  g_cancellable_cancel (self->cancellable);
  forget_entity (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_EDIT_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_edit_window_parent_class)->dispose (object);
}

static void
vb_edit_window_finalize (GObject *object)
{
  VbEditWindow *self = VB_EDIT_WINDOW (object);

  g_free (self->id);
  g_free (self->organization_id);
  g_free (self->organization_name);
  g_free (self->pointed_id);
  g_free (self->pointed_column);
  g_free (self->dropped);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (vb_edit_window_parent_class)->finalize (object);
}

static void
vb_edit_window_class_init (VbEditWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_edit_window_dispose;
  object_class->finalize = vb_edit_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_edit_window_close_request;

  signals[FINISHED] = g_signal_new ("finished", VB_TYPE_EDIT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "edit.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "edit.delete", NULL, delete_action);
  g_type_ensure (VB_TYPE_CLOSE_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-edit-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, title);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, banner_button);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, note_box);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, note_label);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, VbEditWindow, slot);
  gtk_widget_class_bind_template_callback (widget_class, banner_cb);
}

static void
vb_edit_window_init (VbEditWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->focus_id = g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_cb), NULL);
}

VbEditWindow *
vb_edit_window_new_for (GtkWindow  *parent,
                        VbStore    *store,
                        VbTable     table,
                        const char *id)
{
  VbEditWindow *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (VB_IS_STORE (store), NULL);
  g_return_val_if_fail (table == VB_TABLE_SERVICE || table == VB_TABLE_ORGANIZATION, NULL);

  self = g_object_new (VB_TYPE_EDIT_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  self->table = table;
  self->id = g_strdup (id);
  start (self);
  return self;
}

VbEntity *
vb_edit_window_get_entity (VbEditWindow *self)
{
  g_return_val_if_fail (VB_IS_EDIT_WINDOW (self), NULL);

  return self->entity;
}

VbTable
vb_edit_window_get_table (VbEditWindow *self)
{
  g_return_val_if_fail (VB_IS_EDIT_WINDOW (self), VB_N_TABLES);

  return self->table;
}

void
vb_edit_window_set_organization (VbEditWindow *self,
                                 const char   *id,
                                 const char   *name)
{
  g_return_if_fail (VB_IS_EDIT_WINDOW (self));
  g_return_if_fail (self->id == NULL && self->table == VB_TABLE_SERVICE);

  g_free (self->organization_id);
  g_free (self->organization_name);
  self->organization_id = g_strdup (id);
  self->organization_name = g_strdup (name != NULL ? name : "");
  if (self->form == NULL && self->entity != NULL)
    vb_entity_set (self->entity, "organization_id", id);
}

void
vb_edit_window_point_at (VbEditWindow *self,
                         const char   *record_id,
                         const char   *column,
                         const char   *note)
{
  g_return_if_fail (VB_IS_EDIT_WINDOW (self));
  g_return_if_fail (record_id != NULL);

  g_free (self->pointed_id);
  g_free (self->pointed_column);
  self->pointed_id = g_strdup (record_id);
  self->pointed_column = g_strdup (column);
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (self->note_box, note != NULL);
}

void
vb_edit_window_put_away (VbEditWindow *self)
{
  g_return_if_fail (VB_IS_EDIT_WINDOW (self));

  if (self->draft != NULL && vb_edit_window_has_changes (self))
    vb_edit_draft_flush (self->draft);
  gtk_window_destroy (GTK_WINDOW (self));
}
