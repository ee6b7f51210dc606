import type { Phrasings } from "../domain.ts";
import type { Thing } from "../language/switching.ts";

type Both = { readonly en: Phrasings; readonly de: Phrasings };

export function atLevel({ en, de }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [
        `[set|put|change|adjust] the ${en} to {level}`,
        `[turn|bring|move] the ${en} to {level}`,
        `put the ${en} at {level}`,
        `make the ${en} {level}`,
      ],
      other: [
        `${en} [to |at |]{level}`,
        `the ${en} [to|at] {level}[ please|]`,
        `i [want|need|'d like] the ${en} [at|on] {level}`,
        `the ${en} should be at {level}`,
        `{level} on the ${en}`,
      ],
      held: [
        `{level} for the ${en}`,
        `have the ${en} at {level}`,
        `let's go with {level} on the ${en}`,
        `take the ${en} to {level}`,
      ],
    },
    de: {
      imperative: [
        `[stell|stelle|setz|dreh|fahr] ${object} auf {level}`,
        `bring ${object} auf {level}`,
        `mach ${object} auf {level}`,
      ],
      infinitive: [`${object} auf {level} [stellen|setzen|einstellen|bringen|fahren]`],
      other: [
        `${bare} [auf |]{level}`,
        `${object} [bitte |]auf {level}`,
        `ich [will|möchte|hätte gern] ${object} auf {level}`,
        `${subject} soll auf {level}`,
        `stellen Sie ${object} auf {level}`,
      ],
      held: [`ändere ${object} auf {level}`, `{level} für ${object}`, `reguliere ${object} auf {level}`],
    },
  };
}

export function atTemperature({ en, de }: Thing): Both {
  const { bare, object } = de;
  return {
    en: {
      imperative: [
        `[set|put|turn|heat] the ${en} to {degrees}`,
        `set the temperature of the ${en} to {degrees}`,
        `set the ${en} temperature to {degrees}`,
        `put the ${en} at {degrees}`,
        `bring the ${en} to {degrees}`,
      ],
      other: [
        `${en} [to |at |]{degrees}`,
        `i [want|need|'d like] the ${en} at {degrees}`,
        `{degrees} for the ${en}`,
        `the ${en} should be [at |]{degrees}`,
      ],
      held: [`keep the ${en} at {degrees}`, `let the ${en} go to {degrees}`, `how about {degrees} in the ${en}`],
    },
    de: {
      imperative: [`[stell|stelle|setz|dreh|heiz] ${object} auf {degrees}`, `bring ${object} auf {degrees}`],
      infinitive: [
        `${object} auf {degrees} [stellen|setzen|einstellen|bringen]`,
        `die Temperatur für ${object} auf {degrees} setzen`,
      ],
      other: [
        `${bare} [auf |]{degrees}`,
        `{degrees} für ${object}`,
        `ich [will|möchte|hätte gern|brauche] ${object} auf {degrees}`,
        `${object} [bitte |]auf {degrees}`,
        `stellen Sie ${object} auf {degrees}`,
      ],
      held: [`halte ${object} auf {degrees}`, `{degrees} wären gut für ${object}`, `reguliere ${object} auf {degrees}`],
    },
  };
}

export function started({ en, de }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [
        `[start|run|launch] the ${en}`,
        `[switch|turn] the ${en} on`,
        `get the ${en} [going|started|running]`,
        `let the ${en} [run|start|go]`,
      ],
      other: [
        `start ${en}`,
        `${en} start`,
        `i [want|need|'d like] the ${en} [to start|to run|started|running]`,
        `the ${en} [should|can] start[ now|]`,
        `time to start the ${en}`,
        `let's start the ${en}`,
      ],
      held: [`kick off the ${en}`, `have the ${en} begin`, `set the ${en} going`, `it's time for the ${en} to run`],
    },
    de: {
      imperative: [
        `[starte|start|aktiviere] ${object}`,
        `lass ${object} [laufen|los|starten]`,
        `[schalt|mach|stell] ${object} an`,
      ],
      infinitive: [`${object} [starten|anschalten|laufen lassen|anmachen]`],
      other: [
        `${bare} [starten|an|start]`,
        `${subject} [soll|kann] [starten|laufen|loslegen]`,
        `ich [will|möchte] ${object} starten`,
        `ich möchte, dass ${subject} [startet|läuft]`,
        `starten Sie ${object}`,
      ],
      held: [
        `setz ${object} in Gang`,
        `${subject} darf jetzt anfangen`,
        `es ist Zeit, ${object} zu starten`,
        `wirf ${object} an`,
      ],
    },
  };
}

export function stopped({ en, de }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [
        `[stop|halt|end] the ${en}`,
        `[turn|switch|shut] off the ${en}`,
        `[turn|switch] the ${en} off`,
        `make the ${en} stop`,
      ],
      other: [
        `stop ${en}`,
        `${en} [stop|off]`,
        `i [want|need|'d like] the ${en} [to stop|stopped|off]`,
        `the ${en} [should|can] stop[ now|]`,
        `let's stop the ${en}`,
        `no more ${en}`,
      ],
      held: [
        `bring the ${en} to a halt`,
        `the ${en} has done enough`,
        `that will do for the ${en}`,
        `have the ${en} finish`,
      ],
    },
    de: {
      imperative: [`[stopp|stoppe|beende] ${object}`, `[halt|halte] ${object} an`, `[schalt|mach|stell] ${object} aus`],
      infinitive: [`${object} [stoppen|anhalten|ausschalten|beenden|ausmachen]`],
      other: [
        `${bare} [stoppen|stopp|aus|anhalten]`,
        `${subject} [soll|kann] [aufhören|anhalten|stoppen]`,
        `ich [will|möchte] ${object} [stoppen|anhalten]`,
        `ich möchte, dass ${subject} [aufhört|anhält|stoppt]`,
        `stoppen Sie ${object}`,
      ],
      held: [
        `lass ${object} aufhören`,
        `${subject} kann jetzt Schluss machen`,
        `für ${object} reicht es jetzt`,
        `unterbrich ${object}`,
      ],
    },
  };
}

export function opened({ en, de, plural = false }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [`open [up |]the ${en}`, `get the ${en} open`, `[put|move] the ${en} to open`],
      other: [
        `open ${en}`,
        `${en} open`,
        `i [want|need|'d like] the ${en} [open|opened|to open]`,
        `the ${en} should [open|be open]`,
        `i [want|need|'d like] to open the ${en}`,
        `let's have the ${en} open`,
      ],
      held: [
        `have the ${en} opened`,
        `it would be good if the ${en} opened`,
        `leave the ${en} open`,
        `time for the ${en} to open`,
      ],
    },
    de: {
      imperative: [`öffne ${object}`, `[mach|mache|fahr] ${object} auf`],
      infinitive: [`${object} [öffnen|aufmachen|auffahren]`],
      other: [
        `${bare} [auf|öffnen|aufmachen]`,
        `${object} [bitte |]auf`,
        `ich [will|möchte] ${object} [öffnen|aufmachen]`,
        `${subject} ${plural ? "sollen" : "soll"} [auf|aufgehen|offen sein]`,
        `öffnen Sie [bitte |]${object}`,
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
      imperative: [`[close|shut] the ${en}`, `get the ${en} [closed|shut]`, `[put|move] the ${en} to closed`],
      other: [
        `close ${en}`,
        `${en} closed`,
        `i [want|need|'d like] the ${en} [closed|shut|to close]`,
        `the ${en} should [close|be closed|be shut]`,
        `i [want|need|'d like] to close the ${en}`,
        `let's have the ${en} shut`,
      ],
      held: [
        `have the ${en} closed`,
        `it would be good if the ${en} closed`,
        `don't leave the ${en} open`,
        `time for the ${en} to close`,
      ],
    },
    de: {
      imperative: [`[schließ|schließe] ${object}`, `[mach|mache|fahr] ${object} zu`],
      infinitive: [`${object} [schließen|zumachen|zufahren]`],
      other: [
        `${bare} [zu|schließen|zumachen]`,
        `${object} [bitte |]zu`,
        `ich [will|möchte] ${object} [schließen|zumachen]`,
        `${subject} ${plural ? "sollen" : "soll"} [zu|zugehen|zu sein]`,
        `schließen Sie [bitte |]${object}`,
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
  return {
    en: {
      imperative: [
        `check [on |]the ${en}`,
        `[tell|show|give] me the [state|status] of the ${en}`,
        `check [if|whether] the ${en} ${is} ${runs}`,
      ],
      other: [
        `${is} the ${en} [still |]${runs}`,
        `what ${is} the ${en} doing`,
        `what's the [state|status] of the ${en}`,
        `${en} status`,
        `how ${is} the ${en} doing`,
        left,
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
      ],
      infinitive: [`${object} prüfen`, `prüfen, ob ${subject} ${opens ? "[offen|zu]" : "[an|aus]"} ${ist}`],
      other: [
        whether,
        `was ${plural ? "machen" : "macht"} ${subject}`,
        `Status ${bare}`,
        `wie steht es um ${object}`,
        `${bare} Status`,
        whetherLeft,
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
