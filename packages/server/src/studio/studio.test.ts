import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callsTo } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";
import { readStudio } from "./read-studio.ts";

const engine = new FakeEngine({ pieces: ["hi"] });
const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
let folder: string;
let calls: ReturnType<typeof callsTo>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "studio-"));
  for (const name of ["assets", ".vite"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>studio</title>");
  writeFileSync(join(folder, "assets/index-1.js"), "export {};".repeat(100));
  writeFileSync(join(folder, "assets/letters-1.woff2"), "letters");
  writeFileSync(join(folder, ".vite/manifest.json"), "{}");
  calls = callsTo({ engine, apiKey: "secret", studio: readStudio(folder) });
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the studio's document", () => {
  test.each(["/", "/studio", "/studio/", "/studio/chat", "/studio/chat/a%2Fb.c"])(
    "is at %s for browsers",
    async (path) => {
      const response = await calls.get(path, html);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(response.headers.get("cache-control")).toBe("no-cache");
      expect(await response.text()).toContain("<title>studio</title>");
    },
  );

  test.each(["*/*", "application/json", undefined])("is not for whoever accepts %s", async (accept) => {
    const response = await calls.get("/", accept === undefined ? {} : { accept });
    expect(response.headers.get("content-type")).toBe("text/plain; charset=UTF-8");
    expect(response.headers.get("vary")).toMatch(/accept/i);
    expect(await response.text()).toContain("POST /v1/chat/completions");
  });

  test("takes nothing from elsewhere", async () => {
    const policy = (await calls.get("/", html)).headers.get("content-security-policy")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*|script-src[^;]*inline/);
  });

  test("is not answered elsewhere", async () => {
    expect((await calls.get("/v1/nothing", { ...html, "x-api-key": "secret" })).status).toBe(404);
    expect((await calls.get("/chat", { ...html, "x-api-key": "secret" })).status).toBe(404);
    expect((await callsTo({ engine }).get("/studio/", html)).status).toBe(404);
  });
});

describe("the studio's files", () => {
  test("are kept by browsers for good where their names change with them", async () => {
    const response = await calls.get("/studio/assets/index-1.js");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  });

  test("are not sent again to who has them", async () => {
    const etag = (await calls.get("/studio/index.html")).headers.get("etag")!;
    const response = await calls.get("/studio/index.html", { "if-none-match": `"other", W/${etag}` });
    expect(response.status).toBe(304);
    expect(await response.text()).toBe("");
  });

  test("are compressed for who can read that, where it pays", async () => {
    const compressed = await calls.get("/studio/assets/index-1.js", { "accept-encoding": "br, gzip;q=0.8" });
    expect(compressed.headers.get("content-encoding")).toBe("gzip");
    const bytes = new Uint8Array(await compressed.arrayBuffer());
    expect(compressed.headers.get("content-length")).toBe(String(bytes.length));
    expect(gunzipSync(bytes).toString()).toBe("export {};".repeat(100));
    for (const encoding of ["identity", "gzip;q=0", ""]) {
      const plain = await calls.get("/studio/assets/index-1.js", { "accept-encoding": encoding });
      expect(plain.headers.get("content-encoding")).toBeNull();
    }
    const letters = await calls.get("/studio/assets/letters-1.woff2", { "accept-encoding": "gzip" });
    expect(letters.headers.get("content-encoding")).toBeNull();
  });

  test.each([
    "/studio/assets/index-2.js",
    "/studio/.vite/manifest.json",
    "/studio/..%2f..%2fetc%2fpasswd",
    "/studio/%2e%2e/app.ts",
  ])("are all there is: %s", async (path) => {
    const response = await calls.get(path, { "x-api-key": "secret" });
    expect(response.status).toBe(404);
  });

  test("a missing script is no document, though browsers ask for one", async () => {
    expect((await calls.get("/studio/assets/index-2.js", html)).status).toBe(404);
  });

  test("need no key, all else does", async () => {
    expect((await calls.get("/studio/assets/index-1.js")).status).toBe(200);
    expect((await calls.get("/v1/models")).status).toBe(401);
    expect((await calls.get("/studios")).status).toBe(401);
  });

  test("are only read", async () => {
    expect((await calls.post("/studio/chat", {})).status).toBe(405);
  });

  test("a folder without them is refused", () => {
    expect(() => readStudio(join(folder, "assets"))).toThrow(/index\.html/);
    expect(() => readStudio(join(folder, "nowhere"))).toThrow(/cannot be read/);
  });
});
