/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-people-page.h"

#include <glib/gi18n.h>

#include "app/rights/vb-bring-in-window.h"
#include "app/vb-call.h"
#include "app/vb-session.h"
#include "app/vb-words.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-people.h"

#define LIMIT 50

struct _VbPeoplePage
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkEditable *entry;
  GtkStack *stack;
  GtkLabel *heading;
  GtkListBox *list;
  AdwStatusPage *failed_page;

  VbSession *session;
  GSignalGroup *store_signals;
  GCancellable *searching;
  GPtrArray *ids; /* of char *: of the rows */
  gboolean folded;
  gboolean sidebar_folded;
  gboolean first_wanted; /* Enter was pressed before the answer came */
  guint noting;          /* somebody was opened; the list follows when there is time */
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDED,
  PROP_SIDEBAR_FOLDED,
  N_PROPS
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbPeoplePage, vb_people_page, GTK_TYPE_WIDGET)

static char *
dup_text (VbPeoplePage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
choose (VbPeoplePage *self,
        guint         position)
{
  if (position < self->ids->len)
    g_signal_emit (self, signals[CHOSEN], 0, g_ptr_array_index (self->ids, position));
}

/* ------------------------------------------------------------------ rows */

static char *
dup_details (const VbPersonLine *line)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (line->birth_date != NULL)
    g_ptr_array_add (parts, vb_words_date (line->birth_date));
  if (line->postal_code != NULL)
    g_ptr_array_add (parts, g_strdup (line->postal_code));
  if (line->case_number != NULL && g_strcmp0 (line->case_number, line->name) != 0)
    g_ptr_array_add (parts, g_strdup (line->case_number));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
set_row (gpointer            row,
         const VbPersonLine *line)
{
  g_autofree char *details = dup_details (line);

  adw_preferences_row_set_title (row, line->name);
  adw_action_row_set_subtitle (row, details);
}

static void
insert_row (VbPeoplePage       *self,
            guint               position,
            const VbPersonLine *line)
{
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "activatable", TRUE,
                                 NULL);

  set_row (row, line);
  gtk_list_box_insert (self->list, row, position);
  g_ptr_array_insert (self->ids, position, g_strdup (line->id));
}

static void
move_row (VbPeoplePage *self,
          guint         from,
          guint         to)
{
  g_autoptr(GtkWidget) row =
    g_object_ref (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, from)));
  gboolean focused = gtk_widget_has_focus (row);

  gtk_list_box_remove (self->list, row);
  gtk_list_box_insert (self->list, row, to);
  /* Whoever stands on it goes along: GTK takes the focus away with the row. */
  if (focused)
    gtk_widget_grab_focus (row);
  g_ptr_array_insert (self->ids, to, g_ptr_array_steal_index (self->ids, from));
}

static void
clear_rows (VbPeoplePage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_ptr_array_set_size (self->ids, 0);
}

/* The number of rows when there is none from @start on. */
static guint
find_row (VbPeoplePage *self,
          guint         start,
          const char   *id)
{
  guint i = start;

  while (i < self->ids->len && g_strcmp0 (g_ptr_array_index (self->ids, i), id) != 0)
    i++;
  return i;
}

/* Who stays keeps the row, and with it focus and place; to make and measure a row takes longer than
 * to move it. */
static void
fill_list (VbPeoplePage *self,
           GPtrArray    *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const VbPersonLine *line = g_ptr_array_index (lines, i);
      guint at = find_row (self, i, line->id);

      if (at == self->ids->len)
        {
          insert_row (self, i, line);
          continue;
        }
      if (at > i)
        move_row (self, at, i);
      set_row (gtk_list_box_get_row_at_index (self->list, i), line);
    }
  while (self->ids->len > lines->len)
    {
      guint last = self->ids->len - 1;

      gtk_list_box_remove (self->list,
                           GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, last)));
      g_ptr_array_set_size (self->ids, last);
    }
}

static void
show_lines (VbPeoplePage *self,
            GPtrArray    *lines)
{
  g_autofree char *text = dup_text (self);
  gboolean recent = *text == '\0';

  fill_list (self, lines);
  if (recent)
    gtk_label_set_label (self->heading, _("Opened last"));
  else if (lines->len == LIMIT)
    gtk_label_set_label (self->heading, _("The first of many. Type more to find the right one."));
  gtk_widget_set_visible (GTK_WIDGET (self->heading), recent || lines->len == LIMIT);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list"
                                                 : recent ? "empty" : "nothing");
}

/* ------------------------------------------------------------------ searching */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPeoplePage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_people_find_finish (VB_STORE (source), result, &error);
  gboolean first_wanted = self->first_wanted;

  if (vb_call_is_over (call))
    return;
  g_clear_object (&self->searching);
  self->first_wanted = FALSE;
  if (lines == NULL)
    {
      vb_error_page_show (self->failed_page, error);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  show_lines (self, lines);
  if (first_wanted)
    choose (self, 0);
}

static void
search (VbPeoplePage *self)
{
  VbStore *store = self->session != NULL ? vb_session_get_store (self->session) : NULL;
  g_autofree char *text = NULL;

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  /* Who does not look at the page does not search: that would stand in the log. */
  if (store == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  text = dup_text (self);
  self->searching = g_cancellable_new ();
  vb_people_find_async (store, text, LIMIT, self->searching, found_cb,
                        vb_call_new (self, self->searching));
}

static void
entry_activated_cb (VbPeoplePage *self)
{
  self->first_wanted = TRUE;
  search (self);
}

static void
stop_search_cb (VbPeoplePage *self)
{
  gtk_editable_set_text (self->entry, "");
}

static void
row_activated_cb (VbPeoplePage  *self,
                  GtkListBoxRow *row)
{
  choose (self, gtk_list_box_row_get_index (row));
}

/* Names may have changed; who was found stays found. */
static void
store_changed_cb (VbPeoplePage *self,
                  guint64       tables)
{
  if ((tables & VB_CHANGED_PEOPLE) != 0)
    vb_people_page_note_opened (self);
}

static void
store_set_cb (VbPeoplePage *self)
{
  VbStore *store = vb_session_get_store (self->session);

  g_signal_group_set_target (self->store_signals, store);
  if (store != NULL)
    {
      search (self);
      return;
    }
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  clear_rows (self);
  gtk_editable_set_text (self->entry, "");
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* ------------------------------------------------------------------ from a file */

static void
brought_in_cb (VbPeoplePage *self,
               const char   *id)
{
  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
bring_in_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VbPeoplePage *self = VB_PEOPLE_PAGE (widget);
  VbStore *store = vb_session_get_store (self->session);
  GtkWindow *window;

  if (store == NULL)
    return;
  window = vb_bring_in_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), store);
  g_signal_connect_object (window, "brought-in", G_CALLBACK (brought_in_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

/* ------------------------------------------------------------------ object */

static void
vb_people_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_people_page_parent_class)->map (widget);
  search (VB_PEOPLE_PAGE (widget));
}

static void
vb_people_page_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VbPeoplePage *self = VB_PEOPLE_PAGE (object);

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
set_session (VbPeoplePage *self,
             VbSession    *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), self,
                           G_CONNECT_SWAPPED);
  store_set_cb (self);
}

static void
vb_people_page_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VbPeoplePage *self = VB_PEOPLE_PAGE (object);

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
vb_people_page_dispose (GObject *object)
{
  VbPeoplePage *self = VB_PEOPLE_PAGE (object);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->store_signals);
  g_clear_handle_id (&self->noting, g_source_remove);
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_PEOPLE_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_people_page_parent_class)->dispose (object);
}

static void
vb_people_page_finalize (GObject *object)
{
  g_ptr_array_unref (VB_PEOPLE_PAGE (object)->ids);

  G_OBJECT_CLASS (vb_people_page_parent_class)->finalize (object);
}

static void
vb_people_page_class_init (VbPeoplePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_people_page_get_property;
  object_class->set_property = vb_people_page_set_property;
  object_class->dispose = vb_people_page_dispose;
  object_class->finalize = vb_people_page_finalize;
  widget_class->map = vb_people_page_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDEBAR_FOLDED] =
    g_param_spec_boolean ("sidebar-folded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/people/vb-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPeoplePage, header);
  gtk_widget_class_bind_template_child (widget_class, VbPeoplePage, entry);
  gtk_widget_class_bind_template_child (widget_class, VbPeoplePage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbPeoplePage, heading);
  gtk_widget_class_bind_template_child (widget_class, VbPeoplePage, list);
  gtk_widget_class_bind_template_child (widget_class, VbPeoplePage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "people.bring-in", NULL, bring_in_action);
}

static void
vb_people_page_init (VbPeoplePage *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->stack, "empty");
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}

void
vb_people_page_focus_search (VbPeoplePage *self)
{
  g_return_if_fail (VB_IS_PEOPLE_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static gboolean
note_opened_cb (gpointer data)
{
  VbPeoplePage *self = data;
  g_autofree char *text = dup_text (self);

  self->noting = 0;
  if (*text == '\0')
    search (self);
  return G_SOURCE_REMOVE;
}

void
vb_people_page_note_opened (VbPeoplePage *self)
{
  g_return_if_fail (VB_IS_PEOPLE_PAGE (self));

  /* After the frame in which that person appears. */
  if (self->noting == 0)
    self->noting = g_idle_add (note_opened_cb, self);
}
