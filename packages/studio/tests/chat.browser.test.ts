import { expect, test } from "vitest";
import { chatEngine } from "./chat-engine.fixture.ts";
import { answered, ask, messages } from "./chat-page.fixture.ts";
import { describeStudio, expectAccessible, expectNoSidewaysScroll, phone, screenshot } from "./studio.fixture.ts";

describeStudio(
  "chat",
  (studio) => {
    test("streams Markdown with code, tables and maths, safely", async () => {
      const page = await studio().open("/studio/chat");
      await ask(page, "Show me markdown");
      await answered(page);
      const answer = messages(page);
      await answer.getByRole("cell", { name: "2.5" }).waitFor();
      await answer.locator(".katex").first().waitFor();
      await answer.locator(".hljs-keyword").first().waitFor();
      const link = answer.getByRole("link", { name: "link" });
      expect(await link.getAttribute("rel")).toContain("noopener");
      expect(
        await answer.getByRole("link").evaluateAll((links) => links.map((one) => one.getAttribute("href"))),
      ).toEqual(["https://example.org/", "https://example.org/cat.png"]);
      expect(await answer.locator("img, b, script").count()).toBe(0);
      expect(await answer.getByText("<b>quoted</b>").count()).toBe(1);
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await answer.getByRole("button", { name: "Copy code" }).click();
      await answer.getByText("Copied").waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("export function area");
      await expectAccessible(page);
      await screenshot(page, "chat-markdown", { fullPage: false });
      await page.context().close();
    });

    test("stops with Escape, keeps what came, goes on, and finds it again after a reload", async () => {
      const page = await studio().open("/studio/chat");
      await ask(page, "Count slowly");
      await messages(page).getByText("One two three").first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByText("Stopped here.").waitFor();
      await page.getByRole("button", { name: "Go on" }).waitFor();
      await page.reload();
      await messages(page).getByText("One two three").first().waitFor();
      await page.getByText("Stopped here.").waitFor();
      await page.getByRole("link", { name: "Count slowly" }).waitFor();
      await page.context().close();
    });

    test("goes on while another page is shown, and lets a reader stay where they are", async () => {
      const page = await studio().open("/studio/chat", { viewport: { width: 900, height: 420 } });
      await ask(page, "Count slowly");
      await messages(page).getByText("One two three").first().waitFor();
      const address = page.url();
      await page.getByRole("link", { name: "Cockpit" }).first().click();
      await page.getByRole("link", { name: "Chat", exact: true }).click();
      await messages(page).getByText("One two three").first().waitFor();
      expect(page.url()).toBe(address);
      await page.getByRole("button", { name: "Stop (Esc)" }).waitFor();
      const scroller = messages(page);
      const space = () => scroller.evaluate((one) => one.scrollHeight - one.clientHeight);
      await expect.poll(space, { timeout: 20_000 }).toBeGreaterThan(60);
      await scroller.hover();
      await page.mouse.wheel(0, -2000);
      await page.getByRole("button", { name: "Jump to latest" }).waitFor();
      const before = await space();
      await expect.poll(space, { timeout: 20_000 }).toBeGreaterThan(before);
      expect(await scroller.evaluate((one) => one.scrollTop)).toBe(0);
      await page.getByRole("button", { name: "Stop (Esc)" }).click();
      await page.getByText("Stopped here.").waitFor();
      await page.context().close();
    });

    test("edits, answers again, and goes through the versions", async () => {
      const page = await studio().open("/studio/chat");
      await ask(page, "First");
      await messages(page).getByText("You said: First").waitFor();
      await answered(page);
      await page.getByRole("button", { name: "Answer again" }).click();
      await page.getByText("2/2").waitFor();
      await answered(page);
      await page.getByLabel("Your message").press("ArrowUp");
      await page.getByLabel("Your question, to be asked again").fill("Second");
      await page.keyboard.press("Enter");
      await messages(page).getByText("You said: Second").waitFor();
      await answered(page);
      await page.getByRole("button", { name: "Previous version" }).first().click();
      await messages(page).getByText("You said: First").waitFor();
      expect(await page.getByText("1/2").count()).toBe(1);
      expect(await page.getByText("2/2").count()).toBe(1);
      await page.reload();
      await messages(page).getByText("You said: First").waitFor();
      await page.context().close();
    });

    test("folds thoughts, and tells how long they took", async () => {
      const page = await studio().open("/studio/chat");
      await ask(page, "Please think");
      const fold = page.getByRole("button", { name: /Thought for/ });
      await fold.waitFor();
      expect(await messages(page).getByText("Let me see").count()).toBe(0);
      await fold.click();
      await messages(page).getByText("Let me see").waitFor();
      await page.context().close();
    });

    test("runs tools in the page, those that act once they are allowed", async () => {
      const page = await studio().open("/studio/chat");
      await page.getByRole("button", { name: "Settings of this chat" }).click();
      for (const name of ["Calculator", "Save a file"]) await page.getByRole("switch", { name }).click();
      await expectAccessible(page);
      await page.getByRole("switch", { name: "Calculator" }).press("Escape");
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
      await expect.poll(focused).toBe("Settings of this chat");
      await ask(page, "calculate this");
      await messages(page).getByText('The tool says {"result":42}').waitFor();
      await ask(page, "save this");
      await page.getByText("May the model do this?").waitFor();
      await screenshot(page, "chat-approval", { fullPage: false });
      // The question outlives the page.
      await page.reload();
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Allow" }).click();
      expect((await download).suggestedFilename()).toBe("note.txt");
      await messages(page).getByText('The tool says {"saved":"note.txt"}').waitFor();
      await ask(page, "save again");
      await page.getByRole("button", { name: "Deny" }).click();
      await messages(page).getByText("The user did not allow this").first().waitFor();
      await page.context().close();
    });

    test.each(["en", "de", "zh", "ms"])("fits a phone in %s, and has no serious findings", async (locale) => {
      const page = await studio().open("/studio/chat", { locale, viewport: phone });
      const field = page.getByRole("textbox").last();
      await field.waitFor();
      await screenshot(page, `chat-empty-${locale}`, { fullPage: false });
      await field.fill("Show me markdown");
      await field.press("Enter");
      await page.locator(".hljs-keyword").first().waitFor();
      await page.waitForTimeout(300);
      await expectNoSidewaysScroll(page);
      // Names in the other languages: all pages are looked at in each.
      if (locale === "en") await expectAccessible(page);
      await screenshot(page, `chat-phone-${locale}`, { fullPage: false });
      await page.context().close();
    });
  },
  { engine: chatEngine },
);
