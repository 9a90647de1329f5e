#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody walks in: what was on the screen is gone, for every reader, and comes back."""

import re
import unittest

import verbinder
import tap
from gi.repository import GLib
from gtkui import BUTTON, FIELD, ITEM, LABEL, LIST, Role, clean_name, text_of, walk

SERVICE = 'Eettafel De Hennepspinner'


def words_of(root):
    """All that can be read of the program, whether it is to be seen or not."""
    words = set()
    for node in walk(root):
        try:
            words.add(clean_name(node.get_name()))
            words.add(node.get_description() or '')
            if 'Text' in node.get_interfaces():
                words.add(text_of(node))
        except GLib.Error:
            continue
    return words - {''}


class LockTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.services = self.app.find(LIST, 'Services')
        self.app.wait(lambda: self.app.find_all(ITEM, within=self.services), 30, 'the services')

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def look_up(self):
        self.app.fill(self.app.find(FIELD, 'Search the social map'), 'eettafel de hennep')
        self.app.press(self.app.find(ITEM, re.compile('^' + SERVICE), within=self.services))
        self.app.find(LABEL, 'Wednesday, 12:00–13:30')
        self.app.key('ctrl+d')
        self.app.find(LABEL, re.compile('favourites', re.IGNORECASE))

    def lock(self):
        self.app.key('ctrl+l')
        self.app.find(LABEL, 'Verbinder Is Locked')

    def test_nothing_is_left_to_read(self):
        self.look_up()
        self.assertIn('Wednesday, 12:00–13:30', words_of(self.app.root))
        self.lock()
        self.app.wait(lambda: not self.found(), 10, 'the end of %s' % self.found())
        self.app.press(self.app.find(BUTTON, 'Unlock'))
        self.app.find(LABEL, 'Wednesday, 12:00–13:30')

    def found(self):
        """What the page and the list said, the name of the service in whatever place."""
        said = re.compile('hennep|eettafel|welzijn|kookploeg|woensdag|wednesday|favourite',
                          re.IGNORECASE)
        return sorted(words for words in words_of(self.app.root) if said.search(words))

    def test_one_is_back_where_one_was(self):
        self.look_up()
        self.lock()
        self.app.press(self.app.find(BUTTON, 'Unlock'))
        self.app.find(LABEL, 'Wednesday, 12:00–13:30')
        field = self.app.find(FIELD, 'Search the social map')
        self.app.wait(lambda: text_of(field) == 'eettafel de hennep', 10, 'the words')
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.services)) < 5, 10,
                      'the hits')

    def test_one_is_back_with_the_same_person(self):
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.press(self.app.find(BUTTON, 'New person'))
        self.app.fill(self.app.find(FIELD, 'Given name'), 'Greet')
        self.app.fill(self.app.find(FIELD, 'Family name'), 'Dijk')
        self.app.press(self.app.find(BUTTON, 'Save'))
        self.app.find({Role.HEADING}, 'Greet Dijk')
        self.lock()
        self.app.wait(lambda: not any('Dijk' in words for words in words_of(self.app.root)), 10,
                      'the end of the name')
        self.app.press(self.app.find(BUTTON, 'Unlock'))
        self.app.find({Role.HEADING}, 'Greet Dijk')

    def test_the_keys_lock_from_every_window(self):
        for key in ('ctrl+k', 'ctrl+comma', 'ctrl+i', 'ctrl+e', 'ctrl+question', 'ctrl+n'):
            self.app.focus(self.app.windows()[0])
            self.app.key(key)
            window = self.app.wait(lambda: self.app.windows()[1:], 10, key)[0]
            self.app.focus(window)
            self.lock()
            self.app.wait(lambda: len(self.app.windows()) == 1, 10, 'the end of ' + key)
            self.app.press(self.app.find(BUTTON, 'Unlock'))
            self.app.wait(lambda: self.app.find_all(ITEM, within=self.services), 30,
                          'the services')


if __name__ == '__main__':
    tap.main()
