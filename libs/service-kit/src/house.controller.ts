import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { declarationOfType, problemOf, Rejection } from '@patto/contracts';
import type { Following } from '@patto/event-store';
import type { FastifyReply } from 'fastify';
import { problemPage } from './problem-page.ts';
import { type Schema, type Schemas } from './schemas.ts';

/** What the house's own pages show: health, documents, problems, schemas. */
export abstract class House {
  abstract readonly schemas: Schemas;
  abstract readonly openApi: object;
  /** The position of the last event. */
  abstract head(): Promise<number>;
  abstract readonly followings: readonly Following[];
}

/** Health and documents at the root: no token is needed, and nothing of anybody is told. */
@Controller()
export class HouseController {
  @Inject(House) private readonly house!: House;

  @Get('livez') livez() {
    return { status: 'alive' };
  }

  @Get('status') status() {
    return { status: 'up' };
  }

  @Get('readyz') async readyz(@Res({ passthrough: true }) reply: FastifyReply) {
    const head = await this.house.head();
    const followers = this.house.followings.map(({ name, through, halted }) => ({ name, lag: head - through, ...(halted && { haltedAt: halted.position }) }));
    const halted = followers.some((follower) => 'haltedAt' in follower);
    reply.status(halted ? 503 : 200);
    return { status: halted ? 'halted' : 'ready', head, followers };
  }

  @Get('openapi.json') openApi() {
    return this.house.openApi;
  }

  @Get('problems/:code')
  @Header('Content-Type', 'text/html; charset=utf-8')
  problem(@Param('code') code: string) {
    return problemPage(code, known(problemOf(code)));
  }

  @Get('schemas/:file') schema(@Param('file') file: string): Schema {
    const declaration = known(declarationOfType(file.replace(/\.json$/, '')));
    return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `/schemas/${declaration.type}.json`, ...this.house.schemas.standAlone(declaration.class) };
  }
}

const known = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Rejection('not-found', 'There is nothing at this address.');
  return value;
};
