import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../contracts/folders.js';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly needs?: string;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
  readonly permissions?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const folder = join(packageRoot, '.github', 'workflows');

export const workflowNames = readdirSync(folder);

export function textOf(file: string): string {
  return readFileSync(join(packageRoot, file), 'utf8');
}

export function readWorkflow(name: string): Workflow {
  return parse(textOf(join('.github', 'workflows', name))) as Workflow;
}

export const checkAction = parse(textOf('.github/actions/check/action.yml')) as Action;

export function stepsOf(workflow: string): Step[] {
  return Object.values(readWorkflow(workflow).jobs).flatMap(({ steps = [] }) => steps);
}

/** The script of a step, by the step's name. */
export function scriptOf(steps: readonly Step[], name: string): string {
  const script = steps.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`No step "${name}" with a script.`);
  return script;
}
