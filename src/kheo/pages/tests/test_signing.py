from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from kheo.pages.tests.site import account


def test_a_person_signs_in_and_out(site):
    client = Client()
    answer = client.post("/sign-in/", {"username": "lan", "password": "mật khẩu của lan", "next": "/papers/"})
    assert (answer.status_code, answer.url) == (302, "/papers/")
    assert '<button class="second">Đăng xuất</button>' in client.get("/papers/").content.decode()
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert "Đăng xuất" not in client.get("/papers/").content.decode()


def test_a_wrong_pair_is_told_alike_whether_or_not_the_name_exists(site):
    account("cũ", "một mật khẩu dài", is_active=False)
    pairs = [("lan", "sai"), ("nobody", "sai"), ("cũ", "một mật khẩu dài")]
    answers = [Client().post("/sign-in/", {"username": name, "password": word}) for name, word in pairs]
    bodies = [
        answer.content.decode().replace(f'value="{name}"', "").split("<main")[1].split("csrfmiddlewaretoken")[1][90:]
        for answer, (name, _) in zip(answers, pairs, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert "không khớp nhau" in bodies[0]
    assert bodies[0] == bodies[1] == bodies[2]


def test_passwords_are_kept_as_argon2(site):
    assert get_user_model().objects.get(username="lan").password.startswith("argon2$argon2id$")


def test_sign_in_leads_nowhere_else(site):
    sent = {"username": "lan", "password": "mật khẩu của lan", "next": "https://evil.example/"}
    assert Client().post("/sign-in/", sent).url == "/"
