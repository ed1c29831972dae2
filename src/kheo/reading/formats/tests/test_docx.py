import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.flow import Loaded
from kheo.reading.flowing import make_flow
from kheo.reading.formats import Unreadable, load, ocr
from kheo.reading.formats.docx import load_docx
from kheo.reading.formats.tests.making import NAMESPACES, docx, font, p, part, run, table, zipped


def text_of(body: str, **parts) -> str:
    return load_docx(docx(body, **parts), "a.docx").text


def test_paragraphs_come_in_order_with_breaks_and_special_characters():
    special = (
        "<w:r><w:t>dòng một</w:t><w:br/><w:t>dòng</w:t><w:tab/><w:t>hai</w:t><w:noBreakHyphen/><w:t>ba</w:t>"
        '<w:softHyphen/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    )
    assert text_of(p("Mở đầu") + p(special) + p() + p("Kết")) == "Mở đầu\ndòng một\ndòng hai-ba•\nKết"


def test_origins_name_the_paragraph():
    assert load_docx(docx(p("một") + p() + table((p("hai"),))), "a.docx").origins == (
        (0, "body/p[1] 0"),
        (4, "body/tbl[1]/tr[1]/tc[1]/p[1] 0"),
    )


def test_what_says_when_a_run_was_saved_is_passed_over_and_words_like_it_stay():
    saved = '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:r w:rsidRPr="00AB12CE"><w:t>a{}</w:t></w:r></w:p>'
    assert text_of(saved.format("")) == "a"
    shown = ' w:rsidR="00AB12CD" b'
    assert text_of(saved.format(shown)) == f"a{shown}"


@pytest.mark.parametrize(
    "latent",
    ['<w:latentStyles w:count="1"><w:lsdException w:name="heading 1"/></w:latentStyles>', "<w:latentStyles/>"],
)
def test_the_styles_of_words_menus_change_nothing(latent):
    caps = '<w:style w:type="paragraph" w:styleId="Hoa"><w:rPr><w:caps/></w:rPr></w:style>'
    body = p("kế hoạch", '<w:pStyle w:val="Hoa"/>')
    assert text_of(body, styles=latent + caps) == "KẾ HOẠCH"
    assert text_of(body, styles=caps + latent) == "KẾ HOẠCH"


def test_insertions_are_taken_and_deletions_left_out():
    tracked = (
        f"{run('giữ ')}<w:ins>{run('thêm')}</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('chỗ cũ')}</w:moveFrom><w:moveTo>{run(' chỗ mới')}</w:moveTo>"
    )
    assert text_of(p(tracked)) == "giữ thêm chỗ mới"


def test_a_deleted_paragraph_mark_joins_the_paragraphs():
    assert text_of(p("nửa đầu ", "<w:rPr><w:del/></w:rPr>") + p("nửa sau")) == "nửa đầu nửa sau"


def test_of_fields_only_the_result_stands():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Điều 5</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> của Quy chế</w:t></w:r>'
        '<w:fldSimple w:instr="DATE"><w:r><w:t>, ngày 1/2</w:t></w:r></w:fldSimple>'
    )
    assert text_of(p(field)) == "Điều 5 của Quy chế, ngày 1/2"


def test_links_and_content_controls_are_transparent_and_hidden_words_are_not_shown():
    body = p(f"<w:hyperlink>{run('liên kết')}</w:hyperlink>{run('ẩn', '<w:vanish/>')}")
    assert text_of(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>") == "liên kết"


def test_capitals_by_property_are_shown_as_capitals():
    assert text_of(p(run("quyết định", "<w:caps/>"))) == "QUYẾT ĐỊNH"


def test_a_text_box_follows_its_paragraph_once():
    box = f"<w:txbxContent>{p('HỎA TỐC')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(p(f"{run('Kính gửi')}{twice}")) == "Kính gửi\nHỎA TỐC"


NOTES = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>' + "".join(
    f'<w:footnote w:id="{n}">{p(words)}</w:footnote>' for n, words in ((1, "Chú thích một."), (2, "Chú thích hai."))
)


def test_footnotes_stand_at_the_end_behind_the_markers_that_hang_in_the_text():
    body = p(
        f'{run("chính trị")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" và xã hội")}'
        '<w:r><w:footnoteReference w:id="1"/></w:r>'
    )
    loaded = load_docx(docx(body, footnotes=NOTES), "a.docx")
    assert loaded.text == "chính trị¹ và xã hội²\n¹ Chú thích hai.\n² Chú thích một."
    assert [(n.marker, loaded.text[slice(*n.anchor)], loaded.text[slice(*n.span)]) for n in loaded.notes] == [
        ("¹", "¹", "Chú thích hai."),
        ("²", "²", "Chú thích một."),
    ]
    flow = make_flow(loaded)
    assert [flow.words[slice(*n.span)] for n in flow.notes] == ["Chú thích hai.", "Chú thích một."]


def test_endnotes_have_roman_markers_unless_the_section_says_else():
    body = p('<w:r><w:t>văn bản</w:t><w:endnoteReference w:id="1"/></w:r>')
    notes = f'<w:endnote w:id="1">{p("Công văn số 5.")}</w:endnote>'
    assert text_of(body, endnotes=notes) == "văn bản[i]\n[i] Công văn số 5."
    section = '<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr></w:sectPr>'
    assert text_of(p("", section) + body, endnotes=notes) == "văn bản¹\n¹ Công văn số 5."


def test_cells_are_read_row_by_row_and_kept_as_a_table():
    loaded = load_docx(docx(p("Bảng:") + table((p("TT"), p("Đơn vị")), (p("1"), p("Xã A") + p("Xã B")))), "a.docx")
    assert loaded.text == "Bảng:\nTT\nĐơn vị\n1\nXã A\nXã B"
    (rows,) = loaded.tables
    assert [[loaded.text[slice(*cell)] for cell in row] for row in rows.rows] == [["TT", "Đơn vị"], ["1", "Xã A\nXã B"]]


def test_a_deleted_row_is_left_out():
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('bỏ')}</w:tc><w:tc>{p('bỏ')}</w:tc></w:tr></w:tbl>"
    assert text_of(table((p("a"), p("b"))).replace("</w:tbl>", gone)) == "a\nb"


def test_a_letterhead_is_read_column_by_column_and_is_no_table():
    head = table(
        (
            p("UBND XÃ SUỐI LAM") + p("VĂN PHÒNG"),
            p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc"),
        ),
        (p("Số: 5/VP"), p("Suối Lam, ngày 1 tháng 2 năm 2026")),
    )
    loaded = load_docx(docx(head), "a.docx")
    assert loaded.text.split("\n") == [
        *("UBND XÃ SUỐI LAM", "VĂN PHÒNG", "Số: 5/VP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *("Độc lập - Tự do - Hạnh phúc", "Suối Lam, ngày 1 tháng 2 năm 2026"),
    ]
    assert loaded.tables == ()


def test_a_letterhead_set_with_tabs_keeps_its_columns_apart():
    line = "<w:r><w:t>UBND XÃ SUỐI LAM</w:t><w:tab/><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t></w:r>"
    flow = make_flow(load_docx(docx(p(line) + p("Kính gửi: các thôn")), "a.docx"))
    assert flow.words.split("\n")[:2] == ["UBND XÃ SUỐI LAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_page_headers_are_left_out_unless_they_hold_the_letterhead():
    assert text_of(p("Nội dung"), header1=p("Trang 1")) == "Nội dung"
    assert text_of(p("Nội dung"), header1=p("ĐẢNG CỘNG SẢN VIỆT NAM")) == "ĐẢNG CỘNG SẢN VIỆT NAM\nNội dung"


def test_a_mark_of_secrecy_in_a_page_header_or_a_text_box_is_seen():
    content = f"<w:txbxContent>{p('TỐI MẬT')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    for data in (docx(p("Nội dung"), header1=p("MẬT")), docx(p("UBND XÃ SUỐI LAM") + p(box))):
        with pytest.raises(Unreadable) as refused:
            load(data, "a.docx")
        assert refused.value.code == "secret"


def test_runs_in_legacy_fonts_become_unicode_and_others_stay():
    body = p(
        run("Uû ban nh©n d©n ", font(".VnTime"))
        + run("x· suèi lam", font(".VnTimeH"))
        + run(" và ", font("Times New Roman"))
        + run("nhaân daân", font("VNI-Times"))
    )
    assert text_of(body) == "Uỷ ban nhân dân XÃ SUỐI LAM và nhân dân"


def test_a_soft_hyphen_is_a_letter_in_tcvn3():
    body = p(f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:t>ng</w:t><w:softHyphen/><w:t>êi</w:t></w:r>")
    assert text_of(body) == "người"


def test_a_legacy_font_may_come_from_a_style():
    style = f'<w:style w:type="paragraph" w:styleId="B"><w:rPr>{font(".VnTime")}</w:rPr></w:style>'
    assert text_of(p(run("nh©n d©n"), '<w:pStyle w:val="B"/>'), styles=style) == "nhân dân"


def test_legacy_text_whose_fonts_were_lost_is_found_by_its_letters():
    loaded = load_docx(docx(p("Uû ban nh©n d©n x· yªu cÇu c¸c ®¬n vÞ thùc hiÖn nghiªm tóc")), "a.docx")
    assert loaded.text == "Uỷ ban nhân dân xã yêu cầu các đơn vị thực hiện nghiêm túc"
    assert loaded.warnings == ("legacy-encoding:tcvn3",)


def test_strict_documents_and_utf16_parts_are_read():
    strict = part("document", f"<w:body>{p('Nội dung')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert load_docx(zipped({"word/document.xml": strict}), "a.docx").text == "Nội dung"
    wide = part("document", f"<w:body>{p('Nội dung')}</w:body>").replace("UTF-8", "UTF-16").encode("utf-16")
    assert load_docx(zipped({"word/document.xml": wide}), "a.docx").text == "Nội dung"


def test_a_large_document_is_read_as_a_small_one():
    paragraphs = [f"Đoạn thứ {n} của văn bản dài này." for n in range(30_000)]
    loaded = load_docx(docx("".join(map(p, paragraphs)) + table((p("a"), p("b")))), "a.docx")
    assert loaded.text == "\n".join([*paragraphs, "a", "b"])
    assert loaded.origins[-1][1] == "body/tbl[1]/tr[1]/tc[2]/p[1] 0"


def test_a_document_of_scanned_pages_alone_is_recognised(monkeypatch):
    seen = []
    found = Loaded("ocr", "Nội dung", wrapped=True)
    monkeypatch.setattr(ocr, "load_images", lambda images, name: seen.append((images, name)) or found)
    members = {"word/document.xml": part("document", f"<w:body>{p()}</w:body>"), "word/media/image1.png": "ảnh"}
    assert load_docx(zipped(members), "a.docx") is found
    assert seen == [(["ảnh".encode()], "a.docx")]


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        load(data, "a.docx")
    return refused.value.code


def test_a_zip_bomb_is_refused():
    assert code_of(zipped({"word/document.xml": b" " * 20_000_000})) == "bomb"


def test_entities_are_refused_before_they_are_parsed():
    entities = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    document = f'<?xml version="1.0"?>{entities}<w:document {NAMESPACES}><w:body>&b;</w:body></w:document>'
    assert code_of(zipped({"word/document.xml": document})) == "bomb"
    assert code_of(zipped({"word/document.xml": document.encode("utf-16")})) == "bomb"


@pytest.mark.parametrize("element", ["w:ins", "w:sdt", "w:hyperlink"])
def test_nesting_without_end_is_refused(element):
    deep = f"<{element}>" * 5000 + f"</{element}>" * 5000
    assert code_of(docx(f"<w:p>{deep}</w:p>")) == "bomb"
    assert code_of(docx(deep)) == "bomb"


def test_a_text_box_inside_a_text_box_without_end_is_refused():
    opening, closing = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    assert code_of(docx(opening * 3000 + closing * 3000)) == "bomb"


def test_broken_documents_are_told_apart():
    whole = docx(p("Nội dung của văn bản này."))
    assert code_of(whole[: len(whole) // 2]) == "truncated"
    assert code_of(zipped({"word/document.xml": "<w:document"})) == "corrupt"
    assert code_of(zipped({"word/document.xml": part("document", "")})) == "corrupt"
    assert code_of(zipped({"word/styles.xml": part("styles", "")})) == "corrupt"
    assert code_of(zipped({"xl/workbook.xml": ""})) == "unsupported"
    damaged = bytearray(whole)
    damaged[60:90] = bytes(30)
    assert code_of(bytes(damaged)) == "corrupt"


def test_encrypted_documents_are_told_so():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert code_of(ole) == "encrypted"
    whole = bytearray(docx(p("Nội dung")))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        directory = archive.start_dir
    whole[directory + 8] |= 1
    whole[6] |= 1
    assert code_of(bytes(whole)) == "encrypted"


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_document_is_read_or_refused_and_nothing_else(data):
    whole = bytearray(docx(p("Nội dung") + table((p("a"), p("b"))), footnotes=NOTES))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        loaded = load(bytes(whole), "a.docx")
    except Unreadable:
        return
    assert loaded.text
