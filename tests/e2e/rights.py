#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody asks for: a copy of everything, and that their record goes."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, ITEM, LABEL, LIST, Role

MENU_ITEM = {Role.MENU_ITEM, Role.PUSH_BUTTON}


class RightsTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(LIST, 'Services')
        self.app.click(self.app.find(ITEM, 'People'))
        verbinder.open_person(self.app, 'samira', re.compile('^Samira Tesfay'))
        self.app.find({Role.HEADING}, 'Samira Tesfay')

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def choose(self, name):
        self.app.press(self.app.find(BUTTON, 'More for this person'))
        self.app.press(self.app.find(MENU_ITEM, name))

    def test_copy_of_everything_comes_with_a_warning(self):
        self.choose('A Copy of Everything…')
        self.app.find(LABEL, re.compile('^The file is not encrypted'))
        self.app.find(ITEM, 'For the Person, to Read: PDF')
        self.app.find(ITEM, 'For Another System: FHIR')
        self.app.find(BUTTON, 'Choose a Place…')
        self.app.key('Escape')
        self.app.wait_gone(BUTTON, 'Choose a Place…')

    def test_who_proposes_cannot_destroy_alone(self):
        self.choose('Propose to Destroy…')
        self.app.press(self.app.find(BUTTON, 'Propose'))
        self.app.find(LABEL, 'Proposed. It stands under What Must Go.')
        self.app.press(self.app.find(BUTTON, 'More about people'))
        self.app.press(self.app.find(MENU_ITEM, 'What Must Go'))
        self.app.find(LABEL, re.compile('^Proposed on .* by .*: The person asked for it', re.S))
        self.app.press(self.app.find(BUTTON, 'Keep'))
        self.app.find(LABEL, 'Nothing Must Go')
        self.app.key('Escape')


if __name__ == '__main__':
    tap.main()
