import { Tokenizer, TokenParser } from '@streamparser/json';
import type { JsonText } from './json-cutter.ts';
import type { Place } from './report.ts';

/** Where a text stops being JSON, which `JSON.parse` does not reliably say. */
export const faultOf = ({ text, file, line, column }: JsonText): Place => {
  const before = Buffer.from(text).subarray(0, faultyByte(text)).toString();
  const lines = before.split('\n');
  const last = lines.at(-1) ?? '';
  return { file, line: line + lines.length - 1, column: lines.length === 1 ? column + last.length : last.length + 1 };
};

const faultyByte = (text: string): number => {
  let reached = 0;
  try {
    const tokenizer = new Tokenizer();
    const parser = new TokenParser();
    parser.onValue = () => undefined;
    tokenizer.onToken = (token) => {
      reached = token.offset;
      parser.write(token);
    };
    tokenizer.onError = (error) => {
      throw error;
    };
    parser.onError = (error) => {
      throw error;
    };
    tokenizer.write(text);
    return Buffer.byteLength(text);
  } catch (error) {
    const [, position] = /absolute position "(\d+)"/.exec(String(error)) ?? [];
    return position === undefined ? reached : Number(position);
  }
};
