/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-wrap-layout.h"

struct _VbWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

enum
{
  PROP_0,
  PROP_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbWrapLayout, vb_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager,
                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (VbWrapLayout *self,
               GtkWidget    *widget,
               int          *minimum,
               int          *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int min, nat;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min, &nat, NULL, NULL);
      *minimum = MAX (*minimum, min);
      *natural += (*natural > 0 ? self->spacing : 0) + nat;
    }
}

/* A child is as wide as it wants to be, or as the line when that is less. */
static int
width_of (GtkWidget *child,
          int        line)
{
  int min, nat;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min, &nat, NULL, NULL);
  return MAX (min, MIN (nat, line));
}

/* A menu button says that it is as high at any width; the button inside it knows of the lines that
 * its text needs. */
static int
height_of (GtkWidget *child,
           int        width)
{
  int nat, inside = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &nat, NULL, NULL);
  if (GTK_IS_MENU_BUTTON (child))
    gtk_widget_measure (gtk_widget_get_first_child (child), GTK_ORIENTATION_VERTICAL, width, NULL,
                        &inside, NULL, NULL);
  return MAX (nat, inside);
}

/* The last child (exclusive) of the line that starts with @first, and the line's height. */
static GtkWidget *
fill_line (VbWrapLayout *self,
           GtkWidget    *first,
           int           width,
           int          *height)
{
  GtkWidget *child = first;
  int used = 0;

  *height = 0;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int wide;

      if (!gtk_widget_should_layout (child))
        continue;
      wide = width_of (child, width);
      if (used > 0 && used + self->spacing + wide > width)
        break;
      used += (used > 0 ? self->spacing : 0) + wide;
      *height = MAX (*height, height_of (child, wide));
    }
  return child;
}

static int
measure_height (VbWrapLayout *self,
                GtkWidget    *widget,
                int           width)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int total = 0;

  while (child != NULL)
    {
      int height;

      child = fill_line (self, child, width, &height);
      if (height > 0)
        total += (total > 0 ? self->spacing : 0) + height;
    }
  return total;
}

static void
measure (GtkLayoutManager *manager,
         GtkWidget        *widget,
         GtkOrientation    orientation,
         int               for_size,
         int              *minimum,
         int              *natural,
         int              *minimum_baseline,
         int              *natural_baseline)
{
  VbWrapLayout *self = VB_WRAP_LAYOUT (manager);
  int min, nat;

  measure_width (self, widget, &min, &nat);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = min;
      *natural = nat;
    }
  else
    *minimum = *natural = measure_height (self, widget, for_size < 0 ? nat : MAX (min, for_size));
}

static void
allocate (GtkLayoutManager *manager,
          GtkWidget        *widget,
          int               width,
          int               height,
          int               baseline)
{
  VbWrapLayout *self = VB_WRAP_LAYOUT (manager);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child != NULL)
    {
      int line, x = 0;
      GtkWidget *end = fill_line (self, child, width, &line);

      for (; child != end; child = gtk_widget_get_next_sibling (child))
        {
          GtkAllocation place = { .y = y, .height = line };

          if (!gtk_widget_should_layout (child))
            continue;
          place.width = width_of (child, width);
          place.x = mirrored ? width - x - place.width : x;
          gtk_widget_size_allocate (child, &place, -1);
          x += place.width + self->spacing;
        }
      y += line > 0 ? line + self->spacing : 0;
    }
}

static void
vb_wrap_layout_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SPACING:
      g_value_set_int (value, VB_WRAP_LAYOUT (object)->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_wrap_layout_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_SPACING:
      VB_WRAP_LAYOUT (object)->spacing = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_wrap_layout_class_init (VbWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = vb_wrap_layout_get_property;
  object_class->set_property = vb_wrap_layout_set_property;
  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = measure;
  layout_class->allocate = allocate;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 100, 6,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_wrap_layout_init (VbWrapLayout *self)
{
  self->spacing = 6;
}

GtkLayoutManager *
vb_wrap_layout_new (int spacing)
{
  return g_object_new (VB_TYPE_WRAP_LAYOUT, "spacing", spacing, NULL);
}
