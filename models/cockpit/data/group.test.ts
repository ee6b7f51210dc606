import { describe, expect, it, test } from "vitest";
import { heldShelf, shelves } from "./catalogue.ts";
import { group } from "./group.ts";
import { schemaFaults } from "./schema-faults.fixture.ts";
import { trainedConversations } from "./trained-conversations.fixture.ts";

const conversations = trainedConversations(300);

test("a group is the same each time, and no two are alike", () => {
  const texts = Array.from({ length: 40 }, (_, i) => JSON.stringify(group(i)));
  expect(Array.from({ length: 40 }, (_, i) => JSON.stringify(group(i)))).toEqual(texts);
  expect(new Set(texts).size).toBe(texts.length);
});

describe("every call in training", () => {
  it("is of a tool that is offered, with arguments that fit its schema", () => {
    const faults = conversations.flatMap(({ tools, calls }) =>
      calls.flatMap((call) => {
        const tool = tools.find(({ name }) => name === call.name);
        const wrong = tool ? schemaFaults(tool, call.arguments) : ["not offered"];
        return wrong.map((fault) => `${call.name}: ${fault}`);
      }),
    );
    expect(conversations.flatMap(({ calls }) => calls).length).toBeGreaterThan(4000);
    expect(faults).toEqual([]);
  });

  it("is read back from the text whole", () => {
    const tags = conversations.flatMap(({ answers }) => answers.join("").match(/<tool_call>/g) ?? []);
    expect(conversations.flatMap(({ calls }) => calls).length).toBe(tags.length);
  });

  it("has a result, which is a JSON object, unless the conversation ends there", () => {
    const numCalls = conversations.flatMap(({ calls }) => calls).length;
    expect(conversations.flatMap(({ results }) => results).length).toBeGreaterThan(numCalls / 4);
    for (const { calls, results, answers } of conversations) {
      const numLast = answers.at(-1)!.match(/<tool_call>/g)?.length ?? 0;
      expect(results.length).toBe(calls.length - numLast);
      for (const result of results) expect(JSON.parse(result)).toBeTypeOf("object");
    }
  });
});

describe("tools offered in training", () => {
  it("have names of their own, and names, types and choices that a schema allows", () => {
    for (const { tools } of conversations) {
      expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
      for (const { name, description, parameters } of tools) {
        expect(name).toMatch(/^[\w.-]{1,64}$/);
        expect(description).not.toBe("");
        const properties = Object.keys(parameters.properties as object);
        expect(properties).toEqual(expect.arrayContaining((parameters.required ?? []) as string[]));
      }
    }
  });

  it("never have a name that is kept back, in any style, nor are they of a device that is", () => {
    const kept = [
      ...shelves.flatMap(({ entries }) => entries.flatMap(({ definition }) => definition.heldNames)),
      ...heldShelf.entries.flatMap(({ key, definition }) => [key, ...definition.names, ...definition.heldNames]),
    ];
    expect(kept.length).toBeGreaterThan(300);
    const offered = new Set(conversations.flatMap(({ tools }) => tools.flatMap(({ name }) => plainNames(name))));
    expect(kept.filter((name) => offered.has(name))).toEqual([]);
  });
});

test("no name that is kept back is one of those of training, of whatever tool", () => {
  const trained = shelves.flatMap(({ entries }) =>
    entries.flatMap(({ key, definition }) => [key, ...definition.names]),
  );
  const kept = shelves.flatMap(({ entries }) => entries.flatMap(({ definition }) => definition.heldNames));
  const devices = heldShelf.entries.flatMap(({ key, definition }) => [key, ...definition.names]);
  expect([...kept, ...devices].filter((name) => trained.includes(name))).toEqual([]);
});

/** A name in snake case, as it is and without what a style may have added. */
function plainNames(name: string): string[] {
  const snake = name
    .replace(/^vehicle\./, "")
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replaceAll("-", "_")
    .replace(/^_/, "");
  return [snake, snake.replace(/^car_/, ""), snake.replace(/_tool$/, "")];
}

test("the check of arguments sees what is wrong", () => {
  const properties = {
    level: { type: "integer" },
    zone: { type: "string", enum: ["front", "rear"] },
    avoid: { type: "array", items: { type: "string", enum: ["tolls", "ferries"] } },
  };
  const schema = { name: "f", description: "F.", parameters: { type: "object", properties, required: ["level"] } };
  expect(schemaFaults(schema, { level: 2, zone: "rear", avoid: ["tolls"] })).toEqual([]);
  const wrong = [{}, { level: 1.5 }, { level: "1" }, { level: 1, zone: "Rear" }, { level: 1, avoid: "tolls" }];
  const wronger = [
    { level: 1, avoid: ["tolls", "rain"] },
    { level: 1, speed: 3 },
  ];
  for (const args of [...wrong, ...wronger]) expect(schemaFaults(schema, args)).toHaveLength(1);
});
