/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-function-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/social-map/vb-contact-line.h"
#include "app/social-map/vb-report-button.h"
#include "app/social-map/vb-report-mark.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-time.h"

struct _VbFunctionRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *holder_label;
  GtkLabel *detail_label;
  GtkWidget *today_box;
  GtkLabel *today_label;
  GtkLabel *hours_label;
  GtkBox *lines;
  GtkWidget *refer_button;
  VbReportMark *mark;
  VbReportButton *report;

  char *id;
};

G_DEFINE_FINAL_TYPE (VbFunctionRow, vb_function_row, GTK_TYPE_LIST_BOX_ROW)

static void
vb_function_row_finalize (GObject *object)
{
  g_free (VB_FUNCTION_ROW (object)->id);

  G_OBJECT_CLASS (vb_function_row_parent_class)->finalize (object);
}

static void
vb_function_row_class_init (VbFunctionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_function_row_finalize;

  g_type_ensure (VB_TYPE_REPORT_BUTTON);
  g_type_ensure (VB_TYPE_REPORT_MARK);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-function-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, holder_label);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, today_box);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, today_label);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, hours_label);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, lines);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, refer_button);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, mark);
  gtk_widget_class_bind_template_child (widget_class, VbFunctionRow, report);
}

static void
vb_function_row_init (VbFunctionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ------------------------------------------------------------------ words */

static char *
dup_deputy (VbEntity *contact)
{
  VbEntity *deputy = vb_entity_get_reference (contact, "vb_deputy_id");
  g_autofree char *today = vb_time_today ();
  const char *name = NULL;

  if (deputy == NULL)
    return NULL;
  if (vb_entity_get_holder (deputy, today, &name) == VB_HOLDER_PRESENT && name != NULL)
    return g_strdup_printf ("%s (%s)", name, vb_entity_get_name (deputy));
  return g_strdup (vb_entity_get_name (deputy));
}

/* (nullable): the last day of who has the function today, when that is known */
static const char *
find_last_day (VbEntity   *contact,
               const char *today)
{
  GListModel *holders = vb_entity_get_children (contact, VB_TABLE_HOLDER);

  for (guint i = 0; i < g_list_model_get_n_items (holders); i++)
    {
      g_autoptr(VbEntity) holder = g_list_model_get_item (holders, i);
      const char *from = vb_entity_get (holder, "valid_from");
      const char *to = vb_entity_get (holder, "valid_to");

      if ((from == NULL || strcmp (from, today) <= 0) && to != NULL && strcmp (to, today) >= 0)
        return to;
    }
  return NULL;
}

/* "Piet Jansen, until and including today" */
static char *
dup_present (VbEntity   *contact,
             const char *name,
             const char *today)
{
  const char *last = find_last_day (contact, today);
  g_autofree char *date = NULL;

  if (last == NULL || name == NULL)
    return g_strdup (name);
  if (g_str_equal (last, today))
    /* Translators: the name of somebody who leaves */
    return g_strdup_printf (_("%s, until and including today"), name);
  date = vb_words_date (last);
  /* Translators: the name of somebody who leaves, then the last day: a date */
  return g_strdup_printf (_("%s, until and including %s"), name, date);
}

/* Who fills the function today; when nobody does, whom to turn to. */
static char *
dup_holder (VbEntity *contact,
            gboolean *vacant)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *deputy = NULL;
  const char *name = NULL;

  *vacant = vb_entity_get_holder (contact, today, &name) == VB_HOLDER_VACANT;
  if (!*vacant)
    return dup_present (contact, name, today);
  deputy = dup_deputy (contact);
  if (deputy != NULL)
    /* Translators: who stands in for a function that nobody fills */
    return g_strdup_printf (_("Vacant now. Deputy: %s"), deputy);
  return g_strdup (_("Vacant now. Ask the organisation."));
}

static const char *
means_words (const char *kind,
             const char *means)
{
  if (g_strcmp0 (means, "phone") == 0)
    return _("By phone");
  if (g_strcmp0 (means, "video") == 0)
    return _("By video");
  return g_strcmp0 (kind, "presence") == 0 ? _("Surgery on site") : _("Available");
}

/* "By phone: Monday to Friday, 08:00–10:30", a line each */
static char *
dup_hours (VbEntity *contact)
{
  GListModel *list = vb_entity_get_children (contact, VB_TABLE_AVAILABILITY);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) item = g_list_model_get_item (list, i);
      VbEntity *location = vb_entity_get_reference (item, "location_id");
      const char *place = vb_entity_get (item, "place");
      const char *note = vb_entity_get (item, "note");
      g_autofree char *hours = vb_words_hours (item);

      if (hours == NULL)
        continue;
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "",
                              means_words (vb_entity_get (item, "kind"),
                                           vb_entity_get (item, "means")),
                              hours);
      if (place != NULL)
        g_string_append_printf (text, ", %s", place);
      if (location != NULL)
        g_string_append_printf (text, ", %s", vb_entity_get_name (location));
      if (note != NULL)
        g_string_append_printf (text, " (%s)", note);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* What else there is to know: fixed contact, department, mandate. */
static char *
dup_detail (VbEntity *contact)
{
  const char *fixed = vb_entity_get (contact, "vb_fixed_contact");
  const char *const parts[] = {
    g_strcmp0 (fixed, "1") == 0 ? _("Fixed contact") : NULL,
    vb_entity_get (contact, "department"),
    vb_entity_get (contact, "vb_mandate"),
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
dup_phone_detail (VbEntity *phone)
{
  const char *extension = vb_entity_get (phone, "extension");
  const char *description = vb_entity_get (phone, "description");

  if (extension == NULL)
    return g_strdup (description);
  if (description == NULL)
    return g_strdup_printf (_("Extension %s"), extension);
  return g_strdup_printf (_("Extension %s. %s"), extension, description);
}

char *
vb_function_dup_text (VbEntity *contact)
{
  GListModel *phones = vb_entity_get_children (contact, VB_TABLE_PHONE);
  g_autoptr(GString) text = g_string_new (vb_entity_get_name (contact));
  g_autofree char *holder = NULL;
  gboolean vacant;

  holder = dup_holder (contact, &vacant);
  if (holder != NULL)
    g_string_append_printf (text, "\n%s", holder);
  for (guint i = 0; i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);

      if (vb_entity_get (phone, "number") != NULL)
        g_string_append_printf (text, "\n%s", vb_entity_get (phone, "number"));
    }
  if (vb_entity_get (contact, "email") != NULL)
    g_string_append_printf (text, "\n%s", vb_entity_get (contact, "email"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ------------------------------------------------------------------ showing */

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
add_lines (VbFunctionRow *self,
           VbEntity      *contact)
{
  GListModel *phones = vb_entity_get_children (contact, VB_TABLE_PHONE);

  for (guint i = 0; i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);
      g_autofree char *detail = dup_phone_detail (phone);

      if (vb_entity_get (phone, "number") != NULL)
        gtk_box_append (self->lines, vb_contact_line_new (VB_CONTACT_PHONE,
                                                          vb_entity_get (phone, "number"),
                                                          detail));
    }
  if (vb_entity_get (contact, "email") != NULL)
    gtk_box_append (self->lines, vb_contact_line_new (VB_CONTACT_MAIL,
                                                      vb_entity_get (contact, "email"), NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->lines),
                          gtk_widget_get_first_child (GTK_WIDGET (self->lines)) != NULL);
}

GtkWidget *
vb_function_row_new (VbEntity *contact)
{
  VbFunctionRow *self = g_object_new (VB_TYPE_FUNCTION_ROW, NULL);
  const char *title = vb_entity_get (contact, "title");
  g_autofree char *today = vb_words_here_today (contact);
  g_autofree char *hours = dup_hours (contact);
  g_autofree char *detail = dup_detail (contact);
  g_autofree char *holder = NULL;
  g_autofree char *label = NULL;
  g_autofree char *refer = NULL;
  gboolean vacant;

  if (title == NULL)
    title = _("Contact");
  holder = dup_holder (contact, &vacant);
  gtk_label_set_text (self->title_label, title);
  show_text (self->holder_label, holder);
  if (vacant)
    gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
  show_text (self->detail_label, detail);
  gtk_label_set_text (self->today_label, today == NULL ? "" : today);
  gtk_widget_set_visible (self->today_box, today != NULL && !vacant);
  show_text (self->hours_label, hours);
  add_lines (self, contact);
  self->id = g_strdup (vb_entity_get_id (contact));
  vb_report_button_set_target (self->report, contact, NULL, title);
  label = holder == NULL ? g_strdup (title) : g_strdup_printf (_("%s: %s"), title, holder);
  vb_accessible_set_label (GTK_WIDGET (self), label);
  /* Translators: %s is a function */
  refer = g_strdup_printf (_("Refer to %s"), title);
  vb_accessible_set_label (self->refer_button, refer);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->refer_button), "s", self->id);
  return GTK_WIDGET (self);
}

gboolean
vb_function_row_is_busy (VbFunctionRow *self)
{
  g_return_val_if_fail (VB_IS_FUNCTION_ROW (self), FALSE);

  return vb_report_button_is_open (self->report);
}

const char *
vb_function_row_get_id (VbFunctionRow *self)
{
  g_return_val_if_fail (VB_IS_FUNCTION_ROW (self), NULL);

  return self->id;
}

void
vb_function_row_mark (VbFunctionRow *self,
                      GPtrArray     *reports)
{
  g_return_if_fail (VB_IS_FUNCTION_ROW (self));

  vb_report_mark_show (self->mark, reports, self->id, NULL, NULL);
}

void
vb_function_row_point (VbFunctionRow *self)
{
  g_return_if_fail (VB_IS_FUNCTION_ROW (self));

  gtk_widget_add_css_class (GTK_WIDGET (self), "pointed");
  if (!gtk_widget_child_focus (GTK_WIDGET (self->lines), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
