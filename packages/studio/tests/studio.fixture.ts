import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { type Engine, loadEngine } from "@qwents/engine";
import { type RunningServer, type ServeOptions, serve } from "@qwents/server/node";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject } from "vitest";
import { studioFolder } from "../build.ts";
import { browserArguments } from "./choose-browser.ts";

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

const builtInModel = fileURLToPath(new URL("../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const artifacts = fileURLToPath(new URL("artifacts", import.meta.url));

/** A browser and a server, for all tests of a file. */
export class Studio {
  readonly url: string;
  readonly #browser: Browser;
  /** What any page asked for that is not on this machine. */
  readonly foreignRequests: string[] = [];
  /** What browsers call an error: scripts that throw, what the policy forbids, messages of React. */
  readonly faults: string[] = [];

  constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.url = url;
  }

  /** A page of a browser that remembers nothing. Nothing it asks of other machines leaves this one. */
  async open(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: desktop, locale: "en-GB", ...options });
    await context.route(
      (url) => url.hostname !== "127.0.0.1",
      (route) => {
        this.foreignRequests.push(route.request().url());
        return route.abort();
      },
    );
    const page = await context.newPage();
    page.on("pageerror", (error) => this.faults.push(String(error)));
    page.on("console", (message) => {
      // A server that is gone, or refuses, is told there too.
      const isExpected = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isExpected) this.faults.push(message.text());
    });
    await page.goto(new URL(path, this.url).href);
    return page;
  }
}

export type Serving = Omit<ServeOptions, "engine" | "port" | "studio">;

/** What a server has beside the studio, and how that ends. */
export interface Served extends AsyncDisposable {
  readonly options: Omit<ServeOptions, "port" | "studio">;
}

/**
 * Tests against a server with the studio and the built-in model, or another engine. Where no browser starts they are
 * skipped, and the reason was printed before. At their end, no page may have asked for anything foreign or had a fault.
 */
export function describeStudio(
  name: string,
  tests: (studio: () => Studio) => void,
  {
    engine: makeEngine = () => loadEngine(builtInModel, { id: "cockpit" }),
    served: makeServed,
    ...serving
  }: Serving & {
    readonly engine?: () => Promise<Engine>;
    /** In the place of an engine: all that is served. */
    readonly served?: () => Promise<Served>;
  } = {},
): void {
  const choice = inject("browser");
  describe.skipIf("missing" in choice)(name, () => {
    let served: Served;
    let server: RunningServer;
    let browser: Browser;
    let studio: Studio | undefined;
    beforeAll(async () => {
      if ("missing" in choice) return;
      [served, browser] = await Promise.all([
        makeServed?.() ?? makeEngine().then(withEngine),
        chromium.launch({ executablePath: choice.executablePath, args: browserArguments }),
      ]);
      server = await serve({ ...serving, ...served.options, port: 0, studio: studioFolder });
      studio = new Studio(browser, server.url);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.close(0);
      await served?.[Symbol.asyncDispose]();
      expect(studio?.foreignRequests ?? []).toEqual([]);
      expect(studio?.faults ?? []).toEqual([]);
    });
    tests(() => studio!);
  });
}

function withEngine(engine: Engine): Served {
  return { options: { engine }, [Symbol.asyncDispose]: () => engine.close() };
}

/** Keeps a picture of the page in tests/artifacts/. */
export async function screenshot(page: Page, name: string, { fullPage = true } = {}): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}.png`), fullPage, animations: "disabled" });
}

/**
 * Neither serious nor critical findings of axe, once colours and places have come to rest.
 * @param hasKnownColors where the same page's colours were looked at: they take most of the time
 */
export async function expectAccessible(page: Page, { hasKnownColors = false } = {}): Promise<void> {
  await atRest(page);
  const axe = new AxeBuilder({ page });
  const { violations } = await (hasKnownColors ? axe.disableRules(["color-contrast"]) : axe).analyze();
  const findings = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`,
    );
  expect(findings).toEqual([]);
}

/** Nothing is wider than the window, once it has come to rest. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await atRest(page);
  const { width, window } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(width).toBeLessThanOrEqual(window);
}

/** Waits for what a change of size, theme or language set in motion; what turns for ever goes on. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const ends = document
      .getAnimations()
      .filter((animation) => animation instanceof CSSTransition)
      .map((animation) => animation.finished.catch(() => {}));
    await Promise.all(ends);
  });
}
