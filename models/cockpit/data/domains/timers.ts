import type { Domain, Value, Values } from "../domain.ts";
import { copiedIn } from "../language/slots.ts";
import { span, spanInAnswer } from "../language/spans.ts";
import { said } from "../said.ts";

const LABELS = {
  en: "pasta|pizza|tea|egg|rice|parking|laundry|nap|break|workout|cake|oven|potato|charging|coffee|bread|steak|meditation|ferry|phone call|homework|plank|noodle|lasagne".split(
    "|",
  ),
  de: "Nudeln|Pizza|Tee|Eier|Reis|Parkuhr|Wäsche|Pause|Training|Kuchen|Kartoffeln|Laden|Kaffee|Brot|Steak|Meditation|Fähre|Hausaufgaben|Liegestütze|Lasagne|Backofen|Sauna|Mittagsschlaf".split(
    "|",
  ),
};
const label = copiedIn(LABELS, 0.1);

const LABEL = {
  type: "string",
  description: ["Name of the timer, as said.", "What the timer is for."],
  names: ["name", "title", "purpose"],
  optional: true,
} as const;

const timerArgs = ({ span, label }: Values): Values => {
  const [hours, minutes, seconds] = span as readonly Value[];
  return said({ hours: hours || undefined, minutes: minutes || undefined, seconds: seconds || undefined, label });
};
const named = (args: Values): string => (args.label === undefined ? "" : ` (${args.label})`);
const spanOf = (values: Values, language: "en" | "de"): string =>
  spanInAnswer([values.hours, values.minutes, values.seconds], language);

export const timers: Domain = {
  tools: {
    set_timer: {
      names: ["start_timer", "create_timer", "timer", "countdown", "begin_countdown", "kitchen_timer"],
      heldNames: ["egg_clock", "run_stopclock"],
      description: [
        "Start a timer.",
        "Starts a countdown of some hours, minutes and seconds; only the parts that were said.",
        "Set a timer that rings after the given time, with a label if one was said.",
      ],
      standIns: ["create_reminder"],
      parameters: {
        hours: {
          type: "integer",
          description: ["Hours.", "How many hours."],
          names: ["h", "hour_count"],
          optional: true,
        },
        minutes: {
          type: "integer",
          description: ["Minutes.", "How many minutes."],
          names: ["min", "minute_count"],
          optional: true,
        },
        seconds: {
          type: "integer",
          description: ["Seconds.", "How many seconds."],
          names: ["sec", "second_count"],
          optional: true,
        },
        label: LABEL,
      },
      result: (args, { random }) => ({ ...args, timer_id: random.integer(1, 20) }),
      answer: {
        en: (args) => `Timer${named(args)} set: ${spanOf(args, "en")}.`,
        de: (args) => `Timer${named(args)} läuft: ${spanOf(args, "de")}.`,
      },
    },
    cancel_timer: {
      names: ["stop_timer", "delete_timer", "end_timer", "abort_countdown", "timer_off"],
      heldNames: ["kill_stopclock", "halt_countdown"],
      description: ["Stop a running timer.", "Cancels the timer, or the one with the given label."],
      parameters: { label: LABEL },
      result: (_, { random }) => said({ stopped: true, remaining_minutes: random.integer(1, 50) }),
      answer: {
        en: (args, result) =>
          `Timer${named(args)} stopped with ${spanInAnswer([0, result.remaining_minutes], "en")} left.`,
        de: (args, result) =>
          `Timer${named(args)} gestoppt, übrig waren ${spanInAnswer([0, result.remaining_minutes], "de")}.`,
      },
    },
    get_timer: {
      names: ["timer_status", "remaining_time", "check_timer", "time_left", "countdown_status"],
      heldNames: ["stopclock_reading", "query_countdown"],
      description: [
        "Tell how much time is left on the timer.",
        "Remaining time of the running timer, or of the one with the label.",
      ],
      parameters: { label: LABEL },
      result: (_, { random }) => ({ minutes: random.integer(1, 59), seconds: random.integer(1, 59) }),
      answer: {
        en: (args, result) => `${spanOf(result, "en")} left on the timer${named(args)}.`,
        de: (args, result) => `Noch ${spanOf(result, "de")} auf dem Timer${named(args)}.`,
      },
    },
  },
  intents: [
    {
      tool: "set_timer",
      weight: 2,
      slots: { span, label },
      en: {
        imperative: [
          "set [a|the|me a] timer for {span}",
          "[start|begin|run] a timer [for|of] {span}",
          "[start|set|make] [a|the] {label} timer for {span}",
          "[start|set] a timer [called|named] {label} for {span}",
          "count down {span}",
          "start a countdown [of|for] {span}",
          "time {span} [for me|]",
          "[give me|put on] a timer for {span}",
          "ring in {span}",
          "let the timer ring in {span}",
        ],
        other: [
          "timer[ for|,|] {span}",
          "{span} timer",
          "i need a timer for {span}",
          "i [want|'d like] a timer [of|for] {span}",
          "timer {span} for {label}",
          "{label} timer, {span}",
          "{span} from now the timer should ring",
          "countdown {span}",
          "{span} on the timer[ please|]",
          "i need a {label} timer for {span}",
        ],
        held: [
          "put {span} on the clock as a timer",
          "the timer should run for {span}",
          "a timer of {span} would be good",
          "{label} needs {span}, start a timer",
          "get a timer going for {span}",
        ],
      },
      de: {
        imperative: [
          "[stell|stelle|setz|mach] [mir |]einen Timer [auf|für|über] {span}",
          "[starte|stell] [bitte |]einen Timer [von|über|für] {span}",
          "stell den Timer auf {span}",
          "stell einen Timer für {label} auf {span}",
          "starte einen {label}-Timer [mit|über] {span}",
          "mach einen Timer namens {label} [mit|über] {span}",
          "stell mal {span} ein als Timer",
          "stoppe {span} ab mit dem Timer",
          "starten Sie einen Timer für {span}",
        ],
        infinitive: [
          "einen Timer [auf|für] {span} [stellen|setzen]",
          "einen Timer für {label} auf {span} stellen",
          "einen Timer über {span} [starten|laufen lassen]",
        ],
        other: [
          "Timer[ auf| für|] {span}",
          "{span} Timer",
          "ich [brauche|hätte gern|möchte|will] einen Timer [für|über] {span}",
          "Timer {span} für {label}",
          "{label}-Timer, {span}",
          "Countdown [von |]{span}",
          "ich brauche {span} für {label}, stell einen Timer",
          "{span} auf den Timer[ bitte|]",
        ],
        held: [
          "lass einen Timer {span} laufen",
          "der Timer soll {span} laufen",
          "kannst du mir {span} als Timer einstellen",
          "{label} braucht {span}, mach einen Timer an",
          "gib mir einen Timer über {span}",
        ],
      },
      args: timerArgs,
      correctable: ["span"],
      followUps: [
        {
          en: ["and another [one |]for {span}", "one more timer for {span}"],
          de: ["und noch einen [für|über] {span}", "noch einen Timer auf {span}"],
          slots: ["span"],
          another: true,
        },
      ],
      incomplete: [
        {
          en: {
            say: ["set a timer", "start a timer", "set a timer for {label}", "i need a timer"],
            ask: "For how long?",
            complete: ["{span}", "for {span}", "make it {span}"],
          },
          de: {
            say: ["stell einen Timer", "starte einen Timer", "stell einen Timer für {label}", "mach einen Timer an"],
            ask: "Wie lange?",
            complete: ["{span}", "auf {span}", "für {span}"],
          },
        },
      ],
    },
    {
      tool: "cancel_timer",
      slots: { label },
      en: {
        imperative: [
          "[stop|cancel|end|kill] [the|my] timer",
          "[stop|cancel|delete|end] the {label} timer",
          "turn [the|my] timer off",
          "turn off the [{label} |]timer",
          "[stop|cancel] the countdown",
          "cancel my {label} timer",
          "[stop|switch off] the timer for {label}",
          "drop the timer for {label}",
        ],
        other: [
          "timer off",
          "no more timer",
          "i don't need the [{label} |]timer any more",
          "[stop|cancel] timer {label}",
          "the [{label} |]timer can [stop|go]",
          "i want the timer stopped",
          "{label} timer off",
        ],
        held: [
          "make the {label} timer stop",
          "abort the timer",
          "the {label} timer is no longer needed, cancel it",
          "get rid of the timer",
        ],
      },
      de: {
        imperative: [
          "[stopp|stoppe|beende|lösch] [den|meinen] Timer",
          "mach den Timer aus",
          "brich den Timer ab",
          "schalt den Timer [für {label} |]aus",
          "[stopp|lösche|beende] den {label}-Timer",
          "[stopp|stoppe] den Timer für {label}",
          "stoppen Sie [bitte |]den Timer",
          "halt den Countdown an",
        ],
        infinitive: ["den Timer [stoppen|abbrechen|löschen|ausmachen]", "den Timer für {label} [beenden|ausschalten]"],
        other: [
          "Timer [aus|stopp|stoppen|abbrechen]",
          "{label}-Timer [aus|stoppen]",
          "ich brauche den Timer [für {label} |]nicht mehr",
          "der Timer [für {label} |]kann [aus|weg]",
          "Timer für {label} löschen",
          "Schluss mit dem Timer",
        ],
        held: [
          "der Timer soll aufhören",
          "weg mit dem {label}-Timer",
          "der Timer für {label} hat sich erledigt",
          "stell den Timer wieder ab",
        ],
      },
      args: ({ label }) => said({ label }),
    },
    {
      tool: "get_timer",
      slots: { label },
      en: {
        imperative: [
          "check [the|my] [{label} |]timer",
          "tell me how much time is left on the [{label} |]timer",
          "show me the [remaining time|time left] on the timer",
          "look at the [{label} |]timer for me",
        ],
        other: [
          "how [long|much time] is left on [the|my] timer",
          "how much [longer|more time] is on the {label} timer",
          "how long [does|will] the [{label} |]timer [still run|run for]",
          "when is the [{label} |]timer [done|over|finished|up]",
          "what does the [{label} |]timer say",
          "[remaining time|time left] on the [{label} |]timer",
          "how is the {label} timer doing",
          "is the timer [still running|nearly done]",
          "how many minutes are left on the [{label} |]timer",
          "timer status",
        ],
        held: [
          "how far along is the {label} timer",
          "what's left on the timer",
          "how many minutes until the timer rings",
          "when will the {label} timer go off",
        ],
      },
      de: {
        imperative: [
          "sag mir, wie lange der Timer noch läuft",
          "schau [mal |]auf den Timer[ für {label}|]",
          "zeig mir die [restliche Zeit|Restzeit] vom Timer",
          "prüf den {label}-Timer",
        ],
        infinitive: ["mir sagen, wie lange der Timer noch läuft", "mal auf den Timer [für {label} |]schauen"],
        other: [
          "wie lange [läuft|geht|dauert] der Timer [für {label} |]noch",
          "wie viel Zeit [ist noch|bleibt] auf dem Timer[ für {label}|]",
          "wann ist der Timer [für {label} |][fertig|abgelaufen|durch]",
          "wie lange noch auf dem Timer",
          "was sagt der [{label}-|]Timer",
          "wie steht der Timer[ für {label}|]",
          "läuft der Timer noch",
          "Restzeit Timer",
          "wie viele Minuten hat der [{label}-|]Timer noch",
          "wie weit ist der {label}-Timer",
        ],
        held: [
          "wann klingelt der Timer für {label}",
          "was ist vom Timer noch übrig",
          "wie viel hat der {label}-Timer noch",
          "ist der Timer bald fertig",
        ],
      },
      args: ({ label }) => said({ label }),
      followUps: [
        {
          en: ["and the {label} timer", "and for {label}"],
          de: ["und der für {label}", "und der {label}-Timer"],
          slots: ["label"],
        },
      ],
    },
  ],
};
