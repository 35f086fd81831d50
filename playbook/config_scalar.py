"""The scalars of the configuration: a TOML value -> the typed value, or plain words.

In: what tomllib gave. Out: a text, a number, a day, a folder …; the words of what is wrong and what would
satisfy. pydantic's own parsers are not used: they take true for 1.
"""

from datetime import date, datetime
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from playbook.schema.scalar import Scalar, check_year, read_day, read_id, refuse
from playbook.words import find_nearest, quote

LARGEST = 10**9
"""The largest number that a setting may be: nothing here counts more."""


def read_setting(value: object) -> str:
    """A text in quotes."""
    if isinstance(value, str):
        return value
    raise refuse(f"must be a text, not {name_type(value)}", 'put it in quotes: "…"')


def name_type(value: object) -> str:
    """Say in an author's words what a TOML value is."""
    if isinstance(value, bool):
        return "true or false"
    names = {int: "a number", float: "a number", list: "a list", dict: "a table", str: "a text"}
    return names.get(type(value), "a day or time")


def read_whole(value: object) -> int:
    """A whole number without quotes."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return value
    raise refuse(f"must be a whole number, not {_show(value)}", "write digits without quotes")


def read_month(value: object) -> int:
    """A month from 1 to 12."""
    if read_whole(value) not in range(1, 13):
        raise refuse(f"must be a month from 1 to 12, not {value}", "write 1 for January")
    return read_whole(value)


def read_switch(value: object) -> bool:
    """true or false without quotes."""
    if isinstance(value, bool):
        return value
    raise refuse(f"must be true or false, not {_show(value)}", "write it in small letters, without quotes")


def read_today(value: object) -> date:
    """A day: TOML's own or a text."""
    if isinstance(value, datetime):
        raise refuse("must be a day without a time", f"write {value.date()}")
    if isinstance(value, date):
        return check_year(value)
    if isinstance(value, str):
        return read_day(value)
    raise refuse(f"must be a day, not {name_type(value)}", "write it as 2026-07-03")


def read_threshold(value: object) -> str | int | float:
    """A text (a level) or a number (a threshold)."""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return value
    raise refuse(f"must be a text or a number, not {name_type(value)}", 'for example  level = "warning"')


def read_zone(value: object) -> str:
    """The IANA name of a time zone."""
    name = read_setting(value)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refuse(
            f"{quote(name)} is no known time zone", "write an IANA name such as Europe/Oslo"
        ) from None
    return name


def read_url(value: object) -> str:
    """An address that begins with http:// or https://, or nothing."""
    url = read_setting(value)
    if url and not url.lower().startswith(("http://", "https://")):
        raise refuse(f"{quote(url)} is no web address", "begin it with https://")
    return url


def read_folder(value: object) -> str:
    """A path inside the project, POSIX style and without `.` or a slash at its end."""
    text = read_setting(value)
    path, windows = PurePosixPath(text), PureWindowsPath(text)
    if "\\" in text:
        raise refuse(f"{quote(text)} holds a backslash", f"write {windows.as_posix()}")
    outside = path.is_absolute() or bool(windows.drive) or ".." in path.parts or text.startswith("~")
    if outside or not path.parts or "\0" in text:
        raise refuse(
            f"must be inside the project, not {quote(text)}", "write a path from the project's folder"
        )
    return path.as_posix()


def read_file(value: object) -> str:
    """A path inside the project, or nothing."""
    return read_folder(value) if read_setting(value) else ""


def read_name(value: object) -> str:
    """A name that can stand as a key: letters, digits, hyphens."""
    return read_id(read_setting(value))


class Choice(Scalar):
    """A word out of a closed list."""

    def __init__(self, *words: str) -> None:
        """Name the words in the order in which help lists them."""
        self.words = words
        super().__init__(self._read, {"enum": list(words)})

    def _read(self, value: object) -> str:
        text = read_setting(value)
        if text in self.words:
            return text
        nearest = find_nearest(text, self.words)
        guess = f"did you mean `{nearest}`? " if nearest else ""
        raise refuse(f"{quote(text)} is no known word here", f"{guess}one of: {', '.join(self.words)}")


def _show(value: object) -> str:
    return quote(value) if isinstance(value, str) else name_type(value)


_TEXT: dict[str, object] = {"type": "string"}
Setting = Annotated[str, Scalar(read_setting, _TEXT)]
Whole = Annotated[int, Scalar(read_whole, {"type": "integer"})]
Month = Annotated[int, Scalar(read_month, {"type": "integer", "minimum": 1, "maximum": 12})]
Switch = Annotated[bool, Scalar(read_switch, {"type": "boolean"})]
Today = Annotated[date, Scalar(read_today, {"type": "string", "format": "date"})]
Zone = Annotated[str, Scalar(read_zone, _TEXT)]
Url = Annotated[str, Scalar(read_url, {"type": "string", "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://.*)?$"})]
Folder = Annotated[str, Scalar(read_folder, {"type": "string", "minLength": 1})]
File = Annotated[str, Scalar(read_file, _TEXT)]
Name = Annotated[str, Scalar(read_name, {"type": "string", "pattern": r"^[\w.-]*$"})]
Threshold = Annotated[str | int | float, Scalar(read_threshold, {"type": ["string", "number"]})]
