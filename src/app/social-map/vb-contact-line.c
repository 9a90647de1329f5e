/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-contact-line.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-template.h"
#include "app/window/vb-window.h"

struct _VbContactLine
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *address_label;
  GtkLabel *detail_label;
  GtkWidget *copy_button;
  GtkWidget *open_button;

  VbContactKind kind;
  char *address;
  char *uri;
};

G_DEFINE_FINAL_TYPE (VbContactLine, vb_contact_line, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *open_icon;
  const char *scheme;
  const char *open;
  const char *copy;
  const char *copied;
} kinds[] = {
  [VB_CONTACT_PHONE] = { "vb-phone-symbolic", "vb-open-symbolic", "tel", N_("Call %s"),
                         N_("Copy number %s"), N_("Number copied") },
  [VB_CONTACT_MAIL] = { "vb-mail-symbolic", "vb-open-symbolic", "mailto",
                        N_("Write mail to %s"), N_("Copy address %s"), N_("Address copied") },
  [VB_CONTACT_WEB] = { "vb-globe-symbolic", "vb-open-symbolic", "https", N_("Open %s"),
                       N_("Copy link %s"), N_("Link copied") },
};

/* A number as tel: takes it: digits and a plus. */
static char *
dup_dialled (const char *number)
{
  g_autoptr(GString) digits = g_string_new ("tel:");

  for (const char *p = number; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || (*p == '+' && p == number))
      g_string_append_c (digits, *p);
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static char *
dup_uri (VbContactKind  kind,
         const char    *address)
{
  g_autofree char *escaped = NULL;

  switch (kind)
    {
    case VB_CONTACT_PHONE:
      return dup_dialled (address);
    case VB_CONTACT_MAIL:
      escaped = g_uri_escape_string (address, "@", FALSE);
      return g_strconcat ("mailto:", escaped, NULL);
    case VB_CONTACT_WEB:
      /* A directory is foreign data: nothing but the web is opened from it. */
      if (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://"))
        return g_strdup (address);
      if (strstr (address, "://") == NULL)
        return g_strconcat ("https://", address, NULL);
      return NULL;
    default:
      return NULL;
    }
}

static void
copy_cb (VbContactLine *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->address);
  vb_window_say (vb_window_of (self), _(kinds[self->kind].copied));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbContactLine) self = user_data;
  g_autoptr(GError) error = NULL;
  VbWindow *window = vb_window_of (self);

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) && window != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vb_window_say_error (window, _("Could not be opened"), error);
}

static void
open_cb (VbContactLine *self)
{
  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->uri,
                     GDK_CURRENT_TIME, NULL, opened_cb, g_object_ref (self));
}

static void
vb_contact_line_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_CONTACT_LINE);

  G_OBJECT_CLASS (vb_contact_line_parent_class)->dispose (object);
}

static void
vb_contact_line_finalize (GObject *object)
{
  VbContactLine *self = VB_CONTACT_LINE (object);

  g_free (self->address);
  g_free (self->uri);

  G_OBJECT_CLASS (vb_contact_line_parent_class)->finalize (object);
}

static void
vb_contact_line_class_init (VbContactLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_contact_line_dispose;
  object_class->finalize = vb_contact_line_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-contact-line.ui");
  gtk_widget_class_bind_template_child (widget_class, VbContactLine, icon);
  gtk_widget_class_bind_template_child (widget_class, VbContactLine, address_label);
  gtk_widget_class_bind_template_child (widget_class, VbContactLine, detail_label);
  gtk_widget_class_bind_template_child (widget_class, VbContactLine, copy_button);
  gtk_widget_class_bind_template_child (widget_class, VbContactLine, open_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
vb_contact_line_init (VbContactLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_button_words (GtkWidget  *button,
                  const char *format,
                  const char *address)
{
  const char *place = strstr (format, "%s");
  g_autofree char *label =
    g_strdup_printf ("%.*s%s%s", (int) (place == NULL ? 0 : place - format), format, address,
                     place == NULL ? "" : place + 2);

  gtk_widget_set_tooltip_text (button, label);
  vb_accessible_set_label (GTK_WIDGET (button), label);
}

GtkWidget *
vb_contact_line_new (VbContactKind  kind,
                     const char    *address,
                     const char    *detail)
{
  VbContactLine *self = g_object_new (VB_TYPE_CONTACT_LINE, NULL);
  g_autoptr(GAppInfo) handler = NULL;

  self->kind = kind;
  self->address = g_strdup (address);
  self->uri = dup_uri (kind, address);
  gtk_image_set_from_icon_name (self->icon, kinds[kind].icon);
  gtk_label_set_text (self->address_label, address);
  gtk_label_set_text (self->detail_label, detail == NULL ? "" : detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), detail != NULL);
  set_button_words (self->copy_button, _(kinds[kind].copy), address);
  set_button_words (self->open_button, _(kinds[kind].open), address);
  gtk_button_set_icon_name (GTK_BUTTON (self->open_button), kinds[kind].open_icon);
  handler = g_app_info_get_default_for_uri_scheme (kinds[kind].scheme);
  gtk_widget_set_visible (self->open_button, self->uri != NULL && handler != NULL);
  return GTK_WIDGET (self);
}
