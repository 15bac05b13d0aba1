import { shownText } from '../../terminal/shown-text.js';

/** HTML that needs no escaping any more. Only `html` makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Content = string | number | Markup | readonly Markup[];

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const longest = 1000;

/** A template of HTML. Whatever is put into it, between tags or between quotes, is text, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.map((part, at) => part + rendered(contents[at] ?? '')).join(''));
}

function rendered(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === 'number') return String(content);
  if (typeof content !== 'string') return content.map(({ text }) => text).join('');
  return shownText(content, longest).replace(/[&<>"']/g, (char) => references[char] ?? char);
}
