import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { TerminalInput } from "./terminal-input.ts";

const folder = mkdtempSync(join(tmpdir(), "qwents-input-"));
beforeAll(() => vi.stubEnv("XDG_STATE_HOME", folder));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const ctrlC = "\u0003";
const ctrlD = "\u0004";

/** A terminal whose keyboard is `type` and whose screen is `screen()`. */
function openTerminal() {
  const keyboard = Object.assign(new PassThrough(), { setRawMode: () => {} });
  const output = new PassThrough();
  let shown = "";
  output.on("data", (chunk) => {
    shown += chunk;
  });
  return {
    input: new TerminalInput(keyboard, output),
    type: (keys: string) => keyboard.write(keys),
    screen: () => shown,
  };
}

test("lines come one by one, those that end in a backslash together", async () => {
  const { input, type, screen } = openTerminal();
  type("one\rtwo\\\rtwo and a half\r");
  expect(await input.next()).toBe("one");
  expect(screen()).not.toContain("two");
  expect(await input.next()).toBe("two\ntwo and a half");
  input.close();
});

test("what is pasted stays together until Enter", async () => {
  const { input, type } = openTerminal();
  const next = input.next();
  type("look: \u001b[200~first\r\nsecond\tx\\\n\rthird\u001b[201~");
  type("!\r");
  expect(await next).toBe("look: first\nsecond\tx\\\n\nthird!");
  input.close();
});

test("Ctrl-C stops an answer and drops what was typed ahead; without, that is what is said next", async () => {
  const { input, type, screen } = openTerminal();
  await input.whileAnswering(async (signal) => {
    type(`dropped\r${ctrlC}kept`);
    await vi.waitFor(() => expect(signal.aborted).toBe(true));
    expect(screen()).not.toContain("dropped");
  });
  await input.whileAnswering(async (signal) => {
    type(" too\r");
    await new Promise(setImmediate);
    expect(signal.aborted).toBe(false);
  });
  expect(screen()).not.toContain("kept");
  expect(await input.next()).toBe("kept too");
  input.close();
});

test("Ctrl-C clears what is typed; twice on an empty line it ends, once it says so", async () => {
  const { input, type, screen } = openTerminal();
  const first = input.next();
  type(`nonsense\\\rmore${ctrlC}sense\r`);
  expect(await first).toBe("sense");
  const second = input.next();
  type(ctrlC);
  await vi.waitFor(() => expect(screen()).toContain("Ctrl-C again"));
  type(`still here\r`);
  expect(await second).toBe("still here");
  const third = input.next();
  type(ctrlC + ctrlC);
  expect(await third).toBeUndefined();
  expect(await input.next()).toBeUndefined();
  input.close();
});

test("Ctrl-D ends; the arrow key brings back what was said in an earlier conversation", async () => {
  const before = openTerminal();
  const said = before.input.next();
  before.type("what I said\r");
  await said;
  const end = before.input.next();
  before.type(ctrlD);
  expect(await end).toBeUndefined();
  before.input.close();
  const { input, type } = openTerminal();
  const next = input.next();
  type("\u001b[A again\r");
  expect(await next).toBe("what I said again");
  input.close();
});
