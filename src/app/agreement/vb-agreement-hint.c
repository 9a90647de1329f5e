/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/agreement/vb-agreement-hint.h"

#include <glib/gi18n.h>

#include "app/agreement/vb-agreement-reader.h"
#include "app/vb-call.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-agreements.h"

struct _VbAgreementHint
{
  GtkBox parent_instance;

  GtkButton *button;

  VbStore *store;
  char *id; /* (nullable): of the agreement */
  GCancellable *asking;
};

G_DEFINE_FINAL_TYPE (VbAgreementHint, vb_agreement_hint, GTK_TYPE_BOX)

/* One that is about this comes before one that is about whatever it is: the list has few. */
static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAgreementHint *self = call->owner;
  g_autoptr(GPtrArray) lines = vb_agreements_list_finish (VB_STORE (source), result, NULL);
  const VbAgreementLine *line;
  g_autofree char *label = NULL;

  if (vb_call_is_over (call) || lines == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), lines->len > 0);
  if (lines->len == 0)
    return;
  line = g_ptr_array_index (lines, 0);
  g_free (self->id);
  self->id = g_strdup (line->id);
  /* Translators: %s is the name of what was agreed */
  label = g_strdup_printf (_("Agreement in this neighbourhood: %s"), line->title);
  gtk_button_set_label (self->button, label);
}

static void
clicked_cb (VbAgreementHint *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->id != NULL && GTK_IS_WINDOW (root))
    gtk_window_present (vb_agreement_reader_new (GTK_WINDOW (root), self->store, self->id));
}

static void
vb_agreement_hint_dispose (GObject *object)
{
  VbAgreementHint *self = VB_AGREEMENT_HINT (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_AGREEMENT_HINT);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_agreement_hint_parent_class)->dispose (object);
}

static void
vb_agreement_hint_finalize (GObject *object)
{
  g_free (VB_AGREEMENT_HINT (object)->id);

  G_OBJECT_CLASS (vb_agreement_hint_parent_class)->finalize (object);
}

static void
vb_agreement_hint_class_init (VbAgreementHintClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_agreement_hint_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_agreement_hint_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/agreement/vb-agreement-hint.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAgreementHint, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
vb_agreement_hint_init (VbAgreementHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_agreement_hint_show_for (VbAgreementHint *self,
                            VbStore         *store,
                            const char      *need)
{
  g_return_if_fail (VB_IS_AGREEMENT_HINT (self) && VB_IS_STORE (store));

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  g_set_object (&self->store, store);
  vb_agreements_list_async (store, need != NULL ? need : "", self->asking, listed_cb,
                            vb_call_new (self, self->asking));
}
