import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chatEngine } from "./chat-engine.fixture.ts";
import { answered, ask, messages } from "./chat-page.fixture.ts";
import { describeStudio, desktop, expectAccessible, phone, screenshot } from "./studio.fixture.ts";

const path = "**/v1/chat/completions";

/** The next answers fail like this. */
async function failing(page: Page, status: number, code: string, message = "no"): Promise<void> {
  const body = JSON.stringify({ error: { message, type: "x", code, param: null } });
  await page.route(path, (route) => route.fulfill({ status, contentType: "application/json", body }));
}

function chunks(texts: readonly string[]): string {
  const events = texts.map((content) => ({
    ...{ id: "1", object: "chat.completion.chunk", created: 1, model: "scripted" },
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
  }));
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
}

describeStudio(
  "a chat in which something fails",
  (studio) => {
    test("keeps what came before the server went away, and tries again", async () => {
      const page = await studio().open("/studio/chat");
      const broken = { contentType: "text/event-stream", body: chunks(["Half ", "an answer"]) };
      await page.route(path, (route) => route.fulfill(broken));
      await ask(page, "Hello");
      await messages(page).getByText("The answer broke off").waitFor();
      // Told once, as it happened: not whenever it is scrolled into sight.
      await page.getByRole("status").getByText("The answer failed. The answer broke off").waitFor();
      expect(await messages(page).getByRole("alert").count()).toBe(0);
      await messages(page).getByText("Half an answer").waitFor();
      await expectAccessible(page);
      await screenshot(page, "chat-broken-off", { fullPage: false });
      await page.unroute(path);
      await page.getByRole("button", { name: "Try again" }).click();
      await messages(page).getByText("Half an answer").waitFor();
      await answered(page);
      expect(await messages(page).getByText("The answer broke off").count()).toBe(0);
      await page.context().close();
    });

    test("says what to do when the context is full, and can leave out the oldest", async () => {
      const page = await studio().open("/studio/chat", { viewport: phone });
      await failing(page, 400, "context_length_exceeded");
      await ask(page, "Hello");
      await messages(page).getByText("no longer fits into this model’s context").waitFor();
      await screenshot(page, "chat-too-long", { fullPage: false });
      await page.unroute(path);
      const request = page.waitForRequest(path);
      await page.getByRole("button", { name: "Leave out the oldest" }).click();
      expect((await request).postDataJSON()).toMatchObject({ truncation: "auto" });
      await messages(page).getByText("You said: Hello").waitFor();
      await page.context().close();
    });

    test.each([
      [429, "rate_limit_exceeded", "The server has too much to do just now"],
      [503, "server_error", "The server has too much to do just now"],
      [503, "engine/worker-failed", "The model broke down. Try again"],
      [500, "model/bad-weights", "The server says: The file is broken."],
      [404, "model_not_found", "The server does not have this model"],
    ])("tells %d %s as a sentence", async (status, code, sentence) => {
      const page = await studio().open("/studio/chat");
      await failing(page, status, code, "The file is broken.");
      await ask(page, "Hello");
      await messages(page).getByText(sentence).waitFor();
      await page.context().close();
    });

    test("shows how far a model is loaded, and why it could not be", async () => {
      const page = await studio().open("/studio/chat");
      await page.getByText("What is on your mind?").waitFor();
      await page.route("**/v1/models", async (route) => {
        const list = await (await route.fetch()).json();
        list.data[0].status = { value: "unloaded", running: 0, waiting: 0 };
        await route.fulfill({ json: list });
      });
      await page.reload();
      await page.getByText("loads with the next message").waitFor();
      const progress = { type: "load.progress", phase: "weights", loaded_bytes: 40, total_bytes: 100 };
      const error = {
        error: { message: "Not enough memory.", type: "server_error", code: "engine/out-of-memory", param: null },
      };
      const events = [progress, error].map((event) => `data: ${JSON.stringify(event)}\n\n`);
      await page.route("**/v1/models/load", (route) =>
        route.fulfill({ contentType: "text/event-stream", body: events.join("") }),
      );
      await ask(page, "Hello");
      await messages(page).getByText("There is not enough memory for this model").waitFor();
      await page.context().close();
    });

    test("says which files can not go along, and takes those that can", async () => {
      const page = await studio().open("/studio/chat", { viewport: desktop });
      const field = page.locator('input[type="file"][multiple]');
      const file = (name: string, mimeType: string, text: string | Buffer) => ({
        name,
        mimeType,
        buffer: Buffer.from(text),
      });
      await field.setInputFiles([file("cat.png", "image/png", "x")]);
      await page.getByText("scripted cannot look at images yet, so cat.png was left out").waitFor();
      await field.setInputFiles([file("a.bin", "application/octet-stream", Buffer.from([0, 1, 2, 255]))]);
      await page.getByText("a.bin is not a text file").waitFor();
      await field.setInputFiles([
        file("list.csv", "text/csv", "a,b\n1,2"),
        file("big.txt", "text/plain", "x".repeat(150_000)),
      ]);
      await page.getByText("beginning only").waitFor();
      await screenshot(page, "chat-files", { fullPage: false });
      await page.getByRole("button", { name: "Remove big.txt" }).click();
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["dropped"], "dropped.txt", { type: "text/plain" }));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      });
      await page.getByRole("button", { name: "Remove dropped.txt" }).click();
      const request = page.waitForRequest(path);
      await ask(page, "Read this");
      const [{ content }] = (await request).postDataJSON().messages;
      expect(content).toBe("Read this\n\nFile list.csv:\n```\na,b\n1,2\n```");
      await answered(page);
      await page.context().close();
    });

    test("says of numbers that are none what they should be, and shows what the model recommends", async () => {
      const page = await studio().open("/studio/chat", { viewport: { width: 1400, height: 900 } });
      await page.getByRole("button", { name: "Settings of this chat" }).click();
      const temperature = page.getByLabel("Temperature");
      expect(await temperature.getAttribute("placeholder")).toBe("0.6");
      await page.getByRole("combobox", { name: "Think before answering" }).selectOption("off");
      expect(await temperature.getAttribute("placeholder")).toBe("0.7");
      await temperature.fill("9");
      await page.getByText("A number from 0 to 2.").waitFor();
      await temperature.fill("0,3");
      await page.getByLabel("System prompt").fill("Be brief.");
      await page.getByLabel("Seed").fill("7");
      await screenshot(page, "chat-settings", { fullPage: false });
      const request = page.waitForRequest(path);
      await ask(page, "Hello");
      const body = (await request).postDataJSON();
      expect(body).toMatchObject({
        temperature: 0.3,
        seed: 7,
        enable_thinking: false,
        messages: [{ role: "system" }, {}],
      });
      await page.getByRole("button", { name: "All as recommended" }).click();
      expect(await temperature.inputValue()).toBe("");
      await page.context().close();
    });
  },
  { engine: chatEngine },
);
