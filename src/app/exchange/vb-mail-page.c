/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-mail-page.h"

#include <glib/gi18n.h>

#include "app/exchange/vb-letter-words.h"
#include "app/vb-recent.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"

struct _VbMailPage
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkStack *stack;
  GtkLabel *glance_label;
  GtkLabel *last_label;
  GtkWidget *now_button;
  GtkSpinner *spinner;
  GtkWidget *opened_box;
  GtkLabel *opened_title;
  GtkLabel *opened_advice;
  GtkWidget *trouble_box;
  GtkLabel *trouble_title;
  GtkLabel *trouble_advice;
  GtkWidget *unopened_box;
  GtkLabel *unopened_title;
  GtkLabel *unopened_advice;
  GtkListBox *list;
  GtkWidget *empty;

  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  VbSession *session;
  guint edition;    /* of the book that the rows are of */
  GPtrArray *lines; /* of VbMessageLine that belong to it, as the rows */
  gboolean folded;
  gboolean sidebar_folded;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDED,
  PROP_SIDEBAR_FOLDED,
  N_PROPS
};

/* Of a row: what its letter waits for. */
#define GROUP "vb-letter-group"

static GParamSpec *properties[N_PROPS];
static guint chosen_signal;

G_DEFINE_FINAL_TYPE (VbMailPage, vb_mail_page, GTK_TYPE_WIDGET)

static VbExchange *
get_exchange (VbMailPage *self)
{
  return vb_session_get_exchange (self->session);
}

/* ------------------------------------------------------------------ the letters */

static void
add_row (VbMailPage          *self,
         const VbPostBook    *book,
         const VbMessageLine *line)
{
  const VbPostPartner *partner = vb_post_book_find_partner (book, line->partner_id);
  g_autofree char *title =
    vb_letter_dup_title (line, partner != NULL ? partner->partner->name : NULL);
  g_autofree char *state = vb_letter_dup_state (line);
  g_autofree char *subtitle = line->code != NULL ? g_strdup_printf ("%s · %s", line->code, state)
                                                 : g_strdup (state);
  VbLetterGroup group = vb_letter_get_group (line);
  g_autofree char *said = g_strjoin (", ", title, vb_letter_group_words (group), subtitle, NULL);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "activatable", TRUE,
                                 "title", title, "title-lines", 0, "subtitle", subtitle,
                                 "subtitle-lines", 0, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  /* The list asks for its heading while rows come and go, when their lines may be gone already. */
  g_object_set_data (G_OBJECT (row), GROUP, GUINT_TO_POINTER (group));
  g_ptr_array_add (self->lines, (gpointer) line);
  gtk_list_box_append (self->list, row);
}

static void
clear_rows (VbMailPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_ptr_array_set_size (self->lines, 0);
}

/* Whoever stands on a row stays at that height of the list. */
static void
show_rows (VbMailPage *self)
{
  const VbPostBook *book = vb_exchange_get_book (get_exchange (self));
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  int at = focus != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;

  if (self->edition == vb_exchange_get_edition (get_exchange (self)))
    return;
  clear_rows (self);
  self->edition = vb_exchange_get_edition (get_exchange (self));
  for (VbLetterGroup group = 0; book != NULL && group < VB_LETTER_DONE; group++)
    for (guint i = 0; i < book->lines->len; i++)
      if (vb_letter_get_group (g_ptr_array_index (book->lines, i)) == group)
        add_row (self, book, g_ptr_array_index (book->lines, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->lines->len > 0);
  gtk_widget_set_visible (self->empty, self->lines->len == 0);
  if (at >= 0 && self->lines->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (
      self->list, MIN (at, (int) self->lines->len - 1))));
}

static VbLetterGroup
get_group (GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), GROUP));
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  VbLetterGroup group = get_group (row);
  GtkWidget *label;

  if (before != NULL && get_group (before) == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = g_object_new (GTK_TYPE_LABEL, "label", vb_letter_group_words (group), "xalign", 0.0,
                        "wrap", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_widget_add_css_class (label, "today-heading");
  if (group == VB_LETTER_ASKS)
    gtk_widget_add_css_class (label, "overdue");
  gtk_list_box_row_set_header (row, label);
}

static void
row_activated_cb (VbMailPage    *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, chosen_signal, 0,
                 g_ptr_array_index (self->lines, gtk_list_box_row_get_index (row)));
}

/* ------------------------------------------------------------------ files */

static void
show_opened (VbMailPage         *self,
             const VbPostReport *report)
{
  g_autofree char *title = vb_letter_dup_opened (report);
  const char *why = report->unopened > 0 ? vb_letter_reason_words (report->why) : NULL;

  gtk_widget_set_visible (self->opened_box, TRUE);
  gtk_label_set_label (self->opened_title, title);
  gtk_label_set_label (self->opened_advice, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->opened_advice), why != NULL);
  if (report->unopened > 0)
    gtk_widget_add_css_class (self->opened_box, "mail-trouble");
  else
    gtk_widget_remove_css_class (self->opened_box, "mail-trouble");
}

/* Their receipts leave with the next exchange. */
static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbMailPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(VbPostReport) report = { 0 };
  gboolean done = vb_post_letters_finish (result, &report, &error);
  VbWindow *window = vb_window_of (self);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (done)
    show_opened (self, &report);
  else if (window != NULL)
    vb_window_say_error (window, _("Not opened"), error);
  vb_exchange_refresh (get_exchange (self));
}

static void
open_chosen_cb (VbMailPage           *self,
                int                   response,
                GtkFileChooserNative *chooser)
{
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  VbStore *store = vb_session_get_store (self->session);
  guint n = response == GTK_RESPONSE_ACCEPT ? g_list_model_get_n_items (files) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (paths, g_file_get_path (file));
    }
  n = paths->len;
  g_ptr_array_add (paths, NULL);
  if (n > 0 && store != NULL)
    vb_post_open_letters_async (store, (const char *const *) paths->pdata, NULL, opened_cb,
                                g_object_ref (self));
  g_clear_object (&self->chooser);
}

static void
open_cb (VbMailPage *self)
{
  if (self->chooser != NULL)
    return;
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (_("Open a Letter"),
                                               GTK_WINDOW (vb_window_of (self)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (open_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ how it stands */

static void
show_trouble (VbMailPage *self)
{
  VbExchangeTrouble trouble = vb_exchange_get_trouble (get_exchange (self));

  gtk_widget_set_visible (self->trouble_box, trouble != VB_EXCHANGE_FINE);
  gtk_label_set_label (self->trouble_title, vb_exchange_trouble_title (trouble));
  gtk_label_set_label (self->trouble_advice, vb_exchange_get_advice (get_exchange (self)));
}

static void
show_unopened (VbMailPage         *self,
               const VbPostReport *report)
{
  guint n = report != NULL ? report->unopened : 0;
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u letter that lies there cannot be opened",
                               "%u letters that lie there cannot be opened", n), n);
  const char *why = n > 0 ? vb_letter_reason_words (report->why) : NULL;

  gtk_widget_set_visible (self->unopened_box, n > 0);
  gtk_label_set_label (self->unopened_title, title);
  gtk_label_set_label (self->unopened_advice, why != NULL ? why : "");
}

static void
update (VbMailPage *self)
{
  VbExchange *exchange = get_exchange (self);
  gboolean busy = vb_exchange_get_busy (exchange);
  g_autofree char *glance = vb_exchange_dup_glance (exchange);
  g_autofree char *last = NULL;
  const VbPostReport *report;
  gint64 at;

  show_rows (self);
  report = vb_exchange_get_report (exchange, &at);
  last = vb_exchange_dup_last (at, report);
  gtk_label_set_label (self->glance_label, glance);
  gtk_label_set_label (self->last_label, last);
  gtk_spinner_set_spinning (self->spinner, busy);
  show_trouble (self);
  show_unopened (self, report);
  gtk_stack_set_visible_child_name (self->stack,
                                    vb_exchange_get_store (exchange) == NULL ? "nothing"
                                    : vb_exchange_get_on (exchange) ? "on" : "off");
}

void
vb_mail_page_focus_first (VbMailPage *self)
{
  g_return_if_fail (VB_IS_MAIL_PAGE (self));

  if (self->lines->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* ------------------------------------------------------------------ object */

static void
set_session (VbMailPage *self,
             VbSession  *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (vb_session_get_exchange (session), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
vb_mail_page_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  VbMailPage *self = VB_MAIL_PAGE (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_SIDEBAR_FOLDED:
      g_value_set_boolean (value, self->sidebar_folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_mail_page_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  VbMailPage *self = VB_MAIL_PAGE (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      vb_header_alone (self->header, self->folded);
      break;
    case PROP_SIDEBAR_FOLDED:
      self->sidebar_folded = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_mail_page_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_MAIL_PAGE);
  g_clear_object (&VB_MAIL_PAGE (object)->session);
  g_clear_object (&VB_MAIL_PAGE (object)->chooser);

  G_OBJECT_CLASS (vb_mail_page_parent_class)->dispose (object);
}

static void
vb_mail_page_finalize (GObject *object)
{
  g_ptr_array_unref (VB_MAIL_PAGE (object)->lines);

  G_OBJECT_CLASS (vb_mail_page_parent_class)->finalize (object);
}

static void
vb_mail_page_class_init (VbMailPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_mail_page_get_property;
  object_class->set_property = vb_mail_page_set_property;
  object_class->dispose = vb_mail_page_dispose;
  object_class->finalize = vb_mail_page_finalize;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_SIDEBAR_FOLDED] =
    g_param_spec_boolean ("sidebar-folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  chosen_signal = g_signal_new ("chosen", VB_TYPE_MAIL_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/exchange/vb-mail-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, header);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, glance_label);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, last_label);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, now_button);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, opened_box);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, opened_title);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, opened_advice);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, trouble_box);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, trouble_title);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, trouble_advice);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, unopened_box);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, unopened_title);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, unopened_advice);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, list);
  gtk_widget_class_bind_template_child (widget_class, VbMailPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
vb_mail_page_init (VbMailPage *self)
{
  self->lines = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}
