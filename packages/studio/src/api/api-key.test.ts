import { afterEach, expect, test, vi } from "vitest";
import { isSendableKey, keptApiKey } from "./api-key.ts";

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["sk-0123~", true],
  ["two words", true],
  ["schlüssel", true],
  ["sk-…", false],
  ["“sk-1”", false],
  ["密钥", false],
  ["a\nb", false],
])("the key %j can be sent: %j", (key, isSendable) => {
  expect(isSendableKey(key)).toBe(isSendable);
  const send = () => new Headers({ authorization: `Bearer ${key}` });
  if (isSendable) expect(send).not.toThrow();
  else expect(send).toThrow(TypeError);
});

test.each([
  ["sk-1", "sk-1"],
  ["sk-…", null],
  ["", null],
  [null, null],
])("where %j is kept, %j is sent", (kept, sent) => {
  vi.stubGlobal("localStorage", { getItem: () => kept });
  expect(keptApiKey()).toBe(sent);
});
