/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-date-field.h"

#include <glib/gi18n.h>

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

/* (transfer full): 31-12-2026, 31/12/26 and so on as records write it; other text as it is */
static char *
read_date (const char *text)
{
  g_autofree char *clean = g_strstrip (g_strdup (text));
  g_autoptr(GRegex) regex = g_regex_new ("^([0-9]{1,2}[-/. ][0-9]{1,2}[-/. ])([0-9]{2})$", 0, 0,
                                         NULL);
  g_autofree char *whole = g_regex_replace (regex, clean, -1, 0, "\\g<1>20\\2", 0, NULL);
  char *date = vb_time_dup_date (whole);

  return date != NULL ? date : g_steal_pointer (&clean);
}

/* (transfer full) (nullable): on the day itself in every time zone */
static GDateTime *
noon_of (const char *date)
{
  GDate day;

  if (!vb_time_read_date (date, &day))
    return NULL;
  return g_date_time_new_local (g_date_get_year (&day), g_date_get_month (&day),
                                g_date_get_day (&day), 12, 0, 0);
}

/* (transfer full): the other way round */
static char *
write_date (const char *date)
{
  g_autoptr(GDateTime) day = noon_of (date);

  if (day == NULL)
    return g_strdup (date);
  /* Translators: a date as one types it, as g_date_time_format() takes it: 2026-12-31. What is
   * typed may also be day, month and year with dashes, slashes, points or spaces between. */
  return g_date_time_format (day, _("%Y-%m-%d"));
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
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  g_autofree char *text = write_date (date);

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
  g_autoptr(GDateTime) day = noon_of (date);

  if (day == NULL)
    day = g_date_time_new_now_local ();
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
  g_autofree char *text = value != NULL ? write_date (value) : g_strdup ("");

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
