/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Registers what the .ui files of the forms name, rows included. */
void _vb_edit_ensure_types (void);
