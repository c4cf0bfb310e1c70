"""Sealing: which fields of an event are personal, with whose key they are sealed, and how.

    iban: Annotated[str | None, Personal("recipient")] = None

All fields of one person in one event are sealed in one AES-GCM box. The box is bound to the
event's stream, version and topic, so it opens nowhere else. The stored JSON shows `null` in the
fields' place and keeps the boxes under `$sealed`, by the name of the field that holds the
person's subject key. Once that key is destroyed, the fields read `None`; every hash still holds.

Nested fields are not supported, on purpose: what is personal stands at the top of an event,
where a reader of the event's class sees it.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from types import NoneType
from typing import get_args

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel
from pydantic_core import from_json, to_json

from domain.kernel import Event, Personal
from office.upcasts import Payload

SEALED = "$sealed"
_NONCE = 12

Groups = Mapping[str, tuple[str, ...]]
"""The field that holds a subject key → the personal fields sealed with that key."""

Place = tuple[str, int, str]
"""Stream, version and topic."""


def personal_fields(event: type[Event]) -> Groups:
    """Reads the marks of an event type.

    Raises TypeError where a personal field does not allow `None`, names no plain text field as
    its subject, or is hidden inside another type.
    """
    groups: dict[str, tuple[str, ...]] = {}
    for name, field in event.model_fields.items():
        if _is_marked(field.annotation):
            raise TypeError(f"{event.__name__}.{name}: a personal field cannot be nested")
        for mark in field.metadata:
            if isinstance(mark, Personal):
                _check(event, name, mark.subject_field)
                groups[mark.subject_field] = (*groups.get(mark.subject_field, ()), name)
    return groups


def _is_marked(part: object) -> bool:
    if isinstance(part, Personal):
        return True
    inner: list[object] = list(get_args(part))
    if isinstance(part, type) and issubclass(part, BaseModel):
        for field in part.model_fields.values():
            inner += [field.annotation, *field.metadata]
    return any(_is_marked(each) for each in inner)


def _check(event: type[Event], name: str, subject_field: str) -> None:
    if NoneType not in get_args(event.model_fields[name].annotation):
        raise TypeError(f"{event.__name__}.{name}: a personal field must allow None")
    subject = event.model_fields.get(subject_field)
    if subject is None or subject.annotation is not str:
        raise TypeError(f"{event.__name__}.{name}: {subject_field!r} is no field for a subject key")


def subjects_in(payload: Payload, groups: Groups) -> set[str]:
    """The persons of whom an event says something, before sealing."""
    return {
        payload[subject]
        for subject, names in groups.items()
        if any(payload[name] is not None for name in names)
    }


def sealed_for(payload: Payload) -> set[str]:
    """The persons whose keys open the boxes of a stored event."""
    return {payload[subject] for subject in payload.get(SEALED, ())}


def seal(payload: Payload, groups: Groups, keys: Mapping[str, bytes], *, place: Place) -> None:
    """Moves the personal fields of an event's JSON into boxes."""
    boxes = {}
    for subject, names in groups.items():
        inside = {name: payload[name] for name in names if payload[name] is not None}
        if inside:
            nonce = os.urandom(_NONCE)
            box = AESGCM(keys[payload[subject]]).encrypt(nonce, to_json(inside), to_json(place))
            boxes[subject] = b64encode(nonce + box).decode()
            payload.update(dict.fromkeys(inside))
    if boxes:
        payload[SEALED] = boxes


def unseal(payload: Payload, keys: Mapping[str, bytes], *, place: Place) -> None:
    """Moves the content of the boxes back; the fields of a person without a key stay `None`.

    Raises cryptography.exceptions.InvalidTag where a box was changed or made for another place.
    """
    for subject, text in payload.pop(SEALED, {}).items():
        key = keys.get(payload[subject])
        if key is not None:
            box = b64decode(text)
            opened = AESGCM(key).decrypt(box[:_NONCE], box[_NONCE:], to_json(place))
            payload.update(from_json(opened))
