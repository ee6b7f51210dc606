import type { FollowUp, Phrasings } from "../domain.ts";

/** A thing that is switched, opened or asked about. Each text may hold [a|b] choices. */
export interface Thing {
  /** English, without an article. */
  readonly en: string;
  /** German, without an article, and with one as subject and as object. */
  readonly de: { readonly bare: string; readonly subject: string; readonly object: string };
  readonly plural?: boolean;
}

type Both = { readonly en: Phrasings; readonly de: Phrasings };

/** A thing from nouns that share a gender; m, f and n, or p for plural. */
export function thing(en: string, gender: "m" | "f" | "n" | "p", de: string, plural = gender === "p"): Thing {
  const subject = { m: "der", f: "die", n: "das", p: "die" }[gender];
  const object = gender === "m" ? "den" : subject;
  return { en, de: { bare: de, subject: `${subject} ${de}`, object: `${object} ${de}` }, plural };
}

/** Ways to have a thing switched on. */
export function switchedOn({ en, de, plural = false }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [
        `[turn|switch|put] on the ${en}`,
        `[turn|switch|put] the ${en} on`,
        `[turn|switch] the ${en} [back |]on[ again|]`,
        `[activate|start|enable|engage] the ${en}`,
        `get the ${en} [going|running|started]`,
      ],
      other: [
        `${en} on`,
        `the ${en} on[ please|]`,
        `i [want|need|would like|'d like] the ${en} [on|switched on|turned on|running]`,
        `the ${en} should be [on|running]`,
        `i [want|'d like|need] to [turn|switch] [on the ${en}|the ${en} on]`,
        `let's [have|get] the ${en} on`,
        `we [need|want] the ${en} now`,
        `is it possible to switch on the ${en}`,
      ],
      held: [
        `power [on|up] the ${en}`,
        `flip the ${en} on`,
        `would be nice to have the ${en} running`,
        `get the ${en} up and running`,
        `i could use the ${en} right now`,
      ],
    },
    de: {
      imperative: [
        `[schalt|schalte] ${object} [an|ein]`,
        `[mach|mache] ${object} an`,
        `[stell|stelle|knips] ${object} an`,
        `[aktivier|aktiviere|starte] ${object}`,
      ],
      infinitive: [`${object} [anschalten|einschalten|anmachen|aktivieren|anstellen|starten]`],
      other: [
        `schalten Sie [bitte |]${object} ein`,
        `${bare} [an|ein|einschalten|anschalten|anmachen|aktivieren]`,
        `ich [brauche|will|möchte] [jetzt |]${object}`,
        `ich [hätte gern|möchte|will] ${object} an`,
        `${subject} ${plural ? "sollen" : "soll"} [an|laufen|angehen]`,
        `${object} [bitte |]an`,
        `ich [möchte|will|würde gern] ${object} [einschalten|anmachen]`,
        `lass uns ${object} [anmachen|einschalten]`,
        `bitte ${object} [einschalten|anschalten]`,
      ],
      held: [
        `nimm ${object} in Betrieb`,
        `ich hätte ${object} gern eingeschaltet`,
        `sorg dafür, dass ${subject} an ${plural ? "sind" : "ist"}`,
        `${subject} ${plural ? "dürfen" : "darf"} jetzt gern laufen`,
        `wirf ${object} an`,
      ],
    },
  };
}

/** Ways to have a thing switched off. */
export function switchedOff({ en, de, plural = false }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [
        `[turn|switch|shut] off the ${en}`,
        `[turn|switch|shut] the ${en} off[ again|]`,
        `[deactivate|stop|disable|kill|cut] the ${en}`,
        `shut down the ${en}`,
      ],
      other: [
        `${en} off`,
        `the ${en} off[ please|]`,
        `no more ${en}`,
        `i don't [want|need] the ${en}[ anymore| any more| now|]`,
        `i [want|need|would like] the ${en} [off|switched off|turned off]`,
        `the ${en} [should|can] [be|go] off`,
        `i'd like to [turn|switch] [off the ${en}|the ${en} off]`,
        `enough of the ${en}`,
        `is it possible to switch off the ${en}`,
      ],
      held: [
        `we're done with the ${en}`,
        `the ${en} ${plural ? "are" : "is"} not needed any longer`,
        `flip the ${en} off`,
        `power down the ${en}`,
        `i can do without the ${en}`,
      ],
    },
    de: {
      imperative: [
        `[schalt|schalte] ${object} [aus|ab]`,
        `[mach|mache] ${object} [wieder |]aus`,
        `[stell|stelle] ${object} [ab|aus]`,
        `[deaktivier|deaktiviere|stopp|stoppe] ${object}`,
      ],
      infinitive: [`${object} [ausschalten|abschalten|ausmachen|deaktivieren|abstellen]`],
      other: [
        `schalten Sie [bitte |]${object} [aus|ab]`,
        `${bare} [aus|ab|ausschalten|abschalten|ausmachen|deaktivieren]`,
        `ich brauche ${object} [jetzt |]nicht[ mehr|]`,
        `${subject} ${plural ? "können" : "kann"} [jetzt |wieder |]aus`,
        `${subject} ${plural ? "sollen" : "soll"} [aus sein|ausgehen]`,
        `${object} [bitte |]aus`,
        `ich [möchte|will|würde gern] ${object} [ausschalten|ausmachen]`,
        `ich [möchte|will] ${object} nicht mehr[ an haben|]`,
        `bitte ${object} [ausschalten|abschalten]`,
      ],
      held: [
        `nimm ${object} außer Betrieb`,
        `ohne ${object} geht es auch`,
        `auf ${object} kann ich [jetzt |]verzichten`,
        `sorg dafür, dass ${subject} aus ${plural ? "sind" : "ist"}`,
        `ich hätte ${object} gern ausgeschaltet`,
      ],
    },
  };
}

/** After either: on or off, by the value `on`. */
export const SWITCH_AGAIN: { readonly toOff: readonly FollowUp[]; readonly toOn: readonly FollowUp[] } = {
  toOff: [
    {
      en: ["[turn|switch] it [back |]off[ again|]", "off again", "no, off", "actually, turn that off"],
      de: ["[mach|schalt] [es |das |]wieder aus", "[doch |]wieder aus", "nein, aus", "doch lieber aus"],
      set: { on: false },
    },
  ],
  toOn: [
    {
      en: ["[turn|switch] it [back |]on[ again|]", "on again", "no, on", "actually, turn that back on"],
      de: ["[mach|schalt] [es |das |]wieder an", "[doch |]wieder an", "nein, an", "doch lieber an"],
      set: { on: true },
    },
  ],
};

/** Both sets of phrasings as one. */
export function joined(first: Phrasings, more: Partial<Phrasings>): Phrasings {
  return {
    imperative: [...(first.imperative ?? []), ...(more.imperative ?? [])],
    infinitive: [...(first.infinitive ?? []), ...(more.infinitive ?? [])],
    other: [...(first.other ?? []), ...(more.other ?? [])],
    held: [...first.held, ...(more.held ?? [])],
  };
}
