import type { Domain } from "../domain.ts";
import { town } from "../language/slots.ts";
import { dayEnum, dayInAnswer } from "../language/times.ts";
import { said } from "../said.ts";

const MONTHS = {
  en: "January February March April May June July August September October November December".split(" "),
  de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" "),
};
const WEEKDAYS = dayEnum.slice(2);
const pad = (number: number): string => String(number).padStart(2, "0");

/** A date as "2026-03-05" in words: "5 March 2026", "5. März 2026". */
function dateInAnswer(date: string, language: "en" | "de"): string {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  return `${dayOfMonth}${language === "de" ? "." : ""} ${MONTHS[language][month! - 1]} ${year}`;
}

const weekday = (value: unknown, language: "en" | "de"): string =>
  dayInAnswer(value, language).replace(/^(on|am) /, "");

export const clockDomain: Domain = {
  tools: {
    get_time: {
      names: ["current_time", "time_now", "local_time", "clock", "tell_time", "time_in_city"],
      heldNames: ["hour_of_day", "watch_reading"],
      description: [
        "Tell what time it is.",
        "The present time of day, here or in a given town.",
        "Current local time; without a town it is for here.",
      ],
      parameters: {
        town: {
          type: "string",
          description: ["Name of the town, as said; leave out for here.", "Where; without it, the present place."],
          names: ["city", "location", "place"],
          optional: true,
        },
      },
      result: (_, { random }) => ({ time: `${pad(random.integer(0, 23))}:${pad(random.integer(0, 59))}` }),
      answer: {
        en: (args, result) => `It's ${result.time}${args.town === undefined ? "" : ` in ${args.town}`}.`,
        de: (args, result) => `Es ist ${result.time} Uhr${args.town === undefined ? "" : ` in ${args.town}`}.`,
      },
    },
    get_date: {
      names: ["current_date", "today", "date_today", "what_day", "calendar_date"],
      heldNames: ["day_reading", "present_day"],
      description: ["Tell today's date.", "Today's date and day of the week.", "Which day it is today."],
      parameters: {},
      result: (_, { random }) => {
        const date = new Date(Date.UTC(2025, 0, 1 + random.integer(0, 1800)));
        return { date: date.toISOString().slice(0, 10), weekday: WEEKDAYS[(date.getUTCDay() + 6) % 7]! };
      },
      answer: {
        en: (_, result) => `Today is ${weekday(result.weekday, "en")}, ${dateInAnswer(String(result.date), "en")}.`,
        de: (_, result) =>
          `Heute ist ${weekday(result.weekday, "de")}, der ${dateInAnswer(String(result.date), "de")}.`,
      },
    },
  },
  intents: [
    {
      tool: "get_time",
      slots: { town },
      en: {
        imperative: [
          "tell me the [time|current time]",
          "tell me what time it is[ in {town}|]",
          "[check|give me] the time [in {town}|]",
          "show me the [local time in {town}|time]",
          "look up what time it is in {town}",
        ],
        other: [
          "what time is it[ right now| now|]",
          "what time is it [in|over in] {town}[ right now|]",
          "what's the time[ in {town}|]",
          "what's the local time in {town}",
          "do you [know|have] the time",
          "time[ in {town}|]",
          "how late is it[ in {town}|]",
          "i need the time",
          "i'd like to know [the time|what time it is][ in {town}|]",
          "[current|local] time in {town}",
          "is it late in {town}",
          "{town} time now",
        ],
        held: [
          "have you got the time",
          "what does the clock say in {town}",
          "could i have the time for {town}",
          "which time do they have in {town}",
          "what hour is it",
        ],
      },
      de: {
        imperative: [
          "sag mir die [Uhrzeit|Zeit][ in {town}|]",
          "sag mir, wie spät es [in {town} |]ist",
          "zeig mir die Uhrzeit[ in {town}|]",
          "sagen Sie mir [bitte |]die Uhrzeit",
          "schau [mal |]auf die Uhr",
        ],
        infinitive: ["mir die Uhrzeit [in {town} |]sagen", "mir sagen, wie spät es [in {town} |]ist"],
        other: [
          "wie spät ist es[ gerade| jetzt|]",
          "wie spät ist es [gerade |]in {town}",
          "wie viel Uhr ist es[ in {town}|]",
          "wie viel Uhr haben [wir|sie in {town}]",
          "Uhrzeit[ in {town}|]",
          "was ist die Uhrzeit[ in {town}|]",
          "weißt du, wie spät es ist",
          "welche Uhrzeit haben [wir|sie in {town}]",
          "ich [möchte|will] wissen, wie spät es [in {town} |]ist",
          "hast du die Uhrzeit",
          "Ortszeit [in |]{town}",
        ],
        held: [
          "was sagt die Uhr",
          "wie spät haben wir es",
          "wie spät haben sie es in {town}",
          "welche Zeit ist es gerade in {town}",
          "nenn mir mal die Uhrzeit",
        ],
      },
      args: ({ town }) => said({ town }),
      correctable: ["town"],
      followUps: [
        {
          en: ["and in {town}", "what about {town}", "and over in {town}"],
          de: ["und in {town}", "und wie spät in {town}", "wie ist es in {town}"],
          slots: ["town"],
        },
      ],
    },
    {
      tool: "get_date",
      en: {
        imperative: [
          "tell me [today's|the] date",
          "tell me what [day|date] it is[ today|]",
          "show me [today's|the] date",
          "give me the date[ today|]",
        ],
        other: [
          "what's [the|today's] date",
          "what's the date today",
          "what [day|date] is it[ today|]",
          "what day of the week is it[ today|]",
          "which [day|date|weekday] is it[ today|]",
          "what day is today",
          "[today's |]date[ today|]",
          "what day of the month is it",
          "is it already the weekend",
          "i need today's date",
          "do you know what day it is",
          "which month is it",
          "what year is it",
        ],
        held: [
          "what weekday have we got today",
          "could i have the date",
          "today is which day",
          "today, which date would that be",
        ],
      },
      de: {
        imperative: [
          "sag mir das [heutige |]Datum",
          "sag mir, welcher Tag heute ist",
          "zeig mir das Datum",
          "sagen Sie mir [bitte |]das heutige Datum",
        ],
        infinitive: ["mir das [heutige |]Datum sagen", "mir sagen, welcher Tag heute ist"],
        other: [
          "welcher Tag ist heute",
          "welches Datum [haben wir|ist heute]",
          "was ist heute für ein Tag",
          "welchen Tag haben wir heute",
          "der Wievielte ist heute",
          "welcher Wochentag ist heute",
          "was für ein Datum haben wir",
          "[heutiges |]Datum",
          "den Wievielten haben wir heute",
          "ich brauche das heutige Datum",
          "welchen Monat haben wir",
          "welches Jahr haben wir",
          "ist heute schon Wochenende",
        ],
        held: [
          "was haben wir heute für einen Wochentag",
          "weißt du, welcher Tag heute ist",
          "wie lautet das heutige Datum",
          "heute ist der wievielte",
        ],
      },
      args: () => ({}),
    },
  ],
};
