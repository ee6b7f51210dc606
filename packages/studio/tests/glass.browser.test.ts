import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  describeStudio,
  desktop,
  expectAccessible,
  expectNoSidewaysScroll,
  phone,
  screenshot,
} from "./studio.fixture.ts";

const builtInModel = fileURLToPath(new URL("../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));

/** How many read the engine's trace right now. */
let readers = 0;

async function watchedEngine(): Promise<Engine> {
  const engine = await loadEngine(builtInModel, { id: "cockpit" });
  const trace = engine.trace.bind(engine);
  return Object.assign(engine, {
    async *trace(signal?: AbortSignal) {
      readers++;
      try {
        yield* trace(signal);
      } finally {
        readers--;
      }
    },
  });
}

/** As when its tab goes behind another one, and comes back. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    isHidden ? "hidden" : "visible",
  );
}

describeStudio(
  "the glass engine",
  (studio) => {
    test("shows steps while it is looked at, and times none when it is left", async () => {
      const page = await studio().open("/studio/glass");
      await page.getByText("No step yet").waitFor();
      await expectAccessible(page);
      await screenshot(page, "glass-empty");
      await expect.poll(() => readers).toBe(1);
      await page.getByRole("button", { name: "Send a prompt" }).click();
      const main = page.getByRole("main");
      await main.getByText(/finds the next token of/).waitFor();
      await screenshot(page, "glass-running");
      await page.getByRole("slider", { name: "Step to look at" }).press("Home");
      await main.getByText(/takes in \d+ tokens?$/).waitFor();
      await screenshot(page, "glass-prompt");
      await setHidden(page, true);
      await main.getByText("paused").waitFor();
      await expect.poll(() => readers).toBe(0);
      await setHidden(page, false);
      await expect.poll(() => readers).toBe(1);
      await page.getByRole("link", { name: "Gauges" }).click();
      await expect.poll(() => readers).toBe(0);
      await page.context().close();
    });

    test("holds a step, and goes from op to op by the keyboard", async () => {
      const page = await studio().open("/studio/glass");
      await page.getByRole("button", { name: "Send a prompt" }).click();
      await page
        .getByRole("main")
        .getByText(/finds the next token of/)
        .waitFor();
      await page.getByRole("button", { name: "Hold" }).click();
      const slider = page.getByRole("slider", { name: "Step to look at" });
      const held = await slider.getAttribute("aria-valuetext");
      await page.getByRole("button", { name: "Previous step" }).click();
      expect(await slider.getAttribute("aria-valuetext")).not.toBe(held);
      await page.getByRole("application").focus();
      const explanation = page.getByRole("region", { name: "Explanation" });
      await page.keyboard.press("ArrowDown");
      await explanation.getByText("Layer 0 · rmsNorm input_layernorm").waitFor();
      await page.keyboard.press("ArrowRight");
      await explanation.getByText("what it looks for (query)").waitFor();
      await explanation.getByText("GB/s").waitFor();
      await screenshot(page, "glass-op");
      // Which of the next layer's operations lies below depends on how long each took.
      await page.keyboard.press("ArrowDown");
      await explanation.getByText(/^Layer 1 · /).waitFor();
      await page.getByRole("combobox", { name: "Arrangement" }).selectOption({ label: "As it happened" });
      await page.getByRole("button", { name: "Feed-forward" }).click();
      await screenshot(page, "glass-clock");
      await page.getByRole("button", { name: "As a table" }).click();
      await page.getByRole("row", { name: /^Layer 5 / }).waitFor();
      await expectAccessible(page);
      await screenshot(page, "glass-table");
      await page.getByRole("button", { name: "Typical step" }).click();
      await page.getByText(/^Median of \d+ steps? that/).waitFor();
      await page.getByRole("button", { name: "Latest" }).click();
      await page.context().close();
    });

    test.each([
      ["en", "Send a prompt"],
      ["de", "Frage schicken"],
      ["zh", "发送提示词"],
      ["ms", "Hantar gesaan"],
    ])("is accessible and fits a phone in %s", async (locale, button) => {
      const page = await studio().open("/studio/glass", { locale, viewport: phone, colorScheme: "dark" });
      await page.getByRole("button", { name: button }).click();
      await page.getByRole("application").waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await screenshot(page, `glass-${locale}-phone-dark`);
      await page.getByRole("main").getByRole("list").getByRole("button").nth(1).click();
      await screenshot(page, `glass-${locale}-phone-explained`, { fullPage: false });
      await page.setViewportSize(desktop);
      await page.emulateMedia({ colorScheme: "light" });
      await screenshot(page, `glass-${locale}-desktop-light`);
      await page.context().close();
    });
  },
  { engine: watchedEngine },
);
