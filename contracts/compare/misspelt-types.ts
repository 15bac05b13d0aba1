import type { Place, Remark } from '../contract.js';
import { nearestName } from '../judge/nearest-name.js';

/** A page as text. */
interface PageText {
  readonly file: string;
  readonly text: string;
}

/** The words of a page that resemble the name of a type, and are none. Link targets and path parameters are left out. */
export function misspeltTypes({ file, text }: PageText, names: readonly string[]): Remark[] {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const words = line.replaceAll(/\]\([^()]*\)|\{[^{}]*\}/g, ' ').match(/\b[A-Za-z]\w{7,}\b/g) ?? [];
    return [...new Set(words)].flatMap((word): Remark[] => {
      const isTypeName =
        /[a-z][A-Z]/.test(word) && !known.has(word.toLowerCase()) && !known.has(word.toLowerCase().replace(/(?:id|s)$/, ''));
      const near = isTypeName ? nearestName(word, names) : undefined;
      if (near === undefined) return [];
      const at: Place = { page: file, line: index + 1, kind: 'prose', layer: 'documented', text: line.trim() };
      return [{ what: `${word} is not the name of a type. Did you mean ${near}?`, at }];
    });
  });
}
