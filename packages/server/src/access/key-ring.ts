import { ApiError } from "@qwents/protocol";
import { type ApiKey, hashKey } from "./api-key.ts";
import { apiKeyCaller } from "./caller.ts";

/** The keys there are, asked for with each request: they may change while the server runs. */
export type KeySource = () => readonly ApiKey[];

export interface KeyRingOptions {
  /** One key in plain text, which is forgotten once it is hashed. */
  readonly apiKey?: string;
  readonly keys?: KeySource;
  /** Whether a key is needed even while there is none. */
  readonly isRequired?: boolean;
}

/** Tells callers by their keys. */
export class KeyRing {
  readonly #own: Promise<readonly ApiKey[]>;
  readonly #keys: KeySource;
  #isRequired: boolean;

  constructor({ apiKey, keys = () => [], isRequired = false }: KeyRingOptions) {
    this.#own =
      apiKey === undefined ? Promise.resolve([]) : hashKey(apiKey).then((sha256) => [{ name: apiKeyCaller, sha256 }]);
    this.#keys = keys;
    this.#isRequired = isRequired || apiKey !== undefined;
  }

  /**
   * Whose key a request brings, as `Authorization: Bearer` or Anthropic's `x-api-key`; where both are given, one of them has
   * to be right: clients send placeholders. Takes as long whichever key it is, and wherever a wrong one differs.
   * @returns undefined while no key is needed. A server that had keys once goes on asking for them.
   * @throws ApiError 401
   */
  async identify({ headers }: Request): Promise<ApiKey | undefined> {
    const keys = [...(await this.#own), ...this.#keys()];
    this.#isRequired ||= keys.length > 0;
    if (!this.#isRequired) return undefined;
    const bearer = /^Bearer +(.+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
    const given = await Promise.all([bearer, headers.get("x-api-key") ?? ""].map(hashKey));
    let found: ApiKey | undefined;
    for (const hash of given) {
      for (const key of keys) if (isEqual(hash, key.sha256)) found ??= key;
    }
    if (found === undefined) throw unauthorized();
    return found;
  }

  /** What a key of that name may have, undefined if nobody's. */
  find(name: string): ApiKey | undefined {
    return this.#keys().find((key) => key.name === name);
  }
}

function isEqual(hash: string, expected: string): boolean {
  let differences = hash.length ^ expected.length;
  for (let i = 0; i < hash.length; i++) differences |= hash.charCodeAt(i) ^ expected.charCodeAt(i);
  return differences === 0;
}

function unauthorized(): ApiError {
  const message = "This server expects its API key as 'Authorization: Bearer KEY' or 'x-api-key: KEY'.";
  return new ApiError(message, { status: 401, type: "invalid_request_error", code: "invalid_api_key" });
}
