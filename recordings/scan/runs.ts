/** A class of signs, all of ASCII: by their codes, 1 for each that is in it. */
export type Signs = Uint8Array;

/** The class of the signs in a text. */
export function signsOf(text: string): Signs {
  const signs = new Uint8Array(128);
  for (let at = 0; at < text.length; at += 1) signs[text.charCodeAt(at)] = 1;
  return signs;
}

/** Whether the sign at a place is of a class; beyond the end there is none. */
export function isOf(signs: Signs, text: string, at: number): boolean {
  if (at >= text.length) return false;
  const code = text.charCodeAt(at);
  return code < signs.length && signs[code] === 1;
}

/** Where a run begins, and where it has ended. */
export interface Run {
  readonly begin: number;
  readonly end: number;
}

/** The runs of signs of a class, each as long as it is, from a length on. */
export function runsOf(text: string, signs: Signs, shortest: number): Run[] {
  return runsWhere(text.length, shortest, (at) => isOf(signs, text, at));
}

/**
 * The runs of places at which something holds. As in a search for a word, the last place of what might be one is looked at first: where there is
 * none, most places are never looked at.
 */
export function runsWhere(length: number, shortest: number, holds: (at: number) => boolean): Run[] {
  const runs: Run[] = [];
  let begin = 0;
  while (begin + shortest <= length) {
    let at = begin + shortest - 1;
    while (at >= begin && holds(at)) at -= 1;
    if (at < begin) {
      let end = begin + shortest;
      while (end < length && holds(end)) end += 1;
      runs.push({ begin, end });
      at = end;
    }
    begin = at + 1;
  }
  return runs;
}
