"""Which day it is: the only place that asks the clock.

In: the option, the configuration, the environment. Out: the day and where it came from: --today or
PLAYBOOK_TODAY, the configuration's `today`, SOURCE_DATE_EPOCH, else the date in the site's time zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True)
class Today:
    """A day and its origin: "option", "configuration", "SOURCE_DATE_EPOCH" or "clock"."""

    day: date
    origin: str


def choose_today(option: str | None, fixed: date | None, timezone: str, environ: Mapping[str, str]) -> Today:
    """Settle today: `fixed` is the configuration's. Raises ValueError, in plain words, when what is given is
    no day."""
    if option:
        return Today(parse_day(option, "--today"), "option")
    if fixed:
        return Today(fixed, "configuration")
    return tell_today(timezone, environ)


def tell_today(timezone: str, environ: Mapping[str, str]) -> Today:
    """Tell which day it is where none is set. Raises ValueError in plain words."""
    zone = find_zone(timezone)
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return Today(_parse_epoch(epoch, zone), "SOURCE_DATE_EPOCH")
    return Today(datetime.now(zone).date(), "clock")


def parse_day(text: str, name: str) -> date:
    """Read a day written YYYY-MM-DD; ValueError in plain words when it is none."""
    from playbook.schema.scalar import RefusedError, explain, read_day

    try:
        return read_day(text)
    except RefusedError as error:
        raise ValueError(f"{name} {': '.join(explain(error))}") from None


def find_zone(name: str) -> ZoneInfo:
    """Find a time zone by its IANA name; ValueError in plain words when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"[site] timezone `{name}` is not known: write an IANA name such as Europe/Oslo"
        ) from None


def _parse_epoch(text: str, zone: ZoneInfo) -> date:
    from playbook.schema.scalar import RefusedError, check_year, explain

    try:
        day = datetime.fromtimestamp(int(text), UTC).astimezone(zone).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH `{text}` is not a number of seconds") from None
    try:
        return check_year(day)
    except RefusedError as error:
        raise ValueError(f"SOURCE_DATE_EPOCH {': '.join(explain(error))}") from None
