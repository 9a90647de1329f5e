/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-pick.h"

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-form-part.h"
#include "app/widgets/vb-plain-row.h"

struct _VbReferralsPick
{
  GtkBox parent_instance;

  GtkListBox *list;
  GtkLabel *error_label;

  char *title;
  char *column;
  char **codes;
  GPtrArray *checks; /* of GtkCheckButton, as the codes; borrowed */
  gboolean filling;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COLUMN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_referrals_pick_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbReferralsPick, vb_referrals_pick, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART,
                                                      vb_referrals_pick_part_init))

static void
toggled_cb (VbReferralsPick *self,
            GtkCheckButton  *check)
{
  if (self->filling || !gtk_check_button_get_active (check))
    return;
  vb_form_part_set_error (VB_FORM_PART (self), NULL);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

/* ------------------------------------------------------------------ part */

static const char *
get_column (VbFormPart *part)
{
  return VB_REFERRALS_PICK (part)->column;
}

static char *
dup_value (VbFormPart *part)
{
  VbReferralsPick *self = VB_REFERRALS_PICK (part);

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      return g_strdup (self->codes[i]);
  return g_strdup ("");
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  VbReferralsPick *self = VB_REFERRALS_PICK (part);

  self->filling = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i),
                                 g_str_equal (self->codes[i], value));
  self->filling = FALSE;
}

static void
set_error (VbFormPart *part,
           const char *message)
{
  VbReferralsPick *self = VB_REFERRALS_PICK (part);

  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}

static void
vb_referrals_pick_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_error = set_error;
}

/* ------------------------------------------------------------------ object */

static void
vb_referrals_pick_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  VbReferralsPick *self = VB_REFERRALS_PICK (object);

  g_value_set_string (value, id == PROP_TITLE ? self->title : self->column);
}

static void
vb_referrals_pick_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VbReferralsPick *self = VB_REFERRALS_PICK (object);
  char **member = id == PROP_TITLE ? &self->title : &self->column;

  g_free (*member);
  *member = g_value_dup_string (value);
}

static gboolean
vb_referrals_pick_grab_focus (GtkWidget *widget)
{
  VbReferralsPick *self = VB_REFERRALS_PICK (widget);

  return self->checks->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->checks, 0));
}

static void
vb_referrals_pick_dispose (GObject *object)
{
  VbReferralsPick *self = VB_REFERRALS_PICK (object);

  g_ptr_array_set_size (self->checks, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRALS_PICK);

  G_OBJECT_CLASS (vb_referrals_pick_parent_class)->dispose (object);
}

static void
vb_referrals_pick_finalize (GObject *object)
{
  VbReferralsPick *self = VB_REFERRALS_PICK (object);

  g_ptr_array_unref (self->checks);
  g_strfreev (self->codes);
  g_free (self->title);
  g_free (self->column);

  G_OBJECT_CLASS (vb_referrals_pick_parent_class)->finalize (object);
}

static void
vb_referrals_pick_class_init (VbReferralsPickClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_referrals_pick_get_property;
  object_class->set_property = vb_referrals_pick_set_property;
  object_class->dispose = vb_referrals_pick_dispose;
  object_class->finalize = vb_referrals_pick_finalize;
  widget_class->grab_focus = vb_referrals_pick_grab_focus;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-pick.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPick, list);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPick, error_label);
}

static void
vb_referrals_pick_init (VbReferralsPick *self)
{
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (VbReferralsPick *self,
         const char      *words)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", words,
                                 "title-lines", 0, "activatable-widget", check, NULL);

  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  vb_accessible_set_label (check, words);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  g_ptr_array_add (self->checks, check);
  gtk_list_box_append (self->list, row);
}

void
vb_referrals_pick_fill (VbReferralsPick   *self,
                        const char *const *codes,
                        VbReferralsWords   words)
{
  g_return_if_fail (VB_IS_REFERRALS_PICK (self) && self->codes == NULL);

  self->codes = g_strdupv ((char **) codes);
  for (guint i = 0; codes[i] != NULL; i++)
    add_row (self, words (codes[i]));
}
