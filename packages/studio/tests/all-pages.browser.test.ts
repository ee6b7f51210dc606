import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { pages } from "../src/app/pages.ts";
import { languages } from "../src/i18n/language.ts";
import { serveModels } from "./models-server.fixture.ts";
import {
  describeStudio,
  desktop,
  expectAccessible,
  expectNoSidewaysScroll,
  phone,
  type Studio,
  screenshot,
} from "./studio.fixture.ts";

const names = pages.map(({ name }) => name);

/** What the page asked the server for in vain. */
function failedRequests(page: Page): string[] {
  const failed: string[] = [];
  page.on("response", (response) => response.status() >= 400 && failed.push(`${response.status()} ${response.url()}`));
  page.on("requestfailed", (request) => {
    // A page ends by itself what it no longer wants.
    const reason = request.failure()?.errorText ?? "";
    if (reason !== "net::ERR_ABORTED") failed.push(`${reason} ${request.url()}`);
  });
  return failed;
}

/** All that is there at first is there. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("main").locator("h1, h2").first().waitFor();
  await page.locator("header [title*='cockpit']").first().waitFor({ state: "attached" });
  await page.evaluate(() => document.fonts.ready);
}

const tests = (studio: () => Studio) => {
  beforeAll(async () => {
    await fetch(`${studio().url}/v1/models/load`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "cockpit" }),
    });
  });

  describe.each(languages)("in %s", (language) => {
    test.each(names)("%s is whole, light and dark, on desktops and phones", async (name) => {
      const page = await studio().open("about:blank", { locale: language });
      const failed = failedRequests(page);
      await page.goto(`${studio().url}/studio/${name}`);
      await settled(page);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      const current = page.getByRole("navigation").locator("[aria-current=page]");
      expect(await page.title()).toBe(`${await current.textContent()} · qwen.ts`);
      expect(await page.locator("h1").count()).toBe(1);
      for (const [look, viewport, colorScheme] of [
        ["desktop-light", desktop, "light"],
        ["phone-dark", phone, "dark"],
      ] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await expectNoSidewaysScroll(page);
        // Colours are alike in all languages, names are not: once is enough for all but the first.
        if (language === languages[0] || look === "phone-dark") await expectAccessible(page);
        await screenshot(page, `all-${name}-${language}-${look}`, { fullPage: look === "phone-dark" });
      }
      expect(failed).toEqual([]);
      await page.context().close();
    });
  });
};

describeStudio("all pages", tests, { served: serveModels });
