import type { Draft, ExampleAnswer } from './draft.js';
import { pointerOf, promiseBody, promiseHeader } from './example-rules.js';
import type { Metadata } from './metadata.js';

/** Turns the example responses into rules about what Graph answers. */
export function promiseResponse(draft: Draft, metadata: Metadata): void {
  const says = draft.find('response.status')?.says;
  const promised = says?.what === 'status' ? says.status : 200;
  const all = draft.examples.flatMap(({ response }) => response ?? []);
  const isError = ({ status }: ExampleAnswer): boolean => status >= 400 && promised < 400;
  for (const { line } of all.filter(isError)) draft.leaveOpen('an example of an error', line);
  const responses = all.filter((response) => !isError(response));
  const shownBy = responses.map(({ body }) => new Set(body?.members.map(pointerOf)));

  const side = { draft, metadata, side: 'response' } as const;
  for (const response of responses) {
    const { status, line, headers, body, optional, nullable } = response;
    if (promised !== status) draft.noteOdd(`the example answers ${status}, the text says ${promised}`, line);
    else draft.promise('response.status', line, { what: 'status', status });
    for (const header of headers) {
      const name = header.name.toLowerCase();
      if (name === 'content-length') continue;
      if (name === 'content-type' && body !== undefined) promiseHeader(side, header);
      else draft.leaveOpen(`the example answers with the header ${header.name}, whose value is not compared`, header.line);
    }
    promiseBody(side, response, (member) => {
      const inAll = shownBy.every((pointers) => pointers.has(pointerOf(member)));
      const root = member.path.length === 1 ? member.path[0] : undefined;
      const isNamedIn = (names: readonly string[]): boolean => root !== undefined && names.includes(root);
      return { required: inAll && !isNamedIn(optional), ...(isNamedIn(nullable) ? { nullable: true } : {}) };
    });
    const id = body?.members.find((member) => pointerOf(member) === '/id');
    if (id !== undefined) draft.applyReading('id-format', id.line);
  }
}
