"""Files nobody meant well with: whatever is changed in a file, it is kept or refused in a sentence, never an error."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from documents.incoming import BadUpload, kinds, pictures
from tests.documents import files

pytestmark = pytest.mark.once

GOOD = {
    "jpg": files.image("JPEG", exif=files.exif(gps=files.NANNING)),
    "png": files.image("PNG"),
    "heic": files.image("HEIF", exif=files.exif(gps=files.NANNING).tobytes()),
    "webp": files.image("WEBP"),
    "pdf": files.pdf(),
    "docx": files.docx(),
    "xlsx": files.xlsx(),
    "mp4": files.mp4(),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(GOOD)),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=8)), max_size=6),
    cut=st.floats(0.05, 1),
    tail=st.binary(max_size=20),
)
def test_a_spoiled_file_is_kept_or_refused(name, changes, cut, tail):
    data = bytearray(GOOD[name])
    for place, new in changes:
        at = int(len(data) * place)
        data[at : at + len(new)] = new
    data = bytes(data[: max(1, int(len(data) * cut))]) + tail
    try:
        kept = kinds.keep(data, f"a.{name}", name)
    except BadUpload as refusal:
        assert str(refusal).endswith("。")
    else:
        assert kept.data and kept.media_type in {k.media_type for k in map(whole, GOOD)}


def whole(name: str) -> kinds.Kept:
    return kinds.keep(GOOD[name], f"a.{name}", name)


@given(st.binary(max_size=600))
def test_noise_has_no_kind_or_is_refused(data):
    if kinds.sniff(data) is not None:
        with pytest.raises(BadUpload):
            kinds.keep(data, "a", "")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("fmt", ["JPEG", "HEIF"])
def test_however_the_phone_was_held(fmt, orientation):
    """The same scene in every orientation a camera can note: red is on the left when looked at."""
    scene = Image.open(io.BytesIO(files.image("PNG"))).convert("RGB")
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's transpose that brings the scene into the sensor's view
    sensor = scene.transpose(Image.Transpose(undo[orientation])) if orientation > 1 else scene
    out = io.BytesIO()
    sensor.save(out, fmt, exif=files.exif(orientation=orientation).tobytes(), quality=95)
    kept = Image.open(io.BytesIO(pictures.picture(out.getvalue(), fmt, "JPEG").data))
    assert kept.size == (64, 48)
    left, right = kept.getpixel((8, 24)), kept.getpixel((56, 24))
    assert left[0] > 200 > 80 > left[2] and right[2] > 200 > 80 > right[0]


def test_two_pictures_in_one_file_keep_the_first():
    first, second = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (40, 30), "blue")
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    kept = Image.open(io.BytesIO(pictures.picture(out.getvalue(), "JPEG", "JPEG").data))
    assert kept.getpixel((5, 5))[0] > 200 and getattr(kept, "n_frames", 1) == 1


def test_a_moving_picture_keeps_its_first_frame():
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    kept = Image.open(io.BytesIO(pictures.picture(out.getvalue(), "WEBP", "JPEG").data))
    assert kept.getpixel((5, 5))[0] > 200


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK", "I;16", "LA"])
def test_every_way_to_store_colours(mode):
    fmt = "JPEG" if mode in {"L", "CMYK"} else "PNG"
    out = io.BytesIO()
    Image.new(mode, (10, 10)).save(out, fmt)
    kept = Image.open(io.BytesIO(pictures.picture(out.getvalue(), fmt, fmt).data))
    assert kept.mode in {"RGB", "RGBA"} and kept.size == (10, 10)
