import type { Frame } from './cpu-profile.ts';

const width = 1_200;
const rowHeight = 17;
/** Narrower ones cannot be seen. */
const leastShare = 0.0008;

/** A page of its own with the tree of calls: as wide as they took long; what is clicked fills the width. */
export function flameGraph(title: string, root: Frame): string {
  const rows: string[] = [];
  let depth = 0;
  const draw = ({ name, place, totalUs, selfUs, children }: Frame, x: number, y: number) => {
    const share = totalUs / root.totalUs;
    if (share < leastShare) return;
    depth = Math.max(depth, y);
    const told = `${name} ${place}\n${percent(share)}, itself ${percent(selfUs / root.totalUs)}`;
    rows.push(
      `<g data-x="${x.toFixed(5)}" data-w="${share.toFixed(5)}" data-y="${y}"><rect fill="${colour(place)}" height="${rowHeight - 1}"/><text y="12">${escapeText(name)}</text><title>${escapeText(told)}</title></g>`,
    );
    let next = x;
    for (const child of [...children.values()].sort((one, other) => other.totalUs - one.totalUs)) {
      draw(child, next, y + 1);
      next += child.totalUs / root.totalUs;
    }
  };
  draw(root, 0, 0);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escapeText(title)}</title>
<style>body{font:13px system-ui,sans-serif;margin:12px}svg{font:11px ui-monospace,monospace}g{cursor:pointer}text{pointer-events:none}</style>
<h1 style="font-size:16px">${escapeText(title)}</h1>
<p>Width is time of the processor. Blue: the gateway. Green: packages. Grey: Node and V8. Click to look closer, on the lowest row to come back.</p>
<svg width="${width}" height="${(depth + 1) * rowHeight}">${rows.join('\n')}</svg>
<script>
const all = [...document.querySelectorAll('g')], width = ${width}, height = ${rowHeight};
function show(from, share, row) {
  for (const g of all) {
    const x = Number(g.dataset.x), w = Number(g.dataset.w), y = Number(g.dataset.y);
    const above = y < row, left = above ? 0 : (x - from) / share * width, wide = above ? width : w / share * width;
    const seen = above ? x <= from + 1e-6 && x + w >= from + share - 1e-5 : left > -0.01 && left + wide < width + 0.5 && wide > 0.5;
    g.style.display = seen ? '' : 'none';
    if (!seen) continue;
    g.setAttribute('transform', 'translate(' + left + ',' + y * height + ')');
    g.firstChild.setAttribute('width', Math.max(wide - 0.5, 0.5));
    const text = g.children[1], name = g.lastChild.textContent.split('\\n')[0], letters = Math.floor((wide - 4) / 6.6);
    text.setAttribute('x', 3);
    text.textContent = letters < 3 ? '' : name.length <= letters ? name : name.slice(0, letters - 1) + '…';
  }
}
for (const g of all) g.addEventListener('click', () => show(Number(g.dataset.x), Number(g.dataset.w), Number(g.dataset.y)));
show(0, 1, 0);
</script></html>
`;
}

function colour(place: string): string {
  if (place.startsWith('src/')) return '#8fb8de';
  return place === '' || place.startsWith('node:') ? '#d3d8dd' : '#b5d8a8';
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
