import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { chatCompletionSchema, tokenizeResultSchema } from "@qwents/protocol";
import { createApp } from "@qwents/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Car, parkedCar } from "../src/features/cockpit/car/car.ts";
import { offeredTools, runCall } from "../src/features/cockpit/car/run-call.ts";
import { endBias, endOfTurn } from "../src/features/cockpit/talk/end-bias.ts";
import { suggestions } from "../src/features/cockpit/talk/suggestions.ts";

const called = (name: string, args: unknown) => ({
  name,
  arguments: typeof args === "string" ? args : JSON.stringify(args),
});
const carAfter = (...calls: readonly [string, unknown][]): Car =>
  calls.reduce((car, [name, args]) => runCall(called(name, args), car).car, parkedCar);

describe("calls that are carried out", () => {
  test.each<[string, unknown, object, object]>([
    [
      "set_temperature",
      { temperature: 21.5 },
      { temperature: { driver: 21.5, passenger: 21.5, rear: 21.5 } },
      { temperature: 21.5 },
    ],
    [
      "set_temperature",
      { temperature: 19, zone: "rear" },
      { temperature: { driver: 20, passenger: 20, rear: 19 } },
      { temperature: 19, zone: "rear" },
    ],
    [
      "change_temperature",
      { delta: -2 },
      { temperature: { driver: 18, passenger: 18, rear: 18 } },
      { temperature: 18 },
    ],
    ["set_seat_heating", { level: 3 }, { seatHeating: { driver: 3 } }, { level: 3 }],
    [
      "set_seat_heating",
      { level: 1, seat: "rear_left" },
      { seatHeating: { driver: 0, rear_left: 1 } },
      { level: 1, seat: "rear_left" },
    ],
    [
      "set_window",
      { window: "rear", position: 40 },
      { windows: { driver: 0, rear_left: 40, rear_right: 40 } },
      { window: "rear", position: 40 },
    ],
    ["set_window", { window: "all", position: 100 }, { windows: { driver: 100, rear_right: 100 } }, {}],
    ["set_ambient_light", { color: "blue" }, { light: { color: "blue", brightness: 40 } }, { color: "blue" }],
    ["set_ambient_light", { brightness: 0 }, { light: { color: "white", brightness: 0 } }, { brightness: 0 }],
    ["navigate_to", { destination: "home" }, { route: { destination: "home", distanceKm: 14 } }, { distance_km: 14 }],
    [
      "play_music",
      { genre: "jazz" },
      { music: { isPlaying: true, artist: "The Night Owls" } },
      { artist: "The Night Owls" },
    ],
    ["play_music", { artist: "Nina Simone" }, { music: { artist: "Nina Simone" } }, { artist: "Nina Simone" }],
    [
      "control_playback",
      { action: "next" },
      { music: { isPlaying: true, title: "Blue Hour" } },
      { action: "next", title: "Blue Hour" },
    ],
    ["change_volume", { direction: "up" }, { volume: 50 }, { percent: 50 }],
    ["change_volume", { direction: "down", amount: 90 }, { volume: 0 }, { percent: 0 }],
    [
      "call_contact",
      { name: "Anna", line: "work" },
      { call: { name: "Anna", line: "work" } },
      { calling: "Anna", line: "work" },
    ],
    [
      "send_message",
      { recipient: "Ben", text: "hi" },
      { messages: [{ to: "Ben", text: "hi" }] },
      { status: "sent", to: "Ben" },
    ],
  ])("%s %j", (name, args, car, result) => {
    const outcome = runCall(called(name, args), parkedCar);
    expect(outcome.fault).toBeUndefined();
    expect(outcome.car).toMatchObject(car);
    expect(outcome.result).toMatchObject(result);
  });

  test("a route has its stops and what it avoids", () => {
    const direct = carAfter(["navigate_to", { destination: "Hamburg" }]).route!;
    const route = carAfter(["navigate_to", { destination: "Hamburg", stops: ["home"], avoid: ["motorways"] }]).route!;
    expect(route).toMatchObject({ stops: ["home"], avoid: ["motorways"], distanceKm: direct.distanceKm + 14 });
    expect(route.durationMinutes).toBeGreaterThan(direct.durationMinutes);
  });

  test("a light that is off goes on with a colour", () => {
    const car = carAfter(["set_ambient_light", { brightness: 0 }], ["set_ambient_light", { color: "red" }]);
    expect(car.light).toEqual({ color: "red", brightness: 100 });
  });
});

describe("calls that are not", () => {
  test.each<[string, unknown, RegExp]>([
    ["open_trunk", {}, /no tool open_trunk/],
    ["set_temperature", "{", /not understood/],
    ["set_temperature", "[1]", /not understood/],
    ["set_temperature", {}, /temperature is not a number/],
    ["set_temperature", { temperature: "21" }, /temperature is not a number/],
    ["set_temperature", { temperature: 200 }, /temperature has to be from 16 to 28/],
    ["set_temperature", { temperature: 21, zone: "roof" }, /zone has to be driver/],
    ["change_temperature", { delta: 100 }, /temperature has to be/],
    ["set_seat_heating", { level: 9 }, /level has to be/],
    ["set_window", { window: "sunroof", position: 1 }, /window has to be/],
    ["set_window", { window: "all", position: -1 }, /position has to be/],
    ["set_ambient_light", {}, /missing/],
    ["set_ambient_light", { color: "black" }, /color has to be/],
    ["navigate_to", { destination: " " }, /destination is missing/],
    ["navigate_to", { destination: "x", stops: "y" }, /not a list/],
    ["navigate_to", { destination: "x", avoid: ["hills"] }, /avoid has to be/],
    ["play_music", { genre: "polka" }, /genre has to be/],
    ["control_playback", { action: "eject" }, /action has to be/],
    ["call_contact", {}, /name is missing/],
    ["send_message", { recipient: "Ben" }, /text is missing/],
  ])("%s %j", (name, args, error) => {
    const outcome = runCall(called(name, args), parkedCar);
    expect(outcome.fault).toMatch(error);
    expect(Object.keys(outcome.result)).toEqual(["error"]);
    expect(outcome.car).toBe(parkedCar);
  });
});

describe("what the model calls", () => {
  let engine: Engine;
  let app: ReturnType<typeof createApp>;
  let bias: object;

  async function post(path: string, body: object): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    return (await app.request(path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  }

  async function callsOf(content: string) {
    const messages = [{ role: "user", content }];
    const answer = await post("/v1/chat/completions", {
      messages,
      tools: offeredTools,
      temperature: 0,
      logit_bias: bias,
    });
    const { choices } = chatCompletionSchema.parse(answer);
    return (choices[0].message.tool_calls ?? []).map((call) => call.function);
  }

  beforeAll(async () => {
    engine = await loadEngine(fileURLToPath(new URL("../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url)));
    app = createApp({ engine });
    const { tokens } = tokenizeResultSchema.parse(await post("/tokenize", { content: endOfTurn }));
    bias = { [String(tokens)]: endBias };
  });
  afterAll(() => engine.close());

  const expected: readonly (readonly string[])[] = [
    ["change_temperature", "navigate_to"],
    ["change_temperature"],
    ["set_window"],
    ["set_seat_heating"],
    ["play_music", "set_ambient_light"],
    ["change_volume"],
    ["call_contact"],
    ["send_message"],
  ];

  test.each(["en", "de"] as const)("is what suggestions say in %s", async (language) => {
    const calls = suggestions.map((suggestion) => callsOf(suggestion[language]));
    const all = await Promise.all(calls);
    expect(all.map((own) => own.map(({ name }) => name))).toEqual(expected);
    expect(all.flat().map((call) => runCall(call, parkedCar).fault)).toEqual(all.flat().map(() => undefined));
  });

  test.each([
    ["Make it warmer and take me to Stafford", "change_temperature", "navigate_to"],
    ["Mach es wärmer und bring mich nach Stafford", "change_temperature", "navigate_to"],
    ["Mach es wärmer und fahr mich nach Ulm", "change_temperature", "navigate_to"],
    ["Bring mich nach Stafford und mach es wärmer", "navigate_to", "change_temperature"],
    ["Open my window halfway and call Anna", "set_window", "call_contact"],
    ["Call Anna and open my window halfway", "call_contact", "set_window"],
    ["Öffne mein Fenster halb und ruf Anna an", "set_window", "call_contact"],
    ["Mach mein Fenster auf und ruf Anna an", "set_window", "call_contact"],
    ["Turn on my seat heating and navigate to work", "set_seat_heating", "navigate_to"],
    ["Mach meine Sitzheizung an und navigiere zur Arbeit", "set_seat_heating", "navigate_to"],
    ["Set it to 22 degrees and play some rock", "set_temperature", "play_music"],
    ["Stell 22 Grad ein und spiel Rock", "set_temperature", "play_music"],
    ["Close all windows and turn the seat heating off", "set_window", "set_seat_heating"],
    ["Navigiere nach Berlin und ruf Ben an", "navigate_to", "call_contact"],
    ["Ruf Ben an und navigiere nach Berlin", "call_contact", "navigate_to"],
  ])("is both wishes of: %s", async (said, ...names) => {
    expect((await callsOf(said)).map(({ name }) => name)).toEqual(names);
  });

  test.each(["Hello, who are you?", "Danke dir", "Was ist die Hauptstadt von Frankreich?"])(
    "is nothing for: %s",
    async (said) => expect(await callsOf(said)).toEqual([]),
  );

  test("suggestions differ, and are in all languages", () => {
    for (const language of ["en", "de", "zh", "ms"] as const) {
      expect(new Set(suggestions.map((suggestion) => suggestion[language])).size).toBe(suggestions.length);
    }
  });
});
