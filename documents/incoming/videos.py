"""MP4: a row of sound boxes from the first byte to the last."""

from collections.abc import Iterator

from documents.incoming import BadUpload

MP4_BRANDS = {
    b"mp41",
    b"mp42",
    b"isom",
    b"iso2",
    b"iso3",
    b"iso4",
    b"iso5",
    b"iso6",
    b"avc1",
    b"dash",
    b"M4V ",
    b"MSNV",
}
HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
BROKEN = "这段视频不完整，打不开。请重新导出为MP4后再传。"


def brand(data: bytes) -> bytes:
    """The major brand of an ISO media file; empty if it is none."""
    return data[8:12] if data[4:8] == b"ftyp" else b""


def boxes(data: bytes) -> Iterator[bytes]:
    """The types of the top-level boxes.

    Raises:
        BadUpload: a box ends outside the file, so the file is cut off or something else follows the video.
    """
    at = 0
    while at < len(data):
        size, header = int.from_bytes(data[at : at + 4]), 8
        if size == 1:
            size, header = int.from_bytes(data[at + 8 : at + 16]), 16
        elif size == 0:  # up to the end of the file
            size = len(data) - at
        if size < header or at + size > len(data):
            raise BadUpload(BROKEN)
        yield data[at + 4 : at + 8]
        at += size


def check_video(data: bytes) -> None:
    """Refuse a cut-off film and one without its index or its pictures.

    Raises:
        BadUpload
    """
    if not {b"moov", b"mdat"} <= set(boxes(data)):
        raise BadUpload(BROKEN)
