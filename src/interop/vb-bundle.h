/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "interop/vb-read-limits.h"

G_BEGIN_DECLS

/**
 * VbBundle:
 *
 * The files of a folder, a zip or one single file, in memory.
 */
typedef struct
{
  char *name; /* relative, with slashes */
  GBytes *bytes;
} VbBundleFile;

typedef struct
{
  char *name;
  GArray *files; /* of VbBundleFile */
  gboolean single; /* a file by itself, not a folder or zip */
} VbBundle;

VbBundle     *vb_bundle_open       (const char *path, const VbReadLimits *limits,
                                    GCancellable *cancellable, GError **error);
VbBundle     *vb_bundle_open_bytes (const char *name, GBytes *bytes, const VbReadLimits *limits,
                                    GCancellable *cancellable, GError **error);
void          vb_bundle_free       (VbBundle *self);
VbBundleFile *vb_bundle_find       (VbBundle *self, const char *base_name);

/* vb-unzip.c */
gboolean      vb_unzip             (GBytes *bytes, GArray *files, const VbReadLimits *limits,
                                    GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbBundle, vb_bundle_free)

G_END_DECLS
