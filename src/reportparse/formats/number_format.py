"""A value as a sheet shows it: percents, thousands, decimals and dates by the cell's number format."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

# What a format writes as it stands, what it skips, and what it fills with digits.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*](?P<skipped>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>[0#?.,]+)|(?P<percent>%)|(?P<other>.)",
    re.S,
)
_DATE_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|(?P<part>y+|m+|d+|h+|s+(?:\.0+)?|AM/PM|上午/下午|a+)|(?P<other>.)',
    re.S | re.I,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])+', re.S)
_SHORT_DATES = ("mm-dd-yy", "m/d/yy", "d-mmm-yy")
_SIGNIFICANT = 12
_LARGEST = Decimal(10) ** 18


def shown(value: object, form: str) -> str:
    """Return a cell's value as text.

    >>> shown(0.0684, "0.0%"), shown(1234567.891, "#,##0.00"), shown(-3, "0;(0)"), shown(0.1 + 0.2, "General")
    ('6.8%', '1,234,567.89', '(3)', '0.3')
    >>> shown(dt.datetime(2024, 3, 5), 'yyyy"年"m"月"d"日"'), shown(12.5, '0.0"亿元"'), shown(5, "yyyy")
    ('2024年3月5日', '12.5亿元', '5')
    """
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).upper()
    if isinstance(value, (int, float, Decimal)):
        return _number(Decimal(format(value, f".{_SIGNIFICANT}g") if isinstance(value, float) else value), form)
    if isinstance(value, (dt.datetime, dt.date)):
        return _date(value, form)
    return str(value)


def _number(value: Decimal, form: str) -> str:
    if not value.is_finite():
        return str(value)
    sections = _SECTION.findall(form) or ["General"]
    section = sections[0]
    if value < 0 and len(sections) > 1:
        value, section = -value, sections[1]
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", section)
    if not re.search("[0#?]", plain) or re.search("[Ee][+-]|/|[ymdhs]", plain):
        return (
            _general(value) if re.search("(?i)general|@|[ymdhs]|[0#?]", plain) or not plain.strip() else plain.strip()
        )
    return _filled(value, section) if abs(value) < _LARGEST else _general(value)


def _general(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _filled(value: Decimal, section: str) -> str:
    tokens = list(_TOKEN.finditer(section))
    digits = "".join(match["digits"] or "" for match in tokens)
    value *= Decimal(100) ** sum(match["percent"] is not None for match in tokens)
    value /= Decimal(1000) ** (len(digits) - len(digits.rstrip(",")))
    written = _digits(abs(value), digits.rstrip(","))
    out, done = "", False
    for match in tokens:
        if match["digits"] is None:
            out += match["quoted"] or match["escaped"] or match["money"] or match["percent"] or match["other"] or ""
        elif not done:
            out, done = out + written, True
    return f"-{out}" if value < 0 and any(c in "123456789" for c in written) else out


def _digits(value: Decimal, form: str) -> str:
    whole, _, decimals = form.partition(".")
    kept = sum(c in "0#?" for c in decimals)
    rounded = value.quantize(Decimal(1).scaleb(-kept), ROUND_HALF_UP)
    text = format(rounded, f"{',' if ',' in whole else ''}f")
    least = decimals.count("0")
    if kept > least:
        head, point, tail = text.partition(".")
        text = (head + point + tail[:least] + tail[least:].rstrip("0")).rstrip(".")
    return text.zfill(whole.count("0")) if "," not in whole else text


def _date(value: dt.date, form: str) -> str:
    if form in _SHORT_DATES:
        return f"{value.year}/{value.month}/{value.day}"
    parts = list(_DATE_PART.finditer(form.partition(";")[0]))
    out, before = "", ""
    for number, match in enumerate(parts):
        part = (match["part"] or "").lower()
        if part:
            after = next((m["part"].lower() for m in parts[number + 1 :] if m["part"]), "")
            minutes = part[0] == "m" and (before[:1] == "h" or after[:1] == "s")
            out += _date_part(value, "n" * len(part) if minutes else part)
            before = part
        else:
            out += match["quoted"] or match["escaped"] or match["other"] or ""
    return out.strip("@ ")


def _date_part(value: dt.date, part: str) -> str:
    moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
    found = {
        "y": moment.year,
        "m": moment.month,
        "d": moment.day,
        "h": moment.hour,
        "n": moment.minute,
        "s": moment.second,
    }
    number = found.get(part[0])
    if number is None:
        return ""
    if part[0] == "y":
        return str(number) if len(part) > 2 else f"{number % 100:02}"
    return f"{number:02}" if len(part) == 2 else str(number)
