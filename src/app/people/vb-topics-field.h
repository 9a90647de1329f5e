/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbTopicsField:
 *
 * Which topics of the cards: their codes, with commas between them; "" for all. A part of a form,
 * under the column "topic-names". What was written there in other words stays and can be kept.
 */
#define VB_TYPE_TOPICS_FIELD (vb_topics_field_get_type ())
G_DECLARE_FINAL_TYPE (VbTopicsField, vb_topics_field, VB, TOPICS_FIELD, GtkBox)

G_END_DECLS
