/** What every answer says to browsers, unless a route says otherwise. */
const everywhere: Readonly<Record<string, string>> = {
  // An answer is what its content-type says, whatever a model wrote into it.
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  // Pages of other sites may not put an answer into themselves; those that are allowed to read it ask otherwise.
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
};

/** Data: there is nothing in it to be run, loaded or kept. */
const ofData: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

/** Of pages, their own policy is all there is. */
export function addSecurityHeaders(headers: Headers): void {
  const isPage = /^text\/(html|css|javascript)|^image\/|^font\/|^application\/wasm/.test(
    headers.get("content-type") ?? "",
  );
  const wanted = isPage ? everywhere : { ...everywhere, ...ofData };
  for (const [name, value] of Object.entries(wanted)) {
    if (!headers.has(name)) headers.set(name, value);
  }
}
