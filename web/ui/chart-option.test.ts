import assert from 'node:assert/strict';
import test from 'node:test';
import { chartOption } from './chart-option.ts';

test('a rate stands against its own axis of 0 to 100 percent, a count does not', () => {
  const option = chartOption({
    categories: ['Tháng 1', 'Tháng 2'],
    series: [
      { name: 'Đã giải quyết', values: [10, 20], colour: '#0b4f9e' },
      { name: 'Tỷ lệ đúng hạn', values: [90.5, null], colour: '#17693b', kind: 'line', is_percent: true },
    ],
    horizontal: false,
    lang: 'vi',
  });
  assert.ok(Array.isArray(option.yAxis));
  const rates = option.yAxis[1];
  assert.equal(rates && 'max' in rates && rates.max, 100);
  assert.deepEqual(
    option.series.map((one) => [one.name, one.type, one.yAxisIndex]),
    [
      ['Đã giải quyết', 'bar', undefined],
      ['Tỷ lệ đúng hạn', 'line', 1],
    ],
  );
});

test('a figure that is not available is a gap with a dash, not a zero', () => {
  const option = chartOption({
    categories: ['a'],
    series: [{ name: 'x', values: [null], colour: '#000' }],
    horizontal: false,
    lang: 'vi',
  });
  assert.deepEqual(option.series[0]?.data, [null]);
  assert.equal(option.tooltip.valueFormatter(null), '–');
  assert.equal(option.tooltip.valueFormatter(1728), '1.728');
});
