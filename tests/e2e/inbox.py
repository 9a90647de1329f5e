#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came in is answered, told about and finished, each in a few interactions; what the other
side says by phone is written down; a colleague who leaves hands everything over."""

import re
import unittest

import verbinder
import tap
from gtkui import BUTTON, CHECK, FIELD, ITEM, LABEL, LIST, Role, name_of, text_of

TOGGLES = BUTTON | CHECK

# As they stand in the drop-down.
BOXES = ['New', 'Overdue', 'To look at again', 'With me', 'With the team', 'On the waiting list',
         'Sent', 'Silent for 14 days', 'Ended, to read', 'Drafts', 'Done']


class InboxTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(LIST, 'Services')
        self.app.click(self.app.find(ITEM, re.compile('^Referrals')))
        self.app.find(BUTTON, re.compile('^Show: New'))
        self.steps = 0

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    # Each is one interaction: a click, a key, a stretch of typing.
    def click(self, role, name, within=None):
        self.steps += 1
        self.app.click(self.app.find(role, name, within=within))

    def press(self, role, name):
        self.steps += 1
        self.app.press(self.app.find(role, name))

    def fill(self, name, text):
        self.steps += 1
        self.app.fill(self.app.find(FIELD, name), text)

    def show(self, box):
        """Shows another list than the first: the drop-down opens at what is chosen."""
        self.app.press(self.app.find(BUTTON, re.compile('^Show: New')))
        self.app.wait(lambda: [node for node in self.app.focused() if node.get_role() in ITEM], 10,
                      'the names of the lists')
        self.app.key(*['Down'] * BOXES.index(box), 'Return')
        self.app.find(BUTTON, re.compile(f'^Show: {box}'))

    def open_row(self, name):
        """A row that may stand below what is seen: by the keyboard, which brings it there."""
        row = self.app.find(ITEM, name)
        for _ in range(60):
            if row in self.app.focused():
                break
            self.app.key('Tab')
        self.assertIn(row, self.app.focused())
        self.app.key('Return')

    def rows(self):
        return self.app.find(LIST, 'Referrals')

    def wait_state(self, state):
        self.app.find(LABEL, state)

    def test_accept_and_plan_the_first_try_in_four(self):
        self.click(ITEM, re.compile('^Ron Wiersma'), within=self.rows())
        self.press(BUTTON, 'Accept…')
        self.press(BUTTON, 'Accept')
        self.wait_state('Accepted, no contact yet')
        self.assertLessEqual(self.steps, 4)
        # The day of the first try was offered, and is kept with it.
        self.app.find(BUTTON, 'No reminder any more')
        self.app.find(LABEL, re.compile('accepted it$'))
        # That it came in was told by itself, with the first look at it.
        self.app.find(LABEL, re.compile('received it$'))

    def test_three_tries_and_it_may_end_as_not_reached(self):
        self.click(ITEM, re.compile('^Ron Wiersma'), within=self.rows())
        self.press(BUTTON, 'Accept…')
        self.press(BUTTON, 'Accept')
        self.wait_state('Accepted, no contact yet')
        self.assertFalse(self.app.has(BUTTON, 'End as Not Reached…'))
        for times in range(3):
            self.press(BUTTON, 'Not Reached…')
            self.press(BUTTON, 'Not Reached')
            self.app.wait(lambda: len(self.app.find_all(LABEL, re.compile(
                'did not reach the person'))) > times, 10, 'the try')
        self.press(BUTTON, 'End as Not Reached…')
        self.press(BUTTON, 'Stop')
        self.wait_state('Stopped: Not reached')

    def test_feedback_at_its_four_moments_in_four_each(self):
        self.click(ITEM, re.compile('^Ron Wiersma'), within=self.rows())
        self.press(BUTTON, 'Accept…')
        self.press(BUTTON, 'Accept')
        self.wait_state('Accepted, no contact yet')
        self.show('With me')
        self.steps = 0
        self.click(ITEM, re.compile('^Ron Wiersma'), within=self.rows())
        self.press(BUTTON, 'First Talk…')
        self.press(BUTTON, 'Save')
        self.wait_state('First talk held')
        self.assertLessEqual(self.steps, 4)
        self.steps = 1  # the row is chosen already: counted all the same
        self.press(BUTTON, 'How It Goes…')
        self.fill('Words for the other side', 'Hij komt op maandag')
        self.press(BUTTON, 'Tell')
        self.app.find(LABEL, re.compile('Hij komt op maandag'))
        self.assertLessEqual(self.steps, 4)
        self.steps = 1
        self.press(BUTTON, 'Finish…')
        self.press(TOGGLES, 'Helped')
        self.press(BUTTON, 'Finish')
        self.wait_state('Done: Helped')
        self.assertLessEqual(self.steps, 4)
        # What goes into the own record is ready, with who, in which function and what.
        record = self.app.find(LABEL, re.compile('feedback from'))
        self.assertRegex(name_of(record), r'Finished: Helped\. The help has ended, and it helped\.')
        self.app.fill(self.app.find(FIELD, 'ICPC code'), 'Z29')
        self.app.wait(lambda: 'ICPC: Z29' in name_of(self.app.find(
            LABEL, re.compile('feedback from'))), 10, 'the code in the record')

    def test_what_they_say_by_phone_is_written_down_in_four(self):
        self.show('Sent')
        self.steps = 0
        row = next(row for row in self.app.find_all(ITEM, within=self.rows())
                   if 'no answer yet' in name_of(row))
        who = name_of(row).split(',')[0]
        self.click(ITEM, name_of(row), within=self.rows())
        self.app.find({Role.HEADING}, who)
        self.press(BUTTON, 'They Said by Phone or on Paper')
        self.press(ITEM | BUTTON | {Role.MENU_ITEM}, 'Accept…')
        self.press(BUTTON, 'Accept')
        self.wait_state('Accepted, no contact yet')
        self.assertLessEqual(self.steps, 4)
        self.app.find(LABEL, re.compile(r'\(by phone\), written down by .* accepted it'))

    def test_who_is_here_already_is_linked_and_not_written_down_twice(self):
        self.click(ITEM, re.compile('^Ron Wiersma'), within=self.rows())
        self.open_row(re.compile('^Write this person down'))
        self.app.find(LABEL, re.compile('^In the letter: Ron Wiersma'))
        found = self.app.find(LIST, 'Who was found')
        first = self.app.find_all(ITEM, within=found)[0]
        self.assertRegex(name_of(first), '^Ron Wiersma.*Same name')
        self.app.click(first)
        self.app.find(ITEM, re.compile('^Open the record of this person'))
        # The wrong one is put right in the same place.
        self.press(BUTTON, 'Link to somebody else')
        self.app.find(BUTTON, 'None of These: New Record…')
        self.app.key('Escape')
        self.app.wait_gone(BUTTON, 'None of These: New Record…')
        self.press(BUTTON, 'Link to somebody else')
        self.press(BUTTON, 'Link to Nobody')
        self.app.find(ITEM, re.compile('^Write this person down'))

    def test_who_is_not_here_is_written_down_from_the_letter(self):
        self.click(ITEM, re.compile('^Ron Wiersma'), within=self.rows())
        self.open_row(re.compile('^Write this person down'))
        self.fill('Find who it is about', 'qzxwvy')
        self.app.find(LABEL, re.compile('^Nobody was found'))
        self.press(BUTTON, 'None of These: New Record…')
        self.assertEqual(text_of(self.app.find(FIELD, 'Given name')), 'Ron')
        self.assertEqual(text_of(self.app.find(FIELD, 'Family name')), 'Wiersma')
        self.press(BUTTON, 'Save')
        self.app.find(ITEM, re.compile('^Open the record of this person'))

    def test_a_refusal_says_what_is_missing_where_it_is(self):
        self.click(ITEM, re.compile('^Ron Wiersma'), within=self.rows())
        self.press(BUTTON, 'Decline…')
        self.press(BUTTON, 'Decline')
        self.app.find(LABEL, 'Choose a reason.')
        self.press(TOGGLES, 'No room now')
        self.press(BUTTON, 'Decline')
        self.app.find(LABEL, 'Write a few words for the other side.')
        self.fill('Why, and what may fit better', 'In maart is er weer plek')
        self.press(BUTTON, 'Decline')
        self.wait_state('Declined: No room now')

    def test_a_note_stays_and_a_search_finds(self):
        self.click(ITEM, re.compile('^Ron Wiersma'), within=self.rows())
        self.fill('Note for colleagues, never sent', 'Belt liever niet')
        self.press(BUTTON, 'Keep Note')
        self.app.find(ITEM, re.compile('^Belt liever niet'))
        self.fill('Find a referral', 'WIERSMÄ ron')
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.rows())) == 1, 10, 'one row')
        self.fill('Find a referral', 'qzxwvy')
        self.app.find(LABEL, 'Nothing Found')
        self.press(BUTTON, 'Show Everything in This List')
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.rows())) > 1, 10, 'all rows')

    def test_a_caseload_goes_to_a_colleague(self):
        self.app.press(self.app.find(BUTTON, 'More about referrals'))
        self.app.press(self.app.find(ITEM | BUTTON | {Role.MENU_ITEM}, 'Hand Over a Caseload…'))
        self.app.fill(self.app.find(FIELD, 'To'), 'Noor Bakker')
        self.app.press(self.app.find(BUTTON, 'Hand Over'))
        self.app.find(LABEL, re.compile('referrals? handed over$'))
        self.show('With the team')
        self.app.wait(lambda: any('Noor Bakker' in name_of(row) for row in
                                  self.app.find_all(ITEM, within=self.rows())), 10,
                      'the colleague in the list')


if __name__ == '__main__':
    tap.main()
