#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""That the keyring opens the store is not enough to take somebody out of it, or to destroy them."""

import json
import os
import shutil
import tempfile
import unittest

import verbinder
import tap

NOBODY = '018f3c5e-0000-7000-8000-000000000001'


class OnceMoreTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='once-more-')
        self.addCleanup(shutil.rmtree, self.folder)
        self.passphrase = self.write('passphrase', 'een lange zin om te onthouden\n')
        self.store = ('--store', os.path.join(self.folder, 'a.db'))
        # The keyring opens it too.
        verbinder.control('init', *self.store, '--passphrase-file', self.passphrase)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        os.chmod(path, 0o600)
        return path

    def error(self, *arguments):
        """The code and the message of a refusal."""
        result = verbinder.control(*arguments[:1], *self.store, '--json', *arguments[1:],
                                   check=False)
        self.assertEqual(result.returncode, 1, result.stdout)
        answer = json.loads(result.stdout)['error']
        return answer['code'], answer['message']

    def test_keyring_alone_does_not_take_out_or_destroy(self):
        verbinder.control('person', *self.store, 'find', 'greet')
        path = os.path.join(self.folder, 'greet.json')
        for command in (('export-person', '-o', path, '-r', 'x', NOBODY),
                        ('retention', 'confirm', NOBODY)):
            code, message = self.error(*command)
            self.assertEqual(code, 'invalid-input', command)
            self.assertIn('--passphrase-file', message)
            # With it, the store is asked, and knows nobody of that id.
            code, _ = self.error(command[0], '--passphrase-file', self.passphrase, *command[1:])
            self.assertEqual(code, 'not-found', command)
            wrong = self.write('wrong', 'een andere lange zin\n')
            code, _ = self.error(command[0], '--passphrase-file', wrong, *command[1:])
            self.assertEqual(code, 'wrong-passphrase', command)
        self.assertFalse(os.path.exists(path))
        # What only looks asks for nothing more.
        verbinder.control('retention', *self.store, 'list')


if __name__ == '__main__':
    tap.main()
