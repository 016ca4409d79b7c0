#!/usr/bin/env python3
"""Evaluates random expressions of the small language a second time, in DuckDB, and holds the two together.

    cargo build --example language
    benches/language.py target/debug/examples/language [FIRST_SEED [LAST_SEED]]

Each seed makes a list of rows with empty cells and some hundred expressions, of one row and of many. Their text is handed to DuckDB
as it stands, and as the program prints it. Numbers are whole or divided by powers of two, so that DuckDB's floats are
exact. What the language calls otherwise (days_between, weekday from 1 to 7) or means otherwise (least and greatest of no
value) is a macro. Exits with 1 where a value differs, with 2 where the package duckdb is missing.
"""

import datetime
import decimal
import json
import random
import subprocess
import sys

try:
    import duckdb
except ImportError:
    print("this needs the package duckdb", file=sys.stderr)
    sys.exit(2)

COLUMNS = [
    ("amount", "number", "double"), ("quantity", "number", "double"), ("customer", "text", "varchar"),
    ("product", "text", "varchar"), ("date", "date", "date"), ("到期日", "date", "date"),
    ("received", "moment", "timestamp"), ("replied", "moment", "timestamp"), ("is_new", "bool", "boolean"),
]

MACROS = """
set ieee_floating_point_ops = false;
set error_on_division_by_zero = false;
create macro days_between(a, b) as date_diff('day', a, b);
create macro hours_between(a, b) as (epoch(b::timestamp) - epoch(a::timestamp)) / 3600;
create macro "date"(a) as a::date;
create macro weekday(a) as isodow(a);
create macro least(a, b) as case when a is null or b is null then null when a < b then a else b end;
create macro greatest(a, b) as case when a is null or b is null then null when a > b then a else b end;
create table period as select date '2026-10-01' as first_day, date '2026-10-31' as last_day, 31 as days;
"""


class Maker:
    """Random expressions of each type."""

    def __init__(self, random):
        self.random = random

    def pick(self, *ways):
        return self.random.choice(ways)()

    def number(self, depth):
        choose = self.random.choice
        leaf = lambda: choose(["amount", "quantity", "period.days", "null", str(self.random.randint(0, 9)), "1.5", "0.25"])
        if depth == 0:
            return leaf()
        inner = lambda: self.number(depth - 1)
        return self.pick(
            leaf,
            lambda: f"{inner()} {choose('+-*')} {inner()}",
            lambda: f"({inner()}) {choose('+-*')} ({inner()})",
            lambda: f"({inner()}) / {choose(['2', '4', 'quantity', '0', '(quantity * 2)'])}",
            lambda: f"- {inner()}",
            lambda: f"{choose(['abs', 'round', 'floor', 'ceil'])}({inner()})",
            lambda: f"{choose(['coalesce', 'nullif', 'least', 'greatest'])}({inner()}, {inner()})",
            lambda: f"case when {self.condition(depth - 1)} then {inner()} else {inner()} end",
            lambda: f"case {inner()} when 1 then {inner()} when amount then {inner()} end",
            lambda: f"length({self.text(depth - 1)})",
            lambda: f"days_between({self.day(depth - 1)}, {self.day(depth - 1)})",
            lambda: "hours_between(received, replied)",
            lambda: f"{choose(['year', 'quarter', 'month', 'week', 'day', 'weekday'])}({self.day(depth - 1)})",
            lambda: f"extract({choose(['year', 'month', 'day', 'quarter', 'week'])} from {self.day(depth - 1)})",
            lambda: "extract(hour from received)",
        )

    def text(self, depth):
        choose = self.random.choice
        leaf = lambda: choose(["customer", "product", "'a'", "'it''s'", "'华东'", "''"])
        if depth == 0:
            return leaf()
        inner = lambda: self.text(depth - 1)
        return self.pick(
            leaf,
            lambda: f"({inner()} || {inner()})",
            lambda: f"{choose(['lower', 'upper', 'trim'])}({inner()})",
            lambda: f"substring({inner()}, {self.random.randint(1, 4)}, {self.random.randint(0, 3)})",
            lambda: f"substring({inner()}, {self.random.randint(1, 4)})",
            lambda: f"split_part({inner()}, '{choose(['a', '-', 'B'])}', {self.random.randint(1, 3)})",
            lambda: f"replace({inner()}, '{choose(['a', '-', 'B'])}', '{choose(['', 'x', 'aa'])}')",
            lambda: f"coalesce({inner()}, {inner()})",
            lambda: f"nullif({inner()}, {inner()})",
            lambda: f"case when {self.condition(depth - 1)} then {inner()} end",
        )

    def day(self, depth):
        choose = self.random.choice
        leaf = lambda: choose(["date", "到期日", "period.first_day", "period.last_day", "date '2026-10-15'", "date(received)"])
        if depth == 0:
            return leaf()
        inner = lambda: self.day(depth - 1)
        return self.pick(
            leaf,
            lambda: f"{choose(['coalesce', 'nullif', 'least', 'greatest'])}({inner()}, {inner()})",
            lambda: f"case when {self.condition(depth - 1)} then {inner()} else {inner()} end",
        )

    def condition(self, depth):
        choose = self.random.choice
        leaf = lambda: choose(["is_new", "true", "false", "is_new = false", "received < replied", "date = '2026-10-15'"])
        if depth == 0:
            return leaf()
        inner = lambda: self.condition(depth - 1)
        number, text, day = (lambda: self.number(depth - 1)), (lambda: self.text(depth - 1)), (lambda: self.day(depth - 1))
        maybe_not = choose(["", "not "])
        return self.pick(
            leaf,
            lambda: f"{inner()} {choose(['and', 'or'])} {inner()}",
            lambda: f"({inner()}) {choose(['and', 'or'])} ({inner()})",
            lambda: f"not {inner()}",
            lambda: f"({inner()}) is {maybe_not}null",
            lambda: f"({text()}) is {maybe_not}null",
            lambda: f"coalesce({number()}, 1) {choose(['=', '<>', '<', '<=', '>', '>='])} coalesce({number()}, 2)",
            lambda: f"({number()}) + 0 {choose(['=', '<', '>='])} amount",
            lambda: f"{text()} {choose(['=', '<>'])} {text()}",
            lambda: f"{day()} {choose(['=', '<>', '<', '>='])} {day()}",
            lambda: f"amount {maybe_not}in ({self.random.randint(-3, 3)}, quantity, 100)",
            lambda: f"{text()} {maybe_not}in ('a', customer, '华东')",
            lambda: f"amount {maybe_not}between quantity and {self.random.randint(0, 300)}",
            lambda: f"{day()} {maybe_not}between {day()} and {day()}",
            lambda: f"{text()} {maybe_not}like '{choose(['%a%', '_', '%', '', 'a%', '%东', '_a_', '华%东%', '%%a'])}'",
            lambda: f"{text()} {maybe_not}like '{choose(['%!%%', 'a!_%', '!!%'])}' escape '!'",
        )

    def aggregate(self):
        choose = self.random.choice
        aggregate = self.pick(
            lambda: "count(*)",
            lambda: f"count({self.text(1)})",
            lambda: f"count(distinct {choose([self.text(1), self.day(1), 'amount'])})",
            lambda: f"{choose(['sum', 'avg', 'min', 'max'])}(floor({self.number(2)}))",
            lambda: f"days_between(min({self.day(1)}), period.last_day)",
        )
        if self.random.random() < 0.4 and not aggregate.startswith("days"):
            aggregate += f" filter (where {self.condition(2)})"
        return aggregate

    def figure(self):
        parts = [self.aggregate() for _ in range(self.random.randint(1, 3))]
        figure = parts[0]
        for part in parts[1:]:
            figure += f" {self.random.choice('+-*/')} {part}"
        return self.pick(lambda: figure, lambda: f"coalesce({figure}, 0)", lambda: f"nullif({figure}, 1)")


def rows(random):
    maybe = lambda value: None if random.random() < 0.15 else value
    day = lambda: (datetime.date(2026, 9, 15) + datetime.timedelta(random.randint(0, 60))).isoformat()
    moment = lambda: f"{day()} {random.randint(0, 23):02}:{random.choice([0, 15, 30, 45]):02}:00"
    text = lambda: random.choice(["", "a", "aa", "bab", "华东", "华东商贸", "50%", "a_b", " a ", "!x", "A"])
    number = lambda: random.choice([str(random.randint(-300, 300)), f"{random.randint(-30, 30)}.5"])
    return [
        [maybe(number()), maybe(str(random.choice([-4, -2, -1, 0, 1, 2, 4]))), maybe(text()), maybe(text()), maybe(day()),
         maybe(day()), maybe(moment()), maybe(moment()), maybe(random.choice(["true", "false"]))]
        for _ in range(random.randint(1, 12))
    ]


def same(ours, theirs):
    if ours is None or theirs is None:
        return ours is None and theirs is None
    if isinstance(theirs, bool):
        return ours == str(theirs).lower()
    if isinstance(theirs, (int, float, decimal.Decimal)):
        theirs = float(theirs)
        return abs(float(ours) - theirs) <= 1e-9 * max(1, abs(theirs))
    return ours == str(theirs)


def seed_differs(binary, seed):
    maker = Maker(random.Random(seed))
    table = rows(maker.random)
    expressions = [
        (maker.pick(lambda: maker.number(3), lambda: maker.text(3), lambda: maker.day(2), lambda: maker.condition(3)), False)
        for _ in range(200)
    ] + [(maker.figure(), True) for _ in range(100)]
    asked = {"columns": [column[:2] for column in COLUMNS], "rows": table, "expressions": expressions}
    ran = subprocess.run([binary], input=json.dumps(asked), capture_output=True, text=True)
    if ran.returncode != 0:
        print(f"seed {seed}: {ran.stderr}")
        return True
    engine = duckdb.connect()
    engine.execute(MACROS)
    columns = ", ".join(f'"{name}" {kind}' for name, _, kind in COLUMNS)
    engine.execute(f"create table list (place integer, {columns})")
    for place, row in enumerate(table):
        engine.execute(f"insert into list values (?{', ?' * len(COLUMNS)})", [place, *row])
    differs = False
    for (text, is_figure), line in zip(expressions, ran.stdout.splitlines(), strict=True):
        printed, ours = json.loads(line)
        for form in (text, printed):
            query = f"select {form} from list, period" + ("" if is_figure else " order by place")
            if is_figure:
                query = query.replace("period.last_day", "date '2026-10-31'").replace("period.first_day", "date '2026-10-01'").replace("period.days", "31")
            try:
                theirs = [row[0] for row in engine.execute(query).fetchall()]
            except duckdb.Error as error:
                print(f"seed {seed}: {form}\n  {error}")
                differs = True
                continue
            if len(ours) != len(theirs) or not all(map(same, ours, theirs)):
                print(f"seed {seed}: {form}\n  ours   {ours}\n  theirs {[str(value) for value in theirs]}")
                differs = True
    return differs


def main():
    binary, *bounds = sys.argv[1:]
    first = int(bounds[0]) if bounds else 1
    last = int(bounds[1]) if len(bounds) > 1 else first + 19
    differing = [seed for seed in range(first, last + 1) if seed_differs(binary, seed)]
    print(f"seeds {first} to {last}: {len(differing)} differ {differing or ''}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
