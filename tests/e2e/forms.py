#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filling in a form without a mouse."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, FIELD, ITEM, LABEL, LIST


class Form(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        services = self.app.find(LIST, 'Services')
        self.app.wait(lambda: self.app.find_all(ITEM, within=services), 30, 'services')
        self.app.key('ctrl+n')
        self.window = self.app.wait(lambda: self.app.windows()[1:], 20, 'the form')[0]
        self.app.focus(self.window)

    def tearDown(self):
        self.assertNotIn('CRITICAL', self.app.output)

    def hits(self):
        return self.app.find_all(ITEM, 'Havenhoek voor Elkaar', within=self.window)

    def look_for_organization(self):
        self.app.press(self.app.find(BUTTON, re.compile('^Organisation'), within=self.window))
        self.app.find(FIELD, 'Search by name', within=self.window)
        self.app.type('haven')
        self.app.wait(lambda: len(self.hits()) == 1, 20, 'the hits')

    def test_down_goes_from_the_words_to_the_hits(self):
        self.look_for_organization()
        self.app.key('Down', 'Down', 'Return')
        self.app.wait(lambda: not self.hits(), 10, 'the choice')
        self.app.find(LABEL, 'Havenkerk', within=self.window)
        self.assertFalse(self.app.has(FIELD, 'Name of the organisation', within=self.window))

    def test_escape_closes_the_hits_and_not_the_form(self):
        self.look_for_organization()
        self.app.key('Escape')
        self.app.wait(lambda: not self.hits(), 10, 'the end of the hits')
        self.assertEqual(len(self.app.windows()), 2)


if __name__ == '__main__':
    tap.main()
