"""The noun of an amount: it follows the number (新建3所小学), stands before it (小学3所), or is what was done."""

from __future__ import annotations

from reportparse.claims.nouns import noun_after, noun_before, text_of
from reportparse.claims.roles import Role
from reportparse.claims.view import View

_ACTORS = frozenset({"person", "household"})
"""Dimensions of what can act: 12人入选名单."""
_NOUNS = frozenset({"compound_head", "attribute", "shared_head", "bare_head", "determiner", "invest"})
_WIDEST = 24
"""Characters of a phrase that says what money is for."""


def amount_noun(view: View) -> tuple[str, str]:
    """Return the noun of an amount, and that noun again where it may be a bare verb."""
    before, after, words = view.before, view.after.text, view.words
    right = view.right
    owned = right is not None and "of" in right.roles
    if before.text in words.sets["action"] and not after and right is not None and "located" in right.roles:
        return view.text(view.at + 1, view.high), ""
    spent = after in words.sets["action"] and view.left is not None and "spends" in view.left.roles
    if not after or spent:
        return _without_noun_after(view, before.text)
    if owned and before.text in words.bare_heads | words.sets["invest"]:
        return after + before.text, ""
    ends_in_noun = bool(before.text) and "action" not in view.tokens[before.end - 1].roles
    if (before.text and after.startswith(words.ends["additive"])) or (owned and ends_in_noun):
        return before.text, ""
    if ends_in_noun and _left_over(view):
        return before.text, ""
    if owner := _owner(view):
        return owner + after, ""
    if after in words.sets["sibling_head"] and before.text and not owned:
        return _thing(view) + after, ""
    return after, ""


def _left_over(view: View) -> bool:
    """利润2亿元结转下年, 税款3万元未入库: what is done with money after it is known does not name it."""
    right = view.right
    acts = right is not None and right.tag in ("v", "d") and right.roles.isdisjoint({"action"} | _NOUNS)
    return acts and view.mention.dimension == "money" and view.left is not None and "spends" not in view.left.roles


def _thing(view: View) -> str:
    """果蔬产出6亿元产值: the verb between a thing and its measure is dropped."""
    noun = view.before
    last = noun.end - 1
    verb = last > noun.start and "action" in view.tokens[last].roles
    return text_of(view.tokens, noun.start, last) if verb else noun.text


def _owner(view: View) -> str:
    """全县的网点已有30家书店: what stands before 的 and a verb of having."""
    if view.left is None or "has" not in view.left.roles:
        return ""
    for at in range(view.at - 1, max(view.low, view.at - 4), -1):
        if "of" in view.tokens[at].roles:
            owner = noun_before(view.tokens, view.low, at).text
            return owner and owner + view.tokens[at].text
    return ""


def _without_noun_after(view: View, before: str) -> tuple[str, str]:
    """The noun of an amount that no noun follows; what was done may have to serve."""
    words = view.words
    if before in words.sets["invest"] and (project := _project(view)):
        return project + before, ""
    outcome = words.outcomes.match(view.text(view.at + 1, view.high))
    if before and outcome:
        return before + outcome[0], ""
    said = view.left is not None and "of" in view.left.roles
    if before in words.sets["action"] and (said or view.mention.dimension in _ACTORS):
        return before, before
    listed = view.left is not None and "joiner" in view.left.roles
    if not before and not listed and view.mention.dimension in _ACTORS:
        acts = outcome[0] if outcome else _act(view)
        return acts, acts
    right = view.right
    aimed = right is not None and not right.roles.isdisjoint({"action", "for"})
    if (aimed or not before or before in words.sets["action"]) and (spent := _spent(view)):
        return spent, ""
    return before, ""


def _spent(view: View) -> str:
    """安排8亿元用于修路: money without a noun is for what follows it."""
    if view.left is None or "spends" not in view.left.roles:
        return ""
    start = view.at + 1
    while start < view.high and not view.tokens[start].roles.isdisjoint({"stop", "for", Role.PREPOSITION}):
        start += 1
    return view.text(start, view.high)[:_WIDEST]


def _act(view: View) -> str:
    """12人入选名单: where no noun is given, what they did says who is counted."""
    end = view.at + 1
    while end < view.high and view.tokens[end].roles.isdisjoint({Role.MARK, "joiner"}):
        end += 1
    acts = end > view.at + 2 and not view.tokens[view.at + 1].roles.isdisjoint({"predicate", "action"})
    clause = view.text(view.at + 1, end)
    return clause if acts and len(clause) <= 16 else ""


def _project(view: View) -> str:
    """投资3亿元建设水库: what the verb after a sum has as its object."""
    at = view.at + 1
    while at < view.high and not view.tokens[at].roles.isdisjoint({"action", "predicate", "particle"}):
        at += 1
    if at == view.at + 1:
        return ""
    while at < view.high and not view.tokens[at].roles.isdisjoint({Role.LABEL, "number"}):
        at += 1
    return noun_after(view.tokens, at, view.high).text
