/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-map-group.h"

#include <glib/gi18n.h>

#include "app/exchange/vb-exchange.h"
#include "app/exchange/vb-organization-button.h"
#include "app/preferences/vb-preferences-say.h"
#include "app/preferences/vb-removable-row.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-switch-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "post/vb-post-map-task.h"

#define MOST_SERVICES 200 /* that are listed one by one */
#define FEW_SERVICES 8

struct _VbMapGroup
{
  AdwPreferencesGroup parent_instance;

  VbSwitchRow *checked_row;
  AdwExpanderRow *services_row;
  VbOrganizationButton *add_button;
  AdwActionRow *publish_row;
  GtkWidget *publish_button;

  VbSession *session;
  GCancellable *cancellable;
  GPtrArray *services; /* of rows */
  GPtrArray *maps;     /* of rows */
  gboolean reading;
  gboolean again;      /* something changed while it was read */
  gboolean showing;    /* so that it is nobody's choice */
  gboolean opened;     /* the list of services, or not: from then on that is up to the user */
};

G_DEFINE_FINAL_TYPE (VbMapGroup, vb_map_group, ADW_TYPE_PREFERENCES_GROUP)

static void read_book (VbMapGroup *self);

/* ------------------------------------------------------------------ what somebody does */

static void
say_why_not (VbMapGroup   *self,
             const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT))
    {
      vb_preferences_say (self, _("Nothing was done. Choose first what goes to partners; and a map "
                                  "is taken only of a partner you compared words with."));
      return;
    }
  /* Translators: what did not happen ("Not saved"), then why ("The Disk Is Full") */
  text = g_strdup_printf (_("%s: %s"), _("Not saved"), vb_error_title (error));
  vb_preferences_say (self, text);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;

  if (!vb_post_map_do_finish (result, NULL, &error) && !vb_call_is_over (call))
    say_why_not (call->owner, error);
  if (!vb_call_is_over (call))
    read_book (call->owner);
}

static void
act (VbMapGroup   *self,
     VbPostMapAct  what,
     const char   *id)
{
  VbStore *store = vb_session_get_store (self->session);

  if (store != NULL)
    vb_post_map_do_async (store, what, id, self->cancellable, done_cb,
                          vb_call_new (self, self->cancellable));
}

static void
checked_cb (VbMapGroup *self)
{
  if (self->session != NULL && !self->showing)
    act (self, vb_switch_row_get_active (self->checked_row) ? VB_POST_MAP_ALL_CHECKED
                                                            : VB_POST_MAP_CHOSEN_ONLY, NULL);
}

static void
chosen_cb (VbMapGroup   *self,
           const VbName *name)
{
  act (self, VB_POST_MAP_CHOOSE, name->id);
}

static void
keep_cb (VbMapGroup     *self,
         VbRemovableRow *row)
{
  act (self, VB_POST_MAP_KEEP, vb_removable_row_get_id (row));
}

static void
published_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbMapGroup *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean is_new;
  gboolean done = vb_post_map_do_finish (result, &is_new, &error);

  if (vb_call_is_over (call))
    return;
  if (!done)
    say_why_not (self, error);
  else
    vb_preferences_say (self, is_new ? _("Published. It goes with the next exchange.")
                                     : _("Nothing changed since the last time."));
  read_book (self);
}

static void
publish_cb (VbMapGroup *self)
{
  VbStore *store = vb_session_get_store (self->session);

  if (store != NULL)
    vb_post_map_do_async (store, VB_POST_MAP_PUBLISH, NULL, self->cancellable, published_cb,
                          vb_call_new (self, self->cancellable));
}

static const char *
get_partner (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "vb-partner");
}

static void
map_cb (VbSwitchRow *row,
        GParamSpec  *pspec,
        VbMapGroup  *self)
{
  if (!self->showing)
    act (self, vb_switch_row_get_active (row) ? VB_POST_MAP_SUBSCRIBE : VB_POST_MAP_UNSUBSCRIBE,
         get_partner (GTK_WIDGET (row)));
}

/* ------------------------------------------------------------------ showing */

/* Whether these are shown already: what stays where it is keeps the focus. */
static gboolean
has_services (VbMapGroup *self,
              GPtrArray  *services)
{
  guint n = MIN (services->len, MOST_SERVICES);

  if (self->services->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const VbMapService *service = g_ptr_array_index (services, i);

      if (!g_str_equal (vb_removable_row_get_id (g_ptr_array_index (self->services, i)),
                        service->id))
        return FALSE;
    }
  return TRUE;
}

/* For who does not see the row. */
static void
name_services (VbMapGroup *self)
{
  g_autofree char *name =
    g_strdup_printf ("%s, %s", adw_preferences_row_get_title (
                                 ADW_PREFERENCES_ROW (self->services_row)),
                     adw_expander_row_get_subtitle (self->services_row));

  vb_accessible_set_label (GTK_WIDGET (self->services_row), name);
}

static void
show_services (VbMapGroup          *self,
               const VbPostMapBook *book)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u service goes", "%u services go",
                                                      book->services->len), book->services->len);

  adw_expander_row_set_subtitle (self->services_row,
                                 book->services->len > 0 ? count : _("Nothing is chosen yet"));
  name_services (self);
  /* What leaves is in sight, as long as that is not all of the page. */
  if (!self->opened)
    adw_expander_row_set_expanded (self->services_row, book->services->len <= FEW_SERVICES);
  self->opened = TRUE;
  if (has_services (self, book->services))
    return;
  for (guint i = 0; i < self->services->len; i++)
    adw_expander_row_remove (self->services_row, g_ptr_array_index (self->services, i));
  g_ptr_array_set_size (self->services, 0);
  for (guint i = 0; i < MIN (book->services->len, MOST_SERVICES); i++)
    {
      const VbMapService *service = g_ptr_array_index (book->services, i);
      GtkWidget *row = vb_removable_row_new (service->id, service->name, NULL);

      g_signal_connect_object (row, "remove", G_CALLBACK (keep_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->services_row, row);
      g_ptr_array_add (self->services, row);
    }
  vb_accessible_name_lists (GTK_WIDGET (self->services_row), _("What goes to partners"));
}

static void
show_edition (VbMapGroup         *self,
              const VbMapEdition *edition)
{
  g_autofree char *date = edition->number > 0 ? vb_words_moment (edition->made_at) : NULL;
  g_autofree char *text = NULL;

  if (date != NULL)
    /* Translators: a date, and how many partners */
    text = g_strdup_printf (ngettext ("On %s; %u partner has it", "On %s; %u partners have it",
                                      edition->receivers->len), date, edition->receivers->len);
  adw_action_row_set_subtitle (self->publish_row, text != NULL ? text : _("Not yet"));
}

static char *
dup_map_text (const VbPartnerMap *map)
{
  g_autofree char *date = map->number > 0 ? vb_words_moment (map->made_at) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (date == NULL)
    return g_strdup (_("Their map did not come yet"));
  /* Translators: %s is a date */
  g_string_append_printf (text, _("Their map of %s"), date);
  if (map->n_services > 0)
    g_string_append_printf (text, ngettext (", %u service here", ", %u services here",
                                            map->n_services), map->n_services);
  if (map->n_withdrawn > 0)
    g_string_append_printf (text, ngettext (", %u withdrawn by them", ", %u withdrawn by them",
                                            map->n_withdrawn), map->n_withdrawn);
  if (map->n_conflicts > 0)
    g_string_append_printf (text, ngettext (", %u field differs from yours",
                                            ", %u fields differ from yours", map->n_conflicts),
                            map->n_conflicts);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
remove_maps_from (VbMapGroup *self,
                  guint       first)
{
  while (self->maps->len > first)
    {
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                    g_ptr_array_index (self->maps, self->maps->len - 1));
      g_ptr_array_set_size (self->maps, self->maps->len - 1);
    }
}

static GtkWidget *
add_map (VbMapGroup         *self,
         const VbPartnerMap *map)
{
  g_autofree char *title = NULL;
  GtkWidget *row;

  /* Translators: %s is an organisation */
  title = g_strdup_printf (_("Map of %s"),
                           map->partner_name != NULL ? map->partner_name : map->partner_id);
  row = vb_plain_row (VB_TYPE_SWITCH_ROW, "title", title, "subtitle-lines", 0, NULL);
  g_object_set_data_full (G_OBJECT (row), "vb-partner", g_strdup (map->partner_id), g_free);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (map_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->maps, row);
  return row;
}

/* The rows stay as long as the partners are the same, so that nobody loses their place. */
static void
show_maps (VbMapGroup *self,
           GPtrArray  *maps)
{
  for (guint i = 0; i < maps->len; i++)
    {
      const VbPartnerMap *map = g_ptr_array_index (maps, i);
      g_autofree char *text = dup_map_text (map);
      GtkWidget *row = i < self->maps->len ? g_ptr_array_index (self->maps, i) : NULL;

      if (row != NULL && !g_str_equal (get_partner (row), map->partner_id))
        {
          remove_maps_from (self, i);
          row = NULL;
        }
      if (row == NULL)
        row = add_map (self, map);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
      vb_switch_row_set_active (VB_SWITCH_ROW (row), map->state == VB_MAP_SUBSCRIBED);
    }
  remove_maps_from (self, maps->len);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbMapGroup *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPostMapBook) book = vb_post_map_book_read_finish (result, &error);

  self->reading = FALSE;
  if (vb_call_is_over (call))
    return;
  if (book == NULL)
    adw_expander_row_set_subtitle (self->services_row, vb_error_title (error));
  else
    {
      self->showing = TRUE;
      vb_switch_row_set_active (self->checked_row, book->choice->checked);
      show_services (self, book);
      show_edition (self, book->edition);
      show_maps (self, book->maps);
      self->showing = FALSE;
    }
  if (self->again)
    read_book (self);
}

static void
read_book (VbMapGroup *self)
{
  VbStore *store = vb_session_get_store (self->session);

  vb_organization_button_set_store (self->add_button, store);
  self->again = self->reading;
  if (store == NULL || self->reading)
    return;
  self->reading = TRUE;
  vb_post_map_book_read_async (store, self->cancellable, read_cb,
                               vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static void
vb_map_group_dispose (GObject *object)
{
  VbMapGroup *self = VB_MAP_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_MAP_GROUP);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_map_group_parent_class)->dispose (object);
}

static void
vb_map_group_finalize (GObject *object)
{
  VbMapGroup *self = VB_MAP_GROUP (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->services);
  g_ptr_array_unref (self->maps);

  G_OBJECT_CLASS (vb_map_group_parent_class)->finalize (object);
}

static void
vb_map_group_class_init (VbMapGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_map_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_map_group_finalize;
  g_type_ensure (VB_TYPE_ORGANIZATION_BUTTON);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/exchange/vb-map-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMapGroup, checked_row);
  gtk_widget_class_bind_template_child (widget_class, VbMapGroup, services_row);
  gtk_widget_class_bind_template_child (widget_class, VbMapGroup, add_button);
  gtk_widget_class_bind_template_child (widget_class, VbMapGroup, publish_row);
  gtk_widget_class_bind_template_child (widget_class, VbMapGroup, publish_button);
  gtk_widget_class_bind_template_callback (widget_class, checked_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, publish_cb);
}

static void
vb_map_group_init (VbMapGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->services = g_ptr_array_new ();
  self->maps = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_map_group_set_session (VbMapGroup *self,
                          VbSession  *session)
{
  g_return_if_fail (VB_IS_MAP_GROUP (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (vb_session_get_exchange (session), "changed", G_CALLBACK (read_book),
                           self, G_CONNECT_SWAPPED);
  read_book (self);
}
