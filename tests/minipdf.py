"""A PDF of a few lines of Latin text and boxes at given places, for tests of reading order."""


def pdf(pages, catalog=b"", properties=b"", extra=(), entries=b""):
    """Return a PDF; a page is a list of (x, y from below, text) in 10-point Helvetica, and of boxes (x, y, w, h).

    Bytes in the list are drawing operators as they stand; ``catalog``, ``properties`` (of each page's resources) and
    ``entries`` (of each page) are entries. ``extra`` are further objects, the first of which is number 4.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *extra,
    ]
    kids = []
    for page in pages:
        drawn = b"".join(map(_drawn, page))
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
        resources = b"/Resources << /Font << /F1 3 0 R >> %s >>" % properties
        box = b"/MediaBox [0 0 600 800]"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R %s %s %s /Contents %d 0 R >>" % (box, resources, entries, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def stream(drawn, entries=b""):
    """Return the object of a stream."""
    return b"<< /Length %d %s >>\nstream\n%sendstream" % (len(drawn), entries, drawn)


def _drawn(item):
    if isinstance(item, bytes):
        return item
    if len(item) == 4:
        return b"%d %d %d %d re S\n" % item
    x, y, text = item
    return b"BT /F1 10 Tf %d %d Td (%s) Tj ET\n" % (x, y, text.encode())


def _file(objects):
    out, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in at)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )
