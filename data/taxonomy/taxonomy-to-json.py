#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The taxonomy as one JSON object, the form in which the store takes it in.

    taxonomy-to-json.py OUTPUT TABLE=FILE.csv...

An array of rows per table. Columns that the table does not have stand together in "extra", written
as a reader of packages keeps them, so that the same list in a package is no other list.
"""

import csv
import json
import sys

COLUMNS = {
    'taxonomy': ('id', 'name', 'description', 'uri', 'version'),
    'taxonomy_term': ('id', 'code', 'name', 'description', 'parent_id', 'taxonomy', 'language',
                      'taxonomy_id', 'term_uri'),
}


def make_row(table, values):
    row = {name: values[name] for name in COLUMNS[table] if values[name]}
    extra = {name: value for name, value in values.items() if value and name not in COLUMNS[table]}
    if extra:
        row['extra'] = json.dumps(extra, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
    return row


def read(table, path):
    with open(path, encoding='utf-8', newline='') as file:
        return [make_row(table, values) for values in csv.DictReader(file)]


def main():
    output, *inputs = sys.argv[1:]
    tables = dict(each.split('=', 1) for each in inputs)
    with open(output, 'w', encoding='utf-8') as file:
        json.dump({table: read(table, path) for table, path in tables.items()}, file,
                  ensure_ascii=False)


if __name__ == '__main__':
    main()
