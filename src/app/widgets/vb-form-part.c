/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-form-part.h"

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (VbFormPart, vb_form_part, GTK_TYPE_WIDGET)

static void
vb_form_part_default_init (VbFormPartInterface *iface)
{
  signals[EDITED] = g_signal_new ("edited", VB_TYPE_FORM_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

const char *
vb_form_part_get_column (VbFormPart *self)
{
  g_return_val_if_fail (VB_IS_FORM_PART (self), NULL);

  return VB_FORM_PART_GET_IFACE (self)->get_column (self);
}

char *
vb_form_part_dup_value (VbFormPart *self)
{
  g_return_val_if_fail (VB_IS_FORM_PART (self), NULL);

  return VB_FORM_PART_GET_IFACE (self)->dup_value (self);
}

void
vb_form_part_set_value (VbFormPart *self,
                        const char *value)
{
  g_return_if_fail (VB_IS_FORM_PART (self));

  VB_FORM_PART_GET_IFACE (self)->set_value (self, value != NULL ? value : "");
}

void
vb_form_part_set_error (VbFormPart *self,
                        const char *message)
{
  g_return_if_fail (VB_IS_FORM_PART (self));

  if (VB_FORM_PART_GET_IFACE (self)->set_error != NULL)
    VB_FORM_PART_GET_IFACE (self)->set_error (self, message);
}

void
vb_form_part_note_edited (VbFormPart *self)
{
  g_return_if_fail (VB_IS_FORM_PART (self));

  g_signal_emit (self, signals[EDITED], 0);
}
