"""Words of a phrase and their parts of speech."""

from reportparse.lexicon.cutting import cut, cutter_of, last_word, tagged

__all__ = ["cut", "cutter_of", "last_word", "tagged"]
