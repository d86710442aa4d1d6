"""The excerpt of claims in README.md, made from the report that ships with the project."""

from golden_tables import ROOT, read_report

MARKS = ("<!-- claims -->\n", "<!-- /claims -->")
COLUMNS = ("indicator", "measure", "bound", "value", "unit", "status", "period", "flags")
ROWS = ("地区生产总值", "城镇新增就业", "新增城镇就业", "群众文化活动", "过境中欧（中亚）班列", "肉产量", "水产品产量")


def excerpt() -> str:
    """A Markdown table with the claims on a few indicators."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + " --- |" * len(COLUMNS)]
    for claim in read_report("xinjiang_2024").claims:
        if claim.indicator in ROWS:
            cells = [
                " ".join(v) if isinstance(v, tuple) else str(v or "") for v in (getattr(claim, c) for c in COLUMNS)
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def with_excerpt(text: str) -> str:
    """README.md with the excerpt as it is today."""
    head, _, rest = text.partition(MARKS[0])
    _, _, tail = rest.partition(MARKS[1])
    return head + MARKS[0] + excerpt() + MARKS[1] + tail


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(with_excerpt(readme.read_text(encoding="utf8")), encoding="utf8")
