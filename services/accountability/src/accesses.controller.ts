import { Ask, Routes } from '@patto/service-kit';
import { Controller, Get } from '@nestjs/common';
import { AccessesOfPerson } from './read/accesses-of-person.ts';

/** Who read about a person. */
@Controller('persons')
export class AccessesController extends Routes {
  @Get(':person/accesses') accesses(@Ask(AccessesOfPerson) ask: Ask<AccessesOfPerson>) {
    return this.answer(ask);
  }
}
