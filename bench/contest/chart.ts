import { BarChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { contestants } from './contestants.ts';
import type { Report } from './report.ts';

use([BarChart, GridComponent, TitleComponent, SVGRenderer]);

const shown = ['by-id', 'list', 'search', 'hit-list'];
const width = 900;
const rowHeight = 22;
const titleHeight = 44;
const [own, others, ink] = ['#2f6fb0', '#b6bec6', '#3c444d'];

/** Requests a second of the cases that people ask for first, or of what there is without these, as an SVG of its own. */
export function drawChart({ cases }: Pick<Report, 'cases'>): string {
  const first = shown.flatMap(name => cases.filter(each => each.name === name));
  const drawn = first.length > 0 ? first : cases;
  let top = 0;
  const places = drawn.map(({ scores }) => {
    const place = { top: top + titleHeight, height: scores.length * rowHeight };
    top += titleHeight + place.height;
    return place;
  });
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: Math.max(top + 12, 60) });
  const text = { color: ink, fontFamily: 'system-ui, sans-serif', fontSize: 12 };
  chart.setOption({
    ...{ animation: false, backgroundColor: '#ffffff', textStyle: text },
    title: drawn.map(({ title }, place) => ({
      ...{ text: `${title}, requests/s`, left: 8, top: places[place]!.top - 26 },
      textStyle: { ...text, fontSize: 13, fontWeight: 'bold' },
    })),
    grid: places.map(place => ({ left: 400, right: 80, ...place })),
    xAxis: drawn.map((_, place) => ({ gridIndex: place, type: 'value', show: false })),
    yAxis: drawn.map(({ scores }, place) => ({
      ...{ gridIndex: place, type: 'category', inverse: true, axisTick: { show: false } },
      ...{ axisLine: { show: false }, axisLabel: { ...text, width: 390, overflow: 'truncate' } },
      data: scores.map(({ title }) => title.replaceAll(/[*`]/g, '')),
    })),
    series: drawn.map(({ scores }, place) => ({
      ...{ type: 'bar', xAxisIndex: place, yAxisIndex: place, barWidth: 13 },
      label: {
        ...{ ...text, show: true, position: 'right' },
        formatter: ({ value }: { value: unknown }) => Math.round(Number(value)).toLocaleString('en'),
      },
      data: scores.map(({ contestant, perSecond }) => ({
        value: perSecond.median,
        itemStyle: { color: isOurs(contestant) ? own : others },
      })),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function isOurs(name: keyof typeof contestants): boolean {
  return contestants[name].title.startsWith('**gateway**');
}
