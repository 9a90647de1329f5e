#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation on the card, on the four domains, and beside the one before it."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, CHECK, COMBO, FIELD, ITEM, LABEL, LIST, MENU_ITEM, Role, children, name_of

TOGGLES = BUTTON | CHECK


class ConversationTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(LIST, 'Services', timeout=30)
        self.steps = 0

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    # Each is one interaction: a click, a key, a stretch of typing.
    def click(self, role, name):
        self.steps += 1
        self.app.click(self.app.find(role, name))

    def press(self, role, name, within=None):
        self.steps += 1
        self.app.press(self.app.find(role, name, within=within))

    def fill(self, name, text):
        self.steps += 1
        self.app.fill(self.app.find(FIELD, name), text)

    def add_greet(self):
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.press(self.app.find(BUTTON, 'New person'))
        self.app.fill(self.app.find(FIELD, 'Given name'), 'Greet')
        self.app.fill(self.app.find(FIELD, 'Family name'), 'Dijk')
        self.app.press(self.app.find(BUTTON, 'Save'))
        self.app.find({Role.HEADING}, 'Greet Dijk')

    def window(self, title):
        # One without a title bar has another role on GTK 4.8.
        return self.app.wait(lambda: next((window for window in children(self.app.root)
                                           if window.get_name() == title), None), 10, title)

    def test_two_minutes_with_the_card_on_the_screen(self):
        self.add_greet()
        self.app.click(self.app.find(ITEM, re.compile('Social map')))
        self.click(ITEM, 'People')
        self.fill('Find a person', 'greet')
        self.click(ITEM, re.compile('^Greet Dijk'))
        self.press(BUTTON, 'New Conversation')
        self.press(BUTTON, 'Card')
        card = self.window('Card')
        for mark, question in zip((5, 4, 2, 4, 2, 6),
                                  ('Mijn lichaam', 'Mijn gedachten en gevoel', 'Waar ik voor leef',
                                   'Fijn leven', 'Erbij horen', 'Mijn gewone dag')):
            self.app.find({Role.HEADING}, question, within=card)
            self.press(TOGGLES, re.compile(f': {mark} van 10'), within=card)
        self.app.find({Role.HEADING}, 'Wat wilt u eerst?', within=card)
        # Nobody else stands on it.
        self.assertFalse(self.app.has(None, re.compile('Greet|Dijk'), within=card))
        self.press(TOGGLES, 'Erbij horen', within=card)
        self.press(BUTTON, 'Verder', within=card)
        # Enter ends what is typed, and with it the card.
        self.fill('Wat is uw eerste kleine stap?', 'Kijken bij de eettafel')
        self.app.key('Return')
        self.assertLessEqual(self.steps, 14)
        # All of it is there when the card is gone.
        self.app.find(LABEL, 'Everything is kept.')
        self.app.find(ITEM, re.compile('^Mijn lichaam: 5'))
        self.app.find(ITEM, re.compile('^Mijn gewone dag: 6'))
        firsts = self.app.find(LIST, 'What comes first, as the person chose')
        self.assertEqual([name_of(row) for row in self.app.find_all(ITEM, within=firsts)][0]
                         .replace('1 ', ''), 'Erbij horen')
        self.app.key('Escape')

    def add(self, domain, topic):
        self.app.press(self.app.find(BUTTON, f'Add to {domain}'))
        self.app.press(self.app.find(BUTTON, topic))
        self.app.key('Escape')

    def test_four_domains_without_a_mouse(self):
        self.add_greet()
        self.app.press(self.app.find(BUTTON, 'Four Domains'))
        self.add('Lichaam', 'Slapen')
        self.add('Maatschappelijk', 'Schulden en post')
        self.app.find(ITEM, 'Lichaam: Slapen')
        self.app.press(self.app.find(TOGGLES, 'As a List'))
        # The tone and the place, from the menu; they have a drop-down as well.
        for value in ('Burden', 'This First'):
            self.app.press(self.app.find(BUTTON, 'More about Slapen'))
            self.app.press(self.app.find(MENU_ITEM, value))
        self.app.find(COMBO | BUTTON, 'Tone of Slapen')
        self.app.find(COMBO | BUTTON, 'Place of Slapen')
        self.app.find(LABEL, 'burden, first')
        # A link by name.
        self.app.press(self.app.find(BUTTON, 'More about Schulden en post'))
        self.app.press(self.app.find(MENU_ITEM, 'Link With…'))
        topics = self.app.find(LIST, 'Topics to link with', within=self.window('Link With'))
        self.app.click(self.app.find(ITEM, re.compile('^Slapen'), within=topics))
        self.app.find(LABEL, 'makes worse: Slapen')
        # To another domain, and back again.
        self.app.press(self.app.find(BUTTON, 'More about Slapen'))
        self.app.press(self.app.find(MENU_ITEM, 'Move to Geest'))
        self.app.press(self.app.find(TOGGLES, 'As a List'))
        self.app.find(ITEM, 'Geest: Slapen, burden, first')
        self.app.press(self.app.find(BUTTON, 'Undo'))
        self.app.find(ITEM, 'Lichaam: Slapen, burden, first')
        self.app.find(ITEM, 'Maatschappelijk: Schulden en post, makes worse: Slapen')
        self.app.find(LABEL, 'Everything is kept.')
        self.app.key('Escape')


if __name__ == '__main__':
    tap.main()
