import type { FollowUp, Intent, Values } from "../domain.ts";
import { meaning, oneOf } from "../language/slots.ts";
import { switchIntents } from "../language/switch-intents.ts";
import { type Thing, thing } from "../language/switching.ts";

/** Stands behind "for" / "für". */
const seat = oneOf({
  driver: {
    en: ["my seat", "the driver's seat", "the driver seat", "the driver"],
    de: ["meinen Sitz", "den Fahrersitz", "den Fahrer"],
  },
  passenger: {
    en: ["the passenger seat", "the front passenger", "the passenger's seat", "the passenger"],
    de: ["den Beifahrersitz", "den Beifahrer", "die Beifahrerin"],
  },
  rear_left: {
    en: ["the rear left seat", "the back left seat", "the left rear seat"],
    de: ["den Sitz hinten links", "den linken Rücksitz"],
  },
  rear_right: {
    en: ["the rear right seat", "the back right seat", "the right rear seat"],
    de: ["den Sitz hinten rechts", "den rechten Rücksitz"],
  },
});
const level = meaning([
  { value: 1, en: ["1", "one", "low", "level 1", "level one"], de: ["1", "eins", "Stufe 1", "Stufe eins", "niedrig"] },
  {
    value: 2,
    en: ["2", "two", "medium", "level 2", "level two"],
    de: ["2", "zwei", "Stufe 2", "Stufe zwei", "mittel"],
  },
  {
    value: 3,
    en: ["3", "three", "high", "level 3", "maximum", "full"],
    de: ["3", "drei", "Stufe 3", "Stufe drei", "hoch", "Maximum"],
  },
]);

interface Levelled {
  readonly tool: string;
  readonly thing: Thing;
  readonly on: NonNullable<Parameters<typeof switchIntents>[0]["on"]>;
  readonly off: NonNullable<Parameters<typeof switchIntents>[0]["on"]>;
}

const withSeat = (values: Values): Values => (values.seat === undefined ? {} : { seat: values.seat });
const FOLLOW_UPS: readonly FollowUp[] = [
  {
    en: ["[and now |now |rather |better |]{level}", "make it {level}"],
    de: ["[jetzt |lieber |besser |]{level}", "auf {level}"],
    slots: ["level"],
  },
  {
    en: ["[and |also |]for {seat}[ too| as well|]", "same for {seat}"],
    de: ["[und |auch |]für {seat}[ auch|]", "das Gleiche für {seat}"],
    slots: ["seat"],
  },
  { en: ["turn it off again", "off again"], de: ["[mach |]wieder aus"], set: { level: 0 } },
];

/** All that is said of what has levels 0 to 3 and a seat. */
function levelled({ tool, thing: what, on, off }: Levelled): Intent[] {
  const { en, de } = what;
  const { bare, object, subject } = de;
  const slots = { level, seat };
  const args = (values: Values): Values => ({ level: values.level!, ...withSeat(values) });
  const plain = switchIntents({ tool, thing: what, on, off });
  return [
    ...plain.map((intent, i) => ({
      ...intent,
      slots,
      args: ({ on = i === 0, ...values }: Values) => ({ level: values.level ?? (on ? 2 : 0), ...withSeat(values) }),
      followUps: i === 0 ? FOLLOW_UPS : FOLLOW_UPS.slice(0, 2),
    })),
    {
      tool,
      slots,
      weight: 1.5,
      en: {
        imperative: [
          `[set|put|turn] the ${en} to {level}`,
          `[set|put|turn] the ${en} [on|to] {level}`,
          `run the ${en} [at|on] {level}`,
          `turn on the ${en} [at|on] {level}`,
        ],
        other: [
          `${en} [to |on |]{level}`,
          `i [want|need|'d like] the ${en} [on|at] {level}`,
          `the ${en} should be [on|at] {level}`,
          `{level} for the ${en}`,
        ],
        held: [`have the ${en} at {level}`, `bring the ${en} to {level}`, `let's go for {level} with the ${en}`],
      },
      de: {
        imperative: [`[stell|stelle|schalt|dreh|setz] ${object} auf {level}`, `mach ${object} auf {level}`],
        infinitive: [`${object} auf {level} [stellen|schalten|drehen|setzen]`],
        other: [
          `${bare} [auf |]{level}`,
          `ich [will|möchte|hätte gern] ${object} auf {level}`,
          `${object} [bitte |]auf {level}`,
          `${subject} soll auf {level}`,
        ],
        held: [`bring ${object} auf {level}`, `${subject} dürfte auf {level} stehen`, `regle ${object} auf {level}`],
      },
      args,
      correctable: ["level"],
      followUps: FOLLOW_UPS,
    },
    {
      tool,
      slots,
      weight: 1.5,
      en: {
        imperative: [
          `[set|put|turn] the ${en} for {seat} to {level}`,
          `[set|turn] the ${en} to {level} for {seat}`,
          `for {seat} [set|put] the ${en} to {level}`,
        ],
        other: [
          `${en} for {seat} [to |on |]{level}`,
          `for {seat} ${en} {level}`,
          `i [want|'d like] the ${en} for {seat} [on|at] {level}`,
        ],
        held: [
          `give {level} ${en} to {seat}`,
          `{seat} should get the ${en} at {level}`,
          `bring the ${en} for {seat} to {level}`,
        ],
      },
      de: {
        imperative: [
          `[stell|stelle|schalt|dreh] ${object} für {seat} auf {level}`,
          `[stell|stelle] für {seat} ${object} auf {level}`,
        ],
        infinitive: [`${object} für {seat} auf {level} [stellen|schalten|drehen]`],
        other: [
          `${bare} für {seat} [auf |]{level}`,
          `für {seat} ${object} auf {level}`,
          `ich [will|möchte|hätte gern] ${object} für {seat} auf {level}`,
        ],
        held: [
          `bring ${object} für {seat} auf {level}`,
          `${subject} für {seat} soll auf {level} gehen`,
          `für {seat} dann ${bare} {level}`,
        ],
      },
      args,
      correctable: ["level", "seat"],
      followUps: FOLLOW_UPS,
    },
    ...[true, false].map(
      (wanted): Intent => ({
        tool,
        slots,
        en: {
          imperative: wanted
            ? [
                `[turn|switch] on the ${en} for {seat}`,
                `[turn|switch] the ${en} on for {seat}`,
                `[start|activate] the ${en} for {seat}`,
              ]
            : [
                `[turn|switch|shut] off the ${en} for {seat}`,
                `[turn|switch] the ${en} off for {seat}`,
                `[stop|deactivate] the ${en} for {seat}`,
              ],
          other: wanted
            ? [
                `${en} on for {seat}`,
                `${en} for {seat}`,
                `i [want|need|'d like] the ${en} on for {seat}`,
                `for {seat} ${en} on`,
              ]
            : [
                `${en} off for {seat}`,
                `no ${en} for {seat}`,
                `i don't [want|need] the ${en} for {seat}`,
                `for {seat} ${en} off`,
              ],
          held: wanted
            ? [`have the ${en} running for {seat}`, `{seat} needs the ${en}`]
            : [`{seat} doesn't need the ${en}`, `cut the ${en} for {seat}`],
        },
        de: {
          imperative: wanted
            ? [
                `[schalt|mach] ${object} für {seat} an`,
                `[aktiviere|starte] ${object} für {seat}`,
                `mach für {seat} ${object} an`,
              ]
            : [
                `[schalt|mach] ${object} für {seat} aus`,
                `deaktiviere ${object} für {seat}`,
                `mach für {seat} ${object} aus`,
              ],
          infinitive: wanted
            ? [`${object} für {seat} [anmachen|einschalten|anschalten]`]
            : [`${object} für {seat} [ausmachen|ausschalten|abschalten]`],
          other: wanted
            ? [
                `${bare} für {seat}[ an| bitte|]`,
                `ich [will|möchte|brauche] ${object} für {seat}`,
                `für {seat} ${object} an`,
              ]
            : [
                `${bare} für {seat} aus`,
                `keine ${bare} [mehr |]für {seat}`,
                `für {seat} ${object} aus`,
                `ich brauche ${object} für {seat} nicht`,
              ],
          held: wanted
            ? [`für {seat} wäre ${subject} gut`, `lass ${object} für {seat} laufen`]
            : [`auf ${object} für {seat} kann ich verzichten`, `für {seat} geht es ohne ${object}`],
        },
        args: (values) => ({ level: values.level ?? (wanted ? 2 : 0), ...withSeat(values) }),
        correctable: ["seat"],
        followUps: wanted ? FOLLOW_UPS : FOLLOW_UPS.slice(0, 2),
      }),
    ),
  ];
}

/** Heating, cooling and massage of the seats. */
export const levelIntents: readonly Intent[] = [
  ...levelled({
    tool: "set_seat_heating",
    thing: thing("[seat heating|seat heater|seat warmer|heated seat]", "f", "Sitzheizung"),
    on: {
      en: {
        imperative: ["[warm|heat] [up |]the seat", "make the seat warm"],
        other: ["the seat is [so |too |]cold", "my [bum|back|backside] is cold", "i want a warm seat"],
        held: ["this seat is like ice", "i'd like my backside warmed"],
      },
      de: {
        imperative: ["[heiz|wärm] den Sitz"],
        infinitive: ["den Sitz [heizen|wärmen|beheizen]"],
        other: ["der Sitz ist [so |zu |]kalt", "mein [Hintern|Po|Rücken] ist kalt", "ich will einen warmen Sitz"],
        held: ["dieser Sitz ist wie Eis", "ich will es warm am Rücken"],
      },
    },
    off: {
      en: { other: ["the seat is too [hot|warm]", "stop heating the seat"] },
      de: { other: ["der Sitz ist zu [heiß|warm]", "hör auf, den Sitz zu heizen"] },
    },
  }),
  ...levelled({
    tool: "set_seat_cooling",
    thing: thing("[seat cooling|seat ventilation|ventilated seat]", "f", "[Sitzkühlung|Sitzbelüftung|Sitzlüftung]"),
    on: {
      en: {
        imperative: ["[cool|ventilate] the seat"],
        other: ["my back is [sweaty|sweating]", "i want a cool seat"],
        held: ["i'm sticking to the seat"],
      },
      de: {
        imperative: ["[kühl|belüfte] den Sitz"],
        infinitive: ["den Sitz [kühlen|belüften]"],
        other: ["ich schwitze am Rücken", "ich will einen kühlen Sitz"],
        held: ["ich klebe am Sitz"],
      },
    },
    off: { en: { other: ["stop cooling the seat"] }, de: { other: ["hör auf, den Sitz zu kühlen"] } },
  }),
  ...levelled({
    tool: "set_seat_massage",
    thing: thing(
      "[massage|seat massage|back massage|massage function]",
      "f",
      "[Massage|Sitzmassage|Rückenmassage|Massagefunktion]",
    ),
    on: {
      en: {
        imperative: ["massage [me|my back]", "give me a [massage|back rub]"],
        other: ["my back [hurts|aches|is tense]", "i [want|need|'d like] a massage"],
        held: ["my back could do with some kneading", "i'm so tense"],
      },
      de: {
        imperative: ["massier [mich|meinen Rücken]", "gib mir eine Massage"],
        infinitive: ["[mich|meinen Rücken] massieren"],
        other: ["mein Rücken [tut weh|schmerzt|ist verspannt]", "ich [will|brauche|möchte|hätte gern] eine Massage"],
        held: ["mein Rücken könnte etwas Kneten brauchen", "ich bin so verspannt"],
      },
    },
    off: {
      en: { other: ["stop massaging me", "enough massage"] },
      de: { other: ["hör auf zu massieren", "genug massiert"] },
    },
  }),
];
