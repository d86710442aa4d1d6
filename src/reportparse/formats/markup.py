"""XML that comes from outside: nothing is fetched, no entity is expanded."""

from __future__ import annotations

import re
from typing import Any

from reportparse.formats.unreadable import UnreadableError

_PLACE = re.compile(r" ?\(<string>, line \d+\)")
"""What the parser says of where it was given its text."""


def parse_xml(data: bytes, what: str) -> Any:
    """Return the root of an XML part.

    Raises:
        UnreadableError: if it is no well-formed XML, or lies too deep; ``what`` names it in the message.

    >>> parse_xml(b"<a><b/></a>", "the part").tag
    'a'
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = _PLACE.sub("", " ".join(str(error).split()))[:160]
        raise UnreadableError("damaged", f"{what} is damaged ({line}); save or download the file again") from error
