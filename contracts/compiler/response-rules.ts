import type { Draft } from './draft.js';
import { leaveOpenUnlessObject, pointerOf, promiseHeader, promiseMembers } from './example-rules.js';
import type { Metadata } from './metadata.js';
import type { AnnotatedResponse, ExamplePair } from './sections/examples.js';

/** Turns the example responses into rules about what Graph answers. */
export function promiseResponse(draft: Draft, metadata: Metadata, pairs: readonly ExamplePair[]): void {
  const status = draft.find('response.status');
  const promised = status?.says.what === 'status' ? status.says.status : 200;
  const all = pairs.flatMap((pair) => (pair.response === undefined ? [] : [pair.response]));
  const isError = ({ message }: AnnotatedResponse): boolean => message.status >= 400 && promised < 400;
  for (const { message } of all.filter(isError)) draft.leaveOpen('an example of an error', message.line, 'example');
  const responses = all.filter((response) => !isError(response));
  const shownBy = responses.map(({ message }) => new Set(message.body?.members.map(pointerOf)));

  for (const response of responses) {
    const { message } = response;
    if (status !== undefined && promised !== message.status) {
      draft.findOdd(`the example answers ${message.status}, the text says ${promised}`, message.line, 'example');
    } else {
      draft.promise('response.status', message.line, 'example', { what: 'status', status: message.status });
    }
    for (const header of message.headers) {
      const name = header.name.toLowerCase();
      if (name === 'content-length') continue;
      if (name === 'content-type' && message.body !== undefined) {
        promiseHeader(draft, 'response', header);
      } else {
        draft.leaveOpen(`the example answers with the header ${header.name}, whose value is not compared`, header.line, 'example');
      }
    }
    leaveOpenUnlessObject(draft, message);
    const members = message.body?.members ?? [];
    promiseMembers(draft, metadata, 'response', members, (member) => {
      const inAll = shownBy.every((pointers) => pointers.has(pointerOf(member)));
      const atRoot = member.path.length === 1;
      return {
        required: inAll && !(atRoot && response.optional.includes(member.path[0] ?? '')),
        ...(atRoot && response.nullable.includes(member.path[0] ?? '') ? { nullable: true } : {}),
      };
    });
    for (const member of members) if (pointerOf(member) === '/id') draft.readIt('id-format', member.line, 'example');
  }
}
