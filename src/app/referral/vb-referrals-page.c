/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-page.h"

#include <glib/gi18n.h>

#include "app/people/vb-person-choice.h"
#include "app/referral/vb-referrals-caseload.h"
#include "app/referral/vb-referrals-functions.h"
#include "app/referral/vb-referrals-item.h"
#include "app/referral/vb-referrals-row.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-call.h"
#include "app/vb-session.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-form-part.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-time.h"
#include "core/store/vb-referrals-team.h"

#define PAGE 60
#define LONGEST 500 /* that are read again at once after a change */
#define NEAR 600    /* pixels before the end: time to read on */

struct _VbReferralsPage
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkMenuButton *menu_button;
  GtkMenuButton *filter_button;
  VbPersonChoice *box_choice;
  VbPersonChoice *kind_choice;
  VbPersonChoice *function_choice;
  VbPersonChoice *order_choice;
  GtkEditable *entry;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkSingleSelection *selection;
  AdwStatusPage *empty_page;
  AdwStatusPage *failed_page;

  VbSession *session;
  GSignalGroup *store_signals;
  GListStore *items;
  GCancellable *loading;
  GCancellable *reading_on;
  VbReferralBox box;
  char *chosen;        /* (nullable) */
  guint n_own;         /* functions whose letters arrive here */
  guint reloading;
  gboolean more;       /* after those that are shown */
  gboolean filling;    /* not by hand */
  gboolean first_wanted; /* Enter was pressed before the answer came */
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

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbReferralsPage, vb_referrals_page, GTK_TYPE_WIDGET)

/* As they are met on a day: what needs somebody first. */
static const VbReferralBox shown[] = {
  VB_BOX_NEW,  VB_BOX_OVERDUE, VB_BOX_REMINDERS,    VB_BOX_MINE,   VB_BOX_TEAM, VB_BOX_WAITING,
  VB_BOX_SENT, VB_BOX_SILENT,  VB_BOX_ENDED_UNREAD, VB_BOX_DRAFTS, VB_BOX_DONE,
};

G_STATIC_ASSERT (G_N_ELEMENTS (shown) == VB_N_BOXES);

static VbStore *
get_store (VbReferralsPage *self)
{
  return self->session != NULL ? vb_session_get_store (self->session) : NULL;
}

/* ------------------------------------------------------------------ above the list */

static guint
chosen_number (VbPersonChoice *choice)
{
  g_autofree char *value = vb_form_part_dup_value (VB_FORM_PART (choice));

  return g_ascii_strtoull (value, NULL, 10);
}

/* Numbers as values, in the order of @labels. */
static void
fill_choice (VbPersonChoice *choice,
             const guint    *numbers,
             GPtrArray      *labels)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  guint n = labels->len;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (values, g_strdup_printf ("%u", numbers != NULL ? numbers[i] : i));
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (labels, NULL);
  vb_person_choice_set_list (choice, (const char *const *) values->pdata,
                             (const char *const *) labels->pdata);
}

static void
show_chosen_box (VbReferralsPage *self)
{
  g_autofree char *value = g_strdup_printf ("%u", self->box);

  self->filling = TRUE;
  vb_form_part_set_value (VB_FORM_PART (self->box_choice), value);
  self->filling = FALSE;
}

/* @counts: (nullable): not known yet */
static void
fill_boxes (VbReferralsPage        *self,
            const VbReferralCounts *counts)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint numbers[VB_N_BOXES];

  for (guint i = 0; i < VB_N_BOXES; i++)
    {
      const char *words = vb_referrals_words_box (shown[i]);

      numbers[i] = shown[i];
      if (counts == NULL || counts->n[shown[i]] == 0)
        g_ptr_array_add (labels, g_strdup (words));
      else
        /* Translators: the name of a list, and how many there are in it */
        g_ptr_array_add (labels, g_strdup_printf (C_("list", "%s (%u)"), words,
                                                  counts->n[shown[i]]));
    }
  fill_choice (self->box_choice, numbers, labels);
  show_chosen_box (self);
}

static void
fill_kinds (VbReferralsPage *self)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (labels, g_strdup (_("Every kind")));
  for (guint kind = 0; kind < VB_N_KINDS; kind++)
    g_ptr_array_add (labels, g_strdup (vb_referrals_words_kind (kind)));
  fill_choice (self->kind_choice, NULL, labels);
}

static void
fill_functions (VbReferralsPage *self,
                GPtrArray       *functions)
{
  g_autofree char *before = vb_form_part_dup_value (VB_FORM_PART (self->function_choice));
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();
  g_autoptr(GPtrArray) values = g_ptr_array_new ();

  g_ptr_array_add (labels, (char *) _("Every function"));
  g_ptr_array_add (values, (char *) "");
  for (guint i = 0; functions != NULL && i < functions->len; i++)
    {
      const VbOwnFunction *function = g_ptr_array_index (functions, i);

      g_ptr_array_add (labels, function->name);
      g_ptr_array_add (values, function->id);
    }
  g_ptr_array_add (labels, NULL);
  g_ptr_array_add (values, NULL);
  self->filling = TRUE;
  vb_person_choice_set_list (self->function_choice, (const char *const *) values->pdata,
                             (const char *const *) labels->pdata);
  vb_form_part_set_value (VB_FORM_PART (self->function_choice), before);
  self->filling = FALSE;
}

static gboolean
is_narrowed (VbReferralsPage *self)
{
  g_autofree char *function = vb_form_part_dup_value (VB_FORM_PART (self->function_choice));

  return *gtk_editable_get_text (self->entry) != '\0' || *function != '\0'
         || chosen_number (self->kind_choice) > 0;
}

/* ------------------------------------------------------------------ rows */

static void
forget_chosen (VbReferralsPage *self)
{
  g_clear_pointer (&self->chosen, g_free);
}

static const char *
id_at (VbReferralsPage *self,
       guint            position)
{
  g_autoptr(VbReferralsItem) item =
    g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return item != NULL ? vb_referrals_item_get_line (item)->id : NULL;
}

static void
choose (VbReferralsPage *self,
        guint            position)
{
  const char *id = id_at (self, position);

  if (id == NULL)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  g_signal_emit (self, signals[CHOSEN], 0, self->chosen);
}

static void
selected_cb (VbReferralsPage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (self->filling || self->folded || position == GTK_INVALID_LIST_POSITION
      || g_strcmp0 (id_at (self, position), self->chosen) == 0)
    return;
  choose (self, position);
}

static void
activated_cb (VbReferralsPage *self,
              guint            position)
{
  choose (self, position);
}

static void
select_chosen (VbReferralsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->chosen != NULL && i < n && position == GTK_INVALID_LIST_POSITION; i++)
    if (g_strcmp0 (id_at (self, i), self->chosen) == 0)
      position = i;
  gtk_single_selection_set_selected (self->selection, position);
}

/* Rows that stay keep their object; what is between the same beginning and the same end is put in
 * anew. Takes the lines. */
static void
fill_list (VbReferralsPage *self,
           GPtrArray       *lines)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint head = 0, tail = 0;

  while (head < n_old && head < lines->len
         && g_strcmp0 (id_at (self, head), ((VbReferralLine *) lines->pdata[head])->id) == 0)
    head++;
  while (tail < n_old - head && tail < lines->len - head
         && g_strcmp0 (id_at (self, n_old - 1 - tail),
                       ((VbReferralLine *) lines->pdata[lines->len - 1 - tail])->id) == 0)
    tail++;
  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      VbReferralLine *line = g_ptr_array_index (lines, i);
      guint at = i < head ? i : n_old - (lines->len - i);
      g_autoptr(VbReferralsItem) item = NULL;

      if (i >= head && i < lines->len - tail)
        {
          g_ptr_array_add (added, vb_referrals_item_new (line));
          continue;
        }
      item = g_list_model_get_item (G_LIST_MODEL (self->items), at);
      vb_referrals_item_set_line (item, line);
    }
  self->filling = TRUE;
  g_list_store_splice (self->items, head, n_old - head - tail, added->pdata, added->len);
  select_chosen (self);
  self->filling = FALSE;
}

static const char *
page_of (VbReferralsPage *self,
         guint            n_lines)
{
  gboolean comes_in = self->box == VB_BOX_NEW || self->box == VB_BOX_MINE
                      || self->box == VB_BOX_TEAM || self->box == VB_BOX_WAITING;

  if (n_lines > 0)
    return "list";
  if (is_narrowed (self))
    return "nothing";
  return comes_in && self->n_own == 0 ? "setup" : "empty";
}

static void
show_lines (VbReferralsPage *self,
            GPtrArray       *lines)
{
  guint n = lines->len;

  fill_list (self, lines);
  adw_status_page_set_description (self->empty_page, vb_referrals_words_empty (self->box));
  gtk_stack_set_visible_child_name (self->stack, page_of (self, n));
}

/* ------------------------------------------------------------------ reading */

typedef struct
{
  char *today;
  char *function_id;
  VbReferralQuery query;
} Asked;

static void
asked_clear (Asked *self)
{
  g_free (self->today);
  g_free (self->function_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static void
ask (VbReferralsPage *self,
     Asked           *asked)
{
  static const VbReferralOrder orders[] = { VB_REFERRALS_BY_BOX, VB_REFERRALS_BY_NEWEST,
                                            VB_REFERRALS_BY_SILENCE };
  g_autofree char *order = vb_form_part_dup_value (VB_FORM_PART (self->order_choice));
  guint kind = chosen_number (self->kind_choice);

  asked->today = vb_time_today ();
  asked->function_id = vb_form_part_dup_value (VB_FORM_PART (self->function_choice));
  asked->query = (VbReferralQuery) {
    .box = self->box,
    .today = asked->today,
    .worker = vb_session_get_user_name (self->session),
    .text = gtk_editable_get_text (self->entry),
    .kinds = kind > 0 ? 1u << (kind - 1) : 0,
    .function_id = *asked->function_id != '\0' ? asked->function_id : NULL,
    .order = orders[g_str_equal (order, "newest") ? 1 : g_str_equal (order, "silence") ? 2 : 0],
    .limit = PAGE,
  };
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsPage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_referrals_list_finish (VB_STORE (source), result, &error);
  gboolean first_wanted = self->first_wanted;

  if (vb_call_is_over (call))
    return;
  g_clear_object (&self->loading);
  self->first_wanted = FALSE;
  if (lines == NULL)
    {
      vb_error_page_show (self->failed_page, error);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  self->more = lines->len > 0 && lines->len % PAGE == 0;
  show_lines (self, lines);
  if (first_wanted)
    choose (self, 0);
}

static void
stop_loading (VbReferralsPage *self)
{
  g_clear_handle_id (&self->reloading, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->reading_on);
  g_clear_object (&self->reading_on);
}

/* @limit: as many as are wanted from the first one on */
static void
load_first (VbReferralsPage *self,
            guint            limit)
{
  VbStore *store = get_store (self);
  g_auto(Asked) asked = { NULL };

  stop_loading (self);
  /* Who does not look at the page does not search: that would stand in the log. */
  if (store == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  ask (self, &asked);
  asked.query.limit = limit;
  self->loading = g_cancellable_new ();
  vb_referrals_list_async (store, &asked.query, self->loading, loaded_cb,
                           vb_call_new (self, self->loading));
}

static void
load (VbReferralsPage *self)
{
  load_first (self, PAGE);
}

static void
read_on_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsPage *self = call->owner;
  g_autoptr(GPtrArray) lines = vb_referrals_list_finish (VB_STORE (source), result, NULL);
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  if (vb_call_is_over (call))
    return;
  g_clear_object (&self->reading_on);
  /* What could not be read is asked for again with the next movement. */
  self->more = lines == NULL || lines->len == PAGE;
  if (lines == NULL)
    return;
  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (added, vb_referrals_item_new (g_ptr_array_index (lines, i)));
  self->filling = TRUE;
  g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0,
                       added->pdata, added->len);
  self->filling = FALSE;
}

static void
scrolled_cb (VbReferralsPage *self,
             GtkAdjustment   *adjustment)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)
                - gtk_adjustment_get_value (adjustment);
  VbStore *store = get_store (self);
  g_auto(Asked) asked = { NULL };

  if (left > NEAR || !self->more || self->loading != NULL || self->reading_on != NULL
      || store == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  ask (self, &asked);
  asked.query.offset = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  self->reading_on = g_cancellable_new ();
  vb_referrals_list_async (store, &asked.query, self->reading_on, read_on_cb,
                           vb_call_new (self, self->reading_on));
}

static void
functions_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbReferralsPage) self = user_data;
  g_autoptr(GPtrArray) functions =
    vb_referrals_list_functions_finish (VB_STORE (source), result, NULL);

  if (functions == NULL || get_store (self) != VB_STORE (source))
    return;
  self->n_own = functions->len;
  fill_functions (self, functions);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0 && self->loading == NULL)
    gtk_stack_set_visible_child_name (self->stack, page_of (self, 0));
}

static void
load_functions (VbReferralsPage *self)
{
  VbStore *store = get_store (self);

  if (store != NULL)
    vb_referrals_list_functions_async (store, NULL, LONGEST, NULL, functions_cb,
                                       g_object_ref (self));
}

static gboolean
reload_cb (gpointer data)
{
  VbReferralsPage *self = data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  self->reloading = 0;
  load_first (self, CLAMP ((n + PAGE - 1) / PAGE * PAGE, PAGE, LONGEST / PAGE * PAGE));
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbReferralsPage *self,
                  guint64          tables)
{
  if ((tables & VB_CHANGED_PEOPLE) != 0 && self->reloading == 0)
    self->reloading = g_idle_add (reload_cb, self);
  if ((tables & VB_CHANGED_LOCAL) != 0)
    load_functions (self);
}

/* ------------------------------------------------------------------ what somebody does */

static void
choice_cb (VbReferralsPage *self)
{
  if (self->filling)
    return;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  load (self);
}

static void
box_cb (VbReferralsPage *self)
{
  if (self->filling)
    return;
  self->box = chosen_number (self->box_choice);
  choice_cb (self);
}

static void
entry_activated_cb (VbReferralsPage *self)
{
  self->first_wanted = TRUE;
  load (self);
}

static void
stop_search_cb (VbReferralsPage *self)
{
  gtk_editable_set_text (self->entry, "");
}

static void
clear_cb (VbReferralsPage *self)
{
  self->filling = TRUE;
  gtk_editable_set_text (self->entry, "");
  vb_form_part_set_value (VB_FORM_PART (self->kind_choice), "0");
  vb_form_part_set_value (VB_FORM_PART (self->function_choice), "");
  self->filling = FALSE;
  load (self);
}

static void
functions_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VbReferralsPage *self = VB_REFERRALS_PAGE (widget);

  if (get_store (self) != NULL)
    gtk_window_present (vb_referrals_functions_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                                    get_store (self)));
}

static void
caseload_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VbReferralsPage *self = VB_REFERRALS_PAGE (widget);

  if (get_store (self) != NULL)
    gtk_window_present (vb_referrals_caseload_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                                   get_store (self)));
}

/* ------------------------------------------------------------------ object */

static void
store_set_cb (VbReferralsPage *self)
{
  VbStore *store = get_store (self);

  g_signal_group_set_target (self->store_signals, store);
  if (store != NULL)
    {
      load_functions (self);
      load (self);
      return;
    }
  stop_loading (self);
  forget_chosen (self);
  g_list_store_remove_all (self->items);
  gtk_editable_set_text (self->entry, "");
  fill_boxes (self, NULL);
}

static void
set_session (VbReferralsPage *self,
             VbSession       *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user-name", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  store_set_cb (self);
}

static void
vb_referrals_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_referrals_page_parent_class)->map (widget);
  load (VB_REFERRALS_PAGE (widget));
}

static void
vb_referrals_page_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  VbReferralsPage *self = VB_REFERRALS_PAGE (object);

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
vb_referrals_page_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VbReferralsPage *self = VB_REFERRALS_PAGE (object);

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
vb_referrals_page_dispose (GObject *object)
{
  VbReferralsPage *self = VB_REFERRALS_PAGE (object);

  stop_loading (self);
  g_clear_object (&self->store_signals);
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_REFERRALS_PAGE);
  g_clear_object (&self->items);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_referrals_page_parent_class)->dispose (object);
}

static void
vb_referrals_page_finalize (GObject *object)
{
  forget_chosen (VB_REFERRALS_PAGE (object));

  G_OBJECT_CLASS (vb_referrals_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, header);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, box_choice);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, function_choice);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, order_choice);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, entry);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, list);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, selection);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
vb_referrals_page_class_init (VbReferralsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_referrals_page_get_property;
  object_class->set_property = vb_referrals_page_set_property;
  object_class->dispose = vb_referrals_page_dispose;
  object_class->finalize = vb_referrals_page_finalize;
  widget_class->map = vb_referrals_page_map;

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

  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_REFERRALS_ROW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "referrals.functions", NULL, functions_action);
  gtk_widget_class_install_action (widget_class, "referrals.caseload", NULL, caseload_action);
}

static void
vb_referrals_page_init (VbReferralsPage *self)
{
  VbPersonChoice *choices[3];

  self->items = g_list_store_new (VB_TYPE_REFERRALS_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  choices[0] = self->kind_choice;
  choices[1] = self->function_choice;
  choices[2] = self->order_choice;
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->items));
  vb_accessible_set_label (GTK_WIDGET (self->menu_button), _("More about referrals"));
  vb_accessible_set_label (GTK_WIDGET (self->filter_button), _("Narrow and sort"));
  fill_kinds (self);
  fill_functions (self, NULL);
  fill_boxes (self, NULL);
  g_signal_connect_swapped (self->box_choice, "edited", G_CALLBACK (box_cb), self);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    g_signal_connect_swapped (choices[i], "edited", G_CALLBACK (choice_cb), self);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed",
                            G_CALLBACK (scrolled_cb), self);
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}

void
vb_referrals_page_focus_search (VbReferralsPage *self)
{
  g_return_if_fail (VB_IS_REFERRALS_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
vb_referrals_page_show_box (VbReferralsPage *self,
                            VbReferralBox    box)
{
  g_return_if_fail (VB_IS_REFERRALS_PAGE (self) && box < VB_N_BOXES);

  self->box = box;
  show_chosen_box (self);
  clear_cb (self);
}

VbReferralBox
vb_referrals_page_get_box (VbReferralsPage *self)
{
  g_return_val_if_fail (VB_IS_REFERRALS_PAGE (self), VB_BOX_NEW);

  return self->box;
}

void
vb_referrals_page_set_counts (VbReferralsPage        *self,
                              const VbReferralCounts *counts)
{
  g_return_if_fail (VB_IS_REFERRALS_PAGE (self) && counts != NULL);

  fill_boxes (self, counts);
}
