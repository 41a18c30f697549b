"""Time-stamps: nothing but a trusted authority's word over these very bytes counts, and it counts for ever.

The authority is a real one, ``openssl ts`` with keys made for the run; a golden answer stands where openssl is missing.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import DependencyError, FallowError, InputError, IntegrityError
from fallow.register import timestamps
from fallow.register.timestamps import Timestamp, check, read_response, request

DIGEST = hashlib.sha256(b"register.example/demo\n4711\n").digest()
OTHER_DIGEST = hashlib.sha256(b"register.example/demo\n4712\n").digest()
NONCE = 0xFEDCBA9876543210

CONFIG = """
[tsa]
default_tsa = authority
[authority]
serial = serial
signer_cert = authority.pem
signer_key = authority.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
certs = further.pem
ess_cert_id_alg = sha256
"""

# Made by the functions below. Both certificates were valid for eight seconds.
GOLDEN_ROOT = b"""\
-----BEGIN CERTIFICATE-----
MIIBQDCB56ADAgECAhQ3MsvLRZBkl7Y16bVYZuj+sc7abDAKBggqhkjOPQQDAjAW
MRQwEgYDVQQDDAtHb2xkZW4gcm9vdDAeFw0yNjExMjMyMjU2MDdaFw0yNjExMjMy
MjU2MTVaMBYxFDASBgNVBAMMC0dvbGRlbiByb290MFkwEwYHKoZIzj0CAQYIKoZI
zj0DAQcDQgAEoBUAGXxR6UCv59FGA0yWlcHujjCJxxDPexI4ep81wHLWcoZrGctp
xl1mLR+xSXV2mVxKK/8XLHT00BgXyIlYrKMTMBEwDwYDVR0TAQH/BAUwAwEB/zAK
BggqhkjOPQQDAgNIADBFAiEAmpJYu0GQOYd0PVu52MIM9kiqvBKAXUgmzOQCfxoa
vlsCIHYo3SoqAM4bkdLCQ5JuQenNE53i2tRpCo0LeMKB+hCg
-----END CERTIFICATE-----
"""
GOLDEN_ANSWER = base64.b64decode(
    """
MIIDSTADAgEAMIIDQAYJKoZIhvcNAQcCoIIDMTCCAy0CAQMxDzANBglghkgBZQMEAgEFADBuBgsqhkiG9w0BCRABBKBfBF0wWwIB
AQYEKgMEATAxMA0GCWCGSAFlAwQCAQUABCDfBsRJOqeCLMi0il5rgL3yHpHwcJoieR6LPiLslQssJAIBERgPMjAyNjExMjMyMjU2
MDlaAgkA/ty6mHZUMhCgggFgMIIBXDCCAQGgAwIBAgIUN6AsorPXbpx1jQ9YpkLBH+l26BAwCgYIKoZIzj0EAwIwFjEUMBIGA1UE
AwwLR29sZGVuIHJvb3QwHhcNMjYxMTIzMjI1NjA3WhcNMjYxMTIzMjI1NjE1WjAbMRkwFwYDVQQDDBBHb2xkZW4gYXV0aG9yaXR5
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJ+7Qj9mykIPPqxU+7/p7vE+e/yijaYY07frPXU99rboad0FiaOj5byByehy4lP7c
obdejcyggj0ryd3NYvstqKMoMCYwDAYDVR0TAQH/BAIwADAWBgNVHSUBAf8EDDAKBggrBgEFBQcDCDAKBggqhkjOPQQDAgNJADBG
AiEA508GZBy7UThPnKd+mA3tMxUiUL0Bf0GYRvzL/qfR1Y0CIQCTT7bpDxhLijeanRklvl6Ju3PTob2xkoOOs/I+sK7QDjGCAUEw
ggE9AgEBMC4wFjEUMBIGA1UEAwwLR29sZGVuIHJvb3QCFDegLKKz126cdY0PWKZCwR/pdugQMA0GCWCGSAFlAwQCAQUAoIGkMBoG
CSqGSIb3DQEJAzENBgsqhkiG9w0BCRABBDAcBgkqhkiG9w0BCQUxDxcNMjYxMTIzMjI1NjA5WjAvBgkqhkiG9w0BCQQxIgQgm4FD
EiMNbWsZrJeUxvsVWJPfGa6KiWlrJOKGtLcyaZIwNwYLKoZIhvcNAQkQAi8xKDAmMCQwIgQg7LexduZ4z5dStDeWQK/Zpkfm0EDo
spNJzQ3ZnyCk5dYwCgYIKoZIzj0EAwIERjBEAiA/e18HA/BZTsjdX8u9o/J25zxSfImhq/wzkx9mJJOdfAIgRn7q2jjmk9Du5HY4
KoEePUffVkG7z85zbxwOTnQZqWQ=
"""
)


@dataclass(frozen=True)
class Pair:
    """A certificate (of ``cryptography``) and its private key."""

    certificate: Any
    key: Any

    @property
    def pem(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding

        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding

        return self.certificate.public_bytes(Encoding.DER)


def certificate(
    name: str, issuer: Pair | None = None, *, days: tuple[float, float] = (-1, 30), key: Any = None, **rarely: Any
) -> Pair:
    """An authority's certificate where there is an ``issuer``, else a root; ``use`` and ``number`` as stated."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = key or ec.generate_private_key(ec.SECP256R1())
    signer = issuer.key if issuer else key
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(rarely.get("number") or x509.random_serial_number())
        .not_valid_before(now + timedelta(days[0]))
        .not_valid_after(now + timedelta(days[1]))
        .add_extension(x509.BasicConstraints(rarely.get("signs", issuer is None), None), critical=True)
    )
    if issuer and not rarely.get("signs"):
        use = rarely.get("use", x509.ExtendedKeyUsageOID.TIME_STAMPING)
        made = made.add_extension(x509.ExtendedKeyUsage([use]), critical=True)
    return Pair(made.sign(signer, hashes.SHA256()), key)


def stamped(folder: Path, own: Pair, query: bytes, further: Pair | None = None) -> bytes:
    """The answer of ``openssl ts`` under the certificate ``own`` to a request in DER."""
    from cryptography.hazmat.primitives import serialization as form

    secret = own.key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    config = CONFIG if further else CONFIG.replace("certs = further.pem\n", "")
    files = {"ts.cnf": config.encode(), "authority.pem": own.pem, "authority.key": secret, "query": query}
    for name, content in {**files, **({"further.pem": further.pem} if further else {})}.items():
        (folder / name).write_bytes(content)
    if not (folder / "serial").exists():
        (folder / "serial").write_text("10\n")
    openssl(folder, "ts", "-reply", "-config", "ts.cnf", "-queryfile", "query", "-out", "answer")
    return (folder / "answer").read_bytes()


def openssl(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("rfc3161_client", reason="the extra fallow[timestamps] is not installed")
    if not shutil.which("openssl"):
        pytest.skip("openssl, which plays the time-stamping authority, is not on this machine")
    return tmp_path_factory.mktemp("authority")


@pytest.fixture(scope="module")
def root(folder: Path) -> Pair:
    return certificate("Root of the tests")


@pytest.fixture(scope="module")
def authority(root: Pair) -> Pair:
    return certificate("Authority of the tests", root)


@pytest.fixture(scope="module")
def answer(folder: Path, authority: Pair) -> bytes:
    return stamped(folder, authority, request(DIGEST, NONCE))


def refused(action: Callable[[], object], kind: str, error: type[FallowError] = IntegrityError) -> str:
    """The message of the one error that ``action`` must end in."""
    with pytest.raises(error) as caught:
        action()
    assert caught.value.kind == kind
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_request_is_what_openssl_reads_it_to_be(folder: Path) -> None:
    (folder / "own").write_bytes(request(DIGEST, NONCE))
    lines = openssl(folder, "ts", "-query", "-in", "own", "-text")
    assert "Hash Algorithm: sha256" in lines
    assert "Nonce: 0xFEDCBA9876543210" in lines
    assert "Certificate required: yes" in lines
    dumped = "".join(line[11:58] for line in lines.splitlines() if line.startswith("    00"))
    assert bytes.fromhex(dumped.replace("-", " ")) == DIGEST


@given(st.integers(0, 2**64 - 1))
def test_every_nonce_is_written_as_the_positive_number_that_it_is(nonce: int) -> None:
    client = pytest.importorskip("rfc3161_client._rust", reason="the extra fallow[timestamps] is not installed")
    read = client.parse_timestamp_request(request(DIGEST, nonce))
    assert (read.nonce, read.cert_req, read.message_imprint.message) == (nonce, True, DIGEST)


@pytest.mark.parametrize("bad", [b"", DIGEST[:31], DIGEST.hex().encode()])
def test_a_request_for_anything_but_a_digest_is_refused(bad: bytes) -> None:
    refused(lambda: request(bad, NONCE), "bad-digest", InputError)


@pytest.mark.parametrize("bad", [-1, 2**64])
def test_a_nonce_out_of_range_is_refused(bad: int) -> None:
    refused(lambda: request(DIGEST, bad), "bad-nonce", InputError)


def test_a_true_answer_gives_the_time_and_who_says_so(answer: bytes, root: Pair) -> None:
    stamp = check(answer, DIGEST, [root.pem], nonce=NONCE)
    assert stamp == read_response(answer)
    assert (stamp.digest, stamp.nonce, stamp.policy) == (DIGEST, NONCE, "1.2.3.4.1")
    assert stamp.authority == "CN=Authority of the tests"
    assert stamp.serial > 0
    assert stamp.at.tzinfo is UTC
    assert abs(datetime.now(UTC) - stamp.at) < timedelta(minutes=5)


def test_an_answer_over_other_bytes_proves_nothing_of_these(answer: bytes, root: Pair) -> None:
    said = refused(lambda: check(answer, OTHER_DIGEST, [root.pem]), "timestamp-of-other-bytes")
    assert DIGEST.hex() in said
    assert OTHER_DIGEST.hex() in said


def test_an_old_answer_does_not_pass_for_a_new_one(answer: bytes, root: Pair) -> None:
    said = refused(lambda: check(answer, DIGEST, [root.pem], nonce=5), "timestamp-of-other-request")
    assert str(NONCE) in said


def test_an_answer_with_its_time_set_back_is_refused(answer: bytes, root: Pair) -> None:
    year = f"{read_response(answer).at:%Y%m%d}".encode()
    assert answer.count(year) == 1
    older = answer.replace(year, b"20240501")
    assert read_response(older).at.year == 2024
    refused(lambda: check(older, DIGEST, [root.pem]), "timestamp-unproven")


def test_no_flipped_byte_changes_what_an_answer_proves(answer: bytes, root: Pair) -> None:
    """Some bytes are outside the signature (names of algorithms): those may change, what is proven may not."""
    whole = check(answer, DIGEST, [root.pem])
    noticed = 0
    for where in range(len(answer)):
        for flip in (0x01, 0x80):
            bad = bytearray(answer)
            bad[where] ^= flip
            try:
                assert check(bytes(bad), DIGEST, [root.pem]) == whole
            except FallowError:
                noticed += 1
    assert noticed > 1.9 * len(answer)


def test_a_truncated_answer_is_refused(answer: bytes, root: Pair) -> None:
    for length in range(0, len(answer), 7):
        refused(lambda end=length: check(answer[:end], DIGEST, [root.pem]), "bad-timestamp", InputError)
    refused(lambda: read_response(answer + b"\x00"), "bad-timestamp", InputError)


def test_an_unknown_authority_is_refused(answer: bytes) -> None:
    said = refused(lambda: check(answer, DIGEST, [certificate("Another root").pem]), "timestamp-unproven")
    assert "CN=Authority of the tests" in said
    assert "issuer certificate" in said


def test_a_root_of_the_same_name_and_another_key_is_refused(answer: bytes) -> None:
    impostor = certificate("Root of the tests")
    refused(lambda: check(answer, DIGEST, [impostor.pem]), "timestamp-unproven")


def test_the_authoritys_own_certificate_alone_is_no_root(answer: bytes, authority: Pair) -> None:
    refused(lambda: check(answer, DIGEST, [authority.pem]), "timestamp-unproven")


def test_an_intermediate_may_come_from_the_caller_but_the_root_must(folder: Path, root: Pair) -> None:
    between = certificate("Between", root, signs=True)
    answer = stamped(folder, certificate("Below", between), request(DIGEST, NONCE))
    assert check(answer, DIGEST, [root.pem + between.pem]).authority == "CN=Below"
    assert check(answer, DIGEST, [between.pem, root.pem]).authority == "CN=Below"
    for too_few in ([root.pem], [between.pem]):
        refused(lambda given=too_few: check(answer, DIGEST, given), "timestamp-unproven")


@pytest.mark.parametrize("days", [(-20.0, -10.0), (10.0, 20.0)])
def test_a_certificate_not_valid_at_the_time_of_the_stamp_is_refused(
    folder: Path, root: Pair, days: tuple[float, float]
) -> None:
    answer = stamped(folder, certificate("Out of time", root, days=days), request(DIGEST, NONCE))
    said = refused(lambda: check(answer, DIGEST, [root.pem]), "timestamp-unproven")
    assert "expired" in said or "not yet valid" in said


def test_a_stamp_outlives_the_certificates_that_proved_it() -> None:
    pytest.importorskip("rfc3161_client", reason="the extra fallow[timestamps] is not installed")
    stamp = check(GOLDEN_ANSWER, DIGEST, [GOLDEN_ROOT], nonce=NONCE)
    assert stamp == Timestamp(
        at=datetime(2026, 11, 23, 22, 56, 9, tzinfo=UTC),
        serial=17,
        policy="1.2.3.4.1",
        digest=DIGEST,
        authority="CN=Golden authority",
        nonce=NONCE,
    )
    refused(lambda: check(GOLDEN_ANSWER, OTHER_DIGEST, [GOLDEN_ROOT]), "timestamp-of-other-bytes")


def test_the_same_stamp_a_minute_later_would_not_have_been_proven() -> None:
    """The time inside the stamp decides: moved out of the eight seconds, the certificates are what is found wanting."""
    pytest.importorskip("rfc3161_client", reason="the extra fallow[timestamps] is not installed")
    later = GOLDEN_ANSWER.replace(b"20261123225609Z", b"20261123225709Z")
    said = refused(lambda: check(later, DIGEST, [GOLDEN_ROOT]), "timestamp-unproven")
    assert "certificate has expired" in said


@given(st.binary(max_size=80), st.integers(0, len(GOLDEN_ANSWER)), st.integers(0, len(GOLDEN_ANSWER)))
def test_no_rubbish_is_read_as_an_answer(rubbish: bytes, start: int, end: int) -> None:
    pytest.importorskip("rfc3161_client", reason="the extra fallow[timestamps] is not installed")
    for mangled in (rubbish, GOLDEN_ANSWER[:start] + rubbish + GOLDEN_ANSWER[end:]):
        try:
            proven = check(mangled, DIGEST, [GOLDEN_ROOT])
        except FallowError:
            continue
        assert proven == check(GOLDEN_ANSWER, DIGEST, [GOLDEN_ROOT])


def test_a_certificate_made_for_mail_cannot_stamp(folder: Path, root: Pair, authority: Pair) -> None:
    """openssl would not sign under it, so it takes the place of the true one of the same key, issuer and number."""
    from cryptography import x509

    good = authority.der
    number = authority.certificate.serial_number
    mail = x509.ExtendedKeyUsageOID.EMAIL_PROTECTION
    swapped = b""
    while len(swapped) != len(good):  # a signature's length varies by a byte or two
        swapped = certificate("Authority of the tests", root, key=authority.key, number=number, use=mail).der
    answer = stamped(folder, authority, request(DIGEST, NONCE))
    assert answer.count(good) == 1
    said = refused(lambda: check(answer.replace(good, swapped), DIGEST, [root.pem]), "timestamp-unproven")
    assert "EKU" in said or "purpose" in said


def test_a_second_certificate_of_the_signers_issuer_and_number_is_refused(
    folder: Path, root: Pair, authority: Pair
) -> None:
    """One could carry the signature and the other the right to stamp."""
    twin = certificate("Twin", Pair(root.certificate, certificate("x").key), number=authority.certificate.serial_number)
    answer = stamped(folder, authority, request(DIGEST, NONCE), further=twin)
    assert "2 certificates of the signer" in refused(lambda: read_response(answer), "bad-timestamp", InputError)


@pytest.mark.parametrize(("name", "sorted_already"), [("Foreign root", False), ("Foreign root" + 50 * "x", True)])
def test_a_further_certificate_in_the_answer_does_no_harm_and_is_no_root(
    folder: Path, root: Pair, name: str, sorted_already: bool
) -> None:
    """openssl sends the chain as configured, where DER wants a set sorted: many true answers are out of order."""
    foreign = certificate(name)
    own = certificate("Foreign", foreign)
    answer = stamped(folder, own, request(DIGEST, NONCE), further=foreign)
    assert (own.der + foreign.der in answer, own.der < foreign.der) == (True, sorted_already)
    assert check(answer, DIGEST, [foreign.pem]).authority == "CN=Foreign"
    refused(lambda: check(answer, DIGEST, [root.pem]), "timestamp-unproven")


def test_an_answer_without_its_certificate_is_refused(folder: Path, authority: Pair) -> None:
    asking = request(DIGEST, NONCE)
    silent = bytes([asking[0], asking[1] - 3]) + asking[2:-3]  # without the wish for a certificate
    answer = stamped(folder, authority, silent)
    assert "0 certificates" in refused(lambda: read_response(answer), "bad-timestamp", InputError)


def test_a_stamp_over_another_kind_of_digest_is_refused(folder: Path, authority: Pair) -> None:
    (folder / "stated").write_bytes(b"text")
    openssl(folder, "ts", "-query", "-data", "stated", "-sha512", "-cert", "-out", "asked")
    answer = stamped(folder, authority, (folder / "asked").read_bytes())
    assert "2.16.840.1.101.3.4.2.3" in refused(lambda: read_response(answer), "bad-timestamp", InputError)


def test_an_answer_without_a_nonce_is_read_and_never_fits_one(folder: Path, root: Pair, authority: Pair) -> None:
    openssl(folder, "ts", "-query", "-digest", DIGEST.hex(), "-sha256", "-cert", "-no_nonce", "-out", "asked")
    answer = stamped(folder, authority, (folder / "asked").read_bytes())
    assert check(answer, DIGEST, [root.pem]).nonce is None
    refused(lambda: check(answer, DIGEST, [root.pem], nonce=0), "timestamp-of-other-request")


def test_a_refusal_of_the_authority_is_passed_on_in_its_words(folder: Path, authority: Pair) -> None:
    openssl(folder, "ts", "-query", "-digest", DIGEST.hex(), "-sha256", "-tspolicy", "1.2.3.9", "-out", "asked")
    answer = stamped(folder, authority, (folder / "asked").read_bytes())
    said = refused(lambda: read_response(answer), "timestamp-refused", InputError)
    assert "status 2 Requested policy is not supported" in said


@pytest.mark.parametrize("certificates", [[], [b""], [b"not PEM"], [b"-----BEGIN CERTIFICATE-----\nAAAA\n"]])
def test_checking_against_no_certificate_is_refused(answer: bytes, certificates: list[bytes]) -> None:
    refused(lambda: check(answer, DIGEST, certificates), "bad-certificate", InputError)


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    said = refused(lambda: read_response(b"any"), "missing-library", DependencyError)
    assert "fallow[timestamps]" in said


def test_a_panic_of_the_library_is_an_error_and_an_interrupt_stays_one() -> None:
    class PanicException(BaseException):
        pass

    def fail(error: BaseException) -> object:
        def read() -> None:
            raise error

        return timestamps._guarded(read)

    with pytest.raises(ValueError, match="PanicException: unwrap"):
        fail(PanicException("unwrap"))
    for passed_on in (KeyboardInterrupt(), MemoryError()):
        with pytest.raises(type(passed_on)):
            fail(passed_on)
