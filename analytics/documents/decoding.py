"""Bytes to text: the encoding is found out and said."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from analytics.documents.document import DocumentError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5")
_SAMPLE = 200_000
_WESTERN = frozenset("“”‘’‚„–—…•·§©®™°£€¥¢½¼¾«»¡¿ªº¹²³±×÷´¨¸\u00a0\u00ad")


def decode_text(content: bytes, name: str) -> tuple[str, str]:
    """Decode the bytes of a text file.

    UTF-8 is tried first, for nothing else is valid UTF-8 by chance; then UTF-16 by its mark or its zero
    bytes; then Windows-1252, where nearly all is plain; then GB18030 and Big5, between which charset-normalizer
    and the share of common characters decide.

    Returns
    -------
    tuple of str
        The text, line ends kept, and the encoding's name.

    Raises
    ------
    DocumentError
        No encoding fits all the bytes, or the bytes are no text.

    Examples
    --------
    >>> decode_text("負責關務".encode("big5"), "a.txt")
    ('負責關務', 'big5')
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding, name), encoding
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(content, name, error)
    if "\0" in text:
        return _decode_zeros(content, name)
    return text, "utf-8"


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name} begins as {encoding} and breaks at byte {error.start}. Remedy: save it again as UTF-8."
        ) from None


def _decode_zeros(content: bytes, name: str) -> tuple[str, str]:
    """Read text with zero bytes as UTF-16 without a mark, where that gives words; other such files are no text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(content, encoding)
        if text is not None and _count_plain(text) > 0.9:
            return text, encoding
    raise DocumentError(f"{name} holds zero bytes and is no text. Remedy: save it as UTF-8 text, DOCX or PDF.")


def _count_plain(text: str) -> float:
    """Return the share of printable ASCII and common Han characters."""
    sample = text[:_SAMPLE]
    return sum(" " <= char <= "~" or char in "\r\n\t" or char in _COMMON for char in sample) / len(sample)


def _decode_other(content: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    if b"\0" in content[:_SAMPLE]:
        return _decode_zeros(content, name)
    if (text := _try(content, "cp1252")) is not None and _is_western(text):
        return text, "cp1252"
    texts = {encoding: text for encoding in _LEGACY if (text := _try(content, encoding)) is not None}
    if texts:
        best = max(texts, key=lambda encoding: _count_common(texts[encoding]))
        if _count_common(texts[best]) > 0.5:
            return texts[best], best
    guess = from_bytes(content[:_SAMPLE]).best()
    if guess and guess.encoding not in _LEGACY and (text := _try(content, guess.encoding)) is not None:
        return _check_western(text, guess.encoding, name, error)
    raise DocumentError(
        f"{name} is neither UTF-8 (it breaks at byte {error.start}) nor UTF-16, GB18030 or Big5 throughout. "
        "Remedy: open it in an editor, mend the broken characters, and save it as UTF-8."
    )


def _is_western(text: str) -> bool:
    """Tell whether a text in the encoding of Western Windows is plain but for quotation marks, dashes and accents."""
    sample = text[:_SAMPLE]
    odd = [char for char in sample if char > "\x7f"]
    return len(odd) * 6 <= len(sample) and all(char in _WESTERN or char.isalpha() for char in odd)


def _check_western(text: str, encoding: str, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """Take a Western encoding only where nearly all is plain: any bytes decode in it."""
    odd = sum(char > "\x7f" for char in text[:_SAMPLE])
    if odd * 20 <= len(text[:_SAMPLE]):
        return text, encoding.replace("_", "-")
    raise DocumentError(
        f"{name} has an unknown encoding (no UTF-8 at byte {error.start}; {encoding} would give unreadable text). "
        "Remedy: save it as UTF-8."
    )


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _count_common(text: str) -> float:
    """Return the share of common Han characters among all beyond ASCII: those of the basic GB 2312 and Big5 planes."""
    beyond = [char for char in text[:_SAMPLE] if char > "\x7f"]
    common = sum(char in _COMMON for char in beyond)
    return common / len(beyond) if beyond else 0.0


def _list_common() -> frozenset[str]:
    """List punctuation and the first planes of GB 2312 and Big5, which hold the characters in daily use."""
    low = range(0xA1, 0xFF)
    simplified = (bytes((high, tail)) for high in range(0xB0, 0xD8) for tail in low)
    traditional = (bytes((high, tail)) for high in range(0xA4, 0xC7) for tail in (*range(0x40, 0x7F), *low))
    found = {code.decode("gb2312", "ignore") for code in simplified}
    found |= {code.decode("big5", "ignore") for code in traditional}
    return frozenset(found - {""}) | frozenset("，。、；：（）「」《》“”　•—")


_COMMON = _list_common()
