#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one side does with a referral, the other side sees: each step is taken in the list of one
side and read in that of the other.

Not in the suite yet: all went through once, in two runs beside each other on a busy machine, and
that has to be seen more often."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, CHECK, FIELD, ITEM, LABEL, LIST, NotThere, Role, children, name_of

TOGGLES = BUTTON | CHECK
CHOICES = CHECK | {Role.RADIO_BUTTON}
MENUS = ITEM | BUTTON | {Role.MENU_ITEM}

# Letters to these functions arrive in the same program.
COACH = 'Welzijnscoach Havenhoek'


class BothSidesTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(ITEM, 'People', timeout=30)
        self.box = None

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def press(self, role, name, within=None):
        self.app.press(self.app.find(role, name, within=within, timeout=20))

    def fill(self, name, text, within=None):
        self.app.fill(self.app.find(FIELD, name, within=within), text)

    def window(self, title):
        return self.app.wait(lambda: next((window for window in children(self.app.root)
                                           if window.get_name() == title), None), 20, title)

    def tick(self, name, window):
        verbinder.tick(self.app, self.app.find(CHOICES, name, within=window, timeout=20), window)

    def send(self, kind=None):
        """Truus, to a function whose letters arrive here."""
        self.app.click(self.app.find(ITEM, 'People'))
        self.app.find(ITEM, re.compile('^Greet Boersma'), timeout=20)
        self.press(BUTTON, 'New person')
        self.fill('Given name', 'Truus')
        self.fill('Family name', 'Bos')
        self.fill('Birth date', '3-4-1943')
        self.fill('Phone', '06-11111111')
        self.press(BUTTON, 'Save')
        self.app.find({Role.HEADING}, 'Truus Bos')
        self.press(BUTTON, 'Refer…')
        window = self.window('Referral')
        self.app.find(FIELD, 'What I ask of you', within=window, timeout=20)
        if kind is not None:
            verbinder.take_from(self.app, self.app.find(BUTTON | {Role.COMBO_BOX},
                                                          re.compile('^Kind')), kind)
        self.fill('What I ask of you', 'Wilt u kennismaken?')
        self.press(BUTTON, 'Choose Who It Goes To…')
        self.fill('Search by name', COACH)
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.app.find(
            LIST, 'What was found'))) == 1, 10, 'the one that was looked for')
        self.app.key('Return')
        self.app.wait_gone(FIELD, 'Search by name')
        self.tick(re.compile('^I explained it in plain words'), window)
        self.press(BUTTON, 'Record This Consent')
        self.app.find(LABEL, re.compile('^✓ There is consent'), timeout=20)
        self.tick('Announced', window)
        self.press(BUTTON, 'Send')
        self.app.find(LABEL, re.compile('^Sent to '), timeout=20)
        self.app.click(self.app.find(ITEM, re.compile('^Referrals')))
        self.app.find(BUTTON, re.compile('^Show: New'))
        self.box = 'New'
        self.fill('Find a referral', 'Truus Bos')

    def rows(self):
        return self.app.find(LIST, 'Referrals')

    def look(self, box, state):
        """The letter about Truus, as it stands in that list, and what is said of it."""
        if box != self.box:
            verbinder.take_from(self.app, self.app.find(
                BUTTON, re.compile(f'^Show: {self.box}')), box)
            self.app.find(BUTTON, re.compile(f'^Show: {box}'))
            self.box = box
        # The list before may still stand there, with that name in it, or go while it is clicked.
        side = {'Sent': 'To ', 'Ended, to read': 'To ', 'Done': ''}.get(box, 'From ')
        row = re.compile(f'^Truus Bos.*{side}')

        def is_shown():
            try:
                self.app.click(self.app.find(ITEM, row, within=self.rows()), timeout=1)
                return self.app.find(LABEL, state, timeout=1)
            except NotThere:
                return None
        self.app.wait(is_shown, 30, f'{state!r} in {box!r}')
        self.app.find({Role.HEADING}, 'Truus Bos')

    def more(self, step):
        self.press(BUTTON, 'More steps')
        self.press(MENUS, step)

    def happened(self, what):
        self.app.find(ITEM | LABEL, re.compile(what))

    def accept(self):
        self.look('New', 'New, no answer yet')
        self.press(BUTTON, 'Accept…')
        self.press(BUTTON, 'Accept')
        self.app.find(LABEL, 'Accepted, no contact yet')

    def test_wellbeing_on_prescription_goes_from_moment_to_moment(self):
        self.send(kind='Wellbeing on prescription')
        self.accept()
        self.look('With me', 'Accepted, no contact yet')
        self.press(BUTTON, re.compile('^Contact within two weeks: '))
        self.press(BUTTON, 'Save')
        self.app.find(LABEL, 'First talk held')
        # The first visit is with somebody, somewhere, on a day.
        self.press(BUTTON, re.compile('^First visit, together: Plan'))
        self.fill('On which day', '31-12-2099')
        self.press(BUTTON, 'Plan')
        self.app.find(LABEL, 'Write where it is.')
        self.fill('Where, and at what time', 'De eettafel, 12 uur')
        self.fill('Who goes along', 'Soraya')
        self.press(BUTTON, 'Plan')
        self.happened('planned the first visit together')
        self.press(BUTTON, re.compile('^First visit, together: Help Starts'))
        self.press(BUTTON, 'Save')
        self.app.find(LABEL, 'Help has started')
        # Feedback to who sent it, at six weeks and at three months.
        self.app.find(BUTTON, re.compile('^After three months: '))
        self.press(BUTTON, re.compile('^After six weeks: '))
        self.press(TOGGLES, 'Still takes part')
        self.press(BUTTON, 'Tell')
        self.happened('Six weeks after the start the person still takes part')
        self.look('Sent', 'Help has started')
        self.happened('Where: De eettafel, 12 uur. Goes along: Soraya')
        self.happened('Six weeks after the start the person still takes part')
        # What the receiver does at a moment is not for the sender to press.
        self.assertFalse(self.app.has(BUTTON, re.compile('^After three months: ')))

    def test_a_waiting_list_is_seen_by_both_and_comes_back(self):
        self.send()
        self.accept()
        self.look('With me', 'Accepted, no contact yet')
        self.more('Waiting List…')
        self.fill('Until about', '31-12-2099')
        self.fill('What the person can do until then', 'Dinsdag is er inloop')
        self.press(BUTTON, 'Put on the Waiting List')
        self.app.find(LABEL, 'On the waiting list')
        self.look('On the waiting list', 'On the waiting list')
        self.press(BUTTON, 'Choose a day to look at it again')
        self.fill('Day, as 31-12-2026', '30-12-2099')
        self.press(BUTTON, 'Save')
        self.app.find(BUTTON, 'No reminder any more')
        self.look('Sent', 'On the waiting list')
        self.happened('Dinsdag is er inloop')
        # The reminder is the receiver's own.
        self.assertFalse(self.app.has(BUTTON, 'No reminder any more'))
        self.look('On the waiting list', 'On the waiting list')
        self.more('Help Starts…')
        self.press(BUTTON, 'Save')
        self.app.find(LABEL, 'Help has started')
        self.look('Sent', 'Help has started')

    def test_a_decline_says_why_to_who_sent_it(self):
        self.send()
        self.look('New', 'New, no answer yet')
        self.press(BUTTON, 'Decline…')
        self.press(TOGGLES, 'No room now')
        self.fill('Why, and what may fit better', 'In maart is er weer plek')
        self.press(BUTTON, 'Decline')
        self.app.find(LABEL, 'Declined: No room now')
        self.look('Ended, to read', 'Declined: No room now')
        self.happened('In maart is er weer plek')
        self.app.find(LABEL, re.compile('^They cannot take this on'))
        self.press(BUTTON, 'I Read This')
        self.happened('read how it ended')

    def test_a_question_back_gets_its_answer(self):
        self.send()
        self.look('New', 'New, no answer yet')
        self.press(BUTTON, 'Ask Something Back…')
        self.fill('What do you want to know?', 'Mag ik op donderdag bellen?')
        self.press(BUTTON, 'Ask')
        self.app.find(LABEL, 'You asked something back')
        self.look('Sent', 'They ask something back')
        self.happened('Mag ik op donderdag bellen')
        self.press(BUTTON, 'Answer…')
        self.fill('Your answer', 'Ja, in de ochtend')
        self.press(BUTTON, 'Answer')
        self.app.find(LABEL, 'Received, no answer yet')
        self.look('New', 'New, no answer yet')
        self.happened('Ja, in de ochtend')

    def test_what_is_forwarded_stands_with_the_other_function(self):
        self.send()
        self.look('New', 'New, no answer yet')
        self.more('Forward…')
        self.press(BUTTON, re.compile('^To whom'))
        self.fill('Search by name', 'Ouderenwerker')
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.app.find(
            LIST, 'What was found'))) == 1, 10, 'the one that was looked for')
        self.app.key('Return')
        self.app.wait_gone(FIELD, 'Search by name')
        # Not without the person.
        self.press(BUTTON, 'Forward')
        self.app.find(LABEL, 'Ask the person first, and tick that they agreed.')
        self.press(TOGGLES, 'The person agreed that it goes there')
        self.press(BUTTON, 'Forward')
        self.happened('forwarded it$')
        self.look('Sent', re.compile('no answer yet$'))
        self.app.find(LABEL, re.compile('To Ouderenwerker'))
        self.happened('forwarded it$')

    def test_what_is_called_back_ends_at_both_sides(self):
        self.send()
        self.look('Sent', re.compile('no answer yet$'))
        self.more('Call Back…')
        self.press(TOGGLES, 'No longer needed')
        self.press(BUTTON, 'Call Back')
        self.app.find(LABEL, re.compile('^Called back'))
        self.look('Done', re.compile('^Called back'))
        names = [name_of(row) for row in self.app.find_all(ITEM, within=self.rows())
                 if name_of(row).startswith('Truus Bos')]
        # One of who sent it, one of who got it.
        self.assertEqual(len(names), 2, names)


if __name__ == '__main__':
    tap.main()
