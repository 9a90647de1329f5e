#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent: asked, recorded, looked up, and taken back with one button."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, CHECK, FIELD, ITEM, LABEL, LIST, Role, name_of, states_of, xdotool


class ConsentTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(LIST, 'Services')
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.press(self.app.find(BUTTON, 'New person'))
        self.app.fill(self.app.find(FIELD, 'Given name'), 'Greet')
        self.app.fill(self.app.find(FIELD, 'Birth date'), '3-4-1943')
        self.app.press(self.app.find(BUTTON, 'Save'))
        self.app.find({Role.HEADING}, 'Greet')

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def window(self, title):
        return self.app.wait(lambda: [w for w in self.app.windows() if w.get_name() == title], 10,
                             f'the window {title!r}')[0]

    def choose(self, title, value):
        """From a drop-down: it opens at what is chosen, Down goes on, Return takes it."""
        button = self.app.find(BUTTON, re.compile('^' + re.escape(title) + ': '))
        for _ in range(12):
            now = name_of(button)
            if now == f'{title}: {value}':
                return
            self.app.press(button)
            self.app.wait(lambda: [node for node in self.app.focused()
                                   if node.get_role() in ITEM], 10, 'the list')
            self.app.key('Down', 'Return')
            self.app.wait(lambda: name_of(button) != now, 10, 'another choice')
        self.fail(f'{title} has no {value}')

    def save(self):
        self.app.press(self.app.find(BUTTON, 'Save', within=self.window('New Consent')))

    def record(self):
        self.app.press(self.app.find(BUTTON, 'New Consent'))
        self.window('New Consent')
        self.choose('Can the person decide about this?', 'Yes')
        self.choose('How it was said', 'Out loud')
        self.app.fill(self.app.find(FIELD, 'Who heard it, or where the paper is'), 'POH')
        self.choose('Purpose', 'Referral')
        self.app.press(self.app.find(BUTTON, re.compile('^To whom: ')))
        found = self.app.find(LIST, 'What was found')
        self.app.find(ITEM, within=found)
        self.app.key('Down', 'Return')
        self.app.wait_gone(BUTTON, 'To whom: Not chosen')
        # What is still missing comes into sight by itself.
        self.save()
        self.choose('In words the person understands', 'Yes')
        self.save()
        self.choose('Told back in own words', 'Done')
        self.save()
        self.app.find(LABEL, 'Choose what may be told')
        self.app.key('space')
        self.app.wait(lambda: 'checked' in states_of(self.app.find(CHECK, 'Name')), 10, 'the tick')
        self.save()

    def test_a_consent_is_recorded_looked_up_and_taken_back(self):
        self.record()
        self.app.find(LABEL, 'May be told now: Name.')
        # The list lies below what is in sight.
        xdotool('mousemove', *self.app.place_of(self.app.find({Role.HEADING}, 'Greet')),
                'click', '--repeat', '30', '--delay', '10', '5')
        self.app.click(self.app.find(ITEM, within=self.app.find(LIST, 'Who may be told what')))
        self.app.find(LABEL, re.compile('^May be told. There is consent'))
        self.app.find(LABEL, re.compile('^May not be told. The consent does not cover this'))
        # From there the consent itself opens, where it is taken back.
        self.app.click(self.app.find(ITEM, re.compile('^Consent of'),
                                     within=self.app.find(LIST, 'What this rests on')))
        self.app.find(LABEL, re.compile('^It holds until'))
        self.app.press(self.app.find(BUTTON, 'Withdraw', within=self.window('Consent')))
        self.app.find(LABEL, re.compile('^From today on nothing goes to'))
        self.app.press(self.app.find(BUTTON, 'Withdraw', within=self.app.windows()[-1]))
        self.app.find(LABEL, re.compile('^Withdrawn on'))
        self.app.press(self.app.find(BUTTON, 'The Recipient Knows Now'))
        self.app.find(LABEL, re.compile('^The recipient was told'))
        self.app.key('Escape')
        self.app.find(LABEL, re.compile('^Nothing may be told now. The consent was withdrawn'))

    def test_what_is_missing_is_said_and_what_was_typed_stays_for_later(self):
        self.app.press(self.app.find(BUTTON, 'New Consent'))
        self.window('New Consent')
        self.app.fill(self.app.find(FIELD, 'Who heard it, or where the paper is'), 'her daughter')
        self.app.press(self.app.find(BUTTON, 'Save', within=self.window('New Consent')))
        self.app.find(LABEL, 'Choose whether the person can decide about this')
        self.app.find(LABEL, 'Choose who may get it')
        self.app.key('Escape')
        self.app.press(self.app.find(BUTTON, 'Discard'))
        self.app.find(LABEL, re.compile('^Nothing was agreed yet'))


if __name__ == '__main__':
    tap.main()
