"""Two tiny PNG pictures without a library: black squares on white, and a transparent dot."""

import struct
import zlib
from collections.abc import Iterable


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(header: bytes, *chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + b"".join(chunks) + _chunk(b"IEND", b"")


def squares(matrix: Iterable[Iterable[int]], scale: int) -> bytes:
    """One bit a pixel; a true member of the matrix is a black square of ``scale`` pixels."""
    lines, width, height = [], 0, 0
    for line in matrix:
        bits = "".join(("0" if dark else "1") * scale for dark in line)
        width = len(bits)
        packed = int(bits.ljust((width + 7) // 8 * 8, "0"), 2).to_bytes((width + 7) // 8, "big")
        lines.append((b"\0" + packed) * scale)
        height += scale
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return _png(header, _chunk(b"IDAT", zlib.compress(b"".join(lines), 1)))


def dot(name: str) -> bytes:
    """A transparent pixel that carries a name, so that no two are the same file. The same bytes with any zlib."""
    body = b"\0\0\0\0\0"
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(body), len(body) ^ 0xFFFF) + body
    data = stored + struct.pack(">I", zlib.adler32(body))
    header = struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0)
    return _png(header, _chunk(b"tEXt", b"Title\0" + name.encode()), _chunk(b"IDAT", data))
