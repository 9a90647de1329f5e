#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case meeting from its agenda to its end: by number, each seat decided apart, closed only with
what belongs to it, and on paper for each reader what that reader may know."""

import re
import time
import unittest

import verbinder
import tap
from gtkui import (BUTTON, CHECK, FIELD, ITEM, LABEL, LIST, extents_of, name_of, states_of,
                   xdotool)

NUMBER = re.compile('^[A-Z]{2}-[0-9]{3}$')
MEETING = 'Monthly meeting'


class MeetingsTest(unittest.TestCase):
    def setUp(self):
        self.app = verbinder.start('--demo')
        self.addCleanup(self.app.kill)
        self.app.find(LIST, 'Services')
        self.app.key('ctrl+k')
        self.app.find(BUTTON, 'Close')
        self.app.type('case meetings')
        self.app.find(ITEM, 'Case Meetings, Command')
        self.app.key('Return')

    def tearDown(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    # What is in front

    def window(self, title):
        return self.app.wait(lambda: [w for w in self.app.windows() if w.get_name() == title], 10,
                             f'the window {title!r}')[0]

    def fill(self, name, text, within=None):
        self.app.fill(self.app.find(FIELD, name, within=within), text)

    def press(self, name, within=None):
        self.app.press(self.app.find(BUTTON, name, within=within))

    def says(self, words, within=None):
        self.app.find(LABEL, words if isinstance(words, re.Pattern) else re.compile(words),
                      within=within)

    def scroll(self, window, times):
        """Turns the wheel over the middle of @window: down when @times is above zero."""
        xdotool('mousemove', *self.app.place_of(window), 'click', '--repeat', abs(times),
                '--delay', '10', '5' if times > 0 else '4')

    def bring_in_sight(self, node, window):
        """What has no action is clicked, and what opens must find room: it has to be in sight."""
        def middle():
            _, y, _, height = extents_of(node)
            return y + height // 2
        for _ in range(80):
            height = extents_of(window)[3]
            if height // 5 < middle() < height * 4 // 5:
                return
            before = middle()
            self.scroll(window, 1 if before > height // 2 else -1)
            self.settle(middle)
            if middle() == before:
                return  # the beginning or the end

    @staticmethod
    def settle(place):
        """Until it stands still."""
        last = None
        for _ in range(20):
            now = place()
            if now == last:
                return
            last = now
            time.sleep(0.05)

    def click_in_sight(self, node, window):
        self.bring_in_sight(node, window)
        self.app.click(node)

    def choose(self, title, value, within):
        """From a drop-down, unless it is chosen."""
        button = self.app.find(BUTTON, re.compile('^' + re.escape(title) + ': '), within=within)
        wanted = f'{title}: {value}'
        if name_of(button) == wanted:
            return
        self.bring_in_sight(button, within)
        verbinder.choose_from(self.app, button, value)
        self.app.wait(lambda: self.app.has(BUTTON, wanted, within), 10, f'{wanted!r}')

    # The way to the end

    def plan(self, *members):
        # One is there already; where none is, the page has a larger button.
        self.press('New meeting')
        self.fill('Name of the meeting', MEETING)
        self.press('Save')
        for function, own in members:
            self.fill('Or write the function', function)
            if own:
                tick = self.app.find(CHECK, re.compile('^A colleague in our own'))
                self.click_in_sight(tick, self.window(MEETING))
                self.app.wait(lambda tick=tick: 'checked' in states_of(tick), 10, 'the tick')
            self.press('Add to the Meeting')
            self.app.find(ITEM, function)

    def add_case(self, question, n):
        self.fill('A new case: what is asked of the meeting, without a name', question)
        self.press('Put It on the Agenda')
        self.app.wait(lambda: len(self.numbers()) == n, 10, f'{n} cases on the agenda')

    def numbers(self):
        return [name_of(row) for row in self.app.find_all(ITEM, NUMBER)]

    def open_case(self, number):
        meeting = self.window(MEETING)
        self.click_in_sight(self.app.find(ITEM, number, within=meeting), meeting)
        return self.window(number)

    def refused(self, case, words):
        self.press('Close the Case', within=case)
        self.says(words, within=case)

    def agree(self, case, decision):
        self.choose('Does the person know that it is discussed?', 'Yes', case)
        self.choose('Is the person there?', 'Is represented', case)
        self.fill('What was decided', decision, case)
        self.fill('Who keeps the overview', 'District nurse', case)
        self.fill('Looking back on', '4-1-2999', case)
        self.fill('Who tells the person', 'District nurse', case)

    def paper(self, sheet):
        """What stands on one sheet, as a screen reader hears it."""
        window = self.window('On Paper')
        picture = self.app.wait(lambda: [node for node in self.app.find_all(None, sheet, window)
                                         if node.get_description()], 10, f'the sheet {sheet!r}')[0]
        return picture.get_description()

    def sheet(self, name):
        window = self.window('On Paper')
        self.choose('What', name, window)
        return self.paper(name)

    # What is tested

    def test_a_case_says_what_it_still_needs_and_is_closed_with_it(self):
        self.plan(('District nurse', False))
        self.add_case('Who looks in?', 1)
        case = self.open_case(self.numbers()[0])
        self.says('^10 minutes are set for this case.$', case)
        self.says('^Hears it without the name.$', case)
        self.refused(case, '^Write what was decided, also when nothing changes.$')
        self.says('^Choose who tells the person what was agreed.$', case)
        self.app.key('Escape')

    def test_a_meeting_is_walked_to_its_end(self):
        self.plan(('General practitioner', True), ('District nurse', False), ('Housing', False))
        self.add_case('Who can look in more often?', 1)
        self.add_case('Where can somebody live?', 2)
        first, second = self.numbers()
        self.name_the_first(first)
        self.close_without_the_second(second)
        self.close_the_second(second)
        self.press('Close the Meeting', within=self.window(MEETING))
        self.says('^The meeting is closed')
        self.read_the_papers(first, second)
        self.tell_the_person(first)

    def name_the_first(self, number):
        case = self.open_case(number)
        self.press('Begin', case)
        self.says('^About 10 minutes left', case)
        self.fill('Find who it is about', 'Greet', case)
        self.click_in_sight(self.app.find(ITEM, re.compile('^Greet'), within=self.app.find(
            LIST, 'Who was found')), case)
        self.says('^Greet', case)
        self.choose('How it is discussed', 'With the name', case)
        self.fill('Why these people need to know', 'they help already', case)
        self.fill('Why this much is not too much', 'no more than the question', case)
        self.fill('Why it cannot be done with less, or by the person', 'she asked for it', case)
        self.press('Save', case)
        self.says('^Hears it with the name: a colleague here', case)
        self.says('^May hear it only without the name', case)
        self.agree(case, 'The nurse looks in on Mondays')
        # Two in the room may not know who it is about: one at a time is not enough.
        self.refused(case, '^Somebody in the room may not know who it is about')
        self.choose('District nurse', 'Leaves the room', case)
        self.refused(case, '^Somebody in the room may not know who it is about')
        self.choose('Housing', 'Leaves the room', case)
        self.fill('What will be done', 'Call the daughter', case)
        self.fill('Who does it', 'District nurse', case)
        self.press('Add This', case)
        self.says('^Write before which day', case)
        self.fill('Before', '1-12-2998', case)
        self.press('Add This', case)
        self.app.find(CHECK, 'Call the daughter is done', within=case)
        # What is missing is said beside what it is.
        self.fill('Looking back on', '', case)
        self.refused(case, '^Choose a day to look back.$')
        self.fill('Looking back on', '4-1-2999', case)
        self.close_case(case, number)

    def close_case(self, case, number):
        self.press('Close the Case', case)
        self.app.wait(lambda: not [w for w in self.app.windows() if w.get_name() == number], 20,
                      'the case to be closed')

    def close_without_the_second(self, number):
        self.press('Close the Meeting', within=self.window(MEETING))
        self.says(f'^{number}: This case is still open')

    def close_the_second(self, number):
        case = self.open_case(number)
        self.choose('Housing', 'Leaves the room', case)
        self.says('^Hears it without the name.$', case)
        self.says('^Leaves the room for this case', case)
        self.agree(case, 'Ask at the counter')
        self.close_case(case, number)

    def read_the_papers(self, first, second):
        self.press(re.compile('^Agenda and Reports on Paper'), within=self.window(MEETING))
        agenda = self.sheet('Agenda')
        for words in (first, second, 'Who can look in more often?'):
            self.assertIn(words, agenda)
        for words in ('Greet', 'looks in on Mondays'):
            self.assertNotIn(words, agenda)
        doctor = self.sheet('Report for General practitioner')
        for words in ('Greet', 'The nurse looks in on Mondays', 'Call the daughter', second):
            self.assertIn(words, doctor)
        nurse = self.sheet('Report for District nurse')
        for words in (second, 'Ask at the counter', 'Discussed without a name'):
            self.assertIn(words, nurse)
        for words in ('Greet', first, 'looks in on Mondays', 'Call the daughter'):
            self.assertNotIn(words, nurse)
        housing = self.sheet('Report for Housing')
        for words in ('Greet', first, second, 'Ask at the counter'):
            self.assertNotIn(words, housing)
        self.app.close(self.window('On Paper'))
        self.app.wait(lambda: not [w for w in self.app.windows() if w.get_name() == 'On Paper'], 10,
                      'the papers to go')

    def tell_the_person(self, number):
        case = self.open_case(number)
        self.press('The Person Was Told Today', case)
        self.app.wait(lambda: 'sensitive' not in states_of(self.app.find(
            BUTTON, 'The Person Was Told Today', within=case)), 10, 'it to be written down')
        self.app.key('Escape')


if __name__ == '__main__':
    tap.main()
