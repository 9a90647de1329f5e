/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-toasts.h"

#include <glib/gi18n.h>

#include "app/vb-error-text.h"

struct _VbToasts
{
  GObject parent_instance;

  AdwToastOverlay *overlay;
  GCancellable *cancellable; /* of reverting: ends with the window */
  GPtrArray *said;           /* of AdwToast: what is shown or waits for its turn */
};

G_DEFINE_FINAL_TYPE (VbToasts, vb_toasts, G_TYPE_OBJECT)

static void
dismissed_cb (VbToasts *self,
              AdwToast *toast)
{
  g_ptr_array_remove (self->said, toast);
}

/* ------------------------------------------------------------------ long ones */

/* What a notice has beside its words: its distance from the window, its edges, the cross. */
#define BESIDE_WORDS 110
#define BESIDE_BUTTON 46
#define LEAST_ROOM 80

static int
width_of (GtkWidget  *widget,
          const char *text)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width = 0;

  if (text != NULL)
    pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* (transfer full) (nullable): @text with the lines that fit in @room; NULL: it fits on one */
static char *
break_lines (GtkWidget  *widget,
             const char *text,
             int         room)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr(PangoAttrList) bold = pango_attr_list_new ();
  g_autoptr(GString) broken = g_string_new (NULL);

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, bold);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, room * PANGO_SCALE);
  if (pango_layout_get_line_count (layout) == 1)
    return NULL;
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      g_autofree char *words = g_strndup (text + line->start_index, line->length);

      g_string_append_printf (broken, "%s%s", i > 0 ? "\n" : "", g_strchomp (words));
    }
  return g_string_free (g_steal_pointer (&broken), FALSE);
}

/* A notice is one line that is cut where the window ends, and does not ask how high a label of
 * several lines is at its width. So the lines are made beforehand. */
void
vb_toast_fit (AdwToast  *toast,
              GtkWidget *over)
{
  const char *button = adw_toast_get_button_label (toast);
  int room = gtk_widget_get_width (over) - BESIDE_WORDS
             - (button != NULL ? width_of (over, button) + BESIDE_BUTTON : 0);
  g_autofree char *text = NULL;
  g_autofree char *broken = NULL;
  GtkWidget *label;

  if (gtk_widget_get_width (over) <= 0
      || !pango_parse_markup (adw_toast_get_title (toast), -1, 0, NULL, &text, NULL, NULL))
    return;
  broken = break_lines (over, text, MAX (room, LEAST_ROOM));
  if (broken == NULL)
    return;
  label = gtk_label_new (broken);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
}

/* ------------------------------------------------------------------ one after the other */

/* The newest is seen at once. What it takes the place of is over; only what went wrong, and stays
 * until somebody has seen it, comes back after it. */
static void
say (VbToasts *self,
     AdwToast *toast)
{
  if (self->overlay == NULL)
    {
      g_object_unref (toast);
      return;
    }
  for (guint i = self->said->len; i > 0; i--)
    {
      g_autoptr(AdwToast) earlier = g_object_ref (self->said->pdata[i - 1]);

      if (adw_toast_get_timeout (earlier) > 0)
        adw_toast_dismiss (earlier);
    }
  vb_toast_fit (toast, GTK_WIDGET (self->overlay));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_ptr_array_add (self->said, g_object_ref (toast));
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->overlay, toast);
}

void
vb_toasts_say (VbToasts   *self,
               const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  g_return_if_fail (VB_IS_TOASTS (self));

  say (self, adw_toast_new (markup));
}

static void
reverted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbToasts) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) redo = vb_directory_revert_finish (VB_STORE (source), result, &error);

  if (redo == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vb_toasts_say_error (self, _("Could not be undone"), error);
}

/* (nullable): what is open in the window */
static VbStore *
store_of (VbToasts *self)
{
  return self->overlay != NULL ? vb_window_get_store (vb_window_of (self->overlay)) : NULL;
}

/* What the button of one toast holds on to. */
typedef struct
{
  GWeakRef toasts;
  GWeakRef store; /* the offer is about this store, not one opened later */
  VbToastFunc func;
  char *subject;
  VbUndo *undo;
} Offer;

static Offer *
offer_new (VbToasts *self)
{
  Offer *offer = g_new0 (Offer, 1);

  g_weak_ref_init (&offer->toasts, self);
  g_weak_ref_init (&offer->store, store_of (self));
  return offer;
}

static void
offer_free (gpointer  data,
            GClosure *closure)
{
  Offer *offer = data;

  g_weak_ref_clear (&offer->toasts);
  g_weak_ref_clear (&offer->store);
  g_clear_pointer (&offer->undo, vb_undo_unref);
  g_free (offer->subject);
  g_free (offer);
}

static void
offer_taken_cb (AdwToast *toast,
                Offer    *offer)
{
  g_autoptr(VbToasts) self = g_weak_ref_get (&offer->toasts);
  g_autoptr(VbStore) store = g_weak_ref_get (&offer->store);

  if (self == NULL || store == NULL || store_of (self) != store)
    return;
  if (offer->undo != NULL)
    vb_directory_revert_async (store, offer->undo, self->cancellable, reverted_cb,
                               g_object_ref (self));
  else
    offer->func (vb_window_of (self->overlay), store, offer->subject);
}

static void
add_offer (VbToasts   *self,
           const char *text,
           const char *button,
           Offer      *offer)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, button);
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (offer_taken_cb), offer, offer_free,
                         0);
  say (self, toast);
}

void
vb_toasts_say_action (VbToasts    *self,
                      const char  *text,
                      const char  *button,
                      VbToastFunc  func,
                      const char  *subject)
{
  Offer *offer;

  g_return_if_fail (VB_IS_TOASTS (self));
  g_return_if_fail (func != NULL);

  offer = offer_new (self);
  offer->func = func;
  offer->subject = g_strdup (subject);
  add_offer (self, text, button, offer);
}

void
vb_toasts_say_undo (VbToasts   *self,
                    const char *text,
                    VbUndo     *undo)
{
  Offer *offer;

  g_return_if_fail (VB_IS_TOASTS (self));

  if (undo == NULL)
    {
      vb_toasts_say (self, text);
      return;
    }
  offer = offer_new (self);
  offer->undo = vb_undo_ref (undo);
  add_offer (self, text, _("Undo"), offer);
}

void
vb_toasts_say_error (VbToasts     *self,
                     const char   *what,
                     const GError *error)
{
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  g_autofree char *body = NULL;
  AdwToast *toast;

  g_return_if_fail (VB_IS_TOASTS (self));
  g_return_if_fail (what != NULL && error != NULL);

  /* Translators: what did not happen ("Not saved"), then why ("The Disk Is Full") */
  text = g_strdup_printf (_("%s: %s"), what, vb_error_title (error));
  markup = g_markup_escape_text (text, -1);
  body = g_strconcat (vb_error_advice (error), "\n\n", error->message, NULL);
  toast = adw_toast_new (markup);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _("Details"));
  adw_toast_set_action_name (toast, "win.details");
  adw_toast_set_action_target (toast, "(ss)", text, body);
  say (self, toast);
}

void
vb_toasts_dismiss_all (VbToasts *self)
{
  g_return_if_fail (VB_IS_TOASTS (self));

  while (self->said->len > 0)
    {
      g_autoptr(AdwToast) toast = g_object_ref (self->said->pdata[0]);

      adw_toast_dismiss (toast);
      g_ptr_array_remove (self->said, toast);
    }
}

/* ------------------------------------------------------------------ object */

static void
vb_toasts_dispose (GObject *object)
{
  VbToasts *self = VB_TOASTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->overlay);

  G_OBJECT_CLASS (vb_toasts_parent_class)->dispose (object);
}

static void
vb_toasts_finalize (GObject *object)
{
  VbToasts *self = VB_TOASTS (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->said);

  G_OBJECT_CLASS (vb_toasts_parent_class)->finalize (object);
}

static void
vb_toasts_class_init (VbToastsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vb_toasts_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_toasts_finalize;
}

static void
vb_toasts_init (VbToasts *self)
{
  self->cancellable = g_cancellable_new ();
  self->said = g_ptr_array_new_with_free_func (g_object_unref);
}

VbToasts *
vb_toasts_new (AdwToastOverlay *overlay)
{
  VbToasts *self = g_object_new (VB_TYPE_TOASTS, NULL);

  g_set_weak_pointer (&self->overlay, overlay);
  return self;
}
