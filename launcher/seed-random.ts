/** Numbers that look random and are the same every time; for amounts and days that nobody should read anything into. */
export class SeededRandom {
  private state: number;

  /** @param seed a text; another one gives another row of numbers */
  constructor(seed: string) {
    this.state = 0x9e3779b9;
    for (const letter of seed) this.state = Math.imul(this.state ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  }

  /** The next number, from 0 up to but not including 1 (the mulberry32 generator). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A number from `from` up to but not including `to`. */
  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  /** One of the options. */
  pick<T>(options: readonly T[]): T {
    return options[this.whole(0, options.length - 1)] as T;
  }
}
