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
        `dial the ${en} [in |]to {level}`,

        `[run|leave|fix] the ${en} at {level}`,
        `[have|let] the ${en} go to {level}`,
        `get the ${en} to {level}`,
        `switch the ${en} [over |]to {level}`,
        `regulate the ${en} to {level}`,
        `give me {level} on the ${en}`,
        `select {level} for the ${en}`,
      ],
      other: [
        `${en} [to |at |]{level}`,
        `the ${en} [to|at] {level}[ please|]`,
        `i [want|need|'d like] the ${en} [at|on] {level}`,
        `the ${en} should be at {level}`,
        `{level} on the ${en}`,
        `for the ${en}, {level}[ please|]`,
        `${en}, {level}`,
        `how about {level} for the ${en}`,
        `what about the ${en} at {level}`,
        `can the ${en} go to {level}`,
        `let's [try|have] the ${en} at {level}`,
        `i'd [prefer|rather have] the ${en} at {level}`,
        `{level} would be [right|good|fine|perfect] for the ${en}`,
        `i like the ${en} best at {level}`,
        `the ${en} must be at {level}`,
        `we'll go with {level} for the ${en}`,
        `could i get the ${en} at {level}`,
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

        `[lass|halte] ${object} auf {level}`,
        `lass ${object} auf {level} [gehen|laufen]`,
        `nimm {level} für ${object}`,
        `geh für ${object} auf {level}`,
        `wähl für ${object} {level}`,
        `tu ${object} mal auf {level}`,
      ],
      infinitive: [
        `${object} auf {level} [stellen|setzen|einstellen|bringen|fahren]`,
        `${object} auf {level} [regeln|regulieren|schalten|drehen|justieren]`,
        `für ${object} {level} [einstellen|wählen]`,
        `${object} auf {level} gehen lassen`,
      ],
      other: [
        `${bare} [auf |]{level}`,
        `${object} [bitte |]auf {level}`,
        `ich [will|möchte|hätte gern] ${object} auf {level}`,
        `${subject} soll auf {level}`,
        `stellen Sie ${object} auf {level}`,
        `für ${object} [bitte |]{level}`,
        `${bare}, {level}[ bitte|]`,

        `ich [brauche|wünsche mir] ${object} auf {level}`,
        `ich hätte ${object} [gern|lieber] auf {level}`,
        `stellst du [mir |]${object} auf {level}`,
        `magst du ${object} auf {level} stellen`,
        `${subject} [muss|kann|darf] auf {level}`,
        `wir wollen ${object} auf {level} haben`,
        `am besten ${object} auf {level}`,
        `würden Sie ${object} auf {level} stellen`,
        `wie wär's mit {level} für ${object}`,
        `ich mag ${object} am liebsten auf {level}`,
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
        `[adjust|dial|regulate] the ${en} to {degrees}`,
        `[get|take] the ${en} to {degrees}`,

        `program the ${en} for {degrees}`,

        `change the temperature of the ${en} to {degrees}`,
        `switch the ${en} to {degrees}`,
        `select {degrees} on the ${en}`,
        `make it {degrees} on the ${en}`,
      ],
      other: [
        `${en} [to |at |]{degrees}`,
        `i [want|need|'d like] the ${en} at {degrees}`,
        `{degrees} for the ${en}`,
        `the ${en} should be [at |]{degrees}`,
        `${en}, {degrees}[ please|]`,
        `${en} temperature[,|] {degrees}`,
        `{degrees} on the ${en}`,
        `how about {degrees} for the ${en}`,
        `can the ${en} go to {degrees}`,
        `let's have the ${en} at {degrees}`,
        `i'd [prefer|rather have] the ${en} at {degrees}`,
        `the ${en} must [reach|be at|get to] {degrees}`,
        `the right temperature for the ${en} is {degrees}`,
        `{degrees} is what i want on the ${en}`,
        `target temperature for the ${en}, {degrees}`,
        `could you do {degrees} on the ${en}`,
        `for the ${en} we need {degrees}`,
      ],
      held: [`keep the ${en} at {degrees}`, `let the ${en} go to {degrees}`, `how about {degrees} in the ${en}`],
    },
    de: {
      imperative: [
        `[stell|stelle|setz|dreh|heiz] ${object} auf {degrees}`,
        `bring ${object} auf {degrees}`,

        `lass ${object} auf {degrees} [gehen|kommen]`,
        `wähl für ${object} {degrees}`,
        `stell für ${object} {degrees} ein`,
        `gib für ${object} {degrees} ein`,
        `ändere die Temperatur für ${object} auf {degrees}`,
        `tu ${object} mal auf {degrees}`,
      ],
      infinitive: [
        `${object} auf {degrees} [stellen|setzen|einstellen|bringen]`,
        `die Temperatur für ${object} auf {degrees} setzen`,
        `${object} auf {degrees} [regeln|regulieren|schalten|drehen|programmieren|halten]`,
        `für ${object} {degrees} [einstellen|wählen|eingeben]`,
        `${object} auf {degrees} kommen lassen`,
      ],
      other: [
        `${bare} [auf |]{degrees}`,
        `{degrees} für ${object}`,
        `ich [will|möchte|hätte gern|brauche] ${object} auf {degrees}`,
        `${object} [bitte |]auf {degrees}`,
        `stellen Sie ${object} auf {degrees}`,
        `für ${object} [bitte |]{degrees}`,
        `${bare}, {degrees}[ bitte|]`,
        `Temperatur ${bare}[,|] {degrees}`,
        `Zieltemperatur für ${object}, {degrees}`,
        `ich hätte ${object} [gern|lieber] auf {degrees}`,
        `wir brauchen für ${object} {degrees}`,
        `stellst du ${object} auf {degrees}`,
        `magst du ${object} auf {degrees} drehen`,
        `würden Sie ${object} auf {degrees} einstellen`,
        `wie wär's mit {degrees} für ${object}`,
        `die richtige Temperatur für ${object} [ist|wäre] {degrees}`,
        `{degrees} will ich für ${object} haben`,
      ],
      held: [`halte ${object} auf {degrees}`, `{degrees} wären gut für ${object}`, `reguliere ${object} auf {degrees}`],
    },
  };
}
