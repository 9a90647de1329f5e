/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/base/vb-error.h"

G_DEFINE_QUARK (vb-error-quark, vb_error)
