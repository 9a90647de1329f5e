/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-merge-view.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-merge-field.h"
#include "app/vb-words.h"

struct _VbMergeView
{
  AdwBin parent_instance;

  GtkLabel *lead_label;
  GtkBox *fields;
  GtkLabel *keeps_label;

  guint n_fields;
};

G_DEFINE_FINAL_TYPE (VbMergeView, vb_merge_view, ADW_TYPE_BIN)

static void
vb_merge_view_class_init (VbMergeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-merge-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMergeView, lead_label);
  gtk_widget_class_bind_template_child (widget_class, VbMergeView, fields);
  gtk_widget_class_bind_template_child (widget_class, VbMergeView, keeps_label);
}

static void
vb_merge_view_init (VbMergeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ------------------------------------------------------------------ what differs */

/* What nobody chooses: the younger check counts, and when a source changed it says nothing. */
static gboolean
is_chosen (const char *column)
{
  return !g_str_equal (column, "assured_date") && !g_str_equal (column, "last_modified");
}

static void
add_field (VbMergeView *self,
           VbTable      table,
           const char  *column,
           const char  *first,
           const char  *second)
{
  g_autofree char *title = vb_words_column (table, column);
  g_autofree char *one = vb_words_value (table, column, first);
  g_autofree char *two = vb_words_value (table, column, second);

  gtk_box_append (self->fields, vb_merge_field_new (column, title, one, two));
  self->n_fields++;
}

static void
add_column (VbMergeView     *self,
            VbEntity        *first,
            const char      *first_detail,
            VbEntity        *second,
            const char      *second_detail,
            const VbColumn  *column)
{
  const char *one = vb_entity_get (first, column->name);
  const char *two = vb_entity_get (second, column->name);

  if (one == NULL || two == NULL || g_str_equal (one, two) || !is_chosen (column->name))
    return;
  /* What a reference points at is known by the words of the pair, or not at all: then the first
   * one's stays. */
  if (column->refers_to == VB_N_TABLES)
    add_field (self, vb_entity_get_table (first), column->name, one, two);
  else if (g_str_equal (column->name, "organization_id") && first_detail != NULL
           && second_detail != NULL)
    add_field (self, vb_entity_get_table (first), column->name, first_detail, second_detail);
}

/* ------------------------------------------------------------------ what is kept */

static guint
count_both (VbEntity *first,
            VbEntity *second,
            VbTable   table)
{
  return g_list_model_get_n_items (vb_entity_get_children (first, table))
         + g_list_model_get_n_items (vb_entity_get_children (second, table));
}

/* @words: (transfer full) */
static void
append_words (GString *text,
              char    *words,
              guint    n)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
  g_free (words);
}

static void
show_keeps (VbMergeView *self,
            VbEntity    *first,
            VbEntity    *second)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *label = NULL;
  guint n;

  n = count_both (first, second, VB_TABLE_CONTACT);
  append_words (text, g_strdup_printf (ngettext ("%u function", "%u functions", n), n), n);
  n = count_both (first, second, VB_TABLE_PHONE);
  append_words (text, g_strdup_printf (ngettext ("%u phone number", "%u phone numbers", n), n), n);
  n = count_both (first, second, VB_TABLE_SCHEDULE);
  append_words (text, g_strdup_printf (ngettext ("%u opening time", "%u opening times", n), n), n);
  n = vb_entity_get_table (first) == VB_TABLE_SERVICE
        ? count_both (first, second, VB_TABLE_SERVICE_AT_LOCATION)
        : count_both (first, second, VB_TABLE_LOCATION);
  append_words (text, g_strdup_printf (ngettext ("%u place", "%u places", n), n), n);
  if (text->len == 0)
    label = g_strdup (_("Notes, favourites and reports of both are kept."));
  else
    /* Translators: a list such as "2 functions, 3 phone numbers" */
    label = g_strdup_printf (_("Kept of both: %s, and notes, favourites and reports. What both "
                               "have word for word is kept once."), text->str);
  gtk_label_set_text (self->keeps_label, label);
}

VbMergeView *
vb_merge_view_new (VbEntity   *first,
                   const char *first_detail,
                   VbEntity   *second,
                   const char *second_detail)
{
  VbMergeView *self = g_object_new (VB_TYPE_MERGE_VIEW, NULL);
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (first));

  for (guint i = 1; i < spec->n_columns; i++)
    add_column (self, first, first_detail, second, second_detail, &spec->columns[i]);
  gtk_label_set_text (self->lead_label,
                      self->n_fields > 0
                        ? _("They differ on this. Choose what the one entry says.")
                        : _("They differ on nothing that can be chosen."));
  show_keeps (self, first, second);
  return self;
}

char **
vb_merge_view_dup_take (VbMergeView *self)
{
  g_autoptr(GStrvBuilder) columns = g_strv_builder_new ();

  g_return_val_if_fail (VB_IS_MERGE_VIEW (self), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->fields)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (vb_merge_field_get_second (VB_MERGE_FIELD (child)))
      g_strv_builder_add (columns, vb_merge_field_get_column (VB_MERGE_FIELD (child)));
  return g_strv_builder_end (columns);
}
