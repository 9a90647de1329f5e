/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-service-item.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"

#define SPACING 3
#define BESIDE 6
/* Themes have pictures of this size; others are drawn from an SVG. */
#define MARK_SIZE 16
#define STAR_SIZE 16
#define MIN_WIDTH 60

/* How high a text came out, and what that depends on. */
typedef struct
{
  guint key;
  int height;
} Measured;

/* A list keeps two hundred rows at hand. Labels and boxes in each of them would take more memory
 * than all the rest of the window, so that a row is one widget, which draws a text and under it how
 * fresh the entry is. Each paragraph of the text has two lines at most. */
struct _VbServiceItem
{
  GtkWidget parent_instance;

  char *markup; /* (nullable) */
  char *foot;   /* (nullable): while the row is on its way */
  char *short_foot; /* (nullable) */
  gboolean stale;
  gboolean favourite;

  Measured blank; /* of a row that is on its way */

  VbServiceRow *row;
  GSignalGroup *row_signals;
  guint tick;
};

enum
{
  PROP_0,
  PROP_ROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbServiceItem, vb_service_item, GTK_TYPE_WIDGET)

/* The msgid holds at most one %s; it comes from the search, so it is not given to printf. */
char *
vb_service_item_dup_reason (VbServiceRow *row)
{
  const char *reason = vb_service_row_get_reason (row);
  const char *argument = vb_service_row_get_reason_arg (row);
  const char *text, *place;

  if (reason == NULL)
    return NULL;
  text = _(reason);
  place = strstr (text, "%s");
  if (place == NULL)
    return g_strdup (text);
  return g_strdup_printf ("%.*s%s%s", (int) (place - text), text,
                          argument == NULL ? "" : argument, place + 2);
}

/* The name is bold as it is, so that the words that matched are underlined in it. */
static void
append_name (GString      *text,
             VbServiceRow *row)
{
  const char *name = vb_service_row_get_name (row);
  const char *markup = vb_service_row_get_name_markup (row);
  g_autofree char *escaped = NULL;

  if (name == NULL)
    name = _("Without a name");
  if (markup == NULL)
    markup = escaped = g_markup_escape_text (name, -1);
  g_string_append (text, markup);
  g_string_replace (text, "<b>", "<u>", 0);
  g_string_replace (text, "</b>", "</u>", 0);
  g_string_prepend (text, "<b>");
  g_string_append (text, "</b>");
}

/* @markup: (nullable): a paragraph of its own. @style: attributes of Pango's span */
static void
append_paragraph (GString    *text,
                  const char *style,
                  const char *markup)
{
  g_autofree char *line = NULL;

  if (markup == NULL || markup[0] == '\0')
    return;
  line = g_strdelimit (g_strdup (markup), "\r\n", ' ');
  if (style == NULL)
    g_string_append_printf (text, "\n%s", line);
  else
    g_string_append_printf (text, "\n<span %s>%s</span>", style, line);
}

static void
append_plain (GString    *text,
              const char *style,
              const char *plain)
{
  g_autofree char *markup = plain == NULL ? NULL : g_markup_escape_text (plain, -1);

  append_paragraph (text, style, markup);
}

static char *
dup_markup (VbServiceRow *row)
{
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *reason = vb_service_item_dup_reason (row);

  /* A row that is on its way has the height it will have. */
  if (!vb_service_row_get_loaded (row))
    return g_strdup (" \n \n \n ");
  append_name (text, row);
  append_plain (text, contrast ? NULL : "alpha=\"55%\"",
                vb_service_row_get_organization_name (row));
  if (vb_service_row_get_snippet (row) != NULL)
    append_paragraph (text, NULL, vb_service_row_get_snippet (row));
  else
    append_plain (text, NULL, vb_service_row_get_summary (row));
  append_plain (text, "size=\"90%\"", reason);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ------------------------------------------------------------------ showing */

/* "Checked 3 May 2023, check again · Closed for good" */
static char *
dup_foot (VbServiceRow *row)
{
  const char *status = vb_words_status (vb_service_row_get_status (row));
  g_autofree char *checked = vb_words_checked (vb_service_row_get_checked_at (row));
  g_autofree char *words = NULL;

  if (vb_service_row_get_stale (row) && vb_service_row_get_checked_at (row) != NULL)
    /* Translators: "Checked 3 May 2023": longer than a year ago */
    words = g_strdup_printf (_("%s, check again"), checked);
  else
    words = g_steal_pointer (&checked);
  return status == NULL ? g_steal_pointer (&words) : g_strdup_printf ("%s · %s", words, status);
}

/* The same where that has no room: the sign in front of it says what the date is of. */
static char *
dup_short_foot (VbServiceRow *row)
{
  const char *status = vb_words_status (vb_service_row_get_status (row));
  const char *checked_at = vb_service_row_get_checked_at (row);
  g_autofree char *date = checked_at != NULL ? vb_words_short_date (checked_at)
                                             : g_strdup (_("Never checked"));

  return status == NULL ? g_steal_pointer (&date) : g_strdup_printf ("%s · %s", date, status);
}

/* The item of the list that this widget is in, which need not be its parent. */
static GtkWidget *
find_list_item (VbServiceItem *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  for (GtkWidget *item = parent; item != NULL; item = gtk_widget_get_parent (item))
    if (GTK_IS_LIST_VIEW (gtk_widget_get_parent (item)))
      return item;
  return parent;
}

/* A screen reader reads the list item. */
static void
update_label (VbServiceItem *self)
{
  GtkWidget *parent = find_list_item (self);
  g_autoptr(GString) label = g_string_new (NULL);
  g_autofree char *reason = NULL;

  if (parent == NULL || self->row == NULL || self->foot == NULL)
    return;
  reason = vb_service_item_dup_reason (self->row);
  g_string_append (label, vb_service_row_get_name (self->row) != NULL
                            ? vb_service_row_get_name (self->row) : _("Without a name"));
  if (vb_service_row_get_organization_name (self->row) != NULL)
    g_string_append_printf (label, ", %s", vb_service_row_get_organization_name (self->row));
  if (vb_service_row_get_favourite (self->row))
    g_string_append_printf (label, ", %s", _("favourite"));
  g_string_append_printf (label, ", %s", self->foot);
  if (reason != NULL)
    g_string_append_printf (label, ", %s", reason);
  vb_accessible_set_label (GTK_WIDGET (parent), label->str);
}

static void
show_row (VbServiceItem *self)
{
  g_free (self->markup);
  g_free (self->foot);
  g_free (self->short_foot);
  self->markup = dup_markup (self->row);
  self->foot = vb_service_row_get_loaded (self->row) ? dup_foot (self->row) : NULL;
  self->short_foot = vb_service_row_get_loaded (self->row) ? dup_short_foot (self->row) : NULL;
  self->stale = vb_service_row_get_stale (self->row);
  self->favourite = vb_service_row_get_favourite (self->row);
  update_label (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  VbServiceItem *self = VB_SERVICE_ITEM (widget);

  self->tick = 0;
  if (self->row != NULL)
    show_row (self);
  return G_SOURCE_REMOVE;
}

/* A row that fills in tells of each property; what is shown follows once, in the next frame. */
static void
row_changed_cb (VbServiceItem *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* ------------------------------------------------------------------ drawing */

/* Layouts live only while they are measured or drawn: GTK keeps what came out of it. */
static PangoLayout *
create_text (VbServiceItem *self,
             int            width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -2);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  if (self->markup != NULL)
    pango_layout_set_markup (layout, self->markup, -1);
  return layout;
}

static void
set_foot (PangoLayout *layout,
          const char  *text)
{
  g_autofree char *markup = g_markup_printf_escaped ("<span size=\"82%%\">%s</span>", text);

  pango_layout_set_markup (layout, markup, -1);
}

static PangoLayout *
create_foot (VbServiceItem *self,
             int            width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  int rest = width - MARK_SIZE - BESIDE - (self->favourite ? BESIDE + STAR_SIZE : 0);

  /* With large text two lines: the year is what says whether it has to be checked again. */
  pango_layout_set_height (layout, -2);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (rest, 0) * PANGO_SCALE);
  set_foot (layout, self->foot == NULL ? " " : self->foot);
  if (self->short_foot != NULL && pango_layout_is_ellipsized (layout))
    set_foot (layout, self->short_foot);
  return layout;
}

/* As high with a star as without it, so that nothing moves when it comes. */
static int
get_foot_height (PangoLayout *foot)
{
  int height;

  pango_layout_get_pixel_size (foot, NULL, &height);
  return MAX (height, STAR_SIZE);
}

static GtkSizeRequestMode
vb_service_item_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* What the height of the shown row depends on: what it says, and how large and how wide. */
static guint
hash_height (VbServiceItem *self,
             int            width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  guint parts[] = {
    g_str_hash (self->markup == NULL ? "" : self->markup),
    g_str_hash (self->foot == NULL ? "" : self->foot),
    self->favourite,
    width,
    pango_font_description_hash (pango_context_get_font_description (context)),
    (int) (pango_cairo_context_get_resolution (context) * 1024),
  };
  guint hash = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    hash = hash * 31 + parts[i];
  return hash;
}

/* Kept with the row, which the list shows in one widget now and in another later; rows that are on
 * their way are all alike. */
static Measured *
get_measured (VbServiceItem *self)
{
  GQuark quark = g_quark_from_static_string ("vb-service-item-measured");
  Measured *measured;

  if (self->row == NULL || !vb_service_row_get_loaded (self->row))
    return &self->blank;
  measured = g_object_get_qdata (G_OBJECT (self->row), quark);
  if (measured == NULL)
    {
      measured = g_new0 (Measured, 1);
      g_object_set_qdata_full (G_OBJECT (self->row), quark, measured, g_free);
    }
  return measured;
}

/* A list of GTK asks for the height of thirty rows for each that comes into sight, because it puts
 * the row that stays where it is now a little before the middle of its two hundred and now a little
 * behind. Laying out text is most of the time a frame takes. */
static int
get_height (VbServiceItem *self,
            int            width)
{
  Measured *measured = get_measured (self);
  guint key = hash_height (self, width);

  if (measured->height == 0 || measured->key != key)
    {
      g_autoptr(PangoLayout) text = create_text (self, width);
      g_autoptr(PangoLayout) foot = create_foot (self, width);
      int height;

      pango_layout_get_pixel_size (text, NULL, &height);
      measured->height = height + SPACING + get_foot_height (foot);
      measured->key = key;
    }
  return measured->height;
}

static void
vb_service_item_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  /* What holds the list says how wide it is; a row only follows. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_WIDTH;
  /* A list scrolls, and nobody reads how high it is before it has a width. */
  else if (for_size < 0)
    *minimum = *natural = STAR_SIZE + SPACING;
  else
    *minimum = *natural = get_height (VB_SERVICE_ITEM (widget), for_size);
}

/* @colour_name: a colour of the theme, or %NULL for that of the text */
static void
draw_icon (VbServiceItem *self,
           GtkSnapshot   *snapshot,
           const char    *name,
           int            size,
           int            x,
           int            y,
           const char    *colour_name)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  g_autoptr(GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
    gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), name, NULL, size,
    gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0);
  GdkRGBA colour;

  if (colour_name == NULL || !gtk_style_context_lookup_color (style, colour_name, &colour))
    gtk_style_context_get_color (style, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size,
                                            &colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_layout (VbServiceItem *self,
             GtkSnapshot   *snapshot,
             PangoLayout   *layout,
             int            x,
             int            y)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_foot (VbServiceItem *self,
           GtkSnapshot   *snapshot,
           PangoLayout   *foot,
           int            y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int high = get_foot_height (foot);
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int text_height;

  pango_layout_get_pixel_size (foot, NULL, &text_height);
  draw_layout (self, snapshot, foot,
               mirrored ? width - MARK_SIZE - BESIDE - pango_layout_get_width (foot) / PANGO_SCALE
                        : MARK_SIZE + BESIDE,
               y + (high - text_height) / 2);
  if (self->foot != NULL)
    draw_icon (self, snapshot,
               self->stale ? "dialog-warning-symbolic" : "object-select-symbolic", MARK_SIZE,
               mirrored ? width - MARK_SIZE : 0, y + (high - MARK_SIZE) / 2,
               self->stale ? "warning_color" : NULL);
  if (self->favourite)
    draw_icon (self, snapshot, "starred-symbolic", STAR_SIZE, mirrored ? 0 : width - STAR_SIZE,
               y + (high - STAR_SIZE) / 2, "warning_color");
}

static void
vb_service_item_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  VbServiceItem *self = VB_SERVICE_ITEM (widget);
  int width = gtk_widget_get_width (widget);
  g_autoptr(PangoLayout) text = create_text (self, width);
  g_autoptr(PangoLayout) foot = create_foot (self, width);
  int height;

  pango_layout_get_pixel_size (text, NULL, &height);
  draw_layout (self, snapshot, text, 0, 0);
  draw_foot (self, snapshot, foot, height + SPACING);
}

/* ------------------------------------------------------------------ object */

static void
set_row (VbServiceItem *self,
         VbServiceRow  *row)
{
  if (!g_set_object (&self->row, row))
    return;
  g_signal_group_set_target (self->row_signals, row);
  if (row != NULL)
    show_row (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}

static void
vb_service_item_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VbServiceItem *self = VB_SERVICE_ITEM (object);

  switch (id)
    {
    case PROP_ROW:
      g_value_set_object (value, self->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_service_item_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VbServiceItem *self = VB_SERVICE_ITEM (object);

  switch (id)
    {
    case PROP_ROW:
      set_row (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_service_item_dispose (GObject *object)
{
  VbServiceItem *self = VB_SERVICE_ITEM (object);

  g_clear_object (&self->row_signals);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (vb_service_item_parent_class)->dispose (object);
}

static void
vb_service_item_finalize (GObject *object)
{
  VbServiceItem *self = VB_SERVICE_ITEM (object);

  g_free (self->markup);
  g_free (self->foot);
  g_free (self->short_foot);

  G_OBJECT_CLASS (vb_service_item_parent_class)->finalize (object);
}

static void
vb_service_item_class_init (VbServiceItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_service_item_get_property;
  object_class->set_property = vb_service_item_set_property;
  object_class->dispose = vb_service_item_dispose;
  object_class->finalize = vb_service_item_finalize;
  widget_class->get_request_mode = vb_service_item_get_request_mode;
  widget_class->measure = vb_service_item_measure;
  widget_class->snapshot = vb_service_item_snapshot;

  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, VB_TYPE_SERVICE_ROW,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "vbserviceitem");
}

static void
vb_service_item_init (VbServiceItem *self)
{
  self->row_signals = g_signal_group_new (VB_TYPE_SERVICE_ROW);
  g_signal_group_connect_swapped (self->row_signals, "notify", G_CALLBACK (row_changed_cb), self);
  /* The list puts the item in its place after the row was set. */
  g_signal_connect (self, "notify::parent", G_CALLBACK (update_label), NULL);
}

void
vb_service_item_update_label (VbServiceItem *self)
{
  g_return_if_fail (VB_IS_SERVICE_ITEM (self));

  update_label (self);
}

GtkWidget *
vb_service_item_new (void)
{
  return g_object_new (VB_TYPE_SERVICE_ITEM, NULL);
}
