"""ZIP archives whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOMENT = (2000, 1, 1, 0, 0, 0)


def pack_zip(files: Mapping[str, bytes]) -> bytes:
    """Pack files, by name, in the order given.

    >>> pack_zip({"a.txt": b"a"}) == pack_zip({"a.txt": b"a"})
    True
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, content)
    return buffer.getvalue()


def settle_zip(content: bytes) -> bytes:
    """Pack an archive anew, without the times at which its files were written."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return pack_zip({name: archive.read(name) for name in archive.namelist()})
