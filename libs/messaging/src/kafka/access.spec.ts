import { describe, expect, it } from '@jest/globals';
import { kafkaAccess } from './access.ts';

describe('the URL of the bus', () => {
  it('names brokers', () => {
    expect(kafkaAccess('kafka://one.example:9092,[::1]:9093')).toEqual({ brokers: ['one.example:9092', '[::1]:9093'] });
  });

  it('says that it goes over TLS, and whose certificates count', () => {
    expect(kafkaAccess('kafkas://one.example:9093')).toEqual({ brokers: ['one.example:9093'], tls: {} });
    expect(kafkaAccess('kafkas://one.example:9093?ca=/etc/patto/ca.pem')).toEqual({ brokers: ['one.example:9093'], tls: { ca: '/etc/patto/ca.pem' } });
  });

  it('holds a login, by the strongest mechanism unless it names another', () => {
    const login = { mechanism: 'scram-sha-512', username: 'patto', password: 'p@ss/word' };
    expect(kafkaAccess('kafkas://patto:p%40ss%2Fword@one.example:9093')).toEqual({ brokers: ['one.example:9093'], tls: {}, login });
    expect(kafkaAccess('kafkas://patto:hush@one.example:9093?sasl=plain')?.login?.mechanism).toBe('plain');
  });

  it.each([
    ['shows a login to the network', 'kafka://patto:hush@one.example:9092'],
    ['asks for a certificate without TLS', 'kafka://one.example:9092?ca=/etc/patto/ca.pem'],
    ['names no port', 'kafkas://one.example'],
    ['ends in a comma', 'kafka://one.example:9092,'],
    ['has a name and no password', 'kafkas://patto@one.example:9093'],
    ['names an unknown way to log in', 'kafkas://patto:hush@one.example:9093?sasl=md5'],
    ['says how to log in and not as whom', 'kafkas://one.example:9093?sasl=plain'],
    ['says what nobody knows', 'kafkas://one.example:9093?verify=no'],
    ['is not encoded', 'kafkas://patto:100%@one.example:9093'],
    ['is of something else', 'https://one.example:9093'],
  ])('is refused where it %s', (_, url) => {
    expect(kafkaAccess(url)).toBeUndefined();
  });
});
