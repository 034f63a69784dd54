import { describe, expect, it } from '@jest/globals';
import { BlindTokens, nameWords, normalTaxCode } from './blind-tokens.ts';

describe('a tax code as it is compared', () => {
  it.each([
    ['rss mra 85t10 a562s', 'RSSMRA85T10A562S'],
    ['RSSMRA85T10A56NS', 'RSSMRA85T10A562S'],
    ['RSSMRA85T10A5SNS', 'RSSMRA85T10A562S'],
    ['RSSMRAURTMLARSNS', 'RSSMRA85T10A562S'],
  ])('undoes omocodia: %s is %s', (written, normal) => expect(normalTaxCode(written)).toBe(normal));

  it('puts each of the ten letters back', () => {
    expect(normalTaxCode('RSSMRALMTNPAQRSX')).toBe('RSSMRA01T23A456X');
    expect(normalTaxCode('RSSMRATUTVLAMNPX')).toBe('RSSMRA78T90A123X');
  });

  it('leaves alone what is no tax code of a person: provisional numbers, other countries', () => {
    expect(normalTaxCode('12345678901')).toBe('12345678901');
    expect(normalTaxCode('lmnpqrstuv')).toBe('LMNPQRSTUV');
    expect(normalTaxCode(' - ')).toBe('');
  });
});

describe('the words of a name', () => {
  it.each([
    ['Maria ROSSI', ['maria', 'rossi']],
    ['Niccolò  D’Angelò-Münster', ['niccolo', 'd', 'angelo', 'munster']],
    ['Nicolo\u0300', ['nicolo']],
    ['Mària maria', ['maria']],
    ['Łukasz 2', ['łukasz']],
    ['李 小龍', ['李', '小龍']],
    [' 12 - ', []],
  ])('%s', (name, words) => expect(nameWords(name)).toEqual(words));
});

describe('blind tokens', () => {
  const tokens = new BlindTokens(Buffer.alloc(32, 7));
  const texts = (of: readonly { token: Buffer }[]) => of.map(({ token }) => token.toString('hex'));

  it('differ between kinds and between deployments', () => {
    const name = texts(tokens.of('name', 'RSSMRA'));
    expect(texts(tokens.of('tax-code', 'RSSMRA'))).not.toContain(name[0]);
    expect(texts(new BlindTokens(Buffer.alloc(32, 8)).of('name', 'RSSMRA'))).not.toEqual(name);
  });

  it('do not let issuer and subject of a login run into one another', () => {
    expect(tokens.login('ab', 'c').token).not.toEqual(tokens.login('a', 'bc').token);
  });

  it('are the same for a name in parts as for the name in one', () =>
    expect(texts(tokens.of('name', { given: 'Maria', family: 'Bonetti' }))).toEqual(texts(tokens.of('name', 'Maria Bonetti'))));

  it('refuse content of another kind', () => {
    expect(() => tokens.of('name', { words: 'Maria' })).toThrow(TypeError);
    expect(() => tokens.of('login', { issuer: 'a' })).toThrow(TypeError);
  });
});
