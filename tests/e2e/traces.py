#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole session leaves nothing readable outside the store: not in a file, not in a setting, not
in what the programs say. What is looked for is text that stands nowhere else."""

import os
import re
import tempfile
import time
import unittest

import verbinder
import tap
from gtkui import BUTTON, FIELD, ITEM, LABEL, LIST, WINDOW, text_of

# Each comes into the program in another way.
FILE = 'zwaluwnest'
ORGANIZATION = 'Kwibushuis'
SERVICE = 'Zilverdraadochtend'
PHONE = '0199-778899'
SEARCHED = 'kwetterlijn'
EVERYWHERE = 'zilverdraad'
NOTE = 'Sleutel ligt bij Quintus'
FORM = 'Formulierwerkplaats Xander'
MARKERS = (FILE, ORGANIZATION, SERVICE, PHONE, SEARCHED, EVERYWHERE, NOTE, FORM)

CSV = f'''naam organisatie,dienst,omschrijving,telefoon
{ORGANIZATION},{SERVICE},Elke week samen draad spinnen,{PHONE}
'''

# The home folder, the runtime folder and all else of this session.
SESSION = os.path.dirname(os.environ['HOME'])


def markers_in(content):
    """The markers in @content, whatever their case and however the text is encoded."""
    low = content.lower()
    return [marker for marker in MARKERS
            if any(marker.lower().encode(encoding) in low for encoding in ('utf-8', 'utf-16-le'))]


def traces():
    """Which file, or whose name, says something: {path: markers}."""
    found = {}
    for folder, folders, names in os.walk(SESSION):
        for name in folders + names:
            path = os.path.join(folder, name)
            content = os.fsencode(path)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, 'rb') as file:
                    content += file.read()
            markers = markers_in(content)
            if markers:
                found[path] = markers
    return found


class TracesTest(unittest.TestCase):
    def start(self):
        temporary = os.path.join(SESSION, 'temporary')
        os.makedirs(temporary, exist_ok=True)
        app = verbinder.start(environment={'TMPDIR': temporary}, timeout=60)
        self.addCleanup(app.kill)
        return app

    def bring_in(self, app):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, FILE + '.csv')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(CSV)
            app.find(LABEL, 'The Map Is Empty', timeout=30)
            app.key('ctrl+i')
            app.press(app.find(BUTTON, 'Choose a File…'))
            verbinder.choose_file(app, path)
            window = app.find(WINDOW, 'Import')
            app.press(app.find(BUTTON, 'Continue', within=window))
            app.press(app.find(BUTTON, 'Bring It In', within=window, timeout=30))
            app.find(LABEL, re.compile('new came in'), within=window, timeout=30)
            app.press(app.find(BUTTON, 'Done', within=window))

    def search(self, app):
        field = app.find(FIELD, 'Search the social map')
        app.fill(field, SEARCHED)
        app.press(app.find(BUTTON, 'Nothing Fits Here', timeout=30))
        app.fill(field, '')
        app.key('ctrl+k')
        time.sleep(0.5)
        app.type(EVERYWHERE)
        app.find(ITEM, re.compile(SERVICE), timeout=30)
        app.key('Escape', 'Escape')

    def open_service(self, app):
        services = app.find(LIST, 'Services')
        app.click(app.find(ITEM, re.compile('^' + SERVICE), within=services, timeout=30))
        return app.find(FIELD, 'Team note', timeout=30)

    def begin_form(self, app):
        app.key('ctrl+n')
        app.wait(lambda: len(app.windows()) > 1, 20, 'the form')
        window = app.windows()[1]
        app.fill(app.find(FIELD, 'Name', within=window), FORM)
        app.focus(window)

    def test_a_planted_trace_is_found(self):
        for content in (NOTE.upper().encode(), SERVICE.encode('utf-16-le')):
            path = os.path.join(os.environ['HOME'], 'planted')
            with open(path, 'wb') as file:
                file.write(b'before ' + content + b' after')
            self.assertEqual(list(traces()), [path])
            os.unlink(path)

    def test_a_session_leaves_no_traces(self):
        verbinder.control('init')
        app = self.start()
        self.bring_in(app)
        self.search(app)
        app.fill(self.open_service(app), NOTE)
        self.begin_form(app)
        self.assertEqual(traces(), {}, 'while it is open')
        app.key('ctrl+l')
        app.find(LABEL, 'Verbinder Is Locked', timeout=30)
        self.assertEqual(traces(), {}, 'while it is locked')
        self.assertEqual(app.quit(), 0, app.output)
        self.assertEqual(traces(), {}, 'after it was closed')
        self.assertEqual(markers_in(app.output.encode()), [])

        # Without these there would have been nothing to leave.
        found = verbinder.control('search', SERVICE.lower(), '--json').stdout
        self.assertIn(SERVICE, found)
        app = self.start()
        self.assertEqual(text_of(self.open_service(app)), NOTE)
        self.assertEqual(app.quit(), 0, app.output)


if __name__ == '__main__':
    tap.main()
