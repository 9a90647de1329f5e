/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-rhythm-part.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/edit/vb-date-field.h"
#include "app/edit/vb-rhythm.h"
#include "app/edit/vb-text-field.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-layout.h"

#define N_DAYS 7
#define N_NTHS 5

struct _VbRhythmPart
{
  GtkBox parent_instance;

  GtkDropDown *kind;
  GtkWidget *weeks_box;
  GtkSpinButton *weeks;
  GtkWidget *start;
  GtkWidget *nths_box;
  GtkBox *nths;
  GtkWidget *days_box;
  GtkBox *days;
  GtkLabel *error;
  GtkWidget *times;
  GtkWidget *closed_hint;
  GtkToggleButton *day_buttons[N_DAYS];
  GtkToggleButton *nth_buttons[N_NTHS];

  VbEditForm *form;
  VbEntity *entity;
  VbRhythm rhythm;
  gulong edited_id;
  gulong checked_id;
  gulong point_id;
  gboolean showing; /* the widgets follow the record */
  gboolean writing; /* the record follows the widgets */
};

static void vb_rhythm_part_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbRhythmPart, vb_rhythm_part, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_rhythm_part_part_init))

/* ------------------------------------------------------------------ showing */

static void
show_kind (VbRhythmPart *self)
{
  VbRhythmKind kind = self->rhythm.kind;
  gboolean repeats = kind != VB_RHYTHM_CLOSED && kind != VB_RHYTHM_OTHER;

  gtk_widget_set_visible (self->weeks_box, kind == VB_RHYTHM_EVERY_WEEKS);
  gtk_widget_set_visible (self->start, kind == VB_RHYTHM_EVERY_WEEKS);
  gtk_widget_set_visible (self->nths_box, kind == VB_RHYTHM_MONTHLY);
  gtk_widget_set_visible (self->days_box, repeats);
  gtk_widget_set_visible (self->times, kind != VB_RHYTHM_CLOSED);
  gtk_widget_set_visible (self->closed_hint, kind == VB_RHYTHM_CLOSED);
}

static void
show_rhythm (VbRhythmPart *self)
{
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->kind, self->rhythm.kind);
  gtk_spin_button_set_value (self->weeks, MAX (self->rhythm.weeks, 2));
  for (guint i = 0; i < N_DAYS; i++)
    gtk_toggle_button_set_active (self->day_buttons[i], (self->rhythm.days & 1u << i) != 0);
  for (guint i = 0; i < N_NTHS; i++)
    gtk_toggle_button_set_active (self->nth_buttons[i], (self->rhythm.nths & 1u << i) != 0);
  show_kind (self);
  vb_accessible_set_drop_down_label (self->kind, _("How often"));
  self->showing = FALSE;
}

/* A closure does not come with availability, and "other" only where it is so already. */
static void
fill_kinds (VbRhythmPart *self)
{
  g_autoptr(GtkStringList) kinds = gtk_string_list_new (NULL);
  gboolean schedule = vb_entity_get_table (self->entity) == VB_TABLE_SCHEDULE;

  self->showing = TRUE;
  gtk_string_list_append (kinds, _("Every week"));
  gtk_string_list_append (kinds, _("Every few weeks"));
  gtk_string_list_append (kinds, _("Every month, on a day of the week"));
  if (schedule || self->rhythm.kind == VB_RHYTHM_OTHER)
    gtk_string_list_append (kinds, _("Closed for a period"));
  if (self->rhythm.kind == VB_RHYTHM_OTHER)
    gtk_string_list_append (kinds, _("As the source has it"));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds));
  self->showing = FALSE;
}

static void
checked_cb (VbRhythmPart *self)
{
  const char *message = vb_edit_form_find_error (self->form, self->entity, "byday");

  if (!vb_edit_form_is_revealed (self->form))
    message = NULL;
  gtk_label_set_label (self->error, message != NULL ? _(message) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->days), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message != NULL ? _(message) : "", -1);
}

static void
edited_cb (VbRhythmPart *self)
{
  VbRhythm now;

  if (self->writing)
    return;
  now = vb_rhythm_read (self->entity);
  /* A closure without its first day yet reads as anything: what was chosen stays. */
  if (self->rhythm.kind == VB_RHYTHM_CLOSED && now.kind == VB_RHYTHM_OTHER)
    return;
  if (memcmp (&now, &self->rhythm, sizeof now) == 0)
    return;
  self->rhythm = now;
  fill_kinds (self);
  show_rhythm (self);
}

static void
point_at_cb (VbRhythmPart *self,
             VbEntity     *entity,
             const char   *column)
{
  if (entity == self->entity && g_strcmp0 (column, "byday") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->day_buttons[0]));
}

/* ------------------------------------------------------------------ changing */

static void
write_rhythm (VbRhythmPart *self)
{
  self->writing = TRUE;
  vb_rhythm_write (&self->rhythm, self->entity);
  self->writing = FALSE;
}

static void
kind_cb (VbRhythmPart *self)
{
  guint kind;

  if (self->showing || self->entity == NULL)
    return;
  kind = gtk_drop_down_get_selected (self->kind);
  if (kind == GTK_INVALID_LIST_POSITION || kind == self->rhythm.kind)
    return;
  self->rhythm.kind = kind;
  if (kind == VB_RHYTHM_EVERY_WEEKS)
    self->rhythm.weeks = MAX (self->rhythm.weeks, 2);
  if (kind == VB_RHYTHM_MONTHLY && self->rhythm.nths == 0)
    self->rhythm.nths = 1;
  write_rhythm (self);
  show_rhythm (self);
}

static void
weeks_cb (VbRhythmPart *self)
{
  if (self->showing || self->entity == NULL)
    return;
  self->rhythm.weeks = gtk_spin_button_get_value_as_int (self->weeks);
  write_rhythm (self);
}

static void
toggled_cb (VbRhythmPart *self)
{
  if (self->showing || self->entity == NULL)
    return;
  self->rhythm.days = 0;
  self->rhythm.nths = 0;
  for (guint i = 0; i < N_DAYS; i++)
    if (gtk_toggle_button_get_active (self->day_buttons[i]))
      self->rhythm.days |= 1u << i;
  for (guint i = 0; i < N_NTHS; i++)
    if (gtk_toggle_button_get_active (self->nth_buttons[i]))
      self->rhythm.nths |= 1u << i;
  write_rhythm (self);
}

/* ------------------------------------------------------------------ part */

static void
unbind (VbRhythmPart *self)
{
  g_clear_signal_handler (&self->edited_id, self->entity);
  g_clear_signal_handler (&self->checked_id, self->form);
  g_clear_signal_handler (&self->point_id, self->form);
  g_clear_object (&self->entity);
  g_clear_object (&self->form);
}

static void
vb_rhythm_part_bind (VbEditPart *part,
                     VbEditForm *form,
                     VbEntity   *entity)
{
  VbRhythmPart *self = VB_RHYTHM_PART (part);

  unbind (self);
  self->form = g_object_ref (form);
  self->entity = g_object_ref (entity);
  self->rhythm = vb_rhythm_read (entity);
  fill_kinds (self);
  show_rhythm (self);
  vb_edit_part_bind_all (GTK_WIDGET (self), form, entity);
  self->edited_id = g_signal_connect_swapped (entity, "edited", G_CALLBACK (edited_cb), self);
  self->checked_id = g_signal_connect_swapped (form, "checked", G_CALLBACK (checked_cb), self);
  self->point_id = g_signal_connect_swapped (form, "point-at", G_CALLBACK (point_at_cb), self);
}

static void
vb_rhythm_part_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_rhythm_part_bind;
}

/* ------------------------------------------------------------------ object */

static void
vb_rhythm_part_dispose (GObject *object)
{
  VbRhythmPart *self = VB_RHYTHM_PART (object);

  self->showing = TRUE;
  unbind (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_RHYTHM_PART);

  G_OBJECT_CLASS (vb_rhythm_part_parent_class)->dispose (object);
}

static void
vb_rhythm_part_class_init (VbRhythmPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VB_TYPE_DATE_FIELD);
  g_type_ensure (VB_TYPE_TEXT_FIELD);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  G_OBJECT_CLASS (klass)->dispose = vb_rhythm_part_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-rhythm-part.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, kind);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, weeks_box);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, weeks);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, start);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, nths_box);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, nths);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, days_box);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, days);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, error);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, times);
  gtk_widget_class_bind_template_child (widget_class, VbRhythmPart, closed_hint);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, weeks_cb);
}

static GtkToggleButton *
add_toggle (VbRhythmPart *self,
            GtkBox       *box,
            const char   *label,
            const char   *name)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  vb_accessible_set_label (GTK_WIDGET (button), name);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (box, button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
vb_rhythm_part_init (VbRhythmPart *self)
{
  const char *nths[N_NTHS] = { C_("weekday of the month", "first"),
                               C_("weekday of the month", "second"),
                               C_("weekday of the month", "third"),
                               C_("weekday of the month", "fourth"),
                               C_("weekday of the month", "last") };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_DAYS; i++)
    {
      /* 1 January 2024 was a Monday. */
      g_autoptr(GDateTime) day = g_date_time_new_utc (2024, 1, 1 + (int) i, 12, 0, 0);
      g_autofree char *abbreviated = g_date_time_format (day, "%a");
      g_autofree char *name = g_date_time_format (day, "%A");

      self->day_buttons[i] = add_toggle (self, self->days, abbreviated, name);
    }
  for (guint i = 0; i < N_NTHS; i++)
    self->nth_buttons[i] = add_toggle (self, self->nths, nths[i], nths[i]);
}
