"""What is checked before a DOCX or XLSX is opened: encryption, zip bombs, damage."""

from __future__ import annotations

import io
import zipfile

from analytics.documents.document import DocumentError

MAX_UNPACKED = 1_000 * 1024 * 1024
MAX_RATIO = 200
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHUNK = 1 << 20


def check_archive(content: bytes, name: str) -> None:
    """Check that a zipped document may be unpacked.

    The declared sizes are checked first, then each member is unpacked piece by piece and counted, for a
    declared size can lie.

    Raises
    ------
    DocumentError
        It is encrypted, no zip file, damaged, or would unpack to more than 1,000 MB or 200 times its size.
    """
    if content.startswith(_OLE):
        raise DocumentError(
            f"{name} is protected by a password, or is in the old format of Word or Excel. "
            "Remedy: open it, remove the password, and save it as DOCX or XLSX."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive, len(content), name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise DocumentError(
            f"{name} is damaged ({error}). Remedy: open it in its own program and save it again."
        ) from None
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise DocumentError(
            f"{name} is damaged ({error}). Remedy: open it in its own program and save it again."
        ) from None


def _check_members(archive: zipfile.ZipFile, size: int, name: str) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError(f"{name} is protected by a password. Remedy: remove the password and save it again.")
    limit = min(MAX_UNPACKED, max(size * MAX_RATIO, 50 * _CHUNK))
    _check_size(sum(member.file_size for member in members), limit, name)
    total = 0
    for member in members:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                _check_size(total, limit, name)


def _check_size(unpacked: int, limit: int, name: str) -> None:
    if unpacked > limit:
        raise DocumentError(
            f"{name} would unpack to more than {limit // _CHUNK:,} MB and is not opened: it may be a zip bomb. "
            "Remedy: remove large pictures and save it again, or save its text as TXT."
        )
