import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf, csvOf, wantsCsv } from './csv.ts';

const schemas = { Gate: { properties: { colour: {}, hinges: {} } } };
const tree = { properties: { name: {}, gate: { $ref: '#/components/schemas/Gate' }, birds: { type: 'array' }, age: {} } };
const columns = columnsOf(tree, schemas);

/** Reads RFC 4180 as its grammar says, character by character. */
const read = (text: string): string[][] => {
  const [lines, line, field]: [string[][], string[], string[]] = [[], [], []];
  let quoted = false;
  const endField = () => line.push(field.splice(0).join(''));
  for (let at = 0; at < text.length; at += 1) {
    const [now, next] = [text[at] as string, text[at + 1]];
    if (quoted && now === '"' && next === '"') field.push(text[++at] as string);
    else if (now === '"') quoted = !quoted;
    else if (!quoted && now === ',') endField();
    else if (!quoted && now === '\r' && next === '\n') {
      at += 1;
      endField();
      lines.push(line.splice(0));
    } else field.push(now);
  }
  return lines;
};

describe('a list as CSV', () => {
  it('has a column for each declared member, in order, those of a thing in a thing too', () => {
    const item = { name: 'Ash', gate: { colour: 'red' }, birds: ['wren', 'crow'], age: -3, unknown: 'left out' };
    expect(csvOf([item], columns)).toBe('name,gate.colour,gate.hinges,birds,age\r\nAsh,red,,wren crow,-3\r\n');
    expect(csvOf([], columns)).toBe('name,gate.colour,gate.hinges,birds,age\r\n');
  });

  it('keeps what is no plain value as JSON', () =>
    expect(read(csvOf([{ birds: [{ kind: 'wren', says: '"hello", twice' }] }], columns))[1]?.[3]).toBe('[{"kind":"wren","says":"\\"hello\\", twice"}]'));

  it('is read back as it was written, whatever stands in it', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string({ unit: 'grapheme' }), age: fc.integer() })), (items) => {
        const [, ...lines] = read(csvOf(items, columns));
        expect(lines.map(([name, , , , age]) => [name?.replace(/^'(?=[\s\u00a0]*[=+\-@]|[\t\r\n])/, ''), age])).toEqual(
          items.map(({ name, age }) => [name, String(age)]),
        );
      }),
    ));

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\u00a0=1', '\uff1d1', '=cmd|"/c calc"!A1'])(
    'is nothing that a spreadsheet calculates: %j',
    (text) => expect(read(csvOf([{ name: text }], columns))[1]?.[0]).toBe(`'${text}`),
  );

  it('is given to who asks for it by name, and not less than for JSON', () => {
    for (const accept of ['text/csv', 'text/csv, */*', 'TEXT/CSV; header=present', 'application/json;q=0.5, text/csv;q=0.9'])
      expect(wantsCsv(accept)).toBe(true);
    for (const accept of [undefined, '', '*/*', 'text/*', 'application/json', 'text/csv;q=0', 'text/csv;q=0.4, application/json']) {
      expect(wantsCsv(accept)).toBe(false);
    }
  });
});
