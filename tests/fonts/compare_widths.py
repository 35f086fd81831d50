"""Hold the computed widths of texts against those that a browser draws.

In: a browser. Out: the greatest differences, for texts of the example playbook in both weights; ends with 1
when one is above a hundredth. Run by hand: `python -m tests.fonts.compare_widths /usr/bin/chromium`.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path

from playbook.chart.type import measure

ROOT = Path(__file__).parent.parent.parent
FONT = ROOT / "templates" / "assets" / "fonts" / "instrument-sans.woff2"
MORE = ("Łódź Škoda Ångström AV To Wave", "12.5 → 14.0", "+45 days", "11 111,71 €", "Řehoř Žižka, Šťastný")
PAGE = """<meta charset=utf-8><style>
@font-face{font-family:X;src:url(data:font/woff2;base64,%s);font-weight:400 700;font-stretch:88%% 100%%}
span{font:400 12px X;font-stretch:90%%;white-space:pre;font-variant-numeric:tabular-nums}.s{font-weight:650}
</style><body><pre id=o></pre><script>
const texts=%s;
Promise.all([document.fonts.load("400 12px X"),document.fonts.load("650 12px X")]).then(()=>{
  const widths=["","s"].map(name=>texts.map(text=>{const it=document.createElement("span");it.className=name;
    it.textContent=text;document.body.append(it);const width=it.getBoundingClientRect().width;it.remove();
    return width}));
  document.getElementById("o").textContent=JSON.stringify(widths)})</script>"""


def choose_texts(count: int) -> list[str]:
    """Give runs of words from the example playbook, and some names and figures."""
    chance = random.Random(4)
    words = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md")))
    list_of_words = words.split()
    starts = (chance.randrange(len(list_of_words) - 8) for _ in range(count))
    return [" ".join(list_of_words[start : start + chance.randint(2, 7)]) for start in starts] + list(MORE)


def draw_widths(browser: str, texts: Sequence[str]) -> list[list[float]]:
    """Ask a browser for the widths of texts in both weights."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "widths.html"
        font = b64encode(FONT.read_bytes()).decode()
        page.write_text(PAGE % (font, json.dumps(texts).replace("</", "<\\/")), encoding="utf-8")
        flags = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=5000",
            "--dump-dom",
        ]
        command = [browser, *flags, f"--user-data-dir={folder}/user", page.as_uri()]
        ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120)
    found = re.search(r'<pre id="o">(.*?)</pre>', ended.stdout)
    assert found, "the browser has drawn nothing"
    return list(json.loads(found[1]))


def compare(browser: str) -> Iterator[tuple[float, str, bool]]:
    """Yield how much wider each text is computed than drawn, as a share, with the text and its weight."""
    texts = choose_texts(200)
    for strong, widths in zip((False, True), draw_widths(browser, texts), strict=True):
        for text, width in zip(texts, widths, strict=True):
            yield measure(text, 12, strong=strong) / width - 1, text, strong


if __name__ == "__main__":
    results = sorted(compare(sys.argv[1]))
    print(f"{len(results)} texts; from {results[0]} to {results[-1]}")  # noqa: T201
    sys.exit(max(abs(results[0][0]), abs(results[-1][0])) > 0.01)
