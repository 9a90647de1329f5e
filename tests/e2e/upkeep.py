#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A coordinator keeps the map: searches, gaps and checks, by keyboard and screen reader."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, FIELD, ITEM, LABEL, LIST, Role, name_of

ROW = ITEM | BUTTON | {Role.LIST_ITEM}


class UpkeepTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.services = self.app.find(LIST, 'Services')
        self.app.wait(self.rows, 30, 'the services of the demo')

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def rows(self):
        return [name_of(row) for row in self.app.find_all(ITEM, within=self.services)]

    def search(self, text):
        self.app.fill(self.app.find(FIELD, 'Search the social map'), text)

    def test_search_is_saved_under_a_name(self):
        self.search('eetafel')
        self.app.find(ITEM, re.compile('^Eettafel'), within=self.services)
        self.app.press(self.app.find(BUTTON, 'Save this search'))
        self.app.fill(self.app.find(FIELD, 'Name'), 'Aan tafel')
        self.app.press(self.app.find(BUTTON, 'Save'))
        self.app.find(ROW, 'Saved search: Aan tafel')

    def test_gap_is_kept_and_removed(self):
        self.search('qzxwvy')
        self.app.press(self.app.find(BUTTON, 'Nothing Fits Here'))
        self.app.find(LABEL, 'Kept as a gap in the neighbourhood')
        self.app.key('alt+3')
        self.app.press(self.app.find(ROW, re.compile('^Not Found Here, 2 gaps')))
        self.app.find(LABEL, 'qzxwvy')
        self.app.press(self.app.find_all(BUTTON, 'Remove')[0])
        self.app.wait_gone(LABEL, 'qzxwvy')
        self.app.press(self.app.find_all(BUTTON, 'Remove')[0])
        self.app.find(LABEL, 'No Gaps Kept')

    def test_what_is_reported_stands_beside_the_fact_until_it_is_decided(self):
        self.search('eettafel de hennepspinner')
        self.app.press(self.app.find(ITEM, re.compile('^Eettafel De Hennep'), within=self.services))
        self.app.press(self.app.find(BUTTON, 'Report wrong: Wednesday, 12:00–13:30'))
        self.app.find(FIELD, re.compile('^What is wrong with'))
        self.app.type('every Friday')
        self.app.key('Return')
        self.app.find(LABEL, re.compile('^Reported by .*: every Friday'))
        self.app.key('alt+3')
        self.app.press(self.app.find(ROW, re.compile('^To Decide, 1 report')))
        self.app.find(LABEL, 'Eettafel De Hennepspinner: When')
        self.app.find(LABEL, 'Wednesday, 12:00–13:30')
        self.app.press(self.app.find(BUTTON, 'Leave as It Is'))
        self.app.find(LABEL, 'Nothing to Decide')

    def test_list_says_what_waits(self):
        self.app.key('alt+3')
        self.app.find(ROW, re.compile('^To Decide, Nothing reported wrong'))
        self.app.find(ROW, re.compile('^Possible Duplicates, No entries'))
        self.app.find(BUTTON, 'Checked today')


if __name__ == '__main__':
    tap.main()
