#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keystroke to results, beside bare FTS5 and PostgreSQL on the same rows in the same run.

    search.py BUILD-FOLDER [SERVICES [PERSONS]]

Prints a line of JSON for each, with the limit and whether it was kept. PostgreSQL (full text and
pg_trgm) runs in a cluster of its own that is thrown away; without it, that part says that it was
skipped. What a keystroke takes in a file that is not encrypted is compared by time of the
processor, since the two take their turns one after the other.
"""

import glob
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.join('tests', 'benchmark', 'search')

SETUP = """
CREATE EXTENSION pg_trgm;
CREATE TABLE service (id int PRIMARY KEY, name text, organization text, tags text,
                      description text);
COPY service FROM '{folder}/rows.tsv';
ALTER TABLE service ADD words tsvector;
UPDATE service SET words = setweight (to_tsvector ('dutch', name), 'A')
  || setweight (to_tsvector ('dutch', organization || ' ' || tags), 'B')
  || setweight (to_tsvector ('dutch', description), 'C');
CREATE INDEX service_words ON service USING gin (words);
CREATE INDEX service_name ON service USING gin (name gin_trgm_ops);
CREATE TABLE typed (n serial PRIMARY KEY, kind text, typed text, ms float8, found int);
COPY typed (kind, typed) FROM '{folder}/typed.tsv';
VACUUM FULL ANALYZE;
"""

# What is typed as full text, its last word as a prefix; names that look like it when that gives
# next to nothing. Timed inside the server, so that no client and no socket counts.
RUN = """
DO $$
DECLARE k record; started timestamptz; hits int; ask tsquery;
BEGIN
  FOR k IN SELECT typed.n, typed.typed FROM typed ORDER BY typed.n LOOP
    started := clock_timestamp ();
    ask := to_tsquery ('dutch', regexp_replace (trim (k.typed), '\\s+', ' & ', 'g')
                       || CASE WHEN k.typed LIKE '% ' THEN '' ELSE ':*' END);
    SELECT count (*) INTO hits FROM (SELECT id, name FROM service WHERE words @@ ask
      ORDER BY ts_rank (words, ask) DESC LIMIT 50) best;
    IF hits < 6 THEN
      SELECT count (*) INTO hits FROM (SELECT id, name FROM service WHERE k.typed <% name
        ORDER BY k.typed <<-> name LIMIT 50) best;
    END IF;
    UPDATE typed SET ms = extract (epoch FROM clock_timestamp () - started) * 1000, found = hits
      WHERE typed.n = k.n;
  END LOOP;
END $$;
"""


# Milliseconds for 99 of 100 keystrokes, up to so many services.
LIMITS = ((20_000, 8), (250_000, 16))
TIMES_BARE = 2
TIMES_PLAIN = 1.5
TIMES_FASTER = 5
# What a person at the keyboard could notice at all is far more; below this, twice is of no account.
NOTED_MS = 1.0
SHARES = {'p50': 0.5, 'p95': 0.95, 'p99': 0.99}


def percentile(values, share):
    values = sorted(values) or [0]
    return round(values[min(len(values) - 1, int(len(values) * share))], 3)


def ratios(values, others):
    """How many times the others it takes, at each share."""
    return {name: round(percentile(values, share) / max(percentile(others, share), 0.001), 2)
            for name, share in SHARES.items()}


def report(engine, services, values, passed=None, **more):
    line = {'benchmark': 'search-keystroke', 'engine': engine, 'services': services,
            'keystrokes': len(values),
            **{name + '_ms': percentile(values, share) for name, share in SHARES.items()},
            'max_ms': round(max(values), 3), **more}
    if passed is not None:
        line['pass'] = passed
    print(json.dumps(line), flush=True)
    return passed is not False


def column(folder, name, index=1):
    with open(os.path.join(folder, name), encoding='utf-8') as file:
        return [float(line.rstrip('\n').split('\t')[index]) for line in file]


def postgres(folder, services, ours):
    found = sorted(glob.glob('/usr/lib/postgresql/*/bin'))
    if not found:
        print(json.dumps({'benchmark': 'search-keystroke', 'engine': 'postgresql',
                          'skipped': 'PostgreSQL is not installed'}))
        return True
    as_user = []
    cluster = os.path.join(folder, 'cluster')
    os.mkdir(cluster, 0o700)
    if os.geteuid() == 0:
        # It refuses to run as root.
        user = pwd.getpwnam('postgres')
        os.chown(cluster, user.pw_uid, user.pw_gid)
        as_user = ['runuser', '-u', 'postgres', '--']

    def run(*command, **options):
        return subprocess.run(as_user + list(command), check=True, cwd='/', encoding='utf-8',
                              stdout=subprocess.PIPE, **options).stdout

    run(found[-1] + '/initdb', '-D', cluster + '/data', '-A', 'trust', '-E', 'UTF8',
        '--locale=C.UTF-8')
    run(found[-1] + '/pg_ctl', '-D', cluster + '/data', '-w', '-l', cluster + '/log', '-o',
        '-c listen_addresses= -c unix_socket_directories=' + cluster +
        ' -c shared_buffers=512MB -c fsync=off', 'start')
    try:
        def psql(text):
            return run(found[-1] + '/psql', '-h', cluster, '-d', 'postgres', '-qAt', '-v',
                       'ON_ERROR_STOP=1', input=text)

        psql(SETUP.format(folder=folder))
        psql(RUN)
        values = [float(value) for value in psql('SELECT ms FROM typed ORDER BY n').split()]
    finally:
        run(found[-1] + '/pg_ctl', '-D', cluster + '/data', '-m', 'immediate', 'stop')
    faster = ratios(values, ours)
    return report('postgresql', services, values, faster['p99'] >= TIMES_FASTER,
                  times_slower=faster, times_slower_limit=TIMES_FASTER)


def compare(folder, services):
    """The lines for Verbinder and for what it is built on."""
    ours, bare = column(folder, 'ours.tsv'), column(folder, 'bare.tsv')
    cpu, plain = column(folder, 'ours.tsv', 3), column(folder + '/plain', 'ours.tsv', 3)
    bare_cpu = column(folder, 'bare.tsv', 3)
    # Most of these find next to nothing, which the bare query does not mind, and we look further:
    # for parts of words, words that look like them and synonyms.
    slow = [(a, b) for a, b in zip(cpu, bare_cpu) if a > TIMES_BARE * b]
    limit = next((ms for most, ms in LIMITS if services <= most), LIMITS[-1][1])
    over_plain, over_bare = ratios(cpu, plain), ratios(ours, bare)
    good = report('verbinder', services, ours,
                  percentile(ours, 0.99) < limit and max(over_plain.values()) <= TIMES_PLAIN,
                  p99_limit_ms=limit, encrypted=True, p99_cpu_ms=percentile(cpu, 0.99),
                  encrypted_over_plain=over_plain, encrypted_over_plain_limit=TIMES_PLAIN)
    return report('bare-fts5', services, bare, max(over_bare.values()) <= TIMES_BARE,
                  encrypted=False, p99_cpu_ms=percentile(bare_cpu, 0.99),
                  verbinder_over_bare=over_bare, verbinder_over_bare_limit=TIMES_BARE,
                  slower_than_twice_bare=sum(a > TIMES_BARE * b for a, b in zip(ours, bare)),
                  by_cpu=len(slow),
                  these_cpu_ms={name: percentile([a for a, _ in slow], share)
                                for name, share in SHARES.items()},
                  these_bare_cpu_ms={name: percentile([b for _, b in slow], share)
                                     for name, share in SHARES.items()},
                  by_cpu_and_over_1_ms=sum(a > NOTED_MS for a, _ in slow),
                  all_cpu_s=round(sum(cpu) / 1000, 2),
                  all_bare_cpu_s=round(sum(bare_cpu) / 1000, 2)) and good


def main():
    build = os.path.abspath(sys.argv[1])
    services = sys.argv[2] if len(sys.argv) > 2 else '20000'
    persons = sys.argv[3] if len(sys.argv) > 3 else '100'
    folder = tempfile.mkdtemp(prefix='verbinder-search-')
    os.chmod(folder, 0o755)
    try:
        os.mkdir(folder + '/plain')
        for program, place in (('search-ours', folder), ('search-ours-plain', folder + '/plain')):
            subprocess.run([os.path.join(build, HERE, program), services, persons, place],
                           check=True)
        subprocess.run([os.path.join(build, HERE, 'search-bare'), folder], check=True)
        for name in ('rows.tsv', 'typed.tsv'):
            os.chmod(os.path.join(folder, name), 0o644)
        good = compare(folder, int(services))
        good = postgres(folder, int(services), column(folder, 'ours.tsv')) and good
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if good else 1)


if __name__ == '__main__':
    main()
