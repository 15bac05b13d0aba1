import { shownText } from '../verdict/shown-text.js';

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
    return shownText(String(content), 1000).replace(/[&<>"']/g, (char) => references[char] ?? char);
  });
  return new Markup(parts.map((part, at) => part + (texts[at] ?? '')).join(''));
}
