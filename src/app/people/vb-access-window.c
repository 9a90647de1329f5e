/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-access-window.h"

#include <glib/gi18n.h>

#include "app/access/vb-confirm-window.h"
#include "app/people/vb-access-lines.h"
#include "app/people/vb-access-paper.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-access-overview.h"

#define PAGE 200
#define ALL G_MAXINT

struct _VbAccessWindow
{
  AdwWindow parent_instance;

  GtkLabel *intro_label;
  GtkLabel *error_label;
  GtkListBox *list;
  GtkWidget *more_button;
  GtkWidget *paper_button;

  VbStore *store;
  char *person_id;
  char *name;
  gint64 before_seq; /* of the last entry that is shown */
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (VbAccessWindow, vb_access_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ rows */

static void
add_row (const char *what,
         const char *when,
         gpointer    data)
{
  VbAccessWindow *self = data;
  /* what is no markup must be known before there is any text */
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title-lines", 0,
                                 "subtitle-lines", 0, "activatable", FALSE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  gtk_list_box_append (self->list, row);
}

/* ------------------------------------------------------------------ loading */

static void
say (VbAccessWindow *self,
     const GError   *error)
{
  g_autofree char *text = error != NULL ? vb_error_dup_text (error) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAccessWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = vb_access_overview_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  say (self, error);
  /* after an error it tries again */
  gtk_widget_set_visible (self->more_button, records == NULL || records->len == PAGE);
  gtk_widget_set_sensitive (self->more_button, TRUE);
  if (records == NULL)
    return;
  vb_access_lines_foreach (records, add_row, self);
  if (records->len > 0)
    self->before_seq = ((VbAccessRecord *) records->pdata[records->len - 1])->seq;
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          gtk_list_box_get_row_at_index (self->list, 0) != NULL);
}

static void
load (VbAccessWindow *self)
{
  gtk_widget_set_sensitive (self->more_button, FALSE);
  vb_access_overview_async (self->store, self->person_id, self->before_seq, PAGE, self->loading,
                            loaded_cb, vb_call_new (self, self->loading));
}

/* ------------------------------------------------------------------ on paper */

static void
all_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAccessWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = vb_access_overview_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  gtk_widget_set_sensitive (self->paper_button, TRUE);
  say (self, error);
  if (records != NULL)
    gtk_window_present (vb_access_paper_new (GTK_WINDOW (self), self->store, self->person_id,
                                             self->name, records));
}

/* All of it, also what is not shown yet. */
static void
read_all (VbAccessWindow *self)
{
  gtk_widget_set_sensitive (self->paper_button, FALSE);
  vb_access_overview_async (self->store, self->person_id, 0, ALL, self->loading, all_read_cb,
                            vb_call_new (self, self->loading));
}

/* Who worked with somebody's record leaves the store: whoever is at the screen is asked who they
 * are, as for a copy of the record. */
static void
paper_cb (VbAccessWindow *self)
{
  /* Translators: %s is somebody's name */
  g_autofree char *heading = g_strdup_printf (_("Who Saw the Record of %s"), self->name);
  VbConfirmQuestion question = {
    .heading = heading, .accept = _("Go On"),
    .body = _("All of this list leaves the store: on paper, or in a file that is not encrypted.")
  };

  vb_confirm (GTK_WINDOW (self), &question, G_CALLBACK (read_all), self);
}

/* ------------------------------------------------------------------ object */

static void
vb_access_window_dispose (GObject *object)
{
  VbAccessWindow *self = VB_ACCESS_WINDOW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_ACCESS_WINDOW);

  G_OBJECT_CLASS (vb_access_window_parent_class)->dispose (object);
}

static void
vb_access_window_finalize (GObject *object)
{
  VbAccessWindow *self = VB_ACCESS_WINDOW (object);

  g_clear_object (&self->loading);
  g_free (self->person_id);
  g_free (self->name);

  G_OBJECT_CLASS (vb_access_window_parent_class)->finalize (object);
}

static void
vb_access_window_class_init (VbAccessWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_access_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_access_window_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-access-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAccessWindow, intro_label);
  gtk_widget_class_bind_template_child (widget_class, VbAccessWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, VbAccessWindow, list);
  gtk_widget_class_bind_template_child (widget_class, VbAccessWindow, more_button);
  gtk_widget_class_bind_template_child (widget_class, VbAccessWindow, paper_button);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, paper_cb);
}

static void
vb_access_window_init (VbAccessWindow *self)
{
  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_access_window_new (GtkWindow      *parent,
                      VbStore        *store,
                      const VbPerson *person)
{
  VbAccessWindow *self = g_object_new (VB_TYPE_ACCESS_WINDOW, "transient-for", parent, NULL);
  g_autofree char *name = vb_person_dup_name (person);
  /* Translators: %s is the name of a person. */
  g_autofree char *intro = g_strdup_printf (_("This is who saw or changed what is kept of %s on "
                                              "this computer. The newest comes first. %s may ask "
                                              "for this."), name, name);

  gtk_label_set_label (self->intro_label, intro);
  self->store = g_object_ref (store);
  self->person_id = g_strdup (person->id);
  self->name = g_steal_pointer (&name);
  load (self);
  return GTK_WINDOW (self);
}
