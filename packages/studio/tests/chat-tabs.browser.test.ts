import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chatEngine } from "./chat-engine.fixture.ts";
import { answered, ask, choose, messages } from "./chat-page.fixture.ts";
import { describeStudio } from "./studio.fixture.ts";

const list = (page: Page) => page.getByRole("navigation", { name: "Chats" });

describeStudio(
  "a chat in two tabs",
  (studio) => {
    /** A chat with one question and its answer, in two tabs of a browser. */
    async function open(question: string): Promise<{ one: Page; other: Page }> {
      const one = await studio().open("/studio/chat");
      await ask(one, question);
      await answered(one);
      const other = await one.context().newPage();
      await other.goto(one.url());
      await messages(other).getByText(`You said: ${question}`).waitFor();
      return { one, other };
    }

    test("follows messages, names and removals, both ways", async () => {
      const { one, other } = await open("Hello of giraffes");
      await ask(one, "And zebras");
      await messages(other).getByText("You said: And zebras").waitFor();
      await answered(other, 2);
      await ask(other, "And lions");
      await messages(one).getByText("You said: And lions").waitFor();
      await choose(other, "Actions for Hello of giraffes", "Rename");
      await other.getByLabel("New name").fill("Animals");
      await other.keyboard.press("Enter");
      await list(one).getByRole("link", { name: "Animals" }).waitFor();
      // A tab that wrote before keeps the other one's name.
      await ask(one, "And tigers");
      await messages(other).getByText("You said: And tigers").waitFor();
      // Other tabs know of a question a moment before it is written.
      await answered(one, 4);
      await one.reload();
      await list(one).getByRole("link", { name: "Animals" }).waitFor();
      await messages(one).getByText("You said: And tigers").waitFor();
      await choose(one, "Actions for Animals", "Delete");
      await other.getByText("This chat is not here").waitFor();
      expect(await list(other).getByRole("link").count()).toBe(0);
      await one.getByRole("button", { name: "Undo" }).click();
      await messages(other).getByText("You said: And tigers").waitFor();
      await one.context().close();
    });

    test("loses nothing when both write at once, and shows an answer that ends with its tab", async () => {
      const { one, other } = await open("Hello");
      await Promise.all([ask(one, "From the first tab"), ask(other, "From the second tab")]);
      await messages(one).getByText("2/2").first().waitFor();
      await messages(other).getByText("2/2").first().waitFor();
      const shown = (page: Page) =>
        messages(page)
          .getByText(/^You said: From the/)
          .allTextContents();
      await expect.poll(() => shown(one)).toHaveLength(1);
      expect(await shown(other)).toEqual(await shown(one));
      await other.reload();
      await messages(other).getByText("2/2").first().waitFor();
      expect(await shown(other)).toEqual(await shown(one));
      await ask(one, "Count slowly");
      await messages(other).getByText("One two three").waitFor();
      await one.close({ runBeforeUnload: false });
      await messages(other).getByText("Stopped here.").waitFor();
      await other.context().close();
    });
  },
  { engine: chatEngine },
);
