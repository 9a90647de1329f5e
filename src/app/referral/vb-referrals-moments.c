/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-moments.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referrals-moves.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"

struct _VbReferralsMoments
{
  AdwPreferencesGroup parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (VbReferralsMoments, vb_referrals_moments, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_offered (const VbReferral *referral,
            VbReferralStep    step)
{
  VbReferralStep steps[VB_N_STEPS];
  guint n = vb_referrals_moves_list (referral, vb_referrals_moves_own_side (referral), steps);

  for (guint i = 0; i < n; i++)
    if (steps[i] == step)
      return TRUE;
  return FALSE;
}

/* What is done at a moment. (nullable): the target of the action; @label: of the button */
static const char *
find_target (const VbReferral  *referral,
             const char        *moment,
             gboolean           planned,
             const char       **label)
{
  VbReferralStep step = g_str_equal (moment, "contact")   ? VB_STEP_CONTACT
                        : g_str_equal (moment, "visit") && !planned ? VB_STEP_PLAN_VISIT
                        : g_str_equal (moment, "visit")   ? VB_STEP_START
                                                          : VB_STEP_REPORT;

  if (vb_referrals_moves_own_side (referral) != VB_SIDE_RECEIVER || !is_offered (referral, step)
      || (step == VB_STEP_REPORT && vb_referral_get_state (referral) != VB_REFERRAL_STARTED))
    return NULL;
  *label = vb_referrals_words_step (referral, step);
  return step == VB_STEP_REPORT ? moment : vb_referral_step_get_code (step);
}

static void
add_row (VbReferralsMoments *self,
         const VbReferral   *referral,
         const char         *moment,
         const char         *day,
         gboolean            done)
{
  const char *title = vb_referrals_words_moment (moment);
  const char *label = NULL;
  const char *target = done ? NULL : find_target (referral, moment, day != NULL, &label);
  g_autofree char *date = vb_words_date (day);
  /* Translators: a moment that is behind us; %s is the day that it was for */
  g_autofree char *state = done && date != NULL ? g_strdup_printf (_("Done, was for %s"), date)
                           : g_strdup (done ? _("Done") : date != NULL ? date
                                                                       : _("No day yet"));
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title,
                                 "title-lines", 0, "subtitle", state, "subtitle-lines", 0, NULL);

  if (target != NULL)
    {
      g_autofree char *whole = g_strdup_printf ("%s: %s", title, label);
      GtkWidget *button = g_object_new (VB_TYPE_WRAP_BUTTON, "label", label, "valign",
                                        GTK_ALIGN_CENTER, "action-name", "referral.step",
                                        "action-target", g_variant_new_string (target), NULL);

      vb_accessible_set_label (button, whole);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  gtk_list_box_append (self->list, row);
}

static gboolean
has_moment (const GArray *moments,
            const char   *code)
{
  for (guint i = 0; i < moments->len; i++)
    if (g_str_equal (g_array_index (moments, VbReferralMoment, i).code, code))
      return TRUE;
  return FALSE;
}

/* What is next is due on the day that was told, whatever the receiver's days have become since. */
static const char *
day_of (const VbReferral       *referral,
        const VbReferralMoment *moment,
        gboolean                next)
{
  VbReferralState state = vb_referral_get_state (referral);
  gboolean by_store = g_strcmp0 (referral->due_side, "receiver") == 0
                      && (state == VB_REFERRAL_ACCEPTED || state == VB_REFERRAL_HANDED_OVER
                          || state == VB_REFERRAL_STARTED);

  return next && by_store && !moment->done ? referral->due_on : moment->day;
}

static void
vb_referrals_moments_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_REFERRALS_MOMENTS);

  G_OBJECT_CLASS (vb_referrals_moments_parent_class)->dispose (object);
}

static void
vb_referrals_moments_class_init (VbReferralsMomentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referrals_moments_dispose;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-moments.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsMoments, list);
}

static void
vb_referrals_moments_init (VbReferralsMoments *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_referrals_moments_show (VbReferralsMoments *self,
                           const VbReferral   *referral)
{
  g_autoptr(GArray) moments = vb_referral_list_moments (referral, referral->weekdays);
  gboolean runs = referral->ended_on == NULL;
  gboolean next = TRUE;
  GtkWidget *row;

  g_return_if_fail (VB_IS_REFERRALS_MOMENTS (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self), moments->len > 0);
  for (guint i = 0; i < moments->len; i++)
    {
      const VbReferralMoment *moment = &g_array_index (moments, VbReferralMoment, i);

      add_row (self, referral, moment->code, day_of (referral, moment, next), moment->done);
      next = next && moment->done;
      /* Not planned yet: it is there to be planned. */
      if (i == 0 && runs && !has_moment (moments, "visit")
          && vb_referral_get_state (referral) <= VB_REFERRAL_CONTACTED)
        add_row (self, referral, "visit", NULL, FALSE);
    }
  if (moments->len > 0 && runs && !has_moment (moments, "six-weeks"))
    {
      add_row (self, referral, "six-weeks", NULL, FALSE);
      add_row (self, referral, "three-months", NULL, FALSE);
    }
}
