#!/usr/bin/env python3
"""Changes weights and grades in appraisals.xlsx, as a director would, and holds what the formulas then say against
a run with that policy.

    benches/try_weights.py target/release/repcard [FIRST_SEED [LAST_SEED]]

Each seed makes a book with a policy of its own: few reps, so that scores tie, targets that are reached exactly,
figures that are missing, names that differ in case alone. Needs soffice and openpyxl. Exits with 1 where a figure
differs, with 2 where a program is missing.
"""

import csv
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

from recalculate import needed, recalculated

KPIS = ["sales", "growth", "new_customers", "visits", "calls", "weekly_orders", "customers_added", "customers_lost",
        "conduct", "reports", "requests", "teamwork"]
SHARES = {"growth", "conduct", "reports", "requests"}
WITH_TARGET = {"sales": "Sales", "new_customers": "New customers", "visits": "Visits", "calls": "Calls",
               "weekly_orders": "Weekly orders", "customers_added": "Customers added"}
NUMBERS = ["S001", "S*1", "S?1", "~7", "12", "012", "1E5", "R-9", "TRUE", "=1", "<5", "x y", "Ｓ002"]
TEAMS = ["East", "EAST", "Team *", "North?", "=West", "<South", "2026", "x\"y", "O'Hara", None]
WEIGHTS = ["0", "0.5", "1", "3", "5", "7.25", "10", "12.34", "20", "33.333", "40", "100"]


def day(r, year, month):
    return datetime.date(year, month, r.randint(1, 28)).isoformat()


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def make_book(r, book):
    """A book of a month for few reps."""
    (book / "inbox").mkdir(parents=True)
    (book / "repcard.toml").write_text('company = "Example Ltd"\nlanguage = "en"\n')
    numbers = r.sample(NUMBERS, r.randint(3, len(NUMBERS)))
    reps = [(number, f"Rep {place}", r.choice(TEAMS) or "") for place, number in enumerate(numbers)]
    inbox = book / "inbox"
    write(inbox / "roster.csv", [["Employee ID", "Name", "Team", "Hire date"]] + [[*rep, "2020-01-01"] for rep in reps])
    months = [f"{month}月" for month in range(1, 13)]
    targets = [["Employee ID", "Metric", "Year", *months]]
    for number, _, _ in reps:
        for kpi, metric in WITH_TARGET.items():
            if r.random() < 0.85:
                targets.append([number, metric, 2026] + [r.choice([3, 7, 10, 40] if kpi != "sales" else [0, 3, 700, 1000, 9000])] * 12)
    write(inbox / "targets.csv", targets)
    customers, orders, place = [], [], 0
    for number, _, _ in reps:
        for _ in range(r.randint(0, 9)):
            place += 1
            lost = day(r, 2026, 10) if r.random() < 0.3 else ""
            customers.append([f"C{place}", f"Customer {place}", number, day(r, *r.choice([(2026, 10), (2025, 5)])), lost])
        own = [row for row in customers if row[2] == number]
        for year, month in ((2026, 9), (2026, 10)):
            for _ in range(r.randint(0, 6) if own else 0):
                customer = r.choice(own)
                amount = r.choice(["350", "600", "500.00", "1000", "4.5", "-20", "1.675", "333.33"])
                orders.append([f"O{len(orders)}", day(r, year, month), number, customer[0], customer[1], amount])
    write(inbox / "customers.csv", [["Customer ID", "Customer name", "Owner", "Created", "Lost date"]] + customers)
    head = ["Order number", "Order date", "Employee ID", "Customer ID", "Customer name", "Amount"]
    for month in ("2026-09", "2026-10"):
        write(inbox / month / "orders.csv", [head] + [row for row in orders if row[1].startswith(month)])
    month = inbox / "2026-10"
    write(month / "visits.csv", [["拜访日期", "工号", "客户名称", "客户类型"]] + [
        [day(r, 2026, 10), number, f"V{k}", "现有"] for number, _, _ in reps for k in range(r.choice([0, 3, 5, 7, 10]))])
    write(month / "calls.csv", [["呼叫时间", "工号", "客户名称", "呼叫方向", "通话时长"]] + [
        [f"{day(r, 2026, 10)} 10:{k:02}:00", number, f"V{k}", "外呼", 60] for number, _, _ in reps for k in range(r.choice([0, 2, 6, 7, 12]))])
    write(month / "requests.csv", [["需求编号", "提出时间", "工号", "回复时间"]] + [
        [f"Q{number}-{k}", f"2026-10-12 {8 + k:02}:00", number, f"2026-10-13 {6 + 2 * k:02}:30"] for number, _, _ in reps for k in range(r.randint(0, 4))])
    write(month / "reports.csv", [["工号", "类型", "应交日期", "提交时间"]] + [
        [number, "周报", f"2026-10-{9 + 7 * k:02}", r.choice([f"2026-10-{9 + 7 * k:02}", ""])] for number, _, _ in reps for k in range(r.randint(0, 3))])
    write(month / "conduct.csv", [["日期", "工号", "事项", "分值"]] + [
        [day(r, 2026, 10), number, "其他", r.choice([-10, -0.5, 3, -120])] for number, _, _ in reps if r.random() < 0.4])
    write(month / "scores.csv", [["工号", "评分项", "评分"]] + [
        [number, "teamwork", r.choice(["0", "100", "82.55", "33.3"])] for number, _, _ in reps if r.random() < 0.7])


def make_rule(r, kpi):
    if kpi == "teamwork":
        return 'kind = "manual"'
    kinds = ["steps", "per-unit"] + (["fraction"] if kpi in SHARES - {"growth"} else []) + (["ratio"] * 5 if kpi in WITH_TARGET else [])
    kind = r.choice(kinds)
    if kind == "ratio":
        floor = r.choice(["", ", floor = 0.5", ", floor = 0.6", ", floor = 1", ", floor = 0.3333"])
        return f'kind = "ratio"{floor}, cap = {r.choice(["1", "1.2", "1.5", "3"])}'
    if kind == "steps":
        bounds = ["-0.5", "-0.1", "0", "0.05", "0.5", "1"] if kpi in SHARES else ["0", "1", "3", "5", "7", "600", "1000"]
        steps = [f"[{bound}, {r.choice(['0', '2', '4.5', '6', '8', '-3', '11'])}]" for bound in r.sample(bounds, r.randint(1, len(bounds)))]
        return f'kind = "steps", steps = [{", ".join(steps)}]'
    if kind == "per-unit":
        start = r.choice(["", ", start = 0", ", start = 2.5"])
        least = r.choice(["", ", min = -2", ", min = -20"])
        most = r.choice(["", ", max = 6", ", max = 3.5"]) if start else ""
        return f'kind = "per-unit", each = {r.choice(["-1", "0.335", "2", "-0.25"])}{start}{least}{most}'
    return 'kind = "fraction"'


def make_policy(r):
    kpis = r.sample(KPIS, r.randint(2, len(KPIS)))
    bounds = sorted(r.sample(["0", "10", "33.33", "50", "60", "75.5", "90", "100"], r.randint(1, 5)), key=float, reverse=True)
    grades = r.sample(["A", "a", "B", "A+", "=C", "*", "4", "D?"], len(bounds))
    return {
        "head": f'missing = "{r.choice(["exclude", "zero"])}"\nmin_weight = {r.choice([0, 40, 60, 90])}\nlost_after_days = 90\nsla_hours = 24\n',
        "kpis": [(kpi, make_rule(r, kpi)) for kpi in kpis],
        "weights": {kpi: r.choice(WEIGHTS[1:]) for kpi in kpis},
        "grades": list(zip(grades, bounds)),
    }


def write_policy(policy, path, weights, bounds):
    text = policy["head"]
    for kpi, rule in policy["kpis"]:
        name = 'name = "Teamwork"\n' if kpi == "teamwork" else ""
        text += f'\n[[kpi]]\nid = "{kpi}"\n{name}weight = {weights[kpi]}\nrule = {{ {rule} }}\n'
    for (grade, _), bound in zip(policy["grades"], bounds):
        text += f'\n[[grade]]\ngrade = "{grade}"\nname = "{grade}"\nat_least = {bound}\n'
    path.write_text(text)


def run(repcard, book):
    """The folder of the period; None where the run published nothing."""
    done = subprocess.run([repcard, "run", "--book", book, "--period", "2026-10"], capture_output=True, text=True)
    out = book / "out" / "2026-10"
    if done.returncode > 1 or not (out / "results.json").exists():
        return None, done.stdout + done.stderr
    return out, done.stdout + done.stderr


def try_in(workbook, weights, bounds, saved):
    """Types weights and grades into the cells that are there for it."""
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    for kpi, weight in weights.items():
        sheet, cell = book.defined_names[f"weight_{kpi}"].attr_text.rsplit("!", 1)
        book[sheet.strip("'")][cell.replace("$", "")].value = float(weight)
    sheet = book["Policy"]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "From score")
    for row, bound in enumerate(bounds):
        sheet.cell(head.row + 1 + row, head.column).value = float(bound)
    book.save(saved)


def blank(value):
    return None if value in (None, "", "—") else value


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) < 1e-9
    a, b = (None if blank(value) is None else str(value).strip() for value in (a, b))
    return a == b


def heads(sheet, row):
    return {str(cell.value): cell.column for cell in sheet[row] if cell.value is not None}


def by_rep(sheet, kpis):
    """Rep → what a sheet of reps says of it."""
    groups = sorted(cell.column for cell in sheet[3] if cell.value is not None)
    titles = heads(sheet, 4)
    end = titles.get("Order", titles.get("Why not graded", max(titles.values()) + 1))
    points = [column - 1 for column in [*groups[1:], end]]
    assert len(points) == len(kpis), (sheet.title, points)
    found = {}
    for row in sheet.iter_rows(min_row=5):
        number = blank(row[titles["Number"] - 1].value)
        if number is None:
            break
        figures = {title: row[titles[head] - 1].value for title, head in
                   (("rank", "Rank"), ("rank", "Company rank"), ("team_rank", "Team rank"), ("score", "Score"), ("grade", "Grade"))
                   if head in titles}
        for kpi, column in zip(kpis, points):
            figures[kpi] = row[column - 1].value
        found[str(number)] = figures
    return found


def table(sheet, name):
    area = sheet[sheet.tables[name].ref]
    titles = [str(cell.value) for cell in area[0]]
    return [dict(zip(titles, (cell.value for cell in row))) for row in area[1:]]


def compare(computed, published, results, policy):
    """What the recalculated workbook says otherwise than the run."""
    kpis = [kpi for kpi, _ in policy["kpis"]]
    wrong, count = [], 0

    def hold(where, has, wants):
        nonlocal count
        count += 1
        if not same(has, wants):
            wrong.append(f"{where}: {has!r}, the run says {wants!r}")

    cards = {card["rep_id"]: card for card in results["reps"]}
    seen = set()
    for sheet in computed.worksheets:
        titles = heads(sheet, 4) if sheet.max_row >= 4 else {}
        if "Number" not in titles or "Score" not in titles or sheet.title == "KPI matrix":
            continue
        for number, figures in by_rep(sheet, kpis).items():
            card = cards[number]
            seen.add((number, "team" if "team_rank" in figures else "company"))
            wants = {**{field: card[field] for field in ("rank", "team_rank", "score", "grade")},
                     **{kpi["id"]: kpi["points"] for kpi in card["kpis"]}}
            for field, has in figures.items():
                hold(f"{sheet.title} {number} {field}", has, wants[field])
    for name in ("KPI matrix", "Trends", "Weekly orders"):
        sheet = computed[name]
        head = next(row for row in (3, 4) if "Number" in heads(sheet, row))
        titles = heads(sheet, head)
        for row in sheet.iter_rows(min_row=head + 1):
            card = cards.get(str(row[titles["Number"] - 1].value))
            if card is None:
                break
            hold(f"{name} {card['rep_id']} rank", row[titles["Rank"] - 1].value, card["rank"])
            if name == "KPI matrix":
                first = titles["Score"]
                hold(f"{name} {card['rep_id']} score", row[first - 1].value, card["score"])
                for place, kpi in enumerate(card["kpis"]):
                    share = None if kpi["points"] is None or kpi["weight"] == 0 else kpi["points"] / kpi["weight"]
                    hold(f"{name} {card['rep_id']} {kpi['id']}", row[first + place].value, share)
    for row, wants in zip(table(computed["Policy"], "policy"), table(published["Policy"], "policy")):
        hold(f"share of points of {row['KPI']}", row["Share of points"], wants["Share of points"])
    assert all((number, "company") in seen for number in cards), "a rep is missing"
    overview = computed.worksheets[0]
    teams = {str(row["Team"]): row for row in table(published.worksheets[0], "teams")}
    for row in table(overview, "teams"):
        wants = teams[str(row["Team"])]
        for field in ("Mean score", "Best grade"):
            hold(f"{field} of {row['Team']}", row[field], wants[field])
        first = next((card for card in cards.values() if card["name"] == row["First"]), None)
        if first is not None:
            hold(f"First of {row['Team']}", (first["team_rank"], first["team"]), (1, row["Team"]))
        elif row["Team"] not in ("Total", "No team"):
            hold(f"First of {row['Team']}", row["First"], wants["First"])
    hold("mean", overview["E4"].value, published.worksheets[0]["E4"].value)
    ranked = sorted((card for card in cards.values() if card["rank"] is not None), key=lambda card: -card["score"])
    names = {card["name"]: card for card in cards.values()}
    for block, wanted in (("best", ranked[:10]), ("weakest", ranked[::-1][:10])):
        rows = table(overview, block)
        rows += [{}] * (10 - len(rows))
        shown = set()
        for place, row in enumerate(rows[:10]):
            card = wanted[place] if place < len(wanted) else {"rank": None, "score": None, "grade": None}
            for field, title in (("rank", "Rank"), ("score", "Score"), ("grade", "Grade")):
                hold(f"{block} {place + 1} {field}", row.get(title), card[field])
            name = blank(row.get("Name"))
            if name is not None:
                hold(f"{block} {place + 1} {name}", row.get("Score"), names[name]["score"])
                hold(f"{block} {place + 1} is shown twice", name in shown, False)
                shown.add(name)
    for row in table(overview, "grades")[:len(policy["grades"])]:
        grade = str(row["Grade"]).strip()
        hold(f"people with {grade}", row["Reps"], sum(card["grade"] == grade for card in cards.values()))
        hold(f"share of {grade}", row["Share"], sum(card["grade"] == grade for card in cards.values()) / len(cards))
    return count, wrong


def nobody_scores(computed, kpis):
    """What a workbook in which nothing weighs anything shows nevertheless: a policy that no run takes."""
    shown = [f"{number}: {figures}" for number, figures in by_rep(computed["Scores"], kpis).items()
             if any(blank(figures[field]) is not None for field in ("rank", "score", "grade"))]
    shown += [f"{block}: {row}" for block in ("best", "weakest") for row in table(computed.worksheets[0], block)
              if blank(row.get("Score")) is not None]
    return 1 + len(shown), shown


def attempt(repcard, seed, folder):
    import openpyxl

    r = random.Random(seed)
    book = folder / f"book{seed}"
    make_book(r, book)
    policy = make_policy(r)
    bounds = [bound for _, bound in policy["grades"]]
    write_policy(policy, book / "policy.toml", policy["weights"], bounds)
    out, said = run(repcard, book)
    if out is None:
        return 0, [f"the book publishes nothing:\n{said}"]
    tried = folder / f"tried{seed}.xlsx"
    weights = {kpi: r.choice(WEIGHTS) for kpi in policy["weights"]}
    if seed % 11 == 0:
        weights = dict.fromkeys(weights, "0")
    other = sorted(r.sample(range(1, 120), len(bounds)), reverse=True) if seed % 3 == 0 else bounds
    try_in(out / "appraisals.xlsx", weights, other, tried)
    if not any(float(weight) for weight in weights.values()):
        computed = openpyxl.load_workbook(recalculated(tried, folder), data_only=True)
        return nobody_scores(computed, [kpi for kpi, _ in policy["kpis"]])
    write_policy(policy, book / "policy.toml", weights, other)
    out, said = run(repcard, book)
    if out is None:
        return 0, [f"the policy that was tried publishes nothing:\n{said}"]
    computed = openpyxl.load_workbook(recalculated(tried, folder), data_only=True)
    published = openpyxl.load_workbook(out / "appraisals.xlsx", data_only=True)
    results = json.loads((out / "results.json").read_text())
    return compare(computed, published, results, policy)


def main():
    if needed() is None:
        return 2
    warnings.simplefilter("ignore")
    repcard = pathlib.Path(sys.argv[1]).resolve()
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    last = int(sys.argv[3]) if len(sys.argv) > 3 else first + 9
    figures, failed = 0, 0
    for seed in range(first, last + 1):
        with tempfile.TemporaryDirectory() as folder:
            count, wrong = attempt(repcard, seed, pathlib.Path(folder))
        figures += count
        failed += bool(wrong)
        for line in wrong[:12]:
            print(f"seed {seed}: {line}", flush=True)
    print(f"{last + 1 - first} policies, {figures} figures, {failed} policies differ")
    return 0 if figures > 0 and failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
