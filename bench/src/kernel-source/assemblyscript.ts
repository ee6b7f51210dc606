import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "assemblyscript/asc";

/** assembly/matvec.ts, compiled for an imported shared memory of so many pages. */
export async function assemblyScriptModule(pages: number): Promise<Uint8Array<ArrayBuffer>> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await main(
    [
      "matvec.ts",
      "--outFile=matvec.wasm",
      "-O3",
      "--noAssert",
      "--runtime=stub",
      "--enable=simd,relaxed-simd,threads",
      "--importMemory",
      "--sharedMemory",
      `--initialMemory=${pages}`,
      `--maximumMemory=${pages}`,
    ],
    {
      readFile: (name) =>
        name === "matvec.ts" ? readFileSync(join(import.meta.dirname, "assembly", name), "utf8") : null,
      writeFile: (name, contents) => {
        if (name === "matvec.wasm" && typeof contents !== "string") binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`AssemblyScript: ${error?.message ?? "no output"}\n${stderr.toString()}`);
  return new Uint8Array(binary);
}
