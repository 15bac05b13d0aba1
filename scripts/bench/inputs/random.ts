import { createHash } from 'node:crypto';

/** Values that look random and are the same for the same seed. */
export class Random {
  private digits: string;

  constructor(seed: number) {
    this.digits = createHash('shake256', { outputLength: 512 }).update(String(seed)).digest('hex');
  }

  /** Hexadecimal digits, of which a seed yields 1,024 in all. */
  hex(count: number): string {
    const taken = this.digits.slice(0, count);
    this.digits = this.digits.slice(count);
    return taken;
  }

  pick<const T>(choices: readonly T[]): T {
    return choices[Number.parseInt(this.hex(8), 16) % choices.length] as T;
  }

  guid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }
}
