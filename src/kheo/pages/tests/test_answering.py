from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

from kheo.core.journal.reading import history
from kheo.core.tests.sample.models import Paper
from kheo.pages.tests.site import signed_in, write


def hidden(text: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', text)[1]


def opened(client, pk: int, step: str = "edit") -> dict[str, str]:
    text = client.get(f"/papers/{pk}/{step}/").content.decode()
    return {name: hidden(text, name) for name in ("deed_id", "version")}


def told(answer) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_form_becomes_one_deed_however_often_it_is_sent(client):
    paper = write(1)[0]
    sent = {**opened(client, paper.pk), "title": "Ngõ xanh", "households": "12"}
    answers = [client.post(f"/papers/{paper.pk}/edit/", sent) for _ in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, f"/papers/{paper.pk}/")] * 2
    assert [(change.did, change.actor) for change in history("sample.paper", paper.pk)] == [
        ("create", "person:lan"),
        ("change", "person:lan"),
    ]


def test_of_two_officers_one_wins_and_the_other_loses_nothing_typed(client):
    paper, minh = write(1)[0], signed_in("minh")
    forms = [opened(client, paper.pk), opened(minh, paper.pk)]
    client.post(f"/papers/{paper.pk}/edit/", {**forms[0], "title": "Của Lan", "households": "0"})
    late = minh.post(f"/papers/{paper.pk}/edit/", {**forms[1], "title": "Của Minh", "households": "7"})
    text = late.content.decode()
    assert late.status_code == 409
    assert "Lan đã sửa lúc" in told(late)
    assert "trong khi biểu mẫu này đang mở: Tên mô hình" in told(late)
    assert "Giá trị hiện có: <strong>Của Lan</strong>" in text
    assert (hidden(text, "title"), hidden(text, "households")) == ("Của Minh", "7")
    assert Paper.objects.get().title == "Của Lan"
    again = {name: hidden(text, name) for name in ("deed_id", "version")}
    assert again["deed_id"] != forms[1]["deed_id"]
    kept = minh.post(f"/papers/{paper.pk}/edit/", {**again, "title": "Của Minh", "households": "7"})
    assert (kept.status_code, Paper.objects.get().title) == (302, "Của Minh")


def test_a_fault_of_a_field_stands_beside_it_and_above(client):
    paper = write(1)[0]
    answer = client.post(f"/papers/{paper.pk}/edit/", {**opened(client, paper.pk), "title": "", "households": "ba"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_title">Tên mô hình: Cần điền mục này.</a>' in text
    assert 'aria-describedby="id_households_error"' in text
    assert 'value="ba"' in text
    assert "Viết một số nguyên, ví dụ 12." in text


def test_what_the_action_refuses_stands_beside_its_field(client):
    paper = write(1)[0]
    answer = client.post(f"/papers/{paper.pk}/edit/", {**opened(client, paper.pk), "title": "cấm"})
    assert answer.status_code == 422
    assert 'id="id_title_error"' in answer.content.decode()


def test_a_contradiction_of_the_database_keeps_what_was_typed(client):
    first, second = write(2)
    answer = client.post(f"/papers/{second.pk}/edit/", {**opened(client, second.pk), "title": first.title})
    assert answer.status_code == 422
    assert "mâu thuẫn" in told(answer)
    assert f'value="{first.title}"' in answer.content.decode()


def test_a_step_that_is_not_open_is_told_on_its_own_page(client):
    paper = write(1)[0]
    sent = opened(client, paper.pk, "send")
    assert client.post(f"/papers/{paper.pk}/send/", sent).status_code == 302
    answer = client.post(f"/papers/{paper.pk}/send/", opened(client, paper.pk, "send") | {"deed_id": str(uuid4())})
    assert answer.status_code == 422
    assert "“send the paper”" in told(answer)


def test_who_may_not_gets_the_reason(client):
    paper = write(1)[0]
    minh = signed_in("minh")
    answer = minh.post(f"/papers/{paper.pk}/send/", opened(minh, paper.pk, "send"))
    assert answer.status_code == 403
    assert "Only the writer may do this." in told(answer)
    assert Paper.objects.get().state == "draft"


def test_absent_hidden_and_unknown_look_alike(client):
    paper = write(1)[0]
    stranger = type(client)()
    pages = [stranger.get(address) for address in (f"/papers/{paper.pk}/", "/papers/99999/", "/nowhere/at/all/")]
    bodies = {re.sub(r'value="/[^"]*"', "", page.content.decode()) for page in pages}
    assert ([page.status_code for page in pages], len(bodies)) == ([404, 404, 404], 1)


def test_a_damaged_form_says_so_and_keeps_what_was_typed(client):
    paper = write(1)[0]
    for sent in ({"deed_id": "x", "version": "1"}, {"deed_id": str(uuid4()), "version": ""}, {"version": "1"}):
        answer = client.post(f"/papers/{paper.pk}/edit/", {**sent, "title": "Ngõ xanh"})
        assert answer.status_code == 422
        assert "Biểu mẫu gửi đến bị hỏng." in told(answer)
        assert 'value="Ngõ xanh"' in answer.content.decode()
    assert Paper.objects.get().version == 1


def test_the_timeline_words_deeds_people_and_values(client):
    paper = write(1)[0]
    client.post(f"/papers/{paper.pk}/edit/", {**opened(client, paper.pk), "title": "Ngõ xanh", "households": "1234"})
    lines = client.get(f"/papers/{paper.pk}/").content.decode().split("\n")
    assert [line.split("|")[:2] for line in lines] == [["Edit a paper", "Lan"], ["Write a paper", "Lan"]]
    assert "old='0', new='1.234'" in lines[0]


def test_a_fault_of_ours_has_its_page(client):
    answer = client.get("/fails/")
    assert (answer.status_code, "chưa lưu gì" in told(answer)) == (500, True)
