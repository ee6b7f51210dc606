/** A path that may be used below a folder: no part of it climbs up, is hidden or means something to a terminal or to Windows. */
export function isSafePath(path: string): boolean {
  return path.length <= 500 && path.split("/").every((part) => safePart.test(part));
}

const safePart = /^[^.\p{C}\\:*?"<>|][^\p{C}\\:*?"<>|]{0,199}$/u;
