import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatTable } from "../../tests/parity/format-table.ts";

/*
 * npm run kernel-code -- [--formats Q8_0,Q4_0,Q4_K,Q6_K] [--print]
 *
 * How many instructions V8 makes of the innermost loop of a product of one token: 8 rows by 32 columns. Of x64 processors
 * only; `--print` shows them.
 */

interface Instruction {
  readonly address: number;
  readonly text: string;
}

const { values } = parseArgs({
  options: {
    formats: { type: "string", default: "Q8_0,Q4_0,Q4_K,Q6_K" },
    print: { type: "boolean", default: false },
  },
});
const program = fileURLToPath(new URL("./kernel-code/compile.ts", import.meta.url));

function innermostLoop(formatId: string, width: "wide" | "narrow"): Instruction[] {
  const args = ["--conditions=qwents-source", program, formatId, width];
  const printed = execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 30 });
  const loops = printed.split("--- WebAssembly code ---").flatMap((code) => loopsOf(instructionsOf(code)));
  const multiplying = loops.filter((loop) => loop.filter(({ text }) => /^vp(madd|dp)/.test(text)).length >= 8);
  const [shortest] = multiplying.sort((a, b) => a.length - b.length);
  if (!shortest) throw new Error("V8 printed no loop that multiplies: is this an x64 processor with AVX2?");
  return shortest;
}

function instructionsOf(code: string): Instruction[] {
  const lines = code.matchAll(/^0x[0-9a-f]+ +([0-9a-f]+) +[0-9a-f]+ +(.*)$/gm);
  return [...lines].map(([, offset, text]) => ({ address: Number.parseInt(offset, 16), text: text.trim() }));
}

/** From where a jump goes back to, up to the jump. */
function loopsOf(code: readonly Instruction[]): Instruction[][] {
  return code.flatMap(({ address, text }, end) => {
    const target = /^j\w+ .*<\+0x([0-9a-f]+)>/.exec(text)?.[1];
    const begin = target === undefined ? -1 : code.findIndex((each) => each.address === Number.parseInt(target, 16));
    return begin >= 0 && code[begin].address < address ? [code.slice(begin, end + 1)] : [];
  });
}

const table = [["format", "wide vectors", "without"]];
for (const formatId of values.formats.split(",")) {
  const [wide, narrow] = (["wide", "narrow"] as const).map((width) => innermostLoop(formatId, width));
  if (values.print) console.log(`${formatId}\n${wide.map(({ text }) => `  ${text}`).join("\n")}\n`);
  table.push([formatId, `${wide.length}`, `${narrow.length}`]);
}
console.log(formatTable(table));
