import { expect, test } from "vitest";
import { spokenLanguages, standsAlone, suggestions } from "../src/features/cockpit/talk/suggestions.ts";

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
