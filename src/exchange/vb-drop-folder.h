/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-random.h"
#include "exchange/vb-certificate.h"

G_BEGIN_DECLS

/* A folder that letters are carried in: on a stick, on a shared disk, or kept the same in several
 * places by another program. In it is a box for each organization that letters are for. A letter
 * has a name that says nothing, is written once by one writer, appears whole, and is never changed;
 * who got it takes it away. Nothing relies on times, locks or the order of names.
 *
 * What else lies there is left alone: what is being written, copies that another program made
 * because it saw a conflict, and things of other people. */

typedef struct _VbDropFolder VbDropFolder;

#define VB_DROP_FOLDER_MOST_NAMES 20000   /* that are looked at in one box */
#define VB_DROP_FOLDER_MOST_BYTES (64 * 1024 * 1024)

/* @path: of a folder that is there */
VbDropFolder *vb_drop_folder_new    (const char *path);
void          vb_drop_folder_free   (VbDropFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDropFolder, vb_drop_folder_free)

/**
 * vb_drop_folder_put:
 * @organization: who it is for, %VB_EXCHANGE_KEY_SIZE bytes
 * @random: (nullable): where the name comes from
 *
 * Once this returns the letter lies there whole, also when the power fails.
 *
 * Errors: %VB_ERROR_NOT_FOUND when the folder is not there (the stick is out); %VB_ERROR_DISK_FULL;
 * %VB_ERROR_READ_ONLY; %VB_ERROR_FAILED.
 *
 * Returns: (transfer full) (nullable): its name
 */
char         *vb_drop_folder_put    (VbDropFolder *self, const guint8 *organization,
                                     GBytes *bytes, VbRandom *random, GError **error);

/* (transfer full) (element-type utf8): names of what may be letters for @organization, in the order
 * of their names; none when there is no box yet. @n_others: (out) (optional): what else is there */
GPtrArray    *vb_drop_folder_list   (VbDropFolder *self, const guint8 *organization,
                                     guint *n_others, GError **error);

/* What lies there by that name now; it may not be whole yet, which the seal shows.
 * Errors: %VB_ERROR_NOT_FOUND when it went; %VB_ERROR_TOO_LARGE; %VB_ERROR_FAILED. */
GBytes       *vb_drop_folder_get    (VbDropFolder *self, const guint8 *organization,
                                     const char *name, GError **error);

/* It arrived. What is not there any more is fine. */
gboolean      vb_drop_folder_delete (VbDropFolder *self, const guint8 *organization,
                                     const char *name, GError **error);

G_END_DECLS
