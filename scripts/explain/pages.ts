import type { CodeExplanation, JudgedExample } from './explain-code.js';
import type { ExplainedRule, OperationExplanation } from './explain-operation.js';
import type { ExplanationBlock, ExplanationPage } from './explanation-page.js';

/** An operation: its promises by side, then what its pages leave open. */
export function operationPage(explanation: OperationExplanation): ExplanationPage {
  const { operation, title, method, paths, apiVersions, url, promises, permissions, readings, open, odd } = explanation;
  const ofSide = (side: string): ExplanationBlock[] => promises.filter(({ rule }) => rule.startsWith(`${side}.`)).map(promiseBlock);
  const sections = [
    { title: 'The request', blocks: ofSide('request') },
    { title: 'The answer', blocks: ofSide('response') },
    { title: 'Types, by the metadata', blocks: ofSide('type') },
    { title: 'Permissions', blocks: permissions.map(({ kind, names }) => ({ text: `${kind}: ${names.join(', ') || 'not supported'}` })) },
    {
      title: 'What the pages leave open, and how it is read here',
      blocks: readings.map(({ question, reading, reason, documentedAt }) => ({
        text: `${question} ${reading} ${reason}`,
        places: documentedAt,
      })),
    },
    { title: 'Open', blocks: open.map(({ what, documentedAt }) => ({ text: what, places: [documentedAt] })) },
    { title: 'Irregular', blocks: odd.map(({ what, documentedAt }) => ({ text: what, places: [documentedAt] })) },
  ];
  return {
    title: `${title} (${operation})`,
    lead: [
      ...paths.map((path) => `${method} ${path} in ${apiVersions.join(' and ')}`),
      ...(url === undefined ? [] : [`Microsoft's page: ${url}`]),
    ],
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function promiseBlock({ promise, layer, documentedAt }: ExplainedRule): ExplanationBlock {
  return { text: promise, places: [{ ...documentedAt, layer }] };
}

/** A code or a reason: what it means, an example, and how to accept it. */
export function codePage({ code, severity, means, advice, example, accept }: CodeExplanation): ExplanationPage {
  const { words, command } = accept;
  return {
    title: `${code} (${severity})`,
    lead: [means, advice],
    sections: [
      { title: 'Example', blocks: 'words' in example ? [{ text: example.words }] : exampleBlocks(example) },
      { title: 'To accept it', blocks: [{ text: words }, ...(command === undefined ? [] : [{ lines: [command] }])] },
    ],
  };
}

function exampleBlocks(example: JudgedExample): ExplanationBlock[] {
  const { request, response, pact, finding } = example;
  return [
    ...(pact ? [{ text: 'An interaction of a pact.' }] : []),
    {
      lines: [`${request.method} ${request.url}`, ...message(request), '', `HTTP/1.1 ${response.status}`, ...message(response)],
    },
    ...(finding === undefined
      ? []
      : [{ text: `Found at ${finding.pointer || 'the body'}: ${finding.message}`, places: [finding.documentedAt] }]),
  ];
}

function message({ headers, body }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }): string[] {
  return [
    ...(headers === undefined ? ['(the source holds no headers)'] : Object.entries(headers).map(([name, value]) => `${name}: ${value}`)),
    ...(body === undefined ? [] : ['', ...(typeof body === 'string' ? body : JSON.stringify(body, null, 2)).split('\n')]),
  ];
}
