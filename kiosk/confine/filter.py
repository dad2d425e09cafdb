"""The system-call filter of a confined child: no exec, no network, no new process, no way out."""

import errno

# Denied with EPERM once the libraries are loaded. `clone` stays for nobody: nothing we run inside
# needs a thread after its imports. `socketpair` stays, asyncio wakes itself through one.
DENIED = (
    *("execve", "execveat", "fork", "vfork", "clone", "clone3"),
    *("socket", "connect", "bind", "listen", "accept", "accept4"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "kcmp"),
    *("mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "mount_setattr", "move_mount"),
    *("open_tree", "fsopen", "fsmount", "open_by_handle_at", "name_to_handle_at"),
    *("bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register"),
    *("keyctl", "add_key", "request_key", "init_module", "finit_module", "kexec_load"),
    *("mknod", "mknodat", "link", "linkat", "symlink", "symlinkat"),
)


def deny() -> None:
    """Install the filter in this process, for good."""
    import pyseccomp  # noqa: PLC0415 - looks libseccomp up when imported, which only a child needs

    rules = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    for name in DENIED:
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
    rules.load()
