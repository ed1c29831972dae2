"""What can be a Vietnamese syllable: an initial, a rime, a tone that the rime allows."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from kheo.text.patterns import compiled

_INITIALS = "ngh ng nh kh th tr ch ph gh gi qu b c d đ g h k l m n p r s t v x"
_OPEN_RIMES = (
    "a ai ao au ay âu ây e eo ê êu i ia iêu iu o oa oai oao oay oe oeo oi ô ôi ơ ơi u ua uây uê ui uôi uơ uy uya uyu "
    "ư ưa ưi ươi ươu ưu y yêu "
    "am ăm âm em êm im iêm yêm om ôm ơm um uôm ươm oam oăm an ăn ân en ên in iên yên on ôn ơn un uôn ưn ươn oan oăn "
    "uân oen uên uyên uyn ang ăng âng eng êng iêng yêng ong oong ông ung ưng uông ương oang oăng uâng "
    "anh ênh inh oanh uênh uynh ynh"
)
_STOPPED_RIMES = (
    "ap ăp âp ep êp ip iêp op ôp ơp up ươp oap uyp at ăt ât et êt it iêt yêt ot ôt ơt ut uôt ưt ươt oat oăt uât oet "
    "uyêt uyt ac ăc âc ec iêc oc ooc ôc uc uôc ưc ươc oac oăc ach êch ich oach uêch uych ych"
)
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_SHARP_AND_HEAVY = "\u0301\u0323"


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether an NFC word has the shape of a Vietnamese syllable, wherever its tone mark stands."""
    if len(word) > 7:
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    if compiled("[^aeiouy\u0302\u0306\u031b\u0323][\u0300\u0301\u0303\u0309\u0323]").search(letters):
        return False  # a tone on a consonant: ñ
    tones = [mark for mark in letters if mark in _TONES]
    shape = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    if len(tones) > 1:
        return False
    if compiled(_shape(_OPEN_RIMES)).fullmatch(shape):
        return True
    # Before a stop (c, ch, p, t) only these two tones occur.
    return bool(tones) and tones[0] in _SHARP_AND_HEAVY and bool(compiled(_shape(_STOPPED_RIMES)).fullmatch(shape))


@cache
def _shape(rimes: str) -> str:
    return f"(?:{_INITIALS.replace(' ', '|')})?(?:{rimes.replace(' ', '|')})"
