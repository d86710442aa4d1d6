"""Mails, and pages that a browser saved as one file: their text by the readers of text and pages."""

from __future__ import annotations

import re
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage

from reportparse.formats.flow import Block
from reportparse.formats.html import read_page
from reportparse.formats.text import decode
from reportparse.formats.unreadable import UnreadableError

_FLOWED = re.compile(r" \r?\n(?![ \t]*\r?\n|-- )")
_WORD = re.compile(r"[\u3400-\u9fff]{4}")


def read_mail(data: bytes) -> tuple[list[Block], Counter[str], str]:
    """Return the lines and tables of a mail or a saved page, what was left out of them, and their encoding.

    Of a text given in several forms the page is taken; attachments are left out.

    Raises:
        UnreadableError: if no part holds text.
    """
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if isinstance(part, EmailMessage) and not part.is_multipart()]
    left_out = Counter({"attachments": sum(part.is_attachment() for part in parts)})
    shown = [part for part in parts if not part.is_attachment()]
    pages = [part for part in shown if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    plain = [part for part in shown if part.get_content_type() == "text/plain"]
    if pages:
        main, *others = pages
        text, encoding, _ = decode(_bytes(main))
        blocks, more = read_page(text, {name: decode(_bytes(p))[0] for p in others for name in _names(p)})
        left_out.update(more)
    elif plain:
        blocks, encoding = [], ""
        for part in plain:
            text, encoding, _ = decode(_bytes(part))
            flowed = part.get_param("format") == "flowed"
            blocks += (_FLOWED.sub("", text) if flowed else text).splitlines()
    else:
        raise UnreadableError("no_body", f"the mail holds no text of its own{_attached(left_out['attachments'])}")
    return [*_subject(message, blocks), *blocks], left_out, encoding


def _attached(count: int) -> str:
    return f"; save its {count} attachments as files" if count else "; save the report as a file"


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _names(part: EmailMessage) -> list[str]:
    """What frames call a part: its content id or its address."""
    identity = str(part.get("Content-ID") or "").strip().strip("<>")
    return [name for name in (f"cid:{identity}" if identity else "", str(part.get("Content-Location") or "")) if name]


def _subject(message: EmailMessage, blocks: list[Block]) -> list[Block]:
    subject = " ".join(str(message.get("Subject") or "").split())
    first = " ".join(block for block in blocks[:5] if isinstance(block, str))
    return [subject] if _WORD.search(subject) and subject not in first else []
