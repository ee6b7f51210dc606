import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";

/** Draws on a canvas of that size, in CSS pixels. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

/**
 * A canvas as sharp as the screen: `draw`n anew whenever it is another function, and when the canvas' size, the screen or the
 * theme changes.
 */
export function useCanvas(draw: Draw): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paint = useCallback(() => {
    const context = canvas.current?.getContext("2d");
    if (canvas.current === null || !context) return;
    const { clientWidth: width, clientHeight: height } = canvas.current;
    const scale = devicePixelRatio;
    const [pixelsAcross, pixelsDown] = [Math.round(width * scale), Math.round(height * scale)];
    // Setting a size empties it.
    if (canvas.current.width !== pixelsAcross) canvas.current.width = pixelsAcross;
    if (canvas.current.height !== pixelsDown) canvas.current.height = pixelsDown;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(context, width, height);
  }, [draw]);
  useLayoutEffect(paint, [paint]);
  useEffect(() => onLookChange(canvas.current!, paint), [paint]);
  return canvas;
}

function onLookChange(canvas: HTMLCanvasElement, change: () => void): () => void {
  const size = new ResizeObserver(change);
  size.observe(canvas);
  const theme = new MutationObserver(change);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const queries = ["(prefers-color-scheme: dark)", `(resolution: ${devicePixelRatio}dppx)`].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener("change", change);
  return () => {
    size.disconnect();
    theme.disconnect();
    for (const query of queries) query.removeEventListener("change", change);
  };
}
