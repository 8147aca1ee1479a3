"""What is asked of the machine, and which folders lie on a network."""

import os
from pathlib import Path, PurePosixPath

import pytest

from sopcheck.vault.machine import is_remote_mount, this_machine

MOUNTS = (
    "/dev/vda / ext4 rw 0 0\n"
    "server:/home /home nfs4 rw 0 0\n"
    "//server/share /mnt/my\\040share cifs rw 0 0\n"
    "/dev/sdb /home/ann/stick ext4 rw 0 0\n"
    "me@host: /mnt/away fuse.sshfs rw 0 0\n"
)


@pytest.mark.parametrize(
    "path", ["/home/ann/vault", "/home", "/mnt/my share/vault", "/mnt/away", "/home/ann/stick2"]
)
def test_folders_of_other_machines_are_told(path: str) -> None:
    assert is_remote_mount(PurePosixPath(path), MOUNTS)


@pytest.mark.parametrize("path", ["/", "/var/vault", "/home/ann/stick/vault", "/homes", "/mnt"])
def test_folders_of_this_machine_are_told(path: str) -> None:
    assert not is_remote_mount(PurePosixPath(path), MOUNTS)


def test_without_mounts_nothing_is_remote() -> None:
    assert not is_remote_mount(PurePosixPath("/home"), "")


def test_this_machine_answers_for_itself(tmp_path: Path) -> None:
    machine = this_machine()

    assert machine.process == os.getpid()
    assert machine.random_bytes(16) != machine.random_bytes(16)
    assert machine.monotonic_ms() <= machine.monotonic_ms()
    assert not machine.on_network(tmp_path)
