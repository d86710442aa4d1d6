"""What one run did."""

from __future__ import annotations

from dataclasses import dataclass

from reportparse.model import Failure


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run of ``extract``; documents that an earlier run had read are counted too."""

    outputs: str
    documents: int
    reused: int
    """Documents whose rows were kept from the last run."""
    characters: int
    claims: int
    mentions: int
    repairs: int
    failures: tuple[Failure, ...]
    seconds: float

    @property
    def exit_code(self) -> int:
        """0, or 1 where some file gave no rows."""
        return 1 if self.failures else 0
