import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { declarationOfType, problemOf } from '@patto/contracts';
import type { FastifyReply } from 'fastify';
import { House, known, readiness, status } from './house.ts';
import { problemPage } from './problem-page.ts';
import type { Schema } from './schemas.ts';

/** Health and documents at the root: no token is needed, and nothing of anybody is told. */
@Controller()
export class HouseController {
  @Inject(House) private readonly house!: House;

  @Get('livez') livez() {
    return { status: 'alive' };
  }

  @Get('status') status() {
    return status(this.house);
  }

  @Get('readyz') async readyz(@Res({ passthrough: true }) reply: FastifyReply) {
    const { httpStatus, ...ready } = await readiness(this.house);
    reply.status(httpStatus);
    return ready;
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
    return {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `/schemas/${declaration.type}.json`,
      ...this.house.schemas.standAlone(declaration.class),
    };
  }
}
