import { Act, Ask, Routes } from '@patto/service-kit';
import { Controller, Get, Post } from '@nestjs/common';
import { RetentionOfPerson } from './read/retention-of-person.ts';
import { LiftLegalHold } from './retention/lift-legal-hold.ts';
import { OrderErasure } from './retention/order-erasure.ts';
import { PlaceLegalHold } from './retention/place-legal-hold.ts';

/** What is kept of a person, and how it is forgotten. */
@Controller('persons')
export class RetentionController extends Routes {
  @Post(':person/legal-holds') hold(@Act(PlaceLegalHold) act: Act<PlaceLegalHold>) {
    return this.decide(act);
  }
  @Post(':person/legal-holds/:hold/lifting') lift(@Act(LiftLegalHold) act: Act<LiftLegalHold>) {
    return this.decide(act);
  }
  @Post(':person/erasure') erase(@Act(OrderErasure) act: Act<OrderErasure>) {
    return this.decide(act);
  }
  @Get(':person/retention') retention(@Ask(RetentionOfPerson) ask: Ask<RetentionOfPerson>) {
    return this.answer(ask);
  }
}
