"""The prose of the benchmark's plans: six sections with lists, a table, a quote, a code block and links.

In: a plan's number and how its form writes a link. Out: about 8 KB of Markdown, different for each number and
the same for the same one.
"""

from collections.abc import Callable

Link = Callable[[str, str, int], str]
"""How a form writes a link: the words, the kind (`initiatives` or a kind of metric), the number."""

SECTIONS = ("Why now", "What changes", "Who carries it", "The way", "What stays as it is", "Open questions")
SENTENCES = (
    "We counted {a} cases over {b} weeks and found that {c} of them waited for an answer nobody owed.",
    "In the {b} teams that tried it first, the order desk types **one form** instead of {d}.",
    "A quarter of the delay is *ours*: the request lies {b} days before anybody opens it.",
    "The figure is read from `report_{a}` on the last working day of each month.",
    "Nobody asked the {c} people at the counter, although they see every mistake before we do.",
    "Since the spring, {a} customers have written that they heard two dates for the same delivery.",
    "What we tried in the past held for {d} months and went when its author changed desks.",
    "The new form has {d} fields; the old one had {c}, and {b} of them were never read again.",
    "Each site sends one person for {b} half days, and that person teaches the others.",
    "If the second reading is not below {a}, we stop and look at the cause before we go on.",
    "The tool is there already; {c} of {a} people have an account and do not use it.",
    "We leave the credit check alone: it takes {d} minutes and has saved more than it costs.",
    "On Mondays the queue is {b} times as long, because the weekend's orders come in one file.",
    "Finance closes its books in the last {d} days of a quarter; nothing new starts in them.",
    "It is done when {a} orders in a row have gone through without a call back.",
    "The works council has seen the plan, asked {d} questions, and the answers stand below.",
    "A shift of {c} people can learn it in a week; the night shift needs {b} days more.",
)
ITEMS = (
    "the **{what}** of site {a}, with `form {b}` and *no copy on paper*",
    "{what}: {b} people, {d} half days, a room with {c} seats",
    "read the log of {what} every {d} days, and note what was *not* in it",
    "close `queue-{a}` once {what} has been quiet for {b} days",
    "tell the {c} people of {what} before the mail goes out",
)
WHATS = ("order desk", "returns", "first call", "price list", "stock count", "night shift", "credit notes")


def _fill(text: str, seed: int) -> str:
    """Fill a sentence with numbers that follow from a seed."""
    a, b, c, d = 20 + seed % 71, 2 + seed % 11, 12 + seed % 37, 3 + seed % 7
    return text.format(a=a, b=b, c=c, d=d, what=WHATS[seed % len(WHATS)])


def _write_section(title: str, seed: int) -> str:
    said = [_fill(SENTENCES[(seed + k * 5) % len(SENTENCES)], seed * 3 + k * 17) for k in range(11)]
    items = "\n".join(f"- {_fill(ITEMS[(seed + k) % len(ITEMS)], seed + k * 13)}" for k in range(5))
    return f"## {title}\n\n{' '.join(said[:6])}\n\n{items}\n\n{' '.join(said[6:])}\n"


def write_prose(n: int, other: int, metric: int, link: Link) -> str:
    """Write the prose of plan `n`, which names another plan and the metric that it moves."""
    first = link("the plan before it", "initiatives", other)
    second = link("the lead time", "outcome", metric)
    parts = [f"This plan takes up what {first} has left open, and it moves {second}.\n"]
    parts += [_write_section(title, n * 7 + k * 29) for k, title in enumerate(SECTIONS)]
    rows = [f"| site {k + n % 40} | {(n + k * 7) % 50 + 4} | {(n * 3 + k) % 9 + 1} |" for k in range(8)]
    parts.append("| where | people | days of training |\n|---|---:|---:|\n" + "\n".join(rows) + "\n")
    parts.append(f"> We had the order in hand for {n % 9 + 2} days, and then we waited for ourselves.\n")
    code = f"select median(days) from orders\nwhere site = {n % 97} and closed >= date '2026-01-01'"
    parts.append(f"```sql\n{code}\n```\n")
    return "\n".join(parts)
