/** The reference page's. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fff; --sheet: #f7f7f8; --ink: #1c1d22; --faint: #6a6d78; --line: #e4e5ea; --accent: #5b3fd6;
  --get: #1a6fb5; --post: #1d7f4e; --delete: #b3322e; --code: #f3f3f6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16171b; --sheet: #1c1d23; --ink: #e8e8ec; --faint: #9a9daa; --line: #2d2f38; --accent: #ab98ff;
    --get: #63b3f0; --post: #5fce95; --delete: #f28b85; --code: #21232a;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  display: grid; grid-template-columns: 19rem minmax(0, 1fr);
}
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre, .path, .name, .type { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace; font-size: .87em; }
nav {
  position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.75rem 1.25rem 3rem;
  background: var(--sheet); border-right: 1px solid var(--line);
}
nav h1 { margin: 0 0 .1rem; font-size: 1.2rem; letter-spacing: -.01em; }
nav p { margin: 0 0 1.25rem; color: var(--faint); font-size: .85rem; }
nav h2 { margin: 1.3rem 0 .3rem; font-size: .72rem; letter-spacing: .06em; text-transform: uppercase; color: var(--faint); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: flex; gap: .5rem; align-items: baseline; padding: .16rem .4rem; border-radius: 6px; color: inherit; overflow-wrap: anywhere; }
nav li a:hover { background: var(--line); text-decoration: none; }
main { padding: 2rem clamp(1.25rem, 4vw, 3.5rem) 6rem; max-width: 66rem; }
main > header { padding-bottom: 1.25rem; border-bottom: 1px solid var(--line); }
main > header h2 { margin: 0 0 .4rem; font-size: 1.7rem; letter-spacing: -.02em; }
section.group > h2 { margin: 3rem 0 .5rem; font-size: 1.3rem; letter-spacing: -.01em; }
article { padding: 1.5rem 0 1.75rem; border-top: 1px solid var(--line); }
article h3 { margin: 0 0 .35rem; display: flex; flex-wrap: wrap; gap: .65rem; align-items: center; font-size: 1rem; font-weight: 600; }
article > p { margin: .35rem 0; }
.path { font-size: 1rem; overflow-wrap: anywhere; }
.method { font: 700 .68rem/1 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .04em; }
h3 .method { padding: .38rem .5rem; border-radius: 5px; color: #fff; }
.get { color: var(--get); } .post { color: var(--post); } .delete { color: var(--delete); }
h3 .get { background: var(--get); } h3 .post { background: var(--post); } h3 .delete { background: var(--delete); }
@media (prefers-color-scheme: dark) { h3 .method { color: #111; } }
nav .method { flex: 0 0 2.6rem; font-size: .62rem; }
.note { color: var(--faint); font-size: .88rem; }
h4 { margin: 1.2rem 0 .4rem; font-size: .78rem; letter-spacing: .05em; text-transform: uppercase; color: var(--faint); }
pre { margin: .4rem 0; padding: .8rem 1rem; background: var(--code); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; line-height: 1.5; }
details { margin: .4rem 0; border: 1px solid var(--line); border-radius: 8px; }
summary { padding: .5rem .9rem; cursor: pointer; font-size: .9rem; }
summary:hover { background: var(--sheet); border-radius: 8px; }
details[open] > summary { border-bottom: 1px solid var(--line); border-radius: 8px 8px 0 0; }
dl { margin: 0; padding: 0 .9rem; }
dl > div { padding: .55rem 0; border-bottom: 1px solid var(--line); }
dl > div:last-child { border-bottom: 0; }
dt { display: flex; flex-wrap: wrap; gap: .2rem .6rem; align-items: baseline; }
dd { margin: .1rem 0 0; color: var(--faint); font-size: .9rem; }
.name { font-weight: 600; }
.type { color: var(--faint); overflow-wrap: anywhere; }
.required { color: var(--delete); font-size: .75rem; }
.row { margin: .4rem 0; padding: .5rem .9rem; border: 1px solid var(--line); border-radius: 8px; font-size: .9rem; }
.inner { margin: .3rem 0 .1rem; }
.alternative { padding: .35rem .9rem; }
@media (max-width: 56rem) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 40vh; border-right: 0; border-bottom: 1px solid var(--line); }
}
`;
