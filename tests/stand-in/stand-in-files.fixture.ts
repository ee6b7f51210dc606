import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The shipped file, and the folder in the hub's layout with the same weights, made together by models/stand-in. */
export const ggufPath = path("models/stand-in/stand-in-q8_0.gguf");
export const hubFolder = path("tests/golden/stand-in");
export const templateSource = readFileSync(path("models/stand-in/chat-template.jinja"), "utf8").trimEnd();

/** A conversation with what PyTorch makes of it. */
export interface GoldenChat {
  readonly name: string;
  readonly messages: readonly { readonly role: "system" | "user" | "assistant"; readonly content: string }[];
  readonly enableThinking: boolean;
  readonly prompt: string;
  readonly promptIds: readonly number[];
  /** Greedy, up to and with the end of the turn; the thought is part of it. */
  readonly answer: string;
  readonly answerIds: readonly number[];
  /** By how much the chosen token led at the closest step. */
  readonly smallestMargin: number;
}

export interface GoldenText {
  readonly text: string;
  readonly ids: readonly number[];
}

const json = (name: string) => JSON.parse(readFileSync(`${hubFolder}/${name}`, "utf8"));
export const goldenChats: readonly GoldenChat[] = json("chats.json").chats;
export const goldenTexts: readonly GoldenText[] = json("tokens.json").texts;
