"""TLS to whoever holds one certificate: no authority, name or date is asked, only its fingerprint (safety T6)."""

import ssl
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


def unchecking() -> ssl.SSLContext:
    """TLS that asks no authority, name or date: whoever uses it compares the fingerprint."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class PinnedAdapter(HTTPAdapter):
    """Accepts exactly one certificate, and never repeats a request by itself."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give every connection the fingerprint to expect."""
        super().init_poolmanager(*args, **kwargs, ssl_context=unchecking(), assert_fingerprint=self._fingerprint)
        pools: dict[str, type[HTTPConnectionPool | HTTPSConnectionPool]] = {"https": _Pool}
        self.poolmanager.pool_classes_by_scheme = pools

    def reach(self, address: str, seconds: float) -> None:
        """Connect to ``address`` within ``seconds``, for the next request there.

        Raises:
            HTTPError, OSError: nobody is there, or somebody else.
        """
        request = requests.Request("GET", address).prepare()
        pool = self.get_connection_with_tls_context(request, verify=False)
        if isinstance(pool, _Pool):
            pool.reach(seconds)


class _Connection(HTTPSConnection):
    """A connection that may wait for its first request while the workroom seals."""

    @property
    def is_connected(self) -> bool:
        """Whether the office has not hung up. TLS 1.3 says something by itself after the handshake: that is read here,
        because the library takes whatever there is to read for the end.
        """
        if self.sock is None:
            return False
        patience = self.sock.gettimeout()
        self.sock.settimeout(0)
        try:
            # Nothing may come unasked: any byte is as bad as the end.
            self.sock.recv(1)
        except ssl.SSLWantReadError:
            return True
        except OSError:
            return False
        finally:
            self.sock.settimeout(patience)
        return False


class _Pool(HTTPSConnectionPool):
    """Connections to one office."""

    # The library's own class does not fit its declaration either.
    ConnectionCls = _Connection  # pyright: ignore[reportAssignmentType]

    def reach(self, seconds: float) -> None:
        """Connect, compare the fingerprint, and keep the connection for the next request."""
        connection = self._get_conn()
        connection.timeout = seconds
        if connection.is_closed:
            connection.connect()
        self._put_conn(connection)
