import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { ImportDirectoryRecord } from './directory/import-directory-record.ts';
import { DirectoryServices } from './read/directory-services.ts';

/** Services that directories elsewhere list. */
@Controller('directory')
export class DirectoryController extends Routes {
  @Post('records') importRecord(@Act(ImportDirectoryRecord) act: Act<ImportDirectoryRecord>) {
    return this.decide(act);
  }

  @Get('services') services(@Ask(DirectoryServices) ask: Ask<DirectoryServices>) {
    return this.answer(ask);
  }
}
