import type { WholeChat } from "../history/chat-shelf.ts";
import { MessageTree } from "../history/message-tree.ts";
import type { AnswerStep, AttachedFile, MessageRecord } from "../history/records.ts";

/** Words of the page's language for people; they are not read back. */
export interface MarkdownLabels {
  readonly system: string;
  readonly you: string;
  readonly answer: string;
  readonly thought: string;
  readonly file: string;
  readonly call: string;
}

/**
 * Chats as Markdown, of each the branch that is shown. Comments that Markdown does not show say where a message begins,
 * so that the file can be read back.
 */
export function exportMarkdown(chats: readonly WholeChat[], labels: MarkdownLabels): string {
  return chats.map((chat) => chatPart(chat, labels)).join("\n");
}

function chatPart({ chat, messages }: WholeChat, labels: MarkdownLabels): string {
  const tree = new MessageTree(messages);
  const shown = tree.path(chat.chosen).map((id) => tree.get(id)!);
  const { title, createdAt, updatedAt, settings } = chat;
  const { system, ...rest } = settings;
  const parts = [
    marker("chat", { title, createdAt, updatedAt, settings: rest }),
    `# ${title}\n`,
    ...(system === "" ? [] : [marker("system"), `## ${labels.system}\n`, escaped(system), ""]),
    ...shown.flatMap((message) => messageParts(message, labels)),
  ];
  return parts.join("\n");
}

function messageParts(message: MessageRecord, labels: MarkdownLabels): string[] {
  const { createdAt } = message;
  if (message.role === "user") {
    const { text, files } = message;
    return [
      marker("user", { createdAt }),
      `## ${labels.you}\n`,
      escaped(text),
      "",
      ...files.flatMap((file) => filePart(file, labels)),
    ];
  }
  const { model, state, steps } = message;
  const head = [marker("answer", { createdAt, model, state }), `## ${labels.answer} (${model})\n`];
  return [...head, ...steps.flatMap((step) => stepParts(step, labels))];
}

function filePart({ name, isCut, text }: AttachedFile, labels: MarkdownLabels): string[] {
  const fence = fenceFor(text);
  return [marker("file", { name, isCut }), `${labels.file}: ${name}\n`, fence, escaped(text), fence, ""];
}

function stepParts({ reasoning, reasoningMs, text, calls, ...rest }: AnswerStep, labels: MarkdownLabels): string[] {
  const thought = [
    marker("thought", { reasoningMs }),
    `<details><summary>${labels.thought}</summary>\n`,
    escaped(reasoning),
    "\n</details>\n",
  ];
  return [
    marker("step", rest),
    ...(reasoning === "" ? [] : thought),
    ...(text === "" ? [] : [marker("text"), escaped(text), ""]),
    ...calls.flatMap((call) => {
      const shown = `${call.name} ${call.arguments}\n${call.result ?? ""}`;
      return [marker("call", call), `${labels.call}:\n`, fenceFor(shown), escaped(shown), fenceFor(shown), ""];
    }),
  ];
}

/** A comment of one line: nothing in it can end it. */
function marker(name: string, data?: object): string {
  const json = data === undefined ? "" : ` ${JSON.stringify(data).replaceAll(">", "\\u003e")}`;
  return `<!-- qwents-${name}${json} -->`;
}

/** Lines that look like our comments are told from them by a backslash. */
const escaped = (text: string) => text.replace(/^(?=\\*<!-- qwents-)/gm, "\\");

function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(longest + 1);
}
