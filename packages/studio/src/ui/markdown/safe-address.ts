const protocols = ["http:", "https:", "mailto:"];

/** An address that a link in an answer may lead to; nothing that runs code, and nothing of this server. */
export function safeAddress(address: string): string | undefined {
  try {
    const url = new URL(address);
    return protocols.includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
