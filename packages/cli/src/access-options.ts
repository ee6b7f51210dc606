import type { AllowedOrigins } from "@qwents/server";
import { InvalidArgumentError } from "commander";

/** One more name of a host. */
export function addName(text: string, names: readonly string[] = []): readonly string[] {
  const url = `http://${text}`;
  if (URL.canParse(url) && new URL(url).host === text.toLowerCase()) return [...names, text.toLowerCase()];
  throw new InvalidArgumentError("Expected the name of a host, such as chat.example, without scheme, port or path.");
}

/** One more origin of pages, as browsers write it, or "*" for all. */
export function addOrigin(text: string, origins: readonly string[] = []): readonly string[] {
  if (text === "*") return [...origins, text];
  if (/^https?:/i.test(text) && URL.canParse(text) && /^[^/]*\/\/[^/]+$/.test(text)) {
    return [...origins, new URL(text).origin];
  }
  // Such as those of extensions, of which URL knows no origin.
  if (/^[a-z][a-z\d+.-]*:\/\/[\w.-]+$/i.test(text)) return [...origins, text];
  throw new InvalidArgumentError("Expected an origin, such as https://chat.example or http://localhost:5173, or *.");
}

interface AccessOptions {
  readonly allowHost: readonly string[] | undefined;
  readonly allowOrigin: readonly string[] | undefined;
}

/** The same as the server takes it. */
export function allowed({ allowHost, allowOrigin }: AccessOptions): {
  readonly allowedHosts?: readonly string[];
  readonly allowedOrigins?: AllowedOrigins;
} {
  return {
    ...(allowHost && { allowedHosts: allowHost }),
    ...(allowOrigin && { allowedOrigins: allowOrigin.includes("*") ? "*" : allowOrigin }),
  };
}
