"""The five header fields read from pictures: invented documents and real originals, rendered, degraded, read by OCR.

    python bench/images.py [--seed N …] [--few] [--keep DIR]

Invented documents (`invented`; 24 a seed) are set by Chromium on A4 in the layout of NĐ 30/2020 or of the Party's guide,
150 dots an inch, then turned by up to 1.2 degrees, blurred, greyed, sprinkled and compressed at three strengths. Seeds 1
to 3 are for developing, 11 and 12 are reported. Originals are the shared .docx and .pdf; what their own digital text
says (checked by hand) is what the picture must say.
"""

from __future__ import annotations

import argparse
import html
import resource
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from accuracy import FIELDS, SURE, fold, header_values, share
from invented import Made, invented
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


LIST = (
    "Thực hiện chương trình công tác năm, để nâng cao chất lượng phong trào, các cơ quan, đơn vị thực hiện tốt một số nội dung sau:",
    "1. Tiếp tục quán triệt, tuyên truyền sâu rộng đến cán bộ, đảng viên và Nhân dân về ý nghĩa của phong trào; gắn phong trào với nhiệm vụ chính trị của từng địa phương.",
    "2. Rà soát các mô hình đã đăng ký, nhân rộng mô hình có hiệu quả; báo cáo kết quả trước ngày 15/11/2026.",
    "3. Văn phòng theo dõi, đôn đốc việc thực hiện, định kỳ hằng quý báo cáo kết quả theo quy định.",
)
DECIDED = (
    "Điều 1. Công nhận các mô hình “Dân vận khéo” của các đơn vị theo danh sách kèm theo.",
    "Điều 2. Văn phòng và các đơn vị liên quan chịu trách nhiệm tổ chức thực hiện, báo cáo kết quả trước ngày 15/11/2026.",
    "Điều 3. Thủ trưởng các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành.",
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Xét đề nghị của Chánh Văn phòng.",
)


def page_of(made: Made) -> str:
    """One A4 page of an invented document."""
    body = made.body
    right = (
        "<b>ĐẢNG CỘNG SẢN VIỆT NAM</b><hr>"
        if body.party
        else "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><hr>"
    )
    names = [one for one in body.left if "*" not in one]
    left = "<br>".join(html.escape(one) for one in names[:-1])
    left += ("<br>" if left else "") + f"<b>{html.escape(names[-1])}</b>"
    left += "".join(f"<br><b>{one}</b>" for one in body.left if "*" in one) or "<hr>"
    upper = made.about[:1].upper() + made.about[1:]
    about = title = to = ""
    if not made.kind:
        about = f'<div class="l">{"" if body.party else "V/v "}{html.escape(made.about)}</div>'
        to = '<p class="c">Kính gửi: Các phòng, ban, đơn vị trực thuộc.</p>'
    else:
        subject = f"Về việc {made.about}" if made.kind == "QUYẾT ĐỊNH" else made.about if body.party else upper
        title = f'<p class="c"><b>{made.kind}<br>{html.escape(subject)}</b></p>'
    if made.kind == "TỜ TRÌNH":
        to = '<p class="c">Kính gửi: Các cơ quan, đơn vị có liên quan.</p>'
    paragraphs = [f"<p>{html.escape(one)}</p>" for one in LIST]
    if made.kind in {"QUYẾT ĐỊNH", "NGHỊ QUYẾT"} and not body.party:
        ordering = "QUYẾT ĐỊNH:" if made.kind == "QUYẾT ĐỊNH" else "QUYẾT NGHỊ:"
        paragraphs = [f"<p><i>{html.escape(one)}</i></p>" for one in BASES]
        paragraphs += [f'<p class="c"><b>{ordering}</b></p>', *(f"<p>{html.escape(one)}</p>" for one in DECIDED)]
    signed = "<br>".join(f"<b>{html.escape(mark)}</b>" for mark in made.marks)
    return f"""<section><table><tr><td>{left}<br>{html.escape(made.number)}{about}</td>
<td>{right}<i>{html.escape(body.place)}, {made.day}</i></td></tr></table>{title}{to}
{"".join(paragraphs)}
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


def score(path: Path, wanted: dict[str, str], right: Counter[str], total: Counter[str], group: str) -> None:
    """Count what is read of one picture: each field, all of them at once, and those that the reader is sure of."""
    try:
        values = header_values(read_path(path))
    except Unreadable as refusal:
        values = dict.fromkeys(FIELDS, (None, 0.0))
        print(f"{path.name}: refused, {refusal.code}")
    all_right = True
    for name, value in wanted.items():
        read_value, confidence = values[name]
        ok = fold(read_value) == fold(value)
        all_right &= ok
        for counted in (group, "all:"):
            right[f"{counted} {name}"] += ok
            total[f"{counted} {name}"] += 1
        if confidence >= SURE:
            right["all: sure fields"] += ok
            total["all: sure fields"] += 1
        if not ok:
            print(f"{path.name}: {name} is {value!r}, read {read_value!r} ({confidence:.2f})")
    for counted in (group, "all:"):
        right[f"{counted} all five"] += all_right
        total[f"{counted} all five"] += 1


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
    parser.add_argument("--seed", type=int, nargs="+", default=[11, 12], help="which invented documents")
    options = parser.parse_args()
    missing = [tool for tool in ("tesseract", "chromium") if not shutil.which(tool)]
    if missing:
        print(f"skipped: {', '.join(missing)} not installed")
        return 0
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for seed in options.seed:
            made = invented(seed)
            pages = rendered(printed([page_of(one) for one in made], folder), folder, f"seed{seed}")
            for one, strengths in zip(made, pages, strict=True):
                for number, path in enumerate(strengths, 1):
                    if not options.few or number == 2:
                        score(path, one.fields, right, total, f"invented, damage {number}:")
        for pdf, born in [] if options.few else originals(folder):
            digital = header_values(read_path(born))
            wanted = {name: value for name, (value, _) in digital.items() if value}
            score(whole(pdf, folder, 2), wanted, right, total, "originals:")
    for name in sorted(total):
        print(f"{name:32s} {share(right[name], total[name])}")
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"{'processor time':32s} {sum(one.ru_utime + one.ru_stime for one in used):.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
