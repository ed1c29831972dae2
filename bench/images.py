"""The five header fields read from pictures: invented documents and real originals, rendered, degraded, read by OCR.

    python bench/images.py [--keep DIR]

Invented documents are set by Chromium on A4 in the layout of NĐ 30/2020 or of the Party's guide, 150 dots an inch, then
turned by up to 1.2 degrees, blurred, greyed, sprinkled and compressed at three strengths. Originals are the shared .docx
and .pdf; what their own digital text says (checked by hand) is what the picture must say.
"""

from __future__ import annotations

import argparse
import html
import random
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accuracy import FIELDS, fold, header_values, share
from split import DOCUMENTS

from kheo.reading import read_path
from kheo.reading.formats import Unreadable

CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
]


@dataclass(frozen=True)
class Made:
    """An invented document: what is printed, and what a reader must say."""

    party: bool
    left: tuple[str, ...]
    number: str
    place: str
    date: str
    kind: str
    about: str
    marks: tuple[str, ...]
    name: str
    issuer: str
    to: str = ""


def invented() -> list[Made]:
    """Twenty-four documents of invented bodies, in the shapes that provinces, districts of old, communes and ministries use."""
    names = [
        "Lê Hoài Sa",
        "Đinh Mộc Lan",
        "Vũ Trúc Khê",
        "Hồ An Tịnh",
        "Trần Thuỷ Biếc",
        "Nguyễn Đức Thượng",
        "Phạm Quế Lâm",
        "Bùi Sỹ Ngân",
    ]
    places = [
        ("tỉnh", "Thanh Giang"),
        ("tỉnh", "Bình Khê"),
        ("thành phố", "Hải Vân"),
        ("xã", "Suối Lam"),
        ("phường", "An Trạch"),
        ("xã", "Mỹ Đường"),
    ]
    made: list[Made] = []
    for i, (level, place) in enumerate(places):
        name, other = names[i % 8], names[(i + 3) % 8]
        unit = f"{level} {place}"
        day = f"ngày {5 + 4 * i:02d} tháng {(i % 12) + 1 if i % 12 > 1 else '0' + str(i % 12 + 1)} năm 2026"
        iso = f"2026-{i % 12 + 1:02d}-{5 + 4 * i:02d}"
        committee = f"Ủy ban nhân dân {unit}"
        made.append(
            Made(
                False,
                ("ỦY BAN NHÂN DÂN", unit.upper()),
                f"Số: {31 + 17 * i}/KH-UBND",
                place,
                day + "|" + iso,
                "KẾ HOẠCH",
                f"Triển khai phong trào thi đua “Dân vận khéo” năm 2026 trên địa bàn {unit}",
                ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
                name,
                committee,
            )
        )
        made.append(
            Made(
                False,
                ("ỦY BAN NHÂN DÂN", unit.upper()),
                f"Số: {205 + 31 * i}/UBND-VX",
                place,
                day + "|" + iso,
                "",
                "V/v rà soát mô hình “Dân vận khéo”",
                ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
                other,
                committee,
                "Các phòng, ban, đơn vị trực thuộc.",
            )
        )
        party_head = (
            "TỈNH UỶ " if level == "tỉnh" else "THÀNH UỶ " if level == "thành phố" else "ĐẢNG UỶ " + level.upper() + " "
        ) + place.upper()
        code = "TU" if level in {"tỉnh", "thành phố"} else "ĐU"
        body = {"tỉnh": "Tỉnh uỷ", "thành phố": "Thành uỷ"}.get(level, f"Đảng uỷ {level}")
        made.append(
            Made(
                True,
                (party_head, "*"),
                f"Số {12 + i}-CT/{code}",
                place,
                day + "|" + iso,
                "CHỈ THỊ",
                "về tăng cường sự lãnh đạo đối với công tác dân vận",
                ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
                name,
                f"Ban Thường vụ {body} {place}",
            )
        )
        made.append(
            Made(
                True,
                (party_head, "*"),
                f"Số {140 + 9 * i}-KH/{code}",
                place,
                day + "|" + iso,
                "KẾ HOẠCH",
                "thực hiện Chỉ thị về công tác dân vận trong tình hình mới",
                ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
                other,
                f"Ban Thường vụ {body} {place}",
            )
        )
    return made


def page_of(made: Made) -> str:
    """One A4 page of an invented document."""
    day = made.date.split("|", 1)[0]
    right = (
        "<b>ĐẢNG CỘNG SẢN VIỆT NAM</b><hr>"
        if made.party
        else "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><hr>"
    )
    left = "<br>".join(f"<b>{html.escape(line)}</b>" for line in made.left) + ("" if made.party else "<hr>")
    about = f'<div class="l">{html.escape(made.about)}</div>' if not made.kind else ""
    title = f'<p class="c"><b>{made.kind}<br>{html.escape(made.about)}</b></p>' if made.kind else ""
    to = f'<p class="c">Kính gửi: {html.escape(made.to)}</p>' if made.to else ""
    body = (
        "Thực hiện chương trình công tác năm, để nâng cao chất lượng phong trào, các cơ quan, đơn vị thực hiện tốt một số nội dung sau:",
        "1. Tiếp tục quán triệt, tuyên truyền sâu rộng đến cán bộ, đảng viên và Nhân dân về ý nghĩa của phong trào; gắn phong trào với nhiệm vụ chính trị của từng địa phương.",
        "2. Rà soát các mô hình đã đăng ký, nhân rộng mô hình có hiệu quả; báo cáo kết quả trước ngày 15/11/2026.",
        "3. Văn phòng theo dõi, đôn đốc việc thực hiện, định kỳ hằng quý báo cáo kết quả theo quy định.",
    )
    signed = "<br>".join(f"<b>{html.escape(mark)}</b>" for mark in made.marks)
    return f"""<section><table><tr><td>{left}<br>{html.escape(made.number)}{about}</td>
<td>{right}<i>{html.escape(made.place)}, {day}</i></td></tr></table>{title}{to}
{"".join(f"<p>{html.escape(p)}</p>" for p in body)}
<table class="foot"><tr><td class="f"><b><i>Nơi nhận:</i></b><br>- Như trên;<br>- Lưu: VT.</td><td>{signed}<br><br><br><br><b>{html.escape(made.name)}</b></td></tr></table></section>"""


STYLE = """<meta charset="utf-8"><style>@page{size:A4;margin:20mm 15mm 20mm 30mm}body{font:13.5pt/1.4 "Liberation Serif","Times New Roman",serif;margin:0}
section{break-after:page}table{width:100%;border-collapse:collapse}td{width:50%;text-align:center;vertical-align:top}td:first-child{width:42%}
.f{text-align:left;font-size:11pt}.c{text-align:center}.l{font-size:12pt}p{text-align:justify;text-indent:10mm;margin:6pt 0}.c{text-indent:0;text-align:center}
hr{width:40%;border:0;border-top:1px solid #000;margin:2px auto}.foot{margin-top:8mm}</style>"""


def printed(pages: list[str], folder: Path) -> Path:
    """The pages as one PDF."""
    source, target = folder / "made.html", folder / "made.pdf"
    source.write_text(STYLE + "".join(pages), "utf-8")
    profile = folder / "profile"
    subprocess.run(
        [*CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={target}", source.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target


def degraded(picture: Any, strength: int, seed: int) -> Any:
    """A picture as a bad scanner would give it; strength 1 to 3."""
    import numpy as np
    from PIL import Image, ImageFilter

    rng = np.random.default_rng(seed)
    grey = picture.convert("L").rotate(
        rng.uniform(-0.4, 0.4) * strength, resample=Image.Resampling.BICUBIC, fillcolor=255
    )
    grey = grey.filter(ImageFilter.GaussianBlur(0.25 * strength))
    pixels = np.asarray(grey, dtype=np.float32)
    pixels = 255 - (255 - pixels) * (1 - 0.08 * strength) + rng.normal(0, 5 * strength, pixels.shape)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def rendered(pdf: Path, folder: Path, stem: str, dpi: int = 150) -> list[list[Path]]:
    """Each page of a PDF at three strengths of damage, as JPEG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    files = []
    for number in range(len(document)):
        picture = document[number].render(scale=dpi / 72).to_pil()
        strengths = []
        for strength in (1, 2, 3):
            path = folder / f"{stem}-{number:02d}-{strength}.jpg"
            degraded(picture, strength, number * 10 + strength).save(path, quality=80 - 15 * strength)
            strengths.append(path)
        files.append(strengths)
    return files


def expected(made: Made) -> dict[str, str]:
    return {
        "number": made.number.split(" ", 1)[1].strip(),
        "kind": made.kind.lower() or "công văn",
        "date": made.date.split("|", 1)[1],
        "issuer": made.issuer,
        "signatory": made.name,
    }


def score(path: Path, wanted: dict[str, str], right: Counter[str], total: Counter[str], group: str) -> None:
    try:
        values = header_values(read_path(path))
    except Unreadable as refusal:
        values = dict.fromkeys(FIELDS, (None, 0.0))
        print(f"{path.name}: refused, {refusal.code}")
    for name, value in wanted.items():
        read_value = values[name][0]
        ok = fold(read_value) == fold(value) or (name == "issuer" and fold(value).endswith(fold(read_value) or "?"))
        right[f"{group} {name}"] += ok
        total[f"{group} {name}"] += 1
        if not ok:
            print(f"{path.name}: {name} is {value!r}, read {read_value!r} ({values[name][1]:.2f})")


def originals(folder: Path) -> list[tuple[Path, Path]]:
    """(picture source as PDF, born-digital file) of the real originals that can be rendered here."""
    pairs = []
    for path in sorted((DOCUMENTS / "originals").glob("*.docx")):
        if path.name == "original_18.docx":  # blank forms: no document of its own
            continue
        if shutil.which("soffice"):
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation=file://{folder}/office",
                    "--headless",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    str(folder),
                    str(path),
                ],
                check=True,
                capture_output=True,
                timeout=180,
            )
            pairs.append((folder / f"{path.stem}.pdf", path))
    born_pdf = DOCUMENTS / "originals" / "original_15.pdf"
    if born_pdf.is_file():
        pairs.append((born_pdf, born_pdf))
    return pairs


def whole(pdf: Path, folder: Path, strength: int) -> Path:
    """A whole document as one PDF of degraded page pictures: a scan."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pictures = [
        degraded(document[i].render(scale=150 / 72).to_pil(), strength, 7 * i + strength)
        for i in range(min(len(document), 12))
    ]
    path = folder / f"{pdf.stem}-scan-{strength}.pdf"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=150)
    return path


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, help="keep the pictures here")
    parser.add_argument("--few", action="store_true", help="one strength of damage, no originals")
    options = parser.parse_args()
    missing = [tool for tool in ("tesseract", "chromium") if not shutil.which(tool)]
    if missing:
        print(f"skipped: {', '.join(missing)} not installed")
        return 0
    random.seed(1)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = invented()
        pages = rendered(printed([page_of(one) for one in made], folder), folder, "made")
        for one, strengths in zip(made, pages, strict=False):
            for number, path in enumerate(strengths, 1):
                if not options.few or number == 2:
                    score(path, expected(one), right, total, f"invented, damage {number}:")
        for pdf, born in [] if options.few else originals(folder):
            digital = header_values(read_path(born))
            wanted = {name: value for name, (value, _) in digital.items() if value}
            score(whole(pdf, folder, 2), wanted, right, total, "originals:")
    for name in sorted(total):
        print(f"{name:32s} {share(right[name], total[name])}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
