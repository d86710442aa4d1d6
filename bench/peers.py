"""Public readers of numbers in Chinese text: what each is given, and what of it is asked for."""

from __future__ import annotations

from collections.abc import Callable

TextReader = Callable[[str], object]


def recognizers() -> TextReader:
    """Microsoft Recognizers-Text: numbers alone. It needs emoji below version 2."""
    from recognizers_number import recognize_number

    return lambda t: recognize_number(t, "zh-cn")


def recognizers_all() -> TextReader:
    """Microsoft Recognizers-Text: numbers, ordinals, percents, units and dates, which is what mentions hold."""
    import recognizers_date_time as dates
    import recognizers_number as numbers
    import recognizers_number_with_unit as units

    readers = [getattr(numbers, f"recognize_{kind}") for kind in ("number", "ordinal", "percentage")]
    readers += [getattr(units, f"recognize_{kind}") for kind in ("age", "currency", "dimension", "temperature")]
    readers.append(dates.recognize_datetime)
    return lambda t: [read(t, "zh-cn") for read in readers]


def chinese2digits() -> TextReader:
    """chinese2digits: all numbers of a text."""
    import chinese2digits as module

    return lambda t: module.takeNumberFromString(t)


def jionlp() -> TextReader:
    """JioNLP: amounts of money."""
    import jionlp as module

    return lambda t: module.ner.extract_money(t)


def cn2an() -> TextReader:
    """cn2an: Chinese numerals to digits in a text."""
    import cn2an as module

    return lambda t: module.transform(t, "cn2an")


def jieba_tags() -> TextReader:
    """jieba: words and their tags, without guesses at unknown words."""
    import jieba.posseg

    return lambda t: list(jieba.posseg.cut(t, HMM=False))


PEERS: dict[str, Callable[[], TextReader]] = {
    "Recognizers numbers": recognizers,
    "Recognizers all": recognizers_all,
    "chinese2digits": chinese2digits,
    "JioNLP money": jionlp,
    "cn2an": cn2an,
    "jieba.posseg": jieba_tags,
}
