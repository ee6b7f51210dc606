import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeSse, encodeSseComment, readSse, SseDecoder, SseError, type SseEvent } from "./sse.ts";

const utf8 = new TextEncoder();

function decode(...chunks: (string | Uint8Array)[]): SseEvent[] {
  const decoder = new SseDecoder();
  return chunks.flatMap((chunk) => decoder.push(typeof chunk === "string" ? utf8.encode(chunk) : chunk));
}

const wire = [
  "\ufeff: a comment\r\n",
  "data: one\n\n",
  "event: error\r\ndata: two\r\ndata:  lines\r\n\r\n",
  "id: 7\rretry: 10\rdata\r\r",
  'data: {"text":"Grüße, 世界 🦜"}\n\n',
  ": keep-alive\n\n",
  "event: nothing\n\n",
  "data:[DONE]\n\n",
].join("");

const events: SseEvent[] = [
  { event: "message", data: "one" },
  { event: "error", data: "two\n lines" },
  { event: "message", data: "" },
  { event: "message", data: '{"text":"Grüße, 世界 🦜"}' },
  { event: "message", data: "[DONE]" },
];

describe("SseDecoder", () => {
  test("reads comments, line ends of every kind, names and lists of data lines", () => {
    expect(decode(wire)).toEqual(events);
  });

  test("gives the same events wherever the bytes are split in two", () => {
    const bytes = utf8.encode(wire);
    for (let at = 0; at <= bytes.length; at++) {
      expect(decode(bytes.subarray(0, at), bytes.subarray(at)), `split at ${at}`).toEqual(events);
    }
  });

  test("gives the same events one byte at a time", () => {
    expect(decode(...Array.from(utf8.encode(wire), (byte) => Uint8Array.of(byte)))).toEqual(events);
  });

  test("what is encoded comes back, through any chunks", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 }).map((value) => value.toWellFormed());
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), fc.array(fc.nat(30), { maxLength: 20 }), (datas, sizes) => {
        const bytes = utf8.encode(datas.map((data) => encodeSseComment("x") + encodeSse(data, "e")).join(""));
        const decoder = new SseDecoder();
        const got: SseEvent[] = [];
        let offset = 0;
        for (const size of [...sizes, bytes.length]) {
          got.push(...decoder.push(bytes.subarray(offset, offset + size)));
          offset += size;
        }
        expect(got).toEqual(datas.map((data) => ({ event: "e", data: data.replace(/\r\n|\r/g, "\n") })));
      }),
      { numRuns: 100 },
    );
  });

  test("an event that the end cuts off does not count", () => {
    expect(decode("data: whole\n\ndata: half\n")).toEqual([{ event: "message", data: "whole" }]);
  });

  test("refuses an event beyond its limit, however it is made up", () => {
    for (const piece of ["data: 12345\n", "x".repeat(10), "event: a\n"]) {
      const decoder = new SseDecoder(1000);
      const flood = () => {
        for (let i = 0; i < 1000; i++) decoder.push(utf8.encode(piece));
      };
      expect(flood).toThrow(SseError);
    }
  });

  test("a long life of short events and comments is no flood", () => {
    const decoder = new SseDecoder(100);
    for (let i = 0; i < 1000; i++) {
      expect(decoder.push(utf8.encode(": keep-alive\n\ndata: x\n\n"))).toHaveLength(1);
    }
  });
});

test("readSse cancels the body when its reader has enough", async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(utf8.encode("data: x\n\n")),
    cancel: () => {
      isCancelled = true;
    },
  });
  for await (const event of readSse(body)) {
    expect(event.data).toBe("x");
    break;
  }
  expect(isCancelled).toBe(true);
});
