import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chatEngine } from "./chat-engine.fixture.ts";
import { longChat } from "./long-chat.fixture.ts";
import { describeStudio } from "./studio.fixture.ts";

const numMessages = 5000;

/** Milliseconds between frames while the messages are scrolled up by so much a frame. */
function frameTimes(page: Page, pixels: number, numFrames: number): Promise<number[]> {
  return page.getByLabel("Messages").evaluate(
    async (scroller, { pixels, numFrames }) => {
      const times: number[] = [];
      let last = await new Promise(requestAnimationFrame);
      for (let i = 0; i < numFrames; i++) {
        scroller.scrollBy(0, -pixels);
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
      }
      return times;
    },
    { pixels, numFrames },
  );
}

/** Milliseconds from each key to the frame after it. */
async function keyTimes(page: Page, text: string): Promise<number[]> {
  const field = page.getByLabel("Your message");
  await field.focus();
  await field.evaluate((area) => {
    const times: number[] = [];
    Object.assign(window, { keyTimes: times });
    area.addEventListener("keydown", () => {
      const start = performance.now();
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - start)));
    });
  });
  await page.keyboard.type(text, { delay: 20 });
  await page.waitForTimeout(100);
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
}

const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b);
const quantile = (times: readonly number[], share: number) => sorted(times)[Math.floor(share * (times.length - 1))];

describeStudio(
  `a chat of ${numMessages} messages`,
  (studio) => {
    test("opens, scrolls, and takes letters as a short one does", async () => {
      const page = await studio().open("/studio/chat");
      const file = { name: "long.json", mimeType: "application/json", buffer: Buffer.from(longChat(numMessages)) };
      await page.locator('input[accept*=".json"]').setInputFiles(file);
      await page.getByText("One chat was imported.").waitFor();
      const start = performance.now();
      await page.getByRole("link", { name: "A very long chat" }).click();
      await page
        .getByText(`x^${numMessages - 1}`)
        .or(page.locator("[data-message]").last())
        .first()
        .waitFor();
      const openMs = performance.now() - start;
      await page.waitForTimeout(300);
      const isAtEnd = () =>
        page.getByLabel("Messages").evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight < 60);
      expect(await isAtEnd()).toBe(true);
      const slow = await frameTimes(page, 60, 60);
      const fast = await frameTimes(page, 1500, 60);
      const inDocument = await page.locator("[data-message]").count();
      const keys = await keyTimes(page, "how quick is this?");
      const figures = {
        ...{ openMs, inDocument },
        ...{ slowFrameMs: quantile(slow, 0.5), slowFrameWorstMs: quantile(slow, 0.95) },
        ...{ fastFrameMs: quantile(fast, 0.5), fastFrameWorstMs: quantile(fast, 0.95) },
        ...{ keyMs: quantile(keys, 0.5), keyWorstMs: quantile(keys, 0.95) },
      };
      process.stderr.write(
        `${Object.entries(figures)
          .map(([name, value]) => `${name} ${value.toFixed(0)}`)
          .join(", ")}\n`,
      );
      // On a machine that does nothing else these are far below; what they catch is work that grows with the chat.
      expect(inDocument).toBeLessThan(80);
      expect(figures.openMs).toBeLessThan(8000);
      expect(figures.slowFrameMs).toBeLessThan(100);
      expect(figures.keyMs).toBeLessThan(200);
      await page.getByRole("button", { name: "Jump to latest" }).click();
      await expect.poll(isAtEnd, { timeout: 15_000 }).toBe(true);
      await page.getByLabel("Your message").fill("Still there?");
      await page.keyboard.press("Enter");
      await page.getByLabel("Messages").getByText("You said: Still there?").waitFor();
      expect(await isAtEnd()).toBe(true);
      await page.context().close();
    });
  },
  { engine: chatEngine },
);
