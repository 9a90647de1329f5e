/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The question that the list of services answers: what it is, keeping it, asking it again. */

#include "app/social-map/vb-map-page-private.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-gap.h"
#include "app/social-map/vb-saved-search.h"
#include "app/window/vb-window.h"

char *
_vb_map_page_dup_text (VbMapPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
}

VbSearchQuery *
_vb_map_page_dup_query (VbMapPage *self)
{
  g_autofree char *text = _vb_map_page_dup_text (self);
  VbSearchQuery *query = vb_map_filter_dup_query (self->filter, text);
  const char *folder = vb_folder_bar_get_folder (self->folders);

  if (g_str_equal (self->view, "favourites"))
    query->flags |= VB_SEARCH_FAVOURITES;
  else if (g_str_equal (self->view, "recheck"))
    query->flags |= VB_SEARCH_STALE;
  if (folder != NULL)
    {
      g_free (query->folder);
      query->folder = g_strdup (folder);
    }
  return query;
}

/* ------------------------------------------------------------------ keeping the question */

/* What was looked for, in words, with the filters: "dancing; Free; Older people". */
static char *
dup_question (VbMapPage *self)
{
  g_autofree char *text = _vb_map_page_dup_text (self);
  g_autoptr(GPtrArray) parts = vb_map_filter_list_parts (self->filter);
  g_autoptr(GString) question = g_string_new (text);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (question, "%s%s", question->len > 0 ? "; " : "",
                            ((VbMapFilterPart *) parts->pdata[i])->label);
  return g_string_free (g_steal_pointer (&question), FALSE);
}

static void
gap_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VbMapPage *self = VB_MAP_PAGE (widget);
  g_autofree char *question = dup_question (self);
  g_autoptr(VbSearchQuery) query = _vb_map_page_dup_query (self);

  if (self->store != NULL && question[0] != '\0')
    vb_gap_keep (vb_window_of (self), self->store, question, query);
}

static void
save_search_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VbMapPage *self = VB_MAP_PAGE (widget);
  g_autofree char *question = dup_question (self);
  g_autoptr(VbSearchQuery) query = _vb_map_page_dup_query (self);
  g_autofree char *line = vb_search_query_to_string (query);

  vb_saved_search_ask (vb_window_of (self), question, line);
}

void
_vb_map_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.gap", NULL, gap_action);
  gtk_widget_class_install_action (widget_class, "map.save-search", NULL, save_search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK,
                                       "map.save-search", NULL);
}

/* ------------------------------------------------------------------ asking it again */

void
vb_map_page_open_search (VbMapPage  *self,
                         const char *search)
{
  g_autoptr(VbSearchQuery) query = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (VB_IS_MAP_PAGE (self));
  g_return_if_fail (search != NULL);

  query = vb_search_query_from_string (search, &error);
  if (query == NULL)
    {
      vb_window_say_error (vb_window_of (self), _("The search could not be opened"), error);
      return;
    }
  gtk_toggle_button_set_active (self->filter_button, FALSE);
  vb_map_filter_set_query (self->filter, query, self->store);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), query->text);
}
