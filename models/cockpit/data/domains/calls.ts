import type { Domain } from "../domain.ts";
import { oneOf, person } from "../language/slots.ts";
import { said } from "../said.ts";
import { dialIntent } from "./calls-dial.ts";
import { lineIntents } from "./calls-line.ts";
import { callLogIntents } from "./calls-log.ts";

const LINES = {
  mobile: { en: "mobile", de: "Handy" },
  home: { en: "home", de: "privat" },
  work: { en: "work", de: "Arbeit" },
};
const line = oneOf({
  mobile: { en: ["on the mobile", "on the cell phone", "on the mobile phone"], de: ["auf dem Handy", "mobil"] },
  home: { en: ["at home", "on the home number"], de: ["zu Hause", "daheim", "privat"] },
  work: { en: ["at work", "at the office", "on the work number"], de: ["auf der Arbeit", "im Büro"] },
});

export const calls: Domain = {
  tools: {
    call_contact: {
      names: ["call_person", "phone_contact", "make_call", "start_call", "ring_contact"],
      heldNames: ["reach_someone", "place_voice_call"],
      description: [
        "Call a person by name, on a certain line if one is named.",
        "Phones somebody from the contacts.",
        "Starts a phone call to a contact. Not for numbers.",
        "Rings a person who is named.",
      ],
      parameters: {
        name: {
          type: "string",
          description: ["Who to call, as said.", "Name of the contact.", "The person's name."],
          names: ["contact", "person", "who", "contact_name"],
        },
        line: {
          type: "string",
          enum: Object.keys(LINES),
          description: ["Which of the person's phones, if said.", "Mobile, home or work, only if named."],
          names: ["phone_type", "label", "number_type"],
          optional: true,
        },
      },
      result: (args) => ({ calling: args.name!, ...(args.line ? { line: args.line } : {}) }),
      answer: {
        en: (_, { calling, line }) => `Calling ${calling}${line ? ` (${LINES[line as "work"].en})` : ""}.`,
        de: (_, { calling, line }) => `Ich rufe ${calling} an${line ? ` (${LINES[line as "work"].de})` : ""}.`,
      },
    },
    dial_number: {
      names: ["call_number", "phone_number", "dial", "number_call", "dial_digits"],
      heldNames: ["keypad_call", "connect_number"],
      description: [
        "Dial a phone number.",
        "Calls a number that is given in digits.",
        "Starts a call to a telephone number; only plus and digits, no spaces.",
      ],
      parameters: {
        number: {
          type: "string",
          description: ["The number, digits only, without spaces.", "Phone number: plus and digits."],
          names: ["phone_number", "digits", "to"],
        },
      },
      result: (args) => ({ number: args.number!, status: "dialing" }),
      answer: {
        en: (_, { number }) => `Dialing ${number}.`,
        de: (_, { number }) => `Ich wähle ${number}.`,
      },
    },
    end_call: {
      names: ["hang_up", "terminate_call", "finish_call", "stop_call", "disconnect_call"],
      heldNames: ["put_down_receiver", "drop_line"],
      description: ["End the current call.", "Hangs up the phone.", "Ends the phone call that is going on."],
      standIns: ["handle_incoming_call"],
      parameters: {},
      result: (_, draw) => ({ minutes: draw.random.integer(2, 75), with: person(draw).value }),
      answer: {
        en: (_, result) => `The call with ${result.with} ended after ${result.minutes} minutes.`,
        de: (_, result) => `Das Gespräch mit ${result.with} ist nach ${result.minutes} Minuten beendet.`,
      },
    },
    handle_incoming_call: {
      names: ["answer_call", "incoming_call", "pick_up_or_reject", "respond_to_call"],
      heldNames: ["ringing_phone", "take_or_refuse"],
      description: [
        "Accept or reject the call that is coming in.",
        "Answers the ringing phone (accept) or refuses the call (reject).",
        "What to do with the incoming call: accept or reject.",
      ],
      standIns: ["end_call"],
      parameters: {
        action: {
          type: "string",
          enum: ["accept", "reject"],
          description: ["accept to talk, reject to refuse.", "Whether to take the call."],
          names: ["decision", "response", "do"],
        },
      },
      result: (args, draw) => ({
        status: args.action === "accept" ? "connected" : "rejected",
        caller: person(draw).value,
      }),
      answer: {
        en: (args, { caller }) =>
          args.action === "accept" ? `You are talking to ${caller}.` : `The call from ${caller} is rejected.`,
        de: (args, { caller }) =>
          args.action === "accept" ? `Du sprichst mit ${caller}.` : `Der Anruf von ${caller} ist abgelehnt.`,
      },
    },
    call_again: {
      names: ["redial", "return_call", "call_back", "repeat_call"],
      heldNames: ["ring_once_more", "last_party"],
      description: [
        "Call again: last_dialed repeats the last outgoing call, last_caller calls back who called last.",
        "Redials the last number (last_dialed) or calls the last caller back (last_caller).",
      ],
      parameters: {
        which: {
          type: "string",
          enum: ["last_dialed", "last_caller"],
          description: ["last_dialed to redial, last_caller to call back.", "Whom to call again."],
          names: ["target", "direction", "whom"],
        },
      },
      result: (_, draw) => ({ calling: person(draw).value }),
      answer: {
        en: (_, { calling }) => `Calling ${calling} again.`,
        de: (_, { calling }) => `Ich rufe noch einmal bei ${calling} an.`,
      },
    },
    get_missed_calls: {
      names: ["missed_calls", "call_log", "check_missed_calls", "who_called", "list_missed_calls"],
      heldNames: ["unanswered_calls", "ring_history"],
      description: [
        "Which calls were missed, from anybody or from one person.",
        "Tells how many calls were missed and who called last.",
        "Looks up missed calls; with a name, only those of this person.",
      ],
      parameters: {
        name: {
          type: "string",
          description: ["Only calls of this person, if named.", "Name of the caller, if one is asked for."],
          names: ["caller", "from", "person"],
          optional: true,
        },
      },
      result: (args, draw) => {
        const count = draw.random.integer(0, 6);
        if (count === 0) return { count };
        const hour = String(draw.random.integer(6, 22)).padStart(2, "0");
        const minute = String(draw.random.integer(0, 59)).padStart(2, "0");
        return { count, last_caller: args.name ?? person(draw).value, time: `${hour}:${minute}` };
      },
      answer: {
        en: ({ name }, { count, last_caller, time }) => {
          if (count === 0) return name ? `No missed calls from ${name}.` : "You have no missed calls.";
          return `${count} missed ${count === 1 ? "call" : "calls"}, the last one from ${last_caller} at ${time}.`;
        },
        de: ({ name }, { count, last_caller, time }) => {
          if (count === 0) return name ? `Keine verpassten Anrufe von ${name}.` : "Du hast keine verpassten Anrufe.";
          const calls = count === 1 ? "Ein verpasster Anruf (1)" : `${count} verpasste Anrufe`;
          return `${calls}, der letzte von ${last_caller} um ${time} Uhr.`;
        },
      },
    },
  },
  intents: [
    ...lineIntents,
    ...callLogIntents,
    dialIntent,
    {
      tool: "call_contact",
      slots: { name: person, line },
      weight: 2,
      en: {
        imperative: [
          "call {name}",
          "call {name} {line}",
          "phone {name}",
          "ring {name}",
          "ring {name} {line}",
          "give {name} a [call|ring|bell]",
          "dial {name}",
          "call up {name}",
          "start a call [with|to] {name}",
          "make a [phone |]call to {name}",
          "get {name} on the [phone|line]",
          "try [calling|to reach] {name}[ by phone| on the phone]",
          "connect me [with|to] {name}",
          "call my contact {name}",
          "put me through to {name}",
          "call {name} back",
        ],
        other: [
          "i [want|need|'d like|have] to [call|phone|ring] {name}",
          "i [want|need|'d like] to [talk|speak] to {name}[ on the phone|]",
          "[phone call|call] to {name}",
          "i need {name} on the phone",
          "can i [talk|speak] to {name}",
          "let's call {name}",
          "i have to reach {name} {line}",
          "i want to call {name} {line}",
          "phone: {name}",
          "is {name} there, give them a call",
          "time to call {name}",
          "call for {name}",
        ],
        held: [
          "i should really speak with {name} on the phone",
          "how about we ring {name}",
          "{name} is waiting for my call, get them on the line",
          "try {name} {line}",
          "reach {name} by phone",
        ],
      },
      de: {
        imperative: [
          "ruf {name} an",
          "ruf {name} {line} an",
          "ruf [mal |]bei {name} an",
          "ruf {name} zurück",
          "wähl {name}",
          "klingel [mal |]bei {name} durch",
          "läute bei {name} an",
          "starte einen Anruf [mit|bei] {name}",
          "verbinde mich mit {name}",
          "telefonier mit {name}",
          "stell eine Verbindung zu {name} her",
          "versuch {name} {line} zu erreichen",
          "hol {name} ans Telefon",
        ],
        infinitive: [
          "{name} anrufen",
          "{name} {line} anrufen",
          "bei {name} [anrufen|durchklingeln]",
          "mich mit {name} verbinden",
          "{name} zurückrufen",
          "mit {name} telefonieren",
        ],
        other: [
          "ich [möchte|will|muss|würde gern] {name} anrufen",
          "ich [möchte|will|muss] mit {name} [sprechen|telefonieren|reden]",
          "Anruf [bei|an|für] {name}",
          "ich muss {name} {line} erreichen",
          "{name} anrufen[ bitte|]",
          "ich brauche {name} am Telefon",
          "rufen Sie [bitte |]{name} an",
          "kann ich mit {name} sprechen",
          "Telefon: {name}",
          "lass uns {name} anrufen",
          "ich will {name} {line} anrufen",
          "verbinden Sie mich [bitte |]mit {name}",
        ],
        held: [
          "ich sollte wirklich mal mit {name} telefonieren",
          "wie wäre es, wenn wir {name} anrufen",
          "{name} wartet auf meinen Anruf, verbinde mich",
          "versuch es bei {name} {line}",
          "gib mir {name} ans Telefon",
        ],
      },
      args: ({ name, line }) => said({ name, line }),
      correctable: ["name"],
      followUps: [
        {
          en: [
            "[and |]now {name}",
            "then [call |try |]{name}",
            "and {name}",
            "try {name} instead",
            "nobody there, call {name}",
          ],
          de: [
            "[und |]jetzt {name}",
            "dann [versuch |]{name}",
            "und {name}",
            "dann ruf {name} an",
            "niemand da, ruf {name} an",
          ],
          slots: ["name"],
        },
        { en: ["try {line}", "and {line}"], de: ["versuch es {line}", "und {line}"], slots: ["line"] },
      ],
      incomplete: [
        {
          en: {
            say: ["make a [phone |]call", "call someone[ for me|]", "i need to make a call", "start a phone call"],
            ask: "Who should I call?",
            complete: ["{name}", "call {name}", "{name} {line}"],
          },
          de: {
            say: [
              "ruf [mal |]jemanden an",
              "ich möchte telefonieren",
              "ich muss jemanden anrufen",
              "starte einen Anruf",
            ],
            ask: "Wen soll ich anrufen?",
            complete: ["{name}", "ruf {name} an", "{name} {line}"],
          },
        },
      ],
    },
  ],
};
