#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses verbinderctl as a script or a person at a terminal would, on stores to throw away.

    test-verbinderctl.py PROGRAM [CASE...]
"""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'harness'))
import tap  # noqa: E402

PROGRAM = os.path.abspath(sys.argv.pop(1))
ADD_PERSON = os.path.abspath(sys.argv.pop(1))
SESSION = os.path.join(HERE, '..', 'harness', 'session')
WEBDAV = os.path.join(HERE, '..', 'exchange', 'webdav-server.py')
DATA = os.path.join(HERE, '..', '..', 'data')
DEMO = os.path.join(DATA, 'demo')
UNIT = os.path.join(DATA, 'systemd', 'verbinder-exchange@.service.in')
DONE, REFUSED, WRONG_USE = 0, 1, 2

COMMANDS = ('init', 'import', 'export', 'search', 'show', 'source', 'synonym', 'check', 'backup',
            'restore', 'device', 'key', 'log', 'person', 'conversation', 'referrals',
            'export-person', 'import-person', 'retention', 'exchange', 'demo')
SERVICE = '11111111-1111-4111-8111-111111111111'
ORGANIZATION = '22222222-2222-4222-8222-222222222222'
DEVICE_SHEET = 'Verbinder device sheet.txt'
NOBODY = '99999999-9999-4999-8999-999999999999'
HOUSE = '5e000000-0000-4000-8000-0000000000f1'
PASSPHRASE = 'een lange zin om te onthouden'
# What must never turn up where it does not belong.
MARKER = 'Geheimenstein'


def service(name='Taalcafé', **more):
    return {'id': SERVICE, 'name': name, 'status': 'active',
            'description': 'Samen Nederlands oefenen',
            'organization': {'id': ORGANIZATION, 'name': 'Buurthuis', 'description': 'In de wijk'},
            **more}


# What several cases begin with: the folder, by the function that filled it.
MADE = {}


class Case(unittest.TestCase):
    """An empty folder, and no keyring, display or store of whoever runs the tests."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='verbinderctl-')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = {**os.environ, 'HOME': self.folder, 'LC_ALL': 'C.UTF-8',
                            'XDG_DATA_HOME': self.path('share'),
                            'XDG_STATE_HOME': self.path('state'),
                            'DBUS_SESSION_BUS_ADDRESS': 'unix:path=' + self.path('no-bus'),
                            'TMPDIR': self.folder}
        for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'LANGUAGE'):
            self.environment.pop(name, None)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, contents, mode=0o600):
        path = self.path(name)
        if not isinstance(contents, (str, bytes)):
            contents = json.dumps(contents)
        if isinstance(contents, str):
            contents = contents.encode()
        with open(path, 'wb') as file:
            file.write(contents)
        os.chmod(path, mode)
        return path

    def read(self, path):
        with open(path, 'rb') as file:
            return file.read()

    def begin_with(self, make):
        """Copies what @make makes into the folder; it is made once, for every case that asks."""
        if make not in MADE:
            maker = Case()
            maker.setUp()
            unittest.addModuleCleanup(maker.doCleanups)
            make(maker)
            MADE[make] = maker.folder
        shutil.copytree(MADE[make], self.folder, dirs_exist_ok=True)

    def run_program(self, *arguments, expect=DONE, typed='', environment=None, before=()):
        """The result of a run; standard output and error as text."""
        result = subprocess.run([*before, PROGRAM, *arguments], input=typed.encode(), check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
                                env={**self.environment, **(environment or {})}, cwd=self.folder)
        result.stdout = result.stdout.decode()
        result.stderr = result.stderr.decode()
        self.assertEqual(result.returncode, expect, f'{arguments}\n{result.stdout}{result.stderr}')
        self.assertNotIn('CRITICAL', result.stderr)
        self.assertNotIn('WARNING', result.stderr)
        if expect == DONE:
            self.assertEqual(result.stderr, '')
        else:
            self.assertNotEqual(result.stderr, '')
        return result

    def answer(self, *arguments, **more):
        """What a run with --json answered."""
        result = self.run_program(*arguments, '--json', **more)
        answer = json.loads(result.stdout)
        self.assertEqual(answer['verbinderctl'], 1)
        self.assertEqual(answer['command'], arguments[0])
        return answer

    def error(self, *arguments, **more):
        """The code of the error that a run with --json answered."""
        answer = self.answer(*arguments, expect=REFUSED, **more)
        self.assertTrue(answer['error']['message'])
        return answer['error']['code']


def make_store(case, name):
    key = case.path('map.key')
    if not os.path.exists(key):
        case.write('map.key', '00112233445566778899aabbccddeeff' * 2 + '\n')
    at = ('--store', case.path(name), '--key-file', key)
    case.run_program('init', *at)
    return at


def make_empty(case):
    make_store(case, 'empty.db')


def make_map(case):
    case.run_program('import', *make_store(case, 'map.db'), case.write('one.json', [service()]))


def make_sides(case):
    for name in ('practice', 'team'):
        make_store(case, name + '.db')


def make_demo(case):
    case.run_program('demo', '--store', case.path('demo.db'), '--key-file',
                     case.write('key', '55' * 32))


class StoreCase(Case):
    """With a store that has one service in it."""

    def setUp(self):
        super().setUp()
        self.begin_with(make_map)
        self.key, self.store = self.path('map.key'), self.path('map.db')
        self.at = ('--store', self.store, '--key-file', self.key)
        self.package = self.path('one.json')

    def new_store(self, name):
        """An empty one, with the same key."""
        self.begin_with(make_empty)
        os.rename(self.path('empty.db'), self.path(name))
        return ('--store', self.path(name), '--key-file', self.key)

    def names(self, *arguments):
        return [found['name'] for found in self.answer('search', *self.at, *arguments)['services']]


class Use(Case):
    def test_overview_names_every_command(self):
        text = self.run_program('--help').stdout
        for command in COMMANDS:
            self.assertRegex(text, rf'(?m)^  {command} ')

    def test_every_command_explains_itself_with_an_example(self):
        for command in COMMANDS:
            text = self.run_program(command, '--help').stdout
            self.assertIn(f'verbinderctl {command} [OPTION', text)
            self.assertIn(f'verbinderctl {command}', text.split('Example:')[1])
            self.assertIn('--store', text)
            self.assertIn('--json', text)

    def test_version(self):
        self.assertRegex(self.run_program('--version').stdout, r'^verbinderctl \d+\.\d+\.\d+\n$')

    def test_manual_and_completion_know_every_option(self):
        with open(os.path.join(DATA, 'verbinderctl.1'), encoding='utf-8') as file:
            manual = file.read().replace('\\-', '-')
        with open(os.path.join(DATA, 'completions', 'verbinderctl'), encoding='utf-8') as file:
            completion = file.read()
        for command in COMMANDS:
            self.assertIn(f'.SS {command}', manual)
            self.assertRegex(completion, rf'\b{command}\b')
            for option in re.findall(r'(?m)^  (?:-\w, )?(--[a-z-]+)',
                                     self.run_program(command, '--help').stdout):
                self.assertRegex(manual, rf'{option}\b')
                self.assertRegex(completion, rf'(?<!\w){option}\b')

    @unittest.skipUnless(shutil.which('groff'), 'groff is not installed')
    def test_manual_is_good_roff(self):
        result = subprocess.run(['groff', '-man', '-Tutf8', '-ww', '-z',
                                 os.path.join(DATA, 'verbinderctl.1')], check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(result.stdout.decode(), '')

    def test_wrong_use(self):
        for arguments in ((), ('nonsense',), ('init', '--nonsense'), ('import',), ('export',),
                          ('show',), ('show', 'no-id'), ('backup',), ('restore',), ('source',),
                          ('source', 'nonsense'), ('source', 'remove'), ('synonym',),
                          ('synonym', 'add', 'one'), ('key',), ('key', 'nonsense'),
                          ('import', 'one', 'two'), ('check', 'something'), ('--store',),
                          ('export', 'file.txt'), ('export', '--format', 'doc', 'file.doc'),
                          ('search', '--order', 'size'), ('search', '--near', 'here'),
                          ('search', '--near', '52,1,5'), ('search', '--near', '99,5'),
                          ('search', '--within', '100'), ('search', '--limit', '0'),
                          ('search', '--age', 'old'), ('demo', '--store', 'x.db'),
                          ('init', '--key-file', 'k', '--no-keyring')):
            text = self.run_program(*arguments, expect=WRONG_USE)
            self.assertEqual(text.stdout, '')
            self.assertIn('--help', text.stderr)

    def test_wrong_use_is_answered_in_json_too(self):
        for arguments in (('search', '--none', '--json'), ('--json', 'export'), ('--json', 'dance'),
                          ('import', '-j', 'one', 'two'), ('--json',)):
            result = self.run_program(*arguments, expect=WRONG_USE)
            self.assertEqual(json.loads(result.stdout)['error']['code'], 'wrong-use', arguments)
            self.assertIn('--help', result.stderr)

    def test_options_may_stand_before_the_command(self):
        key = self.write('key', '11' * 32)
        self.run_program('--store', self.path('a.db'), '-k', key, 'init')
        self.run_program('-s', self.path('a.db'), 'check', '-k', key)

    def test_missing_store(self):
        key = self.write('key', '11' * 32)
        at = ('--store', self.path('none.db'), '--key-file', key)
        for arguments in (('search', 'x'), ('check',), ('source', 'list'), ('show', NOBODY),
                          ('export', 'x.json'), ('backup', 'x.db')):
            self.assertEqual(self.error(arguments[0], *at, *arguments[1:]), 'not-a-store')
        self.assertEqual(self.error('search', 'x'), 'not-a-store')
        self.assertFalse(os.path.exists(self.path('none.db')))
        self.assertFalse(os.path.exists(self.path('x.json')))
        self.assertEqual(os.listdir(self.folder), ['key'], 'something was left')

    def test_something_else_in_the_place_of_the_store(self):
        key = self.write('key', '11' * 32)
        for start, words in ((b'', 'is empty'), (b'x', 'too short'), (b'y' * 512, 'too short'),
                             (b'SQLite format 3\0' + b'z' * 8192, 'without encryption')):
            path = self.write('odd.db', start.decode())
            answer = self.answer('check', '--store', path, '--key-file', key, expect=REFUSED)
            self.assertEqual(answer['error']['code'], 'not-a-store')
            self.assertIn('no file at all', answer['error']['message'])
            self.assertIn(words, answer['error']['detail'])
            self.assertEqual(self.read(path), start)

    def test_what_is_missing_is_named(self):
        for command, words in (('import', 'file or folder'), ('export', 'file'),
                               ('backup', 'file'), ('restore', 'backup'), ('show', 'record'),
                               ('source', 'source list'), ('synonym', 'synonym add'),
                               ('key', 'set-passphrase'), ('person', 'person find'),
                               ('export-person', 'person'),
                               ('conversation', 'conversation list'),
                               ('referrals', 'referrals count'),
                               ('import-person', 'FHIR Bundle'),
                               ('retention', 'retention list')):
            self.assertIn(words, self.run_program(command, expect=WRONG_USE).stderr)

    def test_every_reason_that_is_translated_is_given_somewhere(self):
        """A message that was reworded below would come out in English."""
        source = os.path.join(HERE, '..', '..', 'src')
        with open(os.path.join(source, 'cli', 'vb-cli-reasons.c'), encoding='utf-8') as file:
            reasons = re.findall(r'N_\("([^"]+)"\)', file.read())
        self.assertGreater(len(reasons), 50)
        texts = []
        for folder in ('core', 'exchange', 'interop'):
            for top, _, names in os.walk(os.path.join(source, folder)):
                for name in names:
                    with open(os.path.join(top, name), encoding='utf-8') as file:
                        texts.append(re.sub(r'"\s*(?:G_GSIZE_FORMAT\s*)?"', '', file.read()))
        text = '\n'.join(texts)
        for reason in reasons:
            # every fixed piece that is long enough to mean something
            for piece in re.split(r'%s', reason):
                piece = piece.strip(' :')
                if len(piece) > 6 and piece.startswith('The key file is not one'):
                    piece = 'The key file is not one'
                if len(piece) > 6:
                    self.assertIn(piece, text, reason)


class Dutch(Case):
    """The same in the language of most who use it."""

    def setUp(self):
        super().setUp()
        names = subprocess.run(['locale', '-a'], check=True, stdout=subprocess.PIPE).stdout
        if b'nl_NL.utf8' not in names or 'TEXTDOMAINDIR' not in os.environ:
            self.skipTest('no Dutch here')
        self.environment.update(LC_ALL='nl_NL.UTF-8', LANGUAGE='nl')

    def test_errors_are_in_dutch_for_people_and_programs(self):
        key = self.write('key', '11' * 32)
        other = self.write('other', '22' * 32, mode=0o644)
        store = self.path('a.db')
        self.run_program('init', '-s', store, '-k', key)
        at = ('-s', store, '-k', key)
        self.run_program('synonym', *at, 'add', 'lekkage', 'wonen')
        self.write('rubbish.json', '{"a": [')
        for words, arguments in (
                ('Anderen kunnen het sleutelbestand lezen', ('check', '-s', store, '-k', other)),
                ('Dat sleutelbestand is er niet', ('check', '-s', store, '-k', 'none')),
                ('Dit synoniem is er al', ('synonym', *at, 'add', 'lekkage', 'wonen')),
                ('Er is geen behoefte met deze code: B99', ('synonym', *at, 'add', 'x', '#B99')),
                ('Die bron is er niet meer', ('source', *at, 'remove', NOBODY)),
                ('regel 1: de tekst houdt te vroeg op', ('import', *at, 'rubbish.json')),
                ('het bestand kon niet worden geschreven',
                 ('export', *at, self.path('none', 'x.json')))):
            self.assertIn(words, self.run_program(*arguments, expect=REFUSED).stderr)
            answer = self.answer(*arguments, expect=REFUSED)
            self.assertIn(words, answer['error']['message'])

    def test_list_for_a_spreadsheet_opens_in_columns(self):
        """Where numbers have a decimal comma, lists are divided by semicolons."""
        key = self.write('key', '11' * 32)
        at = ('-s', self.path('a.db'), '-k', key)
        self.run_program('init', *at)
        self.run_program('import', *at, self.write('one.json', [service(name='Eten; en, samen')]))
        self.run_program('export', *at, 'list.csv')
        lines = self.read(self.path('list.csv')).decode('utf-8-sig').splitlines()
        self.assertTrue(lines[0].startswith('Organisatie;Aanbod;Beschrijving;'), lines[0])
        self.assertIn('Buurthuis;"Eten; en, samen";', lines[1])
        self.run_program('export', *at, '-f', 'hsds-tabular', 'package')
        self.assertTrue(self.read(self.path('package', 'services.csv')).startswith(b'id,'))

    def test_record_names_and_dates_are_in_dutch(self):
        key = self.write('key', '11' * 32)
        at = ('-s', self.path('a.db'), '-k', key)
        self.run_program('init', *at)
        text = self.run_program('import', *at, DEMO).stdout
        self.assertRegex(text, r'(?m)^Organisaties +\d')
        self.assertNotIn('service_at_location', text)
        self.run_program('backup', *at, 'b.db')
        self.assertRegex(self.run_program('restore', *at, 'b.db').stdout,
                         r'zoals op \d+ [a-z]+ 20\d\d om \d\d\.\d\d uur')


class Keys(Case):
    def test_key_file_must_be_private_and_whole(self):
        store = self.path('a.db')
        for mode in (0o640, 0o604, 0o644, 0o660):
            key = self.write('key', '22' * 32, mode)
            self.assertEqual(self.error('init', '-s', store, '-k', key), 'invalid-input')
        for text in ('', '22' * 31, '22' * 33, 'zz' * 32, '22' * 32 + '\n' + '22' * 32):
            key = self.write('key', text)
            self.assertEqual(self.error('init', '-s', store, '-k', key), 'invalid-input')
        self.assertEqual(self.error('init', '-s', store, '-k', self.path('none')), 'not-found')
        self.assertFalse(os.path.exists(store))

    def test_key_may_come_from_standard_input(self):
        key = self.write('key', '22' * 32)
        store = self.path('a.db')
        self.run_program('init', '-s', store, '-k', key)
        self.run_program('check', '-s', store, '-k', '-', typed='22' * 32 + '\n')
        for typed in ('', '33', '22' * 32 + '0\n'):
            answer = self.answer('check', '-s', store, '-k', '-', typed=typed, expect=REFUSED)
            self.assertEqual(answer['error']['code'], 'invalid-input')

    def test_wrong_key_changes_nothing(self):
        key = self.write('key', '22' * 32)
        other = self.write('other', '33' * 32)
        store = self.path('a.db')
        self.run_program('init', '-s', store, '-k', key)
        before = self.read(store)
        for arguments in (('search', 'x'), ('check',), ('source', 'list')):
            self.assertEqual(self.error(arguments[0], '-s', store, '-k', other, *arguments[1:]),
                             'wrong-key')
        self.assertEqual(self.read(store), before)
        self.run_program('check', '-s', store, '-k', key)

    def test_errors_do_not_repeat_a_key(self):
        key = self.write('key', 'c0ffee' * 11)
        text = self.run_program('init', '-s', self.path('a.db'), '-k', key, expect=REFUSED)
        self.assertNotIn('c0ffee', text.stdout + text.stderr)

    def test_never_makes_a_store_over_a_file(self):
        key = self.write('key', '22' * 32)
        for contents in (b'', b'something', b'SQLite format 3\0'):
            store = self.write('a.db', contents)
            self.assertEqual(self.error('init', '-s', store, '-k', key), 'exists')
            self.assertEqual(self.read(store), contents)

    def test_without_keyring_it_says_so_and_makes_nothing(self):
        self.assertEqual(self.error('init', '-s', self.path('a.db')), 'keyring-unavailable')
        self.assertEqual(os.listdir(self.folder), [])

    def test_files_are_private(self):
        key = self.write('key', '22' * 32)
        self.run_program('init', '-s', self.path('a.db'), '-k', key)
        for name in os.listdir(self.folder):
            self.assertEqual(stat.S_IMODE(os.stat(self.path(name)).st_mode) & 0o077, 0, name)

    def test_passphrase_and_recovery_code(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE + '\n')
        wrong = self.write('wrong', 'een andere lange zin')
        code = self.answer('init', '-s', store, '--no-keyring', '--passphrase-file',
                           secret)['recovery_code']
        self.assertRegex(code, r'^([0-9A-Z]{5}-){7}[0-9A-Z]{5}$')
        self.run_program('check', '-s', store, '--passphrase-file', secret)
        self.run_program('check', '-s', store, '--passphrase-file', '-', typed=PASSPHRASE)
        sheet = self.write('sheet', code.lower().replace('-', ' '))
        self.run_program('check', '-s', store, '--recovery-file', sheet)
        self.assertEqual(self.error('check', '-s', store, '--passphrase-file', wrong),
                         'wrong-passphrase')
        self.assertEqual(self.error('check', '-s', store, '--recovery-file', wrong),
                         'wrong-recovery-code')
        self.assertEqual(self.error('check', '-s', store), 'keyring-no-item')
        os.chmod(secret, 0o644)
        self.assertEqual(self.error('check', '-s', store, '--passphrase-file', secret),
                         'invalid-input')

    def test_short_passphrase_is_refused_and_nothing_made(self):
        secret = self.write('passphrase', 'kort')
        self.assertEqual(self.error('init', '-s', self.path('a.db'), '--no-keyring',
                                    '--passphrase-file', secret), 'invalid-input')
        self.assertEqual(os.listdir(self.folder), ['passphrase'])

    def test_ways_in_can_be_changed(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE)
        other = self.write('other', 'een andere lange zin')
        self.answer('init', '-s', store, '--no-keyring', '--passphrase-file', secret)
        self.assertEqual(set(self.answer('key', '-s', store, 'list')['ways_in']),
                         {'passphrase', 'recovery'})
        code = self.answer('key', '-s', store, '--passphrase-file', secret,
                           'new-recovery-code')['recovery_code']
        sheet = self.write('sheet', code)
        self.run_program('key', '-s', store, '--recovery-file', sheet, 'set-passphrase',
                         '--new-passphrase-file', other)
        self.assertEqual(self.error('check', '-s', store, '--passphrase-file', secret),
                         'wrong-passphrase')
        self.run_program('check', '-s', store, '--passphrase-file', other)
        self.run_program('key', '-s', store, '--recovery-file', sheet, 'remove', 'passphrase')
        self.assertEqual(self.error('key', '-s', store, '--recovery-file', sheet, 'remove',
                                    'recovery'), 'invalid-input')
        self.run_program('check', '-s', store, '--recovery-file', sheet)

    def test_store_gets_another_key(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE)
        wrong = self.write('wrong', 'een andere lange zin')
        old = self.write('old', self.answer('init', '-s', store, '--no-keyring',
                                            '--passphrase-file', secret)['recovery_code'])
        self.run_program('backup', '-s', store, '--passphrase-file', secret, self.path('b.db'))
        with open(store, 'rb') as file:
            before = file.read(16)
        self.assertEqual(self.error('key', '-s', store, '--passphrase-file', wrong, 'rotate'),
                         'wrong-passphrase')
        # without the passphrase nobody changes the key, even if the sheet opens
        self.run_program('key', '-s', store, '--recovery-file', old, 'rotate', expect=WRONG_USE)
        answer = self.answer('key', '-s', store, '--passphrase-file', secret, 'rotate')
        self.assertEqual(answer['key'], 2)
        self.assertEqual(set(answer['ways_in']), {'passphrase', 'recovery'})
        new = self.write('new', answer['recovery_code'])
        with open(store, 'rb') as file:
            self.assertNotEqual(file.read(16), before)
        self.assertTrue(self.answer('check', '-s', store, '--recovery-file', new)['clean'])
        self.assertTrue(self.answer('check', '-s', store, '--passphrase-file', secret)['clean'])
        self.assertEqual(self.error('check', '-s', store, '--recovery-file', old),
                         'wrong-recovery-code')
        # the backup of before opens with the sheet of before, and is older, which is noticed
        answer = self.answer('check', '-s', self.path('b.db'), '--recovery-file', old,
                             expect=REFUSED)
        self.assertTrue(answer['put_back'])
        self.assertEqual(sum(answer['found'].values()), 0)

    def test_backup_from_before_another_key_comes_back(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE)
        old = self.write('old', self.answer('init', '-s', store, '--no-keyring',
                                            '--passphrase-file', secret)['recovery_code'])
        self.run_program('backup', '-s', store, '--passphrase-file', secret, self.path('b.db'))
        rotated = self.answer('key', '-s', store, '--passphrase-file', secret, 'rotate')
        new = self.write('new', rotated['recovery_code'])
        self.assertEqual(self.error('restore', '-s', store, '--recovery-file', new,
                                    self.path('b.db')), 'wrong-recovery-code')
        # the sheet of before does not open what stands there now, in which something was destroyed
        self.assertEqual(self.error('restore', '-s', store, '--recovery-file', old,
                                    self.path('b.db')), 'old-unread')
        self.assertTrue(self.answer('check', '-s', store, '--recovery-file', new)['clean'])
        self.assertFalse(os.path.exists(self.path('a.hdr.coming')))
        answer = self.answer('restore', '-s', store, '--recovery-file', old, '--store-secret', new,
                             self.path('b.db'))
        self.assertFalse(answer['old_unread'])
        kept = answer['kept']
        self.assertTrue(self.answer('check', '-s', store, '--recovery-file', old)['clean'])
        # and what was there before still opens as it did; that it is not the last is noticed
        answer = self.answer('check', '-s', kept, '--recovery-file', new, expect=REFUSED)
        self.assertTrue(answer['put_back'])
        self.assertEqual(sum(answer['found'].values()), 0)

    def test_backup_over_a_store_that_nothing_opens_comes_back_when_told(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE)
        self.run_program('init', '-s', store, '--no-keyring', '--passphrase-file', secret)
        self.run_program('backup', '-s', store, '--passphrase-file', secret, self.path('b.db'))
        noise = self.write('a.db', os.urandom(8192))
        self.assertEqual(self.error('restore', '-s', store, '--passphrase-file', secret,
                                    self.path('b.db')), 'old-unread')
        with open(noise, 'rb') as file:
            self.assertEqual(len(file.read()), 8192)
        answer = self.answer('restore', '-s', store, '--passphrase-file', secret, '--unread',
                             self.path('b.db'))
        self.assertTrue(answer['old_unread'])
        self.assertTrue(self.answer('check', '-s', store, '--passphrase-file', secret)['clean'])

    def test_lost_key_file_is_not_replaced(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE)
        self.run_program('init', '-s', store, '--no-keyring', '--passphrase-file', secret)
        os.remove(self.path('a.hdr'))
        os.remove(self.path('a.hdr.bak'))
        answer = self.answer('check', '-s', store, '--passphrase-file', secret, expect=REFUSED)
        self.assertEqual(answer['error']['code'], 'not-found')
        self.assertIn('a.hdr', answer['error']['message'])
        self.assertEqual(self.error('init', '-s', store, '--no-keyring', '--passphrase-file',
                                    secret), 'exists')
        self.assertFalse(os.path.exists(self.path('a.hdr')))

    @unittest.skipUnless(shutil.which('prlimit'), 'there is no prlimit')
    def test_file_that_may_not_grow_is_a_full_disk(self):
        store, key = self.path('a.db'), self.write('key', '22' * 32)
        at = ('-s', store, '-k', key)
        self.run_program('init', *at)
        package = self.write('many.json', [
            {'id': f'{i:08}-1111-4111-8111-111111111111', 'name': f'Dienst {i}', 'status': 'active',
             'description': 'Een lange omschrijving. ' * 20} for i in range(1500)])
        limit = ('prlimit', f'--fsize={os.path.getsize(store) + 100000}')
        self.assertEqual(self.error('import', *at, package, before=limit), 'disk-full')
        self.assertEqual(self.error('backup', *at, self.path('b.db'),
                                    before=('prlimit', '--fsize=100000')), 'disk-full')
        self.assertFalse(os.path.exists(self.path('b.db.part')))
        self.run_program('check', *at)
        self.run_program('import', *at, package)

    def test_a_crash_leaves_no_picture_of_the_memory(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE)
        self.run_program('init', '-s', store, '--no-keyring', '--passphrase-file', secret)
        # It waits for the passphrase; the signal comes while it does.
        with subprocess.Popen([PROGRAM, 'check', '-s', store, '--passphrase-file', '-'],
                              env=self.environment, stdin=subprocess.PIPE, cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as other:
            limits = re.compile(r'^Max core file size +0 +0 ', re.MULTILINE)
            end = time.monotonic() + 20
            while not limits.search(self.read(f'/proc/{other.pid}/limits').decode()):
                self.assertLess(time.monotonic(), end)
                time.sleep(0.01)
            other.send_signal(signal.SIGABRT)
            other.communicate()
            self.assertEqual(other.returncode, -signal.SIGABRT)
        self.assertEqual([name for name in os.listdir(self.folder) if 'core' in name], [])

    def test_backup_of_each_day(self):
        store, folder = self.path('a.db'), self.path('backups')
        secret = self.write('passphrase', PASSPHRASE)
        at = ('-s', store, '--passphrase-file', secret)
        self.run_program('init', '-s', store, '--no-keyring', '--passphrase-file', secret)
        made = self.answer('backup', *at, '--daily', folder)
        self.assertRegex(os.path.basename(made['file']), r'^\d{4}-\d\d-\d\d Verbinder\.db$')
        self.assertIsNone(self.answer('backup', *at, '--daily', folder)['file'])
        self.assertEqual(sorted(os.listdir(folder)),
                         sorted([os.path.basename(made[name]) for name in ('file', 'key_file')]
                                + [DEVICE_SHEET]))
        # On another machine, with these two and the passphrase alone; the folder is not there yet.
        self.run_program('restore', '-s', self.path('new', 'b.db'), '--passphrase-file', secret,
                         made['file'])
        self.run_program('check', '-s', self.path('new', 'b.db'), '--passphrase-file', secret)

    def test_sheet_for_the_day_the_computer_is_lost(self):
        store, folder = self.path('a.db'), self.path('usb')
        secret = self.write('passphrase', PASSPHRASE)
        at = ('-s', store, '--passphrase-file', secret)
        code = self.answer('init', '-s', store, '--no-keyring', '--passphrase-file',
                           secret)['recovery_code']
        self.run_program('backup', *at, '--daily', folder)
        # The computer is gone: this is what lies beside the backup.
        kept = self.read(os.path.join(folder, DEVICE_SHEET)).decode()
        for words in ('within 72 hours', 'Only a passphrase', 'AES-256', 'Last use', 'Noticed on'):
            self.assertIn(words, kept)
        self.assertEqual(os.stat(os.path.join(folder, DEVICE_SHEET)).st_mode & 0o777, 0o600)
        answer = self.answer('device', *at)
        self.assertTrue(answer['opens_with_passphrase'])
        self.assertFalse(answer['opens_with_keyring'])
        self.assertLessEqual(answer['used_at'], answer['made_at'])
        self.assertIn(answer['device'], kept)
        self.assertIn(answer['store'], kept)
        # It opens nothing, and says nothing of anybody.
        for words in (PASSPHRASE, code, os.uname().nodename, self.folder, MARKER):
            self.assertNotIn(words, kept)
        self.assertEqual(self.error('device', *at, '--save', self.path('nowhere')), 'not-found')
        self.run_program('device', *at, '--save', self.folder)
        self.assertIn('Last locked', self.read(self.path(DEVICE_SHEET)).decode())

    def test_lost_store_is_not_made_anew_over_its_key(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE)
        self.run_program('init', '-s', store, '--no-keyring', '--passphrase-file', secret)
        self.run_program('backup', '-s', store, '--passphrase-file', secret, self.path('b.db'))
        os.remove(store)
        before = self.read(self.path('a.hdr'))
        result = self.run_program('init', '-s', store, '--no-keyring', '--passphrase-file', secret,
                                  expect=REFUSED)
        for words in ('verbinderctl restore', self.path('a.hdr')):
            self.assertIn(words, result.stderr)
        self.assertEqual(self.read(self.path('a.hdr')), before)
        self.run_program('restore', '-s', store, '--passphrase-file', secret, self.path('b.db'))
        self.run_program('check', '-s', store, '--passphrase-file', secret)

    @unittest.skipUnless(shutil.which('gnome-keyring-daemon'), 'gnome-keyring is not installed')
    def test_keyring_of_a_desktop(self):
        script = self.write('script', f'''set -e
            {PROGRAM} init --store a.db > sheet
            {PROGRAM} check --store a.db
            {PROGRAM} key --store a.db list
            ''')
        result = subprocess.run([SESSION, '--keyring', '--', 'sh', script], check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
                                env=self.environment, cwd=self.folder)
        text = result.stdout.decode()
        self.assertEqual(result.returncode, DONE, text)
        self.assertIn('Everything is sound', text)
        self.assertRegex(text, r'(?m)^keyring ')


class Log(StoreCase):
    PERSON = '33333333-3333-4333-8333-333333333333'

    def test_who_did_what_can_be_read_and_is_in_it_too(self):
        self.run_program('check', *self.at)
        self.run_program('export', *self.at, self.path('out.json'))
        first = self.answer('log', *self.at)['entries']
        self.assertEqual([entry['event'] for entry in first[:3]], ['log-read', 'export', 'check'])
        self.assertEqual([entry['seq'] for entry in first],
                         sorted((entry['seq'] for entry in first), reverse=True))
        self.assertTrue(all(entry['user'] and entry['at'] for entry in first))
        second = self.answer('log', *self.at, '--limit', '2')['entries']
        self.assertEqual([entry['event'] for entry in second], ['log-read', 'log-read'])

    def test_one_person_sees_only_what_is_about_them(self):
        self.run_program('check', *self.at)
        self.assertEqual(len(self.answer('log', *self.at, '--person', self.PERSON)['entries']), 1)
        entries = self.answer('log', *self.at, '--person', self.PERSON)['entries']
        self.assertEqual([entry['person_id'] for entry in entries], [self.PERSON] * 2)
        self.assertEqual(self.error('log', *self.at, '--person', 'Niemand'), 'not-found')
        # that somebody was looked for is known, and not by which words
        entry = self.answer('log', *self.at)['entries'][1]
        self.assertEqual((entry['event'], entry['object_type']), ('search', 'person'))
        self.assertNotIn('Niemand', json.dumps(entry))

    def signed_store(self):
        store = self.path('signed.db')
        secret = self.write('passphrase', PASSPHRASE)
        self.answer('init', '-s', store, '--no-keyring', '--passphrase-file', secret)
        at = ('-s', store, '--passphrase-file', secret)
        self.run_program('import', *at, self.package)
        return store, at

    def no(self, *arguments):
        """What a run printed of which the answer is no, which is not an error."""
        result = subprocess.run([PROGRAM, *arguments], check=False, env=self.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)
        self.assertEqual(result.returncode, REFUSED, result)
        return result.stdout.decode()

    def test_is_signed_by_this_computer_when_it_is_closed(self):
        store, at = self.signed_store()
        first = self.answer('log', 'verify', *at)
        self.assertTrue(first['whole'] and first['signed_here'])
        self.assertGreater(first['signatures'], 0)
        self.run_program('search', *at, 'taal')
        second = self.answer('log', 'verify', *at, '--receipt', first['receipt'])
        self.assertTrue(second['has_receipt'])
        self.assertGreater(second['signatures'], first['signatures'])
        self.assertEqual(second['signed_by'], first['signed_by'])
        self.assertIn('log-seal', [entry['event'] for entry in self.answer('log', *at)['entries']])
        text = self.run_program('log', 'verify', *at).stdout
        self.assertIn('This computer signed it last on', text)
        self.assertIn('--receipt', text)
        self.assertTrue(self.answer('check', *at)['clean'])
        # on another computer it is another key that signs; what was signed still fits
        shutil.rmtree(os.path.join(self.environment['XDG_STATE_HOME'], 'verbinder'))
        third = self.answer('log', 'verify', *at, '--receipt', first['receipt'])
        self.assertTrue(third['whole'] and third['has_receipt'])
        self.assertFalse(third['signed_here'])
        fourth = self.answer('log', 'verify', *at)
        self.assertTrue(fourth['signed_here'])
        self.assertNotEqual(fourth['signed_by'], first['signed_by'])
        self.assertGreater(os.path.getsize(store), 0)

    def test_receipt_is_not_in_an_older_store(self):
        store, at = self.signed_store()
        shutil.copy(store, self.path('yesterday.db'))
        self.run_program('search', *at, 'taal')
        self.run_program('check', *at)
        receipt = self.answer('log', 'verify', *at)['receipt']
        shutil.copy(self.path('yesterday.db'), store)
        # also on a computer that remembers nothing of it
        shutil.rmtree(os.path.join(self.environment['XDG_STATE_HOME'], 'verbinder'))
        answer = json.loads(self.no('log', 'verify', *at, '--receipt', receipt, '--json'))
        self.assertFalse(answer['has_receipt'])
        self.assertNotIn('receipt', answer)
        self.assertIn('written anew', self.no('log', 'verify', *at, '--receipt', receipt))

    def test_receipt_that_is_none_is_refused(self):
        _, at = self.signed_store()
        receipt = self.answer('log', 'verify', *at)['receipt']
        for text in ('', 'x', receipt[:-1], receipt.replace('signature=', 'signature=0', 1)[:-1]):
            self.assertEqual(self.error('log', 'verify', *at, '--receipt', text), 'invalid-input')
        self.run_program('log', *at, '--receipt', receipt, expect=WRONG_USE)
        self.run_program('log', *at, 'herstel', expect=WRONG_USE)

    def test_backup_that_was_put_back_is_signed_on(self):
        _, at = self.signed_store()
        self.run_program('backup', *at, self.path('backup.db'))
        before = self.answer('log', 'verify', *at)
        self.run_program('restore', *at, self.path('backup.db'))
        after = self.answer('log', 'verify', *at)
        self.assertTrue(after['whole'] and after['signed_here'])
        self.assertFalse(after['put_back'])
        self.assertEqual(after['signed_by'], before['signed_by'])
        # what was not in the backup is not there, and a receipt tells
        self.assertIn('written anew', self.no('log', 'verify', *at, '--receipt', before['receipt']))

    def test_is_kept_for_as_long_as_was_said(self):
        _, at = self.signed_store()
        self.assertEqual(self.answer('log', 'prune', *at)['years'], 20)
        for years in ('4', '21', '-1'):
            self.assertEqual(self.error('log', 'prune', *at, '--years', years), 'invalid-input')
        self.assertEqual(self.answer('log', 'prune', *at, '--years', '7')['removed'], 0)
        self.assertEqual(self.answer('log', 'prune', *at)['years'], 7)
        self.assertTrue(self.answer('log', 'verify', *at)['whole'])
        self.run_program('log', *at, '--years', '7', expect=WRONG_USE)
        # nobody signs for what is removed
        self.assertEqual(self.error('log', 'prune', *self.at), 'invalid-input')

    def test_key_file_signs_nothing_and_says_so(self):
        answer = self.answer('log', 'verify', *self.at)
        self.assertTrue(answer['whole'])
        self.assertEqual(answer['signatures'], 0)
        self.assertNotIn('receipt', answer)
        self.assertIn('--key-file', self.run_program('log', 'verify', *self.at).stdout)

    def test_is_in_plain_words_and_from_a_day_on(self):
        self.run_program('check', *self.at)
        lines = self.run_program('log', *self.at).stdout
        self.assertRegex(lines, r'\d\d:\d\d  \S.* checked the store\n')
        self.assertEqual(self.run_program('log', *self.at, '--since', '2999-01-01').stdout, '')
        self.run_program('log', *self.at, '--since', 'gisteren', expect=WRONG_USE)


class Person(StoreCase):
    def setUp(self):
        super().setUp()
        key = self.read(self.key).decode().strip()
        self.person = subprocess.run([ADD_PERSON, self.store, key], check=True, timeout=60,
                                     stdout=subprocess.PIPE,
                                     env=self.environment).stdout.decode().strip()

    def export(self, *arguments, **more):
        return self.answer('export-person', *self.at, '-o', self.path('greet.json'), '--reason',
                           'op verzoek', *arguments, **more)

    def test_is_found_by_name_and_shown_without_what_was_said(self):
        found = self.answer('person', *self.at, 'find', 'greet geheim')['persons']
        self.assertEqual([(one['id'], one['birth_date']) for one in found],
                         [(self.person, '1943-04-03')])
        self.assertEqual(self.answer('person', *self.at, 'find', 'Niemand')['persons'], [])
        shown = self.answer('person', *self.at, '--reason', 'overleg', 'show', self.person)
        self.assertEqual(sorted(moment['kind'] for moment in shown['timeline']),
                         ['conversation', 'plan', 'referral'])
        self.assertNotIn('markt', json.dumps(shown))
        entry = self.answer('log', *self.at, '--person', self.person)['entries'][1]
        self.assertEqual((entry['event'], entry['purpose']), ('read', 'overleg'))
        self.assertEqual(self.error('person', *self.at, 'show', NOBODY), 'not-found')
        self.run_program('person', *self.at, 'show', 'Greet', expect=WRONG_USE)

    def test_everything_about_a_person_is_written_for_the_owner_only(self):
        answer = self.export(self.person)
        self.assertEqual(answer['records'], {'consent': 0, 'conversation': 1, 'plan': 1,
                                             'referral': 1})
        path = self.path('greet.json')
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        bundle = json.loads(self.read(path))
        resources = [entry['resource'] for entry in bundle['entry']]
        self.assertEqual([resource['resourceType'] for resource in resources],
                         ['Patient', 'QuestionnaireResponse', 'Goal', 'CarePlan',
                          'ServiceRequest', 'Task', 'Communication'])
        self.assertIn('Weer fietsen', json.dumps(resources[5]))
        self.assertEqual(resources[0]['name'][0]['family'], 'van Geheimenstein')
        self.assertIn('Geheimenstein-markt', json.dumps(resources[1]))
        self.assertIn('De fiets laten maken', json.dumps(resources[3]))

    def test_secret_address_is_left_out_and_that_is_said(self):
        self.assertEqual(self.export(self.person)['left_out'], ['address'])
        self.assertNotIn(b'Geheimlaan', self.read(self.path('greet.json')))
        self.assertNotIn(b'Geheimdorp', self.read(self.path('greet.json')))
        text = self.run_program('export-person', *self.at, '-o', self.path('again.json'), '-r',
                                'x', self.person).stdout
        self.assertIn('Left out: the address', text)
        self.assertIn('--with-protected', text)
        answer = self.export('--overwrite', '--with-protected', self.person)
        self.assertEqual(answer['left_out'], [])
        self.assertIn(b'Geheimlaan 12', self.read(self.path('greet.json')))

    def test_export_of_a_person_is_in_the_access_log_with_the_reason(self):
        self.export(self.person)
        entry = self.answer('log', *self.at, '--person', self.person)['entries'][1]
        self.assertEqual((entry['event'], entry['purpose'], entry['detail']),
                         ('export', 'op verzoek', 'fhir'))
        self.assertNotIn(MARKER, json.dumps(self.answer('log', *self.at)))

    def test_nothing_is_written_without_a_reason_or_a_person(self):
        path = self.path('greet.json')
        self.run_program('export-person', *self.at, '-o', path, self.person, expect=WRONG_USE)
        self.run_program('export-person', *self.at, '-r', 'x', self.person, expect=WRONG_USE)
        answer = self.export(NOBODY, expect=REFUSED)
        self.assertEqual(answer['error']['code'], 'not-found')
        self.assertFalse(os.path.exists(path))

    def test_a_file_that_is_there_stays(self):
        path = self.write('greet.json', 'mine')
        self.assertEqual(self.export(self.person, expect=REFUSED)['error']['code'], 'exists')
        self.assertEqual(self.read(path), b'mine')
        self.export('--overwrite', self.person)
        self.assertNotEqual(self.read(path), b'mine')

    def test_conversation_is_shown_without_words_unless_asked(self):
        listed = self.answer('conversation', *self.at, 'list', self.person)['conversations']
        self.assertEqual([one['instrument'].rsplit('/')[-1] for one in listed], ['health-web'])
        shown = self.answer('conversation', *self.at, 'show', listed[0]['id'])
        self.assertEqual([(one['item'], one['mark']) for one in shown['answers']], [('body', 7)])
        self.assertNotIn('first_step', shown)
        self.assertNotIn(MARKER, json.dumps(shown))
        said = self.answer('conversation', *self.at, 'show', '--with-words', listed[0]['id'])
        self.assertEqual(said['first_step'], 'naar de Geheimenstein-markt')
        text = self.run_program('conversation', *self.at, 'show', listed[0]['id']).stdout
        self.assertIn('mark: 7', text)
        self.assertNotIn(MARKER, text)
        entries = self.answer('log', *self.at, '--person', self.person)['entries']
        self.assertEqual([entry['object_type'] for entry in entries[1:4]], ['conversation'] * 3)
        self.assertEqual(self.error('conversation', *self.at, 'show', NOBODY), 'not-found')
        self.assertEqual(self.answer('conversation', *self.at, 'list', NOBODY)['conversations'],
                         [])
        self.run_program('conversation', *self.at, 'show', 'Greet', expect=WRONG_USE)

    def elsewhere(self):
        at = ('-s', self.path('other.db'), '-k', self.key)
        self.run_program('init', *at)
        return at

    def test_person_is_taken_in_whole_and_once(self):
        self.export(self.person)
        at, path = self.elsewhere(), self.path('greet.json')
        seen = self.answer('import-person', *at, '--preview', path)
        self.assertEqual((seen['id'], seen['complete'], seen['kept']), (self.person, True, False))
        self.assertEqual(seen['records'], {'consent': 0, 'conversation': 1, 'plan': 1,
                                           'referral': 1, 'meeting_case': 0})
        self.assertEqual(self.error('person', *at, 'show', self.person), 'not-found')
        self.assertTrue(self.answer('import-person', *at, path)['kept'])
        shown = self.answer('person', *at, 'show', self.person)
        self.assertEqual(sorted(moment['kind'] for moment in shown['timeline']),
                         ['conversation', 'plan', 'referral'])
        self.assertEqual(self.error('import-person', *at, path), 'exists')
        again = self.path('again.json')
        self.answer('export-person', *at, '-o', again, '-r', 'x', self.person)
        # When it was written down, and the file made, is another moment.
        before, after = (re.sub(rb'20\d\d-\d\d-\d\dT[0-9:.]+Z', b'', self.read(one))
                         for one in (path, again))
        self.assertEqual(before, after)

    def test_referral_that_runs_elsewhere_is_left_out_and_that_is_said(self):
        self.export(self.person)
        at = self.elsewhere()
        bundle = json.loads(self.read(self.path('greet.json')))
        task = next(entry['resource'] for entry in bundle['entry']
                    if entry['resource']['resourceType'] == 'Task')
        task['status'] = 'accepted'
        path = self.write('running.json', json.dumps(bundle))
        text = self.run_program('import-person', *at, '--preview', path).stdout
        self.assertIn('still runs where it was written down', text)
        answer = self.answer('import-person', *at, '--partly', path)
        self.assertEqual((answer['records']['referral'], answer['referral_running_elsewhere']),
                         (0, 1))
        task['status'] = 'asleep'
        self.assertEqual(self.error('import-person', *at,
                                    self.write('asleep.json', json.dumps(bundle))),
                         'invalid-input')

    def test_nothing_is_half_taken_in(self):
        self.export(self.person)
        at = self.elsewhere()
        bundle = json.loads(self.read(self.path('greet.json')))
        bundle['entry'][-1]['resource'].pop('period', None)
        bundle['entry'][1]['resource']['authored'] = 'yesterday'
        for name, text in (('bad.json', json.dumps(bundle)), ('rubbish.json', '{"a": ['),
                           ('other.json', '{"resourceType": "Patient"}')):
            self.assertEqual(self.error('import-person', *at, self.write(name, text)),
                             'invalid-input', name)
        self.assertEqual(self.error('person', *at, 'show', self.person), 'not-found')

    def test_what_cannot_be_kept_is_said_before_it_is_left_out(self):
        self.export(self.person)
        at = self.elsewhere()
        bundle = json.loads(self.read(self.path('greet.json')))
        bundle['entry'][0]['resource']['maritalStatus'] = {'text': 'weduwe'}
        path = self.write('more.json', json.dumps(bundle))
        self.assertFalse(self.answer('import-person', *at, '--preview', path)['complete'])
        self.assertEqual(self.error('import-person', *at, path), 'invalid-input')
        self.assertEqual(self.error('person', *at, 'show', self.person), 'not-found')
        answer = self.answer('import-person', *at, '--partly', path)
        self.assertEqual((answer['complete'], answer['kept']), (False, True))

    def retention(self, *arguments, **more):
        return self.answer('retention', *self.at, *arguments, **more)

    def test_what_must_go_is_listed_with_the_rule(self):
        self.assertEqual(self.retention('list')['records'], [])
        record, = self.retention('list', '--within', '735')['records']
        self.assertEqual((record['type'], record['id'], record['class'], record['counted_from'],
                          record['due'], record['reason']),
                         ('person', self.person, 'welzijn_2', 'changed', False, None))
        self.assertRegex(record['destroy_from'], r'^20\d\d-\d\d-\d\d$')
        text = self.run_program('retention', *self.at, 'list', '--within', '735').stdout
        self.assertIn('Wellbeing: 2 years, after the last change on', text)

    def test_destruction_takes_two_steps(self):
        self.run_program('retention', *self.at, 'propose', self.person, expect=WRONG_USE)
        self.assertEqual(self.retention('propose', self.person, '-r', 'term',
                                        expect=REFUSED)['error']['code'], 'invalid-input')
        self.retention('propose', self.person, '-r', 'request', '--note', 'wil niet meer')
        record, = self.retention('list')['records']
        self.assertEqual((record['reason'], record['due']), ('request', False))
        self.assertIsNotNone(record['confirm_from'])
        self.assertEqual(self.retention('confirm', self.person, expect=REFUSED)['error']['code'],
                         'too-early')
        self.assertEqual(self.retention('take-back', self.person)['kept'], self.person)
        self.assertEqual(self.retention('list')['records'], [])
        self.assertEqual(self.retention('confirm', self.person, expect=REFUSED)['error']['code'],
                         'not-found')
        self.assertEqual(self.answer('person', *self.at, 'show', self.person)['id'], self.person)


class Referrals(Case):
    """On the caseload of the demonstration."""

    def setUp(self):
        super().setUp()
        self.begin_with(make_demo)
        self.key = self.path('key')
        self.at = ('--store', self.path('demo.db'), '--key-file', self.key)

    def referrals(self, *arguments, **more):
        return self.answer('referrals', *self.at, *arguments, **more)

    def take(self, *arguments, **more):
        return self.referrals('take', *arguments, **more)

    def box(self, name, *arguments):
        return self.referrals('list', name, *arguments)['referrals']

    def test_boxes_hold_what_is_counted_in_them(self):
        counts = self.referrals('count')['counts']
        self.assertEqual(len(counts), 11)
        for name, count in counts.items():
            self.assertEqual(len(self.box(name)), count, name)
            if name != 'reminders':  # the demonstration has asked for none
                self.assertGreater(count, 0, name)
        self.assertEqual(self.referrals('list', 'mine', '--worker', 'Niemand')['referrals'], [])
        self.assertEqual(len(self.box('sent', '--limit', '3')), 3)
        found = self.box('sent', '--text', 'welzijnscoach')
        self.assertEqual([one['subject'] for one in found], ['Greet Boersma'])
        self.assertEqual((found[0]['kind'], found[0]['state'], found[0]['your_turn']),
                         ('prescription', 'started', False))
        text = self.run_program('referrals', *self.at, 'list', 'waiting').stdout
        self.assertIn(self.box('waiting')[0]['id'], text)
        self.assertIn('waiting', text)

    def test_what_is_due_is_all_that_must_not_stay_silent(self):
        due = self.referrals('due')
        for name in ('overdue', 'silent', 'unread'):
            self.assertEqual([one['id'] for one in due[name]],
                             [one['id'] for one in self.box(name)], name)
        self.assertIn('Sent, and nothing heard for two weeks',
                      self.run_program('referrals', *self.at, 'due').stdout)

    def test_one_is_shown_without_words_unless_asked(self):
        found, = self.box('sent', '--text', 'welzijnscoach')
        shown = self.referrals('show', found['id'])
        self.assertEqual([step['step'] for step in shown['events']][:3],
                         ['send', 'receive', 'accept'])
        self.assertEqual(shown['events'][2]['actor'], 'Soraya Pinas')
        self.assertNotIn('Greet', json.dumps(shown))
        self.assertNotIn('subject', shown)
        said = self.referrals('show', '--with-words', found['id'])
        self.assertEqual(said['subject'], 'Greet Boersma')
        self.assertIn('geniet', said['events'][-1]['words'])
        text = self.run_program('referrals', *self.at, 'show', found['id']).stdout
        self.assertNotIn('Greet', text)
        self.assertEqual(self.error('referrals', *self.at, 'show', NOBODY), 'not-found')
        entries = self.answer('log', *self.at, '--limit', '4')['entries']
        self.assertEqual([(entry['event'], entry['object_type']) for entry in entries[1:]],
                         [('read', 'referral')] * 3)

    def test_a_step_goes_by_the_rules_and_counts_once(self):
        found = next(one for one in self.box('new') if one['state'] == 'sent'
                     and one['kind'] == 'referral')
        self.assertEqual(self.take(found['id'], 'finish', expect=REFUSED)['error']['code'],
                         'invalid-input')
        for _ in range(2):
            taken = self.take(found['id'], 'accept', '--message', 'mijn-1')
        self.assertEqual((taken['id'], taken['state']), (found['id'], 'accepted'))
        events = self.referrals('show', found['id'])['events']
        self.assertEqual([one['step'] for one in events], ['send', 'accept'])
        other, = self.box('sent', '--text', found['code'])
        self.assertEqual(other['state'], 'accepted', 'the sender did not hear it')
        error = self.take(found['id'], 'decline', '-r', 'no-capacity', expect=REFUSED)['error']
        self.assertIn('cannot be done now', error['message'])

    def test_an_answer_by_telephone_is_booked_for_who_gave_it(self):
        found, = self.box('sent', '--text', 'samen uit de schuld')
        taken = self.take(found['id'], 'accept', '--by', 'Jos Hendrikx', '--way', 'paper')
        self.assertEqual(taken['state'], 'accepted')
        event = self.referrals('show', found['id'])['events'][-1]
        self.assertEqual((event['side'], event['on_behalf_of']), ('receiver', 'Jos Hendrikx'))

    def test_one_is_taken_out_without_what_is_ones_own(self):
        found, = self.box('sent', '--text', 'welzijnscoach')
        path = self.path('referral.json')
        self.run_program('referrals', *self.at, 'export', found['id'], '-o', path, expect=WRONG_USE)
        self.referrals('export', found['id'], '-o', path, '-r', 'naar het dossier')
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        bundle = json.loads(self.read(path))
        kinds = {entry['resource']['resourceType'] for entry in bundle['entry']}
        self.assertLessEqual({'ServiceRequest', 'Task', 'Communication'}, kinds)
        self.assertIn(b'weer samen eten', self.read(path))
        self.assertNotIn(b'blijft bij de huisarts', self.read(path))
        entry = self.answer('log', *self.at, '--limit', '2')['entries'][1]
        self.assertEqual((entry['event'], entry['purpose'], entry['detail']),
                         ('export', 'naar het dossier', 'fhir'))
        self.assertEqual(self.referrals('export', found['id'], '-o', path, '-r', 'x',
                                        expect=REFUSED)['error']['code'], 'exists')
        self.assertEqual(self.referrals('export', found['id'], '-o', self.at[1], '-r', 'x',
                                        '--overwrite', expect=REFUSED)['error']['code'], 'own-file')

    def test_what_leaves_is_sent_by_who_sees_it(self):
        draft = self.box('drafts')[0]
        for step in ('send', 'forward', 'answer', 'nonsense'):
            self.run_program('referrals', *self.at, 'take', draft['id'], step, expect=WRONG_USE)
        self.run_program('referrals', *self.at, 'list', 'inbox', expect=WRONG_USE)
        self.run_program('referrals', *self.at, 'show', 'Greet', expect=WRONG_USE)
        self.run_program('referrals', *self.at, 'due', 'now', expect=WRONG_USE)
        self.run_program('referrals', *self.at, 'take', draft['id'], 'wait', '--day', 'morgen',
                         expect=WRONG_USE)
        self.assertEqual(len(self.box('drafts')), 2)

    def test_what_nobody_answered_ends_and_nothing_else(self):
        before = self.referrals('count')['counts']
        self.assertEqual(self.referrals('expire')['expired'], [])
        self.assertEqual(self.referrals('count')['counts'], before)


class Import(StoreCase):
    def counts(self, *arguments, **more):
        return self.answer('import', *self.at, *arguments, **more)['counts']

    def test_again_changes_nothing(self):
        counts = self.counts(self.package)
        self.assertEqual(counts['service']['unchanged'], 1)
        self.assertEqual(counts['service']['added'] + counts['service']['updated'], 0)

    def test_newer_version_updates(self):
        self.write('one.json', [service('Taalhuis')])
        self.assertEqual(self.counts(self.package)['service']['updated'], 1)
        self.assertEqual(self.names('taalhuis'), ['Taalhuis'])

    def test_preview_changes_nothing(self):
        path = self.write('new.json', [service('Taalhuis')])
        answer = self.answer('import', *self.at, '--preview', path)
        self.assertTrue(answer['preview'])
        self.assertEqual(self.names('taalhuis'), [])
        self.assertEqual(len(self.answer('source', *self.at, 'list')['sources']), 1)

    def test_what_cannot_be_read_is_refused_whole(self):
        before = self.answer('source', *self.at, 'list')['sources']
        cases = {'bad.json': '{"name": "' + MARKER, 'empty.json': '',
                 'rubbish.bin': os.urandom(5000),
                 'deep.json': '[' * 100000, 'bad.zip': b'PK\3\4' + os.urandom(300)}
        for name, contents in cases.items():
            text = self.run_program('import', *self.at, self.write(name, contents), expect=REFUSED)
            self.assertNotIn(MARKER, text.stdout + text.stderr)
        self.assertEqual(self.error('import', *self.at, self.path('none')), 'not-found')
        # Without an end: also not to be added up before it is looked at.
        self.assertEqual(self.error('import', *self.at, '/dev/zero'), 'unsupported')
        self.assertEqual(self.answer('source', *self.at, 'list')['sources'], before)

    def test_report_quotes_values_only_when_asked(self):
        path = self.write('list.csv', f'naam;email;telefoon\n{MARKER};geen-adres-{MARKER};'
                                      f'{MARKER} {MARKER}\n')
        text = self.run_program('import', *self.at, '--preview', path)
        self.assertNotIn(MARKER, text.stdout)
        self.assertNotIn(MARKER, json.dumps(self.answer('import', *self.at, '--preview', path)))

    def test_issue_says_where_and_why(self):
        path = self.write('odd.json', [service('Taal\u0007café')])
        issues = self.answer('import', *self.at, path)['issues']
        self.assertTrue(issues)
        self.assertEqual(issues[0]['file'], 'odd.json')
        self.assertEqual(issues[0]['row'], 1)
        self.assertEqual(issues[0]['field'], 'name')
        self.assertTrue(issues[0]['reason'])

    def test_source_can_be_named_listed_and_taken_back(self):
        path = self.write('two.json', [{**service('Eettafel'), 'id': NOBODY}])
        self.run_program('import', *self.at, '--source-name', 'Tweede kaart', path)
        sources = {source['name']: source
                   for source in self.answer('source', *self.at, 'list')['sources']}
        self.assertEqual(set(sources), {'one', 'Tweede kaart'})
        self.assertEqual(sources['Tweede kaart']['services'], 1)
        self.assertRegex(sources['Tweede kaart']['revision'], '^[0-9a-f]{64}$')
        self.assertRegex(sources['Tweede kaart']['last_imported_at'],
                         r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        answer = self.answer('source', *self.at, 'remove', sources['Tweede kaart']['id'])
        self.assertGreaterEqual(answer['deleted'], 1)
        self.assertEqual(self.names('eettafel'), [])
        self.assertEqual(self.names('taalcafé'), ['Taalcafé'])
        self.assertEqual(self.error('source', *self.at, 'remove', NOBODY), 'not-found')

    def test_shipped_mapping_has_a_name(self):
        path = self.write('list.csv', 'A,B\n1,2\n')
        self.run_program('import', *self.at, '-m', 'nl-duo-po', path, expect=REFUSED)
        for arguments in (('-m', 'nl-nonsense', path), (self.write('x.csv', 'A,B\n1,2\n'),)):
            text = self.run_program('import', *self.at, *arguments, expect=REFUSED).stderr
            self.assertIn('uk-nhs-epraccur', text)
            self.assertIn('nl-amsterdam-armoede', text)

    def test_the_same_remark_is_made_once(self):
        rows = [service(id=f'33333333-3333-4333-8333-{n:012}', url='no address') for n in range(99)]
        text = self.run_program('import', *self.at, self.write('many.json', rows)).stdout
        self.assertEqual(len([line for line in text.splitlines() if 'web address' in line]), 1)
        self.assertIn('99×', text)
        self.assertIn('many.json, row 1', text)

    def test_missing_mapping(self):
        self.assertEqual(self.error('import', *self.at, '--mapping', self.path('none'),
                                    self.package), 'not-found')

    @unittest.skipUnless(os.environ.get('VB_DATA'), 'VB_DATA is not set')
    def test_real_directories(self):
        data = os.path.join(os.environ['VB_DATA'], 'directories')
        for number, name in enumerate(('ohana-sample', 'ilao-legal-aid/expected-hsds-1.1',
                                       'miami-open211-hsds/datapackage-1566177582.zip')):
            at = self.new_store(f'{number}.db')
            path = os.path.join(data, name)
            counts = self.answer('import', *at, path)['counts']
            self.assertGreater(counts['service']['added'], 0)
            again = self.answer('import', *at, path)['counts']
            self.assertEqual(again['service']['added'] + again['service']['updated'], 0)
            self.assertEqual(again['service']['unchanged'], counts['service']['added'])
            self.assertTrue(self.answer('check', *at)['clean'])


class Export(StoreCase):
    def test_comes_back_the_same(self):
        at = self.new_store('demo.db')
        self.run_program('import', *at, DEMO)
        self.run_program('export', *at, self.path('first.json'))
        for file, more in (('map.json', ()), ('map.zip', ()), ('folder', ('-f', 'hsds-tabular'))):
            records = self.answer('export', *at, *more, self.path(file))['records']
            self.assertEqual(records['organization'], 64)
            other = self.new_store(file + '.db')
            self.run_program('import', *other, self.path(file))
            self.run_program('export', *other, self.path(file + '-again.json'))
            self.assertEqual(self.read(self.path('first.json')),
                             self.read(self.path(file + '-again.json')), file)

    def test_list_for_a_spreadsheet(self):
        self.write('one.json', [service('=HYPERLINK("http://x")')])
        self.run_program('import', *self.at, self.package)
        self.run_program('export', *self.at, self.path('list.csv'))
        text = self.read(self.path('list.csv')).decode()
        self.assertIn('HYPERLINK', text)
        self.assertIsNone(re.search(r'(^|[,;"])=', text, re.MULTILINE))

    def test_list_for_a_spreadsheet_tells_how_many_lines(self):
        self.write('one.json', [service('Eten')])
        self.run_program('import', *self.at, self.package)
        answer = self.answer('export', *self.at, self.path('list.csv'))
        lines = self.read(self.path('list.csv')).decode('utf-8-sig').strip().count('\n')
        self.assertEqual(answer['records'], {'service': lines})
        self.assertIn(f'{lines} service', self.run_program('export', *self.at, '--overwrite',
                                                           self.path('list.csv')).stdout)

    def test_files_are_private(self):
        self.run_program('export', *self.at, self.path('map.json'))
        self.assertEqual(stat.S_IMODE(os.stat(self.path('map.json')).st_mode), 0o600)

    def test_never_replaces_unless_told(self):
        path = self.write('map.json', 'mine')
        self.assertEqual(self.error('export', *self.at, path), 'exists')
        self.assertEqual(self.read(path), b'mine')
        self.run_program('export', *self.at, '--overwrite', path)
        # Never the store itself, nor its key.
        for kept in self.at[1], self.at[3]:
            self.assertEqual(self.error('export', *self.at, '--overwrite', '--format', 'zip', kept),
                             'own-file')
        self.run_program('check', *self.at)
        self.assertNotEqual(self.read(path), b'mine')

    def test_place_that_is_not_there(self):
        self.run_program('export', *self.at, self.path('none', 'map.json'), expect=REFUSED)


class Find(StoreCase):
    def setUp(self):
        super().setUp()
        self.run_program('import', *self.at, DEMO)

    def test_words_and_limit(self):
        answer = self.answer('search', *self.at, 'schulden', '--limit', '3')
        self.assertEqual(len(answer['services']), 3)
        self.assertGreater(answer['total'], 3)
        for found in answer['services']:
            self.assertTrue(found['reason'])
            self.assertRegex(found['id'], r'^[0-9a-f-]{36}$')

    def test_filters_narrow(self):
        everything = self.answer('search', *self.at, '--limit', '1')['total']
        for filters in (('--need', 'B17'), ('--domain', 'society'), ('--access', 'walk-in'),
                        ('--language', 'ar'), ('--free',), ('--age', '8'), ('--stale',),
                        ('--kind', 'informal'), ('--audience', 'carers'), ('--has-room',)):
            total = self.answer('search', *self.at, '--limit', '1', *filters)['total']
            self.assertTrue(0 < total < everything, filters)
        both = self.answer('search', *self.at, '--need', 'B17', '--free', '--limit', '1')['total']
        self.assertLessEqual(both, self.answer('search', *self.at, '--need', 'B17', '--limit',
                                               '1')['total'])
        self.assertEqual(self.answer('search', *self.at, '--favourites')['services'], [])

    def test_codes_that_do_not_exist_are_wrong_use(self):
        for option, code, known in (('--domain', 'foo', 'society'), ('--need', 'Z9', 'B17'),
                                    ('--access', 'walkin', 'walk-in'), ('--area', 'XX', 'GM'),
                                    ('--area', 'GM36', 'GM'), ('--kind', 'x', 'formal'),
                                    ('--status', 'open', 'active'), ('--language', 'dutch', 'nl')):
            text = self.run_program('search', *self.at, option, code, expect=WRONG_USE).stderr
            self.assertIn(code, text)
            self.assertIn(known, text)
        for option, code in (('--need', 'b17'), ('--area', 'gm0363'), ('--language', 'ar'),
                             ('--access', 'peer'), ('--status', 'defunct')):
            self.run_program('search', *self.at, option, code)

    def test_distance(self):
        answer = self.answer('search', *self.at, '--near', '52.5260,5.1820', '--order', 'distance')
        distances = [found['distance'] for found in answer['services']
                     if found['distance'] is not None]
        self.assertGreater(len(distances), 5)
        self.assertEqual(distances, sorted(distances))
        near = self.answer('search', *self.at, '--near', '52.5260,5.1820', '--within', '500')
        self.assertTrue(near['services'])
        for found in near['services']:
            self.assertLessEqual(found['distance'], 500)

    def test_numbers_are_the_same_in_every_language(self):
        for locale in ('nl_NL.UTF-8', 'de_DE.UTF-8', 'tr_TR.UTF-8', 'C'):
            answer = self.answer('search', *self.at, 'taal', '--near', '52.5260,5.1820',
                                 environment={'LC_ALL': locale})
            self.assertIsInstance(answer['milliseconds'], (int, float))

    def test_nothing_found_is_an_answer(self):
        self.assertIn('Nothing', self.run_program('search', *self.at, 'xyzzyqqq').stdout)
        self.assertEqual(self.answer('search', *self.at, 'xyzzyqqq')['services'], [])

    def test_any_text_is_a_question(self):
        for text in ('"', "'; DROP TABLE service; --", 'a* OR b', '(', '\u202e', '%', ' ', 'NEAR('):
            self.run_program('search', *self.at, '--', text)

    def test_show_gives_all_that_belongs_to_it(self):
        answer = self.answer('show', *self.at, SERVICE)
        self.assertEqual(answer['table'], 'service')
        self.assertEqual(answer['record']['name'], 'Taalcafé')
        self.assertEqual(answer['record']['organization']['name'], 'Buurthuis')
        answer = self.answer('show', *self.at, ORGANIZATION.upper())
        self.assertEqual(answer['table'], 'organization')
        self.assertEqual(answer['record']['service'][0]['id'], SERVICE)
        text = self.run_program('show', *self.at, SERVICE).stdout
        self.assertIn('name: Taalcafé', text)
        self.assertIn('Buurthuis', text)

    def test_show_every_kind(self):
        for found in self.answer('search', *self.at, '--limit', '40')['services']:
            self.answer('show', *self.at, found['id'])

    def test_show_what_is_not_there(self):
        self.assertEqual(self.error('show', *self.at, NOBODY), 'not-found')

    def test_synonyms(self):
        self.assertEqual(self.names('flierefluiten'), [])
        added = self.answer('synonym', *self.at, 'add', 'flierefluiten', 'taalcafé')['id']
        self.assertIn('Taalcafé', self.names('flierefluiten'))
        self.assertEqual(self.error('synonym', *self.at, 'add', 'flierefluiten', 'taalcafé'),
                         'exists')
        self.assertEqual(self.error('synonym', *self.at, 'add', '', 'x'), 'invalid-input')
        listed = {synonym['id']: synonym
                  for synonym in self.answer('synonym', *self.at, 'list')['synonyms']}
        self.assertEqual(listed[added]['term'], 'flierefluiten')
        self.assertFalse(listed[added]['shipped'])
        self.assertTrue(any(synonym['shipped'] for synonym in listed.values()))
        self.run_program('synonym', *self.at, 'remove', added)
        self.assertEqual(self.names('flierefluiten'), [])
        self.assertEqual(self.error('synonym', *self.at, 'remove', added), 'not-found')
        self.assertEqual(self.names('flierefl'), [])


class Safe(StoreCase):
    def test_reader_that_goes_away_leaves_a_closed_store(self):
        """As in: verbinderctl search | head"""
        reader, writer = os.pipe()
        os.close(reader)
        result = subprocess.run([PROGRAM, 'source', *self.at, 'list'], check=False, stdout=writer,
                                stderr=subprocess.PIPE, env=self.environment)
        os.close(writer)
        self.assertEqual((result.returncode, result.stderr), (DONE, b''))
        self.assertEqual([name for name in os.listdir(self.folder) if '-wal' in name], [])

    def test_check(self):
        answer = self.answer('check', *self.at)
        self.assertTrue(answer['clean'])
        self.assertGreater(answer['pages'], 10)
        self.assertGreater(answer['log_entries'], 0)
        self.assertEqual(sum(answer['found'].values()), 0)

    def test_damage_is_found(self):
        contents = bytearray(self.read(self.store))
        contents[len(contents) // 2] ^= 1
        self.write('map.db', bytes(contents))
        result = subprocess.run([PROGRAM, 'check', *self.at, '--json'], check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=self.environment)
        self.assertEqual(result.returncode, REFUSED)
        answer = json.loads(result.stdout)
        if 'error' in answer:
            self.assertEqual(answer['error']['code'], 'corrupt')
        else:
            self.assertFalse(answer['clean'])
            self.assertTrue(answer['messages'])

    def test_damage_says_first_what_to_do(self):
        contents = bytearray(self.read(self.store))
        for page in range(20, len(contents) // 4096 - 1, 3):
            contents[page * 4096 + 2000] ^= 1
        self.write('map.db', bytes(contents))
        result = subprocess.run([PROGRAM, 'check', *self.at], check=False, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=self.environment)
        self.assertEqual(result.returncode, REFUSED)
        lines = (result.stdout or result.stderr).decode().splitlines()
        self.assertIn('estore the latest backup', lines[0])
        self.assertLess(len(lines), 4)

    def test_store_is_encrypted(self):
        contents = self.read(self.store)
        self.assertNotIn(b'SQLite format', contents)
        self.assertNotIn(b'Buurthuis', contents)

    def test_backup_and_restore(self):
        backup = self.path('backup.db')
        self.run_program('backup', *self.at, backup)
        self.assertTrue(self.answer('check', *self.at, '--file', backup)['clean'])
        self.write('one.json', [service('Iets anders')])
        self.run_program('import', *self.at, self.package)
        self.assertEqual(self.names('anders'), ['Iets anders'])
        answer = self.answer('restore', *self.at, backup)
        self.assertTrue(os.path.exists(answer['kept']))
        self.assertEqual(self.names(), ['Taalcafé'])
        self.assertTrue(self.answer('check', *self.at)['clean'])

    def test_backup_never_replaces(self):
        path = self.write('backup.db', 'mine')
        self.assertEqual(self.error('backup', *self.at, path), 'exists')
        self.assertEqual(self.read(path), b'mine')

    def test_restore_refuses_what_is_no_backup(self):
        before = self.read(self.store)
        other = self.write('other.key', 'ab' * 32)
        self.run_program('init', '-s', self.path('other.db'), '-k', other)
        self.assertEqual(self.error('restore', *self.at, self.path('none.db')), 'not-found')
        for path in (self.write('rubbish.db', os.urandom(8192)), self.write('empty.db', ''),
                     self.path('other.db')):
            text = self.run_program('restore', *self.at, path, expect=REFUSED).stderr
            self.assertIn('backup', text)
        for path in (self.write('text.db', 'hello'), self.folder):
            text = self.run_program('restore', *self.at, path, expect=REFUSED).stderr
            self.assertIn('no backup of Verbinder', text)
        self.assertEqual(self.read(self.store), before)

    def test_backup_comes_back_on_another_machine(self):
        """Only the backup with its key file, and the recovery sheet."""
        first = self.path('first', 'map.db')
        secret = self.write('passphrase', PASSPHRASE)
        code = self.answer('init', '-s', first, '--no-keyring', '--passphrase-file',
                           secret)['recovery_code']
        self.run_program('import', '-s', first, '--passphrase-file', secret, self.package)
        os.mkdir(self.path('usb'))
        answer = self.answer('backup', '-s', first, '--passphrase-file', secret,
                             self.path('usb', 'backup.db'))
        self.assertEqual(sorted(os.listdir(self.path('usb'))), ['backup.db', 'backup.hdr'])
        self.assertEqual(answer['key_file'], self.path('usb', 'backup.hdr'))
        shutil.rmtree(self.path('first'))
        sheet = self.write('sheet', code)
        second = self.path('second', 'map.db')
        os.mkdir(self.path('second'))
        self.run_program('restore', '-s', second, '--recovery-file', sheet,
                         self.path('usb', 'backup.db'))
        found = self.answer('search', '-s', second, '--recovery-file', sheet)['services']
        self.assertEqual([service['name'] for service in found], ['Taalcafé'])
        self.run_program('check', '-s', second, '--passphrase-file', secret)

    def test_backup_without_its_vault_file_names_it(self):
        first = ('-s', self.path('first.db'))
        secret = self.write('passphrase', PASSPHRASE)
        self.answer('init', *first, '--no-keyring', '--passphrase-file', secret)
        self.run_program('backup', *first, '--passphrase-file', secret, self.path('backup.db'))
        os.remove(self.path('backup.hdr'))
        text = self.run_program('restore', '-s', self.path('new', 'map.db'), self.path('backup.db'),
                                '--passphrase-file', secret, expect=REFUSED).stderr
        self.assertIn('backup.hdr', text)

    def test_backup_of_before_the_passphrase_says_so(self):
        store = ('-s', self.path('first.db'))
        secret = self.write('passphrase', PASSPHRASE)
        code = self.write('code', self.answer('init', *store, '--no-keyring', '--passphrase-file',
                                              secret)['recovery_code'])
        self.run_program('key', *store, '--recovery-file', code, 'remove', 'passphrase')
        self.run_program('backup', *store, '--recovery-file', code, self.path('backup.db'))
        text = self.run_program('restore', '-s', self.path('new', 'map.db'), self.path('backup.db'),
                                '--passphrase-file', secret, expect=REFUSED).stderr
        self.assertIn('--recovery-file', text)

    def test_older_store_that_was_put_back_is_noticed(self):
        store = self.path('a.db')
        secret = self.write('passphrase', PASSPHRASE)
        at = ('-s', store, '--passphrase-file', secret)
        self.answer('init', '-s', store, '--no-keyring', '--passphrase-file', secret)
        self.run_program('import', *at, self.package)
        self.assertFalse(self.answer('check', *at)['put_back'])
        self.run_program('backup', *at, self.path('backup.db'))
        shutil.copy(store, self.path('yesterday.db'))
        self.run_program('import', *at, DEMO)
        shutil.copy(self.path('yesterday.db'), store)
        for _ in range(2):
            result = subprocess.run([PROGRAM, 'check', *at, '--json'], check=False,
                                    env=self.environment, stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE)
            self.assertEqual(result.returncode, REFUSED)
            answer = json.loads(result.stdout)
            self.assertTrue(answer['put_back'])
            self.assertFalse(answer['clean'])
            self.assertIn(b'older', result.stderr)
        # on purpose it may
        self.run_program('restore', *at, self.path('backup.db'))
        self.assertTrue(self.answer('check', *at)['clean'])

    def test_no_core_is_left(self):
        other = subprocess.Popen([PROGRAM, 'init', '-s', self.path('new.db'), '--no-keyring',
                                  '--passphrase-file', '-'], env=self.environment,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
        time.sleep(0.3)
        with open(f'/proc/{other.pid}/limits', encoding='ascii') as file:
            limit = re.search(r'Max core file size +(\S+) +(\S+)', file.read())
        other.communicate(b'x')
        self.assertEqual(limit.groups(), ('0', '0'))

    def test_in_use_by_another(self):
        other = subprocess.Popen([PROGRAM, 'import', *self.at, DEMO], env=self.environment,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not os.path.exists(self.store + '-wal') and other.poll() is None:
            time.sleep(0.001)
        other.send_signal(signal.SIGSTOP)
        try:
            self.assertEqual(self.error('source', *self.at, 'list'), 'in-use')
        finally:
            other.send_signal(signal.SIGCONT)
            other.communicate()
        self.assertEqual(other.returncode, DONE)
        self.assertTrue(self.answer('check', *self.at)['clean'])

    def test_killed_import_leaves_nothing_half(self):
        before = self.names()
        for delay in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5):
            other = subprocess.Popen([PROGRAM, 'import', *self.at, DEMO], env=self.environment,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(delay)
            other.kill()
            other.communicate()
            self.assertTrue(self.answer('check', *self.at)['clean'])
            total = self.answer('search', *self.at, '--closed-too', '--limit', '1')['total']
            self.assertIn(total, (len(before), 196))

    def test_full_output_is_an_error(self):
        with open('/dev/full', 'wb') as full:
            result = subprocess.run([PROGRAM, 'search', *self.at, '--json'], check=False,
                                    env=self.environment, stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(result.returncode, REFUSED)
        self.assertIn(b'disk is full', result.stderr)


class Sides(Case):
    """Two organizations, each with a store and a key of its own."""

    def setUp(self):
        super().setUp()
        self.begin_with(make_sides)
        self.key = self.path('map.key')

    def at(self, name):
        return ('--store', self.path(name + '.db'), '--key-file', self.key)

    def exchange(self, name, *arguments, **more):
        return self.run_program('exchange', *self.at(name), *arguments, **more)

    def json(self, name, *arguments):
        return self.answer('exchange', *self.at(name), *arguments)

    def refusal(self, name, *arguments):
        return self.error('exchange', *self.at(name), *arguments)

    def make_cards(self):
        self.exchange('practice', 'identity', '--name', 'Praktijk De Linde')
        self.exchange('team', 'identity', '--name', 'Buurtteam')
        for name in ('practice', 'team'):
            self.exchange(name, 'card', self.path(name + '.vbcard'))

    def bring_cards(self):
        self.make_cards()
        self.exchange('practice', 'partner', 'add', self.path('team.vbcard'))
        self.exchange('team', 'partner', 'add', self.path('practice.vbcard'))

    def state(self, name='practice'):
        [partner] = self.json(name, 'partner', 'list')['partners']
        return partner['state']


class Exchange(Sides):
    """How they get to know each other, and write."""

    def test_nothing_is_made_before_somebody_names_the_organization(self):
        self.assertEqual(self.refusal('practice', 'identity'), 'invalid-input')
        self.assertEqual(self.refusal('practice', 'card', 'x.vbcard'), 'invalid-input')
        first = self.json('practice', 'identity', '--name', 'Praktijk De Linde')
        self.assertEqual((first['name'], first['card_version']), ('Praktijk De Linde', 1))
        self.assertEqual(self.json('practice', 'identity')['organization'], first['organization'])

    def test_what_changes_on_the_card_makes_it_a_newer_one(self):
        self.make_cards()
        again = self.json('practice', 'identity', '--phone', '020 1234567')
        self.assertEqual((again['name'], again['card_version']), ('Praktijk De Linde', 2))
        self.assertEqual(self.refusal('practice', 'identity', '--name', 'a\nb'), 'value')
        self.assertEqual(self.json('practice', 'identity')['card_version'], 2)

    def test_a_card_does_not_take_the_place_of_a_file(self):
        self.make_cards()
        self.assertEqual(self.refusal('practice', 'card', self.path('team.vbcard')), 'exists')
        self.assertEqual(self.refusal('practice', 'card', '--overwrite', self.at('practice')[1]),
                         'own-file')
        self.exchange('practice', 'card', '--overwrite', self.path('practice.vbcard'))
        self.assertEqual(stat.S_IMODE(os.stat(self.path('practice.vbcard')).st_mode), 0o600)

    def test_both_sides_see_the_same_words_and_digits(self):
        self.bring_cards()
        here = self.json('practice', 'partner', 'verify', 'buurtteam')
        there = self.json('team', 'partner', 'verify', 'Praktijk De Linde')
        self.assertEqual(here['words'], there['words'])
        self.assertEqual(here['digits'], there['digits'])
        self.assertEqual(len(here['words'].split()), 12)
        self.assertEqual(len(here['digits'].replace(' ', '')), 60)

    def test_letters_go_through_a_folder_and_how_they_stand_is_told(self):
        self.bring_cards()
        folder = self.path('shared')
        self.assertEqual(self.refusal('practice', 'receive', folder), 'not-found')
        os.mkdir(folder)
        self.assertEqual(self.json('practice', 'send', folder)['sent'], 0)
        self.write(os.path.join('shared', 'note.txt'), 'not for us')
        came = self.json('team', 'receive', folder)
        self.assertEqual((came['applied'], came['unopened'], came['refused']), (0, 0, 0))
        status = self.json('team', 'status')
        self.assertEqual((status['partners'], status['letters']), ([], []))
        [partner] = self.json('practice', 'partner', 'list')['partners']
        linked = self.json('practice', 'partner', 'link', 'Buurtteam', NOBODY)
        self.assertEqual((linked['partner'], linked['object']), (partner['id'], NOBODY))
        self.assertEqual(self.refusal('practice', 'partner', 'link', 'Nergens', NOBODY),
                         'not-found')
        self.exchange('practice', 'send', expect=WRONG_USE)

    def test_a_file_that_is_no_letter_is_told_and_kept(self):
        self.bring_cards()
        note = self.write('note.vbz', 'Dear all')
        with open(note, 'rb') as file:
            before = file.read()
        [opened] = self.json('team', 'open', note)['files']
        self.assertEqual((opened['file'], opened['result'], opened['why']),
                         (note, 'unopened', 'age-header'))
        told = self.exchange('team', 'open', note, self.path('practice.vbcard')).stdout
        self.assertEqual(told.count('ask them to send it again'), 2)
        with open(note, 'rb') as file:
            self.assertEqual(file.read(), before)
        self.assertEqual(self.refusal('team', 'open', self.path('gone.vbz')), 'not-found')
        self.assertEqual(self.refusal('practice', 'save', NOBODY, self.path('a.vbz')), 'not-found')
        self.assertEqual(self.refusal('practice', 'save', NOBODY, note), 'exists')
        self.exchange('practice', 'save', NOBODY, expect=WRONG_USE)
        self.exchange('practice', 'open', expect=WRONG_USE)

    def start_server(self, kind='lighttpd'):
        """A WebDAV server, on this machine alone."""
        os.mkdir(self.path('server'))
        server = subprocess.Popen(['/usr/bin/python3', WEBDAV, kind, self.path('server')],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        address = server.stdout.readline().decode().strip()

        def stop():
            server.stdin.close()
            server.stdout.close()
            server.wait(30)
        self.addCleanup(stop)
        if not address.startswith('https://'):
            self.skipTest(address)
        return address

    def test_letters_go_through_a_server_whose_password_is_in_no_store(self):
        self.bring_cards()
        address = self.start_server()
        password = self.write('password', 'geheim: 123\n')
        given = ('--password-file', password)
        at = ('--webdav', address)
        send = ('send', *at, *given)
        self.assertEqual(self.refusal('practice', *send), 'not-found')
        self.exchange('practice', 'webdav', 'set', address, expect=WRONG_USE)
        kept = self.json('practice', 'webdav', 'set', address.rstrip('/'), '--user', 'nurse',
                         *given, '--authority', self.path('server', 'authority.pem'))
        # here is no keyring
        self.assertEqual((kept['address'], kept['password_kept'], kept['works']),
                         (address, False, True))
        self.assertEqual(self.json('practice', *send)['sent'], 0)
        self.assertEqual(self.json('practice', 'receive', *at, *given)['applied'], 0)
        self.assertEqual(self.refusal('practice', 'send', *at), 'invalid-input')
        self.exchange('practice', *send, '--folder', self.folder, expect=WRONG_USE)
        [listed] = self.json('practice', 'webdav', 'list')['servers']
        self.assertEqual((listed['user'], listed['own_authority']), ('nurse', True))
        for name in os.listdir(self.folder):
            if name.startswith('practice.db'):
                self.assertNotIn(b'geheim', self.read(self.path(name)))
        self.exchange('practice', 'webdav', 'remove', address)
        self.assertEqual(self.json('practice', 'webdav', 'list')['servers'], [])
        self.assertEqual(self.refusal('practice', 'webdav', 'remove', address), 'not-found')

    @unittest.skipUnless(shutil.which('gnome-keyring-daemon'), 'gnome-keyring is not installed')
    def test_the_password_of_a_server_is_in_the_keyring(self):
        self.make_cards()
        address = self.start_server()
        self.write('password', 'geheim: 123\n')
        at = ' '.join(self.at('practice'))
        script = self.write('script', f'''set -e
            cd {self.folder}
            {PROGRAM} exchange {at} webdav set {address} --user nurse --json \\
              --authority server/authority.pem < password
            {PROGRAM} exchange {at} send --webdav {address} --json
            {PROGRAM} exchange {at} webdav remove {address} --json
            ''')
        result = subprocess.run([SESSION, '--keyring', '--', 'sh', script], check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
                                env=self.environment, cwd=self.folder)
        text = result.stdout.decode()
        self.assertEqual(result.returncode, DONE, text)
        kept, sent, removed = map(json.loads, re.findall(r'(?ms)^\{.*?^\}', text))
        self.assertEqual((kept['password_kept'], kept['works']), (True, True))
        self.assertEqual(sent['sent'], 0)
        self.assertTrue(removed['password_forgotten'])

    def test_a_server_that_does_not_work_says_why(self):
        address = self.start_server()
        password = self.write('password', 'guessed\n')
        wrong = ('webdav', 'set', address, '--user', 'nurse', '--password-file', password)
        self.assertEqual(self.json('practice', *wrong)['why'], 'carrier-certificate')
        trusted = (*wrong, '--authority', self.path('server', 'authority.pem'))
        self.assertEqual(self.json('practice', *trusted)['why'], 'carrier-login')
        self.assertIn('name or the password', self.exchange('practice', *trusted).stdout)
        self.make_cards()
        receive = ('receive', '--webdav', address, '--password-file', password)
        self.assertEqual(self.refusal('practice', *receive), 'carrier-login')
        self.assertIn('exchange webdav set',
                      self.exchange('practice', *receive, expect=REFUSED).stderr)
        for odd in ('http://localhost/', 'https://nurse:geheim@localhost/', 'localhost'):
            self.assertEqual(self.refusal('practice', 'webdav', 'set', odd, '--user', 'nurse',
                                          '--password-file', password), 'invalid-input')
        self.assertEqual(self.refusal('practice', 'webdav', 'set', address, '--user', 'a:b',
                                      '--password-file', password), 'invalid-input')

    def test_only_what_was_heard_makes_a_partner_verified(self):
        self.bring_cards()
        self.assertEqual(self.state(), 'new')
        verify = ('partner', 'verify', 'Buurtteam')
        words = self.json('team', 'partner', 'verify', 'Praktijk De Linde')['words']
        self.assertEqual(self.refusal('practice', *verify, '--how', 'phone', '--heard', 'appel'),
                         'invalid-input')
        self.assertEqual(self.refusal('practice', *verify, '--heard', words), 'invalid-input')
        self.assertEqual(self.state(), 'new')
        done = self.json('practice', *verify, '--how', 'phone', '--heard', words.upper())
        self.assertEqual((done['state'], done['verified_how']), ('verified', 'phone'))
        self.assertEqual(self.state('team'), 'new')

    def test_digits_do_as_well(self):
        self.bring_cards()
        digits = self.json('team', 'partner', 'verify', 'Praktijk De Linde')['digits']
        self.exchange('practice', 'partner', 'verify', 'Buurtteam', '--how', 'meeting', '--heard',
                      digits.replace(' ', ''))
        self.assertEqual(self.state(), 'verified')

    def test_a_newer_card_is_taken_and_an_older_one_is_refused(self):
        self.bring_cards()
        old = self.read(self.path('team.vbcard'))
        self.exchange('team', 'identity', '--address', 'Plein 1')
        self.exchange('team', 'card', '--overwrite', self.path('team.vbcard'))
        add = ('partner', 'add', self.path('team.vbcard'))
        self.assertEqual(self.json('practice', *add)['card_version'], 2)
        self.write('team.vbcard', old)
        self.assertEqual(self.refusal('practice', *add), 'invalid-input')
        self.assertEqual(self.state(), 'new')

    def test_what_is_no_card_is_refused_with_its_own_word(self):
        self.make_cards()
        whole = self.read(self.path('team.vbcard'))
        for contents, code in ((b'', 'magic'), (whole[:-1], 'length'), (whole + b' ', 'length'),
                               (whole[:-1] + b'!', 'signature'), (whole[:8] + b'\2' + whole[9:],
                                                                 'version')):
            self.write('other.vbcard', contents)
            self.assertEqual(self.refusal('practice', 'partner', 'add', self.path('other.vbcard')),
                             code)
        self.assertEqual(self.refusal('practice', 'partner', 'add', self.path('practice.vbcard')),
                         'invalid-input')
        self.assertEqual(self.refusal('practice', 'partner', 'add', self.path('none.vbcard')),
                         'not-found')
        self.assertEqual(self.json('practice', 'partner', 'list')['partners'], [])

    def test_who_was_stopped_begins_anew(self):
        self.bring_cards()
        self.exchange('practice', 'partner', 'stop', 'Buurtteam')
        self.assertEqual(self.state(), 'revoked')
        words = self.json('practice', 'partner', 'verify', 'Buurtteam')['words']
        self.assertEqual(self.refusal('practice', 'partner', 'verify', 'Buurtteam', '--how',
                                      'phone', '--heard', words), 'invalid-input')
        self.exchange('practice', 'partner', 'resume', 'Buurtteam')
        self.assertEqual(self.state(), 'new')

    def test_what_is_asked_in_another_way_is_wrong_use(self):
        for words in (('card',), ('partner',), ('partner', 'add'), ('letter',)):
            self.exchange('practice', *words, expect=WRONG_USE)
        self.assertEqual(self.refusal('practice', 'partner', 'stop', 'Niemand'), 'not-found')

    def test_units_of_systemd_exchange_the_letters_of_a_folder(self):
        """What the unit runs, as systemd would fill it in."""
        self.bring_cards()
        folder = self.path('shared folder')
        os.mkdir(folder)
        with open(UNIT, encoding='utf-8') as file:
            steps = re.findall(r'^ExecStart=@bindir@/verbinderctl exchange (.+)$', file.read(),
                               re.MULTILINE)
        self.assertEqual([step.split()[0] for step in steps], ['receive', 'send'])
        for step in steps:
            self.exchange('practice', *[folder if word == '%f' else word for word in step.split()])

    @unittest.skipUnless(shutil.which('systemd-analyze'), 'systemd is not installed')
    def test_units_of_systemd_are_good_ones(self):
        with open(UNIT, encoding='utf-8') as file:
            text = file.read().replace('@bindir@/verbinderctl', PROGRAM)
        service = self.write('verbinder-exchange@.service', text)
        timer = shutil.copy(os.path.join(DATA, 'systemd', 'verbinder-exchange@.timer'),
                            self.folder)
        for unit in service, timer:
            result = subprocess.run(['systemd-analyze', 'verify', '--user', '--man=no',
                                     unit.replace('@.', '@tmp.')], check=False, text=True,
                                    env={**self.environment, 'XDG_RUNTIME_DIR': self.folder},
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual((result.returncode, result.stdout), (0, ''), unit)



class Maps(Sides):
    """A part of the map of one organization that comes to another."""

    def setUp(self):
        super().setUp()
        self.bring_cards()
        for here, there in (('practice', 'Buurtteam'), ('team', 'Praktijk De Linde')):
            words = self.json(here, 'partner', 'verify', there)['words']
            self.exchange(here, 'partner', 'verify', there, '--how', 'meeting', '--heard', words)
        self.shared = self.path('shared')
        os.mkdir(self.shared)

    def service(self, number, name, **more):
        return {'id': f'5e000000-0000-4000-8000-00000000000{number}', 'name': name,
                'status': 'active', **more}

    def bring_in(self, *services):
        house = {'id': HOUSE, 'name': 'Buurthuis', 'description': 'Voor de buurt',
                 'services': list(services)}
        self.write('map.json', json.dumps(house))
        self.run_program('import', *self.at('practice'), '--source-name', 'Own',
                         self.path('map.json'))

    def exchange_maps(self):
        sent = self.json('practice', 'send', self.shared)
        came = self.json('team', 'receive', self.shared)
        return sent['sent'], came['maps']

    def found(self, word):
        return [hit['name'] for hit in self.answer('search', *self.at('team'), word)['services']]

    def test_a_map_is_published_subscribed_to_and_withdrawn(self):
        self.assertEqual(self.refusal('practice', 'publish'), 'invalid-input')
        contact = {'id': '5e000000-0000-4000-8000-0000000000c1', 'name': 'SECRET name',
                   'title': 'Welzijnscoach', 'email': 'secret@example.org'}
        self.bring_in(self.service(1, 'Koffie', contacts=[contact], assurer_email='s@example.org'),
                      self.service(2, 'Wandelen'))
        preview = self.json('practice', 'publish', HOUSE, '--preview', '--output',
                            self.path('leaves.json'))
        self.assertEqual(sorted(item['name'] for item in preview['services']),
                         ['Koffie', 'Wandelen'])
        self.assertEqual(self.json('practice', 'maps')['own']['edition'], 0)
        first = self.json('practice', 'publish', HOUSE, '--title', 'Kaart van De Linde')
        self.assertEqual((first['new'], first['services'], first['withdrawn']), (True, 2, 0))
        self.assertFalse(self.json('practice', 'publish')['new'])
        self.assertEqual(self.exchange_maps(), (1, 1))
        [offered] = self.json('team', 'maps')['maps']
        self.assertEqual((offered['state'], offered['title'], offered['services']),
                         ('offered', 'Kaart van De Linde', 0))
        self.assertEqual(self.found('koffie'), [])
        [taken] = self.json('team', 'subscribe', 'Praktijk De Linde')['maps']
        self.assertEqual((taken['state'], taken['services']), ('subscribed', 2))
        self.assertEqual(self.found('koffie'), ['Koffie'])
        self.assertEqual(self.exchange_maps(), (0, 0))
        gone = self.json('practice', 'withdraw', self.service(1, '')['id'])
        self.assertEqual((gone['services'], gone['withdrawn']), (1, 1))
        self.assertEqual(self.exchange_maps(), (1, 1))
        self.assertEqual(self.found('koffie'), [])
        [after] = self.json('team', 'maps')['maps']
        self.assertEqual((after['withdrawn'], after['conflicts']), (1, 0))
        self.assertIn('1 of them withdrawn', self.exchange('team', 'maps').stdout)
        [left] = self.json('team', 'unsubscribe', 'Praktijk De Linde', '--remove')['maps']
        self.assertEqual((left['state'], left['services']), ('declined', 0))
        self.assertEqual(self.found('wandelen'), [])

    def test_what_leaves_is_hsds_and_tells_nothing_of_people(self):
        contact = {'id': '5e000000-0000-4000-8000-0000000000c1', 'name': 'SECRET name',
                   'title': 'Welzijnscoach', 'email': 'secret@example.org',
                   'phones': [{'id': '5e000000-0000-4000-8000-0000000000a1',
                               'number': '06 SECRET'}]}
        self.bring_in(self.service(1, 'Koffie', contacts=[contact], x_notes='SECRET',
                                   assurer_email='SECRET@example.org'))
        self.json('practice', 'publish', HOUSE, '--preview', '--output', self.path('leaves.json'))
        self.assertEqual(self.refusal('practice', 'publish', HOUSE, '--preview', '--output',
                                      self.at('practice')[1], '--overwrite'), 'own-file')
        with open(self.path('leaves.json'), encoding='utf-8') as file:
            text = file.read()
        self.assertIn('Welzijnscoach', text)
        self.assertNotIn('secret', text.lower())
        data = os.environ.get('VB_DATA')
        if not data:
            self.skipTest('VB_DATA names no folder with the schemas')
        try:
            import jsonschema
        except ImportError:
            self.skipTest('python3-jsonschema is not installed')
        for table in ('organization', 'service', 'service_at_location'):
            with open(os.path.join(data, 'hsds/3.1/schema/compiled', table + '.json'),
                      encoding='utf-8') as file:
                validator = jsonschema.Draft7Validator(json.load(file))
            for item in json.loads(text).get(table, []):
                self.assertEqual([error.message for error in validator.iter_errors(item)], [])

    def test_wrong_words_are_told_and_change_nothing(self):
        self.assertEqual(self.refusal('practice', 'publish', NOBODY), 'not-found')
        self.assertEqual(self.refusal('practice', 'withdraw', NOBODY), 'not-found')
        self.assertEqual(self.refusal('practice', 'subscribe', 'Nergens'), 'not-found')
        self.assertEqual(self.refusal('practice', 'unsubscribe', 'Buurtteam'), 'not-found')
        self.bring_in(self.service(1, 'Koffie'))
        self.assertEqual(self.refusal('practice', 'publish', HOUSE, '--title', 'a\nb'),
                         'invalid-input')
        self.assertEqual(self.json('practice', 'maps')['own']['edition'], 0)
        before = self.json('team', 'subscribe', 'Praktijk De Linde')['maps']
        self.assertEqual((before[0]['state'], before[0]['edition']), ('subscribed', 0))


class Terminal(StoreCase):
    def test_foreign_text_does_not_steer_the_terminal(self):
        name = 'Taal\u001b[31mcafé\u009b2J\u202e'
        path = self.write('odd.json', [service(name, description='\u001b]0;titel\u0007')])
        for arguments in (('import', *self.at, path), ('search', *self.at),
                          ('source', *self.at, 'list'), ('show', *self.at, SERVICE)):
            text = self.run_program(*arguments).stdout
            self.assertIsNone(re.search('[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]', text))


class Demo(Case):
    def test_demo_to_throw_away(self):
        answer = self.answer('demo')
        at = ('--store', answer['store'], '--key-file', answer['key_file'])
        self.assertTrue(answer['store'].startswith(self.folder))
        self.assertEqual(answer['counts']['service']['added'],
                         self.answer('search', *at, '--closed-too', '--limit', '1')['total'])
        self.assertEqual(answer['counts']['service']['refused'], 0)
        self.assertEqual(answer['issues'], [])
        self.assertTrue(self.answer('check', *at)['clean'])
        found, = self.answer('person', *at, 'find', 'Ron Wiersma')['persons']
        shown = self.answer('person', *at, 'show', found['id'])
        self.assertEqual([moment['kind'] for moment in shown['timeline']].count('conversation'), 2)
        # One of the referrals is sent today, to be in the inbox.
        self.assertLess(max(moment['date'] for moment in shown['timeline']
                            if moment['kind'] != 'referral'), time.strftime('%Y-%m-%d'))

    def test_demo_at_a_place(self):
        key = self.write('key', '44' * 32)
        at = ('--store', self.path('demo.db'), '--key-file', key)
        self.run_program('demo', *at)
        self.assertTrue(self.answer('search', *at, 'schulden')['services'])
        self.assertEqual(self.error('demo', *at), 'exists')


if __name__ == '__main__':
    tap.main()
