import type { Timings, Usage } from "@qwents/protocol";

/** Options of sampling that a chat sets itself; what is absent is as the model recommends. */
export interface ChatSampling {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly min_p?: number;
  readonly repetition_penalty?: number;
  readonly presence_penalty?: number;
}

export const efforts = ["low", "medium", "high"] as const;

export interface ChatSettings {
  /** A model's id; absent: the server's first. */
  readonly model?: string;
  readonly system: string;
  readonly sampling: ChatSampling;
  readonly thinking: "default" | "on" | "off";
  readonly effort?: (typeof efforts)[number];
  /** Tokens of thought at most. */
  readonly thinkingBudget?: number;
  readonly maxTokens?: number;
  readonly seed?: number;
  /** Names of page tools that the model may call. */
  readonly tools: readonly string[];
  /** Names of acting tools that need no further approval in this chat. */
  readonly allowed: readonly string[];
  /** Whether the oldest turns are left out once the chat is too long for the model. */
  readonly dropsOldest: boolean;
}

export const plainSettings: ChatSettings = {
  system: "",
  sampling: {},
  thinking: "default",
  tools: [],
  allowed: [],
  dropsOldest: false,
};

/** A conversation without its messages. */
export interface ChatRecord {
  readonly id: string;
  /** Empty until the first message. */
  readonly title: string;
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly settings: ChatSettings;
  /** Of messages with several answers or versions below them, which one is shown; else the newest is. */
  readonly chosen: Readonly<Record<string, string>>;
}

interface MessageBase {
  readonly id: string;
  readonly chatId: string;
  /** What it answers or follows; null for the first. */
  readonly parentId: string | null;
  /** No two of a chat have the same: it is their order, too. */
  readonly createdAt: number;
}

/** A text file that goes with a message. */
export interface AttachedFile {
  readonly name: string;
  readonly text: string;
  /** Whether only its beginning was taken. */
  readonly isCut: boolean;
}

export interface UserMessage extends MessageBase {
  readonly role: "user";
  readonly text: string;
  readonly files: readonly AttachedFile[];
}

export interface CallRecord {
  readonly id: string;
  readonly name: string;
  /** JSON, as the model wrote it. */
  readonly arguments: string;
  /** "waiting": for the person's approval. */
  readonly state: "waiting" | "approved" | "done" | "denied" | "failed";
  readonly result?: string;
}

/** One request's part of an answer: tool calls end it, and their results begin the next. */
export interface AnswerStep {
  readonly reasoning: string;
  /** Milliseconds. */
  readonly reasoningMs?: number;
  readonly text: string;
  readonly calls: readonly CallRecord[];
  readonly finishReason?: string;
  /** From the request to the first token, in milliseconds. */
  readonly firstTokenMs?: number;
  readonly usage?: Usage;
  readonly timings?: Timings;
}

/** Why an answer failed: what a `ServerError` says. */
export interface Fault {
  readonly message: string;
  readonly status: number;
  readonly code: string | null;
}

export interface AnswerMessage extends MessageBase {
  readonly role: "assistant";
  /** The model's id, as the server names it. */
  readonly model: string;
  /** "waiting": for approval of a call. */
  readonly state: "running" | "waiting" | "done" | "stopped" | "failed";
  readonly fault?: Fault;
  readonly steps: readonly AnswerStep[];
}

export type MessageRecord = UserMessage | AnswerMessage;

export const emptyStep: AnswerStep = { reasoning: "", text: "", calls: [] };

/** All of the answer's text, without thoughts and calls. */
export function textOf(message: MessageRecord): string {
  if (message.role === "user") return message.text;
  return message.steps
    .map(({ text }) => text.trim())
    .filter((text) => text !== "")
    .join("\n\n");
}
