"""A clause with claims, and everything around it that its fields may depend on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportparse.frame.frames import Frame
from reportparse.frame.times import Now, now_of
from reportparse.lexicon import Lexicon
from reportparse.model import Block, Mention, Metadata, Section


@dataclass(frozen=True, eq=False)
class ClauseContext:
    """One clause of a block and its surroundings; compared and hashed by identity, so that it is cheap as a key."""

    block: Block
    section: Section | None
    metadata: Metadata
    lexicon: Lexicon
    sentence: str
    """The sentence around the clause, its end mark included."""
    sentence_start: int
    """Offset of the sentence in ``block.text``; what the block says before it is ``block.text[:sentence_start]``."""
    clause: str
    """The stretch between two of ，；：。！？ outside quotes and brackets; 、 does not end it."""
    clause_start: int
    """Offset of the clause in ``block.text``."""
    mentions: tuple[Mention, ...]
    """All mentions of the block, of every kind, in order."""
    frame: Frame | None = None
    """Years that headings or the opening of an earlier block set, from ``frames_of``."""

    @cached_property
    def now(self) -> Now:
        """The years that words such as 今年 are counted from."""
        return now_of(self.metadata)
