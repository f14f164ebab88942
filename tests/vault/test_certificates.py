"""The office's certificate: what stands in it, and that its key never lies open on the disk."""

import ipaddress
import ssl
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from baixing_desktop.vault.certificates import fingerprint, new_certificate, server_context


def test_it_outlives_every_wrong_clock_and_names_this_machine() -> None:
    found = x509.load_pem_x509_certificate(new_certificate(["10.20.30.40", "office.example"]))
    key = found.public_key()
    assert isinstance(key, EllipticCurvePublicKey)
    assert isinstance(key.curve, SECP256R1)
    assert found.not_valid_before_utc == datetime(1970, 1, 1, tzinfo=UTC)
    assert found.not_valid_after_utc.year == 2099
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "office.example"]
    assert ipaddress.ip_address("10.20.30.40") in names.get_values_for_type(x509.IPAddress)
    found.verify_directly_issued_by(found)


def test_the_fingerprint_is_that_of_the_certificate() -> None:
    pem = new_certificate()
    assert fingerprint(pem) == x509.load_pem_x509_certificate(pem).fingerprint(SHA256()).hex()
    assert fingerprint(pem) != fingerprint(new_certificate())
    with pytest.raises(ValueError, match=r"."):
        fingerprint(b"no certificate")


def test_the_key_is_on_disk_encrypted_only_and_not_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    load = ssl.SSLContext.load_cert_chain

    def watched(context: ssl.SSLContext, path: Path, *, password: str) -> None:
        seen.append(path.read_bytes())
        assert path.parent.stat().st_mode & 0o077 == 0
        load(context, path, password=password)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", watched)
    context = server_context(new_certificate())
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert b"ENCRYPTED PRIVATE KEY" in seen[0]
    assert b"BEGIN PRIVATE KEY" not in seen[0]
    assert list(tmp_path.iterdir()) == []
