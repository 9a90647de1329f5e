/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-household-section.h"

#include <glib/gi18n.h>

#include "app/people/vb-around-words.h"
#include "app/people/vb-household-window.h"
#include "app/widgets/vb-plain-row.h"

struct _VbHouseholdSection
{
  GtkBox parent_instance;

  AdwPreferencesGroup *group;
  GtkListBox *list;

  VbStore *store;
  char *person_id;    /* (nullable) */
  char *household_id; /* (nullable) */
  char *role;         /* (nullable) */
  gboolean shares;
  GPtrArray *ids; /* of char * (nullable): of the rows; the first is the person */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbHouseholdSection, vb_household_section, GTK_TYPE_BOX)

static void
add_row (VbHouseholdSection *self,
         const char         *id,
         const char         *title,
         const char         *subtitle)
{
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title,
                                 "title-lines", 0, "subtitle", subtitle, "subtitle-lines", 0,
                                 "activatable", id != NULL, NULL);

  if (id != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->ids, g_strdup (id));
}

static void
add_self (VbHouseholdSection   *self,
          const VbPersonRecord *record)
{
  const char *sees = record->shares ? _("the others may see that this person takes part")
                                    : _("the others do not see this person");
  const char *role = vb_around_role_words (record->role);
  g_autofree char *words = *role != '\0' ? g_strdup_printf ("%s · %s", role, sees)
                                         : g_strdup (sees);

  add_row (self, record->person->id, _("This person"), words);
}

static void
row_cb (VbHouseholdSection *self,
        GtkListBoxRow      *row)
{
  guint position = gtk_list_box_row_get_index (row);
  g_autofree char *id = NULL;

  if (position >= self->ids->len)
    return;
  id = g_strdup (g_ptr_array_index (self->ids, position));
  if (position == 0)
    gtk_window_present (vb_household_window_new (GTK_WINDOW (gtk_widget_get_root (
                                                   GTK_WIDGET (self))),
                                                 self->store, self->person_id, self->household_id,
                                                 self->role, self->shares));
  else if (id != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
add_cb (VbHouseholdSection *self)
{
  if (self->person_id != NULL)
    gtk_window_present (vb_household_window_new_member (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->store, self->person_id,
      self->household_id));
}

static void
forget (VbHouseholdSection *self)
{
  g_clear_pointer (&self->person_id, g_free);
  g_clear_pointer (&self->household_id, g_free);
  g_clear_pointer (&self->role, g_free);
  g_clear_object (&self->store);
  g_ptr_array_set_size (self->ids, 0);
}

static void
vb_household_section_dispose (GObject *object)
{
  forget (VB_HOUSEHOLD_SECTION (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_HOUSEHOLD_SECTION);

  G_OBJECT_CLASS (vb_household_section_parent_class)->dispose (object);
}

static void
vb_household_section_finalize (GObject *object)
{
  g_ptr_array_unref (VB_HOUSEHOLD_SECTION (object)->ids);

  G_OBJECT_CLASS (vb_household_section_parent_class)->finalize (object);
}

static void
vb_household_section_class_init (VbHouseholdSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_household_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_household_section_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", VB_TYPE_HOUSEHOLD_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-household-section.ui");
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdSection, group);
  gtk_widget_class_bind_template_child (widget_class, VbHouseholdSection, list);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
vb_household_section_init (VbHouseholdSection *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_household_section_show (VbHouseholdSection   *self,
                           VbStore              *store,
                           const VbPersonRecord *record)
{
  GtkWidget *row;

  g_return_if_fail (VB_IS_HOUSEHOLD_SECTION (self));

  forget (self);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          record != NULL && record->household_id != NULL);
  adw_preferences_group_set_description (self->group,
                                         record != NULL && record->household_id == NULL
                                         ? _("Who lives in the same house, and is in this list "
                                             "of people: nobody was named yet.") : NULL);
  if (record == NULL)
    return;
  self->store = g_object_ref (store);
  self->person_id = g_strdup (record->person->id);
  self->household_id = g_strdup (record->household_id);
  self->role = g_strdup (record->role);
  self->shares = record->shares;
  if (record->household_id == NULL)
    return;
  add_self (self, record);
  for (guint i = 0; i < record->housemates->len; i++)
    {
      const VbHousemate *mate = g_ptr_array_index (record->housemates, i);

      const char *name = mate->name != NULL ? mate->name
                                            : _("Somebody who does not want to be seen here");

      add_row (self, mate->person_id, name, vb_around_role_words (mate->role));
    }
}
