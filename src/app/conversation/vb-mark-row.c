/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-mark-row.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-layout.h"

#define MARKS 11

struct _VbMarkRow
{
  GtkBox parent_instance;

  GtkLabel *title_label;
  GtkLabel *help_label;
  GtkWidget *marks;
  GtkToggleButton *unknown_button;
  GtkToggleButton *rather_not_button;
  GtkToggleButton *first_button;
  GtkCheckButton *talk_check;
  GtkLabel *talk_label;

  GtkToggleButton *buttons[MARKS]; /* %NULL: a mark that cannot be given */
  char *item;
  char *title;
  int other; /* a mark that was given and has no button; -1: none */
  gboolean showing;
};

enum
{
  ANSWERED,
  PREFERRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbMarkRow, vb_mark_row, GTK_TYPE_BOX)

static void
toggled_cb (VbMarkRow *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[ANSWERED], 0);
}

/* Of two that change places, the one that goes out says nothing. */
static void
mark_toggled_cb (GtkToggleButton *button,
                 VbMarkRow       *self)
{
  if (gtk_toggle_button_get_active (button))
    toggled_cb (self);
}

/* The same for a skip. */
static void
skip_toggled_cb (VbMarkRow       *self,
                 GtkToggleButton *button)
{
  mark_toggled_cb (button, self);
}

static void
first_cb (VbMarkRow *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[PREFERRED], 0);
}

static gboolean
key_cb (VbMarkRow       *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  state)
{
  int mark = -1;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    mark = keyval - GDK_KEY_0;
  else if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    mark = keyval - GDK_KEY_KP_0;
  else if (keyval == GDK_KEY_End)
    mark = 10;
  if (mark < 0 || self->buttons[mark] == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_toggle_button_set_active (self->buttons[mark], TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->buttons[mark]));
  return GDK_EVENT_STOP;
}

static void
add_mark (VbMarkRow *self,
          guint      mark)
{
  g_autofree char *text = g_strdup_printf ("%u", mark);
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->unknown_button);
  gtk_widget_add_css_class (button, "numeric");
  g_signal_connect_object (button, "toggled", G_CALLBACK (mark_toggled_cb), self, 0);
  gtk_box_append (GTK_BOX (self->marks), button);
  self->buttons[mark] = GTK_TOGGLE_BUTTON (button);
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_mark_row_grab_focus (GtkWidget *widget)
{
  VbMarkRow *self = VB_MARK_ROW (widget);

  for (guint i = 0; i < MARKS; i++)
    if (self->buttons[i] != NULL && gtk_toggle_button_get_active (self->buttons[i]))
      return gtk_widget_grab_focus (GTK_WIDGET (self->buttons[i]));
  return gtk_widget_grab_focus (gtk_widget_get_first_child (self->marks));
}

static void
vb_mark_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_MARK_ROW);

  G_OBJECT_CLASS (vb_mark_row_parent_class)->dispose (object);
}

static void
vb_mark_row_finalize (GObject *object)
{
  g_free (VB_MARK_ROW (object)->item);
  g_free (VB_MARK_ROW (object)->title);

  G_OBJECT_CLASS (vb_mark_row_parent_class)->finalize (object);
}

static void
vb_mark_row_class_init (VbMarkRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_mark_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_mark_row_finalize;
  widget_class->grab_focus = vb_mark_row_grab_focus;

  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PREFERRED] = g_signal_new ("preferred", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-mark-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMarkRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbMarkRow, help_label);
  gtk_widget_class_bind_template_child (widget_class, VbMarkRow, marks);
  gtk_widget_class_bind_template_child (widget_class, VbMarkRow, unknown_button);
  gtk_widget_class_bind_template_child (widget_class, VbMarkRow, rather_not_button);
  gtk_widget_class_bind_template_child (widget_class, VbMarkRow, first_button);
  gtk_widget_class_bind_template_child (widget_class, VbMarkRow, talk_check);
  gtk_widget_class_bind_template_child (widget_class, VbMarkRow, talk_label);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
vb_mark_row_init (VbMarkRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->other = -1;
}

GtkWidget *
vb_mark_row_new (const VbInstrument     *instrument,
                 const VbInstrumentItem *item)
{
  VbMarkRow *self = g_object_new (VB_TYPE_MARK_ROW, NULL);

  self->item = g_strdup (item->id);
  for (guint mark = 0; mark < MARKS; mark++)
    if ((item->marks & 1u << mark) != 0)
      add_mark (self, mark);
  gtk_widget_set_visible (GTK_WIDGET (self->talk_check), item->talk);
  return GTK_WIDGET (self);
}

const char *
vb_mark_row_get_item (VbMarkRow *self)
{
  return self->item;
}

static void
name_marks (VbMarkRow  *self,
            const char *title)
{
  for (guint mark = 0; mark < MARKS; mark++)
    if (self->buttons[mark] != NULL)
      {
        /* Translators: a mark, then what it is given to */
        g_autofree char *label = g_strdup_printf (_("%u, %s"), mark, title);

        vb_accessible_set_label (GTK_WIDGET (self->buttons[mark]), label);
      }
}

static void
name_button (GtkToggleButton *button,
             const char      *title)
{
  /* Translators: what a button says, then the question that it belongs to */
  g_autofree char *label = g_strdup_printf (_("%s, %s"),
                                            gtk_button_get_label (GTK_BUTTON (button)), title);

  vb_accessible_set_label (GTK_WIDGET (button), label);
}

/* With the mark, when no button is there to be down for it. */
static void
show_title (VbMarkRow *self)
{
  g_autofree char *text = self->other < 0 ? g_strdup (self->title)
                          : g_strdup_printf ("%s: \u200e%d/10", self->title, self->other);

  gtk_label_set_label (self->title_label, text);
}

void
vb_mark_row_set_language (VbMarkRow          *self,
                          const VbInstrument *instrument,
                          const char         *language)
{
  const VbInstrumentItem *item = vb_instrument_find_item (instrument, self->item);
  const char *title = vb_instrument_get_words (instrument, item->title, language);
  const char *help = vb_instrument_get_words (instrument, item->help, language);
  const char *talk = item->talk ? vb_instrument_get_words (instrument, item->talk_words, language)
                                : NULL;

  g_free (self->title);
  self->title = g_strdup (title);
  show_title (self);
  gtk_label_set_label (self->help_label, help != NULL ? help : "");
  gtk_widget_set_visible (GTK_WIDGET (self->help_label), help != NULL);
  gtk_label_set_label (self->talk_label, talk != NULL ? talk : "");
  name_marks (self, title);
  name_button (self->unknown_button, title);
  name_button (self->rather_not_button, title);
  name_button (self->first_button, title);
}

void
vb_mark_row_show (VbMarkRow      *self,
                  const VbAnswer *answer,
                  gboolean        first)
{
  const char *skipped = answer != NULL ? answer->skipped : NULL;

  self->showing = TRUE;
  for (int mark = 0; mark < MARKS; mark++)
    if (self->buttons[mark] != NULL)
      gtk_toggle_button_set_active (self->buttons[mark], answer != NULL && answer->mark == mark);
  gtk_toggle_button_set_active (self->unknown_button, g_strcmp0 (skipped, "unknown") == 0);
  gtk_toggle_button_set_active (self->rather_not_button, g_strcmp0 (skipped, "rather-not") == 0);
  gtk_check_button_set_active (self->talk_check, answer != NULL && answer->talk);
  gtk_toggle_button_set_active (self->first_button, first);
  self->showing = FALSE;
  self->other = answer != NULL && answer->mark >= 0 && answer->mark < MARKS
                && self->buttons[answer->mark] == NULL
                ? (int) answer->mark : -1;
  show_title (self);
}

void
vb_mark_row_collect (VbMarkRow *self,
                     VbAnswer  *answer)
{
  vb_answer_set_mark (answer, self->other >= 0 ? self->other : VB_NO_NUMBER);
  for (guint mark = 0; mark < MARKS; mark++)
    if (self->buttons[mark] != NULL && gtk_toggle_button_get_active (self->buttons[mark]))
      vb_answer_set_mark (answer, mark);
  if (gtk_toggle_button_get_active (self->unknown_button))
    vb_answer_skip (answer, "unknown");
  else if (gtk_toggle_button_get_active (self->rather_not_button))
    vb_answer_skip (answer, "rather-not");
  answer->talk = gtk_check_button_get_active (self->talk_check);
}

gboolean
vb_mark_row_is_first (VbMarkRow *self)
{
  return gtk_toggle_button_get_active (self->first_button);
}

