#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody begins the day: what waits, who is met, and from there to the person."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, ITEM, LIST, Role


class TodayTest(unittest.TestCase):
    def start(self, language='en'):
        self.app = verbinder.start('--demo', language=language)
        self.addCleanup(self.app.kill)

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def test_how_much_waits_is_known_before_anybody_looks(self):
        self.start()
        self.app.find(ITEM, re.compile(r'^Today, \d+ things ask for you'), timeout=30)

    def test_a_day_is_one_click_away_and_its_rows_lead_on(self):
        self.start()
        self.app.click(self.app.find(ITEM, re.compile('^Today')))
        day = self.app.find(LIST, 'What needs you now')
        for heading in ('Overdue', 'Came In', 'Handed Over Today', 'Plans to Look Back On',
                        'Nothing Heard', 'Ended, Not Read Yet', 'Consents That End'):
            self.app.find({Role.HEADING}, heading, within=day)
        # Under what was agreed in a case meeting: it may be out of sight.
        plan = self.app.find(ITEM, re.compile('^Ron Wiersma.*Planned today'), within=day)
        verbinder.click_row(self.app, plan)
        self.app.find({Role.HEADING}, 'Ron Wiersma')
        self.app.click(self.app.find(ITEM, re.compile('^Today')))
        day = self.app.find(LIST, 'What needs you now')
        late = self.app.find(ITEM, re.compile('^Marga Verhulst, Overdue'), within=day)
        verbinder.click_row(self.app, late)
        self.app.find({Role.HEADING}, re.compile('^Marga Verhulst'))

    def test_on_a_narrow_window_one_comes_back_to_it(self):
        self.start('nl')
        self.app.find(LIST, re.compile('Aanbod'))
        self.app.resize(360, 640)
        self.app.find(BUTTON, 'Terug')
        self.app.key('ctrl+k')
        self.app.wait(lambda: len(self.app.windows()) > 1, 10, 'the search')
        self.app.type('Toon Vandaag')
        self.app.find(ITEM, re.compile('^Toon Vandaag'), within=self.app.windows()[-1])
        self.app.key('Return')
        self.app.find(LIST, 'Wat op u wacht')
        self.app.find({Role.HEADING}, 'Over de termijn')


if __name__ == '__main__':
    tap.main()
