import { isPublicText } from './public-vocabulary.js';

/** What a template, or a language's word for nothing, left in place of an id, without the name that it gave it. */
export function unfilled(text: string): string {
  if (text.trim() === '' || isPublicText(text)) return text;
  if (text.startsWith('[')) return '[object Object]';
  const open = /^\$?[{<:]/.exec(text)?.[0];
  if (open === undefined) return '{id}';
  const close: Record<string, string> = { '{': '}', '<': '>', ':': '' };
  return `${open}id${close[open.slice(-1)] ?? ''}`;
}
