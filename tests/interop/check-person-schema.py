#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written about a person is valid FHIR R4.

    check-person-schema.py EXPORTER

Validated against the official schema, taken from the folder named in VB_DATA, and against rules
that a schema cannot express: references that lead somewhere, the codes of statuses.
"""

import glob
import json
import os
import subprocess
import sys
import tempfile

COUNT = 60
STATUSES = {
    'Consent': ('status', {'draft', 'proposed', 'active', 'rejected', 'inactive',
                           'entered-in-error'}),
    'QuestionnaireResponse': ('status', {'in-progress', 'completed', 'amended',
                                         'entered-in-error', 'stopped'}),
    'Goal': ('lifecycleStatus', {'proposed', 'planned', 'accepted', 'active', 'on-hold',
                                 'completed', 'cancelled', 'entered-in-error', 'rejected'}),
    'CarePlan': ('status', {'draft', 'active', 'on-hold', 'revoked', 'completed',
                            'entered-in-error', 'unknown'}),
    'ServiceRequest': ('status', {'draft', 'active', 'on-hold', 'revoked', 'completed',
                                  'entered-in-error', 'unknown'}),
    'Task': ('status', {'draft', 'requested', 'received', 'accepted', 'rejected', 'ready',
                        'cancelled', 'in-progress', 'on-hold', 'failed', 'completed',
                        'entered-in-error'}),
    'Communication': ('status', {'preparation', 'in-progress', 'not-done', 'on-hold', 'stopped',
                                 'completed', 'entered-in-error', 'unknown'}),
}


def skip(reason):
    print(f'1..0 # SKIP {reason}')
    sys.exit(0)


def load_validators():
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
    # One resource at a time: "any resource" is a choice of 148 in the schema.
    definitions['ResourceList'] = {'type': 'object', 'required': ['resourceType']}

    def validator(name):
        return jsonschema.Draft6Validator({'definitions': definitions,
                                           '$ref': f'#/definitions/{name}'})
    return {name: validator(name) for name in
            ('Bundle', 'Patient', 'RelatedPerson', 'CareTeam', 'Consent', 'QuestionnaireResponse',
             'Goal', 'CarePlan', 'ServiceRequest', 'Task', 'Communication')}


def find_faults(validators, resource):
    validator = validators[resource['resourceType']]
    return [f'{resource["resourceType"]} {"/".join(map(str, error.path))}: {error.message[:200]}'
            for error in validator.iter_errors(resource)]


def find_references(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == 'reference' and isinstance(inner, str):
                yield inner
            else:
                yield from find_references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from find_references(inner)


def find_holes(value, path=''):
    """FHIR has no empty texts, lists or objects, and no null."""
    if value in ('', [], {}, None):
        yield f'{path} is empty'
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from find_holes(inner, f'{path}/{key}')
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from find_holes(inner, f'{path}/{number}')


def check_bundle(validators, bundle):
    faults = find_faults(validators, bundle) + list(find_holes(bundle))
    known = {entry['fullUrl'] for entry in bundle['entry']}
    if len(known) != len(bundle['entry']):
        faults.append('a fullUrl is there twice')
    for entry in bundle['entry']:
        resource = entry['resource']
        faults += find_faults(validators, resource)
        member, codes = STATUSES.get(resource['resourceType'], (None, ()))
        if member and resource.get(member) not in codes:
            faults.append(f'{resource["resourceType"]}.{member}: {resource.get(member)}')
        if entry['fullUrl'] != f'urn:uuid:{resource["id"]}':
            faults.append(f'{entry["fullUrl"]} is not {resource["id"]}')
        if resource['resourceType'] != 'CarePlan':
            faults += [f'{url} leads nowhere' for url in find_references(resource)
                       if url not in known]
    return faults


def find_task(bundle):
    return next(entry['resource'] for entry in bundle['entry']
                if entry['resource']['resourceType'] == 'Task')


def spoil(bundle):
    """Faults of which every one must be found."""
    def patient(copy):
        return copy['entry'][0]['resource']
    for change in (lambda copy: patient(copy).update(birthDate='yesterday'),
                   lambda copy: patient(copy).update(nickname='Jo'),
                   lambda copy: copy.update(entry=[dict(copy['entry'][0], fullUrl='urn:uuid:x')]),
                   lambda copy: patient(copy).update(name=[{'text': '\u00a0'}]),
                   lambda copy: find_task(copy).update(status='asleep'),
                   lambda copy: find_task(copy).update(focus={'reference': 'urn:uuid:x'})):
        copy = json.loads(json.dumps(bundle))
        change(copy)
        yield copy


def main():
    validators = load_validators()
    print('1..3')
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder, str(COUNT)], check=True)
        bundles = []
        for path in sorted(glob.glob(os.path.join(folder, '*.json'))):
            with open(path, encoding='utf-8') as file:
                bundles.append(json.load(file))
    faults = [fault for bundle in bundles for fault in check_bundle(validators, bundle)]
    for fault in faults[:20]:
        print(f'# {fault}')
    types = {entry['resource']['resourceType'] for bundle in bundles for entry in bundle['entry']}
    n = sum(len(bundle['entry']) for bundle in bundles)
    good = not faults and len(bundles) == COUNT
    print(f'{"ok" if good else "not ok"} 1 - {n} resources of {COUNT} persons are valid')
    every = types == set(validators) - {'Bundle'}
    print(f'{"ok" if every else "not ok"} 2 - of every kind there is one')
    # A check that lets everything through would say so too.
    with_task = next(bundle for bundle in bundles if '"Task"' in json.dumps(bundle))
    missed = [number for number, copy in enumerate(spoil(with_task))
              if not check_bundle(validators, copy)]
    print(f'{"not ok" if missed else "ok"} 3 - faults are found {missed or ""}')
    sys.exit(not good or not every or bool(missed))


if __name__ == '__main__':
    main()
