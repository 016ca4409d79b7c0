#!/usr/bin/env python3
"""Forecasts of a year by the rules of docs/data.en.md, in exact fractions: held against the program, and against what came.

    benches/forecast.py                           # how far each way misses, on books of plausible sales
    benches/forecast.py target/debug/repcard [N]  # N books (8): the program's forecasts must be these, to the cent

The sales are invented: reps of different size, each growing at a pace of their own that drifts; a season; months in which
all do better or worse together; and noise of their own, or a few deals of very different size. Each kind stands for a
kind of company. Each book is forecast at the end of each month of the third year, with what was known then, and the misses
are put over what came: of a rep and of the company, of the next month, and of the two and six months that follow.

Exits with 1 where the program says anything else.
"""

import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

LEAST_MONTHS, LEAST_TRIALS, TRIALS, LEAST_MISSES, MISSES, RANGES = 6, 3, 12, 5, 24, 10
METHODS = ["last-year", "mean", "level", "growth", "combined"]
# What others do: last month's figure again, and the mean of growth, a smoothed level with each one's own season, and the mean.
PLAIN = ["last-month", "plain combination"]


def rounded(figure, places):
    """Half away from zero."""
    scale = 10 ** places
    units = abs(figure) * scale + Fraction(1, 2)
    whole = units.numerator // units.denominator
    return Fraction(whole if figure >= 0 else -whole, scale)


def season(series):
    years = [series[len(series) - 12 * (back + 1):len(series) - 12 * back] for back in range(len(series) // 12)]
    if not years:
        return [Fraction(1)] * 12
    if any(sum(year) <= 0 for year in years):
        return None
    trust = Fraction(min(len(series), 24), 24)
    weights = []
    for month in range(12):
        ratio = sum(12 * year[month] / Fraction(sum(year)) for year in years) / len(years)
        weights.append(rounded(1 + trust * (ratio - 1), 4))
    return weights if min(weights) > 0 else None


class Past:
    """Somebody's months, and the company's, of which the season is learned."""

    def __init__(self, series, company):
        self.series, self.company, self.known = series, company, {}

    def season(self, ago):
        return self.company.season(ago)

    def came(self, ago, left):
        start = len(self.series) - ago
        return sum(self.series[start:start + left]) if start >= 0 and left <= ago else None

    def said(self, method, ago, left):
        key = (method, ago, left)
        if key not in self.known:
            said = self.reckoned(method, self.series[:len(self.series) - ago] if ago <= len(self.series) else [], ago, left)
            self.known[key] = None if said is None else rounded(said, 2)
        return self.known[key]

    def reckoned(self, method, series, ago, left):
        if len(series) < LEAST_MONTHS:
            return None
        year_ago = len(series) - 12
        last_year = sum(series[year_ago:year_ago + left]) if year_ago >= 0 else None
        if method == "last-month":
            return Fraction(series[-1] * left)
        if method == "plain combination":
            ways = [self.reckoned(way, series, ago, left) for way in ("growth", "own-level", "mean")]
            return None if None in ways else sum(ways) / 3
        if method == "own-level":
            weights = season(series)
            if weights is None:
                return None
            smooth = None
            for month, sold in enumerate(series):
                now = sold / weights[(month - len(series)) % 12]
                smooth = now if smooth is None else rounded(smooth + Fraction(3, 10) * (now - smooth), 2)
            return smooth * sum(weights[at % 12] for at in range(left))
        if method == "last-year":
            return last_year
        if method == "mean":
            return Fraction(sum(series[-6:]) * left, 6)
        if method == "level":
            weights = self.season(ago)
            if weights is None:
                return None
            months = min(len(series), 12)
            before = sum(weights[::-1][:months])
            return sum(series[-months:]) * sum(weights[at % 12] for at in range(left)) / before
        if method == "growth":
            months = min(year_ago, 12)
            if months < 3:
                return None
            now, then = sum(series[-months:]), sum(series[year_ago - months:year_ago])
            return last_year * Fraction(now) / then if now > 0 and then > 0 else None
        ways = [self.reckoned(way, series, ago, left) for way in ("growth", "level", "mean")]
        return None if None in ways else sum(ways) / 3


class Company:
    def __init__(self, series):
        self.series, self.seasons = series, {}

    def season(self, ago):
        if ago not in self.seasons:
            self.seasons[ago] = season(self.series[:len(self.series) - ago]) if ago <= len(self.series) else None
        return self.seasons[ago]


def tried(pasts, left):
    """Methods by what they missed, the least first, and the months that they were tried on."""
    longest = max((len(past.series) for past in pasts), default=0)
    ends = range(left, longest + 1)

    def is_tried(method):
        return sum(any(past.said(method, ago, left) is not None for past in pasts) for ago in ends) >= LEAST_TRIALS

    methods = [method for method in METHODS if is_tried(method)]
    missed, sold, months = {method: Fraction(0) for method in methods}, Fraction(0), 0
    for ago in ends:
        if months == TRIALS:
            break
        at_all = False
        for past in pasts:
            said, came = [past.said(method, ago, left) for method in methods], past.came(ago, left)
            if not said or None in said or came is None:
                continue
            at_all, sold = True, sold + came
            for method, figure in zip(methods, said):
                missed[method] += abs(figure - came)
        months += at_all
    if months < LEAST_TRIALS or sold <= 0:
        return [], 0
    shares = [(rounded(missed[method] / sold, 4), method) for method in methods]
    shares.sort(key=lambda pair: pair[0])
    combined = [pair for pair in shares if pair[1] == "combined" and pair[0] <= shares[0][0] * Fraction(11, 10)]
    return combined + [pair for pair in shares if pair not in combined], months


def quantile(misses):
    if len(misses) < LEAST_MISSES:
        return None
    return sorted(misses)[-(-4 * len(misses) // 5) - 1]


def forecast(past, ranking, months, left, so_far):
    """What the program says of somebody, or how many months in a row are known."""
    methods = [method for _, method in ranking] + ["last-year", "mean"]
    method = next((method for method in methods if past.said(method, 0, left) is not None), None)
    if method is None:
        return {"none": {"short": len(past.series)}}
    rest = past.said(method, 0, left)
    misses = []
    for ago in range(left, len(past.series) + 1):
        said, came = past.said(method, ago, left), past.came(ago, left)
        if said is not None and said > 0:
            misses.append((ago, rounded(abs(came - said) / said, 4)))
    reach = quantile([miss for _, miss in misses[:MISSES]])
    held = []
    for ago, miss in misses:
        within = quantile([other for then, other in misses if then >= ago + left][:MISSES])
        if within is not None and len(held) < RANGES:
            held.append(miss <= within)
    missed = {name: share for share, name in ranking}
    return {"forecast": {
        "year": rounded(so_far + rest, 2),
        "range": reach if reach is None else [rounded(so_far + rest - rest * reach, 2), rounded(so_far + rest + rest * reach, 2)],
        "hits": {"inside": sum(held), "of": len(held)} if held else None,
        "method": method,
        "trials": months if method in missed else 0,
        "missed": missed.get(method),
        "naive_missed": missed.get("last-year") if method in missed else None,
    }}


# Books of plausible sales -------------------------------------------------------------------------------------------

WEIGHTS = [9, 6, 8, 8, 8, 8, 7.5, 8, 9, 8.5, 9, 11]
KINDS = {
    "usual": {"noise": 0.38, "season": 1.6, "common": 0.11},
    "few reps, plain season": {"noise": 0.4, "season": 1, "common": 0.10},
    "strong season": {"noise": 0.3, "season": 3, "common": 0.10},
    "much noise": {"noise": 0.55, "season": 1.5, "common": 0.12},
    "a few large deals": {"deals": 8, "season": 1.5, "common": 0.10},
}


def sales(chance, reps, months, noise=0, season=1, common=0.1, deals=0):
    """Whole amounts of each rep and month; the first is a January."""
    mean = sum(WEIGHTS) / 12
    shocks = [chance.lognormvariate(0, common) for _ in range(months)]
    of_reps = []
    for _ in range(reps):
        growth, level, amounts = chance.gauss(0.08, 0.15), chance.uniform(80, 300), []
        for month in range(months):
            level *= 1 + chance.gauss(0, 0.05)
            weight = max(0.1, 1 + season * (WEIGHTS[month % 12] / mean - 1))
            due = level * (1 + growth) ** (month / 12) * weight * shocks[month]
            if deals:
                count = sum(chance.random() < 0.25 for _ in range(4 * deals))
                due *= sum(chance.lognormvariate(0, 0.8) for _ in range(count)) / (deals * 1.377)
            else:
                due *= chance.lognormvariate(-noise * noise / 2, noise)
            amounts.append(round(due * 100))
        of_reps.append(amounts)
    return of_reps


def backtest(kind, seeds, reps, months, first, left):
    """Share that each way misses, of reps and of the company, and how often ranges of reps and company hold."""
    missed, came, held = {}, {}, {}
    for seed in seeds:
        series = sales(random.Random(seed), reps, months, **kind)
        together = [sum(month) for month in zip(*series)]
        for known in range(first, months - left + 1):
            company = Company(together[:known])
            groups = {"rep": [Past(one[:known], company) for one in series], "company": [Past(together[:known], company)]}
            for whose, pasts in groups.items():
                ranking, trials = tried(pasts, left)
                for past, full in zip(pasts, series if whose == "rep" else [together]):
                    brought = sum(full[known:known + left])
                    outlook = forecast(past, ranking, trials, left, 0)["forecast"]
                    said = {way: past.said(way, 0, left) for way in [*PLAIN, *METHODS]}
                    said["repcard"] = outlook["year"]
                    for method, figure in said.items():
                        if figure is not None:
                            missed[whose, method] = missed.get((whose, method), 0) + abs(figure - brought)
                            came[whose, method] = came.get((whose, method), 0) + brought
                    if outlook["range"]:
                        low, high = outlook["range"]
                        held.setdefault(whose, []).append(low <= brought <= high)
    shares = {key: float(missed[key] / came[key]) for key in missed}
    return shares, {whose: sum(each) / len(each) for whose, each in held.items()}


def report():
    ways = [*PLAIN, *METHODS, "repcard"]
    for name, kind in KINDS.items():
        print(f"\n{name}: misses in % of what came, rep / company")
        columns = {left: backtest(kind, range(4), 12, 36, 24, left) for left in (1, 2, 6)}
        print(f"{'':18}" + "".join(f"{f'{left} months' if left > 1 else 'next month':>14}" for left in columns))
        for way in ways:
            cells = (f"{100 * shares['rep', way]:.0f} / {100 * shares['company', way]:.0f}" for shares, _ in columns.values())
            print(f"{way:18}" + "".join(f"{cell:>14}" for cell in cells))
        cells = (f"{100 * held['rep']:.0f} / {100 * held['company']:.0f}" for _, held in columns.values())
        print(f"{'range holds':18}" + "".join(f"{cell:>14}" for cell in cells))


# The program --------------------------------------------------------------------------------------------------------

def book(folder, chance):
    """A book that ends with some month of 2026, and what stands in it: sales by rep and month."""
    months, until = chance.choice([5, 8, 14, 17, 22, 30, 40]), chance.randint(1, 12)
    names = [(f"S{number:03}", chance.choice(["一部", "二部"])) for number in range(1, 7)]
    kind = chance.choice(list(KINDS.values()))
    series = sales(chance, len(names), months, **kind)
    first = 2026 * 12 + until - months
    began = {rep: chance.choice([0, 0, max(0, months - 9), max(0, months - 2)]) for rep, _ in names}
    (folder / "inbox").mkdir()
    with open(folder / "inbox/花名册.csv", "w", newline="", encoding="utf-8") as file:
        roster = csv.writer(file)
        roster.writerow(["工号", "姓名", "团队", "入职日期"])
        for at, (rep, team) in enumerate(names):
            month = first + began[rep]
            roster.writerow([rep, "业务员" + "甲乙丙丁戊己"[at], team, f"{month // 12}-{month % 12 + 1:02}-01" if began[rep] else "2015-01-05"])
    with open(folder / "inbox/订单.csv", "w", newline="", encoding="utf-8") as file:
        orders = csv.writer(file)
        orders.writerow(["订单编号", "日期", "业务员", "客户名称", "金额"])
        for at, (rep, _) in enumerate(names):
            for month in range(months):
                if month >= began[rep]:
                    when = first + month
                    orders.writerow([f"A{at}-{month}", f"{when // 12}-{when % 12 + 1:02}-{chance.randint(5, 26):02}", rep, f"客户{at}", series[at][month]])
                else:
                    series[at][month] = 0
    return until, months, names, began, series


def expected(until, months, names, began, series):
    together = [sum(month) for month in zip(*series)]
    company, left = Company(together), 12 - until
    first = next((at for at, sold in enumerate(together) if sold), months)
    groups = {"company": [Past(together[first:], company)], "teams": [], "reps": []}
    company.series = together[first:]
    for team in sorted({team for _, team in names}):
        sums = [sum(month) for month in zip(*(one for one, (_, of) in zip(series, names) if of == team))]
        start = next((at for at, sold in enumerate(sums) if sold), months)
        groups["teams"].append(Past(sums[start:], company))
    groups["reps"] = [Past(one[began[rep]:], company) for one, (rep, _) in zip(series, names)]
    outlooks = {}
    for whose, pasts in groups.items():
        ranking, trials = tried(pasts, left) if left else ([], 0)
        # Months that nothing is known of stand in the way of everyone who was there in them.
        hidden = [months < until and (whose != "reps" or not began[names[at][0]]) for at in range(len(pasts))]
        outlooks[whose] = [
            {"none": "over"} if left == 0 else
            {"none": "months-unknown"} if is_hidden else
            forecast(past, ranking, trials, left, sum(past.series[-until:])) for past, is_hidden in zip(pasts, hidden)]
    return outlooks


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return Fraction(value) if isinstance(value, str) and value[-1].isdigit() else value


def compare(program, seeds):
    differences, told = 0, 0
    for seed in range(seeds):
        chance = random.Random(seed)
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            until, months, names, began, series = book(folder, chance)
            period = f"2026-{until:02}"
            ran = subprocess.run([program, "run", "--quiet", "--book", folder, "--period", period], capture_output=True, text=True)
            if ran.returncode not in (0, 1):
                sys.exit(f"seed {seed}: {ran.stderr}")
            pace = json.loads((folder / "out" / period / "snapshot.json").read_text())["details"]["pace"]
        found = {"company": [pace["company"]], "teams": [standing for _, standing in pace["teams"]], "reps": pace["reps"]}
        for whose, outlooks in expected(until, months, names, began, series).items():
            for at, (outlook, standing) in enumerate(zip(outlooks, found[whose], strict=True)):
                told += 1
                if plain(standing["outlook"]) != outlook:
                    differences += 1
                    print(f"seed {seed}, {period}, {months} months, {whose} {at}: {standing['outlook']}, not {outlook}")
    print(f"{told} outlooks of {seeds} books, {differences} differ")
    return differences


if __name__ == "__main__":
    if len(sys.argv) == 1:
        report()
    else:
        sys.exit(min(1, compare(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 8)))
