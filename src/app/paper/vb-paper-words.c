/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Not in the catalogues of the program: a Dutch program prints an Arabic card. As with the cards
 * themselves, somebody who speaks the language still has to look at them. */

#include "config.h"

#include "app/paper/vb-paper-words.h"

static const struct
{
  const char *language;
  const char *words[VB_N_PAPER_WORDS];
  const char *days[7];
} all[] = {
  { "nl",
    { "Naam", "Datum", "Zet een rondje om het cijfer dat bij u past. Overslaan mag altijd.",
      "Zet een kruisje bij wat er bij u speelt.", "Wat wilt u eerst? Kies er hoogstens drie.",
      "Iets anders", "Mijn eerste kleine stap", "Wat valt mij op?", "Waar ben ik blij mee?",
      "Wat wil ik anders?", "Mijn plan", "Mijn doel", "Dit liep al", "Wat wil ik?",
      "Wat kan ik?", "Wat heb ik daarvoor nodig?", "Dit hebben we afgesproken", "Wie", "Vóór",
      "Ik zelf",
      "Mijn familie of vrienden", "Hulpverlener", "Wie houdt het overzicht?",
      "Dan kijken we samen terug", "Voor u", "Wat is het?", "Wanneer?", "Waar?", "Telefoon",
      "Zo meldt u zich aan", "Wat kost het?", "Gratis",
      "Bel eerst even, dan weet u zeker dat het doorgaat.", "Vraag naar" },
    { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag" } },
  { "nl-x-a2",
    { "Naam", "Datum", "Maak een rondje om het cijfer. U hoeft niet alles te doen.",
      "Zet een kruisje bij wat er bij u is.", "Wat wilt u eerst? Kies 1, 2 of 3 dingen.",
      "Iets anders", "Dit ga ik eerst doen", "Wat zie ik?", "Wat is goed?",
      "Wat wil ik anders?", "Mijn plan", "Dit wil ik", "Dit wilde ik al", "Wat wil ik?",
      "Wat kan ik?",
      "Wat heb ik nodig?", "Dit gaan we doen", "Wie", "Vóór", "Ik", "Mijn familie of vrienden",
      "Hulpverlener", "Wie let op het plan?", "Dan praten we weer", "Voor u", "Wat is het?",
      "Wanneer?", "Waar?", "Telefoon", "Zo kunt u meedoen", "Wat kost het?", "Gratis",
      "Bel eerst. Dan weet u dat het open is.", "Vraag naar" },
    { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag" } },
  { "en",
    { "Name", "Date", "Circle the mark that suits you. You may always skip one.",
      "Put a cross at what matters to you.", "What do you want first? Choose three at most.",
      "Something else", "My first small step", "What stands out?", "What am I glad about?",
      "What do I want to be different?", "My plan", "My goal", "What was going on already",
      "What do I want?", "What can I do?", "What do I need for that?",
      "This is what we agreed", "Who", "Before", "Myself",
      "My family or friends", "Professional", "Who keeps the overview?",
      "Then we look back together", "For you", "What is it?", "When?", "Where?", "Phone",
      "How to join", "What does it cost?", "Free",
      "Call first, so that you know for sure that it is on.", "Ask for" },
    { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" } },
  { "tr",
    { "Ad", "Tarih", "Size uyan sayıyı daire içine alın. İstediğinizi boş bırakabilirsiniz.",
      "Sizde olanlara çarpı koyun.", "Önce ne istiyorsunuz? En fazla üç tane seçin.",
      "Başka bir şey", "İlk küçük adımım", "Ne dikkatimi çekiyor?", "Neye seviniyorum?",
      "Neyin farklı olmasını istiyorum?", "Planım", "Hedefim", "Önceki hedeflerim",
      "Ne istiyorum?",
      "Ne yapabilirim?", "Bunun için neye ihtiyacım var?", "Şunları kararlaştırdık", "Kim",
      "Son tarih", "Kendim", "Ailem veya arkadaşlarım", "Görevli", "Planı kim takip ediyor?",
      "O gün birlikte bakacağız", "Sizin için", "Bu nedir?", "Ne zaman?", "Nerede?", "Telefon",
      "Nasıl katılırsınız", "Ücreti ne kadar?", "Ücretsiz",
      "Gitmeden önce arayın, açık olduğundan emin olun.", "Kimi sorun" },
    { "pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar" } },
  { "ar",
    { "الاسم", "التاريخ", "ضع دائرة حول الرقم المناسب لك. يمكنك دائماً ترك سؤال.",
      "ضع علامة أمام ما يخصك.", "ماذا تريد أولاً؟ اختر ثلاثة على الأكثر.", "شيء آخر",
      "خطوتي الصغيرة الأولى", "ما الذي يلفت انتباهي؟", "ما الذي يسعدني؟", "ماذا أريد أن يتغير؟",
      "خطتي", "هدفي", "أهدافي السابقة", "ماذا أريد؟", "ماذا أستطيع؟", "ماذا أحتاج لذلك؟",
      "هذا ما اتفقنا عليه",
      "من", "قبل", "أنا", "عائلتي أو أصدقائي", "المختص", "من يتابع الخطة؟",
      "في هذا اليوم ننظر معاً إلى الخطة", "لك", "ما هو؟", "متى؟", "أين؟", "الهاتف", "كيف تشارك",
      "كم يكلف؟", "مجاناً", "اتصل أولاً لتتأكد من الموعد.", "اسأل عن" },
    { "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد" } },
  { "pl",
    { "Imię i nazwisko", "Data", "Zakreśl kółkiem pasującą liczbę. Zawsze można coś pominąć.",
      "Postaw krzyżyk przy tym, co dotyczy ciebie.",
      "Co ma być najpierw? Wybierz najwyżej trzy rzeczy.", "Coś innego", "Mój pierwszy mały krok",
      "Co zwraca moją uwagę?", "Z czego się cieszę?", "Co ma być inaczej?", "Mój plan", "Mój cel",
      "Moje wcześniejsze cele",
      "Czego chcę?", "Co mogę zrobić?", "Czego do tego potrzebuję?", "To ustaliliśmy", "Kto",
      "Do dnia", "Ja", "Moja rodzina lub przyjaciele", "Specjalista", "Kto czuwa nad planem?",
      "Wtedy razem sprawdzimy", "Dla ciebie", "Co to jest?", "Kiedy?", "Gdzie?", "Telefon",
      "Jak się zgłosić", "Ile to kosztuje?", "Bezpłatnie",
      "Najpierw zadzwoń, żeby mieć pewność.", "Pytaj o" },
    { "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela" } },
  { "uk",
    { "Ім’я", "Дата", "Обведіть число, яке вам підходить. Питання можна пропустити.",
      "Поставте хрестик біля того, що стосується вас.",
      "Що для вас перше? Виберіть не більше трьох.", "Щось інше", "Мій перший маленький крок",
      "Що я помічаю?", "Чому я радію?", "Що має бути інакше?", "Мій план", "Моя мета",
      "Мої попередні цілі",
      "Чого я хочу?", "Що я можу?", "Що мені для цього потрібно?", "Про це ми домовилися", "Хто",
      "До", "Я", "Моя родина або друзі", "Фахівець", "Хто стежить за планом?",
      "Тоді подивимося разом", "Для вас", "Що це?", "Коли?", "Де?", "Телефон",
      "Як долучитися", "Скільки це коштує?", "Безкоштовно",
      "Спочатку зателефонуйте, щоб знати напевно.", "Запитайте" },
    { "понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя" } },
};

static guint
find (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_strcmp0 (all[i].language, language) == 0)
      return i;
  return 0;
}

const char *
vb_paper_word (const char  *language,
               VbPaperWord  word)
{
  g_return_val_if_fail (word < VB_N_PAPER_WORDS, NULL);

  return all[find (language)].words[word];
}

const char *
vb_paper_day (const char *language,
              guint       day)
{
  g_return_val_if_fail (day < 7, NULL);

  return all[find (language)].days[day];
}

char *
vb_paper_dup_date (const char *date)
{
  g_auto(GStrv) parts = date != NULL ? g_strsplit (date, "-", 3) : NULL;

  if (parts == NULL || g_strv_length (parts) != 3)
    return g_strdup (date);
  /* Digits and hyphens keep their order on a page from right to left. */
  return g_strdup_printf ("\u200e%.2s-%.2s-%.4s\u200e", parts[2], parts[1], parts[0]);
}
