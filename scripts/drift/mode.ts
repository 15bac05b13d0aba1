/** `check`: the night. `dry-run`: reads, and shows what it would send. `restore`: puts back what an interrupted run left, and nothing else. */
export type Mode = 'check' | 'dry-run' | 'restore';
