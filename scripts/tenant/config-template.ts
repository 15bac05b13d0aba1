import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { settableWords } from '../../contracts/settable-words.js';

/** A configuration with placeholders in angle brackets, which are rejected until they are replaced. @param schema where an editor finds the schema. */
export function configTemplate(schema: string): string {
  const updates = contracts.filter(({ method }) => method === 'PATCH');
  const assignments = updates.map(
    ({ name, title }) => `    {
      // ${title}
      "operation": ${JSON.stringify(name)},
      "policyId": "<the id of a policy of the test tenant>",
      "assignmentId": "<the id of one of its assignments, as GET …/assignments shows it>",
    },
`,
  );
  return `{
  "$schema": ${JSON.stringify(schema)},

  // The test tenant. A token for any other tenant is refused before the first request.
  "tenantId": "<the id of the test tenant>",

  // "global", "usGov", "usGovDod" or "china".
  "cloud": "global",

  // "auto" chooses by the environment: a client secret or certificate, GitHub OIDC, Azure Pipelines, workload identity,
  // managed identity, Azure CLI. Secrets belong in the environment, never in this file.
  "signIn": "auto",

  // No other assignment is ever addressed. Each is read, and sent its own ${settableWords(updates)}. Choose policies that are not in use.
  // "probe": true marks the one that "drift --probe" updates, once, to show what Graph does.
  "assignments": [
${assignments.join('')}  ],
}
`;
}
