import { Controller, Get } from '@nestjs/common';
import { Ask, Routes } from '@patto/service-kit';
import { CapabilityGaps } from './read/capability-gaps.ts';
import { CommitmentList } from './read/commitment-list.ts';

/** What stands over all plans that one may read, and what all of them lack. */
@Controller()
export class OverviewController extends Routes {
  @Get('commitments') commitments(@Ask(CommitmentList) ask: Ask<CommitmentList>) {
    return this.answer(ask);
  }

  @Get('capability-gaps') gaps(@Ask(CapabilityGaps) ask: Ask<CapabilityGaps>) {
    return this.answer(ask);
  }
}
