/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-read-limits.h"

static const VbReadLimits default_limits = {
  .file_bytes = 25 * 1024 * 1024,
  .json_bytes = 512 * 1024 * 1024,
  .total_bytes = 200 * 1024 * 1024,
  .entries = 200,
  .zip_ratio = 100,
  .columns = 200,
  .field_bytes = 64 * 1024,
  .rows = 500000,
  .json_depth = 64,
  .json_tokens = 1000000,
  .string_bytes = 1024 * 1024,
};

const VbReadLimits *
vb_read_limits_default (void)
{
  return &default_limits;
}
