/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-drill-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/vb-error-text.h"
#include "app/vb-settings.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/vault/vb-recovery-code.h"

#define KEY "sheet-tried"
#define QUARTER (G_GINT64_CONSTANT (91) * 24 * 3600) /* seconds */

struct _VbDrillRow
{
  AdwExpanderRow parent_instance;

  GtkEditable *code_row;
  GtkWidget *try_button;
  GtkLabel *verdict;

  VbSession *session;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbDrillRow, vb_drill_row, ADW_TYPE_EXPANDER_ROW)

/* (nullable) (transfer full): nowhere to note it when the settings are of an older version. */
static GSettings *
settings_with_date (void)
{
  g_autoptr(GSettings) settings = vb_settings_new ();
  g_autoptr(GSettingsSchema) schema = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, KEY) ? g_steal_pointer (&settings) : NULL;
}

/* Seconds since 1970 at which the present sheet was last known to work; making it counts, because
 * two of its groups are typed back then. */
static gint64
last_tried (VbVault *vault)
{
  g_autoptr(GSettings) settings = settings_with_date ();
  gint64 tried = settings != NULL ? g_settings_get_int64 (settings, KEY) : 0;

  return MAX (tried, vb_vault_get_slot_created (vault, VB_SLOT_RECOVERY) / G_USEC_PER_SEC);
}

gboolean
vb_drill_is_due (VbSession *session)
{
  VbVault *vault = vb_session_get_vault (session);

  g_return_val_if_fail (VB_IS_SESSION (session), FALSE);

  return vault != NULL && vb_vault_has_slot (vault, VB_SLOT_RECOVERY)
         && g_get_real_time () / G_USEC_PER_SEC - last_tried (vault) > QUARTER;
}

static void
say (VbDrillRow *self,
     const char *text)
{
  gtk_label_set_label (self->verdict, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), text != NULL);
}

static void
update_subtitle (VbDrillRow *self)
{
  VbVault *vault = vb_session_get_vault (self->session);
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          vault != NULL && vb_vault_has_slot (vault, VB_SLOT_RECOVERY));
  if (vault == NULL)
    return;
  date = vb_words_moment (last_tried (vault) * G_USEC_PER_SEC);
  /* Translators: %s is a date */
  text = g_strdup_printf (_("It worked on %s"), date);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
}

static void
update_cb (VbDrillRow *self)
{
  const char *text = gtk_editable_get_text (self->code_row);
  guint8 bytes[VB_RECOVERY_SIZE];
  gboolean whole = vb_recovery_code_parse (text, bytes, NULL, NULL);

  explicit_bzero (bytes, sizeof bytes);
  gtk_widget_remove_css_class (GTK_WIDGET (self->code_row), "error");
  gtk_widget_set_sensitive (self->try_button, whole);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbDrillRow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = vb_vault_unlock_finish (VB_VAULT (source), result, &error);
  g_autoptr(GSettings) settings = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->code_row), TRUE);
  if (key == NULL)
    {
      g_autofree char *text = NULL;

      gtk_widget_add_css_class (GTK_WIDGET (self->code_row), "error");
      if (g_error_matches (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE))
        text = g_strdup (_("This sheet does not open the store. Look for the newest one, or make a "
                           "new one."));
      else
        text = g_strdup (vb_error_title (error));
      say (self, text);
      return;
    }
  settings = settings_with_date ();
  if (settings != NULL)
    g_settings_set_int64 (settings, KEY, g_get_real_time () / G_USEC_PER_SEC);
  gtk_editable_set_text (self->code_row, "");
  update_subtitle (self);
  say (self, _("The sheet works. Put it back in its safe place."));
}

/* On a vault of its own: the one that is open stays as it is. */
static void
try_cb (VbDrillRow *self)
{
  VbVault *vault = vb_session_get_vault (self->session);
  g_autoptr(VbVault) other = NULL;

  if (vault == NULL || !gtk_widget_get_sensitive (self->try_button))
    return;
  say (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->code_row), FALSE);
  other = vb_vault_new (vb_vault_get_path (vault));
  vb_vault_unlock_with_recovery_async (other, gtk_editable_get_text (self->code_row),
                                       self->cancellable, tried_cb, g_object_ref (self));
}

static void
vb_drill_row_dispose (GObject *object)
{
  VbDrillRow *self = VB_DRILL_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_DRILL_ROW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_drill_row_parent_class)->dispose (object);
}

static void
vb_drill_row_finalize (GObject *object)
{
  g_clear_object (&VB_DRILL_ROW (object)->cancellable);

  G_OBJECT_CLASS (vb_drill_row_parent_class)->finalize (object);
}

static void
vb_drill_row_class_init (VbDrillRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_drill_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_drill_row_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/preferences/vb-drill-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDrillRow, code_row);
  gtk_widget_class_bind_template_child (widget_class, VbDrillRow, try_button);
  gtk_widget_class_bind_template_child (widget_class, VbDrillRow, verdict);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
}

static void
vb_drill_row_init (VbDrillRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_accessible_set_label (self->try_button, _("Try whether the sheet opens the store"));
}

void
vb_drill_row_set_session (VbDrillRow *self,
                          VbSession  *session)
{
  g_return_if_fail (VB_IS_DRILL_ROW (self));

  g_set_object (&self->session, session);
  update_subtitle (self);
}
