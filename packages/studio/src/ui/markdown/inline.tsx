import type { Token } from "marked";
import { decodeEntities } from "./decode-entities.ts";
import styles from "./markdown.module.css";
import { MathFormula } from "./math-formula.tsx";
import type { MathToken } from "./math-rules.ts";
import { safeAddress } from "./safe-address.ts";

interface InlineProps {
  readonly tokens: readonly Token[];
  /** Whether it stands in a link, in which there can be no other. */
  readonly isInLink?: boolean;
}

/** What stands in a line. */
export function Inline({ tokens, isInLink = false }: InlineProps) {
  // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no other name than their place
  return tokens.map((token, i) => <Part key={i} token={token} isInLink={isInLink} />);
}

function Part({ token, isInLink }: { readonly token: Token; readonly isInLink: boolean }) {
  const isLink = token.type === "link" || isInLink;
  const inner = () => <Inline tokens={("tokens" in token && token.tokens) || []} isInLink={isLink} />;
  switch (token.type) {
    case "strong":
      return <strong>{inner()}</strong>;
    case "em":
      return <em>{inner()}</em>;
    case "del":
      return <del>{inner()}</del>;
    case "br":
      return <br />;
    case "codespan":
      return <code>{token.text}</code>;
    case "checkbox":
      return <input type="checkbox" checked={token.checked} disabled aria-label={token.checked ? "✓" : "–"} />;
    case "link":
      return isInLink ? inner() : <Link address={token.href}>{inner()}</Link>;
    case "image":
      // A picture from elsewhere would tell that machine who reads this: it is only a way there.
      return isInLink ? token.text || token.href : <Link address={token.href}>{token.text || token.href}</Link>;
    case "math":
      return <MathFormula tex={(token as MathToken).tex} isDisplayed={(token as MathToken).isDisplayed} />;
    case "html":
      return /^<br\s*\/?>$/i.test(token.raw.trim()) ? <br /> : <span className={styles.raw}>{token.raw}</span>;
    case "text":
      return "tokens" in token && token.tokens ? inner() : decodeEntities(token.text);
    default:
      return decodeEntities("text" in token ? String(token.text) : token.raw);
  }
}

function Link({ address, children }: { readonly address: string; readonly children: React.ReactNode }) {
  const safe = safeAddress(address);
  if (safe === undefined) return <span>{children}</span>;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow" title={safe}>
      {children}
    </a>
  );
}
