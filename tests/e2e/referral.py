#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what somebody puts first to a warm referral that is on its way, and back to a draft."""

import re
import unittest

import verbinder
import tap
from gtkui import (BUTTON, CHECK, FIELD, ITEM, LABEL, LIST, MENU_ITEM, Role, children, text_of,
                   xdotool)

TOGGLES = BUTTON | CHECK
CHOICES = CHECK | {Role.RADIO_BUTTON}


class ReferralTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(ITEM, 'People', timeout=30)
        self.steps = 0

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    # Each is one interaction: a click, a key, a stretch of typing.
    def press(self, role, name, within=None):
        self.steps += 1
        self.app.press(self.app.find(role, name, within=within, timeout=20))

    def fill(self, name, text, within=None):
        self.steps += 1
        self.app.fill(self.app.find(FIELD, name, within=within), text)

    def tick(self, name, window):
        """With the mouse, as somebody who scrolls to it; that is no interaction of its own."""
        self.steps += 1
        node = self.app.find(CHOICES, name, within=window, timeout=20)
        x, middle = self.app.place_of(window)
        for _ in range(60):
            _, y = self.app.place_of(node)
            if abs(y - middle) < 200:
                break
            xdotool('mousemove', x - 340, middle, 'click', 5 if y > middle else 4, 'sleep', '0.2')
        self.app.click(node)

    def window(self, title):
        return self.app.wait(lambda: next((window for window in children(self.app.root)
                                           if window.get_name() == title), None), 20, title)

    def add_person(self):
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.find(ITEM, re.compile('^Greet Boersma'), timeout=20)
        self.app.press(self.app.find(BUTTON, 'New person'))
        self.app.fill(self.app.find(FIELD, 'Given name'), 'Truus')
        self.app.fill(self.app.find(FIELD, 'Family name'), 'Bos')
        self.app.fill(self.app.find(FIELD, 'Birth date'), '3-4-1943')
        self.app.fill(self.app.find(FIELD, 'Phone'), '06-11111111')
        self.app.press(self.app.find(BUTTON, 'Save'))
        self.app.find({Role.HEADING}, 'Truus Bos')

    def put_first(self, domain, topic):
        """What Truus puts first, on the four domains."""
        self.app.press(self.app.find(BUTTON, 'Four Domains'))
        self.app.press(self.app.find(BUTTON, f'Add to {domain}', timeout=20))
        self.app.press(self.app.find(BUTTON, topic))
        self.app.key('Escape')
        self.app.press(self.app.find(TOGGLES, 'As a List'))
        self.app.press(self.app.find(BUTTON, f'More about {topic}'))
        self.app.press(self.app.find(MENU_ITEM, 'This First'))

    def choose_recipient(self, window):
        """Where the offer does not say by itself who is asked about it."""
        if not self.app.has(LABEL, 'Nobody is chosen yet', within=window):
            return
        self.press(BUTTON, 'Choose Who It Goes To…', within=window)
        self.steps += 1
        self.app.click(self.app.find(ITEM, re.compile('.'), within=self.app.find(
            LIST, 'Suggested functions')))

    def test_a_warm_referral_in_eight_interactions(self):
        self.add_person()
        self.put_first('Sociaal', 'Alleen voelen')
        self.app.find(BUTTON, re.compile('^Refer to '), timeout=30)
        self.steps = 0
        self.press(BUTTON, re.compile('^Refer to '))
        window = self.window('Referral')
        question = self.app.find(FIELD, 'What I ask of you', within=window, timeout=20)
        # In what was put first, and not sent yet to anybody.
        self.assertIn('comes first', text_of(question))
        self.choose_recipient(window)
        self.tick(re.compile('^I explained it in plain words'), window)
        self.press(BUTTON, 'Record This Consent', within=window)
        self.app.find(LABEL, re.compile('^✓ There is consent'), within=window, timeout=20)
        self.tick('Called first', window)
        self.fill('Whom you spoke with, and what you agreed', 'The host calls on Tuesday', window)
        self.press(BUTTON, 'Send', within=window)
        self.app.find(LABEL, re.compile('^Sent to '), timeout=20)
        print(f'# {self.steps} interactions')
        self.assertLessEqual(self.steps, 8)
        # Back where it began.
        self.app.find(BUTTON, re.compile('^Refer to '), timeout=20)
        self.app.key('Escape')

    def test_without_a_ground_it_stays(self):
        self.add_person()
        self.app.press(self.app.find(BUTTON, 'Refer…'))
        window = self.window('Referral')
        self.app.fill(self.app.find(FIELD, 'What I ask of you', within=window, timeout=20),
                      'Would you get to know her?')
        self.app.press(self.app.find(BUTTON, 'Send', within=window))
        # Who it goes to, first of all.
        self.app.find(LABEL, 'Choose who it goes to.', within=window)
        self.app.find(LABEL, 'Choose how you hand over.', within=window)
        self.app.press(self.app.find(BUTTON, 'Close', within=window))
        self.app.find(LABEL, 'Kept as a draft', timeout=20)


if __name__ == '__main__':
    tap.main()
