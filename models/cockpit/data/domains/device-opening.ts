import type { Phrasings } from "../domain.ts";
import type { Thing } from "../language/switching.ts";

type Both = { readonly en: Phrasings; readonly de: Phrasings };

export function opened({ en, de, plural = false }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [
        `open [up |]the ${en}`,
        `get the ${en} open`,
        `[put|move] the ${en} to open`,
        `[pull|swing|slide|push] the ${en} open`,
        `pop the ${en} open`,
        `throw open the ${en}`,
        `bring the ${en} to the open position`,
        `make the ${en} open`,
        `get the ${en} [opened|out of the way]`,
        `see that the ${en} ${plural ? "open" : "opens"}`,
      ],
      other: [
        `open ${en}`,
        `${en} open`,
        `i [want|need|'d like] the ${en} [open|opened|to open]`,
        `the ${en} should [open|be open]`,
        `i [want|need|'d like] to open the ${en}`,
        `let's have the ${en} open`,
        `open sesame, ${en}`,
        `could the ${en} be opened`,
        `the ${en} can [open|be opened|be open] now`,
        `time to open the ${en}`,
        `let's open the ${en}`,
        `the ${en} ${plural ? "are" : "is"} still closed, open up`,
        `i don't want the ${en} [closed|shut] any [more|longer]`,
        `don't [leave|keep] the ${en} [closed|shut]`,
        `would you mind opening the ${en}`,
        `i'd love to have the ${en} open`,
        `the ${en} must [open|be open] now`,
        `it's time the ${en} opened`,
        `${en} to [open|the open position]`,
      ],
      held: [
        `have the ${en} opened`,
        `it would be good if the ${en} opened`,
        `leave the ${en} open`,
        `time for the ${en} to open`,
      ],
    },
    de: {
      imperative: [
        `öffne ${object}`,
        `[mach|mache|fahr] ${object} auf`,
        `[zieh|schieb|tu] ${object} auf`,
        `lass ${object} aufgehen`,
        `mach [mir |][bitte |]mal ${object} auf`,
        `sorg dafür, dass ${subject} ${plural ? "aufgehen" : "aufgeht"}`,
        `bring ${object} in die offene Stellung`,
        `lass ${object} [auffahren|öffnen]`,
        `lass ${object} nicht länger zu`,
      ],
      infinitive: [
        `${object} [öffnen|aufmachen|auffahren]`,
        `${object} [aufziehen|aufschieben|auftun|aufgehen lassen]`,
        `dafür sorgen, dass ${subject} ${plural ? "aufgehen" : "aufgeht"}`,
        `${object} in die offene Stellung bringen`,
      ],
      other: [
        `${bare} [auf|öffnen|aufmachen]`,
        `${object} [bitte |]auf`,
        `ich [will|möchte] ${object} [öffnen|aufmachen]`,
        `${subject} ${plural ? "sollen" : "soll"} [auf|aufgehen|offen sein]`,
        `öffnen Sie [bitte |]${object}`,
        `${bare} [offen bitte|auffahren|aufgehen]`,

        `ich brauche ${object} offen`,

        `${plural ? "können" : "kann"} ${subject} [auf|aufgehen|geöffnet werden]`,
        `öffnest du [mal |]${object}`,
        `machst du [mir |][mal |]${object} auf`,
        `würden Sie ${object} [öffnen|aufmachen]`,
        `machen Sie ${object} [bitte |]auf`,
        `Sesam öffne dich, ${object} auf`,
        `bitte ${object} [aufmachen|öffnen]`,
        `${subject} ${plural ? "sind" : "ist"} noch zu, mach auf`,
        `ich will ${object} nicht länger zu haben`,
        `wir wollen ${object} offen haben`,
      ],
      held: [
        `ich hätte ${object} gern offen`,
        `sorg dafür, dass ${subject} offen ${plural ? "sind" : "ist"}`,
        `${subject} ${plural ? "dürfen" : "darf"} jetzt aufgehen`,
      ],
    },
  };
}

export function closed({ en, de, plural = false }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [
        `[close|shut] the ${en}`,
        `get the ${en} [closed|shut]`,
        `[put|move] the ${en} to closed`,
        `[pull|swing|slide|push] the ${en} [shut|closed]`,
        `[have|let] the ${en} close`,
        `make the ${en} [close|shut]`,
        `bring the ${en} to the closed position`,
        `close up the ${en}`,
        `see that the ${en} ${plural ? "close" : "closes"}`,
        `get the ${en} shut [for me|again]`,
      ],
      other: [
        `close ${en}`,
        `${en} closed`,
        `i [want|need|'d like] the ${en} [closed|shut|to close]`,
        `the ${en} should [close|be closed|be shut]`,
        `i [want|need|'d like] to close the ${en}`,
        `let's have the ${en} shut`,
        `${en} shut[ please|]`,
        `could the ${en} be [closed|shut]`,
        `the ${en} can [close|be closed|be shut] now`,
        `time to [close|shut] the ${en}`,
        `let's [close|shut] the ${en}`,
        `the ${en} ${plural ? "are" : "is"} still open, shut please`,
        `i don't want the ${en} open any [more|longer]`,

        `would you mind [closing|shutting] the ${en}`,
        `the ${en} must [close|be shut] now`,
        `i'd feel better with the ${en} [closed|shut]`,
        `the ${en} shouldn't [be|stay] open`,
        `${en} to [closed|the closed position]`,
      ],
      held: [
        `have the ${en} closed`,
        `it would be good if the ${en} closed`,
        `don't leave the ${en} open`,
        `time for the ${en} to close`,
      ],
    },
    de: {
      imperative: [
        `[schließ|schließe] ${object}`,
        `[mach|mache|fahr] ${object} zu`,
        `mach ${object} dicht`,
        `[zieh|schieb|tu] ${object} zu`,
        `lass ${object} [zugehen|zufahren]`,
        `sorg dafür, dass ${subject} ${plural ? "zugehen" : "zugeht"}`,
        `bring ${object} in die geschlossene Stellung`,

        `mach [bitte |]mal ${object} zu`,
      ],
      infinitive: [
        `${object} [schließen|zumachen|zufahren]`,
        `${object} [zuziehen|zuschieben|dichtmachen|zugehen lassen]`,
        `dafür sorgen, dass ${subject} ${plural ? "zugehen" : "zugeht"}`,
        `${object} in die geschlossene Stellung bringen`,
      ],
      other: [
        `${bare} [zu|schließen|zumachen]`,
        `${object} [bitte |]zu`,
        `ich [will|möchte] ${object} [schließen|zumachen]`,
        `${subject} ${plural ? "sollen" : "soll"} [zu|zugehen|zu sein]`,
        `schließen Sie [bitte |]${object}`,
        `${bare} [dicht|geschlossen bitte|zufahren]`,

        `ich brauche ${object} geschlossen`,

        `${plural ? "können" : "kann"} ${subject} [zu|zugehen|geschlossen werden]`,
        `schließt du [mal |]${object}`,
        `machst du [mal |]${object} [zu|dicht]`,
        `würden Sie ${object} [schließen|zumachen]`,
        `machen Sie ${object} [bitte |]zu`,
        `bitte ${object} [schließen|zumachen]`,
        `${subject} ${plural ? "sind" : "ist"} noch [auf|offen], mach zu`,
        `${subject} ${plural ? "sollen" : "soll"} nicht [länger |]offen [sein|bleiben]`,
        `ich will ${object} nicht [länger|mehr] offen haben`,
        `wir wollen ${object} zu haben`,
      ],
      held: [
        `ich hätte ${object} gern zu`,
        `sorg dafür, dass ${subject} zu ${plural ? "sind" : "ist"}`,
        `lass ${object} nicht offen`,
        `${subject} ${plural ? "dürfen" : "darf"} jetzt zugehen`,
      ],
    },
  };
}

/** Questions after the state; `opens`: of what is open or closed, not on or off. */
export function asked({ en, de, plural = false }: Thing, opens: boolean): Both {
  const { bare, subject, object } = de;
  const [is, ist] = plural ? ["are", "sind"] : ["is", "ist"];
  const [runs, whether] = opens
    ? ["[open|closed|shut]", `${ist} ${subject} [offen|zu|geschlossen]`]
    : ["[on|off|running]", `${ist} ${subject} [an|aus]`];
  const left = opens ? `did i [close|shut|leave open] the ${en}` : `did i [leave the ${en} on|turn off the ${en}]`;
  const whetherLeft = opens
    ? `hab ich ${object} [zugemacht|offen gelassen]`
    : `hab ich ${object} [ausgemacht|angelassen]`;
  const state = opens ? "[offen|zu|geschlossen]" : "[an|aus|eingeschaltet]";
  const forgot = opens ? `did i forget to [close|shut] the ${en}` : `did i forget to [switch|turn] off the ${en}`;
  const still = opens
    ? `${plural ? "stehen" : "steht"} ${subject} [noch |]offen`
    : `${plural ? "laufen" : "läuft"} ${subject} [noch|gerade|schon]`;
  const forgotten = opens
    ? `hab ich vergessen, ${object} [zuzumachen|zu schließen]`
    : `hab ich vergessen, ${object} [auszumachen|auszuschalten]`;
  return {
    en: {
      imperative: [
        `check [on |]the ${en}`,
        `[tell|show|give] me the [state|status] of the ${en}`,
        `check [if|whether] the ${en} ${is} ${runs}`,

        `let me know [if|whether] the ${en} ${is} ${runs}`,
        `[take|have] a look at the ${en}`,
        `[report|give me an update] on the ${en}`,
        `look in on the ${en}`,
        `tell me how the ${en} ${is} doing`,
        `find out what the ${en} ${is} up to`,
        `make a quick check of the ${en}`,
      ],
      other: [
        `${is} the ${en} [still |]${runs}`,
        `what ${is} the ${en} doing`,
        `what's the [state|status] of the ${en}`,
        `${en} status`,
        `how ${is} the ${en} doing`,
        left,
        `do you know [if|whether] the ${en} ${is} ${runs}`,

        `i'd like to know [if|whether] the ${en} ${is} ${runs}`,
        `i'm not sure [if|whether] the ${en} ${is} ${runs}`,
        `i can't remember [if|whether] the ${en} ${is} ${runs}`,
        `what state ${is} the ${en} in`,

        `${en} [check|state]`,
        `would the ${en} happen to be ${runs}`,
        `have i left the ${en} ${opens ? "open" : "on"}`,
        `i [may|might] have left the ${en} ${opens ? "open" : "on"}, did i`,
        forgot,
      ],
      held: [
        `find out if the ${en} ${is} ${runs}`,
        `what's up with the ${en}`,
        `i wonder whether the ${en} ${is} ${runs}`,
        `any news on the ${en}`,
      ],
    },
    de: {
      imperative: [
        `[prüf|prüfe|check] ${object}`,
        `[prüf|sag mir|schau], ob ${subject} ${opens ? "[offen|zu]" : "[an|aus]"} ${ist}`,
        `[sieh|schau|guck] [mal |]nach, ob ${subject} ${state} ${ist}`,
        `finde [mal |]raus, ob ${subject} ${state} ${ist}`,
        `[überprüf|kontrollier|überprüfe] [mal |]${object}`,
        `[frag|frage] ${object} ab`,
        `gib mir den [Stand|Status|Zustand] für ${object}`,
        `vergewissere dich, ob ${subject} ${state} ${ist}`,
        `schau [mal |]nach, wie es um ${object} steht`,
        `sag mir, was ${subject} gerade ${plural ? "machen" : "macht"}`,
      ],
      infinitive: [
        `${object} prüfen`,
        `prüfen, ob ${subject} ${opens ? "[offen|zu]" : "[an|aus]"} ${ist}`,
        `[nachsehen|nachschauen|nachgucken|mir sagen], ob ${subject} ${state} ${ist}`,
        `${object} [überprüfen|kontrollieren|abfragen|checken]`,
        `[rausfinden|feststellen], ob ${subject} ${state} ${ist}`,
      ],
      other: [
        whether,
        `was ${plural ? "machen" : "macht"} ${subject}`,
        `Status ${bare}`,
        `wie steht es um ${object}`,
        `${bare} Status`,
        whetherLeft,
        `weißt du, ob ${subject} ${state} ${ist}`,
        `ich weiß nicht mehr, ob ${subject} ${state} ${ist}`,
        `ich bin [mir |]nicht sicher, ob ${subject} ${state} ${ist}`,
        `ich wüsste gern, ob ${subject} ${state} ${ist}`,
        `${ist} ${subject} [eigentlich|immer noch|gerade] ${state}`,
        `[Zustand|Stand] ${bare}`,
        `${bare}, ${opens ? "offen oder zu" : "an oder aus"}`,

        `was ${ist} [denn |]${subject}, ${opens ? "offen oder zu" : "an oder aus"}`,
        `gibt es etwas Neues über ${object}`,
        `ich glaub, ich hab ${object} ${opens ? "offen gelassen" : "angelassen"}, stimmt das`,
        `können Sie [nachsehen|prüfen], ob ${subject} ${state} ${ist}`,
        still,
        forgotten,
      ],
      held: [
        `finde heraus, ob ${subject} ${opens ? "[offen|zu]" : "[an|aus]"} ${ist}`,
        `ich frage mich, ob ${subject} noch ${opens ? "offen" : "an"} ${ist}`,
        `gibt es Neues über ${object}`,
        `in welchem Zustand ${ist} ${subject}`,
      ],
    },
  };
}
