import "./highlight.css";
import { common, createLowlight } from "lowlight";
import { memo, type ReactNode } from "react";

const lowlight = createLowlight(common);

type Node = ReturnType<typeof lowlight.highlight>["children"][number];

/** Code in colours, where its language is known. A chunk of its own: the languages' grammars are heavy. */
export const HighlightedCode = memo(({ code, language }: { readonly code: string; readonly language: string }) => {
  const name = language.toLowerCase();
  return lowlight.registered(name) ? nodes(lowlight.highlight(name, code).children) : code;
});

function nodes(children: readonly Node[]): ReactNode {
  return children.map((child, i) => {
    if (child.type === "text") return child.value;
    if (child.type !== "element") return null;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of code have no other name than their place
      <span key={i} className={(child.properties.className as string[] | undefined)?.join(" ")}>
        {nodes(child.children)}
      </span>
    );
  });
}
