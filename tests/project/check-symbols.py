#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program carries its own encrypted database engine and lets nobody else see it.

    check-symbols.py PROGRAM

Were another library to bring a second SQLite into the process, calls could end up in the wrong
one: an unencrypted file, or memory of one engine in the hands of the other.
"""

import subprocess
import sys


def main():
    program = sys.argv[1]
    symbols = subprocess.run(['nm', '--dynamic', program], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    visible = [line for line in symbols.splitlines() if ' sqlite3_' in line]
    for line in visible:
        print('shows', line.strip())
    linked = subprocess.run(['readelf', '--dynamic', program], check=True, text=True,
                            stdout=subprocess.PIPE).stdout
    shared = [line for line in linked.splitlines()
              if 'NEEDED' in line and ('sqlite' in line or 'sqlcipher' in line)]
    for line in shared:
        print('links', line.strip())
    with open(program, 'rb') as file:
        own = b'SQLite format 3' in file.read()
    if not own:
        print('has no database engine in it: is this the right program?')
    sys.exit(1 if visible or shared or not own else 0)


if __name__ == '__main__':
    main()
