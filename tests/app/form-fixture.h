/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What stands in the parts of a form, by the name of their column. */

#include "app-fixture.h"

#include "app/widgets/vb-form-part.h"

static inline VbFormPart *
form_find (GtkWidget  *root,
           const char *column)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      VbFormPart *found;

      if (VB_IS_FORM_PART (child)
          && g_strcmp0 (vb_form_part_get_column (VB_FORM_PART (child)), column) == 0)
        return VB_FORM_PART (child);
      found = form_find (child, column);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline void
form_set (gpointer    window,
          const char *column,
          const char *value)
{
  VbFormPart *part = form_find (GTK_WIDGET (window), column);

  if (part == NULL)
    g_error ("The form has no %s", column);
  vb_form_part_set_value (part, value);
}

static inline gboolean
form_has (gpointer    window,
          const char *column,
          const char *value)
{
  g_autofree char *now = vb_form_part_dup_value (form_find (GTK_WIDGET (window), column));

  return g_str_equal (now, value);
}

/* What is wrong, as it stands beside the part: "" when nothing is. */
static inline const char *
form_error (gpointer    window,
            const char *column)
{
  VbFormPart *part = form_find (GTK_WIDGET (window), column);
  GObject *label = gtk_widget_get_template_child (GTK_WIDGET (part), G_OBJECT_TYPE (part),
                                                  "error_label");

  return gtk_widget_get_visible (GTK_WIDGET (label)) ? gtk_label_get_label (GTK_LABEL (label)) : "";
}

static inline void
form_assert_error (gpointer    window,
                   const char *column,
                   const char *part_of_message)
{
  const char *error = form_error (window, column);

  if (strstr (error, part_of_message) == NULL)
    g_error ("Beside %s stands \"%s\", not \"%s\"", column, error, part_of_message);
}
