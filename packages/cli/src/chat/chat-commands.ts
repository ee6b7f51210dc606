import { QwenError, type Usage } from "@qwents/engine";
import { samplingNames } from "../sampling-options.ts";
import { formatBytes, formatColumns, formatDuration, formatRate } from "../terminal/format.ts";
import type { ChatSession } from "./chat-session.ts";
import { loadConversation, saveConversation } from "./conversation-file.ts";

/** What a /command leads to: text to show, a prompt to send, or the end. */
export type CommandOutcome =
  | { readonly kind: "show"; readonly text: string }
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "exit" };

interface ChatCommand {
  readonly name: string;
  readonly argument?: string;
  readonly help: string;
  run(session: ChatSession, argument: string): CommandOutcome;
}

const show = (text: string): CommandOutcome => ({ kind: "show", text });

const chatCommands: readonly ChatCommand[] = [
  { name: "help", help: "this list", run: () => show(helpText()) },
  { name: "new", help: "begin a new conversation", run: startAnew },
  { name: "system", argument: "TEXT|off", help: "set the system prompt; without text, show it", run: setSystem },
  { name: "think", argument: "on|off|auto", help: "let the model think first, or not", run: setThinking },
  { name: "set", argument: "NAME VALUE", help: "set how tokens are drawn; without name, show it", run: setSampling },
  { name: "again", help: "another answer to the last thing said", run: again },
  { name: "stats", help: "speed and lengths of the last answer, memory", run: (session) => show(stats(session)) },
  { name: "save", argument: "FILE", help: "write the conversation as JSON", run: save },
  { name: "load", argument: "FILE", help: "go on with a saved conversation", run: load },
  { name: "exit", help: "end (also Ctrl-D)", run: () => ({ kind: "exit" }) },
];

/** Runs "/name argument". @throws QwenError `request/invalid` for what cannot be done */
export function runChatCommand(session: ChatSession, line: string): CommandOutcome {
  const [, name, argument] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const command = chatCommands.find((each) => each.name === name);
  if (!command) throw invalid(`there is no /${name}; /help shows what there is`);
  return command.run(session, argument.trim());
}

const invalid = (message: string): QwenError => new QwenError("request/invalid", message);

function helpText(): string {
  const rows = chatCommands.map(({ name, argument, help }) => [`/${name}${argument ? ` ${argument}` : ""}`, help]);
  return `${formatColumns(rows)}\nEnd a line with \\ to go on in the next. Ctrl-C stops an answer.`;
}

function startAnew(session: ChatSession): CommandOutcome {
  session.clear();
  return show("new conversation");
}

function setSystem(session: ChatSession, text: string): CommandOutcome {
  if (text) session.system = text === "off" ? undefined : text;
  return show(session.system ? `system prompt: ${session.system}` : "no system prompt");
}

function setThinking(session: ChatSession, word: string): CommandOutcome {
  if (!["on", "off", "auto"].includes(word)) throw invalid("expected /think on, /think off or /think auto");
  session.enableThinking = word === "auto" ? undefined : word === "on";
  return show(`thinking: ${word}`);
}

function setSampling(session: ChatSession, argument: string): CommandOutcome {
  const [name, text] = argument.split(/\s+/);
  if (!name) return show(samplingTable(session));
  const value = Number(text);
  if (!samplingNames.some((each) => each === name) || !text || !Number.isFinite(value)) {
    throw invalid(`expected /set NAME NUMBER with one of ${samplingNames.join(", ")}`);
  }
  session.sampling = { ...session.sampling, [name]: value };
  return show(`${name} = ${value}`);
}

function samplingTable({ engine, sampling }: ChatSession): string {
  const values = { ...engine.info.sampling, ...sampling };
  return formatColumns(samplingNames.map((name) => [name, String(values[name] ?? "random")]));
}

function again(session: ChatSession): CommandOutcome {
  const text = session.takeBackTurn();
  if (text === undefined) throw invalid("nothing was said yet");
  return { kind: "say", text };
}

function stats({ engine, lastEnd }: ChatSession): string {
  const memory = ["memory", formatBytes(engine.status.memoryBytes)];
  if (!lastEnd) return formatColumns([memory]);
  const { usage, timings } = lastEnd;
  return formatColumns([
    [
      "prompt",
      `${usage.promptTokens} tokens, ${formatRate(usage.promptTokens - usage.cachedTokens, timings.promptMs)}`,
    ],
    ...cached(usage),
    ["answer", `${usage.completionTokens} tokens, ${formatRate(usage.completionTokens - 1, timings.generationMs)}`],
    ["first token", formatDuration(timings.queuedMs + timings.promptMs)],
    ["context", `${usage.promptTokens + usage.completionTokens} of ${engine.info.contextLength} tokens`],
    memory,
  ]);
}

/** How much of the prompt was computed before, and why not more. */
function cached({ cache }: Usage): string[][] {
  if (cache === undefined) return [];
  const isLess = cache.hitTokens < cache.matchedTokens;
  return [["reused", `${cache.hitTokens} tokens${isLess ? `; ${cache.reason}` : ""}`]];
}

function save({ system, messages }: ChatSession, path: string): CommandOutcome {
  if (!path) throw invalid("expected /save FILE");
  saveConversation(path, { system, messages });
  return show(`saved to ${path}`);
}

function load(session: ChatSession, path: string): CommandOutcome {
  if (!path) throw invalid("expected /load FILE");
  const { system, messages } = loadConversation(path);
  session.restore(messages);
  session.system = system;
  return show(`${messages.length} turns from ${path}`);
}
