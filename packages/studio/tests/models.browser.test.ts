import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { cutAfter, trickling } from "../../cli/src/hub/fake-answers.fixture.ts";
import { type ModelsServer, serveModels } from "./models-server.fixture.ts";
import { describeStudio, expectAccessible, expectNoSidewaysScroll, phone, screenshot } from "./studio.fixture.ts";

let server: ModelsServer;
const served = async () => {
  server = await serveModels();
  return server;
};

const section = (page: Page, name: string) => page.getByRole("region", { name });
const card = (page: Page, region: string, model: string) =>
  section(page, region)
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: model, exact: true }) });
const here = (page: Page, model: string) => card(page, "On this machine", model);
const coming = (page: Page, model: string) => card(page, "Downloads", model);
const name = "Qwen/Qwen3-0.6B-GGUF:Q8_0";

describeStudio(
  "models, of a server that brings them from a hub on loopback",
  (studio) => {
    test("one is found, looked at, downloaded with a pause and a cut, loaded, unloaded and deleted", async () => {
      const page = await studio().open("/studio/models");
      await here(page, "cockpit").getByText("Not loaded").waitFor();
      expect(await here(page, "cockpit").getByRole("button", { name: "Delete" }).count()).toBe(0);
      await page.getByRole("button", { name: /^qwen3:0\.6b/ }).click();
      await page.getByRole("heading", { name: "Best for this machine: Q8_0" }).waitFor();
      await page.getByText("2 other versions").waitFor();
      await screenshot(page, "models-fit-en-light");

      // Slowly, so that it can be seen, left and paused; then cut, and then as usual.
      server.next(trickling(100_000, 50), cutAfter(1_000_000));
      await page.getByRole("button", { name: /^Download \(/ }).click();
      await coming(page, name)
        .getByText(/per second · about .* left/)
        .waitFor();
      await screenshot(page, "models-coming-en-light");
      await page.reload();
      await coming(page, name).getByRole("progressbar").waitFor();
      await coming(page, name).getByRole("button", { name: "Pause" }).click();
      await coming(page, name)
        .getByText(/^Paused at/)
        .waitFor();
      await coming(page, name).getByRole("button", { name: "Resume" }).click();
      await coming(page, name).getByText("The connection broke").waitFor();
      await coming(page, name).getByText("Done").waitFor();

      const model = here(page, "qwen3:0.6b");
      await model.getByText("Not loaded").waitFor();
      await model.getByRole("button", { name: "Load", exact: true }).click();
      await model.getByText(/^Uses .* of memory$/).waitFor();
      await model.getByText(/unloaded in 5 min/).waitFor();
      await model.getByText("Details").click();
      await screenshot(page, "models-loaded-en-light");
      await model.getByRole("button", { name: "Unload" }).click();
      await model.getByText("Not loaded").waitFor();

      await model.getByRole("button", { name: "Delete qwen3:0.6b" }).click();
      await page
        .getByRole("dialog")
        .getByText(/^This frees 6\.8/)
        .waitFor();
      await expectAccessible(page);
      await screenshot(page, "models-delete-en-light", { fullPage: false });
      await page.getByRole("button", { name: /^Delete and free 6\.8/ }).click();
      await page.getByText(/^qwen3:0\.6b is deleted/).waitFor();
      await model.waitFor({ state: "detached" });
      await page.context().close();
    });

    test.each(["en", "de", "zh", "ms"])("has no serious findings and fits a phone in %s", async (locale) => {
      const page = await studio().open("/studio/models", { locale, viewport: phone });
      await page.getByRole("button", { name: /^qwen3:0\.6b/ }).click();
      await page.locator("[data-verdict]").first().waitFor({ state: "attached" });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await screenshot(page, `models-phone-${locale}-light`);
      await page.context().close();
    });
  },
  { served },
);
