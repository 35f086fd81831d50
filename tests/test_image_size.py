"""The size of an image is read from its first bytes, and never guessed."""

import struct
import zlib

import pytest

from playbook.image_size import read_size

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x02\0\0\0"
JPEG = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H", 6) + b"JFIF" + b"\xff\xc2" + struct.pack(">HBHH", 17, 8, 300, 400)
)


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (PNG, (640, 480)),
        (b"GIF89a" + struct.pack("<HH", 12, 34), (12, 34)),
        (JPEG + b"\0", (400, 300)),
        (b'<?xml version="1.0"?><svg viewBox="0 0 664.4 132" role="img">', (664, 132)),
        (b'<svg width="20px" height="10" viewBox="0 0 1 1">', (20, 10)),
        (b'<svg width="100%" viewBox="0,0,30,40">', (30, 40)),
        (b'<svg data-width="9" stroke-width="3" viewBox="0 0 5 6">', (5, 6)),
        (b"<svg>", None),
        (b'<svg viewBox="0 0 1.2.3 4">', None),
        (b'<svg viewBox="0 0 0 4">', None),
        (b'<svg width="99999" height="4">', None),
        (b"GIF89a", None),
        (PNG[:12], None),
        (JPEG[:14], None),
        (b"\xff\xd8\xff\xe0\0\0" * 9, None),
        (b"RIFF....WEBP", None),
        (b"", None),
    ],
    ids=[
        "png",
        "gif",
        "jpeg",
        "a view box",
        "lengths",
        "a share and a view box",
        "other lengths",
        "a drawing without a size",
        "no number",
        "no width",
        "too wide",
        "a gif cut off",
        "a png cut off",
        "a jpeg cut off",
        "segments without a length",
        "another format",
        "nothing",
    ],
)
def test_the_size_is_what_the_file_says(head: bytes, size: tuple[int, int] | None) -> None:
    assert read_size(head) == size


def test_any_bytes_are_read_in_peace() -> None:
    for n in range(300):
        noise = zlib.compress(str(n).encode() * 50)
        for start in (PNG[:16], JPEG[:4], b"GIF87a", b'<svg viewBox="'):
            read_size(start + noise)
