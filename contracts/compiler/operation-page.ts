import type { Example } from '../contract.js';
import { readBlocks } from './page/blocks.js';
import { PageError } from './page/page-error.js';
import { foldSections, type Section } from './page/page.js';
import { Draft } from './draft.js';
import type { Metadata } from './metadata.js';
import { promiseRequest } from './request-rules.js';
import { promiseResponse } from './response-rules.js';
import { readExamples, type ExamplePair } from './sections/examples.js';
import { readFrontMatter } from './read-front-matter.js';
import { readHttpRequest, type HttpRequestFacts } from './sections/http-request.js';
import { readParameters } from './read-parameters.js';
import { readPermissions } from './sections/unchecked.js';
import { readRequestBody, type RequestBodyFacts } from './sections/request-body.js';
import { readRequestHeaders } from './sections/request-headers.js';
import { readResponse } from './sections/response.js';

/** An operation page, read whole: its rules, without what the metadata adds to them. */
export interface OperationPage {
  readonly draft: Draft;
  readonly title: string;
  readonly http: HttpRequestFacts;
  readonly resourceType?: string;
  readonly examples: readonly Example[];
}

/** @throws PageError at the first block that cannot be read. */
export function readOperationPage(file: string, text: string, metadata: Metadata): OperationPage {
  const draft = new Draft(file, 'documented', text);
  const root = foldSections(readBlocks(file, text));
  const page = readTop(draft, root);

  let http: HttpRequestFacts | undefined;
  let body: RequestBodyFacts = { rows: [] };
  let resource: { typeName?: string } | undefined;
  const pairs: ExamplePair[] = [];
  const seen = new Set<string>();

  for (const section of page.sections) {
    const heading = section.heading?.text ?? '';
    const topic = heading
      .toLowerCase()
      .replace(/^example\b.*$/, 'examples')
      .replace(/^.*\bparameters$/, 'parameters');
    if (topic !== 'examples' && topic !== 'parameters' && seen.has(topic)) {
      throw new PageError(file, section.heading?.line ?? 1, `the page has the section ${JSON.stringify(heading)} twice`);
    }
    seen.add(topic);
    switch (topic) {
      case 'permissions':
      case 'prerequisites':
        readPermissions(draft, section);
        break;
      case 'http request':
        http = readHttpRequest(draft, section);
        break;
      case 'parameters':
        readParameters(draft, section);
        break;
      case 'request headers':
        readRequestHeaders(draft, section, 'required');
        break;
      case 'optional request headers':
        readRequestHeaders(draft, section, 'optional');
        break;
      case 'request body':
        body = readRequestBody(draft, section);
        break;
      case 'response':
        resource = readResponse(draft, section);
        break;
      case 'examples':
        for (const pair of readExamples(draft, section, pairs.length)) pairs.push(pair);
        break;
      default:
        throw new PageError(file, section.heading?.line ?? 1, `no reader understands the section ${JSON.stringify(heading)}`);
    }
  }
  if (http === undefined) throw new PageError(file, 1, 'the page has no section "HTTP request"');
  if (resource === undefined) throw new PageError(file, 1, 'the page has no section "Response"');
  promiseRequest(draft, metadata, http, body, pairs);
  promiseResponse(draft, metadata, pairs);

  return {
    draft,
    title: page.heading?.text ?? file,
    http,
    resourceType: resource.typeName,
    examples: pairs.map(exampleOf),
  };
}

/** Reads what stands above the sections: front matter, title, namespace, description. Returns the section that the title opens. */
export function readTop(draft: Draft, root: Section): Section {
  for (const block of root.blocks) {
    if (block.kind === 'front-matter') readFrontMatter(draft, block);
    else if (block.kind !== 'comment') draft.unclaimed(block, 'above the title');
  }
  const [page, ...others] = root.sections;
  if (root.blocks.length === 0 && page === undefined) throw new PageError(draft.file, 1, 'the page is empty');
  if (page?.heading?.level !== 1) {
    throw new PageError(draft.file, page?.heading?.line ?? 1, 'the page has no title ("# …")');
  }
  const second = others[0]?.heading;
  if (second !== undefined) throw new PageError(draft.file, second.line, `the page has a second title: ${JSON.stringify(second.text)}`);
  let described = false;
  for (const block of page.blocks) {
    if (block.kind === 'paragraph') {
      if (/^Namespace:/i.test(block.text)) draft.readIt('namespace', block.line, 'prose');
      else if (described) draft.leaveOpen('prose below the title, not compiled', block.line, 'prose');
      else described = true;
    } else if (block.kind !== 'comment') {
      draft.unclaimed(block, 'below the title');
    }
  }
  return page;
}

function exampleOf(pair: ExamplePair): Example {
  const { request } = pair;
  const response = pair.response?.message;
  return {
    name: pair.name,
    ...(request === undefined
      ? {}
      : {
          request: {
            method: request.method,
            url: request.url,
            headers: Object.fromEntries(request.headers.map((header) => [header.name, header.value])),
            ...(request.body === undefined ? {} : { body: request.body.value }),
          },
        }),
    ...(response === undefined
      ? {}
      : {
          response: {
            status: response.status,
            headers: Object.fromEntries(response.headers.map((header) => [header.name, header.value])),
            ...(response.body === undefined ? {} : { body: response.body.value }),
          },
        }),
  };
}
