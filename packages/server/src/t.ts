import { writeFileSync } from "node:fs";
import { createApp } from "./app.ts";
import { FakeEngine } from "./fake-engine.fixture.ts";

const app = createApp({ engine: new FakeEngine({ pieces: ["x"] }) });
const r = await app.request("http://127.0.0.1:4040/docs");
const t = await r.text();
console.log(r.status, r.headers, t.length);
writeFileSync("/tmp/docs.html", t);
writeFileSync("/tmp/openapi.json", JSON.stringify(await (await app.request("/openapi.json")).json(), null, 1));
