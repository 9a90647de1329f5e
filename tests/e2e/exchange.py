#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two organizations, each with a store, a home and keys of its own, and a folder between them: they
verify each other, and a referral goes from the one to the other and comes back.

One after the other at the screen, as two people would be at two desks."""

import json
import os
import re
import secrets
import shutil
import tempfile
import unittest

import verbinder
import tap
from gtkui import (BUTTON, CHECK, FIELD, ITEM, LABEL, LIST, NotThere, Role, children, name_of,
                   walk)

SOURCE = os.path.join(verbinder.HERE, '..', '..')
TABS = BUTTON | {Role.PAGE_TAB, Role.RADIO_BUTTON, Role.TOGGLE_BUTTON}
SWITCH = {Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.PUSH_BUTTON}
TOGGLES = BUTTON | CHECK
CHOICES = CHECK | {Role.RADIO_BUTTON}
# What announces itself.
MESSAGE = LABEL | {Role.ALERT, Role.STATUS_BAR}

TEAM = 'Welzijn Waardermonde'
PRACTICE = 'Praktijk De Linde'
# Somebody of the team, on the map of both.
COACH = 'Welzijnscoach Havenhoek'

TEAM_ON_MAP = '184fd8bc-fa89-546a-86fa-6744f48c226a'


class Desk:
    """Somebody's own computer, but for the screen."""

    def __init__(self, root, name):
        self.folder = os.path.join(root, name)
        config = os.path.join(self.folder, 'config')
        os.makedirs(config)
        os.makedirs(os.path.join(self.folder, 'data'))
        shutil.copytree(os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0'),
                        os.path.join(config, 'gtk-4.0'))
        self.environment = {'HOME': self.folder, 'XDG_CONFIG_HOME': config,
                            'XDG_DATA_HOME': os.path.join(self.folder, 'data'),
                            'GSETTINGS_BACKEND': 'keyfile'}
        key = os.path.join(self.folder, 'a.key')
        with open(os.open(key, os.O_CREAT | os.O_WRONLY, 0o600), 'w', encoding='ascii') as file:
            file.write(secrets.token_hex(32) + '\n')
        self.store = ('--store', os.path.join(self.folder, 'a.db'), '--key-file', key)

    def control(self, *arguments):
        return verbinder.control(*arguments, *self.store, '--any-place').stdout

    def turn_on(self, share):
        """The exchange, through that folder."""
        path = os.path.join(self.environment['XDG_CONFIG_HOME'], 'glib-2.0', 'settings')
        os.makedirs(path)
        with open(os.path.join(path, 'keyfile'), 'w', encoding='utf-8') as file:
            file.write('[nl/verbinder/Verbinder]\nexchange-on=true\n'
                       f"exchange-folder='{share}'\n")

    def start(self):
        return verbinder.start(*self.store, environment=self.environment)


class DesksTest(unittest.TestCase):
    """What is done at either desk."""

    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        self.share = os.path.join(self.root, 'share')
        os.mkdir(self.share)
        self.practice = Desk(self.root, 'practice')
        self.team = Desk(self.root, 'team')
        self.practice.control('init')
        self.practice.control('import', '--source-name', 'Kaart',
                              os.path.join(SOURCE, 'data', 'demo'))
        self.team.control('demo')
        self.app = None

    # At one desk

    def sit_down(self, desk):
        self.app = desk.start()
        self.addCleanup(self.app.kill)
        self.app.find(ITEM, 'People', timeout=60)
        self.app.focus()

    def get_up(self):
        self.assertEqual(self.app.quit(), 0, self.app.output)
        self.assertNotIn('CRITICAL', self.app.output)
        self.assertNotIn('ERROR: AddressSanitizer', self.app.output)

    def press(self, role, name, within=None):
        self.app.press(self.app.find(role, name, within=within, timeout=20))

    def fill(self, name, text, within=None):
        self.app.fill(self.app.find(FIELD, name, within=within, timeout=20), text)

    def window(self, title):
        return self.app.wait(lambda: next((window for window in children(self.app.root)
                                           if window.get_name() == title), None), 20, title)

    def save_as(self, path):
        """In the file chooser: over the name that is proposed."""
        self.app.wait(lambda: len(children(self.app.root)) == 3, 20, 'the file chooser')
        self.app.wait(lambda: [node for node in self.app.focused() if node.get_role() in FIELD], 10,
                      'the line for the name')
        self.app.key('ctrl+a')
        self.app.type(path)
        self.app.key('Return')
        self.app.wait(lambda: os.path.exists(path), 20, 'the file')


class ExchangeTest(DesksTest):
    def preferences(self):
        self.app.key('ctrl+comma')
        window = self.window('Preferences')
        self.app.click(self.app.find(TABS, 'Exchange', within=window))
        self.app.find(BUTTON, 'Add a Card…', within=window)
        return window

    def make_card(self, name, path):
        window = self.preferences()
        self.fill('Name of the organisation', name, within=window)
        self.press(BUTTON, 'Make the Card', within=window)
        self.press(BUTTON, 'Save your card as a file', within=window)
        self.save_as(path)

    def turn_on(self):
        self.press(BUTTON, 'Choose the folder for letters')
        verbinder.choose_file(self.app, self.share)
        self.app.find(LABEL, self.share, timeout=20)
        self.press(SWITCH, 'Exchange by Itself')
        self.app.find(ITEM, re.compile('^Letters: '), timeout=20)

    def add_card(self, path):
        self.press(BUTTON, 'Add a Card…')
        verbinder.choose_file(self.app, path)

    def open_partner(self, name):
        """Opens the window with the words; gives these."""
        self.app.find(ITEM, f'{name}, Not verified yet', timeout=20)
        self.press(BUTTON, f'Compare the words with {name}')
        window = self.window('Compare the Words')
        return window, self.app.wait(lambda: self.find_words(window), 10, 'the words')

    @staticmethod
    def find_words(window):
        return next((name_of(node) for node in walk(window)
                     if node.get_role() == Role.LABEL
                     and re.fullmatch(r'[a-z]+([ -]+[a-z]+){11}', name_of(node))), None)

    def test_two_verify_each_other_and_say_who_that_is_on_the_map(self):
        cards = {name: os.path.join(self.root, f'{name}.vbcard') for name in ('practice', 'team')}
        # The team: its card, and the folder.
        self.sit_down(self.team)
        self.make_card(TEAM, cards['team'])
        self.turn_on()
        self.get_up()
        # The practice: the same, and the card of the team.
        self.sit_down(self.practice)
        self.make_card(PRACTICE, cards['practice'])
        self.turn_on()
        self.add_card(cards['team'])
        _, read_here = self.open_partner(TEAM)
        self.get_up()
        # The team hears what the practice reads, and sees the same.
        self.sit_down(self.team)
        self.preferences()
        self.add_card(cards['practice'])
        window, read_there = self.open_partner(PRACTICE)
        self.assertEqual(read_here, read_there)
        self.fill('The words or digits that you hear', read_here, within=window)
        self.press(BUTTON, 'They Are the Same', within=window)
        self.app.find(LABEL, 'Verified', timeout=20)
        self.get_up()
        # And the other way round; then who that is on the map.
        self.sit_down(self.practice)
        self.preferences()
        window, _ = self.open_partner(TEAM)
        self.fill('The words or digits that you hear', read_there, within=window)
        self.press(BUTTON, 'They Are the Same', within=window)
        self.app.find(LABEL, 'Verified', timeout=20)
        self.press(BUTTON, f'Say who {TEAM} is on the map')
        self.fill('Search by name', TEAM)
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.app.find(
            LIST, 'What was found'))) == 1, 10, 'the one that was looked for')
        self.app.key('Return')
        self.app.find(BUTTON, f'Remove {TEAM}', timeout=20)
        self.get_up()


class VerifiedTest(DesksTest):
    """Two that verified each other already."""

    def setUp(self):
        super().setUp()
        desks = {PRACTICE: self.practice, TEAM: self.team}
        for name, desk in desks.items():
            desk.control('exchange', 'identity', '--name', name)
            desk.control('exchange', 'card', os.path.join(self.root, f'{name}.vbcard'))
        for name, desk in ((TEAM, self.practice), (PRACTICE, self.team)):
            desk.control('exchange', 'partner', 'add', os.path.join(self.root, f'{name}.vbcard'))
        words = json.loads(self.team.control('exchange', 'partner', 'verify', PRACTICE,
                                             '--json'))['words']
        for name, desk in ((TEAM, self.practice), (PRACTICE, self.team)):
            desk.control('exchange', 'partner', 'verify', name, '--how', 'phone', '--heard', words)
            desk.turn_on(self.share)

    # At one desk

    def letters(self):
        """The page that says where each letter is."""
        self.app.click(self.app.find(ITEM, re.compile('^Letters: '), timeout=20))
        self.app.find(BUTTON, 'Exchange Now', timeout=20)

    def exchange_now(self, *letters):
        """Until each of @letters stands on that page, as it should."""
        self.letters()
        self.press(BUTTON, 'Exchange Now')
        for letter in letters:
            self.app.find(ITEM, re.compile(letter), timeout=30)


class ReferralTest(VerifiedTest):
    """The whole way of one referral."""

    def setUp(self):
        super().setUp()
        self.file = os.path.join(self.root, 'brief.vbz')
        self.practice.control('exchange', 'partner', 'link', TEAM, TEAM_ON_MAP)

    # At one desk

    def tick(self, name, window):
        verbinder.tick(self.app, self.app.find(CHOICES, name, within=window, timeout=20), window)

    def say_who_we_are(self, party):
        self.app.key('ctrl+comma')
        window = self.window('Preferences')
        verbinder.choose_from(self.app, self.app.find({Role.COMBO_BOX}, re.compile('^We are'),
                                                      within=window), party)
        self.app.close(window)
        self.app.wait(lambda: len(self.app.windows()) == 1, 10, 'the preferences to go')
        self.app.focus()

    def compose(self):
        """About Greet, with a warm handover; gives the preview."""
        self.app.click(self.app.find(ITEM, 'People'))
        self.press(BUTTON, 'New person')
        for name, text in (('Given name', 'Greet'), ('Family name', 'Zwart'),
                           ('Birth date', '3-4-1943'), ('Phone', '06-11111111')):
            self.fill(name, text)
        self.press(BUTTON, 'Save')
        self.app.find({Role.HEADING}, 'Greet Zwart', timeout=20)
        self.press(BUTTON, 'Refer…')
        window = self.window('Referral')
        self.fill('What I ask of you', 'Gaat er iemand mee naar het eten?', within=window)
        self.press(BUTTON, 'Choose Who It Goes To…')
        self.fill('Search by name', COACH)
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.app.find(
            LIST, 'What was found'))) == 1, 20, 'the one that was looked for')
        self.app.key('Return')
        self.app.wait_gone(FIELD, 'Search by name')
        self.app.find(LABEL, f'Goes as a sealed letter to {TEAM}, by itself.', timeout=20)
        self.press(BUTTON, 'Something Else That Has to Go Along…')
        self.fill('What to take into account', 'Vergeetachtig: herinner haar in de ochtend',
                  within=window)
        self.tick(re.compile('^I explained it in plain words'), window)
        self.tick(re.compile('^The person told it back'), window)
        self.press(BUTTON, 'Record This Consent')
        self.app.find(LABEL, re.compile('^✓ There is consent'), timeout=20)
        self.tick('Called first', window)
        self.fill('Whom you spoke with, and what you agreed', 'Soraya gaat dinsdag mee',
                  within=window)
        preview = self.app.wait(lambda: self.find_preview(window), 20, 'the preview')
        self.press(BUTTON, 'Send')
        self.app.find(LABEL, re.compile('^Sent to '), timeout=20)
        return preview

    @staticmethod
    def find_preview(window):
        return next((name_of(node) for node in walk(window) if node.get_role() in LABEL
                     and 'Soraya gaat dinsdag mee' in name_of(node)), None)

    def open_referrals(self):
        self.app.click(self.app.find(ITEM, re.compile('^Referrals')))
        try:
            return self.app.find(BUTTON, re.compile('^Show: '), timeout=1)
        except NotThere:
            return None

    def look(self, box, state):
        """At the referral about Greet in that list."""
        # While letters come in, the row of the letters grows and moves what stands beside it.
        button = self.app.wait(self.open_referrals, 30, 'the referrals')
        if not name_of(button).endswith(f': {box}'):
            verbinder.take_from(self.app, button, box)
            self.app.find(BUTTON, re.compile(f'^Show: {box}'))
        self.fill('Find a referral', 'Greet Zwart')
        row = re.compile('^Greet Zwart')

        def is_shown():
            try:
                rows = self.app.find(LIST, 'Referrals')
                self.app.click(self.app.find(ITEM, row, within=rows), timeout=1)
                return self.app.find(LABEL, state, timeout=1)
            except NotThere:
                return None
        self.app.wait(is_shown, 30, f'{state!r} in {box!r}')
        self.app.find({Role.HEADING}, 'Greet Zwart')

    def letter(self):
        """What the letter tells, as it is shown where it came in: title and text of each row."""
        rows = self.app.find(LIST, 'The letter', timeout=20)
        return [[name_of(node) for node in walk(row) if node.get_role() in LABEL and name_of(node)]
                for row in children(rows) if row.get_role() in ITEM]

    def at_the_practice_it_is_sent(self):
        self.sit_down(self.practice)
        self.say_who_we_are('Care provider')
        preview = self.compose()
        self.look('Sent', re.compile('no answer yet$'))
        self.exchange_now('^Sent, to .*Handed Over')
        self.save_the_letter()
        self.get_up()
        return preview

    def save_the_letter(self):
        """As a file too, for whoever does not trust that the folder arrives."""
        self.app.click(self.app.find(ITEM, re.compile('^Sent, to .*Handed Over')))
        self.press(BUTTON, 'Save as a File…')
        verbinder.name_file(self.app, 'Save the Letter', self.file)
        self.app.find(LABEL, re.compile('^Saved as a file on '), timeout=30)

    def open_the_file(self):
        """It says what came of it: the folder was first."""
        self.letters()
        self.press(BUTTON, 'Open a Letter…')
        verbinder.name_file(self.app, 'Open a Letter', self.file)
        self.app.find(MESSAGE, 'Letters from files: 1 here already', timeout=30)

    def at_the_team_it_is_taken_up(self, preview):
        self.sit_down(self.team)
        self.exchange_now()
        self.open_the_file()
        self.look('New', 'New, no answer yet')
        told = [text for row in self.letter() for text in row]
        for words in ('Gaat er iemand mee naar het eten?', 'Greet Zwart', '06-11111111',
                      'Vergeetachtig: herinner haar in de ochtend', 'Soraya gaat dinsdag mee'):
            self.assertIn(words, preview)
            self.assertIn(words, told)
        # Her birth date stands in the record of the practice, and was not ticked.
        self.assertNotIn('1943', preview)
        self.assertFalse([text for text in told if '1943' in text])
        self.press(BUTTON, 'Accept…')
        self.press(BUTTON, 'Accept')
        self.app.find(LABEL, 'Accepted, no contact yet', timeout=20)
        self.press(BUTTON, 'Not Reached…')
        self.press(BUTTON, 'Not Reached')
        self.app.find(ITEM | LABEL, re.compile('did not reach the person'), timeout=20)
        self.press(BUTTON, 'First Talk…')
        self.press(BUTTON, 'Save')
        self.app.find(LABEL, 'First talk held', timeout=20)
        self.press(BUTTON, 'Help Starts…')
        self.press(BUTTON, 'Save')
        self.app.find(BUTTON, 'Finish…', timeout=20)
        self.press(BUTTON, 'Finish…')
        self.press(TOGGLES, 'Helped')
        self.press(BUTTON, 'Finish')
        self.app.find(LABEL, 'Done: Helped', timeout=20)
        self.exchange_now(f'{PRACTICE}, Handed Over')
        self.app.wait_gone(ITEM, re.compile('Waits to Go'), timeout=30)
        self.get_up()

    def at_the_practice_the_feedback_is_read(self):
        self.sit_down(self.practice)
        self.exchange_now()
        self.look('Ended, to read', 'Done: Helped')
        record = self.app.find(LABEL, re.compile('feedback from'), timeout=20)
        self.assertRegex(name_of(record), r'Finished: Helped\. The help has ended, and it helped\.')
        self.press(BUTTON, 'I Read This')
        self.app.wait_gone(BUTTON, 'I Read This', timeout=20)
        self.get_up()

    def test_a_referral_goes_and_what_became_of_it_comes_back(self):
        preview = self.at_the_practice_it_is_sent()
        self.at_the_team_it_is_taken_up(preview)
        self.at_the_practice_the_feedback_is_read()


# Something that only the practice knows.
HOUSE = 'Buurthuis De Vergeten Hoek'
WALK = 'Wandelen vanaf de Vergeten Hoek'
OFFER = [{'id': '5e000000-0000-4000-8000-000000000001', 'name': WALK, 'status': 'active',
          'organization': {'id': '5e000000-0000-4000-8000-0000000000f1', 'name': HOUSE,
                           'description': 'Voor wie er om de hoek woont'}}]


class MapTest(VerifiedTest):
    """What one offers stands on the map of the other, until it is withdrawn."""

    def setUp(self):
        super().setUp()
        path = os.path.join(self.root, 'services.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(OFFER, file)
        self.practice.control('import', '--source-name', 'Eigen', path)

    def open_maps(self):
        self.app.key('ctrl+comma')
        window = self.window('Preferences')
        self.app.click(self.app.find(TABS, 'Exchange', within=window))
        self.app.find(BUTTON, 'Publish', within=window, timeout=20)
        return window

    def leave(self, window):
        self.app.close(window)
        self.app.wait(lambda: len(self.app.windows()) == 1, 10, 'the preferences to go')
        self.app.focus()

    def letters_there(self):
        return sum(len(files) for _, _, files in os.walk(self.share))

    def publish(self, window):
        """Until the map is in the folder. The exchange also goes by itself when something changed,
        so that what is said of it in between may be gone before anybody reads it."""
        before = self.letters_there()
        self.press(BUTTON, 'Publish', within=window)
        self.leave(window)
        self.exchange_now()
        self.app.wait(lambda: self.letters_there() > before, 30, 'the map in the folder')
        window = self.open_maps()
        self.app.find(LABEL, re.compile('1 partner has it$'), within=window, timeout=30)
        self.leave(window)

    def at_the_practice_it_is_published(self):
        self.sit_down(self.practice)
        window = self.open_maps()
        self.app.find(LABEL, 'Nothing is chosen yet', within=window)
        self.press(BUTTON, 'Add an Organisation…', within=window)
        self.fill('Search by name', HOUSE)
        self.app.wait(lambda: len(self.app.find_all(ITEM, within=self.app.find(
            LIST, 'What was found'))) == 1, 10, 'the one that was looked for')
        self.app.key('Return')
        self.app.find(LABEL, '1 service goes', within=window, timeout=20)
        self.publish(window)
        self.get_up()

    def at_the_team_it_is_found(self):
        self.sit_down(self.team)
        self.exchange_now()
        window = self.open_maps()
        switch = self.app.find(SWITCH, re.compile(f'^Map of {PRACTICE}'), within=window, timeout=30)
        self.app.press(switch)
        self.app.find(LABEL, re.compile(', 1 service here$'), within=window, timeout=30)
        self.leave(window)
        self.app.key('ctrl+k')
        self.app.find(BUTTON, 'Close')
        self.app.type(WALK)
        self.app.find(ITEM, re.compile(f'^{WALK}'), timeout=20)
        self.app.key('Return')
        self.app.find({Role.HEADING}, WALK, timeout=20)
        self.app.wait(lambda: len(self.app.windows()) == 1, 10, 'the search to go')
        self.press(BUTTON | CHECK, re.compile('avourite'))
        self.app.click(self.app.find(ITEM, 'Favourites'))
        self.app.wait(self.favourite, 20, 'the favourite')
        self.get_up()

    def at_the_practice_it_is_withdrawn(self):
        self.sit_down(self.practice)
        window = self.open_maps()
        self.app.find(ITEM, 'What Goes to Partners, 1 service goes', within=window)
        self.press(BUTTON, f'Remove {WALK}', within=window)
        self.app.find(LABEL, 'Nothing is chosen yet', within=window, timeout=20)
        self.publish(window)
        self.get_up()

    def at_the_team_it_says_so(self):
        self.sit_down(self.team)
        self.exchange_now()
        window = self.open_maps()
        self.app.find(LABEL, re.compile(', 1 withdrawn by them$'), within=window, timeout=30)
        self.leave(window)
        # No search finds it any more. Who kept it sees what became of it.
        self.app.click(self.app.find(ITEM, 'Favourites'))
        self.app.click(self.app.wait(self.favourite, 20, 'the favourite'))
        self.app.find(LABEL, re.compile(f'^Withdrawn by {PRACTICE}, '), timeout=20)
        self.get_up()

    def favourite(self):
        rows = self.app.find_all(ITEM, re.compile(f'^{WALK}'))
        return rows[0] if rows else None

    def test_what_is_published_stands_on_the_map_of_the_other_until_it_is_withdrawn(self):
        self.at_the_practice_it_is_published()
        self.at_the_team_it_is_found()
        self.at_the_practice_it_is_withdrawn()
        self.at_the_team_it_says_so()


if __name__ == '__main__':
    tap.main()
