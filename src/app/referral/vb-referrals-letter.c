/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-letter.h"

#include <glib/gi18n.h>

#include "app/people/vb-consent-words.h"
#include "app/referral/vb-referral-words.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
add_row (GtkListBox *list,
         const char *title,
         const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;
  /* what is no markup must be known before there is any text */
  row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title-lines", 0,
                      "subtitle-lines", 0, "activatable", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_list_box_append (list, row);
}

/* ------------------------------------------------------------------ the letter */

static void
add_items (GtkListBox       *list,
           const VbReferral *referral)
{
  gboolean draft = vb_referral_get_state (referral) == VB_REFERRAL_DRAFT;

  for (guint i = 0; i < referral->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (referral->items, i);

      /* What was not ticked stayed at home; of a draft that is not decided yet. */
      if (item->included || draft)
        add_row (list, item->label != NULL ? item->label : item->category, item->words);
    }
}

static const char *
urgency_words (gint64 urgency)
{
  static const char *const words[] = {
    NC_("urgency", "none"), NC_("urgency", "a little"), NC_("urgency", "much"),
    NC_("urgency", "very much"),
  };

  return urgency >= 1 && urgency <= 4 ? g_dpgettext2 (NULL, "urgency", words[urgency - 1]) : NULL;
}

/* Three that are never added up. */
static void
add_urgencies (GtkListBox       *list,
               const VbReferral *referral)
{
  add_row (list, _("Urgent, as the person feels it"), urgency_words (referral->urgency_felt));
  add_row (list, _("Urgent for the health"), urgency_words (referral->urgency_medical));
  add_row (list, _("Urgent for the situation"), urgency_words (referral->urgency_social));
}

static void
add_handover (GtkListBox       *list,
              const VbReferral *referral)
{
  g_autofree char *day = vb_words_date (referral->handover_on);
  const char *how = vb_referral_handover_words (referral->handover);
  g_autofree char *both = how != NULL && day != NULL ? g_strdup_printf ("%s, %s", how, day)
                                                     : g_strdup (how != NULL ? how : day);

  add_row (list, _("Handover"), both);
  add_row (list, _("What was agreed"), referral->handover_words);
}

static void
add_ground (GtkListBox       *list,
            const VbReferral *referral)
{
  VbGround ground = vb_ground_find (referral->ground);

  if (referral->ground != NULL && ground < VB_N_GROUNDS)
    add_row (list, _("Ground"), vb_ground_words (ground));
  add_row (list, _("Law"), referral->law);
}

void
vb_referrals_letter_fill (GtkListBox       *list,
                          const VbReferral *referral)
{
  g_autofree char *sent = vb_words_date (referral->sent_on);

  clear_list (list);
  add_row (list, _("What is asked"), referral->question);
  add_items (list, referral);
  add_row (list, _("Triage"), vb_referral_nature_words (referral->triage_nature));
  add_row (list, _("Thoughts about it"), referral->triage_words);
  add_urgencies (list, referral);
  add_handover (list, referral);
  add_row (list, C_("referral", "From"), referral->sender_name);
  add_row (list, _("To call back"), referral->sender_phone);
  add_row (list, C_("referral", "To"), referral->recipient_name);
  add_row (list, _("What may come back"), vb_referral_feedback_words (referral->feedback));
  add_ground (list, referral);
  add_row (list, _("Sent"), sent);
  add_row (list, _("Code on paper"), referral->code);
}

char *
vb_referrals_letter_dup_safety (const VbReferral *referral)
{
  if (!referral->no_contact)
    return g_strdup (referral->safe_contact);
  if (referral->safe_contact == NULL)
    return g_strdup (_("The person calls. Do not make contact yourself."));
  return g_strdup_printf ("%s\n%s", _("The person calls. Do not make contact yourself."),
                          referral->safe_contact);
}

/* ------------------------------------------------------------------ what happened */

void
vb_referrals_history_fill (GtkListBox       *list,
                           const VbReferral *referral)
{
  clear_list (list);
  /* The newest first: that is what somebody comes for. */
  for (guint i = referral->events->len; i > 0; i--)
    {
      const VbReferralEvent *event = g_ptr_array_index (referral->events, i - 1);
      g_autofree char *title = vb_referrals_words_event (event);
      g_autofree char *moment = vb_words_moment_exactly (event->at);
      g_autofree char *detail = event->words != NULL
                                  ? g_strdup_printf ("%s\n%s", event->words, moment)
                                  : g_strdup (moment);

      add_row (list, title, detail);
    }
}
