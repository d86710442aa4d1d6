"""Characters per CPU-second of this program, of its stages and of public readers, on the same text.

    python bench/bench.py [PATH] [--seconds N]

PATH is a text file or a folder of them; by default the report in raw/, repeated. Public readers are measured where they
are installed (the dependency group ``bench``) and named as absent where they are not. Each reads the same passages one
after another, after a first reading that loads what it needs.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from reportparse.claims import make_claims
from reportparse.frame import describe
from reportparse.lexicon import default
from reportparse.mentions import find_mentions
from reportparse.pipeline import parse
from reportparse.repair import clean
from reportparse.segment import segment

ROOT = Path(__file__).resolve().parent.parent
LEAST = 60_000
"""A shorter text is repeated until it is at least this long."""
Reader = Callable[[str], object]


def read_texts(path: Path) -> list[str]:
    """The texts below ``path``, repeated where they are short."""
    files = sorted(p for p in path.rglob("*.txt")) if path.is_dir() else [path]
    texts = [p.read_text(encoding="utf8") for p in files]
    if not texts:
        raise SystemExit(f"no text below {path}")
    return texts * max(1, -(-LEAST // max(1, sum(map(len, texts)))))


def speed(reader: Reader, texts: list[str], seconds: float) -> float:
    """Characters per CPU-second; texts are read in turn until the time is up."""
    reader(texts[0])
    read, start = 0, time.process_time()
    while (used := time.process_time() - start) < seconds or not read:
        for text in texts:
            reader(text)
            read += len(text)
            if (used := time.process_time() - start) >= seconds:
                break
    return read / max(used, 1e-9)


def stages(texts: list[str], seconds: float) -> dict[str, float]:
    """Each stage on what the stage before it gave; its speed is in characters of the raw text."""
    lexicon = default()
    cleaned = {t: clean(t) for t in dict.fromkeys(texts)}
    layouts = {t: segment(c, lexicon) for t, c in cleaned.items()}
    mentions = {t: find_mentions(layout.blocks, lexicon) for t, layout in layouts.items()}
    metadata = {t: describe(cleaned[t], layouts[t], lexicon, source=None, year=None, place=None) for t in cleaned}

    def claims(t: str) -> object:
        return make_claims(layouts[t], mentions[t], metadata[t], cleaned[t].repairs + layouts[t].repairs, lexicon)

    readers: dict[str, Reader] = {
        "clean": clean,
        "segment": lambda t: segment(cleaned[t], lexicon),
        "mentions": lambda t: find_mentions(layouts[t].blocks, lexicon),
        "claims": claims,
        "all of parse": parse,
    }
    return {name: speed(reader, texts, seconds) for name, reader in readers.items()}


def recognizers() -> Reader:
    """Microsoft Recognizers-Text: numbers alone. It needs emoji below version 2."""
    from recognizers_number import recognize_number

    return lambda t: recognize_number(t, "zh-cn")


def recognizers_all() -> Reader:
    """Microsoft Recognizers-Text: numbers, ordinals, percents, units and dates, which is what mentions hold."""
    import recognizers_date_time as dates
    import recognizers_number as numbers
    import recognizers_number_with_unit as units

    readers = [getattr(numbers, f"recognize_{kind}") for kind in ("number", "ordinal", "percentage")]
    readers += [getattr(units, f"recognize_{kind}") for kind in ("age", "currency", "dimension", "temperature")]
    readers.append(dates.recognize_datetime)
    return lambda t: [read(t, "zh-cn") for read in readers]


def chinese2digits() -> Reader:
    """chinese2digits: all numbers of a text."""
    import chinese2digits as module

    return lambda t: module.takeNumberFromString(t)


def jionlp() -> Reader:
    """JioNLP: amounts of money."""
    import jionlp as module

    return lambda t: module.ner.extract_money(t)


def cn2an() -> Reader:
    """cn2an: Chinese numerals to digits in a text."""
    import cn2an as module

    return lambda t: module.transform(t, "cn2an")


def jieba_tags() -> Reader:
    """jieba: words and their tags."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(60)
    return lambda t: list(jieba.posseg.cut(t))


PUBLIC = {
    "Recognizers numbers": recognizers,
    "Recognizers all": recognizers_all,
    "chinese2digits": chinese2digits,
    "JioNLP money": jionlp,
    "cn2an": cn2an,
    "jieba.posseg": jieba_tags,
}


def lines_of(reader: Reader) -> Reader:
    """Public readers are given lines: some of them take time that grows with the square of the length."""
    return lambda t: [reader(line) for line in t.splitlines() if line.strip()]


def public(texts: list[str], seconds: float) -> dict[str, float | str]:
    """The public readers that are installed; a reader that raises on the text is named with its error."""
    out: dict[str, float | str] = {}
    for name, load in PUBLIC.items():
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                out[name] = speed(lines_of(load()), texts, seconds)
        except ModuleNotFoundError:
            out[name] = "absent"
        except Exception as error:
            out[name] = f"failed: {type(error).__name__}"
    return out


def main() -> None:
    """Print a line for each stage and reader."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=ROOT / "raw")
    parser.add_argument("--seconds", type=float, default=2.0, help="CPU-seconds for each reader")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    texts = read_texts(options.path)
    print(f"{sum(map(len, dict.fromkeys(texts))):,} characters of text; Python {sys.version.split()[0]}")
    print(f"{'':20s} characters per CPU-second")
    for name, value in (stages(texts, options.seconds) | public(texts, options.seconds)).items():
        print(f"{name:20s} {value if isinstance(value, str) else f'{value:>15,.0f}'}")


if __name__ == "__main__":
    main()
