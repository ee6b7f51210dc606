import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Notice } from "./notice.tsx";

test.each([
  ["a plain one in their turn", {}, "status"],
  ["a bad one at once", { tone: "bad" as const }, "alert"],
  ["a silent one not", { tone: "bad" as const, isSilent: true }, undefined],
])("screen readers are told of a notice: %s", (_, props, role) => {
  const html = renderToStaticMarkup(Notice({ ...props, children: "Text" }));
  expect(/ role="(\w+)"/.exec(html)?.[1]).toBe(role);
});
