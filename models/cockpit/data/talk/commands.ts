import { aboutEnglish, aboutGerman } from "./frames.ts";
import type { Talk } from "./talk.ts";

const commands: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the commands|the command line|the cli|all commands|the available commands"),
      "[what|which] commands [are there|do you have|exist|does qwen.ts have|can i use|do you know]",
      "commands",
      "how do i use [qwen.ts|this|the command line|the cli|this program]",
      "what can i do with [qwen.ts|the command line|the cli]",
      "how does the [cli|command line] work",
      "what is the [command line|cli]",
      "[i want to|let me|can i] see [the|all|every] command[s|]",
      "which [subcommands|commands] [come with it|does it offer|does it know]",
      "what [can|could] i type",
      "is there a help[ page| command|]",
      "how do i operate this",
    ],
    held: [
      "give me an overview of the commands",
      "which subcommands does it come with",
      "i'd like to see every command",
      "what could i type behind npx qwen.ts",
    ],
    answer:
      "The commands are pull, chat, run, serve, inspect, tokenize and bench. Each explains itself: npx qwen.ts chat --help",
  },
  de: {
    ask: [
      ...aboutGerman("die Befehle|alle Befehle|die Kommandozeile|das CLI"),
      "welche Befehle [gibt es|hast du|kennst du|hat qwen.ts|kann ich nutzen]",
      "[zeig|nenn|liste] [mir |][die Befehle|alle Befehle]",
      "Befehle",
      "wie benutze ich [qwen.ts|die Kommandozeile|das Programm|dieses Programm]",
      "was kann ich mit [qwen.ts|der Kommandozeile] machen",
      "wie funktioniert die Kommandozeile",
      "was ist die Kommandozeile",
      "was sind die Befehle",
      "[ich will|lass mich|kann ich] [alle|die] Befehle sehen",
      "welche [Unterbefehle|Befehle] [bringt es mit|bietet es|kann es]",
      "was kann ich eintippen",
      "gibt es eine [Hilfe|Hilfeseite]",
      "wie bediene ich das",
    ],
    held: [
      "gib mir einen Überblick über die Befehle",
      "ich möchte alle Befehle sehen",
      "was könnte ich hinter npx qwen.ts tippen",
      "was hat die Kommandozeile alles zu bieten",
    ],
    answer:
      "Die Befehle sind pull, chat, run, serve, inspect, tokenize und bench. Jeder erklärt sich selbst: npx qwen.ts chat --help",
  },
};

const chat: Talk = {
  en: {
    ask: [
      ...aboutEnglish("qwen.ts chat|the chat command|chatting with a model|chats in the terminal"),
      "how do i [chat|start a chat|talk to a model|have a conversation][ with a model|]",
      "what [is|does] the chat command[ do| for|]",
      "what does chat do",
      "how does [chat|the chat command] work",
      "[explain|describe] the chat command",
      "how [do|can] i chat with [Qwen|a real Qwen|a model]",
      "the chat command",
      "i want to [chat|talk] [in|from] [my|the] terminal",
      "[which|what] command [starts|opens|is for] [a |the |]chat[ting|]",
      "what is [the chat command|chat|qwen.ts chat] [good |]for",
      "can i [chat|talk] [in|from] the [terminal|console|shell]",
      "how do i talk to [you|cockpit] in the terminal",
    ],
    held: [
      "i want a conversation in my terminal",
      "how would one converse with a model on the console",
      "what do i type to converse with a qwen",
      "open a dialogue with a model in the shell, how",
    ],
    answer: "npx qwen.ts chat qwen3:0.6b starts a conversation in the terminal; without a model it is with me.",
  },
  de: {
    ask: [
      ...aboutGerman("qwen.ts chat|den Befehl chat|das Chatten mit einem Modell"),
      "wie [chatte ich|starte ich einen Chat|rede ich mit einem Modell|führe ich ein Gespräch][ mit einem Modell|]",
      "was [ist|macht] der Befehl Chat",
      "was macht Chat",
      "wie funktioniert [Chat|der Befehl Chat]",
      "[erklär|beschreib] den Befehl Chat",
      "wie kann ich mit [Qwen|einem echten Qwen|einem Modell] chatten",
      "der Befehl Chat",
      "ich will [im|in meinem] Terminal [chatten|reden]",
      "[welcher|was für ein] Befehl [startet|öffnet|ist für] [einen Chat|den Chat|das Chatten]",
      "wofür ist [der Befehl Chat|Chat|qwen.ts Chat][ gut|]",
      "kann ich [im Terminal|in der Konsole] chatten",
      "wie rede ich im Terminal mit [dir|Cockpit]",
    ],
    held: [
      "ich will ein Gespräch in meinem Terminal",
      "wozu ist qwen.ts chat gut",
      "wie unterhält man sich auf der Konsole mit einem Modell",
      "was tippe ich für einen Dialog mit einem Qwen",
    ],
    answer: "npx qwen.ts chat qwen3:0.6b beginnt ein Gespräch im Terminal; ohne Modell führst du es mit mir.",
  },
};

const stopChat: Talk = {
  en: {
    ask: [
      ...aboutEnglish("the commands inside the chat|stopping an answer|leaving the chat|ctrl-c"),
      "how do i [stop|interrupt|abort|cancel] [an answer|the answer|a long answer|the model]",
      "how do i [leave|quit|exit|end|close] the chat",
      "[what|which] [commands|slash commands] [are there|can i use|work] in the chat",
      "what does [ctrl-c|/help] do[ in the chat|]",
      "is there [a help|help] [in|inside] the chat",
      "which key stops [an answer|the model]",
      "the [answer|model] [is too long|never ends|does not stop|goes on and on]",
      "can i [interrupt|stop] [you|the model] while [you answer|it writes]",
      "[slash commands|/help in the chat]",
      "how do i see the chat commands",
    ],
    held: [
      "it just keeps writing, what can i press",
      "how do i get out of the chat",
      "any keys that i should know in the chat",
      "i want to break off a reply",
    ],
    answer: "Ctrl-C stops an answer, and /help in the chat shows its commands.",
  },
  de: {
    ask: [
      ...aboutGerman("die Befehle im Chat|das Stoppen einer Antwort|das Verlassen des Chats|Strg-C"),
      "wie [stoppe|unterbreche] ich [eine Antwort|die Antwort|eine lange Antwort|das Modell]",
      "wie breche ich [eine Antwort|die Antwort] ab",
      "wie [verlasse|beende|schließe] ich den Chat",
      "welche [Befehle|Kommandos] [gibt es|kann ich nutzen|gehen] im Chat",
      "was macht [Strg-C|/help][ im Chat|]",
      "gibt es [eine Hilfe|Hilfe] im Chat",
      "welche Taste stoppt [eine Antwort|das Modell]",
      "[die Antwort|das Modell] [ist zu lang|hört nicht auf|nimmt kein Ende]",
      "kann ich [dich|das Modell] unterbrechen[, während du antwortest| beim Schreiben|]",
      "wie sehe ich die Befehle im Chat",
    ],
    held: [
      "es schreibt einfach weiter, was kann ich drücken",
      "wie komme ich aus dem Chat heraus",
      "welche Tasten sollte ich im Chat kennen",
      "ich will eine Antwort abwürgen",
    ],
    answer: "Strg-C stoppt eine Antwort, und /help zeigt im Chat seine Befehle.",
  },
};

const run: Talk = {
  en: {
    ask: [
      ...aboutEnglish("qwen.ts run|the run command|single prompts|pipes|json output|shell scripts"),
      "what [is|does] the run command[ do| for|]",
      "what does run do",
      "how does [run|the run command] work",
      "[explain|describe] the run command",
      "how do i [ask a single question|run one prompt|run a prompt|get one answer|run a single prompt]",
      "how do i use [pipes|stdin|it in a script|it in a shell script]",
      "can i [pipe text into it|use it in a script|use it in a shell]",
      "how do i get JSON[ output|]",
      "the run command",
      "i [need|want] [just |only ][one answer|a single answer|one reply]",
      "[can|how can] i [feed|send|pass] [a file|text|a document] [through|via] [a pipe|stdin]",
      "what is [the run command|run|qwen.ts run] [good |]for",
      "[which|what] command [gives|prints|is for] [one answer|a single answer|scripts]",
      "how do i use it in [a pipeline|bash|cron|automation]",
      "can it [print|output|give] JSON",
    ],
    held: [
      "i need just one answer on the command line",
      "how to feed a file through a pipe",
      "ask once, print, done: which command",
      "one prompt in, one reply out, how does that go",
    ],
    answer: 'npx qwen.ts run qwen3:0.6b "your prompt" prints one answer. It reads pipes too, and --json gives JSON.',
  },
  de: {
    ask: [
      ...aboutGerman("qwen.ts run|den Befehl run|einzelne Prompts|Pipes|die JSON-Ausgabe"),
      "was [ist|macht] der Befehl run",
      "was macht run",
      "wie funktioniert [run|der Befehl run]",
      "[erklär|beschreib] den Befehl run",
      "wie [stelle ich eine einzelne Frage|bekomme ich eine einzelne Antwort|führe ich einen Prompt aus]",
      "wie nutze ich [Pipes|stdin|es in einem Skript]",
      "kann ich [Text hineinleiten|es in einem Skript nutzen]",
      "wie bekomme ich JSON",
      "der Befehl run",
      "ich [brauche|will] nur [eine Antwort|eine einzige Antwort]",
      "wie [leite|schicke|gebe] ich [eine Datei|Text] [durch|über] [eine Pipe|stdin]",
      "wofür ist [der Befehl run|run|qwen.ts run][ gut|]",
      "welcher Befehl [gibt|druckt|ist für] [eine Antwort|eine einzelne Antwort|Skripte]",
      "wie nutze ich es in [Bash|einer Pipeline|Cron]",
      "kann es JSON [ausgeben|liefern]",
    ],
    held: [
      "ich brauche nur eine Antwort auf der Kommandozeile",
      "wozu ist qwen.ts run gut",
      "einmal fragen, ausgeben, fertig: welcher Befehl",
      "ein Prompt rein, eine Antwort raus, wie geht das",
    ],
    answer:
      'npx qwen.ts run qwen3:0.6b "dein Prompt" gibt eine Antwort aus. Es liest auch Pipes, und --json liefert JSON.',
  },
};

/** The command line: chat and run. */
export const commandsTalks: readonly Talk[] = [commands, chat, stopChat, run];
