import type { Domain } from "../domain.ts";
import { copied, message, oneOf, person } from "../language/slots.ts";
import { said } from "../said.ts";
import { inboxIntents } from "./messages-inbox.ts";

const APPS = ["sms", "whatsapp", "email", "telegram", "signal"] as const;
const app = oneOf({
  sms: { en: ["by SMS", "via SMS"], de: ["per SMS", "als SMS"] },
  whatsapp: { en: ["on WhatsApp", "via WhatsApp"], de: ["per WhatsApp", "über WhatsApp", "auf WhatsApp"] },
  email: { en: ["by email", "via email", "by e-mail"], de: ["per E-Mail", "per Mail", "als E-Mail"] },
  telegram: { en: ["on Telegram", "via Telegram"], de: ["per Telegram", "über Telegram"] },
  signal: { en: ["on Signal", "via Signal"], de: ["per Signal", "über Signal"] },
});
const form = oneOf({
  sms: { en: ["an SMS"], de: ["eine SMS"] },
  whatsapp: { en: ["a WhatsApp", "a WhatsApp message"], de: ["eine WhatsApp", "eine WhatsApp-Nachricht"] },
  email: { en: ["an email", "a mail", "an e-mail"], de: ["eine E-Mail", "eine Mail"] },
  telegram: { en: ["a Telegram message"], de: ["eine Telegram-Nachricht"] },
  signal: { en: ["a Signal message"], de: ["eine Signal-Nachricht"] },
});
/** What may stand behind "that". */
const statement = copied(
  "I'm running late|I'll be there in ten minutes|we are almost home|I'm stuck in traffic|dinner is at seven|the meeting is moved|I can't come today|the train is delayed|we found a parking spot|I'm at the station|I miss her|I bought the tickets|the keys are under the mat|we're out of milk|I'll call later|the party starts at nine|I left my phone at home|we are on our way|I'm leaving now|the car is fixed|I love the present|the doctor said yes|we'll be five people|I'm waiting outside|it's raining here|we need more bread|I changed my mind|the flight has landed|I'll bring the cake|the dog is fine|we lost the game|school ends early today|I got the job|he can keep the book|I'm in the second row|the shop is closed|we'll take the bus|I'm already there|nothing has changed|my battery is almost empty".split(
    "|",
  ),
);

export const messages: Domain = {
  tools: {
    send_message: {
      names: ["send_text", "write_message", "message_send", "text_contact", "compose_message"],
      heldNames: ["deliver_note", "drop_a_line"],
      description: [
        "Send a message to a person.",
        "Writes a text to somebody; the text goes out exactly as it was said.",
        "Sends somebody a message, through a certain app if one is named.",
      ],
      parameters: {
        recipient: {
          type: "string",
          description: ["Who gets it, as said.", "Name of the person.", "To whom."],
          names: ["to", "contact", "name", "person"],
        },
        text: {
          type: "string",
          description: ["The message, word for word.", "What to write, exactly as said.", "The text to send."],
          names: ["message", "body", "content"],
        },
        app: {
          type: "string",
          enum: APPS,
          description: ["By which app, if said.", "sms, whatsapp, email and so on, only if named."],
          names: ["via", "channel", "service"],
          optional: true,
        },
      },
      result: (args) => ({ status: "sent", to: args.recipient! }),
      answer: {
        en: ({ text }, { to }) => `Sent to ${to}: "${text}"`,
        de: ({ text }, { to }) => `An ${to} gesendet: „${text}“`,
      },
    },
    reply_message: {
      names: ["reply_to_message", "answer_message", "send_reply", "respond_to_text"],
      heldNames: ["write_back", "return_note"],
      description: [
        "Reply to the last message that came in.",
        "Sends an answer to whoever wrote last; the text goes out exactly as said.",
      ],
      parameters: {
        text: {
          type: "string",
          description: ["The reply, word for word.", "What to answer, exactly as said."],
          names: ["message", "reply", "body", "content"],
        },
      },
      result: (_, draw) => ({ status: "sent", to: person(draw).value }),
      answer: {
        en: ({ text }, { to }) => `Replied to ${to}: "${text}"`,
        de: ({ text }, { to }) => `Antwort an ${to}: „${text}“`,
      },
    },
    read_messages: {
      names: ["get_messages", "check_messages", "unread_messages", "read_inbox", "new_messages"],
      heldNames: ["mailbox_peek", "recite_texts"],
      description: [
        "Read new messages, from anybody or from one person.",
        "Gives the number of unread messages and the latest one.",
        "Checks for new messages; with a name, only from this person, with an app only there.",
      ],
      parameters: {
        from: {
          type: "string",
          description: ["Only from this person, if named.", "Name of the sender, if one is asked for."],
          names: ["sender", "person", "contact", "name"],
          optional: true,
        },
        app: {
          type: "string",
          enum: APPS,
          description: ["Only in this app, if said.", "sms, whatsapp, email and so on, only if named."],
          names: ["via", "channel", "service"],
          optional: true,
        },
      },
      result: (args, draw) => {
        const unread = draw.random.integer(0, 9);
        if (unread === 0) return { unread };
        return { unread, sender: args.from ?? person(draw).value, text: message(draw).value };
      },
      answer: {
        en: ({ from }, { unread, sender, text }) => {
          if (unread === 0) return `No new messages${from ? ` from ${from}` : ""}.`;
          return `${unread} new ${unread === 1 ? "message" : "messages"}. ${sender} writes: "${text}"`;
        },
        de: ({ from }, { unread, sender, text }) => {
          if (unread === 0) return `Keine neuen Nachrichten${from ? ` von ${from}` : ""}.`;
          return `${unread} neue ${unread === 1 ? "Nachricht" : "Nachrichten"}. ${sender} schreibt: „${text}“`;
        },
      },
    },
  },
  intents: [
    ...inboxIntents,
    {
      tool: "send_message",
      slots: { recipient: person, text: message, statement },
      weight: 2,
      en: {
        imperative: [
          "text {recipient}[:|,] {text}",
          "text {recipient} that {statement}",
          "tell {recipient} [that |]{statement}",
          "tell {recipient}[:|,] {text}",
          "message {recipient}[:|,] {text}",
          "message {recipient} that {statement}",
          "write [to |]{recipient}: {text}",
          "write {recipient} that {statement}",
          "send {recipient} [a message|a text|a note|this message]: {text}",
          "send [a message|a text|a note|a text message] to {recipient}: {text}",
          "send [a message|a text] to {recipient} [saying|that says] {text}",
          "send {recipient} a [message|text] saying {text}",
          'send "{text}" to {recipient}',
          'write "{text}" to {recipient}',
          'text {recipient} "{text}"',
          "let {recipient} know that {statement}",
          "let {recipient} know {statement}",
          "drop {recipient} a line: {text}",
        ],
        other: [
          "[message|text|note] [to|for] {recipient}: {text}",
          "i [want|need|'d like] to [text|message|write to] {recipient}: {text}",
          "i want to tell {recipient} that {statement}",
          "{recipient} should know that {statement}",
          "new message to {recipient}: {text}",
          'i need to send {recipient} the message "{text}"',
          'i want to send "{text}" to {recipient}',
          "to {recipient}: {text}",
        ],
        held: [
          "inform {recipient} that {statement}",
          "have {recipient} know that {statement}",
          "i'd like {recipient} to get this message: {text}",
          'the words "{text}" should go to {recipient}',
          "get a text to {recipient}: {text}",
        ],
      },
      de: {
        imperative: [
          "schreib {recipient}[:|,] {text}",
          "schreib an {recipient}: {text}",
          "schick {recipient} [eine Nachricht|den Text|folgende Nachricht|eine Textnachricht]: {text}",
          "schick eine Nachricht an {recipient}: {text}",
          "schicke {recipient} die Nachricht {text}",
          "sag {recipient}[:|,] {text}",
          "sag {recipient} Bescheid: {text}",
          "sende [eine Nachricht an |an ]{recipient}: {text}",
          'schreib {recipient} "{text}"',
          'schick "{text}" an {recipient}',
          'schick {recipient} "{text}"',
          "gib {recipient} Bescheid: {text}",
          "schreib eine Nachricht an {recipient}: {text}",
          "richte {recipient} aus: {text}",
          "verschick eine Nachricht an {recipient}: {text}",
          "teil {recipient} mit: {text}",
        ],
        infinitive: [
          '{recipient} "{text}" [schreiben|schicken|senden]',
          '"{text}" an {recipient} [schreiben|schicken|senden]',
          "{recipient} [schreiben|Bescheid sagen]: {text}",
          "eine Nachricht an {recipient} [schicken|schreiben|senden]: {text}",
          "{recipient} eine Nachricht [schicken|schreiben]: {text}",
        ],
        other: [
          "Nachricht [an|für] {recipient}: {text}",
          "neue Nachricht an {recipient}: {text}",
          "ich [möchte|will|muss] {recipient} [schreiben|Bescheid geben|eine Nachricht schicken]: {text}",
          'ich will "{text}" an {recipient} schicken',
          "an {recipient}: {text}",
          "schreiben Sie {recipient} [bitte|]: {text}",
          "{recipient} soll wissen: {text}",
          "Text an {recipient}: {text}",
        ],
        held: [
          "lass {recipient} wissen: {text}",
          "{recipient} soll diese Nachricht bekommen: {text}",
          'die Worte "{text}" sollen an {recipient} gehen',
          "informier {recipient}: {text}",
          "ich hätte gern eine Nachricht an {recipient}: {text}",
        ],
      },
      args: ({ recipient, text, statement }) => said({ recipient, text: text ?? statement }),
      correctable: ["recipient"],
      followUps: [
        {
          en: [
            "[send |write |]the same to {recipient}",
            "and [the same |]to {recipient}",
            "{recipient} [too|as well]",
            "send that to {recipient} too",
          ],
          de: [
            "[schick |schreib |]das Gleiche an {recipient}",
            "und [das Gleiche |]an {recipient}",
            "{recipient} auch",
            "schick das auch {recipient}",
          ],
          slots: ["recipient"],
        },
      ],
      incomplete: [
        {
          en: {
            say: [
              "text {recipient}",
              "send [a message|a text] to {recipient}",
              "message {recipient}",
              "write [to |]{recipient}",
              "send {recipient} a message",
            ],
            ask: "What should the message say?",
            complete: ["{text}", "write {text}", "that {statement}"],
          },
          de: {
            say: [
              "schreib {recipient}[ eine Nachricht| was|]",
              "schick {recipient} eine Nachricht",
              "schick eine Nachricht an {recipient}",
              "sende {recipient} eine Nachricht",
            ],
            ask: "Was soll in der Nachricht stehen?",
            complete: ["{text}", "schreib: {text}", "schreib {text}"],
          },
        },
      ],
    },
    {
      tool: "send_message",
      slots: { recipient: person, text: message, statement, app, form },
      en: {
        imperative: [
          "send {recipient} {form}: {text}",
          "send {form} to {recipient}: {text}",
          "write {recipient} {form}: {text}",
          "write {form} to {recipient}: {text}",
          "send {recipient} a message {app}: {text}",
          "message {recipient} {app}: {text}",
          "tell {recipient} {app} that {statement}",
          "send {recipient} {form} saying {text}",
          "send {form} to {recipient} saying that {statement}",
          'send "{text}" to {recipient} {app}',
          "write to {recipient} {app}: {text}",
          'send {recipient} "{text}" {app}',
        ],
        other: [
          "{form} to {recipient}: {text}",
          "i [want|need] to send {recipient} {form}: {text}",
          "message to {recipient} {app}: {text}",
          "{app} to {recipient}: {text}",
        ],
        held: [
          "let {recipient} know {app} that {statement}",
          "{recipient} should get {form}: {text}",
          "i'd like to write {form} to {recipient}: {text}",
        ],
      },
      de: {
        imperative: [
          "schick {recipient} {form}: {text}",
          "schreib {recipient} {form}: {text}",
          "schick {form} an {recipient}: {text}",
          "schreib {form} an {recipient}: {text}",
          "sende {recipient} {form}: {text}",
          "schreib {recipient} {app}: {text}",
          "schick {recipient} {app} eine Nachricht: {text}",
          "sag {recipient} {app}: {text}",
          'schick "{text}" {app} an {recipient}',
          'schreib {recipient} {app} "{text}"',
        ],
        infinitive: [
          "{recipient} {form} [schicken|schreiben|senden]: {text}",
          '{recipient} {app} "{text}" [schreiben|schicken]',
        ],
        other: [
          "{form} an {recipient}: {text}",
          "ich [will|möchte|muss] {recipient} {form} schicken: {text}",
          "Nachricht {app} an {recipient}: {text}",
          "{app} an {recipient}: {text}",
        ],
        held: [
          "gib {recipient} {app} Bescheid: {text}",
          "{recipient} soll {form} bekommen: {text}",
          "ich würde gern {form} an {recipient} schreiben: {text}",
        ],
      },
      args: ({ recipient, text, statement, app, form }) =>
        said({ recipient, text: text ?? statement, app: app ?? form }),
      correctable: ["recipient"],
      followUps: [
        {
          en: ["the same to {recipient}", "and to {recipient}", "{recipient} too"],
          de: ["das Gleiche an {recipient}", "und an {recipient}", "{recipient} auch"],
          slots: ["recipient"],
        },
      ],
      weight: 1.3,
    },
  ],
};
