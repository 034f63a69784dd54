import { Controller, Post } from '@nestjs/common';
import { Act, Routes } from '@patto/service-kit';
import { RecordAttendance } from './delivery/record-attendance.ts';

/** What was delivered to a group, in one go. */
@Controller('attendances')
export class AttendancesController extends Routes {
  @Post() record(@Act(RecordAttendance) act: Act<RecordAttendance>) {
    return this.decide(act);
  }
}
