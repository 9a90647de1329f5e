#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules that a program can check.

    check-source.py SOURCE_FOLDER

One floor may not reach over another: which folder may include which header is written down here
once, so that a short cut shows up the day it is taken.
"""

import os
import re
import sys
from xml.etree import ElementTree

LONGEST_LINE = 100
# Beyond this a file is no longer one thing; well before it, somebody should ask.
LONGEST_FILE = 1100

# Which folders may include the headers that match.
ONLY_IN = {
    r'^sqlite3\.h$': ('core/store',),
    r'^sodium\.h$': ('core/vault', 'core/crypto'),
    r'^jansson\.h$': ('interop', 'exchange'),
    r'^archive(_entry)?\.h$': ('interop',),
    r'^(adwaita|gtk/.*|gdk/.*)\.?h?$': ('app',),
    r'^app/': ('app',),
    r'^cli/': ('cli',),
    r'^interop/': ('interop', 'post', 'app', 'cli'),
    r'^exchange/': ('exchange', 'post', 'app', 'cli'),
    r'^post/': ('post', 'app', 'cli'),
    r'^core/store/.*-private\.h$': ('core/store',),
    r'^core/(store|vault)/': ('core/store', 'core/vault', 'exchange/desk', 'post', 'app', 'cli'),
}


def complaints_about_includes(folder, lines):
    for number, line in enumerate(lines, 1):
        match = re.match(r'#include\s+[<"]([^>"]+)[>"]', line)
        if not match:
            continue
        for pattern, allowed in ONLY_IN.items():
            if re.search(pattern, match[1]) and not folder.startswith(allowed):
                yield number, f'{match[1]} may only be included in {", ".join(allowed)}'


def complaints_about_c(path, folder, lines):
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in lines[0]:
        yield 1, 'the first line does not name the licence'
    includes = [line for line in lines if line.startswith('#include')]
    if path.endswith('.c') and includes and includes[0] != '#include "config.h"':
        yield 1, 'config.h is not included first'
    if len(lines) > LONGEST_FILE:
        yield len(lines), f'is longer than {LONGEST_FILE} lines'
    for number, line in enumerate(lines, 1):
        if re.search(r'\bgoto\s+\w+;', line):
            yield number, 'uses goto'
        if '"use-markup", FALSE' in line and not path.endswith('vb-plain-row.c'):
            yield number, 'is taken for markup first: use vb_plain_row ()'
    yield from complaints_about_includes(folder, lines)


def complaints_about_template(lines):
    for number, line in enumerate(lines, 1):
        # GTK 4.8 uses such an expression after freeing it when what it is bound to outlives the
        # widget, as what is being clicked does. The items of a list have nothing else that watches.
        if re.search(r'<(lookup|constant)[^>]*>\s*Vb\w+\s*<', line):
            yield number, 'an expression looks at the widget of its own template: use code'


def complaints_about_types(path, lines):
    """A class that nobody has used yet is not known by its name: the window would not open."""
    code = path.removesuffix('.ui') + '.c'
    text = '\n'.join(lines)
    own = re.findall(r'<template class="(\w+)"', text)
    if not own or not os.path.exists(code):
        return
    with open(code, encoding='utf-8') as file:
        ensured = file.read()
    for name in sorted(set(re.findall(r'class="(Vb\w+)"', text)) - set(own)):
        constant = 'VB_TYPE_' + re.sub(r'(?<!^)([A-Z])', r'_\1', name[2:]).upper()
        if constant not in ensured and '_ensure_types ()' not in ensured:
            yield 1, f'uses {name}, and its class does not g_type_ensure ({constant})'


def own_text(element):
    return {part.get('name'): part.text for part in element.findall('property')}


def complaints_about_names(path):
    """From GTK 4.10 on the words on a button are its name, whatever the template says."""
    for element in ElementTree.parse(path).iter('object'):
        words = own_text(element).get('label')
        for accessibility in element.findall('accessibility'):
            name = own_text(accessibility).get('label', words)
            if words is not None and name != words:
                yield 1, f'"{words}" is called "{name}" in vain: use vb_accessible_set_label ()'


def complaints(path, folder):
    with open(path, encoding='utf-8') as file:
        lines = file.read().split('\n')
    for number, line in enumerate(lines, 1):
        # A text for people stands on one line, and a path too: breaking it would change it.
        if len(line) > LONGEST_LINE and not re.search('translatable="yes"|name="resource"', line):
            yield number, f'is longer than {LONGEST_LINE} columns'
        if '\t' in line:
            yield number, 'has a tab'
        if line != line.rstrip():
            yield number, 'ends in spaces'
    if lines[0].startswith('#!') and not os.access(path, os.X_OK):
        yield 1, 'names what runs it, and cannot be run'
    if path.endswith(('.c', '.h')):
        yield from complaints_about_c(path, folder, lines)
    if path.endswith('.ui'):
        yield from complaints_about_template(lines)
        yield from complaints_about_names(path)
        yield from complaints_about_types(path, lines)


def same_numbers(root):
    """A store that has the one of two migrations with one number never gets the other."""
    names = sorted(os.listdir(os.path.join(root, 'src', 'core', 'store', 'migrations')))
    for before, name in zip(names, names[1:]):
        if before[:4] == name[:4]:
            yield f'{before} and {name} have one number'


def main():
    root = sys.argv[1]
    count = 0
    for what in same_numbers(root):
        print(what)
        count += 1
    for top in ('src', 'tests', 'build-aux'):
        for directory, _, names in sorted(os.walk(os.path.join(root, top))):
            folder = os.path.relpath(directory, os.path.join(root, 'src'))
            for name in sorted(names):
                path = os.path.join(directory, name)
                is_script = top == 'build-aux' and '.' not in name
                if not (is_script or name.endswith(('.c', '.h', '.ui', '.py', '.build'))):
                    continue
                # Tests may look at what they test from inside.
                inside = folder if top == 'src' else 'core/store'
                for number, what in complaints(path, inside):
                    if top != 'src' and 'may only be included' in what:
                        continue
                    print(f'{os.path.relpath(path, root)}:{number}: {what}')
                    count += 1
    sys.exit(1 if count else 0)


if __name__ == '__main__':
    main()
