/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-access-window.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-access-overview.h"

#define PAGE 200

struct _VbAccessWindow
{
  AdwWindow parent_instance;

  GtkLabel *intro_label;
  GtkLabel *error_label;
  GtkListBox *list;
  GtkWidget *more_button;

  VbStore *store;
  char *person_id;
  gint64 before_seq; /* of the last entry that is shown */
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (VbAccessWindow, vb_access_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ rows */

/* The same person did the same on the same day. */
static gboolean
is_same (const VbAccessRecord *one,
         const VbAccessRecord *other)
{
  g_autofree char *day = vb_words_moment (one->at);
  g_autofree char *other_day = vb_words_moment (other->at);

  return g_strcmp0 (day, other_day) == 0
         && g_strcmp0 (one->user_name, other->user_name) == 0
         && g_strcmp0 (one->role, other->role) == 0
         && g_strcmp0 (one->purpose, other->purpose) == 0
         && g_strcmp0 (vb_access_record_get_words (one), vb_access_record_get_words (other)) == 0;
}

static char *
dup_what (const VbAccessRecord *record)
{
  const char *words = _(vb_access_record_get_words (record));
  const char *known = vb_access_record_get_purpose (record);
  const char *why = known != NULL ? _(known) : record->purpose;
  g_autofree char *who = record->role != NULL && *record->role != '\0'
                         ? g_strdup_printf ("%s (%s)", record->user_name, record->role)
                         : g_strdup (record->user_name);

  if (why == NULL || *why == '\0')
    /* Translators: who, and what they did: “M. Jansen opened the record of a person” */
    return g_strdup_printf (C_("access log", "%s %s"), who, words);
  /* Translators: who, what they did, and why */
  return g_strdup_printf (C_("access log", "%s %s: %s"), who, words, why);
}

static void
add_row (VbAccessWindow       *self,
         const VbAccessRecord *record,
         guint                 n)
{
  g_autofree char *title = dup_what (record);
  g_autofree char *moment = vb_words_moment_exactly (record->at);
  g_autofree char *when = n == 1 ? g_strdup (moment)
    /* Translators: %s is the date and time of the last time */
    : g_strdup_printf (ngettext ("%s, %u time that day", "%s, %u times that day", n), moment, n);
  /* what is no markup must be known before there is any text */
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title-lines", 0,
                                 "subtitle-lines", 0, "activatable", FALSE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  gtk_list_box_append (self->list, row);
}

static void
add_rows (VbAccessWindow *self,
          GPtrArray      *records)
{
  guint first = 0;

  for (guint i = 1; i <= records->len; i++)
    if (i == records->len || !is_same (records->pdata[first], records->pdata[i]))
      {
        add_row (self, records->pdata[first], i - first);
        first = i;
      }
}

/* ------------------------------------------------------------------ loading */

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
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), records == NULL);
  /* after an error it tries again */
  gtk_widget_set_visible (self->more_button, records == NULL || records->len == PAGE);
  gtk_widget_set_sensitive (self->more_button, TRUE);
  if (records == NULL)
    {
      g_autofree char *text = vb_error_dup_text (error);

      gtk_label_set_label (self->error_label, text);
      return;
    }
  add_rows (self, records);
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
  gtk_widget_class_bind_template_callback (widget_class, load);
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
  load (self);
  return GTK_WINDOW (self);
}
