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

const value = (page: Page, gauge: string) =>
  page.getByRole("region", { name: gauge, exact: true }).locator("p").first();

describeStudio("the gauges", (studio) => {
  test("say what to do while nothing happens, then show what the model does", async () => {
    const page = await studio().open("/studio/gauges");
    await page.getByText("Nothing to measure yet").waitFor();
    await expectAccessible(page);
    await screenshot(page, "gauges-empty");
    await page.getByRole("button", { name: "Ask something" }).click();
    await value(page, "Writing answers").getByText("tokens per second").waitFor();
    await value(page, "Requests").getByText("3 running, 0 waiting").waitFor();
    await page
      .getByRole("meter", { name: /^Prompt of/ })
      .first()
      .waitFor();
    await screenshot(page, "gauges-running");
    await page.getByRole("button", { name: "Stop" }).click();
    await value(page, "Requests").getByText("0 running, 0 waiting").waitFor();
    expect(await page.getByText("Nothing to measure yet").count()).toBe(0);
    await page.getByRole("button", { name: "As a table" }).click();
    await page
      .getByRole("table")
      .getByRole("row", { name: /^Reading prompts \d/ })
      .waitFor();
    await expectAccessible(page);
    await screenshot(page, "gauges-table");
    await page.context().close();
  });

  test("wait for a server that is gone, and go on when it is back", async () => {
    const page = await studio().open("/studio/gauges");
    const main = page.getByRole("main");
    await main.getByText("live").waitFor();
    await page.route("**/health", (route) => route.abort());
    await page.route("**/v1/status**", (route) => route.abort());
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await main.getByText("waiting for the server").waitFor();
    await main.getByRole("heading", { name: "Model cockpit" }).waitFor();
    await screenshot(page, "gauges-gone");
    await page.unroute("**/health");
    await page.unroute("**/v1/status**");
    await main.getByText("live").waitFor();
    await page.context().close();
  });

  test.each(["en", "de", "zh", "ms"])("are complete, accessible and fit a phone in %s", async (locale) => {
    const page = await studio().open("/studio/gauges", { locale, viewport: phone, colorScheme: "dark" });
    await page.getByRole("main").locator("h3").first().waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await screenshot(page, `gauges-${locale}-phone-dark`);
    await page.setViewportSize(desktop);
    await page.emulateMedia({ colorScheme: "light" });
    await screenshot(page, `gauges-${locale}-desktop-light`);
    await page.context().close();
  });
});
