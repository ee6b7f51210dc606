import { describe, expect, test } from "vitest";
import { callsTo } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";
import { type ApiKey, hashKey, isKeyName, newKey } from "./api-key.ts";
import { callerOfAddress } from "./caller.ts";
import { KeyRing } from "./key-ring.ts";

const withKey = (key: string, header = "authorization") =>
  new Request("http://localhost/", { headers: { [header]: header === "authorization" ? `Bearer ${key}` : key } });

const keyOf = async (name: string, key: string): Promise<ApiKey> => ({ name, sha256: await hashKey(key) });

describe("keys", () => {
  test("are 256 bits, never twice the same, and fit into a header", () => {
    const keys = Array.from({ length: 50 }, newKey);
    expect(new Set(keys).size).toBe(50);
    for (const key of keys) expect(key).toMatch(/^qwents_[A-Za-z0-9_-]{43}$/);
  });

  test("are hashed by SHA-256", async () => {
    expect(await hashKey("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  test.each(["a", "build-server.2", "A_b"])("'%s' is a name", (name) => expect(isKeyName(name)).toBe(true));
  test.each(["", "@any", ".a", "a b", "a\n", "ä", "x".repeat(65), 7, null])("%j is none", (name) => {
    expect(isKeyName(name)).toBe(false);
  });
});

describe("a ring of keys", () => {
  test("tells each caller by its key, in either header", async () => {
    const keys = [await keyOf("anna", "one"), await keyOf("ben", "two")];
    const ring = new KeyRing({ apiKey: "three", keys: () => keys });
    const nameOf = async (request: Request) => (await ring.identify(request))?.name;
    expect(await nameOf(withKey("one"))).toBe("anna");
    expect(await nameOf(withKey("two", "x-api-key"))).toBe("ben");
    expect(await nameOf(withKey("three"))).toBe("@api-key");
  });

  test("takes no hash for a key, nor a part of one", async () => {
    const key = await keyOf("anna", "one");
    const ring = new KeyRing({ keys: () => [key] });
    for (const wrong of [key.sha256, "on", "onee", "", "anna"]) {
      await expect(ring.identify(withKey(wrong || " "))).rejects.toMatchObject({ status: 401 });
    }
    await expect(ring.identify(new Request("http://localhost/"))).rejects.toMatchObject({ code: "invalid_api_key" });
  });

  test("asks for keys from the first one on, also when it is gone again", async () => {
    let keys: ApiKey[] = [];
    const ring = new KeyRing({ keys: () => keys });
    expect(await ring.identify(withKey("one"))).toBeUndefined();
    keys = [await keyOf("anna", "one")];
    expect((await ring.identify(withKey("one")))?.name).toBe("anna");
    keys = [];
    await expect(ring.identify(withKey("one"))).rejects.toMatchObject({ status: 401 });
  });

  test("may be asked for before there is one", async () => {
    const ring = new KeyRing({ isRequired: true });
    await expect(ring.identify(withKey("one"))).rejects.toMatchObject({ status: 401 });
  });

  test("what is wrong is not repeated in the answer", async () => {
    const calls = callsTo({ engine: new FakeEngine({}), apiKey: "right" });
    const response = await calls.get("/v1/models", { authorization: "Bearer qwents_nearly-right" });
    expect(await response.text()).not.toContain("nearly");
  });
});

test.each([
  [undefined, "@any"],
  ["127.0.0.1", "@127.0.0.1"],
  ["::ffff:192.0.2.7", "@192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "@2001:db8:1:2::/64"],
  ["2001:db8::6", "@2001:db8:0:0::/64"],
  ["fe80::1%eth0", "@fe80:0:0:0::/64"],
  ["::1", "@0:0:0:0::/64"],
])("without keys, %s is %s", (address, caller) => expect(callerOfAddress(address)).toBe(caller));
