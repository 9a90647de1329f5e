# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbinder as the tests meet it: the two programs, in a language, on a store.

Import this first: it finds the harness.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'harness'))
import gtkui  # noqa: E402

ID = 'nl.verbinder.Verbinder'

# The built programs; on their own, the tests take the installed ones.
PROGRAM = os.environ.get('VERBINDER', 'verbinder')
CONTROL = os.environ.get('VERBINDERCTL', 'verbinderctl')

LANGUAGES = {
    'en': {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'},
    'nl': {'LC_ALL': 'nl_NL.UTF-8', 'LANGUAGE': 'nl'},
}


def start(*arguments, language='en', environment=None, **options):
    """Starts the application and waits for its window."""
    return gtkui.Application([PROGRAM, *arguments],
                             environment={**LANGUAGES[language], **(environment or {})}, **options)


def control(*arguments, check=True, language='en', **options):
    """Runs the command line; gives what it printed and how it ended."""
    result = subprocess.run([CONTROL, *arguments], check=False, text=True, capture_output=True,
                            env={**os.environ, **LANGUAGES[language]}, timeout=300, **options)
    if check and result.returncode != 0:
        raise AssertionError(f'verbinderctl {" ".join(arguments)} ended with {result.returncode}:\n'
                             f'{result.stdout}{result.stderr}')
    return result


def open_item(button):
    """The item that has the focus in the list of a drop-down, as long as that is open."""
    return next((node for node in gtkui.walk(button.get_parent())
                 if node.get_role() in gtkui.ITEM and 'focused' in gtkui.states_of(node)), None)


def choose_from(app, button, value):
    """From a drop-down: it opens at what is chosen, the arrows go on, Return takes it. Each key is
    answered before the next one goes."""
    app.press(button)
    app.wait(lambda: open_item(button), 10, 'the list')
    for key in ['Home'] + ['Down'] * 20:
        before = gtkui.name_of(open_item(button))
        if before.startswith(value):
            break
        app.key(key)
        try:
            app.wait(lambda before=before: gtkui.name_of(open_item(button)) != before, 0.3, value)
        except gtkui.NotThere:
            continue  # it stood at the first one
    app.key('Return')


def take_from(app, control, value):
    """Takes what begins with @value from a drop-down, with the keys. What is done next hangs on
    what can be seen of it: that it is open, and where in its list one is."""
    button = control
    if control.get_role() not in gtkui.BUTTON:
        button = next(node for node in gtkui.walk(control) if node.get_role() in gtkui.BUTTON)

    def is_open():
        return gtkui.states_of(button) & {'pressed', 'checked', 'expanded'}

    def items():
        return [node for node in gtkui.walk(button.get_parent()) if node.get_role() in gtkui.ITEM]

    def place():
        """Of the item that is selected, as the arrows move it; None while it is closed. What says
        that it has the focus may have had it when the list was open before."""
        if not is_open():
            return None
        return next((index for index, node in enumerate(items())
                     if 'selected' in gtkui.states_of(node)), None)

    def is_chosen():
        """What the closed drop-down shows, and is called after."""
        shown = [gtkui.name_of(button)] + [gtkui.name_of(node) for node in gtkui.walk(button)
                                           if node.get_role() in gtkui.LABEL]
        return not is_open() and any(text.split(': ')[-1].startswith(value) for text in shown)

    def after(key, is_done):
        """Sends @key and waits for the answer; without one, what there is is looked at again."""
        app.key(key)
        try:
            app.wait(is_done, 1, value)
        except gtkui.NotThere:
            pass

    def step():
        if is_chosen():
            return True
        if not is_open():
            app.press(button)
            app.wait(lambda: place() is not None, 10, 'the list of the drop-down')
        now = place()
        wanted = next((index for index, node in enumerate(items())
                       if gtkui.name_of(node).startswith(value)), None)
        if now is None or wanted is None:
            return False
        if now == wanted:
            after('Return', is_chosen)
        else:
            after('Down' if wanted > now else 'Up', lambda: place() not in (now, None))
        return False
    app.wait(step, 60, f'{value!r} to be chosen')


def tick(app, node, window):
    """Ticks a check or radio button in @window with the mouse, scrolled to as a person does: each
    turn of the wheel and each click has its answer before the next."""
    def is_ticked():
        return gtkui.states_of(node) & {'checked', 'pressed'}

    def middle():
        _, y, _, height = gtkui.extents_of(node)
        return y + height // 2

    def happens(question):
        try:
            return app.wait(question, 1, 'an answer')
        except gtkui.NotThere:
            return False

    def scrolls():
        height = gtkui.extents_of(window)[3]
        before = middle()
        if height // 4 < before < height * 3 // 4:
            return False
        way = 5 if before > height // 2 else 4
        gtkui.xdotool('mousemove', *app.place_of(window, 12), 'click', way)
        return happens(lambda: middle() != before)

    def step():
        if not scrolls():
            app.click(node)
            return happens(is_ticked)
        return False
    if not is_ticked():
        app.wait(step, 60, f'{gtkui.name_of(node)!r} to be ticked')


def click_row(app, row):
    """Clicks @row of a list, scrolled to as a person does: what lies under the edge is not
    clicked. Each turn of the wheel has its answer before the next."""
    def middle(node):
        _, y, _, height = gtkui.extents_of(node)
        return y + height // 2

    # A list is as long as all its rows: what is seen of it is the height of the window.
    height = gtkui.extents_of(gtkui.window_of(row))[3]

    def scrolled():
        before = middle(row)
        if height // 4 < before < height * 3 // 4:
            return True
        x, y = app.place_of(row)
        gtkui.xdotool('mousemove', x, y - before + height // 2, 'click',
                      5 if before > height // 2 else 4)
        try:
            app.wait(lambda: middle(row) != before, 1, 'an answer')
        except gtkui.NotThere:
            return 0 < before < height  # the beginning or the end
        return False
    app.wait(scrolled, 60, f'{gtkui.name_of(row)!r} to be in sight')
    app.click(row)


def open_person(app, words, name):
    """Finds somebody by words that all who are found have in their name, and opens the record."""
    app.fill(app.find(gtkui.FIELD, 'Find a person'), words)
    people = app.find(gtkui.LIST, 'People found')

    def only_these():
        rows = app.find_all(gtkui.ITEM, within=people)
        return rows and all(words in gtkui.name_of(row).casefold() for row in rows)
    app.wait(only_these, 10, f'nobody but {words}')
    app.click(app.find(gtkui.ITEM, name, within=people))


def choose_file(app, path):
    """Types a path in the file chooser, as the shortcut for it allows."""
    app.wait(lambda: len(gtkui.children(app.root)) == 3, 20, 'the file chooser')
    app.key('ctrl+l')
    app.wait(lambda: [node for node in app.focused() if node.get_role() in gtkui.FIELD], 10,
             'the line for the path')
    app.type(path)
    app.key('Return')
    try:
        app.wait(lambda: len(gtkui.children(app.root)) < 3, 3, 'the file chooser to go')
    except gtkui.NotThere:
        # Newer GTK may only have gone to its folder, and waits for a choice there.
        row = app.find(gtkui.LABEL, os.path.basename(path), within=gtkui.children(app.root)[2])
        app.click(row)
        app.click(row)


def name_file(app, title, path):
    """In the file chooser of that title, to open or to save: the path in place of what stands there
    or is proposed."""
    def chooser():
        return next((node for node in gtkui.children(app.root)
                     if gtkui.clean_name(node.get_name()) == title), None)
    window = app.wait(chooser, 20, f'the chooser {title!r}')
    app.focus(window)
    if not app.has(gtkui.FIELD, 'Name:', window):
        app.key('ctrl+l')
    field = app.find(gtkui.FIELD, within=window)
    app.wait(lambda: 'focused' in gtkui.states_of(field), 10, 'the line for the path')
    app.fill(field, path)
    app.key('Return')
    try:
        app.wait(lambda: not chooser(), 0.5, 'the chooser to go')
    except gtkui.NotThere:
        # Newer GTK may only have gone to its folder, and waits for a choice there.
        app.key('Return')
        app.wait(lambda: not chooser(), 10, 'the chooser to go')
