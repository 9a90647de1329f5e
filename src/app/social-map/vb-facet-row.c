/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-facet-row.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-check-row.h"
#include "app/widgets/vb-plain-row.h"

struct _VbFacetRow
{
  AdwExpanderRow parent_instance;

  VbMapFilter *filter;
  VbFacet facet;

  GPtrArray *values; /* (nullable): of VbFacetValue, in the order of @rows */
  GPtrArray *rows;   /* of VbCheckRow, owned by the expander */
  gboolean updating;
};

enum
{
  PROP_0,
  PROP_FACET,
  PROP_FILTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbFacetRow, vb_facet_row, ADW_TYPE_EXPANDER_ROW)

/* What is chosen stands under the title, so that it shows while the row is closed. */
static void
update_subtitle (VbFacetRow *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *markup = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    if (vb_check_row_get_active (self->rows->pdata[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              adw_preferences_row_get_title (self->rows->pdata[i]));
  markup = g_markup_escape_text (text->str, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), markup);
}

static void
filter_changed_cb (VbFacetRow *self)
{
  self->updating = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      VbFacetValue *value = self->values->pdata[i];

      vb_check_row_set_active (self->rows->pdata[i],
                               vb_map_filter_get_value (self->filter, self->facet, value->value));
    }
  self->updating = FALSE;
  update_subtitle (self);
}

static void
ticked_cb (VbFacetRow *self,
           GParamSpec *pspec,
           VbCheckRow *row)
{
  guint i;

  if (self->updating || !g_ptr_array_find (self->rows, row, &i))
    return;
  vb_map_filter_set_value (self->filter, self->facet,
                           ((VbFacetValue *) self->values->pdata[i])->value,
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                           vb_check_row_get_active (row));
}

/* ------------------------------------------------------------------ values */

static void
clear (VbFacetRow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static char *
dup_words (VbFacet             facet,
           const VbFacetValue *value)
{
  return vb_facet_value_words (facet, value->value, vb_words_term (value->name, value->name_en));
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  VbFacet facet = ((VbFacetRow *) user_data)->facet;
  const VbFacetValue *first = *(VbFacetValue *const *) a;
  const VbFacetValue *second = *(VbFacetValue *const *) b;
  g_autofree char *one = dup_words (facet, first);
  g_autofree char *two = dup_words (facet, second);

  return g_utf8_collate (one, two);
}

static void
add_value (VbFacetRow   *self,
           VbFacetValue *value)
{
  g_autofree char *title = dup_words (self->facet, value);
  g_autofree char *count = g_strdup_printf (ngettext ("%u service", "%u services", value->count),
                                            value->count);
  GtkWidget *row = vb_plain_row (VB_TYPE_CHECK_ROW, "title", title, "subtitle", count, NULL);

  g_signal_connect_object (row, "notify::active", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

/* Needs, domains and dimensions keep the order of their list; the rest goes by name. */
static gboolean
has_own_order (VbFacet facet)
{
  return facet == VB_FACET_NEED || facet == VB_FACET_AREA;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbFacetRow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) values = vb_search_list_facet_finish (VB_STORE (source), result, &error);

  /* Without its values the list can still be searched; the row just stays away. */
  if (values == NULL || vb_call_is_over (call))
    return;
  clear (self);
  if (!has_own_order (self->facet))
    g_ptr_array_sort_with_data (values, compare_names, self);
  self->values = g_steal_pointer (&values);
  for (guint i = 0; i < self->values->len; i++)
    add_value (self, self->values->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->values->len > 0);
  filter_changed_cb (self);
}

void
vb_facet_row_load (VbFacetRow   *self,
                   VbStore      *store,
                   GCancellable *cancellable)
{
  g_return_if_fail (VB_IS_FACET_ROW (self));

  if (store == NULL)
    clear (self);
  else
    vb_search_list_facet_async (store, self->facet, cancellable, listed_cb,
                                vb_call_new (self, cancellable));
}

/* ------------------------------------------------------------------ object */

static void
vb_facet_row_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  VbFacetRow *self = VB_FACET_ROW (object);

  switch (id)
    {
    case PROP_FACET:
      g_value_set_uint (value, self->facet);
      break;
    case PROP_FILTER:
      g_value_set_object (value, self->filter);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_facet_row_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  VbFacetRow *self = VB_FACET_ROW (object);

  switch (id)
    {
    case PROP_FACET:
      self->facet = g_value_get_uint (value);
      break;
    case PROP_FILTER:
      if (g_set_object (&self->filter, g_value_get_object (value)) && self->filter != NULL)
        g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self,
                                 G_CONNECT_SWAPPED);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_facet_row_dispose (GObject *object)
{
  VbFacetRow *self = VB_FACET_ROW (object);

  if (self->rows != NULL)
    g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (vb_facet_row_parent_class)->dispose (object);
}

static void
vb_facet_row_finalize (GObject *object)
{
  VbFacetRow *self = VB_FACET_ROW (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_facet_row_parent_class)->finalize (object);
}

static void
vb_facet_row_class_init (VbFacetRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vb_facet_row_get_property;
  object_class->set_property = vb_facet_row_set_property;
  object_class->dispose = vb_facet_row_dispose;
  object_class->finalize = vb_facet_row_finalize;

  properties[PROP_FACET] = g_param_spec_uint ("facet", NULL, NULL, 0, VB_N_FACETS - 1, 0,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILTER] = g_param_spec_object ("filter", NULL, NULL, VB_TYPE_MAP_FILTER,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
title_changed_cb (VbFacetRow *self)
{
  vb_accessible_name_lists (GTK_WIDGET (self),
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
vb_facet_row_init (VbFacetRow *self)
{
  self->rows = g_ptr_array_new ();
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
