import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { QwenError } from "@qwents/engine";
import type { StudioFile, StudioFiles } from "./studio-files.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

const compressible = new Set([".html", ".js", ".css", ".json", ".webmanifest", ".svg", ".ttf", ".wasm"]);

/**
 * Reads a built studio whole: what is served does not change while the folder does.
 * @throws QwenError `files/not-found` for a folder that is none, or has no index.html
 */
export function readStudio(folder: string): StudioFiles {
  const files = new Map(listFiles(folder).map((path) => [path.split(sep).join("/"), readFile(join(folder, path))]));
  if (files.has("index.html")) return files;
  throw new QwenError("files/not-found", `There is no studio in ${folder}: expected a folder with an index.html.`);
}

function listFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    // Neither a build's notes nor whatever else hides is for browsers.
    return paths.map((path) => path.slice(join(folder, sep).length)).filter((path) => !/(^|[\\/])\./.test(path));
  } catch (cause) {
    throw new QwenError("files/not-found", `The studio's folder ${folder} cannot be read.`, { cause });
  }
}

function readFile(path: string): StudioFile {
  const bytes = new Uint8Array(readFileSync(path));
  const extension = extname(path);
  let gzipped: Promise<Uint8Array<ArrayBuffer>> | undefined;
  return {
    bytes,
    type: types[extension] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    gzipped() {
      if (!compressible.has(extension)) return undefined;
      gzipped ??= promisify(gzip)(bytes).then((compressed) => new Uint8Array(compressed));
      return gzipped;
    },
  };
}
