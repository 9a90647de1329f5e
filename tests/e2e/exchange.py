#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two organizations, each with a store, a home and keys of its own, and a folder between them: they
verify each other.

One after the other at the screen, as two people would be at two desks."""

import os
import re
import secrets
import shutil
import tempfile
import unittest

import verbinder
import tap
from gtkui import BUTTON, FIELD, ITEM, LABEL, LIST, Role, children, name_of, walk

SOURCE = os.path.join(verbinder.HERE, '..', '..')
TABS = BUTTON | {Role.PAGE_TAB, Role.RADIO_BUTTON, Role.TOGGLE_BUTTON}
SWITCH = {Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.PUSH_BUTTON}

TEAM = 'Welzijn Waardermonde'


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

    def start(self):
        return verbinder.start(*self.store, environment=self.environment)


class ExchangeTest(unittest.TestCase):
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

    # The exchange

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
        self.make_card('Praktijk De Linde', cards['practice'])
        self.turn_on()
        self.add_card(cards['team'])
        _, read_here = self.open_partner(TEAM)
        self.get_up()
        # The team hears what the practice reads, and sees the same.
        self.sit_down(self.team)
        self.preferences()
        self.add_card(cards['practice'])
        window, read_there = self.open_partner('Praktijk De Linde')
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


if __name__ == '__main__':
    tap.main()
