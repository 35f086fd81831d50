"""Front matter as people write it: any indentation, flow style, quotes, comments and empty lines anywhere.

In: a tree of strings and a source of chance. Out: lines that read back as the tree, and the comments in them.
"""

import json
import re
from dataclasses import dataclass, field
from random import Random

from playbook.frontmatter import Node

PLAIN = re.compile(r"[a-zA-Zäß](?: ?[\wäß./-])*")
"""Texts that may stand bare, in flow style too, but for the one word that YAML takes for nothing."""

SHIFTS = (0, 0, 0, 0, 1, 2, 4, -1, -2)
"""How far a comment is indented beside what it stands above."""


@dataclass
class Messy:
    """Writes trees, never twice in the same way. `comments` holds each comment that was written."""

    chance: Random
    comments: list[str] = field(default_factory=list)
    is_literal: bool = False  # whether a line that is indented deeper would be part of a text

    def write(self, data: dict[str, Node]) -> str:
        """Write a whole front matter, without fences."""
        return "".join(f"{line}\n" for line in [*self.write_block(data, 0), *self.between(0)])

    def says(self, share: float) -> bool:
        return self.chance.random() < share

    def comment(self) -> str:
        self.comments.append(f"# c{len(self.comments)}: say it")
        return self.comments[-1]

    def between(self, indent: int) -> list[str]:
        """Write what may stand between two things."""
        lines = []
        while self.says(0.25):
            shift = 0 if self.is_literal else self.chance.choice(SHIFTS)
            lines.append("" if self.says(0.4) else " " * max(0, indent + shift) + self.comment())
        return lines

    def behind(self) -> str:
        return f"  {self.comment()}" if self.says(0.1) else ""

    def write_block(self, node: Node, indent: int) -> list[str]:
        """Write a mapping or a list in lines of its own."""
        lines: list[str] = []
        if isinstance(node, dict):
            for key, value in node.items():
                lines += [*self.between(indent), *self.write_entry(f"{self.write_key(key)}:", value, indent)]
        elif isinstance(node, list):
            for value in node:
                lines += [*self.between(indent), *self.write_item(value, indent)]
        return lines

    def write_key(self, key: str) -> str:
        return f'"{key}"' if self.says(0.05) else key

    def write_entry(self, lead: str, value: Node, indent: int) -> list[str]:
        pad = " " * indent
        if isinstance(value, dict | list) and value and not self.says(0.2):
            deeper = indent + self.chance.choice([2, 4, 3])
            if isinstance(value, list) and self.says(0.5):
                deeper = indent
            return [f"{pad}{lead}{self.behind()}", *self.write_block(value, deeper)]
        return self.write_rest(pad + lead, value, indent)

    def write_item(self, value: Node, indent: int) -> list[str]:
        pad, gap = " " * indent, " " * self.chance.choice([1, 1, 3])
        if isinstance(value, dict | list) and value and not self.says(0.2):
            inner = indent + 1 + len(gap)
            lines = self.write_block(value, inner)
            first = next(
                n for n, each in enumerate(lines) if each.strip() and not each.lstrip().startswith("#")
            )
            if first:
                return [f"{pad}-{self.behind()}", *lines]
            return [f"{pad}-{gap}{lines[0][inner:]}", *lines[1:]]
        return self.write_rest(f"{pad}-", value, indent)

    def write_rest(self, lead: str, value: Node, indent: int) -> list[str]:
        """Write a value behind its key or its dash."""
        self.is_literal = False
        if value is None:
            return [f"{lead}{self.chance.choice(['', ' ~', ' null'])}{self.behind()}"]
        if isinstance(value, str) and self.says(0.2) and (lines := self.write_literal(lead, value, indent)):
            return lines
        if isinstance(value, str) and " " in value and PLAIN.fullmatch(value) and self.says(0.2):
            one, _, two = value.partition(" ")
            return [f"{lead} {one}", " " * (indent + 3) + two + self.behind()]
        return [f"{lead} {self.write_flow(value)}{self.behind()}"]

    def write_literal(self, lead: str, value: str, indent: int) -> list[str]:
        """Write a text as a block scalar; [] where it cannot be one."""
        body = value.rstrip("\n")
        if not body.strip() or any(not each.strip() and each for each in body.split("\n")):
            return []
        ends = len(value) - len(body)
        keep = {0: "-", 1: ""}.get(ends, "+")
        width = self.chance.choice([2, 4])
        digit = str(width) if value[0] in " \n" or self.says(0.2) else ""
        pad = " " * (indent + width)
        lines = [pad + each if each else "" for each in body.split("\n")]
        self.is_literal = True
        return [f"{lead} |{digit}{keep}", *lines, *[""] * (ends - 1 if keep == "+" else 0)]

    def write_flow(self, value: Node) -> str:
        if isinstance(value, dict):
            pairs = (f"{key}: {self.write_flow(each)}" for key, each in value.items())
            return "{" + ", ".join(pairs) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.write_flow, value)) + "]"
        if value is None:
            return "~"
        if PLAIN.fullmatch(value) and value != "null" and not self.says(0.2):
            return value
        if "\n" not in value and self.says(0.5):
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)
