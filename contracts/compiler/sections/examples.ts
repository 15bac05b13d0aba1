import type { Annotation } from '../page/annotation.js';
import type { Block, Fence } from '../page/blocks.js';
import { httpKindOf, readHttpMessage, type HttpRequest, type HttpResponse } from '../page/http-message.js';
import { PageError } from '../page/page-error.js';
import type { Section } from '../page/page.js';
import type { Draft } from '../draft.js';

/** A request and the response to it, as one example of a page shows them. */
export interface ExamplePair {
  readonly name: string;
  readonly request?: HttpRequest;
  readonly response?: AnnotatedResponse;
}

export interface AnnotatedResponse {
  readonly message: HttpResponse;
  /** Names of the root properties that the annotation calls optional or nullable. */
  readonly optional: readonly string[];
  readonly nullable: readonly string[];
}

const leadIn = /^(?:\*\*|_)?(?:here|the following|below|this|following|an? )\b.*\b(?:example|request|response|sample|object)\b/i;
/** Some pages put a bold word where others have a heading, and some say between the two blocks what the body of the request is. */
const label = /^\*\*(?:request|response)(?: body)?:?\*\*:?$|^in the request body, supply\b/i;
const shorteningNote = /\b(?:truncated|shortened|brevity|readability|all of the properties)\b/i;
const knownFields = new Set([
  'blockType',
  'name',
  '@odata.type',
  '@type',
  'truncated',
  'optionalProperties',
  'nullableProperties',
  'isCollection',
  'collection',
  'isEmpty',
  'openType',
  'abstract',
  'baseType',
  'keyProperty',
  'scopes',
  'apiVersions',
  'expectError',
  'sampleKeys',
]);

/**
 * Reads all examples below a heading: `Example`, `Examples`, `Example 1: …`, however deep their own headings go.
 * @param before how many examples stand above: one without a name is numbered.
 */
export function readExamples(draft: Draft, section: Section, before: number): ExamplePair[] {
  const pairs: { name: string; request?: HttpRequest; response?: AnnotatedResponse }[] = [];
  const numbered = (): string => `example ${before + pairs.length + 1}`;
  let annotation: Annotation | undefined;

  const readFence = (fence: Fence): void => {
    const blockType = annotation?.fields['blockType'];
    const kind = httpKindOf(fence);
    if (blockType === 'ignored' || blockType === 'example') {
      draft.leaveOpen(`a code block that its annotation calls ${blockType}`, fence.line, 'code-block');
      return;
    }
    if (kind === undefined) draft.unclaimed(fence, 'in the section of examples');
    if (typeof blockType === 'string' && blockType !== kind && !(blockType === 'simulatedResponse' && kind === 'response')) {
      throw new PageError(draft.file, fence.line, `the annotation calls this a ${blockType}, but it holds an HTTP ${kind}`);
    }
    const message = readHttpMessage(draft.file, fence);
    if (message.blankLineMissing) {
      draft.findOdd('no blank line between the headers and the body', message.body?.line ?? message.line, 'example');
    }
    if (message.blankLineTooEarly) {
      draft.findOdd('a blank line between the first line and the headers', message.line, 'example');
    }
    checkLength(draft, message);
    if (message.kind === 'request') {
      const name = annotation?.fields['name'];
      const first: unknown = Array.isArray(name) ? name[0] : name;
      pairs.push({ name: typeof first === 'string' ? first : numbered(), request: message });
      return;
    }
    if (annotation?.fields['expectError'] === true) {
      draft.leaveOpen('an example of an error', message.line, 'example');
      return;
    }
    if (annotation?.fields['truncated'] === true) {
      draft.readIt('truncated', annotation.fieldLines['truncated'] ?? annotation.line, 'annotation');
    }
    const response: AnnotatedResponse = {
      message,
      optional: namesIn(annotation?.fields['optionalProperties']),
      nullable: namesIn(annotation?.fields['nullableProperties']),
    };
    const last = pairs.at(-1);
    if (last !== undefined && last.response === undefined) last.response = response;
    else pairs.push({ name: numbered(), response });
  };

  const read = (block: Block): void => {
    if (annotation !== undefined && block.kind !== 'fence') draft.unclaimed(annotation, 'without a code block right after it');
    switch (block.kind) {
      case 'annotation':
        if (block.fields['type'] === '#page.annotation') return;
        for (const field of Object.keys(block.fields).filter((name) => !knownFields.has(name))) {
          draft.findOdd(`the annotation has the unknown field ${field}`, block.fieldLines[field] ?? block.line, 'annotation');
        }
        annotation = block;
        return;
      case 'fence':
        readFence(block);
        annotation = undefined;
        return;
      case 'comment':
      case 'tab':
        return;
      case 'paragraph':
        if (shorteningNote.test(block.text)) draft.readIt('truncated', block.line, 'prose');
        else if (!leadIn.test(block.text) && !label.test(block.text) && !block.text.startsWith('[!INCLUDE'))
          draft.unclaimed(block, 'in the section of examples');
        return;
      default:
        draft.unclaimed(block, 'in the section of examples');
    }
  };
  const visit = (inner: Section): void => {
    inner.blocks.forEach(read);
    if (annotation !== undefined) draft.unclaimed(annotation, 'without a code block right after it');
    inner.sections.forEach(visit);
  };
  visit(section);
  return pairs;
}

function namesIn(field: unknown): string[] {
  return Array.isArray(field) ? field.filter((name) => typeof name === 'string') : [];
}

/** A published length counts LF or CRLF line ends; it is read, never compared with traffic. */
function checkLength(draft: Draft, message: HttpRequest | HttpResponse): void {
  const header = message.headers.find((candidate) => candidate.name.toLowerCase() === 'content-length');
  if (header === undefined) return;
  draft.readIt('content-length', header.line, 'example');
  const bytes = message.bodyBytes ?? { lf: 0, crlf: 0 };
  const length = Number(header.value);
  if (length === bytes.lf) return;
  draft.findOdd(
    length === bytes.crlf
      ? `the length ${header.value} counts CRLF line ends; with LF the body has ${bytes.lf} bytes`
      : `the length ${header.value} is neither that of the body with LF (${bytes.lf}) nor with CRLF (${bytes.crlf})`,
    header.line,
    'example',
  );
}
