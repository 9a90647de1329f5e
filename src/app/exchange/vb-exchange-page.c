/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-exchange-page.h"

#include <glib/gi18n.h>

#include "app/exchange/vb-letter-words.h"
#include "app/exchange/vb-map-group.h"
#include "app/exchange/vb-partner-row.h"
#include "app/exchange/vb-server-group.h"
#include "app/exchange/vb-verify-window.h"
#include "app/preferences/vb-preferences-say.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-switch-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "exchange/vb-exchange-error.h"

#define SHOWN_OF_ID 12

struct _VbExchangePage
{
  AdwPreferencesPage parent_instance;

  VbSwitchRow *on_row;
  AdwActionRow *folder_row;
  GtkWidget *folder_button;
  GtkCheckButton *by_folder;
  AdwActionRow *server_row;
  GtkCheckButton *by_server;
  VbServerGroup *server_group;
  GtkEditable *name_row;
  GtkEditable *address_row;
  GtkEditable *phone_row;
  GtkEditable *email_row;
  AdwActionRow *card_row;
  GtkWidget *make_button;
  GtkWidget *card_button;
  GtkWidget *add_button;
  GtkListBox *list;
  GtkWidget *empty;
  VbMapGroup *map_group;

  VbSession *session;
  GCancellable *cancellable;
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  guint edition;      /* of the book that is shown */
  gboolean filled;    /* what stands on the card was put in the rows */
  gboolean showing;   /* so that it is nobody's choice */
};

G_DEFINE_FINAL_TYPE (VbExchangePage, vb_exchange_page, ADW_TYPE_PREFERENCES_PAGE)

static VbExchange *
get_exchange (VbExchangePage *self)
{
  return vb_session_get_exchange (self->session);
}

static GtkWindow *
get_window (VbExchangePage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
say_error (VbExchangePage *self,
           const char     *what,
           const GError   *error)
{
  /* Translators: what did not happen ("Not saved"), then why ("The Disk Is Full") */
  g_autofree char *text = g_strdup_printf (_("%s: %s"), what, vb_error_title (error));

  vb_preferences_say (self, text);
}

/* Of a change that says nothing but whether it was done. */
static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbExchangePage *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_post_change_finish (result, &error);

  if (vb_call_is_over (call))
    return;
  if (!done)
    say_error (self, _("Not saved"), error);
  vb_exchange_refresh (get_exchange (self));
}

/* ------------------------------------------------------------------ choosing files */

typedef void (*ChosenFunc) (VbExchangePage *self, GFile *file);

static void
response_cb (VbExchangePage       *self,
             int                   response,
             GtkFileChooserNative *chooser)
{
  ChosenFunc func = (ChosenFunc) g_object_get_data (G_OBJECT (chooser), "vb-chosen");
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && vb_session_get_store (self->session) != NULL)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    func (self, file);
  g_clear_object (&self->chooser);
}

static GtkFileChooser *
make_chooser (VbExchangePage       *self,
              const char           *title,
              GtkFileChooserAction  action,
              ChosenFunc            func)
{
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (title, get_window (self), action, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_object_set_data (G_OBJECT (self->chooser), "vb-chosen", (gpointer) func);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (response_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_FILE_CHOOSER (self->chooser);
}

/* ------------------------------------------------------------------ on, and where */

static void
on_cb (VbExchangePage *self)
{
  gboolean on = vb_switch_row_get_active (self->on_row);

  if (self->session != NULL && !self->showing && on != vb_exchange_get_on (get_exchange (self)))
    vb_exchange_set_on (get_exchange (self), on);
}

static void
by_server_cb (VbExchangePage *self)
{
  if (self->session != NULL && !self->showing)
    vb_exchange_set_by_server (get_exchange (self), gtk_check_button_get_active (self->by_server));
}

static void
folder_chosen (VbExchangePage *self,
               GFile          *file)
{
  const char *path = g_file_peek_path (file);

  if (path != NULL)
    vb_exchange_set_folder (get_exchange (self), path);
  else
    vb_preferences_say (self, _("That is not a folder on this computer. Connect to it first, then "
                                "choose it again."));
}

static void
folder_cb (VbExchangePage *self)
{
  if (self->chooser != NULL)
    return;
  make_chooser (self, _("Folder for Letters"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                folder_chosen);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ this organization */

static gboolean
differs (GtkEditable *row,
         const char  *text)
{
  return g_strcmp0 (gtk_editable_get_text (row), text != NULL ? text : "") != 0;
}

/* There is something to save once there is a name, and another than before. */
static void
about_cb (VbExchangePage *self)
{
  const VbPostBook *book = self->session != NULL ? vb_exchange_get_book (get_exchange (self))
                                                 : NULL;
  gboolean named = gtk_editable_get_text (self->name_row)[0] != '\0';

  gtk_widget_set_sensitive (self->make_button,
                            book != NULL && named
                              && (book->id == NULL || differs (self->name_row, book->name)
                                  || differs (self->address_row, book->address)
                                  || differs (self->phone_row, book->phone)
                                  || differs (self->email_row, book->email)));
}

static void
save_cb (VbExchangePage *self)
{
  VbStore *store = vb_session_get_store (self->session);
  VbDeskAbout about = { .name = gtk_editable_get_text (self->name_row),
                        .address = gtk_editable_get_text (self->address_row),
                        .phone = gtk_editable_get_text (self->phone_row),
                        .email = gtk_editable_get_text (self->email_row) };

  if (store == NULL || !gtk_widget_get_sensitive (self->make_button))
    return;
  gtk_widget_set_sensitive (self->make_button, FALSE);
  vb_post_name_async (store, &about, self->cancellable, changed_cb,
                      vb_call_new (self, self->cancellable));
}

static void
card_saved_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_post_change_finish (result, &error);

  if (vb_call_is_over (call))
    return;
  if (done)
    vb_preferences_say (call->owner, _("The card is saved. Give it to your partner."));
  else
    say_error (call->owner, _("Not saved"), error);
  vb_exchange_refresh (get_exchange (call->owner));
}

static void
card_chosen (VbExchangePage *self,
             GFile          *file)
{
  const char *path = g_file_peek_path (file);

  if (path != NULL)
    vb_post_save_card_async (vb_session_get_store (self->session), path, self->cancellable,
                             card_saved_cb, vb_call_new (self, self->cancellable));
}

/* "Praktijk-De-Linde.vbcard" */
static char *
dup_card_name (const VbPostBook *book)
{
  g_autofree char *name = g_strdelimit (g_strdup (book->name), " /\\:.", '-');

  return g_strconcat (name, VB_CARD_SUFFIX, NULL);
}

static void
card_cb (VbExchangePage *self)
{
  const VbPostBook *book = vb_exchange_get_book (get_exchange (self));
  g_autofree char *name = NULL;

  if (self->chooser != NULL || book == NULL || book->id == NULL)
    return;
  name = dup_card_name (book);
  gtk_file_chooser_set_current_name (make_chooser (self, _("Save the Card"),
                                                   GTK_FILE_CHOOSER_ACTION_SAVE, card_chosen),
                                     name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ a card that somebody gave */

/* What was done with it, and what to do now. */
static const char *
verdict_words (VbCardVerdict    verdict,
               const VbPartner *partner)
{
  switch (verdict)
    {
    case VB_CARD_OLDER:
      return _("This card is older than the one that is here, and was not taken. Ask for the "
               "newest.");
    case VB_CARD_CONTRADICTS:
      return _("This card contradicts the one that is here, and was not taken. Nothing is sent to "
               "them now. Call them with a number that you know.");
    case VB_CARD_ENDED:
      return _("This card says that the organisation stopped exchanging.");
    case VB_CARD_SAME:
      return _("This card is here already.");
    default:
      return partner->state == VB_PARTNER_VERIFIED ? _("The new card is taken.")
                                                   : _("The card is taken. Now compare the words.");
    }
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  VbCardVerdict verdict;
  g_autoptr(VbPartner) partner = vb_post_take_card_finish (result, &verdict, &error);

  if (vb_call_is_over (call))
    return;
  if (partner != NULL)
    vb_preferences_say (call->owner, verdict_words (verdict, partner));
  else if (g_error_matches (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_VERSION))
    vb_preferences_say (call->owner, _("This card was made by a newer version of Verbinder. Update "
                                       "this one first."));
  else if (error->domain == VB_EXCHANGE_ERROR)
    vb_preferences_say (call->owner, _("This is not a card, or it is damaged. Ask them to give it "
                                       "to you again."));
  else
    say_error (call->owner, _("The card was not taken"), error);
  vb_exchange_refresh (get_exchange (call->owner));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbExchangePage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  VbStore *store;

  if (vb_call_is_over (call))
    return;
  store = vb_session_get_store (self->session);
  if (bytes == NULL)
    say_error (self, _("The card was not taken"), error);
  else if (store != NULL)
    vb_post_take_card_async (store, bytes, self->cancellable, taken_cb,
                             g_steal_pointer (&call));
}

/* One byte more than a card has says that it is none. */
static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbExchangePage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (stream == NULL)
    {
      say_error (self, _("The card was not taken"), error);
      return;
    }
  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), VB_CARD_MOST_BYTES + 1,
                                   G_PRIORITY_DEFAULT, self->cancellable, read_cb,
                                   g_steal_pointer (&call));
}

static void
add_chosen (VbExchangePage *self,
            GFile          *file)
{
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, opened_cb,
                     vb_call_new (self, self->cancellable));
}

static void
add_cb (VbExchangePage *self)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooser *chooser;

  if (self->chooser != NULL)
    return;
  chooser = make_chooser (self, _("Open a Card"), GTK_FILE_CHOOSER_ACTION_OPEN, add_chosen);
  gtk_file_filter_set_name (filter, _("Cards of organisations"));
  gtk_file_filter_add_pattern (filter, "*" VB_CARD_SUFFIX);
  gtk_file_chooser_add_filter (chooser, filter);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ partners */

static const VbPostPartner *
find_partner (VbExchangePage *self,
              VbPartnerRow   *row)
{
  const VbPostBook *book = vb_exchange_get_book (get_exchange (self));

  return book != NULL ? vb_post_book_find_partner (book, vb_partner_row_get_id (row)) : NULL;
}

static void
verified_cb (VbExchangePage *self)
{
  vb_preferences_say (self, _("Verified. What waited for them leaves by itself."));
  vb_exchange_refresh (get_exchange (self));
}

static void
compare_cb (VbExchangePage *self,
            VbPartnerRow   *row)
{
  const VbPostPartner *partner = find_partner (self, row);
  GtkWindow *window;

  if (partner == NULL || partner->phrase == NULL)
    return;
  window = vb_verify_window_new (get_window (self), self->session, partner);
  g_signal_connect_object (window, "verified", G_CALLBACK (verified_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
decide (VbExchangePage *self,
        VbPartnerRow   *row,
        VbPartnerEvent  event)
{
  const VbPostPartner *partner = find_partner (self, row);
  VbStore *store = vb_session_get_store (self->session);

  if (partner != NULL && store != NULL)
    vb_post_decide_async (store, partner->partner, event, self->cancellable, changed_cb,
                          vb_call_new (self, self->cancellable));
}

static void
stop_cb (VbExchangePage *self,
         VbPartnerRow   *row)
{
  decide (self, row, VB_PARTNER_STOPPED);
}

static void
resume_cb (VbExchangePage *self,
           VbPartnerRow   *row)
{
  decide (self, row, VB_PARTNER_RESUMED);
}

static void
link_cb (VbExchangePage *self,
         const char     *object_id,
         gboolean        linked,
         VbPartnerRow   *row)
{
  VbStore *store = vb_session_get_store (self->session);

  if (store != NULL)
    vb_post_link_async (store, object_id, linked ? vb_partner_row_get_id (row) : NULL,
                        self->cancellable, changed_cb, vb_call_new (self, self->cancellable));
}

static void
add_row (VbExchangePage *self)
{
  GtkWidget *row = vb_partner_row_new (vb_session_get_store (self->session));

  g_signal_connect_object (row, "compare", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "stop", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "resume", G_CALLBACK (resume_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

/* Rows stay, so that the one that is open stays open. */
static void
show_partners (VbExchangePage   *self,
               const VbPostBook *book)
{
  gint64 now = g_get_real_time ();
  GtkListBoxRow *row;

  for (guint i = 0; i < book->partners->len; i++)
    {
      if (gtk_list_box_get_row_at_index (self->list, i) == NULL)
        add_row (self);
      row = gtk_list_box_get_row_at_index (self->list, i);
      vb_partner_row_show (VB_PARTNER_ROW (row), book, g_ptr_array_index (book->partners, i), now);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, book->partners->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), book->partners->len > 0);
  gtk_widget_set_visible (self->empty, book->partners->len == 0);
}

/* ------------------------------------------------------------------ showing */

static void
set_text (GtkEditable *row,
          const char  *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
show_card (VbExchangePage   *self,
           const VbPostBook *book)
{
  g_autofree char *until = book->id != NULL ? vb_words_moment (book->expires_at) : NULL;
  /* Translators: the number of an organisation, and a date */
  g_autofree char *text = book->id != NULL ? g_strdup_printf (_("Number %.*s, good until %s"),
                                                              SHOWN_OF_ID, book->id, until) : NULL;

  adw_action_row_set_subtitle (self->card_row, text != NULL ? text
                                                            : _("Give a name, then make the card"));
  gtk_button_set_label (GTK_BUTTON (self->make_button), book->id != NULL ? _("Save the Changes")
                                                                         : _("Make the Card"));
  gtk_widget_set_visible (self->card_button, book->id != NULL);
  if (!self->filled && book->id != NULL)
    {
      set_text (self->name_row, book->name);
      set_text (self->address_row, book->address);
      set_text (self->phone_row, book->phone);
      set_text (self->email_row, book->email);
      self->filled = TRUE;
    }
  about_cb (self);
}

static void
update (VbExchangePage *self)
{
  VbExchange *exchange = get_exchange (self);
  const VbPostBook *book = vb_exchange_get_book (exchange);
  const char *folder = vb_exchange_get_folder (exchange);
  const char *server = vb_exchange_get_server (exchange);

  self->showing = TRUE;
  vb_switch_row_set_active (self->on_row, vb_exchange_get_on (exchange));
  gtk_check_button_set_active (vb_exchange_get_by_server (exchange) ? self->by_server
                                                                    : self->by_folder, TRUE);
  self->showing = FALSE;
  adw_action_row_set_subtitle (self->folder_row, folder != NULL ? folder : _("Not chosen"));
  adw_action_row_set_subtitle (self->server_row, server != NULL ? server : _("Not chosen"));
  if (book == NULL || self->edition == vb_exchange_get_edition (exchange))
    return;
  self->edition = vb_exchange_get_edition (exchange);
  show_card (self, book);
  show_partners (self, book);
}

/* ------------------------------------------------------------------ object */

static void
vb_exchange_page_dispose (GObject *object)
{
  VbExchangePage *self = VB_EXCHANGE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_EXCHANGE_PAGE);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_exchange_page_parent_class)->dispose (object);
}

static void
vb_exchange_page_finalize (GObject *object)
{
  g_clear_object (&VB_EXCHANGE_PAGE (object)->cancellable);

  G_OBJECT_CLASS (vb_exchange_page_parent_class)->finalize (object);
}

static void
vb_exchange_page_class_init (VbExchangePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_exchange_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_exchange_page_finalize;
  g_type_ensure (VB_TYPE_MAP_GROUP);
  g_type_ensure (VB_TYPE_SERVER_GROUP);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/exchange/vb-exchange-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, on_row);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, folder_row);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, folder_button);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, by_folder);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, server_row);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, by_server);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, server_group);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, name_row);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, address_row);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, phone_row);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, email_row);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, card_row);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, make_button);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, card_button);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, list);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, empty);
  gtk_widget_class_bind_template_child (widget_class, VbExchangePage, map_group);
  gtk_widget_class_bind_template_callback (widget_class, on_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, by_server_cb);
  gtk_widget_class_bind_template_callback (widget_class, about_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
vb_exchange_page_init (VbExchangePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_accessible_set_label (self->folder_button, _("Choose the folder for letters"));
  vb_accessible_set_label (GTK_WIDGET (self->by_folder), _("A folder carries the letters"));
  vb_accessible_set_label (GTK_WIDGET (self->by_server), _("A server carries the letters"));
  vb_accessible_set_label (self->card_button, _("Save your card as a file"));
  vb_entry_focus_tell (GTK_WIDGET (self));
}

void
vb_exchange_page_set_session (VbExchangePage *self,
                              VbSession      *session)
{
  g_return_if_fail (VB_IS_EXCHANGE_PAGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  vb_server_group_set_session (self->server_group, session);
  vb_map_group_set_session (self->map_group, session);
  g_signal_connect_object (get_exchange (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  vb_exchange_refresh (get_exchange (self));
  update (self);
}
