import { RegionType } from '../../catalogue/region.ts';
import { connectionOf } from '../connection.ts';
import { listReader } from '../read/listReader.ts';

export const RegionConnection = connectionOf('Region', () => RegionType);

export const readRegions = listReader({ table: 'region', orderBy: ['name', 'id'] }, () => []);
