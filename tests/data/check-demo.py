#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the demo neighbourhood and the taxonomies under data/ for consistency.

The columns, types and references come from src/core/model/vb-schema.c, so that the data and the
program cannot drift apart. With VB_DATA set, the columns are also held against the data package of
the standard itself. With --self-test the checks are tried on damaged copies and must each speak up.
"""

import argparse
import csv
import json
import os
import re
import shutil
import sys
import tempfile
import unicodedata
import uuid
from collections import defaultdict
from datetime import date, datetime, timedelta

SPACE = uuid.UUID("6f1d3a52-7c1e-5b0e-9a53-2f5f0d8a7c11")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d")
DAY = r"(MO|TU|WE|TH|FR|SA|SU)"
WEEKLY = re.compile(rf"{DAY}(,{DAY})*")
MONTHLY = re.compile(rf"-?[1-5]{DAY}(,-?[1-5]{DAY})*")

ENUMS = {
    ("service", "status"): {"active", "inactive", "defunct", "temporarily closed"},
    ("location", "location_type"): {"physical", "postal", "virtual"},
    ("location", "vb_confidential"): {"", "1"},
    ("address", "address_type"): {"physical", "postal", "virtual"},
    ("address", "country"): {"NL"},
    ("contact", "vb_fixed_contact"): {"", "1"},
    ("phone", "type"): {"voice", "cell", "text", "fax", "textphone"},
    ("schedule", "freq"): {"", "WEEKLY", "MONTHLY"},
    ("availability", "freq"): {"WEEKLY", "MONTHLY"},
    ("availability", "kind"): {"availability", "presence"},
    ("availability", "means"): {"phone", "video", "room"},
    ("verification", "method"): {"phone", "visit", "website", "mail", "source"},
    ("verification", "resource_type"): {"service", "contact", "organization", "location"},
    ("cost_option", "currency"): {"EUR"},
    ("attribute", "link_entity"): {"service", "organization", "contact", "location"},
}

# Columns of our own lists that the tables of the program do not have; they go along unread.
LIST_COLUMNS = ("name_en", "vb_title", "vb_domain_2", "vb_health", "vb_icpc")

# What makes sure that nothing in the demo can be taken for something real.
INVENTED = {
    ("address", "postal_code"): re.compile(r"1158 [A-Z]{2}"),
    ("address", "city"): re.compile(r"Waardermonde"),
    ("phone", "number"): re.compile(r"0199-0\d{5}|06-00\d{6}"),
    ("service_area", "extent"): re.compile(r"GM9999|WK999901|BU9999010[1-6]"),
}
EXAMPLE_MAIL = re.compile(r"[a-z0-9.-]+@([a-z0-9-]+\.)+example")
EXAMPLE_SITE = re.compile(r"https://([a-z0-9-]+\.)+example(/[a-z0-9/-]*)?")


def read_schema(source_root):
    """Returns {table: (file, own, {column: (type, refers_to, required, own)})}."""
    path = os.path.join(source_root, "src", "core", "model", "vb-schema.c")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    columns = {}
    for match in re.finditer(r"static const VbColumn (\w+)_columns\[\] = \{(.*?)\n\};", text, re.S):
        columns[match[1]] = {
            name: (kind, None if ref == "N_TABLES" else ref.removeprefix("TABLE_").lower(),
                   "REQUIRED" in flags, "OWN" in flags)
            for name, kind, ref, flags
            in re.findall(r'\{\s*"(\w+)",\s*VB_TYPE_(\w+),\s*VB_(\w+),\s*([^}]*?)\s*\}', match[2])
        }
    schema = {name: (file, own == "TRUE", columns[name]) for name, file, own
              in re.findall(r'\{\s*"(\w+)",\s*"([\w.]+)",\s*(TRUE|FALSE),\s*[A-Z (]*\w+_columns',
                             text)}
    if len(schema) < 25 or any(not c for _, _, c in schema.values()):
        raise SystemExit("check-demo: cannot read the tables from " + path)
    return schema


class Package:
    """One tabular package: its tables as lists of dicts, and what is wrong with its shape."""

    def __init__(self, folder, schema, extra_columns=()):
        self.folder, self.tables, self.errors = folder, {}, []
        with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as f:
            self.meta = json.load(f)
        by_file = {file: table for table, (file, _, _) in schema.items()}
        listed = {r["path"] for r in self.meta["resources"]}
        present = {n for n in os.listdir(folder) if n.endswith(".csv")}
        for name in sorted(listed ^ present):
            self.errors.append(f"{name}: in the folder or in datapackage.json, not in both")
        for resource in self.meta["resources"]:
            if resource["path"] in present:
                self.read(resource, by_file, schema, extra_columns)

    def read(self, resource, by_file, schema, extra_columns):
        file = resource["path"]
        table = by_file.get(file)
        if table is None or resource["name"] != table:
            self.errors.append(f"{file}: no table of the schema has this file name")
            return
        with open(os.path.join(self.folder, file), newline="", encoding="utf-8") as f:
            rows = list(csv.reader(f, strict=True))
        header = rows[0]
        fields = [field["name"] for field in resource["schema"]["fields"]]
        if header != fields:
            self.errors.append(f"{file}: header differs from datapackage.json")
        for column in header:
            if column not in schema[table][2] and column not in extra_columns:
                self.errors.append(f"{file}: unknown column {column}")
        for column in schema[table][2]:
            if column not in header:
                self.errors.append(f"{file}: column {column} is missing")
        for number, row in enumerate(rows[1:], 2):
            if len(row) != len(header):
                self.errors.append(f"{file}:{number}: {len(row)} cells, expected {len(header)}")
        self.tables[table] = [dict(zip(header, row)) for row in rows[1:]]

    def __getitem__(self, table):
        return self.tables.get(table, [])


def day_of(text):
    return datetime.strptime(text, "%Y-%m-%d").date()


def value_error(kind, value):
    """Says what is wrong with a value of a column type, or None."""
    try:
        if kind == "DATE":
            day_of(value)
        elif kind == "DATETIME":
            datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
        elif kind == "TIME" and not TIME.fullmatch(value):
            return "is no time"
        elif kind == "NUMBER" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
            return "is no number"
        elif kind == "BOOLEAN" and value not in ("0", "1"):
            return "is neither 0 nor 1"
    except ValueError:
        return "is no date"
    return None


def check_cells(package, schema, known, errors):
    for table, rows in package.tables.items():
        columns = schema[table][2]
        for row in rows:
            where = f"{table} {row['id']}"
            for column, value in row.items():
                kind, ref, required, _ = columns.get(column, ("TEXT", None, False, True))
                if not value:
                    if required:
                        errors.append(f"{where}: {column} is required")
                    continue
                problem = value_error(kind, value)
                if problem:
                    errors.append(f"{where}: {column} {problem}: {value}")
                if ref and value not in known[ref]:
                    errors.append(f"{where}: {column} points at no {ref}: {value}")
                if value != value.strip() or value != unicodedata.normalize("NFC", value):
                    errors.append(f"{where}: {column} has stray blanks or is not in NFC")
                if any(unicodedata.category(c) == "Cc" for c in value):
                    errors.append(f"{where}: {column} holds a control character")
                if value[0] in "=+@\t" or (value[0] == "-" and kind != "NUMBER"
                                           and column != "byday"):
                    errors.append(f"{where}: {column} would be a formula in a spreadsheet")
            for column in set(row) & {c for t, c in ENUMS if t == table}:
                if row[column] not in ENUMS[table, column]:
                    errors.append(f"{where}: {column} may not be {row[column]!r}")


def check_ids(packages, errors):
    """Returns {table: set of ids} over all packages."""
    known, seen = defaultdict(set), {}
    for package in packages:
        for table, rows in package.tables.items():
            if package is not packages[0] and table in packages[0].tables:
                continue  # the demo repeats the lists, see check_copy()
            for row in rows:
                if not UUID.fullmatch(row["id"]):
                    errors.append(f"{table}: {row['id']!r} is no UUID")
                if row["id"] in seen:
                    errors.append(f"{table} {row['id']}: id is used twice ({seen[row['id']]})")
                seen[row["id"]] = table
                known[table].add(row["id"])
    return known


def check_periods(package, errors):
    for table in ("holder", "schedule", "availability", "cost_option"):
        for row in package[table]:
            where = f"{table} {row['id']}"
            if row["valid_from"] and row["valid_to"] and row["valid_from"] > row["valid_to"]:
                errors.append(f"{where}: ends before it starts")
            if table in ("schedule", "availability"):
                check_recurrence(row, where, errors)
            if table == "schedule":
                owners = [c for c in ("service_id", "location_id", "service_at_location_id")
                          if row[c]]
                if len(owners) != 1:
                    errors.append(f"{where}: belongs to {len(owners)} owners instead of one")


def check_recurrence(row, where, errors):
    if not row["freq"]:
        # A closure: a period without hours.
        if row["byday"] or row["opens_at"] or not (row["valid_from"] and row["valid_to"]):
            errors.append(f"{where}: neither a rule nor a closure")
        return
    pattern = MONTHLY if row["freq"] == "MONTHLY" else WEEKLY
    if not pattern.fullmatch(row["byday"]):
        errors.append(f"{where}: byday {row['byday']!r} does not fit {row['freq']}")
    if row["interval"] not in ("1", "2", "3", "4"):
        errors.append(f"{where}: interval {row['interval']!r}")
    if row["interval"] not in ("", "1") and not row["dtstart"]:
        errors.append(f"{where}: every {row['interval']} weeks, but counted from when?")
    if row["dtstart"] and row["freq"] == "WEEKLY":
        code = "MO TU WE TH FR SA SU".split()[day_of(row["dtstart"]).weekday()]
        if code not in row["byday"].split(","):
            errors.append(f"{where}: dtstart is a {code}, not one of {row['byday']}")
    # 00:00 is the end of the day.
    if row["closes_at"] <= row["opens_at"] and row["closes_at"] != "00:00:00":
        errors.append(f"{where}: closes before it opens")


def check_invented(package, errors):
    for (table, column), pattern in INVENTED.items():
        for row in package[table]:
            if not pattern.fullmatch(row[column]):
                errors.append(f"{table} {row['id']}: {column} {row[column]!r} could be real")
    for table, column, pattern in (("organization", "email", EXAMPLE_MAIL),
                                   ("service", "email", EXAMPLE_MAIL),
                                   ("service", "assurer_email", EXAMPLE_MAIL),
                                   ("contact", "email", EXAMPLE_MAIL),
                                   ("organization", "website", EXAMPLE_SITE),
                                   ("service", "url", EXAMPLE_SITE)):
        for row in package[table]:
            if row[column] and not pattern.fullmatch(row[column]):
                errors.append(f"{table} {row['id']}: {column} {row[column]!r} could be real")
    for row in package["location"]:
        if row["location_type"] != "physical":
            continue
        if not (row["latitude"] and 52.50 < float(row["latitude"]) < 52.56
                and 5.15 < float(row["longitude"]) < 5.25):
            errors.append(f"location {row['id']}: does not lie in the invented place")
    for row in package["service_area"]:
        level = {"G": "gemeente", "W": "wijk", "B": "buurt"}[row["extent"][0]]
        year = row["extent_type"][-4:]
        if row["extent_type"] != f"cbs-{level}-{year}" \
           or row["uri"] != f"urn:cbs:{year}:{row['extent']}":
            errors.append(f"service_area {row['id']}: extent, type and uri disagree")


def sentences(text):
    return [s for s in re.split(r"(?<=[.?!])\s+(?=[A-ZÀ-Ý€'‘‚])", text) if s]


def check_services(package, terms, errors):
    tags = defaultdict(lambda: defaultdict(set))
    for row in package["attribute"]:
        term = terms.get(row["taxonomy_term_id"])
        if term:
            tags[row["link_id"]][term["taxonomy"]].add(term["code"])
    texts, openings = {}, {}
    for row in package["service"]:
        where = f"service {row['name']}"
        own = tags[row["id"]]
        for taxonomy in ("need", "domain", "health", "audience"):
            if not own["verbinder-" + taxonomy]:
                errors.append(f"{where}: no tag of verbinder-{taxonomy}")
        if len(own["verbinder-kind"]) != 1:
            errors.append(f"{where}: needs exactly one tag of verbinder-kind")
        n = len(sentences(row["description"]))
        if not 2 <= n <= 6:
            errors.append(f"{where}: description has {n} sentences")
        opening = row["description"][:40]
        if row["description"] in texts or opening in openings:
            errors.append(f"{where}: description is much like {openings.get(opening)}")
        texts[row["description"]] = openings[opening] = row["name"]
        if row["minimum_age"] and row["maximum_age"] \
           and int(row["minimum_age"]) > int(row["maximum_age"]):
            errors.append(f"{where}: minimum_age above maximum_age")
        if row["status"] == "temporarily closed" and not row["alert"]:
            errors.append(f"{where}: closed without an alert that says until when")
    return tags


def check_functions(package, functions, today, errors):
    holders = defaultdict(list)
    for row in package["holder"]:
        if not row["name"] or not row["contact_id"]:
            errors.append(f"holder {row['id']}: without name or function")
        holders[row["contact_id"]].append(row)
    vacant = soon = 0
    for row in package["contact"]:
        if not row["title"]:
            errors.append(f"contact {row['id']}: a function needs a title")
        if row["vb_type"] not in functions:
            errors.append(f"contact {row['id']}: unknown function type {row['vb_type']!r}")
        if row["vb_deputy_id"] == row["id"]:
            errors.append(f"contact {row['id']}: is its own deputy")
        if row["vb_fixed_contact"] and not row["organization_id"]:
            errors.append(f"contact {row['id']}: fixed contact of no organisation")
        own = holders[row["id"]]
        now = [x for x in own if (not x["valid_from"] or x["valid_from"] <= today)
               and (not x["valid_to"] or x["valid_to"] >= today)]
        vacant += not now and not row["name"]
        soon += any(x["valid_from"] > today for x in own)
    return vacant, soon


def check_names(package, errors):
    """A person's name belongs to a function, with dates; in a text it is soon wrong."""
    holders = defaultdict(set)
    organization = {r["id"]: r["organization_id"] for r in package["contact"]}
    for row in package["holder"]:
        holders[organization[row["contact_id"]]].add(row["name"].split()[0])
    texts = [(s, s["organization_id"], c) for s in package["service"]
             for c in ("name", "description", "application_process", "fees_description", "alert")]
    texts += [(o, o["id"], "description") for o in package["organization"]]
    for row, owner, column in texts:
        # Not at the start of a sentence, where "Wil" or "Bas" may be a word.
        words = set(re.findall(r"(?<=[\w,;:] )[A-ZÀ-Ý][\w-]+", row[column]))
        for name in words & holders[owner]:
            errors.append(f"{row['name']}: {column} names {name}")
        if re.search(r"\b[Uu]w?\b", row[column]) \
           and re.search(r"\b([Jj]e|jij|jouw?)\b", row[column]):
            errors.append(f"{row['name']}: {column} says both u and je")


def check_taxonomy(package, errors):
    taxonomies = {}
    for row in package["taxonomy"]:
        taxonomies[row["id"]] = row["name"]
        if row["id"] != str(uuid.uuid5(SPACE, row["name"])):
            errors.append(f"taxonomy {row['name']}: id is not made from its name")
    for row in package["taxonomy_term"]:
        where = f"term {row['taxonomy']}:{row['code']}"
        if row["id"] != str(uuid.uuid5(SPACE, f"{row['taxonomy']}:{row['code']}")):
            errors.append(f"{where}: id is not made from taxonomy and code")
        if taxonomies.get(row["taxonomy_id"]) != row["taxonomy"]:
            errors.append(f"{where}: taxonomy and taxonomy_id disagree")
        if not row["name_en"]:
            errors.append(f"{where}: no English name")
        if len(sentences(row["description"])) != 1:
            errors.append(f"{where}: describe it in one sentence")
    return {row["id"]: row for row in package["taxonomy_term"]}


def check_copy(taxonomy, demo, errors):
    """A package stands on its own, so the demo repeats our lists; word for word."""
    for table, rows in taxonomy.tables.items():
        if demo[table] != rows:
            errors.append(f"{table}: the demo's copy differs from that of data/taxonomy")


def check_freshness(package, today, errors):
    """Most entries fresh, some stale, a few never checked: as in life."""
    latest = {}
    for row in package["verification"]:
        if row["checked_at"][:10] > today:
            errors.append(f"verification {row['id']}: lies in the future")
        if row["resource_type"] == "service":
            latest[row["resource_id"]] = max(latest.get(row["resource_id"], ""), row["checked_at"])
    services = package["service"]
    year_ago = str(day_of(today) - timedelta(days=365))
    never = sum(1 for s in services if s["id"] not in latest and not s["assured_date"])
    stale = sum(1 for s in services if "" < latest.get(s["id"], s["assured_date"]) < year_ago)
    for name, share, low, high in (("never checked", never / len(services), 0.01, 0.12),
                                   ("stale", stale / len(services), 0.10, 0.30)):
        if not low <= share <= high:
            errors.append(f"{share:.0%} of the services are {name}; meant is {low:.0%}–{high:.0%}")
    return never, stale


def check_links(demo, known, errors):
    for table, kind, target in (("attribute", "link_entity", "link_id"),
                                ("verification", "resource_type", "resource_id")):
        for row in demo[table]:
            if row[target] not in known[row[kind]]:
                errors.append(f"{table} {row['id']}: points at no {row[kind]}")
    physical = {r["id"] for r in demo["location"] if r["location_type"] == "physical"}
    for missing in physical - {r["location_id"] for r in demo["address"]}:
        errors.append(f"location {missing}: has no address")
    reach = {r["contact_id"] for r in demo["phone"]} | {r["id"] for r in demo["contact"]
                                                        if r["email"] or r["vb_deputy_id"]}
    for row in demo["contact"]:
        if row["id"] not in reach and not any(
                o["email"] for o in demo["organization"] if o["id"] == row["organization_id"]):
            errors.append(f"contact {row['title']}: cannot be reached at all")


def check_spread(package, tags, terms, errors):
    """Nothing on the lists is left without an example, and no number rings at two places."""
    used = {(taxonomy, code) for own in tags.values() for taxonomy, codes in own.items()
            for code in codes}
    for term in terms.values():
        key = (term["taxonomy"], term["code"])
        if term["taxonomy"] != "verbinder-function" and key not in used:
            errors.append(f"term {key[0]}:{key[1]}: no service carries it")
    seen = set()
    for row in package["phone"]:
        if row["number"] in seen:
            errors.append(f"phone {row['number']}: rings at two places")
        seen.add(row["number"])


def check_standard(packages, schema, errors, quiet):
    """Every column that is not our own must be one the standard's own data package lists."""
    data = os.environ.get("VB_DATA")
    path = os.path.join(data or "", "hsds", "3.2.3", "examples", "csv", "datapackage.json")
    if not data or not os.path.exists(path):
        if not quiet:
            print("skip: without VB_DATA columns are not held against the standard's package")
        return
    with open(path, encoding="utf-8") as f:
        standard = {r["path"]: {c["name"] for c in r["schema"]["fields"]}
                    for r in json.load(f)["resources"]}
    for package in packages:
        for table, rows in package.tables.items():
            file, own, columns = schema[table]
            if own or not rows:
                continue
            for column in rows[0]:
                if column in columns and not columns[column][3] \
                   and column not in standard.get(file, ()):
                    errors.append(f"{file}: {column} is not a column of the standard")


def check(source_root, data_root, quiet=False):
    schema = read_schema(source_root)
    taxonomy = Package(os.path.join(data_root, "taxonomy"), schema, LIST_COLUMNS)
    demo = Package(os.path.join(data_root, "demo"), schema, LIST_COLUMNS)
    errors = taxonomy.errors + demo.errors
    if errors:
        return errors
    known = check_ids((taxonomy, demo), errors)
    for package in (taxonomy, demo):
        check_cells(package, schema, known, errors)
    if errors:
        return errors
    today = demo.meta["created"][:10]
    terms = check_taxonomy(taxonomy, errors)
    check_copy(taxonomy, demo, errors)
    check_periods(demo, errors)
    check_invented(demo, errors)
    check_links(demo, known, errors)
    check_names(demo, errors)
    check_spread(demo, check_services(demo, terms, errors), terms, errors)
    vacant, soon = check_functions(
        demo, {t["code"] for t in terms.values() if t["taxonomy"] == "verbinder-function"},
        today, errors)
    never, stale = check_freshness(demo, today, errors)
    check_standard((taxonomy, demo), schema, errors, quiet)
    confidential = sum(r["vb_confidential"] == "1" for r in demo["location"])
    for what, count, least in (("organisations", len(demo["organization"]), LEAST[0]),
                               ("services", len(demo["service"]), LEAST[1]),
                               ("functions", len(demo["contact"]), LEAST[2]),
                               ("vacant functions", vacant, 3),
                               ("functions with a successor", soon, 2),
                               ("confidential locations", confidential, LEAST[3])):
        if count < least:
            errors.append(f"only {count} {what}, meant are at least {least}")
        if not quiet:
            print(f"{count:5} {what}")
    if not quiet:
        print(f"{stale:5} stale services\n{never:5} services never checked")
    return errors


# Organisations, services, functions and secret places that the demo is meant to hold.
LEAST = (60, 180, 250, 3)


def edit(folder, file, change):
    path = os.path.join(folder, file)
    with open(path, newline="", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    change(rows)
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f, lineterminator="\n").writerows(rows)


def put(column, value, row=1):
    def change(rows):
        rows[row][rows[0].index(column)] = value
    return change


DAMAGE = (
    ("demo/services.csv", put("status", "open"), "status may not be"),
    ("demo/services.csv", put("name", ""), "name is required"),
    ("demo/services.csv", put("organization_id", str(uuid.uuid5(SPACE, "x"))), "points at no"),
    ("demo/services.csv", put("assured_date", "2026-02-30"), "is no date"),
    ("demo/services.csv", put("name", "=1+1"), "formula"),
    ("demo/services.csv", put("description", "Te kort."), "has 1 sentences"),
    ("demo/services.csv", lambda rows: rows[0].remove("alert"), "header differs"),
    ("demo/services.csv", put("description", "Er is koffie. Vraag naar Bram aan de balie."),
     "names Bram"),
    ("demo/services.csv", put("description", "Kom als u wilt. Je mag ook bellen."),
     "both u and je"),
    ("demo/phones.csv", lambda rows: rows[1].__setitem__(6, rows[2][6]), "rings at two places"),
    ("demo/contacts.csv", put("title", ""), "needs a title"),
    ("demo/contacts.csv", put("vb_type", "wizard"), "unknown function type"),
    ("demo/phones.csv", put("number", "020-6241111"), "could be real"),
    ("demo/organizations.csv", put("website", "https://www.example.nl"), "could be real"),
    ("demo/schedules.csv", put("byday", "MAANDAG"), "does not fit"),
    ("demo/attributes.csv", lambda rows: rows.__setitem__(slice(1, None), rows[100:]),
     "no tag of verbinder-need"),
    ("demo/verbinder_holders.csv", put("valid_to", "1999-01-01"), "ends before it starts"),
    ("demo/verbinder_verifications.csv", put("checked_at", "2999-01-01T10:00:00Z"),
     "lies in the future"),
    ("taxonomy/taxonomy_terms.csv", put("code", "B99", 12), "id is not made from"),
    ("taxonomy/taxonomy_terms.csv", put("name_en", ""), "no English name"),
    ("demo/taxonomy_terms.csv", put("name", "Lijf"), "copy differs"),
)


def self_test(source_root, data_root):
    failures = []
    for file, change, expected in DAMAGE:
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, "data")
            for part in ("demo", "taxonomy"):
                shutil.copytree(os.path.join(data_root, part), os.path.join(copy, part))
            edit(copy, file, change)
            errors = check(source_root, copy, quiet=True)
        if not any(expected in e for e in errors):
            failures.append(f"{file}: damage went unnoticed, expected {expected!r}")
    print(f"{len(DAMAGE)} damaged copies tried")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source_root")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    data = os.path.join(options.source_root, "data")
    errors = (self_test if options.self_test else check)(options.source_root, data)
    for error in errors:
        print("error:", error, file=sys.stderr)
    if errors:
        print(f"{len(errors)} errors", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
