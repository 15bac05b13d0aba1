import { contracts } from '../../contracts/judge/compiled-contracts.js';

/** A configuration to fill in: what stands in angle brackets is refused until it is replaced. @param schema where an editor finds the schema. */
export function configTemplate(schema: string): string {
  const assignments = contracts.map(
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

  // "auto" takes what the environment offers: a client secret or certificate, GitHub OIDC, Azure Pipelines, workload identity,
  // managed identity, Azure CLI. Secrets stand in the environment, never here.
  "signIn": "auto",

  // The only assignments that are ever addressed. Each is read, and sent its own target. Take policies that nobody needs.
  "assignments": [
${assignments.join('')}  ],
}
`;
}
