import type { Domain, Values } from "../domain.ts";
import { type Draw, ofSplit } from "../draw.ts";
import { event } from "../language/slots.ts";
import { clock, day, dayEnum } from "../language/times.ts";
import { bareDay, whenInAnswer } from "../language/when.ts";
import { EVENTS } from "../language/words.ts";
import { said } from "../said.ts";

const TITLE = {
  type: "string",
  description: ["Title of the event, as said.", "Which event, in the user's words."],
  names: ["name", "event", "subject"],
} as const;
const someEvent = (draw: Draw): string => ofSplit(draw, () => draw.random.pick(EVENTS[draw.language]), String);
const moveArgs = (v: Values): Values => said({ title: v.event, day: v.day ?? v.bareDay, time: v.clock });

export const agenda: Domain = {
  tools: {
    list_events: {
      names: ["get_events", "show_calendar", "read_agenda", "appointments_on", "day_schedule"],
      heldNames: ["diary_page", "whats_planned"],
      description: [
        "List the events in the calendar on a day.",
        "Tells what is in the user's calendar on the given day.",
        "Reads the appointments of one day.",
      ],
      parameters: {
        day: {
          type: "string",
          enum: dayEnum,
          description: ["The day.", "Of which day."],
          names: ["date", "on", "weekday"],
        },
      },
      result: (_, draw) => {
        const count = draw.random.integer(0, 5);
        if (count === 0) return { count };
        return { count, first: someEvent(draw), time: clock(draw).value };
      },
      answer: {
        en: (args, result) =>
          result.count === 0
            ? `You have nothing${whenInAnswer(args.day, undefined, "en")}.`
            : `You have ${result.count} ${result.count === 1 ? "event" : "events"}${whenInAnswer(args.day, undefined, "en")}, first ${result.first} at ${result.time}.`,
        de: (args, result) =>
          result.count === 0
            ? `Du hast${whenInAnswer(args.day, undefined, "de")} nichts vor.`
            : `Du hast${whenInAnswer(args.day, undefined, "de")} ${result.count} ${result.count === 1 ? "Termin" : "Termine"}, zuerst ${result.first} um ${result.time}.`,
      },
    },
    next_event: {
      names: ["next_appointment", "get_next_event", "upcoming_event", "next_meeting"],
      heldNames: ["whats_next", "soonest_entry"],
      description: [
        "Tell the next event in the calendar.",
        "The user's next appointment: what and when.",
        "Looks up which meeting comes next.",
      ],
      standIns: ["list_events"],
      parameters: {},
      result: (_, draw) => ({
        title: someEvent(draw),
        day: day(draw).value,
        time: clock(draw).value,
      }),
      answer: {
        en: (_, result) => `Next is ${result.title}${whenInAnswer(result.day, result.time, "en")}.`,
        de: (_, result) => `Als Nächstes: ${result.title}${whenInAnswer(result.day, result.time, "de")}.`,
      },
    },
    move_event: {
      names: ["reschedule_event", "change_appointment", "shift_meeting", "postpone_event", "update_event_time"],
      heldNames: ["rebook_entry", "transfer_date"],
      description: [
        "Move an event in the calendar to another day or time.",
        "Reschedules an appointment; day and time are the new ones, each only if said.",
      ],
      parameters: {
        title: TITLE,
        day: {
          type: "string",
          enum: dayEnum,
          description: ["The new day.", "To which day; only if said."],
          names: ["new_day", "to_day", "date"],
          optional: true,
        },
        time: {
          type: "string",
          description: ["The new start as HH:MM, 24 hours.", "New time of day as HH:MM; only if said."],
          names: ["new_time", "to_time", "start"],
          optional: true,
        },
      },
      result: (args, { random }) => ({ ...args, conflict: random.chance(0.25) }),
      answer: {
        en: (args, result) =>
          `Moved: ${args.title}, now${whenInAnswer(args.day, args.time, "en")}.${result.conflict ? " It overlaps with another event." : ""}`,
        de: (args, result) =>
          `Verschoben: ${args.title}, jetzt${whenInAnswer(args.day, args.time, "de")}.${result.conflict ? " Das überschneidet sich mit einem anderen Termin." : ""}`,
      },
    },
    cancel_event: {
      names: ["delete_event", "remove_appointment", "call_off_meeting", "calendar_delete"],
      heldNames: ["strike_entry", "unbook"],
      description: [
        "Cancel an event in the calendar.",
        "Deletes an appointment from the calendar, found by its title.",
      ],
      parameters: { title: TITLE },
      result: (_, draw) => ({ cancelled: true, day: day(draw).value, time: clock(draw).value }),
      answer: {
        en: (args, result) => `Cancelled: ${args.title},${whenInAnswer(result.day, result.time, "en")}.`,
        de: (args, result) => `Abgesagt: ${args.title},${whenInAnswer(result.day, result.time, "de")}.`,
      },
    },
  },
  intents: [
    {
      tool: "list_events",
      slots: { day, bareDay },
      en: {
        imperative: [
          "[show|read|tell] me my [appointments|events|calendar] for {bareDay}",
          "[read|list] my [appointments|events|meetings] for {bareDay}",
          "[check|open] my calendar for {bareDay}",
          "tell me what i have {day}",
          "go through my calendar for {bareDay}",
        ],
        other: [
          "what's on my [calendar|agenda|schedule] {day}",
          "what is [in|on] my calendar for {bareDay}",
          "what do i have [on |planned |]{day}",
          "do i have [any appointments|anything on|any meetings|something] {day}",
          "am i [free|busy] {day}",
          "which [appointments|meetings|events] do i have {day}",
          "what [does my day look like|am i doing|are my plans] {day}",
          "my [appointments|schedule|calendar] {day}",
          "how many [meetings|appointments] do i have {day}",
          "is there anything in my calendar {day}",
        ],
        held: [
          "have i got anything planned {day}",
          "how does my calendar look {day}",
          "any appointments {day}",
          "what's coming up in my schedule {day}",
          "is my day full {day}",
        ],
      },
      de: {
        imperative: [
          "[zeig|lies|sag|nenn] mir meine Termine {day}",
          "zeig [mir |]meinen Kalender für {bareDay}",
          "lies [mir |]meine Termine für {bareDay} vor",
          "schau [mal |]in meinen Kalender für {bareDay}",
          "sag mir, was ich {day} vorhabe",
          "zeigen Sie mir [bitte |]die Termine für {bareDay}",
        ],
        infinitive: ["mir meine Termine {day} [nennen|zeigen|vorlesen]", "in den Kalender für {bareDay} schauen"],
        other: [
          "was steht {day} in meinem Kalender",
          "was [steht|liegt] {day} an",
          "was habe ich {day} [vor|für Termine|im Kalender]",
          "habe ich {day} [Termine|was vor|etwas vor|einen Termin]",
          "welche Termine habe ich {day}",
          "bin ich {day} [frei|verplant]",
          "wie sieht mein [Tag|Kalender] {day} aus",
          "[meine |]Termine {day}",
          "wie viele Termine habe ich {day}",
          "gibt es {day} [Termine|etwas im Kalender]",
        ],
        held: [
          "ist {day} irgendwas geplant",
          "was kommt {day} auf mich zu",
          "steht {day} was im Kalender",
          "hab ich {day} schon was vor",
          "wie voll ist mein Kalender {day}",
        ],
      },
      args: ({ day, bareDay }) => ({ day: (day ?? bareDay)! }),
      correctable: ["day"],
      followUps: [
        { en: ["and {day}", "what about {day}"], de: ["und {day}", "und wie sieht es {day} aus"], slots: ["day"] },
      ],
      incomplete: [
        {
          en: {
            say: ["read [me |]my appointments", "check my calendar", "show me my calendar"],
            ask: "For which day?",
            complete: ["{bareDay}", "for {bareDay}"],
          },
          de: {
            say: ["lies [mir |]meine Termine vor", "schau in meinen Kalender", "zeig mir meinen Kalender"],
            ask: "Für welchen Tag?",
            complete: ["{bareDay}", "für {bareDay}"],
          },
        },
      ],
    },
    {
      tool: "next_event",
      weight: 0.7,
      en: {
        imperative: [
          "tell me my next [appointment|meeting|event]",
          "[show|read] me [my|the] next [appointment|event]",
          "look up my next [meeting|appointment]",
          "check when my next meeting is",
        ],
        other: [
          "when is my next [appointment|meeting|event]",
          "what's my next [appointment|meeting|event]",
          "[my |]next [appointment|meeting]",
          "what [comes|is|do i have] next in my calendar",
          "what's next on my [agenda|schedule|calendar]",
          "when do i have to be [at|in] my next [appointment|meeting]",
          "which appointment is next",
          "when does my next meeting start",
        ],
        held: [
          "what have i got coming up next",
          "how soon is my next appointment",
          "the next entry in my calendar, what is it",
          "where do i need to be next according to my calendar",
        ],
      },
      de: {
        imperative: [
          "[sag|nenn|zeig] mir meinen nächsten Termin",
          "lies [mir |]den nächsten Termin vor",
          "schau [mal |]nach, wann mein nächster Termin ist",
          "such meinen nächsten Termin raus",
        ],
        infinitive: ["mir meinen nächsten Termin [sagen|nennen|zeigen]", "nachschauen, wann mein nächster Termin ist"],
        other: [
          "wann [ist mein nächster Termin|habe ich den nächsten Termin]",
          "was ist mein nächster Termin",
          "[mein |]nächster Termin",
          "was [kommt|steht] als Nächstes [im Kalender|an]",
          "welcher Termin [kommt|ist] als Nächstes",
          "was habe ich als Nächstes [vor|im Kalender]",
          "wann beginnt [mein nächster|der nächste] Termin",
          "wann muss ich zum nächsten Termin",
        ],
        held: [
          "wie heißt mein nächster Termin",
          "wo muss ich laut Kalender als Nächstes hin",
          "der nächste Eintrag im Kalender, bitte",
          "um wie viel Uhr ist der nächste Termin",
        ],
      },
      args: () => ({}),
    },
    {
      tool: "move_event",
      slots: { event, day, bareDay, clock },
      en: {
        imperative: [
          "[move|reschedule|shift|push] {event} to {bareDay}",
          "[move|reschedule|shift|change] {event} to {clock}",
          "[move|reschedule|push] {event} to {bareDay} at {clock}",
          "[move|shift] [my|the] appointment {event} to {clock} {day}",
          "postpone {event} to {bareDay}",
          "[bring|put] {event} forward to {clock}",
          "change the [time|start] of {event} to {clock}",
        ],
        other: [
          "{event} is now {day} at {clock}, move it",
          "{event} has been moved to {bareDay}[ at {clock}|]",
          "i [want|need|have] to [move|reschedule] {event} to {bareDay}",
          "i'd like {event} moved to {clock}",
          "{event} [should be|needs to be] moved to {bareDay}, {clock}",
          "{event} to {clock} instead, move it",
        ],
        held: [
          "make {event} start at {clock} instead",
          "put {event} off until {bareDay}",
          "{event} doesn't fit, reschedule it for {bareDay} at {clock}",
          "let {event} take place at {clock} {day} instead",
        ],
      },
      de: {
        imperative: [
          "[verschieb|verschiebe|verleg|verlege] {event} auf {bareDay}",
          "[verschieb|verschiebe|leg] {event} auf {clock}",
          "[verschieb|verlege] den Termin {event} auf {bareDay} um {clock}",
          "schieb {event} auf {bareDay}, {clock}",
          "verschieben Sie {event} bitte auf {clock}",
          "zieh {event} vor auf {clock}",
          "änder den Termin {event} auf {bareDay} um {clock}",
        ],
        infinitive: ["{event} auf {bareDay} [verschieben|verlegen]", "den Termin {event} auf {clock} verschieben"],
        other: [
          "{event} ist jetzt {day} um {clock}, verschieb das",
          "{event} wurde auf {bareDay} verlegt",
          "ich [muss|möchte|will] {event} auf {bareDay} verschieben",
          "{event} soll auf {clock} verschoben werden",
          "Termin {event} auf {bareDay} um {clock} [verschieben|verlegen]",
        ],
        held: [
          "{event} findet doch {day} um {clock} statt, ändere das im Kalender",
          "leg den Termin {event} lieber auf {bareDay}",
          "{event} passt nicht, verschieb es auf {clock}",
          "aus {event} wird ein Termin {day} um {clock}, bitte umlegen",
        ],
      },
      args: moveArgs,
      correctable: ["clock", "bareDay"],
    },
    {
      tool: "cancel_event",
      slots: { event },
      en: {
        imperative: [
          "[cancel|delete|remove] {event}[ from my calendar|]",
          "[cancel|delete|call off] [my|the] appointment {event}",
          "take {event} [off|out of] my calendar",
          "[delete|remove] the calendar entry {event}",
          "call off {event}",
        ],
        other: [
          "{event} is [cancelled|off], take it out of my calendar",
          "i [can't|won't] make it to {event}, cancel it",
          "i want to cancel {event}",
          "{event} isn't happening, delete it from the calendar",
          "cancel appointment {event}",
        ],
        held: [
          "drop {event} from my calendar",
          "the appointment {event} can go",
          "i don't need {event} in my calendar any more",
          "strike {event} from the calendar",
        ],
      },
      de: {
        imperative: [
          "[lösch|streich|entferne] {event} aus [dem|meinem] Kalender",
          "sag [den Termin |]{event} ab",
          "[lösche|streiche] den Termin {event}",
          "nimm {event} aus dem Kalender",
          "löschen Sie bitte den Termin {event}",
        ],
        infinitive: ["{event} absagen", "den Termin {event} [löschen|streichen|absagen]"],
        other: [
          "{event} fällt aus, [lösch das|nimm es aus dem Kalender]",
          "ich schaffe {event} nicht, sag das ab",
          "ich möchte {event} absagen",
          "Termin {event} [löschen|absagen]",
          "der Termin {event} kann [weg|raus]",
        ],
        held: [
          "{event} findet nicht statt, streich es im Kalender",
          "der Termin {event} hat sich erledigt",
          "wirf {event} aus meinem Kalender",
          "{event} muss leider ausfallen, bitte absagen",
        ],
      },
      args: ({ event }) => ({ title: event! }),
    },
  ],
};
