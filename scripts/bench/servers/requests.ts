import type { Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { toDefinition } from '../../../recordings/nock/to-definition.js';
import type { Recording } from '../../../recordings/recording.js';
import { assignmentPath } from '../../client/assignment-path.js';
import { sampleAssignments } from '../../emulator/sample-tenant.js';
import type { Assignment } from '../../emulator/tenant.js';
import { graphHost, healthyExchange } from '../inputs/generated-exchange.js';

/** Recordings of generated exchanges, and the requests that they answer. */
export function generatedRecordings(count: number): { readonly recording: Recording; readonly requests: readonly string[] } {
  const exchanges = Array.from({ length: count }, (_, index) => healthyExchange(index));
  const recording = exchanges.map(({ path, version, request, response, when }) =>
    toDefinition(
      {
        request: { method: 'PATCH', url: `https://${graphHost}${path}`, ...request },
        response: { status: response.status, headers: response.headers, body: response.body },
      },
      {
        when: when.toISOString(),
        origin: 'documentation',
        apiVersion: version,
        contract: contracts.find(({ paths }) => paths.some((each) => path.includes(each.split('/')[2] ?? '')))?.hash ?? '',
        redaction: 0,
        scenario: 'made up for the benchmark',
      },
    ),
  );
  return { recording, requests: exchanges.map(({ path, request }) => requestText(path, request.body)) };
}

/** An update of an assignment that the emulator has from its start. */
export function emulatorRequest(): string {
  const { contract, assignment } = updated();
  return requestText(assignmentPath(contract, 'v1.0', assignment), {
    '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`,
    target: assignment.target,
  });
}

/** The same for another assignment each time: nobody has both ids but this one. */
export function requestWithOwnIds(index: number): string {
  const { contract, assignment } = updated();
  const [policyId, targetId] = [7, 11].map((factor) => ownId(index * factor + 1));
  return requestText(
    assignmentPath(contract, 'v1.0', { ...assignment, policyId: policyId ?? '', assignmentId: `${policyId ?? ''}_${targetId ?? ''}` }),
    {
      '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`,
      target: assignment.target,
    },
    [`client-request-id: ${ownId(index * 13 + 1)}`],
  );
}

function ownId(number: number): string {
  const digits = (number * 0x9e3779b1).toString(16).padStart(12, '3').slice(-12);
  return `${digits.slice(4)}-${digits.slice(0, 4)}-4a5b-8c6d-${digits}`;
}

/** What answers it. */
export function emulatorAnswer(): string {
  const { contract, assignment } = updated();
  const { assignmentId: id, target } = assignment;
  return JSON.stringify({ '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`, id, target });
}

function updated(): { readonly contract: Contract; readonly assignment: Assignment } {
  const [contract] = contracts;
  const [assignment] = contract === undefined ? [] : sampleAssignments(contract, 0);
  if (contract === undefined || assignment === undefined) throw new Error('The emulator has no assignment.');
  return { contract, assignment };
}

function requestText(path: string, body: object, more: readonly string[] = []): string {
  const text = JSON.stringify(body);
  const headers = [
    'Host: 127.0.0.1',
    'Authorization: Bearer made-up',
    'Content-Type: application/json',
    'Accept: application/json',
    `Content-Length: ${String(Buffer.byteLength(text))}`,
    ...more,
  ];
  return `PATCH ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${text}`;
}
