import type { ModelInfo } from "@qwents/engine";
import type { ModelManager } from "@qwents/server";
import type { KeyLimits } from "@qwents/server/keys";
import type { RunningServer } from "@qwents/server/node";
import { Command, Option } from "commander";
import { addName, addOrigin, allowed } from "../access-options.ts";
import { findStudio } from "../find-studio.ts";
import { hubSettings } from "../hub/hub-settings.ts";
import { keyFilePath } from "../keys/key-file.ts";
import { watchedKeys } from "../keys/watched-keys.ts";
import { openLibrary } from "../library/library.ts";
import { addLimit, limitHelp } from "../limit-options.ts";
import { modelsArgument } from "../model-argument.ts";
import { type AnsweringOptions, addAnsweringOptions } from "../model-options.ts";
import { wholeNumber } from "../number-options.ts";
import { addServingOptions, type ServingOptions } from "../serving/serving-options.ts";
import { out } from "../terminal/colors.ts";
import { describeModel } from "../terminal/format.ts";
import { reportError } from "../terminal/report-error.ts";

interface ServeOptions extends AnsweringOptions, ServingOptions {
  readonly port: number;
  readonly host: string;
  readonly parallel: number;
  readonly metrics: boolean;
  readonly auth: boolean;
  readonly limit?: KeyLimits;
  readonly queueTimeout: number;
  readonly sendTimeout: number;
  readonly studio: boolean;
  readonly allowHost?: readonly string[];
  readonly allowOrigin?: readonly string[];
  readonly allowPrivateUrls?: boolean;
}

const environment = `
Environment:
  QWENTS_API_KEY  a key that requests must bring; qwen.ts keys makes further ones`;

export function serveCommand(): Command {
  const command = new Command("serve")
    .description("Serve models over HTTP, behind the APIs of OpenAI, Anthropic and Ollama.")
    .addArgument(modelsArgument())
    .addOption(
      new Option("-p, --port <number>", "port; 0: any free one")
        .env("PORT")
        .default(4040)
        .argParser(wholeNumber(0, 65535)),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--parallel <count>", "sequences computed together", wholeNumber(1, 256), 8)
    .option("--allow-host <name>", "answer to this name, too; may be repeated", addName)
    .option(
      "--allow-origin <origin>",
      "let pages of this origin use the server, or of any: *; may be repeated",
      addOrigin,
    )
    .option("--allow-private-urls", "let requests pull files from addresses of private networks and of this machine")
    .option("--limit <name=number>", "what each caller's requests may have; may be repeated", addLimit)
    .option("--queue-timeout <seconds>", "how long requests wait for their turn", wholeNumber(1, 86_400), 600)
    .option("--send-timeout <seconds>", "how long a reader may take nothing of its answer", wholeNumber(1, 86_400), 20)
    .option("--no-auth", "ask nobody for a key")
    .option("--no-metrics", "keep no figures for Prometheus")
    .option("--no-studio", "serve the API alone, without the pages for browsers")
    .addHelpText("after", limitHelp)
    .addHelpText("after", environment)
    .action(serve);
  return addAnsweringOptions(addServingOptions(command));
}

async function serve(
  names: readonly string[],
  {
    port,
    host,
    parallel,
    metrics,
    auth,
    limit,
    queueTimeout,
    sendTimeout,
    studio,
    allowHost,
    allowOrigin,
    allowPrivateUrls = false,
    ...options
  }: ServeOptions,
): Promise<void> {
  // Here, because the other commands start faster without a server.
  const { checkCanListen, checkKeys, serve: startServer } = await import("@qwents/server/node");
  const apiKey = process.env.QWENTS_API_KEY || undefined;
  const keys = auth ? watchedKeys(keyFilePath(), { onProblem: reportError }) : () => [];
  const queue = { maxWaitMs: queueTimeout * 1000 };
  const access = {
    auth,
    keys,
    queue,
    ...allowed({ allowHost, allowOrigin }),
    ...(limit && { limits: limit }),
    ...(apiKey && { apiKey }),
  };
  // A model takes its time to load: a port in use should be known before.
  checkKeys({ hostname: host, ...access });
  await checkCanListen({ port, hostname: host });
  const [{ openModels }, { loadDefault }] = await Promise.all([
    import("../serving/open-models.ts"),
    import("../serving/load-default.ts"),
  ]);
  const library = await openLibrary({ settings: hubSettings(), allowPrivateUrls });
  const models = await openModels(names, options, parallel);
  try {
    const info = await loadDefault(models, options);
    const folder = studio ? findStudio() : undefined;
    const pages = folder === undefined ? {} : { studio: folder };
    const server = await startServer({
      engine: models,
      library,
      port,
      hostname: host,
      metrics,
      sendTimeoutMs: sendTimeout * 1000,
      ...access,
      ...pages,
    });
    // So that the first request that wants to know need not wait for it.
    models.list().catch(reportError);
    const open = folder === undefined ? "" : `open: ${out.cyan(server.url)} in a browser\n`;
    process.stdout.write(
      `${describeModel(info)}, context ${info.contextLength} tokens\n` +
        `listening on ${out.cyan(server.url)}\n\n${open}try:  ${tryLine(server.url, info.head)}\n`,
    );
    if (!auth && !/^(localhost$|127\.|::1$)/.test(host)) process.stdout.write(openToOthers);
    await untilStopped(server, models);
  } finally {
    await library.close();
    await models.close();
  }
}

const openToOthers = "\nOther machines may reach it, and nobody is asked for a key.\n";

/** A request that a model with that head answers: endpoint and body. */
const firstRequests = {
  vocabulary: ["chat/completions", '{"messages":[{"role":"user","content":"Who are you?"}]}'],
  classifier: ["rerank", '{"query":"What is a panda?","documents":["A bear that eats bamboo.","A fruit."]}'],
  guard: ["moderations", '{"input":"How do I pick a lock?"}'],
  none: ["embeddings", '{"input":"What is a panda?"}'],
} as const satisfies Record<ModelInfo["head"], readonly [string, string]>;

function tryLine(url: string, head: ModelInfo["head"]): string {
  const [endpoint, body] = firstRequests[head];
  return `curl ${url}/v1/${endpoint} -H 'content-type: application/json' -d '${body}'`;
}

/** Resolves once Ctrl-C or SIGTERM came and running answers had their time to end; a second signal ends at once. */
async function untilStopped(server: RunningServer, models: ModelManager): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  const isBusy = models.slots.some(({ loaded }) => loaded?.isHeld);
  process.stdout.write(isBusy ? "stopping: answers have 10 s to end; Ctrl-C again ends them\n" : "stopping\n");
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  await server.close();
}
