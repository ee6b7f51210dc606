import { readdir } from "node:fs/promises";
import type { Domain, Language } from "./domain.ts";
import { fulfilled, wish } from "./exchange.ts";
import { offer } from "./offered-tools.ts";
import { Random } from "./random.ts";
import { assistantText, type Turn } from "./transcript.ts";

// Samples of a domain's intents: `preview.ts climate`.
const [what = "climate", seed = "preview"] = process.argv.slice(2);
const random = new Random(seed);
const domain = await domainNamed(what);
for (const intent of domain.intents) for (const language of ["en", "de"] as const) samples(domain, intent, language);

async function domainNamed(name: string): Promise<Domain> {
  for (const file of await readdir(new URL("domains", import.meta.url))) {
    const exported: Record<string, Domain> = await import(`./domains/${file}`).catch((error: unknown) => {
      console.warn(`${file}: ${error}`);
      return {};
    });
    if (exported[name]) return exported[name];
  }
  throw new Error(`no file in domains/ exports "${name}"`);
}

function samples(domain: Domain, intent: Domain["intents"][number], language: Language): void {
  console.log(`\n== ${intent.tool} ${language}`);
  for (const split of ["train", "train", "train", "train", "train", "train", "held", "held"] as const) {
    const tool = offer(intent.tool, domain.tools[intent.tool]!, random, "usual");
    const draw = { random, language, split };
    const made = wish(intent, tool, draw, split);
    if (!made) throw new Error(`the tool ${intent.tool} has no place for ${JSON.stringify(intent.args({}))}`);
    print(fulfilled([made], draw).turns);
  }
}

function print(turns: readonly Turn[]): void {
  const lines = turns.map((turn) =>
    turn.role === "tool" ? turn.contents.join(" ") : turn.role === "user" ? `> ${turn.content}` : assistantText(turn),
  );
  console.log(lines.join("\n  ").replaceAll("<tool_call>\n", "").replaceAll("\n</tool_call>", ""));
}
