"""Opening a sealed value in plain Python: XChaCha20-Poly1305 from draft-irtf-cfrg-xchacha-03 and RFC 8439.

Not for secrets of anybody alive: nothing here runs in constant time.
"""

from __future__ import annotations

import base64
import hmac
import json
import struct
from typing import Any

_WORD = 0xFFFFFFFF
_CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")


def open_sealed(value: dict[str, Any], key: bytes) -> Any:
    """Return what a sealed object holds; raises ``ValueError`` where it does not open or is malformed."""
    if set(value) != {"$sealed", "person", "nonce", "box"} or value["$sealed"] != 1:
        raise ValueError(f"no sealed object of version 1: {sorted(value)}")
    nonce, box = base64.b64decode(value["nonce"], validate=True), base64.b64decode(value["box"], validate=True)
    if len(nonce) != 24 or len(box) < 80 or len(box) % 64 != 16:
        raise ValueError(f"a nonce of {len(nonce)} bytes, a box of {len(box)}")
    padded = decrypt(key, nonce, box, f"fallow-sealed-1:{value['person']}".encode("ascii"))
    plain, mark, zeros = padded.rpartition(b"\x80")
    if not mark or zeros.strip(b"\0"):
        raise ValueError("no padding of ISO/IEC 7816-4")
    return json.loads(plain)


def decrypt(key: bytes, nonce: bytes, box: bytes, associated: bytes) -> bytes:
    """Return the plaintext of ``box`` (ciphertext and a tag of 16 bytes); raises ``ValueError`` where the tag differs."""
    subkey = _hchacha(key, nonce[:16])
    short = b"\0" * 4 + nonce[16:]
    cipher, tag = box[:-16], box[-16:]
    said = _padded(associated) + _padded(cipher) + struct.pack("<QQ", len(associated), len(cipher))
    if not hmac.compare_digest(_poly1305(said, _block(subkey, 0, short)[:32]), tag):
        raise ValueError("the tag is not that of this key, person and box")
    stream = b"".join(_block(subkey, 1 + at, short) for at in range((len(cipher) + 63) // 64))
    return bytes(one ^ other for one, other in zip(cipher, stream, strict=False))


def _padded(part: bytes) -> bytes:
    return part + b"\0" * (-len(part) % 16)


def _quarter(state: list[int], a: int, b: int, c: int, d: int) -> None:
    for one, other, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[one] = state[one] + state[other] & _WORD
        mixed = state[third] ^ state[one]
        state[third] = (mixed << turn | mixed >> (32 - turn)) & _WORD


def _rounds(state: list[int]) -> list[int]:
    state = list(state)
    for _ in range(10):
        for column in range(4):
            _quarter(state, column, 4 + column, 8 + column, 12 + column)
        for column in range(4):
            _quarter(state, column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
    return state


def _hchacha(key: bytes, nonce: bytes) -> bytes:
    state = _rounds([*_CONSTANTS, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce)])
    return struct.pack("<8I", *state[:4], *state[12:])


def _block(key: bytes, counter: int, nonce: bytes) -> bytes:
    state = [*_CONSTANTS, *struct.unpack("<8I", key), counter, *struct.unpack("<3I", nonce)]
    return struct.pack("<16I", *(one + other & _WORD for one, other in zip(state, _rounds(state), strict=True)))


def _poly1305(message: bytes, key: bytes) -> bytes:
    clamped = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(message), 16):
        part = message[at : at + 16]
        total = (total + int.from_bytes(part + b"\x01", "little")) * clamped % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")
