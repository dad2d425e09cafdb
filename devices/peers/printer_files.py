"""Configuration of the printer peer: a private bus, an IPP printer and a private CUPS. Pure text."""

import grp
import os
import pwd
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

QUEUE = "borne"
# sun_path is 108 bytes with its final zero; the longest name of ours in a folder is /cups.sock.
_LONGEST_FOLDER = 107 - len("/cups.sock")


@dataclass(frozen=True)
class PeerFolder:
    """Where everything of one peer lives: `root` is its workshop, `printed` the output tray, one PDF per job."""

    root: Path
    printed: Path

    @property
    def bus(self) -> Path:
        """The private bus's socket."""
        return self.root / "bus.sock"

    @property
    def cups(self) -> Path:
        """The private CUPS's socket."""
        return self.root / "cups.sock"

    @property
    def faults(self) -> Path:
        """One empty file per mechanical fault now present."""
        return self.root / "faults"

    def suits(self) -> bool:
        """Whether sockets fit here, and the user of CUPS's filters may come in.

        Where they may not, every filter fails on opening the document, and CUPS keeps the job, stopped,
        for ever: a page that never comes out and no word of why.
        """
        if len(os.fsencode(self.root)) > _LONGEST_FOLDER:
            return False
        if os.getuid() != 0:
            return True
        user, group, _ = _cups_user()
        look = ["test", "-x", str(self.root)]
        return (
            subprocess.run(look, user=user, group=group, extra_groups=[], cwd="/", check=False).returncode
            == 0
        )

    def make(self, port: int) -> None:
        """Create the folders and write every configuration file; the printer will listen on `port`."""
        self.printed.mkdir(parents=True, exist_ok=True)
        for name in ("faults", "ipp", "etc/ppd", "spool/tmp", "cache", "state", "log"):
            (self.root / name).mkdir(parents=True, exist_ok=True)
        (self.root / "bus.conf").write_text(_BUS.format(socket=self.bus))
        script = self.root / "print.sh"
        script.write_text(_SCRIPT.format(printed=self.printed, faults=self.faults, root=self.root, port=port))
        script.chmod(0o755)
        (self.root / "etc/cupsd.conf").write_text(_CUPSD.format(socket=self.cups))
        (self.root / "refresh.test").write_text(_REFRESH)
        (self.root / "canceled.test").write_text(_CANCELED)
        user, group, system = _cups_user()
        text = _FILES.format(root=self.root, user=user, group=group, system=system)
        (self.root / "etc/cups-files.conf").write_text(text)

    def queue_stopped(self) -> bool:
        """Whether CUPS, which keeps its word on disk at once, holds the queue back."""
        printers = self.root / "etc/printers.conf"
        return printers.is_file() and "State Stopped" in printers.read_text()

    def lock(self, refusal: str) -> None:
        """Let CUPS's policy refuse everybody with `refusal`; empty lets all in again."""
        text = _CUPSD.format(socket=self.cups)
        rule = "<Limit All>\n    Order allow,deny\n    Allow all"
        (self.root / "etc/cupsd.conf").write_text(
            text.replace(rule, f"<Limit All>\n    {refusal}") if refusal else text
        )

    def stop_queue(self) -> None:
        """What the service does before CUPS starts: a queue that ran before a crash waits to be released."""
        printers = self.root / "etc/printers.conf"
        if printers.is_file():
            printers.write_text(printers.read_text().replace("State Idle", "State Stopped"))


def _cups_user() -> tuple[str, str, str]:
    """User, group and system group of the scheduler's own children: oneself; never root, it refuses."""
    if os.getuid() == 0:
        return "lp", "lp", "root"
    group = grp.getgrgid(os.getgid()).gr_name
    return pwd.getpwuid(os.getuid()).pw_name, group, group


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def media_query(sheets: int, second: int | None = None) -> str:
    """The printer's own page for loading its tray, and a colour printer's second one."""
    loaded = f"/media?size1=iso_a4_210x297mm&type1=stationery&level1={sheets}"
    if second is not None:
        return f"{loaded}&size2=iso_a4_210x297mm&type2=stationery&level2={second}"
    return f"{loaded}&size3=&type3=&level3=-2"


def toner_query(percent: int, colours: tuple[int, ...] = ()) -> str:
    """The printer's own page for its supplies: the waste tank, black, and a colour printer's other three."""
    levels = (25, percent, *colours)
    return "/supplies?" + "&".join(f"supply{number}={level}" for number, level in enumerate(levels))


_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>custom</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

# The printer's mechanism. A fault is raised on standard error as `STATE:`, and the sheet waits for it
# to go; one that was cancelled meanwhile is thrown away, as a machine does (ippeveprinter only marks it).
# A job named "etat" only refreshes the state: it prints nothing.
_SCRIPT = """#!/bin/sh
raise() {{
  for reason in media-jam-error cover-open-error; do
    if [ -e '{faults}'/$reason ]; then echo "STATE: +$reason" >&2; else echo "STATE: -$reason" >&2; fi
  done
}}
raise
case "$IPP_JOB_NAME" in etat) exit 0 ;; esac
waited=
while [ -n "$(ls -A '{faults}')" ]; do waited=yes; sleep 0.1; raise; done
raise
if [ -n "$waited" ] && ipptool -q -d job-id="$IPP_JOB_ID" 'ipp://localhost:{port}/ipp/print' '{root}'/canceled.test
then exit 1; fi
number=$(ls '{printed}' | grep -c 'pdf$')
name=$(printf '%03d' "$number")-$(printf '%s' "$IPP_JOB_NAME" | tr -c 'A-Za-z0-9._-' '_')
env | grep -E '^IPP_(COPIES|SIDES|PRINT_COLOR_MODE|MEDIA_COL|MULTIPLE_DOCUMENT_HANDLING)=' >'{printed}'/"$name".asked
cp "$1" '{printed}'/."$name".part && mv '{printed}'/."$name".part '{printed}'/"$name".pdf
"""

_REFRESH = """{
  OPERATION Print-Job
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR name requesting-user-name peer
  ATTR name job-name etat
  ATTR mimeMediaType document-format application/pdf
  FILE $filename
}
"""

_CANCELED = """{
  OPERATION Get-Job-Attributes
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR integer job-id $job-id
  ATTR name requesting-user-name peer
  EXPECT job-state-reasons OF-TYPE keyword WITH-VALUE "processing-to-stop-point"
}
"""

# DirtyCleanInterval 0: a job is on disk as soon as it is accepted, so that it is found after a crash.
_CUPSD = """LogLevel warn
Listen {socket}
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobFiles No
PreserveJobHistory Yes
DirtyCleanInterval 0
DefaultPaperSize A4
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""

_FILES = """ServerRoot {root}/etc
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
User {user}
Group {group}
SystemGroup {system}
FileDevice No
"""
