"""Words of a phrase and their parts of speech."""

from reportparse.lexicon.cutting import cut, last_word, tagged

__all__ = ["cut", "last_word", "tagged"]
