import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { hubSettings } from "./hub-settings.ts";

test("folders are those of other Hugging Face tools", () => {
  const hubFolder = (environment: Record<string, string>) => hubSettings(environment).huggingFace.folder;
  expect(hubFolder({})).toBe(join(homedir(), ".cache", "huggingface", "hub"));
  expect(hubFolder({ XDG_CACHE_HOME: "/x", HF_HOME: "" })).toBe(resolve("/x/huggingface/hub"));
  expect(hubFolder({ XDG_CACHE_HOME: "/x", HF_HOME: "~/hf" })).toBe(join(homedir(), "hf", "hub"));
  expect(hubFolder({ HF_HOME: "/h", HF_HUB_CACHE: "/c" })).toBe(resolve("/c"));
  expect(hubFolder({ HUGGINGFACE_HUB_CACHE: "/old" })).toBe(resolve("/old"));
  expect(hubSettings({ XDG_CACHE_HOME: "/x" }).urlFolder).toBe(resolve("/x/qwen.ts/urls"));
});

test("endpoint and token are taken as they are meant", () => {
  expect(hubSettings({})).toMatchObject({
    huggingFace: { endpoint: "https://huggingface.co", token: undefined },
    modelScope: { endpoint: "https://www.modelscope.cn", token: undefined },
  });
  const environment = { HF_ENDPOINT: "http://mirror.example:8080/hf/", HF_TOKEN: " hf_x\n" };
  const scope = { MODELSCOPE_DOMAIN: "www.modelscope.ai", MODELSCOPE_API_TOKEN: "ms-y", XDG_CACHE_HOME: "/x" };
  expect(hubSettings({ ...environment, ...scope })).toMatchObject({
    huggingFace: { endpoint: "http://mirror.example:8080/hf", token: "hf_x" },
    modelScope: { endpoint: "https://www.modelscope.ai", token: "ms-y", folder: resolve("/x/qwen.ts/modelscope") },
  });
});

test("offline is said as other Hugging Face tools take it", () => {
  const isOffline = (value: string) => hubSettings({ HF_HUB_OFFLINE: value }).isOffline;
  expect(["1", "ON", "yes", " True "].map(isOffline)).toEqual([true, true, true, true]);
  expect(["", "0", "false", "2"].map(isOffline)).toEqual([false, false, false, false]);
});

test("what cannot be meant is refused, and never repeated", () => {
  const cases = [
    { HF_ENDPOINT: "mirror.example/secret" },
    { HF_ENDPOINT: "ftp://mirror.example/secret" },
    { HF_ENDPOINT: "https://me:secret@mirror.example" },
    { HF_ENDPOINT: "https://mirror.example?key=secret" },
    { HF_TOKEN: "hf_secret\nx-header: 1" },
    { HF_TOKEN: "hf_sécret" },
    { MODELSCOPE_DOMAIN: "secret:x" },
    { MODELSCOPE_API_TOKEN: "ms secret" },
  ];
  for (const environment of cases) {
    expect(() => hubSettings(environment)).toThrow(/^(HF_ENDPOINT|HF_TOKEN|MODELSCOPE_DOMAIN|MODELSCOPE_API_TOKEN) /);
    expect(() => hubSettings(environment)).not.toThrow(/s[eé]cret/);
  }
});
