#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the neighbourhood agreed: begun with, put in force, read, and referred by."""

import json
import os
import re
import tempfile
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

    def agreements(self):
        return self.app.find_all(ITEM, re.compile('^Wie helpt verder'))

    def test_it_goes_to_a_file_and_comes_back_from_it(self):
        self.press('Begin with the One That Comes Along')
        self.app.click(self.app.find(ITEM, re.compile('^Wie helpt verder')))
        self.app.find(BUTTON, 'Take It Out…')
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'agreement.json')
            self.press('Take It Out…')
            verbinder.name_file(self.app, 'Take the Agreement Out', path)
            self.app.find(LABEL, 'Written. Another neighbourhood can begin with it.')
            with open(path, encoding='utf-8') as file:
                written = json.load(file)
            self.assertIn('Wie helpt verder', json.dumps(written, ensure_ascii=False))
            self.app.close(self.app.windows()[-1])
            self.app.wait(lambda: len(self.app.windows()) == 2, 10, 'the list')
            self.press('Bring an agreement in')
            verbinder.name_file(self.app, 'Bring an Agreement In', path)
            self.app.wait(lambda: len(self.agreements()) == 2, 10, 'the second one')
            # What was damaged on the way says so, and nothing comes in.
            with open(path, 'w', encoding='utf-8') as file:
                file.write(json.dumps(written)[:-20])
            self.press('Bring an agreement in')
            verbinder.name_file(self.app, 'Bring an Agreement In', path)
            self.app.find(LABEL, re.compile('This Is Not Valid'))
            self.assertEqual(len(self.agreements()), 2)


if __name__ == '__main__':
    tap.main()
