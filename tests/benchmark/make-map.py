#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a social map of any size, the same every time, as an HSDS tabular package.

    make-map.py SERVICES FOLDER [PART]

Each service is a mixture of those of the demo neighbourhood, so that words are as common and as
rare as in real Dutch texts; every row also has a made-up word of its own. What is more than one
import takes in is made in parts, each with other services in it.
"""

import csv
import os
import random
import sys
import uuid

DEMO = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'data', 'demo')
SERVICES_PER_ORGANIZATION = 3
SYLLABLES = ('aar', 'ber', 'dal', 'eek', 'gast', 'hoek', 'kamp', 'land', 'meer', 'oord', 'plas',
             'rijk', 'stad', 'veld', 'wijk', 'zand', 'loo', 'mond', 'donk', 'heide')


def read(table):
    with open(os.path.join(DEMO, table + '.csv'), encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


class Package:
    """The tables that are being written."""

    def __init__(self, folder):
        self.folder = folder
        self.files = []

    def table(self, name, columns):
        file = open(os.path.join(self.folder, name + '.csv'), 'w', encoding='utf-8', newline='')
        self.files.append(file)
        writer = csv.writer(file)
        writer.writerow(columns)
        return writer.writerow

    def close(self):
        for file in self.files:
            file.close()


def sentences(rows):
    """Every sentence of the descriptions."""
    return [part.strip() + '.' for row in rows for part in row['description'].split('.')
            if len(part.strip()) > 20]


def place(chance):
    return ''.join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def identifier(chance):
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def write(count, part, package):
    chance = random.Random(f'{count}/{part}')
    services, organizations = read('services'), read('organizations')
    parts = sentences(services)
    organization = package.table('organizations', ('id', 'name', 'description', 'website'))
    service = package.table('services', (
        'id', 'organization_id', 'name', 'alternate_name', 'description', 'status',
        'fees_description', 'minimum_age', 'assured_date'))
    location = package.table('locations', ('id', 'name', 'location_type', 'latitude', 'longitude'))
    at = package.table('service_at_location', ('id', 'service_id', 'location_id'))
    phone = package.table('phones', ('id', 'service_id', 'number', 'type'))

    for number in range(count):
        if number % SERVICES_PER_ORGANIZATION == 0:
            model = chance.choice(organizations)
            here = place(chance)
            organization_id, location_id = identifier(chance), identifier(chance)
            organization((organization_id, f'{model["name"]} {here}', model['description'], ''))
            location((location_id, f'Gebouw {here}', 'physical',
                      f'{50.8 + chance.random() * 2.6:.5f}', f'{3.4 + chance.random() * 3.6:.5f}'))
        model = chance.choice(services)
        service_id = identifier(chance)
        service((service_id, organization_id, f'{model["name"]} {here}', model['alternate_name'],
                 ' '.join(chance.sample(parts, 4)) + f' {place(chance)}.', 'active',
                 model['fees_description'], chance.choice(('', '', '12', '18', '65')),
                 f'{chance.randint(2022, 2026)}-{chance.randint(1, 12):02}-15'))
        at((identifier(chance), service_id, location_id))
        phone((identifier(chance), service_id, f'0199-{chance.randrange(10 ** 6):06}', 'voice'))


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    part = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    package = Package(folder)
    write(count, part, package)
    package.close()


if __name__ == '__main__':
    main()
