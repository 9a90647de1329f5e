/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-secret-text.h"

#include <string.h>

#define DOT "●"

/* What an entry shows, in the place of what it is about. */
#define VB_TYPE_SECRET_BUFFER (vb_secret_buffer_get_type ())
G_DECLARE_FINAL_TYPE (VbSecretBuffer, vb_secret_buffer, VB, SECRET_BUFFER, GtkEntryBuffer)

struct _VbSecretBuffer
{
  GtkEntryBuffer parent_instance;

  GtkEntryBuffer *typed; /* in memory that is not written to disk, and is wiped */
  GString *dots;         /* one for each letter of it */
  GtkText *text;         /* (nullable) (weak): the entry */
  char *coming;          /* (nullable): what the dots that are being put in stand for */
};

G_DEFINE_FINAL_TYPE (VbSecretBuffer, vb_secret_buffer, GTK_TYPE_ENTRY_BUFFER)

/* Whoever lets it be seen lets it be seen by all that looks at the screen. */
static gboolean
is_shown (VbSecretBuffer *self)
{
  return self->text != NULL && gtk_text_get_visibility (self->text);
}

static void
append_dots (GString *dots,
             guint    n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (dots, DOT);
}

static void
count_dots (VbSecretBuffer *self)
{
  g_string_truncate (self->dots, 0);
  append_dots (self->dots, gtk_entry_buffer_get_length (self->typed));
}

static const char *
get_text (GtkEntryBuffer *buffer,
          gsize          *n_bytes)
{
  VbSecretBuffer *self = VB_SECRET_BUFFER (buffer);
  const char *text = is_shown (self) ? gtk_entry_buffer_get_text (self->typed) : self->dots->str;

  if (n_bytes != NULL)
    *n_bytes = strlen (text);
  return text;
}

static guint
get_length (GtkEntryBuffer *buffer)
{
  return gtk_entry_buffer_get_length (VB_SECRET_BUFFER (buffer)->typed);
}

static guint
insert_text (GtkEntryBuffer *buffer,
             guint           position,
             const char     *chars,
             guint           n_chars)
{
  VbSecretBuffer *self = VB_SECRET_BUFFER (buffer);
  const char *typed = self->coming != NULL ? self->coming : chars;
  guint n = gtk_entry_buffer_insert_text (self->typed, position, typed, n_chars);

  count_dots (self);
  gtk_entry_buffer_emit_inserted_text (buffer, position, self->dots->str, n);
  return n;
}

static guint
delete_text (GtkEntryBuffer *buffer,
             guint           position,
             guint           n_chars)
{
  guint length = get_length (buffer);
  guint n = position < length ? MIN (n_chars, length - position) : 0;

  if (n > 0)
    gtk_entry_buffer_emit_deleted_text (buffer, position, n);
  return n;
}

/* It goes after everybody was told: until then, handlers may still look at it. */
static void
deleted_text (GtkEntryBuffer *buffer,
              guint           position,
              guint           n_chars)
{
  VbSecretBuffer *self = VB_SECRET_BUFFER (buffer);

  gtk_entry_buffer_delete_text (self->typed, position, n_chars);
  count_dots (self);
  g_object_notify (G_OBJECT (self), "text");
  g_object_notify (G_OBJECT (self), "length");
}

/* Whoever listens for what is put in hears dots. */
static void
insert_text_cb (GtkEditable    *text,
                const char     *typed,
                int             length,
                int            *position,
                VbSecretBuffer *self)
{
  g_autoptr(GString) dots = NULL;

  if (self->coming != NULL || is_shown (self))
    return;
  g_signal_stop_emission_by_name (text, "insert-text");
  dots = g_string_new (NULL);
  append_dots (dots, g_utf8_strlen (typed, length));
  self->coming = length < 0 ? g_strdup (typed) : g_strndup (typed, length);
  gtk_editable_insert_text (text, dots->str, dots->len, position);
  explicit_bzero (self->coming, strlen (self->coming));
  g_clear_pointer (&self->coming, g_free);
}

static void
vb_secret_buffer_finalize (GObject *object)
{
  VbSecretBuffer *self = VB_SECRET_BUFFER (object);

  g_clear_weak_pointer (&self->text);
  g_object_unref (self->typed);
  g_string_free (self->dots, TRUE);

  G_OBJECT_CLASS (vb_secret_buffer_parent_class)->finalize (object);
}

static void
vb_secret_buffer_class_init (VbSecretBufferClass *klass)
{
  GtkEntryBufferClass *buffer_class = GTK_ENTRY_BUFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_secret_buffer_finalize;
  buffer_class->get_text = get_text;
  buffer_class->get_length = get_length;
  buffer_class->insert_text = insert_text;
  buffer_class->delete_text = delete_text;
  buffer_class->deleted_text = deleted_text;
}

static void
vb_secret_buffer_init (VbSecretBuffer *self)
{
  self->typed = gtk_password_entry_buffer_new ();
  self->dots = g_string_new (NULL);
}

void
vb_secret_text_guard (GtkEditable *entry)
{
  g_autoptr(VbSecretBuffer) buffer = g_object_new (VB_TYPE_SECRET_BUFFER, NULL);
  GtkEditable *text = gtk_editable_get_delegate (entry);

  g_return_if_fail (GTK_IS_TEXT (text));

  g_set_weak_pointer (&buffer->text, GTK_TEXT (text));
  /* What is undone would come back as dots. */
  gtk_editable_set_enable_undo (text, FALSE);
  gtk_text_set_buffer (GTK_TEXT (text), GTK_ENTRY_BUFFER (buffer));
  g_signal_connect_object (text, "insert-text", G_CALLBACK (insert_text_cb), buffer, 0);
}

const char *
vb_secret_text_get (GtkEditable *entry)
{
  GtkEditable *text = gtk_editable_get_delegate (entry);
  GtkEntryBuffer *buffer = GTK_IS_TEXT (text) ? gtk_text_get_buffer (GTK_TEXT (text)) : NULL;

  g_return_val_if_fail (VB_IS_SECRET_BUFFER (buffer), "");

  return gtk_entry_buffer_get_text (VB_SECRET_BUFFER (buffer)->typed);
}
