import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

/** The browser that tests use, or why there is none. */
export type BrowserChoice = { readonly executablePath: string } | { readonly missing: string };

/** In containers Chromium has no rights for a sandbox, and all that it opens here is our own. */
export const browserArguments = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];

const debians = "/usr/bin/chromium";

/**
 * The Chromium that `npm ci` brought, else Debian's: the first that starts.
 * @throws in continuous integration where none does: there, nothing is skipped
 */
export async function chooseBrowser(): Promise<BrowserChoice> {
  const reasons: string[] = [];
  for (const find of [() => chromium.executablePath(), async () => debians]) {
    try {
      const executablePath = await find();
      if (!existsSync(executablePath)) throw new Error(`there is no ${executablePath}`);
      const browser = await playwright.launch({ executablePath, args: browserArguments });
      await browser.close();
      return { executablePath };
    } catch (error) {
      reasons.push(
        String(error instanceof Error ? error.message : error)
          .split("\n")
          .slice(0, 12)
          .join("\n"),
      );
    }
  }
  const missing = `No browser starts here, and its tests are skipped. ${reasons.join("; ")}`;
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`${missing}\n`);
  return { missing };
}
