/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-date-field.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "app/vb-words.h"
#include "core/base/vb-time.h"

struct _VbDateField
{
  VbField parent_instance;

  GtkEntry *entry;
  GtkPopover *popover;
  GtkCalendar *calendar;

  gboolean opening; /* the calendar follows the field, nobody picked */
};

G_DEFINE_FINAL_TYPE (VbDateField, vb_date_field, VB_TYPE_FIELD)

/* (transfer full): 31-12-2026, 31/12/2026 and 31.12.2026 as records write it */
static char *
read_date (const char *text)
{
  g_autofree char *clean = g_strstrip (g_strdup (text));
  g_autoptr(GRegex) regex = g_regex_new ("^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})$", 0, 0,
                                         NULL);
  g_autoptr(GMatchInfo) match = NULL;

  if (g_regex_match (regex, clean, 0, &match))
    {
      g_autofree char *day = g_match_info_fetch (match, 1);
      g_autofree char *month = g_match_info_fetch (match, 2);
      g_autofree char *year = g_match_info_fetch (match, 3);

      return g_strdup_printf ("%s-%02d-%02d", year, atoi (month), atoi (day));
    }
  return g_steal_pointer (&clean);
}

static void
changed_cb (VbDateField *self)
{
  g_autofree char *date = read_date (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  vb_field_store (VB_FIELD (self), date);
}

static void
picked_cb (VbDateField *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  if (self->opening)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_popover_popdown (self->popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
open_cb (VbDateField *self)
{
  g_autofree char *date = read_date (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr(GDateTime) day = vb_time_is_date (date)
                             ? g_date_time_new_local (atoi (date), atoi (date + 5), atoi (date + 8),
                                                      12, 0, 0)
                             : g_date_time_new_now_local ();

  self->opening = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->opening = FALSE;
  gtk_popover_popup (self->popover);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  open_cb (VB_DATE_FIELD (widget));
}

static char *
vb_date_field_dup_words (VbField    *field,
                         const char *value)
{
  return vb_words_date (value);
}

static void
vb_date_field_show_value (VbField    *field,
                          const char *value)
{
  VbDateField *self = VB_DATE_FIELD (field);
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  const char *text = value != NULL ? value : "";

  if (g_strcmp0 (text, gtk_editable_get_text (editable)) != 0)
    gtk_editable_set_text (editable, text);
}

static void
vb_date_field_class_init (VbDateFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VbFieldClass *field_class = VB_FIELD_CLASS (klass);

  field_class->show_value = vb_date_field_show_value;
  field_class->dup_words = vb_date_field_dup_words;

  gtk_widget_class_install_action (widget_class, "edit-date.open", NULL, open_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-date-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDateField, entry);
  gtk_widget_class_bind_template_child (widget_class, VbDateField, popover);
  gtk_widget_class_bind_template_child (widget_class, VbDateField, calendar);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
}

static void
vb_date_field_init (VbDateField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
