import type { Domain, Filled, Values } from "../domain.ts";
import type { Draw } from "../draw.ts";
import { event as anyEvent, person } from "../language/slots.ts";
import { clock, day, dayEnum } from "../language/times.ts";
import { bareDay, whenInAnswer } from "../language/when.ts";
import { said } from "../said.ts";

/** A title that names nobody, since "with" and "mit" tell who comes. */
function event(draw: Draw): Filled {
  const filled = anyEvent(draw);
  return /(^| )(with|mit)( |$)/.test(filled.text) ? event(draw) : filled;
}

/** How long something lasts, as it stands behind "for" / "für"; the value is in minutes. */
function duration({ random, language }: Draw): Filled {
  const hours = random.integer(2, 8);
  const minutes = random.integer(1, 18) * 5;
  const [text, value] = random.pick<readonly [string, number]>(
    language === "en"
      ? [
          ["an hour", 60],
          ["one hour", 60],
          ["half an hour", 30],
          ["a quarter of an hour", 15],
          [`${hours} hours`, hours * 60],
          [`${minutes} minutes`, minutes],
          [`${minutes} minutes`, minutes],
        ]
      : [
          ["eine Stunde", 60],
          ["eine halbe Stunde", 30],
          ["eine Viertelstunde", 15],
          [`${hours} Stunden`, hours * 60],
          [`${minutes} Minuten`, minutes],
          [`${minutes} Minuten`, minutes],
        ],
  );
  return { text, value };
}

const createArgs = (v: Values): Values =>
  said({ title: v.event, day: v.day ?? v.bareDay, time: v.clock, duration_minutes: v.duration, attendee: v.person });

export const calendar: Domain = {
  tools: {
    create_event: {
      names: ["add_event", "new_appointment", "schedule_meeting", "calendar_add", "book_slot", "create_appointment"],
      heldNames: ["diary_entry", "pencil_in"],
      description: [
        "Create an event in the calendar.",
        "Puts an appointment into the calendar, with a title, a day, a time, and if said its length and who comes.",
        "Add a meeting or appointment to the user's calendar.",
      ],
      parameters: {
        title: {
          type: "string",
          description: ["Title of the event, as said.", "What it is, in the user's words."],
          names: ["name", "subject", "event", "summary"],
        },
        day: {
          type: "string",
          enum: dayEnum,
          description: ["The day.", "On which day."],
          names: ["date", "on", "weekday"],
          optional: true,
        },
        time: {
          type: "string",
          description: ["Start as HH:MM, 24 hours.", "Time of day as HH:MM."],
          names: ["start", "at", "start_time"],
          optional: true,
        },
        duration_minutes: {
          type: "integer",
          description: ["Length in minutes.", "How many minutes it lasts; only if said."],
          names: ["length", "minutes", "duration"],
          optional: true,
        },
        attendee: {
          type: "string",
          description: ["Who else comes, as said.", "Name of a person to invite."],
          names: ["with", "guest", "invite", "participant"],
          optional: true,
        },
      },
      result: (args, { random }) => ({ ...args, event_id: random.integer(100, 999), saved: true }),
      answer: {
        en: (args) =>
          `Added to your calendar: ${args.title}${args.attendee === undefined ? "" : ` with ${args.attendee}`}${whenInAnswer(args.day, args.time, "en")}${args.duration_minutes === undefined ? "" : `, ${args.duration_minutes} minutes`}.`,
        de: (args) =>
          `Im Kalender eingetragen: ${args.title}${args.attendee === undefined ? "" : ` mit ${args.attendee}`}${whenInAnswer(args.day, args.time, "de")}${args.duration_minutes === undefined ? "" : `, ${args.duration_minutes} Minuten`}.`,
      },
    },
  },
  intents: [
    {
      tool: "create_event",
      weight: 1.5,
      slots: { event, day, clock, bareDay },
      en: {
        imperative: [
          "[create|add|make] an [event|appointment] {day} at {clock}: {event}",
          "[put|add|enter] {event} {day} at {clock} [in|into|to] my calendar",
          "[put|add] {event} [in|to] [my|the] calendar {day} at {clock}",
          "[put|add] {event} [in|to] [my|the] calendar for {bareDay}[,| at] {clock}",
          "schedule {event} {day} at {clock}",
          "schedule {event} for {clock} {day}",
          "[create|make] [a calendar entry|an appointment] called {event} {day} at {clock}",
          "book {event} into my calendar {day} at {clock}",
          "note {event} in my calendar {day} at {clock}",
        ],
        other: [
          "[new|calendar] [event|entry] {event} {day} at {clock}",
          "new appointment {day} at {clock}: {event}",
          "i have {event} {day} at {clock}, [put|add] it [in|to] my calendar",
          "{event} {day} at {clock}, add that to my calendar",
          "i [want|need|'d like] an appointment {day} at {clock}: {event}",
          "{day} at {clock} i have {event}, put it in the calendar",
          "calendar: {event}, {day}, {clock}",
          "i'd like to schedule {event} {day} at {clock}",
        ],
        held: [
          "write {event} into my calendar {day} at {clock}",
          "my calendar should have {event} {day} at {clock}",
          "there is {event} {day} at {clock}, please put it in my calendar",
          "set up {event} in the calendar for {bareDay} at {clock}",
        ],
      },
      de: {
        imperative: [
          "[trag|trage] {event} {day} um {clock} in [meinen|den] Kalender ein",
          "[trag|schreib] [mir |]{day} um {clock} {event} in den Kalender",
          "[erstelle|mach|leg] [mir |]einen Termin {day} um {clock}: {event}",
          "[erstelle|leg] einen Termin {event} {day} um {clock} an",
          "trag für {bareDay} um {clock} {event} ein",
          "plane {event} {day} um {clock} ein",
          "nimm {event} {day} um {clock} in den Kalender auf",
          "tragen Sie bitte {day} um {clock} {event} in den Kalender ein",
          "setz {event} {day} um {clock} auf meinen Kalender",
        ],
        infinitive: [
          "{event} {day} um {clock} in den Kalender eintragen",
          "einen Termin {day} um {clock} anlegen: {event}",
          "{day} um {clock} {event} einplanen",
        ],
        other: [
          "[neuer |]Termin {day} um {clock}: {event}",
          "ich habe {day} um {clock} {event}, trag das ein",
          "{event} {day} um {clock}, [bitte in den Kalender|trag das in den Kalender ein]",
          "[neuer |]Kalendereintrag {event}, {day} um {clock}",
          "ich [brauche|möchte|hätte gern] einen Termin {day} um {clock}: {event}",
          "Kalender: {event}, {day}, {clock}",
          "ich möchte {event} {day} um {clock} eintragen",
        ],
        held: [
          "mach einen Eintrag im Kalender, {event} {day} um {clock}",
          "{day} um {clock} steht {event} an, bitte eintragen",
          "in meinen Kalender soll {event}, {day} um {clock}",
          "notier mir den Termin {event} {day} um {clock}",
        ],
      },
      args: createArgs,
      correctable: ["clock", "day"],
      incomplete: [
        {
          en: {
            say: ["[add|put] {event} [to|in] my calendar", "schedule {event}", "create an appointment: {event}"],
            ask: "When?",
            complete: ["{day} at {clock}", "at {clock} {day}"],
          },
          de: {
            say: ["trag {event} in den Kalender ein", "mach einen Termin: {event}", "leg einen Termin an: {event}"],
            ask: "Wann?",
            complete: ["{day} um {clock}", "um {clock} {day}"],
          },
        },
      ],
    },
    {
      tool: "create_event",
      slots: { event, day, clock, duration },
      en: {
        imperative: [
          "[put|add] {event} [in|to] my calendar {day} at {clock} for {duration}",
          "schedule {event} {day} at {clock} for {duration}",
          "[create|make] an appointment {day} at {clock} for {duration}: {event}",
          "block {duration} in my calendar {day} at {clock} for {event}",
          "book {duration} {day} at {clock} in my calendar for {event}",
        ],
        other: [
          "{event} {day} at {clock} for {duration}, put it in my calendar",
          "new appointment {day} at {clock} lasting {duration}: {event}",
          "calendar: {event}, {day}, {clock}, {duration}",
          "i have {event} {day} at {clock}, it takes {duration}, add it to my calendar",
        ],
        held: [
          "set aside {duration} {day} at {clock} for {event} in my calendar",
          "{event} will take {duration} {day} at {clock}, schedule it",
          "plan {event} {day} from {clock} for {duration} in my calendar",
          "enter an appointment of {duration} {day} at {clock}: {event}",
        ],
      },
      de: {
        imperative: [
          "trag {event} {day} um {clock} für {duration} in den Kalender ein",
          "mach einen Termin {day} um {clock} für {duration}: {event}",
          "plane {day} um {clock} {duration} für {event} ein",
          "blocke {day} um {clock} {duration} für {event} im Kalender",
          "leg {event} {day} um {clock} an, {duration} lang",
        ],
        infinitive: [
          "{event} {day} um {clock} für {duration} eintragen",
          "{day} um {clock} {duration} für {event} im Kalender blocken",
        ],
        other: [
          "[neuer |]Termin {day} um {clock}, {duration}: {event}",
          "{event} {day} um {clock}, dauert {duration}, trag das ein",
          "Kalender: {event}, {day}, {clock}, {duration}",
        ],
        held: [
          "reservier mir {day} um {clock} {duration} für {event}",
          "{event} geht {duration}, {day} ab {clock}, trag es in den Kalender ein",
          "{duration} {event} {day} um {clock} bitte in den Kalender",
          "halt mir {day} um {clock} {duration} im Kalender frei für {event}",
        ],
      },
      args: createArgs,
      correctable: ["clock", "duration"],
    },
    {
      tool: "create_event",
      slots: { event, day, clock, person },
      en: {
        imperative: [
          "schedule {event} with {person} {day} at {clock}",
          "[add|put] {event} with {person} [to|in] my calendar {day} at {clock}",
          "invite {person} to {event} {day} at {clock}",
          "[create|make] an appointment with {person} {day} at {clock}: {event}",
          "[set up|book] {event} with {person} {day} at {clock}",
        ],
        other: [
          "i'm meeting {person} {day} at {clock} for {event}, put it in my calendar",
          "{event} with {person} {day} at {clock}, add it to the calendar",
          "new appointment with {person} {day} at {clock}: {event}",
          "i'd like to schedule {event} with {person} {day} at {clock}",
        ],
        held: [
          "send {person} an invitation to {event} {day} at {clock}",
          "{person} and i have {event} {day} at {clock}, please add it to my calendar",
          "plan {event} {day} at {clock} and invite {person}",
          "enter {event} {day} at {clock} together with {person} in the calendar",
        ],
      },
      de: {
        imperative: [
          "trag {event} mit {person} {day} um {clock} ein",
          "mach einen Termin mit {person} {day} um {clock}: {event}",
          "lade {person} {day} um {clock} zu {event} ein",
          "plane {event} mit {person} {day} um {clock}",
          "schreib {event} mit {person} {day} um {clock} in den Kalender",
        ],
        infinitive: [
          "{event} mit {person} {day} um {clock} eintragen",
          "{person} {day} um {clock} zu {event} einladen",
        ],
        other: [
          "[neuer |]Termin mit {person} {day} um {clock}: {event}",
          "ich treffe {person} {day} um {clock}, {event}, trag das ein",
          "{event} mit {person} {day} um {clock} in den Kalender",
        ],
        held: [
          "{person} soll {day} um {clock} zu {event} kommen, trag das ein",
          "leg {event} {day} um {clock} an und lade {person} ein",
          "{day} um {clock} habe ich mit {person} {event}, bitte eintragen",
          "schick {person} eine Einladung zu {event} {day} um {clock}",
        ],
      },
      args: createArgs,
      correctable: ["clock", "person"],
    },
  ],
};
