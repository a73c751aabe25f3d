/** Rows of numbers, which take 8 bytes a number: objects would take ten times as much, and again in each thread that is sent them. */
export class NumberTable {
  readonly width: number;
  #numbers: Float64Array<ArrayBuffer>;
  #length = 0;

  constructor(width: number) {
    this.width = width;
    this.#numbers = new Float64Array(width * 16);
  }

  /** @param row as many numbers as the table is wide */
  push(...row: readonly number[]): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers.buffer.transfer(0);
      this.#numbers = larger;
    }
    this.#numbers.set(row, this.#length);
    this.#length += this.width;
  }

  /** One row behind the other, by their first number, in memory that threads share. */
  shared(): Float64Array<SharedArrayBuffer> {
    const { width } = this;
    const numbers = this.#numbers;
    const places = Array.from({ length: this.#length / width }, (_, place) => place * width);
    places.sort((a, b) => numbers[a]! - numbers[b]!);
    const shared = new Float64Array(new SharedArrayBuffer(this.#length * 8));
    for (const [row, place] of places.entries()) {
      shared.set(numbers.subarray(place, place + width), row * width);
    }
    return shared;
  }
}
