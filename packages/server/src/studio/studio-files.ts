/** A file of the studio as browsers get it. */
export interface StudioFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Content type. */
  readonly type: string;
  /** Changes with the bytes; in quotes, as the header has it. */
  readonly etag: string;
  /** The bytes compressed, of files that become smaller. */
  gzipped(): Promise<Uint8Array<ArrayBuffer>> | undefined;
}

/** The built studio: paths below `/studio/`, such as `index.html` or `assets/index-4f2a.js`. */
export type StudioFiles = ReadonlyMap<string, StudioFile>;

/** Where browsers find them. */
export const studioRoot = "/studio/";

/** Answered without a key: what the studio is made of holds no secret, and asks for the key itself. */
export function isStudioPath(path: string): boolean {
  return path.startsWith(studioRoot) || path === "/studio";
}
