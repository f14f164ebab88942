"""A printing system of our own on a free port, with one A4 queue whose paper is a PDF file."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

QUEUE = "baixing"
_PATIENCE_S = 30

_SERVER = """LogLevel info
Listen 127.0.0.1:{port}
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """FileDevice Yes
ServerRoot {base}/root
RequestRoot {base}/spool
TempDir {base}/spool/tmp
CacheDir {base}/cache
StateDir {base}/state
AccessLog {base}/access
ErrorLog {base}/error
PageLog {base}/page
SystemGroup root
User lp
Group lp
"""
# A usual office printer: A4, both sides, 4.2 mm of the sheet that it cannot reach.
_PRINTER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "A4.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test"
*ShortNickName: "Test"
*NickName: "Test"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595.27 841.89]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595.27 841.89]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583.27 829.89"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595.27 841.89"
*OpenUI *Duplex/Duplex: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long: ""
*CloseUI: *Duplex
"""


@dataclass(frozen=True, slots=True)
class Cups:
    """The running system; ``environment`` makes programs print here."""

    base: Path
    environment: dict[str, str]

    def printed(self, command: Sequence[str]) -> bytes:
        """What lies in the tray after ``command`` printed one job."""
        tray = self.base / "out" / "job.pdf"
        tray.unlink(missing_ok=True)
        subprocess.run(command, env=self.environment, check=True, capture_output=True)
        self.until(lambda: QUEUE not in self.ask("lpstat", "-o") and tray.exists())
        return tray.read_bytes()

    def ask(self, *command: str) -> str:
        """What a program of the printing system says."""
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def until(self, met: "Callable[[], bool]") -> None:
        """Wait until ``met``.

        Raises:
            TimeoutError: never.
        """
        end = time.monotonic() + _PATIENCE_S
        while not met():
            if time.monotonic() > end:
                raise TimeoutError((self.base / "error").read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.05)


@contextmanager
def running(base: Path) -> Generator[Cups]:
    """A printing system in ``base``, ended at the end."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # The system prints as a user without rights, who has to reach its folders.
    for folder in ("root/ppd", "spool/tmp", "cache", "state", "out"):
        (base / folder).mkdir(parents=True)
    for folder in (base, *base.iterdir(), base / "spool/tmp"):
        folder.chmod(0o777)
    (base / "root/cupsd.conf").write_text(_SERVER.format(port=port), encoding="utf-8")
    (base / "root/cups-files.conf").write_text(_FILES.format(base=base), encoding="utf-8")
    (base / "a4.ppd").write_text(_PRINTER, encoding="ascii")
    environment = {**os.environ, "CUPS_SERVER": f"127.0.0.1:{port}", "PATH": f"{os.environ['PATH']}:/usr/sbin"}
    command = ["cupsd", "-f", "-c", str(base / "root/cupsd.conf"), "-s", str(base / "root/cups-files.conf")]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    cups = Cups(base, environment)
    try:
        cups.until(lambda: _answers(port))
        cups.ask("lpadmin", "-p", QUEUE, "-E", "-v", f"file:{base}/out/job.pdf", "-P", str(base / "a4.ppd"))
        yield cups
    finally:
        server.terminate()
        server.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
