#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From nothing to a window with a list in it, beside other applications on the same machine.

    start.py [--services SMALL LARGE] [--rounds N] [--keep FOLDER]

Runs in a session. Needs the built programs in VERBINDER, VERBINDERCTL and WINDOW_TIME. The programs
take turns, so that what else the machine does falls on all of them; medians are compared. Making a
store of a million services takes minutes; --keep leaves the stores there for the next time.
"""

import argparse
import contextlib
import json
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
VERBINDER = os.environ.get('VERBINDER', 'verbinder')
CONTROL = os.environ.get('VERBINDERCTL', 'verbinderctl')
WINDOW_TIME = os.environ.get('WINDOW_TIME', 'window-time')

# Not slower than the one, not larger than the other.
PACE = 'gnome-text-editor'
ROOM = 'gnome-contacts'
MORE_ROWS = 1.10

# So many are in one package: a file of it may not be larger than an import takes in.
SERVICES_AT_ONCE = 40000

# For the peers only: what they say about themselves is not ours to print.
QUIET = {PACE, ROOM}


def measure(command):
    result = subprocess.run([WINDOW_TIME, '--settle', '600', '--', *command], check=True, text=True,
                            stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL if command[0] in QUIET else None)
    return json.loads(result.stdout)


def make_key(folder):
    path = os.path.join(folder, 'key')
    if not os.path.exists(path):
        with open(path, 'w', encoding='utf-8') as file:
            os.chmod(file.fileno(), 0o600)
            file.write(secrets.token_hex(32) + '\n')
    return path


def make_store(folder, services):
    """A store with so many services; gives the arguments that open it."""
    place = os.path.join(folder, f'store-{services}')
    arguments = ['--store', os.path.join(place, 'verbinder.db'), '--key-file', make_key(folder)]
    if os.path.exists(place):
        return arguments

    def control(command, *more):
        subprocess.run([CONTROL, command, *arguments, *more], check=True,
                       stdout=subprocess.DEVNULL)
    draft = place + '.draft'
    shutil.rmtree(draft, ignore_errors=True)
    os.makedirs(draft, mode=0o700)
    arguments[1] = os.path.join(draft, 'verbinder.db')
    control('init')
    for part, first in enumerate(range(0, services, SERVICES_AT_ONCE)):
        package = os.path.join(folder, f'map-{services}-{part}')
        count = min(SERVICES_AT_ONCE, services - first)
        subprocess.run([sys.executable, os.path.join(HERE, 'make-map.py'), str(count), package,
                        str(part)], check=True)
        control('import', package)
        shutil.rmtree(package)
    # Under its name only when it is whole: a store may be kept for the next time.
    os.rename(draft, place)
    arguments[1] = os.path.join(place, 'verbinder.db')
    return arguments


def medians(rounds):
    return {key: round(statistics.median(each[key] for each in rounds), 1) for key in rounds[0]}


def judge(results):
    """What is over its limit, in words."""
    small, large = results['small'], results['large']
    for moment in ('first_frame_ms', 'settled_ms'):
        if large[moment] > small[moment] * MORE_ROWS:
            yield f'the larger store opens more slowly ({moment})'
    if PACE in results and small['first_frame_ms'] > results[PACE]['first_frame_ms']:
        yield f'slower than {PACE}'
    if ROOM in results and large['rss_mb'] > results[ROOM]['rss_mb']:
        yield f'larger than {ROOM}'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--services', nargs=2, type=int, default=(1000, 1000000))
    parser.add_argument('--rounds', type=int, default=7)
    parser.add_argument('--keep', default=os.environ.get('VB_BENCHMARK_STORES'), metavar='FOLDER')
    options = parser.parse_args()

    with contextlib.ExitStack() as stack:
        folder = options.keep or stack.enter_context(tempfile.TemporaryDirectory())
        os.makedirs(folder, exist_ok=True)
        commands = {name: [VERBINDER, *make_store(folder, count)]
                    for name, count in zip(('small', 'large'), options.services)}
        commands.update({name: [name] for name in (PACE, ROOM) if shutil.which(name)})
        for command in commands.values():
            measure(command)
        rounds = {name: [] for name in commands}
        for _ in range(options.rounds):
            for name, command in commands.items():
                rounds[name].append(measure(command))

    results = {name: medians(each) for name, each in rounds.items()}
    missed = list(judge(results))
    print(json.dumps({'benchmark': 'start', 'services': list(options.services),
                      'median_of': options.rounds, **results,
                      'not_here': [name for name in (PACE, ROOM) if name not in results],
                      'limits': f'first frame: that of {PACE}; resident memory: that of {ROOM}, '
                                f'empty; {MORE_ROWS} times the smaller store',
                      'missed': missed, 'pass': not missed}))
    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main())
