/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-fingerprint.h"

/* One for each value of a byte. Part of the format: never changed. Words that people have in mind,
 * can spell, and do not take for one another over the telephone: no two differ in one letter, and
 * none begins as a whole other one does. Two organizations read the same words whatever language
 * their programs speak. */
const char *const vb_fingerprint_words[256] = {
  "akker", "ananas", "appel", "arend", "avond", "azijn", "balkon", "bamboe", "banaan", "beker",
  "beuk", "bezem", "bijbel", "bijl", "blad", "bliksem", "bloem", "boeket", "boerin", "boom",
  "bord", "borstel", "brug", "bruin", "buik", "bureau", "cactus", "camera", "cello", "chocola",
  "cirkel", "citroen", "dadel", "dans", "deken", "dijk", "dokter", "dolfijn", "donder", "dorp",
  "douche", "draad", "drempel", "druif", "duim", "egel", "eikel", "eiland", "emmer", "fabriek",
  "fakkel", "fazant", "feest", "fiets", "fles", "fluit", "fontein", "fornuis", "garage",
  "gebak", "geit", "gember", "gitaar", "glas", "goud", "grot", "haai", "haard", "hagel",
  "hamer", "haring", "harp", "haven", "hengel", "herfst", "hert", "heuvel", "hoed", "honing",
  "hooi", "hotel", "iglo", "ijsbeer", "insect", "jager", "jurk", "juweel", "kaars", "kachel",
  "kameel", "kano", "kapper", "karton", "kasteel", "kater", "kelder", "kers", "ketel",
  "ketting", "kikker", "kiosk", "klaver", "klok", "klomp", "knoop", "koffer", "koffie",
  "konijn", "kraan", "krant", "kreeft", "kruik", "kussen", "kwast", "ladder", "lamp", "laurier",
  "leeuw", "lepel", "libel", "lijm", "lucifer", "maan", "magneet", "mand", "mantel", "marmer",
  "masker", "matroos", "melk", "merel", "meubel", "mier", "molen", "monnik", "morgen", "mossel",
  "motor", "muis", "muur", "naald", "nacht", "nevel", "noot", "oester", "oever", "olifant",
  "olijf", "orgel", "orkest", "otter", "oven", "paleis", "palm", "panda", "papier", "paraplu",
  "parel", "park", "pauw", "peper", "perzik", "piano", "pinguin", "piraat", "plank", "poes",
  "polder", "pompoen", "poort", "potlood", "prins", "puzzel", "raam", "radijs", "raket",
  "regen", "reiger", "riem", "ring", "rivier", "robot", "rogge", "roos", "rugzak", "saffier",
  "salade", "sandaal", "schaap", "schelp", "schip", "sigaar", "slak", "slee", "sneeuw", "soep",
  "spiegel", "spijker", "spin", "spons", "stal", "station", "steen", "stoel", "storm", "straat",
  "strik", "suiker", "tafel", "tapijt", "tarwe", "taxi", "tent", "theepot", "tijger", "tomaat",
  "toren", "tractor", "trap", "trein", "trommel", "trompet", "trui", "tuin", "tulp", "vaas",
  "varken", "vijver", "vinger", "viool", "vlag", "vleugel", "vlieger", "vlinder", "vloer",
  "voetbal", "vogel", "vork", "waaier", "walvis", "wesp", "wiel", "wijn", "wimper", "winkel",
  "winter", "wolk", "wortel", "zebra", "zeef", "zeil", "zilver", "zomer", "zwaan", "zwaluw",
  "zwembad"
};
