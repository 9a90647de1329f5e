#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sessions that the other tests run in: isolated, and gone without a trace."""

import glob
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HARNESS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'harness')
sys.path.insert(0, HARNESS)
import tap  # noqa: E402

SESSION = os.path.join(HARNESS, 'session')


def run(*arguments, **options):
    return subprocess.run([SESSION, *arguments], check=False, text=True, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


class SessionTest(unittest.TestCase):
    def test_exit_status_and_output_are_those_of_the_command(self):
        result = run('--', 'sh', '-c', 'echo out; echo err >&2; exit 7')
        self.assertEqual((result.returncode, result.stdout, result.stderr), (7, 'out\n', 'err\n'))

    def test_home_is_empty_and_not_the_persons_own(self):
        result = run('--', 'sh', '-c', 'echo "$HOME"; ls -A "$HOME" | wc -l')
        home, entries = result.stdout.split()
        self.assertNotEqual(home, os.environ.get('HOME'))
        self.assertEqual(entries, '0')

    def test_has_a_display_and_a_bus_of_its_own(self):
        result = run('--', 'sh', '-c', 'xprop -root >/dev/null && gdbus call --session '
                     '-d org.freedesktop.DBus -o / -m org.freedesktop.DBus.ListNames')
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('org.freedesktop.DBus', result.stdout)

    def test_keyring_is_unlocked_when_asked_for(self):
        result = run('--keyring', '--', 'gdbus', 'call', '--session',
                     '-d', 'org.freedesktop.secrets',
                     '-o', '/org/freedesktop/secrets/collection/login',
                     '-m', 'org.freedesktop.DBus.Properties.Get',
                     'org.freedesktop.Secret.Collection', 'Locked')
        self.assertEqual(result.stdout.strip(), '(<false>,)', result.stderr)

    def test_leaves_nothing_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, 'TMPDIR': folder}
            result = run('--keyring', '--', 'sh', '-c',
                         'sleep 300 & touch "$HOME/file"; echo $HOME', env=environment)
            self.assertTrue(result.stdout.startswith(folder), result.stdout + result.stderr)
            self.assertEqual(os.listdir(folder), [])

    def test_ends_what_was_left_running_without_a_namespace_too(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ('Xvfb', 'dbus-daemon', 'gnome-keyring-daemon', 'sh', 'setsid', 'sleep'):
                os.symlink(shutil.which(name), os.path.join(folder, name))
            result = run('--keyring', '--', 'sh', '-c', 'setsid sleep 97531 & :',
                         env={**os.environ, 'PATH': folder})
        self.assertEqual(result.returncode, 0, result.stderr)
        for path in glob.glob('/proc/[0-9]*/cmdline'):
            try:
                with open(path, 'rb') as file:
                    self.assertNotIn(b'97531', file.read())
            except OSError:
                continue

    def test_daemons_do_not_see_what_is_meant_for_the_program(self):
        environment = {**os.environ, 'G_DEBUG': 'fatal-warnings'}
        result = run('--', 'sh', '-c', 'echo $G_DEBUG; grep -c "^G_DEBUG" --null-data '
                     '/proc/$(pidof -s dbus-daemon)/environ', env=environment)
        self.assertEqual(result.stdout.split(), ['fatal-warnings', '0'])


if __name__ == '__main__':
    tap.main()
