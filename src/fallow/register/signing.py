"""Signing: under which key this copy of a register writes.

A register's settings name the authors under which it has written; the newest whose secret key lies on this computer signs.
Where there is none (a new register, or one that came from another computer) a key is made and named, so that two computers
never write under one key unless somebody copies the key itself. A register copied as a file on the same computer keeps its
key: carried on in both places, it forks, which verification lists.
"""

from __future__ import annotations

import json

from fallow.register.keys import Key, Keyring, parse_author
from fallow.register.recorder import Recorder

_SETTING = "authors"


def authors_of(recorder: Recorder) -> list[str]:
    """Return the authors under which this copy has written, oldest first."""
    told = recorder.setting(_SETTING)
    return [parse_author(author) for author in json.loads(told)] if told else []


def key_for(recorder: Recorder, keyring: Keyring) -> Key:
    """Return the key that this copy signs with, making one where none of its keys lies in ``keyring``."""
    for author in reversed(authors_of(recorder)):
        key = keyring.find(author)
        if key is not None:
            return key
    return adopt(recorder, keyring, Key.new())


def adopt(recorder: Recorder, keyring: Keyring, key: Key) -> Key:
    """Keep ``key`` and make it the one that this copy signs with from now on."""
    keyring.keep(key, note=f"made for {recorder.location}")
    recorder.keep_setting(
        _SETTING, json.dumps([*(one for one in authors_of(recorder) if one != key.author), key.author])
    )
    return key
