/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Not in the catalogues of the program: a Dutch program shows an Arabic card. As with the cards
 * themselves, somebody who speaks the language still has to look at them. */

#include "config.h"

#include "app/conversation/vb-card-words.h"

static const struct
{
  const char *language;
  const char *words[VB_N_CARD_WORDS];
} all[] = {
  { "nl",
    { "Verder", "Terug", "Klaar", "Weet ik niet", "Wil ik niet zeggen", "slecht", "gaat wel",
      "goed", "Wat wilt u eerst?", "Wat is uw eerste kleine stap?", "Wat speelt er bij u?",
      "Hoe is dit voor u?", "Last", "Gaat wel", "Kracht", "Sluit de kaart",
      "# van 10", "van" } },
  { "nl-x-a2",
    { "Verder", "Terug", "Klaar", "Weet ik niet", "Wil ik niet zeggen", "slecht", "gaat wel",
      "goed", "Wat wilt u eerst?", "Wat gaat u eerst doen?", "Wat is er bij u?", "Hoe gaat dit?",
      "Moeilijk", "Gaat wel", "Geeft kracht", "Sluit de kaart",
      "# van 10", "van" } },
  { "en",
    { "Next", "Back", "Done", "I don’t know", "I’d rather not say", "bad", "so-so", "good",
      "What do you want first?", "What is your first small step?", "What matters to you here?",
      "How is this for you?", "Hard", "So-so", "Gives strength", "Close the card",
      "# of 10", "of" } },
  { "tr",
    { "İleri", "Geri", "Bitti", "Bilmiyorum", "Söylemek istemiyorum", "kötü", "şöyle böyle",
      "iyi", "Önce ne istiyorsunuz?", "İlk küçük adımınız nedir?", "Sizin için ne önemli?",
      "Bu sizin için nasıl?", "Zor", "Şöyle böyle", "Güç veriyor", "Kartı kapat",
      "10 üzerinden #", "/" } },
  { "ar",
    { "التالي", "رجوع", "تم", "لا أعرف", "لا أريد أن أقول", "سيئ", "لا بأس", "جيد",
      "ماذا تريد أولاً؟", "ما هي خطوتك الصغيرة الأولى؟", "ما المهم لك هنا؟", "كيف هذا بالنسبة لك؟",
      "صعب", "لا بأس", "يعطيني قوة", "إغلاق البطاقة",
      "# من 10", "من" } },
  { "pl",
    { "Dalej", "Wstecz", "Gotowe", "Nie wiem", "Wolę nie mówić", "źle", "tak sobie", "dobrze",
      "Co ma być najpierw?", "Jaki będzie pierwszy mały krok?", "Co jest tu ważne?",
      "Jak z tym jest?", "Trudne", "Tak sobie", "Daje siłę", "Zamknij kartę",
      "# na 10", "z" } },
  { "uk",
    { "Далі", "Назад", "Готово", "Не знаю", "Не хочу казати", "погано", "так собі", "добре",
      "Що для вас перше?", "Який ваш перший маленький крок?", "Що для вас тут важливо?",
      "Як вам із цим?", "Важко", "Так собі", "Дає силу", "Закрити картку",
      "# з 10", "з" } },
};

const char *
vb_card_word (const char *language,
              VbCardWord  word)
{
  g_return_val_if_fail (word < VB_N_CARD_WORDS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_strcmp0 (all[i].language, language) == 0)
      return all[i].words[word];
  return all[0].words[word];
}

char *
vb_card_dup_mark (const char *language,
                  int         mark)
{
  g_autofree char *number = g_strdup_printf ("%d", mark);
  g_auto(GStrv) parts = g_strsplit (vb_card_word (language, VB_CARD_OF_TEN), "#", 2);

  return g_strjoinv (number, parts);
}

char *
vb_card_dup_step (const char *language,
                  guint       step,
                  guint       n)
{
  return g_strdup_printf ("%u %s %u", step, vb_card_word (language, VB_CARD_STEP_OF), n);
}
