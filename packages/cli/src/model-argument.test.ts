import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { modelAndText } from "./model-argument.ts";

test("two arguments are model and text, whatever they look like", () => {
  expect(modelAndText("hello", "world")).toEqual({ model: "hello", text: "world" });
  expect(modelAndText(undefined, undefined)).toEqual({ model: undefined, text: undefined });
});

test("a lone argument is the model when it is a path or looks like one", () => {
  for (const path of ["missing.gguf", "Qwen3 0.6B.GGUF", "./model", "models/qwen3", "C:\\models\\q", "/"]) {
    expect(modelAndText(path, undefined)).toEqual({ model: path, text: undefined });
  }
  expect(modelAndText("cockpit", undefined)).toEqual({ model: "cockpit", text: undefined });
  const thisFile = fileURLToPath(import.meta.url);
  expect(modelAndText(thisFile, undefined).model).toBe(thisFile);
});

test("otherwise it is the text", () => {
  for (const text of ["hello", "Why is the sky blue?", "What does /etc/passwd hold?", "is km/h or m/s faster?"]) {
    expect(modelAndText(text, undefined)).toEqual({ model: undefined, text });
  }
});
