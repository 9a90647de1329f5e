/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-server-group.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/exchange/vb-exchange.h"
#include "app/exchange/vb-server-words.h"
#include "app/vb-call.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-wrap-button.h"
#include "post/vb-post-server.h"

struct _VbServerGroup
{
  AdwPreferencesGroup parent_instance;

  GtkEditable *address_row;
  GtkEditable *user_row;
  GtkEditable *password_row;
  AdwActionRow *try_row;
  GtkWidget *try_button;
  GtkSpinner *spinner;

  VbSession *session;
  GCancellable *cancellable;
  gboolean filled;  /* what is known was put in the rows */
  gboolean trying;
};

G_DEFINE_FINAL_TYPE (VbServerGroup, vb_server_group, ADW_TYPE_PREFERENCES_GROUP)

static VbExchange *
get_exchange (VbServerGroup *self)
{
  return vb_session_get_exchange (self->session);
}

static void
say (VbServerGroup *self,
     const char    *text)
{
  adw_action_row_set_subtitle (self->try_row, text);
}

/* ------------------------------------------------------------------ setting it */

static gboolean
is_filled (GtkEditable *row)
{
  return gtk_editable_get_text (row)[0] != '\0';
}

/* What was said is about what stood there. */
static void
typed_cb (VbServerGroup *self)
{
  gtk_widget_set_sensitive (self->try_button, !self->trying && is_filled (self->address_row)
                                                && is_filled (self->user_row));
}

static void
set_trying (VbServerGroup *self,
            gboolean       trying)
{
  self->trying = trying;
  gtk_spinner_set_spinning (self->spinner, trying);
  typed_cb (self);
}

/* The same server, with another password: nothing says so to the engine but this. */
static void
note_kept (VbServerGroup *self,
           const char    *address)
{
  VbExchange *exchange = get_exchange (self);
  gboolean same = g_strcmp0 (vb_exchange_get_server (exchange), address) == 0;

  gtk_editable_set_text (self->password_row, "");
  gtk_editable_set_text (self->address_row, address);
  if (!same)
    vb_exchange_set_server (exchange, address);
  else if (vb_exchange_get_on (exchange) && vb_exchange_get_by_server (exchange))
    vb_exchange_run (exchange);
}

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbServerGroup *self = call->owner;
  g_autofree char *kept = NULL;
  g_autoptr(GError) error = NULL;
  gboolean works = vb_post_server_set_finish (result, &kept, &error);

  if (vb_call_is_over (call))
    return;
  set_trying (self, FALSE);
  say (self, works ? _("It works.") : vb_server_why_words (error));
  if (kept != NULL)
    note_kept (self, kept);
}

/* (transfer full) (nullable): none was typed */
static VbSecret *
get_password (VbServerGroup *self)
{
  const char *text = gtk_editable_get_text (self->password_row);

  return text[0] != '\0' ? vb_secret_new (text, strlen (text)) : NULL;
}

static void
try_cb (VbServerGroup *self)
{
  VbStore *store = vb_session_get_store (self->session);
  const char *address = gtk_editable_get_text (self->address_row);
  g_autoptr(VbSecret) password = NULL;
  g_autofree char *label = NULL;

  if (store == NULL || !gtk_widget_get_sensitive (self->try_button))
    return;
  /* Translators: what stands in the list of a keyring program; %s is an address. */
  label = g_strdup_printf (_("Verbinder: letters at %s"), address);
  password = get_password (self);
  say (self, _("Trying…"));
  set_trying (self, TRUE);
  vb_post_server_set_async (store, address, gtk_editable_get_text (self->user_row), password, label,
                            self->cancellable, set_cb, vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ showing */

/* (nullable) (transfer none): the one that was chosen, else the first that is known */
static const VbServer *
find_server (const VbPostBook *book,
             const char       *address)
{
  for (guint i = 0; i < book->servers->len; i++)
    {
      const VbServer *server = g_ptr_array_index (book->servers, i);

      if (g_strcmp0 (server->address, address) == 0)
        return server;
    }
  return book->servers->len > 0 ? g_ptr_array_index (book->servers, 0) : NULL;
}

/* Once: what somebody types stays. */
static void
fill (VbServerGroup    *self,
      const VbPostBook *book)
{
  const VbServer *server = find_server (book, vb_exchange_get_server (get_exchange (self)));

  self->filled = TRUE;
  if (server == NULL || is_filled (self->address_row) || is_filled (self->user_row))
    return;
  gtk_editable_set_text (self->address_row, server->address);
  gtk_editable_set_text (self->user_row, server->user);
}

static void
update (VbServerGroup *self)
{
  VbExchange *exchange = get_exchange (self);
  const VbPostBook *book = vb_exchange_get_book (exchange);

  gtk_widget_set_visible (GTK_WIDGET (self), vb_exchange_get_by_server (exchange));
  if (book != NULL && !self->filled)
    fill (self, book);
}

/* ------------------------------------------------------------------ object */

static void
vb_server_group_dispose (GObject *object)
{
  VbServerGroup *self = VB_SERVER_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_SERVER_GROUP);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_server_group_parent_class)->dispose (object);
}

static void
vb_server_group_finalize (GObject *object)
{
  g_clear_object (&VB_SERVER_GROUP (object)->cancellable);

  G_OBJECT_CLASS (vb_server_group_parent_class)->finalize (object);
}

static void
vb_server_group_class_init (VbServerGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_server_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_server_group_finalize;
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/exchange/vb-server-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VbServerGroup, address_row);
  gtk_widget_class_bind_template_child (widget_class, VbServerGroup, user_row);
  gtk_widget_class_bind_template_child (widget_class, VbServerGroup, password_row);
  gtk_widget_class_bind_template_child (widget_class, VbServerGroup, try_row);
  gtk_widget_class_bind_template_child (widget_class, VbServerGroup, try_button);
  gtk_widget_class_bind_template_child (widget_class, VbServerGroup, spinner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
}

static void
vb_server_group_init (VbServerGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_entry_focus_tell (GTK_WIDGET (self));
}

void
vb_server_group_set_session (VbServerGroup *self,
                             VbSession     *session)
{
  g_return_if_fail (VB_IS_SERVER_GROUP (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (get_exchange (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
