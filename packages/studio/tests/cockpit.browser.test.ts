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

/** Waits until the model has answered all that was said. */
async function answered(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Send|Senden|发送|Hantar)$/ }).waitFor({ timeout: 50_000 });
}

async function say(page: Page, text: string): Promise<void> {
  // Suggestions can be clicked once the model is there.
  await page.getByRole("main").locator("li button:enabled").first().waitFor();
  await page.getByRole("main").getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
  await answered(page);
}

const dial = (page: Page, name: string) => page.getByRole("img", { name, exact: true });
const instrument = (page: Page, name: string) => page.getByRole("region", { name });

describeStudio("the cockpit, with the built-in model", (studio) => {
  test("goes to Stafford and gets warmer when it is told to", async () => {
    const page = await studio().open("/");
    await dial(page, "Driver: 20°").waitFor();
    await say(page, "make it warmer and take me to Stafford");
    await dial(page, "Driver: 21°").waitFor();
    await dial(page, "Passenger: 21°").waitFor();
    await instrument(page, "Route").getByText("Stafford").waitFor();
    const calls = await page.getByRole("log").locator("code b").allTextContents();
    expect(calls).toEqual(["change_temperature", "navigate_to"]);
    await page
      .getByRole("log")
      .getByText(/21 degrees.*Stafford/)
      .waitFor();
    await page.getByText(/tokens per second/).waitFor();
    await screenshot(page, "cockpit-stafford-en-light", { fullPage: false });
    await page.context().close();
  });

  test("understands German, follows up, and begins anew", async () => {
    const page = await studio().open("/", { locale: "de-DE", colorScheme: "dark" });
    await say(page, "Mach es 2 Grad wärmer");
    await dial(page, "Fahrer: 22°").waitFor();
    await page.getByRole("log").getByText("22 Grad", { exact: false }).waitFor();
    await say(page, "Mach es wärmer und bring mich nach Stafford");
    await dial(page, "Fahrer: 23°").waitFor();
    await instrument(page, "Route").getByText("Stafford").waitFor();
    await say(page, "Öffne mein Fenster halb");
    await instrument(page, "Im Auto").getByText("50 % offen").waitFor();
    expect(await page.getByRole("log").locator("code b").count()).toBe(4);
    await screenshot(page, "cockpit-de-dark", { fullPage: false });
    await page.getByRole("button", { name: "Von vorn" }).click();
    await dial(page, "Fahrer: 20°").waitFor();
    expect(await page.getByRole("log").count()).toBe(0);
    await page.context().close();
  });

  test("says what is clicked on, and lets a call be ended by hand", async () => {
    const page = await studio().open("/");
    await page.getByRole("button", { name: "Call Anna" }).click();
    await instrument(page, "Phone").getByText("Anna").waitFor();
    await answered(page);
    await instrument(page, "Phone").getByRole("button", { name: "Hang up" }).click();
    await instrument(page, "Phone").getByText("No call").waitFor();
    await page.getByRole("button", { name: "Make it 2 degrees warmer" }).click();
    await dial(page, "Driver: 22°").waitFor();
    await page.context().close();
  });

  test("is worked by the keyboard alone", async () => {
    const page = await studio().open("/");
    await dial(page, "Driver: 20°").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
    await page.keyboard.press("Enter");
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement?.textContent)) === "Open my window halfway") break;
    }
    await page.keyboard.press("Enter");
    await instrument(page, "Inside the car").getByText("50% open").waitFor();
    await answered(page);
    await page.context().close();
  });

  test("tells the model what cannot be, and shows why", async () => {
    const page = await studio().open("/");
    await say(page, "set it to 200 degrees");
    await page.getByRole("log").getByText("temperature has to be from 16 to 28").waitFor();
    await page.getByRole("log").getByText("not possible").waitFor();
    await dial(page, "Driver: 20°").waitFor();
    await page.context().close();
  });

  test("moves without motion for whom motion is too much", async () => {
    const page = await studio().open("/", { reducedMotion: "reduce" });
    const durations = await page
      .getByRole("img", { name: "Driver: 20°" })
      .evaluate((svg) => [...svg.querySelectorAll("path, g")].map((part) => getComputedStyle(part).transitionDuration));
    expect(new Set(durations.flatMap((text) => text.split(", ")))).toEqual(new Set(["0s"]));
    await page.context().close();
  });

  test("says so when the server goes away in the middle, and tries again", async () => {
    const page = await studio().open("/");
    await page.getByText("Model ready").waitFor({ state: "attached" });
    await page.route("**/v1/chat/completions", (route) => route.abort());
    await say(page, "Make it 2 degrees warmer");
    await page.getByRole("alert").getByText("The server could not be reached").waitFor();
    await expectAccessible(page);
    await screenshot(page, "cockpit-failed", { fullPage: false });
    await page.unroute("**/v1/chat/completions");
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
    await answered(page);
    await dial(page, "Driver: 22°").waitFor();
    await page.context().close();
  });

  test.each(["en", "de", "zh", "ms"])("fits in %s, and has no serious findings", async (locale) => {
    const page = await studio().open("/", { locale, viewport: phone, colorScheme: "dark" });
    await page.getByRole("main").locator("li button").first().click();
    await answered(page);
    await expectNoSidewaysScroll(page);
    if (locale === "en") await expectAccessible(page);
    await screenshot(page, `cockpit-${locale}-phone-dark`);
    await page.setViewportSize(desktop);
    await page.emulateMedia({ colorScheme: "light" });
    await expectNoSidewaysScroll(page);
    if (locale === "en") await expectAccessible(page);
    await screenshot(page, `cockpit-${locale}-desktop-light`, { fullPage: false });
    await page.context().close();
  });
});
