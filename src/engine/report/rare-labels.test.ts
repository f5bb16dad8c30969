import { expect, it } from 'vitest';
import { takeRows } from '../../data/dataset';
import { tableOneDefaults } from '../../evaluate/table-one/types';
import { rareLevels } from '../../prep/rare-levels';
import { ready } from '../prepare';
import { tableOneOf } from '../table-one';
import { mixedStudy, mixedTable, texts } from '../testing';
import { withoutRareLabels } from './rare-labels';

it('a level of one patient stands in no line of a table that leaves', () => {
  const table = mixedTable('binary');
  const ward = table.columns.findIndex(({ name }) => name === 'ward');
  const cells = Array.from({ length: table.n }, (_, row) => (row < 7 ? 'canary' : row % 2 ? 'west' : 'east'));
  table.columns[ward] = { name: 'ward', column: texts(cells) };
  const patient = table.columns.findIndex(({ name }) => name === 'patient');
  const keys = Array.from({ length: table.n }, (_, row) => (row < 7 ? 'P' : `Q${row}`));
  table.columns[patient] = { name: 'patient', column: texts(keys) };
  const study = mixedStudy('binary');
  const given = ready(table, study);
  const { data, parts } = given;
  const made = tableOneOf(given, study, true, 'outcome', tableOneDefaults());
  expect(JSON.stringify(made)).toContain('canary');
  const rare = rareLevels(takeRows(data, [...parts.dev, ...parts.test]));
  const told = withoutRareLabels(made, rare);
  expect(JSON.stringify(told)).not.toContain('canary');
  const lines = told?.variables.find(({ name }) => name === 'ward')?.lines.map(({ level }) => level);
  expect(lines).toEqual(expect.arrayContaining(['west', 'east', 'rare 1']));
});
