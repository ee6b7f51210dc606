import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chatEngine } from "./chat-engine.fixture.ts";
import { answered, ask, messages } from "./chat-page.fixture.ts";
import { describeStudio, expectAccessible, expectNoSidewaysScroll, phone, screenshot } from "./studio.fixture.ts";

/** The longest that anything kept the page from drawing since it was asked last, in milliseconds. */
async function longestPause(page: Page): Promise<number> {
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let [longest, last] = [0, performance.now()];
        const end = last + 1000;
        const frame = (now: number) => {
          longest = Math.max(longest, now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else resolve(longest);
        };
        requestAnimationFrame(frame);
      }),
  );
}

describeStudio(
  "a chat with what is hard to show",
  (studio) => {
    test("runs nothing and fetches nothing of what a model writes", async () => {
      const page = await studio().open("/studio/chat");
      await ask(page, "Something hostile");
      await answered(page);
      const log = messages(page);
      await log.getByText("and the end").waitFor();
      await expect.poll(() => log.locator(".katex").count()).toBeGreaterThan(0);
      for (const link of await log.getByRole("link").all()) {
        expect(await link.getAttribute("href")).toMatch(/^https:\/\/example\.org\//);
        expect(await link.getAttribute("rel")).toContain("noopener");
      }
      expect(await log.locator("img, iframe, script, style, object, embed, form").count()).toBe(0);
      expect(await page.evaluate(() => (window as { wasRun?: number }).wasRun)).toBeUndefined();
      // What is no formula stays as it was written.
      await log.getByText("\\frac{1", { exact: false }).first().waitFor();
      await expectAccessible(page);
      await screenshot(page, "chat-hostile");
      await page.context().close();
    });

    test("shows an answer that repeats a quotation's sign", async () => {
      const page = await studio().open("/studio/chat", { viewport: phone });
      await ask(page, "Write signs without end");
      await answered(page);
      await messages(page).getByText("quoted").waitFor();
      await expectNoSidewaysScroll(page);
      await screenshot(page, "chat-signs", { fullPage: false });
      await page.context().close();
    });

    test("scrolls a wide table inside itself on a phone", async () => {
      const page = await studio().open("/studio/chat", { viewport: phone });
      await ask(page, "A wide table");
      await answered(page);
      const table = messages(page).getByRole("region", { name: "Table" });
      const { inner, outer } = await table.evaluate((box) => ({ inner: box.scrollWidth, outer: box.clientWidth }));
      expect(outer).toBeLessThan(phone.width);
      expect(inner).toBeGreaterThan(phone.width);
      await expectNoSidewaysScroll(page);
      await screenshot(page, "chat-wide-table", { fullPage: false });
      await page.context().close();
    });

    test.each(["long code", "long text"])("stays usable with %s, also as a question", async (what) => {
      const page = await studio().open("/studio/chat");
      await ask(page, `Give me ${what}`);
      await answered(page);
      const length = await messages(page).evaluate((log) => log.textContent!.length);
      expect(length).toBeGreaterThan(190_000);
      const field = page.getByLabel("Your message");
      await field.fill(`think ${"x ".repeat(100_000)}`);
      await field.press("End");
      await field.press("y");
      expect(await field.inputValue()).toHaveLength(200_007);
      expect(await longestPause(page)).toBeLessThan(2000);
      await page.keyboard.press("Enter");
      await answered(page, 2);
      await page.getByRole("button", { name: "Show all" }).waitFor();
      await page.context().close();
    });
  },
  { engine: chatEngine },
);
