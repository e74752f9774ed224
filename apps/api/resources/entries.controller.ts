import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { entryById } from '../../../libs/reporting/index.js';
import { type Call, Caller, Door, Gives, Needs, PathId } from '../kit/index.js';
import { EntryDetailDto, EntryPageDto, EntryQuery } from './entries.dto.js';
import { entryDetail, entryPage } from './entry-views.js';

@ApiTags('Entries')
@Controller('api/v1/entries')
export class EntriesController {
  constructor(private readonly door: Door) {}

  @Get()
  @Needs('entries.read')
  @Gives(EntryPageDto, 'List the entries under a number, newest first', {
    about: 'Every number of Buurtkas is the sum of the entries that this answers for the same filter, to the cent.',
  })
  listEntries(@Caller() call: Call, @Query() query: EntryQuery) {
    return entryPage(call, query, (work) => this.door.run(call, work));
  }

  @Get(':id')
  @Needs('entries.read')
  @Gives(EntryDetailDto, 'Get an entry with both its accounts')
  getEntry(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => entryDetail(await entryById(tx, id)));
  }
}
