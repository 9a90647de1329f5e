/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-recipient.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-fit-words.h"
#include "app/edit/vb-name-chooser.h"
#include "app/exchange/vb-sending-label.h"
#include "app/social-map/vb-contact-line.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"

struct _VbComposeRecipient
{
  GtkBox parent_instance;

  GtkLabel *function_label;
  GtkLabel *holder_label;
  GtkLabel *today_label;
  VbSendingLabel *sending;
  GtkBox *lines;
  GtkLabel *caution_label;
  GtkLabel *error_label;
  GtkWidget *deputy_button;
  GtkWidget *front_button;
  GtkWidget *choose_button;
  GtkPopover *popover;
  GtkListBox *list;
  VbNameChooser *chooser;

  VbCompose *compose;
};

G_DEFINE_FINAL_TYPE (VbComposeRecipient, vb_compose_recipient, GTK_TYPE_BOX)

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* (nullable): who has the function today */
static const char *
find_holder (VbEntity *contact)
{
  g_autofree char *today = vb_time_today ();
  const char *name = NULL;

  return vb_entity_get_holder (contact, today, &name) == VB_HOLDER_PRESENT ? name : NULL;
}

/* ------------------------------------------------------------------ whom to choose from */

static const char *
why_words (VbRecipientWhy why)
{
  switch (why)
    {
    case VB_RECIPIENT_SERVICE: return _("Is asked about this offer");
    case VB_RECIPIENT_ORGANIZATION: return _("Works for the same organisation");
    case VB_RECIPIENT_FITS: return _("Fits what comes first for the person");
    case VB_RECIPIENT_USED: return _("Something went there before");
    case VB_RECIPIENT_NEED: return _("Is asked about the same kind of question");
    default: return _("Chosen");
    }
}

static void
append_part (GString    *text,
             const char *part)
{
  if (part != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static GtkWidget *
make_row (const VbRecipient *recipient)
{
  const char *holder = find_holder (recipient->contact);
  const char *title = vb_entity_get_name (recipient->contact);
  g_autofree char *today = vb_words_here_today (recipient->contact);
  g_autoptr(GString) text = g_string_new (NULL);

  append_part (text, holder != NULL ? holder : _("Nobody has this function now"));
  append_part (text, recipient->organization_name);
  append_part (text, holder != NULL ? today : NULL);
  append_part (text, why_words (recipient->why));
  append_part (text, recipient->service_name);
  return vb_plain_row (ADW_TYPE_ACTION_ROW, "activatable", TRUE, "title",
                       title != NULL ? title : _("Contact"), "title-lines", 0, "subtitle",
                       text->str, "subtitle-lines", 0, NULL);
}

static void
fill_list (VbComposeRecipient *self)
{
  GPtrArray *all = vb_compose_get_suggestions (self->compose);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < all->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (all, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->list), all->len > 0);
}

static void
open_cb (VbComposeRecipient *self)
{
  fill_list (self);
  gtk_popover_popup (self->popover);
  vb_name_chooser_open (self->chooser, vb_compose_get_store (self->compose), VB_TABLE_CONTACT,
                        NULL);
}

static void
choose (VbComposeRecipient *self,
        const char         *id)
{
  gtk_popover_popdown (self->popover);
  vb_compose_choose (self->compose, id);
  gtk_widget_grab_focus (self->choose_button);
}

static void
row_cb (VbComposeRecipient *self,
        GtkListBoxRow      *row)
{
  GPtrArray *all = vb_compose_get_suggestions (self->compose);
  guint position = gtk_list_box_row_get_index (row);

  if (position < all->len)
    choose (self, vb_entity_get_id (((VbRecipient *) g_ptr_array_index (all, position))->contact));
}

static void
found_cb (VbComposeRecipient *self,
          const VbName       *name)
{
  choose (self, name->id);
}

/* ------------------------------------------------------------------ nobody has it */

static void
deputy_cb (VbComposeRecipient *self)
{
  const VbRecipient *recipient = vb_compose_get_recipient (self->compose);

  if (recipient != NULL)
    choose (self, vb_entity_get (recipient->contact, "vb_deputy_id"));
}

static void
front_cb (VbComposeRecipient *self)
{
  const VbRecipient *recipient = vb_compose_get_recipient (self->compose);

  if (recipient != NULL)
    choose (self, recipient->front_door_id);
}

/* Only who can be sent to is offered: a deputy who left helps nobody. */
static void
show_ways_on (VbComposeRecipient *self,
              const VbRecipient  *recipient)
{
  VbEntity *deputy = vb_entity_get_reference (recipient->contact, "vb_deputy_id");
  gboolean vacant = find_holder (recipient->contact) == NULL;
  const char *stands_in = vacant && deputy != NULL ? find_holder (deputy) : NULL;

  gtk_widget_set_visible (self->deputy_button, stands_in != NULL);
  if (stands_in != NULL)
    {
      /* Translators: who stands in: a name, then a function */
      g_autofree char *label = g_strdup_printf (_("Send to the Deputy: %s, %s"), stands_in,
                                                vb_entity_get_name (deputy));

      gtk_button_set_label (GTK_BUTTON (self->deputy_button), label);
    }
  gtk_widget_set_visible (self->front_button, vacant && recipient->front_door_id != NULL);
  if (recipient->front_door_name != NULL)
    {
      /* Translators: %s is a function */
      g_autofree char *label = g_strdup_printf (_("Send to the Front Door: %s"),
                                                recipient->front_door_name);

      gtk_button_set_label (GTK_BUTTON (self->front_button), label);
    }
}

static char *
dup_vacant (const VbRecipient *recipient)
{
  if (recipient->front_door_phone != NULL && recipient->front_door_id == NULL)
    /* Translators: %s is a phone number */
    return g_strdup_printf (_("Nobody has this function now, so nothing can be sent to it. Call "
                              "the organisation: %s"), recipient->front_door_phone);
  return g_strdup (_("Nobody has this function now, so nothing can be sent to it."));
}

/* ------------------------------------------------------------------ who it is */

static void
show_lines (VbComposeRecipient *self,
            VbEntity           *contact)
{
  GListModel *phones = contact != NULL ? vb_entity_get_children (contact, VB_TABLE_PHONE) : NULL;
  GtkWidget *line;

  while ((line = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, line);
  for (guint i = 0; phones != NULL && i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (phones, i);

      if (vb_entity_get (phone, "number") != NULL)
        gtk_box_append (self->lines,
                        vb_contact_line_new (VB_CONTACT_PHONE, vb_entity_get (phone, "number"),
                                             vb_entity_get (phone, "description")));
    }
}

/* "Fatma Yildiz, Stichting Buurtkracht" */
static char *
dup_who (const VbRecipient *recipient)
{
  const char *holder = find_holder (recipient->contact);
  g_autoptr(GString) text = g_string_new (holder);

  append_part (text, recipient->organization_name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ------------------------------------------------------------------ whether it fits */

static void
append_line (GString    *text,
             const char *line)
{
  if (line != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static const char *
outcome_words (VbFitOutcome outcome)
{
  switch (outcome)
    {
    case VB_FIT_CLOSED: return _("⚠ This offer is closed.");
    case VB_FIT_FULL: return _("⚠ This offer takes nobody at the moment.");
    case VB_FIT_TOO_YOUNG: return _("⚠ The person is too young for this offer.");
    case VB_FIT_TOO_OLD: return _("⚠ The person is too old for this offer.");
    default: return NULL;
    }
}

/* "3 of 12 places free, reported 3 May 2026" */
static void
append_capacity (GString  *text,
                 VbEntity *service)
{
  GListModel *list = vb_entity_get_children (service, VB_TABLE_SERVICE_CAPACITY);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) capacity = g_list_model_get_item (list, i);
      const char *available = vb_entity_get (capacity, "available");
      g_autofree char *date = vb_words_date (vb_entity_get (capacity, "updated"));
      g_autofree char *line = NULL;

      if (available == NULL)
        continue;
      line = date != NULL
        /* Translators: a number, then a date */
        ? g_strdup_printf (_("Free places: %s, reported %s"), available, date)
        : g_strdup_printf (_("Free places: %s, not known since when"), available);
      append_line (text, line);
    }
}

static void
append_cautions (GString     *text,
                 const VbFit *fit)
{
  for (guint i = 0; i < fit->reasons->len; i++)
    {
      const VbFitReason *reason = &g_array_index (fit->reasons, VbFitReason, i);
      g_autofree char *words = vb_fit_reason_is_caution (reason->kind)
                               ? vb_fit_dup_reason (fit, reason) : NULL;
      g_autofree char *line = words != NULL ? g_strdup_printf ("⚠ %s", words) : NULL;

      append_line (text, line);
    }
}

static void
show_fit (VbComposeRecipient *self)
{
  const VbFit *fit = vb_compose_get_fit (self->compose);
  VbEntity *service = vb_compose_get_service (self->compose);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *offer = service != NULL
    /* Translators: %s is an offer on the social map */
    ? g_strdup_printf (_("For: %s"), vb_entity_get_name (service)) : NULL;

  append_line (text, offer);
  append_line (text, fit != NULL ? outcome_words (fit->outcome) : NULL);
  if (service != NULL)
    append_capacity (text, service);
  if (fit != NULL)
    append_cautions (text, fit);
  show_text (self->caution_label, text->str);
}

static void
show_recipient (VbComposeRecipient *self,
                const VbRecipient  *recipient)
{
  const char *holder = find_holder (recipient->contact);
  const char *title = vb_entity_get_name (recipient->contact);
  g_autofree char *today = holder != NULL ? vb_words_here_today (recipient->contact) : NULL;
  g_autofree char *vacant = holder == NULL ? dup_vacant (recipient) : NULL;
  g_autofree char *who = dup_who (recipient);

  show_text (self->function_label, title != NULL ? title : _("Contact"));
  show_text (self->holder_label, who);
  show_text (self->today_label, today);
  show_lines (self, recipient->contact);
  show_ways_on (self, recipient);
  vb_compose_recipient_set_error (self, vacant);
  vb_sending_label_show (self->sending, vb_entity_get_id (recipient->contact), NULL, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->choose_button), _("Somebody Else…"));
}

static void
update (VbComposeRecipient *self)
{
  const VbRecipient *recipient = vb_compose_get_recipient (self->compose);

  show_fit (self);
  if (recipient != NULL)
    {
      show_recipient (self, recipient);
      return;
    }
  show_text (self->function_label, _("Nobody is chosen yet"));
  show_text (self->holder_label, NULL);
  show_text (self->today_label, NULL);
  vb_sending_label_show (self->sending, NULL, NULL, FALSE);
  show_lines (self, NULL);
  gtk_widget_set_visible (self->deputy_button, FALSE);
  gtk_widget_set_visible (self->front_button, FALSE);
  vb_compose_recipient_set_error (self, NULL);
  gtk_button_set_label (GTK_BUTTON (self->choose_button), _("Choose Who It Goes To…"));
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_compose_recipient_grab_focus (GtkWidget *widget)
{
  VbComposeRecipient *self = VB_COMPOSE_RECIPIENT (widget);

  return gtk_widget_grab_focus (gtk_widget_get_visible (self->deputy_button)
                                ? self->deputy_button : self->choose_button);
}

static void
vb_compose_recipient_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_COMPOSE_RECIPIENT);
  g_clear_object (&VB_COMPOSE_RECIPIENT (object)->compose);

  G_OBJECT_CLASS (vb_compose_recipient_parent_class)->dispose (object);
}

static void
vb_compose_recipient_class_init (VbComposeRecipientClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_compose_recipient_dispose;
  widget_class->grab_focus = vb_compose_recipient_grab_focus;

  g_type_ensure (VB_TYPE_NAME_CHOOSER);
  g_type_ensure (VB_TYPE_SENDING_LABEL);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-compose-recipient.ui");
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, function_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, holder_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, today_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, sending);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, lines);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, caution_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, error_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, deputy_button);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, front_button);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, choose_button);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, popover);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, list);
  gtk_widget_class_bind_template_child (widget_class, VbComposeRecipient, chooser);
  gtk_widget_class_bind_template_callback (widget_class, deputy_cb);
  gtk_widget_class_bind_template_callback (widget_class, front_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
}

static void
vb_compose_recipient_init (VbComposeRecipient *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_text (self->caution_label, NULL);
}

void
vb_compose_recipient_set_compose (VbComposeRecipient *self,
                                  VbCompose          *compose)
{
  g_return_if_fail (VB_IS_COMPOSE_RECIPIENT (self) && self->compose == NULL);

  self->compose = g_object_ref (compose);
  g_signal_connect_object (compose, "recipient", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
vb_compose_recipient_set_error (VbComposeRecipient *self,
                                const char         *message)
{
  g_return_if_fail (VB_IS_COMPOSE_RECIPIENT (self));

  show_text (self->error_label, message);
}
