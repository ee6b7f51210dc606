import type { Domain, Values } from "../domain.ts";
import { ofSplit } from "../draw.ts";
import { copied, copiedIn, task } from "../language/slots.ts";
import { delay } from "../language/spans.ts";
import { clock, day, dayEnum } from "../language/times.ts";
import { bareDay, whenInAnswer } from "../language/when.ts";
import { TASKS } from "../language/words.ts";
import { said } from "../said.ts";

/** German tasks as they stand behind "daran, ". */
const zuTask = copied(
  "Brot zu kaufen|den Arzt anzurufen|die Blumen zu gießen|Geld abzuheben|das Paket abzuholen|zu tanken|die Fenster zu schließen|Milch mitzubringen|meine Tabletten zu nehmen|den Müll rauszubringen|die Rechnung zu bezahlen|Oma anzurufen|den Kuchen aus dem Ofen zu holen|das Auto zu waschen|Luft in die Reifen zu pumpen|meiner Schwester zu gratulieren|eine Pause zu machen|die Wäsche aufzuhängen|den Hund zu füttern|Blumen zu besorgen|den Antrag abzuschicken|den Schlüssel zurückzugeben".split(
    "|",
  ),
);
/** Things, as they stand behind "about" and "an". */
const thing = copiedIn({
  en: "the milk|my pills|the parking ticket|the laundry|mum's birthday|the dentist|the concert tickets|the deposit bottles|my umbrella|the phone call|the meeting|the parcel|the tax return".split(
    "|",
  ),
  de: "die Milch|meine Tabletten|den Parkschein|die Wäsche|Mamas Geburtstag|den Zahnarzt|die Konzertkarten|das Leergut|meinen Schirm|den Anruf|die Besprechung|das Paket|die Steuererklärung".split(
    "|",
  ),
});

const reminderArgs = (v: Values): Values =>
  said({ text: v.task ?? v.thing ?? v.zuTask, time: v.clock, day: v.day ?? v.bareDay, in_minutes: v.delay });

export const reminders: Domain = {
  tools: {
    create_reminder: {
      names: ["add_reminder", "remind_me", "new_reminder", "reminder_set", "schedule_reminder", "todo_remind"],
      heldNames: ["memory_nudge", "remember_for_me"],
      description: [
        "Create a reminder for something the user has to do.",
        "Remind the user of something at a time of day, on a day, or after some minutes.",
        "Sets a reminder; time, day and delay in minutes only as far as the user says them.",
      ],
      standIns: ["set_timer"],
      parameters: {
        text: {
          type: "string",
          description: ["What to remind of, as the user said it.", "The thing to do, in the user's own words."],
          names: ["task", "what", "content", "reminder"],
        },
        time: {
          type: "string",
          description: ["Time of day as HH:MM, 24 hours.", "When, as HH:MM."],
          names: ["at", "clock", "time_of_day"],
          optional: true,
        },
        day: {
          type: "string",
          enum: dayEnum,
          description: ["The day.", "On which day."],
          names: ["on", "date", "weekday"],
          optional: true,
        },
        in_minutes: {
          type: "integer",
          description: ["Minutes from now.", "Delay in minutes, when no time of day is given."],
          names: ["delay_minutes", "minutes_from_now", "after_minutes"],
          optional: true,
        },
      },
      result: (args, { random }) => ({ ...args, id: random.integer(1, 99), status: "saved" }),
      answer: {
        en: (args) => `Okay, reminder${when(args, "en")}: ${args.text}.`,
        de: (args) => `Okay, Erinnerung${when(args, "de")}: ${args.text}.`,
      },
    },
    list_reminders: {
      names: ["get_reminders", "show_reminders", "read_reminders", "open_tasks"],
      heldNames: ["pending_nudges", "what_to_remember"],
      description: ["List the open reminders.", "Reads out the reminders, of one day if a day is given."],
      parameters: {
        day: {
          type: "string",
          enum: dayEnum,
          description: ["Only the reminders of this day.", "The day; without it, all."],
          names: ["on", "date", "for_day"],
          optional: true,
        },
      },
      result: (_, draw) => {
        const count = draw.random.integer(0, 3);
        const first = ofSplit(draw, () => draw.random.pick(TASKS[draw.language]), String);
        return count === 0 ? { count } : { count, next: first, time: String(clock(draw).value) };
      },
      answer: {
        en: (args, result) =>
          result.count === 0
            ? `No reminders${whenInAnswer(args.day, undefined, "en")}.`
            : `${result.count} ${result.count === 1 ? "reminder" : "reminders"}${whenInAnswer(args.day, undefined, "en")}, the next at ${result.time}: ${result.next}.`,
        de: (args, result) =>
          result.count === 0
            ? `Keine Erinnerungen${whenInAnswer(args.day, undefined, "de")}.`
            : `${result.count} ${result.count === 1 ? "Erinnerung" : "Erinnerungen"}${whenInAnswer(args.day, undefined, "de")}, die nächste um ${result.time}: ${result.next}.`,
      },
    },
    delete_reminder: {
      names: ["remove_reminder", "cancel_reminder", "drop_reminder", "clear_reminder"],
      heldNames: ["forget_nudge", "reminder_erase"],
      description: ["Delete a reminder.", "Removes the reminder for something, found by its text."],
      parameters: {
        text: {
          type: "string",
          description: ["What the reminder is for, as the user said it.", "The reminder's text."],
          names: ["task", "what", "reminder"],
        },
      },
      result: (_, { random }) => ({ deleted: random.chance(0.85) }),
      answer: {
        en: (args, result) =>
          result.deleted ? `I've deleted the reminder: ${args.text}.` : `I found no reminder for that: ${args.text}.`,
        de: (args, result) =>
          result.deleted
            ? `Die Erinnerung ist gelöscht: ${args.text}.`
            : `Dazu finde ich keine Erinnerung: ${args.text}.`,
      },
    },
  },
  intents: [
    {
      tool: "create_reminder",
      weight: 2,
      slots: { task, thing, zuTask, clock, day, bareDay },
      en: {
        imperative: [
          "remind me to {task} at {clock}",
          "remind me at {clock} to {task}",
          "remind me {day} to {task}",
          "remind me {day} at {clock} to {task}",
          "remind me to {task} {day}[ at {clock}|]",
          "set [a|me a] reminder [to|for me to] {task} {day}",
          "[set|create|add|make] a reminder for {clock} to {task}",
          "[create|add] a reminder {day} at {clock}: {task}",
          "remind me [about|of] {thing} {day}",
          "remind me [about|of] {thing} at {clock}",
          "tell me {day} at {clock} to {task}",
          "make sure i remember to {task} {day}",
        ],
        other: [
          "don't let me forget to {task} {day}",
          "don't let me forget {thing} {day} at {clock}",
          "i need to {task} at {clock}, [please |]remind me",
          "i have to {task} {day}, can you remind me",
          "i'd like to be reminded to {task} {day}[ at {clock}|]",
          "i want a reminder at {clock} to {task}",
          "[new |]reminder: {task}, {day} at {clock}",
          "reminder {day}, {task}",
          "at {clock} i [must|have to|need to] {task}, remind me please",
          "will you remind me about {thing} {day}",
        ],
        held: [
          "{day} at {clock} i should {task}, please remind me",
          "i must not forget to {task} at {clock}, set a reminder",
          "put in a reminder for {bareDay} saying {task}",
          "could i get a reminder for {thing} at {clock}",
          "i'm bound to forget {thing}, so remind me {day}",
        ],
      },
      de: {
        imperative: [
          "erinnere mich [bitte |]um {clock} an {thing}",
          "erinner mich {day} [um {clock} |]an {thing}",
          "erinnere mich {day} daran, {zuTask}",
          "erinner mich um {clock} daran, {zuTask}",
          "erinnere mich {day} um {clock} dran, dass ich {task} muss",
          "[erstelle|mach|setz] [mir |]eine Erinnerung für {clock}: {task}",
          "[stell|leg] [mir |]eine Erinnerung {day} um {clock} [ein|an]: {task}",
          "erinnere mich {day} um {clock}: {task}",
          "sag mir um {clock} Bescheid, dass ich {task} muss",
          "erinnern Sie mich bitte {day} an {thing}",
          "denk {day} für mich an {thing} und erinner mich",
        ],
        infinitive: [
          "mich um {clock} an {thing} erinnern",
          "mich {day} daran erinnern, {zuTask}",
          "mir {day} um {clock} eine Erinnerung stellen: {task}",
          "mich {day} um {clock} daran erinnern, dass ich {task} muss",
        ],
        other: [
          "ich muss {day} [noch |]{task}, erinner mich bitte[ dran|]",
          "ich muss um {clock} {task}, erinnere mich daran",
          "ich möchte {day} an {thing} erinnert werden",
          "lass mich {day} nicht vergessen, {zuTask}",
          "[neue |]Erinnerung {day} um {clock}: {task}",
          "Erinnerung um {clock}, {task}",
          "ich [brauche|hätte gern|will] eine Erinnerung {day} um {clock}: {task}",
          "erinnerst du mich um {clock} an {thing}",
        ],
        held: [
          "um {clock} sollte ich {task}, bitte erinnere mich",
          "ich darf nicht vergessen, {zuTask}, erinner mich {day}",
          "{day} um {clock} bitte an {thing} erinnern",
          "nicht dass ich {thing} vergesse, erinnere mich um {clock}",
          "trag mir für {bareDay} eine Erinnerung ein: {task}",
        ],
      },
      args: reminderArgs,
      correctable: ["clock", "day"],
      incomplete: [
        {
          en: {
            say: ["set a reminder for {clock}", "remind me at {clock}", "i need a reminder at {clock}"],
            ask: "What shall I remind you of?",
            complete: ["{task}", "to {task}", "that i have to {task}"],
          },
          de: {
            say: ["stell eine Erinnerung für {clock}", "erinnere mich um {clock}", "erinner mich mal um {clock}"],
            ask: "Woran soll ich dich erinnern?",
            complete: ["{task}", "an {thing}", "dass ich {task} muss"],
          },
        },
      ],
    },
    {
      tool: "create_reminder",
      slots: { task, thing, zuTask, delay },
      en: {
        imperative: [
          "remind me in {delay} to {task}",
          "remind me to {task} in {delay}",
          "remind me [about|of] {thing} in {delay}",
          "set a reminder [in|for] {delay} [from now |]to {task}",
          "tell me to {task} in {delay}",
        ],
        other: [
          "in {delay} i [have|need] to {task}, remind me",
          "{delay} from now, remind me to {task}",
          "don't let me forget to {task} in {delay}",
          "reminder in {delay}: {task}",
          "i want to be reminded about {thing} in {delay}",
        ],
        held: [
          "i should {task} in {delay}, please remind me",
          "after {delay} remind me about {thing}",
          "give me a reminder {delay} from now to {task}",
          "{thing}, remind me in {delay}",
        ],
      },
      de: {
        imperative: [
          "erinnere mich in {delay} an {thing}",
          "erinner mich in {delay} [daran|dran], {zuTask}",
          "erinnere mich in {delay}: {task}",
          "sag mir in {delay}, dass ich {task} muss",
          "mach [mir |]eine Erinnerung in {delay}: {task}",
        ],
        infinitive: ["mich in {delay} an {thing} erinnern", "mich in {delay} daran erinnern, {zuTask}"],
        other: [
          "in {delay} muss ich {task}, erinner mich",
          "Erinnerung in {delay}: {task}",
          "ich möchte in {delay} an {thing} erinnert werden",
          "ich muss in {delay} {task}, erinnere mich bitte daran",
        ],
        held: [
          "ich sollte in {delay} {task}, bitte erinnern",
          "{thing}, erinnere mich in {delay} daran",
          "nach {delay} bitte an {thing} erinnern",
          "lass mich in {delay} nicht vergessen, {zuTask}",
        ],
      },
      args: reminderArgs,
      correctable: ["delay"],
    },
    {
      tool: "list_reminders",
      slots: { day, bareDay },
      en: {
        imperative: [
          "[list|show|show me|read|read out] my reminders",
          "[show|read|list] [me |]the reminders for {bareDay}",
          "[tell me|show me] all [the |my |]reminders",
          "go through my reminders {day}",
        ],
        other: [
          "what reminders do i have[ {day}|]",
          "which reminders are [set|open|pending][ {day}|]",
          "do i have any reminders[ {day}|]",
          "are there [any |]reminders [for me |]{day}",
          "what did i [want to be|ask to be] reminded of[ {day}|]",
          "[my |]reminders[ {day}|]",
          "how many reminders do i have[ {day}|]",
          "i'd like to [hear|see] my reminders",
        ],
        held: [
          "what's on my list of reminders",
          "any reminders set {day}",
          "have i got reminders {day}",
          "let me see my reminders {day}",
        ],
      },
      de: {
        imperative: [
          "[zeig|lies] [mir |]meine Erinnerungen[ vor|]",
          "[zeig|nenn|sag] mir [alle |die |]Erinnerungen {day}",
          "zeigen Sie mir [bitte |]meine Erinnerungen",
          "geh meine Erinnerungen {day} durch",
        ],
        infinitive: ["mir meine Erinnerungen [zeigen|vorlesen]", "die Erinnerungen {day} [auflisten|anzeigen]"],
        other: [
          "welche Erinnerungen [habe ich|gibt es|stehen an][ {day}|]",
          "habe ich {day} Erinnerungen",
          "gibt es [irgendwelche |]Erinnerungen[ {day}|]",
          "[meine |]Erinnerungen[ {day}|]",
          "woran wolltest du mich {day} erinnern",
          "woran [soll ich|wollte ich] [{day} |]erinnert werden",
          "wie viele Erinnerungen [habe ich|sind offen]",
          "ich möchte meine Erinnerungen [hören|sehen]",
        ],
        held: [
          "was steht {day} an Erinnerungen an",
          "lass mal meine Erinnerungen sehen",
          "sind {day} noch Erinnerungen offen",
          "hab ich noch irgendwelche Erinnerungen",
        ],
      },
      args: ({ day, bareDay }) => said({ day: day ?? bareDay }),
      followUps: [
        { en: ["and {day}", "what about {day}"], de: ["und {day}", "wie sieht es {day} aus"], slots: ["day"] },
      ],
    },
    {
      tool: "delete_reminder",
      slots: { task, thing },
      en: {
        imperative: [
          "[delete|remove|cancel|clear] the reminder to {task}",
          "[delete|remove|cancel|drop] [my|the] reminder [for|about] {thing}",
          "[delete|cancel] my reminder: {task}",
          "take the reminder to {task} off [my|the] list",
          "forget the reminder about {thing}",
          "stop reminding me [to {task}|about {thing}]",
        ],
        other: [
          "i don't need the reminder [to {task}|about {thing}] any more",
          "you don't have to remind me to {task} any more",
          "the reminder to {task} can go",
          "i no longer need to be reminded to {task}",
          "no more reminders about {thing}",
          "delete reminder {task}",
        ],
        held: [
          "get rid of the reminder to {task}",
          "scrap my reminder about {thing}",
          "there is no need to remind me to {task} any more",
          "please erase the reminder for {thing}",
        ],
      },
      de: {
        imperative: [
          "[lösch|lösche|entferne|streich] die Erinnerung an {thing}",
          "[lösch|lösche|entferne|streiche] [bitte |]die Erinnerung {task}",
          "nimm die Erinnerung an {thing} [raus|von der Liste]",
          "löschen Sie die Erinnerung an {thing}",
          "mach die Erinnerung {task} weg",
          "vergiss die Erinnerung an {thing}",
        ],
        infinitive: ["die Erinnerung an {thing} [löschen|entfernen]", "die Erinnerung {task} [löschen|streichen]"],
        other: [
          "die Erinnerung an {thing} brauche ich nicht mehr",
          "du musst mich nicht mehr an {thing} erinnern",
          "die Erinnerung {task} kann weg",
          "Erinnerung {task} löschen",
          "ich brauche keine Erinnerung an {thing} mehr",
        ],
        held: [
          "schmeiß die Erinnerung an {thing} raus",
          "an {thing} brauchst du mich nicht mehr zu erinnern",
          "die Erinnerung {task} hat sich erledigt",
          "die Erinnerung an {thing} ist nicht mehr nötig, weg damit",
        ],
      },
      args: ({ task, thing }) => ({ text: (task ?? thing)! }),
    },
  ],
};

function when(args: Values, language: "en" | "de"): string {
  if (args.in_minutes === undefined) return whenInAnswer(args.day, args.time, language);
  return ` in ${args.in_minutes} ${language === "de" ? "Minuten" : "minutes"}`;
}
