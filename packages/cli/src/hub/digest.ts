import { createHash, type Hash } from "node:crypto";

/** What a hub tells a file's content by. */
export interface Digest {
  /** `git-blob`: SHA-1 of `blob <size>`, a zero byte and the content, as git names what is not in its large file storage. */
  readonly algorithm: "sha256" | "git-blob";
  /** Hexadecimal digits in lower case: 64, or 40. */
  readonly hex: string;
}

export type DigestAlgorithm = Digest["algorithm"];

/** A running hash; `git-blob` must know the size before the first byte. */
export function createDigest(algorithm: DigestAlgorithm, sizeBytes: number | undefined): Hash {
  if (algorithm === "sha256") return createHash("sha256");
  return createHash("sha1").update(`blob ${sizeBytes ?? 0}\0`);
}

/** Undefined for what is none. */
export function digestOf(algorithm: DigestAlgorithm, hex: unknown): Digest | undefined {
  const pattern = algorithm === "sha256" ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/;
  return typeof hex === "string" && pattern.test(hex) ? { algorithm, hex } : undefined;
}

export const digestName = (algorithm: DigestAlgorithm): string => (algorithm === "sha256" ? "SHA-256" : "git hash");
