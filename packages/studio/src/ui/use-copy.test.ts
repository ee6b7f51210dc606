import { afterEach, expect, test, vi } from "vitest";
import { copyBySelection } from "./use-copy.ts";

afterEach(() => vi.unstubAllGlobals());

/** A page whose focus is in a dialog, or not. */
function page(dialog: object | null) {
  const body = { append: vi.fn() };
  const area = { value: "", style: {}, select: vi.fn(), remove: vi.fn() };
  const activeElement = { closest: () => dialog, focus: vi.fn() };
  const document = { body, activeElement, createElement: () => area, execCommand: () => true };
  vi.stubGlobal("document", document);
  return { ...document, area };
}

test("what is copied by selection gives the focus back", () => {
  const { body, area, activeElement } = page(null);
  expect(copyBySelection("text")).toBe(true);
  expect(body.append).toHaveBeenCalledWith(area);
  expect(area.value).toBe("text");
  expect(activeElement.focus).toHaveBeenCalledAfter(area.remove);
});

test("in an open dialog, it is selected there", () => {
  const dialog = { append: vi.fn() };
  const { body, area } = page(dialog);
  copyBySelection("text");
  expect(dialog.append).toHaveBeenCalledWith(area);
  expect(body.append).not.toHaveBeenCalled();
});
