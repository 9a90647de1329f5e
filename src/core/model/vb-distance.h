/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: metres along the earth, taken as a ball, between two places in degrees */
double vb_distance (double latitude, double longitude, double other_latitude,
                    double other_longitude);

G_END_DECLS
