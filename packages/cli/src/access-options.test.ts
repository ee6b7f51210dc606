import { expect, test } from "vitest";
import { addName, addOrigin, allowed } from "./access-options.ts";

test("names and origins add up, as browsers write them", () => {
  expect(addName("Box.Example", addName("gpu-box"))).toEqual(["gpu-box", "box.example"]);
  expect(addOrigin("http://localhost:5173", addOrigin("HTTPS://Chat.Example:443"))).toEqual([
    "https://chat.example",
    "http://localhost:5173",
  ]);
  expect(addOrigin("app://obsidian.md")).toEqual(["app://obsidian.md"]);
});

test.each(["https://box.example", "box.example:80", "a/b", "a b", "", "user@box"])("%j is no name", (text) => {
  expect(() => addName(text)).toThrow("name of a host");
});

test.each([
  "box.example",
  "https://box.example/",
  "https://box.example/chat",
  "https://",
  "null",
  "x:y",
  "https://a b",
])("%j is no origin", (text) => {
  expect(() => addOrigin(text)).toThrow("Expected an origin");
});

test("a server is told nothing that was not given, and one star is enough", () => {
  expect(allowed({ allowHost: undefined, allowOrigin: undefined })).toEqual({});
  expect(allowed({ allowHost: ["a"], allowOrigin: ["https://a", "*"] })).toEqual({
    allowedHosts: ["a"],
    allowedOrigins: "*",
  });
});
