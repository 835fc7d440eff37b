import io
import zipfile
import zlib

import segno
from PIL import Image

from documents import archive, qr
from documents.png import dot


def test_a_zip_made_by_hand_is_a_zip():
    members = [
        archive.deflated("a/字.xml", b"x" * 5000),
        archive.stored("b.png", b"\x00\x01"),
        archive.deflated("c", b""),
    ]
    with zipfile.ZipFile(io.BytesIO(archive.pack(members))) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["a/字.xml", "b.png", "c"]
        assert (
            opened.read("a/字.xml") == b"x" * 5000 and opened.read("b.png") == b"\x00\x01" and opened.read("c") == b""
        )
        assert zlib.crc32(b"x" * 5000) == opened.getinfo("a/字.xml").CRC


def test_the_square_code_is_the_one_its_maker_means():
    address = "https://example.com/verify/8K3MWQ7ZP2RA"
    code = segno.make(address, error="m", mask=qr.MASK, micro=False, boost_error=False)
    with Image.open(io.BytesIO(qr.png(address))) as image:
        side = image.width
        assert side == (code.symbol_size()[0] - 8 + 2 * qr.QUIET) * 4 == image.height
        pixels = image.convert("1").load()
        shown = [[int(not pixels[x * 4 + 1, y * 4 + 1]) for x in range(side // 4)] for y in range(side // 4)]
    assert shown == [list(line) for line in code.matrix_iter(border=qr.QUIET)]


def test_two_addresses_are_two_codes():
    assert qr.png("https://example.com/verify/A") != qr.png("https://example.com/verify/B")


def test_placeholders_are_pictures_and_no_two_are_alike():
    assert dot("seal") != dot("qr")
    with Image.open(io.BytesIO(dot("seal"))) as image:
        assert image.size == (1, 1) and image.convert("RGBA").getpixel((0, 0))[3] == 0
