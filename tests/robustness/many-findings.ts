const path = '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
const headers = { 'content-type': 'application/json' };
const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };

/** Members that no page names, each with a name of its own that a report may show. */
export function unknownMembers(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [memberName(index), 1]));
}

/** A word of letters only: a name full of digits is not shown, so that many of them make one finding. */
function memberName(index: number): string {
  return `extra${index
    .toString(26)
    .split('')
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 26)))
    .join('')}`;
}

export const manyFindings: Readonly<Record<string, (count: number) => unknown>> = {
  'a request': (count) => exchange({ target, ...unknownMembers(count) }, undefined),
  'a target that is sent': (count) => exchange({ target: { ...target, ...unknownMembers(count) } }, undefined),
  'an answer': (count) => exchange({ target }, { ...answered, ...unknownMembers(count) }),
  'both sides': (count) => exchange({ target, ...unknownMembers(count) }, { ...answered, ...unknownMembers(count) }),
};

const answered = { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', id: 'an-assignment', target };

function exchange(sent: unknown, got: unknown): unknown {
  return {
    request: { method: 'PATCH', url: path, headers: { ...headers, authorization: 'Bearer made-up' }, body: JSON.stringify(sent) },
    response: { status: 200, headers, body: JSON.stringify(got ?? answered) },
  };
}

/** A pact with one interaction that has many findings in each of its parts. */
export function pactOfManyFindings(count: number): unknown {
  const members = unknownMembers(count);
  const extraHeaders = Object.fromEntries(Object.keys(members).map((name) => [name, 'x']));
  return {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [
      {
        description: 'many findings',
        request: { method: 'PATCH', path, headers, body: { target, ...members } },
        response: { status: 200, headers: { ...headers, ...extraHeaders }, body: { ...answered, ...members } },
      },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
}
