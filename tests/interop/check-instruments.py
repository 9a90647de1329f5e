#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The instruments that come with the program are valid FHIR R4 Questionnaires.

    check-instruments.py FOLDER

Validated against the official schema, taken from the folder named in VB_DATA.
"""

import glob
import json
import os
import sys


def skip(reason):
    print(f'1..0 # SKIP {reason}')
    sys.exit(0)


def load_validator():
    data = os.environ.get('VB_DATA')
    if not data:
        skip('VB_DATA is not set')
    path = os.path.join(data, 'fhir', 'schema', 'fhir.schema.r4.json')
    if not os.path.exists(path):
        skip('there is no FHIR schema in VB_DATA')
    try:
        import jsonschema
    except ImportError:
        skip('python3-jsonschema is not installed')
    with open(path, encoding='utf-8') as file:
        definitions = json.load(file)['definitions']
    return jsonschema.Draft6Validator({'definitions': definitions,
                                       '$ref': '#/definitions/Questionnaire'})


def find_faults(validator, resource):
    return [f'{"/".join(map(str, error.path))}: {error.message[:200]}'
            for error in validator.iter_errors(resource)]


def main():
    validator = load_validator()
    paths = sorted(glob.glob(os.path.join(sys.argv[1], '*.json')))
    print(f'1..{2 * len(paths)}')
    failed = 0
    for number, path in enumerate(paths):
        with open(path, encoding='utf-8') as file:
            resource = json.load(file)
        faults = find_faults(validator, resource)
        for fault in faults:
            print(f'# {fault}')
        name = os.path.basename(path)
        print(f'{"not ok" if faults else "ok"} {2 * number + 1} - {name} is valid')
        # A schema that lets everything through would say so too.
        resource['item'][0]['type'] = 'marks'
        caught = find_faults(validator, resource)
        print(f'{"ok" if caught else "not ok"} {2 * number + 2} - {name} with a fault is not')
        failed += bool(faults) + (not caught)
    sys.exit(1 if failed or not paths else 0)


if __name__ == '__main__':
    main()
