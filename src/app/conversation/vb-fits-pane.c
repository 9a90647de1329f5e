/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-fits-pane.h"

#include <glib/gi18n.h>

#include "app/agreement/vb-agreement-hint.h"
#include "app/conversation/vb-fit-row.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-fits.h"

#define FEW 5
#define MANY 30

struct _VbFitsPane
{
  GtkBox parent_instance;

  GtkDropDown *priority_drop;
  VbAgreementHint *hint;
  GtkLabel *state_label;
  GtkListBox *list;
  GtkWidget *more_button;
  GtkLabel *aside_label;

  VbTalk *talk;
  GCancellable *finding;
  char *asked;  /* (nullable): what the list is about, to look again only for something else */
  char *wanted; /* (nullable): id of the priority that was chosen here */
  guint limit;
  gboolean showing;
};

enum
{
  GIVEN,
  REFERRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbFitsPane, vb_fits_pane, GTK_TYPE_BOX)

/* ------------------------------------------------------------------ the plan */

static void
update_rows (VbFitsPane *self)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  gboolean possible = planning != NULL && vb_planning_is_ready (planning)
                      && vb_planning_get_error (planning) == NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      VbEntity *service = vb_fit_row_get_fit (VB_FIT_ROW (row))->service;

      vb_fit_row_set_planned (VB_FIT_ROW (row), possible,
                              possible && vb_planning_has_service (planning,
                                                                   vb_entity_get_id (service)));
    }
}

static void
planned_cb (VbFitsPane *self,
            VbFitRow   *row)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  VbEntity *service = vb_fit_row_get_fit (row)->service;
  VbEntity *organization = vb_entity_get_reference (service, "organization_id");

  vb_planning_add_service (planning, vb_talk_need_goal (self->talk), vb_entity_get_id (service),
                           vb_entity_get_name (service),
                           organization != NULL ? vb_entity_get_name (organization) : NULL);
  vb_planning_say (planning);
}

static void
given_cb (VbFitsPane *self,
          VbFitRow   *row)
{
  g_signal_emit (self, signals[GIVEN], 0, vb_fit_row_get_fit (row)->service);
}

static const VbPriority *find_shown (VbFitsPane *self);

static void
referred_cb (VbFitsPane *self,
             VbFitRow   *row)
{
  const VbPriority *priority = find_shown (self);

  g_signal_emit (self, signals[REFERRED], 0, vb_fit_row_get_fit (row)->service,
                 priority != NULL ? priority->id : NULL);
}

/* ------------------------------------------------------------------ showing */

static void
clear_list (VbFitsPane *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

/* @text: (nullable) */
static void
show_state (VbFitsPane *self,
            const char *text)
{
  gtk_label_set_label (self->state_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), text != NULL);
}

/* What is not in the list, and why, so that nobody thinks that the map is short. */
static void
show_aside (VbFitsPane   *self,
            const VbFits *fits)
{
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;
  const VbPerson *person = vb_talk_get_person (self->talk);
  g_autoptr(GString) aside = g_string_new (NULL);

  if (fits->left_out > 0)
    {
      text = g_strdup_printf (
        g_dngettext (NULL, "%u more is closed, full or for another age.",
                     "%u more are closed, full or for another age.", fits->left_out),
        fits->left_out);
      g_string_append (aside, text);
    }
  if (person != NULL && person->address_secret)
    g_string_append_printf (aside, "%s%s", aside->len > 0 ? "\n" : "",
                            _("The address is secret: how near something is was not looked at."));
  gtk_label_set_label (self->aside_label, aside->str);
  gtk_widget_set_visible (GTK_WIDGET (self->aside_label), aside->len > 0);
  more = g_strdup_printf (_("Show %u More"), MIN (fits->more, MANY - FEW));
  gtk_button_set_label (GTK_BUTTON (self->more_button), more);
  gtk_widget_set_visible (self->more_button, fits->more > 0 && self->limit == FEW);
}

static void
show_fits (VbFitsPane *self,
           VbFits     *fits)
{
  clear_list (self);
  while (fits->fits->len > 0)
    {
      GtkWidget *row = vb_fit_row_new (g_ptr_array_steal_index (fits->fits, 0));

      g_signal_connect_object (row, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "given", G_CALLBACK (given_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "referred", G_CALLBACK (referred_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL);
  show_state (self, gtk_widget_get_visible (GTK_WIDGET (self->list)) ? NULL
                    : _("Nothing on the social map fits this. Look on the social map by other "
                        "words, or note there that something is missing."));
  show_aside (self, fits);
  update_rows (self);
}

/* ------------------------------------------------------------------ looking */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbFitsPane *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbFits) fits = vb_fits_find_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (vb_call_is_over (call))
    return;
  if (fits != NULL)
    {
      show_fits (self, fits);
      return;
    }
  clear_list (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  text = g_strdup_printf ("%s. %s", vb_error_title (error), vb_error_advice (error));
  show_state (self, text);
}

static void
stop (VbFitsPane *self)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
}

static void
look (VbFitsPane       *self,
      const VbPriority *priority)
{
  g_autoptr(VbWish) wish = vb_talk_make_wish (self->talk, priority);

  stop (self);
  self->finding = g_cancellable_new ();
  /* What is shown stays until the answer is there, which is mostly within a frame or two. */
  if (gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL)
    show_state (self, _("Looking…"));
  vb_agreement_hint_show_for (self->hint, vb_talk_get_store (self->talk), wish->needs[0]);
  vb_fits_find_async (vb_talk_get_store (self->talk), wish, self->limit, self->finding, found_cb,
                      vb_call_new (self, self->finding));
}

/* What would make the answer another one. */
static char *
dup_question (VbFitsPane       *self,
              const VbPriority *priority)
{
  const VbTopic *topic = priority->topic_id != NULL
    ? vb_conversation_find_topic (vb_talk_get (self->talk), priority->topic_id) : NULL;
  g_autoptr(VbWish) wish = vb_talk_make_wish (self->talk, priority);
  g_autoptr(GString) question = g_string_new (NULL);

  g_string_printf (question, "%s %s %s %u", priority->item != NULL ? priority->item : "",
                   topic != NULL && topic->code != NULL ? topic->code : "",
                   vb_talk_get_person (self->talk) != NULL ? "known" : "", self->limit);
  for (guint i = 0; i < wish->words->len; i++)
    g_string_append_printf (question, " %s", (const char *) g_ptr_array_index (wish->words, i));
  return g_string_free (g_steal_pointer (&question), FALSE);
}

/* ------------------------------------------------------------------ which one */

/* (nullable): the one that was chosen here, or what comes first */
static const VbPriority *
find_shown (VbFitsPane *self)
{
  for (guint rank = 1; self->wanted != NULL && rank <= 3; rank++)
    {
      const VbPriority *priority = vb_talk_find_priority (self->talk, rank);

      if (priority != NULL && g_strcmp0 (priority->id, self->wanted) == 0)
        return priority;
    }
  return vb_talk_find_priority (self->talk, 1);
}

static void
fill_priorities (VbFitsPane       *self,
                 const VbPriority *shown)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint rank = 1; rank <= 3; rank++)
    {
      const VbPriority *priority = vb_talk_find_priority (self->talk, rank);
      g_autofree char *name = priority != NULL
                              ? vb_talk_dup_priority_name (self->talk, priority) : NULL;

      if (priority == NULL)
        break;
      if (priority == shown)
        selected = rank - 1;
      gtk_string_list_append (names, name != NULL ? name : "");
    }
  self->showing = TRUE;
  gtk_drop_down_set_model (self->priority_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->priority_drop, selected);
  vb_accessible_set_drop_down_label (self->priority_drop, _("What fits"));
  self->showing = FALSE;
}

static void
said_cb (VbFitsPane *self)
{
  const VbPriority *shown = find_shown (self);
  g_autofree char *question = shown != NULL ? dup_question (self, shown) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), shown != NULL);
  if (shown != NULL)
    fill_priorities (self, shown);
  if (g_strcmp0 (question, self->asked) == 0)
    return;
  g_free (self->asked);
  self->asked = g_steal_pointer (&question);
  if (shown != NULL)
    look (self, shown);
  else
    stop (self);
}

static void
priority_cb (VbFitsPane *self)
{
  guint selected = gtk_drop_down_get_selected (self->priority_drop);
  const VbPriority *priority;

  if (self->showing || self->talk == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  priority = vb_talk_find_priority (self->talk, selected + 1);
  g_free (self->wanted);
  self->wanted = priority != NULL ? g_strdup (priority->id) : NULL;
  self->limit = FEW;
  said_cb (self);
}

static void
more_cb (VbFitsPane *self)
{
  self->limit = MANY;
  said_cb (self);
}

/* Something on the map changed. */
static void
store_changed_cb (VbFitsPane *self,
                  guint64     tables)
{
  if ((tables & ~(VB_CHANGED_PEOPLE | VB_CHANGED_LOCAL)) == 0)
    return;
  g_clear_pointer (&self->asked, g_free);
  said_cb (self);
}

/* ------------------------------------------------------------------ object */

static void
vb_fits_pane_dispose (GObject *object)
{
  VbFitsPane *self = VB_FITS_PANE (object);

  stop (self);
  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_FITS_PANE);

  G_OBJECT_CLASS (vb_fits_pane_parent_class)->dispose (object);
}

static void
vb_fits_pane_finalize (GObject *object)
{
  VbFitsPane *self = VB_FITS_PANE (object);

  g_free (self->asked);
  g_free (self->wanted);

  G_OBJECT_CLASS (vb_fits_pane_parent_class)->finalize (object);
}

static void
vb_fits_pane_class_init (VbFitsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_fits_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_fits_pane_finalize;

  signals[GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, VB_TYPE_ENTITY);
  signals[REFERRED] = g_signal_new ("referred", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, VB_TYPE_ENTITY,
                                    G_TYPE_STRING);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_AGREEMENT_HINT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-fits-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFitsPane, priority_drop);
  gtk_widget_class_bind_template_child (widget_class, VbFitsPane, hint);
  gtk_widget_class_bind_template_child (widget_class, VbFitsPane, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbFitsPane, list);
  gtk_widget_class_bind_template_child (widget_class, VbFitsPane, more_button);
  gtk_widget_class_bind_template_child (widget_class, VbFitsPane, aside_label);
  gtk_widget_class_bind_template_callback (widget_class, priority_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
vb_fits_pane_init (VbFitsPane *self)
{
  self->limit = FEW;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_fits_pane_set_talk (VbFitsPane *self,
                       VbTalk     *talk)
{
  VbPlanning *planning = vb_talk_get_planning (talk);

  g_return_if_fail (VB_IS_FITS_PANE (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "person", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vb_talk_get_store (talk), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  if (planning != NULL)
    {
      g_signal_connect_object (planning, "ready", G_CALLBACK (update_rows), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (planning, "planned", G_CALLBACK (update_rows), self,
                               G_CONNECT_SWAPPED);
    }
  said_cb (self);
}
