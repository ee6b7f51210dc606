import { describe, expect, test } from "vitest";
import type { ChatCompletion, ChatCompletionChunk } from "./chat-completions.ts";
import { createClient } from "./client.ts";
import { ApiError } from "./errors.ts";
import { encodeSse } from "./sse.ts";

const messages = [{ role: "user" as const, content: "hi" }];
const envelope = { id: "chatcmpl-1", created: 1, model: "m" };

const answer: ChatCompletion = {
  ...envelope,
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "hello" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

function chunk(content: string): ChatCompletionChunk {
  return { ...envelope, object: "chat.completion.chunk", choices: [{ index: 0, delta: { content } }] };
}

function clientOf(respond: (request: Request) => Response | Promise<Response>) {
  return createClient({ baseUrl: "http://server.test/v1/", fetch: respond, apiKey: "secret" });
}

function streamOf(...texts: string[]): Response {
  return new Response(texts.join(""), { headers: { "content-type": "text/event-stream", "x-request-id": "req_1" } });
}

async function caught(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

async function allOf(chunks: AsyncIterable<ChatCompletionChunk>): Promise<string> {
  let text = "";
  for await (const { choices } of chunks) text += choices[0].delta.content;
  return text;
}

describe("chat", () => {
  test("posts the request with the key and reads the answer", async () => {
    const client = clientOf(async (request) => {
      expect(request.method).toBe("POST");
      expect(request.url).toBe("http://server.test/v1/chat/completions");
      expect(request.headers.get("authorization")).toBe("Bearer secret");
      expect(await request.json()).toEqual({ messages, temperature: 0, stream: false });
      return Response.json(answer);
    });
    expect(await client.chat({ messages, temperature: 0 })).toEqual(answer);
  });

  test("an error that the server answers comes as it was said", async () => {
    const body = { error: { message: "no", type: "invalid_request_error", param: "n", code: "invalid_value" } };
    const client = clientOf(() => Response.json(body, { status: 400, headers: { "x-request-id": "req_7" } }));
    const error = await caught(client.chat({ messages }));
    expect(error).toMatchObject({ status: 400, param: "n", code: "invalid_value", message: "no", requestId: "req_7" });
    expect(error.toBody()).toEqual(body);
  });

  test.each([
    ["a page", () => new Response("<html>", { status: 502 }), 502],
    ["no JSON", () => new Response("{"), 200],
    ["another shape", () => Response.json({ choices: 3 }), 200],
  ])("%s is a bad response", async (_, respond, status) => {
    expect(await caught(clientOf(respond).chat({ messages }))).toMatchObject({ status, code: "bad_response" });
  });

  test("no connection has status 0", async () => {
    const client = clientOf(() => Promise.reject(new TypeError("fetch failed")));
    expect(await caught(client.chat({ messages }))).toMatchObject({ status: 0, code: "connection_failed" });
  });

  test("an abort throws the signal's reason", async () => {
    const controller = new AbortController();
    const client = clientOf(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    );
    const call = client.chat({ messages }, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
  });
});

describe("streamChat", () => {
  test("yields chunks up to the end", async () => {
    const client = clientOf(() =>
      streamOf(": hi\n\n", ...["a", "b"].map((text) => encodeSse(JSON.stringify(chunk(text)))), encodeSse("[DONE]")),
    );
    expect(await allOf(client.streamChat({ messages }))).toBe("ab");
  });

  test("an error in the middle is thrown", async () => {
    const body = { error: { message: "down", type: "server_error", param: null, code: "engine/closed" } };
    const client = clientOf(() =>
      streamOf(encodeSse(JSON.stringify(chunk("a"))), encodeSse(JSON.stringify(body), "error")),
    );
    const error = await caught(allOf(client.streamChat({ messages })));
    expect(error).toMatchObject({ code: "engine/closed", requestId: "req_1" });
  });

  test("a stream without its end is a bad response", async () => {
    const client = clientOf(() => streamOf(encodeSse(JSON.stringify(chunk("a")))));
    expect(await caught(allOf(client.streamChat({ messages })))).toMatchObject({ code: "bad_response" });
  });

  test("ending the iteration cancels the body", async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(encodeSse(JSON.stringify(chunk("a"))))),
      cancel: () => {
        isCancelled = true;
      },
    });
    for await (const { id } of clientOf(() => new Response(body)).streamChat({ messages })) {
      expect(id).toBe("chatcmpl-1");
      break;
    }
    expect(isCancelled).toBe(true);
  });
});

test("models lists what is served", async () => {
  const model = { id: "m", object: "model", created: 1, owned_by: "x", context_length: 7 };
  const client = clientOf((request) => {
    expect(request.method).toBe("GET");
    return Response.json({ object: "list", data: [model] });
  });
  expect(await client.models()).toEqual([model]);
});
