/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Who stands around a person. */
typedef enum
{
  VB_AROUND_REPRESENTATIVE,
  VB_AROUND_RELATION, /* the own network */
  VB_AROUND_HELPER,   /* who is already involved */
  VB_N_AROUND
} VbAround;

const VbShape *vb_around_shape (VbAround kind);
/* (transfer none): of the records of that kind */
GPtrArray     *vb_around_list  (const VbPerson *person, VbAround kind);

/**
 * VbAroundWindow:
 *
 * Adds, changes, ends or removes one of those who stand around a person.
 *
 * Signals: "saved", before it closes.
 */
#define VB_TYPE_AROUND_WINDOW (vb_around_window_get_type ())
G_DECLARE_FINAL_TYPE (VbAroundWindow, vb_around_window, VB, AROUND_WINDOW, AdwWindow)

/* @id: (nullable): %NULL for a new one */
GtkWindow *vb_around_window_new (GtkWindow *parent, VbStore *store, const VbPerson *person,
                                 VbAround kind, const char *id);

G_END_DECLS
