import type { AssignmentIds } from '../client/assignment.js';

export type Target = Readonly<Record<string, unknown>>;

/** One assignment of the emulated tenant. `operation` is the name of a contract. */
export interface Assignment extends AssignmentIds {
  readonly operation: string;
  readonly target: Target;
  /** Values of properties of the assignment that only the metadata names; those not given are unset. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The assignments that the emulator knows. Ids differing only in case are the same, as in Graph. */
export class Tenant {
  private readonly assignments = new Map<string, Assignment>();

  constructor(assignments: readonly Assignment[] = []) {
    for (const assignment of assignments) this.put(assignment);
  }

  put(assignment: Assignment): void {
    this.assignments.set(keyOf(assignment.operation, assignment), assignment);
  }

  find(operation: string, ids: AssignmentIds): Assignment | undefined {
    return this.assignments.get(keyOf(operation, ids));
  }

  clear(): void {
    this.assignments.clear();
  }

  get all(): readonly Assignment[] {
    return [...this.assignments.values()];
  }
}

function keyOf(operation: string, { policyId, assignmentId }: AssignmentIds): string {
  return `${operation}\n${policyId.toLowerCase()}\n${assignmentId.toLowerCase()}`;
}
