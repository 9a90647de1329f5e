/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-area-part.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/edit/vb-record-list.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-popover.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-time.h"
#include "core/store/vb-search.h"

struct _VbAreaPart
{
  GtkBox parent_instance;

  GtkWidget *areas;
  GtkWidget *button;
  GtkPopover *popover;
  GtkEditable *entry;
  GtkWidget *scroller;
  GtkListBox *list;
  GtkLabel *help;
  GtkButton *code_button;

  VbEditForm *form;
  VbEntity *entity;
  GPtrArray *known; /* (nullable): of VbFacetValue, as the rows of the list */
  GCancellable *cancellable;
};

static void vb_area_part_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbAreaPart, vb_area_part, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_area_part_part_init))

gboolean
vb_area_is_code (const char *text)
{
  return g_regex_match_simple ("^(GM[0-9]{4}|WK[0-9]{6}|BU[0-9]{8})$", text,
                               G_REGEX_CASELESS | G_REGEX_DOLLAR_ENDONLY, 0);
}

static char *
dup_typed (VbAreaPart *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

/* ------------------------------------------------------------------ adding */

/* @code, @name: one of them may be %NULL */
static void
add_area (VbAreaPart *self,
          const char *code,
          const char *name)
{
  g_autofree char *upper = code == NULL ? NULL : g_ascii_strup (code, -1);
  g_autofree char *today = vb_time_today ();
  GListModel *areas = vb_entity_get_children (self->entity, VB_TABLE_SERVICE_AREA);
  VbEntity *area;

  gtk_popover_popdown (self->popover);
  gtk_widget_grab_focus (self->button);
  for (guint i = 0; i < g_list_model_get_n_items (areas); i++)
    {
      g_autoptr(VbEntity) other = g_list_model_get_item (areas, i);

      if (g_strcmp0 (vb_entity_get (other, "extent"), upper) == 0
          && (upper != NULL || g_strcmp0 (vb_entity_get (other, "name"), name) == 0))
        return;
    }
  area = vb_entity_new (VB_TABLE_SERVICE_AREA);
  vb_entity_set (area, "name", name);
  vb_entity_set (area, "extent", upper);
  if (upper != NULL && vb_area_is_code (upper))
    {
      const char *kind = g_str_has_prefix (upper, "GM")   ? "gemeente"
                         : g_str_has_prefix (upper, "WK") ? "wijk" : "buurt";
      g_autofree char *type = g_strdup_printf ("cbs-%s-%.4s", kind, today);
      g_autofree char *uri = g_strdup_printf ("urn:cbs:%.4s:%s", today, upper);

      vb_entity_set (area, "extent_type", type);
      vb_entity_set (area, "uri", uri);
    }
  vb_entity_take_child (self->entity, area);
}

static void
code_cb (VbAreaPart *self)
{
  g_autofree char *code = dup_typed (self);

  if (vb_area_is_code (code))
    add_area (self, code, NULL);
  else if (*code != '\0')
    add_area (self, NULL, code);
}

static void
row_activated_cb (VbAreaPart    *self,
                  GtkListBoxRow *row)
{
  VbFacetValue *value = g_ptr_array_index (self->known, gtk_list_box_row_get_index (row));
  g_autofree char *code = g_strdup (value->value);
  g_autofree char *name = g_strdup (value->name);

  add_area (self, code, name);
}

static void
activated_cb (VbAreaPart *self)
{
  g_autofree char *typed = dup_typed (self);
  GtkListBoxRow *row = NULL;

  if (vb_area_is_code (typed))
    {
      code_cb (self);
      return;
    }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        row_activated_cb (self, row);
        return;
      }
  code_cb (self);
}

/* ------------------------------------------------------------------ the list */

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       user_data)
{
  VbAreaPart *self = user_data;
  g_autofree char *typed = dup_typed (self);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);
  VbFacetValue *value = g_ptr_array_index (self->known, gtk_list_box_row_get_index (row));
  g_autofree char *name = g_utf8_casefold (value->name != NULL ? value->name : "", -1);
  g_autofree char *code = g_utf8_casefold (value->value, -1);

  return strstr (name, wanted) != NULL || strstr (code, wanted) != NULL;
}

static gboolean
is_known (VbAreaPart *self,
          const char *typed)
{
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  for (guint i = 0; self->known != NULL && i < self->known->len; i++)
    {
      VbFacetValue *value = g_ptr_array_index (self->known, i);
      g_autofree char *name = g_utf8_casefold (value->name != NULL ? value->name : "", -1);
      g_autofree char *code = g_utf8_casefold (value->value, -1);

      if (g_str_equal (name, wanted) || g_str_equal (code, wanted))
        return TRUE;
    }
  return FALSE;
}

static void
typed_cb (VbAreaPart *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean code = vb_area_is_code (typed);
  g_autofree char *upper = code ? g_ascii_strup (typed, -1) : NULL;
  /* Translators: %s is the code of an area (WK034410), or its name */
  g_autofree char *label = g_strdup_printf (_("Add %s"), code ? upper : typed);

  if (self->known != NULL)
    gtk_list_box_invalidate_filter (self->list);
  gtk_widget_set_visible (GTK_WIDGET (self->code_button),
                          *typed != '\0' && !is_known (self, typed));
  gtk_button_set_label (self->code_button, label);
}

static void
show_known (VbAreaPart *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->known->len; i++)
    {
      VbFacetValue *value = g_ptr_array_index (self->known, i);

      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     value->name != NULL ? value->name : value->value);
      if (value->name != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value->value);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_list_box_append (self->list, row);
    }
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_widget_set_visible (self->scroller, self->known->len > 0);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbAreaPart) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) known = vb_search_list_facet_finish (VB_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  if (known == NULL)
    {
      gtk_label_set_label (self->help, vb_error_title (error));
      return;
    }
  gtk_list_box_set_filter_func (self->list, NULL, NULL, NULL);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  self->known = g_steal_pointer (&known);
  show_known (self);
}

static void
open_cb (VbAreaPart *self)
{
  if (self->form == NULL)
    return;
  vb_search_list_facet_async (vb_edit_form_get_store (self->form), VB_FACET_AREA,
                              self->cancellable, listed_cb, g_object_ref (self));
  gtk_editable_set_text (self->entry, "");
  gtk_popover_popup (self->popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* ------------------------------------------------------------------ part */

static void
vb_area_part_bind (VbEditPart *part,
                   VbEditForm *form,
                   VbEntity   *entity)
{
  VbAreaPart *self = VB_AREA_PART (part);

  g_set_object (&self->form, form);
  g_set_object (&self->entity, entity);
  vb_edit_part_bind (VB_EDIT_PART (self->areas), form, entity);
}

static void
vb_area_part_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_area_part_bind;
}

static void
vb_area_part_dispose (GObject *object)
{
  VbAreaPart *self = VB_AREA_PART (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_box_set_filter_func (self->list, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_AREA_PART);
  g_clear_object (&self->form);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->known, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_area_part_parent_class)->dispose (object);
}

static void
vb_area_part_finalize (GObject *object)
{
  g_object_unref (VB_AREA_PART (object)->cancellable);

  G_OBJECT_CLASS (vb_area_part_parent_class)->finalize (object);
}

static void
vb_area_part_class_init (VbAreaPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VB_TYPE_RECORD_LIST);
  G_OBJECT_CLASS (klass)->dispose = vb_area_part_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_area_part_finalize;
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-area-part.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAreaPart, areas);
  gtk_widget_class_bind_template_child (widget_class, VbAreaPart, button);
  gtk_widget_class_bind_template_child (widget_class, VbAreaPart, popover);
  gtk_widget_class_bind_template_child (widget_class, VbAreaPart, entry);
  gtk_widget_class_bind_template_child (widget_class, VbAreaPart, scroller);
  gtk_widget_class_bind_template_child (widget_class, VbAreaPart, list);
  gtk_widget_class_bind_template_child (widget_class, VbAreaPart, help);
  gtk_widget_class_bind_template_child (widget_class, VbAreaPart, code_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_cb);
}

static void
vb_area_part_init (VbAreaPart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_popover_keep_narrow (self->popover);
  self->cancellable = g_cancellable_new ();
}
