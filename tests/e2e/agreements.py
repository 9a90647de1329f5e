#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the neighbourhood agreed: begun with, put in force, read, and referred by."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, FIELD, ITEM, LABEL, LIST


class AgreementsTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(LIST, 'Services')
        self.app.key('ctrl+k')
        self.app.find(BUTTON, 'Close')
        self.app.type('agreements')
        self.app.find(ITEM, 'Agreements, Command')
        self.app.key('Return')

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def press(self, name):
        self.app.press(self.app.find(BUTTON, name))

    def test_from_draft_to_a_referral(self):
        self.press('Begin with the One That Comes Along')
        self.app.click(self.app.find(ITEM, re.compile('^Wie helpt verder')))
        self.press('Put in Force')
        self.app.find(LABEL, 'Write when this was agreed')
        self.app.fill(self.app.find(FIELD, 'Agreed on'), '1-11-2026')
        self.press('Put in Force')
        self.app.find(LABEL, 'This is in force now.')
        self.press('Read It')
        self.press('Nee')
        self.press('Nee, of dat is al gedaan')
        self.press('Een duidelijke vraag')
        self.press('Alleen zijn, of niets te doen hebben')
        self.press('One question back')
        self.press('Alleen zijn, of niets te doen hebben')
        self.press('Niet zonder steun')
        self.app.find(LABEL, 'To: Welzijnscoach')
        self.press('Refer This Way…')
        self.app.find(LABEL, 'To Whom')
        self.app.key('Escape')


if __name__ == '__main__':
    tap.main()
