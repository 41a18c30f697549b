"""Time-stamps: an outside authority's signed word that a digest existed at a time (RFC 3161, with RFC 5816).

A checkpoint says what the register held; a time-stamp over it says that it held this no later than then, in the words
of somebody who gains nothing by it. The rules, as RFC 3161 section 2.4 has them:

1. The request holds the SHA-256 of the bytes, a nonce, and asks for the authority's certificate. Nothing else leaves.
2. The response counts where its status is "granted", its digest is ours, its nonce is ours (where we still know it), and
   the signature is by a certificate made for time-stamping alone that leads to one the caller trusts.
3. Certificates are judged at the time of the stamp: an authority's certificate that has expired since proves as much
   as it did. This is why a stored response can be checked offline for ever.

What it does not cover: whether the authority's certificate was revoked, or its key stolen, since (a forger with the key
can write any time); fractions of a second and the stated accuracy, which the library does not hand on whole. Sending the
request is for the caller: nothing here opens a socket, a file or a clock. The library is optional (``fallow[timestamps]``).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from fallow.core.errors import DependencyError, FallowError, InputError, IntegrityError

_SHA256 = "2.16.840.1.101.3.4.2.1"
_SHA256_DER = bytes.fromhex("300d06096086480165030402010500")  # AlgorithmIdentifier: that identifier, parameters NULL
_GRANTED = 0
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Timestamp:
    """What a response says: ``digest`` existed at ``at`` (UTC, whole seconds). True only where ``check`` returned it.

    ``authority`` is the subject of the signing certificate (RFC 4514), ``serial`` its number for this stamp, ``policy``
    the dotted name of its rules, ``nonce`` the request's, None where the response has none.
    """

    at: datetime
    serial: int
    policy: str
    digest: bytes
    authority: str
    nonce: int | None


def request(digest: bytes, nonce: int) -> bytes:
    """Return the DER of a request to stamp a SHA-256 ``digest`` (32 bytes), asking for the certificate.

    ``nonce`` is a fresh random number in [0, 2**64): the answer repeats it, so an old answer cannot pass for a new one.
    Needs no library. Raises ``InputError`` (``bad-digest``, ``bad-nonce``).
    """
    if len(digest) != 32:
        raise InputError(
            kind="bad-digest",
            expected="a SHA-256 digest of 32 bytes",
            found=f"{len(digest)} bytes",
            do="pass hashlib.sha256(...).digest(), not its hexadecimal",
        )
    if not 0 <= nonce < 2**64:
        raise InputError(
            kind="bad-nonce",
            expected="a nonce in [0, 2**64)",
            found=str(nonce),
            do="take secrets.randbits(64) and keep it until the answer has been checked",
        )
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1)  # one bit more than needed keeps a DER integer positive
    imprint = _der(0x30, _SHA256_DER + _der(0x04, digest))
    return _der(0x30, _der(0x02, b"\x01") + imprint + _der(0x02, number) + _der(0x01, b"\xff"))


def _der(tag: int, content: bytes) -> bytes:
    return bytes([tag, len(content)]) + content  # the short form of length: a request has fewer than 128 bytes


def read_response(der: bytes) -> Timestamp:
    """Return what a response (DER) states, unproven.

    Raises ``InputError`` (``bad-timestamp``) where it cannot be read, is not over a SHA-256 or does not carry exactly
    one certificate of its signer, (``timestamp-refused``) where the authority granted no stamp; ``DependencyError``.
    """
    return _read(_decoded(der))


def check(response_der: bytes, digest: bytes, certificates: Sequence[bytes], *, nonce: int | None = None) -> Timestamp:
    """Return the stamp after proving, offline, that it is over ``digest`` and by an authority the caller trusts.

    ``certificates`` are PEM files of one or several certificates: at least one trusted root, and those between it and
    the authority's own that the response may lack. Give ``nonce`` when the answer is new. Raises what
    ``read_response`` raises, ``InputError`` (``bad-certificate``), and ``IntegrityError``
    (``timestamp-of-other-bytes``, ``timestamp-of-other-request``, ``timestamp-unproven``) saying what differs.
    """
    response = _decoded(response_der)
    stamp = _read(response)
    if stamp.digest != digest:
        raise _differs("other-bytes", f"a stamp over {digest.hex()}", f"one over {stamp.digest.hex()}")
    if nonce is not None and stamp.nonce != nonce:
        raise _differs("other-request", f"the nonce {nonce}", f"{stamp.nonce}")
    builder = _need("rfc3161_client").VerifierBuilder(roots=_trusted(certificates))  # those between it treats alike
    try:
        _guarded(lambda: builder.build().verify(response, digest))
    except ValueError as error:
        raise IntegrityError(
            kind="timestamp-unproven",
            expected=f"a signature by {stamp.authority} that leads to a trusted certificate valid on {stamp.at:%Y-%m-%d}",
            found=_reason(str(error)),
            do="do not rely on this time; check which authority was asked and that its root certificate is the right one",
        ) from error
    return stamp


def _decoded(der: bytes) -> Any:
    client = _need("rfc3161_client")
    try:
        response = _guarded(lambda: client.decode_timestamp_response(_in_order(der)))
        status, said = _guarded(lambda: (response.status, "; ".join(response.status_string)))
    except ValueError as error:
        raise _unreadable(str(error)) from error
    if status != _GRANTED:
        raise InputError(
            kind="timestamp-refused",
            expected="a response of status 0, granted",
            found=f"status {status} {said}".rstrip(),
            do="ask the authority again, or another one",
        )
    return response


def _in_order(der: bytes) -> bytes:
    """The response with its certificates in the order that DER asks of a set, which the library insists on.

    Authorities that run on openssl send the chain as configured. The certificates stand outside the signature, so their
    order proves nothing; where the bytes are not laid out as RFC 3161 has it they are left for the library to refuse.
    """
    try:
        (whole,) = _parts(der, 0, len(der))
        _, token = _parts(der, *whole[1:])
        _, explicit = _parts(der, *token[1:])
        (signed_data,) = _parts(der, *explicit[1:])
        certificates = _parts(der, *signed_data[1:])[3]
        carried = _parts(der, *certificates[1:])
    except (IndexError, ValueError):
        return der
    if not carried or der[certificates[0]] != 0xA0:
        return der
    ordered = sorted(der[start:end] for start, _, end in carried)
    return der[: certificates[1]] + b"".join(ordered) + der[certificates[2] :]


def _parts(der: bytes, start: int, end: int) -> list[tuple[int, int, int]]:
    """Where each element between two offsets starts, where its content does, and where both end."""
    found = []
    while start < end:
        length, content = der[start + 1], start + 2
        if length > 0x80:  # the long form: that many bytes less 0x80 hold the length
            content += length - 0x80
            length = int.from_bytes(der[start + 2 : content])
        found.append((start, content, content + length))
        start = content + length
    if start != end:
        raise ValueError(f"an element that ends at byte {start} within one that ends at {end}")
    return found


def _read(response: Any) -> Timestamp:
    try:
        return _guarded(lambda: _stated(response))
    except ValueError as error:
        raise _unreadable(str(error)) from error


def _stated(response: Any) -> Timestamp:
    token = response.tst_info
    imprint = token.message_imprint
    if (algorithm := imprint.hash_algorithm.dotted_string) != _SHA256:
        raise ValueError(f"a digest of another kind, {algorithm}")
    return Timestamp(
        at=token.gen_time,
        serial=token.serial_number,
        policy=token.policy.dotted_string,
        digest=imprint.message,
        authority=_signer(response),
        nonce=token.nonce,
    )


def _signer(response: Any) -> str:
    """The subject of the signer's certificate. Two that claim its issuer and number could be told apart by nobody."""
    x509 = _need("cryptography.x509")
    (signed,) = response.signed_data.signer_infos
    carried = [x509.load_der_x509_certificate(der) for der in response.signed_data.certificates]
    own = [one for one in carried if (one.issuer, one.serial_number) == (signed.issuer, signed.serial_number)]
    if len(own) != 1:
        raise ValueError(f"{len(own)} certificates of the signer among {len(carried)}")
    return str(own[0].subject.rfc4514_string())


def _trusted(certificates: Sequence[bytes]) -> list[Any]:
    x509 = _need("cryptography.x509")
    try:
        found = [one for pem in certificates for one in x509.load_pem_x509_certificates(pem)]
        if not found:
            raise ValueError("no certificates")
    except ValueError as error:
        raise InputError(
            kind="bad-certificate",
            expected="certificates in PEM, one of them a trusted root",
            found=str(error),
            do="give the root certificate of the time-stamping authority",
        ) from error
    return found


def _guarded(read: Callable[[], _T]) -> _T:
    """Call into the library; whatever it raises over damaged bytes is a ValueError here.

    Damage shows as errors of many kinds (a KeyError for an unknown tag), and as panics, which ``except Exception`` misses.
    """
    try:
        return read()
    except BaseException as error:
        ours = isinstance(error, FallowError | MemoryError)
        if ours or not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
            raise
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _need(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise DependencyError(
            kind="missing-library",
            expected="the library rfc3161-client, which reads and proves time-stamps",
            found=str(error),
            do="pip install 'fallow[timestamps]'",
        ) from error


def _reason(text: str) -> str:
    """The words of the cryptographic library without its file names and codes."""
    return ": ".join(re.findall(r'(?:reason|data): "([^"]+)"', text)) or text.removeprefix("VerificationError: ")


def _unreadable(found: str) -> InputError:
    return InputError(
        kind="bad-timestamp",
        expected="a time-stamp response (RFC 3161, DER) over a SHA-256, with the certificate of its signer",
        found=found,
        do="store the authority's answer as it came, byte for byte, and ask for the certificate",
    )


def _differs(what: str, expected: str, found: str) -> IntegrityError:
    return IntegrityError(
        kind=f"timestamp-of-{what}",
        expected=expected,
        found=found,
        do="look for the response that belongs to this request; this one proves nothing about these bytes",
    )
