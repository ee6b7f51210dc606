import OpenAI from "openai";
import { expect, test } from "vitest";
import { hashKey } from "../access/api-key.ts";
import { createApp } from "../app.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";

const names = ["anna", "ben"];
const keys = await Promise.all(names.map(async (name) => ({ name, sha256: await hashKey(`key of ${name}`) })));
const app = createApp({ engine: new FakeEngine({ pieces: ["a"], hangAfter: 1 }), keys: () => keys });
const [anna, ben] = names.map(
  (name) =>
    new OpenAI({
      baseURL: "http://localhost/v1",
      apiKey: `key of ${name}`,
      maxRetries: 0,
      fetch: async (url, init) => app.fetch(new Request(url, init)),
    }),
);

test("a response is there for the key alone that made it", async () => {
  const { id } = await anna.responses.create({ model: "default", input: "hi" });
  const item = (await anna.responses.inputItems.list(id)).data[0].id as string;
  const gone = { status: 404 };
  await expect(ben.responses.retrieve(id)).rejects.toMatchObject(gone);
  await expect(ben.responses.cancel(id)).rejects.toMatchObject(gone);
  await expect(ben.responses.delete(id)).rejects.toMatchObject(gone);
  await expect(ben.responses.inputItems.list(id)).rejects.toMatchObject(gone);
  await expect(ben.responses.create({ model: "default", input: "hi", previous_response_id: id })).rejects.toMatchObject(
    { status: 400, code: "previous_response_not_found" },
  );
  await expect(
    ben.responses.create({ model: "default", input: [{ type: "item_reference", id: item }] }),
  ).rejects.toMatchObject({ status: 400, code: "item_not_found" });
  expect((await anna.responses.retrieve(id)).output_text).toBe("a");
});
