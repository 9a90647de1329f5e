#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entry for backports that build-aux/install-packages adds keeps all of the machine's own.

    check-sources-of-apt.py
"""

import os
import subprocess
import sys
import tempfile
import unittest

HARNESS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'harness')
sys.path.insert(0, HARNESS)
import tap  # noqa: E402

SCRIPT = os.path.join(HARNESS, '..', '..', 'build-aux', 'install-packages')

STANZAS = """\
# What this machine uses.

Types: deb
URIs: http://mirror.invalid/security
Suites: twelve-security
Components: main
Enabled: no

# The release itself
Types: deb deb-src
# The nearest one
URIs: http://mirror.invalid/debian
Suites: twelve
 twelve-updates
Components: main contrib
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc
 -----END PGP PUBLIC KEY BLOCK-----
"""

ONE_LINE = """\
# comment
deb-src http://mirror.invalid/debian twelve main
deb  [ arch=amd64 signed-by=/keys/a.gpg ]  http://mirror.invalid/debian/ twelve main contrib # here
deb http://mirror.invalid/debian twelve main
"""


def backports(name, text, number):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return subprocess.run([SCRIPT, '--backports-source', 'twelve', path, str(number)],
                              check=True, text=True, stdout=subprocess.PIPE).stdout


class BackportsSourceTest(unittest.TestCase):
    def test_stanza_keeps_address_and_key(self):
        self.assertEqual(backports('a.sources', STANZAS, 2).splitlines(), [
            'URIs: http://mirror.invalid/debian',
            'Signed-By:',
            ' -----BEGIN PGP PUBLIC KEY BLOCK-----',
            ' .',
            ' abc',
            ' -----END PGP PUBLIC KEY BLOCK-----',
            'Types: deb',
            'Suites: twelve-backports',
            'Components: main',
        ])

    def test_line_keeps_address_and_options(self):
        self.assertEqual(backports('a.list', ONE_LINE, 3),
                         'deb  [ arch=amd64 signed-by=/keys/a.gpg ]  http://mirror.invalid/debian/ '
                         'twelve-backports main\n')

    def test_line_without_options(self):
        self.assertEqual(backports('a.list', ONE_LINE, 4),
                         'deb http://mirror.invalid/debian twelve-backports main\n')


if __name__ == '__main__':
    tap.main()
