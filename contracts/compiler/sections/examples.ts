import type { Draft } from '../draft.js';
import type { Annotation, Fence } from '../page/blocks.js';
import { readHttpMessage } from '../page/http-message.js';
import type { Section } from '../page/page.js';

const leadIn = /^(?:\*\*|_)?(?:here|the following|below|this|following|an? )\b.*\b(?:example|request|response|sample|object)\b/i;
/** Some pages have a bold word in place of a heading, and some describe the body of the request between the two code blocks. */
const label = /^\*\*(?:request|response)(?: body)?:?\*\*:?$|^in the request body, supply\b/i;
const shorteningNote = /\b(?:truncated|shortened|brevity|readability|all of the properties)\b/i;
const knownFields: ReadonlySet<string> = new Set([
  ...['blockType', 'name', '@odata.type', '@type', 'truncated', 'optionalProperties', 'nullableProperties', 'isCollection', 'collection'],
  ...['isEmpty', 'openType', 'abstract', 'baseType', 'keyProperty', 'scopes', 'apiVersions', 'expectError', 'sampleKeys'],
]);
const where = 'in the section of examples';

/**
 * Reads all examples below a heading: `Example`, `Examples`, `Example 1: …`, with any headings of their own.
 * @param start the number of examples above that heading.
 */
export function readExamplesSection(draft: Draft, section: Section, start = draft.examples.length): void {
  let annotation: Annotation | undefined;
  const refuseWithoutFence = (): void => {
    if (annotation !== undefined) draft.refuse(annotation, 'without a code block right after it');
  };
  for (const block of section.blocks) {
    if (block.kind === 'fence') {
      readExample(draft, block, annotation, start);
      annotation = undefined;
      continue;
    }
    refuseWithoutFence();
    if (block.kind === 'annotation') {
      if (block.fields['type'] === '#page.annotation') continue;
      annotation = block;
      for (const field of Object.keys(block.fields).filter((name) => !knownFields.has(name))) {
        draft.noteOdd(`the annotation has the unknown field ${field}`, block.fieldLines[field] ?? block.line);
      }
    } else if (block.kind === 'paragraph') {
      if (shorteningNote.test(block.text)) draft.applyReading('truncated', block.line);
      else if (!leadIn.test(block.text) && !label.test(block.text) && block.aside === undefined) draft.refuse(block, where);
    } else if (block.kind !== 'comment' && block.kind !== 'tab') {
      draft.refuse(block, where);
    }
  }
  refuseWithoutFence();
  for (const inner of section.sections) readExamplesSection(draft, inner, start);
}

function readExample(draft: Draft, fence: Fence, annotation: Annotation | undefined, start: number): void {
  const { fields = {}, fieldLines = {} } = annotation ?? {};
  const { blockType, name } = fields;
  if (blockType === 'ignored' || blockType === 'example') {
    draft.leaveOpen(`a code block that its annotation calls ${blockType}`, fence.line);
    return;
  }
  draft.markExample(fence);
  const message = readHttpMessage(draft.file, fence) ?? draft.refuse(fence, where);
  if (typeof blockType === 'string' && blockType !== message.kind && !(blockType === 'simulatedResponse' && message.kind === 'response')) {
    throw draft.error(fence.line, `the annotation calls this a ${blockType}, but it holds an HTTP ${message.kind}`);
  }
  for (const { what, line } of message.odd) draft.noteOdd(what, line);
  const length = message.headers.find((header) => header.name.toLowerCase() === 'content-length');
  if (length !== undefined) draft.applyReading('content-length', length.line);

  const numbered = `example ${draft.examples.length + 1}`;
  if (message.kind === 'request') {
    const first: unknown = Array.isArray(name) ? name[0] : name;
    draft.examples.push({ name: typeof first === 'string' ? first : numbered, request: message });
  } else if (fields['expectError'] === true) {
    draft.leaveOpen('an example of an error', message.line);
  } else {
    if (fields['truncated'] === true) draft.applyReading('truncated', fieldLines['truncated'] ?? fence.line);
    const response = { ...message, optional: namesIn(fields['optionalProperties']), nullable: namesIn(fields['nullableProperties']) };
    const last = draft.examples.slice(start).at(-1);
    if (last !== undefined && last.response === undefined) last.response = response;
    else draft.examples.push({ name: numbered, response });
  }
}

function namesIn(field: unknown): readonly string[] {
  return Array.isArray(field) ? field.filter((name) => typeof name === 'string') : [];
}
