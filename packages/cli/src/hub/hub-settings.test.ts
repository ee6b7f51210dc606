import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { hubSettings } from "./hub-settings.ts";

test("folders are those of other Hugging Face tools", () => {
  const hubFolder = (environment: Record<string, string>) => hubSettings(environment).hubFolder;
  expect(hubFolder({})).toBe(join(homedir(), ".cache", "huggingface", "hub"));
  expect(hubFolder({ XDG_CACHE_HOME: "/x", HF_HOME: "" })).toBe(resolve("/x/huggingface/hub"));
  expect(hubFolder({ XDG_CACHE_HOME: "/x", HF_HOME: "~/hf" })).toBe(join(homedir(), "hf", "hub"));
  expect(hubFolder({ HF_HOME: "/h", HF_HUB_CACHE: "/c" })).toBe(resolve("/c"));
  expect(hubFolder({ HUGGINGFACE_HUB_CACHE: "/old" })).toBe(resolve("/old"));
  expect(hubSettings({ XDG_CACHE_HOME: "/x" }).urlFolder).toBe(resolve("/x/qwen.ts/urls"));
});

test("endpoint and token are taken as they are meant", () => {
  expect(hubSettings({})).toMatchObject({ endpoint: "https://huggingface.co", token: undefined });
  const environment = { HF_ENDPOINT: "http://mirror.example:8080/hf/", HF_TOKEN: " hf_x\n" };
  expect(hubSettings(environment)).toMatchObject({ endpoint: "http://mirror.example:8080/hf", token: "hf_x" });
});

test("what cannot be meant is refused, and never repeated", () => {
  const cases = [
    { HF_ENDPOINT: "mirror.example/secret" },
    { HF_ENDPOINT: "ftp://mirror.example/secret" },
    { HF_ENDPOINT: "https://me:secret@mirror.example" },
    { HF_ENDPOINT: "https://mirror.example?key=secret" },
    { HF_TOKEN: "hf_secret\nx-header: 1" },
    { HF_TOKEN: "hf_sécret" },
  ];
  for (const environment of cases) {
    expect(() => hubSettings(environment)).toThrow(/^HF_(ENDPOINT|TOKEN) /);
    expect(() => hubSettings(environment)).not.toThrow(/s[eé]cret/);
  }
});
