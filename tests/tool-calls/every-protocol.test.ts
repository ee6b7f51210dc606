import { createApp } from "@qwents/server";
import { describe, expect, test } from "vitest";
import { Random } from "../fuzz/random.ts";
import { caseFiles, commonTools, readCases, type ToolCallCase } from "./cases.ts";
import { type Delivery, deliveries } from "./protocols.fixture.ts";
import { ScriptedEngine } from "./scripted-engine.fixture.ts";
import { cutAt } from "./split-answer.ts";

// The same answers through the whole server: whatever the protocol, whole and streamed, clients read the same.

const engines = { json: new ScriptedEngine("json"), xml: new ScriptedEngine("xml") };
const apps = { json: createApp({ engine: engines.json }), xml: createApp({ engine: engines.xml }) };

async function ask(one: ToolCallCase, { path, body, read }: Delivery, random: Random) {
  const bytes = new TextEncoder().encode(one.output);
  const places = Array.from({ length: 1 + random.below(20) }, () => random.below(bytes.length + 1));
  engines[one.style].answerWith(one, cutAt(bytes, places));
  const response = await apps[one.style].request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body(one.tools ?? commonTools)),
  });
  if (response.status !== 200) throw new Error(await response.text());
  return read(response);
}

describe.each(Object.entries(deliveries))("%s", (_, delivery) => {
  test.each(caseFiles)("%s", async (file) => {
    for (const [i, one] of readCases(file).entries()) {
      // A grammar keeps an engine from this.
      if (one.breaks_off) continue;
      expect(await ask(one, delivery, new Random(3, i)), `${i + 1}: ${one.name}`).toEqual(one.expected);
    }
  });
});
