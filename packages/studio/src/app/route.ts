import { useSyncExternalStore } from "react";

/** Where the pages are: the server answers below it with the studio alone. */
const root = "/studio/";

export interface Route {
  /** Empty where the address names none. */
  readonly page: string;
  /** What follows the page's name in the address, e.g. a conversation's id. */
  readonly rest: string;
}

export function parsePath(path: string): Route {
  if (!path.startsWith(root)) return { page: "", rest: "" };
  const [page, ...rest] = path.slice(root.length).split("/");
  return { page, rest: rest.map(decoded).join("/") };
}

export function pathOf(page: string, rest = ""): string {
  return root + page + (rest === "" ? "" : `/${rest.split("/").map(encodeURIComponent).join("/")}`);
}

/** Goes to a page without loading anew. With `replace`, the way back leads past where one was. */
export function navigate(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
}

export function useRoute(): Route {
  return parsePath(useSyncExternalStore(subscribe, () => location.pathname));
}

function subscribe(onChange: () => void): () => void {
  addEventListener("popstate", onChange);
  return () => removeEventListener("popstate", onChange);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
