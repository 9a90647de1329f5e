/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-recovery-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/access/vb-recovery-sheet.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/vault/vb-recovery-code.h"

struct _VbRecoveryView
{
  GtkWidget parent_instance;

  GtkFlowBox *groups;
  GtkWidget *print_button;
  AdwPreferencesRow *first_row;
  AdwPreferencesRow *second_row;
  GtkLabel *verdict;

  char *code;
  char *vault_id;
  int asked[2]; /* which groups, from 0 */
  gboolean confirmed;
};

enum
{
  PROP_0,
  PROP_CONFIRMED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbRecoveryView, vb_recovery_view, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ checking */

/* Reads a group the way the whole code is read: case does not matter, O is 0, I and L are 1. */
static gboolean
group_is (const char *typed,
          const char *group)
{
  gsize n = 0;

  for (const char *p = typed; *p != '\0'; p++)
    {
      char c = g_ascii_toupper (*p);

      if (c == ' ' || c == '-')
        continue;
      c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
      if (n >= VB_RECOVERY_GROUP_CHARS || c != group[n])
        return FALSE;
      n++;
    }
  return n == VB_RECOVERY_GROUP_CHARS;
}

static gboolean
check_row (VbRecoveryView    *self,
           AdwPreferencesRow *row,
           int                group)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (row));
  gboolean right = self->code != NULL &&
                   group_is (typed, self->code + group * (VB_RECOVERY_GROUP_CHARS + 1));

  if (!right && strlen (typed) >= VB_RECOVERY_GROUP_CHARS)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  return right;
}

static void
check_cb (VbRecoveryView *self)
{
  gboolean first = check_row (self, self->first_row, self->asked[0]);
  gboolean second = check_row (self, self->second_row, self->asked[1]);
  gboolean wrong = gtk_widget_has_css_class (GTK_WIDGET (self->first_row), "error") ||
                   gtk_widget_has_css_class (GTK_WIDGET (self->second_row), "error");

  gtk_label_set_label (self->verdict,
                       first && second ? _("That is right. Keep the sheet in a safe place.")
                       : wrong         ? _("That group is different on the sheet.")
                                       : "");
  if (self->confirmed == (first && second))
    return;
  self->confirmed = first && second;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFIRMED]);
}

/* ------------------------------------------------------------------ showing */

static void
clear_groups (VbRecoveryView *self)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->groups, 0)) != NULL)
    gtk_flow_box_remove (self->groups, GTK_WIDGET (child));
}

static void
add_group (VbRecoveryView *self,
           int             i,
           const char     *group)
{
  g_autofree char *name = g_strdup_printf (_("Group %d: %s"), i + 1, group);
  g_autofree char *markup =
      g_strdup_printf ("<span size='60%%' alpha='75%%'>%d</span> %s", i + 1, group);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  memset (markup, 0, strlen (markup));
  gtk_widget_add_css_class (label, "recovery-group");
  gtk_flow_box_insert (self->groups, label, -1);
  vb_accessible_set_label (GTK_WIDGET (gtk_widget_get_parent (label)), name);
}

static void
ask_for (VbRecoveryView    *self,
         AdwPreferencesRow *row,
         int                group)
{
  g_autofree char *title = g_strdup_printf (_("Group %d"), group + 1);

  adw_preferences_row_set_title (row, title);
  gtk_editable_set_text (GTK_EDITABLE (row), "");
}

void
vb_recovery_view_set_code (VbRecoveryView *self,
                           const char     *code,
                           const char     *vault_id)
{
  g_auto(GStrv) groups = NULL;

  g_return_if_fail (VB_IS_RECOVERY_VIEW (self));

  clear_groups (self);
  g_clear_pointer (&self->code, vb_recovery_code_free);
  g_clear_pointer (&self->vault_id, g_free);
  if (code == NULL)
    return;

  self->code = g_strdup (code);
  self->vault_id = g_strdup (vault_id);
  groups = g_strsplit (code, "-", -1);
  for (int i = 0; groups[i] != NULL; i++)
    {
      add_group (self, i, groups[i]);
      memset (groups[i], 0, strlen (groups[i]));
    }
  /* Any two of the eight, in the order of the sheet. */
  self->asked[0] = g_random_int_range (0, VB_RECOVERY_GROUPS / 2);
  self->asked[1] = g_random_int_range (VB_RECOVERY_GROUPS / 2, VB_RECOVERY_GROUPS);
  ask_for (self, self->first_row, self->asked[0]);
  ask_for (self, self->second_row, self->asked[1]);
  check_cb (self);
}

gboolean
vb_recovery_view_get_confirmed (VbRecoveryView *self)
{
  g_return_val_if_fail (VB_IS_RECOVERY_VIEW (self), FALSE);

  return self->confirmed;
}

static void
print_clicked_cb (VbRecoveryView *self)
{
  g_autoptr(GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->code != NULL &&
      !vb_recovery_sheet_print (GTK_WINDOW (root), self->code, self->vault_id, &error))
    gtk_label_set_label (self->verdict, _("Printing did not work. Write the groups down by hand."));
}

/* ------------------------------------------------------------------ object */

static void
vb_recovery_view_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_CONFIRMED)
    g_value_set_boolean (value, VB_RECOVERY_VIEW (object)->confirmed);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vb_recovery_view_dispose (GObject *object)
{
  VbRecoveryView *self = VB_RECOVERY_VIEW (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_RECOVERY_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->code, vb_recovery_code_free);
  g_clear_pointer (&self->vault_id, g_free);

  G_OBJECT_CLASS (vb_recovery_view_parent_class)->dispose (object);
}

static void
vb_recovery_view_class_init (VbRecoveryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_recovery_view_get_property;
  object_class->dispose = vb_recovery_view_dispose;

  properties[PROP_CONFIRMED] =
    g_param_spec_boolean ("confirmed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/access/vb-recovery-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRecoveryView, groups);
  gtk_widget_class_bind_template_child (widget_class, VbRecoveryView, print_button);
  gtk_widget_class_bind_template_child (widget_class, VbRecoveryView, first_row);
  gtk_widget_class_bind_template_child (widget_class, VbRecoveryView, second_row);
  gtk_widget_class_bind_template_child (widget_class, VbRecoveryView, verdict);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
}

static void
vb_recovery_view_init (VbRecoveryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_entry_focus_tell (GTK_WIDGET (self));
}
