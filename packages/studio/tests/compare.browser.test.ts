import { QwenError } from "@qwents/engine";
import { ModelManager } from "@qwents/server";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { FakeCatalog } from "../../server/src/models/fake-catalog.fixture.ts";
import { describeStudio, expectAccessible, screenshot } from "./studio.fixture.ts";

const address = "/studio/compare";

const side = (page: Page, letter: "A" | "B") => page.getByRole("region", { name: `Side ${letter}` });
const phase = (page: Page, letter: "A" | "B") => side(page, letter).getByRole("status");
const runBoth = (page: Page) => page.getByRole("button", { name: "Run both", exact: true });

async function ask(page: Page, prompt: string): Promise<void> {
  await page.getByLabel("Prompt", { exact: true }).fill(prompt);
  await runBoth(page).click();
}

describeStudio("comparing, with the built-in model", (studio) => {
  test("asks one model with two settings, tells their figures and marks the differences", async () => {
    const page = await studio().open(address);
    await page.getByText("Both sides are set alike").waitFor();
    await page.getByRole("button", { name: "Temperature 0 / 1" }).click();
    await page.getByText("Both sides are set alike").waitFor({ state: "detached" });
    await side(page, "B").getByText("Temperature 1").waitFor();
    await page.getByLabel("Seed", { exact: true }).fill("7");
    await ask(page, "Hello, who are you?");
    for (const letter of ["A", "B"] as const) {
      await phase(page, letter).getByText("Done").waitFor({ timeout: 50_000 });
      await side(page, letter)
        .getByText(/^[\d.]+ tokens\/s$/)
        .waitFor();
    }
    await screenshot(page, "compare-done-en-light");
    const mark = page.getByRole("button", { name: "Mark differences" });
    await mark.click();
    await page.getByText(/of the text is in both answers|Both answers are the same/).waitFor();
    expect(await mark.getAttribute("aria-pressed")).toBe("true");
    await page.context().close();
  });

  test("answers alike where both sides are set alike, and says so", async () => {
    const page = await studio().open(address);
    await page.getByLabel("One after the other").check();
    await ask(page, "Make it 2 degrees warmer");
    await page.getByText("Both answers are the same, word for word.").waitFor({ timeout: 50_000 });
    await page.reload();
    await page.getByText("Both answers are the same, word for word.").waitFor();
    const past = page.getByRole("region", { name: "Earlier comparisons" });
    expect(await page.getByLabel("One after the other").isChecked()).toBe(true);
    await past.getByRole("button", { name: /2 degrees warmer/ }).click();
    await page.getByText("Both answers are the same, word for word.").waitFor();
    await past.getByRole("button", { name: "Forget them" }).click();
    await past.waitFor({ state: "detached" });
    await page.context().close();
  });
});

/** Models that load when a test says so: of a talker, a thinker, and one that cannot. */
const catalog = new FakeCatalog(
  [
    { id: "talker", turn: { pieces: ["The ", "sky ", "is ", "blue."], delayMs: 20 } },
    { id: "thinker", turn: { thinking: ["Why ", "blue?"], pieces: ["The ", "sky ", "looks ", "blue."], delayMs: 30 } },
    { id: "breaker", turn: { pieces: ["The "], fault: new QwenError("engine/worker-failed", "It is gone.") } },
    {
      id: "writer",
      turn: { pieces: ["## Sky\n\n", "It is **blue**,\n", "see `sky.ts`.\n\n", "| a | b |\n|---|---|\n| 1 | 2 |"] },
    },
    { id: "endless", turn: { pieces: ["And ", "on ", "and"], hangAfter: 2 } },
  ],
  { isManual: true },
);

describeStudio(
  "comparing models",
  (studio) => {
    const choose = (page: Page, letter: "A" | "B", model: string) =>
      side(page, letter).getByLabel("Model", { exact: true }).selectOption(model);

    test("loads those that are not, and answers by the one that is while the other one loads", async () => {
      const page = await studio().open(address);
      await choose(page, "A", "talker");
      await choose(page, "B", "thinker");
      await ask(page, "Why is the sky blue?");
      await expect.poll(() => catalog.loads.map(({ id }) => id).sort()).toEqual(["talker", "thinker"]);
      const [talker, thinker] = ["talker", "thinker"].map((name) => catalog.loads.find(({ id }) => id === name)!);
      thinker.progress({ phase: "weights", loadedBytes: 4, totalBytes: 9 });
      talker.end();
      await phase(page, "A").getByText("Done").waitFor();
      const meter = side(page, "B").getByRole("meter", { name: "Loading the model" });
      await expect.poll(() => meter.getAttribute("aria-valuetext")).toBe("44%");
      await screenshot(page, "compare-loading-en-light");
      thinker.end();
      await phase(page, "B").getByText("Done").waitFor();
      await side(page, "B")
        .getByRole("button", { name: /^Thought for [\d.]+ s$/ })
        .click();
      await side(page, "B").getByText("Why blue?").waitFor();
      await page.getByRole("button", { name: "Mark differences" }).click();
      await side(page, "A").locator("mark").getByText("is").waitFor();
      await side(page, "B").locator("mark").getByText("looks").waitFor();
      await expectAccessible(page);
      await screenshot(page, "compare-differences-en-light");
      await page.getByRole("button", { name: "Swap sides" }).click();
      await side(page, "A").getByText("looks").waitFor();
      await page.context().close();
    });

    test("lets one fail alone, and asks it again alone", async () => {
      const page = await studio().open(address, { colorScheme: "dark" });
      await choose(page, "A", "breaker");
      await choose(page, "B", "talker");
      await ask(page, "Why is the sky blue?");
      await expect.poll(() => catalog.loads.some(({ id }) => id === "breaker")).toBe(true);
      catalog.loads.find(({ id }) => id === "breaker")!.end();
      await phase(page, "B").getByText("Done").waitFor();
      await phase(page, "A").getByText("Failed").waitFor();
      await expectAccessible(page);
      await screenshot(page, "compare-failed-en-dark");
      await side(page, "A").getByRole("alert").getByRole("button", { name: "Try again" }).click();
      await phase(page, "A").getByText("Failed").waitFor();
      await side(page, "B").getByText("The sky is blue.").waitFor();
      await page.context().close();
    });

    test("runs one after the other, and stops both", async () => {
      const page = await studio().open(address);
      await choose(page, "A", "endless");
      await choose(page, "B", "talker");
      await page.getByLabel("One after the other").check();
      await ask(page, "Go on");
      await expect.poll(() => catalog.loads.some(({ id }) => id === "endless")).toBe(true);
      catalog.loads.find(({ id }) => id === "endless")!.end();
      await side(page, "A").getByText("And on").waitFor();
      await phase(page, "B").getByText("Waits for the other side").waitFor();
      await page.getByRole("button", { name: "Stop" }).click();
      await phase(page, "A").getByText("Stopped").waitFor();
      await phase(page, "B").getByText("Stopped").waitFor();
      await runBoth(page).waitFor();
      await page.context().close();
    });

    test("draws Markdown, and goes on while another page is shown", async () => {
      const page = await studio().open(address);
      await choose(page, "A", "writer");
      await choose(page, "B", "endless");
      await ask(page, "Why is the sky blue?");
      await expect.poll(() => catalog.loads.some(({ id }) => id === "writer")).toBe(true);
      await page.getByRole("link", { name: "Gauges" }).click();
      await page.getByRole("heading", { name: "Sky" }).waitFor({ state: "detached" });
      catalog.loads.find(({ id }) => id === "writer")!.end();
      await page.getByRole("link", { name: "Compare" }).click();
      await side(page, "A").getByRole("heading", { name: "Sky" }).waitFor();
      await side(page, "A").locator("strong").getByText("blue").waitFor();
      await side(page, "A").getByRole("cell", { name: "2" }).waitFor();
      await side(page, "B").getByText("And on").waitFor();
      await page.getByRole("button", { name: "Stop" }).click();
      await phase(page, "B").getByText("Stopped").waitFor();
      await page.reload();
      await side(page, "A").getByRole("heading", { name: "Sky" }).waitFor();
      await phase(page, "B").getByText("Stopped").waitFor();
      await side(page, "B").getByText("And on").waitFor();
      await expectAccessible(page);
      await screenshot(page, "compare-markdown-en-light");
      await page.context().close();
    });

    test("refuses a setting that cannot be, and says what can", async () => {
      const page = await studio().open(address);
      await page.getByLabel("Prompt", { exact: true }).fill("Why?");
      await side(page, "A").getByText("Settings").click();
      await side(page, "A").getByLabel("Temperature").fill("3");
      await side(page, "A").getByText("A number from 0 to 2, or empty.").waitFor();
      expect(await runBoth(page).isDisabled()).toBe(true);
      await side(page, "A").getByLabel("Temperature").fill("0,7");
      await expect.poll(() => runBoth(page).isEnabled()).toBe(true);
      await expectAccessible(page);
      await screenshot(page, "compare-settings-en-light");
      await page.context().close();
    });
  },
  {
    served: async () => {
      const manager = new ModelManager(catalog);
      return { options: { engine: manager }, [Symbol.asyncDispose]: () => manager.close() };
    },
  },
);
