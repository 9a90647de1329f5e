/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-mail-pane.h"

#include <glib/gi18n.h>

#include "app/exchange/vb-letter-words.h"
#include "app/vb-recent.h"
#include "app/vb-words.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"
#include "core/base/vb-error.h"
#include "exchange/vb-carrier.h"

struct _VbMailPane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkStack *stack;
  GtkLabel *title_label;
  GtkLabel *state_label;
  GtkLabel *advice_label;
  GtkWidget *again_button;
  GtkWidget *save_button;
  GtkWidget *referral_button;
  GtkWidget *preferences_button;
  AdwActionRow *code_row;
  AdwActionRow *made_row;
  AdwActionRow *handed_row;
  AdwActionRow *tries_row;
  AdwActionRow *next_row;

  VbSession *session;
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  char *partner_id; /* (nullable): which letter is shown, as the next two */
  char *id;
  gboolean incoming;
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbMailPane, vb_mail_pane, GTK_TYPE_WIDGET)

/* (nullable) (transfer none) */
static const VbMessageLine *
find_line (VbMailPane *self)
{
  const VbPostBook *book = vb_exchange_get_book (vb_session_get_exchange (self->session));

  for (guint i = 0; book != NULL && self->id != NULL && i < book->lines->len; i++)
    {
      const VbMessageLine *line = g_ptr_array_index (book->lines, i);

      if (line->incoming == self->incoming && g_str_equal (line->id, self->id)
          && g_str_equal (line->partner_id, self->partner_id))
        return line;
    }
  return NULL;
}

/* ------------------------------------------------------------------ what one can do */

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbMailPane) self = user_data;
  g_autoptr(GError) error = NULL;
  VbWindow *window = vb_window_of (self);

  if (self->session == NULL)
    return;
  if (vb_post_change_finish (result, &error))
    vb_exchange_run (vb_session_get_exchange (self->session));
  else if (window != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    vb_window_say_error (window, _("Not tried again"), error);
}

static void
again_cb (VbMailPane *self)
{
  VbStore *store = vb_session_get_store (self->session);

  if (store != NULL && find_line (self) != NULL)
    vb_post_try_again_async (store, self->partner_id, self->id, NULL, tried_cb,
                             g_object_ref (self));
}

static void
say_saved (VbWindow           *window,
           const VbPostReport *report,
           const GError       *error)
{
  if (error == NULL)
    vb_window_say (window, report->sent > 0 ? _("Saved. Give them the file.")
                                            : _("This letter may not go now."));
  else if (report->why == NULL && g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND))
    vb_window_say (window, _("The referral itself goes first."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    vb_window_say_error (window, _("Not saved"), error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbMailPane) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(VbPostReport) report = { 0 };
  VbWindow *window = vb_window_of (self);

  vb_post_letters_finish (result, &report, &error);
  if (self->session == NULL)
    return;
  if (window != NULL)
    say_saved (window, &report, error);
  vb_exchange_refresh (vb_session_get_exchange (self->session));
}

static void
save_chosen_cb (VbMailPane           *self,
                int                   response,
                GtkFileChooserNative *chooser)
{
  VbStore *store = vb_session_get_store (self->session);
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT
                            ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  VbWindow *window = vb_window_of (self);

  if (path != NULL && store != NULL && find_line (self) != NULL)
    vb_post_save_letter_async (store, self->partner_id, self->id, path, NULL, saved_cb,
                               g_object_ref (self));
  else if (file != NULL && path == NULL && window != NULL)
    vb_window_say (window, _("Choose a place on this computer."));
  g_clear_object (&self->chooser);
}

/* What it is called says nothing. */
static void
save_cb (VbMailPane *self)
{
  g_autofree char *name = vb_carrier_make_name (NULL);
  GtkFileChooser *chooser;

  if (self->chooser != NULL || find_line (self) == NULL)
    return;
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (_("Save the Letter"),
                                               GTK_WINDOW (vb_window_of (self)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  chooser = GTK_FILE_CHOOSER (self->chooser);
  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (save_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
referral_cb (VbMailPane *self)
{
  const VbMessageLine *line = find_line (self);

  if (line != NULL && line->referral_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-item", "(ss)", "referrals",
                                line->referral_id);
}

/* ------------------------------------------------------------------ showing */

/* @text: (nullable) (transfer full) */
static void
show_value (AdwActionRow *row,
            char         *text)
{
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  g_free (text);
}

static char *
dup_moment (gint64 at)
{
  return at != VB_NO_NUMBER && at > 0 ? vb_words_moment_exactly (at) : NULL;
}

static void
show_line (VbMailPane          *self,
           const VbMessageLine *line)
{
  const VbPostBook *book = vb_exchange_get_book (vb_session_get_exchange (self->session));
  const VbPostPartner *partner = vb_post_book_find_partner (book, line->partner_id);
  VbLetterGroup group = vb_letter_get_group (line);
  g_autofree char *title =
    vb_letter_dup_title (line, partner != NULL ? partner->partner->name : NULL);
  g_autofree char *state = vb_letter_dup_state (line);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->advice_label, vb_letter_advice (line));
  gtk_widget_set_visible (self->again_button, !line->incoming && group != VB_LETTER_DONE);
  gtk_widget_set_visible (self->save_button, !line->incoming
                                             && (group == VB_LETTER_WAITS
                                                 || group == VB_LETTER_GONE));
  gtk_widget_set_visible (self->referral_button, line->referral_id != NULL);
  gtk_widget_set_visible (self->preferences_button, group == VB_LETTER_ASKS);
  show_value (self->code_row, g_strdup (line->code));
  show_value (self->made_row, dup_moment (line->made_at));
  show_value (self->handed_row, dup_moment (line->handed_at));
  show_value (self->tries_row, line->tries > 0 ? g_strdup_printf ("%u", line->tries) : NULL);
  show_value (self->next_row, group == VB_LETTER_GONE ? dup_moment (line->next_at) : NULL);
}

static void
update (VbMailPane *self)
{
  const VbMessageLine *line = find_line (self);
  VbExchange *exchange = vb_session_get_exchange (self->session);

  if (vb_exchange_get_store (exchange) == NULL)
    g_clear_pointer (&self->id, g_free);
  if (line != NULL)
    show_line (self, line);
  else if (self->id != NULL && vb_exchange_get_book (exchange) == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, line != NULL ? "letter"
                                                 : self->id != NULL ? "done" : "none");
}

void
vb_mail_pane_show (VbMailPane          *self,
                   const VbMessageLine *line)
{
  g_return_if_fail (VB_IS_MAIL_PANE (self) && line != NULL);

  g_free (self->partner_id);
  self->partner_id = g_strdup (line->partner_id);
  g_free (self->id);
  self->id = g_strdup (line->id);
  self->incoming = line->incoming;
  update (self);
}

/* ------------------------------------------------------------------ object */

static void
set_session (VbMailPane *self,
             VbSession  *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (vb_session_get_exchange (session), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
vb_mail_pane_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  VbMailPane *self = VB_MAIL_PANE (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_mail_pane_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  VbMailPane *self = VB_MAIL_PANE (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      vb_header_alone (self->header, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_mail_pane_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_MAIL_PANE);
  g_clear_object (&VB_MAIL_PANE (object)->session);
  g_clear_object (&VB_MAIL_PANE (object)->chooser);

  G_OBJECT_CLASS (vb_mail_pane_parent_class)->dispose (object);
}

static void
vb_mail_pane_finalize (GObject *object)
{
  VbMailPane *self = VB_MAIL_PANE (object);

  g_free (self->partner_id);
  g_free (self->id);

  G_OBJECT_CLASS (vb_mail_pane_parent_class)->finalize (object);
}

static void
vb_mail_pane_class_init (VbMailPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_mail_pane_get_property;
  object_class->set_property = vb_mail_pane_set_property;
  object_class->dispose = vb_mail_pane_dispose;
  object_class->finalize = vb_mail_pane_finalize;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/exchange/vb-mail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, header);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, advice_label);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, again_button);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, referral_button);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, preferences_button);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, code_row);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, made_row);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, handed_row);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, tries_row);
  gtk_widget_class_bind_template_child (widget_class, VbMailPane, next_row);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, referral_cb);
}

static void
vb_mail_pane_init (VbMailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
