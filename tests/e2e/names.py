#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without eyes and without a mouse: everything has a name, and keys reach it."""

import os
import re
import tempfile
import unittest

import verbinder
import tap
from gi.repository import GLib
from gtkui import (BUTTON, CHECK, COMBO, FIELD, ITEM, LABEL, LIST, MENU_ITEM, Role, TAB, WINDOW,
                   children, clean_name, has_place, name_of, takes_room, walk)

# What one can do something with.
INTERACTIVE = BUTTON | FIELD | CHECK | COMBO | ITEM | TAB | MENU_ITEM | {Role.LINK, Role.SLIDER}


def path_of(node):
    path = []
    while node is not None and node.get_role() != Role.APPLICATION:
        path.append(f'{node.get_role().value_nick} {node.get_name()!r}')
        node = node.get_parent()
    return ' < '.join(path[:5])


def is_foreign(node):
    """Libadwaita's rows and toasts have small buttons of their own, without a name in 1.2."""
    around = node.get_parent()
    return around.get_role() in FIELD or around.get_name() == 'AdwToastWidget'


def nameless(app):
    """Every control on screen that a screen reader would have nothing to say about."""
    found = []
    for window in children(app.root):
        if window.get_role() not in WINDOW or not clean_name(window.get_name()):
            found.append('a window: ' + path_of(window))
        for node in walk(window, lambda each: not has_place(each) or takes_room(each)):
            try:
                if (node.get_role() in INTERACTIVE and takes_room(node) and not is_foreign(node)
                        and not name_of(node).strip()):
                    found.append(path_of(node))
            except GLib.Error:
                continue  # it went meanwhile, as a notice does
    return found


class Visit(unittest.TestCase):
    def start(self, *arguments, **options):
        self.app = verbinder.start(*arguments, **options)
        self.addCleanup(self.app.kill)
        return self.app

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)

    def check(self, view):
        self.assertEqual(nameless(self.app), [], view)

    def wait_rows(self, name='Services'):
        services = self.app.find(LIST, name)
        return self.app.wait(lambda: self.app.find_all(ITEM, within=services), 30, 'services')

    def close_others(self):
        for window in self.app.windows()[1:]:
            actions = window.get_action_iface()
            for index in range(actions.get_n_actions()):
                if actions.get_action_name(index) == 'window.close':
                    actions.do_action(index)
                    break
        self.app.wait(lambda: len(children(self.app.root)) == 1, 10, 'the other windows to close')
        self.app.focus()

    def key_to_window(self, key):
        self.app.key(key)
        self.app.wait(lambda: len(self.app.windows()) > 1, 20, f'a window for {key}')
        # Its controls stand on the bus once it is laid out.
        self.app.wait(lambda: self.app.find_all(BUTTON | FIELD, within=self.app.windows()[1]), 10,
                      'something in it')


class NamesTest(Visit):
    def test_every_control_of_the_map_has_a_name(self):
        self.start('--demo')
        rows = self.wait_rows()
        self.check('the list')
        self.app.click(rows[0])
        self.app.find({Role.HEADING})
        self.check('a service')
        self.app.find(BUTTON, 'Something Is Wrong')
        self.app.press(self.app.find(BUTTON, re.compile('^Report wrong: ')))
        self.app.find(FIELD, re.compile('^What is wrong with '))
        self.check('what is wrong')
        self.app.type('Iemand anders')
        self.app.key('Return')
        self.app.find(LABEL, re.compile('^Reported'))
        self.app.press(self.app.find(BUTTON, 'Filters'))
        self.app.find(BUTTON, 'Clear')
        self.check('the filters')
        self.app.focus()
        self.app.key('alt+2')
        self.app.find(LABEL, 'No Favourites Yet')
        self.check('no favourites')

    def test_every_control_of_the_windows_has_a_name(self):
        self.start('--demo')
        self.wait_rows()
        for key in ('ctrl+k', 'ctrl+question', 'ctrl+i', 'ctrl+e', 'ctrl+comma', 'ctrl+n',
                    'ctrl+shift+n'):
            self.key_to_window(key)
            self.check(key)
            self.close_others()
        self.app.key('ctrl+l')
        self.app.find(LABEL, 'Verbinder Is Locked')
        self.check('locked')

    def test_every_control_of_the_first_start_has_a_name(self):
        with tempfile.TemporaryDirectory() as home:
            self.start(environment={'XDG_DATA_HOME': home})
            begin = self.app.find(BUTTON, 'Begin', timeout=30)
            self.check('welcome')
            self.app.press(self.app.find(BUTTON, 'Put a Backup Back'))
            # Called after its row by newer libadwaita.
            self.app.find(BUTTON, re.compile('^(Choose…|Folder with Backups)'))
            self.check('restore')
            self.app.press(self.app.find(BUTTON, 'Back'))
            self.app.press(begin)
            self.app.press(self.app.find(CHECK, re.compile('^Passphrase')))
            self.check('protection')


class KeysTest(Visit):
    def reached(self, key='Tab', most=80):
        """The names of what gets the focus, pressing @key until it is round."""
        names = []
        for _ in range(most):
            self.app.key(key)
            focused = self.app.focused()
            # A list is one stop; on which row one comes back to it does not matter.
            name = ' '.join('a service' if clean_name(node.get_parent().get_name()) == 'Services'
                            else name_of(node) for node in focused)
            if names and name == names[0]:
                return names
            names.append(name)
        self.fail(f'{key} does not come round: {names}')

    def test_tab_goes_through_the_window_as_it_is_read(self):
        self.start('--demo')
        self.wait_rows()
        self.app.wait(self.app.focused, 10, 'a focus')
        names = self.reached()
        self.assertNotIn('', names)
        places = [next((i for i, name in enumerate(names) if re.search(pattern, name)), None)
                  for pattern in ('Search everything', 'Main menu', 'Social map', 'Working now',
                                  'Lock', 'New service', 'Filters')]
        self.assertNotIn(None, places, names)
        turned = [(place - places[0]) % len(names) for place in places]
        self.assertEqual(turned, sorted(turned), names)
        self.assertEqual(sorted(self.reached('shift+Tab')), sorted(names))

    def test_keys_alone_find_open_and_mark_a_service(self):
        self.start('--demo')
        self.wait_rows()
        self.app.key('ctrl+f')
        self.app.type('alzheimer')
        self.app.wait(lambda: len(self.wait_rows()) < 7, 10, 'fewer services')
        self.app.key('Down', 'Return')
        self.app.find({Role.HEADING}, 'Alzheimeravond')
        self.app.key('ctrl+d', 'Escape', 'alt+2')
        self.app.wait(lambda: [name_of(row).split(',')[0] for row in self.wait_rows()]
                      == ['Alzheimeravond'], 10, 'the favourite')


class DutchTest(Visit):
    """What is on screen and what is said are Dutch alike."""

    def test_in_dutch(self):
        self.start('--demo', language='nl')
        self.wait_rows('Aanbod')
        self.check('de lijst')
        self.app.find(LABEL, re.compile(r'^19\d resultaten, op naam$'))
        self.app.fill(self.app.find(FIELD, 'Zoek op de sociale kaart'), 'alzheimer')
        self.app.wait(lambda: len(self.wait_rows('Aanbod')) < 7, 10, 'minder aanbod')
        self.app.click(self.wait_rows('Aanbod')[0])
        self.app.find({Role.HEADING}, 'Alzheimeravond')
        self.app.find(LABEL, 'Bij wie u moet zijn')
        self.app.press(self.app.find(BUTTON, 'Vandaag gecontroleerd'))
        self.app.find(LABEL, re.compile('vandaag', re.I))
        self.check('een aanbod')
        self.key_to_window('ctrl+k')
        self.app.type('importeer')
        self.app.find(ITEM, re.compile('^Importeren'))
        self.close_others()
        # What is found for the words in its name comes below it.
        self.key_to_window('ctrl+k')
        self.app.type('toon mensen')
        self.app.find(ITEM, re.compile('^Toon mensen'))
        self.app.key('Return')
        self.app.find(FIELD, 'Zoek een persoon')
        self.app.key('ctrl+l')
        self.app.find(LABEL, 'Verbinder is vergrendeld')


if __name__ == '__main__':
    tap.main()
