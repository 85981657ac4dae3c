"""What was measured, as Markdown tables beside the goals."""

from bench import goals

MARKS = {True: "yes", False: "**no**", None: ""}


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def pages(database, size, found):
    """One line a page: what it costs, what it may cost."""
    list_page = next(page for page in found["pages"] if page["name"] == "list").get("ratio", 0)
    rows = [_page(page, database, size, list_page) for page in found["pages"]]
    heads = ["page", "ratio to H", "goal", "met", "CPU ms", "queries", "goal", "met", "calls ÷ H", "KB", "elements"]
    title = f"## {database}, {size:,} agreements (H = {found['floor'] * 1000:.2f} ms)"
    return f"{title}\n\n{table(heads, rows)}"


def _page(page, database, size, list_page):
    if "ratio" not in page:
        return [page["name"], "absent" if page["status"] == 404 else f"answers {page['status']}", *[""] * 9]
    notes = [page["note"], page["status"] if page["status"] != 200 else ""]
    most, queries = goals.ratio(page["kind"], database, size, list_page), goals.QUERIES.get(page["kind"])
    return [
        f"{page['name']} {' '.join(f'({note})' for note in notes if note)}".strip(),
        f"{page['ratio']:.1f}",
        f"≤ {most:.3g}" if most else "",
        MARKS[page["ratio"] <= most if most else None],
        f"{page['seconds'] * 1000:.1f}",
        page["queries"],
        f"≤ {queries}" if queries else "",
        MARKS[page["queries"] <= queries if queries else None],
        f"{page['calls']:.0f}" if page["calls"] else "many",
        f"{page['bytes'] / 1000:.1f}",
        page["nodes"],
    ]


def growth(database, results):
    """One line a page: its ratio at each size, how it and its counts grew in the last decade."""
    sizes = sorted(results)
    by_size = [{page["name"]: page for page in results[size]["pages"]} for size in sizes]
    rows = []
    for name, page in by_size[-1].items():
        pages = [found.get(name, {}) for found in by_size]
        if all("ratio" in page for page in pages):
            rows.append(_growth(name, page["kind"], sizes, pages))
    heads = ["page", *(f"{size:,}" for size in sizes), "CPU", "queries", "bytes", "goal", "met", "÷ 10,000", "met"]
    return f"## {database}: ratio to H by size, and exponents of the last step\n\n{table(heads, rows)}"


def _growth(name, kind, sizes, pages):
    ratios = [page["ratio"] for page in pages]
    exponents = [goals.exponent(sizes, [page[key] for page in pages]) for key in ("ratio", "queries", "bytes")]
    most = goals.GROWTH.get(kind, goals.USUAL_GROWTH)
    factor = ratios[-1] / ratios[sizes.index(10_000)] if kind == "list" and 10_000 in sizes[:-1] else None
    return [
        name,
        *(f"{ratio:.1f}" for ratio in ratios),
        *(f"{exponent:+.2f}" for exponent in exponents),
        f"≤ {most}",
        MARKS[max(exponents) <= most],
        f"{factor:.2f}" if factor else "",
        MARKS[factor <= goals.GROWN if factor else None],
    ]


def first_visit(found):
    """Page weight (P11)."""
    rows = []
    for page in found["weights"]:
        total = page["html"] + page["code"]
        met = total <= goals.WEIGHT and page["requests"] <= goals.REQUESTS and page["nodes"] <= goals.NODES
        sizes = [f"{part / 1000:.1f}" for part in (page["html"], page["code"], total)]
        rows.append([page["name"], *sizes, page["requests"], page["nodes"], MARKS[met]])
    goal = f"goal: {goals.WEIGHT / 1000:.0f} KB, {goals.REQUESTS} requests, {goals.NODES} elements"
    heads = ["page", "HTML KB", "CSS and JS KB", "together", "requests", "elements", "met"]
    return f"## First visit, compressed ({goal})\n\n{table(heads, rows)}"


def worker(database, found):
    """Memory and cold start (P12)."""
    resident, cold = found["resident"], found["cold_start"]
    rows = [
        [
            f"resident after {found['views']:,} pages, MB",
            f"{resident / 1e6:.0f}",
            "≤ 100",
            MARKS[resident <= goals.RESIDENT],
        ],
        ["CPU to the first page, s", f"{cold:.2f}", "≤ 1", MARKS[cold <= goals.COLD_START]],
    ]
    return f"## Worker on {database}\n\n{table(['', 'measured', 'goal', 'met'], rows)}"
