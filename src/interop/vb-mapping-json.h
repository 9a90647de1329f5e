/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

char *vb_mapping_json_text (const json_t *value);
