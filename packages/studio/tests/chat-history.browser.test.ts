import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chatEngine } from "./chat-engine.fixture.ts";
import { answered, ask, choose, messages } from "./chat-page.fixture.ts";
import { describeStudio, expectAccessible, phone, screenshot } from "./studio.fixture.ts";

const list = (page: Page) => page.getByRole("navigation", { name: "Chats" });
const fileField = (page: Page) => page.locator('input[accept*=".json"]');

/** What the browser saves when something is chosen. */
async function saved(page: Page, menu: string | RegExp, item: string): Promise<{ name: string; buffer: Buffer }> {
  const download = page.waitForEvent("download");
  await choose(page, menu, item);
  const file = await download;
  return { name: file.suggestedFilename(), buffer: await readFile(await file.path()) };
}

const answer = (page: Page) => page.getByLabel("Your message").waitFor();

describeStudio(
  "the history of chats",
  (studio) => {
    test("lists, searches, renames, deletes and brings back", async () => {
      const page = await studio().open("/studio/chat");
      await ask(page, "Tell me of giraffes");
      await answered(page);
      await page.keyboard.press("Control+Shift+O");
      await page.getByText("What is on your mind?").waitFor();
      await ask(page, "And of zebras");
      await messages(page).getByText("You said: And of zebras").waitFor();
      expect(await list(page).getByRole("link").allTextContents()).toEqual(["And of zebras", "Tell me of giraffes"]);
      await page.keyboard.press("Control+K");
      await page.keyboard.type("GIRAFFES");
      await page.getByText("2 places found").waitFor();
      await list(page).getByRole("link").first().click();
      await messages(page).getByText("You said: Tell me of giraffes").waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Clear search" }).click();
      await choose(page, "Actions for Tell me of giraffes", "Rename");
      // While a word is composed, Escape is the input method's.
      const composing = { key: "Escape", isComposing: true, bubbles: true };
      await page.getByLabel("New name").dispatchEvent("keydown", composing);
      await page.getByLabel("New name").press("Escape");
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Tell me of giraffes");
      await choose(page, "Actions for Tell me of giraffes", "Rename");
      await page.getByLabel("New name").fill("Long necks");
      await page.keyboard.press("Enter");
      await list(page).getByRole("link", { name: "Long necks" }).waitFor();
      await choose(page, "Actions for Long necks", "Delete");
      await list(page).getByRole("link", { name: "Long necks" }).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Undo" }).click();
      await list(page).getByRole("link", { name: "Long necks" }).click();
      await messages(page).getByText("You said: Tell me of giraffes").waitFor();
      await page.context().close();
    });

    test("keeps what was begun to be written, chat by chat, also over a reload", async () => {
      const page = await studio().open("/studio/chat");
      const field = page.getByLabel("Your message");
      await ask(page, "Hello");
      await answered(page);
      await field.fill("A second thought");
      await page.keyboard.press("Control+Shift+O");
      await page.getByText("What is on your mind?").waitFor();
      expect(await field.inputValue()).toBe("");
      await field.fill("Something else");
      await page.reload();
      await expect.poll(() => field.inputValue()).toBe("Something else");
      await list(page).getByRole("link", { name: "Hello" }).click();
      await expect.poll(() => field.inputValue()).toBe("A second thought");
      await page.keyboard.press("Control+Shift+O");
      await expect.poll(() => field.inputValue()).toBe("Something else");
      await field.press("Enter");
      await answered(page);
      await page.keyboard.press("Control+Shift+O");
      await page.getByText("What is on your mind?").waitFor();
      expect(await field.inputValue()).toBe("");
      await page.context().close();
    });

    test("goes to another browser as JSON and as Markdown", async () => {
      const page = await studio().open("/studio/chat");
      await ask(page, "Show me markdown");
      await answered(page);
      // Its rules come later than the text: what stands below moves.
      await messages(page).locator(".katex").first().waitFor();
      await page.getByRole("button", { name: "Answer again" }).click();
      await page.getByText("2/2").waitFor();
      await answered(page);
      const json = await saved(page, "All chats: import and export", "Export all as JSON");
      const markdown = await saved(page, "Actions for Show me markdown", "Export as Markdown");
      expect([json.name, markdown.name]).toEqual(["Show me markdown.json", "Show me markdown.md"]);
      await page.context().close();
      const other = await studio().open("/studio/chat");
      await answer(other);
      await fileField(other).setInputFiles({ ...json, mimeType: "application/json" });
      await list(other).getByRole("link", { name: "Show me markdown" }).click();
      await other.getByText("2/2").waitFor();
      await messages(other).getByRole("cell", { name: "2.5" }).waitFor();
      await fileField(other).setInputFiles({ ...markdown, mimeType: "text/markdown" });
      await expect.poll(() => list(other).getByRole("link").count(), { timeout: 15_000 }).toBe(2);
      await other.reload();
      await expect.poll(() => list(other).getByRole("link").count(), { timeout: 15_000 }).toBe(2);
      const bad = { name: "notes.md", mimeType: "text/markdown", buffer: Buffer.from("# Shopping\n") };
      await fileField(other).setInputFiles(bad);
      await other.getByRole("dialog").getByText("was not exported from this chat page").waitFor();
      await expectAccessible(other);
      await other.context().close();
    });

    test("is a drawer on a phone", async () => {
      const page = await studio().open("/studio/chat", { viewport: phone, colorScheme: "dark" });
      await ask(page, "Hello");
      await answered(page);
      await page.getByRole("button", { name: "Show chats" }).click();
      const drawer = page.getByRole("dialog", { name: "Chats" });
      await drawer.getByRole("link", { name: "Hello" }).waitFor();
      await expectAccessible(page);
      await screenshot(page, "chat-drawer-dark", { fullPage: false });
      await drawer.getByRole("button", { name: "New chat" }).click();
      await drawer.waitFor({ state: "detached" });
      await page.getByText("What is on your mind?").waitFor();
      await page.context().close();
    });

    test("tells when the browser has no room left, and goes on", async () => {
      const page = await studio().open("/studio/chat");
      await answer(page);
      await page.evaluate(() => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("no room", "QuotaExceededError");
        };
      });
      await ask(page, "Hello");
      await page.getByText("storage is full").waitFor();
      await messages(page).getByText("You said: Hello").waitFor();
      await screenshot(page, "chat-storage-full", { fullPage: false });
      await page.context().close();
    });

    test("says so where the browser keeps nothing, or a chat is not here", async () => {
      const page = await studio().open("/studio/chat/0123");
      await page.getByText("This chat is not here").waitFor();
      await page.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("denied", "InvalidStateError");
        };
      });
      await page.goto(new URL("/studio/chat", studio().url).href);
      await page.getByText("This browser keeps nothing here").waitFor();
      await ask(page, "Hello");
      await messages(page).getByText("You said: Hello").waitFor();
      await page.context().close();
    });
  },
  { engine: chatEngine },
);

describeStudio("a chat with the built-in model", (studio) => {
  test("streams, shows what it took, and is found again", async () => {
    const page = await studio().open("/studio/chat");
    await ask(page, "Hello, who are you?");
    await answered(page);
    await page.getByText(/tokens\/s · first token after/).waitFor();
    await page.getByRole("meter", { name: "Context used" }).waitFor();
    const said = await messages(page).locator("article").last().textContent();
    await page.reload();
    await expect.poll(() => messages(page).locator("article").last().textContent(), { timeout: 15_000 }).toBe(said);
    await screenshot(page, "chat-built-in", { fullPage: false });
    await page.context().close();
  });

  test("goes on with an answer that reached its greatest length", async () => {
    const page = await studio().open("/studio/chat", { viewport: { width: 1400, height: 900 } });
    await page.getByRole("button", { name: "Settings of this chat" }).click();
    await page.getByLabel("Longest answer, in tokens").fill("12");
    await ask(page, "Hello, who are you?");
    await page.getByText("The answer reached its maximum length").waitFor();
    const answerText = async () => (await messages(page).locator("article p").first().textContent()) ?? "";
    const beginning = await answerText();
    await page.getByLabel("Longest answer, in tokens").fill("");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("The answer reached its maximum length").waitFor({ state: "detached" });
    await answered(page);
    const whole = await answerText();
    expect(whole.startsWith(beginning)).toBe(true);
    expect(whole.length).toBeGreaterThan(beginning.length);
    await page.context().close();
  });
});
