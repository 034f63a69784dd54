import { Controller, Post } from '@nestjs/common';
import { Ask, Routes } from '@patto/service-kit';
import { PersonSearch } from './read/person-searches.ts';

/** Looking people up, in a body and never in an address. */
@Controller('person-searches')
export class PersonSearchesController extends Routes {
  @Post() search(@Ask(PersonSearch) ask: Ask<PersonSearch>) {
    return this.answer(ask);
  }
}
