/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-around-section.h"

#include <glib/gi18n.h>

#include "app/people/vb-around-words.h"
#include "app/people/vb-function-field.h"
#include "app/vb-call.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-plain-row.h"
#include "core/base/vb-time.h"
#include "core/store/vb-directory.h"

struct _VbAroundSection
{
  GtkBox parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget *add_button;
  GtkListBox *list;

  VbAround kind;
  VbStore *store;
  VbPerson *person; /* (nullable) */
  GCancellable *loading; /* the functions of who helps */
};

enum
{
  PROP_0,
  PROP_KIND,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (VbAroundSection, vb_around_section, GTK_TYPE_BOX)

static void
function_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  AdwActionRow *row = call->owner;
  g_autoptr(VbEntity) contact = vb_directory_load_finish (VB_STORE (source), result, NULL);
  g_autofree char *about = NULL, *whole = NULL;
  const char *words;

  /* One that is not in the map any more has no number: the row says what it said. */
  if (vb_call_is_over (call) || contact == NULL)
    return;
  about = vb_function_dup_about (contact);
  words = adw_action_row_get_subtitle (row);
  whole = words != NULL && *words != '\0' ? g_strdup_printf ("%s\n%s", words, about)
                                          : g_strdup (about);
  adw_action_row_set_subtitle (row, whole);
}

/* Of a function on the social map: who has it now, and its number. */
static void
add_function (VbAroundSection *self,
              GtkWidget       *row,
              const VbHelper  *helper)
{
  if (helper->contact_id != NULL && self->store != NULL)
    vb_directory_load_async (self->store, VB_TABLE_CONTACT, helper->contact_id, self->loading,
                             function_cb, vb_call_new (row, self->loading));
}

static void
add_row (VbAroundSection *self,
         gconstpointer    record,
         const char      *today)
{
  g_autofree char *name = vb_around_dup_name (self->kind, record);
  g_autofree char *words = vb_around_dup_words (self->kind, record, today);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", name,
                                 "title-lines", 0, "subtitle", words, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->list, row);
  if (self->kind == VB_AROUND_HELPER)
    add_function (self, row, record);
}

/* What belongs in a block where nobody stands yet. */
static const char *const about[VB_N_AROUND] = {
  [VB_AROUND_REPRESENTATIVE] = N_("Nobody decides for or along with this person, as far as is "
                                  "known here."),
  [VB_AROUND_RELATION] = N_("Family, friends and neighbours who matter to this person: nobody "
                            "was named yet."),
  [VB_AROUND_HELPER] = N_("Professionals and volunteers who are involved already: nobody was "
                          "named yet."),
};

static void
fill (VbAroundSection *self)
{
  const GPtrArray *records = self->person != NULL ? vb_around_list (self->person, self->kind)
                                                  : NULL;
  g_autofree char *today = vb_time_today ();
  GtkWidget *row;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; records != NULL && i < records->len; i++)
    add_row (self, g_ptr_array_index (records, i), today);
  gtk_widget_set_visible (GTK_WIDGET (self->list), records != NULL && records->len > 0);
  adw_preferences_group_set_description (self->group,
                                         records != NULL && records->len == 0
                                         ? _(about[self->kind]) : NULL);
}

static void
open (VbAroundSection *self,
      const char      *id)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->person != NULL)
    gtk_window_present (vb_around_window_new (parent, self->store, self->person, self->kind, id));
}

static void
add_cb (VbAroundSection *self)
{
  open (self, NULL);
}

static void
row_cb (VbAroundSection *self,
        GtkListBoxRow   *row)
{
  guint position = gtk_list_box_row_get_index (row);
  const GPtrArray *records = self->person != NULL ? vb_around_list (self->person, self->kind)
                                                  : NULL;

  if (records != NULL && position < records->len)
    open (self, vb_shape_get_key (vb_around_shape (self->kind),
                                  g_ptr_array_index (records, position), 0));
}

/* ------------------------------------------------------------------ object */

static void
set_kind (VbAroundSection *self,
          VbAround         kind)
{
  static const struct
  {
    const char *title;
    const char *add;
  } words[VB_N_AROUND] = {
    [VB_AROUND_REPRESENTATIVE] = { N_("Representatives"), N_("Add a representative") },
    [VB_AROUND_RELATION] = { N_("Own Network"), N_("Add somebody to the network") },
    [VB_AROUND_HELPER] = { N_("Who Helps Already"), N_("Add somebody who helps") },
  };

  g_return_if_fail (kind < VB_N_AROUND);

  self->kind = kind;
  adw_preferences_group_set_title (self->group, _(words[kind].title));
  vb_accessible_set_label (GTK_WIDGET (self->list), _(words[kind].title));
  gtk_widget_set_tooltip_text (self->add_button, _(words[kind].add));
  vb_accessible_set_label (self->add_button, _(words[kind].add));
}

static void
vb_around_section_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_KIND:
      set_kind (VB_AROUND_SECTION (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_around_section_dispose (GObject *object)
{
  VbAroundSection *self = VB_AROUND_SECTION (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_AROUND_SECTION);

  G_OBJECT_CLASS (vb_around_section_parent_class)->dispose (object);
}

static void
vb_around_section_class_init (VbAroundSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = vb_around_section_set_property;
  object_class->dispose = vb_around_section_dispose;

  g_object_class_install_property (object_class, PROP_KIND,
                                   g_param_spec_uint ("kind", NULL, NULL, 0, VB_N_AROUND - 1, 0,
                                                      G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-around-section.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAroundSection, group);
  gtk_widget_class_bind_template_child (widget_class, VbAroundSection, add_button);
  gtk_widget_class_bind_template_child (widget_class, VbAroundSection, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
}

static void
vb_around_section_init (VbAroundSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_kind (self, VB_AROUND_REPRESENTATIVE);
}

void
vb_around_section_show (VbAroundSection *self,
                        VbStore         *store,
                        const VbPerson  *person)
{
  g_return_if_fail (VB_IS_AROUND_SECTION (self));

  g_clear_pointer (&self->person, vb_person_free);
  g_set_object (&self->store, store);
  self->person = person != NULL ? vb_person_copy (person) : NULL;
  fill (self);
}
