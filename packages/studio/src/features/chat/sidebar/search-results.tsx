import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "../../../app/link.tsx";
import { pathOf } from "../../../app/route.ts";
import { type SearchHit, searchChats } from "../history/search-chats.ts";
import { useRoom } from "../room-context.ts";
import styles from "./chat-sidebar.module.css";

interface SearchResultsProps {
  readonly words: string;
  readonly onChosen: () => void;
}

const typingMs = 200;

/** Where words stand in all chats, as they are found. */
export function SearchResults({ words, onChosen }: SearchResultsProps) {
  const { t } = useTranslation("chat");
  const { hits, isDone } = useSearch(words);
  return (
    <>
      <p className={styles.none} role="status">
        {isDone ? t("search.found", { count: hits.length }) : t("search.searching")}
      </p>
      <ul>
        {hits.map(({ chat, messageId, excerpt }) => (
          <li key={messageId ?? chat.id} className={styles.item}>
            <Link
              className={styles.hit}
              href={pathOf("chat", messageId === undefined ? chat.id : `${chat.id}/${messageId}`)}
              onClick={onChosen}
            >
              <span className={styles.name}>{chat.title || t("sidebar.untitled")}</span>
              {excerpt && (
                <span className={styles.excerpt}>
                  {excerpt[0]}
                  <mark>{excerpt[1]}</mark>
                  {excerpt[2]}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function useSearch(words: string) {
  const { shelf } = useRoom();
  const [found, setFound] = useState<{ readonly hits: readonly SearchHit[]; readonly isDone: boolean }>({
    hits: [],
    isDone: false,
  });
  useEffect(() => {
    const abort = new AbortController();
    const run = async () => {
      const hits: SearchHit[] = [];
      setFound({ hits, isDone: false });
      for await (const hit of searchChats(shelf, words, abort.signal)) hits.push(hit);
      if (!abort.signal.aborted) setFound({ hits, isDone: true });
    };
    const timer = setTimeout(() => void run(), typingMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [shelf, words]);
  return found;
}
