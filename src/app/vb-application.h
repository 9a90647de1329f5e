/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

#define VB_TYPE_APPLICATION (vb_application_get_type ())
G_DECLARE_FINAL_TYPE (VbApplication, vb_application, VB, APPLICATION, AdwApplication)

VbApplication *vb_application_new         (void);
VbSession     *vb_application_get_session (VbApplication *self);

G_END_DECLS
