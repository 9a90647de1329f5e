/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "post/vb-letter-file.h"

#include "exchange/vb-drop-folder.h"
#include "interop/vb-write-file.h"

struct _VbLetterFile
{
  GObject parent_instance;

  char *path;
  char *name;    /* what it is called towards the post */
  GBytes *bytes; /* (nullable): not read yet */
};

static void carrier_iface_init (VbCarrierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbLetterFile, vb_letter_file, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_CARRIER, carrier_iface_init))

static char *
put (VbCarrier     *carrier,
     const char    *box,
     GBytes        *bytes,
     VbRandom      *random,
     GCancellable  *cancellable,
     GError       **error)
{
  VbLetterFile *self = VB_LETTER_FILE (carrier);

  return vb_write_file (self->path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                        error) ? g_strdup (self->name) : NULL;
}

/* Read here, so that a file that is not there is told as such, and not as a letter that is no
 * good. */
static GPtrArray *
list (VbCarrier     *carrier,
      const char    *box,
      const char    *after,
      guint         *n_others,
      GCancellable  *cancellable,
      GError       **error)
{
  VbLetterFile *self = VB_LETTER_FILE (carrier);
  GPtrArray *names;

  *n_others = 0;
  if (self->bytes == NULL)
    self->bytes = vb_drop_folder_read (self->path, error);
  if (self->bytes == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  if (after == NULL)
    g_ptr_array_add (names, g_strdup (self->name));
  return names;
}

static GBytes *
get (VbCarrier     *carrier,
     const char    *box,
     const char    *name,
     GCancellable  *cancellable,
     GError       **error)
{
  VbLetterFile *self = VB_LETTER_FILE (carrier);

  return self->bytes != NULL ? g_bytes_ref (self->bytes) : vb_drop_folder_read (self->path, error);
}

static gboolean
delete (VbCarrier     *carrier,
        const char    *box,
        const char    *name,
        GCancellable  *cancellable,
        GError       **error)
{
  return TRUE;
}

static void
carrier_iface_init (VbCarrierInterface *iface)
{
  iface->code = VB_LETTER_FILE_CODE;
  iface->put = put;
  iface->list = list;
  iface->get = get;
  iface->delete = delete;
}

static void
vb_letter_file_finalize (GObject *object)
{
  VbLetterFile *self = VB_LETTER_FILE (object);

  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  G_OBJECT_CLASS (vb_letter_file_parent_class)->finalize (object);
}

static void
vb_letter_file_class_init (VbLetterFileClass *class)
{
  G_OBJECT_CLASS (class)->finalize = vb_letter_file_finalize;
}

static void
vb_letter_file_init (VbLetterFile *self)
{
}

VbCarrier *
vb_letter_file_new (const char *path)
{
  VbLetterFile *self = g_object_new (VB_TYPE_LETTER_FILE, NULL);

  self->path = g_strdup (path);
  self->name = vb_carrier_make_name (NULL);
  return VB_CARRIER (self);
}
