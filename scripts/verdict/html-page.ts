import { createHash } from 'node:crypto';
import { tool } from './report.js';
import { shownText } from './shown-text.js';

/** HTML that is escaped already. */
export class Markup {
  constructor(readonly text: string) {}
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template of HTML. Escapes interpolated values, except markup. */
export function html(parts: TemplateStringsArray, ...contents: readonly (string | number | Markup | readonly Markup[])[]): Markup {
  const texts = contents.map((content) => {
    if (content instanceof Markup) return content.text;
    if (typeof content === 'object') return content.map(({ text }) => text).join('');
    return shownText(String(content), 2000).replace(/[&<>"']/g, (char) => references[char] ?? char);
  });
  return new Markup(parts.map((part, at) => part + (texts[at] ?? '')).join(''));
}

/**
 * A page without scripts, for light and dark screens. Its policy allows only its style, so even markup that slipped through the escaping could load
 * and run nothing.
 * @param style is added to the style of all pages.
 */
export function htmlPage(title: string, body: Markup, style: string): string {
  const css = `${commonStyle}${style}`;
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${new Markup(`<style>${css}</style>`)}
      </head>
      <body>
        ${body}
        <footer>Written by ${tool.name} ${tool.version}. Times are in UTC.</footer>
      </body>
    </html> `.text;
}

/** In both modes every text has a contrast of at least 4.5:1 with its background; a test computes it. */
const commonStyle = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfb; --raised: #fff; --text: #1c2126; --quiet: #59636e; --line: #dfe2e6;
  --agrees: #dcefe1; --agrees-text: #1b5a31; --accepted: #d8eaf4; --accepted-text: #17506f; --disagrees: #c2281d; --disagrees-text: #fff;
  --inconclusive: #fcefcb; --inconclusive-text: #70490a; --other: #5b3fa0; --other-text: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181b; --raised: #1b1f23; --text: #e4e7ea; --quiet: #9da7b1; --line: #30363c;
    --agrees: #1e3d2a; --agrees-text: #a5dfb8; --accepted: #183a4c; --accepted-text: #a9d8f0; --disagrees: #f0655a; --disagrees-text: #240605;
    --inconclusive: #43330f; --inconclusive-text: #f3d48b; --other: #b39ae8; --other-text: #1a1030;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 92rem; padding: 1.5rem clamp(1rem, 3vw, 2.5rem); background: var(--ground); color: var(--text);
  font: 0.875rem/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.35rem; }
h2 { margin: 2rem 0 0.75rem; font-size: 1rem; }
p { margin: 0.2rem 0; }
.small, summary, footer { color: var(--quiet); font-size: 0.8rem; font-weight: 400; }
b { padding: 0 0.35em; border-radius: 4px; font-weight: 650; }
.agrees { background: var(--agrees); color: var(--agrees-text); fill: var(--agrees-text); }
.accepted { background: var(--accepted); color: var(--accepted-text); fill: var(--accepted-text); }
.disagrees { background: var(--disagrees); color: var(--disagrees-text); fill: var(--disagrees); }
.inconclusive { background: var(--inconclusive); color: var(--inconclusive-text); }
.other { background: var(--other); color: var(--other-text); }
.none { color: var(--quiet); box-shadow: inset 0 0 0 1px var(--line); }
a { color: inherit; }
ol, ul { list-style: none; }
ol { margin: 1rem 0 0; padding: 0.9rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
ul { margin: 0.75rem 0 0; padding: 0; }
li + li { margin-top: 0.75rem; }
footer { margin-top: 2rem; }
`;
