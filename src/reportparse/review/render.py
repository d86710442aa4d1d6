"""Templates, style and script → one HTML file that asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reportparse.review import tongues
from reportparse.review.numbers import confidence, in_english, number, period, understood, unit
from reportparse.review.page import details, grid_rows, name_of, phrases
from reportparse.review.words import both, called, chinese, indicator, indicator_names, word, words


def _asset(name: str) -> str:
    return (files("reportparse.review") / "web" / name).read_text(encoding="utf8")


def _allowed(*scripts: str) -> str:
    """Return a content security policy that runs these scripts and no other, should a report smuggle one in."""
    digests = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'"


def percent(value: float | None) -> str:
    """Return a share of one as whole percent; a share that is not nothing is never shown as 0.

    >>> percent(0.123), percent(0.001), percent(None)
    ('12%', '<1%', '—')
    """
    if value is None:
        return "—"
    return "<1%" if 0 < value < 0.005 else f"{value:.0%}"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates with what they may call."""
    env = Environment(
        loader=PackageLoader("reportparse.review", "web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    early, late = _asset("early.js"), _asset("page.js")
    env.globals.update(
        grid_rows=grid_rows,
        t=word,
        name_of=name_of,
        details=details,
        phrases=phrases,
        zh=chinese,
        indicator=indicator,
        called=called,
        indicator_names=indicator_names,
        understood=understood,
        unit=unit,
        in_english=in_english,
        both=both,
        tongues=tongues,
        period=period,
        style=Markup(_asset("page.css")),
        early=Markup(early),
        late=Markup(late),
        policy=_allowed(early, late),
        words=words(),
    )
    env.filters.update(number=number, percent=percent, confidence=confidence, quote=quote)
    return env


def render(template: str, **values: Any) -> str:
    """Fill a template of the ``web`` folder."""
    return environment().get_template(template).render(**values)
