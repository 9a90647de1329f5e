/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the program and the process that has the network say to each other, over a socket pair: the
 * program asks, the other answers, one at a time. A frame is its length in four bytes, least first,
 * a byte that says what it is, and fields, each behind its length in four bytes. Both sides refuse
 * whatever is not exactly so. */

#include <gio/gio.h>

G_BEGIN_DECLS

#define VB_WEBDAV_MOST_FRAME (64 * 1024 * 1024 + 65536)
#define VB_WEBDAV_MOST_FIELDS 8
#define VB_WEBDAV_MOST_ADDRESS 2000 /* bytes */
#define VB_WEBDAV_MOST_TEXT 65536   /* of a name, a password, the certificates of an authority */

/* What is asked. */
typedef enum
{
  VB_WEBDAV_BEGIN,  /* address, user, password, proxy, certificates, patience; first, and once */
  VB_WEBDAV_PUT,    /* box, name, bytes */
  VB_WEBDAV_LIST,   /* box, after */
  VB_WEBDAV_GET,    /* box, name */
  VB_WEBDAV_DELETE, /* box, name */
  VB_WEBDAV_N_VERBS
} VbWebdavVerb;

/* What is answered: one of these, or one more than a VbCarrierError. */
#define VB_WEBDAV_DONE 0
#define VB_WEBDAV_GONE 255 /* no such letter */

/* How long to wait, in seconds. */
typedef struct
{
  guint stall; /* until something comes, and while next to nothing does */
  guint total; /* for one thing that is asked */
} VbWebdavPatience;

#define VB_WEBDAV_PATIENCE { 30, 600 }

/* A frame that was read: the fields point into @bytes. */
typedef struct
{
  guint8 code;
  guint n_fields;
  GBytes *fields[VB_WEBDAV_MOST_FIELDS];
} VbWebdavFrame;

void        vb_webdav_frame_clear  (VbWebdavFrame *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbWebdavFrame, vb_webdav_frame_clear)

/* @bytes: without the length; FALSE when they are no frame */
gboolean    vb_webdav_frame_read   (VbWebdavFrame *self, GBytes *bytes);
/* (transfer full) (nullable): the text of a field, which has no zero in it and is no longer */
char       *vb_webdav_frame_text   (const VbWebdavFrame *self, guint field, gsize most);

/* Writing: with the length in front, which is right once all fields are there. What was written is
 * wiped when the array goes: there may be a password in it. */
GByteArray *vb_webdav_frame_new    (guint8 code);
void        vb_webdav_frame_add    (GByteArray *frame, gconstpointer bytes, gsize length);
void        vb_webdav_frame_free   (GByteArray *frame);

G_END_DECLS
