import { expect, test } from "vitest";
import { describeStudio, desktop, expectAccessible, screenshot } from "./studio.fixture.ts";

describeStudio("the shell", (studio) => {
  test("begins in the browser's language, and keeps the one that is chosen", async () => {
    const page = await studio().open("/", { locale: "de-AT" });
    const language = page.getByRole("combobox", { name: "Sprache" });
    await language.waitFor();
    expect(await page.title()).toBe("Cockpit · qwen.ts");
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    await language.selectOption({ label: "简体中文" });
    await page.getByRole("combobox", { name: "语言" }).waitFor();
    await page.reload();
    await page.getByRole("combobox", { name: "语言" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh");
    await page.context().close();
  });

  test("is light or dark as the system has it, or as is chosen", async () => {
    const page = await studio().open("/", { colorScheme: "dark" });
    const ground = () => page.locator("html").evaluate((html) => getComputedStyle(html).backgroundColor);
    await page.getByRole("button", { name: "as the system" }).click();
    await page.getByRole("button", { name: ": light" }).waitFor();
    const light = await ground();
    await page.reload();
    expect(await ground()).toBe(light);
    await page.getByRole("button", { name: ": light" }).click();
    expect(await ground()).not.toBe(light);
    await page.context().close();
  });

  test("says that the server is gone, and goes on when it is back", async () => {
    const page = await studio().open("/");
    await page.getByText("Model ready: cockpit").waitFor({ state: "attached" });
    await page.route("**/health", (route) => route.abort());
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.getByRole("status").getByText("The server does not answer").waitFor();
    await screenshot(page, "shell-gone");
    const box = await page.getByRole("main").getByRole("textbox").boundingBox();
    expect(box!.y + box!.height).toBeLessThan(desktop.height);
    // What would ask the server is off, and says why.
    const off = (name: string) => page.getByRole("main").getByRole("button", { name, exact: true, disabled: true });
    const visits = [
      ["Cockpit", "Call Anna"],
      ["Chat", "Who are you, and what can you do?"],
      ["Models", "Unload"],
      ["Compare", "Run both"],
      ["Gauges", "Ask something"],
      ["Engine", "Send a prompt"],
    ] as const;
    for (const [name, button] of visits) {
      await page.getByRole("link", { name, exact: true }).click();
      await expect.poll(() => off(button).getAttribute("title")).toBe("Not now: the server does not answer.");
    }
    await page.getByRole("link", { name: "Cockpit", exact: true }).click();
    await page.unroute("**/health");
    await page.getByRole("button", { name: "Try now" }).click();
    await page.getByText("The server is back.").waitFor();
    await page.getByText("The server does not answer").waitFor({ state: "detached" });
    await page.context().close();
  });
});

describeStudio(
  "a server with a key",
  (studio) => {
    test("is asked for it, and a wrong one is told", async () => {
      const page = await studio().open("/");
      await page.getByRole("button", { name: "Enter key" }).click();
      const field = page.getByRole("dialog").getByLabel("Key");
      await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
      await page.keyboard.type("wrong");
      await page.keyboard.press("Enter");
      await page.getByText("The server does not accept this key").waitFor();
      await expectAccessible(page);
      await screenshot(page, "shell-key");
      await field.fill("right");
      await page.keyboard.press("Enter");
      await page.getByText("Model ready: cockpit").waitFor({ state: "attached" });
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("content");
      await page.context().close();
    });
  },
  { apiKey: "right" },
);
