/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-distance.h"

#include <math.h>

double
vb_distance (double latitude,
             double longitude,
             double other_latitude,
             double other_longitude)
{
  const double radius = 6371000.0;
  double a = latitude * G_PI / 180, b = other_latitude * G_PI / 180;
  double half = sin ((b - a) / 2);
  double across = sin ((other_longitude - longitude) * G_PI / 360);
  double h = half * half + cos (a) * cos (b) * across * across;

  return 2 * radius * asin (sqrt (CLAMP (h, 0.0, 1.0)));
}
