/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-page-focus.h"

#include "app/social-map/vb-fact-row.h"
#include "app/social-map/vb-function-row.h"
#include "app/social-map/vb-note-row.h"

struct _VbPageFocus
{
  GtkWidget *page; /* borrowed: keeping and restoring are one step */
  char *id;        /* (nullable): of the record of the row */
  char *what;      /* (nullable): which of its facts */
  GArray *path;    /* of guint: from the row to the widget, each the number of a child */
};

static const char *
get_record (GtkWidget   *row,
            const char **what)
{
  *what = NULL;
  if (VB_IS_FACT_ROW (row))
    return vb_fact_row_get_record (VB_FACT_ROW (row), what);
  return VB_IS_FUNCTION_ROW (row) ? vb_function_row_get_id (VB_FUNCTION_ROW (row)) : NULL;
}

static guint
get_number (GtkWidget *widget)
{
  guint n = 0;

  while ((widget = gtk_widget_get_prev_sibling (widget)) != NULL)
    n++;
  return n;
}

VbPageFocus *
vb_page_focus_keep (GtkWidget *page,
                    GtkWidget *rest)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);
  VbPageFocus *self;
  const char *what;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, page))
    return NULL;
  self = g_new0 (VbPageFocus, 1);
  self->page = page;
  self->path = g_array_new (FALSE, FALSE, sizeof (guint));
  while (focus != page && !GTK_IS_LIST_BOX_ROW (focus))
    {
      guint n = get_number (focus);

      g_array_prepend_val (self->path, n);
      focus = gtk_widget_get_parent (focus);
    }
  self->id = g_strdup (get_record (focus, &what));
  self->what = g_strdup (what);
  /* What stays on the page, such as its buttons and notes, keeps the focus by itself. */
  if (GTK_IS_LIST_BOX_ROW (focus) && !VB_IS_NOTE_ROW (focus))
    gtk_widget_grab_focus (rest);
  return self;
}

static GtkWidget *
find_row (VbPageFocus *self,
          GtkWidget   *root)
{
  const char *what;

  if (g_strcmp0 (get_record (root, &what), self->id) == 0 && g_strcmp0 (what, self->what) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_row (self, child);

      if (row != NULL)
        return row;
    }
  return NULL;
}

static GtkWidget *
follow_path (VbPageFocus *self,
             GtkWidget   *row)
{
  for (guint i = 0; row != NULL && i < self->path->len; i++)
    {
      row = gtk_widget_get_first_child (row);
      for (guint n = g_array_index (self->path, guint, i); row != NULL && n > 0; n--)
        row = gtk_widget_get_next_sibling (row);
    }
  return row;
}

void
vb_page_focus_restore (VbPageFocus *self)
{
  GtkWidget *row, *widget;

  if (self == NULL)
    return;
  row = self->id == NULL ? NULL : find_row (self, self->page);
  widget = row == NULL ? NULL : follow_path (self, row);
  if (widget != NULL)
    gtk_widget_grab_focus (widget);
  g_array_unref (self->path);
  g_free (self->id);
  g_free (self->what);
  g_free (self);
}
