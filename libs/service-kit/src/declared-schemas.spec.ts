import { describe, expect, it } from '@jest/globals';
import { AreCounts, AreViews, answers, IsOpened, IsView, less, only, perhaps, stored } from '@patto/access';
import { Event, type Instant, IsCode, IsInstant, IsText, Personal } from '@patto/contracts';
import type { SealedPart } from '@patto/read-models';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { IsOptional } from 'class-validator';
import { declaredSchemas } from './declared-schemas.ts';

@Event('persons.lantern', { version: 1 })
class LanternLit {
  @IsCode() readonly colour!: string;
  @IsInstant() readonly until!: Instant;
  @Personal() @IsText(30) readonly wish!: Personal<string>;
}

class LanternDocument extends less(LanternLit) {
  @IsOptional() @IsOpened(LanternLit, 'wish') readonly wish?: SealedPart;
  @AreCounts() readonly seenFrom!: { readonly [place: string]: number };
}
class LanternView extends stored(LanternDocument, 'lantern') {}
class LanternColour extends only(LanternLit, 'colour') {}
class LanternInList extends perhaps(LanternView, 'until', 'colour') {}
abstract class OfLantern {
  @IsCode() readonly place!: string;
}
@Event('persons.lantern', { version: 1 })
class LanternHung extends OfLantern {}
@Event('persons.lantern', { version: 1 })
class LanternLost {}
class Lanterns {
  @IsView(() => LanternColour) readonly first!: LanternColour;
  @AreViews(() => LanternInList, 2) readonly all!: readonly LanternInList[];
}
class LanternById {}
answers(LanternById, { purpose: 'light', dataCategories: [], answer: LanternView }, () => undefined);

const ID = 'lantern-00000000-0000-8000-8000-000000000000';

describe('the schema of an answer', () => {
  const schemas = declaredSchemas();
  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  ajv.addSchema({ $id: 'lanterns', components: { schemas } });
  const fits = (name: string, value: object) => ajv.validate({ $ref: `lanterns#/components/schemas/${name}` }, value);
  const lantern = { id: ID, revision: 3, colour: 'red', until: '2027-03-01T09:00:00.000Z', wish: 'A boat', seenFrom: { harbour: 2 } };

  it('has the facts of the event, the id and the revision', () => {
    expect(fits('LanternView', lantern)).toBe(true);
    for (const missing of ['id', 'colour', 'until', 'seenFrom'])
      expect([missing, fits('LanternView', { ...lantern, [missing]: undefined })]).toEqual([missing, false]);
    expect(fits('LanternView', { ...lantern, id: ID.replace('lantern', 'lamp') })).toBe(false);
    expect(fits('LanternView', { ...lantern, revision: 0 })).toBe(false);
  });

  it('has no place for what is not declared', () => {
    expect(fits('LanternView', { ...lantern, hidden: 1 })).toBe(false);
    expect(fits('LanternColour', { colour: 'red' })).toBe(true);
    expect(fits('LanternColour', { colour: 'red', until: lantern.until })).toBe(false);
  });

  it('has opened content as the event had it, or the mark of what was erased, and never a sealed part', () => {
    expect(fits('LanternView', { ...lantern, wish: { erased: true } })).toBe(true);
    expect(fits('LanternView', { ...lantern, wish: 'x'.repeat(31) })).toBe(false);
    expect(fits('LanternView', { ...lantern, wish: { erased: false } })).toBe(false);
    expect(fits('LanternView', { ...lantern, wish: { subject: ID, part: 'wish', sealed: 'AAAA' } })).toBe(false);
  });

  it('leaves out a member only where it may be missing', () => {
    const { colour: _colour, until: _until, ...less } = lantern;
    expect(fits(Lanterns.name, { first: { colour: 'red' }, all: [lantern, less] })).toBe(true);
    expect(fits(Lanterns.name, { first: {}, all: [] })).toBe(false);
    expect(fits(Lanterns.name, { first: { colour: 'red' }, all: [less, less, less] })).toBe(false);
  });

  it('counts by coded words alone', () => {
    expect(fits('LanternView', { ...lantern, seenFrom: { 'Via Roma 12': 1 } })).toBe(false);
    expect(fits('LanternView', { ...lantern, seenFrom: { harbour: -1 } })).toBe(false);
  });

  it('of a class without members of its own is that of the one that it extends', () => {
    expect(schemas[LanternHung.name]).toMatchObject({ properties: { place: { type: 'string' } }, required: ['place'] });
    expect(schemas[LanternLost.name]).toEqual({ type: 'object', properties: {}, additionalProperties: false });
  });

  it('is not made of classes that only lend their members', () => {
    expect(Object.keys(schemas)).not.toContain('');
    expect(schemas['LanternLit']).toMatchObject({ required: ['colour', 'until', 'wish'] });
  });
});
