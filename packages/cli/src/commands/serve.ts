import { type RunningServer, serve as startServer } from "@qwents/server/node";
import { Command } from "commander";
import pc from "picocolors";
import { addModelOptions, loadModel, type ModelOptions, modelArgument, wholeNumber } from "../model-options.ts";
import { formatBytes, formatCount } from "../terminal/format.ts";

interface ServeOptions extends ModelOptions {
  readonly port?: number;
  readonly host: string;
  readonly parallel: number;
}

export function serveCommand(): Command {
  const command = new Command("serve")
    .description("Serve a model over an OpenAI-compatible HTTP API.")
    .addArgument(modelArgument())
    .option("-p, --port <number>", "port (default: PORT of the environment, or 4040)", wholeNumber(0, 65535))
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--parallel <count>", "sequences computed together", wholeNumber(1, 256), 8)
    .action(serve);
  return addModelOptions(command);
}

async function serve(model: string | undefined, options: ServeOptions): Promise<void> {
  const port = options.port ?? portOfEnvironment() ?? 4040;
  const engine = await loadModel(model, options, { maxSequences: options.parallel });
  try {
    const apiKey = process.env.QWENTS_API_KEY;
    const server = await startServer({ engine, port, hostname: options.host, ...(apiKey ? { apiKey } : {}) });
    const { id, numParameters, sizeBytes, backend, contextLength } = engine.info;
    const size = `${formatCount(numParameters)} parameters, ${formatBytes(sizeBytes)}`;
    process.stdout.write(
      `${pc.bold(id)} (${size}) on ${backend}, context ${contextLength} tokens\n` +
        `listening on ${pc.cyan(server.url)}\n\ntry:  ${tryLine(server.url)}\n`,
    );
    await untilStopped(server);
  } finally {
    await engine.close();
  }
}

function portOfEnvironment(): number | undefined {
  return process.env.PORT ? wholeNumber(0, 65535)(process.env.PORT) : undefined;
}

const tryLine = (url: string): string =>
  `curl ${url}/v1/chat/completions -H 'content-type: application/json' ` +
  `-d '{"messages":[{"role":"user","content":"Hello! Who are you?"}]}'`;

/** Resolves once Ctrl-C or SIGTERM came and running answers had their time to end; a second signal ends at once. */
async function untilStopped(server: RunningServer): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  process.stdout.write("stopping …\n");
  process.once("SIGINT", () => process.exit(130));
  await server.close();
}
