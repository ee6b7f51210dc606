import type { Tool } from "@qwents/protocol";
import { calculate } from "./calculate.ts";

/** What a tool may do with the page. */
export interface ToolEnvironment {
  readonly makeChat: (title: string) => Promise<void>;
  readonly saveFile: (name: string, text: string) => void;
  readonly now: () => Date;
}

export interface PageTool {
  /** Also names its texts: `tools.<name>`. */
  readonly name: "current_time" | "calculate" | "create_chat" | "save_text_file";
  /** Whether it does something that stays: then the person is asked before. */
  readonly isActing: boolean;
  readonly definition: Tool;
  /** @throws where the arguments are not what the schema says, or it can not be done */
  readonly run: (args: Readonly<Record<string, unknown>>, page: ToolEnvironment) => Promise<unknown>;
}

/** Tools that the page itself has, to be switched on for a chat. */
export const pageTools: readonly PageTool[] = [
  {
    name: "current_time",
    isActing: false,
    definition: define("current_time", "The current date and time.", {
      time_zone: { type: "string", description: "An IANA time zone, e.g. Europe/London. Default: the user's own." },
    }),
    run: async ({ time_zone }, { now }) => {
      const timeZone = typeof time_zone === "string" && time_zone !== "" ? time_zone : undefined;
      const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long", timeZone });
      return { now: format.format(now()), time_zone: format.resolvedOptions().timeZone };
    },
  },
  {
    name: "calculate",
    isActing: false,
    definition: define(
      "calculate",
      "The value of an arithmetic expression, e.g. (3 + 4) * sqrt(2).",
      { expression: { type: "string" } },
      ["expression"],
    ),
    run: async ({ expression }) => ({ result: calculate(textArgument("expression", expression)) }),
  },
  {
    name: "create_chat",
    isActing: true,
    definition: define(
      "create_chat",
      "Makes a new, empty chat and puts it into the list of chats of the user.",
      { title: { type: "string" } },
      ["title"],
    ),
    run: async ({ title }, { makeChat }) => {
      await makeChat(textArgument("title", title).slice(0, 120));
      return { made: true };
    },
  },
  {
    name: "save_text_file",
    isActing: true,
    definition: define(
      "save_text_file",
      "Saves a text as a file on the user's computer.",
      { name: { type: "string", description: "File name, e.g. notes.md" }, text: { type: "string" } },
      ["name", "text"],
    ),
    run: async ({ name, text }, { saveFile }) => {
      const fileName = safeFileName(textArgument("name", name));
      saveFile(fileName, textArgument("text", text));
      return { saved: fileName };
    },
  },
];

function define(name: string, description: string, properties: object, required: readonly string[] = []): Tool {
  const parameters = { type: "object", properties, required, additionalProperties: false };
  return { type: "function", function: { name, description, parameters } };
}

function textArgument(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "") throw new Error(`The argument "${name}" must be a text.`);
  return value;
}

/** A name without folders, and without what file systems refuse. */
export function safeFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1)!;
  const safe = base
    .replace(/[\p{Cc}<>:"|?*]/gu, "")
    .replace(/^\.+/, "")
    .trim()
    .slice(0, 100);
  return safe === "" ? "text.txt" : safe;
}
