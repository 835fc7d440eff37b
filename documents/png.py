"""Two tiny PNG pictures without a library: black squares on white, and a transparent dot."""

import struct
import zlib
from collections.abc import Sequence


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(header: bytes, *chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + b"".join(chunks) + _chunk(b"IEND", b"")


INK = bytes.maketrans(b"\0\1", b"10")  # a white pixel is a set bit


def squares(matrix: Sequence[bytes | bytearray], scale: int, border: int) -> bytes:
    """One bit a pixel; a 1 in the matrix is a black square of ``scale`` pixels, with light ones round all of them."""
    side, edge = (len(matrix) + 2 * border) * scale, b"1" * (border * scale)
    inside = [line.translate(INK).replace(b"1", b"1" * scale).replace(b"0", b"0" * scale) for line in matrix]
    around = [b"1" * side] * border
    width = (side + 7) // 8
    lines = []
    for bits in (*around, *(edge + line + edge for line in inside), *around):
        lines.append((b"\0" + int(bits.ljust(width * 8, b"0"), 2).to_bytes(width, "big")) * scale)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return _png(header, _chunk(b"IDAT", zlib.compress(b"".join(lines), 1)))


def dot(name: str) -> bytes:
    """A transparent pixel that carries a name, so that no two are the same file. The same bytes with any zlib."""
    body = b"\0\0\0\0\0"
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(body), len(body) ^ 0xFFFF) + body
    data = stored + struct.pack(">I", zlib.adler32(body))
    header = struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0)
    return _png(header, _chunk(b"tEXt", b"Title\0" + name.encode()), _chunk(b"IDAT", data))
