/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-note-section.h"

#include "app/social-map/vb-note-row.h"
#include "app/vb-call.h"

struct _VbNoteSection
{
  AdwBin parent_instance;

  GtkListBox *list;

  VbStore *store;
  VbTable table;
  char *record_id;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbNoteSection, vb_note_section, ADW_TYPE_BIN)

static void
clear (VbNoteSection *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static VbNoteRow *
find_row (VbNoteSection *self,
          const char    *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (vb_note_row_get_id (VB_NOTE_ROW (row)), id) == 0)
      return VB_NOTE_ROW (row);
  return NULL;
}

static gboolean
is_listed (GPtrArray  *notes,
           const char *id)
{
  for (guint i = 0; i < notes->len; i++)
    if (g_strcmp0 (((VbNote *) notes->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

static VbNoteRow *
add_row (VbNoteSection *self)
{
  GtkWidget *row = vb_note_row_new (self->store, self->table, self->record_id);

  gtk_list_box_append (self->list, row);
  return VB_NOTE_ROW (row);
}

/* Rows of notes that are gone go too, unless somebody writes in them. */
static void
remove_gone (VbNoteSection *self,
             GPtrArray     *notes)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);
      const char *id = vb_note_row_get_id (VB_NOTE_ROW (row));

      if (id != NULL && !is_listed (notes, id) && !vb_note_row_is_busy (VB_NOTE_ROW (row)))
        gtk_list_box_remove (self->list, row);
      row = next;
    }
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbNoteSection *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) notes = vb_personal_list_notes_finish (VB_STORE (source), result, &error);

  /* The page beside it shows the trouble; a note can still be written. */
  if (notes == NULL || vb_call_is_over (call))
    return;
  remove_gone (self, notes);
  for (guint i = 0; i < notes->len; i++)
    {
      VbNote *note = notes->pdata[i];
      VbNoteRow *row = find_row (self, note->id);

      /* The row without an id is the one whose note was just made. */
      if (row == NULL)
        row = find_row (self, NULL);
      vb_note_row_set (row != NULL ? row : add_row (self), note);
    }
  if (gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL)
    add_row (self);
}

void
vb_note_section_show (VbNoteSection *self,
                      VbStore       *store,
                      VbTable        table,
                      const char    *record_id)
{
  g_return_if_fail (VB_IS_NOTE_SECTION (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store != store || g_strcmp0 (self->record_id, record_id) != 0)
    {
      clear (self);
      g_set_object (&self->store, store);
      g_free (self->record_id);
      self->record_id = g_strdup (record_id);
      self->table = table;
    }
  if (store == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  vb_personal_list_notes_async (store, record_id, self->cancellable, listed_cb,
                                vb_call_new (self, self->cancellable));
}

static void
vb_note_section_dispose (GObject *object)
{
  VbNoteSection *self = VB_NOTE_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_note_section_parent_class)->dispose (object);
}

static void
vb_note_section_finalize (GObject *object)
{
  g_free (VB_NOTE_SECTION (object)->record_id);

  G_OBJECT_CLASS (vb_note_section_parent_class)->finalize (object);
}

static void
vb_note_section_class_init (VbNoteSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_note_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_note_section_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-note-section.ui");
  gtk_widget_class_bind_template_child (widget_class, VbNoteSection, list);
}

static void
vb_note_section_init (VbNoteSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
