import { visible, visibleJson } from '../../contracts/visible.js';

/** Text as a person may see it: on one line, visible, and not endless. Names and descriptions come from traffic, so from anybody. */
export function shownText(text: string, limit = 300): string {
  const short = text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…`;
  return visible(wellFormed(short));
}

/** Text without halves of surrogate pairs, which no encoding of Unicode can write. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** JSON that strict parsers read too, and that hides nothing from a person. */
export function wellFormedJson(value: unknown): string {
  return visibleJson(`${JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? wellFormed(member) : member), 2)}\n`);
}
