#!/usr/bin/env python3
"""Computes what repcard computes a second time, from the rules alone and in exact fractions, and holds the two together.

    benches/second_opinion.py target/release/repcard [FIRST_SEED [LAST_SEED]]

Each seed makes a book: transfers, people who join and leave, targets for reps, teams, regions and the company in
years that begin with any month, returns
and cancelled orders, returns in a list of their own, orders that were amended and exported again, customers that are listed
or not, and otherwise in an older list, visits, calls, requests, reports and events of conduct that an older export states
otherwise, managers' scores of the period and of months, a policy of its own; and a period: a month, a quarter or a year.
In some the orders stand in three sheets, lines, heads and names, of which pins make rows by `join`, with the rep of the day by
the customer; in others they are sums of months, a matrix that `unpivot` takes apart or a list with `sums = "month"`.
Every target, actual, attainment, growth, point, score and rank of results.json must be the same to the last digit.
Working days are those of the package chinesecalendar, so that the built-in holidays are checked as well. Exits with 1
where a figure differs, with 2 where the package is missing.
"""

import csv
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction

try:
    import chinese_calendar
except ImportError:
    print("this needs the package chinesecalendar", file=sys.stderr)
    sys.exit(2)

PERIODS = ["2025-12", "2026-02", "2026-05", "2026-10", "2026-Q1", "2026-Q3", "2025"]
METRICS = {"sales": "销售额", "new_customers": "新客户", "visits": "拜访", "calls": "电话", "weekly_orders": "周订单",
           "customers_added": "新增客户"}
QUARTERS = {f"{name}季度": range(3 * at + 1, 3 * at + 4) for at, name in enumerate("一二三四")}
HALVES = {"上半年": range(1, 7), "下半年": range(7, 13)}
WHOLES = {"全年": range(1, 13), **HALVES, **QUARTERS}
KPIS = [*METRICS, "growth", "customers_lost", "conduct", "reports", "requests"]
TEAMWORK = "teamwork"
RATES = {"growth", "conduct", "reports", "requests"}
CANCELLED = {"已取消", "作废", "交易关闭", "草稿"}
REFUNDED = {"已退款"}
RETURNS = {"销售退货单"}
NOT_MADE = {"已取消", "计划中"}
CALLS = {"", "电话"}
EXISTING = {"现有", "老客户"}
EVENTS = {"迟到": -1, "表扬": 2, "投诉": -15}
OFFENCES = {"迟到", "投诉"}
DAY = datetime.timedelta(1)


# --- figures


def half_up(figure, places):
    """Rounded half away from zero."""
    scaled = abs(figure) * 10**places
    whole = scaled.numerator // scaled.denominator
    whole += scaled - whole >= Fraction(1, 2)
    return Fraction(-whole if figure < 0 else whole) / 10**places


def to_unit(figure, unit):
    return half_up(figure / unit, 0) * unit


def split(whole, weights, unit):
    """By weights, in whole units, with the largest remainders rounded up: the parts add up to the whole."""
    if sum(weights) == 0:
        weights = [1] * len(weights)
    shares = [Fraction(whole / unit * weight) / sum(weights) for weight in weights]
    parts = [share.numerator // share.denominator for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda at: (parts[at] - shares[at], at))
    for at in by_remainder[:int(whole / unit) - sum(parts)]:
        parts[at] += 1
    return [part * unit for part in parts]


def written(figure):
    """As a plain decimal; nothing for none."""
    if figure is None:
        return ""
    decimal = Decimal(figure.numerator) / Decimal(figure.denominator)
    return format(decimal, "f")


# --- days


class Period:
    def __init__(self, months):
        self.months = months
        self.first = datetime.date(*months[0], 1)
        self.last = month_end(*months[-1])

    @classmethod
    def named(cls, name):
        year, _, part = name.partition("-")
        if part.startswith("Q"):
            months = range(int(part[1]) * 3 - 2, int(part[1]) * 3 + 1)
        else:
            months = [int(part)] if part else range(1, 13)
        return cls([(int(year), month) for month in months])

    @property
    def name(self):
        (year, month), count = self.months[0], len(self.months)
        return {1: f"{year}-{month:02}", 3: f"{year}-Q{(month + 2) // 3}"}.get(count, f"{year}")

    def moved(self, by):
        """The period so many months later."""
        counts = [year * 12 + month - 1 + by for year, month in self.months]
        return Period([(count // 12, count % 12 + 1) for count in counts])

    def __eq__(self, other):
        return self.months == other.months

    def __hash__(self):
        return hash(tuple(self.months))

    def __contains__(self, day):
        return day is not None and self.first <= day <= self.last


def month_end(year, month):
    return datetime.date(year + month // 12, month % 12 + 1, 1) - DAY


def working_days(first, last, country):
    days = (first + DAY * at for at in range((last - first).days + 1))
    return sum(map(chinese_calendar.is_workday if country == "CN" else lambda day: day.weekday() < 5, days))


# --- a book


def fiscal_year(month, fiscal):
    """The number of the year that a month is of."""
    (year, number), (start, by_last) = month, fiscal
    return year - (number < start) + by_last


def months_of(whole, fiscal):
    """The numbers of a part's months, in their order."""
    return [(month + fiscal[0] - 2) % 12 + 1 for month in WHOLES[whole]]


def make_book(r, period):
    """A company's year and the one before it, at random."""
    year = period.months[0][0]
    first, last = datetime.date(year - 1, 1, 1), period.last + 40 * DAY

    def day(first=first, last=last):
        return first + DAY * r.randrange((last - first).days + 1)

    def moment():
        return datetime.datetime.combine(day(), datetime.time(r.randrange(24), r.randrange(60)))

    teams = ["甲组", "乙组", "丙组"][:r.randint(1, 3)]
    book = {"regions": {team: r.choice(["东区", "西区"]) for team in teams}, "reps": []}
    for at in range(r.randint(2, 7)):
        hired = r.choice([None, datetime.date(year - 3, 5, 1), day(period.first - 40 * DAY, period.last)])
        left = r.choice([None, None, None, day(period.first - 20 * DAY, period.last + 20 * DAY)])
        if hired and left and left < hired:
            left = None
        posts = [(None, r.choice(teams))]
        if len(teams) > 1 and r.random() < 0.3:
            others = [team for team in teams if team != posts[0][1]]
            posts.append((day(period.first - 100 * DAY, period.last), r.choice(others)))
        weight = r.choice([None, None, Fraction(1), Fraction(5, 2), Fraction(3)])
        book["reps"].append({"id": f"R{at:02}", "name": f"人员{'甲乙丙丁戊己庚'[at]}", "hired": hired, "left": left,
                             "posts": posts, "weight": weight})
    ids = [rep["id"] for rep in book["reps"]]
    # The month that years of targets begin with, and whether they are called by the calendar year that they end in.
    own = random.Random(f"{period.name} {ids}")
    book["fiscal"] = own.choice([(1, False), (1, False), (4, False), (4, True), (7, False), (10, True), (2, True)])
    book["targets"] = make_targets(r, ids, book["regions"], fiscal_year(period.months[-1], book["fiscal"]))
    book["customers"] = [{"id": f"C{at:03}", "name": f"客户{at}公司", "rep": r.choice(ids), "created": day(),
                          "lost": r.choice([None, None, None, day()]), "listed": r.random() < 0.8,
                          "older": {"rep": r.choice(ids), "created": day(), "lost": r.choice([None, day()])}
                          if r.random() < 0.3 else None}
                         for at in range(r.randint(5, 25))]
    book["orders"] = []
    for at in range(r.randint(0, 160)):
        common = {"id": f"SO{at:05}", "date": day(), "rep": r.choice(ids), "customer": r.choice(book["customers"]),
                  "status": r.choice(["", "", "已完成", "已完成", "已取消", "作废", "交易关闭", "草稿", "已退款", "待审核"]),
                  "type": r.choice(["", "", "标准订单", "标准订单", "大客户专项", "销售退货单"])}
        for line in range(1, r.randint(1, 3) + 1):
            book["orders"].append({**common, "line": line, "amount": Fraction(r.randrange(-30000, 400000), 100)})
    # An older export has another amount, status or rep; the newer one has some orders as they were.
    numbers = sorted({order["id"] for order in book["orders"]})
    book["amended"] = {number: r.choice([{"status": "已完成"}, {"rep": r.choice(ids)}, {"raise": Fraction(1)}, {}])
                       for number in numbers if r.random() < 0.1}
    book["lists_returns"] = r.random() < 0.5
    book["before"] = period.first - DAY
    book["visits"] = [{"date": day(), "rep": r.choice(ids), "customer": r.choice(book["customers"])["name"],
                       "kind": r.choice(["", "", "现有", "老客户", "潜在", "新客户"]),
                       "status": r.choice(["", "已完成", "已完成", "进行中", "已取消", "计划中"])} for _ in range(r.randint(0, 120))]
    book["calls"] = [{"time": moment() + datetime.timedelta(seconds=at), "rep": r.choice(ids),
                      "direction": r.choice(["外呼", "外呼", "呼入"]), "activity": r.choice(["", "电话", "电话", "会议", "邮件"]),
                      "seconds": r.choice([0, 35, 120, None])}
                     for at in range(r.randint(0, 150))]
    book["requests"] = []
    for at in range(r.randint(0, 60)):
        received = moment()
        waits = [24 * 60, r.randrange(1, 4000)]
        replied = r.choice([None] + [received + datetime.timedelta(minutes=wait) for wait in waits])
        book["requests"].append({"id": f"Q{at:03}", "received": received, "rep": r.choice(ids), "replied": replied})
    book["reports"] = []
    for _ in range(r.randint(0, 60)):
        due = day()
        submitted = r.choice([None, due, due - DAY, due + DAY])
        book["reports"].append({"rep": r.choice(ids), "kind": r.choice(["日报", "周报", "月总结"]), "due": due,
                                "submitted": submitted})
    stated = r.choice([[Fraction(-1, 2), Fraction(3), Fraction(-60)], [Fraction(1, 2), Fraction(3), Fraction(2)]])
    book["conduct"] = [{"date": day(), "rep": r.choice(ids), "event": r.choice(list(EVENTS)),
                        "points": r.choice([None, *stated])}
                       for _ in range(r.randint(0, 40))]
    reshape(random.Random(f"{period.name} {ids} {len(book['orders'])}"), book, ids, first)
    restate(r, book, ids)
    book["scores"] = make_scores(r, ids, period)
    book["policy"] = make_policy(r)
    book["country"] = r.choice(["CN", "CN", "none"])
    return book


def reshape(own, book, ids, first):
    """Another shape of the orders' sheets, and what such sheets can state of orders."""
    book["shape"] = shape = own.choice([None, None, "join", "owners", "matrix", "sums"])
    if shape is None:
        return
    book["amended"], book["lists_returns"] = {}, False
    if shape == "join":
        return
    # Whose each customer is, and since when.
    book["owners"] = {
        customer["id"]: [(first, own.choice(ids)),
                         *sorted((first + own.randrange(1, 700) * DAY, own.choice(ids))
                                 for _ in range(own.choice([0, 0, 1, 2]) if shape == "owners" else 0))]
        for customer in book["customers"]}
    for stays in book["owners"].values():
        # Of two that begin on one day nobody could tell which holds.
        stays[:] = [stay for at, stay in enumerate(stays) if at == 0 or stay[0] != stays[at - 1][0]]
    for order in book["orders"]:
        order["rep"] = [rep for since, rep in book["owners"][order["customer"]["id"]] if since <= order["date"]][-1]
    if shape == "owners":
        return
    sums = {}
    for order in book["orders"]:
        key = (order["customer"]["id"], order["date"].replace(day=1))
        sums.setdefault(key, {**order, "amount": Fraction(0)})["amount"] += order["amount"]
    book["orders"] = [{**order, "id": f"{customer} {month}", "line": 1, "date": month, "status": "", "type": ""}
                      for (customer, month), order in sums.items() if order["amount"]]


def restate(r, book, ids):
    """Rows that an older export states otherwise: what it leaves empty, or has another word or figure for. What tells rows
    apart is theirs alone, so that nobody can take one for another."""
    def older_request(row):
        return r.choice([{"rep": r.choice(ids)}, {"replied": None},
                         *([{"replied": row["received"] + datetime.timedelta(minutes=7)}] if row["replied"] else [])])

    def older_visit(row):
        return r.choice([{"status": "计划中"}, {"status": "已完成"}, *([{"kind": ""}, {"kind": "潜在"}] if row["kind"] else [])])

    def older_call(row):
        return r.choice([{"activity": "会议"}, {"activity": "电话"},
                         *([] if row["seconds"] is None else [{"seconds": None}, {"seconds": 5}])])

    def older_report(row):
        return r.choice([{"submitted": None}, {"submitted": row["due"] + 2 * DAY}]) if row["submitted"] else {}

    def older_event(row):
        return {} if row["points"] is None else r.choice([{"points": None}, {"points": row["points"] * 2}])

    for name, of, older in [
        ("requests", ["id"], older_request),
        ("visits", ["date", "rep", "customer"], older_visit),
        ("calls", ["time", "rep"], older_call),
        ("reports", ["rep", "due"], older_report),
        ("conduct", ["date", "rep"], older_event),
    ]:
        rows = book[name]
        keys = [tuple(row[key] for key in of) for row in rows]
        for row, key in zip(rows, keys):
            row["older"] = older(row) if keys.count(key) == 1 and r.random() < 0.15 else {}


def make_targets(r, ids, regions, year):
    """Rows of (level, whose, KPI, year, the figures of year, halves and quarters by their names, the months' figures)."""
    def figure(kpi, size):
        if kpi == "weekly_orders":
            return Fraction(r.randrange(1, 60), 10)
        return Fraction(r.randrange(0, 7_500_000 * size), 100) if kpi == "sales" else Fraction(r.randrange(0, 20 * size))

    def wholes(kpi, size):
        chosen = r.sample(list(WHOLES), r.choice([0, 0, 1, 2, 4]))
        return {whole: figure(kpi, size * len(WHOLES[whole])) for whole in chosen}

    def of_group(kpi):
        if r.random() < 0.5:
            return {"全年": figure(kpi, 40), **({} if r.random() < 0.6 else wholes(kpi, 4))}, {}
        if r.random() < 0.3:
            return wholes(kpi, 4) or {"四季度": figure(kpi, 12)}, {}
        return {}, {month: figure(kpi, 4) for month in r.sample(range(1, 13), r.randint(3, 12))}

    rows = []
    for kpi in METRICS:
        for rep in ids:
            if r.random() < 0.5:
                stated = {"全年": figure(kpi, 12)} if r.random() < 0.5 else {}
                if r.random() < 0.3:
                    stated |= wholes(kpi, 1)
                months = {}
                if not stated or r.random() < 0.4:
                    months = {month: figure(kpi, 1) for month in r.sample(range(1, 13), r.randint(1, 12))}
                rows.append(("rep", rep, kpi, year, stated, months))
        if kpi == "weekly_orders":
            continue
        rows += [("team", team, kpi, year, *of_group(kpi)) for team in regions if r.random() < 0.4]
        rows += [("region", region, kpi, year, *of_group(kpi)) for region in sorted(set(regions.values())) if r.random() < 0.3]
        if r.random() < 0.3:
            rows.append(("company", "", kpi, year, *of_group(kpi)))
    return rows


def make_scores(r, ids, period):
    """Managers' scores by rep and period: of the period itself, of its months, of months about it."""
    months = {Period([month]) for month in [*period.months, period.moved(-1).months[0], period.moved(1).months[-1]]}
    share = r.choice([0, 0.5, 0.9])
    return {(rep, of.name): Fraction(r.randrange(0, 2001), 20) for rep in ids
            for of in [period, *sorted(months, key=lambda month: month.name)] if r.random() < (share if of != period else share / 3)}


def make_policy(r):
    policy = {
        "missing": r.choice(["exclude", "exclude", "zero"]),
        "lost_after_days": r.choice([None, 30, 90]),
        "min_weight": r.choice([Fraction(0), Fraction(60), Fraction(60), Fraction(85), Fraction(99)]),
        "late_credit": r.choice([Fraction(0), Fraction(1, 2), Fraction(1)]),
        "sla_hours": r.choice([24, 48, 8]),
        "prorate": r.choice([True, False]),
        "seasonality": r.choice([None, [9, 6, 8, 8, 8, 8, Fraction(15, 2), 8, 9, Fraction(17, 2), 9, 11],
                                 [1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]]),
        "kpis": [],
    }
    if r.random() < 0.5:
        policy["kpis"].append((TEAMWORK, Fraction(10), {"kind": "manual"}))
    for kpi in r.sample(KPIS, len(KPIS)):
        weight = Fraction(r.choice([1, 4, 5, 10, 15, 40, Fraction(15, 2)]))
        kinds = {"growth": ["steps"], "customers_lost": ["per-unit"]}.get(kpi)
        kinds = kinds or (["ratio", "ratio", "ratio", "steps", "per-unit"] if kpi in METRICS else ["fraction", "steps"])
        kind = r.choice(kinds)
        rule = {"kind": kind}
        if kind == "ratio":
            rule |= {"floor": r.choice([Fraction(0), Fraction(1, 2), Fraction(4, 5)]),
                     "cap": r.choice([Fraction(1), Fraction(6, 5), Fraction(3, 2)])}
        elif kind == "steps":
            bounds = {"growth": [10, 5, 0, -5]}.get(kpi, [95, 80, 50] if kpi in RATES else [2000, 500, 100])
            points = [half_up(weight * (len(bounds) - at) / len(bounds), 2) for at in range(len(bounds))]
            rule["steps"] = [(Fraction(bound, 100), point) for bound, point in zip(bounds, points)]
        elif kind == "per-unit":
            each = r.choice([Fraction(-1), Fraction(-5, 4)]) if kpi == "customers_lost" else Fraction(1, 2)
            rule |= {"start": weight, "each": each, "min": Fraction(0), "max": weight}
        policy["kpis"].append((kpi, weight, rule))
    return policy


def write_book(book, folder):
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)

    def table(name, header, rows):
        if rows:
            (inbox / name).parent.mkdir(exist_ok=True)
            with open(inbox / f"{name}.csv", "w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file).writerows([header, *[["" if cell is None else cell for cell in row] for row in rows]])

    table("花名册", ["工号", "姓名", "团队", "区域", "入职日期", "离职日期", "生效日期", "权重"],
          [[rep["id"], rep["name"], team, book["regions"][team], rep["hired"], rep["left"], since, written(rep["weight"])]
           for rep in book["reps"] for since, team in rep["posts"]])
    levels = ["rep", "team", "region"]
    table("目标", ["工号", "团队", "区域", "指标", "年度", *WHOLES, *[f"{month}月" for month in range(1, 13)]],
          [[*[whose if level == of else "全公司" if level == "company" and of == "team" else "" for of in levels],
            METRICS[kpi], year if book["fiscal"][0] == 1 else (f"FY{year}", year, f"{year}财年")[year % 3], *[written(stated.get(whole)) for whole in WHOLES],
            *[written(months.get(month)) for month in range(1, 13)]]
           for level, whose, kpi, year, stated, months in book["targets"]])
    header = ["订单编号", "行号", "下单日期", "工号", "客户编号", "客户名称", "金额", "状态", "单据类型"]

    def row(order):
        return [order["id"], order["line"], order["date"], order["rep"], order["customer"]["id"], order["customer"]["name"],
                written(order["amount"]), order["status"], order["type"]]

    def older(order):
        change = book["amended"].get(order["id"], {})
        amount = order["amount"] + change.get("raise", 0)
        return order | {key: value for key, value in change.items() if key != "raise"} | {"amount": amount}

    sold = {order["id"] for order in book["orders"] if order["amount"] >= 0}
    of_returns = [order for order in book["orders"] if order["id"] not in sold and order["id"] not in book["amended"]
                  and order["status"] not in REFUNDED and book["lists_returns"]]
    pins = write_orders(book, table) if book["shape"] else ""
    table("订单", header, [row(older(order)) for order in book["orders"] if order not in of_returns and not book["shape"]])
    table("订单(1)", header, [row(order) for order in book["orders"] if order["id"] in book["amended"]])
    table("退货", header, [row(order | {"amount": -order["amount"]}) for order in of_returns])
    def twice(name, header, rows, of):
        """A list as it was exported first, and once more of the rows that were stated otherwise then."""
        table(name, header, [of(row | row["older"]) for row in rows])
        table(f"{name}(1)", header, [of(row) for row in rows if row["older"]])

    twice("拜访", ["拜访日期", "工号", "客户名称", "客户类型", "拜访状态"], book["visits"],
          lambda visit: [visit["date"], visit["rep"], visit["customer"], visit["kind"], visit["status"]])
    twice("电话", ["呼叫时间", "工号", "呼叫方向", "活动类型", "通话时长"], book["calls"],
          lambda call: [call["time"], call["rep"], call["direction"], call["activity"], call["seconds"]])
    table("客户", ["客户编号", "客户名称", "负责人", "创建日期", "流失日期"],
          [[customer["id"], customer["name"], customer["rep"], customer["created"], customer["lost"]]
           for customer in book["customers"] if customer["listed"]])
    table(f"{book['before'].year}-{book['before'].month:02}/客户", ["客户编号", "客户名称", "负责人", "创建日期", "流失日期"],
          [[customer["id"], customer["name"], *[customer["older"][key] for key in ["rep", "created", "lost"]]]
           for customer in book["customers"] if customer["listed"] and customer["older"]])
    twice("需求", ["需求编号", "提出时间", "工号", "回复时间"], book["requests"],
          lambda request: [request["id"], request["received"], request["rep"], request["replied"]])
    twice("汇报", ["工号", "类型", "应交日期", "提交时间"], book["reports"],
          lambda report: [report["rep"], report["kind"], report["due"], report["submitted"]])
    twice("纪律", ["日期", "工号", "事项", "分值"], book["conduct"],
          lambda event: [event["date"], event["rep"], event["event"], written(event["points"])])

    table("评分", ["工号", "月份", "团队协作"], [[rep, of, written(score)] for (rep, of), score in book["scores"].items()])

    policy = book["policy"]
    lines = [f'missing = "{policy["missing"]}"', f"min_weight = {written(policy['min_weight'])}", f"late_credit = {written(policy['late_credit'])}",
             f"sla_hours = {policy['sla_hours']}", f"prorate = {str(policy['prorate']).lower()}"]
    if policy["lost_after_days"] is not None:
        lines.append(f"lost_after_days = {policy['lost_after_days']}")
    if policy["seasonality"]:
        lines += ["[seasonality]", f"months = [{', '.join(map(written, policy['seasonality']))}]"]
    lines += ["[conduct]", *[f'"{event}" = {points}' for event, points in EVENTS.items()]]
    for kpi, weight, rule in policy["kpis"]:
        parts = [f'kind = "{rule["kind"]}"']
        for key, value in rule.items():
            if key == "steps":
                parts.append("steps = [" + ", ".join(f"[{written(at)}, {written(points)}]" for at, points in value) + "]")
            elif key != "kind":
                parts.append(f"{key} = {written(value)}")
        lines += ["[[kpi]]", f'id = "{kpi}"', *(['name = "团队协作"'] if kpi == TEAMWORK else []), f"weight = {written(weight)}", f"rule = {{ {', '.join(parts)} }}"]
    (folder / "policy.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    calendar = "" if book["country"] == "CN" else '[calendar]\ncountry = "none"\n'
    start, by_last = book["fiscal"]
    named = "last" if by_last else "first"
    years = "" if start == 1 else f'[book]\nfiscal_year_start = {start}\nfiscal_year_named = "{named}"\n'
    (folder / "repcard.toml").write_text('company = "样品"\n' + calendar + years + pins, encoding="utf-8")


def write_orders(book, table):
    """Orders in sheets of another shape, and the pin that makes rows of them."""
    orders = book["orders"]
    if not orders:
        return ""
    shape = book["shape"]
    if shape in ["join", "owners"]:
        table("行", ["单号", "行号", "数量", "单价"],
              [[order["id"], order["line"], 4, written(order["amount"] / 4)] for order in orders])
        heads = {order["id"]: order for order in orders}.values()
        table("头", ["订单编号", "下单日期", "经办", "客户码", "状态", "单据类型"],
              [[order["id"], order["date"], order["rep"] if shape == "join" else "", order["customer"]["id"], order["status"],
                order["type"]] for order in heads])
        table("名录", ["编码", "名称"], [[customer["id"], customer["name"]] for customer in book["customers"]])
        rep, owners = "经办", ""
        if shape == "owners":
            table("归属", ["客户码", "自", "归谁"],
                  [[customer, *stay] for customer, stays in book["owners"].items() for stay in stays])
            rep, owners = "归谁", '    { files = ["归属.csv"], on = "客户码", from = "自" },\n'
        return ('[inputs.orders]\nfiles = ["行.csv"]\n'
                'columns = { order_id = "单号", date = "下单日期", rep = "' + rep + '", customer_id = "客户码", customer = "名称", '
                'status = "状态", type = "单据类型", amount = "数量 * 单价" }\n'
                'join = [\n    { files = ["头.csv"], on = { "单号" = "订单编号" } },\n'
                '    { files = ["名录.csv"], on = { "客户码" = "编码" } },\n' + owners + ']\n')
    columns = 'rep = "归谁", customer_id = "编码", customer = "名称"'
    if shape == "sums":
        table("汇总", ["归谁", "编码", "名称", "月份", "合计销售"],
              [[order["rep"], order["customer"]["id"], order["customer"]["name"], f"{order['date']:%Y-%m}", written(order["amount"])]
               for order in orders])
        return ('[inputs.orders]\nfiles = ["汇总.csv"]\nsums = "month"\n'
                'columns = { date = "月份", amount = "合计销售", ' + columns + ' }\n')
    months = sorted({order["date"] for order in orders})
    cells = {(order["customer"]["id"], order["date"]): order for order in orders}
    rows = {order["customer"]["id"]: order for order in orders}
    table("矩阵", ["归谁", "编码", "名称", *[f"{month:%Y-%m}" for month in months]],
          [[order["rep"], customer, order["customer"]["name"],
            *[written(cells[customer, month]["amount"]) if (customer, month) in cells else "" for month in months]]
           for customer, order in rows.items()])
    return ('[inputs.orders]\nfiles = ["矩阵.csv"]\nunpivot = { header = "date", value = "amount" }\n'
            'columns = { ' + columns + ' }\n')


# --- the second opinion


def employed(rep, first, last):
    """The days of employment between two days; none where there are none."""
    first, last = max(first, rep["hired"] or first), min(last, rep["left"] or last)
    return (first, last) if first <= last else None


def team_on(rep, day):
    day = min(day, rep["left"] or day)
    posts = [(since or datetime.date.min, team) for since, team in rep["posts"] if since is None or since <= day]
    return max(posts)[1] if posts else None


def by_month(row, unit, seasonality, fiscal):
    """A row's figure for each month that it has one for."""
    _, _, kpi, _, stated, months = row
    figures = dict(months)
    for whole in [*QUARTERS, *HALVES, "全年"]:
        if whole not in stated:
            continue
        within = months_of(whole, fiscal)
        free = [month for month in within if month not in figures]
        if kpi == "weekly_orders":
            figures |= {month: stated[whole] for month in free}
        elif free:
            taken = sum(figures.get(month, 0) for month in within)
            rest = max(Fraction(0), to_unit(stated[whole], unit) - taken)
            figures |= zip(free, split(rest, [seasonality[month - 1] for month in free], unit))
    return figures


def targets(book, period):
    """The target of each rep and KPI."""
    seasonality = book["policy"]["seasonality"] or [1] * 12
    of_months = {}
    for kpi in METRICS:
        unit = Fraction(1, 100) if kpi == "sales" else Fraction(1)
        rows = [(row, by_month(row, unit, seasonality, book["fiscal"])) for row in book["targets"] if row[2] == kpi]
        for year, month in period.months:
            first, last = datetime.date(year, month, 1), month_end(year, month)
            present = [rep for rep in book["reps"] if employed(rep, first, last)]
            of_month = [(level, whose, figures[month]) for (level, whose, _, of, *_), figures in rows
                        if of == fiscal_year((year, month), book["fiscal"]) and month in figures]
            given = {whose: figure for level, whose, figure in of_month if level == "rep"}
            for wanted in ["team", "region", "company"]:
                shares = {}
                for level, whose, figure in of_month:
                    if level != wanted:
                        continue
                    place = {rep["id"]: team_on(rep, last) for rep in present}
                    here = {"team": lambda team: team, "region": book["regions"].get, "company": lambda team: ""}[level]
                    members = [rep for rep in present if here(place[rep["id"]]) == whose]
                    taken = sum(given.get(rep["id"], 0) for rep in members)
                    free = [rep for rep in members if rep["id"] not in given]
                    parts = split(max(Fraction(0), figure - taken), [rep["weight"] or 1 for rep in free], unit)
                    shares |= zip([rep["id"] for rep in free], parts)
                given |= shares
            for rep in present:
                figure = given.get(rep["id"])
                if figure is None:
                    continue
                days = employed(rep, first, last)
                whole = working_days(first, last, book["country"])
                if book["policy"]["prorate"] and kpi != "weekly_orders" and days != (first, last) and whole:
                    figure = to_unit(figure * working_days(*days, book["country"]) / whole, unit)
                of_months.setdefault((rep["id"], kpi), []).append(figure)
    return {(rep, kpi): sum(figures) / (len(figures) if kpi == "weekly_orders" else 1)
            for (rep, kpi), figures in of_months.items()}


def since(customer):
    """When a customer was created, as the list has it that says so earliest."""
    return min([customer["created"], *([customer["older"]["created"]] if customer["older"] else [])])


def counted_orders(orders):
    """The orders that their words let count, with the amounts that count: returns are taken off whatever their sign, and a
    sale that was given back in full is none, while an amount below 0 is the giving back itself."""
    for order in orders:
        is_return = order["type"] in RETURNS
        is_void = order["status"] in REFUNDED and not is_return and order["amount"] >= 0
        if order["status"] not in CANCELLED and not is_void:
            yield {**order, "amount": -abs(order["amount"]) if is_return else order["amount"]}


def actuals(book, period):
    """What each rep did in a period, by KPI; growth aside."""
    policy, orders = book["policy"], book["orders"]
    counted = list(counted_orders(orders))
    sales = [order for order in counted if order["amount"] >= 0]
    owner_of_first = {}
    for order in sorted(sales, key=lambda order: (order["date"], order["id"], order["rep"])):
        owner_of_first.setdefault(order["customer"]["id"], (order["date"], order["rep"]))
    bought_from = {}
    for order in counted:
        name = order["customer"]["name"]
        bought_from[name] = min(bought_from.get(name, order["date"]), order["date"])
    listed = {customer["id"]: customer for customer in book["customers"] if customer["listed"]}
    lost = {(customer["rep"], customer["id"]) for customer in listed.values() if customer["lost"] in period}
    if policy["lost_after_days"] is not None:
        known = [order for order in counted if order["date"] <= period.last]
        for order in {order["customer"]["id"]: order for order in sorted(known, key=lambda o: (o["date"], o["id"]))}.values():
            customer = listed.get(order["customer"]["id"])
            silent = order["date"] + policy["lost_after_days"] * DAY in period
            if silent and not (customer and customer["lost"]):
                lost.add((customer["rep"] if customer else order["rep"], order["customer"]["id"]))

    # Who has been silent for so many days can be seen only where orders are known from that many days before the period.
    earliest = min((order["date"] for order in orders), default=None)
    days = policy["lost_after_days"]
    reaches_back = bool(listed) if days is None else earliest is not None and earliest <= period.first - days * DAY

    # Where no points of a table bear a sign, those of offences are taken off.
    tables = [[event | event["older"] for event in book["conduct"]], [event for event in book["conduct"] if event["older"]]]
    unsigned = [not any(event["points"] is not None and event["points"] < 0 for event in table) for table in tables]

    def of_rep(rep):
        rep_id = rep["id"]

        def own(rows, day):
            return [row for row in rows if row["rep"] == rep_id and day(row) in period]

        mine = own(counted, lambda order: order["date"])
        days = employed(rep, period.first, period.last)
        weeks = Fraction(working_days(*days, book["country"]), 5) if days else 0
        visits = [visit for visit in own(book["visits"], lambda visit: visit["date"])
                  if visit["status"] not in NOT_MADE
                  and (visit["kind"] in EXISTING
                       or visit["kind"] == "" and bought_from.get(visit["customer"], visit["date"]) < visit["date"])]
        calls = [call for call in own(book["calls"], lambda call: call["time"].date())
                 if call["direction"] != "呼入" and call["activity"] in CALLS and (call["seconds"] or 0) > 0]
        points = [EVENTS[event["event"]] if event["points"] is None
                  else -event["points"] if unsigned[bool(event["older"])] and event["event"] in OFFENCES else event["points"]
                  for event in own(book["conduct"], lambda event: event["date"])]
        credits = [0 if report["submitted"] is None else 1 if report["submitted"] <= report["due"] else policy["late_credit"]
                   for report in own(book["reports"], lambda report: report["due"])]
        received = own(book["requests"], lambda request: request["received"].date())
        in_time = [request for request in received if request["replied"]
                   and request["replied"] - request["received"] <= datetime.timedelta(hours=policy["sla_hours"])]
        figures = {
            "sales": sum((order["amount"] for order in mine), Fraction(0)) if orders else None,
            "weekly_orders": half_up(len({order["id"] for order in mine}) / weeks, 2) if orders and weeks else None,
            "new_customers": sum(owner == rep_id and day in period for day, owner in owner_of_first.values())
            if any(order["date"] < period.first for order in orders) else None,
            "visits": len(visits) if book["visits"] else None,
            "calls": len(calls) if book["calls"] else None,
            "customers_added": sum(customer["rep"] == rep_id and since(customer) in period for customer in listed.values())
            if listed else None,
            "customers_lost": sum(owner == rep_id for owner, _ in lost) if reaches_back else None,
            "conduct": Fraction(min(100, max(0, 100 + sum(points)))) / 100 if book["conduct"] else None,
            "reports": Fraction(sum(credits)) / len(credits) if credits else None,
            "requests": Fraction(len(in_time), len(received)) if received else None,
            TEAMWORK: mean_of_scores(book, rep_id, period),
        }
        # That nobody has a row of the period means that nothing is known of it, not that nothing was done.
        return {kpi: None if figure is None or not has_rows(book, kpi, period) else Fraction(figure)
                for kpi, figure in figures.items()}

    return {rep["id"]: of_rep(rep) for rep in book["reps"]}


def has_rows(book, kpi, period):
    """Whether what a KPI is made from has any row in a period, for anyone."""
    dated = {
        "visits": lambda: (visit["date"] for visit in book["visits"]),
        "calls": lambda: (call["time"].date() for call in book["calls"]),
        "conduct": lambda: (event["date"] for event in book["conduct"]),
        "reports": lambda: (report["due"] for report in book["reports"]),
        "requests": lambda: (request["received"].date() for request in book["requests"]),
    }
    if kpi == TEAMWORK:
        return any(of == period.name or of in {Period([month]).name for month in period.months} for _, of in book["scores"])
    orders = lambda: (order["date"] for order in book["orders"])
    customers = lambda: (day for customer in book["customers"] if customer["listed"]
                         for day in [since(customer), customer["lost"]] if day)
    by_orders = kpi == "customers_lost" and book["policy"]["lost_after_days"] is not None
    if kpi in ["customers_added", "customers_lost"] and not by_orders:
        return any(day in period for day in customers())
    return any(day in period for day in dated.get(kpi, orders)())


def mean_of_scores(book, rep, period):
    """The score for the period, else the mean of those for its months."""
    own = book["scores"].get((rep, period.name))
    of_months = [book["scores"][rep, month] for month in (Period([month]).name for month in period.months)
                 if (rep, month) in book["scores"]]
    return own if own is not None else sum(of_months) / len(of_months) if of_months else None


def points(rule, weight, actual, attainment):
    """Points before rounding; none where there is nothing to score."""
    if actual is None or rule["kind"] == "ratio" and attainment is None:
        return None
    if rule["kind"] == "ratio":
        return weight * (0 if attainment < rule["floor"] else max(Fraction(0), min(attainment, rule["cap"])))
    if rule["kind"] == "steps":
        return max(((at, points) for at, points in rule["steps"] if actual >= at), default=(0, Fraction(0)))[1]
    if rule["kind"] == "per-unit":
        return min(rule["max"], max(rule["min"], rule["start"] + rule["each"] * actual))
    if rule["kind"] == "manual":
        return weight * actual / 100
    return weight * min(Fraction(1), max(Fraction(0), actual))


def second_opinion(book, period):
    """The figures of every rep of the period."""
    before, year_before = period.moved(-len(period.months)), period.moved(-12)
    wanted, now = targets(book, period), actuals(book, period)
    compared = {"mom": (before, actuals(book, before)), "yoy": (year_before, actuals(book, year_before))}

    def growth(rep, kpi, name):
        other, figures = compared[name]
        actual, base = now[rep][kpi], figures[rep][kpi]
        known = actual is not None and base is not None and base > 0 and has_rows(book, kpi, other)
        return (actual - base) / base if known else None

    cards = {}
    for rep in book["reps"]:
        if not employed(rep, period.first, period.last):
            continue
        rep_id, card, scored, weights = rep["id"], {}, Fraction(0), Fraction(0)
        for kpi, weight, rule in book["policy"]["kpis"]:
            of = "sales" if kpi == "growth" else kpi
            changes = {name: None if kpi in RATES - {"growth"} | {TEAMWORK} else growth(rep_id, of, name) for name in compared}
            actual = changes["mom"] if kpi == "growth" else now[rep_id][kpi]
            target = wanted.get((rep_id, kpi))
            attainment = actual / target if actual is not None and target else None
            given = points(rule, weight, actual, attainment)
            if given is None and book["policy"]["missing"] == "zero":
                given = Fraction(0)
            if given is not None:
                given = half_up(given, 2)
                scored, weights = scored + given, weights + weight
            card[kpi] = {"target": target, "actual": actual, "attainment": attainment, **changes, "points": given}
        all_weights = sum(weight for _, weight, _ in book["policy"]["kpis"])
        graded = weights * 100 >= book["policy"]["min_weight"] * all_weights
        cards[rep_id] = {"kpis": card, "graded": graded, "score": half_up(scored / weights * 100, 2) if weights else None,
                         "team": team_on(rep, period.last)}
    scores = [card["score"] for card in cards.values() if card["score"] is not None and card["graded"]]
    for card in cards.values():
        score = card["score"]
        card["rank"] = None if score is None or not card["graded"] else 1 + sum(other > score for other in scores)
    return cards


# --- both together


def differences(repcard, seed):
    """What differs for a seed, and how many figures were compared."""
    r = random.Random(seed)
    name = r.choice(PERIODS)
    period = Period.named(name)
    book = make_book(r, period)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder) / "book"
        write_book(book, folder)
        run = subprocess.run([repcard, "run", "--book", folder, "--period", name], capture_output=True, text=True)
        results = folder / "out" / name / "results.json"
        if not results.exists():
            return [f"{name}: nothing was published: {run.stderr.strip()}"], 0
        published = json.loads(results.read_text(encoding="utf-8"), parse_float=Fraction, parse_int=Fraction)
    cards = second_opinion(book, period)
    reps = {rep["rep_id"]: rep for rep in published["reps"]}
    if reps.keys() != cards.keys():
        return [f"{name}: {sorted(reps)} are appraised, and should be {sorted(cards)}"], 0
    pairs = []
    for rep_id, card in cards.items():
        pairs += [(f"{rep_id} {key}", reps[rep_id][key], card[key]) for key in ["score", "rank", "team"]]
        for kpi in reps[rep_id]["kpis"]:
            for key, figure in card["kpis"][kpi["id"]].items():
                is_ratio = key in ["attainment", "mom", "yoy"] or key == "actual" and kpi["id"] in RATES
                if figure is not None and is_ratio:
                    figure = half_up(figure, 6)
                published_figure = kpi[key]
                is_mean = key == "target" and kpi["id"] == "weekly_orders" or key == "actual" and kpi["id"] == TEAMWORK
                if is_mean and None not in (figure, published_figure):
                    # A mean of months may have no end; it is published to as many places as it takes.
                    figure = published_figure if abs(figure - published_figure) < Fraction(1, 10**6) else figure
                pairs.append((f"{rep_id} {kpi['id']} {key}", published_figure, figure))
    return [f"{name}: {what} is {is_there}, and should be {should_be}" for what, is_there, should_be in pairs
            if is_there != should_be], len(pairs)


def main():
    repcard = sys.argv[1]
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    last = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    figures, differing = 0, 0
    for seed in range(first, last + 1):
        found, compared = differences(repcard, seed)
        figures += compared
        differing += len(found)
        for difference in found[:5]:
            print(f"seed {seed}, {difference}")
    print(f"{last - first + 1} books, {figures} figures, {differing} differ")
    sys.exit(1 if differing or not figures else 0)


if __name__ == "__main__":
    main()
