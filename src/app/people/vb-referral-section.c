/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-referral-section.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referral-words.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/window/vb-window.h"

#define AT_ONCE 8

struct _VbReferralSection
{
  GtkBox parent_instance;

  GtkListBox *list;
  GtkButton *all_button;

  GPtrArray *ids;  /* (element-type utf8): as in the list */
  GPtrArray *rest; /* (element-type GtkWidget): not in the list yet */
};

G_DEFINE_FINAL_TYPE (VbReferralSection, vb_referral_section, GTK_TYPE_BOX)

static GtkWidget *
make_row (const VbMoment *moment)
{
  g_autofree char *date = vb_words_date (moment->date);
  g_autofree char *whom =
    vb_referrals_words_other (moment->received ? VB_SIDE_RECEIVER : VB_SIDE_SENDER, moment->title);
  g_autofree char *detail = g_strjoin (" · ", whom, date,
                                       vb_referral_state_words (moment->state), NULL);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW,
                                 "title", vb_referral_kind_words (moment->sort),
                                 "subtitle", detail, "title-lines", 0, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static void
row_cb (VbReferralSection *self,
        GtkListBoxRow     *row)
{
  VbWindow *window = vb_window_of (self);

  if (window != NULL)
    vb_window_show_item (window, "referrals",
                         g_ptr_array_index (self->ids, gtk_list_box_row_get_index (row)));
}

static void
all_cb (VbReferralSection *self)
{
  for (guint i = 0; i < self->rest->len; i++)
    gtk_list_box_append (self->list, g_ptr_array_index (self->rest, i));
  g_ptr_array_set_size (self->rest, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), FALSE);
}

static void
forget (VbReferralSection *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_ptr_array_set_size (self->ids, 0);
  g_ptr_array_set_size (self->rest, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_moments (VbReferralSection *self,
             const GPtrArray   *moments,
             gboolean           ended)
{
  for (guint i = 0; i < moments->len; i++)
    {
      const VbMoment *moment = g_ptr_array_index (moments, i);
      GtkWidget *row;

      if (moment->kind != VB_MOMENT_REFERRAL || moment->ended != ended)
        continue;
      row = make_row (moment);
      if (self->ids->len < AT_ONCE)
        gtk_list_box_append (self->list, row);
      else
        g_ptr_array_add (self->rest, g_object_ref_sink (row));
      g_ptr_array_add (self->ids, g_strdup (moment->id));
    }
}

/* ------------------------------------------------------------------ object */

static void
vb_referral_section_dispose (GObject *object)
{
  VbReferralSection *self = VB_REFERRAL_SECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRAL_SECTION);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->rest, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_referral_section_parent_class)->dispose (object);
}

static void
vb_referral_section_class_init (VbReferralSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referral_section_dispose;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-referral-section.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralSection, list);
  gtk_widget_class_bind_template_child (widget_class, VbReferralSection, all_button);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
}

static void
vb_referral_section_init (VbReferralSection *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->rest = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_referral_section_show (VbReferralSection    *self,
                          const VbPersonRecord *record)
{
  g_autofree char *more = NULL;

  g_return_if_fail (VB_IS_REFERRAL_SECTION (self));

  forget (self);
  if (record == NULL)
    return;
  add_moments (self, record->timeline, FALSE);
  add_moments (self, record->timeline, TRUE);
  more = g_strdup_printf (_("Show %u More"), self->rest->len);
  gtk_button_set_label (self->all_button, more);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), self->rest->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->ids->len > 0);
}
