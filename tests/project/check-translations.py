#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text people see is listed for translation, and the Dutch one is complete.

    check-translations.py SOURCE_FOLDER
"""

import os
import re
import subprocess
import sys
import tempfile

MARKED = {
    '.c': r'(?<![\w"])(_|N_|C_|NC_|Q_|ngettext|g_dngettext|dngettext)\s*\(\s*"',
    '.h': r'(?<![\w"])(_|N_|C_|NC_)\s*\(\s*"',
    '.ui': r'translatable="(yes|true)"',
    '.desktop.in': r'^(Name|Comment|Keywords)=',
    '.metainfo.xml.in': r'<summary>',
    '.gschema.xml': r'<summary>',
}

# How the build calls xgettext for GLib programs.
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'Q_:1g', 'ngettext:1,2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3']


def has_texts(path):
    for ending, pattern in MARKED.items():
        if path.endswith(ending):
            with open(path, encoding='utf-8') as file:
                return re.search(pattern, file.read(), re.MULTILINE) is not None
    return False


def files_with_texts(root):
    found = set()
    for top in ('src', 'data'):
        for directory, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                path = os.path.join(directory, name)
                if has_texts(path):
                    found.add(os.path.relpath(path, root))
    return found


def check_list(root):
    """POTFILES names exactly the files that have texts."""
    with open(os.path.join(root, 'po', 'POTFILES'), encoding='utf-8') as file:
        listed = [line.strip() for line in file if line.strip() and not line.startswith('#')]
    with_texts = files_with_texts(root)
    problems = [f'po/POTFILES does not list {path}' for path in sorted(with_texts - set(listed))]
    problems += [f'po/POTFILES lists {path}, which has no texts'
                 for path in sorted(set(listed) - with_texts)]
    problems += [f'po/POTFILES lists {path} twice'
                 for path in sorted({path for path in listed if listed.count(path) > 1})]
    return problems


def run(command, root):
    result = subprocess.run(command, cwd=root, check=False, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
    return [] if result.returncode == 0 else result.stdout.strip().splitlines()


def check_dutch(root):
    """Each text in the sources has a finished Dutch translation, with the same placeholders."""
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, 'verbinder.pot')
        problems = run(['xgettext', '--from-code=UTF-8', '--files-from=po/POTFILES',
                        '--output=' + template, '--add-comments',
                        '--flag=N_:1:pass-c-format', '--flag=_:1:pass-c-format',
                        '--flag=ngettext:1:pass-c-format', '--flag=ngettext:2:pass-c-format']
                       + ['--keyword=' + keyword for keyword in KEYWORDS], root)
        if problems:
            return problems
        problems = run(['msgcmp', '--no-fuzzy-matching', 'po/nl.po', template], root)
    return problems + run(['msgfmt', '--check', '--output-file=/dev/null', 'po/nl.po'], root)


def main():
    root = sys.argv[1]
    problems = check_list(root) or check_dutch(root)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
