"""What each number says."""

from collections.abc import Sequence

from reportparse.lexicon import Lexicon
from reportparse.model import Claim, Layout, Mention, Metadata, Repair


def make_claims(
    layout: Layout, mentions: Sequence[Mention], metadata: Metadata, repairs: Sequence[Repair], lexicon: Lexicon
) -> tuple[Claim, ...]:
    """Return the claims of a report in order."""
    return ()
