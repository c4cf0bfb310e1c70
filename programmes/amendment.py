"""A version that amends another: what it names replaces the same, the rest stays as it was."""

from collections.abc import Mapping

Document = dict[str, object]
"""A programme's file as it was read, by key."""

_NAMED_LISTS = ("lines", "funds")
_OWN = ("amends", "ends")


class NothingToEnd(ValueError):
    """The amendment ends a line that the amended version does not have; its text is the line."""


def consolidated(amended: Document, amendment: Document) -> Document:
    """The whole text after an amendment.

    Lines and funds are replaced whole, by their id, in the place where they stood; parameters by
    their name; references are added; anything else that the amendment names replaces the same.
    Only the length of validity is never inherited.
    """
    _check_ends(amended, amendment)
    whole = {key: value for key, value in amended.items() if key != "valid_to"}
    for key, value in amendment.items():
        if key not in _OWN:
            whole[key] = _changed(key, whole.get(key), value)
    if ended := _listed(amendment.get("ends")):
        whole["lines"] = [one for one in _listed(whole["lines"]) if _id(one) not in ended]
    return whole


def _check_ends(amended: Document, amendment: Document) -> None:
    known = [_id(one) for one in _listed(amended.get("lines"))]
    for line in _listed(amendment.get("ends")):
        if line not in known:
            raise NothingToEnd(line)


def _changed(key: str, before: object, after: object) -> object:
    if key == "parameters" and isinstance(before, Mapping) and isinstance(after, Mapping):
        return {**before, **after}
    if not isinstance(before, list) or not isinstance(after, list):
        return after
    if key == "references":
        return [*before, *after]
    return _by_id(before, after) if key in _NAMED_LISTS else after


def _by_id(before: list[object], after: list[object]) -> list[object]:
    anew = {_id(one): one for one in after}
    kept = [anew.pop(_id(one), one) for one in before]
    return [*kept, *anew.values()]


def _id(entry: object) -> object:
    return entry.get("id") if isinstance(entry, Mapping) else None


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
