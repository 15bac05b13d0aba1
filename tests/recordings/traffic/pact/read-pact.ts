import type { Interaction } from '../../../../contracts/judge/pact/interaction.js';
import { Unpacker } from '../../../../recordings/traffic/decode-body.js';
import { readPart } from '../../../../recordings/traffic/input/read-part.js';
import { cutPact } from '../../../../recordings/traffic/input/cut-pact.js';
import { ReadError } from '../../../../recordings/traffic/read-error.js';

/** The interactions of the text of a pact. @param into is given what is read, also where reading ends in an error. */
export function readPactText(name: string, text: string, into: Interaction[] = []): Interaction[] {
  const reasons: string[] = [];
  for (const part of cutPact(name, [Buffer.from(text)])) {
    const { observations, unreadable } = readPart(part, new Unpacker());
    for (const { exchange } of observations) into.push(exchange);
    reasons.push(...unreadable);
  }
  if (reasons.length > 0) throw new ReadError(name, reasons);
  return into;
}

/** The interactions of a pact that has nothing else to say. */
export function readPact(name: string, interactions: readonly unknown[], metadata?: unknown, into?: Interaction[]): Interaction[] {
  return readPactText(name, pactText(interactions, metadata), into);
}

export function pactText(interactions: readonly unknown[], metadata?: unknown): string {
  return JSON.stringify({ consumer: {}, provider: {}, interactions, metadata });
}
