#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A GP looks for help, on the demo neighbourhood, by what a screen reader says and the keyboard."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, CHECK, FIELD, ITEM, LABEL, LIST, Role, name_of


class SocialMapTest(unittest.TestCase):
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

    def open(self, pattern):
        """Finds the first row that matches and opens it with the keyboard."""
        row = self.app.find(ITEM, re.compile(pattern), within=self.services)
        self.app.click(row)
        return self.app.find({Role.HEADING}, re.compile(pattern))

    def test_opens_with_all_services_in_dutch_order(self):
        rows = self.rows()
        self.assertGreater(len(rows), 4)
        names = [row.split(',')[0] for row in rows]
        self.assertEqual(names, sorted(names, key=str.casefold))
        self.app.find(LABEL, re.compile('^19[0-9] services, by name$'))

    def test_typing_finds_everyday_words(self):
        self.search('post niet openmaken')
        self.app.find(ITEM, re.compile('^Hulp met post'), within=self.services)

    def test_typing_forgives_a_mistake(self):
        self.search('eetafel')
        self.app.find(ITEM, re.compile('^Eettafel'), within=self.services)

    def test_nothing_found_offers_to_keep_the_gap(self):
        self.search('qzxwvy')
        self.app.find(BUTTON, 'Nothing Fits Here')

    def test_favourite_is_kept_and_listed(self):
        self.open('^Alzheimeravond')
        self.app.press(self.app.find(BUTTON | CHECK, re.compile('avourite')))
        self.app.key('alt+2')
        self.app.wait(lambda: [name.split(',')[0] for name in self.rows()] == ['Alzheimeravond'],
                      10, 'the one favourite')

    def test_checked_today_shows_at_once(self):
        heading = self.open('^Avondhuiskamer')
        self.assertTrue(heading)
        self.app.press(self.app.find(BUTTON, 'Checked Today'))
        self.app.find(LABEL, re.compile('[Cc]hecked today|Checked just now', re.I))

    def test_lock_hides_everything(self):
        self.open('^Alzheimeravond')
        self.app.key('ctrl+l')
        self.app.find(LABEL, 'Verbinder Is Locked')
        self.app.wait_gone(ITEM, re.compile('Alzheimeravond'))


if __name__ == '__main__':
    tap.main()
