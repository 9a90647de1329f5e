# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a GTK 4 program from outside, the way a person with a screen reader would.

Controls are found by role and name on the accessibility bus and used through their accessible
actions; what has no action (rows of lists, some check buttons) gets a real mouse click or key.

    app = Application(['verbinder', '--demo'])
    app.fill(app.find(FIELD, 'Search'), 'schulden')
    app.press(app.find(BUTTON, 'Favourite'))
    status = app.quit()

Works with GTK 4.8 up to 4.18, whose accessibility differs in many small things; what looks odd
below is there for one of them and says for which. Uses the system's own Python (its gi module).
"""

import os
import re
import subprocess
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (the version has to be chosen first)

Role = Atspi.Role

# Roles by enum: their names differ between versions of the library ("push button", "button").
BUTTON = frozenset({Role.PUSH_BUTTON, Role.TOGGLE_BUTTON})
FIELD = frozenset({Role.ENTRY, Role.TEXT, Role.PASSWORD_TEXT, Role.SPIN_BUTTON})
PASSWORD = frozenset({Role.PASSWORD_TEXT, Role.TEXT})
CHECK = frozenset({Role.CHECK_BOX, Role.TOGGLE_BUTTON} | (
    {Role.SWITCH} if hasattr(Role, 'SWITCH') else set()))
COMBO = frozenset({Role.COMBO_BOX})
LIST = frozenset({Role.LIST})
ITEM = frozenset({Role.LIST_ITEM})
TAB = frozenset({Role.PAGE_TAB})
LABEL = frozenset({Role.LABEL, Role.STATIC})
MENU_ITEM = frozenset({Role.MENU_ITEM, Role.CHECK_MENU_ITEM, Role.RADIO_MENU_ITEM})
DIALOG = frozenset({Role.DIALOG, Role.ALERT})
WINDOW = frozenset({Role.FRAME, Role.WINDOW}) | DIALOG

# What only holds other things, unless it has a name.
CONTAINERS = frozenset({Role.PANEL, Role.FILLER, Role.SCROLL_PANE, Role.SCROLL_BAR, Role.SEPARATOR})

# What holds no controls, so that nobody looks into it.
LEAVES = LABEL | frozenset({Role.IMAGE, Role.ICON, Role.SEPARATOR, Role.SCROLL_BAR})

ACCESSIBLE = 'org.a11y.atspi.Accessible'

# Actions that mean "do what a click does".
CLICKS = ('click', 'toggle', 'activate', 'press')

# A button that is not pressed by hand stays down for a quarter of a second, so that one sees it;
# only then it does what it is for. What is asked before that is asked in vain.
STAYS_DOWN = 0.3

# Slow builds (sanitizers) get more time; a test says how long it waits on a fast one.
PATIENCE = float(os.environ.get('UI_PATIENCE', '1'))

Atspi.set_timeout(int(3000 * PATIENCE), int(20000 * PATIENCE))


class NotThere(AssertionError):
    """What was waited for did not come."""


def children(node):
    """The children of @node; those that vanish meanwhile are left out."""
    found = []
    for index in range(node.get_child_count()):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            continue
        if child is not None:
            found.append(child)
    return found


def walk(node, is_looked_into=None):
    """@node and everything below it, parents first."""
    yield node
    try:
        if node.get_role() in LEAVES or (is_looked_into and not is_looked_into(node)):
            return
        below = children(node)
    except GLib.Error:
        return
    for child in below:
        yield from walk(child, is_looked_into)


class Questions:
    """Asks a program many things at once. A question takes most of its time on the way, and one
    look at a window asks hundreds."""

    def __init__(self, program):
        """@program: the name of the program on the accessibility bus"""
        where = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
            Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        # Answers are waited for here and nowhere else.
        self.context = GLib.MainContext.new()
        self.context.push_thread_default()
        try:
            self.bus = Gio.DBusConnection.new_for_address_sync(
                where, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        finally:
            self.context.pop_thread_default()
        self.program = program

    def ask(self, questions):
        """The answers to @questions (path, interface, method, arguments), in their order: a tuple
        each, or the name of the error."""
        answers = [None] * len(questions)
        open_ones = set(range(len(questions)))

        def take(bus, result, number):
            try:
                answers[number] = bus.call_finish(result).unpack()
            except GLib.Error as error:
                answers[number] = Gio.DBusError.get_remote_error(error) or 'none'
            open_ones.discard(number)
        self.context.push_thread_default()
        try:
            for number, (path, interface, method, arguments) in enumerate(questions):
                self.bus.call(self.program, path, interface, method, arguments, None,
                              Gio.DBusCallFlags.NONE, int(3000 * PATIENCE), None, take, number)
            while open_ones:
                self.context.iteration(True)
        finally:
            self.context.pop_thread_default()
        return answers


class Shown:
    """A control as the program tells of it, and what is below it."""

    def __init__(self, path, node=None, above=None, index=0):
        self.path = path
        self.index = index
        self.above = above
        self.role = None
        self.name = ''
        self.placed = False
        self.seen = False
        self.below = []
        self._node = node

    def node(self):
        """It on the accessibility bus, to do something with; an error where it moved meanwhile."""
        if self._node is None:
            node = self.above.node().get_child_at_index(self.index)
            # GTK 4.8 tells of the child of a page where it is asked for all, of the page for one.
            if node is not None and node.path != self.path:
                node = node.get_child_at_index(0)
            if node is None or node.path != self.path:
                raise GLib.Error('It is not there any more.')
            self._node = node
        return self._node

    def take_place(self, answer):
        """What has no place is no piece of a window, as a page of a stack."""
        self.placed = answer not in ('org.freedesktop.DBus.Error.UnknownMethod',
                                     'org.freedesktop.DBus.Error.UnknownInterface')
        self.seen = isinstance(answer, tuple) and answer[0][2] > 0 and answer[0][3] > 0

    def is_looked_into(self, wanted):
        if self.role is None or self.role in LEAVES or (self.placed and not self.seen):
            return False
        # Rows hold no other rows, and windows no other windows.
        return not (wanted and any(self.role in kind and kind.issuperset(wanted)
                                   for kind in (ITEM, WINDOW)))


class Sight:
    """What can be seen of a program. Most of the tree is out of sight: the other pages, and on GTK
    4.8 some 200 rows of a list. What has no place of its own may hold something that has."""

    def __init__(self, program):
        self.questions = Questions(program)
        # A control keeps its role for as long as it is there.
        self.roles = {}

    def look(self, node, wanted=None):
        """@node and what can be seen below it, parents first, as Shown.

        @wanted: the roles that are looked for: what has another one and holds nothing is left out
        """
        top = Shown(node.path, node)
        level = [top]
        while level:
            self._learn_roles(level)
            level = [each for each in level
                     if not (wanted and each.role in LEAVES and each.role not in wanted)]
            self._learn_places(level)
            self._learn_names([each for each in level
                               if each.seen and (not wanted or each.role in wanted)])
            level = self._learn_children([each for each in level if each.is_looked_into(wanted)])
        yield from self._in_order(top)

    def _in_order(self, shown):
        if shown.seen or shown.role in WINDOW:
            yield shown
        for each in shown.below:
            yield from self._in_order(each)

    def _learn_roles(self, level):
        new = [each.path for each in level if each.path not in self.roles]
        for path, answer in zip(new, self.questions.ask(
                [(path, ACCESSIBLE, 'GetRole', None) for path in new])):
            if isinstance(answer, tuple):
                self.roles[path] = Role(answer[0])
        for each in level:
            each.role = self.roles.get(each.path)

    def _learn_places(self, level):
        within = GLib.Variant('(u)', (int(Atspi.CoordType.WINDOW),))
        for each, answer in zip(level, self.questions.ask(
                [(each.path, 'org.a11y.atspi.Component', 'GetExtents', within)
                 for each in level])):
            each.take_place(answer)

    def _learn_names(self, level):
        name = GLib.Variant('(ss)', (ACCESSIBLE, 'Name'))
        for each, answer in zip(level, self.questions.ask(
                [(each.path, 'org.freedesktop.DBus.Properties', 'Get', name) for each in level])):
            each.name = answer[0] if isinstance(answer, tuple) else ''

    def _learn_children(self, level):
        for each, answer in zip(level, self.questions.ask(
                [(each.path, ACCESSIBLE, 'GetChildren', None) for each in level])):
            if isinstance(answer, tuple):
                each.below = [Shown(path, above=each, index=index)
                              for index, (_, path) in enumerate(answer[0])]
        return [below for each in level for below in each.below]


def clean_name(name):
    """What a person hears as name.

    GTK 4.8 names a button with a mnemonic "_Save Save" and an unnamed widget after its class.
    """
    name = name or ''
    for space in (match.start() for match in re.finditer(' ', name)):
        if name[:space].replace('_', '', 1) == name[space + 1:]:
            return name[space + 1:]
    return '' if re.fullmatch(r'(Gtk|Adw|Vb)[A-Z]\w+', name) else name


def name_of(node):
    """The name of @node: its own, its tooltip, or the text of the labels inside it."""
    role = node.get_role()
    name = clean_name(node.get_name())
    if name or role in LABEL:
        return name
    # From GTK 4.10 on a message has no name besides what it says.
    if role == Role.STATUS_BAR and 'Text' in node.get_interfaces():
        return text_of(node)
    if role in BUTTON:
        name = clean_name(node.get_description())
        if name:
            return name
    if role in BUTTON | ITEM | TAB | MENU_ITEM:
        texts = (clean_name(each.get_name()) for each in walk(node) if each.get_role() in LABEL)
        return ' '.join(text for text in texts if text)
    return ''


def states_of(node):
    return {state.value_nick for state in node.get_state_set().get_states()}


def text_of(node):
    """The text in a field. Asking up to -1 gives nothing on GTK 4.8."""
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def extents_of(node):
    """Place and size within the window. Screen coordinates are wrong everywhere: never asked."""
    box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    return box.x, box.y, box.width, box.height


def has_place(node):
    """Whether @node is a piece of a window. The program and the pages of a stack are not."""
    return 'Component' in node.get_interfaces()


def takes_room(node):
    try:
        _, _, width, height = extents_of(node)
    except GLib.Error:
        return False
    return width > 0 and height > 0


def window_of(node):
    while node is not None and node.get_role() not in WINDOW:
        node = node.get_parent()
    return node


def matches(wanted, name):
    if wanted is None:
        return True
    return name == wanted if isinstance(wanted, str) else bool(wanted.search(name))


def xdotool(*arguments):
    result = subprocess.run(['xdotool', *map(str, arguments)], check=True, text=True,
                            stdout=subprocess.PIPE)
    return result.stdout


def screenshot(path):
    """The whole screen as a picture."""
    subprocess.run(['import', '-window', 'root', path], check=True)


class Application:
    """A started program and its windows on the accessibility bus."""

    def __init__(self, command, environment=None, timeout=30, name=None, cwd=None):
        """Starts @command and waits for its first window.

        @name: look for an application of this name instead of for the process (a program in a
        sandbox shows up as its bus proxy)
        """
        self.name = name
        self.output = ''
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        env={**os.environ, **(environment or {})}, cwd=cwd,
                                        bufsize=0)
        os.set_blocking(self.process.stdout.fileno(), False)
        try:
            self.root = self.wait(self._on_bus, timeout, 'the program on the accessibility bus')
            self.sight = Sight(self.root.app.bus_name)
            self.wait(self.windows, timeout, 'a first window')
        except BaseException:
            self.kill()
            raise
        self.startup = time.monotonic() - self.started

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.kill()

    def _on_bus(self):
        for program in children(Atspi.get_desktop(0)):
            if self.name:
                if program.get_name() == self.name:
                    return program
            elif program.get_process_id() == self.process.pid:
                return program
        return None

    # Waiting and finding

    def read_output(self):
        """Takes in what the program has printed since, so that its pipe never fills up."""
        block = self.process.stdout.read()
        if block:
            self.output += block.decode(errors='replace')

    def wait(self, question, timeout=10, what='something'):
        """Asks @question until it answers with something true; that is the result."""
        end = time.monotonic() + timeout * PATIENCE
        while True:
            self.read_output()
            asked = time.monotonic()
            try:
                answer = question()
            except GLib.Error:
                answer = None
            if answer:
                return answer
            took = time.monotonic() - asked
            if self.process.poll() is not None:
                self.read_output()
                raise NotThere(f'the program ended with status {self.process.returncode} while '
                               f'waiting for {what}; it said:\n{self.output[-6000:]}')
            if time.monotonic() > end:
                raise NotThere(f'{what} did not come within {timeout * PATIENCE:g} s; the program '
                               f'said:\n{self.output[-2000:]}\nand shows:\n{self.describe()}')
            # The program answers with the thread that has the work to do: it gets most of the time.
            time.sleep(max(0.03, 2 * took))

    def windows(self):
        return [node for node in children(self.root) if node.get_role() in WINDOW]

    def find_each(self, roles, name=None, within=None):
        """One after another, every visible control with one of @roles and with @name (a string or a
        pattern), in the window on top first."""
        for place in [within] if within else reversed(children(self.root)):
            for shown in self.sight.look(place, roles):
                try:
                    if self._is_it(shown, roles, name):
                        yield shown.node()
                except GLib.Error:
                    continue

    @staticmethod
    def _is_it(shown, roles, name):
        if roles and shown.role not in roles:
            return False
        # What tells its name is not asked for what could stand in its place.
        told = clean_name(shown.name)
        if name is not None and told and not matches(name, told):
            return False
        # Inside a row to type in: it has the focus, and the row has the text.
        if shown.role in FIELD and 'Text' not in shown.node().get_interfaces():
            return False
        return name is None or bool(told) or matches(name, name_of(shown.node()))

    def find_all(self, roles, name=None, within=None):
        """All of them at once."""
        return list(self.find_each(roles, name, within))

    def find(self, roles, name=None, within=None, timeout=10):
        """The first such control; waits for it to appear."""
        what = 'a %s named %r' % (' or '.join(sorted(role.value_nick for role in roles)), name)
        return self.wait(lambda: next(self.find_each(roles, name, within), None), timeout, what)

    def has(self, roles, name=None, within=None):
        return next(self.find_each(roles, name, within), None) is not None

    def wait_gone(self, roles, name=None, within=None, timeout=10):
        self.wait(lambda: not self.has(roles, name, within), timeout, f'{name!r} to go away')

    def describe(self, within=None, limit=200):
        """What can be seen, as text: for messages and for finding out what there is."""
        lines = []

        def add(node, depth):
            if len(lines) >= limit:
                return
            try:
                if has_place(node) and not takes_room(node):
                    return
                name = clean_name(node.get_name())
                if name or node.get_role() not in CONTAINERS:
                    lines.append('  ' * depth + f'{node.get_role().value_nick} {name!r}')
                    depth += 1
                below = children(node)
            except GLib.Error:
                return
            for child in below:
                add(child, depth)
        add(within or self.root, 0)
        return '\n'.join(lines)

    # Acting

    def press(self, node):
        """Does what a click does, through the accessible action where there is one."""
        actions = node.get_action_iface()
        if actions:
            while_down = STAYS_DOWN if node.get_role() in BUTTON else 0
            for index in range(actions.get_n_actions()):
                if actions.get_action_name(index) in CLICKS:
                    done = actions.do_action(index)
                    time.sleep(while_down)
                    return done
        # A menu button of GTK 4.8 is a button without action around one that has it.
        for child in children(node) if node.get_role() in BUTTON else ():
            if child.get_role() in BUTTON:
                return self.press(child)
        return self.click(node)

    def fill(self, node, text):
        """Puts @text in a field, as typed at once; sees that it arrived (newer GTK masks)."""
        Atspi.EditableText.set_text_contents(node, text)
        masked = re.compile('[●•*]{%d}' % len(text))
        self.wait(lambda: text_of(node) == text or masked.fullmatch(text_of(node)) or not text, 5,
                  f'the text {text!r} in {name_of(node)!r}')

    def click(self, node, button=1, from_left=None, timeout=10):
        """A real mouse click in the middle of @node, or @from_left pixels from its left edge, once
        it stands still."""
        places = [None]

        def stands_still():
            places.append(self.place_of(node, from_left))
            return places[-1] == places[-2] and places[-1]
        x, y = self.wait(stands_still, timeout, 'a control that stands still')
        xdotool('mousemove', x, y, 'sleep', '0.05', 'click', button)

    def place_of(self, node, from_left=None):
        """Where on the screen @node is, computed from its window's place."""
        window = window_of(node)
        number = self.window_number(window)
        lines = xdotool('getwindowgeometry', '--shell', number).split()
        geometry = dict(line.split('=') for line in lines)
        left, top = self._frame_offset(window, number, int(geometry['WIDTH']),
                                       int(geometry['HEIGHT']))
        x, y, width, height = extents_of(node)
        return (int(geometry['X']) + left + x + (width // 2 if from_left is None else from_left),
                int(geometry['Y']) + top + y + height // 2)

    def window_number(self, window):
        """Its number on the display. A window without a title is called after the program."""
        name = clean_name(window.get_name()) or self.root.get_name()
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name',
                                '^%s$' % re.escape(name)], check=False, text=True,
                               stdout=subprocess.PIPE).stdout.split()
        if not found:
            raise NotThere(f'no window {name!r} on the display')
        return found[-1]

    @staticmethod
    def _frame_offset(window, number, width, height):
        """How far the window's content lies inside its X window."""
        x, y, frame_width, frame_height = extents_of(window)
        if x < 0 or y < 0:
            return -x, -y                            # newer GTK: the frame begins before zero
        result = subprocess.run(['xprop', '-id', number, '_GTK_FRAME_EXTENTS'], check=False,
                                text=True, stdout=subprocess.PIPE)
        shadow = re.search(r'= (\d+), \d+, (\d+),', result.stdout)
        if shadow:
            return int(shadow[1]), int(shadow[2])    # a compositor: there is a shadow around it
        return (width - frame_width) // 2, (height - frame_height) // 2

    @staticmethod
    def type(text):
        """Types on the keyboard. For characters that a plain keyboard lacks use fill()."""
        xdotool('type', '--delay', '10', text)

    @staticmethod
    def key(*keys):
        xdotool('key', '--delay', '40', *keys)

    def focus(self, window=None):
        """Gives @window, or the only one, the keys. Where nothing manages the windows nobody else
        does that when another one opens or closes."""
        xdotool('windowfocus', '--sync', self.window_number(window or self.windows()[0]))

    def focused(self):
        shown = [each for window in children(self.root) for each in self.sight.look(window)]
        answers = self.sight.questions.ask(
            [(each.path, ACCESSIBLE, 'GetState', None) for each in shown])
        focused = 1 << int(Atspi.StateType.FOCUSED)
        return [each.node() for each, answer in zip(shown, answers)
                if isinstance(answer, tuple) and answer[0][0] & focused]

    def action(self, application_id, name, parameter=None, path=None):
        """Activates an action that the program offers on the session bus."""
        path = path or '/' + application_id.replace('.', '/').replace('-', '_')
        arguments = GLib.Variant('(sava{sv})', (name, [parameter] if parameter else [], {}))
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.call_sync(application_id, path, 'org.gtk.Actions', 'Activate', arguments, None,
                      Gio.DBusCallFlags.NONE, int(10000 * PATIENCE), None)

    def resize(self, width, height, window=None):
        """Gives the window another size, as dragging its edge would."""
        window = window or self.windows()[0]
        xdotool('windowsize', '--sync', self.window_number(window), width, height)

        # The display knows it at once; the program has to be told, and has a frame of its own.
        def has_the_size():
            _, _, now_wide, now_high = extents_of(window)
            return abs(now_wide - width) < 64 and abs(now_high - height) < 64
        self.wait(has_the_size, 10, 'the other size')

    # Ending

    def quit(self, timeout=20):
        """Closes the windows as a person does, so that checks at exit run; gives the status."""
        for window in self.windows():
            try:
                self.close(window)
            except GLib.Error:
                # One that closed with the window before it; after the last the program ends.
                pass
        return self.wait_end(timeout)

    @staticmethod
    def close(window):
        actions = window.get_action_iface()
        for index in range(actions.get_n_actions() if actions else 0):
            if actions.get_action_name(index) == 'window.close':
                actions.do_action(index)
                return

    def wait_end(self, timeout=20):
        end = time.monotonic() + timeout * PATIENCE
        while self.process.poll() is None:
            self.read_output()
            if time.monotonic() > end:
                raise NotThere(f'the program did not end; it said:\n{self.output[-2000:]}')
            time.sleep(0.03)
        self.read_output()
        return self.process.returncode

    def kill(self):
        """Ends the program at once, whatever it is doing."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
