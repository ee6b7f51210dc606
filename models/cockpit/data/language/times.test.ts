import { describe, expect, it, test } from "vitest";
import type { Language, Slot } from "../domain.ts";
import { Random } from "../random.ts";
import { delay, span } from "./spans.ts";
import { clock, day, dayInAnswer } from "./times.ts";

/** All that a slot says in many draws, and the values that stand for each text. */
function said(slot: Slot, language: Language, count: number): ReadonlyMap<string, ReadonlySet<string>> {
  const random = new Random(`times/${language}`);
  const values = new Map<string, Set<string>>();
  for (let i = 0; i < count; i++) {
    const { text, value } = slot({ random, language, split: "train" });
    values.set(text, (values.get(text) ?? new Set()).add(JSON.stringify(value)));
  }
  return values;
}

const clocks = { en: said(clock, "en", 30_000), de: said(clock, "de", 30_000) };

describe("times of day", () => {
  it.each([
    ["7:00", "07:00"],
    ["seven", "07:00"],
    ["7 o'clock", "07:00"],
    ["7 am", "07:00"],
    ["7pm", "19:00"],
    ["7 o'clock in the evening", "19:00"],
    ["19:30", "19:30"],
    ["7:30 pm", "19:30"],
    ["half past seven", "07:30"],
    ["half past 7", "07:30"],
    ["half past seven in the evening", "19:30"],
    ["quarter past nine", "09:15"],
    ["quarter past nine at night", "21:15"],
    ["quarter to eight", "07:45"],
    ["quarter to five in the morning", "04:45"],
    ["quarter to one in the afternoon", "12:45"],
    ["quarter to twelve at night", "23:45"],
    ["12 am", "00:00"],
    ["12:00 am", "00:00"],
    ["12 pm", "12:00"],
    ["12 o'clock at night", "00:00"],
    ["12 o'clock in the afternoon", "12:00"],
    ["half past twelve at night", "00:30"],
    ["half past twelve", "12:30"],
    ["0:05", "00:05"],
    ["12:05 am", "00:05"],
    ["12:45pm", "12:45"],
  ])("%s is %s", (text, value) => {
    expect([...(clocks.en.get(text) ?? [])]).toEqual([JSON.stringify(value)]);
  });

  it.each([
    ["7 Uhr", "07:00"],
    ["sieben", "07:00"],
    ["sieben Uhr", "07:00"],
    ["19 Uhr", "19:00"],
    ["neunzehn Uhr", "19:00"],
    ["einundzwanzig Uhr", "21:00"],
    ["19 Uhr 30", "19:30"],
    ["19:30", "19:30"],
    ["19:30 Uhr", "19:30"],
    ["9 Uhr 5", "09:05"],
    ["halb acht", "07:30"],
    ["halb 8", "07:30"],
    ["halb zwölf", "11:30"],
    ["halb zwei", "01:30"],
    ["viertel nach sieben", "07:15"],
    ["viertel nach eins", "01:15"],
    ["viertel nach zwölf", "12:15"],
    ["viertel vor acht", "07:45"],
    ["dreiviertel acht", "07:45"],
    ["viertel vor zwölf", "11:45"],
    ["ein Uhr", "01:00"],
    ["zwölf", "12:00"],
    ["null Uhr", "00:00"],
    ["0 Uhr", "00:00"],
    ["0:15 Uhr", "00:15"],
  ])("%s ist %s", (text, value) => {
    expect([...(clocks.de.get(text) ?? [])]).toEqual([JSON.stringify(value)]);
  });

  it.each(["en", "de"] as const)("no words mean two times: %s", (language) => {
    expect([...clocks[language]].filter(([, values]) => values.size > 1)).toEqual([]);
    for (const values of clocks[language].values())
      for (const value of values) expect(value).toMatch(/^"[0-2]\d:[0-5]\d"$/);
  });
});

test("days", () => {
  const english = said(day, "en", 500);
  const german = said(day, "de", 500);
  const both = [...english].map(([text, values]) => [text, ...values]);
  expect(both).toHaveLength(9);
  expect(both).toEqual(
    expect.arrayContaining([
      ["today", '"today"'],
      ["tomorrow", '"tomorrow"'],
      ["on Monday", '"monday"'],
    ]),
  );
  expect(german).toHaveLength(9);
  for (const [text, value] of [
    ["heute", "today"],
    ["morgen", "tomorrow"],
    ["am Mittwoch", "wednesday"],
    ["am Samstag", "saturday"],
    ["am Sonntag", "sunday"],
  ] as const) {
    expect([...(german.get(text) ?? [])]).toEqual([JSON.stringify(value)]);
    expect(dayInAnswer(value, "de")).toBe(text);
  }
  expect(["Friday", "tomorrow", "2026-01-01"].map((value) => dayInAnswer(value, "en"))).toEqual([
    "on Friday",
    "tomorrow",
    "2026-01-01",
  ]);
});

describe("lengths of time", () => {
  it.each([
    ["en", span, "half an hour", [0, 30, 0]],
    ["en", span, "an hour and a half", [1, 30, 0]],
    ["en", span, "a minute", [0, 1, 0]],
    ["en", span, "10 minutes", [0, 10, 0]],
    ["en", span, "ten minutes", [0, 10, 0]],
    ["en", span, "1 hour", [1, 0, 0]],
    ["en", span, "30 seconds", [0, 0, 30]],
    ["de", span, "anderthalb Stunden", [1, 30, 0]],
    ["de", span, "eine Dreiviertelstunde", [0, 45, 0]],
    ["de", span, "zweieinhalb Stunden", [2, 30, 0]],
    ["de", span, "1 Stunde", [1, 0, 0]],
    ["de", span, "zwölf Stunden", [12, 0, 0]],
    ["de", span, "zwanzig Minuten", [0, 20, 0]],
    ["en", delay, "45 minutes", 45],
    ["en", delay, "an hour and a half", 90],
    ["en", delay, "a quarter of an hour", 15],
    ["de", delay, "einer halben Stunde", 30],
    ["de", delay, "einer Dreiviertelstunde", 45],
    ["de", delay, "anderthalb Stunden", 90],
    ["de", delay, "zehn Minuten", 10],
  ] as const)("%s, %o: %s is %j", (language, slot, text, value) => {
    expect([...(said(slot, language, 5000).get(text) ?? [])]).toEqual([JSON.stringify(value)]);
  });

  it("no words mean two of them", () => {
    for (const language of ["en", "de"] as const)
      for (const slot of [span, delay])
        expect([...said(slot, language, 5000)].filter(([, values]) => values.size > 1)).toEqual([]);
  });
});
