"""The scalars of the front matter: a day, a number, a truth value, a text, a word of a list, an id.

In: a string as the author wrote it. Out: the typed value, or the plain words of what is wrong and
what would satisfy. pydantic's own parsers are not used: they take `86400` for a date and `nan` for
a number.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from playbook.schema.day_meant import guess_day
from playbook.words import find_nearest, is_spelling, quote, slugify

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_AND_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?P<zone>.*)", re.ASCII | re.DOTALL
)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_LONG = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_COMMA = re.compile(r"(-?\d+),(\d+)", re.ASCII)
_WITH_UNIT = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:[^\W\d_]|[%€$£¥°])[^\d]*", re.ASCII | re.DOTALL)
_BEFORE_UNIT = re.compile(r"(?:[A-Z]{3}|[€$£¥])\s*(-?\d+(?:[.,]\d+)?)", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}([ '_\u00a0\u202f]\d{3})+", re.ASCII)
_ID = re.compile(r"\w[\w.-]*")
YEARS = range(1900, 2200)
"""The years in which a day may lie: a century of days can be added to each, or taken away."""


RefusedError = PydanticCustomError
"""What a reader raises: the words of what is wrong and what would satisfy, see `explain`."""


def explain(error: RefusedError) -> tuple[str, str]:
    """Give what is wrong with a value and what would satisfy."""
    context = error.context or {}
    return str(context["message"]), str(context["help"])


def find_fix(error: RefusedError) -> tuple[str, bool]:
    """Give what to write instead ("" where nobody knows), and whether nothing else can be meant."""
    context = error.context or {}
    return str(context["fix"]), bool(context["is_safe"])


def refuse(message: str, help_: str = "", fix: str = "", *, is_safe: bool = False) -> RefusedError:
    """Make the error that carries an author's words through pydantic; `fix` is what to write instead, safe
    where nothing else can be meant."""
    context = {"message": message, "help": help_, "fix": fix, "is_safe": is_safe}
    return PydanticCustomError("author", "{message}", context)


def read_text(node: object) -> str:
    """A text as it stands; a list or mapping in its place is refused."""
    if isinstance(node, str):
        return node.strip()
    if isinstance(node, dict):
        example = next(iter(node), "key")
        raise refuse(
            "must be a text, not keys and values",
            f'if the text contains a colon, put it in quotes: "{example}: …"',
        )
    raise refuse("must be one text, not a list" if isinstance(node, list) else "is empty", "write one text")


def read_day(node: object) -> date:
    """A day, exactly YYYY-MM-DD (ISO 8601), without a time."""
    text = read_text(node)
    match = _DAY.fullmatch(text)
    if not match:
        raise refuse(f"{quote(text)} is not a day", *_explain_day(text), is_safe=True)
    year, month, day = (int(part) for part in match.groups())
    try:
        found = date(year, month, day)
    except ValueError:
        raise refuse(
            f"`{text}` is not a day of the calendar", "check the month (01 to 12) and the day of the month"
        ) from None
    return check_year(found)


def _explain_day(text: str) -> tuple[str, str]:
    """Say what to write, and write it where the text can mean one day only."""
    timed = _DAY_AND_TIME.fullmatch(text)
    if timed:
        return f"leave the time out: {timed[1]}", "" if timed["zone"].strip() else timed[1]
    meant = guess_day(text)
    if meant:
        return f"write a day as YYYY-MM-DD: {meant}", str(meant)
    return "write a day as YYYY-MM-DD, for example 2026-07-03", ""


def check_year(day: date) -> date:
    """Give the day back; one that no plan can mean, and with which nothing could be reckoned, is refused."""
    if day.year in YEARS:
        return day
    help_ = f"check the year: it lies from {YEARS[0]} to {YEARS[-1]}"
    raise refuse(f"`{day}` is too far {'back' if day.year < YEARS[0] else 'ahead'}", help_)


def read_number(node: object) -> Decimal:
    """A finite decimal number, bare: no unit, no thousands sign, a point before the decimals."""
    text = read_text(node)
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    unit = _WITH_UNIT.fullmatch(text) or _BEFORE_UNIT.fullmatch(text)
    if unit:
        bare = unit[1].replace(",", ".")
        raise refuse(
            f"{quote(text)} is not a bare number",
            f"the unit stands on the metric's page; write {bare}",
            bare,
        )
    raise refuse(f"{quote(text)} is not a number", *_explain_number(text), is_safe=True)


def _explain_number(text: str) -> tuple[str, str]:
    """Say what to write, and write it where the text can mean one number only."""
    comma = _COMMA.fullmatch(text)
    if comma and len(comma[2]) == 3:
        words = f"write {comma[1]}{comma[2]} if the comma parts the thousands, else {comma[1]}.{comma[2]}"
        return words, ""
    if comma:
        return f"write the decimals after a point: {comma[1]}.{comma[2]}", f"{comma[1]}.{comma[2]}"
    if _THOUSANDS.fullmatch(text):
        digits = re.sub("[^0-9-]", "", text)
        return f"write the digits without a gap: {digits}", digits
    if _LONG.fullmatch(text):
        return "at most 15 digits before the point and 9 after it", ""
    return "write digits only, for example 45 or 11.4", ""


def read_decimals(node: object) -> Decimal:
    """A whole number from 0 to 6: how many decimals of a metric are shown."""
    number = read_number(node)
    if number != number.to_integral_value() or not 0 <= number <= 6:
        raise refuse(f"`{number}` is not a whole number from 0 to 6", "write how many decimals are shown")
    return number


def read_flag(node: object) -> bool:
    """A truth value: true or false, nothing else."""
    text = read_text(node)
    if text not in ("true", "false"):
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(text.lower(), text.lower())
        is_clear = meant in ("true", "false")
        help_ = f"write {meant}" if is_clear else "write true or false"
        raise refuse(f"{quote(text)} is not a truth value", help_, meant if is_clear else "", is_safe=True)
    return text == "true"


def read_id(node: object) -> str:
    """An id that can be named in links, waivers and addresses: letters, digits, `-`, `_` and `.`"""
    text = normalize("NFC", read_text(node))
    if text and not _ID.fullmatch(text):
        better = slugify(text)
        help_ = f"for example  {better}" if better else "use letters, digits and hyphens"
        raise refuse(f"{quote(text)} cannot be an id", help_)
    return text


def read_old_id(node: object) -> str:
    """The id that a page had before: like an id, with `/` for a page that has a path for one."""
    text = normalize("NFC", read_text(node))
    for part in text.split("/"):
        read_id(part)
        if not part:
            raise refuse(f"{quote(text)} cannot be an id", "write the name of the old file, without `.md`")
    return text


class Scalar:
    """Tells pydantic how a scalar is read and how JSON Schema describes it."""

    def __init__(self, read: Callable[[object], object], json: dict[str, object]) -> None:
        """Keep the reader of a string and the JSON Schema of its value."""
        self.read = read
        self.json = json

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        """Answer pydantic's protocol: only our reader runs."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _schema: object, _handler: object) -> dict[str, object]:
        """Answer pydantic's protocol: our own words."""
        return dict(self.json)


class Shorthand:
    """Lets one text stand for more: `read` turns it into what the type asks for, and leaves the rest."""

    def __init__(self, read: Callable[[object], object]) -> None:
        """Keep the reader."""
        self.read = read

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Answer pydantic's protocol: our reader runs before the type's own."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Answer pydantic's protocol: the text, or what it stands for."""
        return {"anyOf": [handler(schema), {"type": "string"}]}


class Refers(Scalar):
    """A text that is the id of a page (or item) of one of these kinds: "person", "milestone", …"""

    def __init__(self, *kinds: str) -> None:
        """Name the kinds, the likeliest first."""
        self.kinds = kinds
        super().__init__(self._read, {"type": "string", "minLength": 1, "x-refers": list(kinds)})

    def _read(self, node: object) -> str:
        one = f"one {self.kinds[0]}"
        if isinstance(node, list):
            raise refuse(f"must be {one}, not a list", f"write the id of {one}")
        text = normalize("NFC", read_text(node))
        if not text:
            raise refuse("is empty", f"write the id of {one}")
        return text


class Word(Scalar):
    """A word out of a closed list."""

    def __init__(self, *words: str) -> None:
        """Name the words in the order in which help lists them."""
        self.words = words
        super().__init__(self._read, {"enum": list(words)})

    def _read(self, node: object) -> str:
        text = read_text(node)
        if text in self.words:
            return text
        nearest = find_nearest(text, self.words)
        guess = f"did you mean `{nearest}`? " if nearest else ""
        help_ = f"{guess}one of: {', '.join(self.words)}"
        is_safe = is_spelling(text, nearest, self.words)
        raise refuse(f"{quote(text)} is no known word here", help_, nearest, is_safe=is_safe)


Text = Annotated[str, Scalar(read_text, {"type": "string"})]
Figure = Annotated[str, Scalar(read_text, {"type": ["string", "number"]})]
Day = Annotated[date, Scalar(read_day, {"type": "string", "format": "date"})]
Number = Annotated[Decimal, Scalar(read_number, {"type": "number"})]
Decimals = Annotated[Decimal, Scalar(read_decimals, {"type": "integer", "minimum": 0, "maximum": 6})]
Flag = Annotated[bool, Scalar(read_flag, {"type": "boolean"})]
Id = Annotated[str, Scalar(read_id, {"type": "string", "pattern": r"^[\w.-]*$"})]
OldId = Annotated[str, Scalar(read_old_id, {"type": "string", "minLength": 1})]
Person = Annotated[str, Refers("person")]
Department = Annotated[str, Refers("department")]
Metric = Annotated[str, Refers("metric")]
