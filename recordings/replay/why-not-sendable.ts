import { validateHeaderName, validateHeaderValue } from 'node:http';
import { describeProperty } from '../../contracts/judge/describe.js';
import type { ExchangeResponse } from '../../contracts/judge/exchange.js';

/** Why no server can send an answer, as when its recording was edited by hand: a sentence. Undefined when one can. */
export function whyNotSendable({ status, headers = {} }: Pick<ExchangeResponse, 'status' | 'headers'>): string | undefined {
  // What comes before an answer ends no exchange: its client would wait.
  if (status < 200) return `the status ${String(status)} is none of an answer.`;
  for (const [name, value] of Object.entries(headers)) {
    if (
      !isTaken(() => {
        validateHeaderName(name);
      })
    )
      return 'the response has a header whose name HTTP does not allow.';
    for (const one of typeof value === 'string' ? [value] : value) {
      if (
        !isTaken(() => {
          validateHeaderValue(name, one);
        })
      )
        return `the value of the response header ${JSON.stringify(describeProperty(name))} has a character that HTTP does not allow.`;
    }
  }
  return undefined;
}

function isTaken(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch {
    return false;
  }
}
