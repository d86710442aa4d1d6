"""The pattern of dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportparse.lexicon.number_words import FRONT, ORDER, PART, POINT, TEN, beside
from reportparse.lexicon.numeral_characters import ONES, ZEROS
from reportparse.lexicon.patterns import either

SHORT = rf"(?:[0-9]{{1,2}}|[{ONES}{TEN}]{{1,3}})"
YEAR = rf"(?:1[5-9][0-9]{{2}}|2[01][0-9]{{2}}|[{ONES[:2]}][{ONES}{ZEROS}]{{3}})"
HOUR = beside("hour")[0]
SCHOOL = beside("school")[0]
TO = r"(?:——|[—–－~～〜至到、和\-])"


def compile_dates(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Build the pattern; ``words`` say what makes 月 and 日 parts of other words.

    >>> dates = compile_dates({"month_in_word": ["球"], "day_in_word": ["元"], "hour_in_word": ["代"]})
    >>> dates.match("2031年6月5日")[0], dates.match("6月球")
    ('2031年6月5日', None)
    """
    month, day, hour = (either(words[name]) for name in ("month_in_word", "day_in_word", "hour_in_word"))
    return re.compile(
        rf"""
        (?P<y>{YEAR})[ ]?(?:年?[ ]?{TO}[ ]?(?P<y2>{YEAR}))?[ ]?{SCHOOL}?年(?:度)?
          (?:[ ]?(?P<m>{SHORT})[ ]?(?:月?份?{TO}[ ]?(?P<m2>{SHORT})[ ]?)?月份?
            (?:[ ]?(?P<d>{SHORT})[ ]?(?:日?{TO}[ ]?(?P<d2>{SHORT})[ ]?)?[日号])?)?
      | (?P<md>{SHORT})[ ]?(?:月?份?{TO}[ ]?(?P<md2>{SHORT})[ ]?)?月份?(?!{month})
          (?:[ ]?{SHORT}[ ]?(?:日?{TO}[ ]?(?:{SHORT}月)?{SHORT}[ ]?)?[日号])?
      | (?P<day>{SHORT})日(?!{day})
      | (?P<iso>{YEAR}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}})(?![0-9.])
      | [{ORDER}{FRONT}]?(?P<q>[1-4{ONES[:4]}])(?:{TO}[1-4{ONES[:4]}])?季度
      | (?P<decade>[1-9{ONES[1:]}][0{TEN}])年代
      | (?P<century>[12][0-9]|[{ONES[:2]}]?{TEN}[{ONES}]?)世纪(?:[1-9{ONES[1:]}][0{TEN}]年代)?
      | (?P<hour>{SHORT})(?:{HOUR}(?!{hour})(?:[ ]?{SHORT}{PART})?|{POINT}{SHORT}{PART})
      | (?P<clock>[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?)(?![0-9:：∶.])
        """,
        re.VERBOSE,
    )
