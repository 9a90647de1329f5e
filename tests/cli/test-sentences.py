#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches the demo neighbourhood for what people say, and looks whether what helps comes first.

    test-sentences.py PROGRAM
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'harness'))
import tap  # noqa: E402

PROGRAM = os.path.abspath(sys.argv.pop(1))
TABLE = os.path.join(HERE, '..', 'fixtures', 'search', 'sentences.csv')
FIRST = 5


def read_table():
    with open(TABLE, encoding='utf-8') as file:
        lines = [line.rstrip('\n') for line in file if not line.startswith('#')]
    for line in lines[1:]:
        sentence, wanted, unwanted = line.split(';')
        yield sentence, wanted.split('|'), unwanted.split('|') if unwanted else []


class Sentences(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='sentences-')
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.place = ['--store', os.path.join(cls.folder, 'demo.db'),
                     '--key-file', os.path.join(cls.folder, 'demo.key')]
        with open(cls.place[3], 'w', encoding='ascii') as file:
            file.write('5a' * 32 + '\n')
        os.chmod(cls.place[3], 0o600)
        cls.run_program('demo')

    @classmethod
    def run_program(cls, command, *arguments):
        environment = {**os.environ, 'HOME': cls.folder, 'LC_ALL': 'C.UTF-8',
                       'DBUS_SESSION_BUS_ADDRESS': 'unix:path=' + cls.folder + '/no-bus'}
        return subprocess.run([PROGRAM, command, *cls.place, '--any-place', *arguments],
                              env=environment, check=True, capture_output=True, text=True).stdout

    def search(self, sentence):
        found = json.loads(self.run_program('search', '--json', '--limit', str(FIRST), sentence))
        return found['services']

    def test_what_helps_comes_first(self):
        wrong = []
        for sentence, wanted, unwanted in read_table():
            names = [row['name'] for row in self.search(sentence)]
            for name in wanted:
                if name not in names:
                    wrong.append(f'“{sentence}” misses “{name}”: {names}')
            for name in unwanted:
                if name in names:
                    wrong.append(f'“{sentence}” has “{name}”: {names}')
        self.assertEqual(wrong, [], '\n'.join(wrong))

    def test_every_answer_says_why(self):
        for sentence, _, _ in read_table():
            for row in self.search(sentence):
                self.assertTrue(row['reason'], f'“{sentence}”: {row["name"]}')


if __name__ == '__main__':
    tap.main()
