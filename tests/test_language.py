"""Which language a sentence or two are in."""

from __future__ import annotations

import pytest

from servanda.records.language import language_of

SENTENCES = {
    "en": "The president said that the talks had been useful and that they would go on next week.",
    "fr": "Le président a déclaré que les négociations étaient utiles et qu’elles continueraient.",
    "de": "Der Präsident sagte, dass die Gespräche nützlich waren und dass sie weitergehen werden.",
    "es": "El presidente dijo que las negociaciones fueron útiles y que van a continuar la próxima semana.",
    "pt": "O presidente disse que as negociações foram bem-sucedidas e que vão continuar.",
    "it": "Il presidente ha detto che i negoziati sono stati utili e che continueranno.",
    "nl": "De minister zei dat de gesprekken succesvol waren en dat ze worden voortgezet.",
    "sv": "Statsministern sade att samtalen var framgångsrika och att de ska fortsätta.",
    "fi": "Pääministeri sanoi, että neuvottelut olivat onnistuneet ja ne jatkuvat.",
    "pl": "Minister powiedział, że rozmowy były trudne i że będą trwać do końca roku.",
    "cs": "Předseda vlády řekl, že jednání byla úspěšná a že se sejdou znovu.",
    "sk": "Predseda vlády povedal, že rokovania boli úspešné a budú pokračovať. Aj sme sa dohodli.",
    "sl": "Predsednik je dejal, da so bili pogovori uspešni in da se bodo nadaljevali.",
    "hr": "Predsjednik je rekao da su pregovori bili uspješni i da će se nastaviti.",
    "hu": "A miniszterelnök azt mondta, hogy a tárgyalások sikeresek voltak és folytatódnak.",
    "ro": "Președintele a spus că negocierile au fost un succes și că vor continua.",
    "tr": "Cumhurbaşkanı görüşmelerin çok başarılı olduğunu ve iki ülke için devam edeceğini söyledi.",
    "ru": "Президент заявил, что переговоры были полезными и что они продолжатся на следующей неделе.",
    "uk": "Президент заявив, що переговори були успішними. Ми домовилися про наступну зустріч.",
    "be": "Прэзідэнт заявіў, што перамовы былі паспяховымі і будуць працягвацца.",
    "bg": "Президентът заяви, че преговорите са били успешни и ще продължат.",
    "sr": "Председник је рекао да су преговори били успешни и да ће се наставити.",
    "el": "Ο πρόεδρος δήλωσε ότι οι συνομιλίες ήταν επιτυχείς.",
    "ar": "قال الرئيس إن المحادثات كانت ناجحة وسوف تستمر الأسبوع المقبل",
    "he": "הנשיא אמר כי השיחות היו מוצלחות ויימשכו בשבוע הבא",
    "hi": "राष्ट्रपति ने कहा कि वार्ता सफल रही और जारी रहेगी।",
    "zh": "总统表示会谈取得成功。双方将继续合作。",
    "ja": "大統領は会談が成功したと述べた。両国は協力を続けるだろう。",
    "ko": "대통령은 회담이 성공적이었다고 말했다.",
    "vi": "Tổng thống nói rằng các cuộc đàm phán đã thành công và sẽ được tiếp tục.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "2031-05-02", "12 345 67.8 %", "Orlov Vann Tarn Hale Rook"])
def test_numbers_and_names_tell_none(text: str) -> None:
    assert language_of(text) is None
