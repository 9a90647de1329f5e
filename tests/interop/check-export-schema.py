#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of real directories are valid against the compiled schemas of HSDS 3.1.

    check-export-schema.py EXPORT_JSON_PROGRAM

Each organisation, service and service at location is validated by itself, with all that hangs on
it; the schemas of lists describe one item and not a list. No schema forbids members it does not
know, so the names of all members are held against the schema as well: what is not in it must be
one of ours or a field that the source had itself.
"""

import json
import os
import subprocess
import sys
import tempfile

SETS = [
    'hsds/3.2.3/examples/csv',
    'hsds/3.2.3/examples/organization_full.json',
    'hsds/3.2.3/examples/service_full.json',
    'hsds/mocks-oruk-default/organization_list.json',
    'hsds/sample-datapackage-1.1-2.0/all_resources',
    'hsds/sample-datapackage-1.1-2.0/simple',
    'directories/ohana-sample',
    'directories/ilao-legal-aid/input',
    'directories/ilao-legal-aid/expected-hsds-1.1',
    'directories/nhs-ods-epraccur/wales_schools_latin1.csv',
    'directories/nl-amsterdam-armoede/amsterdam_armoede_voorzieningen.json',
    'directories/dc-211-icarol',
    'directories/miami-open211-hsds/datapackage-1566177582.zip',
]
TABLES = ('organization', 'service', 'service_at_location')
OURS = {'vb_as_written', 'vb_extra', 'vb_stub', 'holders', 'availabilities', 'verifications'}
# References that the tabular format has and the nested one tells by place.
REFERENCES = ('_id',)


def skip(reason):
    print(f'1..0 # SKIP {reason}')
    sys.exit(0)


def unknown_members(value, schema, path, known_extras, found):
    """Members that neither the schema nor the source nor we have a name for."""
    if isinstance(value, list):
        for item in value:
            unknown_members(item, schema.get('items', {}), path, known_extras, found)
    elif isinstance(value, dict):
        properties = schema.get('properties')
        if properties is None:
            return
        for name, member in value.items():
            if name in properties:
                unknown_members(member, properties[name], f'{path}.{name}', known_extras, found)
            elif not (name in OURS or name.endswith(REFERENCES) or name.startswith(('vb_', '_'))
                      or name in known_extras):
                found.add(f'{path}.{name}')


def names_in(folder_or_file):
    """Every word of the source, roughly: a field of it may come back under its own name."""
    words = set()
    paths = []
    if os.path.isdir(folder_or_file):
        for directory, _, names in os.walk(folder_or_file):
            paths += [os.path.join(directory, name) for name in names]
    else:
        paths = [folder_or_file]
    for path in paths:
        if path.endswith('.zip'):
            import zipfile
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    with archive.open(name) as file:
                        words.update(file.readline().decode('utf-8', 'replace').strip().split(','))
        elif path.endswith('.json'):
            with open(path, encoding='utf-8') as file:
                words.update(part for part in file.read().split('"'))
        else:
            import csv
            with open(path, encoding='cp1252', errors='replace', newline='') as file:
                words.update(name.strip() for name in next(csv.reader(file), []))
    return words


def check(program, data, name, validators, schemas):
    path = os.path.join(data, name)
    run = subprocess.run([program, path], capture_output=True, check=False)
    if run.returncode != 0:
        return [f'{name}: {run.stderr.decode()}']
    package = json.loads(run.stdout)
    complaints = []
    extras = names_in(path)
    for table in TABLES:
        found = set()
        for item in package.get(table, []):
            for error in validators[table].iter_errors(item):
                where = '.'.join(str(part) for part in error.absolute_path)
                complaints.append(f'{name}: {table}.{where}: {error.message[:200]}')
            unknown_members(item, schemas[table], table, extras, found)
        complaints += [f'{name}: {what} is not in the schema' for what in sorted(found)]
    return complaints


def main():
    data = os.environ.get('VB_DATA')
    if not data:
        skip('VB_DATA names no folder with the schemas')
    try:
        import jsonschema
    except ImportError:
        skip('python3-jsonschema is not installed')
    schemas, validators = {}, {}
    for table in TABLES:
        with open(os.path.join(data, 'hsds/3.1/schema/compiled', table + '.json')) as file:
            schemas[table] = json.load(file)
        validators[table] = jsonschema.Draft7Validator(schemas[table],
                                                       format_checker=jsonschema.FormatChecker())
    # A check that cannot fail is none.
    assert list(validators['service'].iter_errors({'id': 'x', 'name': 'x', 'status': 'open'}))
    assert list(validators['organization'].iter_errors({'id': 'x', 'services': [{'id': 7}]}))
    print(f'1..{len(SETS)}')
    failed = 0
    for number, name in enumerate(SETS, 1):
        if not os.path.exists(os.path.join(data, name)):
            print(f'ok {number} {name} # SKIP it is not there')
            continue
        complaints = check(sys.argv[1], data, name, validators, schemas)
        for complaint in complaints[:10]:
            print('#', complaint)
        failed += bool(complaints)
        print('not ok' if complaints else 'ok', number, name)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
