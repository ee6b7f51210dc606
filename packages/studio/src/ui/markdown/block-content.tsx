import type { Token, Tokens } from "marked";
import { createElement } from "react";
import { CodeBlock } from "./code-block.tsx";
import { Inline } from "./inline.tsx";
import styles from "./markdown.module.css";
import { MathFormula } from "./math-formula.tsx";
import type { MathToken } from "./math-rules.ts";
import { Table } from "./table.tsx";

/** A paragraph, list, table, … */
export function BlockContent({ token }: { readonly token: Token }) {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "hr":
      return <hr />;
    case "heading":
      // The page's own headings stand above those of an answer.
      return createElement(`h${Math.min(6, token.depth + 2)}`, {}, <Inline tokens={token.tokens ?? []} />);
    case "code":
      return <CodeBlock code={token.text} language={token.lang ?? ""} />;
    case "math":
      return <MathFormula tex={(token as MathToken).tex} isDisplayed />;
    case "table":
      return <Table token={token as Tokens.Table} />;
    case "blockquote":
      return <blockquote>{contents(token.tokens ?? [])}</blockquote>;
    case "list":
      return <List token={token as Tokens.List} />;
    case "html":
      return <p className={styles.raw}>{token.raw.trimEnd()}</p>;
    case "paragraph":
      return (
        <p>
          <Inline tokens={token.tokens ?? []} />
        </p>
      );
    default:
      return <Inline tokens={[token]} />;
  }
}

function contents(tokens: readonly Token[]) {
  // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no other name than their place
  return tokens.map((token, i) => <BlockContent key={i} token={token} />);
}

function List({ token }: { readonly token: Tokens.List }) {
  const items = token.items.map((item, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name than their place
    <li key={i} className={item.task ? styles.task : undefined}>
      {contents(item.tokens)}
    </li>
  ));
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}
