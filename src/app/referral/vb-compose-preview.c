/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-preview.h"

#include <glib/gi18n.h>

#include "app/people/vb-consent-words.h"
#include "app/referral/vb-referral-words.h"
#include "app/vb-words.h"

struct _VbComposePreview
{
  GtkBox parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (VbComposePreview, vb_compose_preview, GTK_TYPE_BOX)

/* ------------------------------------------------------------------ the lines */

static void
add (GString    *text,
     const char *name,
     const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", name, value);
}

static void
add_envelope (GString          *text,
              const VbReferral *received)
{
  add (text, _("Kind"), vb_referral_kind_words (received->kind));
  add (text, _("Code"), received->code);
  add (text, C_("referral", "To"), received->recipient_name);
  add (text, C_("referral", "From"), received->sender_name);
  add (text, _("Call back"), received->sender_phone);
  add (text, _("About"), received->subject);
}

static void
add_core (GString          *text,
          const VbReferral *received)
{
  g_autofree char *day = received->handover_on != NULL ? vb_words_date (received->handover_on)
                                                       : NULL;

  add (text, _("What I ask of you"), received->question);
  add (text, _("Handover"), vb_referral_handover_words (received->handover));
  add (text, _("On"), day);
  add (text, _("What was agreed"), received->handover_words);
}

static void
add_items (GString          *text,
           const VbReferral *received)
{
  for (guint i = 0; i < received->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (received->items, i);

      add (text, item->label, item->words);
    }
}

static void
add_foot (GString          *text,
          const VbReferral *received)
{
  VbGround ground = received->ground != NULL ? vb_ground_find (received->ground) : VB_N_GROUNDS;

  add (text, _("Safe contact"), received->safe_contact);
  add (text, _("Who calls"), received->no_contact ? _("The person calls; please do not call")
                                                  : NULL);
  add (text, _("What I like to hear back"), vb_referral_feedback_words (received->feedback));
  add (text, _("Ground"), ground < VB_N_GROUNDS ? vb_ground_words (ground) : NULL);
  add (text, _("Law"), received->law);
}

char *
vb_compose_preview_dup_text (const VbReferral *received)
{
  GString *text = g_string_new (NULL);

  add_envelope (text, received);
  add_core (text, received);
  add_items (text, received);
  add_foot (text, received);
  return g_string_free (text, FALSE);
}

/* ------------------------------------------------------------------ object */

static void
vb_compose_preview_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_COMPOSE_PREVIEW);

  G_OBJECT_CLASS (vb_compose_preview_parent_class)->dispose (object);
}

static void
vb_compose_preview_class_init (VbComposePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_compose_preview_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-compose-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, VbComposePreview, label);
}

static void
vb_compose_preview_init (VbComposePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_compose_preview_show (VbComposePreview *self,
                         const VbReferral *draft)
{
  g_autoptr(VbReferral) received = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (VB_IS_COMPOSE_PREVIEW (self));

  received = vb_referral_dup_for_receiver (draft);
  text = vb_compose_preview_dup_text (received);
  gtk_label_set_label (self->label, text);
}
