import { describe, expect, it } from '@jest/globals';
import { kilometresBetween, latitudesAround, nearOf } from './distance.ts';
import { phraseOf, wordsOf } from './words.ts';

const turin = { latitude: 45.0703, longitude: 7.6869 };
const milan = { latitude: 45.4642, longitude: 9.19 };

describe('nearness', () => {
  it('is measured along the sphere, also over the date line', () => {
    expect(kilometresBetween(turin, milan)).toBeCloseTo(125.5, 0);
    expect(kilometresBetween({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(111.2, 1);
    expect(kilometresBetween(turin, turin)).toBe(0);
  });

  it('narrows a search to latitudes that hold everything within the radius', () => {
    const { $gte, $lte } = latitudesAround(turin, 126);
    expect($gte <= milan.latitude && milan.latitude <= $lte).toBe(true);
  });

  it('is asked for by two or three numbers of a place on Earth', () => {
    expect(nearOf('45.07, 7.68')).toEqual({ point: { latitude: 45.07, longitude: 7.68 } });
    expect(nearOf('45.07,7.68,5')).toEqual({ point: { latitude: 45.07, longitude: 7.68 }, kilometres: 5 });
    for (const wrong of ['', '45', '91,0', '0,181', '45,', 'a,b', '45,7,-1', '45,7,5,6', '45,7,']) expect(nearOf(wrong)).toBeUndefined();
  });
});

describe('words', () => {
  it('are compared without case, accents and punctuation', () => {
    expect(wordsOf('Caffè & Té', undefined, 'TÉ delle 5')).toEqual(['caffe', 'te', 'delle', '5']);
    expect(phraseOf('  Banco—Alimentare ')).toBe('banco alimentare');
  });
});
