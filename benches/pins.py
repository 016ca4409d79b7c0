#!/usr/bin/env python3
"""Does what random pins say to random tables a second time, in pandas, and holds the results together.

    cargo build
    benches/pins.py target/debug/repcard [FIRST_SEED [LAST_SEED]]

Each seed makes a book with a roster and a file of orders whose headers nobody knows, and a pin with conditions and computed
columns over them; cells are numbers, numbers written as text, percentages, blanks and words. pandas filters and computes the
same rows exactly, on fractions. Held together are each rep's sales, how many rows the pin left out, how many could not be told
and how many have no amount. Beside it stand a sheet with a column a month, which pandas melts, and lines that look up their heads and
those their customers, which pandas merges: each rep's sales, rows made, keys that are not there, keys that stand twice. Exits with 1 where they differ, with 2 where the package pandas is missing.
"""

import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction

try:
    import pandas
except ImportError:
    print("this needs the package pandas", file=sys.stderr)
    sys.exit(2)

REPS = ["S001", "S002", "S003"]
STAGES = ["Won", "Lost", "Open", "won", "Won/late", ""]
HEADERS = {"stage": "Stage of it", "units": "Lots", "price": "Price each", "off": "Off", "fee": "Fee"}


class Unreadable(Exception):
    """A cell that is not what an expression needs."""


def number(text):
    """What a cell states where a number is needed: none where it is blank."""
    text = text.strip()
    if text in ("", "-", "n/a"):
        return None
    share = text.endswith("%")
    digits = text.rstrip("%").replace(",", "")
    try:
        value = Fraction(digits)
    except ValueError:
        raise Unreadable(text) from None
    return value / 100 if share else value


class Cells:
    """A row, whose cells are asked for one by one."""

    def __init__(self, row):
        self.row = row

    def number(self, name):
        return number(self.row[HEADERS[name]])

    def text(self, name):
        return self.row[HEADERS[name]].strip() or None


def lifted(operation):
    def of(*sides):
        def value(cells):
            values = []
            for side in sides:
                values.append(side(cells))
                if values[-1] is None:
                    return None
            return operation(*values)
        return value
    return of


def lift(operation, values):
    return None if any(value is None for value in values) else operation(*values)


def name(header):
    return header if header.isidentifier() else f'"{header}"'


class Maker:
    """Expressions, each as text and as a function of a row."""

    def __init__(self, random):
        self.random = random

    def numeric(self, depth):
        if depth == 0 or self.random.random() < 0.25:
            if self.random.random() < 0.3:
                value = self.random.choice(["0", "1", "2", "0.5", "10", "0.25"])
                return value, lambda cells: Fraction(value)
            column = self.random.choice(["units", "price", "off", "fee"])
            return name(HEADERS[column]), lambda cells: cells.number(column)
        kind = self.random.choice(["+", "-", "*", "coalesce", "case", "abs"])
        one_text, one = self.numeric(depth - 1)
        if kind == "abs":
            return f"abs({one_text})", lifted(abs)(one)
        other_text, other = self.numeric(depth - 1)
        if kind == "coalesce":
            # The second is asked for only where the first is not there.
            def coalesce(cells):
                value = one(cells)
                return other(cells) if value is None else value
            return f"coalesce({one_text} + 0, {other_text})", coalesce
        if kind == "case":
            when_text, when = self.condition(1)
            return (f"case when {when_text} then {one_text} else {other_text} end",
                    lambda cells: one(cells) if when(cells) is True else other(cells))
        operations = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
        return f"({one_text} {kind} {other_text})", lifted(operations[kind])(one, other)

    def condition(self, depth):
        if depth > 0 and self.random.random() < 0.6:
            kind = self.random.choice(["and", "or", "not"])
            one_text, one = self.condition(depth - 1)
            if kind == "not":
                return f"not ({one_text})", lifted(lambda truth: not truth)(one)
            other_text, other = self.condition(depth - 1)
            decides = kind == "or"
            def joined(cells):
                first = one(cells)
                if first is decides:
                    return decides
                second = other(cells)
                if second is decides:
                    return decides
                return None if first is None or second is None else not decides
            return f"({one_text}) {kind} ({other_text})", joined
        stage = name(HEADERS["stage"])
        kind = self.random.choice(["equal", "in", "null", "less", "like"])
        if kind == "equal":
            word = self.random.choice(STAGES[:3])
            return f"{stage} = '{word}'", lambda cells: lift(lambda text: text == word, [cells.text("stage")])
        if kind == "in":
            return f"{stage} in ('Won', 'Open')", lambda cells: lift(lambda text: text in ("Won", "Open"), [cells.text("stage")])
        if kind == "like":
            return f"{stage} like 'Won%'", lambda cells: lift(lambda text: text.startswith("Won"), [cells.text("stage")])
        if kind == "null":
            column = self.random.choice(["units", "off", "stage"])
            blank = lambda cells: cells.row[HEADERS[column]].strip() in ("", "-", "n/a")
            return f"{name(HEADERS[column])} is null", blank
        column, least = self.random.choice(["units", "price", "fee"]), self.random.choice(["0", "2", "7.5"])
        return (f"{name(HEADERS[column])} > {least}",
                lambda cells: lift(lambda value: value > Fraction(least), [cells.number(column)]))


def cell(random, kind):
    if random.random() < 0.04:
        return random.choice(["", "-", "n/a", " "])
    if random.random() < 0.015:
        return random.choice(["tbd", "?", "12 or so"])
    if kind == "share":
        return random.choice(["0", "0.1", "25%", "7.5%", "0.05", ""])
    if kind == "count":
        return random.choice(["1", "2", "3", "10", "-1"])
    whole, cents = random.randint(0, 5000), random.randint(0, 99)
    return f"{whole:,}.{cents:02}" if random.random() < 0.3 else f"{whole}.{cents:02}"


def table(random):
    rows = []
    for number in range(random.randint(1, 60)):
        rows.append({
            "Deal": f"D{number:04}", "Closed": f"2026-10-{random.randint(1, 28):02}", "Owner": random.choice(REPS),
            "Buyer": random.choice(["Acme", "Bolt", "Core"]), HEADERS["stage"]: random.choice(STAGES),
            HEADERS["units"]: cell(random, "count"), HEADERS["price"]: cell(random, "money"),
            HEADERS["off"]: cell(random, "share"), HEADERS["fee"]: cell(random, "money"),
        })
    return pandas.DataFrame(rows, dtype=str)


def expected(frame, condition, amount):
    """Sales of each rep, and how many rows are left out, are undecided, have no amount."""
    def fate(row):
        cells = Cells(row)
        try:
            value = condition(cells)
        except Unreadable:
            return "undecided"
        return "kept" if value is True else "passed"
    def worth(row):
        try:
            return amount(Cells(row))
        except Unreadable:
            return None
    fates = frame.apply(fate, axis=1)
    kept = frame[fates == "kept"]
    worths = kept.apply(worth, axis=1) if len(kept) else pandas.Series(dtype=object)
    bad = int(worths.isna().sum())
    sums = {rep: Fraction(0) for rep in REPS}
    for rep, value in zip(kept["Owner"], worths):
        if value is not None:
            sums[rep] += value
    return sums, int((fates == "passed").sum()), int((fates == "undecided").sum()), bad


def found(program, book):
    run = subprocess.run([program, "run", "--book", book, "--period", "2026-10", "--format", "json"],
                         capture_output=True, text=True)
    if run.returncode not in (0, 1):
        return run.stderr + run.stdout, []
    findings = json.loads(run.stdout)["findings"]
    results = json.loads((pathlib.Path(book) / "out/2026-10/results.json").read_text(), parse_float=Decimal, parse_int=Decimal)
    sales = {rep["rep_id"]: next(kpi["actual"] for kpi in rep["kpis"] if kpi["id"] == "sales") for rep in results["reps"]}
    return sales, findings


def try_seed(program, seed):
    rng = random.Random(seed)
    frame = table(rng)
    maker = Maker(rng)
    where_text, where = maker.condition(3)
    # A constant is no column, and a header that is not there.
    while True:
        amount_text, amount = maker.numeric(3)
        if any(name(header) in amount_text for header in HEADERS.values()):
            break
    # A header alone is read as a column of amounts, to which 25% is none.
    amount_text = f"{amount_text} + 0"
    with tempfile.TemporaryDirectory() as book:
        inbox = pathlib.Path(book) / "inbox"
        (inbox / "2026-10").mkdir(parents=True)
        (inbox / "roster.csv").write_text("Employee No,Name,Team\n" + "".join(f"{rep},Rep {rep},A\n" for rep in REPS))
        # One conduct event keeps a month whose orders are all left out from being no month.
        (inbox / "2026-10/conduct.csv").write_text("Date,Employee No,Event,Points\n2026-10-08,S001,Late,-1\n")
        frame.to_csv(inbox / "2026-10/deals.csv", index=False, quoting=csv.QUOTE_MINIMAL)
        quoted = lambda text: json.dumps(text, ensure_ascii=False)
        (pathlib.Path(book) / "repcard.toml").write_text(
            'language = "en"\n[inputs.orders]\nfiles = ["{period}/deals.csv"]\n'
            f"where = {quoted(where_text)}\n"
            'columns = { order_id = "Deal", date = "Closed", rep = "Owner", customer = "Buyer", '
            f"amount = {quoted(amount_text)} }}\n")
        sums, passed, undecided, bad = expected(frame, where, amount)
        sales, findings = found(program, book)
        said = f"seed {seed}\n  where  {where_text}\n  amount {amount_text}\n"
        if not isinstance(sales, dict):
            return said + sales
        rows = lambda code: sum(rows_of(finding) for finding in findings if finding["code"] == code)
        def rows_of(finding):
            first = finding["what"].replace("where (" + where_text + ")", "").split(" rows")[0].split()[-1]
            return int(first.replace(",", ""))
        differences = []
        for rep, value in sums.items():
            if abs(Fraction(sales.get(rep) or 0) - value) > Fraction(1, 10**9):
                differences.append(f"{rep}: {sales.get(rep)} instead of {float(value)}")
        got = (rows("rows-passed-over"), rows("condition-undecided"),
               sum(finding["severity"] == "error" and finding["code"] in ("missing-value", "not-a-number", "ambiguous-number")
                   for finding in findings))
        if got != (passed, undecided, bad):
            differences.append(f"left out, undecided, without amount: {got} instead of {(passed, undecided, bad)}")
        return said + "  " + "\n  ".join(differences) if differences else None


MONTHS = ["2026-08", "Sep 2026", "2026-10"]


def matrix(random):
    """A matrix of a column a month."""
    rows = []
    for number in range(random.randint(1, 25)):
        row = {"Seller": random.choice(REPS), "Buyer": f"B{number}"}
        for month in MONTHS:
            row[month] = random.choice(["", "-", "0", "0.00", "12.5", "1,250.75", "300", "-7", "99.99"])
        rows.append(row)
    return pandas.DataFrame(rows, dtype=str)


def melted(frame):
    """Sales of each rep in October, and how many rows are made."""
    long = frame.melt(["Seller", "Buyer"], MONTHS, "month", "stated")
    long["value"] = long["stated"].map(number)
    made = long[long["value"].map(lambda value: value is not None and value != 0)]
    now = made[made["month"] == "2026-10"]
    sums = {rep: sum(now[now["Seller"] == rep]["value"], Fraction(0)) for rep in REPS}
    return sums, len(made)


def written(random, key, zeros):
    """A key as somebody may write it; one sheet has zeros before all of them, or before none."""
    key = zeros + key if key.isdigit() else key
    return random.choice([key, key.lower(), f" {key} "])


def orders(random):
    """Lines, heads and customers: some keys are not there, some stand twice with the same, some with other contents."""
    customers = [f"C{at}" for at in range(6)]
    owners = pandas.DataFrame([{"Account": key, "Owner": random.choice(REPS)} for key in customers if random.random() < 0.85])
    heads = []
    for at in range(1, random.randint(3, 15)):
        if random.random() < 0.85:
            heads.append({"Order": str(at), "Day": f"2026-10-{random.randint(1, 28):02}", "Account": random.choice(customers)})
            if random.random() < 0.15:
                again = dict(heads[-1])
                if random.random() < 0.5:
                    again["Day"] = "2026-10-29"
                heads.append(again)
    lines = [{"Line": f"L{at}", "Order": str(random.randint(1, 16)), "Sum": str(random.randint(1, 900))}
             for at in range(random.randint(1, 40))]
    return pandas.DataFrame(lines, dtype=str), pandas.DataFrame(heads, columns=["Order", "Day", "Account"], dtype=str), owners


def merged(lines, heads, owners):
    """Sales of each rep, and how many lines meet no head, several heads, no customer."""
    heads = heads.drop_duplicates()
    several = heads[heads.duplicated("Order", keep=False)]["Order"].unique()
    is_several = lines["Order"].isin(several)
    joined = lines[~is_several].merge(heads, "left", "Order")
    without_head = int(joined["Account"].isna().sum())
    joined = joined[joined["Account"].notna()].merge(owners, "left", "Account") if len(owners) else joined.assign(Owner=None)
    joined = joined[joined["Account"].notna()]
    without_owner = int(joined["Owner"].isna().sum())
    sums = {rep: sum((Fraction(value) for value in joined[joined["Owner"] == rep]["Sum"]), Fraction(0)) for rep in REPS}
    return sums, without_head, int(is_several.sum()), without_owner


def book_of(book, pins):
    inbox = pathlib.Path(book) / "inbox"
    (inbox / "2026-10").mkdir(parents=True)
    (inbox / "roster.csv").write_text("Employee No,Name,Team\n" + "".join(f"{rep},Rep {rep},A\n" for rep in REPS))
    (inbox / "2026-10/conduct.csv").write_text("Date,Employee No,Event,Points\n2026-10-08,S001,Late,-1\n")
    (pathlib.Path(book) / "repcard.toml").write_text('language = "en"\n' + pins)
    return inbox / "2026-10"


def compared(said, sales, sums, got, wanted):
    if not isinstance(sales, dict):
        return said + sales
    differences = [f"{rep}: {sales.get(rep)} instead of {float(value)}" for rep, value in sums.items()
                   if abs(Fraction(sales.get(rep) or 0) - value) > Fraction(1, 10**9)]
    if got != wanted:
        differences.append(f"rows: {got} instead of {wanted}")
    return said + "  " + "\n  ".join(differences) if differences else None


def first_number(finding):
    return int(finding["what"].split(" rows")[0].split()[-1].replace(",", ""))


def try_matrix(program, seed):
    rng = random.Random(f"matrix {seed}")
    frame = matrix(rng)
    with tempfile.TemporaryDirectory() as book:
        folder = book_of(book, '[inputs.orders]\nfiles = ["{period}/matrix.csv"]\ncolumns = { rep = "Seller", customer = "Buyer" }\n'
                         'unpivot = { header = "date", value = "amount" }\n')
        frame.to_csv(folder / "matrix.csv", index=False)
        sums, made = melted(frame)
        sales, findings = found(program, book)
        told = [finding["what"] for finding in findings if finding["code"] == "cells-as-rows"]
        got = int(told[0].split("became ")[1].split(",")[0]) if told else 0
        return compared(f"matrix {seed}\n", sales, sums, got, made)


def try_join(program, seed):
    rng = random.Random(f"join {seed}")
    lines, heads, owners = orders(rng)
    sums, *wanted = merged(lines, heads, owners)
    with tempfile.TemporaryDirectory() as book:
        folder = book_of(book, '[inputs.orders]\nfiles = ["{period}/lines.csv"]\n'
                         'columns = { order_id = "Line", date = "Day", rep = "Owner", customer = "Account", amount = "Sum" }\n'
                         'join = [\n  { files = ["{period}/heads.csv"], on = "Order" },\n  { files = ["owners.csv"], on = "Account" },\n]\n')
        for name, frame in [("lines", lines), ("heads", heads)]:
            frame = frame.copy()
            zeros = rng.choice(["", "00"])
            frame["Order"] = frame["Order"].map(lambda key: written(rng, key, zeros))
            frame.to_csv(folder / f"{name}.csv", index=False)
        owners = owners.reindex(columns=["Account", "Owner"])
        owners["Account"] = owners["Account"].map(lambda key: written(rng, key, ""))
        owners.to_csv(folder.parent / "owners.csv", index=False)
        sales, findings = found(program, book)
        def rows(code, on):
            return sum(first_number(finding) for finding in findings
                       if finding["code"] == code and f'"{on}"' in finding["what"])
        got = [rows("key-not-there", "Order"), rows("key-repeated", "Order"), rows("key-not-there", "Account")]
        return compared(f"join {seed}\n", sales, sums, got, wanted)


def main():
    program, *seeds = sys.argv[1:]
    first, last = (int(seeds[0]) if seeds else 1), (int(seeds[-1]) if seeds else 100)
    tried = [attempt(program, seed) for seed in range(first, last + 1) for attempt in (try_seed, try_matrix, try_join)]
    failures = [failure for failure in tried if failure]
    print("\n".join(failures[:5]))
    print(f"{len(tried) - len(failures)} of {len(tried)} agree")
    sys.exit(1 if failures else 0)


main()
