import { Draft } from './draft.js';
import { promiseResponse } from './example-rules.js';
import type { Metadata } from './metadata.js';
import type { Page, Section } from './page/page.js';
import { promiseRequest } from './request-rules.js';
import { readExamplesSection } from './sections/examples.js';
import { readHttpRequestSection } from './sections/http-request.js';
import { readRequestBodySection } from './sections/request-body.js';
import { readRequestHeadersSection } from './sections/request-headers.js';
import { readResponseSection } from './sections/response.js';
import { readParametersSection, readPermissionsSection, readTop } from './sections/unchecked.js';

/** The reader of each section, by its heading. A section without a reader stops the compile. */
const readers: ReadonlyMap<string, (draft: Draft, section: Section) => void> = new Map([
  ['permissions', readPermissionsSection],
  ['prerequisites', readPermissionsSection],
  ['http request', readHttpRequestSection],
  ['parameters', readParametersSection],
  ['request headers', readRequestHeadersSection],
  ['optional request headers', readRequestHeadersSection],
  ['request body', readRequestBodySection],
  ['response', readResponseSection],
  ['examples', readExamplesSection],
]);
/** Headings that a page may have several times, or in longer forms. */
const repeatable: ReadonlySet<string> = new Set(['examples', 'parameters']);

/**
 * Reads each section of an operation page, then the rules that several of them make together.
 * @throws PageError at the first block that cannot be read.
 */
export function readOperationPage(page: Page, metadata: Metadata): Draft {
  const draft = new Draft(page, 'documented');
  const seen = new Set<string>();
  for (const section of readTop(draft)) {
    const { text = '', line = 1 } = section.heading ?? {};
    const topic = topicOf(text);
    const read = readers.get(topic);
    if (seen.has(topic) && !repeatable.has(topic)) throw draft.error(line, `the page has the section ${JSON.stringify(text)} twice`);
    if (read === undefined) throw draft.error(line, `no reader understands the section ${JSON.stringify(text)}`);
    seen.add(topic);
    read(draft, section);
  }
  for (const heading of ['HTTP request', 'Response']) {
    if (!seen.has(topicOf(heading))) throw draft.error(1, `the page has no section ${JSON.stringify(heading)}`);
  }
  promiseRequest(draft, metadata);
  promiseResponse(draft, metadata);
  return draft;
}

/** `Example 1: a page` is about examples, `Query parameters` about parameters. */
function topicOf(heading: string): string {
  const topic = heading.toLowerCase();
  if (/^example\b/.test(topic)) return 'examples';
  return /\bparameters$/.test(topic) ? 'parameters' : topic;
}
