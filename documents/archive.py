"""Zip files written around members that never change: their deflated bytes are copied, not made again."""

import struct
import zlib
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
DOS_DATE = (2026 - 1980) << 9 | 1 << 5 | 1
UTF8 = 0x800


@dataclass(frozen=True)
class Member:
    """A member as it lies in the archive."""

    name: bytes
    method: int
    crc: int
    size: int
    data: bytes

    def header(self) -> bytes:
        """What the local and the central header have in common."""
        return struct.pack(
            "<HHHHHIIIHH",
            20, UTF8, self.method, 0, DOS_DATE, self.crc, len(self.data), self.size, len(self.name), 0,
        )  # fmt: skip


def deflated(name: str, body: bytes, level: int = 6) -> Member:
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    data = squeeze.compress(body) + squeeze.flush()
    return Member(name.encode(), DEFLATED, zlib.crc32(body), len(body), data)


def stored(name: str, body: bytes) -> Member:
    """A member that is compressed already, such as a picture."""
    return Member(name.encode(), STORED, zlib.crc32(body), len(body), body)


def pack(members: list[Member]) -> bytes:
    """A zip file of the members in their order."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        header = member.header()
        local = LOCAL + header + member.name
        directory.append(CENTRAL + b"\x14\x03" + header + struct.pack("<HHHII", 0, 0, 0, 0, offset) + member.name)
        parts += (local, member.data)
        offset += len(local) + len(member.data)
    central = b"".join(directory)
    end = END + struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(central), offset, 0)
    return b"".join([*parts, central, end])
