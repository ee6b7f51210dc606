import { readSse } from "@qwents/protocol";

/** A request whose answer is the same whenever it is asked, and unlike that of others. */
export interface Ask {
  readonly number: number;
  readonly model?: string;
  readonly maxTokens: number;
  /** Sent as its key, where there are keys. */
  readonly key?: string | undefined;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** The headers have come. */
  readonly onOpen?: () => void;
  readonly onText?: (text: string) => void;
}

/** A streamed answer that ended with an error, or was refused. */
export class AnswerFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function bodyOf({ number, model = "default", maxTokens }: Ask) {
  return {
    model,
    prompt: `Guest number ${number} asks for room ${(number * 7919) % 1000}. `,
    max_tokens: maxTokens,
    ignore_eos: true,
    // So that answers are unlike each other.
    temperature: 2,
    seed: number,
    stream: true,
  };
}

/** The whole text of a streamed answer. @throws AnswerFault; what `fetch` throws */
export async function answerTo(url: string, ask: Ask, { signal, onOpen, onText }: AskOptions = {}): Promise<string> {
  const response = await fetch(`${url}/v1/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(ask.key !== undefined && { authorization: `Bearer ${ask.key}` }),
    },
    body: JSON.stringify(bodyOf(ask)),
    ...(signal && { signal }),
  });
  if (!response.ok || response.body === null) throw new AnswerFault(response.status, await response.text());
  onOpen?.();
  let text = "";
  let hasEnded = false;
  for await (const { data } of readSse(response.body)) {
    if (data === "[DONE]") hasEnded = true;
    else {
      const piece = textOf(JSON.parse(data), response.status);
      text += piece;
      onText?.(piece);
    }
  }
  if (!hasEnded) throw new AnswerFault(response.status, "the stream broke off without a word");
  return text;
}

function textOf(chunk: { choices?: { text: string }[]; error?: { message: string } }, status: number): string {
  if (chunk.error !== undefined) throw new AnswerFault(status, chunk.error.message);
  return chunk.choices?.[0]?.text ?? "";
}

/** The answers to all, one after the other, with nobody else there. */
export async function answersAlone(url: string, asks: readonly Ask[], note: (done: number) => void): Promise<string[]> {
  const texts: string[] = [];
  for (const [index, ask] of asks.entries()) {
    texts.push(await answerTo(url, ask));
    note(index + 1);
  }
  return texts;
}

export interface Gauges {
  readonly running: number;
  readonly waiting: number;
}

async function gaugesOf(url: string): Promise<Gauges> {
  return (await (await fetch(`${url}/health`, { headers: { connection: "close" } })).json()) as Gauges;
}

/** Waits until nothing runs or waits any more. Returns how long that took, in ms; undefined when it takes too long. */
export async function untilIdle(url: string, patienceMs = 10_000): Promise<number | undefined> {
  const begin = performance.now();
  while (performance.now() - begin < patienceMs) {
    const { running, waiting } = await gaugesOf(url);
    if (running === 0 && waiting === 0) return performance.now() - begin;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return undefined;
}
