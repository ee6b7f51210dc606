import type { Domain, Values } from "../domain.ts";
import { clock, day, dayEnum } from "../language/times.ts";
import { bareDay, whenInAnswer } from "../language/when.ts";
import { said } from "../said.ts";

const DAY = {
  type: "string",
  enum: dayEnum,
  description: ["The day.", "On which day; only if said."],
  names: ["on", "date", "weekday"],
  optional: true,
} as const;
const TIME = {
  type: "string",
  description: ["Time of day as HH:MM, 24 hours.", "When it rings, as HH:MM."],
  names: ["at", "clock", "wake_time"],
} as const;
const alarmArgs = ({ clock, day, bareDay }: Values): Values => said({ time: clock, day: day ?? bareDay });

export const alarms: Domain = {
  tools: {
    set_alarm: {
      names: ["create_alarm", "wake_me", "alarm_clock", "add_alarm", "wake_up_call", "new_alarm"],
      heldNames: ["morning_bell", "rouse_at"],
      description: [
        "Set an alarm clock.",
        "Sets an alarm that rings or wakes the user at a time of day, on a day if one was said.",
        "Wake the user at a time.",
      ],
      parameters: { time: TIME, day: DAY },
      result: (args, { random }) => ({ ...args, active: true, alarm_id: random.integer(1, 30) }),
      answer: {
        en: (args) => `Alarm set${whenInAnswer(args.day, args.time, "en")}.`,
        de: (args) => `Der Wecker ist gestellt:${whenInAnswer(args.day, args.time, "de")}.`,
      },
    },
    cancel_alarm: {
      names: ["delete_alarm", "remove_alarm", "alarm_off", "disable_alarm"],
      heldNames: ["let_sleep", "silence_bell"],
      description: ["Cancel an alarm.", "Removes the alarm set for a time of day."],
      parameters: { time: TIME, day: DAY },
      result: (_, { random }) => ({ cancelled: true, other_alarms: random.integer(0, 4) }),
      answer: {
        en: (args, result) =>
          `The alarm${whenInAnswer(args.day, args.time, "en")} is off, ${result.other_alarms === 0 ? "no other is" : `${result.other_alarms} more ${result.other_alarms === 1 ? "is" : "are"}`} set.`,
        de: (args, result) =>
          `Der Wecker${whenInAnswer(args.day, args.time, "de")} ist aus, ${result.other_alarms === 0 ? "sonst ist keiner" : result.other_alarms === 1 ? "1 weiterer ist" : `${result.other_alarms} weitere sind`} gestellt.`,
      },
    },
    list_alarms: {
      names: ["get_alarms", "show_alarms", "next_alarm", "alarm_status"],
      heldNames: ["bell_overview", "wake_times"],
      description: ["Tell which alarms are set.", "Shows when the alarm clock rings next."],
      parameters: {},
      result: (_, draw) => {
        const count = draw.random.integer(0, 4);
        return count === 0 ? { count } : { count, next_time: clock(draw).value, next_day: day(draw).value };
      },
      answer: {
        en: (_, result) =>
          result.count === 0
            ? "No alarm is set."
            : `${result.count} ${result.count === 1 ? "alarm" : "alarms"}, next${whenInAnswer(result.next_day, result.next_time, "en")}.`,
        de: (_, result) =>
          result.count === 0
            ? "Es ist kein Wecker gestellt."
            : `${result.count} Wecker, der nächste klingelt${whenInAnswer(result.next_day, result.next_time, "de")}.`,
      },
    },
  },
  intents: [
    {
      tool: "set_alarm",
      weight: 1.5,
      slots: { clock, day, bareDay },
      en: {
        imperative: [
          "set [an|my|the] alarm [for|at|to] {clock}",
          "set [an|my] alarm {day} at {clock}",
          "set [an|the] alarm for {clock} {day}",
          "set [an|my] alarm for {bareDay}[,|] {clock}",
          "wake me [up |]at {clock}",
          "wake me [up |]{day} at {clock}",
          "wake me at {clock} {day}",
          "get me up at {clock}[ {day}|]",
          "[create|add] an alarm for {clock}[ {day}|]",
          "let the alarm [ring|go off] at {clock}",
        ],
        other: [
          "alarm[ at| for|] {clock}",
          "alarm {day} at {clock}",
          "i need an alarm [at|for] {clock}[ {day}|]",
          "i [have|need] to get up at {clock}[ {day}|]",
          "i [want|'d like] to be woken [up |]at {clock}",
          "i have to be up {day} at {clock}, wake me",
          "{clock} alarm[ please|]",
          "i'd like an alarm {day} at {clock}",
          "wake-up call at {clock}[ {day}|]",
          "new alarm, {clock}",
        ],
        held: [
          "make sure i'm awake at {clock}",
          "the alarm should go off {day} at {clock}",
          "don't let me sleep past {clock}",
          "{day} at {clock} i need to be woken",
          "put an alarm on for {clock}",
        ],
      },
      de: {
        imperative: [
          "[stell|stelle|mach] [mir |][den|einen|meinen] Wecker auf {clock}",
          "stell [den|einen] Wecker {day} auf {clock}",
          "stell [mir |]den Wecker für {bareDay} auf {clock}",
          "weck mich [bitte |]um {clock}[ auf|]",
          "weck mich {day} um {clock}",
          "wecke mich um {clock}",
          "wecken Sie mich [bitte |]{day} um {clock}",
          "stell einen Alarm [auf|für] {clock}",
          "lass den Wecker um {clock} klingeln",
        ],
        infinitive: [
          "[den|einen] Wecker auf {clock} stellen",
          "mich [{day} |]um {clock} wecken",
          "{day} um {clock} einen Alarm stellen",
        ],
        other: [
          "Wecker [auf |um |]{clock}",
          "Wecker {day} um {clock}",
          "ich [brauche|hätte gern|möchte] einen Wecker um {clock}",
          "ich muss [{day} |]um {clock} aufstehen",
          "ich [will|möchte] {day} um {clock} geweckt werden",
          "Alarm [{day} |]um {clock}",
          "ich muss {day} um {clock} raus, weck mich",
          "neuer Wecker, {clock}",
          "weckst du mich [{day} |]um {clock}",
        ],
        held: [
          "{day} um {clock} soll der Wecker klingeln",
          "lass mich nicht länger als bis {clock} schlafen",
          "ich muss {day} um {clock} wach sein",
          "hol mich um {clock} aus dem Bett",
          "bitte um {clock} wecken",
        ],
      },
      args: alarmArgs,
      correctable: ["clock", "day"],
      followUps: [
        {
          en: ["and another [one |]at {clock}", "one more at {clock}"],
          de: ["und noch einen um {clock}", "noch einen auf {clock}"],
          slots: ["clock"],
          another: true,
        },
      ],
      incomplete: [
        {
          en: {
            say: ["set an alarm", "set my alarm {day}", "wake me {day}", "i need an alarm"],
            ask: "For what time?",
            complete: ["{clock}", "at {clock}", "for {clock}"],
          },
          de: {
            say: ["stell den Wecker", "stell einen Wecker", "weck mich {day}", "stell {day} einen Wecker"],
            ask: "Auf wie viel Uhr?",
            complete: ["{clock}", "um {clock}", "auf {clock}"],
          },
        },
      ],
    },
    {
      tool: "cancel_alarm",
      slots: { clock, day },
      en: {
        imperative: [
          "[cancel|delete|remove|stop] [the|my] alarm [at|for] {clock}",
          "[cancel|delete|remove] [the|my] {clock} alarm",
          "turn off the alarm [at|for] {clock}[ {day}|]",
          "turn [the|my] {clock} alarm off",
          "[cancel|delete] the alarm {day} at {clock}",
          "drop my {clock} alarm",
        ],
        other: [
          "i don't need the alarm at {clock} [any more|{day}]",
          "no alarm at {clock}[ {day}|]",
          "don't wake me at {clock}[ {day}|]",
          "i don't have to get up at {clock} any more",
          "the {clock} alarm can go",
          "you don't need to wake me at {clock}[ {day}|]",
          "alarm {clock} off",
        ],
        held: [
          "get rid of the alarm for {clock}",
          "the alarm {day} at {clock} is not needed",
          "forget about waking me at {clock}",
          "call off the alarm at {clock} {day}",
        ],
      },
      de: {
        imperative: [
          "[lösch|lösche|entferne|stopp] den Wecker um {clock}",
          "mach den Wecker [um|für] {clock} aus",
          "schalt den Wecker {day} um {clock} aus",
          "stell den Wecker um {clock} [ab|aus]",
          "weck mich [{day} |]nicht um {clock}",
          "löschen Sie [bitte |]den Wecker um {clock}",
          "lösch den Alarm [{day} |]um {clock}",
        ],
        infinitive: ["den Wecker um {clock} [löschen|ausmachen|ausschalten]", "den Wecker {day} um {clock} abstellen"],
        other: [
          "ich brauche den Wecker um {clock} nicht mehr",
          "Wecker [um |]{clock} [aus|löschen]",
          "der Wecker [{day} |]um {clock} kann [weg|aus]",
          "kein Wecker um {clock}",
          "ich muss [{day} |]nicht um {clock} aufstehen",
          "du musst mich [{day} |]um {clock} nicht wecken",
        ],
        held: [
          "den Wecker um {clock} will ich nicht mehr",
          "nimm den Wecker {day} um {clock} raus",
          "der Wecker um {clock} hat sich erledigt",
          "um {clock} brauchst du mich doch nicht zu wecken",
        ],
      },
      args: alarmArgs,
      correctable: ["clock"],
    },
    {
      tool: "list_alarms",
      weight: 0.6,
      en: {
        imperative: [
          "[show|list] [me |]my alarms",
          "[tell me|show me] [which|what] alarms are [set|on]",
          "check my alarm[s|]",
          "tell me when my alarm [rings|goes off]",
        ],
        other: [
          "[what|which] alarms [are set|are on|do i have]",
          "when does [my|the] alarm [ring|go off]",
          "when [is my next|'s the next] alarm",
          "is [an|my|the] alarm [set|on]",
          "do i have [an alarm|any alarms] set",
          "my alarms",
          "how many alarms [are set|do i have]",
          "when are you waking me",
          "alarm overview",
        ],
        held: ["did i set an alarm", "for when is the alarm clock set", "any alarms on", "what time will i be woken"],
      },
      de: {
        imperative: [
          "zeig [mir |]meine Wecker",
          "sag mir, wann [der|mein] Wecker klingelt",
          "zeig mir alle [Wecker|Alarme]",
          "schau [mal |]nach, ob ein Wecker gestellt ist",
        ],
        infinitive: ["mir meine Wecker zeigen", "mir sagen, wann mein Wecker klingelt"],
        other: [
          "welche [Wecker|Alarme] [sind gestellt|sind an|habe ich]",
          "wann klingelt [mein|der|mein nächster|der nächste] Wecker",
          "ist [ein|der|mein] Wecker [gestellt|an]",
          "habe ich einen Wecker gestellt",
          "meine Wecker",
          "wie viele Wecker [sind gestellt|habe ich]",
          "wann weckst du mich",
          "wann geht [der|mein] Wecker",
        ],
        held: [
          "auf wann steht der Wecker",
          "wann werde ich geweckt",
          "hab ich überhaupt einen Wecker an",
          "lass mich meine Wecker sehen",
        ],
      },
      args: () => ({}),
    },
  ],
};
