"""Cuts a program off from every network: the kernel ends it at its first try to reach one (Linux).

A filter of system calls stays for the life of the process, whatever library makes the call, so that what
Python cannot see, such as Qt, is held to it too. Sockets of the machine itself stay allowed.
"""

import ctypes
import errno
import platform
import struct

# The number of the call `socket`, and the name of the architecture, for each that is known here.
KNOWN = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}

_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _END_PROCESS = 0x7FFF0000, 0x80000000
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_AF_UNIX = 1
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def is_possible() -> bool:
    """Whether this kernel takes such a filter; asked with one that lies nowhere, it tells which is wrong."""
    if platform.system() != "Linux" or platform.machine() not in KNOWN:
        return False
    ctypes.CDLL(None, use_errno=True).prctl(_SET_SECCOMP, _FILTER, None, 0, 0)
    return ctypes.get_errno() == errno.EFAULT


def cut_off() -> None:
    """From here on any socket but one of this machine ends the process."""
    call, architecture = KNOWN[platform.machine()]
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 0, 4, architecture),
        (_LOAD, 0, 0, _CALL),
        (_IF_EQUAL, 0, 2, call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IF_EQUAL, 0, 1, _AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _END_PROCESS),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    kernel = ctypes.CDLL(None, use_errno=True)
    refused = kernel.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or kernel.prctl(
        _SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    )
    if refused:
        raise OSError(ctypes.get_errno(), "the kernel takes no filter")
