/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-director-box.h"

#include <glib/gi18n.h>

#include "app/people/vb-person-field.h"
#include "app/widgets/vb-wrap-button.h"

struct _VbDirectorBox
{
  GtkBox parent_instance;

  GtkLabel *question;
  GtkCheckButton *mine_check;
  GtkLabel *mine_label;
  GtkCheckButton *other_check;
  GtkLabel *other_label;
  GtkCheckButton *both_check;
  VbPersonField *reason_field;
  GtkWidget *settle_button;

  VbPlanning *planning; /* (nullable) */
  char *named;          /* (nullable) */
  char *other;          /* (nullable) */
  char *other_id;       /* (nullable): a function on the social map */
};

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbDirectorBox, vb_director_box, GTK_TYPE_BOX)

static const char *
get_reason (VbDirectorBox *self)
{
  const char *text = vb_person_field_get_text (self->reason_field);

  while (text != NULL && g_ascii_isspace (*text))
    text++;
  return text != NULL && *text != '\0' ? text : NULL;
}

/* Two need a reason. */
static void
update (VbDirectorBox *self)
{
  gboolean both = gtk_check_button_get_active (self->both_check);

  gtk_widget_set_visible (GTK_WIDGET (self->reason_field), both);
  gtk_widget_set_sensitive (self->settle_button,
                            both ? get_reason (self) != NULL
                                 : gtk_check_button_get_active (self->mine_check)
                                   || gtk_check_button_get_active (self->other_check));
}

static void
settle_cb (VbDirectorBox *self)
{
  g_autofree char *named = g_strdup (self->named), *other = g_strdup (self->other);

  if (gtk_check_button_get_active (self->both_check))
    vb_planning_name_director (self->planning, named, NULL, get_reason (self));
  else if (gtk_check_button_get_active (self->mine_check))
    vb_planning_name_one_director (self->planning, named);
  else
    vb_planning_name_director (self->planning, other, self->other_id, NULL);
  vb_director_box_ask (self, self->planning, NULL);
  g_signal_emit (self, signals[SETTLED], 0);
}

/* ------------------------------------------------------------------ object */

static void
forget (VbDirectorBox *self)
{
  g_clear_pointer (&self->named, g_free);
  g_clear_pointer (&self->other, g_free);
  g_clear_pointer (&self->other_id, g_free);
}

static void
vb_director_box_dispose (GObject *object)
{
  VbDirectorBox *self = VB_DIRECTOR_BOX (object);

  g_clear_object (&self->planning);
  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_DIRECTOR_BOX);

  G_OBJECT_CLASS (vb_director_box_parent_class)->dispose (object);
}

static void
vb_director_box_class_init (VbDirectorBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_director_box_dispose;

  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-director-box.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDirectorBox, question);
  gtk_widget_class_bind_template_child (widget_class, VbDirectorBox, mine_check);
  gtk_widget_class_bind_template_child (widget_class, VbDirectorBox, mine_label);
  gtk_widget_class_bind_template_child (widget_class, VbDirectorBox, other_check);
  gtk_widget_class_bind_template_child (widget_class, VbDirectorBox, other_label);
  gtk_widget_class_bind_template_child (widget_class, VbDirectorBox, both_check);
  gtk_widget_class_bind_template_child (widget_class, VbDirectorBox, reason_field);
  gtk_widget_class_bind_template_child (widget_class, VbDirectorBox, settle_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, settle_cb);
}

static void
vb_director_box_init (VbDirectorBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
ask_anew (VbDirectorBox *self)
{
  g_autofree char *question = NULL, *mine = NULL, *other = NULL;

  /* Translators: %s is a person or a function */
  question = g_strdup_printf (_("%s keeps the overview in another plan of this household, and a "
                                "household has one. Who is it from now on?"), self->other);
  /* Translators: twice a person or a function: the new one, the one before */
  mine = g_strdup_printf (_("%s, in every plan; %s does not any more"), self->named, self->other);
  /* Translators: %s is a person or a function */
  other = g_strdup_printf (_("%s, here as well"), self->other);
  gtk_label_set_label (self->question, question);
  gtk_label_set_label (self->mine_label, mine);
  gtk_label_set_label (self->other_label, other);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mine_check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, mine, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->other_check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, other, -1);
}

void
vb_director_box_ask (VbDirectorBox *self,
                     VbPlanning    *planning,
                     const char    *named)
{
  g_autofree char *mine = g_strdup (named);
  const VbPlan *other;

  g_return_if_fail (VB_IS_DIRECTOR_BOX (self) && VB_IS_PLANNING (planning));

  g_set_object (&self->planning, planning);
  other = vb_planning_find_other_director (planning, mine);
  forget (self);
  gtk_widget_set_visible (GTK_WIDGET (self), other != NULL);
  if (other == NULL)
    return;
  self->named = g_steal_pointer (&mine);
  self->other = g_strdup (other->director);
  self->other_id = g_strdup (other->director_id);
  ask_anew (self);
  update (self);
}

gboolean
vb_director_box_is_asking (VbDirectorBox *self)
{
  const VbPlan *plan;

  g_return_val_if_fail (VB_IS_DIRECTOR_BOX (self), FALSE);

  if (self->named == NULL)
    return FALSE;
  plan = vb_planning_get (self->planning);
  return plan == NULL || g_strcmp0 (plan->director, self->named) != 0;
}
