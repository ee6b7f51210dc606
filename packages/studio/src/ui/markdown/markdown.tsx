import type { Token } from "marked";
import { memo, useMemo, useRef } from "react";
import { BlockContent } from "./block-content.tsx";
import styles from "./markdown.module.css";
import { type Blocks, closedBlock, isSameBlock, noBlocks, splitBlocks, splitGrowing } from "./split-blocks.ts";

interface MarkdownProps {
  readonly text: string;
  /** Whether more of it comes. */
  readonly isGrowing?: boolean;
}

/** A model's Markdown: no HTML of it is taken as such, no picture is loaded, links go where they say. */
export const Markdown = memo(function Markdown({ text, isGrowing = false }: MarkdownProps) {
  const before = useRef<Blocks>(noBlocks);
  const { blocks } = useMemo(() => {
    before.current = isGrowing ? splitGrowing(text, before.current) : splitBlocks(text);
    return before.current;
  }, [text, isGrowing]);
  return (
    <div className={styles.markdown}>
      {blocks.map((block, i) => {
        const isOpen = isGrowing && i === blocks.length - 1;
        // A block's place is what it is known by: those before the last ones do not change.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        return <Block key={i} block={isOpen ? closedBlock(block) : block} />;
      })}
    </div>
  );
});

const Block = memo(
  ({ block }: { readonly block: Token }) => <BlockContent token={block} />,
  (before, after) => isSameBlock(before.block, after.block),
);
