import { CannotRun } from '../../verdict/exit-code.js';

/** The port that a text names. @throws CannotRun when it names none. */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CannotRun(`The port ${JSON.stringify(text)} is none. Give a number from 0 (any free one) to 65535.`);
}
