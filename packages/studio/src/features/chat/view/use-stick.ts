import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Pixels from the end that still count as there. */
const nearEnd = 56;

const wantingEvents = ["wheel", "touchmove", "keydown", "pointerdown", "pointermove"] as const;
const wantedMs = 300;

/** Keeps a scroller at its end as it grows, as long as it is there: whoever scrolled away stays where they are. */
export function useStick(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const isStuck = useRef(true);
  const [isAway, setAway] = useState(false);
  const set = useCallback((value: boolean) => {
    isStuck.current = value;
    setAway(!value);
  }, []);
  const toEnd = useCallback(() => {
    set(true);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [set, scroller]);
  useEffect(() => {
    const element = scroller.current!;
    let last = { top: 0, height: 0 };
    let wantedAt = Number.NEGATIVE_INFINITY;
    const onWant = () => {
      wantedAt = performance.now();
    };
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      const isAtEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
      // What shrinks and grows moves it, too: then only what a person did just now counts.
      const isWanted = scrollHeight === last.height || performance.now() - wantedAt < wantedMs;
      if (isAtEnd) set(true);
      else if (scrollTop < last.top && isWanted) set(false);
      last = { top: scrollTop, height: scrollHeight };
    };
    const observer = new ResizeObserver(() => {
      if (isStuck.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(content.current!);
    observer.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    for (const name of wantingEvents) element.addEventListener(name, onWant, { passive: true });
    return () => {
      observer.disconnect();
      for (const name of wantingEvents) element.removeEventListener(name, onWant);
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller, content, set]);
  return { isAway, toEnd, letGo: useCallback(() => set(false), [set]) };
}
