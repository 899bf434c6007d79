from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.archives import pack_zip, settle_zip


def unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}\.csv", fullmatch=True), st.binary(max_size=50), max_size=4))
@settings(deadline=None, max_examples=30)
def test_archive_gives_back_its_files_in_their_order(files: dict[str, bytes]) -> None:
    assert list(unpack(pack_zip(files)).items()) == list(files.items())
    assert settle_zip(pack_zip(files)) == pack_zip(files)


def test_settled_archive_forgets_when_it_was_written() -> None:
    archives = []
    for year in (1999, 2020):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a.txt", date_time=(year, 1, 1, 0, 0, 0)), b"a")
        archives.append(buffer.getvalue())

    assert archives[0] != archives[1]
    assert settle_zip(archives[0]) == settle_zip(archives[1])
