"""What the user is told of a refused document: why, and what to do about it, in Vietnamese and in English."""

from __future__ import annotations

from kheo.reading.formats.refuse import Code, Unreadable

_MESSAGES: dict[Code, tuple[str, str]] = {
    "empty": (
        "{name}: tệp trống, không có chữ nào để đọc. Hãy kiểm tra lại tệp nguồn.",
        "{name}: the file is empty, there is nothing to read. Check the source file.",
    ),
    "binary": (
        "{name}: đây không phải là văn bản. Hãy gửi tệp .docx, .pdf, .txt, .doc hoặc ảnh chụp văn bản.",
        "{name}: this is not a document. Give a .docx, .pdf, .txt or .doc file, or a picture of the document.",
    ),
    "too-large": (
        "{name}: tệp lớn hơn {limit} MB nên không được đọc. Hãy tách tệp hoặc giảm độ phân giải bản quét.",
        "{name}: the file is larger than {limit} MB and was not read. Split it, or scan at a lower resolution.",
    ),
    "not-a-file": (
        "{name}: đây không phải là một tệp thông thường. Hãy chỉ đúng đường dẫn đến tệp văn bản.",
        "{name}: this is not an ordinary file. Give the path of the document itself.",
    ),
    "encrypted": (
        "{name}: tệp được bảo vệ bằng mật khẩu. Hãy mở bằng phần mềm soạn thảo, bỏ mật khẩu rồi lưu lại.",
        "{name}: the file is protected by a password. Open it, remove the password and save it again.",
    ),
    "truncated": (
        "{name}: tệp bị cắt cụt, thiếu phần cuối. Hãy tải hoặc chép lại tệp.",
        "{name}: the file is cut off, its end is missing. Download or copy it again.",
    ),
    "corrupt": (
        "{name}: tệp bị hỏng, không đọc được. Hãy mở bằng phần mềm đã tạo ra tệp rồi lưu lại.",
        "{name}: the file is damaged and cannot be read. Open it in the program that made it and save it again.",
    ),
    "bomb": (
        "{name}: tệp bung ra lớn bất thường nên bị từ chối vì an toàn. Hãy mở bằng phần mềm soạn thảo rồi lưu lại.",
        "{name}: the file unpacks to an abnormal size and was refused for safety. Open it and save it again.",
    ),
    "unsupported": (
        "{name}: loại tệp này ({kind}) chưa đọc được. Hãy lưu lại thành .docx, .pdf hoặc .txt.",
        "{name}: files of this type ({kind}) are not read. Save the document as .docx, .pdf or .txt.",
    ),
    "no-text-layer": (
        "{name}: văn bản là ảnh và không nhận dạng được chữ nào. Hãy quét lại rõ hơn (từ 300 dpi).",
        "{name}: the document is a picture in which no text was recognised. Scan it again clearly (300 dpi or more).",
    ),
    "no-ocr": (
        (
            "{name}: văn bản là ảnh, cần bộ nhận dạng chữ. Hãy cài tesseract-ocr và tesseract-ocr-vie, "
            "và Khéo kèm phần bổ sung “ocr”."
        ),
        (
            "{name}: the document is a picture and needs text recognition. Install tesseract-ocr and "
            "tesseract-ocr-vie, and Khéo with its extra “ocr”."
        ),
    ),
    "no-converter": (
        "{name}: để đọc tệp {kind} cần có LibreOffice (gói libreoffice-writer). Hãy cài đặt, hoặc lưu tệp thành .docx.",
        "{name}: LibreOffice (package libreoffice-writer) is needed for {kind} files. Install it, or save as .docx.",
    ),
    "timeout": (
        "{name}: đọc quá {seconds} giây chưa xong nên đã dừng. Hãy tách tệp thành các phần nhỏ hơn.",
        "{name}: not finished after {seconds} seconds, so reading was stopped. Split the file into smaller parts.",
    ),
    "not-vietnamese": (
        "{name}: văn bản không phải tiếng Việt. Khéo chỉ đọc văn bản tiếng Việt; hãy gửi bản gốc tiếng Việt.",
        "{name}: the document is not in Vietnamese. Khéo reads Vietnamese only; give the Vietnamese original.",
    ),
    "secret": (
        (
            "{name}: văn bản có dấu chỉ độ mật nên bị từ chối, không nội dung nào được lưu lại. Văn bản mật không được "
            "xử lý trên máy có nối mạng; hãy xoá tệp khỏi máy này theo quy định về bảo vệ bí mật nhà nước."
        ),
        (
            "{name}: the document bears a mark of secrecy and was refused; nothing of it was kept. Secret documents "
            "must not be handled on connected machines; remove the file as the rules on state secrets prescribe."
        ),
    ),
}

_WARNINGS: dict[str, tuple[str, str]] = {
    "wrong-extension": (
        "đuôi tệp không khớp với nội dung, đã đọc như {detail}",
        "the extension does not fit the content; it was read as {detail}",
    ),
    "legacy-encoding": (
        "chữ theo bảng mã cũ ({detail}) đã được chuyển sang Unicode",
        "text in a legacy encoding ({detail}) was converted to Unicode",
    ),
    "undecodable": (
        "{detail} ký tự không giải mã được",
        "{detail} characters could not be decoded",
    ),
    "pages-left-out": (
        "bỏ qua các trang không có chữ: {detail}",
        "pages without text were left out: {detail}",
    ),
    "recognised": (
        "trang {detail} được nhận dạng từ ảnh, có thể sai chữ",
        "page {detail} was recognised from a picture and may have wrong letters",
    ),
}


def message(refused: Unreadable) -> tuple[str, str]:
    """The sentence for the user, in Vietnamese and in English; each names the file and says what to do."""
    vietnamese, english = _MESSAGES[refused.code]
    fields = {"kind": "", "limit": "", "seconds": "", **refused.data, "name": refused.name}
    return vietnamese.format(**fields), english.format(**fields)


def warning(code: str) -> tuple[str, str]:
    """The words of an entry of `Loaded.warnings` (`code` or `code:detail`), in Vietnamese and in English."""
    head, _, detail = code.partition(":")
    vietnamese, english = _WARNINGS[head]
    return vietnamese.format(detail=detail), english.format(detail=detail)
