import { Ask, Routes } from '@patto/service-kit';
import { Controller, Get } from '@nestjs/common';
import { WorkList } from './read/work-list.ts';
import { WorkQueue } from './read/work-queue.ts';

/** What reactions left for people. */
@Controller('work')
export class WorkController extends Routes {
  @Get() list(@Ask(WorkList) ask: Ask<WorkList>) {
    return this.answer(ask);
  }
}

/** What waits for an organisation. */
@Controller('work-queue')
export class WorkQueueController extends Routes {
  @Get() mine(@Ask(WorkQueue) ask: Ask<WorkQueue>) {
    return this.answer(ask);
  }
}
