import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { cutAfter, trickling } from "../../cli/src/hub/fake-answers.fixture.ts";
import { answerFully } from "./models-answers.fixture.ts";
import { type ModelsServer, serveModels } from "./models-server.fixture.ts";
import { describeStudio, expectAccessible, expectNoSidewaysScroll, phone, screenshot } from "./studio.fixture.ts";

let server: ModelsServer;
const served = async () => {
  server = await serveModels();
  return server;
};

const card = (page: Page, region: string, model: string) =>
  page
    .getByRole("region", { name: region })
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: model, exact: true }) });
const here = (page: Page, model: string) => card(page, "On this machine", model);
const coming = (page: Page, model: string) => card(page, "Downloads", model);
const inGerman = { locale: "de", colorScheme: "dark" } as const;

describeStudio(
  "models, of a server that brings them from a hub on loopback",
  (studio) => {
    test("one is found, looked at, downloaded with a pause and a cut, loaded, asked for, unloaded and deleted", async () => {
      const name = "Qwen/Qwen3-0.6B-GGUF:Q8_0";
      const page = await studio().open("/studio/models");
      await here(page, "cockpit").getByText("Not loaded").waitFor();
      expect(await here(page, "cockpit").getByRole("button", { name: "Delete" }).count()).toBe(0);
      await page.getByRole("button", { name: /^qwen3:0\.6b/, expanded: false }).click();
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
      await model.getByText("apache-2.0").waitFor();
      await screenshot(page, "models-loaded-en-light");
      await model.getByRole("button", { name: "Unload" }).click();
      await model.getByText("Not loaded").waitFor();

      await model.getByRole("link", { name: "Chat" }).click();
      const choice = page.getByRole("combobox", { name: "Model" });
      await choice.waitFor();
      await expect.poll(() => choice.inputValue()).toBe("qwen3:0.6b");
      await page.goBack();

      await model.getByRole("button", { name: "Delete qwen3:0.6b" }).click();
      await page
        .getByRole("dialog")
        .getByText(/^This frees 8\./)
        .waitFor();
      await expectAccessible(page);
      await screenshot(page, "models-delete-en-light", { fullPage: false });
      await page.getByRole("button", { name: /^Delete and free 8\./ }).click();
      await page.getByText(/^qwen3:0\.6b is deleted/).waitFor();
      await model.waitFor({ state: "detached" });
      await coming(page, name).waitFor({ state: "detached" });
      await page.context().close();
    });

    test("by the keyboard alone, a name is typed, bytes that are wrong are told of, and come right when tried again", async () => {
      const name = "Qwen/Qwen3-4B-GGUF:Q4_K_M";
      const page = await studio().open("/studio/models", inGerman);
      await page.getByRole("button", { name: /^qwen3:0\.6b/, expanded: false }).waitFor();
      await page.getByRole("searchbox").focus();
      await page.keyboard.type(name);
      await page.getByRole("button", { name: new RegExp(`^${name}`) }).waitFor();
      await page.keyboard.press("Enter");
      const begin = page.getByRole("button", { name: /^Herunterladen \(/ });
      await begin.waitFor();
      while (!(await begin.evaluate((button) => button === document.activeElement))) await page.keyboard.press("Tab");
      server.next((_, response, bytes) => void response.end(Buffer.alloc(bytes.length, 1)));
      await page.keyboard.press("Enter");
      const failed = card(page, "Downloads", name);
      await failed.getByText("nicht das, was der Modell-Hub versprochen hat").waitFor();
      await expectAccessible(page);
      await screenshot(page, "models-wrong-bytes-de-dark");
      await failed.getByRole("button", { name: "Noch einmal" }).focus();
      await page.keyboard.press("Enter");
      await failed.getByText("Fertig").waitFor();
      await failed.getByRole("button", { name: /^Qwen.* aus dieser Liste nehmen/ }).focus();
      await page.keyboard.press("Enter");
      await failed.waitFor({ state: "detached" });
      await card(page, "Auf diesem Rechner", "qwen3:4b").waitFor();
      await page.context().close();
    });

    test("one that does not run comes if it has to, is told apart, and can be deleted; speeds can be measured again", async () => {
      const name = "someone/Other-GGUF:Q8_0";
      const page = await studio().open("/studio/models");
      await page.getByRole("searchbox").fill("someone/Other-GGUF");
      await page.getByRole("button", { name: /^someone\/Other-GGUF/, expanded: false }).click();
      await page.getByText("There is no model in this repository that runs here.").waitFor();
      const measured = page.waitForRequest((request) => request.postDataJSON()?.measure_again === true);
      await page.getByRole("button", { name: "Measure again" }).click();
      await measured;
      await page.getByText(/^Speeds as measured on this machine \(/).waitFor();
      await page.getByRole("button", { name: "Download anyway: Q8_0" }).click();
      await page.getByRole("dialog").getByText("It cannot be run here.").waitFor();
      await expectAccessible(page);
      await screenshot(page, "models-force-en-light", { fullPage: false });
      await page.getByRole("button", { name: /^Download it \(/ }).click();
      await coming(page, name).getByText("Done").waitFor();
      await here(page, name).getByText("This version cannot run it.").waitFor();
      await screenshot(page, "models-unusable-en-light");
      await here(page, name)
        .getByRole("button", { name: `Delete ${name}` })
        .click();
      await page.getByRole("button", { name: /^Delete and free/ }).click();
      await here(page, name).waitFor({ state: "detached" });
      await page.context().close();
    });

    test("a name that the hub does not have is told of, and nothing found is no dead end", async () => {
      const page = await studio().open("/studio/models");
      await page.getByRole("searchbox").fill("Qwen/Nothing-GGUF:Q4_K_M");
      await page.getByRole("button", { name: /^Qwen\/Nothing/ }).click();
      await page.getByRole("alert").getByText("does not give this model away without permission").waitFor();
      await page.getByText("What the server says").click();
      await screenshot(page, "models-refused-en-light");
      await page.getByRole("searchbox").fill("no such words");
      await page.getByRole("heading", { name: "Nothing found for “no such words”" }).waitFor();
      await screenshot(page, "models-nothing-en-light");
      await page.context().close();
    });

    test("without a network it says so calmly, and what is here works", async () => {
      server.setReachable(false);
      const page = await studio().open("/studio/models");
      await page.getByText("cannot be reached just now").waitFor();
      await here(page, "cockpit").getByRole("button", { name: "Load", exact: true }).click();
      await here(page, "cockpit").getByText("Ready").waitFor();
      await page.getByRole("button", { name: /^qwen3:8b/, expanded: false }).click();
      await page.getByRole("status").getByText("Check the internet connection").waitFor();
      await expectAccessible(page);
      await screenshot(page, "models-offline-en-light");
      server.setReachable(true);
      await page.getByRole("button", { name: "Try again" }).first().click();
      await page.getByText("cannot be reached just now").waitFor({ state: "detached" });
      await page.context().close();
    });

    test.each(["en", "de", "zh", "ms"])(
      "with much on it, it fits in %s, and has no serious findings",
      async (locale) => {
        const page = await studio().open("about:blank", { locale, colorScheme: locale === "en" ? "light" : "dark" });
        await answerFully(page);
        await page.goto(new URL("/studio/models", studio().url).href);
        await page.getByRole("button", { name: /^qwen3:8b/, expanded: false }).click();
        await page.locator("summary", { hasText: "5" }).last().click();
        await page.locator("[data-verdict=does-not-run]").waitFor();
        if (locale === "en" || locale === "ms") await expectAccessible(page);
        await screenshot(page, `models-full-${locale}`);
        await page.setViewportSize(phone);
        await page.evaluate(() => scrollTo(0, 0));
        await expectNoSidewaysScroll(page);
        await screenshot(page, `models-phone-${locale}`);
        await page.context().close();
      },
    );
  },
  { served },
);
