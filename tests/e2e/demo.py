#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration, which keeps nothing."""

import os
import re
import tempfile
import unittest

import verbinder
import tap
from gtkui import ITEM, LIST


class DemoTest(unittest.TestCase):
    def setUp(self):
        home = tempfile.TemporaryDirectory()
        self.addCleanup(home.cleanup)
        self.home = home.name

    def start(self, *arguments):
        folders = {name: os.path.join(self.home, name.lower()) for name in
                   ('XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME')}
        app = verbinder.start(*arguments, environment={**folders, 'TMPDIR': self.home,
                                                       'GSETTINGS_BACKEND': 'keyfile'})
        self.addCleanup(app.kill)
        return app

    def end(self, app):
        self.assertEqual(app.quit(), 0, app.output)
        self.assertNotIn('CRITICAL', app.output)

    def kept(self):
        """What lies in the folders of the person, and in the one for while the session lasts."""
        for_now = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'app')
        return [os.path.relpath(os.path.join(folder, name), self.home)
                for top in (self.home, for_now) for folder, _, names in os.walk(top)
                for name in names if 'cache' not in folder]

    def test_leaves_neither_store_nor_settings_behind(self):
        app = self.start('--demo')
        services = app.find(LIST, 'Services')
        app.wait(lambda: app.find_all(ITEM, within=services), 30, 'the services of the demo')
        self.assertTrue(self.kept())
        app.resize(900, 700)
        app.key('alt+3')
        self.end(app)
        self.assertEqual(self.kept(), [])

    def test_who_is_in_it_can_be_seen_without_knowing_a_name(self):
        app = self.start('--demo')
        app.click(app.find(ITEM, 'People'))
        for name in ('Ron Wiersma', 'Greet Boersma', 'Marga Verhulst', 'Samira Tesfay'):
            app.find(ITEM, re.compile('^' + name))
        self.end(app)

    def test_what_is_ones_own_keeps_its_size(self):
        app = self.start()
        app.resize(900, 700)
        self.end(app)
        self.assertEqual(self.kept(), ['xdg_config_home/glib-2.0/settings/keyfile'])


if __name__ == '__main__':
    tap.main()
