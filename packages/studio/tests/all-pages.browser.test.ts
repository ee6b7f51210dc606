import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
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

const names = ["cockpit", "chat", "compare", "models", "gauges", "glass"];

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

/** What has the focus and does not show it: no outline or frame of its own, or out of sight. Runs in the page. */
function unseenFocus(): string {
  const element = document.activeElement;
  if (element === null || element === document.body) return "";
  const { top, bottom, width, height } = element.getBoundingClientRect();
  const isInSight = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
  const framed = [element, element.parentElement!, element.parentElement!.parentElement!];
  const isMarked = framed.some((one) => {
    const { outlineStyle, boxShadow, borderColor } = getComputedStyle(one);
    return outlineStyle !== "none" || boxShadow !== "none" || borderColor.includes("181, 65, 11");
  });
  return isInSight && isMarked ? "" : element.outerHTML.slice(0, 200);
}

/** Links and switches of the header that lie on one another. Runs in the page. */
function overlappingInHeader(): string[] {
  const parts = [
    ...document.querySelectorAll("header:first-of-type a, header:first-of-type select, header:first-of-type button"),
  ];
  const boxes = parts
    .filter((part) => part.closest("main") === null)
    .map((part) => ({ part, box: part.getBoundingClientRect() }));
  return boxes.flatMap(({ part, box }, i) =>
    boxes.slice(i + 1).flatMap(({ part: other, box: otherBox }) => {
      const isApart =
        box.right <= otherBox.left + 1 ||
        otherBox.right <= box.left + 1 ||
        box.bottom <= otherBox.top ||
        otherBox.bottom <= box.top;
      return isApart ? [] : [`${part.textContent} and ${other.textContent}`];
    }),
  );
}

const tests = (studio: () => Studio) => {
  beforeAll(async () => {
    await fetch(`${studio().url}/v1/models/load`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "cockpit" }),
    });
  });

  test("are those of the navigation, and each is a click away", async () => {
    const page = await studio().open("/");
    const links = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
    await links.first().waitFor();
    const paths = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
    expect(paths).toEqual(names.map((name) => `/studio/${name}`));
    for (const [index, name] of names.entries()) {
      await links.nth(index).click();
      await page.waitForURL(`**/studio/${name}`);
      await settled(page);
      expect(await page.title()).toBe(`${await links.nth(index).textContent()} · qwen.ts`);
    }
    await page.context().close();
  });

  test.each(names)("%s survives that the server goes away and comes back", async (name) => {
    const page = await studio().open(`/studio/${name}`);
    await settled(page);
    await page.route(/\/(v1|health)/, (route) => route.abort());
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    const gone = page.getByRole("status").getByText("The server does not answer");
    await gone.waitFor();
    await expectNoSidewaysScroll(page);
    await screenshot(page, `all-${name}-gone`, { fullPage: false });
    await page.unroute(/\/(v1|health)/);
    await page.getByRole("button", { name: "Try now" }).click();
    await gone.waitFor({ state: "detached" });
    await settled(page);
    await page.context().close();
  });

  test.each(names)("%s is reached and left by the keyboard, which is always seen", async (name) => {
    const page = await studio().open(`/studio/${name}`, { locale: "de" });
    await settled(page);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.getByRole("link", { name: "Zum Inhalt" }).focus();
    await page.keyboard.press("Enter");
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press("Tab");
      const unseen = await page.evaluate(unseenFocus);
      expect(unseen, `after ${i + 1} times Tab`).toBe("");
    }
    await page.context().close();
  });

  test.each([
    ["a desktop at 200 %", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
    ["a tablet", { viewport: { width: 768, height: 1024 } }],
    ["a small laptop", { viewport: { width: 1024, height: 640 } }],
    ["a small phone", { viewport: { width: 320, height: 568 } }],
  ])("fit %s, in German", async (_, options) => {
    const page = await studio().open("/", { locale: "de", ...options });
    for (const name of names) {
      await page.goto(`${studio().url}/studio/${name}`);
      await settled(page);
      await expectNoSidewaysScroll(page);
      expect(await page.evaluate(overlappingInHeader), name).toEqual([]);
      await screenshot(page, `all-${name}-${options.viewport.width}`, { fullPage: false });
    }
    await page.context().close();
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
        const isFirst = language === languages[0];
        if (isFirst || look === "phone-dark") await expectAccessible(page, { hasKnownColors: !isFirst });
        await screenshot(page, `all-${name}-${language}-${look}`, { fullPage: look === "phone-dark" });
      }
      expect(failed).toEqual([]);
      await page.context().close();
    });
  });
};

describeStudio("all pages", tests, { served: serveModels });
