import type { TestProject } from "vitest/node";
import { buildIfStale } from "../build.ts";
import { type BrowserChoice, chooseBrowser } from "./choose-browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly browser: BrowserChoice;
  }
}

/** Once before the browser's tests: they drive the studio as it is built. */
export async function setup({ provide }: TestProject): Promise<void> {
  await buildIfStale();
  provide("browser", await chooseBrowser());
}
