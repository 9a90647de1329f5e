/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rights/vb-going-row.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"

struct _VbGoingRow
{
  AdwActionRow parent_instance;

  GtkWidget *propose_button;
  GtkWidget *confirm_button;
  GtkWidget *take_back_button;

  char *id;
  char *type;
  char *name;
  gboolean due;
};

enum
{
  PROPOSE,
  CONFIRM,
  TAKE_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbGoingRow, vb_going_row, ADW_TYPE_ACTION_ROW)

/* ------------------------------------------------------------------ words */

/* @message has one or two %s. */
static char *
fill_in (const char *message,
         const char *first,
         const char *second)
{
  g_auto(GStrv) parts = g_strsplit (message, "%s", 3);

  return g_strconcat (parts[0], first, parts[1], parts[2] != NULL ? second : "",
                      parts[2] != NULL ? parts[2] : "", NULL);
}

static char *
dup_rule (const VbGoing *going)
{
  g_autofree char *day = NULL;

  if (going->term.class == NULL)
    return g_strdup (going->name == NULL ? _("A conversation without a name is not kept") : NULL);
  day = vb_words_date (going->term.day);
  if (going->term.from == VB_TERM_WISH)
    return fill_in (_(vb_retention_get_rule (&going->term)), day, NULL);
  return fill_in (_(vb_retention_get_rule (&going->term)), _(going->term.class->title), day);
}

static void
append_line (GString    *text,
             const char *line)
{
  if (line != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_proposal (GString       *text,
                 const VbGoing *going)
{
  g_autofree char *when = vb_words_moment (going->proposed_at);
  /* Translators: a date, a name, a reason */
  g_autofree char *line = g_strdup_printf (_("Proposed on %s by %s: %s"), when, going->proposed_by,
                                           _(vb_destroy_reason_find (going->reason)->title));

  append_line (text, line);
  append_line (text, going->note);
  if (going->confirm_at > 0)
    {
      g_autofree char *from = vb_words_moment (going->confirm_at);
      g_autofree char *wait =
        g_strdup_printf (_("Somebody else can confirm it now, you from %s on"), from);

      append_line (text, wait);
    }
}

static char *
dup_subtitle (const VbGoing *going)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *rule = dup_rule (going);

  /* Of what goes for another reason, when it would have gone does not matter. */
  if (going->reason != NULL && g_strcmp0 (going->reason, VB_DESTROY_TERM) != 0)
    g_clear_pointer (&rule, g_free);
  else if (going->term.class != NULL)
    {
      g_autofree char *day = vb_words_date (going->term.until);
      g_autofree char *line = g_strdup_printf (going->due ? _("Must go since %s")
                                                          : _("Must go from %s"), day);

      append_line (text, line);
    }
  append_line (text, rule);
  if (going->reason != NULL)
    append_proposal (text, going);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_name (const VbGoing *going)
{
  g_autofree char *held = going->held_on != NULL ? vb_words_date (going->held_on) : NULL;

  if (going->name == NULL)
    return g_strdup_printf (_("Conversation without a name, %s"), held);
  if (g_str_equal (going->object_type, VB_DESTROY_LETTER))
    /* Translators: a name or a code, and a date */
    return g_strdup_printf (_("%s: the letter of %s"), going->name,
                            held != NULL ? held : _("no date"));
  if (g_str_equal (going->object_type, VB_DESTROY_CASE))
    /* Translators: the number of a case, and a date */
    return g_strdup_printf (_("Case %s of the meeting of %s"), going->name, held);
  if (held != NULL)
    /* Translators: a name, a date */
    return g_strdup_printf (_("%s: the conversation of %s"), going->name, held);
  return g_strdup (going->name);
}

/* ------------------------------------------------------------------ object */

static void
propose_cb (VbGoingRow *self)
{
  g_signal_emit (self, signals[PROPOSE], 0);
}

static void
confirm_cb (VbGoingRow *self)
{
  g_signal_emit (self, signals[CONFIRM], 0);
}

static void
take_back_cb (VbGoingRow *self)
{
  g_signal_emit (self, signals[TAKE_BACK], 0);
}

static void
vb_going_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_GOING_ROW);

  G_OBJECT_CLASS (vb_going_row_parent_class)->dispose (object);
}

static void
vb_going_row_finalize (GObject *object)
{
  VbGoingRow *self = VB_GOING_ROW (object);

  g_free (self->id);
  g_free (self->type);
  g_free (self->name);

  G_OBJECT_CLASS (vb_going_row_parent_class)->finalize (object);
}

static void
vb_going_row_class_init (VbGoingRowClass *klass)
{
  static const char *const names[] = { "propose", "confirm", "take-back" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_going_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_going_row_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/rights/vb-going-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbGoingRow, propose_button);
  gtk_widget_class_bind_template_child (widget_class, VbGoingRow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, VbGoingRow, take_back_button);
  gtk_widget_class_bind_template_callback (widget_class, propose_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
}

static void
vb_going_row_init (VbGoingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_going_row_new (const VbGoing *going)
{
  VbGoingRow *self = g_object_new (VB_TYPE_GOING_ROW, NULL);
  g_autofree char *subtitle = dup_subtitle (going);
  gboolean proposed = going->reason != NULL;
  /* What is nobody's goes in one step. */
  gboolean at_once = !proposed && going->name == NULL;

  self->id = g_strdup (going->object_id);
  self->type = g_strdup (going->object_type);
  self->name = dup_name (going);
  self->due = going->due;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), self->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (self->propose_button, !proposed && !at_once && going->due);
  gtk_widget_set_visible (self->confirm_button, proposed || at_once);
  gtk_widget_set_sensitive (self->confirm_button, going->confirm_at == 0);
  gtk_widget_set_visible (self->take_back_button, proposed);
  return GTK_WIDGET (self);
}

const char *
vb_going_row_get_id (VbGoingRow *self)
{
  g_return_val_if_fail (VB_IS_GOING_ROW (self), NULL);
  return self->id;
}

const char *
vb_going_row_get_type_name (VbGoingRow *self)
{
  g_return_val_if_fail (VB_IS_GOING_ROW (self), NULL);
  return self->type;
}

const char *
vb_going_row_get_name (VbGoingRow *self)
{
  g_return_val_if_fail (VB_IS_GOING_ROW (self), NULL);
  return self->name;
}

gboolean
vb_going_row_get_due (VbGoingRow *self)
{
  g_return_val_if_fail (VB_IS_GOING_ROW (self), FALSE);
  return self->due;
}
