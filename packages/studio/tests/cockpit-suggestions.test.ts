import { expect, test } from "vitest";
import { meaningOf, spokenLanguages, standsAlone, suggestions } from "../src/features/cockpit/talk/suggestions.ts";

test.each(spokenLanguages)("suggestions in %s stand alone, however they are written", (language) => {
  for (const suggestion of suggestions) {
    expect(standsAlone(suggestion[language])).toBe(true);
    expect(standsAlone(` ${suggestion[language].toUpperCase()}!`)).toBe(true);
  }
});

test.each(["and the passenger's too", "noch ein Grad mehr", "Call", ""])(
  "what may refer to something does not: %s",
  (said) => {
    expect(standsAlone(said)).toBe(false);
  },
);

test("a suggestion's meaning is that of the sentence that is shown", () => {
  const [first, second] = suggestions;
  expect(meaningOf(first, "en", "ms")).toBe("Panaskan sedikit dan bawa saya ke Stafford");
  expect(meaningOf(first, "de", "ms")).toBe("Naikkan suhu 2 darjah dan bawa saya ke Stafford");
  expect(meaningOf(first, "de", "zh")).toBe("调高 2 度，带我去斯塔福德");
  expect(meaningOf(second, "de", "zh")).toBe(second.zh);
});
