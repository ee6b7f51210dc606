import type { Page } from "playwright-core";

/** Writes a message and sends it. */
export async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel("Your message").fill(text);
  await page.keyboard.press("Enter");
}

export const messages = (page: Page) => page.getByLabel("Messages");

/** Waits until so many answers are finished. */
export const answered = (page: Page, times = 1) =>
  page
    .getByRole("button", { name: "Answer again" })
    .nth(times - 1)
    .waitFor();

/** Chooses from a menu. */
export async function choose(page: Page, menu: string | RegExp, item: string): Promise<void> {
  await page.getByRole("button", { name: menu }).click();
  await page.getByRole("menuitem", { name: item }).click();
}
