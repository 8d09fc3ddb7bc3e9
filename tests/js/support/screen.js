// SPDX-License-Identifier: Apache-2.0
//
// What a terminal shows after what has been written to it: the sequences of ECMA-48 that shells use, and no others.
// Rows that leave at the top are kept, so a screen has as many rows as were ever begun.

/** Columns of a character: East Asia's have two, what is joined to the one before has none. */
function columnsOf(character) {
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0;
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u.test(character) ? 2 : 1;
}

const kTab = 8;

export class Screen {
  #columns;
  /** @type {string[][]} one string a column; behind a wide character an empty one */
  #rows = [[]];
  #row = 0;
  #column = 0;
  /** The last column has been written: the next character begins a row. */
  #wraps = false;
  #rest = '';
  #decoder = new TextDecoder();

  /** @param {number} columns */
  constructor(columns) {
    this.#columns = columns;
  }

  resize(columns) {
    this.#columns = columns;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    let text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    this.#rest = '';
    while (text !== '') {
      const sequence = /^\x1b(?:\[([\d;?]*)([A-Za-z@])|[=>78]|\([AB0])/.exec(text);
      if (sequence) {
        if (sequence[2]) this.#control(sequence[2], sequence[1]);
        text = text.slice(sequence[0].length);
      } else if (/^\x1b(?:$|\[[\d;?]*$|\($)/.test(text)) {
        this.#rest = text;
        return;
      } else {
        const character = String.fromCodePoint(text.codePointAt(0));
        this.#character(character);
        text = text.slice(character.length);
      }
    }
  }

  /** @returns {string} the rows without what is blank at their ends */
  text() {
    return this.#rows.map((row) => Array.from(row, (cell) => cell ?? ' ').join('').trimEnd()).join('\n');
  }

  /** @returns {[number, number]} row and column */
  cursor() {
    return [this.#row, this.#column];
  }

  #character(character) {
    if (character === '\r') this.#to(this.#row, 0);
    else if (character === '\n') this.#to(this.#row + 1, this.#column);
    else if (character === '\b') this.#to(this.#row, Math.max(0, this.#column - 1));
    else if (character === '\t') this.#to(this.#row, Math.min(this.#columns - 1, this.#column - (this.#column % kTab) + kTab));
    else if (character === '\x07' || character === '\0') return;
    else if (character < ' ') throw new Error(`a terminal has no use for ${JSON.stringify(character)}`);
    else this.#put(character);
  }

  #put(character) {
    const columns = columnsOf(character);
    if (columns === 0) {
      const at = Math.max(0, this.#column - (this.#wraps ? 0 : 1));
      this.#rows[this.#row][at] = (this.#rows[this.#row][at] ?? ' ') + character;
      return;
    }
    if (this.#wraps || this.#column + columns > this.#columns) this.#to(this.#row + 1, 0);
    const row = this.#rows[this.#row];
    row[this.#column] = character;
    if (columns === 2) row[this.#column + 1] = '';
    this.#wraps = this.#column + columns >= this.#columns;
    this.#column = Math.min(this.#columns - 1, this.#column + columns);
  }

  #to(row, column) {
    while (this.#rows.length <= row) this.#rows.push([]);
    this.#row = row;
    this.#column = column;
    this.#wraps = false;
  }

  #control(letter, parameters) {
    const count = Math.max(1, Number.parseInt(parameters, 10) || 0);
    const row = this.#rows[this.#row];
    if (letter === 'A') this.#to(Math.max(0, this.#row - count), this.#column);
    else if (letter === 'B') this.#to(this.#row + count, this.#column);
    else if (letter === 'C') this.#to(this.#row, Math.min(this.#columns - 1, this.#column + count));
    else if (letter === 'D') this.#to(this.#row, Math.max(0, this.#column - count));
    else if (letter === 'G') this.#to(this.#row, count - 1);
    else if (letter === 'P') row.splice(this.#column, count);
    else if (letter === '@') row.splice(this.#column, 0, ...Array(count).fill(' '));
    else if (letter === 'K' && !parameters) row.splice(this.#column);
    else if (letter === 'J' && !parameters) {
      row.splice(this.#column);
      this.#rows.length = this.#row + 1;
    } else if (!'mhl'.includes(letter)) throw new Error(`unknown sequence: CSI ${parameters}${letter}`);
  }
}
