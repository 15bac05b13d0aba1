/**
 * A text of many thousands of characters is legal, whatever stands in it. Where one is gone over once more for each of its signs, that takes many minutes
 * here, and hours where it is as long as it may be.
 */
import { Session } from '../../../recordings/recorder/session.js';
import { SecretFoundError } from '../../../recordings/scan/assert-nothing-secret.js';

const long = (part: string, length = 250_000): string => part.repeat(Math.ceil(length / part.length));
const id = 'abcdabcd-1234-4321-abcd-1234abcd4321';
const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/null/assignments/null';

test.each([
  ['spaces beside an id', `${id}x${long(' ')}x`],
  ['dots', `x${long('.')}x`],
  ['numbers', `${long('1-=')}1a`],
  ['labels of a host', long('a.')],
  ['dashes', `a${long('-')}`],
  ['beginnings of tokens', long('-eyJ', 1_000_000)],
  ['beginnings of keys', long('BEGIN', 1_000_000)],
  ['a mail address before its sign', `${long('u')} @`],
  ['a mail address behind its sign', `@${long('u.')}`],
  ['schemes without a token', long('bearer ')],
  ['addresses', long('https://a.b ')],
])(
  '%s',
  (_what, text) => {
    const session = new Session({ scenario: 'a test' });
    const headers = { 'content-type': text, location: text };
    const body = JSON.stringify({ error: { message: text }, id: text, [text]: 1 });
    try {
      session.add(
        { request: { method: 'PATCH', url: `${url}?$filter=${text}` }, response: { status: 400, headers, body } },
        new Date(0),
        true,
      );
      expect(session.size).toBe(1);
    } catch (error) {
      // Some of it resembles a secret, and may.
      expect(error).toBeInstanceOf(SecretFoundError);
    }
  },
  120_000,
);
