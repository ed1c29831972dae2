"""What `kheo likeness` says, in Vietnamese and in English."""

from __future__ import annotations

LANGUAGES = ("vi", "en")

SENTENCES: dict[str, tuple[str, str]] = {
    "title": ("Văn bản giống nhau", "Near copies"),
    "no-folder": (
        "Không có thư mục “{folder}”. Hãy cho đường dẫn của một thư mục chứa các tệp .txt, .md hoặc .docx.",
        "There is no folder “{folder}”. Give the path of a folder with .txt, .md or .docx files.",
    ),
    "no-file": ("Không đọc được tệp “{name}”: {reason}", "The file “{name}” cannot be read: {reason}"),
    "unread": ("Bỏ qua “{name}”: {reason}", "Skipped “{name}”: {reason}"),
    "other-kind": ("không phải .txt, .md hay .docx.", "it is no .txt, .md or .docx file."),
    "too-large": ("tệp quá lớn; hãy chia nhỏ.", "it is too large; divide it."),
    "damaged": (
        "tệp Word bị hỏng hoặc có mật khẩu; hãy mở bằng Word rồi lưu lại.",
        "the Word file is damaged or locked; open it in Word and save it again.",
    ),
    "hostile": (
        "tệp Word có khai báo XML nguy hiểm nên không được mở.",
        "the Word file declares dangerous XML and was not opened.",
    ),
    "not-unicode": (
        "không phải văn bản Unicode; hãy lưu lại bằng UTF-8.",
        "it is not Unicode text; save it as UTF-8.",
    ),
    "binary": ("là dữ liệu nhị phân, không phải văn bản.", "it is binary data, not text."),
    "no-access": ("không mở được tệp; hãy kiểm tra quyền đọc.", "it cannot be opened; check the right to read it."),
    "untold": (
        "Không kết luận được về “{name}”: văn bản rỗng, quá ngắn hoặc chỉ gồm các câu mẫu chung.",
        "It cannot be told whether “{name}” is a copy: it is empty, too short, or made of common phrases only.",
    ),
    "crowded": (
        "“{name}” có quá nhiều văn bản gần giống; chỉ so với {most} văn bản gần nhất.",
        "“{name}” has very many likely matches; only the {most} likeliest were compared.",
    ),
    "nothing": (
        "Cần ít nhất hai văn bản đủ dài để so sánh; “{folder}” có {count}.",
        "At least two texts that are long enough are needed; “{folder}” has {count}.",
    ),
    "none": (
        "Đã so {count} văn bản: không có cặp nào giống nhau từ {threshold} trở lên.",
        "{count} texts compared: no pair is alike from {threshold} on.",
    ),
    "some": (
        "Đã so {count} văn bản: {pairs} cặp giống nhau từ {threshold} trở lên.",
        "{count} texts compared: {pairs} pairs are alike from {threshold} on.",
    ),
    "pair": ("{similarity}  {a}  ↔  {b}", "{similarity}  {a}  ↔  {b}"),
    "more": ("… và {count} đoạn khác", "… and {count} more passages"),
    "alike": ("Mức giống nhau", "Similarity"),
    "meaning": (
        "Phần chữ riêng của văn bản ngắn hơn nằm trong đoạn chung, không kể câu thông dụng. Giống chưa phải là chép.",
        "The share of the shorter text's own words in shared passages, common phrases aside. Alike is not yet copied.",
    ),
    "threshold-range": ("Ngưỡng phải lớn hơn 0 và không quá 1.", "The threshold must be above 0 and at most 1."),
    "bad-owners": (
        "Tệp “{name}” phải là CSV với hai cột: file, owner.",
        "The file “{name}” must be CSV with two columns: file, owner.",
    ),
    "help-folder": ("thư mục chứa các văn bản", "the folder with the texts"),
    "help-threshold": (
        "liệt kê từ mức giống nhau này trở lên, 0 đến 1 (mặc định {threshold})",
        "list pairs from this similarity on, 0 to 1 (default {threshold})",
    ),
    "help-json": ("in danh sách JSON", "print a JSON list"),
    "help-html": ("in trang HTML đặt hai văn bản cạnh nhau", "print an HTML page with the texts side by side"),
    "help-source": (
        "tệp mà mọi văn bản được trích; có thể dùng nhiều lần",
        "a file that every text may quote; may be given many times",
    ),
    "help-owners": (
        "tệp CSV “file,owner”: văn bản của cùng một chủ không bị so với nhau",
        "a CSV file “file,owner”: texts of one owner are not compared with each other",
    ),
    "help-phrases": (
        "cụm từ thông dụng: learn (có sẵn và học từ thư mục, mặc định), shipped (có sẵn), none (không bỏ gì)",
        "common phrases: learn (shipped, and learnt from the folder; the default), shipped, none (set nothing aside)",
    ),
    "help-lang": ("ngôn ngữ của thông báo", "language of the messages"),
}
"""Key → the sentence in Vietnamese and in English."""


def say(key: str, language: str, **data: object) -> str:
    """The sentence for a key, filled in. A number with decimals is written as the language writes it."""
    filled = {name: _number(value, language) if isinstance(value, float) else value for name, value in data.items()}
    return SENTENCES[key][LANGUAGES.index(language)].format(**filled)


def _number(value: float, language: str) -> str:
    shown = f"{value:.2f}"
    return shown.replace(".", ",") if language == "vi" else shown
