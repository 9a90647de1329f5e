#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person comes in: found or added, a conversation by six marks, a first step, and back again."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, CHECK, FIELD, ITEM, LABEL, LIST, Role, name_of

QUESTIONS = ['Mijn lichaam', 'Mijn gedachten en gevoel', 'Waar ik voor leef', 'Fijn leven',
             'Erbij horen', 'Mijn gewone dag']
TOGGLES = BUTTON | CHECK


class PeopleTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(LIST, 'Services')
        self.steps = 0

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    # Each is one interaction: a click, a key, a stretch of typing.
    def click(self, role, name):
        self.steps += 1
        self.app.click(self.app.find(role, name))

    def press(self, role, name):
        self.steps += 1
        self.app.press(self.app.find(role, name))

    def fill(self, name, text):
        self.steps += 1
        self.app.fill(self.app.find(FIELD, name), text)

    def add_greet(self):
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.press(self.app.find(BUTTON, 'New person'))
        self.app.fill(self.app.find(FIELD, 'Given name'), 'Greet')
        self.app.fill(self.app.find(FIELD, 'Prefix'), 'van')
        self.app.fill(self.app.find(FIELD, 'Family name'), 'Dijk')
        self.app.fill(self.app.find(FIELD, 'Birth date'), '3-4-1943')
        self.app.press(self.app.find(BUTTON, 'Save'))
        self.app.find({Role.HEADING}, 'Greet van Dijk')

    def timeline(self):
        return self.app.find(LIST, 'What happened')

    def test_two_minute_card_takes_at_most_fourteen_interactions(self):
        self.add_greet()
        self.app.click(self.app.find(ITEM, re.compile('Social map')))
        self.click(ITEM, 'People')
        self.fill('Find a person', 'greet')
        self.click(ITEM, re.compile('^Greet van Dijk'))
        self.press(BUTTON, 'New Conversation')
        for mark, question in zip((5, 4, 2, 4, 2, 6), QUESTIONS):
            self.press(TOGGLES, f'{mark}, {question}')
        self.press(TOGGLES, 'This first, Erbij horen')
        self.fill('First small step', 'Kijken bij de eettafel')
        self.press(BUTTON, 'Done')
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.timeline())) == 2, 10,
                      'the conversation and the plan')
        self.assertLessEqual(self.steps, 14)
        # The plan stands on the page with what is to be done, and opens at once.
        self.app.click(self.app.find(ITEM, 'Kijken bij de eettafel',
                                     within=self.app.find(LIST, 'The plan')))
        self.app.find({Role.HEADING}, 'The Goal and the Three Questions')
        self.app.key('Escape')

    def test_a_conversation_goes_on_where_it_was_left(self):
        self.add_greet()
        self.app.press(self.app.find(BUTTON, 'New Conversation'))
        self.app.press(self.app.find(TOGGLES, '7, Mijn lichaam'))
        self.app.press(self.app.find(TOGGLES, 'Rather not say, Fijn leven'))
        self.app.find(LABEL, 'Everything is kept.')
        self.app.key('Escape')
        self.app.find(LABEL, re.compile('not finished yet'), within=self.timeline())
        self.app.click(self.app.find(ITEM, 'Gezondheidsweb', within=self.timeline()))
        self.app.wait(lambda: 'checked' in self.states('7, Mijn lichaam')
                      or 'pressed' in self.states('7, Mijn lichaam'), 10, 'the mark')
        self.assertTrue({'checked', 'pressed'} & self.states('Rather not say, Fijn leven'))
        self.app.key('Escape')

    def states(self, name):
        node = self.app.find(TOGGLES, name)
        return {state.value_nick for state in node.get_state_set().get_states()}

    def test_a_citizen_service_number_is_refused_at_its_field(self):
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.press(self.app.find(BUTTON, 'New person'))
        self.app.fill(self.app.find(FIELD, 'Case number'), '111222333')
        self.app.press(self.app.find(BUTTON, 'Save'))
        self.app.find(LABEL, re.compile('citizen service number'))
        self.app.key('Escape')
        self.app.press(self.app.find(BUTTON, 'Discard'))

    def test_escape_asks_before_it_throws_away_what_was_typed(self):
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.press(self.app.find(BUTTON, 'New person'))
        self.app.fill(self.app.find(FIELD, 'Given name'), 'Ron')
        self.app.key('Escape')
        self.app.find(LABEL, 'Save Your Changes?')
        self.app.press(self.app.find(BUTTON, 'Save', within=self.app.windows()[-1]))
        self.app.find({Role.HEADING}, 'Ron')

    def test_the_form_is_a_window_that_has_the_focus_at_its_first_field(self):
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.press(self.app.find(BUTTON, 'New person'))
        window = self.app.wait(lambda: self.app.windows()[1:], 10, 'a second window')[0]
        self.assertEqual(window.get_name(), 'New Person')
        self.app.wait(lambda: [name_of(node) for node in self.app.focused()] == ['Given name'], 10,
                      'the focus')
        self.app.key('Escape')

    def test_who_helps_already_is_added_and_ended(self):
        self.add_greet()
        self.app.press(self.app.find(BUTTON, 'Add somebody who helps'))
        window = self.app.wait(lambda: self.app.windows()[1:], 10, 'a second window')[0]
        self.app.press(self.app.find(BUTTON, 'Save', within=window))
        self.app.find(LABEL, 'Fill in a name')
        self.app.fill(self.app.find(FIELD, 'Who', within=window), 'Wijkverpleegkundige')
        self.app.fill(self.app.find(FIELD, 'For what', within=window), 'wonden')
        self.app.press(self.app.find(BUTTON, 'Save', within=window))
        helpers = self.app.find(LIST, 'Who Helps Already')
        self.app.click(self.app.find(ITEM, re.compile('^Wijkverpleegkundige'), within=helpers))
        self.app.press(self.app.find(BUTTON, 'Ends Today'))
        self.app.find(LABEL, re.compile('^wonden · ended on'))

    def test_lock_shows_nobody(self):
        self.add_greet()
        self.app.key('ctrl+l')
        self.app.find(LABEL, 'Verbinder Is Locked')
        self.app.wait_gone({Role.HEADING}, 'Greet van Dijk')


if __name__ == '__main__':
    tap.main()
