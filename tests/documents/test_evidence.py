"""What is taken into a dossier, what is refused in which words, and that a refusal leaves nothing behind."""

import hashlib
import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from casework.trail import chain
from casework.trail.models import Event
from documents.evidence import BadUpload, accept, accept_all
from documents.incoming import kinds, office, pdfs, pictures, videos
from documents.models import Attachment, Dossier
from tests.documents import files
from tests.documents.files import upload

pytestmark = pytest.mark.django_db

GUANGXI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dossier(people):
    return Dossier.objects.create(
        kind="case", agency=people.agency, region_code="450102", enterprise=people.enterprise, title="整改案件"
    )


@pytest.fixture
def take(people, dossier):
    def take(data: bytes, name: str, **facts) -> Attachment:
        return accept(upload(data, name), dossier=dossier, by=people.officer, **facts)

    return take


@pytest.fixture
def refused(take, tmp_path):
    """The sentence of a refusal, after looking that neither row, event nor file is left."""

    def refused(data: bytes, name: str) -> str:
        with pytest.raises(BadUpload) as refusal:
            take(data, name)
        assert nothing_left(tmp_path)
        return str(refusal.value)

    return refused


def nothing_left(folder: Path) -> bool:
    return not (Attachment.objects.exists() or Event.objects.exists() or [p for p in folder.rglob("*") if p.is_file()])


def stored(row: Attachment) -> bytes:
    with default_storage.open(row.file.name) as file:
        return file.read()


def opened(row: Attachment) -> Image.Image:
    return Image.open(io.BytesIO(stored(row)))


# --- what is taken in ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "kept_name", "media_type"),
    [
        ("现场.jpg", files.image("JPEG"), "现场.jpg", "image/jpeg"),
        ("现场.JPEG", files.image("JPEG"), "现场.jpg", "image/jpeg"),
        ("截图.png", files.image("PNG"), "截图.png", "image/png"),
        ("IMG_0001.HEIC", files.image("HEIF"), "IMG_0001.jpg", "image/jpeg"),
        ("微信图片.webp", files.image("WEBP"), "微信图片.jpg", "image/jpeg"),
        ("培训记录.pdf", files.pdf(), "培训记录.pdf", "application/pdf"),
        ("报告.docx", files.docx(), "报告.docx", kinds.OFFICE + "wordprocessingml.document"),
        ("成绩.xlsx", files.xlsx(), "成绩.xlsx", kinds.OFFICE + "spreadsheetml.sheet"),
        ("拒签.mp4", files.mp4(), "拒签.mp4", "video/mp4"),
        ("没有扩展名", files.image("JPEG"), "没有扩展名.jpg", "image/jpeg"),
    ],
)
def test_taken_in(take, people, dossier, name, data, kept_name, media_type):
    row = take(data, name, kind="photo", from_party=True)

    assert (row.name, row.media_type, row.kind, row.from_party) == (kept_name, media_type, "photo", True)
    assert row.sha256 == hashlib.sha256(stored(row)).hexdigest() and row.size == len(stored(row))
    assert row.original_sha256 == hashlib.sha256(data).hexdigest()
    assert Path(row.file.name).parts[0] == "evidence" and Path(row.file.name).stem not in row.name

    event = Event.objects.get(dossier=dossier)
    assert (event.kind, event.record, event.step, event.by) == ("attachment", row.pk, "receive", people.officer)
    assert event.facts["sha256"] == row.sha256 and event.facts["name"] == kept_name and event.facts["size"] == row.size


@pytest.mark.parametrize("data", [files.pdf(), files.docx(), files.xlsx(), files.mp4()])
def test_what_is_not_a_picture_is_kept_byte_for_byte(data):
    name = {"%PDF": "a.pdf", "\0\0\0\x1c": "a.mp4"}.get(data[:4].decode(), "a.docx")
    found = kinds.sniff(data)
    assert found and kinds.keep(data, name, found).data == data


def test_the_original_name_never_becomes_a_path(take):
    row = take(files.image(), "../../etc/<b>&.jpg")
    assert row.name == "<b>&.jpg"
    assert ".." not in row.file.name and "<" not in row.file.name


# --- pictures ----------------------------------------------------------------


def test_time_and_place_are_kept_in_the_row_and_leave_the_picture(take):
    row = take(files.image(exif=files.exif(gps=files.NANNING)), "现场.jpg")

    assert row.captured_at == datetime(2026, 6, 12, 9, 15, 30, tzinfo=GUANGXI)
    assert (row.latitude, row.longitude) == (22.82, 108.32)
    kept = opened(row)
    assert not kept.getexif() and "exif" not in kept.info and "icc_profile" not in kept.info
    assert b"CameraMaker" not in stored(row)


def test_a_phone_photo_keeps_its_time_and_place(take):
    row = take(files.image("HEIF", exif=files.exif(gps=files.NANNING).tobytes()), "IMG_1.heic")
    assert row.captured_at == datetime(2026, 6, 12, 9, 15, 30, tzinfo=GUANGXI)
    assert row.latitude == 22.82 and not opened(row).getexif()


def test_a_camera_with_a_time_zone_is_believed(take):
    row = take(files.image(exif=files.exif(taken="2026:06:12 01:15:30", zone="+00:00")), "现场.jpg")
    assert row.captured_at == datetime(2026, 6, 12, 9, 15, 30, tzinfo=GUANGXI)


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "gestern", "2026:13:45 99:00:00"])
def test_a_senseless_time_is_no_time(take, taken):
    assert take(files.image(exif=files.exif(taken=taken)), "现场.jpg").captured_at is None


@pytest.mark.parametrize("latitude", [(91.0, 0.0, 0.0), (22.0,)])
def test_a_senseless_place_is_no_place(take, latitude):
    row = take(files.image(exif=files.exif(gps=files.NANNING | {2: latitude})), "现场.jpg")
    assert (row.latitude, row.longitude) == (None, None)


@pytest.mark.parametrize("part", [float("nan"), IFDRational(1, 0), -1, "x"])
def test_a_place_that_is_no_number_is_no_place(part):
    assert pictures.place({2: (part, 0, 0), 4: (108, 0, 0)}) == (None, None)


def test_south_and_west_are_negative():
    assert pictures.place({1: "S", 2: (10, 30, 0), 3: "W", 4: (20, 0, 0)}) == (-10.5, -20.0)


def test_the_picture_stands_upright(take):
    row = take(files.image(size=(64, 48), exif=files.exif(orientation=6)), "竖拍.jpg")
    kept = opened(row)
    assert kept.size == (48, 64)  # turned a quarter: what was left is now on top
    red, _, blue = kept.getpixel((24, 5))
    assert red > 200 > 60 > blue


def test_a_large_picture_is_made_smaller(take):
    kept = opened(take(files.image(size=(6400, 3200)), "全景.jpg"))
    assert kept.size == (pictures.LONGEST_EDGE, pictures.LONGEST_EDGE // 2)


def test_a_transparent_picture_lies_on_white(take):
    data = files.image("WEBP", mode="RGBA", lossless=True)
    assert opened(take(data, "a.webp")).getpixel((60, 5))[0] in range(120, 136)
    assert opened(take(files.image("PNG", mode="RGBA"), "a.png")).mode == "RGBA"


@pytest.mark.parametrize("tail", [files.HTML, files.archive({"a.exe": files.EXE})])
@pytest.mark.parametrize("fmt", ["JPEG", "PNG"])
def test_what_hides_behind_a_picture_is_not_kept(take, fmt, tail):
    row = take(files.image(fmt) + tail, f"a.{'jpg' if fmt == 'JPEG' else 'png'}")
    assert b"<script" not in stored(row) and b"PK\x03\x04" not in stored(row)
    opened(row).load()


def test_a_comment_in_a_picture_is_not_kept(take):
    assert b"alert(1)" not in stored(take(files.image(comment=files.HTML), "a.jpg"))


# --- what is refused ----------------------------------------------------------------


@pytest.mark.parametrize("keep", [0.5, 0.9])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", files.image("JPEG", size=(640, 480), quality=95)),
        ("a.png", files.image("PNG", size=(640, 480))),
        ("a.webp", files.image("WEBP", size=(640, 480))),
        ("a.heic", files.image("HEIF", size=(640, 480))),
    ],
)
def test_truncated_picture(refused, name, data, keep):
    assert refused(data[: int(len(data) * keep)], name) == pictures.BROKEN


@pytest.mark.parametrize("data", [files.EXE, files.SVG, files.HTML, b"\0" * 500, b"PK\x05\x06" + b"\0" * 18])
@pytest.mark.parametrize("name", ["a.jpg", "a.pdf", "a.exe", "a.svg"])
def test_what_it_is_counts_and_not_what_it_is_called(refused, data, name):
    assert refused(data, name) == kinds.UNKNOWN


def test_unpackable_archive_of_something_else(refused):
    assert refused(files.archive({"a.txt": b"0" * 1000}), "a.zip") == kinds.UNKNOWN
    assert refused(files.archive({"a.txt": b"0" * 1000}), "a.docx") == kinds.UNKNOWN


@pytest.mark.parametrize(
    ("name", "data", "label", "extension"),
    [
        ("证件.pdf", files.image(), "JPG图片", "jpg"),
        ("证件.jpg", files.pdf(), "PDF", "pdf"),
        ("证件.exe", files.image(), "JPG图片", "jpg"),
        ("报告.docm", files.docx(), "Word文档", "docx"),
    ],
)
def test_the_name_must_agree(refused, name, data, label, extension):
    assert refused(data, name) == kinds.MISNAMED.format(name=name, label=label, extension=extension)


def test_too_big(refused):
    assert refused(b"\xff\xd8\xff" + b"\0" * (30 * 1024 * 1024), "a.jpg") == "这个文件30 MB，超过20 MB。请压缩后再传。"


def test_a_little_too_big(refused, settings):
    settings.MAX_EVIDENCE_BYTES = 1024 * 1024
    assert refused(b"\0" * (1024 * 1024 + 1), "a.jpg") == "这个文件1.1 MB，超过1 MB。请压缩后再传。"


def test_a_size_that_lies_is_measured(take, people, dossier, settings, tmp_path):
    settings.MAX_EVIDENCE_BYTES = 1024
    lying = SimpleUploadedFile("a.jpg", b"\0" * 5000)
    lying.size = 10
    with pytest.raises(BadUpload, match="超过"):
        accept(lying, dossier=dossier, by=people.officer)
    assert nothing_left(tmp_path)


def test_empty(refused):
    assert refused(b"", "a.jpg") == "这个文件是空的。请重新选择文件。"


def test_picture_bomb(refused):
    assert refused(files.bomb_png(), "a.png") == pictures.TOO_MANY_PIXELS
    assert refused(files.bomb_png(side=8000), "a.png") == pictures.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    "change", [files.with_script, files.with_attachment, files.with_launch, files.with_script_on_page]
)
def test_active_pdf(refused, change):
    assert refused(files.pdf(change), "a.pdf") == pdfs.ACTIVE


def test_a_script_named_in_hexadecimal_is_found(refused):
    data = files.pdf(files.with_launch).replace(b"/Launch", b"/L#61unch")
    assert b"#61" in data and refused(data, "a.pdf") in {pdfs.ACTIVE, pdfs.BROKEN}


def test_locked_pdf(refused):
    assert refused(files.pdf(password="geheim"), "a.pdf") == pdfs.LOCKED


@pytest.mark.parametrize(
    "data",
    [
        files.pdf()[:200],
        files.pdf() + b"\0" * 4000,
        files.pdf() + files.archive({"a.txt": b"x"}),
        b"%PDF-1.7\n%%EOF",
    ],
)
def test_broken_or_double_pdf(refused, data):
    assert refused(data, "a.pdf") == pdfs.BROKEN


@pytest.mark.parametrize(
    "extra",
    [
        {"word__vbaProject.bin": b"x"},
        {"word__embeddings__oleObject1.bin": b"x"},
        {"word__activeX__activeX1.xml": b"<x/>"},
        {"word__media__a.exe": files.EXE},
        {"word__extra.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'},
        {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"},
        {"word___rels__a.rels": b'<Relationship Type="x/attachedTemplate" TargetMode="External" Target="http://x"/>'},
        {"word__extra.xml": b"<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText>"},
    ],
)
def test_active_office_file(refused, extra):
    assert refused(files.docx(**extra), "a.docx") == office.ACTIVE


def test_a_plain_link_in_a_document_is_harmless(take):
    link = b'<Relationship Type="http://x/hyperlink" TargetMode="External" Target="https://www.gov.cn"/>'
    assert take(files.docx(word___rels__b_rels=link, word___rels__a=link), "a.docx").pk


def test_zip_bomb(refused):
    assert refused(files.docx(word__media__a=b"\0" * (200 * 1024 * 1024)), "a.docx") == office.BOMB


def test_archive_of_too_many_parts(refused):
    many = {f"word__{n}.xml": b"" for n in range(office.MOST_PARTS)}
    assert refused(files.docx(**many), "a.docx") == office.BOMB


def test_broken_office_file(refused):
    data = bytearray(files.docx())
    at = data.index(b"word/document.xml") + 60
    data[at : at + 40] = b"\xff" * 40
    assert refused(bytes(data), "a.docx") == office.BROKEN


@pytest.mark.parametrize("data", [files.mp4()[:-10], files.mp4() + files.HTML, files.mp4()[:30], files.mp4()[:76]])
def test_cut_off_or_lengthened_video(refused, data):
    assert refused(data, "a.mp4") == videos.BROKEN


def test_another_film_format(refused):
    assert refused(files.box(b"ftyp", b"qt  \0\0\0\0qt  ") + files.mp4()[28:], "a.mp4") == kinds.UNKNOWN


# --- together, or not at all ----------------------------------------------------------------


def test_all_or_none(people, dossier, tmp_path):
    pair = [upload(files.image(), "好.jpg"), upload(files.EXE, "坏.jpg")]
    with pytest.raises(BadUpload) as refusal:
        accept_all(pair, dossier=dossier, by=people.officer)
    assert str(refusal.value) == f"坏.jpg：{kinds.UNKNOWN}"
    assert nothing_left(tmp_path)


def test_several_at_once(people, dossier):
    rows = accept_all(
        [upload(files.image(), f"{n}.jpg") for n in range(3)], dossier=dossier, by=people.officer, internal=True
    )
    assert [r.name for r in rows] == ["0.jpg", "1.jpg", "2.jpg"] and all(r.internal for r in rows)
    assert list(Event.objects.filter(dossier=dossier).values_list("seq", flat=True)) == [1, 2, 3]


def test_a_failure_of_the_database_takes_the_file_away(take, monkeypatch, tmp_path):
    def broken(*args):
        raise RuntimeError("chain")

    monkeypatch.setattr(chain, "append", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        take(files.image(), "a.jpg")
    assert nothing_left(tmp_path)


def test_sealed_dossier(dossier, refused):
    Dossier.objects.filter(pk=dossier.pk).update(sealed_at=timezone.now())
    assert refused(files.image(), "a.jpg") == "案卷已封卷，不能再加材料。请先重新开卷。"


def test_too_many_at_once(people, dossier, settings, tmp_path):
    settings.MAX_EVIDENCE_FILES = 2
    with pytest.raises(BadUpload, match="一次最多传2个文件"):
        accept_all([upload(files.image(), "a.jpg")] * 3, dossier=dossier, by=people.officer)
    assert nothing_left(tmp_path)


def test_too_many_before_the_next_step(take, people, dossier, settings):
    settings.MAX_EVIDENCE_FILES = 2
    take(files.image(), "1.jpg"), take(files.image(), "2.jpg")
    with pytest.raises(BadUpload, match="一次最多传2个文件"):
        take(files.image(), "3.jpg")
    accept(upload(files.image(), "4.jpg"), dossier=dossier, by=people.partner)  # another person's count
    chain.append(dossier.pk, "note", 1, "noted", {}, people.officer)
    assert take(files.image(), "5.jpg").pk


def test_the_limits_of_the_issue():
    assert settings.MAX_EVIDENCE_BYTES == 20 * 1024 * 1024 and settings.MAX_EVIDENCE_FILES == 30
