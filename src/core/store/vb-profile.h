/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbProfile:
 *
 * Who usually works with this store: the name that stands with what is checked and changed. Kept
 * in the store itself, never in the settings of the desktop.
 */
typedef struct
{
  char *name; /* (nullable): never said */
  char *role; /* (nullable) */
  char *party; /* (nullable): what the organization is, a code of vb_party_get_code() */
} VbProfile;

void       vb_profile_free (VbProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbProfile, vb_profile_free)

void       vb_profile_load_async  (VbStore *store, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
VbProfile *vb_profile_load_finish (VbStore *store, GAsyncResult *result, GError **error);
void       vb_profile_save_async  (VbStore *store, const char *name, const char *role,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* @party: (nullable) */
void       vb_profile_save_party_async (VbStore *store, const char *party,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Of either. */
gboolean   vb_profile_save_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
