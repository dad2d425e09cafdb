"""Whether an account may open a device file, and what to do when it may not."""

import grp
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Who:
    """An account by its numbers; `name` for a person."""

    name: str
    uid: int
    groups: frozenset[int]


def who(account: str) -> Who:
    """The account of this name; whoever runs this where it is empty or unknown."""
    try:
        entry = pwd.getpwnam(account) if account else None
    except KeyError:
        entry = None
    if entry is None:
        uid = os.geteuid()
        return Who(_user(uid), uid, frozenset({os.getegid(), *os.getgroups()}))
    return Who(entry.pw_name, entry.pw_uid, frozenset(os.getgrouplist(entry.pw_name, entry.pw_gid)))


def may_use(mode: int, owner: int, group: int, whose: Who) -> bool:
    """Reading and writing, by the file's mode (chmod(1); root passes everywhere)."""
    if whose.uid == 0:
        return True
    if whose.uid == owner:
        return mode & 0o600 == 0o600
    return mode & (0o060 if group in whose.groups else 0o006) in {0o060, 0o006}


def denied(node: Path, whose: Who) -> str:
    """Empty when `node` may be opened; else what a technician does about it."""
    try:
        found = node.stat()
    except OSError:
        return ""  # gone meanwhile: another matter
    if may_use(found.st_mode, found.st_uid, found.st_gid, whose):
        return ""
    return remedy(stat.S_IMODE(found.st_mode), _group(found.st_gid), node.name, whose)


def remedy(mode: int, group: str, node: str, whose: Who) -> str:
    """The group that opens it, or where there is none the rule that makes one."""
    if mode & 0o060 == 0o060 and group != "root":
        return f"accès refusé à « {whose.name} » : sudo usermod -aG {group} {whose.name}, puis redémarrer"
    kernel = node.rstrip("0123456789")
    return (
        f"accès refusé à « {whose.name} » : règle udev "
        f'KERNEL=="{kernel}[0-9]*", GROUP="dialout", MODE="0660" à ajouter'
    )


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _group(gid: int) -> str:
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)
