import { LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { colourOf, ink, palette } from './colours.ts';
import type { Answers, Panel, Series } from './panel.ts';
import { inUnit } from './units.ts';

use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

const text = { color: ink.faint, fontFamily: 'sans-serif', fontSize: 12 };

/** Lines over time as an SVG, with thresholds where the panel draws them, and when alerts fired. */
export function drawGraph(
  { fieldConfig }: Panel,
  series: readonly Series[],
  { times, alerts }: Answers,
  size: { readonly width: number; readonly height: number },
): string {
  const { unit, max, thresholds, custom = {} } = fieldConfig?.defaults ?? {};
  const limits =
    custom.thresholdsStyle === undefined
      ? []
      : (thresholds?.steps ?? []).flatMap(({ value, color }) =>
          value === null ? [] : [{ yAxis: value, lineStyle: { color: colourOf(color) } }],
        );
  const at = (place: number) => times[place]! * 1000;
  const canvas = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    canvas.setOption({
      animation: false,
      useUTC: true,
      color: palette,
      grid: {
        left: 4,
        right: 10,
        top: 10,
        bottom: 2,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: {
        ...{ type: 'time', min: at(0), max: at(times.length - 1), splitNumber: 4 },
        ...{ axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false } },
        axisLabel: {
          ...text,
          formatter: '{HH}:{mm}:{ss}',
          hideOverlap: true,
          showMinLabel: false,
          showMaxLabel: false,
        },
      },
      yAxis: {
        ...{ type: 'value', min: 0, splitNumber: 4, ...(max !== undefined && { max }) },
        splitLine: { lineStyle: { color: ink.line } },
        axisLabel: { ...text, formatter: (value: number) => inUnit(value, unit) },
      },
      series: series.map(({ legend, values }, place) => ({
        ...{ type: 'line', name: legend, showSymbol: false, lineStyle: { width: custom.stacking ? 1 : 1.6 } },
        ...(custom.stacking && { stack: 'all' }),
        areaStyle: { opacity: (custom.fillOpacity ?? 0) / 100 },
        data: values.map((value, moment) => [at(moment), value]),
        ...(place === 0 && {
          markLine: {
            ...{ silent: true, symbol: 'none', animation: false, label: { show: false } },
            data: limits.map(limit => ({
              ...limit,
              lineStyle: { ...limit.lineStyle, type: 'solid', width: 1.2 },
            })),
          },
          markArea: {
            ...{ silent: true, animation: false, itemStyle: { color: colourOf('red'), opacity: 0.14 } },
            data: alerts.map(([first, last]) => [{ xAxis: at(first) }, { xAxis: at(last) }]),
          },
        }),
      })),
    });
    return canvas.renderToSVGString();
  } finally {
    canvas.dispose();
  }
}
