import { createElement, type MouseEvent, type PointerEvent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { useBackdrop } from "./use-backdrop.ts";

const dialog = {};
const text = {};

interface ProbeProps {
  readonly onClose: () => void;
  readonly onHandlers: (handlers: ReturnType<typeof useBackdrop>) => void;
}

function Probe({ onClose, onHandlers }: ProbeProps) {
  onHandlers(useBackdrop(onClose));
  return null;
}

/** How often a dialog is closed by a press that begins on one thing and whose click is of another. */
function closings(pressed: object, clicked: object): number {
  const onClose = vi.fn();
  let handlers: ReturnType<typeof useBackdrop> | undefined;
  const onHandlers: ProbeProps["onHandlers"] = (given) => {
    handlers = given;
  };
  renderToStaticMarkup(createElement(Probe, { onClose, onHandlers }));
  handlers!.onPointerDown({ target: pressed, currentTarget: dialog } as PointerEvent);
  handlers!.onClick({ target: clicked, currentTarget: dialog } as MouseEvent);
  return onClose.mock.calls.length;
}

test("a click beside a dialog closes it", () => expect(closings(dialog, dialog)).toBe(1));

test("text that is selected as far as beside it does not", () => expect(closings(text, dialog)).toBe(0));

test("nor does a click inside", () => expect(closings(text, text)).toBe(0));
