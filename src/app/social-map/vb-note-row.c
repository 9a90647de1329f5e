/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-note-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/window/vb-window.h"
#include "core/base/vb-uuid.h"

/* How long nothing must be typed before what was typed is kept. */
#define SETTLE_MS 600

struct _VbNoteRow
{
  GtkListBoxRow parent_instance;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkWidget *placeholder;
  GtkLabel *state_label;

  VbStore *store;
  VbTable table;
  char *record_id;
  char *id;      /* (nullable): of the note, once there is text to keep */
  char *kept;    /* the text as it stands in the store */
  char *sent;    /* the text that was last given to the store to keep */
  guint settle;
  guint saving;  /* how many texts the store has not answered for yet */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (VbNoteRow, vb_note_row, GTK_TYPE_LIST_BOX_ROW)

static char *
dup_text (VbNoteRow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
set_text (char       **place,
          const char  *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static gboolean
is_kept (VbNoteRow *self)
{
  g_autofree char *text = dup_text (self);

  return g_str_equal (text, self->kept);
}

/* What one save carries: the row may be gone when it is done. */
typedef struct
{
  VbNoteRow *row;
  VbWindow *window; /* (nullable) */
  char *text;
} Save;

static void
save_free (Save *data)
{
  g_object_unref (data->row);
  g_clear_object (&data->window);
  g_free (data->text);
  g_free (data);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

/* The row may have gone from the screen while its note was being kept. */
static void
say_state (VbNoteRow  *self,
           const char *state)
{
  if (self->state_label == NULL)
    return;
  gtk_label_set_text (self->state_label, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), TRUE);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Save) data = user_data;
  g_autoptr(GError) error = NULL;
  VbNoteRow *self = data->row;

  self->saving--;
  if (!vb_personal_save_note_finish (VB_STORE (source), result, &error))
    {
      /* The same text may be given once more. */
      if (self->saving == 0)
        set_text (&self->sent, self->kept);
      say_state (self, _("Not kept yet"));
      if (data->window != NULL)
        vb_window_say_error (data->window, _("The note was not kept"), error);
      return;
    }
  g_free (self->kept);
  self->kept = g_steal_pointer (&data->text);
  if (self->saving > 0)
    return;
  /* An emptied note is gone; what is typed from now on is another one. */
  if (is_blank (self->kept))
    g_clear_pointer (&self->id, g_free);
  if (self->buffer != NULL && is_kept (self))
    say_state (self, _("Kept"));
}

/* The store keeps one text after the other, in the order they were given: what is typed while an
 * earlier text is on its way need not wait for it here, where the row or the whole window may be
 * gone before the answer comes. That is why a new note gets its id from the row. */
static void
save (VbNoteRow *self)
{
  g_autofree char *text = dup_text (self);
  Save *data;

  g_clear_handle_id (&self->settle, g_source_remove);
  if (g_str_equal (text, self->sent) || (self->id == NULL && is_blank (text)))
    return;
  if (self->id == NULL)
    self->id = vb_uuid_new ();
  set_text (&self->sent, text);
  self->saving++;
  data = g_new0 (Save, 1);
  data->row = g_object_ref (self);
  g_set_object (&data->window, vb_window_of (self));
  data->text = g_steal_pointer (&text);
  vb_personal_save_note_async (self->store, self->table, self->record_id, self->id, data->text,
                               NULL, saved_cb, data);
}

static gboolean
settle_cb (gpointer user_data)
{
  VbNoteRow *self = user_data;

  self->settle = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (VbNoteRow *self)
{
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (self->buffer) == 0);
  if (self->setting)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), FALSE);
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* ------------------------------------------------------------------ object */

/* A save under way keeps the row, so that being disposed of may come too late. */
static void
vb_note_row_unmap (GtkWidget *widget)
{
  save (VB_NOTE_ROW (widget));

  GTK_WIDGET_CLASS (vb_note_row_parent_class)->unmap (widget);
}

static void
vb_note_row_dispose (GObject *object)
{
  VbNoteRow *self = VB_NOTE_ROW (object);

  if (self->buffer != NULL)
    save (self);
  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_note_row_parent_class)->dispose (object);
}

static void
vb_note_row_finalize (GObject *object)
{
  VbNoteRow *self = VB_NOTE_ROW (object);

  g_free (self->record_id);
  g_free (self->id);
  g_free (self->kept);
  g_free (self->sent);

  G_OBJECT_CLASS (vb_note_row_parent_class)->finalize (object);
}

static void
vb_note_row_class_init (VbNoteRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_note_row_dispose;
  object_class->finalize = vb_note_row_finalize;
  widget_class->unmap = vb_note_row_unmap;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-note-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbNoteRow, view);
  gtk_widget_class_bind_template_child (widget_class, VbNoteRow, buffer);
  gtk_widget_class_bind_template_child (widget_class, VbNoteRow, placeholder);
  gtk_widget_class_bind_template_child (widget_class, VbNoteRow, state_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save);
}

static void
vb_note_row_init (VbNoteRow *self)
{
  self->kept = g_strdup ("");
  self->sent = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_note_row_new (VbStore    *store,
                 VbTable     table,
                 const char *record_id)
{
  VbNoteRow *self = g_object_new (VB_TYPE_NOTE_ROW, NULL);

  vb_accessible_set_label (GTK_WIDGET (self), _("Team note"));
  self->store = g_object_ref (store);
  self->table = table;
  self->record_id = g_strdup (record_id);
  return GTK_WIDGET (self);
}

void
vb_note_row_set (VbNoteRow    *self,
                 const VbNote *note)
{
  g_autofree char *date = NULL;
  g_autofree char *state = NULL;

  g_return_if_fail (VB_IS_NOTE_ROW (self));

  if (note == NULL)
    return;
  set_text (&self->id, note->id);
  /* What is being typed is newer than what was read. */
  if (!is_kept (self))
    {
      if (self->settle == 0)
        self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
      return;
    }
  if (!g_str_equal (self->kept, note->body))
    {
      set_text (&self->kept, note->body);
      set_text (&self->sent, note->body);
      self->setting = TRUE;
      gtk_text_buffer_set_text (self->buffer, note->body, -1);
      self->setting = FALSE;
    }
  date = vb_words_moment (note->written_at);
  /* Translators: who wrote a note, then a date */
  state = g_strdup_printf (_("%s, %s"), note->written_by, date);
  gtk_label_set_text (self->state_label, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), TRUE);
}

const char *
vb_note_row_get_id (VbNoteRow *self)
{
  g_return_val_if_fail (VB_IS_NOTE_ROW (self), NULL);

  return self->id;
}

gboolean
vb_note_row_is_busy (VbNoteRow *self)
{
  g_return_val_if_fail (VB_IS_NOTE_ROW (self), FALSE);

  return self->saving > 0 || gtk_widget_has_focus (GTK_WIDGET (self->view)) || !is_kept (self);
}
