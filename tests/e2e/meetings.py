#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case meeting: by number, closed only with what belongs to it."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, FIELD, ITEM, LABEL, LIST


class MeetingsTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(LIST, 'Services')
        self.app.key('ctrl+k')
        self.app.find(BUTTON, 'Close')
        self.app.type('case meetings')
        self.app.find(ITEM, 'Case Meetings, Command')
        self.app.key('Return')

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def fill(self, name, text):
        self.app.fill(self.app.find(FIELD, name), text)

    def press(self, name):
        self.app.press(self.app.find(BUTTON, name))

    def plan(self):
        self.press('Plan a Meeting')
        self.fill('Name of the meeting', 'Monthly meeting')
        self.press('Save')
        self.fill('Or write the function', 'District nurse')
        self.press('Add to the Meeting')
        self.app.find(ITEM, 'District nurse')
        self.fill('A new case: what is asked of the meeting, without a name', 'Who looks in?')
        self.press('Put It on the Agenda')
        self.app.click(self.app.find(ITEM, re.compile('^[A-Z]{2}-[0-9]{3}$')))

    def test_a_case_says_what_it_still_needs_and_is_closed_with_it(self):
        self.plan()
        self.app.find(LABEL, '10 minutes are set for this case.')
        self.app.find(LABEL, 'Hears it without the name.')
        self.press('Close the Case')
        self.app.find(LABEL, 'Write what was decided, also when nothing changes.')
        self.app.find(LABEL, 'Choose who tells the person what was agreed.')
        self.app.key('Escape')


if __name__ == '__main__':
    tap.main()
