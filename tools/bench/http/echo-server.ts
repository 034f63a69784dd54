/**
 * A process that is the framework alone: Nest over Fastify that checks the token and the body as the product does, and sends the body back.
 * `echo-server.ts <keys folder> <JSON Schema of the body> [what is answered to reads]`
 */
import 'reflect-metadata';
import { Body, Controller, Get, Headers, HttpException, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { callers, openDevelopmentIssuer } from '@patto/access';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Listening, PATH } from './messages.ts';

const [keys = '', schema = '{}', answer = '{}'] = process.argv.slice(2);
const AUDIENCE = 'patto';
const LOGIN = 'administrator';

const issuer = openDevelopmentIssuer({ folder: keys, audience: AUDIENCE });
const who = callers({
  issuers: [],
  developmentIssuer: issuer,
  audience: AUDIENCE,
  keyring: { subjectOfLogin: async () => undefined },
  idFor: (category, ...parts) => `${category}-${parts.join('/')}`,
});
const validate = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(JSON.parse(schema) as object);

const answered: unknown = JSON.parse(answer);

class Echo {
  async echo(authorization: string | undefined, body: unknown): Promise<unknown> {
    await who.identify(authorization);
    if (!validate(body)) throw new HttpException('The body does not fit.', 422);
    return body;
  }

  async answer(authorization: string | undefined): Promise<unknown> {
    await who.identify(authorization);
    return answered;
  }
}

// Decorators by hand: Node runs this file as it stands, and strips types only.
const methodOf = (name: 'echo' | 'answer') => Object.getOwnPropertyDescriptor(Echo.prototype, name) as PropertyDescriptor;
Controller()(Echo);
Post(PATH)(Echo.prototype, 'echo', methodOf('echo'));
Get('/api/v1/plans/:plan')(Echo.prototype, 'answer', methodOf('answer'));
Headers('authorization')(Echo.prototype, 'echo', 0);
Body()(Echo.prototype, 'echo', 1);
Headers('authorization')(Echo.prototype, 'answer', 0);
class Root {}
Module({ controllers: [Echo] })(Root);

const app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.send?.({ url: await app.getUrl(), token: await issuer.issueToken({ login: LOGIN }), schema: {} } satisfies Listening);
process.on('disconnect', () => process.exit());
