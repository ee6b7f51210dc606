import type { Phrasings } from "../domain.ts";
import type { Thing } from "../language/switching.ts";

type Both = { readonly en: Phrasings; readonly de: Phrasings };

export function started({ en, de }: Thing): Both {
  const { bare, subject, object } = de;
  return {
    en: {
      imperative: [
        `[start|run|launch] the ${en}`,
        `[switch|turn] the ${en} on`,
        `get the ${en} [going|started|running]`,
        `let the ${en} [run|start|go]`,
        `[activate|trigger] the ${en}`,
        `fire up the ${en}`,

        `[power|fire] the ${en} up`,

        `put the ${en} on`,
        `have the ${en} [run|start|do its thing]`,
        `make the ${en} [go|run|start]`,
        `put the ${en} [to work|into operation]`,
      ],
      other: [
        `start ${en}`,
        `${en} start`,
        `i [want|need|'d like] the ${en} [to start|to run|started|running]`,
        `the ${en} [should|can] start[ now|]`,
        `time to start the ${en}`,
        `let's start the ${en}`,
        `${en} [go|on please]`,
        `go ahead with the ${en}`,
        `the ${en} [may|could] [begin|get going]`,
        `everything's ready, the ${en} can [go|start|run]`,
        `off we go with the ${en}`,
        `i'd be glad if the ${en} could run`,
        `time for the ${en} to [get going|do some work]`,
        `could we have the ${en} running`,
        `let's get the ${en} going`,
        `can you see to it that the ${en} starts`,
        `why don't we get the ${en} [started|going]`,
        `the ${en} must run now`,
        `i'm ready for the ${en}, go ahead`,
      ],
      held: [`kick off the ${en}`, `have the ${en} begin`, `set the ${en} going`, `it's time for the ${en} to run`],
    },
    de: {
      imperative: [
        `[starte|start|aktiviere] ${object}`,
        `lass ${object} [laufen|los|starten]`,
        `[schalt|mach|stell] ${object} an`,

        `nimm ${object} in Betrieb`,
        `bring ${object} [in Gang|zum Laufen]`,
        `schalt ${object} ein`,
        `lass ${object} [anlaufen|loslegen|arbeiten]`,
        `tu ${object} mal an`,
        `sorg dafür, dass ${subject} läuft`,
      ],
      infinitive: [
        `${object} [starten|anschalten|laufen lassen|anmachen]`,
        `${object} [einschalten|anwerfen|aktivieren|anschmeißen]`,
        `${object} in [Gang setzen|Betrieb nehmen|Gang bringen]`,
        `${object} zum Laufen bringen`,
      ],
      other: [
        `${bare} [starten|an|start]`,
        `${subject} [soll|kann] [starten|laufen|loslegen]`,
        `ich [will|möchte] ${object} starten`,
        `ich möchte, dass ${subject} [startet|läuft]`,
        `starten Sie ${object}`,
        `${bare} [ein|los|einschalten|aktivieren|anwerfen]`,

        `jetzt ${object} [an|anmachen|einschalten]`,
        `es ist so weit, ${object} bitte einschalten`,
        `wir können ${object} jetzt anwerfen`,
        `schalten Sie [bitte |]${object} ein`,
        `[startest|aktivierst] du [mal |]${object}`,
        `magst du ${object} anmachen`,
        `würden Sie ${object} in Betrieb nehmen`,
        `ich brauche ${object}, bitte einschalten`,
        `los geht's, ${object} anwerfen`,
        `wird Zeit, dass ${subject} [läuft|loslegt|anläuft]`,
        `ich hätte ${object} gern [an|eingeschaltet]`,
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
        `shut down the ${en}`,
        `shut the ${en} down`,
        `[kill|cut|deactivate|abort] the ${en}`,
        `power the ${en} [down|off]`,

        `put an end to the ${en}`,
        `get the ${en} to stop`,
        `pull the plug on the ${en}`,
        `have the ${en} [stop|switched off]`,
        `let the ${en} rest`,
      ],
      other: [
        `stop ${en}`,
        `${en} [stop|off]`,
        `i [want|need|'d like] the ${en} [to stop|stopped|off]`,
        `the ${en} [should|can] stop[ now|]`,
        `let's stop the ${en}`,
        `no more ${en}`,
        `${en} [halt|end]`,
        `enough of the ${en}`,
        `i don't need the ${en} any [more|longer]`,
        `we're [done|finished|through] with the ${en}`,
        `the ${en} must stop[ now|]`,
        `could the ${en} stop now`,
        `time to [shut off|stop|switch off] the ${en}`,
        `that'll do for the ${en}, off please`,
        `i've had enough of the ${en}`,
        `nobody needs the ${en} [now|any more]`,
        `i'd rather not have the ${en} [on|running]`,
        `the ${en} shouldn't run any longer`,
        `would you mind stopping the ${en}`,
      ],
      held: [
        `bring the ${en} to a halt`,
        `the ${en} has done enough`,
        `that will do for the ${en}`,
        `have the ${en} finish`,
      ],
    },
    de: {
      imperative: [
        `[stopp|stoppe|beende] ${object}`,
        `[halt|halte] ${object} an`,
        `[schalt|mach|stell] ${object} aus`,
        `[dreh|stell|schalt|würg] ${object} ab`,
        `[brich|breche] ${object} ab`,
        `setz ${object} außer Betrieb`,
        `[deaktivier|deaktiviere] ${object}`,
        `leg ${object} still`,
        `bring ${object} zum [Stillstand|Stehen]`,

        `sorg dafür, dass ${subject} [aufhört|ausgeht]`,
      ],
      infinitive: [
        `${object} [stoppen|anhalten|ausschalten|beenden|ausmachen]`,
        `${object} [abschalten|abstellen|abdrehen|deaktivieren|abbrechen]`,
        `${object} zum Stillstand bringen`,
        `${object} außer Betrieb [nehmen|setzen]`,
      ],
      other: [
        `${bare} [stoppen|stopp|aus|anhalten]`,
        `${subject} [soll|kann] [aufhören|anhalten|stoppen]`,
        `ich [will|möchte] ${object} [stoppen|anhalten]`,
        `ich möchte, dass ${subject} [aufhört|anhält|stoppt]`,
        `stoppen Sie ${object}`,
        `${bare} [ab|Ende|abschalten|abstellen|abbrechen]`,
        `für ${object} ist [jetzt |][Schluss|Feierabend]`,
        `${object} brauche ich [nicht mehr|jetzt nicht mehr]`,
        `ich brauche ${object} nicht mehr`,
        `${subject} [darf|muss] jetzt [aufhören|ausgehen]`,
        `${subject} soll nicht [weiterlaufen|mehr laufen]`,
        `ich hätte ${object} gern [aus|ausgeschaltet]`,
        `[schalten|stellen] Sie [bitte |]${object} ab`,
        `[stoppst|beendest] du [mal |]${object}`,
        `magst du ${object} ausmachen`,
        `würden Sie ${object} abschalten`,
        `es reicht, ${object} [bitte |]ausmachen`,
        `wir können ${object} jetzt abstellen`,
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
