import { expect, test } from "vitest";
import { parseReference } from "./model-reference.ts";
import { isShortName, shortNames } from "./short-names.ts";

const endpoint = "https://mirror.example/hf";
const parse = (text: string) =>
  parseReference(text, { huggingFace: { endpoint }, modelScope: { endpoint: "https://www.modelscope.cn" } });

test("short names lead to repositories", () => {
  expect(parse("Qwen3:0.6B")).toEqual({
    kind: "hub",
    hub: "huggingFace",
    name: "qwen3:0.6b",
    repo: "Qwen/Qwen3-0.6B-GGUF",
    revision: "main",
    file: "Q8_0",
  });
  for (const { name } of shortNames) expect([isShortName(name), parse(name)]).toMatchObject([true, { name }]);
  expect(() => parse("qwen3:900b")).toThrow(/no short name qwen3:900b; there are qwen3:0\.6b, (?!.*qwen2)/);
  expect(() => parse("qwen9:1b")).toThrow(/no short name qwen9:1b; there are qwen3\.8:…, /);
});

test("repositories, with a quantisation, a file or neither", () => {
  expect(parse("Qwen/Qwen3-4B-GGUF:Q4_K_M")).toMatchObject({ repo: "Qwen/Qwen3-4B-GGUF", file: "Q4_K_M" });
  expect(parse("a/b:sub/model (1).gguf")).toMatchObject({ repo: "a/b", file: "sub/model (1).gguf" });
  expect(parse("a/b")).toMatchObject({ hub: "huggingFace", repo: "a/b", revision: "main", file: undefined });
  expect(parse("a/b@v1.0:Q8_0")).toMatchObject({ repo: "a/b", revision: "v1.0", file: "Q8_0" });
});

test("the hub is said in front, or with its host", () => {
  const meant = { hub: "huggingFace", repo: "a/b", revision: "main", file: "Q4_K_M" };
  for (const start of ["hf:", "hf.co/", "huggingface.co/"]) {
    expect(parse(`${start}a/b:Q4_K_M`)).toEqual({ kind: "hub", name: `${start}a/b:Q4_K_M`, ...meant });
  }
  for (const start of ["modelscope:", "www.modelscope.cn/", "modelscope.ai/"]) {
    expect(parse(`${start}a/b`)).toMatchObject({ hub: "modelScope", repo: "a/b", revision: "master", file: undefined });
  }
  expect(parse("modelscope:a/b@dev:m.gguf")).toMatchObject({ revision: "dev", file: "m.gguf" });
});

test("what is no reference", () => {
  const texts = [
    "model.gguf",
    "a/model.gguf",
    "./a/b",
    "/a/b",
    "a/b/c",
    "../b",
    "a/..",
    "a--b/c",
    "a/b:",
    "a/b@:Q8_0",
    "a/b@../x",
    "hf:a",
    "hf:./a/b",
    "modelscope:a/b:../x.gguf",
    "ms:a/b",
    "a/b:../x.gguf",
    "a/b:c d",
  ];
  for (const text of [...texts, "C:\\a\\b", "hello", "hello:world", "Why so/thus?", "x".repeat(99), ""]) {
    expect(parse(text), text).toBeUndefined();
  }
});

test("addresses of the hub and of its mirror mean the repository", () => {
  for (const hub of ["https://huggingface.co", endpoint]) {
    const reference = parse(`${hub}/a/b/resolve/v1/sub/m%20x.gguf?download=true`);
    expect(reference).toMatchObject({ kind: "hub", repo: "a/b", revision: "v1", file: "sub/m x.gguf" });
  }
  expect(parse("https://huggingface.co/a/b/blob/main/m.gguf")).toMatchObject({ kind: "hub", repo: "a/b" });
  for (const page of ["", "/", "/tree/main"]) {
    expect(parse(`https://hf.co/a/b${page}`)).toMatchObject({ hub: "huggingFace", repo: "a/b", file: undefined });
  }
});

test("so do addresses of ModelScope", () => {
  for (const page of ["/summary", "/files", ""]) {
    expect(parse(`https://modelscope.cn/models/a/b${page}`)).toMatchObject({ hub: "modelScope", repo: "a/b" });
  }
  for (const way of ["resolve", "file/view"]) {
    const reference = parse(`https://www.modelscope.cn/models/a/b/${way}/master/sub/m.gguf`);
    expect(reference).toMatchObject({ hub: "modelScope", repo: "a/b", revision: "master", file: "sub/m.gguf" });
  }
});

test("other addresses are taken when they are safe", () => {
  const reference = parse("https://x.example/a/m.gguf?key=secret");
  expect(reference).toMatchObject({ kind: "url", name: "https://x.example/a/m.gguf" });
  expect(parse("http://127.0.0.1:80/m.gguf")).toMatchObject({ kind: "url" });
  const refused: [string, RegExp][] = [
    ["http://x.example/m.gguf", /use https/],
    ["https://x.example/m.bin?key=secret", /does not end in \.gguf/],
    ["https://me:secret@x.example/m.gguf", /leave it out/],
    ["https://", /not a whole address/],
  ];
  for (const [text, message] of refused) {
    expect(() => parse(text)).toThrow(message);
    expect(() => parse(text)).not.toThrow(/secret/);
  }
});
