import { Ask, Routes } from '@patto/service-kit';
import { Controller, Get } from '@nestjs/common';
import { AuthorityOfEvent } from './read/authority-of-event.ts';

/** What can be asked about one event. */
@Controller('events')
export class EventsController extends Routes {
  @Get(':event/authority') authority(@Ask(AuthorityOfEvent) ask: Ask<AuthorityOfEvent>) {
    return this.answer(ask);
  }
}
