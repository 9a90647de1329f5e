/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-plain-row.h"

/* In g_object_new() the texts reach the labels of the row before it is known that they are no
 * markup, whatever the order: "<" or "&" in them then comes into the log, with the text. */
gpointer
vb_plain_row (GType       type,
              const char *first,
              ...)
{
  gpointer row = g_object_new (type, "use-markup", FALSE, NULL);
  va_list more;

  va_start (more, first);
  g_object_set_valist (row, first, more);
  va_end (more);
  return row;
}
