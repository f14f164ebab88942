"""The office server's own certificate: self-signed, and trusted by its fingerprint alone.

Workrooms learn the fingerprint at enrolment, so neither names nor dates decide: the certificate is valid from
1970 to 2099, because a laptop whose clock is wrong must still be able to report (safety 4.11).
"""

import hashlib
import ipaddress
import secrets
import ssl
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

_NAME = "baixing office"
_FROM = datetime(1970, 1, 1, tzinfo=UTC)
_UNTIL = datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)


def new_certificate(hosts: Sequence[str] = ()) -> bytes:
    """A P-256 key and its certificate as one PEM text (PKCS#8, then the certificate).

    It holds the private key in the clear: keep it in the vault only. ``hosts`` are names and IP addresses
    beside ``localhost`` and the loopback addresses.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _NAME)])
    names = dict.fromkeys(["localhost", "127.0.0.1", "::1", *hosts])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.SubjectAlternativeName([_general_name(n) for n in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    key_pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key_pem + certificate.public_bytes(Encoding.PEM)


def fingerprint(pem: bytes) -> str:
    """SHA-256 over the certificate's DER bytes, as 64 lower-case hexadecimal digits.

    Raises:
        ValueError: no certificate in ``pem``.
    """
    return hashlib.sha256(x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)).hexdigest()


def server_context(pem: bytes) -> ssl.SSLContext:
    """TLS 1.2 or newer for a server with this key and certificate (what :func:`new_certificate` made).

    Python can read a key from a file only: it is put there encrypted under a random password, in a folder of
    this user alone, and removed at once.

    Raises:
        ValueError: ``pem`` is damaged.
    """
    password = secrets.token_hex(32)
    key = load_pem_private_key(pem, None)
    guarded = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode()))
    certificate = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.PEM)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.TemporaryDirectory(prefix="baixing-") as folder:
        path = Path(folder) / "tls.pem"
        path.write_bytes(guarded + certificate)
        context.load_cert_chain(path, password=password)
    return context


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
