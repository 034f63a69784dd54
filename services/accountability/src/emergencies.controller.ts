import { Act, Ask, Routes } from '@patto/service-kit';
import { Controller, Get, Post } from '@nestjs/common';
import { EndEmergencyAccess } from './emergency/end-emergency-access.ts';
import { OpenEmergencyAccess } from './emergency/open-emergency-access.ts';
import { ReviewEmergencyAccess } from './emergency/review-emergency-access.ts';
import { EmergencyAccessById } from './read/emergency-by-id.ts';
import { EmergencyAccessList } from './read/emergency-list.ts';

/** What operators open in emergencies, on their own responsibility and before everybody's eyes. */
@Controller('emergency-accesses')
export class EmergenciesController extends Routes {
  @Get() list(@Ask(EmergencyAccessList) ask: Ask<EmergencyAccessList>) {
    return this.answer(ask);
  }

  @Post() open(@Act(OpenEmergencyAccess) act: Act<OpenEmergencyAccess>) {
    return this.decide(act);
  }

  @Get(':emergency') one(@Ask(EmergencyAccessById) ask: Ask<EmergencyAccessById>) {
    return this.answer(ask);
  }

  @Get(':emergency/history') life(@Ask(EmergencyAccessById) ask: Ask<EmergencyAccessById>) {
    return this.history(ask);
  }

  @Post(':emergency/end') end(@Act(EndEmergencyAccess) act: Act<EndEmergencyAccess>) {
    return this.decide(act);
  }

  @Post(':emergency/reviews') review(@Act(ReviewEmergencyAccess) act: Act<ReviewEmergencyAccess>) {
    return this.decide(act);
  }
}
