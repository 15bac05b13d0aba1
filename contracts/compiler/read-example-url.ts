import type { HttpRequest } from './page/http-message.js';
import type { Draft } from './draft.js';
import type { HttpRequestFacts } from './sections/http-request.js';

/** Compares the URL of an example with the path templates, and says what of it cannot be read. */
export function readExampleUrl(draft: Draft, http: HttpRequestFacts, message: HttpRequest): void {
  const open = (what: string): void => {
    draft.leaveOpen(what, message.line, 'example');
  };
  if (/\*\*|Entity URI/i.test(message.url)) {
    draft.findOdd('the URL ends in a note of the page generator', message.line, 'example');
    open('the URL of the example');
    return;
  }
  const url = /^https?:\/\/[^/]+(\/.*)$/.exec(message.url);
  if (url === null) {
    if (!message.url.startsWith('/')) draft.findOdd('the URL is neither absolute nor a path', message.line, 'example');
    open('the host and the API version of the example');
    return;
  }
  draft.readIt('host', message.line, 'example');
  const at = url[1]?.indexOf(http.paths[0]?.split('{')[0] ?? '') ?? -1;
  const prefix = at > 0 ? (url[1]?.slice(1, at) ?? '') : (url[1]?.split('/')[1] ?? '');
  if (prefix.includes('\\')) {
    draft.findOdd(`the URL has a backslash where the API version belongs: ${prefix}`, message.line, 'example');
  }
  if (prefix !== 'v1.0' && prefix !== 'beta') open('the API version: the URL of the example names none');
  if (at === -1) draft.findOdd('the URL of the example is not one of the paths above', message.line, 'example');
  if (message.method !== http.method) {
    draft.findOdd(`the example uses ${message.method}, the section above ${http.method}`, message.line, 'example');
  }
}
