/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What every target has: any bytes must end in records or an error, within the limits. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
